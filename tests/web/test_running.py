"""Starting, stopping, reloading and keeping, with real processes and signals."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from premie_cases import facts
from running import Served, start, stop

from waterdicht.cli.main import main
from waterdicht.runtime import load
from waterdicht.runtime.logs import read_log
from waterdicht.runtime.receipt import Receipt
from waterdicht.runtime.replay import replay

GOOD = {"besluit": "premie", "op": "2024-03-01", "feiten": facts()}
HERE = Path(__file__).parent

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes of a service are made by fork, which this system has not")


def until(true: Callable[[], bool], seconds: float = 15) -> bool:
    """Wait until something is so."""
    latest = time.monotonic() + seconds
    while time.monotonic() < latest:
        if true():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("name", ["beslissingen.jsonl", "beslissingen.sqlite"])
def test_every_decision_is_kept_before_it_is_given(serve: Callable[..., Served], compiled: Path, tmp_path: Path, name: str) -> None:
    served = serve("--policies", str(compiled), "--log", name, "--workers", "2", "--mask", "/persoon.inkomen")
    given = [served.ask("/v1/decide", GOOD).json["bon"] for _ in range(20)]
    served.ask("/v1/explain", GOOD)
    served.ask("/v1/next-question", GOOD)
    served.ask("/v1/decide", {**GOOD, "op": "0"})
    assert stop(served) == 0
    kept = [each for each in read_log(tmp_path / name) if isinstance(each, Receipt)]
    assert [each.id for each in kept] == given
    assert {each.masked for each in kept} == {("/persoon.inkomen",)} and kept[0].amounts == {"hoogte_premie": "125.00"}
    assert replay(kept[0], load(compiled), {"persoon.inkomen": "250.00"}).verdict == "gelijk"


def test_decisions_are_kept_unless_told_otherwise(serve: Callable[..., Served], compiled: Path, tmp_path: Path) -> None:
    served = serve("--policies", str(compiled))
    assert served.ask("/v1/decide", GOOD).json["bon"]
    assert (tmp_path / "beslissingen.jsonl").stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_kept_is_not_decided(serve: Callable[..., Served], compiled: Path, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full, a file to which nothing can be written")
    (tmp_path / "vol.jsonl").symlink_to("/dev/full")
    served = serve("--policies", str(compiled), "--log", "vol.jsonl")
    answer = served.ask("/v1/decide", GOOD)
    assert answer.status == 503 and "uitkomst" not in answer.json
    assert served.ask("/v1/explain", GOOD).status == 200


def test_a_request_that_runs_is_finished_after_sigterm(serve: Callable[..., Served], compiled: Path) -> None:
    served = serve("--policies", str(compiled), "--no-log")
    body = json.dumps(GOOD).encode()
    with socket.create_connection(("127.0.0.1", served.port), 20) as connection:
        head = f"POST /v1/decide HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        connection.sendall(head.encode() + body[:10])
        assert served.ask("/v1/health").status == 200
        served.process.terminate()
        time.sleep(0.5)
        assert served.process.poll() is None
        connection.sendall(body[10:])
        assert connection.recv(100).startswith(b"HTTP/1.1 200 ")
    assert served.process.wait(20) == 0


def test_a_body_that_never_comes_does_not_keep_the_service(serve: Callable[..., Served], compiled: Path) -> None:
    served = serve("--policies", str(compiled), "--no-log", "--grace", "1")
    with socket.create_connection(("127.0.0.1", served.port), 20) as connection:
        connection.sendall(b"POST /v1/decide HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n")
        assert served.ask("/v1/health").status == 200
        began = time.monotonic()
        assert stop(served) == 0
        assert time.monotonic() - began < 8


def other_law(folder: Path, tmp_path: Path) -> None:
    """The same folder where income may be at most 20% of 600."""
    norms = tmp_path / "anders.norm"
    norms.write_text((HERE.parent / "service" / "premie.norm").read_text().replace("50% van", "20% van"))
    fresh = tmp_path / "anders"
    assert main(["compile", str(norms), "--to", "python", "-o", str(fresh)]) == 0
    shutil.copytree(fresh, folder, dirs_exist_ok=True)


def test_new_law_on_sighup(serve: Callable[..., Served], folder: Path, tmp_path: Path) -> None:
    served = serve("--policies", str(folder), "--no-log", "--workers", "2")

    def outcome() -> str:
        return str(served.ask("/v1/decide", GOOD).json["uitkomst"])

    assert outcome() == "mag toekennen"
    other_law(folder, tmp_path)
    served.process.send_signal(signal.SIGHUP)
    assert until(lambda: any("opnieuw geladen" in line for line in served.lines))
    assert until(lambda: all(outcome() == "geen grondslag" for _ in range(5)))


def test_a_broken_folder_leaves_the_old_law(serve: Callable[..., Served], folder: Path) -> None:
    served = serve("--policies", str(folder), "--no-log")
    for each in folder.glob("*.py"):
        each.write_text("kapot")
    served.process.send_signal(signal.SIGHUP)
    assert until(lambda: any("niet bruikbaar" in line for line in served.lines))
    assert served.ask("/v1/decide", GOOD).json["uitkomst"] == "mag toekennen"


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], check=False, capture_output=True, text=True).stdout
    return [int(each) for each in found.split()]


@pytest.mark.skipif(not shutil.which("ps"), reason="there is no ps here, to find the processes of a service with")
def test_a_process_that_ends_is_replaced(serve: Callable[..., Served], compiled: Path) -> None:
    served = serve("--policies", str(compiled), "--no-log")
    assert served.ask("/v1/health").status == 200
    (before,) = children(served.process.pid)
    os.kill(before, signal.SIGKILL)
    assert until(lambda: children(served.process.pid) not in ([], [before]))
    assert served.ask("/v1/decide", GOOD).status == 200


@pytest.mark.skipif(not shutil.which("ps"), reason="there is no ps here, to find the processes of a service with")
def test_no_process_stays_behind_alone(serve: Callable[..., Served], compiled: Path) -> None:
    served = serve("--policies", str(compiled), "--no-log")
    assert served.ask("/v1/health").status == 200
    (worker,) = children(served.process.pid)
    served.process.kill()
    served.process.wait(20)
    assert until(lambda: not running(worker))


def running(process: int) -> bool:
    """Whether a process is there and has not ended."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], check=False, capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


