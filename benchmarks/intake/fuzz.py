"""Fuzzes every reader: `python benchmarks/intake/fuzz.py --seconds 600 --seed 1`.

Files of tests/files and examples are mutated (in bytes, in the words of their formats, in the members of
their ZIP packages) and read as the program reads them. Whatever comes out must be documents and failures;
anything raised is a crash, which is printed and whose file is kept. Exits with 1 where there was one.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

from dragoman.read import CONTAINERS, READERS, Failure, read_bytes

ROOT = Path(__file__).parents[2]
WORDS = (
    b"<", b">", b"&amp;", b"&#0;", b"<p>", b"</p>", b"<table><tr><td>", b"]]>",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"{\\rtf1", b"\\bin9999 ", b"\\u-1?", b"{", b"}", b"[", b"]", b'"',
    b",", b";", b"\t", b"\r\n\r\n", b"\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xd9\x88",
    b"=?utf-8?B?", b"Content-Type: multipart/mixed; boundary=x\r\n", b"Content-Length: 99999999\r\n",
    b"WARC/1.0\r\n", b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\x1f\x8b\x08", b"obj", b"endobj",
    b"stream\r\n", b"/Length 9", b"/Type /Pages", b"xref", b"%PDF-1.4", b"0 R", b"From a@b 2021\n",
    b"2021-03-18", b"\xe2\x80\xae", b"\xed\xa0\x80", b"A" * 5000,
)  # fmt: skip
_SLOW_S = 10.0


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A few of the changes that find faults."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at, other = chance.randrange(len(out) + 1), chance.randrange(len(out) + 1)
        match chance.randrange(7):
            case 0 if out:
                out[at % len(out)] = chance.randrange(256)
            case 1:
                del out[at : at + chance.randint(1, 40)]
            case 2:
                out[at:at] = chance.choice(WORDS) * chance.choice((1, 1, 1, 3, 50))
            case 3:
                del out[at:]
            case 4:
                out[at:at] = out[other : other + chance.randint(1, 2000)]
            case 5:
                out[at : at + 4] = chance.randbytes(4)
            case _:
                word = chance.choice(WORDS)
                out[at : at + len(word)] = word
    return bytes(out) or b" "


def mutated_within(data: bytes, chance: random.Random) -> bytes:
    """A ZIP package with one of its members mutated and packed anew; other data as ``mutated`` has it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = [(info, package.read(info)) for info in package.infolist()]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError):
        return mutated(data, chance)
    chosen = chance.randrange(len(members)) if members else -1
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number, (info, content) in enumerate(members):
            package.writestr(info.filename, mutated(content, chance) if number == chosen else content)
    return out.getvalue()


def main() -> int:
    """Reads mutated files for the time given; prints what came of them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument(
        "--keep", type=Path, default=Path("fuzz-out"), help="folder for what crashes or is slow"
    )
    chosen = options.parse_args()
    chance = random.Random(chosen.seed)
    suffixes = sorted(READERS.keys() | CONTAINERS.keys())
    files = [
        p for folder in ("tests/files", "examples") for p in sorted((ROOT / folder).rglob("*")) if p.is_file()
    ]
    seeds = [(path, path.read_bytes()) for path in files if path.suffix.lower() in suffixes]
    outcomes: Counter[str] = Counter()
    end, runs, slowest = time.monotonic() + chosen.seconds, 0, 0.0
    while time.monotonic() < end:
        path, data = chance.choice(seeds)
        suffix = path.suffix.lower() if chance.random() < 0.9 else chance.choice(suffixes)
        mangled = (mutated_within if chance.random() < 0.5 else mutated)(data, chance)
        runs += 1
        started = time.monotonic()
        try:
            for item in read_bytes(mangled, origin=f"fuzz{suffix}", suffix=suffix):
                failed = isinstance(item, Failure)
                outcomes[f"{suffix} {'failure' if failed else 'document'}"] += 1
                (item.reason if isinstance(item, Failure) else item.text).encode()
        except BaseException as error:  # noqa: BLE001 - this is what it looks for
            if isinstance(error, KeyboardInterrupt):
                break
            outcomes["CRASH"] += 1
            traceback.print_exc()
            _keep(chosen.keep, f"crash-{chosen.seed}-{runs}{suffix}", mangled)
        took = time.monotonic() - started
        slowest = max(slowest, took)
        if took > _SLOW_S:
            outcomes["SLOW"] += 1
            print(f"slow: {took:.1f} s", path, suffix, len(mangled), flush=True)
            _keep(chosen.keep, f"slow-{chosen.seed}-{runs}{suffix}", mangled)
    print(f"{runs:,} files, slowest {slowest:.1f} s, {outcomes['CRASH']} crashes, {outcomes['SLOW']} slow")
    for what, count in sorted(outcomes.items()):
        print(f"  {what}: {count:,}")
    return 1 if outcomes["CRASH"] else 0


def _keep(folder: Path, name: str, data: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
