"""Brief -> one self-contained HTML page: no script, no address that it fetches, every quote a footnote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from dragoman.desk.brief_rows import Brief
from dragoman.desk.notes import Note
from dragoman.desk.standing import gaps_text
from dragoman.desk.wording import count_text, day_text, when_text
from dragoman.export.direction import direction
from dragoman.export.footnotes import Footnotes, Mark

_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Reference:
    """One use of a mark: ``anchor`` is the id of the place that a footnote leads back to."""

    mark: Mark
    anchor: str


class _References:
    """Hands out references while a page is written, and remembers them for the ways back."""

    def __init__(self, footnotes: Footnotes) -> None:
        self._footnotes = footnotes
        self._uses: dict[int, list[str]] = {}

    def use(self, notes: Iterable[Note]) -> list[Reference]:
        out = []
        for mark in self._footnotes.marks(notes):
            count = len(self._uses.get(mark.first, ())) + 1
            anchor = f"ref-{mark.label.replace('–', '-')}-{count}"
            out.append(Reference(mark, anchor))
            for number in range(mark.first, mark.last + 1):
                self._uses.setdefault(number, []).append(anchor)
        return out

    def back(self, number: int) -> list[str]:
        """The anchors of every use of a footnote so far."""
        return self._uses.get(number, [])


def brief_html(brief: Brief) -> str:
    """The page. Everything from documents is escaped; quotes carry their language and direction."""
    footnotes = Footnotes(brief)
    references = _References(footnotes)
    return _template("brief.html.jinja").render(
        brief=brief, footnotes=footnotes, use=references.use, back=references.back, **_words()
    )


def _words() -> Mapping[str, object]:
    """What the template may call."""
    return {
        "direction": direction,
        "day_text": day_text,
        "when_text": when_text,
        "count_text": count_text,
        "gaps_text": gaps_text,
        "web_address": _web_address,
    }


def _web_address(note: Note) -> str | None:
    """The address of a document where it is one of the web: no other scheme becomes a link."""
    return next((a for a in (note.url, note.origin) if a and a.lower().startswith(_WEB)), None)


@cache
def _template(name: str) -> Template:
    loader = PackageLoader("dragoman.export")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)