def refused(*arguments: str) -> str:
    """What a service that cannot begin says; it must give exit code 2 and no traceback."""
    found = subprocess.run([sys.executable, "-m", "waterdicht.cli.main", "serve", *arguments], check=False, capture_output=True, text=True, timeout=60)
    assert found.returncode == 2 and "Traceback" not in found.stderr
    return found.stderr


def test_a_service_that_cannot_begin(compiled: Path, tmp_path: Path) -> None:
    assert "E632" in refused("--policies", str(tmp_path / "niets"), "--no-log")
    assert "E632" in refused("--policies", str(compiled), "--log", str(tmp_path / "geen" / "map.jsonl"))
    assert "E632" in refused("--policies", str(compiled), "--no-log", "--host", "192.0.2.1", "--port", "1")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert "E632" in refused("--policies", str(compiled), "--no-log", "--port", str(taken.getsockname()[1]))
    assert "is geen poort" in refused("--port", "65536")


def test_without_a_web_server_it_says_what_to_install(compiled: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['uvicorn'] = None\n")
    command = [sys.executable, "-m", "waterdicht.cli.main", "serve", "--policies", str(compiled), "--no-log"]
    found = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(tmp_path)}, timeout=60)
    assert found.returncode == 2 and "E622" in found.stderr and 'pip install "waterdicht[http]"' in found.stderr


def test_neither_the_parser_nor_the_solver_is_needed(compiled: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['lark'] = sys.modules['z3'] = None\n")
    served = start("--policies", str(compiled), "--no-log", folder=tmp_path, path=tmp_path)
    assert served.ask("/v1/decide", GOOD).json["uitkomst"] == "mag toekennen"
    assert stop(served) == 0
