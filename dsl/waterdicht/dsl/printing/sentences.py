"""The sentences of a regulation as lines of text."""

from __future__ import annotations

from typing import assert_never

from waterdicht.dsl import tree
from waterdicht.dsl.printing.expressions import PRIMARY, UNIT, VALUE, at, date_text, quantity_text, reference_text, references_text, text
from waterdicht.dsl.printing.layout import STEP, WIDTH, body, marks_text, row_or_rows, rows, sentence


def sentence_lines(said: tree.Sentence, indent: int) -> list[str]:
    """The sentence at this indentation."""
    match said:
        case tree.Norm() | tree.Limit() | tree.ValueRule() | tree.Definition() | tree.ActDuty() | tree.ApplicationDeadline():
            return _rule(said, indent)
        case tree.NotApplicable() | tree.Disregard() | tree.Corresponding() | tree.Transition() | tree.Hardship():
            return _scope(said, indent)
        case tree.Frame() | tree.Competence() | tree.Delegation() | tree.DutyToRegulate() | tree.Regulates():
            return _layer(said, indent)
        case (
            tree.Contents()
            | tree.Weighing()
            | tree.OpenNorm()
            | tree.NotFormalised()
            | tree.UnknownText()
            | tree.ReadingDeclaration()
            | tree.Repeal()
            | tree.Commencement()
        ):
            return _words(said, indent)
        case tree.MarkedSentence(marks, inner):
            first, *rest = sentence_lines(inner, indent)
            return [f"{' ' * indent}zin {marks_text(marks)}{first.strip()}", *rest]
        case tree.Quota() | tree.Order():
            return _population(said, indent)
        case _:
            assert_never(said)


def _prefix(notwithstanding: tuple[tree.Reference, ...], deviates_from: tuple[tree.Reference, ...]) -> str:
    first = f"onverminderd {references_text(notwithstanding)}, " if notwithstanding else ""
    second = f"in afwijking van {references_text(deviates_from)}, " if deviates_from else ""
    return first + second


def _rule(said: tree.Norm | tree.Limit | tree.ValueRule | tree.Definition | tree.ActDuty | tree.ApplicationDeadline, indent: int) -> list[str]:
    match said:
        case tree.Norm():
            return sentence(_norm_head(said), indent, said.condition, said.unless)
        case tree.Limit():
            how = f" {said.comparator}" if said.comparator else ""
            head = f"{_prefix((), said.deviates_from)}bij {said.decision} bedraagt {at(PRIMARY, said.subject)}{how} {at(VALUE, said.length)}"
            return sentence(head, indent, said.condition, said.unless)
        case tree.ValueRule():
            return _value_rule(said, indent)
        case tree.Definition():
            return body(f"{said.name} {said.kind}", indent, said.body)
        case tree.ActDuty():
            return sentence(_act_head(said), indent, said.condition, said.unless)
        case tree.ApplicationDeadline():
            head = f"aanvraag {said.decision} moet zijn ontvangen op {at(VALUE, said.received)} binnen {quantity_text(said.within)} na {at(VALUE, said.anchor)}"
            return sentence(head, indent, said.condition, said.unless, f", anders {said.consequence}.")
        case _:
            assert_never(said)


def _norm_head(norm: tree.Norm) -> str:
    decision = norm.decisions[0] if len(norm.decisions) == 1 else f"ten minste één van ({', '.join(norm.decisions)})"
    only = " uitsluitend" if norm.only else ""
    verb = "weigeren" if norm.refuse else norm.verb
    if norm.refuse and norm.phase != "toekennen":
        verb = f"weigeren te {norm.phase}"
    return f"{_prefix(norm.notwithstanding, norm.deviates_from)}{norm.actor} {norm.modality} {decision}{only} {verb}{_procedure(norm)}"


def _procedure(norm: tree.Norm) -> str:
    """How the procedure began, and for whom it is, each with a space before it."""
    began = f" {application_text(norm.application)}" if norm.application else ""
    to = f" aan {norm.to}" if norm.to else ""
    return f"{began}{to}" + (f" ten behoeve van {norm.on_behalf_of}" if norm.on_behalf_of else "")


