"""What `check` says about the sources of policies: changed, missing and unbound lids, and what is bound at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from waterdicht.compiler.addresses import above_and_self, in_words, kind_of, label_of
from waterdicht.compiler.library import Version
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, Severity, diagnose
from waterdicht.dsl.source import Span
from waterdicht.sources.account import Account, account
from waterdicht.sources.bindings import Binding, bindings
from waterdicht.sources.lock import Lock, locked_lids
from waterdicht.sources.provisions import SourceText
from waterdicht.sources.reasons import misspelt
from waterdicht.sources.standing import PolicyLid, Standing, policy_lids
from waterdicht.sources.store import read


def check_sources(versions: Iterable[Version], folder: Path) -> tuple[Diagnostic, ...]:
    """Everything about the sources of these policies. Imported texts in `folder` are only needed to see whether a text has changed."""
    found, problems = bindings(versions)
    return (*problems, *(each for binding in found for each in check_binding(binding, folder)))


def check_binding(binding: Binding, folder: Path) -> Iterator[Diagnostic]:
    """What there is to say about one policy."""
    document = binding.version.document
    yield from wrong_kinds(binding.version)
    if binding.recipe is None or binding.lock is None:
        nl, en = why_not_bound(binding)
        yield diagnose(Code.NOT_BOUND, document.span, severity=Severity.NOTE, address=binding.version.root, reason=nl, reason_en=en)
        return
    text, problems = read(folder, binding.lock.name)
    yield from problems
    held = account(binding.version, binding.lock)
    yield from missing(held)
    yield from unbound(held)
    yield from sentences_beyond(held)
    yield from changed(held, text)
    yield bound(held, text)


def why_not_bound(binding: Binding) -> tuple[str, str]:
    """What is missing to compare a policy with its source."""
    if binding.recipe is not None:
        return "bron.toml is er, bron.lock.toml nog niet", "there is a bron.toml, and no bron.lock.toml yet"
    day = binding.version.first.isoformat()
    return (
        f"er is geen bron.toml met deze regeling, of geen versie daarin vanaf {day}",
        f"there is no bron.toml with this regulation, or no version in it from {day}",
    )


def missing(held: Account) -> Iterator[Diagnostic]:
    """Lids of the source that the policy does not speak of: one diagnostic for each, at the article when that is there."""
    spans = held.version.outlined.spans
    for row in held.rows:
        if row.standing is Standing.MISSING:
            address = f"{held.name}/{row.source.address}"
            article = f"{held.name}/{row.source.address.partition('/')[0]}"
            yield diagnose(Code.LID_MISSING, spans.get(article, held.version.document.span), address=address, reference=in_words(address))


def unbound(held: Account) -> Iterator[Diagnostic]:
    """Lids of the policy that are not in the source."""
    for lid in held.unbound:
        address = f"{held.name}/{lid.address}"
        yield diagnose(Code.LID_UNBOUND, lid.span, address=address, reference=in_words(address), file=held.lock.file)


def sentences_beyond(held: Account) -> Iterator[Diagnostic]:
    """Volzinnen of the policy with a number that their lid of the source does not reach."""
    lids = {f"{held.name}/{row.lid.address}": row.source.sentences for row in held.rows if row.lid is not None and not row.by_article}
    for place, span in held.version.outlined.spans.items():
        count = next((lids[above] for above in above_and_self(place) if above in lids), 0) if kind_of(place) == "volzin" else 0
        if 0 < count < int(label_of(place)):
            file = held.lock.file
            yield diagnose(Code.SENTENCE_UNBOUND, span, severity=Severity.NOTE, address=place, reference=in_words(place), count=count, file=file)


def changed(held: Account, text: SourceText | None) -> Iterator[Diagnostic]:
    """Lids whose imported text is not the one that was bound."""
    spans = held.version.outlined.spans
    for below in differences(held.lock, text) if text is not None else ():
        address = f"{held.name}/{below}"
        yield diagnose(Code.LID_CHANGED, spans.get(address, held.version.document.span), address=address, reference=in_words(address))


def differences(lock: Lock, text: SourceText) -> tuple[str, ...]:
    """The addresses below the regulation at which an imported text differs from a lock, in the order of the lock and then of the text."""
    locked = {each.address: each.fingerprint for each in lock.lids}
    now = {each.address: each.fingerprint for each in locked_lids(text)}
    return tuple(address for address in {**locked, **now} if locked.get(address) != now.get(address))


def bound(held: Account, text: SourceText | None) -> Diagnostic:
    """How many lids of the source the policy accounts for, and whether their text was compared."""
    total = len(held.rows)
    there = total - held.count(Standing.MISSING)
    if text is None:
        how, how_en = "tekst niet vergeleken: niet geïmporteerd", "text not compared: not imported"
    else:
        count = len(differences(held.lock, text))
        how, how_en = (f"tekst vergeleken: {count} gewijzigd", f"text compared: {count} changed")
    span = held.version.document.span
    return diagnose(
        Code.LIDS_BOUND, span, severity=Severity.NOTE, address=held.name, bound=there, total=total, file=held.lock.file, how=how, how_en=how_en
    )  # fmt: skip


def wrong_kinds(version: Version) -> Iterator[Diagnostic]:
    """Reasons that almost begin with a declared kind: they would count for nothing."""
    for lid in policy_lids(version.document):
        yield from (wrong_kind(version, lid, reason, meant) for reason in lid.reasons if (meant := misspelt(reason)))


def wrong_kind(version: Version, lid: PolicyLid, reason: str, meant: str) -> Diagnostic:
    """One such reason."""
    span: Span = lid.span
    return diagnose(Code.UNKNOWN_REASON_KIND, span, address=f"{version.root}/{lid.address}", suggestion=meant, found=reason.partition(":")[0])
