"""The processes of a service: started from one that has loaded the law, replaced when the law is, ended when the service is.

The law is in memory once, whatever the number of processes. New law is loaded here; only when that succeeded new processes take the place of
the old, which finish what they were answering.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Final

from waterdicht.runtime.errors import PolicyError, wrong_text
from waterdicht.runtime.holder import Holder
from waterdicht.service.settings import Settings

HEARD: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD) if hasattr(signal, "SIGHUP") else ()
PAUSE: Final = 1.0
"""Seconds before a process that ended by itself is replaced: one that cannot start must not keep a processor busy."""


def supervise(holder: Holder, work: Callable[[], None], settings: Settings) -> int:
    """Keep processes at work until SIGTERM or SIGINT; SIGHUP loads the law again. 0."""
    signal.signal(signal.SIGCHLD, lambda *_: None)  # else some systems do not tell
    signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
    gc.collect()
    gc.freeze()  # what is shared must not be written to
    working = {start(work) for _ in range(settings.workers)}
    leaving: set[int] = set()
    while True:
        match signal.sigwait(HEARD):
            case signal.SIGCHLD:
                gone = ended()
                leaving -= gone
                if gone & working:
                    time.sleep(PAUSE)
                    working = (working - gone) | {start(work) for _ in gone & working}
            case signal.SIGHUP:
                if reload(holder):
                    fresh = {start(work) for _ in range(settings.workers)}
                    tell_all(working, signal.SIGTERM)
                    leaving |= working
                    working = fresh
            case _:
                end_all(working | leaving, settings.grace)
                return 0


def start(work: Callable[[], None]) -> int:
    """Start a process; its number."""
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        for number in HEARD:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HEARD)
        work()
        code = 0
    except BaseException as error:  # noqa: BLE001 - nothing comes after this in the process but its end, so it is told here
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        sys.stderr.flush()
        os._exit(code)


def reload(holder: Holder) -> bool:
    """Load the law again. What cannot be loaded leaves the old law where it was, and is told."""
    try:
        holder.reload()
    except PolicyError as wrong:
        sys.stderr.write("".join(f"waterdicht: {wrong_text(each)}\n" for each in wrong.errors))
        sys.stderr.flush()
        return False
    gc.collect()
    gc.freeze()
    sys.stderr.write("waterdicht: het recht is opnieuw geladen\n")
    sys.stderr.flush()
    return True


def ended() -> set[int]:
    """The processes that have ended since this was last asked."""
    found: set[int] = set()
    while True:
        try:
            process, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return found
        if not process:
            return found
        found.add(process)


def tell_all(processes: set[int], number: signal.Signals) -> None:
    """Send a signal to processes; one that has just ended needs none."""
    for process in processes:
        try:
            os.kill(process, number)
        except ProcessLookupError:
            continue


def end_all(processes: set[int], grace: int) -> None:
    """Let processes finish what they are answering, and end those that take longer than the server lets them."""
    tell_all(processes, signal.SIGTERM)
    latest = time.monotonic() + grace + 5
    left = set(processes)
    while left and time.monotonic() < latest:
        left -= ended()
        if left:
            signal.sigtimedwait((signal.SIGCHLD,), 0.2)
    tell_all(left, signal.SIGKILL)
