"""Many mixed files, some of them hostile: how fast they are read, and what a run that is killed loses.

Makes text, web pages, mails, archives, tables, Word files and PDF files, each with words of its own, so that
the number of documents and of failures is known beforehand. With ``--ledger`` they go into a ledger by a
run that is killed at a random moment and taken up again.

    python benchmarks/intake/mixed.py FOLDER -n 10000
    python benchmarks/intake/mixed.py FOLDER -n 1000 --ledger
"""

from __future__ import annotations

import argparse
import io
import random
import sqlite3
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from dragoman.config import Settings  # noqa: E402
from dragoman.read import Failure, find_paths  # noqa: E402
from dragoman.run.intake import outer  # noqa: E402
from dragoman.run.isolated import read_isolated  # noqa: E402
from dragoman.store import open_store  # noqa: E402
from tests.run.hostile import endless_pdf  # noqa: E402

REAL = ROOT / "tests" / "files"
WORD = (REAL / "words" / "en.docx").read_bytes()
PDFS = tuple((REAL / "pdf" / name).read_bytes() for name in ("libreoffice-en.pdf", "chromium-fr.pdf"))
STATES = ("Tunisia", "Kenya", "Portugal", "Estonia", "Namibia", "Chile", "Vietnam", "Jordan")
PEOPLE = ("Samir Haddad", "Joseph Odhiambo", "Anna Keller", "Liina Saareste", "Karim Benali", "Luigi Rossi")
TOPICS = ("fishing", "trade", "visas", "wheat", "ports", "scholarships", "energy", "migration")
KINDS = (*["txt"] * 7, *["html"] * 5, *["eml"] * 2, "zip", "csv", *["docx"] * 2, *["pdf"] * 2)
HOSTILE_EVERY = 50
INSIDE = 3  # documents in an archive or a table
LIMIT_S = 5.0


@dataclass(slots=True)
class Made:
    """What is in the folder."""

    files: int = 0
    documents: int = 0
    hostile: int = 0


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("-n", type=int, default=1000, help="files")
    arguments.add_argument("--endless", type=int, default=1, help="PDF files that are drawn without end")
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--ledger", action="store_true", help="read into a ledger, be killed, and go on")
    told = arguments.parse_args()
    chance = random.Random(told.seed)
    began = time.monotonic()
    made = make(told.folder / "files", told.n, told.endless, chance)
    print(
        f"{made.files:,} files with {made.documents:,} documents, {made.hostile} of them hostile, "
        f"made in {time.monotonic() - began:.0f} s"
    )
    if told.ledger:
        return 0 if killed_and_taken_up(told.folder, made, chance) else 1
    return 0 if alone(told.folder / "files", made) else 1


# --- the files ---


def make(folder: Path, count: int, endless: int, chance: random.Random) -> Made:
    """Write the files, a hundred to a folder."""
    made = Made()
    for number in range(count):
        place = folder / f"{number // 100:04}"
        place.mkdir(parents=True, exist_ok=True)
        made.files += 1
        if number % HOSTILE_EVERY == HOSTILE_EVERY - 1:
            made.hostile += 1
            bad = number // HOSTILE_EVERY
            name, data = ("endless.pdf", endless_pdf()) if bad < endless else hostile(bad)
            (place / f"{number:06}-{name}").write_bytes(data)
            continue
        kind = KINDS[number % len(KINDS)]
        data, documents = BUILD[kind](number, chance)
        (place / f"{number:06}.{kind}").write_bytes(data)
        made.documents += documents
    return made


