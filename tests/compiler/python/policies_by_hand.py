"""Small snapshots made by hand, for tests and benchmarks of the Python backend."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from waterdicht.compiler.build import apply, both, either, negate
from waterdicht.compiler.durations import lasts
from waterdicht.compiler.ir import (
    FALSE,
    TRUE,
    Aspect,
    Channel,
    Collect,
    Constant,
    Contribution,
    DecisionInfo,
    DefinitionInfo,
    Expr,
    FactInfo,
    FactOf,
    Gather,
    ItemOf,
    Marked,
    Op,
    ReadingInfo,
    RegulationModel,
    Snapshot,
    Use,
    Vocabulary,
)  # fmt: skip
from waterdicht.compiler.outcomes import channel_key
from waterdicht.compiler.types import ListType, Scalar, Type

B = Scalar.BOOL


def fact(name: str, type_: Type, optional: bool = False, question: str = "", judged_by: str = "", phrases: tuple[str, str] = ("", "")) -> FactInfo:
    """A declared fact."""
    return FactInfo(name, type_, question, None, None, None, optional, judged_by, "", *phrases)


def snapshot(
    facts: tuple[FactInfo, ...],
    channels: Mapping[Channel, Expr],
    definitions: tuple[DefinitionInfo, ...] = (),
    readings: tuple[ReadingInfo, ...] = (),
) -> Snapshot:
    """A snapshot of one regulation `regeling` with one decision `besluit`; channels that are not given never apply (O: always)."""
    given = {Channel.ONLY: TRUE, **channels}
    defined = {each.key: each for each in definitions}
    for each in Channel:
        key = channel_key("regeling", "besluit", "toekennen", each)
        defined[key] = DefinitionInfo(key, given.get(each, FALSE), "")
    contribution = Contribution("regeling/artikel-1", "besluit", "toekennen", Channel.GRANT, Aspect.GRONDEN, TRUE, TRUE, TRUE)
    model = RegulationModel("regeling", "", "verordening", "Een regeling", None, None, (contribution,), (), (), (), readings, (), {})
    decision = DecisionInfo("besluit", "", "een besluit", "college", "persoon", "", "toekennen")
    vocabulary = Vocabulary({each.name: each for each in facts}, {"besluit": decision}, {}, (), frozenset())
    return Snapshot(date(2024, 1, 1), None, vocabulary, {"regeling": model}, defined)


def f(name: str, type_: Type = B) -> FactOf:
    """A fact."""
    return FactOf(name, type_)


def at(address: str, body: Expr, judged: bool = False) -> Marked:
    """An expression at its address."""
    return Marked(body, f"stichtse_vecht/{address}", judged)


def months(count: int) -> Constant:
    """A number of months."""
    return Constant(count, Scalar.MONTHS)


MONTH_END = ReadingInfo("maandeinde", ("dag_ervoor", "laatste_dag"), "", "")
AFTER_ILLNESS = ReadingInfo("dag_na_ziekte", ("doorgaan", "stoppen"), "", "")
JUDGED = ("persoon.tot_werkzaamheden_in_staat", "plaatsing.vergroot_kans_op_arbeid", "persoon.ook_zonder_proefplaats_aangenomen")
SIMPLE = (
    "persoon.als_bedoeld", "persoon.ontvangt_algemene_bijstand", "werkgever.intentie_schriftelijk", "dienstbetrekking.heeft_proeftijd",
    "plaatsing.gevolgd_door_forfaitaire_loonkostensubsidie", "voorziening.verdringt", "persoon.heeft_voorliggende_voorziening",
)  # fmt: skip
WORK = ListType("werk", 6)
PROPERTIES = ("onbeloond", "zelfde_werkzaamheden", "bij_deze_werkgever")


def proefplaats() -> Snapshot:
    """`toestemming_proefplaats` of Stichtse Vecht, article 7, as the compiler lowers it: 16 facts and two limits net of illness."""
    first, whole = Use("eerste_periode", Scalar.PERIOD), Use("hele_periode", Scalar.PERIOD)
    ill = f("plaatsing.onderbrekingen_wegens_ziekte", Scalar.PERIODS)
    begin = f("plaatsing.begin", Scalar.DATE)
    item = [ItemOf("eerder", name, B) for name in PROPERTIES]
    facts = (
        *(fact(name, B, judged_by="college") for name in JUDGED),
        *(fact(name, B) for name in SIMPLE),
        fact("persoon.eerder_werk", WORK),
        *(fact(f"werk.{name}", B) for name in PROPERTIES),
        fact("dienstbetrekking.duur", Scalar.MONTHS),
        fact(ill.name, Scalar.PERIODS),
        fact("plaatsing.begin", Scalar.DATE),
        fact("plaatsing.eerste_einde", Scalar.DATE),
        fact("plaatsing.einde", Scalar.DATE, optional=True),
    )
    only = both(
        at("artikel-7/lid-1/volzin-2", lasts(first, ill, "ten hoogste", months(2))),
        at("artikel-7/lid-1/volzin-3", either(negate(apply(Op.PRESENT, B, whole)), lasts(whole, ill, "ten hoogste", months(6)))),
        at("artikel-7/lid-3/onderdeel-a", f(JUDGED[0]), True),
        at("artikel-7/lid-3/onderdeel-b", f(JUDGED[1]), True),
        at("artikel-7/lid-3/onderdeel-c", negate(Collect(Gather.ANY, "eerder", FactOf("persoon.eerder_werk", WORK), both(*item), None, B))),
        at(
            "artikel-7/lid-3/onderdeel-d",
            both(f(SIMPLE[2]), apply(Op.GE, B, f("dienstbetrekking.duur", Scalar.MONTHS), months(6)), negate(f(SIMPLE[3]))),
        ),
        at("artikel-3/lid-4", negate(f(SIMPLE[5]))),
    )
    channels = {
        Channel.GRANT: at("artikel-7/lid-1", both(Use("doelgroep", B), f(SIMPLE[1]))),
        Channel.ONLY: only,
        Channel.REFUSE: at("artikel-7/lid-4", either(Marked(f(JUDGED[2]), "", True), f(SIMPLE[4]))),
        Channel.MAY_REFUSE: at("artikel-3/lid-1/onderdeel-b", f(SIMPLE[6])),
    }
    definitions = (
        DefinitionInfo("doelgroep", f(SIMPLE[0]), "stichtse_vecht/artikel-1/lid-1", "de persoon hoort tot de doelgroep"),
        DefinitionInfo("eerste_periode", apply(Op.PERIOD, Scalar.PERIOD, begin, f("plaatsing.eerste_einde", Scalar.DATE)), "stichtse_vecht/artikel-7"),
        DefinitionInfo("hele_periode", apply(Op.PERIOD, Scalar.PERIOD, begin, f("plaatsing.einde", Scalar.DATE)), "stichtse_vecht/artikel-7"),
    )
    return snapshot(facts, channels, definitions, (MONTH_END, AFTER_ILLNESS))
