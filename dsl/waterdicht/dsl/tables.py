"""The parse tables of the grammar: made by lark once, kept between runs in the user's cache directory under a hash of their content."""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from typing import Any

END = "$END"
"""The terminal that stands for the end of the text."""

ALPHABET = frozenset({*map(chr, range(0x180)), "€"})
"""The characters for which a terminal says whether it can begin with them."""

_GRAMMAR = Path(__file__).with_name("grammar.lark")
_MAKERS = (Path(__file__), Path(__file__).with_name("grammar.py"))
"""What else decides what the tables are: when this changes, saved tables are no longer used."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal: its regular expression, and its text where it stands for one only.

    `opening` has the characters it can begin with, of those in `ALPHABET`; nothing is known of others. `keywords` are the fixed texts
    that its expression matches too, with the terminal that each then is: where that is allowed it goes first.
    """

    name: str
    pattern: str
    text: str
    opening: str
    keywords: dict[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """What is made of the last `size` values: the one named `origin`, by the builder `name`.

    The values at the places `spliced` are lists of values. `passes` is set where a single value stands for itself.
    """

    origin: str
    name: str
    size: int
    spliced: tuple[int, ...]
    passes: bool


@dataclass(frozen=True, slots=True)
class Tables:
    """A grammar, ready to read with.

    `terminals` stand in the order in which they are tried; `ignored` matches what may stand between two of them. A state says for each
    terminal (or, in lower case, for what a rule has made) which state comes next, from 0, or which rule is complete, as `-1 - rule`; reading
    begins in the state `start`.
    """

    ignored: str
    terminals: tuple[Terminal, ...]
    rules: tuple[Rule, ...]
    states: tuple[dict[str, int], ...]
    start: int


@cache
def load() -> Tables:
    """The tables of the norm language.

    They are saved as JSON, so a damaged or hostile cache file cannot run code; a cache that cannot be read or written costs time only.
    """
    grammar = _GRAMMAR.read_text(encoding="utf-8")
    place = _cache_file(grammar)
    saved = _read(place)
    if saved is not None:
        return saved
    from waterdicht.dsl.grammar import make_tables  # not imported where tables are at hand: lark takes its time

    made = make_tables(grammar)
    _write(place, made)
    return made


def terminals_of(state: dict[str, int]) -> frozenset[str]:
    """The terminals that a state has an action for."""
    return frozenset(name for name in state if name.isupper())


def _cache_file(grammar: str) -> Path:
    """Where the tables of this grammar belong."""
    home = os.path.expanduser("~")  # noqa: PTH111  # Path.home() raises where a user has no home, as in some containers
    root = os.environ.get("XDG_CACHE_HOME") or Path(home) / ".cache"
    identity = "\0".join((grammar, *(place.read_text(encoding="utf-8") for place in _MAKERS)))
    return Path(root) / "waterdicht" / f"grammar-{_digest(identity)}.json"


def _read(place: Path) -> Tables | None:
    """The saved tables, or None when there are none that are whole."""
    try:
        digest, _, body = place.read_text(encoding="utf-8").partition("\n")
    except (OSError, ValueError):
        return None
    return _decoded(json.loads(body)) if digest == _digest(body) else None


def _decoded(saved: list[Any]) -> Tables:
    """The tables as they were before they were JSON, which has lists only."""
    ignored, terminals, rules, follow, states, start = saved
    made = tuple(Rule(origin, name, size, tuple(spliced), passes) for origin, name, size, spliced, passes in rules)
    rows = tuple(each if isinstance(each, dict) else dict.fromkeys(follow[each[0]], each[1]) for each in states)
    return Tables(ignored, tuple(Terminal(*each) for each in terminals), made, rows, start)


def _encoded(made: Tables) -> list[Any]:
    """The tables for JSON. Where a rule is complete whatever follows, what may follow is written once for all such states."""
    follow: dict[tuple[str, ...], int] = {}
    states: list[Any] = []
    for row in made.states:
        actions = set(row.values())
        single = len(actions) == 1 and min(actions) < 0
        states.append((follow.setdefault(tuple(sorted(row)), len(follow)), actions.pop()) if single else row)
    return [made.ignored, [astuple(each) for each in made.terminals], [astuple(each) for each in made.rules], list(follow), states, made.start]


def _digest(text: str) -> str:
    """Enough to tell damage and versions apart; nothing here is secret, and loading `hashlib` takes longer than the tables."""
    data = text.encode()
    return f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}{len(data):x}"


def _write(place: Path, made: Tables) -> None:
    """Save the tables in one step, so that another process never reads half a file; a failure only means no cache."""
    import tempfile  # not needed where tables are at hand

    body = json.dumps(_encoded(made), separators=(",", ":"))
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=place.parent, suffix=".tmp")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"{_digest(body)}\n{body}")
        Path(temporary).replace(place)
    except OSError:
        return
