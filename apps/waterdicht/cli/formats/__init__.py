"""Reports for other programs than a terminal: one small renderer per form, all from the same items."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from waterdicht.cli.formats import github, gitlab, html, junit, markdown, sarif
from waterdicht.cli.formats.items import Report

RENDERERS: Final[Mapping[str, Callable[[Report], str]]] = {
    "sarif": sarif.render,
    "junit": junit.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "markdown": markdown.render,
    "html": html.render,
}
"""The text of a report by the name of its form."""
