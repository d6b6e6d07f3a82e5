"""Finds for each change of a check that its own examples do not notice a test that does: `python tests/honesty/noticed.py` writes them to noticed.toml."""

from __future__ import annotations

import json
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "compiler")]

from cases import Expected, cases, holds  # noqa: E402 - after the path
from catalogue import functions_of_checks  # noqa: E402 - idem
from changes import Change, changed, changes  # noqa: E402 - idem
from witnesses import notices, witnesses  # noqa: E402 - idem

LIST = HERE / "noticed.toml"
HEAD = "# Which test notices a change that the examples of a check do not: found by tests/honesty/noticed.py, tried by test_honesty.py.\n\n"


def known() -> dict[str, str]:
    """What the list says."""
    return tomllib.loads(LIST.read_text(encoding="utf-8")) if LIST.exists() else {}


def checks_by_function() -> dict[FunctionType, list[str]]:
    """Every function of a check with the checks that it is part of."""
    found: dict[FunctionType, list[str]] = {}
    for name, functions in functions_of_checks().items():
        for function in functions:
            found.setdefault(function, []).append(name)
    return found


def every_change() -> Iterator[tuple[FunctionType, list[str], Change]]:
    """Every change of every function of a check."""
    for function, names in checks_by_function().items():
        yield from ((function, names, each) for each in changes(function))


def seen(names: list[str], folder: Path) -> str | None:
    """The first check of which an example says something else as things are."""
    return next((name for name in names if not all(right(case, folder) for case in cases(name))), None)


def right(case: Expected, folder: Path) -> bool:
    """Whether a check says what it should, and ends."""
    try:
        return holds(case, folder)
    except Exception:  # noqa: BLE001 - whatever a change breaks shows that it was noticed
        return False


def main() -> None:
    """Look for a witness of each change, those that the list names first, then those that noticed most."""
    before, found, hits = known(), dict[str, str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        for function, names, each in every_change():
            package = function.__module__.split(".")[1]
            with changed(function, each):
                if seen(names, Path(folder)) is None:
                    likely = sorted(witnesses(package), key=lambda name: (name != before.get(each.name), -hits[name]))
                    witness = next((name for name in likely if notices(name)), None)
                    if witness is None:
                        sys.stdout.write(f"not noticed: {each.name}\n")
                    else:
                        found[each.name] = witness
                        hits[witness] += 1
    LIST.write_text(HEAD + "".join(f"{json.dumps(name, ensure_ascii=False)} = {json.dumps(found[name])}\n" for name in sorted(found)), encoding="utf-8")


if __name__ == "__main__":
    main()
