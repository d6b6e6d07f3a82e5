"""How fast one case is decided: plain code against code by hand, and checked facts with outcome and full explanation.

Run with `python benchmarks/decide.py`. Medians of processor time on one core; ratios are of figures from the same run.
"""

from __future__ import annotations

import platform
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.compile import compile_files
from waterdicht.runtime.checked import Checker, checker
from waterdicht.runtime.load import Policy, load
from waterdicht.runtime.plain import add_months
from waterdicht.runtime.values import ABSENT

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "compiler" / "python"))
DECISION = "toestemming_proefplaats"
DAY = date(2026, 3, 2)
JSON_OF_KIND: dict[str, Any] = {"ja/nee": True, "datum": "2026-02-02", "perioden": [], "lijst": [], "maandental": 6, "getal": 12, "dagental": 3}
NO = ("heeft_proeftijd", "verdringt", "onverantwoord", "gevolgd_door", "ook_zonder", "voorliggende", "onvoldoende", "uwv", "zoektermijn", "pensioen")
"""Facts with one of these in their name are answered with no, the others with yes: an ordinary case that goes through every condition."""


def main() -> None:
    """Print every figure."""
    print(f"machine: {platform.machine()}, Python {platform.python_version()}")
    sample()
    corpus()


def microseconds(action: Callable[[], object], calls: int = 4_000, repeats: int = 25) -> float:
    """The median processor time of one call."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        for _ in range(calls):
            action()
        times.append((time.process_time() - start) / calls)
    return statistics.median(times) * 1_000_000


def by_hand(facts: Any) -> str:
    """The sample as one would write it by hand, without spells of illness."""
    begin = facts.plaatsing_begin
    end = facts.plaatsing_einde
    if not (
        facts.plaatsing_eerste_einde < add_months(begin, 2)
        and (end is ABSENT or end < add_months(begin, 6))
        and facts.persoon_tot_werkzaamheden_in_staat
        and facts.plaatsing_vergroot_kans_op_arbeid
        and not any(work["onbeloond"] and work["zelfde_werkzaamheden"] and work["bij_deze_werkgever"] for work in facts.persoon_eerder_werk)
        and facts.werkgever_intentie_schriftelijk
        and facts.dienstbetrekking_duur >= 6
        and not facts.dienstbetrekking_heeft_proeftijd
        and not facts.voorziening_verdringt
    ):
        return "moet weigeren"
    if facts.persoon_ook_zonder_proefplaats_aangenomen or facts.plaatsing_gevolgd_door_forfaitaire_loonkostensubsidie:
        return "moet weigeren"
    if not (facts.persoon_als_bedoeld and facts.persoon_ontvangt_algemene_bijstand):
        return "geen grondslag"
    return "mag toekennen of weigeren" if facts.persoon_heeft_voorliggende_voorziening else "mag toekennen"


def sample() -> None:
    """Article 7 as the tests make it: 16 facts, a dozen conditions, two limits in months net of illness."""
    from policies_by_hand import proefplaats

    policy = load(compile_python(proefplaats()))
    checks = checker(policy, "besluit")
    data = answers(checks)
    data |= {"plaatsing.begin": "2026-02-02", "plaatsing.eerste_einde": "2026-04-01", "plaatsing.einde": "2026-08-01"}
    facts = checks.check(data)
    decision = policy.decision("besluit")
    if by_hand(facts) != decision.plain(facts):
        raise SystemExit("the sample by hand and the generated code differ")
    hand, plain = microseconds(lambda: by_hand(facts)), microseconds(lambda: decision.plain(facts))
    print(f"sample, {len(decision.facts)} facts: by hand {hand:.2f} µs, plain {plain:.2f} µs, ratio {plain / hand:.2f}")
    report("sample", policy, checks, data, "besluit")


def corpus() -> None:
    """The same decision in the corpus, with the groups of persons of the law: some forty facts."""
    model, _ = compile_files([str(path) for path in sorted((ROOT / "policies").rglob("*.norm"))])
    if model is None:
        raise SystemExit("the corpus does not compile")
    built = next(each for each in model.built["stichtse_vecht"] if each.view.first <= DAY and (each.view.last is None or each.view.last >= DAY))
    policy = load(compile_python(built.snapshot))
    checks = checker(policy, DECISION, regulation="stichtse_vecht")
    report("corpus", policy, checks, answers(checks), DECISION, "stichtse_vecht")


def answers(checks: Checker) -> dict[str, Any]:
    """JSON for every fact."""
    return {spec.name: None if spec.type.optional else answer(spec.name, spec.type.kind, spec.type.options) for spec in checks.specs}


def answer(name: str, kind: str, options: tuple[str, ...]) -> Any:
    """JSON for one fact."""
    if kind == "ja/nee":
        return not any(word in name for word in NO)
    if name.endswith("geboortedatum"):
        return "1990-05-04"
    return options[0] if options else JSON_OF_KIND[kind]


def report(name: str, policy: Policy, checks: Checker, data: dict[str, Any], decision: str, regulation: str = "") -> None:
    """Checked facts, outcome and explanation, together and apart."""
    facts = checks.check(data, DAY)
    found: Any = policy.decide(decision, facts, regulation=regulation)
    checking = microseconds(lambda: checks.check(data, DAY))
    explaining = microseconds(lambda: policy.decide(decision, facts, regulation=regulation))
    together = microseconds(lambda: policy.decide(decision, checks.check(data, DAY), regulation=regulation))
    print(f"{name}, {len(data)} facts, {len(found.values)} values in the explanation, {found.outcome}:")
    print(f"  checking {checking:.2f} µs, outcome with explanation {explaining:.2f} µs, together {together:.2f} µs: {1e6 / together:,.0f} a second")


if __name__ == "__main__":
    main()
