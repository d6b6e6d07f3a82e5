"""How a service is set up, and what it takes of one request."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

API_VERSION: Final = "1.0.0"
"""The version of the paths and forms of the service (semantic versioning): in every answer, and the first number of it in every path."""
BASE: Final = "/v1"


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken of one request: bytes of body, depth of JSON, and seconds to send the body and to work out the answer."""

    body: int = 1_000_000
    depth: int = 32
    seconds: float = 10.0


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask about the service, as the description of the service names it."""

    name: str
    email: str
    url: str


@dataclass(frozen=True, slots=True)
class Settings:
    """A service: the folder of law with the regulations of it (all when empty), where it listens, and its log of decisions (none when empty).

    `mask` are JSON pointers into the facts of what is left out of the log. `grace` is for how many seconds running requests may go on after
    a signal to stop. `access` says whether every request gets a line on standard error.
    """

    policies: Path
    regulations: tuple[str, ...] = ()
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    log: str = ""
    mask: tuple[str, ...] = ()
    access: bool = True
    grace: int = 20
    contact: Contact | None = None
    limits: Limits = field(default_factory=Limits)
