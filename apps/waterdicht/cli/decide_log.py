"""`waterdicht decide --log FILE`: the decision is kept with a receipt, as a service keeps it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.products import law_json
from waterdicht.compiler.snapshots import Built
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.runtime.amounts import amount_facts
from waterdicht.runtime.errors import PolicyError, wrong_text
from waterdicht.runtime.law_folder import in_force
from waterdicht.runtime.logs import open_log
from waterdicht.runtime.policies import Law, Policies
from waterdicht.runtime.policy import load_source
from waterdicht.runtime.receipt import receipt
from waterdicht.runtime.request import answer
from waterdicht.runtime.versions import engine


def keep(given: argparse.Namespace, built: Built, data: Mapping[str, Any], readings: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Keep the receipt of a case that was decided; why that cannot be."""
    if given.under_law:
        return (not_kept("een bon is van een beslissing zonder --under-law", "a receipt is of a decision without --under-law"),)
    law = Law(
        built.view.focus, built.view.first, built.view.last, load_source(compile_python(built.snapshot)), tuple(map(in_force, law_json(built)["regulations"]))
    )
    try:
        question = {"besluit": given.decision, "op": given.on.isoformat(), "feiten": facts_for(law, given, data), "regeling": given.regulation}
        known = {name: option for name, option in readings.items() if name in law.policy.readings}
        found = answer(Policies(engine(), {given.regulation: (law,)}), {**question, "fase": given.phase, "lezingen": known})
        with open_log(given.log) as log:
            log.append(receipt(law, found.explanation, given.on, amounts=found.amounts, mask=given.mask, reference=given.reference))
    except PolicyError as error:
        return tuple(not_kept(wrong_text(each), wrong_text(each, "en")) for each in error.errors)
    return ()


def facts_for(law: Law, given: argparse.Namespace, data: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that the decision and its amounts can turn on, of a file that may hold others too."""
    own = law.policy.decision(given.decision, given.regulation, given.phase).facts
    return {name: data[name] for name in (*own, *amount_facts(law.policy, given.regulation, given.decision)) if name in data}


def not_kept(dutch: str, english: str) -> Diagnostic:
    """For a decision that cannot be kept."""
    return diagnose(Code.NOT_KEPT, reason=dutch, reason_en=english)
