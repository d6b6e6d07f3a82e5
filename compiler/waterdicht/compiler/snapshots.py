"""The law on a day, seen from one regulation: that regulation, what it uses, and everything resolved among them."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, replace

from waterdicht.compiler import obligations as asked
from waterdicht.compiler.addresses import above_and_self, in_words, same_article
from waterdicht.compiler.applicability import Exceptions, active, addresses, covers, exceptions
from waterdicht.compiler.build import both, negate
from waterdicht.compiler.contributions import define_asked, define_channels, with_unknown
from waterdicht.compiler.corresponding import copies, unused
from waterdicht.compiler.definitions import (
    register_applicable,
    register_definitions,
    register_exclusions,
    register_norms_as_descriptions,
    register_vocabulary,
)
from waterdicht.compiler.given_values import register_open_values, register_values, tables
from waterdicht.compiler.idle import check_idle
from waterdicht.compiler.ir import (
    Assumption,
    Channel,
    Contribution,
    Obligation,
    ReadingInfo,
    RegulationModel,
    Snapshot,
    Vocabulary,
)
from waterdicht.compiler.kept import check_kept, given_by_each, kept_obligations, register_lacking
from waterdicht.compiler.layers import Layers
from waterdicht.compiler.library import Version
from waterdicht.compiler.lower import condition
from waterdicht.compiler.models.parameters import infos
from waterdicht.compiler.outline import Outline, Placed
from waterdicht.compiler.population import check_orders, check_quotas, register_counts
from waterdicht.compiler.references import APPLIES, WITH_EXCLUSIONS, WITHOUT_EXCLUSIONS
from waterdicht.compiler.rules import Rule, rules_of, value_rules
from waterdicht.compiler.scope import BUILT_IN_READINGS, Scope, World, regulation_meant
from waterdicht.compiler.transition import register_kept, register_transitions
from waterdicht.compiler.unknown_text import gaps_of, grounded_by
from waterdicht.compiler.use import use_key
from waterdicht.compiler.views import View, present_in
from waterdicht.compiler.vocabulary import Words, descendants, repeated
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose, nearest


@dataclass(frozen=True, slots=True)
class Built:
    """A snapshot, the world it was made in (theorems and scenarios are lowered there too), and what was reported."""

    view: View
    snapshot: Snapshot
    world: World


def build(words: Words, view: View) -> Built:
    """The typed law of a view."""
    world = empty_world(words, view)
    outlines = {name: with_copies(world, name, outlined) for name, outlined in world.outlines.items()}
    world.outlines = outlines
    rules = rules_of_view(view, outlines)
    register_kept(world, rules)
    world.layers = layers(world, outlines, rules)
    register_vocabulary(world)
    for name, outlined in outlines.items():
        register_definitions(world, name, outlined)
        register_norms_as_descriptions(world, name, outlined)
    found = exceptions(world, rules)
    register_transitions(world, found)
    register_lacking(world)
    values = by_value(world, rules)
    for name in outlines:
        register_values(world, name, values, found)
    register_open_values(world)
    register_counts(world)
    register_applicable(world, found)
    register_exclusions(world, found)
    return finish(world, view, found)


def empty_world(words: Words, view: View) -> World:
    """A world before anything has been lowered."""
    there = present_in(view)
    outlines = {name: version.outlined for name, version in there.items()}
    readings = {
        info.name: info.options for name, version in reversed(there.items()) for info in asked.readings(version.document, outlines[name])
    }  # the focus is first in the view, so it is written last and decides
    external = {
        name: tuple(reference for clause in version.document.header if clause.kind == "extern" for reference in clause.references)
        for name, version in there.items()
    }
    above = tuple(version.document.name for version in view.versions[1:] if version.document.kind == "wet")
    world = World(words, outlines, view.focus, above, Layers(words, (), (), frozenset()), readings, external=external)
    world.guests = {guest.key: guest.order for guest in view.past.guests}
    world.meant = dict(view.past.meant)
    for name, version in there.items():
        world.parameters[name], _ = infos(version.document.parameters, words)
        world.gaps[name] = gaps_of(version.document, outlines[name])
    return world


def rules_of_view(view: View, outlines: Mapping[str, Outline]) -> tuple[Rule, ...]:
    """The rules of everything in a view, by the names in it."""
    return tuple(rule for name, version in present_in(view).items() for rule in rules_in(name, version, outlines[name]))


def rules_in(name: str, version: Version, outlined: Outline) -> tuple[Rule, ...]:
    """The rules of a version, and those of the sentences that this snapshot copies."""
    own = version.rules if name == version.document.name else rules_of(version.outlined.placed, name)
    copied_here = outlined.placed[len(version.outlined.placed) :]
    return (*own, *rules_of(copied_here, name, own)) if copied_here else own


def by_value(world: World, rules: tuple[Rule, ...]) -> dict[str, dict[str, list[Rule]]]:
    """The rules for values of each regulation."""
    return {name: value_rules(rules, name) for name in world.outlines}


def with_copies(world: World, name: str, outlined: Outline) -> Outline:
    """An outline with the sentences that `van overeenkomstige toepassing` copies."""
    extra: list[Placed] = []
    for placed in outlined.placed:
        if isinstance(placed.sentence, tree.Corresponding):
            extra.extend(copied(world, Scope(world, name, placed.address), placed, placed.sentence))
    return replace(outlined, placed=(*outlined.placed, *extra)) if extra else outlined


def copied(world: World, scope: Scope, placed: Placed, sentence: tree.Corresponding) -> list[Placed]:
    """The copies that one sentence makes. A substitution of a word that is not there, or a source without rules, does not fit."""
    sources = addresses(sentence.sources, scope)
    regulations = dict.fromkeys(regulation_meant(reference, scope) for reference in sentence.sources)
    found = [copy for regulation in regulations if regulation in world.outlines for copy in copies(placed, sources, world.outlines[regulation])]
    where = "; ".join(map(in_words, sources))
    if sources and not found:
        scope.report(Code.NOTHING_DESCRIBED, sentence.span, reference=where)
    outlines = [world.outlines[name] for name in regulations if name in world.outlines]
    for each in unused(sentence, sources, outlines) if found else ():
        scope.report(Code.UNUSED_SUBSTITUTION, each.span, name=each.old, reference=where)
    return found


def layers(world: World, outlines: dict[str, Outline], rules: tuple[Rule, ...]) -> Layers:
    """The stances of the laws above, and who has a ground of its own for what."""
    said = tuple((name, stance) for name, outlined in outlines.items() for stance in asked.stances(outlined))
    grounding = [rule for rule in rules if rule.channel in (Channel.GRANT, Channel.DUTY)]
    known = [(place, rule.subject, rule.phase) for rule in grounding for place in (rule.regulation, *above_and_self(rule.address))]
    unknown = [
        each
        for name, gaps in world.gaps.items()
        for place in dict.fromkeys((name, *(step for gap in gaps for step in above_and_self(gap.address))))
        for each in grounded_by(gaps if place == name else tuple(gap for gap in gaps if place in above_and_self(gap.address)), place, world.words)
    ]
    return Layers(world.words, world.above, said, frozenset((*known, *unknown)))


def finish(world: World, view: View, found: Exceptions) -> Built:
    """Lower everything that is left, and put the snapshot together."""
    given = {name: with_unknown(world, name, each) for name, each in given_by_each(world, found).items()}
    subjects = tuple(dict.fromkeys((each.decision, each.phase) for each_list in given.values() for each in each_list))
    world.given.update(given)
    for name in world.outlines:
        define_channels(world, name, given[name], subjects)
    for key in tuple(world.sources):
        if key[-1] in (WITH_EXCLUSIONS, WITHOUT_EXCLUSIONS, APPLIES):
            continue  # made when a reference asks for it
        use_key(key, Scope(world, "", ""), world.sources[key].span)
    for rule in found.rules:
        if rule.kind == "exclusion":
            active(rule, found)
    models = models_of(world, view, given, found)
    for each in models.values():
        check_readings(world, each.readings)
    check_orders(world)
    check_quotas(world)
    check_idle(world, found)
    check_kept(world, by_value(world, found.rules), models)
    define_asked(world)
    assumptions = tuple(
        Assumption(each.name, each.reason, body) for each in world.words.assumptions if (body := condition(each.body, Scope(world, "", each.name))) is not None
    )
    snapshot = Snapshot(view.first, view.last, vocabulary(world, assumptions), models, world.lowered)
    return Built(view, snapshot, world)


def check_readings(world: World, infos: tuple[ReadingInfo, ...]) -> None:
    """A reading is declared once in a regulation, with different options; options of a built-in reading must be the ones that have a meaning."""
    seen: set[str] = set()
    for info in infos:
        for name in (*seen.intersection((info.name,)), *repeated(info.options)):
            world.reported.append(diagnose(Code.DECLARED_TWICE, info.span, address=info.address, name=name))
        seen.add(info.name)
        check_options(world, info)


def check_options(world: World, info: ReadingInfo) -> None:
    """The options of one reading."""
    for option in asked.unknown_options(info):
        known = BUILT_IN_READINGS[info.name]
        world.reported.append(diagnose(Code.UNKNOWN_OPTION, info.span, address=info.address, suggestion=nearest(option, known), name=option, list=info.name))


def vocabulary(world: World, assumptions: tuple[Assumption, ...]) -> Vocabulary:
    """All words, with the facts that came with references."""
    acts = {name: declaration.text for name, declaration in world.words.acts.items()}
    # A view, not a copy: a theorem may be the first to speak of the earlier application of a provision.
    return Vocabulary(ChainMap(world.implicit, world.words.facts), world.words.decisions, acts, assumptions, frozenset(world.words.kinds))


def models_of(world: World, view: View, given: Mapping[str, tuple[Contribution, ...]], found: Exceptions) -> dict[str, RegulationModel]:
    """The regulations of the snapshot."""
    rules = by_value(world, found.rules)
    own = {name: where_they_apply(asked.obligations(world, name, outlined), found) for name, outlined in world.outlines.items()}
    duties = {name: (*mine, *kept_obligations(world, name, own)) for name, mine in own.items()}
    return {
        name: RegulationModel(
            name, version.root.partition("@")[2], version.document.kind, version.document.title, version.first, version.last, given[name],
            tables(world, name, rules, found), asked.stances(world.outlines[name]), asked.delegated(world, name, world.outlines[name]),
            asked.readings(version.document, world.outlines[name]), duties[name], world.outlines[name].titles,
        )
        for name, version in present_in(view).items()
    }  # fmt: skip


def where_they_apply(given: tuple[Obligation, ...], found: Exceptions) -> tuple[Obligation, ...]:
    """Obligations, not where a sentence sets their place aside."""
    asides = [rule for rule in found.cancellers if rule.kind == "exclusion"]
    result = []
    for each in given:
        mine = [
            rule for rule in asides if covers((*found.targets.get(rule.id, ()), *found.deviations.get(rule.id, ())), each.address) and lifts(rule, each, found)
        ]
        lifted = [aside for rule in mine if (aside := active(rule, found)) is not None]
        result.append(replace(each, when=both(each.when, *map(negate, lifted))) if lifted else each)
    return tuple(result)


def lifts(rule: Rule, each: Obligation, found: Exceptions) -> bool:
    """Whether a sentence that sets a place aside is about an obligation there."""
    if not isinstance(rule.sentence, tree.Transition):
        return rule.subject in ("", each.decision)
    governed = each.decision and (not rule.subject or each.decision in descendants(rule.subject, found.world.words))
    here = covers(found.deviations.get(rule.id, ()), each.address)
    return bool(governed) and (here or not same_article(rule.address, each.address))


def reported(built: Built) -> tuple[Diagnostic, ...]:
    """Everything said while building, each once."""
    return tuple(dict.fromkeys(built.world.reported))
