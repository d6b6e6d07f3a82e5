"""Builders for the sentences of a regulation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from waterdicht.dsl import tree
from waterdicht.dsl.build.parts import Part, Text, Word, find, inside, marks_among, name_inside, names, references, refuse, text, word
from waterdicht.dsl.codes import Code
from waterdicht.dsl.source import Span


def _part(kind: str) -> Any:
    """A builder that keeps its values for the sentence around it."""

    def build(span: Span, *values: Any) -> Part:
        return Part(kind, values, span)

    return build


def _references_part(kind: str) -> Any:
    """A builder of a clause that consists of addresses."""

    def build(span: Span, *values: Any) -> Part:
        return Part(kind, (references(values),), span)

    return build


def _deviation(values: tuple[Any, ...]) -> tuple[tree.Reference, ...]:
    return inside(values, "deviation") or ()


def _expressions(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The tree nodes among the values: no words, texts or parts."""
    return tuple(value for value in values if not isinstance(value, (Word, Text, Part)))


# --- norms, limits and values ---------------------------------------------------------------


def decisions(span: Span, *values: Any) -> Part:
    return Part("decisions", names(values), span)


def application(span: Span, *values: Any) -> tree.Application:
    return tree.Application(find(values, "EX_OFFICIO") is not None, find(values, "ON_APPLICATION") is not None, names(values), span=span)


def norm(span: Span, *values: Any) -> tree.Norm:
    """`college mag b toekennen`; `uitsluitend` only goes with `mag` and not with a refusal: it says when something may be given.

    Of several decisions one can be granted; that one is refused says nothing of any of them. A refusal does not say how the procedure
    began or to whom.
    """
    modality, only, verb = find(values, "MODALITY"), find(values, "ONLY"), word(values, "VERB")
    refuses = verb.startswith("weigeren")
    if only and (modality.text != "mag" or refuses):
        raise refuse(Code.ONLY_WITH_DUTY, only.span)
    decisions = find(values, "decisions").values
    if refuses and len(decisions) > 1:
        raise refuse(Code.ONE_OF_SEVERAL_REFUSED, span)
    procedure = find(values, "procedure")
    if refuses and procedure:
        raise refuse(Code.PROCEDURE_OF_REFUSAL, procedure.span)
    how = procedure.values if procedure else ()
    phase = verb.removeprefix("weigeren").removeprefix(" te ") if refuses else verb.replace("opleggen", "toekennen")
    return tree.Norm(
        actor=names(values)[0],
        modality=modality.text,
        decisions=decisions,
        phase=phase or "toekennen",  # type: ignore[arg-type]  # the terminal lists the phases
        verb="weigeren" if refuses else verb,
        only=only is not None,
        refuse=refuses,
        condition=inside(values, "when"),
        unless=inside(values, "unless"),
        deviates_from=_deviation(values),
        notwithstanding=inside(values, "notwithstanding") or (),
        application=next((each for each in how if isinstance(each, tree.Application)), None),
        to=name_inside(how, "decision_to"),
        on_behalf_of=name_inside(how, "decision_on_behalf"),
        span=span,
    )


def limit(span: Span, *values: Any) -> tree.Limit:
    decision, subject, length = _expressions(values)
    return tree.Limit(
        decision.text,
        subject,
        word(values, "AT_MOST_AT_LEAST"),  # type: ignore[arg-type]  # the terminal is the choice
        length,
        inside(values, "when"),
        inside(values, "unless"),
        _deviation(values),
        span=span,
    )


def value_rule(span: Span, *values: Any) -> tree.ValueRule:
    subject, value = _expressions(values)
    return tree.ValueRule(subject.text, value, (), inside(values, "when"), inside(values, "unless"), _deviation(values), span=span)


def value_table(span: Span, *values: Any) -> tree.ValueRule:
    dated = tuple(value for value in values if isinstance(value, tree.DatedValue))
    return tree.ValueRule(names(values)[0], None, dated, inside(values, "when"), inside(values, "unless"), _deviation(values), span=span)


def dated_value(span: Span, since: tree.DateLiteral, *values: Any) -> tree.DatedValue:
    until = values[1].value if find(values, "UP_TO") else None
    value, *source = values[2:] if until else values
    return tree.DatedValue(since.value, value, source[0].text if source else "", until, span=span)


