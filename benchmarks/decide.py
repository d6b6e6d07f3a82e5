"""How fast one case is decided: plain code against code by hand, and JSON that is checked, decided and explained.

Run with `python benchmarks/decide.py`. Medians of processor time on one core; ratios are of figures from the same run. What is timed as
a decision is `Policy.decide_json`: strict checks of every fact, the outcome, and the value of every condition and side of a comparison.
The deciding provisions follow from these; working them out is timed apart. The JSON was decoded by
`json.loads` for every case, so that no name is an object that the policy already holds. "Different cases" differ in their answers,
days, spells and lists; nothing of one case is of use to another but what Python functions remember of days.
"""

from __future__ import annotations

import json
import platform
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.compile import compile_files
from waterdicht.runtime.compiled import TODAY, Decision
from waterdicht.runtime.decide import Explanation
from waterdicht.runtime.explain import reasons
from waterdicht.runtime.fact_types import FactType
from waterdicht.runtime.motivation import motivation
from waterdicht.runtime.plain import add_months
from waterdicht.runtime.policies import Law, Policies
from waterdicht.runtime.policy import Policy, load_source
from waterdicht.runtime.questions import questions
from waterdicht.runtime.receipt import receipt
from waterdicht.runtime.values import ABSENT
from waterdicht.runtime.why_not import why_not

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "compiler" / "python"))
DECISION = "toestemming_proefplaats"
DAY = date(2026, 3, 2)
CASES, CALLS = 100, 4_000
"""No more cases than stay in the cache of a processor, where JSON that was just decoded is too."""
JSON_OF_KIND: dict[str, Any] = {"ja/nee": True, "datum": "2026-02-02", "perioden": [], "lijst": [], "maandental": 6, "getal": 12, "dagental": 3}
NO = ("heeft_proeftijd", "verdringt", "onverantwoord", "gevolgd_door", "ook_zonder", "voorliggende", "onvoldoende", "uwv", "zoektermijn", "pensioen")
"""Facts with one of these in their name are answered with no, the others with yes: an ordinary case that goes through every condition."""


def main() -> None:
    """Print every figure."""
    print(f"machine: {platform.machine()}, Python {platform.python_version()}")
    sample()
    corpus()


def microseconds(action: Callable[[], object], calls: int = CALLS, repeats: int = 25) -> float:
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

    policy = load_source(compile_python(proefplaats()))
    data = answers(policy, "besluit")
    data |= {"plaatsing.begin": "2026-02-02", "plaatsing.eerste_einde": "2026-04-01", "plaatsing.einde": "2026-08-01"}
    decision = policy.decision("besluit")
    facts = decision.case(policy.decide_json("besluit", data).facts)
    if by_hand(facts) != decision.plain(facts):
        raise SystemExit("the sample by hand and the generated code differ")
    hand, plain = microseconds(lambda: by_hand(facts)), microseconds(lambda: decision.plain(facts))
    print(f"sample, {len(decision.facts)} facts: by hand {hand:.2f} µs, plain {plain:.2f} µs, ratio {plain / hand:.2f}")
    report("sample", policy, data, "besluit", "regeling")


def corpus() -> None:
    """The same decision in the corpus, with the groups of persons of the law: some forty facts."""
    model, _ = compile_files([str(path) for path in sorted((ROOT / "policies").rglob("*.norm"))])
    if model is None:
        raise SystemExit("the corpus does not compile")
    built = next(each for each in model.built["stichtse_vecht"] if each.view.first <= DAY and (each.view.last is None or each.view.last >= DAY))
    policy = load_source(compile_python(built.snapshot))
    data = answers(policy, DECISION, "stichtse_vecht")
    report("corpus", policy, data, DECISION, "stichtse_vecht")
    law = Law("stichtse_vecht", policy.first, policy.last, policy, ())
    serving(Policies({}, {"stichtse_vecht": (law,)}), law, different(policy, data))


