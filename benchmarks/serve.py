"""How fast `waterdicht serve` answers: decisions with their whole explanation, over loopback, from checked JSON to JSON.

Run with `python benchmarks/serve.py`. The client is in this process and shares the processors with the service, so that figures are of both
together. The processor time of a decision is that of the service alone, and says more on a machine that does other things too. The time to the first answer is from the start of the command.
"""

from __future__ import annotations

import asyncio
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
NORMS = ROOT / "tests" / "service" / "premie.norm"
sys.path.insert(0, str(NORMS.parent))
CONNECTIONS, SECONDS, PORT = 16, 5, 8911


def main() -> None:
    """Print every figure."""
    from premie_cases import FACTS

    workers = os.cpu_count() or 1
    print(f"machine: {platform.machine()}, {workers} processors, Python {platform.python_version()}")
    body = json.dumps({"besluit": "premie", "op": "2024-03-01", "feiten": FACTS})
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "waterdicht.cli.main", "compile", NORMS, "--to", "python", "-o", f"{folder}/stad"], check=True, stdout=subprocess.DEVNULL
        )
        for what, log in (("no log", ["--no-log"]), ("log in a file", ["--log", f"{folder}/log.jsonl"]), ("log in SQLite", ["--log", f"{folder}/log.sqlite"])):
            measure(what, [*log, "--policies", f"{folder}/stad", "--workers", str(workers)], body)


def measure(what: str, arguments: list[str], body: str) -> None:
    """One way of serving: the start, the most decisions a second, and the times of answers at half of that."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "waterdicht.cli.main", "serve", "--quiet", "--port", str(PORT), *arguments]
    service = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while not answers():
            time.sleep(0.005)
        started = time.perf_counter() - began
        asyncio.run(load(body, SECONDS / 5, 0))  # every process has answered before anything is measured
        answered = len(asyncio.run(load(body, SECONDS, 0)))
        times = sorted(asyncio.run(load(body, SECONDS, answered / SECONDS / 2)))
    finally:
        service.terminate()
        service.wait(30)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    half, late = (times[int(len(times) * share)] * 1000 for share in (0.5, 0.99))
    print(
        f"{what}: first answer after {started:.2f} s; {answered / SECONDS:,.0f} decisions a second; at half of that median {half:.1f} ms, p99 {late:.1f} ms; {used / (answered + len(times)) * 1e6:.0f} µs of processor each, the start included"
    )


def answers() -> bool:
    """Whether the service answers."""
    try:
        with urlopen(f"http://127.0.0.1:{PORT}/v1/health", timeout=5) as response:
            return bool(response.status == 200)
    except (URLError, OSError):
        return False


async def load(body: str, seconds: float, rate: float) -> list[float]:
    """Ask for some seconds over several connections, at most `rate` times a second when there is one; the time of each answer, from when it was due."""
    data = body.encode()
    head = f"POST /v1/decide HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
    end = time.perf_counter() + seconds
    found = await asyncio.gather(*(ask(head.encode() + data, end, CONNECTIONS / rate if rate else 0, turn) for turn in range(CONNECTIONS)))
    return [each for times in found for each in times]


async def ask(request: bytes, end: float, pause: float, turn: int) -> list[float]:
    """One connection: a request each `pause` seconds, or one after the other."""
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    times: list[float] = []
    due = time.perf_counter() + pause * turn / CONNECTIONS
    while due < end:
        await asyncio.sleep(max(due - time.perf_counter(), 0) if pause else 0)
        begin = due if pause else time.perf_counter()
        writer.write(request)
        await answer(reader)
        now = time.perf_counter()
        times.append(now - begin)
        due = due + pause if pause else now
    writer.close()
    return times


async def answer(reader: asyncio.StreamReader) -> Any:
    """Read one answer; SystemExit when it is no decision."""
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200 "):
        raise SystemExit(head.decode())
    length = re.search(rb"content-length: (\d+)", head)
    assert length
    return await reader.readexactly(int(length[1]))


if __name__ == "__main__":
    main()
