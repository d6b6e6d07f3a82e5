"""Values: who gives them, with which priority, from which day; and what the ordinance may choose."""

from __future__ import annotations

from datetime import date

from laws import codes, fault, law, run, value

from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.runtime.values import UNKNOWN

TWO = """
wet w "W"
artikel 1
  lid 1
    hoogte bedraagt € 300,00 als persoon.a.
  lid 2
    {deviation}hoogte bedraagt € 400,00 als persoon.b.
"""
A, B, NEITHER = {"persoon.a": True, "persoon.b": False}, {"persoon.a": False, "persoon.b": True}, {"persoon.a": False, "persoon.b": False}
BOTH = {"persoon.a": True, "persoon.b": True}


def test_one_rule_applies_a_gap_and_an_overlap() -> None:
    model = law(TWO.format(deviation=""))
    assert value(model, "hoogte", A) == 300_00
    assert value(model, "hoogte", B) == 400_00
    assert value(model, "hoogte", NEITHER) == fault("geen_waarde")
    assert value(model, "hoogte", BOTH) == fault("dubbele_waarde")
    assert value(model, "hoogte", {"persoon.a": True}) is UNKNOWN
    assert value(model, "hoogte", {"persoon.b": False}) is UNKNOWN


def test_a_deviation_gives_priority() -> None:
    model = law(TWO.format(deviation="in afwijking van lid 1, "))
    assert value(model, "hoogte", BOTH) == 400_00
    assert value(model, "hoogte", A) == 300_00
    assert value(model, "hoogte", NEITHER) == fault("geen_waarde")


def test_a_deviation_on_another_value_gives_none() -> None:
    """`eerste` deviates from lid 1, which gives `hoogte`: not the same subject."""
    model = law("""
wet w "W"
artikel 1
  lid 1
    hoogte bedraagt € 300,00.
  lid 2
    in afwijking van lid 1, eerste bedraagt 2 maanden.
""")
    assert (value(model, "hoogte", {}), value(model, "eerste", {})) == (300_00, 2)


def test_set_aside_for_the_decision_a_value_is_for() -> None:
    """`hoogte` is for hulp: what is set aside for all hulp is set aside for its height, what is set aside for scholing is not."""
    text = """
wet w "W"
artikel 1
  hoogte bedraagt € 300,00.
artikel 2
  buiten toepassing blijft artikel 1 bij {decision} als persoon.a.
"""
    assert value(law(text.format(decision="hulp")), "hoogte", {"persoon.a": True}) == fault("geen_waarde")
    assert value(law(text.format(decision="hulp")), "hoogte", {"persoon.a": False}) == 300_00
    assert value(law(text.format(decision="ander")), "hoogte", {"persoon.a": True}) == 300_00


def test_values_over_time_have_no_default() -> None:
    model = law("""
wet w "W"
artikel 1
  hoogte bedraagt: vanaf 1 januari 2024: € 300,00 ("Stcrt. 1"); vanaf 1 juli 2024: € 310,00.
""")
    assert value(model, "hoogte", {}, date(2023, 12, 31)) == fault("waarde_buiten_geldigheid")
    assert value(model, "hoogte", {}, date(2024, 1, 1)) == 300_00
    assert value(model, "hoogte", {}, date(2024, 6, 30)) == 300_00
    assert value(model, "hoogte", {}, date(2024, 7, 1)) == 310_00


def test_a_value_over_time_can_end() -> None:
    model = law("""
wet w "W"
artikel 1
  hoogte bedraagt:
    vanaf 1 januari 2024 tot en met 30 juni 2024: € 300,00 ("Stcrt. 1");
    vanaf 1 september 2024 tot en met 31 december 2024: € 310,00
    als persoon.a.
""")
    cases = [(date(2024, 6, 30), 300_00), (date(2024, 9, 1), 310_00), (date(2024, 12, 31), 310_00)]
    assert [value(model, "hoogte", {"persoon.a": True}, day) for day, _ in cases] == [cents for _, cents in cases]
    for outside in (date(2023, 12, 31), date(2024, 7, 1), date(2024, 8, 31), date(2025, 1, 1)):
        assert value(model, "hoogte", {"persoon.a": True}, outside) == fault("waarde_buiten_geldigheid")
    assert value(model, "hoogte", {"persoon.a": False}, date(2024, 7, 1)) == fault("geen_waarde")


