"""`waterdicht compile`: the policies as Python for services, or as SMT-LIB for other provers, with a manifest."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator

from waterdicht.cli.cases import default_readings
from waterdicht.cli.check import counted
from waterdicht.cli.console import Console
from waterdicht.cli.exits import FINE, WRONG
from waterdicht.cli.loading import errors_of, load, render_all
from waterdicht.cli.sources import reason_of
from waterdicht.cli.writing import MANIFEST, replace_folder
from waterdicht.compiler.backends.smt import query
from waterdicht.compiler.backends.smt.encoding import Encoding, Unencodable
from waterdicht.compiler.backends.smt.query import Constraint
from waterdicht.compiler.compile import Model
from waterdicht.compiler.products import Product, law_json, manifest, python_products
from waterdicht.compiler.theorems import TheoremModel
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import diagnose


def run(given: argparse.Namespace, console: Console) -> int:
    """Write the translation of everything, or nothing."""
    loaded = load(given.paths)
    if loaded.model is None:
        console.complain(render_all(errors_of(loaded.diagnostics), console))
        return WRONG
    products = tuple(python_products(loaded.model) if given.to == "python" else smt_products(loaded.model))
    made = [each for each in products if each.text]
    files = {each.name: each.text for each in made}
    files[MANIFEST] = json.dumps(manifest(given.to, loaded.files, products), ensure_ascii=False, indent=2) + "\n"
    try:
        replace_folder(given.output, files)
    except OSError as error:
        console.complain(render_all((diagnose(Code.NOT_WRITTEN, path=given.output, reason=reason_of(error)),), console))
        return WRONG
    for each in products:
        if not each.text:
            console.complain(
                console.words(
                    f"niet vertaald: {each.about['theorem']}: {each.about['left_out']}", f"not translated: {each.about['theorem']}: {each.about['left_out']}"
                )
            )
    written = counted(len(made), console.words("bestand", "file"), console.words("bestanden", "files"))
    console.complain(f"{written} " + console.words(f"geschreven in {given.output}", f"written to {given.output}"))
    return FINE


def smt_products(model: Model) -> Iterator[Product]:
    """One script for each theorem on each stretch of days."""
    for theorem in model.theorems:
        yield smt_product(theorem, len(model.built[theorem.built.view.focus]) > 1)


def smt_product(theorem: TheoremModel, several: bool) -> Product:
    """The question behind a theorem, for any solver, under the chosen readings."""
    readings = default_readings(theorem.built)
    suffix = f"_{theorem.built.view.first:%Y%m%d}" if several else ""
    name = f"{theorem.built.view.focus}_{theorem.name}{suffix}.smt2"
    about = {**law_json(theorem.built), "theorem": theorem.address, "text": theorem.text, "readings": dict(sorted(readings.items()))}
    match theorem.kind:
        case "als":
            constraints: tuple[Constraint, ...] = (Constraint("als", theorem.premise, "true"), Constraint("dan", theorem.claim, "not_true"))
        case "bestaat":
            constraints = (Constraint("er bestaat", theorem.claim, "true"),)
        case _:
            return Product(name, "", {**about, "left_out": "een vergelijking van twee gevallen heeft geen script"})
    try:
        text = query.script(Encoding(theorem.built.snapshot, readings), constraints)
    except Unencodable as error:
        return Product(name, "", {**about, "left_out": str(error)})
    return Product(name, text, {**about, "holds_when": "unsat" if theorem.kind == "als" else "sat"})