def definition(span: Span, name: tree.Name, kind: Word, body: tree.Expression) -> tree.Definition:
    return tree.Definition(name.text, kind.text, body, span=span)  # type: ignore[arg-type]  # the terminal is the kind


# --- what applies, and to what --------------------------------------------------------------


def not_applicable(span: Span, *values: Any) -> tree.NotApplicable:
    decision = names(values)
    return tree.NotApplicable(references(values), decision[0] if decision else "", inside(values, "when"), inside(values, "unless"), span=span)


def disregard(span: Span, *values: Any) -> tree.Disregard:
    return tree.Disregard(references(values), _expressions(values)[0], inside(values, "when"), span=span)


def corresponding(span: Span, *values: Any) -> tree.Corresponding:
    decision = names(values)
    onto = next((value for value in values if isinstance(value, tree.Reference)), None)
    substitutions = tuple(value for value in values if isinstance(value, tree.Substitution))
    return tree.Corresponding(references(values), decision[0] if decision else "", onto, substitutions, span=span)


def substitution(span: Span, new: tree.Name, old: tree.Name) -> tree.Substitution:
    return tree.Substitution(new.text, old.text, span=span)


def quota(span: Span, decision: tree.Name, most: tree.Expression, yearly: Word | None = None) -> tree.Quota:
    return tree.Quota(decision.text, most, yearly is not None, span=span)


def order(span: Span, decision: tree.Name, *keys: tree.OrderKey) -> tree.Order:
    return tree.Order(decision.text, keys, span=span)


def order_key(span: Span, kind: Word, value: tree.Expression) -> tree.OrderKey:
    return tree.OrderKey(kind.text, value, span=span)  # type: ignore[arg-type]  # the terminal is the kind


def repeal(span: Span, *regulations: tree.Name) -> tree.Repeal:
    return tree.Repeal(names(regulations), span=span)


def transition(span: Span, *values: Any) -> tree.Transition:
    (decision,) = (*names(values), "")[:1]
    day = find(values, "as_it_read")
    as_it_read = day.values[-1].value if day else None
    return tree.Transition(
        references(values), decision, inside(values, "when"), inside(values, "until"), as_it_read, _deviation(values), span=span
    )  # fmt: skip


def commencement(span: Span, _this: Word, on: tree.DateLiteral) -> tree.Commencement:
    return tree.Commencement(on.value, span=span)


def hardship(span: Span, beneficiary: tree.Name, *values: Any) -> tree.Hardship:
    limited = find(values, "limited_to")
    return tree.Hardship(beneficiary.text, names(limited.values) if limited else (), values[-1], span=span)


# --- layers ---------------------------------------------------------------------------------


def frame(span: Span, decision: tree.Name, *values: Any) -> tree.Frame:
    aspects = tuple(value.text for value in values if isinstance(value, Word) and value.kind == "ASPECT")
    return tree.Frame(decision.text, word(values, "FRAME"), aspects, text(values), span=span)  # type: ignore[arg-type]  # see FRAME


def competence(span: Span, decisions: Part, *values: Any) -> tree.Competence:
    return tree.Competence(decisions.values[0], names(values), span=span)


def decisions_named(span: Span, *values: Any) -> Part:
    return Part("decisions_named", (names(values),), span)


def delegation(span: Span, to: tree.Name, subject: tree.Name, *bounds: tree.Bound) -> tree.Delegation:
    return tree.Delegation(to.text, subject.text, bounds, span=span)


def bound(span: Span, comparator: Word, value: tree.Expression) -> tree.Bound:
    return tree.Bound(comparator.text, value, span=span)  # type: ignore[arg-type]  # the terminal is the comparator


def duty_to_regulate(span: Span, actor: tree.Name, modality: Word, instrument: Word, *subjects: Part) -> tree.DutyToRegulate:
    what = instrument.text.removeprefix("in ").removesuffix(" regelen")
    pairs = tuple((kind.text, name.text) for kind, name in (subject.values for subject in subjects))
    return tree.DutyToRegulate(actor.text, modality.text, what, pairs, span=span)  # type: ignore[arg-type]  # see MODALITY


