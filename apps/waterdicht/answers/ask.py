"""What would have to change, as plain data: decoded JSON in, JSON out, for services that have the compiler and the solver.

```json
{"besluit": "premie", "regeling": "stad", "op": "2024-03-01", "feiten": {"persoon.inkomen": "350.00"},
 "gewenst": "mag toekennen", "behoud": ["persoon.inkomen"]}
```
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from waterdicht.answers.change import Answer, Changed, Never, NotKnown, what_would_have_to_change
from waterdicht.compiler.backends.python.specs import fact_type
from waterdicht.compiler.channels import decisions
from waterdicht.compiler.compile import Model, snapshot_on
from waterdicht.compiler.ir import Outcome
from waterdicht.compiler.snapshots import Built
from waterdicht.runtime.compiled import TODAY
from waterdicht.runtime.errors import InvalidRequest, OutsideValidity, Problem, UnknownDecision, UnknownOutcome, UnknownReading, Wrong
from waterdicht.runtime.fact_types import FactError, FactType, pointer_step
from waterdicht.runtime.facts_json import read_facts
from waterdicht.runtime.facts_write import write_facts
from waterdicht.runtime.request import Request, read_request
from waterdicht.runtime.why_not import WANTED
from waterdicht.verifier.cases import Concern
from waterdicht.verifier.results import Change
from waterdicht.verifier.room import default_readings


def ask_change(model: Model, data: Any) -> dict[str, Any]:
    """The smallest change of facts that gives the outcome `gewenst`, those in `behoud` left as they are; `regeling` has to be there.

    A PolicyError has everything that is wrong, each with a JSON pointer into `data`. Takes a tenth of a second to some seconds, in the
    solver: one at a time in a process, and not in the thread that serves.
    """
    kept = data.get("behoud", []) if type(data) is dict else []
    if type(kept) is not list or any(type(each) is not str for each in kept):
        raise InvalidRequest(Problem("/behoud", "verkeerd_veld", ("lijst van teksten",)))
    request = read_request({name: value for name, value in data.items() if name != "behoud"} if type(data) is dict else data)
    if request.wanted not in WANTED:
        raise UnknownOutcome(Problem("/gewenst", "onbekende_uitkomst", (request.wanted[:80], ", ".join(WANTED))))
    built = law_of(model, request)
    types = {name: fact_type(name, built.snapshot) for name in built.snapshot.vocabulary.facts if name != TODAY}
    facts = checked(request, types, kept)
    concern = Concern(request.regulation, request.decision, request.phase)
    found = what_would_have_to_change(built, readings_of(built, request), concern, {**facts, TODAY: request.on}, Outcome(request.wanted), kept=kept)
    return change_json(request.wanted, found, types)


def law_of(model: Model, request: Request) -> Built:
    """The law of the day of a question."""
    several = model.built.get(request.regulation)
    if several is None:
        raise UnknownDecision(Problem("/regeling", "onbekende_regeling", (request.regulation or "-", ", ".join(sorted(model.built)))))
    built = snapshot_on(several, request.on)
    if built is None:
        days = "; ".join(f"{each.view.first.isoformat()} - {each.view.last.isoformat() if each.view.last else ''}".rstrip() for each in several)
        raise OutsideValidity(Problem("/op", "buiten_geldigheid", (request.on.isoformat(), days)))
    known = decisions(built.snapshot, request.regulation)
    if (request.decision, request.phase) not in known:
        raise UnknownDecision(Problem("/besluit", "onbekend_besluit", (f"{request.decision} {request.phase}", ", ".join(" ".join(each) for each in known))))
    return built


def checked(request: Request, types: Mapping[str, FactType], kept: Iterable[str]) -> Mapping[str, Any]:
    """The facts of a question; InvalidRequest with all that is wrong in them, and in the names of facts to be kept."""
    facts, errors = read_facts(request.facts, types)
    wrong: list[Wrong] = [error._replace(pointer=f"/feiten{error.pointer}") for error in errors]
    wrong += [FactError(f"/behoud/{place}", "onbekend_feit", (name,)) for place, name in enumerate(kept) if name not in types]
    if wrong:
        raise InvalidRequest(*wrong)
    return facts


def readings_of(built: Built, request: Request) -> dict[str, str]:
    """The option of every reading."""
    known = default_readings(built)
    wrong = [
        Problem(f"/lezingen{pointer_step(name)}", "onbekende_lezing", (f"{name}: {option}", ", ".join(sorted(built.world.readings)) or "-"))
        for name, option in request.readings.items()
        if option not in built.world.readings.get(name, ())
    ]
    if wrong:
        raise UnknownReading(*wrong)
    return {**known, **request.readings}


def change_json(wanted: str, found: Answer, types: Mapping[str, FactType]) -> dict[str, Any]:
    """The answer as JSON data. `mogelijk` is null when it could not be worked out, and `reden` says why."""
    match found:
        case Changed(changes, assumed):
            return {"gewenst": wanted, "mogelijk": True, "wijzigingen": written(changes, types), "aangenomen": written(assumed, types), "reden": ""}
        case Never():
            return {"gewenst": wanted, "mogelijk": False, "wijzigingen": [], "aangenomen": [], "reden": ""}
        case NotKnown(reason):
            return {"gewenst": wanted, "mogelijk": None, "wijzigingen": [], "aangenomen": [], "reden": reason}


def written(changes: Iterable[Change], types: Mapping[str, FactType]) -> list[dict[str, Any]]:
    """Facts that would have to change, in the JSON of facts; what was not known has no `was`."""
    told = [each for each in changes if each.name in types]
    before, _ = write_facts({each.name: each.before for each in told}, types)  # type: ignore[misc]
    after, _ = write_facts({each.name: each.after for each in told}, types)  # type: ignore[misc]
    return [{"feit": each.name, **({"was": before[each.name]} if each.name in before else {}), "wordt": after.get(each.name)} for each in told]
