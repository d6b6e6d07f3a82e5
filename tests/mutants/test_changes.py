"""What is changed: each kind on a node that has it, and nothing on one that has not."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from town import every, files

from waterdicht.dsl import tree
from waterdicht.mutants.changes import INSTEAD, Kind, changes, other_label
from waterdicht.mutants.mutants import mutants, sample, with_mutant
from waterdicht.mutants.report import words

A, B, C = tree.Name("a"), tree.Name("b"), tree.Name("c")


def become(node: object, kind: Kind) -> list[object]:
    """What a node becomes by one kind of change."""
    return [other for found, other in changes(node) if found is kind]


def test_numbers() -> None:
    assert become(tree.Number(Fraction(3)), Kind.NUMBER) == [tree.Number(Fraction(4)), tree.Number(Fraction(2))]
    assert become(tree.Money(100), Kind.NUMBER) == [tree.Money(101), tree.Money(99)]
    assert become(tree.Quantity(0, "dagen"), Kind.NUMBER) == [tree.Quantity(1, "dagen")]
    assert become(tree.DateLiteral(date(2024, 2, 28)), Kind.NUMBER) == [tree.DateLiteral(date(2024, 2, 29)), tree.DateLiteral(date(2024, 2, 27))]
    assert become(A, Kind.NUMBER) == []


def test_units_and_words() -> None:
    assert become(tree.Quantity(6, "maanden"), Kind.UNIT) == [tree.Quantity(6, "dagen")]
    assert become(tree.Quantity(6, "uur per week"), Kind.UNIT) == []
    assert become(tree.Junction("en", (A, B)), Kind.JUNCTION) == [tree.Junction("of", (A, B))]
    items = (tree.ListItem("a", A), tree.ListItem("b", B))
    assert become(tree.ConditionList("alle van", items), Kind.JUNCTION) == [tree.ConditionList("een of meer van", items)]


def test_conditions() -> None:
    assert become(tree.Junction("en", (A, B)), Kind.DROPPED) == [B, A]
    assert become(tree.Junction("en", (A, B, C)), Kind.DROPPED)[0] == tree.Junction("en", (B, C))
    assert become(tree.Junction("en", (A, tree.Not(B))), Kind.NEGATED) == [tree.Junction("en", (tree.Not(A), tree.Not(B))), tree.Junction("en", (A, B))]
    norm = tree.Norm("college", "mag", ("hulp",), "toekennen", "toekennen", condition=A, unless=B)
    assert [(each.condition, each.unless) for each in become(norm, Kind.DROPPED) if isinstance(each, tree.Norm)] == [(None, B), (A, None)]
    assert [(each.condition, each.unless) for each in become(norm, Kind.NEGATED) if isinstance(each, tree.Norm)] == [(tree.Not(A), B), (A, tree.Not(B))]
    hardship = tree.Hardship("persoon", (), A)
    assert become(hardship, Kind.DROPPED) == []
    assert become(tree.ConditionList("alle van", (tree.ListItem("a", A),)), Kind.DROPPED) == []


def test_a_definition_is_negated_where_it_is_a_condition() -> None:
    met = tree.Definition("x", "betekent", tree.Comparison("is", A, B))
    assert [each.body for each in become(met, Kind.NEGATED) if isinstance(each, tree.Definition)] == [tree.Not(met.body)]
    assert become(tree.Definition("x", "betekent", tree.Money(3)), Kind.NEGATED) == []


def test_provisions() -> None:
    norm = tree.Norm("college", "mag", ("hulp",), "toekennen", "toekennen")
    text = tree.NotFormalised("niets")
    both = tree.Node("lid", "1", "", sentences=(norm, text))
    assert become(both, Kind.REMOVED) == [tree.Node("lid", "1", "", sentences=(text,))]
    assert become(tree.Node("lid", "1", "", sentences=(norm,)), Kind.REMOVED) == [tree.Node("lid", "1", "", sentences=(INSTEAD,))]
    assert become(tree.Node("lid", "1", "", sentences=(text,)), Kind.REMOVED) == []


@pytest.mark.parametrize(("label", "after", "before"), [("2", "3", "1"), ("1", "2", ""), ("a", "b", ""), ("8a", "8b", ""), ("8b", "8c", "8a"), ("z", "", "y")])
def test_labels(label: str, after: str, before: str) -> None:
    assert (other_label(label, 1), other_label(label, -1)) == (after, before)


def test_references_keep_what_is_above() -> None:
    said = tree.Reference((tree.Step("artikel", "3"), tree.Step("lid", "2")), "wet")
    assert [words(said, each)[1] for each in become(said, Kind.REFERENCE)] == ["artikel 3 lid 3 van wet", "artikel 3 lid 1 van wet"]
    assert become(tree.Reference((), "wet"), Kind.REFERENCE) == []


def test_validity() -> None:
    assert [each.on for each in become(tree.HeaderClause("in werking", on=date(2024, 1, 1)), Kind.VALIDITY) if isinstance(each, tree.HeaderClause)] == [
        date(2024, 1, 2),
        date(2023, 12, 31),
    ]
    assert become(tree.HeaderClause("vastgesteld", ("raad",), date(2024, 1, 1)), Kind.VALIDITY) == []
    until = tree.DatedValue(date(2024, 1, 1), A, until=date(2024, 12, 31))
    assert len(become(until, Kind.VALIDITY)) == 4


def test_every_mutant_differs_in_one_place_and_is_a_regulation() -> None:
    original = next(each for each in files()[0].documents if isinstance(each, tree.RegulationDocument))
    assert all(each.document != original for each in every())
    assert [each.number for each in every()] == list(range(1, len(every()) + 1))
    changed = with_mutant(files(), every()[0])
    assert [new == old for new, old in zip(changed[0].documents, files()[0].documents, strict=True)].count(False) == 1
    assert all("→" not in part for each in every() for part in words(each.before, each.after))


def test_addresses_go_down_to_items_of_lists() -> None:
    listed = tree.ConditionList("alle van", (tree.ListItem("a", tree.Comparison("is", A, tree.Number(Fraction(1)))), tree.ListItem("b", B)))
    norm = tree.Norm("college", "mag", ("hulp",), "toekennen", "toekennen", condition=listed)
    document = tree.RegulationDocument("wet", "w", "W", (), (), (tree.Node("artikel", "1", "", sentences=(norm,)),))
    found = mutants((tree.SourceFile("w.norm", "1", (document,)),), "w")
    assert [each.address for each in found if each.kind is Kind.NUMBER] == ["w/artikel-1/onderdeel-a"] * 2


def test_a_sample_follows_from_its_seed() -> None:
    assert sample(every(), 5, 1) == sample(every(), 5, 1)
    assert len(sample(every(), 5, 1)) == 5
    assert sample(every(), 5, 1) != sample(every(), 5, 2)
    assert sample(every(), 0, 1) == sample(every(), 10_000, 1) == every()
