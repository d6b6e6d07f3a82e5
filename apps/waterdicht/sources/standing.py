"""How every lid of a policy stands: formalised, or only declared, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from waterdicht.compiler.addresses import child, node_segment
from waterdicht.dsl import tree
from waterdicht.dsl.source import Span


class Standing(Enum):
    """What a policy does with a lid of its source."""

    FORMALISED = "geformaliseerd"
    DECLARED = "niet geformaliseerd"
    TEXT_UNKNOWN = "tekst onbekend"
    MISSING = "ontbreekt"


@dataclass(frozen=True, slots=True)
class PolicyLid:
    """A lid of a policy, or an article without lids; the address is below the regulation. `reasons` say why it, or a part of it, is not formalised."""

    address: str
    standing: Standing
    reasons: tuple[str, ...]
    span: Span

    @property
    def whole_article(self) -> bool:
        """Whether it is an article without lids."""
        return "/" not in self.address


def policy_lids(document: tree.RegulationDocument) -> tuple[PolicyLid, ...]:
    """Every lid of a regulation, in the order of the text."""
    return tuple(each for node in document.nodes for each in lids_below(node, ""))


def lids_below(node: tree.Node, address: str) -> Iterator[PolicyLid]:
    """The lids in one heading."""
    segment = node_segment(node)
    here = child(address, segment) if address else segment
    inner = [each for each in node.children if each.kind == "lid"]
    match node.kind:
        case "hoofdstuk" | "paragraaf":
            for each in node.children:
                yield from lids_below(each, address)
        case "artikel" | "punt" if inner:
            for each in inner:
                yield from lids_below(each, here)
        case _:
            standing, reasons = stands(tuple(sentences_below(node)))
            yield PolicyLid(here, standing, reasons, node.span)


def sentences_below(node: tree.Node) -> Iterator[tree.Sentence]:
    """Every sentence in a lid and its onderdelen."""
    yield from node.sentences
    for each in node.children:
        yield from sentences_below(each)


def stands(sentences: tuple[tree.Sentence, ...]) -> tuple[Standing, tuple[str, ...]]:
    """How a lid stands that holds these sentences, by the strongest of them, and the reasons in it."""
    found = {standing for each in sentences if (standing := says(each)) is not None}
    reasons = tuple(each.reason for each in sentences if isinstance(each, tree.NotFormalised))
    return next(each for each in (Standing.FORMALISED, Standing.TEXT_UNKNOWN, Standing.DECLARED) if each in found or each is Standing.DECLARED), reasons


def says(sentence: tree.Sentence) -> Standing | None:
    """What one sentence makes of a lid; None for what is no provision of its own: `regelt …` answers a duty, `lezing …` is about other sentences."""
    match sentence:
        case tree.NotFormalised():
            return Standing.DECLARED
        case tree.UnknownText():
            return Standing.TEXT_UNKNOWN
        case tree.MarkedSentence(_, said):
            return says(said)
        case tree.Regulates() | tree.ReadingDeclaration():
            return None
        case (
            tree.Norm() | tree.Limit() | tree.ValueRule() | tree.Definition() | tree.NotApplicable() | tree.Disregard() | tree.Frame() | tree.Delegation()
            | tree.DutyToRegulate() | tree.ActDuty() | tree.ApplicationDeadline() | tree.Contents() | tree.Weighing() | tree.OpenNorm()
            | tree.Corresponding() | tree.Repeal() | tree.Transition() | tree.Hardship() | tree.Commencement() | tree.Quota() | tree.Order()
            | tree.Competence()
        ):  # fmt: skip
            return Standing.FORMALISED
        case _:
            assert_never(sentence)
