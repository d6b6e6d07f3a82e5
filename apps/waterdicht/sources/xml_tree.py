"""XML read safely and with places: a document type, and so every entity of its own, is refused before anything is expanded.

The standard library's `ElementTree` hides line numbers and the declaration of a document type; expat itself gives both, so no other library
is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.dsl.source import Span
from waterdicht.sources.provisions import Place

DEEPEST = 100
"""More elements inside each other than this is no regulation."""

_REASONS = {
    expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]: ("een element wordt niet gesloten, of door een ander", "an element is not closed, or by another"),
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]: ("het document is leeg of houdt op", "the document is empty or breaks off"),
    expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]: ("een teken dat hier niet mag staan", "a character that is not allowed here"),
    expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]: ("een entiteit die niet bestaat", "an entity that does not exist"),
    expat.errors.codes[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]: ("tekst na het einde van het document", "text after the end of the document"),
    expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING]: ("een onbekende tekencodering", "an unknown character encoding"),
    expat.errors.codes[expat.errors.XML_ERROR_INCORRECT_ENCODING]: ("een andere tekencodering dan vermeld", "another character encoding than declared"),
}


@dataclass(slots=True)
class Element:
    """An element under construction, and after parsing never changed again. Names are without their prefix."""

    tag: str
    attributes: Mapping[str, str]
    place: Place
    parts: list[str | Element] = field(default_factory=list)


class _RefusedError(Exception):
    """Something in the document that is not read on purpose."""


def parse_xml(data: bytes, path: str) -> tuple[Element | None, Diagnostic | None]:
    """The document element, or what is wrong with the document and where."""
    reader = expat.ParserCreate()
    reader.buffer_text = True
    stack = [Element("", {}, Place(1))]
    listen(reader, stack)
    try:
        reader.Parse(data, True)
    except expat.ExpatError as error:
        nl, en = _REASONS.get(error.code, (expat.ErrorString(error.code), expat.ErrorString(error.code)))
        return None, diagnose(Code.XML_BROKEN, spot(path, error.lineno, error.offset + 1), reason=nl, reason_en=en)
    except (LookupError, ValueError):  # an encoding that is unknown, or not of one byte for each character
        nl, en = _REASONS[expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING]]
        return None, diagnose(Code.XML_BROKEN, spot(path, 1, 1), reason=nl, reason_en=en)
    except _RefusedError as refusal:
        nl, en = refusal.args
        return None, diagnose(Code.XML_REFUSED, spot(path, reader.CurrentLineNumber, reader.CurrentColumnNumber + 1), reason=nl, reason_en=en)
    (root,) = children(stack[0])
    return root, None


def listen(reader: expat.XMLParserType, stack: list[Element]) -> None:
    """Build elements on the stack while expat reads."""

    def start(tag: str, attributes: dict[str, str]) -> None:
        if len(stack) > DEEPEST:
            raise _RefusedError("elementen staan te diep in elkaar", "elements are nested too deeply")
        element = Element(bare(tag), attributes, Place(reader.CurrentLineNumber, reader.CurrentColumnNumber + 1))
        stack[-1].parts.append(element)
        stack.append(element)

    def end(_: str) -> None:
        stack.pop()

    def text(data: str) -> None:
        stack[-1].parts.append(data)

    def doctype(*_: object) -> NoReturn:
        raise _RefusedError("een documenttype (<!DOCTYPE …>) kan entiteiten bevatten", "a document type (<!DOCTYPE …>) may hold entities")

    reader.StartElementHandler = start
    reader.EndElementHandler = end
    reader.CharacterDataHandler = text
    reader.StartDoctypeDeclHandler = doctype


def bare(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def spot(path: str, line: int, column: int) -> Span:
    """One place in a file."""
    return Span(path, line, column, line, column + 1)


def children(element: Element, *tags: str) -> list[Element]:
    """The elements directly inside an element, all or those with one of these names."""
    return [part for part in element.parts if isinstance(part, Element) and (not tags or part.tag in tags)]


def text_inside(element: Element, *without: str) -> str:
    """All text in an element, white space collapsed; elements with these names are left out."""
    return " ".join("".join(pieces(element, without)).split())


def pieces(element: Element, without: tuple[str, ...]) -> list[str]:
    """The stretches of text in an element."""
    found: list[str] = []
    for part in element.parts:
        if isinstance(part, str):
            found.append(part)
        elif part.tag not in without:
            found += pieces(part, without)
    return found
