"""What can be asked on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

from waterdicht.cli.case_arguments import add_answers, add_batch, add_log
from waterdicht.cli.console import Language
from waterdicht.cli.serve_arguments import add_serve as add_serve_options
from waterdicht.cli.source_arguments import STORE, add_source
from waterdicht.cli.usage import Parser, count_reader, day_reader, pair_reader, texts

Words: TypeAlias = Callable[[str, str], str]

DEFAULT_FOLDER = "policies"
"""Where `decide` looks for the law when no path is given."""

PHASES = ("toekennen", "verlengen", "voortzetten", "beëindigen", "intrekken", "opleggen")


def parser_for(language: Language) -> Parser:
    """The parser of all commands."""
    words = texts(language)
    parser = Parser(
        language,
        prog="waterdicht",
        description=words(
            "Regels van het sociaal domein als code: controleren, bewijzen en beslissen.",
            "Rules of the social domain as code: check, prove and decide.",
        ),
        epilog=words(
            "Slotcodes: 0 in orde, 1 een bevinding of weerlegde stelling, 2 verkeerd gebruik of een fout in de bestanden, 3 onbeslist.",
            "Exit codes: 0 fine, 1 a finding or refuted theorem, 2 wrong use or an error in the files, 3 undecided.",
        ),
    )
    parser.optional.add_argument("--version", action="store_true", help=words("toon de versie", "show the version"))
    add_global(parser, words, default=None)
    commands = parser.add_subparsers(dest="command", metavar=words("OPDRACHT", "COMMAND"), title=words("opdrachten", "commands"), parser_class=Parser)
    for add in (add_check, add_verify, add_decide, add_replay, add_serve, add_test, add_fmt, add_compile, add_schemas, add_sources, add_explain):
        add(commands, language, words)
    return parser


def parse(parser: Parser, arguments: list[str]) -> argparse.Namespace:
    """The arguments, with paths before and after options: argparse itself takes only one uninterrupted row of them."""
    given, rest = parser.parse_known_args(arguments)
    if rest and (any(each.startswith("-") for each in rest) or not hasattr(given, "paths")):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if hasattr(given, "paths"):
        given.paths = [*given.paths, *rest] or [DEFAULT_FOLDER]
    return given


def add_global(parser: Parser, words: Words, default: Any) -> None:
    """Options that stand before or after the command. After it they only count when given."""
    parser.optional.add_argument("--lang", choices=("nl", "en"), default=default, help=words("taal van de meldingen", "language of messages"))
    parser.optional.add_argument(
        "--traceback",
        action="store_true",
        default=default or False,
        help=words("toon bij een fout van waterdicht zelf waar zij optrad", "show where a mistake of waterdicht itself occurred"),
    )


def add_command(commands: Any, language: Language, name: str, text: str, words: Words) -> Parser:
    """A command with the options that all commands have."""
    parser: Parser = commands.add_parser(name.rsplit(maxsplit=1)[-1], language=language, prog=f"waterdicht {name}", help=text, description=text)
    add_global(parser, words, default=argparse.SUPPRESS)
    return parser


def add_format(parser: Parser, words: Words, more: tuple[str, ...] = ()) -> None:
    """--format."""
    parser.optional.add_argument("--format", choices=("text", "json", *more), default="text", help=words("vorm van de uitvoer", "form of the output"))


def add_paths(parser: Parser, words: Words, many: str = "+") -> None:
    """The files and folders that a command is about."""
    parser.positional.add_argument(
        "paths", metavar="PATH", nargs=many, help=words("bestand, of map waarin naar .norm wordt gezocht", "file, or folder searched for .norm")
    )


def add_acceptance(parser: Parser, language: Language, words: Words) -> None:
    """--accept and --today."""
    parser.optional.add_argument(
        "--accept",
        metavar="FILE",
        action="append",
        default=[],
        help=words(
            "bestand met aanvaarde bevindingen (anders aanvaard.toml in elke gegeven map)",
            "file of accepted findings (else aanvaard.toml in each given folder)",
        ),
    )
    parser.optional.add_argument(
        "--today",
        metavar="DATE",
        type=day_reader(language),
        default=today(),
        help=words("dag waarop aanvaardingen worden beoordeeld", "day on which acceptances are judged"),
    )


def today() -> date:
    """The day it is for the user."""
    return date.today()  # noqa: DTZ011 - the user's own calendar, not that of Greenwich


def add_check(commands: Any, language: Language, words: Words) -> None:
    """`check`."""
    parser = add_command(commands, language, "check", words("lees en controleer, zonder bewijzen", "read and check, without proofs"), words)
    add_paths(parser, words)
    add_acceptance(parser, language, words)
    parser.optional.add_argument(
        "--sources", metavar="DIR", default=STORE, help=words("map met ingelezen teksten van de bronnen", "folder of imported source texts")
    )
    add_format(parser, words)


def add_verify(commands: Any, language: Language, words: Words) -> None:
    """`verify`."""
    parser = add_command(
        commands,
        language,
        "verify",
        words("bewijs of weerleg alle stellingen en zoek naar gebreken", "prove or refute all theorems and look for defects"),
        words,
    )
    add_paths(parser, words)
    add_acceptance(parser, language, words)
    add_format(parser, words, ("sarif", "junit", "github", "gitlab", "markdown", "html"))
    add_work(parser, language, words)
    parser.optional.add_argument(
        "--verbose",
        "-v",
        action="store_true",
        help=words("toon alles, ook wat bewezen is en per uitkomst de aannamen", "show everything, proofs and the assumptions of each result too"),
    )
    add_evidence(parser, words)
    add_cases(parser, words)
    parser.optional.add_argument(
        "--level",
        choices=("error", "warning", "note"),
        default="warning",
        help=words("vanaf welke ernst een bevinding slotcode 1 geeft", "from which severity a finding gives exit code 1"),
    )


def add_work(parser: Parser, language: Language, words: Words) -> None:
    """What is worked out, and with how much: --only, --jobs, --timeout, --no-cache and --no-readings."""
    parser.optional.add_argument(
        "--only",
        metavar="NAME",
        action="append",
        default=[],
        help=words(
            "alleen deze controle, of wat over dit adres gaat (regeling/artikel-7); mag vaker",
            "only this check, or what is about this address (regulation/artikel-7); may be repeated",
        ),
    )
    parser.optional.add_argument(
        "--jobs",
        metavar="N",
        type=count_reader(language),
        help=words("aantal processen (anders één per processor)", "number of processes (else one per processor)"),
    )
    parser.optional.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=count_reader(language),
        default=600,
        help=words("zolang mag één onderdeel duren; daarna is het onbeslist (600)", "how long one part may take; after that it is undecided (600)"),
    )
    parser.optional.add_argument(
        "--no-cache",
        action="store_true",
        help=words("bewijs alles opnieuw, ook wat niet veranderd is", "prove everything again, also what has not changed"),
    )
    parser.optional.add_argument(
        "--no-readings", action="store_true", help=words("alleen de gekozen lezingen, geen andere", "only the chosen readings, no others")
    )


def add_cases(parser: Parser, words: Words) -> None:
    """What becomes of cases: --explain, --freeze and --freeze-to."""
    parser.optional.add_argument(
        "--explain",
        action="store_true",
        help=words(
            "leg ook uit wat aanvaard of een opmerking is: toon het voluit, met het dichtstbijzijnde geval dat wel klopt",
            "explain what is accepted or a note too: in full, with the nearest case that is fine",
        ),
    )
    parser.optional.add_argument(
        "--freeze",
        metavar="ID",
        default="",
        help=words(
            "schrijf het geval bij dit adres (of controle:adres) als scenario; zie --freeze-to",
            "write the case at this address (or check:address) as a scenario; see --freeze-to",
        ),
    )
    parser.optional.add_argument("--freeze-to", metavar="FILE", default="tegenbeelden.norm", help=words("nieuw bestand voor --freeze", "new file for --freeze"))


def add_evidence(parser: Parser, words: Words) -> None:
    """--confirm and --evidence."""
    parser.optional.add_argument(
        "--confirm",
        action="store_true",
        help=words(
            "laat elk bewijs bevestigen door cvc5 of door opsomming; wat niet bevestigd is geeft slotcode 3",
            "have every proof confirmed by cvc5 or by enumeration; what is not confirmed gives exit code 3",
        ),
    )
    parser.optional.add_argument(
        "--evidence",
        metavar="DIR",
        default="",
        help=words("schrijf elke vraag achter een uitkomst als SMT-LIB in deze map", "write every question behind a result as SMT-LIB in this folder"),
    )


def add_decide(commands: Any, language: Language, words: Words) -> None:
    """`decide`."""
    parser = add_command(commands, language, "decide", words("beslis één geval, met redenen", "decide one case, with reasons"), words)
    parser.positional.add_argument("decision", metavar=words("BESLUIT", "DECISION"), help=words("naam van het besluit", "name of the decision"))
    add_paths(parser, words, many="*")
    option = parser.optional.add_argument
    option("--in", dest="regulation", metavar="REGULATION", required=True, help=words("regeling waaronder wordt beslist", "regulation under which is decided"))
    cases = parser.optional.add_mutually_exclusive_group(required=True)
    cases.add_argument("--facts", metavar="FILE", help=words("feiten als JSON; - leest de standaardinvoer", "facts as JSON; - reads standard input"))
    cases.add_argument(
        "--batch", metavar="FILE", default="", help=words("veel gevallen tegelijk, uit .csv of .parquet", "many cases at once, from .csv or .parquet")
    )
    option(
        "--on",
        metavar="DATE",
        required=True,
        type=day_reader(language),
        help=words("dag van het geval: 2024-03-01 of '1 maart 2024'", "day of the case: 2024-03-01 or '1 maart 2024'"),
    )
    option("--phase", choices=PHASES, metavar="P", default="toekennen", help=words("fase: ", "phase: ") + ", ".join(PHASES))
    option("--under-law", action="store_true", help=words("samen met de wet erboven", "together with the law above it"))
    option(
        "--reading",
        metavar="NAME=OPTION",
        action="append",
        default=[],
        type=pair_reader(language),
        help=words("andere lezing van de tekst; mag vaker", "another reading of the text; may be repeated"),
    )
    add_batch(parser, words)
    add_answers(parser, language, words)
    add_log(parser, words)
    add_format(parser, words)


def add_replay(commands: Any, language: Language, words: Words) -> None:
    """`replay`."""
    parser = add_command(commands, language, "replay", words("geef beslissingen opnieuw, uit hun bon", "give decisions again, from their receipts"), words)
    parser.positional.add_argument("receipt", metavar=words("BON", "RECEIPT"), help=words("bon of logboek", "receipt or log"))
    option = parser.optional.add_argument
    option(
        "--policies",
        metavar="PATH",
        default=DEFAULT_FOLDER,
        help=words("normen, of de map die compile maakte (policies/)", "norms, or the folder that compile made (policies/)"),
    )
    option("--facts", metavar="FILE", default="", help=words("feiten die niet op de bon staan, als JSON", "facts that are not in the receipt, as JSON"))
    option("--id", metavar="ID", default="", help=words("alleen de beslissing met dit nummer", "only the decision with this id"))
    add_format(parser, words)


def add_serve(commands: Any, language: Language, words: Words) -> None:
    """`serve`."""
    parser = add_command(commands, language, "serve", words("beslis over HTTP, met een pagina voor mensen", "decide over HTTP, with a page for people"), words)
    add_serve_options(parser, language, words, DEFAULT_FOLDER)


def add_test(commands: Any, language: Language, words: Words) -> None:
    """`test`."""
    parser = add_command(commands, language, "test", words("voer alle scenario's uit", "run all scenarios"), words)
    add_paths(parser, words)
    add_format(parser, words)


def add_fmt(commands: Any, language: Language, words: Words) -> None:
    """`fmt`."""
    parser = add_command(commands, language, "fmt", words("zet bestanden in de vaste opmaak", "lay files out in the one layout"), words)
    add_paths(parser, words)
    parser.optional.add_argument(
        "--check", action="store_true", help=words("schrijf niets; noem bestanden die anders zouden worden", "write nothing; list files that would change")
    )


def add_compile(commands: Any, language: Language, words: Words) -> None:
    """`compile`."""
    parser = add_command(commands, language, "compile", words("vertaal naar Python of SMT-LIB", "translate to Python or SMT-LIB"), words)
    add_paths(parser, words)
    parser.optional.add_argument("--to", choices=("python", "smt2"), required=True, help=words("doel van de vertaling", "target of the translation"))
    parser.optional.add_argument("-o", "--output", metavar="DIR", required=True, help=words("map voor het resultaat", "folder for the result"))


def add_schemas(commands: Any, language: Language, words: Words) -> None:
    """`schemas`."""
    text = words("schema's en Python-typen voor één besluit", "schemas and Python types for one decision")
    parser = add_command(commands, language, "schemas", text, words)
    parser.positional.add_argument("decision", metavar=words("BESLUIT", "DECISION"), help=words("naam van het besluit", "name of the decision"))
    add_paths(parser, words, many="*")
    option = parser.optional.add_argument
    option("--in", dest="regulation", metavar="REGULATION", required=True, help=words("regeling die erover gaat", "regulation that is about it"))
    option("--on", metavar="DATE", required=True, type=day_reader(language), help=words("dag waarop het recht geldt", "day on which the law holds"))
    option("--phase", choices=PHASES, metavar="P", default="toekennen", help=words("fase: ", "phase: ") + ", ".join(PHASES))
    option("-o", "--output", metavar="DIR", required=True, help=words("map voor het resultaat", "folder for the result"))


def add_sources(commands: Any, language: Language, words: Words) -> None:
    """`source`."""
    text = words("officiële teksten: inlezen, binden, dekking", "official texts: import, bind, coverage")
    add_source(add_command(commands, language, "source", text, words), language, words, add_command)


def add_explain(commands: Any, language: Language, words: Words) -> None:
    """`explain`."""
    parser = add_command(commands, language, "explain", words("leg een code of controle uit", "explain a code or check"), words)
    parser.positional.add_argument(
        "name",
        metavar="CODE",
        nargs="?",
        default="",
        help=words("code (E201) of naam van een controle; zonder: alle", "code (E201) or name of a check; without: all"),
    )
