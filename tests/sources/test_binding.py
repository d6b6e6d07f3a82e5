"""Bound, changed, missing and unbound: for each a policy on which it is said and a near miss on which it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented import DORP, POLICY, RECIPE, Village, codes, digest, with_sentence

from waterdicht.sources.bind import bind
from waterdicht.sources.bindings import read_folder
from waterdicht.sources.lock import read_lock


@pytest.fixture
def village(tmp_path: Path) -> Village:
    """A bound village."""
    place = Village(tmp_path)
    place.source()
    assert place.bind() == ()
    return place


def test_the_lock_has_every_lid_and_no_text(village: Village) -> None:
    text = (village.folder / "bron.lock.toml").read_text()
    ((lock,), problems) = read_lock(village.folder / "bron.lock.toml")
    assert problems == ()
    assert [(each.address, each.sentences, each.items) for each in lock.lids] == [
        ("artikel-1", 1, 2), ("artikel-2/lid-1", 2, 4), ("artikel-2/lid-2", 2, 0), ("artikel-3", 1, 0),
    ]  # fmt: skip
    assert not [word for word in ("buurt", "premie", "vier weken") if word in text]
    assert lock.lids[3].fingerprint == digest("Het college kan nadere regels stellen.")


def test_bound(village: Village) -> None:
    (note,) = village.check()
    assert codes((note,)) == [("W723", 5)]
    assert dict(note.arguments)["bound"] == "4"
    assert "0 gewijzigd" in dict(note.arguments)["how"]


def test_without_the_imported_text_only_change_is_not_judged(village: Village) -> None:
    (village.store / "dorp.json").unlink()
    (note,) = village.check()
    assert "niet vergeleken" in dict(note.arguments)["how"]
    assert codes(village.check(POLICY.replace('  lid 2 "hoeveel"\n    niet geformaliseerd: "het bedrag staat vast".\n', "")))[0] == ("E720", 9)


def test_missing(village: Village) -> None:
    without = POLICY.replace('  lid 2 "hoeveel"\n    niet geformaliseerd: "het bedrag staat vast".\n', "")
    found = village.check(without)
    assert codes(found) == [("E720", 9), ("W723", 5)]
    assert found[0].address == "dorp/artikel-2/lid-2"
    nowhere = village.check(POLICY[: POLICY.index("artikel 3")])
    assert codes(nowhere) == [("E720", 5), ("W723", 5)]


def test_a_sentence_that_the_source_does_not_have(village: Village) -> None:
    assert codes(village.check(with_sentence(2))) == [("W723", 5)]
    found = village.check(with_sentence(3))
    assert codes(found) == [("W728", 13), ("W723", 5)]
    assert (found[0].address, dict(found[0].arguments)["count"]) == ("dorp/artikel-2/lid-1/volzin-3", "2")


def test_an_article_declared_as_a_whole_accounts_for_its_lids_and_a_formalised_one_does_not(village: Village) -> None:
    start, end = POLICY.index("  lid 1"), POLICY.index("artikel 3")
    declared = POLICY[:start] + '  niet geformaliseerd: "hier niet".\n' + POLICY[end:]
    assert codes(village.check(declared)) == [("W723", 5)]
    formalised = POLICY[:start] + "  college mag premie toekennen.\n" + POLICY[end:]
    assert codes(village.check(formalised)) == [("E720", 9), ("E720", 9), ("E721", 9), ("W723", 5)]


def test_unbound(village: Village) -> None:
    more = POLICY.replace('artikel 3 "', '  lid 3 "verzonnen"\n    doel: "x".\nartikel 3 "')
    found = village.check(more)
    assert codes(found) == [("E721", 14), ("W723", 5)]
    assert found[0].address == "dorp/artikel-2/lid-3"


def test_changed(village: Village) -> None:
    other = DORP.replace("€ 100", "€ 125")
    village.source(other)
    assert codes(village.check()) == [("E717", 1), ("E719", 12), ("W723", 5)]
    # The recipe as it was, with the text of the new file: somebody imported another source.
    (village.folder / "bron.toml").write_text(RECIPE.format(sha=digest(DORP)))
    found = village.check()
    assert codes(found) == [("E719", 12), ("W723", 5)]
    assert found[0].address == "dorp/artikel-2/lid-2"


def test_a_text_that_is_only_laid_out_otherwise_has_not_changed(village: Village) -> None:
    village.source(DORP.replace("Zij wordt één keer", "Zij  wordt één\nkeer"))
    (village.folder / "bron.toml").write_text(RECIPE.format(sha=digest(DORP)))
    assert codes(village.check()) == [("W723", 5)]


def test_binding_again_says_what_changed(village: Village) -> None:
    village.source(DORP.replace("€ 100", "€ 125"))
    done, problems = bind(village.folder, village.versions(), village.store)
    assert problems == ()
    assert [each.changed for each in done.bound] == [("artikel-2/lid-2",)]


def test_a_recipe_that_changed_makes_the_lock_stale(village: Village) -> None:
    path = village.folder / "bron.toml"
    path.write_text(path.read_text() + 'artikelen = ["1"]\n')
    assert [code for code, _ in codes(village.check())] == ["E717", "W723"]
    path.unlink()
    assert [code for code, _ in codes(village.check())] == ["E717", "W722"]


def test_what_was_not_imported_keeps_its_lock(village: Village) -> None:
    before = (village.folder / "bron.lock.toml").read_text()
    (village.store / "dorp.json").unlink()
    assert codes(village.bind()) == [("W718", 1)]
    assert (village.folder / "bron.lock.toml").read_text() == before


def test_a_policy_without_a_recipe_and_a_recipe_without_a_policy(tmp_path: Path) -> None:
    place = Village(tmp_path)
    assert codes(place.check()) == [("W722", 5)]
    place.source()
    assert codes(place.check()) == [("W722", 5)]
    elsewhere = POLICY.replace("verordening dorp", "verordening stad")
    assert codes(place.bind(elsewhere)) == [("W726", 1)]
    assert codes(place.check(elsewhere)) == [("W722", 5)]


def test_versions_are_matched_by_their_first_day(tmp_path: Path) -> None:
    place = Village(tmp_path)
    two = RECIPE.replace("[[versie]]", '[[versie]]\nnaam = "2024-01-01"') + RECIPE.partition("\n")[2].replace(
        "[[versie]]", '[[versie]]\nnaam = "nieuw"\nvanaf = 2025-01-01'
    )
    place.source(recipe=two)
    assert codes(place.bind()) == [("W726", 1)]
    assert codes(place.check()) == [("W723", 5)]
    assert codes(place.check(POLICY.replace("2024", "2023"))) == [("W722", 5)]
    newer = POLICY.replace("2024", "2025")
    assert codes(place.bind(newer)) == [("W726", 1)]
    ((first, second), _) = read_lock(tmp_path / "bron.lock.toml")
    assert (first.name, second.name) == ("dorp@2024-01-01", "dorp@nieuw")
    assert codes(place.check(newer)) == [("W723", 5)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("leden = 4", "leden = 5"),
        ("leden = 4", ""),
        ("zinnen = 1", 'zinnen = "een"'),
        ('vingerafdruk = "', 'vingerafdruk = "x'),
        ("[versie.lid]", "[versie.leden]"),
        ('regeling = "dorp"', "regeling = dorp"),
    ],
)
def test_a_lock_that_was_changed_by_hand(village: Village, old: str, new: str) -> None:
    path = village.folder / "bron.lock.toml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    folder, problems = read_folder(village.folder)
    assert {each.code.value for each in problems} == {"E716"}
    assert folder.locks == ()
    assert village.bind() == ()  # everything in it can be made anew
    assert codes(village.check()) == [("W723", 5)]


def test_a_broken_lock_that_cannot_be_made_anew_is_left_alone(village: Village) -> None:
    path = village.folder / "bron.lock.toml"
    path.write_text("kapot")
    (village.store / "dorp.json").unlink()
    assert [code for code, _ in codes(village.bind())] == ["E716", "W718"]
    assert path.read_text() == "kapot"


@pytest.mark.parametrize(
    ("reason", "said"), [("organisatei: wie het doet", True), ("organisatie: wie het doet", False), ("gaat over mandaat: wie het doet", False)]
)
def test_a_kind_of_reason_that_is_almost_right(village: Village, reason: str, said: bool) -> None:
    found = village.check(POLICY.replace("het bedrag staat vast", reason))
    assert [code for code, _ in codes(found)] == (["E724", "W723"] if said else ["W723"])
    assert not said or found[0].suggestion == "organisatie"
