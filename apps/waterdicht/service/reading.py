"""Reading a request: its body within limits, and the language in which it is to be answered."""

from __future__ import annotations

import asyncio
import re
from typing import Any, Final

from starlette.requests import ClientDisconnect, Request

from waterdicht.runtime.errors import Problem
from waterdicht.runtime.fact_messages import Language
from waterdicht.runtime.facts_json import parse_json
from waterdicht.service.problems import Refused
from waterdicht.service.settings import Limits

_STRING: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_BRACKET: Final = re.compile(rb"[\[\]{}]")
_DUTCH_FIRST: Final = ("", "nl", "*")


async def read_json(request: Request, limits: Limits) -> Any:
    """The decoded JSON of the body. Refused when it is too large, too deep, too late, or no JSON."""
    media = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if media != "application/json":
        raise Refused(415)
    body = await read_body(request, limits)
    if depth(body, limits.depth) > limits.depth:
        raise Refused(413)
    data, errors = parse_json(body)
    if errors:
        raise Refused(400, errors)
    return data


async def read_body(request: Request, limits: Limits) -> bytes:
    """The body, of which no more is kept than may be sent."""
    announced = request.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and int(announced[:20]) > limits.body:
        raise Refused(413)
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(limits.seconds):
            async for part in request.stream():
                size += len(part)
                if size > limits.body:
                    raise Refused(413)
                parts.append(part)
    except TimeoutError:
        raise Refused(408) from None
    except ClientDisconnect:
        raise Refused(408) from None
    return b"".join(parts)


def depth(body: bytes, enough: int) -> int:
    """How deep objects and lists stand in each other, in JSON text. At most as many as there are opening brackets, which is quickly counted."""
    opened = body.count(b"{") + body.count(b"[")
    if opened <= enough:
        return opened
    deepest = now = 0
    for bracket in _BRACKET.findall(_STRING.sub(b"", body)):
        now += 1 if bracket in (b"{", b"[") else -1
        deepest = max(deepest, now)
    return deepest


def language_of(request: Request) -> Language:
    """English for whoever asks for that before Dutch, by the header Accept-Language in the order of its quality."""
    header = request.headers.get("accept-language")
    if not header:
        return "nl"
    wanted: list[tuple[float, str]] = []
    for each in header.split(",")[:20]:
        name, _, quality = each.strip().lower().partition(";")
        found = re.fullmatch(r"q=([01](?:\.[0-9]{0,3})?)", quality.strip() or "q=1")
        wanted.append((-float(found[1]) if found else 0.0, name.partition("-")[0]))
    best = next((name for quality, name in sorted(wanted, key=lambda each: each[0]) if quality < 0 and name in (*_DUTCH_FIRST, "en")), "nl")
    return "en" if best == "en" else "nl"


def unknown_fields(given: dict[str, str], known: tuple[str, ...]) -> tuple[Problem, ...]:
    """What is wrong with the names in a query."""
    return tuple(Problem(f"/{name[:80]}", "onbekend_veld", (name[:80], ", ".join(known) or "-")) for name in given if name not in known)
