"""What can be asked of `waterdicht decide` beyond the outcome, and how a decision is kept."""

from __future__ import annotations

from collections.abc import Callable

from waterdicht.cli.console import Language
from waterdicht.cli.usage import Parser, outcome_reader


def add_answers(parser: Parser, language: Language, words: Callable[[str, str], str]) -> None:
    """What is answered beyond the outcome: --next, --why-not, --change, --keep and --motivation."""
    option = parser.optional.add_argument
    option("--next", action="store_true", help=words("wat nog te vragen is, de beste vraag eerst", "what is still to be asked, the best question first"))
    outcome = outcome_reader(language)
    name = words("UITKOMST", "OUTCOME")
    option("--why-not", metavar=name, type=outcome, help=words("wat een andere uitkomst in de weg staat", "what stands in the way of another outcome"))
    option(
        "--change",
        metavar=name,
        type=outcome,
        help=words("de kleinste wijziging van feiten die tot deze uitkomst leidt", "the smallest change of facts that leads to this outcome"),
    )
    option(
        "--keep",
        metavar="FACT",
        action="append",
        default=[],
        help=words("een feit dat voor --change niet mag veranderen; mag vaker", "a fact that --change must leave alone; may be repeated"),
    )
    option(
        "--motivation",
        action="store_true",
        help=words("een concept van de motivering van het besluit (Awb 3:46)", "a draft of the reasons of the decision (Awb 3:46), in Dutch"),
    )


def add_log(parser: Parser, words: Callable[[str, str], str]) -> None:
    """--log, --mask and --reference."""
    option = parser.optional.add_argument
    option("--log", metavar="FILE", default="", help=words("leg de beslissing vast in dit logboek", "keep the decision in this log") + " (.jsonl, .sqlite)")
    option(
        "--mask",
        metavar="POINTER",
        action="append",
        default=[],
        help=words("laat dit feit weg van de bon, als JSON-pointer; mag vaker", "leave this fact out of the receipt, as a JSON pointer; may be repeated"),
    )
    option(
        "--reference",
        metavar="TEXT",
        default="",
        help=words("zet in plaats van de feiten op de bon waar zij te vinden zijn", "put in the receipt where the facts are, in place of them"),
    )


def add_batch(parser: Parser, words: Callable[[str, str], str]) -> None:
    """What belongs to --batch: -o, --id and --summary."""
    option = parser.optional.add_argument
    option(
        "-o",
        "--output",
        metavar="FILE",
        default="",
        help=words("bestand voor de uitkomsten van --batch", "file for the outcomes of --batch") + " (.csv, .parquet)",
    )
    option(
        "--id",
        metavar=words("KOLOM", "COLUMN"),
        action="append",
        default=[],
        help=words(
            "kolom van --batch die naar de uitkomsten wordt doorgegeven; mag vaker", "column of --batch that is passed on to the outcomes; may be repeated"
        ),
    )
    option(
        "--summary",
        metavar="FILE",
        default="",
        help=words("schrijf ook een overzicht van --batch als pagina", "also write an overview of --batch as a page") + " (.html)",
    )
