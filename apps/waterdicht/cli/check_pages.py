"""The pages about checks in the reference: each with what it means, an example that fires, a near miss, and what to do."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from waterdicht.cli.explain import check_parts, read_checks

INDEX_NL = """\
# Controles

Elke controle van `waterdicht verify`, bij de naam die in uitkomsten en in `aanvaard.toml` staat. `waterdicht explain NAAM` toont de korte
tekst. De twee voorbeelden op elke bladzijde worden door de tests uitgevoerd.

*Fout*: een gebrek, hoe de tekst ook is bedoeld. *Bevinding*: vraagt het oordeel van een jurist. *Opmerking*: ter informatie. Fouten en
bevindingen die niet zijn aanvaard, geven slotcode 1; `--level` verlegt die grens ([ci](../../how-to/ci.md)). Een uitkomst is *bewezen* (zo'n
geval is er niet), *weerlegd* (hier is er een) of *onbeslist*; het laatste telt nooit als goed. Elk getoond geval is nagerekend, door de
referentie en door de gegenereerde Python.

Een controle gebeurt op elke stand van het recht waarin een regeling voorkomt; dezelfde bevinding op verscheidene is één bevinding. Per
regeling kan een controle worden uitgeschakeld, met een reden: [cli](../cli.md#switched-off-checks).
"""
INDEX_EN = """\
# Checks

Every check of `waterdicht verify`, by the name that stands in results and in `aanvaard.toml`. `waterdicht explain NAME` shows the short
text. The two examples on each page are run by the tests.

An *error* is a defect whatever anyone intended. A *warning* needs a lawyer's eye. A *note* is information. Errors and warnings that are not
accepted give exit code 1; `--level` moves that line ([ci](../../how-to/ci.md)). A result is *proved* (no such case exists), *refuted* (here
is one) or *undecided*, which never counts as success. Every case shown has been replayed, by the reference and by the generated Python.

A check is done on every snapshot of the law in which a regulation occurs; the same finding on several is one finding. A check can be
switched off for a regulation, with a reason: [cli](../cli.md#switched-off-checks).
"""


def read_examples() -> dict[str, dict[str, str]]:
    """The two examples of each check, by name."""
    return tomllib.loads((Path(__file__).parent / "check_examples.toml").read_text(encoding="utf-8"))


def check_pages() -> dict[str, str]:
    """Every page about checks by its name below `checks/`, the index included."""
    checks, examples = read_checks(), read_examples()
    pages = {f"{name}.md": "\n\n".join(page_parts(name, texts, examples[name])) + "\n" for name, texts in checks.items()}
    return {"index.md": index(checks), **pages}


def index(checks: Mapping[str, Mapping[str, str]]) -> str:
    """The list of all checks with the question that each one asks."""
    rows = [f"| [{name}]({name}.md) | {texts['title_nl']} | {texts['title_en']} |" for name, texts in checks.items()]
    return "\n".join([INDEX_NL, "---", "", INDEX_EN, "| check | Nederlands | English |", "|---|---|---|", *rows]) + "\n"


def page_parts(name: str, texts: Mapping[str, str], example: Mapping[str, str]) -> Iterator[str]:
    """One page, paragraph by paragraph: the text in Dutch and in English, then the examples, which are in Dutch like the law."""
    yield f"# {name}: {texts['title_nl']}"
    yield from check_parts(texts, "nl")
    yield "---"
    yield f"# {name}: {texts['title_en']}"
    yield from check_parts(texts, "en")
    yield "---"
    yield "## Dit wordt gevonden / This is found"
    yield from blocks(example, "fires")
    if "also" in example:
        yield f"Hier meldt zich ook [{example['also']}]({example['also']}.md). / This one speaks up here too."
    yield "## Dit net niet / A near miss"
    yield f"{example['near_nl']} / {example['near_en']}"
    yield from blocks(example, "near")


def blocks(example: Mapping[str, str], which: str) -> Iterator[str]:
    """One example: the text, and the acceptances beside it."""
    yield f"```norm\n{example[which]}```"
    accepted = example.get(f"{which}_accept")
    if accepted:
        yield f"```toml\n# aanvaard.toml\n{accepted}```"
