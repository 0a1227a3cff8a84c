"""The web application under several readers at once: how long each kind of page takes, cold and warm.

python -m benchmarks.web.load [--ledger FILE | -n DOCUMENTS] [--readers 10] [--each 30] [--workers 1]

Serves a ledger on loopback to one user (``dragoman serve --no-login``) and asks it for pages of every kind,
each reader one page after another. Cold are pages that nobody asked for since the server began, warm the same
pages again. ``--think`` is how long a reader looks at a page before the next, in seconds.
"""

from __future__ import annotations

import argparse
import http.client
import json
import math
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, urlsplit

from benchmarks.merge.generate import generate
from dragoman.model.correction import party_text
from dragoman.store import Store, open_store
from dragoman.store.catalog import Kind, PairOrder, PairRow

T = TypeVar("T")
TABS = ("timeline", "areas", "network", "map", "commitments", "positions", "disagreements", "consultations")
LISTS = ("/pairs", "/people", "/bodies", "/instruments", "/engagements", "/documents", "/calendar")
POPULAR = 30  # pairs of which most documents tell
PATIENCE_S = 120.0
MEDIAN_S, LATE_S = 0.3, 1.0  # what is aimed at: the median, and the 95th percentile


@dataclass(frozen=True, slots=True)
class Asked:
    """A page that was asked for: of what kind, how long it took, whether it came."""

    kind: str
    address: str
    seconds: float
    status: int


def main() -> int:
    """Serve, ask and print; 1 where a page failed."""
    options = _options()
    with _ledger(options) as ledger:
        pages = _pages(ledger, options.each, random.Random(options.seed))
        with _served(ledger, options.workers) as (host, port):
            _ask(host, port, [("first", "/help")] * options.workers, 1, 0.0)
            time.sleep(options.settle)
            rounds = {
                name: _ask(host, port, pages, options.readers, options.think) for name in ("cold", "warm")
            }
    failed = [one for asked in rounds.values() for one in asked if one.status != 200]
    _print(rounds)
    for one in failed[:10]:
        print(f"{one.status} {one.address}")
    if options.json:
        told = [
            {"round": name, "kind": one.kind, "address": one.address, "seconds": one.seconds}
            for name, asked in rounds.items()
            for one in asked
        ]
        Path(options.json).write_text(json.dumps(told), encoding="utf-8")
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.web.load", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--ledger", help="a ledger that is there; else one is made")
    parser.add_argument("-n", type=int, default=2000, help="invented documents of the ledger that is made")
    parser.add_argument("--readers", type=int, default=10, help="how many ask at once")
    parser.add_argument("--each", type=int, default=30, help="pages of each kind")
    parser.add_argument("--workers", type=int, default=1, help="processes that answer")
    parser.add_argument("--think", type=float, default=0.0, help="seconds between a page and the next")
    parser.add_argument(
        "--settle", type=float, default=15.0, help="seconds in which the server makes itself ready"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", help="a file for every single time")
    return parser.parse_args()


@contextmanager
def _ledger(options: argparse.Namespace) -> Iterator[str]:
    """The ledger that is named, or one of invented documents."""
    if options.ledger:
        yield options.ledger
        return
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "ledger.db")
        with open_store(file) as store:
            for told in generate(options.n, options.seed):
                store.add(told.document, told.reading)
            store.merge()
        yield file


# --- what is asked ----------------------------------------------------------------------------------------


def _pages(ledger: str, each: int, rng: random.Random) -> list[tuple[str, str]]:
    """Pages of every kind, shuffled: so many of each."""
    with open_store(ledger, create=False) as store:
        found = {
            "home": ["/"],
            "lists": [*LISTS, *(f"{path}?offset=50" for path in LISTS)],
            **_of_pairs(store, each, rng),
            **_of_things(store, each, rng),
            "review": ["/review", *(f"/review?matter={name}" for name in ("person", "engagement", "body"))],
            "search": _searches(store, each, rng),
        }
    pages = [(kind, path) for kind, paths in found.items() for path in paths[:each]]
    rng.shuffle(pages)
    return pages


def _of_pairs(store: Store, each: int, rng: random.Random) -> dict[str, list[str]]:
    rows = list(store.catalog.pairs(order=PairOrder.DOCUMENTS))
    popular, others = rows[:POPULAR], rows[POPULAR:] or rows
    return {
        "pair, popular": [_pair(row) for row in _some(popular, each, rng)],
        "pair, any": [_pair(row) for row in _some(others, each, rng)],
        "pair, tabs": [f"{_pair(row)}/{rng.choice(TABS)}" for row in _some(others, each, rng)],
        "party": [f"/parties/{quote(party_text(row.left))}" for row in _some(rows, each, rng)],
    }


