"""The formats of a brief: each makes the one page, or the long brief, in the language of a catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dragoman.desk.brief_rows import Brief
from dragoman.export.brief_charts import charts
from dragoman.export.brief_docx import brief_docx
from dragoman.export.brief_fit import one_page
from dragoman.export.brief_html import brief_html
from dragoman.export.brief_json import brief_json
from dragoman.export.brief_markdown import brief_markdown
from dragoman.export.brief_page import long_page
from dragoman.export.brief_pdf import brief_pdf, pages_of
from dragoman.export.page import Page
from dragoman.phrases import Phrases


def page_of(brief: Brief, say: Phrases, *, long: bool) -> Page:
    """The brief in words."""
    return long_page(brief, say) if long else one_page(brief, say)


def _drawn(brief: Brief, say: Phrases, *, long: bool) -> Page:
    """The same for formats that hold pictures: the long brief has its charts."""
    return long_page(brief, say, charts(brief, say)) if long else one_page(brief, say)


def _markdown(brief: Brief, say: Phrases, long: bool) -> str:
    return brief_markdown(page_of(brief, say, long=long))


def _html(brief: Brief, say: Phrases, long: bool) -> str:
    return brief_html(_drawn(brief, say, long=long))


def _docx(brief: Brief, say: Phrases, long: bool) -> bytes:
    return brief_docx(_drawn(brief, say, long=long))


def _pdf(brief: Brief, say: Phrases, long: bool) -> bytes:
    if long:
        return brief_pdf(_drawn(brief, say, long=True))
    return brief_pdf(one_page(brief, say, lambda page: pages_of(page) == 1))


def _json(brief: Brief, _say: Phrases, _long: bool) -> str:
    return brief_json(brief)


BRIEF_EXPORTERS: Mapping[str, Callable[[Brief, Phrases, bool], str | bytes]] = {
    "md": _markdown,
    "html": _html,
    "docx": _docx,
    "pdf": _pdf,
    "json": _json,
}
"""Takes the brief, the phrases of the reader's language, and whether the long one is wanted. JSON has the
facts, all of them, whichever is asked for."""

DRAWN = frozenset({"html", "docx", "pdf"})
"""The formats in which the long brief has charts."""
