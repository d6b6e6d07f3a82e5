"""Checks on the documents themselves: every lid says something, addresses are unique, used regulations exist, duties to regulate are answered."""

from __future__ import annotations

from collections.abc import Iterator

from waterdicht.compiler.addresses import in_words, is_within, without_version
from waterdicht.compiler.applicability import addresses
from waterdicht.compiler.ir import Aspect, Channel
from waterdicht.compiler.layers import laws_with_stance, stance_of
from waterdicht.compiler.library import Library, names
from waterdicht.compiler.limits import disregarded
from waterdicht.compiler.obligations import known_decision
from waterdicht.compiler.outline import Outline
from waterdicht.compiler.scope import Scope
from waterdicht.compiler.snapshots import Built
from waterdicht.compiler.unknown_text import is_unsaid
from waterdicht.compiler.views import uses
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, Severity, diagnose, nearest


def check_documents(library: Library) -> Iterator[Diagnostic]:
    """What can be said about each regulation by itself."""
    known = (*names(library), *(each.name for each in library.vocabularies))
    for version in library.versions:
        document = version.document
        outlined = version.outlined
        for address, span in outlined.twice:
            yield diagnose(Code.ADDRESS_TWICE, span, address=address, reference=in_words(address))
        for address, node in outlined.leaves:
            if not node.sentences:
                yield diagnose(Code.SILENT_PROVISION, node.span, address=address, reference=in_words(address))
        for name in uses(document):
            if name not in known:
                yield diagnose(Code.UNKNOWN_REGULATION, document.span, name=name, suggestion=nearest(name, known))


def check_references(built: Built) -> None:
    """References that have no other use: legal bases, answered duties, `onverminderd`."""
    world = built.world
    for version in built.view.versions:
        name = version.document.name
        scope = Scope(world, name, version.root)
        for clause in version.document.header:
            if clause.kind == "op grond van":
                resolve_all(clause.references, scope)
        for placed in world.outlines[name].placed:
            match placed.sentence:
                case tree.Regulates(references):
                    resolve_all(references, scope.at(placed.address))
                case tree.Norm(notwithstanding=references) if references:
                    resolve_all(references, scope.at(placed.address))
                case _:
                    continue


def check_names(built: Built) -> None:
    """Names in sentences that give no rule, and sentences that are only looked at where they matter."""
    world = built.world
    for version in built.view.versions:
        name = version.document.name
        for placed in world.outlines[name].placed:
            if isinstance(placed.sentence, NAMING):
                check_sentence(placed.sentence, Scope(world, name, placed.address))


NAMING = tree.Frame | tree.NotApplicable | tree.DutyToRegulate | tree.UnknownText | tree.Hardship | tree.Disregard | tree.Transition | tree.Competence


def check_sentence(sentence: NAMING, scope: Scope) -> None:
    """The names in one such sentence."""
    match sentence:
        case tree.Frame(decision=decision) | tree.NotApplicable(decision=decision) | tree.Transition(decision=decision):
            known_decision(decision, scope, sentence)
        case tree.DutyToRegulate():
            check_subjects(sentence, scope)
        case tree.UnknownText(about):
            for decision in about:
                known_decision(decision, scope, sentence)
        case tree.Hardship():
            check_hardship(sentence, scope)
        case tree.Disregard():
            disregarded(sentence, scope)
        case tree.Competence(decisions):
            for decision in decisions:
                known_decision(decision, scope, sentence)


def check_subjects(sentence: tree.DutyToRegulate, scope: Scope) -> None:
    """What a body must regulate: decisions and values are declared; a topic is free text."""
    words = scope.world.words
    for kind, name in sentence.subjects:
        if kind == "besluit":
            known_decision(name, scope, sentence)
        if kind == "waarde" and name not in words.values:
            scope.report(Code.UNKNOWN_VALUE, sentence.span, name=name, suggestion=nearest(name, words.values))


def check_hardship(sentence: tree.Hardship, scope: Scope) -> None:
    """For whom the clause is, and the decisions and values it is limited to."""
    words = scope.world.words
    if sentence.beneficiary not in words.kinds:
        scope.report(Code.UNKNOWN_KIND, sentence.span, name=sentence.beneficiary, suggestion=nearest(sentence.beneficiary, words.kinds))
    for name in sentence.limited_to:
        if name not in words.decisions and name not in words.values:
            scope.report(Code.UNKNOWN_DECISION, sentence.span, name=name, suggestion=nearest(name, (*words.decisions, *words.values)))


