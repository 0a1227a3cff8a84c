"""The first page of a pair: the state of relations, what is new, planned and overdue."""

from __future__ import annotations

from fastapi import APIRouter

from dragoman.desk.brief import brief as brief_of
from dragoman.desk.brief_rows import BodyRow, Brief
from dragoman.export.brief_long import Long
from dragoman.export.brief_sentences import Sentences, flat
from dragoman.export.page import Line, Words
from dragoman.web.page import Page, page
from dragoman.web.pages.pair.asked import AskedPair
from dragoman.web.pages.pair.pieces import markup
from dragoman.web.view import Asked

router = APIRouter()
_NEWEST = 10
_NEWS = 8
_MOST = 6


@page(router, "/pairs/{left}/{right}")
def overview(view: Asked, pair: AskedPair) -> Page:
    weights = view.desk.settings.weights

    def look() -> Brief:
        facts = pair.book.facts
        return brief_of(facts, pair.left, pair.right, pair.on, settings=weights, lean=True)

    brief = pair.kept("lean", look)
    say, long = view.say, Long(brief, view.say, ())
    state = [line.words for line in long.state() if isinstance(line, Line)]
    news = [block.words for row in brief.news[:_NEWS] if isinstance(block := long.news(row), Line)]
    overdue = [row for row in brief.commitments if row.overdue]

    def last_session(body: BodyRow) -> Words:
        """The last numbered session of a body that is known, and when it was."""
        session = body.sessions[-1]
        date = (say.when(session.when),)
        return flat(say.parts("body.session", number=(say.number(session.number),), date=date))

    return Page(
        template="pair/overview.html.jinja",
        name=f"pair-{pair.name}",
        facts=pair.facts(
            "",
            brief.coverage,
            brief=brief,
            long=long,
            legend=Sentences(say).legend(brief.bases),
            state=[markup(line) for line in state],
            news=[markup(line) for line in news],
            news_more=max(0, len(brief.news) - _NEWS),
            newest=brief.engagements[:_NEWEST],
            overdue=overdue[:_MOST],
            overdue_more=max(0, len(overdue) - _MOST),
            papers=[row for row in brief.instruments if row.status is not None][:_MOST],
            bodies=brief.bodies[:_MOST],
            nothing=not (brief.engagements or brief.planned or brief.instruments or brief.bodies),
            since=say.day(brief.since),
            last_session=last_session,
        ),
        formats={"json": lambda: pair.book.brief(pair.left, pair.right, pair.on).to("json")},
    )
