"""Merging measured on an invented ledger: what blocking misses, quality against the truth, time and memory.

make bench-merge, or in parts:
python -m benchmarks.merge.bench [blocking] [quality] [scale] [-n N] [--pace N] [--sizes N,N] [--seed N]
"""

from __future__ import annotations

import argparse
import itertools
import json
import pickle
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.merge import engine, measure
from benchmarks.merge.generate import generate
from benchmarks.merge.readings import Told

PARTS = ("blocking", "quality", "scale")
SIZES = "1000,3000,10000,30000,100000"
ADDS = 30
PATIENCE_S = 300.0  # no further document is added to a ledger after so long


def main() -> int:
    """Run the parts asked for, or one step of one of them in this process."""
    options = _options()
    if options.step:
        print(json.dumps(_STEPS[options.step](Path(options.folder), options)))
        return 0
    parts = options.parts or PARTS
    if {"blocking", "quality"} & set(parts):
        told = list(generate(options.n, options.seed, pace=options.pace))
        languages = len({t.document.lang for t in told})
        print(f"{len(told)} documents, {languages} languages, {options.pace} a month, seed {options.seed}")
        if "blocking" in parts:
            blocking(told)
        if "quality" in parts:
            quality(told)
    if "scale" in parts:
        scale([int(size) for size in options.sizes.split(",")], options)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.merge.bench", description=__doc__.splitlines()[0]
    )
    parser.add_argument("parts", nargs="*", choices=(*PARTS, []), help="all where none is named")
    parser.add_argument("-n", type=int, default=2000, help="documents for blocking and quality")
    parser.add_argument("--pace", type=int, default=100, help="documents a month for blocking and quality")
    parser.add_argument("--sizes", default=SIZES, help="documents of each ledger that is timed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--adds", type=int, default=ADDS, help="documents added one by one to each ledger")
    parser.add_argument("--step", choices=tuple(_STEPS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


# --- what blocking misses ---------------------------------------------------------------------------------


def blocking(told: Sequence[Told]) -> None:
    """Print the share of true pairs that are never compared, by script and by way of telling."""
    people, events = engine.candidates(told)
    for title, (homes, pairs), sorts in (
        ("people, by script", people, measure.person_sorts(told)),
        ("engagements, by how they are told", events, measure.event_sorts(told)),
    ):
        met = list(pairs)
        missed = measure.blocked(told, homes, met, sorts.get)
        print(f"\nTrue pairs of {title}, that no block brings together ({len(met)} pairs are compared):")
        rows = [(" - ".join(key), every, lost) for key, (lost, every) in missed.items()]
        bare = [row for row in rows if "surname" in row[0]]
        full = [row for row in rows if "surname" not in row[0]]
        across = [row for row in full if len(set(row[0].split(" - "))) > 1]
        alone = [row for row in bare if "no party" in row[0]]
        known = [row for row in bare if "no party" not in row[0]]
        sums = [_sum("all", full), _sum("all of two sorts", across)]
        sums += [_sum("bare surnames with a party", known)] if known else []
        sums += [_sum("bare surnames without", alone)] if alone else []
        _table(
            ("", "true pairs", "missed", "share"),
            [(name, f"{every}", f"{lost}", f"{lost / every:.2%}") for name, every, lost in (*full, *sums)],
        )


def _sum(name: str, rows: Sequence[tuple[str, int, int]]) -> tuple[str, int, int]:
    return name, max(1, sum(row[1] for row in rows)), sum(row[2] for row in rows)


# --- quality ----------------------------------------------------------------------------------------------


def quality(told: Sequence[Told]) -> None:
    """Print B-cubed against the truth, and the false merges."""
    begin = time.perf_counter()
    ledger = engine.ledger_of(told)
    print(f"\nAgainst the truth, B-cubed ({time.perf_counter() - begin:.1f} s):")
    _table(
        ("", "records", "in truth", "in ledger", "precision", "recall", "F1"),
        [
            (
                name,
                f"{s.items}",
                f"{s.things}",
                f"{s.groups}",
                f"{s.precision:.4f}",
                f"{s.recall:.4f}",
                f"{s.f1:.4f}",
            )
            for name, s in measure.scores(told, ledger).items()
        ],
    )
    other_day, one_day = measure.false_dates(told, ledger)
    print(
        f"engagements that hold events of different days: {other_day}; different events of one day: {one_day}"
    )


# --- time and memory --------------------------------------------------------------------------------------


def scale(sizes: Sequence[int], options: argparse.Namespace) -> None:
    """Print seconds and peak memory of a full merge by size, and the time of adding one more document.

    Each step has a process of its own, so that its peak memory is its own. Generating is not counted.
    """
    print("\nA full merge, and one more document (milliseconds):")
    heads = (
        "documents",
        "stored s",
        "merged s",
        "a second",
        "peak MB",
        "add median",
        "95 %",
        "most",
        "MB",
    )
    rows = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="dragoman-bench-") as folder:
            filled = _step("fill", folder, size, options)
            merged = _step("merge", folder, size, options)
            added = _step("add", folder, size, options)
        row = (
            f"{size}",
            f"{filled['seconds']:.1f}",
            f"{merged['seconds']:.1f}",
            f"{size / merged['seconds']:.0f}",
            f"{merged['peak']:.0f}",
            f"{added['median']:.0f}",
            f"{added['high']:.0f}",
            f"{added['most']:.0f}",
            f"{added['peak']:.0f}" + (f" ({added['adds']:.0f} adds)" if added["adds"] < options.adds else ""),
        )
        rows.append(row)
        print("  ".join(row), flush=True)
    _table(heads, rows)


def _step(name: str, folder: str, size: int, options: argparse.Namespace) -> Mapping[str, float]:
    command = [sys.executable, "-m", "benchmarks.merge.bench", "--step", name, "--folder", folder]
    command += ["-n", str(size), "--seed", str(options.seed), "--adds", str(options.adds)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _fill(folder: Path, options: argparse.Namespace) -> dict[str, float]:
    """Store the documents; those to be added later go into a file."""
    told = generate(options.n + options.adds, options.seed)
    seconds = 0.0
    with engine.opened(folder / "ledger.db") as store:
        for one in itertools.islice(told, options.n):
            begin = time.perf_counter()
            store.add(one.document, one.reading)
            seconds += time.perf_counter() - begin
    (folder / "more.pickle").write_bytes(pickle.dumps([(t.document, t.reading) for t in told]))
    return {"seconds": seconds, "peak": _peak_mb()}


def _merge(folder: Path, _: argparse.Namespace) -> dict[str, float]:
    begin = time.perf_counter()
    with engine.opened(folder / "ledger.db") as store:
        engine.merge_all(store)
    return {"seconds": time.perf_counter() - begin, "peak": _peak_mb()}


def _add(folder: Path, _: argparse.Namespace) -> dict[str, float]:
    more = pickle.loads((folder / "more.pickle").read_bytes())
    times: list[float] = []
    with engine.opened(folder / "ledger.db") as store:
        for document, reading in more:
            begin = time.perf_counter()
            engine.merge_more(store, document, reading)
            times.append((time.perf_counter() - begin) * 1000)
            if sum(times) > PATIENCE_S * 1000:
                break
    ordered = sorted(times)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return {
        "median": statistics.median(times),
        "high": high,
        "most": ordered[-1],
        "adds": len(times),
        "peak": _peak_mb(),
    }


_STEPS = {"fill": _fill, "merge": _merge, "add": _add}


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths: dict[int, int] = defaultdict(int)
    for row in (heads, *rows):
        for at, cell in enumerate(row):
            widths[at] = max(widths[at], len(cell))
    for row in (heads, *rows):
        cells = (c.ljust(widths[at]) if at == 0 else c.rjust(widths[at]) for at, c in enumerate(row))
        print("  " + "  ".join(cells))


if __name__ == "__main__":
    sys.exit(main())
