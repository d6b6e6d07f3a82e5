"""BWB and CVDR files as provisions. Both have the same inner form: a text with chapters, articles, lids and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.sources.provisions import Form, Kind, Node
from waterdicht.sources.xml_tree import Element, children, parse_xml, spot, text_inside

_TEXTS = ("wettekst", "regeling-tekst")
_FORMS: dict[str, Form] = {"toestand": "bwb", "cvdr": "cvdr"}
_NO_TEXT = ("meta-data", "kop", "lidnr", "li.nr", "plaatje")
_NUMBER = re.compile(r"(?:artikel|lid|hoofdstuk|paragraaf|afdeling|titel|§)?\s*(.*?)[.:]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadXml:
    """What an XML file holds: its form and its provisions as a tree."""

    form: Form
    nodes: tuple[Node, ...]


def read_xml(data: bytes, path: str) -> tuple[ReadXml | None, tuple[Diagnostic, ...]]:
    """The provisions of a BWB or CVDR file, or what is wrong with it."""
    root, problem = parse_xml(data, path)
    if root is None or problem is not None:
        return None, (problem,) if problem else ()
    form = _FORMS.get(root.tag)
    texts = list(find(root, _TEXTS))
    if form is None or not texts:
        return None, (diagnose(Code.XML_UNKNOWN, spot(path, root.place.line, root.place.column), found=root.tag),)
    problems = tuple(nameless(each, path) for text in texts for each in find(text, ("artikel",)) if not number(each))
    nodes = tuple(node for text in texts for node in divisions(text))
    return ReadXml(form, nodes), problems


def nameless(article: Element, path: str) -> Diagnostic:
    """An article without a number has no address."""
    return diagnose(Code.NUMBER_MISSING, spot(path, article.place.line, article.place.column), text=text_inside(article)[:40])


def find(element: Element, tags: tuple[str, ...]) -> Iterator[Element]:
    """The outermost elements with one of these names."""
    for each in children(element):
        if each.tag in tags:
            yield each
        else:
            yield from find(each, tags)


def divisions(element: Element) -> Iterator[Node]:
    """The chapters and articles in an element; what groups articles without a heading is looked through."""
    for each in children(element):
        if each.tag == "artikel":
            yield article_of(each)
        elif each.tag not in _NO_TEXT and children(each, "kop"):
            label, title = number(each), heading(each)
            yield Node("hoofdstuk", label or title, each.place, title, tuple(divisions(each)), own_jci(each))
        elif each.tag not in _NO_TEXT:
            yield from divisions(each)


def heading(element: Element) -> str:
    """The title in a heading."""
    return " ".join(text_inside(title, "meta-data") for kop in children(element, "kop") for title in children(kop, "titel", "subtitel"))


def number(element: Element) -> str:
    """The number in a heading, without the word before it: `10da` of `Artikel 10da.`"""
    numbers = [text_inside(each) for kop in children(element, "kop") for each in children(kop, "nr")]
    found = _NUMBER.fullmatch(numbers[0] if numbers else "")
    return found[1] if found else ""


def article_of(element: Element) -> Node:
    """One article."""
    return Node(
        "artikel", number(element), element.place, heading(element), content(element), own_jci(element), tuple(references(element)), status_of(element)
    )  # fmt: skip


def status_of(element: Element) -> str:
    """What the publisher says of a provision, when it is not simply in force."""
    status = element.attributes.get("status", "")
    return "" if status in ("goed", "officieel") else status


def content(element: Element) -> tuple[str | Node, ...]:
    """What stands in an article, lid or item, in the order of the text."""
    found: list[str | Node] = []
    for each in children(element):
        if each.tag == "lid":
            found.append(lid_of(each))
        elif each.tag == "lijst":
            found += items(children(each, "li"), found)
        elif each.tag not in _NO_TEXT:
            found.append(text_inside(each, "meta-data", "plaatje"))
    return tuple(part for part in found if part)


def lid_of(element: Element) -> Node:
    """One lid."""
    numbers = [text_inside(each).rstrip(".") for each in children(element, "lidnr")]
    return Node("lid", numbers[0] if numbers else "", element.place, "", content(element), own_jci(element), tuple(references(element)), status_of(element))


def items(elements: Iterable[Element], before: Iterable[str | Node]) -> Iterator[Node]:
    """The items of a list. Items without a label are counted, on from an earlier list beside it."""
    count = sum(isinstance(part, Node) and part.kind == "streepje" for part in before)
    for each in elements:
        kind, label = item_label(each)
        count += kind == "streepje"
        node = Node(kind, label or str(count), each.place, "", content(each), own_jci(each), tuple(references(each)))
        yield node if label else replace(node, kind="streepje")


def item_label(element: Element) -> tuple[Kind, str]:
    """What kind of item it is and its label; a dash, a bullet or nothing is no label."""
    numbers = [text_inside(each) for each in children(element, "li.nr")] or [element.attributes.get("nr", "")]
    bare = numbers[0].strip().strip("().°º").rstrip(".°º")
    if not re.fullmatch(r"[0-9]+[a-z]*|[a-z]+\*?", bare, re.IGNORECASE):
        return "streepje", ""
    return ("onder" if bare[0].isdigit() else "onderdeel"), bare


def own_jci(element: Element) -> str:
    """The address of a provision in the Juriconnect standard, as the file gives it."""
    found = (each.attributes.get("verwijzing", "") for data in children(element, "meta-data") for each in find(data, ("jci",)))
    return next(found, "")


def references(element: Element) -> Iterator[str]:
    """What the text of a provision itself refers to; not what its lids or items do."""
    for each in find(element, ("intref", "extref", "lid", "li", "meta-data")):
        if each.tag in ("intref", "extref") and each.attributes.get("doc"):
            yield each.attributes["doc"]
