"""What happens around every request: headers, a line in the log of requests, and an answer also when something of ours goes wrong."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from time import perf_counter
from traceback import extract_tb
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from waterdicht.service.problems import Refused, problem
from waterdicht.service.settings import API_VERSION

REQUESTS: Final = logging.getLogger("waterdicht.service.requests")
MISTAKES: Final = logging.getLogger("waterdicht.service.mistakes")
_TRACEPARENT: Final = re.compile(rb"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
_PRINTABLE: Final = re.compile(r"[^ -~]")

PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Final = (
    (b"api-version", API_VERSION.encode()),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", PAGE_POLICY.encode()),
    (b"strict-transport-security", b"max-age=31536000; includeSubDomains"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
"""In every answer. Facts about people are in none of them, and no answer is kept by whoever passes it on."""


@dataclass(frozen=True, slots=True)
class Gate:
    """An ASGI application around another one. `access` says whether each request gets a line; that never has a query, a body or a fact."""

    app: ASGIApp
    access: bool = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; other events go on as they are."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = perf_counter()
        trace = next((value for name, value in scope["headers"] if name == b"traceparent" and _TRACEPARENT.fullmatch(value)), b"")
        more = (*HEADERS, (b"traceparent", trace)) if trace else HEADERS
        status = 0

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), *more]
            await send(message)

        try:
            await self.app(scope, receive, sent)
        except Exception as error:  # noqa: BLE001 - the last resort: whoever asks gets an answer, and the log says where it went wrong, without values
            MISTAKES.error("%s %s", type(error).__name__, " ".join(f"{frame.name}:{frame.lineno}" for frame in extract_tb(error.__traceback__)[-8:]))
            if not status:
                await problem(Refused(500), "nl")(scope, receive, sent)
        if self.access:
            line = f"{scope['method']} {scope['path'][:200]} {status} {(perf_counter() - began) * 1000:.1f}ms {trace.decode()}"
            REQUESTS.info("%s", _PRINTABLE.sub("?", line.rstrip()))
