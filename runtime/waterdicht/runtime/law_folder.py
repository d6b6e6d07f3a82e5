"""From a folder to policies: compiled law by its manifest, or norms that are compiled on the spot where the compiler is installed.

Loading runs the compiled source: load only what you compiled or trust. What is loaded is what the manifest names, byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from waterdicht.runtime.errors import CompilerMissing, Problem, UnknownDecision, UnreadablePolicy
from waterdicht.runtime.policies import InForce, Law, Policies
from waterdicht.runtime.policy import Policy, load_file, load_source

MANIFEST: Final = "manifest.json"
SCHEMA: Final = "waterdicht/manifest/1"
COMPILER: Final = "waterdicht.compiler.products"


def load(path: str | Path, regulations: Collection[str] | None = None) -> Policies:
    """The policies in a folder made by `waterdicht compile --to python`, or in norms: a folder of `.norm` files, or one such file.

    With `regulations` only these. Raises UnreadablePolicy for what is no such folder or not what its manifest says, CompilerMissing for
    norms where the compiler is not installed, UnknownDecision for a regulation that is not there.
    """
    place = Path(path)
    try:
        compiled, norms = (place / MANIFEST).is_file(), place.is_dir() or place.suffix == ".norm"
    except (OSError, ValueError) as error:
        raise UnreadablePolicy(str(error)) from error
    if compiled:
        return load_compiled(place, regulations)
    if not norms:
        raise UnreadablePolicy(f"{place} holds no {MANIFEST} and no norms")
    manifest, sources = compile_norms(place, regulations)
    return policies_of(manifest, regulations, lambda name, _: load_source(sources[name]))


def load_compiled(place: Path, regulations: Collection[str] | None) -> Policies:
    """The policies of a compiled folder."""
    try:
        manifest = json.loads((place / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadablePolicy(f"{place / MANIFEST}: {error}") from error
    return policies_of(manifest, regulations, lambda name, digest: load_file(place / name, digest))


def compile_norms(place: Path, regulations: Collection[str] | None) -> tuple[Any, Mapping[str, str]]:
    """The manifest and the sources that norms give, compiled in this process. The runtime itself does without the compiler."""
    try:
        compiler = import_module(COMPILER)
        manifest, sources, reason = compiler.translated_folder(str(place), regulations)
    except ModuleNotFoundError as error:
        raise CompilerMissing(Problem("", "compiler_ontbreekt", (str(place), error.name or "waterdicht"))) from error
    if reason:
        raise UnreadablePolicy(reason)
    return manifest, sources


def policies_of(manifest: Any, regulations: Collection[str] | None, loaded: Callable[[str, str], Policy]) -> Policies:
    """The policies that a manifest describes; `loaded` gives the policy in a file with a digest."""
    match manifest:
        case {"schema": str(schema), "target": "python", "engine": {"waterdicht": str(program), "language": int(language)}, "products": list(products)} if (
            schema == SCHEMA
        ):
            wanted = [product for product in products if regulations is None or regulation_of(product) in regulations]
            there = {regulation_of(product) for product in products}
            missing = tuple(sorted(set(regulations or ()) - there))
            if missing:
                raise UnknownDecision(*(Problem("/regeling", "onbekende_regeling", (name, ", ".join(sorted(there)))) for name in missing))
            return Policies({"waterdicht": program, "language": language}, by_regulation(law_of(product, loaded) for product in wanted))
        case _:
            raise UnreadablePolicy(f"{MANIFEST} is not of the form {SCHEMA} for Python")


def regulation_of(product: Any) -> str:
    """The regulation that a file of the manifest is for."""
    match product:
        case {"regulation": str(name)}:
            return name
        case _:
            raise UnreadablePolicy(f"{MANIFEST}: a product without a regulation")


def by_regulation(laws: Iterable[Law]) -> dict[str, tuple[Law, ...]]:
    """Laws by regulation, in order of days. No day may have two."""
    found: dict[str, tuple[Law, ...]] = {}
    for law in sorted(laws, key=lambda each: (each.regulation, each.first)):
        before = found.get(law.regulation, ())
        if before and before[-1].holds_on(law.first):
            raise UnreadablePolicy(f"{law.regulation}: two files for {law.first.isoformat()}")
        found[law.regulation] = (*before, law)
    return found


def law_of(product: Any, loaded: Callable[[str, str], Policy]) -> Law:
    """The law in one file of the manifest."""
    match product:
        case {"file": str(name), "sha256": str(digest), "regulation": str(regulation), "regulations": list(versions)} if Path(name).name == name:
            policy = loaded(name, digest)
            return Law(regulation, policy.first, policy.last, policy, tuple(map(in_force, versions)))
        case _:
            raise UnreadablePolicy(f"{MANIFEST}: a product without a file, a digest or regulations")


def in_force(data: Any) -> InForce:
    """A version of a regulation in the manifest."""
    match data:
        case {"id": str(name), "version": str(version), "title": str(title)}:
            return InForce(name, version, title, day_of(data.get("valid_from")), day_of(data.get("valid_to")), str(data.get("sha256") or ""))
        case _:
            raise UnreadablePolicy(f"{MANIFEST}: a regulation without an id, version or title")


def day_of(text: Any) -> date | None:
    """A day of the manifest, or None."""
    try:
        return None if text is None else date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise UnreadablePolicy(f"{MANIFEST}: {error}") from error
