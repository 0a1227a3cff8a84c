"""What came of reading, and how a program or notebook reads without being begun anew by its own readers."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.model.text import Document

if TYPE_CHECKING:
    from dragoman.read import Failure

_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Intake:
    """What came of reading: the documents that are new to the ledger, how many were known, and what failed.

    Nothing is raised for a document that fails: each failure names where it came from, the stage and why.
    """

    documents: tuple[Document, ...]
    known: int
    failures: tuple[Failure, ...]

    @property
    def read(self) -> int:
        """How many documents were read."""
        return len(self.documents)

    def __repr__(self) -> str:
        lines = [f"{self.read} read, {self.known} known, {len(self.failures)} failed"]
        lines += [f"  {one.origin}: {one.stage}: {one.reason}" for one in self.failures[:_SHOWN]]
        lines += [f"  and {len(self.failures) - _SHOWN} more"] if len(self.failures) > _SHOWN else []
        return "\n".join(lines)


def document_of(
    text: str,
    *,
    lang: str | None,
    published: str | None,
    source: str | None,
    url: str | None,
    title: str | None,
    name: str | None,
) -> Document:
    """A document of words at hand. Its language is found out where it is not given.

    Raises UnreadableDocument where there is no text, and InvalidRecord where the date is none.
    """
    from dragoman.model.text import Source, text_id
    from dragoman.model.time import DateBasis, PartialDate
    from dragoman.read.base import Details, build, without_breakage

    date = PartialDate.parse(published) if published is not None else None
    details = Details(
        title=title,
        lang=lang,
        published=date,
        basis=DateBasis.STATED if date is not None else DateBasis.UNKNOWN,
        found="given with the text" if date is not None else None,
        source=Source(name=source, url=url),
    )
    return build(without_breakage(text), f"text:{name or text_id(text)}", name=name or "", details=details)


def find(paths: Sequence[str]) -> list[str | Failure]:
    """The files and addresses under the paths, each once; what is not there is a failure."""
    from dragoman.read import find_paths

    return list(dict.fromkeys(find_paths(list(dict.fromkeys(paths)))))


@contextmanager
def program_set_aside() -> Iterator[None]:
    """Files are read in processes of their own, which would begin by running the calling program anew, were
    it not hidden from them."""
    main = vars(sys.modules["__main__"])
    hidden: dict[str, object] = {name: main[name] for name in ("__file__", "__spec__") if name in main}
    main.pop("__file__", None)
    main["__spec__"] = None
    try:
        yield
    finally:
        main.update(hidden)
