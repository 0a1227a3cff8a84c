"""Schemathesis asks every operation of the API what its description allows, and what it does not.

All its checks hold: nothing is a server error, statuses, headers and bodies are as described, what is right
is taken and what is wrong refused, other methods give 405, and without a token nothing is told.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from dragoman.web.settings import WebSettings
from tests.web.live import served

_CASES = 2  # of each operation, in each phase that makes them at random
_SEED = 6


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
            "--request-timeout=60",
            "--max-response-time=60",
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
    with served(WebSettings(ledger=str(ledger_db), login=False, port=0)) as url:
        assert ask_all(url, tmp_path) > 1_000
