"""Documents side by side: who follows whom, and what each adds, drops and rewords."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from fastapi import APIRouter

from dragoman.desk.brief_rows import EngagementRow
from dragoman.desk.differ.papers import of_instrument
from dragoman.desk.differ.rows import importance
from dragoman.desk.disagreements import Disagreement, on_engagements
from dragoman.desk.lineage import lineage
from dragoman.desk.lineage_rows import Change, Hint, Lineage, Pairing, PassageRow
from dragoman.desk.notes import published
from dragoman.detect.tagger.vectors import WordVectors
from dragoman.export.lineage_json import lineage_json
from dragoman.export.lineage_text import letters
from dragoman.model.ledger import Ledger, Report
from dragoman.store.catalog import Home, Kind
from dragoman.web.errors import WebError
from dragoman.web.page import Page, page
from dragoman.web.pages.documents import web_address
from dragoman.web.telling import Telling, page_facts
from dragoman.web.things import bearing, home_of
from dragoman.web.view import Asked, View

router = APIRouter()
Words = tuple[tuple[str, bool], ...]
_DOCUMENTS = 6  # that can be compared at a time
_LONGEST = 60_000  # code points of all of them together: passages are aligned two by two
_DIFFERING = 40
_WORDS = 800  # words and spaces of a passage of which those that differ are marked
# a word, a sign of a script without spaces, or what stands between words
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+|\s+|.", re.S)
_ROWS = 300  # passages of a pair that are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """What one document of a pair has alone: people as (id, name), and engagements."""

    people: tuple[tuple[str, str], ...]
    events: tuple[EngagementRow, ...]


@page(router, "/compare")
def compare(view: Asked) -> Page:
    """``doc`` names the documents; of one alone, it is compared with its copies and what is near to it."""
    asked = list(dict.fromkeys(one for one in view.request.query_params.getlist("doc") if one.strip()))
    if len(asked) > _DOCUMENTS:
        raise WebError(f"{len(asked)} documents: at most {_DOCUMENTS} are compared at a time")
    if not asked:
        return Page(template="compare.html.jinja", facts={"compared": None, "too_long": 0})
    ids = tuple(_document(home_of(view, one), one) for one in asked)
    book = view.book(tuple({key for one in ids for key in (*bearing(view, one, _DOCUMENTS)[0], one)}))
    ledger = book.facts
    ids = tuple(sorted(ids, key=lambda key: _day(ledger, key)))
    length = sum(len(ledger.documents[key].text) for key in ids)
    if length > _LONGEST:
        return Page(template="compare.html.jinja", facts={"compared": None, "too_long": length})
    made = view.kept(
        ("lineage", ids), lambda: lineage(ledger, ids, vectors=_vectors(), outlets=book.outlets())
    )
    return Page(
        template="compare.html.jinja",
        facts=_facts(view, ledger, made, ids) if view.format is None else {},
        formats={"json": lambda: lineage_json(made)},
        name="compare",
    )


def _day(ledger: Ledger, document_id: str) -> tuple[str, str, str]:
    """When a document was published, for the order of reading: the earliest first, undated ones last."""
    date = published(ledger, document_id).date
    return date.last.isoformat() if date else "9999", ledger.documents[document_id].name, document_id


@cache
def _vectors() -> WordVectors | None:
    """The word vectors by which passages in two languages are compared, loaded once."""
    return WordVectors.load()


def _document(home: Home, asked: str) -> str:
    if home.kind is not Kind.DOCUMENT:
        raise WebError(f"{asked}: this is no document, but of the kind {home.kind.value}")
    return home.id


def _facts(view: View, ledger: Ledger, made: Lineage, ids: tuple[str, ...]) -> dict[str, object]:
    telling = Telling(view, ledger)
    marks = letters(made)
    shown = {row.id for row in made.documents}
    events = {event.id: event for event in ledger.engagements}
    differing = _differing(ledger, shown)[:_DIFFERING]
    return {
        "compared": made,
        "too_long": 0,
        "ids": ids,
        **page_facts(view, telling),
        "marks": marks,
        "rows": {row.id: row for row in made.documents},
        "web": web_address,
        "hint": lambda hint, pair: hint_text(view, hint, pair, marks),
        "reworded": reworded,
        "counts": {
            (pair.first, pair.second): {
                change: sum(1 for row in pair.rows if row.change is change)
                for change in Change
                if any(row.change is change for row in pair.rows)
            }
            for pair in made.pairings
        },
        "most": _ROWS,
        "only": {
            both: _only(telling, *both)
            for pair in made.pairings
            for both in ((pair.first, pair.second), (pair.second, pair.first))
        },
        "differing": differing,
        "subject": lambda one: telling.line(telling.row(events[one.id])) if one.id in events else one.subject,
    }


def _only(telling: Telling, own: str, other: str) -> Only:
    """The people and engagements that one document tells of, and the other does not."""
    ledger = telling.ledger

    def alone(reports: Iterable[Report]) -> bool:
        told = {report.document_id for report in reports}
        return own in told and other not in told

    return Only(
        people=tuple((p.id, telling.name(p)) for p in ledger.people if alone(p.reports)),
        events=tuple(telling.row(e) for e in ledger.engagements if alone(e.reports)),
    )


def reworded(row: PassageRow) -> tuple[Words, Words]:
    """The words of a passage on both sides, each stretch with whether the other side lacks it: where one
    passage stands beside one, in one language, and they are not the same; else nothing."""
    if len(row.first) != 1 or len(row.second) != 1 or row.first[0].lang != row.second[0].lang:
        return (), ()
    ours, theirs = (_WORD.findall(note.quote) for note in (row.first[0], row.second[0]))
    if ours == theirs or max(len(ours), len(theirs)) > _WORDS:
        return (), ()
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        left += [("".join(ours[a:b]), kind != "equal")] if a < b else []
        right += [("".join(theirs[c:d]), kind != "equal")] if c < d else []
    return tuple(left), tuple(right)


def hint_text(view: View, hint: Hint, pair: Pairing, marks: dict[str, str]) -> str:
    """A reason for who follows whom, with the letters of the documents; what it speaks for is its weight."""
    first, second = marks[pair.first], marks[pair.second]
    earlier, later = (first, second) if hint.weight >= 0 else (second, first)
    sure = "tells" if hint.weight else "neither"
    key = f"web.word.hint.{hint.reason.replace(' ', '_')}.{sure}"
    return view.say(
        key if key in view.say.templates else "web.word.hint.other",
        earlier=earlier,
        later=later,
        first=first,
        second=second,
        shared_first=f"{pair.shared_first:.0%}",
        shared_second=f"{pair.shared_second:.0%}",
    )


def _differing(ledger: Ledger, shown: set[str]) -> list[Disagreement]:
    """Disagreements of which two versions, or a version and silence, are among the documents shown."""
    rows = on_engagements(ledger, (e for e in ledger.engagements if _is_shared(e.reports, shown)))
    for paper in ledger.instruments:
        if _is_shared(paper.reports, shown):
            rows += of_instrument(ledger, paper)
    found = []
    for one in sorted(rows, key=importance):
        telling = [v for v in one.versions if any(note.document_id in shown for note in v.notes)]
        if len(telling) > 1:
            found.append(one)
    return found


def _is_shared(reports: Iterable[Report], shown: set[str]) -> bool:
    """Whether two of the documents tell of it."""
    return len({report.document_id for report in reports} & shown) > 1
