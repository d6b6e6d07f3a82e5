"""What holds of every model: nothing changed means nothing changed, numbers mean nothing, and presence is what pruning says it is."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

from examples import HERE, compiled, example, parsed, regulation
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from trees import ADAPTATIONS, LISTED, nodes, regulations, tuples
from trees import CHOICES as CHOICE_DECLARATIONS

from waterdicht.compiler.compile import compile_documents
from waterdicht.compiler.models.instantiate import instantiate
from waterdicht.compiler.models.model_check import check_model
from waterdicht.compiler.models.places import lay_out
from waterdicht.compiler.models.presence import Atom, Configuration, implies, pieces
from waterdicht.compiler.models.prune import prune
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.parser import parse_text
from waterdicht.dsl.printer import print_file
from waterdicht.verifier.verify import verify

WORDS, MODEL, STAD = example("model", "stad")


PARAMETER = r"\bparameter ([a-zà-öø-ÿ][a-z0-9à-öø-ÿ_]*(?:\.[a-zà-öø-ÿ][a-z0-9à-öø-ÿ_]*)*)"

# --- nothing changed ------------------------------------------------------------------------


def without_marks(part: Any) -> Any:
    """A tree with nothing facultative in it, and no marks of an ordinance."""
    match part:
        case tree.MarkedSentence(_, sentence):
            return without_marks(sentence)
        case tuple():
            return tuple(without_marks(each) for each in part)
        case _ if hasattr(part, "__dataclass_fields__") and part.__class__.__module__ == tree.__name__:
            changes = {name: without_marks(getattr(part, name)) for name in part.__dataclass_fields__ if name not in ("span", "marks", "origin")}
            changes |= {"marks": ()} if "marks" in part.__dataclass_fields__ else {}
            return replace(part, **changes)
        case _:
            return part


@settings(max_examples=60)
@given(nodes("hoofdstuk") | nodes("artikel"), st.integers(1, 20))
def test_nothing_changed_is_the_text_of_the_model_with_values_put_in(node: tree.Node, weeks: int) -> None:
    """The values are put into the *text* by hand, and that is read again."""
    node = without_marks(node)
    document = tree.RegulationDocument("model", "m", "M", (), (), (node,))
    text = print_file(tree.SourceFile("m.norm", "1", (document,)))
    parts = re.split(r'("[^"\n]*")', text)
    assume(not any(re.search(f"{PARAMETER} van ", part) for part in parts[::2]))  # a number of weeks is no share
    names = sorted({name for part in parts[::2] for name in re.findall(PARAMETER, part)})
    value = f"{weeks} {'week' if weeks == 1 else 'weken'}"
    plain = "".join(part if part.startswith('"') else re.sub(PARAMETER, value, part) for part in parts)
    wanted, problems = parse_text(plain, "m.norm")
    assert wanted is not None and not problems
    declared = tuple(tree.ParameterDeclaration(name, "weken") for name in names)
    filled = tuple(tree.Fill(name, tree.Quantity(weeks, "weken")) for name in names)
    ordinance = tree.RegulationDocument("verordening", "v", "V", (), (), (), (), (), (tree.Follows("m"), *filled))
    made = regulation((tree.SourceFile("m.norm", "1", (replace(document, parameters=declared), ordinance)),), "v")
    (own,) = (each for each in wanted.documents if isinstance(each, tree.RegulationDocument))
    assert made.nodes == own.nodes


# --- numbers mean nothing -------------------------------------------------------------------

ARTICLES = ("1", "14a")
LIDS = ("1", "2", "3", "5")
THEOREMS = (HERE / "stad.norm").read_text(encoding="utf-8").partition("stellingen over_stad")[2]


@st.composite
def renumberings(draw: Any) -> dict[str, str]:
    """New labels, all different, for some articles and some lids of artikel 14a."""
    articles = draw(st.lists(st.sampled_from(["2", "7", "31b", "40"]), min_size=2, max_size=2, unique=True))
    lids = draw(st.lists(st.sampled_from(["11", "12", "13", "14", "15a"]), min_size=4, max_size=4, unique=True))
    chosen = {f"artikel {old}": f"artikel {new}" for old, new in zip(ARTICLES, articles, strict=True)}
    chosen |= {f"artikel 14a lid {old}": f"lid {new}" for old, new in zip(LIDS, lids, strict=True)}
    return {place: chosen[place] for place in draw(st.sets(st.sampled_from(sorted(chosen))))}


def proved(renumbered: dict[str, str]) -> list[tuple[str, str, int, object]]:
    """The verdict of every theorem on the example under other numbers, with the facts of its case."""
    text = (HERE / "stad.norm").read_text(encoding="utf-8").partition("\nartikel 14a\n")[0]
    text = text.partition("  vernummert")[0] + "".join(f"  vernummert {old} tot {new}.\n" for old, new in sorted(renumbered.items()))
    own = renumbered.get("artikel 14a", "artikel 14a")
    text += '\nartikel 50 "Slot" [nieuw]\n  niet geformaliseerd: "slot".\n\nstellingen over_stad' + THEOREMS.replace("artikel 14a", own)
    model = compiled((WORDS, MODEL, parsed(text, "stad.norm")))
    results = verify(model, jobs=1, only=("stelling",), readings=False)
    return [
        (each.subject, each.verdict.value, len(each.core), each.counterexample and dict(each.counterexample.facts))
        for each in results
        if each.subject.startswith("stad/")
    ]


@cache
def before() -> list[tuple[str, str, int, object]]:
    """The same under the numbers of the model."""
    return proved({})


@settings(max_examples=8)
@given(renumberings())
def test_renumbering_changes_no_verdict(renumbered: dict[str, str]) -> None:
    assert len(before()) == 4
    assert {verdict for _, verdict, _, _ in before()} == {"proved", "refuted"}
    assert proved(renumbered) == before()


# --- presence -------------------------------------------------------------------------------

MOST = 9 * 2**6
"""So many configurations are tried one by one."""

CHOICES = {
    "k": tree.ChoiceDeclaration("k", "", (tree.Option("a"), tree.Option("b"), tree.Option("c"))),
    "s": tree.ChoiceDeclaration("s", "", (tree.Option("x"), tree.Option("y")), several=True),
}
MARKS = st.one_of(
    st.just(()),
    st.just(()),
    st.just(()),
    st.just((tree.Facultative(),)),
    st.builds(lambda group: (tree.Facultative(group),), st.sampled_from(["g", "h"])),
    st.builds(lambda options: (tree.Variant(tuple(sorted(options)), "k"),), st.sets(st.sampled_from("abc"), min_size=1)),
    st.builds(lambda options: (tree.Variant(tuple(sorted(options)), "s"),), st.sets(st.sampled_from("xy"), min_size=1)),
    st.builds(lambda option: (tree.Facultative("g"), tree.Variant((option,), "k")), st.sampled_from("abc")),
)


@st.composite
def small_models(draw: Any) -> tree.RegulationDocument:
    """Three articles of two lids that refer to each other."""
    articles = []
    for number in ("1", "2", "3"):
        lids = tuple(tree.Node("lid", lid, "", "", (referring(draw),), (), draw(MARKS)) for lid in ("1", "2"))
        articles.append(tree.Node("artikel", number, "", "", (), lids, draw(MARKS)))
    return tree.RegulationDocument("model", "m", "M", (), (), tuple(articles), (), tuple(CHOICES.values()))


def referring(draw: Any) -> tree.Sentence:
    steps = [tree.Step("artikel", draw(st.sampled_from("123")))]
    steps += [tree.Step("lid", draw(st.sampled_from("12")))] if draw(st.booleans()) else []
    said = tree.NotApplicable((tree.Reference(tuple(steps)),), "", None)
    marks = draw(MARKS)
    return tree.MarkedSentence(marks, said) if marks else said


def configurations(document: tree.RegulationDocument) -> list[Configuration]:
    """Every choice that a municipality can make, one by one."""
    keys = sorted({atom.key for piece in pieces(document.nodes, "m") for atom in piece.presence if atom.key[0] != "keuze"})
    options = product(("a", "b", "c"), ({"x"}, {"y"}, {"x", "y"}), *([(False, True)] * len(keys)))
    return [
        Configuration({"k": frozenset({k}), "s": frozenset(s)}, frozenset(key for key, gone in zip(keys, left, strict=True) if gone)) for k, s, *left in options
    ]


@settings(max_examples=40)
@given(small_models())
def test_a_reference_is_reported_iff_some_configuration_leaves_it_without_its_target(document: tree.RegulationDocument) -> None:
    """Against all configurations, each pruned by itself."""
    chosen_from = configurations(document)
    assume(len(chosen_from) <= MOST)
    reported = {(problem.address, problem.arguments) for problem in check_model(lay_out(document)) if problem.code is Code.CAN_BE_LEFT_OUT}
    lost = set()
    for chosen in chosen_from:
        left = prune(document.nodes, "m", chosen)
        for article in left.nodes:
            for lid in article.children:
                for said in lid.sentences:
                    assert isinstance(said, tree.NotApplicable)
                    address = "m/" + "/".join(f"{step.kind}-{step.label}" for step in said.targets[0].steps)
                    home = f"m/artikel-{article.label}/lid-{lid.label}"
                    if address in left.gone:
                        lost.add((home, (("what", address.removeprefix("m/").replace("-", " ").replace("/", " ")),)))
    assert reported == lost


@given(st.lists(MARKS, max_size=3), st.lists(st.lists(MARKS, max_size=3), min_size=1, max_size=2))
def test_implication_is_reflexive_and_keeps_to_the_weaker(first: list[Any], others: list[list[Any]]) -> None:
    from waterdicht.compiler.models.presence import atoms

    def presence(marks: list[Any], place: str) -> tuple[Atom, ...]:
        return tuple(atom for number, each in enumerate(marks) for atom in atoms(each, place, number))

    mine = presence(first, "m/artikel-1")
    theirs = tuple(presence(each, f"m/artikel-{number}") for number, each in enumerate(others, 2))
    assert implies(mine, (mine,), CHOICES)
    assert implies(mine, ((),), CHOICES)
    assert implies((*mine, *theirs[0]), (mine,), CHOICES)


# --- whatever is written --------------------------------------------------------------------


@st.composite
def models_and_followers(draw: Any) -> tuple[tree.SourceFile, ...]:
    """A model and an ordinance with any text and any adaptations: most of it is wrong in some way."""
    model, ordinance = draw(regulations()), draw(regulations())
    choices, adaptations = draw(tuples(CHOICE_DECLARATIONS, 0)), draw(tuples(ADAPTATIONS, 0, 4))
    model = replace(model, kind="model", name="m", choices=choices, adaptations=())
    own = (tree.Follows("m", draw(st.just(()) | LISTED)), *adaptations)
    ordinance = replace(ordinance, kind="verordening", name="v", choices=(), adaptations=own)
    places = [tree.Place(tuple(steps)) for steps in steps_in(model.nodes, [])]
    if places:
        chosen = draw(st.lists(st.sampled_from(places), max_size=3))
        ordinance = replace(ordinance, adaptations=(*own, tree.LeaveOut(tuple(chosen), draw(st.booleans())))) if chosen else ordinance
    return (tree.SourceFile("x.norm", "1", (model, ordinance)),)


def steps_in(nodes_: tuple[tree.Node, ...], above: list[tree.Step]) -> list[list[tree.Step]]:
    """The steps to every heading of a model that has a number."""
    found = []
    for node in nodes_:
        here = above if node.kind in ("hoofdstuk", "paragraaf") else [*above, tree.Step(node.kind, node.label)]
        found += [here] if node.label and here else []
        found += steps_in(node.children, here)
    return found


@settings(max_examples=60)
@given(models_and_followers())
def test_whatever_is_written_gives_messages_and_no_traceback(files: tuple[tree.SourceFile, ...]) -> None:
    model, problems = compile_documents(files)
    assert model is not None or problems
    instances, _ = instantiate(files)
    made = next(each for each in instances.files[0].documents if isinstance(each, tree.RegulationDocument) and each.name == "v")
    assert isinstance(print_file(tree.SourceFile("x.norm", "1", (made,))), str)
