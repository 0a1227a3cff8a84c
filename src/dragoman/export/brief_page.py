"""A brief in words: the sections of the long one, and those of the one page. Every format prints these.

The page has two parts that are never mixed: background for internal use, and the press line, which holds
nothing but quotes. What it rests on stands at its foot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.desk.brief_rows import (
    Brief,
)
from dragoman.export.brief_long import Long
from dragoman.export.brief_sentences import Sentences
from dragoman.export.brief_short import Short, short_rows
from dragoman.export.page import (
    Page,
    Part,
    Picture,
)
from dragoman.phrases import Phrases

CUT = 170
"""The length of a quote in a footnote of the one page."""


def long_page(brief: Brief, say: Phrases, pictures: Sequence[Picture] = ()) -> Page:
    """Everything, with every word that it stands on, and the charts that are given."""
    return _page(brief, say, Long(brief, say, pictures).parts(), one_page=False)


def short_page(brief: Brief, say: Phrases, kept: Mapping[str, int]) -> Page:
    """The state of relations, and of each section of ``SHORT`` the first ``kept`` items, with the number of
    those that the long brief has more."""
    return _page(brief, say, Short(brief, say, kept).parts(), one_page=True)


def items(brief: Brief) -> dict[str, int]:
    """How many items each section of ``SHORT`` has in all."""
    return {key: len(rows) for key, rows in short_rows(brief).items()}


def _page(brief: Brief, say: Phrases, parts: tuple[Part, ...], *, one_page: bool) -> Page:
    words = Sentences(say)
    left, right = say.party(brief.left), say.party(brief.right)
    as_of = say("brief.as_of", day=say.day(brief.on))
    remarks = words.legend(brief.bases)
    return Page(
        lang=say.lang,
        direction=say.direction,
        kind=say("brief.kind"),
        title=say("brief.title", left=left, right=right),
        subtitle=as_of,
        head=say("brief.head", kind=say("brief.kind"), as_of=as_of),
        remarks=(say("brief.short"), *remarks) if one_page else remarks,
        parts=parts,
        day=brief.on.isoformat(),
        credit=words.credit,
        labels={
            "notes": say("section.notes"),
            "contents": say("brief.contents"),
            "back": say("note.back"),
            "cut": say("note.cut"),
            "missing": say("pdf.missing", signs="{signs}"),
        },
        cut=CUT if one_page else None,
        one_page=one_page,
    )
