"""An answer as Python has it: its facts, and the tables and files that the command line makes of them."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from dragoman.errors import UnknownFormat, UnwritableFile

if TYPE_CHECKING:
    from rich.console import RenderableType

T = TypeVar("T")
Made = Callable[[], str | bytes]

_WIDTH = 160


class Answer(Generic[T]):
    """What the desk answered. ``facts`` is the value itself; its fields can be asked of the answer, too.

    ``print(answer)`` shows it as the command line does, and so does a notebook.

    Example:
        >>> brief = ledger.brief("EGY", "RUS", on="2024-12-31")
        >>> brief.instruments[0].title              # facts
        >>> brief.json()["last_contacts"]           # what ``--format json`` prints, parsed
        >>> brief.to("html", "brief.html")          # a file
    """

    def __init__(self, facts: T, *, name: str, shown: str, formats: Mapping[str, Made]) -> None:
        """``formats`` make the answer in each of its formats; ``shown`` is the one to print."""
        self.facts = facts
        self._name = name
        self._shown = shown
        self._formats = dict(formats)

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats that ``to`` takes."""
        return tuple(self._formats)

    def to(self, format: str, path: str | Path | None = None) -> str | bytes:
        """The answer in a format, as text or, for DOCX and the like, bytes; written to ``path`` where given.

        Raises UnknownFormat, which names those that there are, and UnwritableFile.
        """
        if format not in self._formats:
            raise UnknownFormat(f"{format!r} is none of {', '.join(self._formats)}")
        made = self._formats[format]()
        if path is not None:
            try:
                Path(path).write_bytes(made.encode("utf-8") if isinstance(made, str) else made)
            except OSError as error:
                raise UnwritableFile(f"{path} cannot be written: {error.strerror or error}") from error
        return made

    def json(self) -> Any:
        """What ``--format json`` prints, parsed: lists, objects, strings, numbers."""
        return json.loads(self.to("json"))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "facts":
            raise AttributeError(name)
        return getattr(self.facts, name)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *(n for n in dir(self.facts) if not n.startswith("_"))})

    def __str__(self) -> str:
        made = self.to(self._shown)
        return made if isinstance(made, str) else repr(self)

    def __repr__(self) -> str:
        return f"<{self._name}; formats: {', '.join(self._formats)}>"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """How a notebook shows it."""
        text = str(self)
        if self._shown == "md":
            return {"text/plain": text, "text/markdown": text}
        return {"text/plain": text, "text/html": f"<pre>{html.escape(text)}</pre>"}


class Listing(Answer[tuple[T, ...]], Sequence[T]):
    """An answer that is a list: it can be counted, indexed and gone through.

    Example:
        >>> for engagement in ledger.timeline("EGY", "RUS"):
        ...     print(engagement.when.date, engagement.kind.value)
    """

    def __len__(self) -> int:
        return len(self.facts)

    def __iter__(self) -> Iterator[T]:
        return iter(self.facts)

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...

    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self.facts[index]

    def __repr__(self) -> str:
        return f"<{self._name}: {len(self)}; formats: {', '.join(self._formats)}>"


def text_of(parts: Iterable[RenderableType | str], below: Iterable[str] = ()) -> str:
    """Tables and the lines below them as the command line prints them into a file; says if there are none."""
    from io import StringIO

    from rich.console import Console

    out = StringIO()
    console = Console(file=out, width=_WIDTH, color_system=None)
    shown = [part for part in parts if getattr(part, "row_count", 1)]
    for part in shown:
        if isinstance(part, str):
            out.write(f"{part}\n")
        else:
            console.print(part)
    if not shown:
        out.write("nothing known\n")
    out.writelines(f"{line}\n" for line in below)
    return out.getvalue()
