"""Writing files so that there is always the old one or the new one, never half of either."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

MANIFEST = "manifest.json"


class NotOurs(OSError):
    """A folder holds something that this program did not make; it is left alone."""


def replace_file(path: str, text: str) -> None:
    """Replace the content of an existing file, at once and with the same permissions; a link keeps pointing at it. Raises OSError."""
    target = Path(os.path.realpath(path))
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(target, temporary)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def replace_folder(path: str, files: Mapping[str, str], mark: str = MANIFEST) -> None:
    """Make a folder hold exactly these files, by their paths in it. Only an empty folder, or one that has the `mark`, is replaced. Raises OSError."""
    target = Path(path)
    if target.exists() and not (target / mark).is_file() and (not target.is_dir() or any(target.iterdir())):
        raise NotOurs(0, f"bestaat al en is niet door waterdicht gemaakt (er is geen {mark})", path)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    old = fresh / "old"
    new = fresh / "new"
    try:
        new.mkdir()
        for name, text in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_text(text, encoding="utf-8", newline="\n")
        if target.exists():
            target.replace(old)
        new.replace(target)
    except BaseException:
        if old.exists() and not target.exists():
            old.replace(target)
        raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
