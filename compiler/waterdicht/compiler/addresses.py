"""Addresses of provisions as strings: `stichtse_vecht/artikel-7/lid-1/onderdeel-a/onder-2`, `stichtse_vecht/artikel-7/lid-1/volzin-2`.

A regulation of which several versions are known is named with its version: `participatiewet@2026-01-01/artikel-7`.
Chapters and paragraphs are no part of an address: article numbers are unique in a regulation.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from waterdicht.dsl.tree import Node, Reference, Step

RANKS = {"artikel": 0, "punt": 0, "lid": 1, "onderdeel": 2, "onder": 3, "volzin": 4}
"""How deep each step stands. A volzin is the deepest: it is a sentence of whatever it stands in, and no step that others are counted from."""


def segment(kind: str, label: str) -> str:
    """One step of an address: `lid-8*`."""
    return f"{kind}-{label.replace(' ', '_')}"


def node_segment(node: Node) -> str:
    """The step a heading adds; empty for chapters and paragraphs."""
    return "" if node.kind in ("hoofdstuk", "paragraaf") else segment(node.kind, node.label)


def item_segment(label: str) -> str:
    """The step of a list item: letters are onderdelen, numbers are `onder`."""
    return segment("onder" if label[:1].isdigit() else "onderdeel", label)


def child(address: str, step: str) -> str:
    """The address one step below; the same address for an empty step."""
    return f"{address}/{step}" if step else address


def regulation_of(address: str) -> str:
    """The regulation's part of an address, with its version if it has one."""
    return address.split("/", 1)[0]


@cache
def above_and_self(address: str) -> tuple[str, ...]:
    """Every address from the regulation down to this one."""
    steps = address.split("/")
    return tuple("/".join(steps[:count]) for count in range(1, len(steps) + 1))


def is_within(address: str, ancestor: str) -> bool:
    """Whether `address` is `ancestor` or stands below it."""
    return address == ancestor or address.startswith(ancestor + "/")


def same_article(one: str, other: str) -> bool:
    """Whether two places stand in the same article (or the same point) of one regulation."""
    return one.split("/")[:2] == other.split("/")[:2]


def without_version(address: str) -> str:
    """An address as it is in every version of its regulation."""
    regulation, slash, rest = address.partition("/")
    return regulation.partition("@")[0] + slash + rest


def is_at(address: str, place: str) -> bool:
    """Whether `address` stands at or below a place: with a version in that version, without one in any."""
    return is_within(address if "@" in place else without_version(address), place)


def in_range(first: str, last: str, places: Sequence[str]) -> tuple[str, ...]:
    """The places from the first to the last, in the order of the text and of the kind of the first; none when the last comes before it.

    Both are among the places. Where chapters are places too, those between two articles take no articles along.
    """
    above, kind = first.count("/"), kind_of(first)
    return tuple(each for each in places[places.index(first) : places.index(last) + 1] if each.count("/") == above and kind_of(each) == kind)


def kind_of(address: str) -> str:
    """What stands at an address: `artikel`, `lid`, `hoofdstuk`."""
    return address.rpartition("/")[2].partition("-")[0]


def resolve_steps(steps: tuple[Step, ...], root: str, here: str) -> str:
    """The address a reference means: from the regulation when it starts at an article, else from where it stands."""
    address = "/".join([root, *steps_kept(steps[0].kind, here)]) if steps else root
    for step in steps:
        address = child(address, segment(step.kind, step.label))
    return address


def label_of(address: str) -> str:
    """The number or letter of what stands at an address."""
    return address.rpartition("/")[2].partition("-")[2]


def steps_kept(first: str, here: str) -> tuple[str, ...]:
    """The steps of the place where a reference stands that come before its own, when that begins with a step of this kind.

    `onderdeel a` is an onderdeel of the lid; `volzin 2` is a sentence of whatever the sentence that says so is one of.
    """
    parts = here.split("/")[1:]
    if first == "volzin":
        return tuple(takewhile(lambda part: not part.startswith("volzin-"), parts))
    rank = RANKS.get(first, 0)
    return tuple(part for part in parts if RANKS.get(part.split("-", 1)[0], 0) < rank)


def without_sentences(address: str) -> str:
    """An address without its volzinnen: an onderdeel of the second sentence of a lid is an onderdeel of that lid."""
    return "/".join(part for part in address.split("/") if not part.startswith("volzin-"))


@cache
def in_words(address: str) -> str:
    """An address as a lawyer writes it: `artikel 7 lid 1 onderdeel a van stichtse_vecht`."""
    regulation, *steps = address.split("/")
    words = " ".join(f"{kind} {label}°" if kind == "onder" else f"{kind} {label}" for kind, _, label in (step.partition("-") for step in steps))
    return f"{words} van {regulation}" if words else regulation


def show_reference(reference: Reference) -> str:
    """A reference as it was written."""
    words = " ".join(f"{step.kind} {step.label}" for step in reference.steps)
    return f"{words} van {reference.regulation}" if reference.regulation and words else words or reference.regulation
