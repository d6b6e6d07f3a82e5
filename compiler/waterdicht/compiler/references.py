"""References as checked values: which provision an address means, and what is described there."""

from __future__ import annotations

from waterdicht.compiler.addresses import in_words, kind_of, resolve_steps, show_reference, without_sentences
from waterdicht.compiler.ir import Expr, FactInfo, FactOf
from waterdicht.compiler.scope import Scope, World, regulation_meant
from waterdicht.compiler.types import MONTHS_NAMED, Scalar
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, Severity, diagnose, nearest

WITH_EXCLUSIONS = "!"
"""Suffix of the key of a description with the exclusions that stand elsewhere."""
WITHOUT_EXCLUSIONS = "~"
"""Suffix of the key of a description without the exclusions that stand elsewhere, also those of its items."""
FIRST_DAYS = "ingangsdag"
"""The option of the reading `dag_van_toepassing` by which an application counts from the first day of its effect."""
APPLIES = "?"
"""Suffix of the key of the condition that something at an address applies."""


def target(reference: tree.Reference, scope: Scope, *, needed: bool = False) -> str | None:
    """The address a reference means in this snapshot, or None (reported) when there is no such place.

    Where an expression needs the place, its absence is an error: the expression would have no meaning.
    A regulation that is not in the corpus must be declared `extern` and has no addresses to check.
    """
    world = scope.world
    name = regulation_meant(reference, scope)
    if name not in world.outlines:
        if is_external(reference, scope):
            return None
        scope.report(Code.UNKNOWN_REGULATION, reference.span, name=name, suggestion=nearest(name, world.outlines))
        return None
    outlined = world.outlines[name]
    here = scope.address if name == scope.regulation else outlined.root
    address = resolve_steps(reference.steps, outlined.root, here)
    if "@" in reference.regulation and reference.regulation != outlined.root:
        address = resolve_steps(reference.steps, reference.regulation, reference.regulation)  # a version that does not apply here
    address = outlined.shorter.get(address, address)
    if address in outlined.spans:
        return address
    if not is_external(reference, scope):
        world.reported.append(dangling(reference, address, scope, needed=needed))
    return None


def required(reference: tree.Reference, scope: Scope) -> str | None:
    """The address that an expression needs; what lies outside the corpus has no meaning here."""
    address = target(reference, scope, needed=True)
    if address is None and is_external(reference, scope):
        scope.report(Code.EXTERNAL_DESCRIPTION, reference.span, reference=show_reference(reference))
    return address


def dangling(reference: tree.Reference, address: str, scope: Scope, *, needed: bool) -> Diagnostic:
    """A reference to a place that does not exist: what the law does is its own business, so unless the place is needed it is a finding, not an error."""
    known = scope.world.outlines[regulation_meant(reference, scope)].spans
    code, severity = (Code.MISSING_PLACE, Severity.ERROR) if needed else (Code.DANGLING_REFERENCE, Severity.WARNING)
    suggestion = suggested(address, list(known))
    return diagnose(code, reference.span, severity=severity, address=scope.address, suggestion=suggestion, reference=in_words(address))


def suggested(address: str, known: list[str]) -> str:
    """What does exist there, in words: the last of its kind below the nearest place that exists; for a volzin the place itself; else nothing."""
    above, kind = address.rpartition("/")[0], kind_of(address)
    siblings = [each for each in known if each.rpartition("/")[0] == above and each.rpartition("/")[2].partition("-")[0] == kind]
    inside = [each for each in known if without_sentences(each) == address]  # more than one volzin has it
    whole = [above] if kind == "volzin" and above in known else []
    found = siblings or inside or whole
    return in_words(found[-1]) if found else ""


def is_external(reference: tree.Reference, scope: Scope) -> bool:
    """Whether this regulation declares the reference, or everything of that regulation, to be outside the corpus."""
    for declared in scope.world.external.get(scope.regulation, ()):
        same = (declared.regulation or scope.regulation) == (reference.regulation or scope.regulation)
        if same and declared.steps == reference.steps[: len(declared.steps)]:
            return True
    return False


def described(reference: tree.Reference, exclusions: str, scope: Scope) -> tuple[str, str] | None:
    """The key of the description at a reference and its address; with exclusions when the author says so or there are none."""
    address = required(reference, scope)
    if address is None:
        return None
    key = scope.world.described.get(address)
    if key is None:
        scope.report(Code.NOTHING_DESCRIBED, reference.span, reference=in_words(address))
        return None
    if not touched(address, scope.world):
        return key, address
    if not exclusions:
        scope.report(Code.EXCLUSIONS_UNSAID, reference.span, reference=in_words(address))
        return None
    return key + (WITH_EXCLUSIONS if exclusions == "met uitsluitingen" else WITHOUT_EXCLUSIONS), address


def touched(address: str, world: World) -> bool:
    """Whether something sets this place aside, or an item below it."""
    return address in world.touched


def applied_months(reference: tree.Reference, scope: Scope) -> Expr | None:
    """The months in which a provision was applied to this case: a fact that comes with the reference."""
    address = required(reference, scope)
    if address is None:
        return None
    name = implicit_name("toepassing_per_maand", address)
    if name not in scope.world.implicit:
        question = f"In welke maanden is {in_words(address)} toegepast?"
        scope.world.implicit[name] = FactInfo(name, MONTHS_NAMED, question, None, None, None, False, "", "", "", "", span=reference.span)
    return FactOf(name, MONTHS_NAMED)


def implicit_name(kind: str, address: str) -> str:
    """The name of a fact that comes with a reference."""
    return f"{kind}." + "_".join([address.split("/", maxsplit=1)[0].partition("@")[0], *(step.replace("-", "_") for step in address.split("/")[1:])])


def applications(reference: tree.Reference, scope: Scope, *, first_days: bool = False) -> Expr | None:
    """The days on which a provision was applied to this person, of the decisions or the first days of their effect: a fact that comes with it."""
    address = required(reference, scope)
    if address is None:
        return None
    name = implicit_name("ingang_toepassing" if first_days else "toepassing", address)
    if name not in scope.world.implicit:
        asked = "Vanaf welke dagen werkten de besluiten waarbij {0} is toegepast?" if first_days else "Op welke dagen is {0} toegepast?"
        question = asked.format(in_words(address))
        words = f"{'ingang van ' if first_days else ''}toepassing van {in_words(address)}"
        scope.world.implicit[name] = FactInfo(name, Scalar.PERIODS, question, None, None, None, False, "", "", words, "", span=reference.span)
    return FactOf(name, Scalar.PERIODS)
