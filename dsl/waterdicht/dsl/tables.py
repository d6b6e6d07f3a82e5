"""The parse tables of the grammar: built by lark, kept between runs in the user's cache directory under a hash of their content."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import lark
from lark import Lark
from lark.grammar import Rule
from lark.lexer import TerminalDef

from waterdicht.dsl.build.callbacks import Callbacks

_GRAMMAR = Path(__file__).with_name("grammar.lark")


@cache
def load() -> tuple[Lark, Callbacks]:
    """The parser and the state its callbacks share.

    The tables are JSON, so a damaged or hostile cache file cannot run code; a cache that cannot be read or written costs time only.
    """
    grammar = _GRAMMAR.read_text(encoding="utf-8")
    callbacks = Callbacks()
    place = _cache_file(grammar)
    saved = _read(place)
    if saved is not None:
        parser: Lark = Lark.__new__(Lark)
        return parser._load(saved, transformer=callbacks), callbacks  # noqa: SLF001  # what Lark.load does, without pickle
    parser = Lark(grammar, parser="lalr", lexer="contextual", keep_all_tokens=True, maybe_placeholders=False, transformer=callbacks)
    _write(place, parser)
    return parser, callbacks


def _cache_file(grammar: str) -> Path:
    """Where the tables of this grammar belong, for this lark and Python."""
    identity = "\0".join((grammar, lark.__version__, str(sys.version_info[:2]), "1"))
    home = os.path.expanduser("~")  # noqa: PTH111  # Path.home() raises where a user has no home, as in some containers
    root = os.environ.get("XDG_CACHE_HOME") or Path(home) / ".cache"
    return Path(root) / "waterdicht" / f"grammar-{_digest(identity)[:24]}.json"


def _read(place: Path) -> dict[str, Any] | None:
    """The saved tables, or None when there are none that are whole."""
    try:
        digest, _, body = place.read_text(encoding="utf-8").partition("\n")
    except (OSError, ValueError):
        return None
    return _with_integer_keys(json.loads(body)) if digest == _digest(body) else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _write(place: Path, parser: Lark) -> None:
    """Save the tables in one step, so that another process never reads half a file; a failure only means no cache."""
    data, memo = parser.memo_serialize([TerminalDef, Rule])
    data["options"] = {name: value for name, value in data["options"].items() if name not in ("transformer", "lexer_callbacks", "_plugins")}
    body = json.dumps({"data": data, "memo": memo}, separators=(",", ":"))
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=place.parent, suffix=".tmp")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"{_digest(body)}\n{body}")
        Path(temporary).replace(place)
    except OSError:
        return


def _with_integer_keys(saved: dict[str, Any]) -> dict[str, Any]:
    """JSON has text keys only; lark's states and memo count in integers."""
    saved["memo"] = {int(key): value for key, value in saved["memo"].items()}
    table = saved["data"]["parser"]["parser"]
    table["states"] = {int(key): {int(token): action for token, action in row.items()} for key, row in table["states"].items()}
    table["tokens"] = {int(key): value for key, value in table["tokens"].items()}
    return saved
