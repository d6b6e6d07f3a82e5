"""Instantiation: what an ordinance that follows a model says, against the same ordinance written out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from examples import HERE, compiled, example, found, parsed, regulation, said

from waterdicht.compiler.backends.python import compile_python
from waterdicht.dsl import tree
from waterdicht.dsl.diagnostics import Severity
from waterdicht.dsl.printer import print_file
from waterdicht.runtime.policy import load_source

WORDS, MODEL, DORP, STAD = example("model", "dorp", "stad")


def test_it_says_what_the_ordinance_says_written_out() -> None:
    wanted = regulation(example("dorp_voluit"), "dorp")
    got = regulation((WORDS, MODEL, DORP), "dorp")
    assert got.nodes == wanted.nodes
    assert got.readings == wanted.readings
    assert [clause.texts for clause in got.header if clause.kind == "gebruikt"] == [("modelwoorden",)]
    assert not got.choices


def test_it_means_what_the_ordinance_means_written_out() -> None:
    mine = compiled((WORDS, MODEL, DORP)).built["dorp"][0].snapshot
    theirs = compiled(example("dorp_voluit")).built["dorp"][0].snapshot
    assert mine.regulations["dorp"].contributions == theirs.regulations["dorp"].contributions
    assert mine.regulations["dorp"].values == theirs.regulations["dorp"].values
    assert {key: each.body for key, each in mine.definitions.items()} == {key: each.body for key, each in theirs.definitions.items()}


def all_nodes(nodes: tuple[tree.Node, ...]) -> Iterator[tree.Node]:
    for node in nodes:
        yield node
        yield from all_nodes(node.children)


def test_every_node_remembers_where_it_comes_from() -> None:
    origins = {(node.kind, node.label, node.title): node.origin for node in all_nodes(regulation((WORDS, MODEL, DORP), "dorp").nodes)}
    assert origins["artikel", "7", "Proefplaats in Dorp"] == "oefenmodel/artikel-14a"
    assert origins["lid", "4", "beslissen"] == "oefenmodel/artikel-14a/lid-5"
    assert origins["artikel", "12", "Nieuw in Dorp"] == ""
    assert origins["lid", "3", "weigeren"] == "", "a sentence was added: it no longer follows the model"


def test_explanations_say_what_a_provision_follows() -> None:
    policy = load_source(compile_python(compiled((WORDS, MODEL, DORP)).built["dorp"][0].snapshot))
    explanation = policy.decide("werkstage", {}, regulation="dorp")
    assert not isinstance(explanation, str)
    assert "wie (volgt artikel 4 lid 1 van oefenmodel)" in str(explanation.decision.trees[0])


def test_places_in_the_text_are_those_of_whoever_wrote_them() -> None:
    nodes = {(node.kind, node.label): node for node in all_nodes(regulation((WORDS, MODEL, DORP), "dorp").nodes)}
    assert nodes["artikel", "4"].span.file == "model.norm"
    assert nodes["artikel", "12"].span.file == "dorp.norm"
    (term,) = (said for said in nodes["lid", "4"].sentences if isinstance(said, tree.ActDuty))
    assert term.within is not None and term.within.span.file == "model.norm", "a value stands where its parameter stood"


def test_a_part_of_a_model_with_open_parameters() -> None:
    got = regulation((WORDS, MODEL, STAD), "stad")
    assert [node.label for node in got.nodes] == ["1", "2"], "of other chapters nothing is left"
    assert [child.label for node in got.nodes for child in node.children] == ["1", "14a", "20"]
    assert {each.name: each.value for each in got.parameters if each.name in ("duur", "leeftijd")} == {"duur": None, "leeftijd": tree.Quantity(21, "jaar")}
    facts = compiled((WORDS, MODEL, STAD)).built["stad"][0].snapshot.vocabulary.facts
    assert facts["parameter.duur"].constant and (facts["parameter.duur"].minimum, facts["parameter.duur"].maximum) == (1, 6)
    assert not facts["persoon.bijstand"].constant


def test_what_is_made_of_it_can_be_printed_and_read_again() -> None:
    made = regulation((WORDS, MODEL, DORP), "dorp")
    text = print_file(tree.SourceFile("x.norm", "1", (replace(made, adaptations=(), parameters=()),)))
    assert parsed(text).documents[0] == replace(made, adaptations=(), parameters=())


def test_a_model_is_left_alone_by_what_follows_it() -> None:
    alone = regulation((WORDS, MODEL), "oefenmodel")
    assert regulation((WORDS, MODEL, DORP, STAD), "oefenmodel") == alone
    assert said((WORDS, MODEL)) == said((WORDS, MODEL, DORP, STAD)) == []


# --- faults in the model, met in an ordinance -----------------------------------------------


def changed(file: tree.SourceFile, *changes: str) -> tree.SourceFile:
    """An example with pieces of its text changed: old and new by turns."""
    text = (HERE / file.path).read_text(encoding="utf-8")
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return parsed(text, file.path)


def test_a_fault_in_the_model_is_told_once() -> None:
    wrong = changed(MODEL, "persoon.ook_zonder;", "persoon.ook_sonder;")
    (only,) = found((WORDS, wrong, DORP, STAD))
    assert (only.code.value, only.address.partition("/")[0], only.suggestion) == ("E201", "oefenmodel", "persoon.ook_zonder")


def test_a_fault_that_an_ordinance_makes_of_the_model_names_both() -> None:
    wrong = changed(DORP, "  behoudt artikel 4.\n", "  laat artikel 1 vervallen.\n")
    problems = found((WORDS, MODEL, wrong))
    needed = [each for each in problems if each.code.value == "E255"]
    assert [(each.span.file, each.severity) for each in needed] == [("model.norm", Severity.ERROR)]


def test_a_word_whose_definition_is_left_out() -> None:
    model = changed(MODEL, 'artikel 1 "Doelgroep"\n', 'artikel 1 "Doelgroep" [facultatief]\n')
    model = parsed(print_file(model).replace("persoon als bedoeld in artikel 1", "persoon.bijstand"), "model.norm")
    ordinance = changed(DORP, "  behoudt artikel 4.\n", "  laat artikel 1 weg.\n")
    problems = found((WORDS, model, ordinance))
    unknown = [each for each in problems if each.code.value == "E201"]
    assert unknown and all(each.span.file == "model.norm" and each.related[0].file == "dorp.norm" for each in unknown)
    assert {"W257"} == {each.code.value for each in problems} - {"E201"}, "the model warns of it"


MISTAKES = [
    ("  behoudt artikel 4.\n", "  behoudt artikel 44.\n", "E253", ""),
    ("  behoudt artikel 4.\n", "  behoudt artikel 1.\n", "E452", ""),
    ("  behoudt artikel 4.\n", "  behoudt artikel 4.\n  laat artikel 4 weg.\n", "E454", ""),
    ("  behoudt artikel 4.\n", "  laat artikel 5 weg.\n", "E453", ""),
    ("  behoudt artikel 4.\n", "  laat artikel 14a lid 3 zin 3 weg.\n", "E253", ""),
    ("  behoudt artikel 4.\n", "  kiest ervaring voor doel_proefplaats.\n", "E454", ""),
    ("  behoudt artikel 4.\n", "  vervangt artikel 7 lid 3 onderdeel z door persoon.jong.\n", "E254", ""),
    ("volgt model oefenmodel.", "volgt model oefenmodellen.", "E250", "oefenmodel"),
    ("volgt model oefenmodel.", "volgt model oefenmodel alleen voor artikel 99.", "E253", ""),
    ("parameter duur in met 3 maanden", "parameter duur in met 7 maanden", "E351", ""),
    ("parameter duur in met 3 maanden", "parameter duur in met 3 weken", "E306", ""),
    ("parameter duur in met 3 maanden", "parameter duren in met 3 maanden", "E251", "duur"),
    ("parameter termijn in met 8 weken", "parameter termijn in met 56 dagen", "E306", ""),
    ("parameter hoogte in met € 600", "parameter hoogte in met 600", "E306", ""),
    ("  vult parameter duur in met 3 maanden.\n", "", "E450", ""),
    ("  kiest inschakeling voor doel_proefplaats.\n", "", "E451", ""),
    ("kiest inschakeling voor", "kiest inschakelen voor", "E206", "inschakeling"),
    ("kiest inschakeling voor doel_proefplaats", "kiest inschakeling voor doel_proefplek", "E252", "doel_proefplaats"),
    ("kiest inschakeling voor", "kiest inschakeling en ervaring voor", "E461", ""),
    ("vernummert artikel 14b tot artikel 8", "vernummert artikel 14d tot artikel 8", "E253", "artikel 14c"),
    ("vernummert artikel 14b tot artikel 8", "vernummert artikel 14b tot lid 8", "E459", ""),
    ("vernummert artikel 14b tot artikel 8", "vernummert artikel 14b tot artikel 9", "E221", ""),
    ('lid 5 "verlenging" [nieuw]', 'lid 4 "verlenging" [nieuw]', "E456", ""),
    ('lid 5 "verlenging" [nieuw]', 'lid 6 "verlenging" [vervangt]', "E254", ""),
    ('lid 5 "verlenging" [nieuw]', 'lid 5 "verlenging"', "E253", ""),
    ("zin [nieuw] college", "college", "E457", ""),
    ("zin [nieuw] college", "zin [vervangt zin 4] college", "E254", ""),
    ("zin [nieuw] college", "zin [facultatief] college", "E455", ""),
    ('artikel 12 "Nieuw in Dorp"', 'artikel 12 "Nieuw in Dorp" [nieuw]', "E455", ""),
]


@pytest.mark.parametrize(("old", "new", "code", "suggestion"), MISTAKES, ids=[f"{code} {new.strip()[:40]}" for _, new, code, _ in MISTAKES])
def test_mistakes_have_a_code_and_say_what_was_meant(old: str, new: str, code: str, suggestion: str) -> None:
    problems = found((WORDS, MODEL, changed(DORP, old, new)))
    assert code in {each.code.value for each in problems}
    first = next(each for each in problems if each.code.value == code)
    assert first.span.file == "dorp.norm" or first.related[0].file == "dorp.norm"
    assert suggestion in first.suggestion


def test_a_reference_to_what_is_left_out_never_means_what_took_its_number() -> None:
    model = changed(MODEL, "buiten toepassing blijft lid 3 onderdeel a", "buiten toepassing blijft artikel 4 lid 1")
    ordinance = changed(
        DORP, "  behoudt artikel 4.\n", "  laat artikel 4 weg.\n  vernummert artikel 5 tot artikel 4.\n",
        "  laat artikel 14a lid 4 weg.\n", "", "  vernummert artikel 14a lid 5 tot lid 4.\n", "", 'lid 5 "verlenging"', 'lid 6 "verlenging"',
    )  # fmt: skip
    problems = found((WORDS, model, ordinance))
    assert ("W256", Severity.WARNING) in {(each.code.value, each.severity) for each in problems}
    made = regulation((WORDS, model, ordinance), "dorp")
    (lid,) = (node for node in all_nodes(made.nodes) if node.title == "ook zonder")
    (sentence,) = lid.sentences
    assert isinstance(sentence, tree.NotApplicable)
    assert sentence.targets[0].regulation == "oefenmodel"


# --- shapes -----------------------------------------------------------------------------------

SHAPES = """taal 1.
begrippen woorden "W"
soort persoon.
feit persoon.a : ja/nee.
feit persoon.b : ja/nee.
feit persoon.c : ja/nee.
besluit hulp.
model m "M"
  keuze k : een of twee.