def test_dates_of_a_table_that_do_not_go_up() -> None:
    table = 'wet w "W"\nartikel 1\n  hoogte bedraagt: vanaf 1 januari 2024 tot en met {}: € 1; vanaf 1 juli 2024: € 2.'
    assert codes(table.format("30 juni 2024")) == []
    assert codes(table.format("1 juli 2024")) == [("E408", 3)]
    assert codes(table.format("31 december 2023")) == [("E408", 3)]


def test_an_indexed_amount_follows_the_index_and_nothing_else() -> None:
    """€ 2.650 at prices of 2022 (index 110) is € 2.891 at an index of 120: 2650 times 120 / 110 = 2890,909…"""
    model = law("""
waarde cpi : decimaal.
wet w "W"
artikel 1
  cpi bedraagt:
    vanaf 1 januari 2022 tot en met 31 december 2022: 110 ("CBS");
    vanaf 1 januari 2024 tot en met 31 december 2024: 120 ("CBS").
artikel 2
  hoogte bedraagt € 2.650 naar prijspeil 2022 geïndexeerd met cpi afgerond op hele euro's.
""")
    assert value(model, "hoogte", {}, date(2022, 5, 1)) == 2650_00
    assert value(model, "hoogte", {}, date(2024, 5, 1)) == 2891_00
    assert value(model, "hoogte", {}, date(2023, 5, 1)) == fault("waarde_buiten_geldigheid")


def test_a_fraction_of_a_cent_is_a_fault_unless_rounding_is_laid_down() -> None:
    text = 'wet w "W"\nartikel 1\n  hoogte bedraagt {}.'
    facts = {"persoon.inkomen": 33_33}
    assert value(law(text.format("25% van persoon.inkomen")), "hoogte", facts) == fault("gebroken_cent")
    assert value(law(text.format("25% van persoon.inkomen")), "hoogte", {"persoon.inkomen": 100}) == 25
    assert value(law(text.format("25% van persoon.inkomen afgerond op hele centen")), "hoogte", facts) == 8_33
    for option, cents in {"half_omhoog": 8_33, "naar_boven": 8_34, "naar_beneden": 8_33}.items():
        read = f'lezing afronding : {option} "de verordening zwijgt".'
        assert value(law(text.format("25% van persoon.inkomen") + f"\n  {read}"), "hoogte", facts) == cents
    # a condition is computed exactly: 8,3325 is more than 8,33
    exact = text.format("€ 1 als 25% van persoon.inkomen is meer dan € 8,33")
    assert value(law(exact), "hoogte", facts) == 1_00


def test_amounts_are_exact_and_rounded_where_it_is_said() -> None:
    """25% of € 333,33 is € 83,3325: to whole cents € 83,33; to whole euros up € 84; half a cent goes up."""
    text = """
wet w "W"
artikel 1
  hoogte bedraagt {sum}.
"""
    for written, cents in {
        "25% van € 333,33 afgerond op hele centen": 83_33,
        "25% van € 333,33 afgerond op hele euro's naar boven": 84_00,
        "25% van € 333,33 afgerond op hele euro's naar beneden": 83_00,
        "€ 0,05 gedeeld door 2 afgerond op hele centen": 3,
        "laagste van (€ 300,00, persoon.inkomen)": 250_00,
        "hoogste van (€ 300,00, persoon.inkomen) min € 50,00": 250_00,
        "persoon.inkomen maal 3": 750_00,
    }.items():
        assert value(law(text.format(sum=written)), "hoogte", {"persoon.inkomen": 250_00}) == cents, written


