"""Reads policy files from disk; everything that can go wrong with a file is a diagnostic with its own code."""

from __future__ import annotations

import re
from pathlib import Path

from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.dsl.source import Span

MAXIMUM_SIZE = 5_000_000
"""The largest policy file that is read, in bytes."""

_ONLY_COMMENTS = re.compile(r"(\s|#[^\n]*)*")


def read(path: str) -> tuple[str, Diagnostic | None]:
    """The text of the file, or why there is none."""
    place = Path(path)
    here = Span(path, 1, 1, 1, 1)
    try:
        if place.stat().st_size > MAXIMUM_SIZE:
            return "", diagnose(Code.FILE_TOO_LARGE, here, path=path, maximum=MAXIMUM_SIZE // 1_000_000)
        return place.read_bytes().decode("utf-8").replace("\r\n", "\n"), None
    except (FileNotFoundError, NotADirectoryError):
        return "", diagnose(Code.FILE_MISSING, here, path=path)
    except IsADirectoryError:
        return "", diagnose(Code.FILE_IS_DIRECTORY, here, path=path)
    except UnicodeDecodeError as error:
        return "", diagnose(Code.NOT_UTF8, here, path=path, offset=error.start)
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        return "", diagnose(Code.FILE_UNREADABLE, here, path=path, reason=error.strerror if isinstance(error, OSError) else "ongeldig pad")


def check_text(text: str, path: str) -> Diagnostic | None:
    """Why this text is not worth parsing, or None."""
    here = Span(path, 1, 1, 1, 1)
    if len(text) > MAXIMUM_SIZE:
        return diagnose(Code.FILE_TOO_LARGE, here, path=path, maximum=MAXIMUM_SIZE // 1_000_000)
    if _ONLY_COMMENTS.fullmatch(text):
        return diagnose(Code.EMPTY_FILE, here, path=path)
    return None