hoofdstuk 1 "Vast"
artikel 1
  college mag hulp toekennen als alle van:
    a. een of meer van:
      1°. persoon.a,
      2°. [facultatief] persoon.b,
      3°. [variant twee van k] persoon.c;
    b. [variant een van k] persoon.b;
    b. [variant twee van k] persoon.c.
  besluit hulp vermeldt in ieder geval:
    a. "wat";
    b. [facultatief] "waarom".
hoofdstuk 2 "Los" [facultatief]
artikel 2
  niet geformaliseerd: "x".
paragraaf 2.1 "Dieper"
artikel 3
  niet geformaliseerd: "x".
"""


def shaped(*adaptations: str) -> tuple[tree.Node, ...]:
    """The nodes of an ordinance that makes something of these shapes."""
    text = SHAPES + 'verordening v "V"\n  volgt model m.\n' + "".join(f"  {each}.\n" for each in adaptations)
    return regulation((parsed(text),), "v").nodes


def norm_of(found: tuple[tree.Node, ...]) -> tree.ConditionList:
    (said,) = (each for each in found[0].children[0].sentences if isinstance(each, tree.Norm))
    assert isinstance(said.condition, tree.ConditionList)
    return said.condition


def test_chapters_items_and_what_a_decision_states() -> None:
    whole = shaped("kiest een voor k")
    assert [(node.kind, node.label) for node in all_nodes(whole)] == [
        ("hoofdstuk", "1"), ("artikel", "1"), ("hoofdstuk", "2"), ("artikel", "2"), ("paragraaf", "2.1"), ("artikel", "3"),
    ]  # fmt: skip
    left = shaped("kiest een voor k", "laat hoofdstuk 2 weg", "laat artikel 1 onderdeel a onder 2° weg")
    assert [node.label for node in left] == ["1"]
    first, second = norm_of(left).items
    assert isinstance(first.condition, tree.ConditionList)
    assert [(item.label, item.condition) for item in first.condition.items] == [("1", tree.Name("persoon.a"))]
    assert (second.label, second.condition) == ("b", tree.Name("persoon.b"))


def test_variants_of_one_item_share_its_letter() -> None:
    first, second = norm_of(shaped("kiest twee voor k")).items
    assert isinstance(first.condition, tree.ConditionList)
    assert [item.label for item in first.condition.items] == ["1", "2", "3"]
    assert (second.label, second.condition) == ("b", tree.Name("persoon.c"))


def test_items_are_renumbered_and_replaced_by_their_own_numbers() -> None:
    found = shaped(
        "kiest een voor k", "laat artikel 1 onderdeel a onder 1° vervallen", "vernummert artikel 1 onderdeel a onder 2° tot onder 1°",
        "vervangt artikel 1 onderdeel a onder 1° door persoon.c",
    )  # fmt: skip
    first = norm_of(found).items[0].condition
    assert isinstance(first, tree.ConditionList)
    assert [(item.label, item.condition) for item in first.items] == [("1", tree.Name("persoon.c"))]


def test_what_a_decision_states_can_be_left_out_too() -> None:
    (states,) = (each for each in shaped("kiest een voor k")[0].children[0].sentences if isinstance(each, tree.Contents))
    assert [item.label for item in states.items] == ["a", "b"]


def test_a_new_chapter_takes_in_the_places_of_the_model_that_it_names() -> None:
    """Named without a mark they move there, opened as anywhere else; chapters in which nothing is left are gone; the same word for word otherwise."""
    text = (HERE / "stad.norm").read_text(encoding="utf-8")
    own = (
        text.partition("\nartikel 14a\n")[0]
        + """
