"""Files and readers that do harm, and what they are read with."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from dragoman.model.text import Document
from dragoman.read import READERS, Failure, Options, Reader
from dragoman.read.plain import read_plain

MEETING = "Foreign Minister Samir Haddad of Tunisia met Joseph Odhiambo in Nairobi. Report {}."


def page(number: int | str) -> str:
    """A small web page of our own, which is read in a process."""
    return f"<!DOCTYPE html><html><body><p>{MEETING.format(number)}</p></body></html>"


def endless_pdf(depth: int = 24, fan: int = 12) -> bytes:
    """A small PDF of one page whose forms draw one another, ``fan`` to the power of ``depth`` times.

    PDFium draws them all, without end.
    """
    forms = range(4, 4 + depth)
    draw = b" ".join([b"/F Do"] * fan)
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents %d 0 R"
        b"/Resources<</XObject<</F 4 0 R>>>>>>" % (4 + depth),
    ]
    for number in forms:
        inner = draw if number != forms[-1] else b"0 0 1 1 re f"
        below = b"/Resources<</XObject<</F %d 0 R>>>>" % (number + 1) if number != forms[-1] else b""
        head = b"<</Type/XObject/Subtype/Form/BBox[0 0 200 200]%b/Length %d>>" % (below, len(inner))
        bodies.append(head + b"stream\n" + inner + b"\nendstream")
    bodies.append(b"<</Length %d>>stream\n%b\nendstream" % (len(draw), draw))
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF"
        % (
            len(bodies) + 1,
            table,
            len(bodies) + 1,
            len(out),
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile(Options):
    """Reads .odt files by doing what their bytes say: the harm that a fault in a reader can do."""

    def readers(self) -> Mapping[str, Reader]:
        return MappingProxyType({**READERS, ".odt": _do_harm})


def _do_harm(data: bytes, origin: str) -> Iterator[Document | Failure]:
    what, _, more = data.decode().partition(" ")
    match what:
        case "hang":
            time.sleep(3600)
        case "spin":
            while True:
                pass
        case "exit":
            os._exit(3)
        case "leave":
            raise SystemExit
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "memory":
            held = []
            while True:
                held.append(bytearray(50_000_000))
        case "raise":
            raise RuntimeError("a fault in the reader")
        case "recur":
            yield from _do_harm(data, origin)
        case "trickle":  # a document, and then nothing more
            yield from read_plain(b"The ministers met before.", origin)
            time.sleep(3600)
        case "flood":
            count = Path(more)
            for number in range(10_000_000):
                count.write_text(str(number), encoding="utf-8")
                yield from read_plain(b"The ministers met. " * 500, f"{origin}#{number}")
    yield from read_plain(data, origin)