def serving(policies: Policies, law: Law, cases: list[dict[str, Any]]) -> None:
    """As a service decides: by the day, out of all law; then the answers that are worked out when asked for; then the memory of very many."""
    every = microseconds(lambda: [policies.decide(DECISION, data, on=DAY, regulation=law.regulation) for data in cases], CALLS // CASES) / CASES
    print(f"  the same by Policies.decide: {every:.2f} µs, {1e6 / every:,.0f} a second")
    found = policies.decide(DECISION, cases[0], on=DAY, regulation=law.regulation)
    partly = policies.decide(DECISION, {}, on=DAY, regulation=law.regulation)
    times = {
        "receipt": microseconds(lambda: receipt(law, fresh(found), DAY), 100),
        "draft of the reasons": microseconds(lambda: motivation(law, fresh(found), DAY), 20),
        "why not": microseconds(lambda: why_not(fresh(found), "moet weigeren"), 20),
        "questions, nothing known": microseconds(lambda: questions(fresh(partly)), 2, 5),
    }
    print(f"  {', '.join(f'{what} {time:,.0f} µs' for what, time in times.items())}")
    before, rounds = memory(), 1_000_000 // len(cases)
    for _ in range(rounds):
        for data in cases:
            policies.decide(DECISION, data, on=DAY, regulation=law.regulation)
    print(f"  {rounds * len(cases):,} decisions: memory {before:.1f} MB before, {memory():.1f} MB after")


def fresh(found: Explanation) -> Explanation:
    """An explanation of which nothing was worked out yet."""
    return found._replace(known={})


def memory() -> float:
    """The memory that this process has now, in megabytes: not the most it ever had. As /proc says, where there is one."""
    pages = Path("/proc/self/statm")
    return int(pages.read_text().split()[1]) * resource.getpagesize() / 1e6 if pages.exists() else float("nan")


def answers(policy: Policy, decision: str, regulation: str = "") -> dict[str, Any]:
    """JSON for every fact of an ordinary case."""
    types = {name: policy.facts[name].type for name in policy.decision(decision, regulation).facts if name != TODAY}
    return {name: None if type_.optional else answer(name, type_.kind, type_.options) for name, type_ in types.items()}


def answer(name: str, kind: str, options: tuple[str, ...]) -> Any:
    """JSON for one fact."""
    if kind == "ja/nee":
        return not any(word in name for word in NO)
    if name.endswith("geboortedatum"):
        return "1990-05-04"
    return options[0] if options else JSON_OF_KIND[kind]


def different(policy: Policy, data: dict[str, Any]) -> list[dict[str, Any]]:
    """As many different cases as CASES says: most answers are the ordinary ones."""
    chance = random.Random(1)  # noqa: S311
    return [json.loads(json.dumps({name: varied(name, policy.facts[name].type, value, chance) for name, value in data.items()})) for _ in range(CASES)]


def varied(name: str, type_: FactType, value: Any, chance: random.Random) -> Any:
    """Another answer now and then, another day always, one spell or element in five cases, an optional fact in half."""
    if type_.optional and chance.random() < 0.5:
        return None
    match type_.kind:
        case "ja/nee":
            return value if chance.random() < 0.95 else not value
        case "datum":
            first, days = (date(1960, 1, 1), 16_000) if name.endswith("geboortedatum") else (DAY, 180)
            return (first + timedelta(chance.randrange(days))).isoformat()
        case "perioden" if chance.random() < 0.2:
            return [{"van": "2026-03-10", "tot_en_met": "2026-03-20"}]
        case "lijst" if chance.random() < 0.2:
            return [{each: JSON_OF_KIND[known.kind] for each, known in type_.properties.items()}]
        case _:
            return value


def report(name: str, policy: Policy, data: dict[str, Any], decision: str, regulation: str) -> None:
    """One case again and again, and different cases."""
    data = json.loads(json.dumps(data))
    chosen = policy.decision(decision, regulation)
    found = policy.decide_json(decision, data, on=DAY, regulation=regulation)
    print(f"{name}, {len(data)} facts, {len(conditions(chosen))} conditions and sides of comparisons with their value, {found.outcome}:")
    row = chosen.read(data, DAY)
    times = {
        "checking": microseconds(lambda: chosen.read(data, DAY)),
        "outcome and conditions": microseconds(lambda: chosen.explained(row)),
        "deciding provisions, when asked for": microseconds(lambda: reasons(found._replace(known={})), 100),
    }
    print(f"  {', '.join(f'{what} {time:.2f} µs' for what, time in times.items())}")
    for what, cases in ((f"one case {CASES} times", [data] * CASES), (f"{CASES} different cases", different(policy, data))):
        each = microseconds(lambda cases=cases: decide_all(policy, decision, regulation, cases), CALLS // CASES) / CASES  # type: ignore[misc]
        print(f"  {what}: {each:.2f} µs, {1e6 / each:,.0f} a second")


def conditions(decision: Decision) -> set[int]:
    """The slots of everything that an explanation of the decision shows the value of."""
    found: set[int] = set()
    nodes = list(decision.trees)
    while nodes:
        node = nodes.pop()
        nodes += node.parts[:1] if node.reading else node.parts
        found |= {node.leaf.slot, *node.leaf.operands} if node.leaf else set()
    return found


def decide_all(policy: Policy, decision: str, regulation: str, cases: list[dict[str, Any]]) -> None:
    """Every case once."""
    for data in cases:
        policy.decide_json(decision, data, on=DAY, regulation=regulation)


if __name__ == "__main__":
    main()