def test_the_law_above_uses_what_the_ordinance_chose() -> None:
    """One version of the law seen from the ordinance: its value is the one the ordinance gives; seen by itself it is open."""
    text = """
wet w "W"
artikel 1
  hoogte bedraagt € 100,00 maal 2 als eerste is ten minste 2 maanden.
  hoogte bedraagt € 100,00 als eerste is minder dan 2 maanden.
  delegeert aan gemeenteraad: eerste, ten minste 1 maand, ten hoogste 3 maanden.
  delegeert aan gemeenteraad: tweede, meer dan eerste.
verordening v "V"
  gebruikt w.
artikel 1
  eerste bedraagt 2 maanden.
scenario's s
scenario "onder de verordening" over v op 1 mei 2024 verwacht waarde hoogte : € 200,00; waarde eerste : 2 maanden.
scenario "open" over w op 1 mei 2024 gegeven eerste is 1 maand; verwacht waarde hoogte : € 100,00.
"""
    assert run(text) == 3


def test_a_scenario_can_expect_that_there_is_no_value() -> None:
    """Unknown, or a fault by its code; a name that is neither, and a fault where an outcome is expected, are still errors."""
    text = """
verordening v "V"
artikel 1
  hoogte bedraagt:
    vanaf 1 januari 2024 tot en met 30 juni 2024: € 300;
    vanaf 1 juli 2025: € 400.
  tweede bedraagt eerste.
scenario's s
scenario "de laatste dag" over v op 30 juni 2024 verwacht waarde hoogte : € 300,00.
scenario "de dag erna" over v op 1 juli 2024 verwacht waarde hoogte : {after}.
scenario "niet gegeven" over v op 1 juli 2025 verwacht waarde tweede : onbekend; waarde hoogte : € 400,00.
"""
    assert run(text.format(after="waarde_buiten_geldigheid")) == 4
    for wrong in ("waarde_buiten", "3 maanden"):
        assert "E306" in [code for code, _ in codes(text.format(after=wrong))], wrong


def test_delegated_bounds_bind_the_ordinance_and_not_the_case() -> None:
    text = """
wet w "W"
artikel 1
  delegeert aan gemeenteraad: eerste, ten minste 1 maand, ten hoogste 3 maanden.
  delegeert aan gemeenteraad: tweede, meer dan eerste.
  college mag hulp toekennen als eerste is ten minste 5 maanden.
verordening v "V"
  gebruikt w.
artikel 1
  eerste bedraagt 5 maanden.
scenario's s
scenario "het geval volgt de keuze, ook een die niet mag" over v op 1 mei 2024 verwacht waarde eerste : 5 maanden.
"""
    assert run(text) == 1
    model = law(text)
    built = model.built["v"][0]
    case = Case(built.snapshot, {"deze_dag": date(2024, 5, 1)}, {})
    found = [(each.subject, each.comparator, evaluate(each.value, case)) for each in built.snapshot.regulations["w"].bounds]
    assert found == [("eerste", "ten minste", 1), ("eerste", "ten hoogste", 3), ("tweede", "meer dan", 5)]


def test_lists_with_an_absent_day_are_no_fault_where_a_day_is_near_another() -> None:
    text = """
wet w "W"
artikel 1
  college mag hulp toekennen als er is een x in persoon.premies waarvoor (x.datum is binnen 12 maanden vóór deze dag).
scenario's s
scenario "geen dag" over w op 1 mei 2024 gegeven persoon.premies is ({bedrag is € 3,00, datum ontbreekt});
  verwacht besluit hulp : geen grondslag.
scenario "de eerste dag die telt" over w op 1 mei 2024 gegeven persoon.premies is ({datum ontbreekt}; {datum is 1 mei 2023});
  verwacht besluit hulp : mag toekennen.
scenario "te lang geleden" over w op 1 mei 2024 gegeven persoon.premies is ({datum is 30 april 2023});
  verwacht besluit hulp : geen grondslag.
scenario "de dag zelf ligt er niet vóór" over w op 1 mei 2024 gegeven persoon.premies is ({datum is 1 mei 2024});
  verwacht besluit hulp : geen grondslag.
"""
    assert run(text) == 4
