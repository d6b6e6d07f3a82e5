"""A mistake of ours gets an answer, and the log says where it was without saying anything of the case."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path
from typing import Any

import pytest

from waterdicht.runtime import Holder
from waterdicht.service.app import create_app
from waterdicht.service.settings import Settings

VALUE = "inkomen 6543.21"


class Broken(Holder):
    """Law that fails with a value in its message."""

    def __init__(self) -> None:
        """Load nothing."""

    def __getattribute__(self, name: str) -> Any:
        if name == "current":
            raise ValueError(VALUE)
        return super().__getattribute__(name)


@pytest.mark.parametrize(("method", "path"), [("GET", "/v1/regulations"), ("POST", "/v1/decide")])
def test_a_mistake_of_ours(method: str, path: str, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(Broken(), Settings(Path()))
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"{}", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": [], "server": ("x", 1), "client": ("x", 1), "scheme": "http"}
    with caplog.at_level(logging.INFO):
        asyncio.run(app(scope, receive, send))
    head, body = sent
    headers = dict(head["headers"])
    assert head["status"] == 500 and headers[b"content-type"] == b"application/problem+json" and headers[b"api-version"] == b"1.0.0"
    assert json.loads(body["body"])["status"] == 500
    assert "ValueError" in caplog.text and VALUE not in caplog.text and f"{method} {path} 500" in caplog.text
