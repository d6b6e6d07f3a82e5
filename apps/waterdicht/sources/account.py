"""The account of a source text: what a policy does with each of its lids, and which lids of the policy are not in the source."""

from __future__ import annotations

from dataclasses import dataclass

from waterdicht.compiler.library import Version
from waterdicht.dsl import tree
from waterdicht.sources.lock import Lock, LockedLid
from waterdicht.sources.provisions import NAMED
from waterdicht.sources.reasons import kind_of
from waterdicht.sources.standing import PolicyLid, Standing, policy_lids


@dataclass(frozen=True, slots=True)
class Row:
    """One lid of the source. `by_article` says that the policy speaks of its whole article; `lid` is None when the policy does not speak of it."""

    source: LockedLid
    standing: Standing
    reasons: tuple[str, ...] = ()
    lid: PolicyLid | None = None
    by_article: bool = False

    @property
    def kind(self) -> str:
        """The declared kind of the reason, when a lid is declared to have no computable content by all its reasons; else the empty string."""
        kinds = {kind_of(reason) for reason in self.reasons}
        return kinds.pop() if self.standing is Standing.DECLARED and len(kinds) == 1 else ""

    @property
    def computable(self) -> bool:
        """Whether there is something to formalise, as far as anyone has said: unknown text and declared kinds are left out."""
        if self.standing is Standing.FORMALISED:
            return True
        nothing = self.standing is Standing.DECLARED and bool(self.reasons) and all(kind_of(reason) for reason in self.reasons)
        return self.standing is not Standing.TEXT_UNKNOWN and self.source.status != NAMED and not nothing

    @property
    def partly(self) -> bool:
        """Whether only a part of the lid is formalised."""
        return self.standing is Standing.FORMALISED and bool(self.reasons)


@dataclass(frozen=True, slots=True)
class Account:
    """One version of a regulation against its source. `known_in_part` is the reason why not the whole source is known, if the policy gives one."""

    version: Version
    lock: Lock
    rows: tuple[Row, ...]
    unbound: tuple[PolicyLid, ...]
    known_in_part: str

    @property
    def name(self) -> str:
        """The regulation with its version."""
        return self.version.root

    def count(self, standing: Standing) -> int:
        """How many lids of the source stand so."""
        return sum(row.standing is standing for row in self.rows)


def account(version: Version, lock: Lock) -> Account:
    """Set a policy beside the lids of its source."""
    lids = {each.address: each for each in policy_lids(version.document)}
    rows = tuple(row(each, lids) for each in lock.lids)
    used = {each.lid.address for each in rows if each.lid is not None}
    unbound = tuple(each for each in lids.values() if each.address not in used)
    return Account(version, lock, rows, unbound, known_in_part(version.document))


def row(source: LockedLid, lids: dict[str, PolicyLid]) -> Row:
    """One lid of the source: by its own address, or by an article that is declared as a whole.

    An article with provisions but without lids does not account for the lids of the source: which of them it speaks of cannot be told.
    """
    own = lids.get(source.address)
    if own is not None:
        return Row(source, own.standing, own.reasons, own)
    article = lids.get(source.address.partition("/")[0])
    if article is not None and article.standing is not Standing.FORMALISED:
        return Row(source, article.standing, article.reasons, article, by_article=True)
    return Row(source, Standing.MISSING)


def known_in_part(document: tree.RegulationDocument) -> str:
    """What `gedeeltelijk bekend` in the heading of a regulation says, or the empty string."""
    clauses = {str(clause.kind): clause.texts for clause in document.header}
    return " ".join(clauses.get("gedeeltelijk bekend", ()))