hoofdstuk 7 "Voorzieningen" [nieuw]
paragraaf 7.1 "Werk"
artikel 14a "Proefplaats in Stad"
  lid 3
    zin [vervangt zin 2] college mag proefplaats uitsluitend toekennen als persoon.jong.
artikel 20 "Slot"
  niet geformaliseerd: "citeertitel".
"""
    )
    made = regulation((WORDS, MODEL, parsed(own, "stad.norm")), "stad")
    moved = [(node.kind, node.label) for node in all_nodes(made.nodes) if node.kind not in ("lid", "onderdeel")]
    assert moved == [("hoofdstuk", "1"), ("artikel", "1"), ("hoofdstuk", "7"), ("paragraaf", "7.1"), ("artikel", "14a"), ("artikel", "20")]
    before = next(node for node in all_nodes(regulation((WORDS, MODEL, STAD), "stad").nodes) if node.label == "14a")
    after = next(node for node in all_nodes(made.nodes) if node.label == "14a")
    assert (after.children, after.origin) == (before.children, "oefenmodel/artikel-14a")
    assert after.title == "Proefplaats in Stad"
    for mark in ("nieuw", "vervangt"):
        wrong = own.replace('artikel 14a "Proefplaats in Stad"', f'artikel 14a "Proefplaats in Stad" [{mark}]')
        assert "E455" in {each.code.value for each in found((WORDS, MODEL, parsed(wrong, "stad.norm")))}, mark
    assert found((WORDS, MODEL, parsed(own, "stad.norm"))) == ()
