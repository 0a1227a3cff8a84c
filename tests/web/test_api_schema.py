"""Schemathesis asks every operation of the API what its description allows, and what it does not.

All its checks hold: nothing is a server error, statuses, headers and bodies are as described, what is right
is taken and what is wrong refused, other methods give 405, and without a token nothing is told.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from dragoman.web.app import create_app
from dragoman.web.settings import WebSettings

_CASES = 4  # of each operation, in each phase that makes them at random
_SEED = 6


@contextmanager
def served(settings: WebSettings) -> Iterator[str]:
    """The application on loopback, at a port that is free."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(128)
    port = listening.getsockname()[1]
    app = create_app(WebSettings(ledger=settings.ledger, login=settings.login, port=port))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        listening.close()


def ask_all(url: str, folder: Path, *more: str, cases: int = _CASES) -> int:
    """Run schemathesis with all its checks; the number of requests that it made. Fails as it does."""
    program = [sys.executable, "-m", "schemathesis.cli"]
    found = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
    run = subprocess.run(
        [
            *([found] if found else program),
            "run",
            f"{url}/api/v1/openapi.json",
            "--checks=all",
            f"--seed={_SEED}",
            f"--max-examples={cases}",
            "--generation-deterministic",
            "--generation-database=none",
            "--suppress-health-check=all",
            "--warnings=off",
            "--no-color",
            *more,
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert run.returncode == 0, f"{run.stdout[-12_000:]}\n{run.stderr[-2_000:]}"
    told = re.search(r"([\d,]+) generated", run.stdout)
    assert told is not None, run.stdout[-4_000:]
    return int(told[1].replace(",", ""))


def test_the_api_does_what_its_description_says(ledger_db: Path, tmp_path: Path) -> None:
    with served(WebSettings(ledger=str(ledger_db), login=False)) as url:
        assert ask_all(url, tmp_path) > 1_000
