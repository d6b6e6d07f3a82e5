"""The coverage of source texts as JSON data."""

from __future__ import annotations

from typing import Any

from waterdicht.sources.account import Account, Row
from waterdicht.sources.figures import Figures, figures, percentage
from waterdicht.sources.standing import Standing

_STANDINGS = {Standing.FORMALISED: "formalised", Standing.DECLARED: "declared", Standing.TEXT_UNKNOWN: "text_unknown", Standing.MISSING: "missing"}


def coverage_json(accounts: tuple[Account, ...], not_bound: tuple[str, ...], without_policy: tuple[str, ...]) -> dict[str, Any]:
    """The report: each bound regulation with all its lids, and the figures of all together."""
    return {
        "total": figures_json(figures(accounts)),
        "regulations": [account_json(each) for each in accounts],
        "not_bound": list(not_bound),
        "without_policy": list(without_policy),
    }


def figures_json(number: Figures) -> dict[str, int]:
    """Numbers of lids, and the two percentages."""
    return {
        "lids": number.lids,
        "formalised": number.formalised,
        "partly": number.partly,
        "declared": number.declared,
        "text_unknown": number.text_unknown,
        "missing": number.missing,
        "unbound": number.unbound,
        "computable": number.computable,
        "percentage_accounted": percentage(number.accounted, number.lids),
        "percentage_formalised": percentage(number.formalised, number.computable),
    }


def account_json(held: Account) -> dict[str, Any]:
    """One regulation with every lid of its source."""
    return {
        "address": held.name,
        "title": held.version.document.title,
        "file": held.lock.file,
        "sha256": held.lock.sha256,
        "known_in_part": held.known_in_part,
        "figures": figures_json(figures((held,))),
        "lids": [row_json(each, held) for each in held.rows],
        "unbound": [f"{held.name}/{each.address}" for each in held.unbound],
    }


def row_json(row: Row, held: Account) -> dict[str, Any]:
    """One lid of the source."""
    return {
        "address": f"{held.name}/{row.source.address}",
        "standing": _STANDINGS[row.standing],
        "partly": row.partly,
        "computable": row.computable,
        "kind": row.kind,
        "reasons": list(row.reasons),
        "by_article": row.by_article,
        "fingerprint": row.source.fingerprint,
        "sentences": row.source.sentences,
        "items": row.source.items,
        "status": row.source.status,
    }
