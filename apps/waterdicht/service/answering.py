"""What the service answers to questions about a case, as JSON data."""

from __future__ import annotations

from typing import Any

from waterdicht.runtime.amounts import amount_facts
from waterdicht.runtime.compiled import FactSpec
from waterdicht.runtime.decide import UNDETERMINED
from waterdicht.runtime.errors import PolicyError
from waterdicht.runtime.explain_text import to_text
from waterdicht.runtime.fact_messages import Language
from waterdicht.runtime.facts_model import described, fact_schema
from waterdicht.runtime.motivation import motivation, motivation_json
from waterdicht.runtime.policies import Policies
from waterdicht.runtime.request import Answered, answer, divided, read_request


def is_quick(policies: Policies, data: Any) -> bool:
    """Whether a question is answered in little time: the outcome is certain, so that no questions have to be looked for; or it is wrong."""
    try:
        request = read_request(data)
        law = policies.law(request.regulation, request.on) if request.regulation else policies.only_law(request.decision, request.phase, request.on)
        facts, _ = divided(law, request)
        options = request.readings or None
        found = law.policy.decide_json(request.decision, facts, on=request.on, regulation=law.regulation, phase=request.phase, readings=options)
    except PolicyError:
        return True
    return found.outcome != UNDETERMINED


def explained(policies: Policies, data: Any, language: Language) -> dict[str, Any]:
    """The explanation for readers: as text, as a draft of the reasons, and why not another outcome when one was named."""
    found = answer(policies, data, language)
    given = found.json
    return {
        "op": given["op"],
        "recht": given["recht"],
        "uitkomst": given["uitkomst"],
        "tekst": to_text(found.explanation, language),
        "motivering": motivation_json(motivation(found.law, found.explanation, found.on, found.amounts)),
        "bedragen": given["bedragen"],
        "doorslaggevend": given["uitleg"]["doorslaggevend"],
        "oordelen": given["uitleg"]["oordelen"],
        **({"waarom_niet": given["waarom_niet"]} if "waarom_niet" in given else {}),
    }


def asked_next(policies: Policies, data: Any, language: Language) -> dict[str, Any]:
    """Which questions are still to be asked, the best first, with the form of their answers; those of amounts once the outcome is certain."""
    found = answer(policies, data, language)
    of_decision = {each["feit"]: each for each in found.json["vragen"]}
    specs = specs_of(found)
    names = list(of_decision) if found.explanation.outcome == UNDETERMINED else needed_for_amounts(found)
    return {
        "op": found.json["op"],
        "recht": found.json["recht"],
        "uitkomst": found.json["uitkomst"],
        "vragen": [question_json(specs[name], of_decision.get(name, {}).get("beslist_bij", [])) for name in names if name in specs],
    }


def specs_of(found: Answered) -> dict[str, FactSpec]:
    """The facts of a decision and of its amounts, by name."""
    decision, policy = found.explanation.decision, found.law.policy
    of_amounts = amount_facts(policy, found.law.regulation, decision.name)
    return {name: policy.facts[name] for name in (*decision.facts, *of_amounts) if name in policy.facts}


def needed_for_amounts(found: Answered) -> list[str]:
    """The facts that amounts still wait for, in the order of the amounts."""
    return list(dict.fromkeys(name for each in found.json["bedragen"] for name in each["nodig"]))


def question_json(spec: FactSpec, settles: list[dict[str, Any]]) -> dict[str, Any]:
    """A question with everything that a form needs to ask it."""
    return {
        "feit": spec.name,
        "vraag": spec.question,
        "soort": spec.type.kind,
        "optioneel": spec.type.optional,
        "oordeel_van": spec.judged_by,
        "antwoord": {**fact_schema(spec.type), **described(spec)},
        "beslist_bij": settles,
    }
