"""Five million rows of trade: how long ``dragoman avenues`` takes, and how much memory, in a fresh process.

    python -m benchmarks.trade.bench [--rows 5000000] [--format baci|comtrade] [--file FILE]

Memory is the peak of resident pages, with those of the file that are mapped. Time is that of the clock and
of the processor: on a machine that does other things as well, the latter tells more.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_DAY = "2024-01-01"
_PROGRAM = "from dragoman.cli import main; main()"


def main() -> int:
    """Make the file unless one is given, ask on it, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--format", choices=("baci", "comtrade"), default="baci")
    parser.add_argument("--file", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.file or Path(folder) / "BACI_HS17_Y2021.csv"
        if given.file is None:
            subprocess.run(  # in a process of its own, whose memory is not counted
                [sys.executable, "-m", "benchmarks.trade.generate", str(path), "--rows", str(given.rows),
                 "--format", given.format], check=True,
            )  # fmt: skip
        ledger, out = Path(folder) / "ledger.db", Path(folder) / "out.json"
        (Path(folder) / "note.txt").write_text("Morocco and Russia spoke of trade.\n", encoding="utf-8")
        command = [sys.executable, "-c", _PROGRAM, "read", f"{folder}/note.txt", "--ledger", str(ledger)]
        subprocess.run(command, check=True, capture_output=True)
        start = time.monotonic()
        child = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, "avenues", "MAR", "RUS", "--ledger",
             str(ledger), "--trade", str(path), "--on", _DAY, "--format", "json", "-o", str(out)],
        )  # fmt: skip
        _, status, used = os.wait4(child.pid, 0)
        clock = time.monotonic() - start
        if status:
            return 1
        answer = json.loads(out.read_text("utf-8"))
    (file,) = answer["trade"]["files"]
    print(
        f"{file['rows']:,} rows, {file['used']:,} used; {len(answer['avenues'])} avenues of {answer['year']}"
    )
    print(f"{clock:.1f} s by the clock, {used.ru_utime:.1f} s user + {used.ru_stime:.1f} s system")
    print(f"peak memory {used.ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