def application_text(said: tree.Application) -> str:
    """`ambtshalve of op aanvraag van a of b`."""
    by = f" van {' of '.join(said.by)}" if said.by else ""
    return " of ".join(part for part, there in (("ambtshalve", said.ex_officio), (f"op aanvraag{by}", said.applied)) if there)


def _value_rule(rule: tree.ValueRule, indent: int) -> list[str]:
    head = f"{_prefix((), rule.deviates_from)}{rule.subject} bedraagt"
    if rule.value is not None:
        return sentence(f"{head} {at(VALUE, rule.value)}", indent, rule.condition, rule.unless)
    entries = [_dated_text(dated) for dated in rule.dated]
    if rule.condition is None and rule.unless is None:
        return rows(f"{head}:", indent, entries)
    first = rows(f"{head}:", indent, entries, tail="")
    last = first.pop().strip()
    return first + sentence(last, indent + STEP, rule.condition, rule.unless)


def _dated_text(dated: tree.DatedValue) -> str:
    source = f' ("{dated.source}")' if dated.source else ""
    until = f" tot en met {date_text(dated.until)}" if dated.until else ""
    return f"vanaf {date_text(dated.since)}{until}: {at(VALUE, dated.value)}{source}"


def _act_head(duty: tree.ActDuty) -> str:
    within = f" binnen {quantity_text(duty.within)} na {at(VALUE, duty.anchor)}" if duty.within and duty.anchor else ""
    before = f" voordat {duty.before_decision}" if duty.before_decision else ""
    return f"{duty.actor} {duty.modality} verrichten {duty.act}{within}{before}"


def _scope(said: tree.NotApplicable | tree.Disregard | tree.Corresponding | tree.Transition | tree.Hardship, indent: int) -> list[str]:
    match said:
        case tree.NotApplicable():
            where = f" bij {said.decision}" if said.decision else ""
            return sentence(f"buiten toepassing blijft {references_text(said.targets)}{where}", indent, said.condition, said.unless)
        case tree.Disregard():
            head = f"bij de toepassing van {references_text(said.targets)} blijft {at(VALUE, said.spells)} buiten beschouwing"
            return sentence(head, indent, said.condition)
        case tree.Corresponding():
            onto = reference_text(said.onto_reference) if said.onto_reference else said.onto_decision
            swaps = " en ".join(f"{swap.new} in plaats van {swap.old}" for swap in said.substitutions)
            head = f"van overeenkomstige toepassing is {references_text(said.sources)} op {onto}"
            return sentence(f"{head} met {swaps}" if swaps else head, indent)
        case tree.Transition():
            about = f" op {said.decision}" if said.decision else ""
            tail = f" tot {at(VALUE, said.until)}." if said.until else "."
            head = f"{_prefix((), said.deviates_from)}van toepassing blijft {references_text(said.sources)}{_as_it_read(said)}{about}"
            return sentence(head, indent, said.condition, None, tail)
        case tree.Hardship():
            limited = f" alleen voor {', '.join(said.limited_to)}" if said.limited_to else ""
            return sentence(f"hardheidsclausule ten gunste van {said.beneficiary}{limited}", indent, said.condition)
        case _:
            assert_never(said)


def _as_it_read(said: tree.Transition) -> str:
    """`, zoals die luidde op 31 december 2022`, in the number and gender of what it is about."""
    if said.as_it_read is None:
        return ""
    several = len(said.sources) > 1 or said.sources[0].through is not None
    words = "die luidden" if several else "dat luidde" if said.sources[0].steps else "die luidde"
    goes_on = said.decision or said.condition or said.until
    return f", zoals {words} op {date_text(said.as_it_read)}{',' if goes_on else ''}"


