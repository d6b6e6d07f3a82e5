"""The fenced examples in the documentation, with what each of them claims.

```norm [name=X] [file=X] [finds=CHECK[:SEVERITY]] [lacks=CHECK] [proves=THEOREM] [refutes=THEOREM]   a complete file
```norm-fragment [KIND]      a part of a file; KIND is one of WRAPPERS
```norm-values with=X        lines `expression → value`, on the words of the block called X
```python file=X            a program
```console                   lines `$ waterdicht …` or `$ python …` and what it prints, on the blocks with `file` before it in the page
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
GENERATED = tuple(ROOT / "docs" / "reference" / name for name in ("codes", "checks"))
"""Made from the catalogue, with bad examples on purpose; `tests/dsl/test_codes.py` and `test_check_pages.py` read those."""

FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[a-z-]+[^\n`]*)\n(?P<body>.*?)^(?P=indent)```\s*$", re.DOTALL | re.MULTILINE)

WRAPPERS = {
    "sentences": 'taal 1.\nverordening voorbeeld "Voorbeeld"\nartikel 1 "Voorbeeld"\n  lid 1 "voorbeeld"\n{}\n',
    "headings": 'taal 1.\nbeleid voorbeeld "Voorbeeld"\n{}\n',
    "header": 'taal 1.\nverordening voorbeeld "Voorbeeld"\n{}\nartikel 1 "Voorbeeld"\n  niet geformaliseerd: "voorbeeld".\n',
    "declarations": 'taal 1.\nbegrippen voorbeeld "Voorbeeld"\n{}\n',
    "theorems": "taal 1.\nstellingen voorbeeld\n{}\n",
    "scenarios": "taal 1.\nscenario's voorbeeld\n{}\n",
}
"""What stands around a fragment when it is parsed. `expressions` has one expression on each line."""


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced example. `claims` are the words after its language, as pairs."""

    page: str
    line: int
    language: str
    words: tuple[str, ...]
    claims: tuple[tuple[str, str], ...]
    body: str

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"

    def claim(self, name: str) -> tuple[str, ...]:
        """Everything claimed under one word."""
        return tuple(value for key, value in self.claims if key == name)


def pages() -> tuple[Path, ...]:
    """Every page of the documentation that is written by hand, and the README."""
    found = sorted(path for path in (ROOT / "docs").rglob("*.md") if not any(map(path.is_relative_to, GENERATED)))
    return (ROOT / "README.md", *found)


def blocks_of(page: Path) -> Iterator[Block]:
    """The fenced examples of one page, in order."""
    text = page.read_text(encoding="utf-8")
    for found in FENCE.finditer(text):
        language, *rest = found["info"].split()
        claims = tuple((key, value) for key, is_claim, value in (word.partition("=") for word in rest) if is_claim)
        indent = len(found["indent"])
        body = "".join(line[indent:] if line.strip() else line for line in found["body"].splitlines(keepends=True))
        line = text.count("\n", 0, found.start()) + 1
        yield Block(page.relative_to(ROOT).as_posix(), line, language, tuple(word for word in rest if "=" not in word), claims, body)


def all_blocks(language: str) -> tuple[Block, ...]:
    """All examples in one language."""
    return tuple(block for page in pages() for block in blocks_of(page) if block.language == language)


def named(page: str, name: str) -> Block:
    """The block of a page that is called so."""
    return next(block for block in blocks_of(ROOT / page) if name in block.claim("name"))


def wrapped(block: Block) -> str:
    """A fragment as a file that can be parsed."""
    kind = block.words[0] if block.words else "sentences"
    if kind == "expressions":
        lines = [line for line in block.body.splitlines() if line.strip() and not line.lstrip().startswith("#")]
        return WRAPPERS["sentences"].format("\n".join(f"    voorbeeld betekent {line}." for line in lines))
    return WRAPPERS[kind].format(block.body)
