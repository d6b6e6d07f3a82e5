"""A service in processes of its own, started as a user does, and what these tests talk to it with."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPMessage
from pathlib import Path
from typing import Any, Final

TOOLS: Final = Path(__file__).parents[2] / ".tools"
"""Where `make tools` puts what only these tests need."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Served:
    """A running service."""

    process: subprocess.Popen[str]
    port: int
    lines: list[str]

    def ask(self, path: str, body: Any = None, headers: dict[str, str] | None = None, method: str | None = None) -> Answer:
        """Send a request: JSON for data, and bytes as they are."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, {"Content-Type": "application/json", **(headers or {})}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
                return Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())


def start(*arguments: str, folder: Path, path: Path | None = None) -> Served:
    """`waterdicht serve` in a folder, once it listens; with a folder of modules of its own."""
    command = [sys.executable, "-m", "waterdicht.cli.main", "serve", "--port", "0", *arguments]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, env={**os.environ, **({"PYTHONPATH": str(path)} if path else {})})
    assert process.stderr is not None
    first = process.stderr.readline()
    found = re.search(r":(\d+)$", first.strip())
    if not found:
        process.wait(20)
        raise AssertionError(first + process.stderr.read())
    served = Served(process, int(found[1]), [first])
    stream = process.stderr
    threading.Thread(target=lambda: served.lines.extend(stream), daemon=True).start()
    return served


def stop(served: Served) -> int:
    """Ask it to stop; its exit code."""
    served.process.terminate()
    return served.process.wait(30)