def check_scenarios(library: Library) -> Iterator[Diagnostic]:
    """Shared facts have different names within a document."""
    for document in library.scenarios:
        given = tuple(each.name for each in document.shared)
        for index, each in enumerate(document.shared):
            if each.name in given[:index]:
                yield diagnose(Code.DECLARED_TWICE, each.span, name=each.name)


def resolve_all(references: tuple[tree.Reference, ...], scope: Scope) -> None:
    """Resolve references for the sake of what that reports."""
    addresses(references, scope)


def check_silence(built: Built) -> Iterator[Diagnostic]:
    """Where a law and an ordinance both have rules on one aspect of a decision, the law's stance must be said."""
    world, models = built.world, built.snapshot.regulations
    local = [each for each in models[built.view.focus].contributions if not is_unsaid(each)]
    yield from check_frames(built)
    for law in world.above:
        both = {(each.decision, each.aspect) for each in models[law].contributions if each.channel is not Channel.MAY_REFUSE and not is_unsaid(each)}
        for each in local:
            relevant = each.aspect in (Aspect.GRONDEN, Aspect.DUUR) and (each.decision, each.aspect) in both
            if relevant and stance_of(world.layers, law, each.decision, each.aspect) is None:
                yield diagnose(Code.STANCE_UNSAID, each.span, address=each.address, decision=each.decision, aspect=each.aspect.value, law=law)


def check_frames(built: Built) -> Iterator[Diagnostic]:
    """One law at a time can say how it stands to this regulation on a decision: the combined outcome knows one law."""
    seen: set[str] = set()
    for each in built.snapshot.regulations[built.view.focus].contributions:
        if each.decision in seen:
            continue
        seen.add(each.decision)
        laws = laws_with_stance(built.world.layers, each.decision)
        if len(laws) > 1:
            yield diagnose(Code.TWO_FRAMES, each.span, address=each.address, decision=each.decision, laws=", ".join(laws))


def check_duties_to_regulate(built: Built) -> Iterator[Diagnostic]:
    """A duty to regulate that no `regelt …` answers is a note on a regulation of the kind that the duty is about: another one may answer it."""
    world, focus = built.world, built.view.focus
    kind = built.snapshot.regulations[focus].kind
    if kind not in ("verordening", "nadere regel"):
        return
    if kind == "verordening":
        yield from check_passed_on(world.outlines[focus])
    answered = set(answers(world.outlines[focus], Scope(world, focus, world.outlines[focus].root)))
    root = world.outlines[focus]
    for law in world.above if kind == "verordening" else [each for each in world.outlines if each != focus and each not in world.guests]:
        orders = [placed.address for placed in world.outlines[law].placed if is_order(placed.sentence, kind)]
        open_ = [address for address in dict.fromkeys(orders) if not any(is_within(each, address) or is_within(address, each) for each in answered)]
        if open_:
            places = "; ".join(in_words(without_version(address)) for address in open_)
            # Text that is not known may answer it: whether it does cannot be told.
            code = Code.DUTY_UNDETERMINED if world.gaps[focus] else Code.DUTY_UNANSWERED
            yield diagnose(code, root.spans[root.root], severity=Severity.NOTE, address=root.root, reference=places)


def check_passed_on(outlined: Outline) -> Iterator[Diagnostic]:
    """A place that answers a duty and only lets a lower rule regulate it: details may be delegated, the core may not."""
    for place in dict.fromkeys(placed.address for placed in outlined.placed if isinstance(placed.sentence, tree.Regulates)):
        said = [placed.sentence for placed in outlined.placed if is_within(placed.address, place)]
        rest = [each for each in said if not isinstance(each, tree.Regulates | tree.NotFormalised)]
        if rest and all(isinstance(each, tree.DutyToRegulate) and each.instrument == "nadere regel" for each in rest):
            yield diagnose(Code.PASSED_ON, rest[0].span, severity=Severity.WARNING, address=place, reference=in_words(place))


def is_order(sentence: tree.Sentence, kind: str) -> bool:
    """Whether a sentence orders to regulate something in a regulation of this kind."""
    return isinstance(sentence, tree.DutyToRegulate) and sentence.modality == "moet" and sentence.instrument == kind


def answers(outlined: Outline, scope: Scope) -> Iterator[str]:
    """The addresses that an ordinance says it regulates."""
    for placed in outlined.placed:
        if isinstance(placed.sentence, tree.Regulates):
            yield from addresses(placed.sentence.references, scope.at(placed.address))
