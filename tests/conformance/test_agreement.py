"""Random expressions are worth the same in the reference, in generated Python and in Z3, on complete cases and on others.

An example holds several expressions, so that one generated module and one solver session serve them all. A disagreement belongs,
made small by hand, in conformance.toml as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from conformance_table import law, same
from hypothesis import event, given, note
from hypothesis import strategies as st
from random_expressions import Example, examples

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.backends.smt.encode import encode
from waterdicht.compiler.backends.smt.pins import pin_case
from waterdicht.compiler.backends.smt.terms import Term
from waterdicht.compiler.backends.smt.text import disj
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import (
    FALSE,
    TRUE,
    Apply,
    Aspect,
    Channel,
    Collect,
    Contribution,
    DefinitionInfo,
    FactOf,
    Gather,
    ItemOf,
    Op,
    RegulationModel,
    Snapshot,
    Use,
)
from waterdicht.compiler.outcomes import channel_key
from waterdicht.compiler.types import ListType, Scalar
from waterdicht.runtime.compiled import CANNOT_DECIDE
from waterdicht.runtime.policy import Policy, load_source
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed, Fault, Value
from waterdicht.verifier.agree import agree, differs, widened
from waterdicht.verifier.agree import given as in_order
from waterdicht.verifier.model import value_of
from waterdicht.verifier.solver import Sat, Session, Undecided, open_session

Values = dict[str, Computed]
RLIMIT = 3_000_000
"""What Z3 may spend on one case, about a second; a case that needs more is counted as undecided in Hypothesis' statistics."""
OUTCOMES = {True: "mag toekennen", False: "geen grondslag", UNKNOWN: "onbekend"}


@given(st.data())
def test_agreement(data: st.DataObject) -> None:
    example = data.draw(examples(law().snapshot))
    snapshot = made(example)
    policy = load_source(compile_python(snapshot))
    session = open_session(snapshot, example.readings, mode="partial", rlimit=RLIMIT, ranges=ranges(snapshot, example))
    terms = {key: encode(snapshot.definitions[key].body, session.encoding) for key in example.asked}
    for facts in example.cases:
        reference = {key: evaluate(snapshot.definitions[key].body, Case(snapshot, facts, example.readings)) for key in example.asked}
        note(f"evaluate: {reference}")
        check_python(policy, example, facts, reference)
        check_solver(session, terms, snapshot, facts, reference)
        for value in reference.values():
            event(kind_of(value))


def made(example: Example) -> Snapshot:
    """A snapshot with the definitions of an example, and a decision for each condition, so that plain forms are made too."""
    definitions = {key: DefinitionInfo(key, body, "") for key, body in example.definitions.items()}
    contributions = []
    for key in conditions(example):
        contributions.append(Contribution("tabel/artikel-1", key, "toekennen", Channel.GRANT, Aspect.GRONDEN, TRUE, TRUE, TRUE))
        for each in Channel:
            body = Use(key, Scalar.BOOL) if each is Channel.GRANT else TRUE if each is Channel.ONLY else FALSE
            name = channel_key("tabel", key, "toekennen", each)
            definitions[name] = DefinitionInfo(name, body, "")
    model = RegulationModel("tabel", "", "verordening", "De tabel", None, None, tuple(contributions), (), (), (), (), (), {})
    return replace(law().snapshot, regulations={"tabel": model}, definitions=definitions)


def conditions(example: Example) -> list[str]:
    """The keys of the asked expressions that are ja/nee."""
    return [key for key in example.asked if example.definitions[key].type is Scalar.BOOL]


def check_python(policy: Policy, example: Example, facts: Mapping[str, Any], reference: Values) -> None:
    """The general form of every expression; of a condition also its outcome as a decision, and the plain form when it applies."""
    chosen = {name: option for name, option in example.readings.items() if name in policy.readings}
    known = {name: value for name, value in facts.items() if name in policy.facts}
    for key in example.asked:
        found = policy.value(key, known, readings=chosen)
        assert same(found, reference[key]), f"{key}: evaluate {reference[key]!r}, Python {found!r}"
    for key in conditions(example):
        wanted = OUTCOMES.get(reference[key], "fout") if not isinstance(reference[key], Fault) else "fout"
        assert policy.decide(key, known, readings=chosen, explain=False) == wanted
        made_facts = policy.make(known)
        if chosen == policy.default_readings and made_facts.missing.isdisjoint(policy.decision(key).needs):
            check_plain(policy, key, made_facts, wanted)


def check_plain(policy: Policy, key: str, facts: Any, wanted: str) -> None:
    """The plain form by itself: the outcome, or a case that it leaves to the general form."""
    try:
        assert policy.decision(key).plain(facts) == wanted
        event("plain form decides")
    except CANNOT_DECIDE:
        event("plain form falls back")


def check_solver(session: Session, terms: Mapping[str, Term], snapshot: Snapshot, facts: Mapping[str, Any], reference: Values) -> None:
    """The values of a solver model of the case, and that it has no others."""
    case = pin_case(session.encoding, facts)
    found = session.room([case], whole=True).check()
    if isinstance(found, Undecided):
        event("undecided")
        return
    assert isinstance(found, Sat), "Z3 excludes the case"
    values = {key: value_of(session, found.model, term, snapshot.definitions[key].body.type) for key, term in terms.items()}
    for key, value in values.items():
        assert agree(reference[key], value), f"{key}: evaluate {reference[key]!r}, Z3 {value!r}"
    other = session.room([case, disj(*(differs(session.encoding, terms[key], value, snapshot.definitions[key].body.type) for key, value in values.items()))])
    answer = other.check()
    assert not isinstance(answer, Sat), f"Z3 allows another value than {values}"
    event("undecided" if isinstance(answer, Undecided) else "one value")


def ranges(snapshot: Snapshot, example: Example) -> dict[str, tuple[Value, Value]]:
    """Bounds of the facts that hold the values of all cases, and when tight nothing else."""
    found: dict[str, tuple[Any, Any]] = {}
    for facts in example.cases:
        values = [(name, (value, value)) for name, value in in_order(snapshot, facts)]
        for name, (least, greatest) in values if example.tight else widened(snapshot, facts).items():
            low, high = found.get(name, (least, greatest))
            found[name] = min(low, least), max(high, greatest)
    return found


def kind_of(value: Computed) -> str:
    """What an example shows of the language."""
    if isinstance(value, Fault):
        return f"fout: {value.code}"
    return "onbekend" if value is UNKNOWN else "ontbreekt" if value is ABSENT else type(value).__name__


def test_presence_of_a_condition_on_an_element_that_lacks_a_property() -> None:
    """Unknown when nobody told whether the premium is valid; a value (false) when somebody did."""
    valid = Collect(Gather.ANY, "x", FactOf("persoon.premies", ListType("premie", 3)), ItemOf("x", "geldig", Scalar.BOOL), None, Scalar.BOOL)
    example = Example({"rij": Apply(Op.PRESENT, (valid,), Scalar.BOOL)}, ("rij",), (), law().policy.default_readings, tight=False)
    policy = load_source(compile_python(made(example)))
    assert policy.decide("rij", {"persoon.premies": ({},)}, explain=False) == "onbekend"
    assert policy.decide("rij", {"persoon.premies": ({"geldig": False},)}, explain=False) == "mag toekennen"