def hostile(number: int) -> tuple[str, bytes]:
    """A file that is not what it says, or of which nothing is left."""
    return (
        ("empty.txt", b" \n"),
        ("cut.pdf", PDFS[0][: len(PDFS[0]) // 3]),
        ("cut.docx", WORD[: len(WORD) // 3]),
        ("noise.html", random.Random(number).randbytes(20_000)),
        ("nested.json", b"[" * 200_000),
        ("noise.zip", b"PK\x03\x04" + random.Random(number).randbytes(5_000)),
    )[number % 6]


def words(number: int | str, chance: random.Random) -> str:
    """A release that there is no other of."""
    (one, two), (here, there) = chance.sample(PEOPLE, 2), chance.sample(STATES, 2)
    day, topic = chance.randint(1, 28), chance.choice(TOPICS)
    first = f"Foreign Minister {one} of {here} met {two} of {there} on {day} May 2024 to discuss {topic}."
    more = " ".join(f"They spoke of {chance.choice(TOPICS)} and {chance.choice(TOPICS)}." for _ in range(12))
    return f"{first} {more} This is release number {number} of the ministry."


def page(text: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>Talks</title></head><body><p>{text}</p></body></html>".encode()


def _mail(number: int, chance: random.Random) -> tuple[bytes, int]:
    head = f"From: press@example.org\nTo: all@example.org\nSubject: Release {number}\n"
    return f"{head}Date: Mon, 6 May 2024 10:00:00 +0000\n\n{words(number, chance)}\n".encode(), 1


def _zip(number: int, chance: random.Random) -> tuple[bytes, int]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in range(INSIDE):
            archive.writestr(f"{part}.html", page(words(f"{number}-{part}", chance)))
    return out.getvalue(), INSIDE


def _table(number: int, chance: random.Random) -> tuple[bytes, int]:
    rows = [f'{number}-{part},"{words(f"{number}-{part}", chance)}"' for part in range(INSIDE)]
    return "\n".join(("id,text", *rows)).encode(), INSIDE


def _docx(number: int, chance: random.Random) -> tuple[bytes, int]:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORD)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(b"</w:t>", f" {words(number, chance)}</w:t>".encode(), 1)
            new.writestr(name, data)
    return out.getvalue(), 1


def _pdf(number: int, chance: random.Random) -> tuple[bytes, int]:
    document = pypdfium2.PdfDocument(PDFS[number % len(PDFS)])
    first = document[0]
    written = raw.FPDFPageObj_NewTextObj(document, b"Helvetica", 9.0)
    text = f"Release number {number} of {chance.choice(STATES)}.\0".encode("utf-16-le")
    raw.FPDFText_SetText(written, (raw.FPDF_WCHAR * (len(text) // 2)).from_buffer_copy(text))
    raw.FPDFPageObj_Transform(written, 1, 0, 0, 1, 60, 60)
    raw.FPDFPage_InsertObject(first, written)
    raw.FPDFPage_GenerateContent(first)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue(), 1


BUILD = {
    "txt": lambda number, chance: (words(number, chance).encode(), 1),
    "html": lambda number, chance: (page(words(number, chance)), 1),
    "eml": _mail,
    "zip": _zip,
    "csv": _table,
    "docx": _docx,
    "pdf": _pdf,
}


# --- reading ---


def alone(folder: Path, made: Made) -> bool:
    """Read without a ledger; whether everything that is there was found."""
    settings = Settings(read_limit_s=LIMIT_S)
    began = time.monotonic()
    paths = [item for item in find_paths([str(folder)]) if isinstance(item, str)]
    documents: set[str] = set()
    again, failed = 0, set[str]()
    for item in read_isolated(paths, settings):
        if isinstance(item, Failure):
            failed.add(outer(item.origin))
        else:
            again += item.id in documents
            documents.add(item.id)
    gone = time.monotonic() - began
    print(
        f"read by {settings.readers} processes in {gone:.1f} s: {len(paths) / gone:.1f} files/s, "
        f"{len(documents) / gone:.1f} documents/s; {len(documents):,} documents, {again} twice, "
        f"{len(failed)} files failed"
    )
    return (len(documents), again, len(failed)) == (made.documents, 0, made.hostile)


def killed_and_taken_up(folder: Path, made: Made, chance: random.Random) -> bool:
    """Read into a ledger by a run that is killed, then by one that is not; whether all is there, once."""
    ledger = folder / "ledger.db"
    dragoman = Path(sys.executable).with_name("dragoman")
    command = [str(dragoman), "read", str(folder / "files"), "--ledger", str(ledger)]
    stop = int(chance.uniform(0.1, 0.9) * made.documents)
    began = time.monotonic()
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as run:
        while run.poll() is None and count(ledger, "document") < stop:
            time.sleep(chance.uniform(0.05, 0.2))
        run.kill()
    kept = count(ledger, "document")
    print(f"killed after {time.monotonic() - began:.0f} s with {kept:,} documents kept")
    began = time.monotonic()
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    gone = time.monotonic() - began
    print(f"taken up for {gone:.0f} s, exit {done.returncode}: {done.stderr.splitlines()[-1]}")
    print(f"{(made.documents - kept) / gone:.1f} documents/s into the ledger")
    found = {table: count(ledger, table) for table in ("document", "document_copy", "reading")}
    wanted = dict.fromkeys(found, made.documents) | {"files that failed": made.hostile}
    with open_store(ledger, create=False) as store:
        found["files that failed"] = len({outer(failure.origin) for failure in store.failures()})
    print(f"in the ledger: {found}")
    print(f"wanted:        {wanted}")
    began = time.monotonic()
    again = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    print(f"once more for {time.monotonic() - began:.0f} s: {again.stderr.splitlines()[-1]}")
    return found == wanted and f"0 read, {made.documents} known" in again.stderr


def count(ledger: Path, table: str) -> int:
    """The rows of a table; none while there is no ledger."""
    if not ledger.exists():
        return 0
    with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True, timeout=30)) as connection:
        try:
            rows: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        except sqlite3.OperationalError:
            return 0
        return rows


if __name__ == "__main__":
    sys.exit(main())
