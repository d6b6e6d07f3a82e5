"""`waterdicht serve` itself: loads the law, listens, and lets processes answer; stops and reloads on signals."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import uvicorn

from waterdicht.runtime.holder import Holder
from waterdicht.runtime.logs import open_log
from waterdicht.service.app import Lifespan, create_app
from waterdicht.service.keeping import Keeper
from waterdicht.service.settings import Settings
from waterdicht.service.workers import supervise

CAN_FORK: Final = hasattr(os, "fork")
BACKLOG: Final = 1024


def serve(settings: Settings) -> int:
    """Serve until a signal to stop comes; 0. A PolicyError when the law or the log cannot be used, OSError when the address cannot."""
    holder = Holder(settings.policies, settings.regulations or None)
    if settings.log:
        open_log(settings.log).close()
    listener = listen(settings)
    tell(f"waterdicht: http://{settings.host}:{listener.getsockname()[1]}")
    if CAN_FORK:
        return supervise(holder, lambda: work(holder, listener, settings, os.getppid()), settings)
    work(holder, listener, settings, 0)
    return 0


def listen(settings: Settings) -> socket.socket:
    """The socket on which all processes wait for requests."""
    family, kind, protocol, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    listener.set_inheritable(True)
    return listener


def work(holder: Holder, listener: socket.socket, settings: Settings, parent: int) -> None:
    """Answer requests until this process is told to stop; running requests are finished first."""
    set_up_logging()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)  # the server listens to both itself, and raises them again when it has stopped
    keeper = Keeper(open_log(settings.log)) if settings.log else None
    app = create_app(holder, settings, keeper, while_serving(keeper, parent))
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=settings.grace,
        timeout_keep_alive=30,
        backlog=BACKLOG,
    )
    uvicorn.Server(config).run(sockets=[listener])


def while_serving(keeper: Keeper | None, parent: int) -> Lifespan:
    """What a process does besides answering: stop when nobody is above it any more, and close its log in the end."""

    @asynccontextmanager
    async def alive(_: Any) -> AsyncIterator[None]:
        watch = asyncio.create_task(stop_without(parent)) if parent else None
        yield
        if watch:
            watch.cancel()
        if keeper:
            keeper.log.close()

    return alive


async def stop_without(parent: int) -> None:
    """Stop this process when the one that started it has gone."""
    while os.getppid() == parent:  # noqa: ASYNC110 - the system sends no event for this
        await asyncio.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def set_up_logging() -> None:
    """Lines on standard error: requests, and mistakes of ours. The server itself only says what goes wrong."""
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s", level=logging.WARNING, force=True)
    logging.getLogger("waterdicht.service").setLevel(logging.INFO)


def tell(line: str) -> None:
    """A line for whoever started the service."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