def _layer(said: tree.Frame | tree.Competence | tree.Delegation | tree.DutyToRegulate | tree.Regulates, indent: int) -> list[str]:
    match said:
        case tree.Frame():
            aspects = f" voor {', '.join(said.aspects)}" if said.aspects else ""
            head = f"bij {said.decision} is deze regeling {said.frame}{aspects}"
            return reasoned(head, said.reason, indent)
        case tree.Competence():
            return sentence(f"bevoegd tot {', '.join(said.decisions)} is {' of '.join(said.bodies)}", indent)
        case tree.Delegation():
            bounds = [f"{bound.comparator} {at(VALUE, bound.value)}" for bound in said.bounds]
            return row_or_rows(f"delegeert aan {said.to}:", indent, [said.subject, *bounds])
        case tree.DutyToRegulate():
            subjects = [f"{kind} {name}" for kind, name in said.subjects]
            return row_or_rows(f"{said.actor} {said.modality} in {said.instrument} regelen:", indent, subjects)
        case tree.Regulates():
            return sentence(f"regelt {references_text(said.references)}", indent)
        case _:
            assert_never(said)


def _population(said: tree.Quota | tree.Order, indent: int) -> list[str]:
    match said:
        case tree.Quota():
            return sentence(f"quotum bij {said.decision}: ten hoogste {at(VALUE, said.most)}{' per kalenderjaar' if said.yearly else ''}", indent)
        case tree.Order():
            first, *others = [f"{key.kind} {at(UNIT, key.value)}" for key in said.keys]
            return row_or_rows(f"volgorde bij {said.decision}:", indent, [first, *(f"dan {other}" for other in others)])
        case _:
            assert_never(said)


def reasoned(head: str, reason: str, indent: int) -> list[str]:
    """A sentence that ends in a reason between quotes, which goes to a line of its own when it does not fit."""
    if not reason:
        return sentence(head, indent)
    flat = sentence(f'{head} "{reason}"', indent)
    return flat if len(flat[0]) <= WIDTH else [f"{' ' * indent}{head}", f'{" " * (indent + STEP)}"{reason}".']


_Words = tree.Contents | tree.Weighing | tree.OpenNorm | tree.NotFormalised | tree.UnknownText | tree.ReadingDeclaration | tree.Repeal | tree.Commencement


def _words(said: _Words, indent: int) -> list[str]:
    match said:
        case tree.Contents():
            return rows(f"besluit {said.decision} vermeldt in ieder geval:", indent, [_labelled(item) for item in said.items])
        case tree.Weighing():
            head = f"{said.actor} moet afwegen {said.subject} voordat {said.decision}:"
            return rows(head, indent, [_labelled(item) for item in said.items])
        case tree.OpenNorm():
            name = "doel" if said.name == "doel" else f"open norm {said.name} "
            return sentence(f'{name}: "{said.text}"', indent)
        case tree.NotFormalised():
            return sentence(f'niet geformaliseerd: "{said.reason}"', indent)
        case tree.UnknownText():
            about = f" alleen voor {', '.join(said.about)}" if said.about else ""
            return sentence(f'tekst onbekend{about}: "{said.text}"', indent)
        case tree.ReadingDeclaration():
            return reasoned(f"lezing {said.name} : {' of '.join(said.options)}", said.reason, indent) if said.reason else [_bare_reading(said, indent)]
        case tree.Repeal():
            return sentence("ingetrokken wordt " + " en ".join(f"regeling {name}" for name in said.regulations), indent)
        case tree.Commencement():
            return sentence(f"deze regeling treedt in werking op {date_text(said.on)}", indent)
        case _:
            assert_never(said)


def _bare_reading(said: tree.ReadingDeclaration, indent: int) -> str:
    """A reading with an empty reason still says so: the grammar asks for the text."""
    return f'{" " * indent}lezing {said.name} : {" of ".join(said.options)} "".'


def _labelled(item: tree.LabelledText) -> str:
    condition = f" als {text(item.condition)}" if item.condition else ""
    return f'{item.label}. {marks_text(item.marks)}"{item.text}"{condition}'