def regulates(span: Span, *values: Any) -> tree.Regulates:
    return tree.Regulates(references(values), span=span)


# --- acts, procedure and texts --------------------------------------------------------------


def act_duty(span: Span, actor: tree.Name, modality: Word, act: tree.Name, *values: Any) -> tree.ActDuty:
    within, before = find(values, "act_within"), inside(values, "act_before")
    return tree.ActDuty(
        actor.text,
        modality.text,  # type: ignore[arg-type]  # the terminal is the modality
        act.text,
        within.values[0] if within else None,
        within.values[2] if within else None,
        before.text if before else "",
        inside(values, "when"),
        inside(values, "unless"),
        span=span,
    )


def application_deadline(
    span: Span, decision: tree.Name, received: tree.Expression, within: tree.Quantity | tree.Parameter, *values: Any
) -> tree.ApplicationDeadline:
    return tree.ApplicationDeadline(
        decision.text,
        received,
        within,
        values[1],
        inside(values, "when"),
        inside(values, "unless"),
        word(values, "CONSEQUENCE").removeprefix("anders "),  # type: ignore[arg-type]  # the terminal is the choice
        span=span,
    )


def labelled_text(span: Span, label: Word, *values: Any) -> tree.LabelledText:
    marks = marks_among(values)
    content, *condition = values[len(marks) :]
    return tree.LabelledText(label.text.rstrip("."), content.text, condition[0] if condition else None, marks, span=span)


def contents(span: Span, decision: tree.Name, *items: tree.LabelledText) -> tree.Contents:
    return tree.Contents(decision.text, items, span=span)


def weighing(span: Span, actor: tree.Name, modality: Word, subject: tree.Name, decision: tree.Name, *items: tree.LabelledText) -> tree.Weighing:
    """`college moet afwegen …`: weighing is always a duty."""
    if modality.text != "moet":
        raise refuse(Code.WEIGHING_IS_DUTY, modality.span)
    return tree.Weighing(actor.text, subject.text, decision.text, items, span=span)


def open_norm(span: Span, name: tree.Name, content: Text) -> tree.OpenNorm:
    return tree.OpenNorm(name.text, content.text, span=span)


def goal(span: Span, content: Text) -> tree.OpenNorm:
    return tree.OpenNorm("doel", content.text, span=span)


def not_formalised(span: Span, reason: Text) -> tree.NotFormalised:
    return tree.NotFormalised(reason.text, span=span)


def unknown_text(span: Span, *values: Any) -> tree.UnknownText:
    return tree.UnknownText(names(values), text(values), span=span)


def reading_declaration(span: Span, name: tree.Name, *values: Any) -> tree.ReadingDeclaration:
    return tree.ReadingDeclaration(name.text, names(values), text(values), span=span)


BUILDERS: dict[str, Callable[..., Any]] = {
    "when": _part("when"), "deviation": _references_part("deviation"), "notwithstanding": _references_part("notwithstanding"),
    "decisions": decisions, "application": application, "procedure": _part("procedure"), "norm": norm, "limit": limit, "value_rule": value_rule, "value_table": value_table,
    "dated_value": dated_value, "definition": definition, "exception": _part("exception"), "not_applicable": not_applicable,
    "disregard": disregard, "corresponding": corresponding, "substitution": substitution, "quota": quota, "order": order, "order_key": order_key, "repeal": repeal, "transition": transition, "as_it_read": _part("as_it_read"), "until": _part("until"),
    "commencement": commencement, "hardship": hardship, "limited_to": _part("limited_to"), "frame": frame, "competence": competence, "decisions_named": decisions_named, "delegation": delegation,
    "bound": bound, "duty_to_regulate": duty_to_regulate, "subject": _part("subject"), "regulates": regulates, "act_duty": act_duty,
    "act_within": _part("act_within"), "act_before": _part("act_before"), "application_deadline": application_deadline,
    "labelled_text": labelled_text, "contents": contents, "weighing": weighing, "open_norm": open_norm, "goal": goal,
    "not_formalised": not_formalised, "reading_declaration": reading_declaration, "unknown_text": unknown_text,
}  # fmt: skip
"""The builder of each grammar rule of this topic."""
