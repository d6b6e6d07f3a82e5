"""What `dode-bepaling` asks, against the outcome table itself: for every combination of channels with and without a contribution."""

from __future__ import annotations

from itertools import product

import pytest

from waterdicht.compiler.channels import ROWS
from waterdicht.compiler.ir import FALSE, TRUE, Channel, Constant
from waterdicht.compiler.outcomes import Channels, outcome_formula
from waterdicht.verifier.checks.dead import moves

FIELDS = {Channel.GRANT: "grant", Channel.DUTY: "duty", Channel.ONLY: "only", Channel.REFUSE: "refuse", Channel.MAY_REFUSE: "may_refuse"}


def constant(value: bool) -> Constant:
    return TRUE if value else FALSE


def row(values: dict[str, bool]) -> str:
    """The one row of the outcome table for channels that are all known."""
    table = Channels(**{name: constant(value) for name, value in values.items()})
    (found,) = [outcome for outcome in ROWS if outcome_formula(table, outcome) == TRUE]
    return str(found.value)


@pytest.mark.parametrize("channel", list(Channel))
def test_a_move_is_another_row_of_the_table(channel: Channel) -> None:
    name = FIELDS[channel]
    seen = set()
    for *bits, mine in product((False, True), repeat=6):
        rest = dict(zip(FIELDS.values(), bits, strict=True))
        whole = rest | {name: (rest[name] and mine) if channel is Channel.ONLY else (rest[name] or mine)}
        alone = Channels(**{each: constant(mine if each == name else each == "only") for each in FIELDS.values()})
        asked = moves(channel, alone, Channels(**{each: constant(value) for each, value in rest.items()}))
        assert (asked == TRUE) is (row(whole) != row(rest)), (rest, mine)
        seen.add(asked == TRUE)
    assert seen == {True, False}
