"""The Python that policies are compiled to, with the manifest that says what each file is: for `waterdicht compile`, and for `waterdicht.runtime.load`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.compile import Model, compile_files
from waterdicht.compiler.snapshots import Built
from waterdicht.compiler.views import present_in
from waterdicht.dsl.diagnostics import Severity
from waterdicht.dsl.render import render_text
from waterdicht.runtime.versions import engine

SCHEMA = "waterdicht/manifest/1"


@dataclass(frozen=True, slots=True)
class Product:
    """One file to write and what the manifest says of it; no text when it could not be made."""

    name: str
    text: str
    about: dict[str, Any]


def manifest(target: str, sources: Iterable[str], products: Iterable[Product]) -> dict[str, Any]:
    """What was translated from what, by which versions."""
    return {
        "schema": SCHEMA,
        "engine": engine(),
        "target": target,
        "sources": [{"path": path, "sha256": digest_of(path)} for path in sources],
        "products": [
            {"file": each.name if each.text else None, "sha256": sha256(each.text.encode()).hexdigest() if each.text else None, **each.about}
            for each in products
        ],
    }


def digest_of(file: str) -> str:
    """The SHA-256 of a file."""
    return sha256(Path(file).read_bytes()).hexdigest()


def law_json(built: Built) -> dict[str, Any]:
    """The law of a snapshot: its days and the versions in force, each with the SHA-256 of the file that its text stands in."""
    there = present_in(built.view)
    models = [(built.snapshot.regulations[name], there.get(name)) for name in sorted(built.snapshot.regulations)]
    return {
        "regulation": built.view.focus,
        "first": built.view.first.isoformat(),
        "last": built.view.last.isoformat() if built.view.last else None,
        "regulations": [
            {
                "id": model.id,
                "version": model.version,
                "title": model.title,
                "valid_from": model.valid_from.isoformat() if model.valid_from else None,
                "valid_to": model.valid_to.isoformat() if model.valid_to else None,
                "sha256": digest_of(version.document.span.file) if version and Path(version.document.span.file).is_file() else None,
            }
            for model, version in models
        ],
    }


def python_products(model: Model, regulations: Collection[str] | None = None) -> Iterator[Product]:
    """One module for each stretch of days of each regulation, or of these regulations."""
    for name, several in sorted(model.built.items()):
        if regulations is not None and name not in regulations:
            continue
        for built in several:
            suffix = f"_{built.view.first:%Y%m%d}" if len(several) > 1 else ""
            yield Product(f"{name}{suffix}.py", compile_python(built.snapshot), law_json(built))


def translated_folder(path: str, regulations: Collection[str] | None = None) -> tuple[dict[str, Any], dict[str, str], str]:
    """The manifest and the sources by name of a folder of norms, or of one file; else the first reason why there are none."""
    files = norm_files(Path(path))
    if not files:
        return {}, {}, f"{path}: no norms"
    model, found = compile_files(files)
    if model is None:
        first = next(each for each in found if each.severity is Severity.ERROR)
        return {}, {}, render_text(first, None)
    products = tuple(python_products(model, regulations))
    return manifest("python", files, products), {each.name: each.text for each in products}, ""


def norm_files(place: Path) -> list[str]:
    """The `.norm` files of a folder and below it, those in folders whose name begins with a dot left out; or the one file."""
    if place.is_file():
        return [str(place)]
    below = (each for each in place.rglob("*.norm") if not any(part.startswith(".") for part in each.relative_to(place).parts[:-1]))
    return sorted(map(str, below))
