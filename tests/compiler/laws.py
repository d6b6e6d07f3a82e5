"""Small laws written for one question, and their scenarios run on the reference and on the generated Python."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.channels import decide
from waterdicht.compiler.compile import Model, compile_documents
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Use
from waterdicht.compiler.scope import BUILT_IN_READINGS
from waterdicht.compiler.snapshots import Built
from waterdicht.dsl.diagnostics import Diagnostic, has_errors
from waterdicht.dsl.parser import parse_text
from waterdicht.dsl.render import render_text
from waterdicht.runtime.policy import Policy, load_source
from waterdicht.runtime.values import Computed, Fault

WORDS = """taal 1.
begrippen woorden "Woorden"
soort persoon.
soort plaatsing.
soort aanvraag.
soort premie.
keuzelijst kleur : rood, geel, groen.
feit persoon.a : ja/nee.
feit persoon.b : ja/nee.
feit persoon.c : ja/nee.
feit persoon.q : ja/nee.
feit persoon.r : ja/nee.
feit persoon.misschien : ja/nee, optioneel.
feit persoon.kleur : keuze uit kleur.
feit persoon.geboortedatum : datum, van 1 januari 1930 tot en met 31 december 2045.
feit persoon.inkomen : bedrag.
feit plaatsing.begin : datum.
feit plaatsing.eerste_einde : datum.
feit plaatsing.einde : datum, optioneel.
feit plaatsing.ziekte : perioden.
feit plaatsing.verlof : perioden.
feit aanvraag.ontvangen : datum.
feit aanvraag.gebeurtenis : datum.
feit persoon.premies : lijst van premie, ten hoogste 3.
feit premie.datum : datum, optioneel.
feit premie.bedrag : bedrag.
afgeleid plaatsing.eerste_periode : periode betekent periode van plaatsing.begin tot en met plaatsing.eerste_einde.
afgeleid plaatsing.vervolg : periode betekent periode van plaatsing.eerste_einde plus 1 dag tot en met plaatsing.einde,
  vervolg op plaatsing.eerste_periode.
afgeleid plaatsing.geheel : periode betekent periode van plaatsing.begin tot en met plaatsing.einde.
besluit hulp, door college, aan persoon.
besluit scholing is een hulp.
besluit cursus is een scholing.
besluit toelage is een hulp.
besluit ander.
waarde hoogte : bedrag bij hulp.
waarde eerste : maandental.
waarde tweede : maandental.
"""


def compiled(text: str) -> tuple[Model | None, tuple[Diagnostic, ...]]:
    """A text under the shared words, compiled."""
    tree, syntax = parse_text(WORDS + text, "x.norm")
    assert not syntax, [render_text(each, None) for each in syntax]
    assert tree is not None
    return compile_documents((tree,))


def law(text: str) -> Model:
    """The model of a text without errors."""
    model, found = compiled(text)
    assert not has_errors(found), [render_text(each, None) for each in found]
    assert model is not None
    return model


def codes(text: str) -> list[tuple[str, int]]:
    """What is reported, with the line counted from the first after the shared words."""
    return [(each.code.value, each.span.line - WORDS.count("\n")) for each in compiled(text)[1]]


def readings(built: Built, chosen: Mapping[str, str]) -> dict[str, str]:
    """The default option of every reading, and what is chosen."""
    return {**{name: options[0] for name, options in {**BUILT_IN_READINGS, **built.world.readings}.items()}, **chosen}


def run(text: str, **chosen: str) -> int:
    """Run every scenario under some readings and say how many expectations there were; the text says by hand what must come out."""
    model = law(text)
    policies: dict[int, Policy] = {}
    count = 0
    for scenario in model.scenarios:
        built = scenario.built
        case = Case(built.snapshot, scenario.facts, readings(built, chosen))
        for each in scenario.expected:
            count += 1
            if each.outcome is None:
                assert each.expression is not None
                assert evaluate(each.expression, case) == each.value, (scenario.title, each.name)
                assert each.until is None or (each.last is not None and evaluate(each.last, case) == each.until), (scenario.title, each.name)
            else:
                found = decide(case, built.world.layers, scenario.regulation, each.name, each.phase, under_the_law=scenario.under_the_law)
                assert found is each.outcome, (scenario.title, each.name, found)
        if id(built) not in policies:
            policies[id(built)] = load_source(compile_python(built.snapshot))
        same_in_python(case, policies[id(built)], scenario.title)
    return count


def same_in_python(case: Case, policy: Policy, title: str) -> None:
    """Every definition has the same value in the generated Python."""
    known = {name: value for name, value in case.facts.items() if name in policy.facts or name in policy.other_facts}
    chosen = {name: option for name, option in case.readings.items() if name in policy.readings}
    for key in policy.definitions.keys() & case.snapshot.definitions.keys():
        assert policy.value(key, known, readings=chosen) == evaluate(Use(key, case.snapshot.definitions[key].body.type), case), (title, key)


def value(model: Model, name: str, facts: Mapping[str, Computed], on: date = date(2024, 5, 1)) -> Computed:
    """The value that the first regulation gives for a name on a case, faults included."""
    built = next(each for several in model.built.values() for each in several)
    case = Case(built.snapshot, {"deze_dag": on, **facts}, readings(built, {}))
    key = built.world.named[built.view.focus].get(name, name)
    found: Computed = evaluate(Use(key, case.snapshot.definitions[key].body.type), case)
    return found


def fault(code: str) -> Fault:
    """A fault to compare with; its address takes no part."""
    return Fault(code)  # type: ignore[arg-type]
