"""The generated part of the documentation: `python -m waterdicht.cli.reference docs/reference`, or `make docs`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from waterdicht.cli.check_pages import check_pages
from waterdicht.cli.schemas import all_schemas
from waterdicht.dsl.catalogue import page, title
from waterdicht.dsl.codes import Code

HEADER = "<!-- Made by `make docs` from the catalogue; change that, not this file. -->\n\n"


def pages() -> dict[str, str]:
    """Every generated file by its path below the reference folder."""
    found = {f"codes/{code.value}.md": f"{HEADER}{page(code, 'nl')}\n---\n\n{page(code, 'en')}" for code in Code}
    found["codes/index.md"] = code_index()
    found |= {f"checks/{name}": HEADER + text for name, text in check_pages().items()}
    for name, schema in all_schemas().items():
        found[f"schemas/{name}.json"] = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    return found


def code_index() -> str:
    """The list of all codes."""
    rows = [f"| [{code.value}]({code.value}.md) | {title(code, 'nl')} | {title(code, 'en')} |" for code in sorted(Code, key=lambda code: code.value)]
    return HEADER + "\n".join(["# Codes", "", "| code | Nederlands | English |", "|---|---|---|", *rows]) + "\n"


def write(folder: Path) -> None:
    """Write every generated file, and remove generated files that are no longer made."""
    made = pages()
    for name, text in made.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
    for place in generated(folder):
        if place.relative_to(folder).as_posix() not in made:
            place.unlink()


def generated(folder: Path) -> tuple[Path, ...]:
    """Every file in the folders that hold nothing but generated files."""
    return (*folder.glob("codes/*.md"), *folder.glob("checks/*.md"), *folder.glob("schemas/*.json"))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
