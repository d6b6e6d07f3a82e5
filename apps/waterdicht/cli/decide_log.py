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
from waterdicht.runtime.errors import PolicyError, wrong_text
from waterdicht.runtime.law_folder import in_force
from waterdicht.runtime.logs import open_log
from waterdicht.runtime.policies import Law
from waterdicht.runtime.policy import load_source
from waterdicht.runtime.receipt import receipt


def keep(given: argparse.Namespace, built: Built, data: Mapping[str, Any], readings: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Keep the receipt of a case that was decided; why that cannot be."""
    if given.under_law:
        return (not_kept("een bon is van een beslissing zonder --under-law", "a receipt is of a decision without --under-law"),)
    law = Law(
        built.view.focus, built.view.first, built.view.last, load_source(compile_python(built.snapshot)), tuple(map(in_force, law_json(built)["regulations"]))
    )
    try:
        asked = law.policy.decision(given.decision, given.regulation, given.phase)
        facts = {name: data[name] for name in asked.facts if name in data}
        known = {name: option for name, option in readings.items() if name in law.policy.readings}
        found = law.policy.decide_json(given.decision, facts, on=given.on, regulation=given.regulation, phase=given.phase, readings=known)
        with open_log(given.log) as log:
            log.append(receipt(law, found, given.on, mask=given.mask, reference=given.reference))
    except PolicyError as error:
        return tuple(not_kept(wrong_text(each), wrong_text(each, "en")) for each in error.errors)
    return ()


def not_kept(dutch: str, english: str) -> Diagnostic:
    """For a decision that cannot be kept."""
    return diagnose(Code.NOT_KEPT, reason=dutch, reason_en=english)