def _pair(row: PairRow) -> str:
    return f"/pairs/{quote(party_text(row.left))}/{quote(party_text(row.right))}"


def _of_things(store: Store, each: int, rng: random.Random) -> dict[str, list[str]]:
    out = {}
    for kind, path in (
        (Kind.PERSON, "people"),
        (Kind.ENGAGEMENT, "engagements"),
        (Kind.INSTRUMENT, "instruments"),
        (Kind.BODY, "bodies"),
        (Kind.COMMITMENT, "commitments"),
    ):
        total = store.catalog.entries((kind,), limit=1).total
        offsets = {rng.randrange(total) for _ in range(each)} if total else set()
        rows = [store.catalog.entries((kind,), limit=1, offset=at).rows[0] for at in sorted(offsets)]
        out[kind.value] = [f"/{path}/{row.id}" for row in rows]
    popular = store.catalog.register(Kind.PERSON, limit=each).rows
    out["person, popular"] = [f"/people/{row.id}" for row in popular]
    documents = store.catalog.documents(limit=50 * each).rows
    out["document"] = [f"/documents/{row.id}" for row in _some(documents, each, rng)]
    return out


def _searches(store: Store, each: int, rng: random.Random) -> list[str]:
    """Words of names and titles."""
    rows = [row for kind in (Kind.PERSON, Kind.BODY) for row in store.catalog.register(kind, limit=200)]
    names = [row.name for row in _some(rows, each, rng) if row.name]
    return [f"/search?q={quote(rng.choice((name, name.split()[-1])))}" for name in names]


def _some(items: Sequence[T], most: int, rng: random.Random) -> list[T]:
    return rng.sample(list(items), min(most, len(items)))


# --- asking -----------------------------------------------------------------------------------------------


@contextmanager
def _served(ledger: str, workers: int) -> Iterator[tuple[str, int]]:
    """The application on a free port of this machine."""
    command = [sys.executable, "-c", "from dragoman.cli import main; main()", "serve", "--no-login"]
    command += ["--ledger", ledger, "--port", "0", "--workers", str(workers)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            told = next((line for line in server.stderr if "http://" in line), "")
            if not told:
                raise SystemExit("the server did not start")
            place = urlsplit(next(word for word in told.split() if word.startswith("http://")))
            threading.Thread(target=server.stderr.read, daemon=True).start()
            assert place.hostname is not None
            assert place.port is not None
            yield place.hostname, place.port
        finally:
            server.terminate()


def _ask(host: str, port: int, pages: Sequence[tuple[str, str]], readers: int, think: float) -> list[Asked]:
    """Every page once, by so many readers at once, each taking the next that nobody took."""
    left = iter(pages)
    lock = threading.Lock()
    asked: list[Asked] = []

    def read() -> None:
        connection = http.client.HTTPConnection(host, port, timeout=PATIENCE_S)
        while True:
            with lock:
                following = next(left, None)
            if following is None:
                return
            asked.append(_one(connection, *following))
            time.sleep(think)

    threads = [threading.Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return asked


def _one(connection: http.client.HTTPConnection, kind: str, path: str) -> Asked:
    begun = time.perf_counter()
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        status = response.status
    except (OSError, http.client.HTTPException):
        connection.close()
        status = 0
    return Asked(kind, path, time.perf_counter() - begun, status)


# --- telling ----------------------------------------------------------------------------------------------


def _print(rounds: dict[str, list[Asked]]) -> None:
    """A line for each kind: how many pages, and the median and 95th percentile of each round."""
    by_kind: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for name, asked in rounds.items():
        for one in asked:
            by_kind[one.kind].setdefault(name, []).append(one.seconds)
            by_kind["all"].setdefault(name, []).append(one.seconds)
    print(f"{'milliseconds':18}{'pages':>6}" + "".join(f"{f'{n} median':>14}{'95 %':>8}" for n in rounds))
    for kind in sorted(by_kind, key=lambda k: (k == "all", k)):
        found = by_kind[kind]
        line = f"{kind:18}{max(map(len, found.values())):6}"
        for name in rounds:
            times = found.get(name, [])
            late = _late(times)
            marks = ("!" if statistics.median(times) > MEDIAN_S else " ") + ("!" if late > LATE_S else " ")
            line += f"{1000 * statistics.median(times):14.0f}{1000 * late:8.0f}{marks}"
        print(line)


def _late(times: Sequence[float]) -> float:
    """The 95th percentile: the least time that 95 of 100 do not exceed."""
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]


if __name__ == "__main__":
    raise SystemExit(main())
