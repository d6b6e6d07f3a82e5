"""Keeping receipts under asyncio: whatever came in while the disk was busy is written together, and each request waits for its own."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from waterdicht.runtime.errors import UnusableLog
from waterdicht.runtime.logs import Log
from waterdicht.runtime.receipt import Receipt


@dataclass(slots=True)
class Keeper:
    """A log that one event loop writes to."""

    log: Log
    waiting: list[tuple[Receipt, asyncio.Future[None]]] = field(default_factory=list)
    writing: asyncio.Task[None] | None = None

    async def keep(self, receipt: Receipt) -> None:
        """On return the receipt is on the disk; UnusableLog says that it is not."""
        done = asyncio.get_running_loop().create_future()
        self.waiting.append((receipt, done))
        if self.writing is None or self.writing.done():
            self.writing = asyncio.create_task(self.write())
        await done

    async def write(self) -> None:
        """Write everything that waits, until nothing does."""
        while self.waiting:
            batch, self.waiting = self.waiting, []
            try:
                await asyncio.to_thread(self.log.append_all, [receipt for receipt, _ in batch])
            except UnusableLog as wrong:
                for _, done in batch:
                    if not done.done():
                        done.set_exception(wrong)
            else:
                for _, done in batch:
                    if not done.done():
                        done.set_result(None)
