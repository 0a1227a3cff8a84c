"""Whether two records speak of one instrument: title, kind, parties, date, and the event that signed it."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.merge.compare.engagements import Days, gap
from dragoman.merge.compare.titles import Titles, likeness, terms, within
from dragoman.merge.score import Feature
from dragoman.model.record import InstrumentKind, InstrumentStatus

_AHEAD = frozenset({InstrumentStatus.PLANNED, InstrumentStatus.PROPOSED})
_ONE_TIME_DAYS = 31
_RENEWED_DAYS = 365  # a plan for so long after the signing is of a new version


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Instruments described alike. ``signed_at`` are the engagements (canonical ids) that signed them;
    ``crowded`` says that a document names another of the kind between the same parties; ``beside`` are the
    deeds of other instruments that their documents name, and ``rivals`` the dates of those of the kind
    between the same parties. ``events`` are ids of records of the engagements,
    ``first`` is the least id of the ``count`` instruments."""

    id: str
    titles: Titles
    kind: InstrumentKind
    status: InstrumentStatus | None
    days: Days | None
    parties: frozenset[str]
    areas: frozenset[str]
    symbol: str | None
    signed_at: frozenset[str]
    crowded: bool
    beside: frozenset[str]
    events: frozenset[str]
    first: str
    count: int
    rivals: frozenset[Days] = frozenset()

    @property
    def langs(self) -> frozenset[str]:
        """The languages of its titles."""
        return frozenset(lang for lang, _ in self.titles)


def apart(left: Deed, right: Deed) -> bool:
    """Whether there is no reason to think them one: they cannot be, or nothing but the kind could tell.

    Other dates do not part a pair, which a person may decide, but a group (``clash``).
    """
    if _never(left, right) is not None:
        return True
    told = left.signed_at & right.signed_at or (left.days and right.days) or left.areas & right.areas
    return not told and not left.symbol and title(left, right) is None


def clash(left: Deed, right: Deed) -> bool:
    """Whether they cannot be one; see ``forbids``."""
    return forbids(left, right) is not None


def forbids(left: Deed, right: Deed) -> str | None:
    """Why they cannot be one, in words: other symbols, other parties, other titles in one document, or both
    signed and not at one time; None where they can."""
    return _never(left, right) or ("other dates" if _other_dates(left, right) else None)


def _never(left: Deed, right: Deed) -> str | None:
    if left.symbol and right.symbol:
        return "other symbols" if left.symbol != right.symbol else None
    if len(left.parties) > 1 and len(right.parties) > 1 and not left.parties & right.parties:
        return "other parties"
    one_document = left.id in right.beside or right.id in left.beside
    return "other titles in one document" if one_document and (title(left, right) or -1.0) < 0.7 else None


def _other_dates(left: Deed, right: Deed) -> bool:
    """Whether both are dated by the signing, and not within a month: no undated report may join them."""
    if left.days is None or right.days is None or left.symbol:
        return False
    signed = left.status is right.status is InstrumentStatus.SIGNED
    return signed and gap(left.days, right.days) > _ONE_TIME_DAYS


def title(left: Deed, right: Deed) -> float | None:
    """How alike the titles are; see ``titles.likeness``."""
    return likeness(left.titles, right.titles)


def symbol(left: Deed, right: Deed) -> float | None:
    """For: the same official number."""
    if not left.symbol or not right.symbol:
        return None
    return 1.0 if left.symbol == right.symbol else -1.0


def kind(left: Deed, right: Deed) -> float | None:
    """Whether it is called the same kind of instrument; "other" says nothing."""
    if InstrumentKind.OTHER in (left.kind, right.kind):
        return None
    return 0.4 if left.kind is right.kind else -0.4


def parties(left: Deed, right: Deed) -> float | None:
    """For: two or more parties, and the same; a little where one record names fewer."""
    if not left.parties or not right.parties:
        return None
    if left.parties == right.parties:
        return 0.5 if len(left.parties) > 1 else 0.25
    return 0.25 if left.parties <= right.parties or right.parties <= left.parties else -0.5


def when(left: Deed, right: Deed) -> float | None:
    """For: the same day, less the same year; against other dates, unless one is only planned, and not for a
    year or more after the other: then it is to follow it."""
    if left.days is None or right.days is None:
        return None
    if gap(left.days, right.days) == 0:
        widest = max((d[1] - d[0]).days for d in (left.days, right.days))
        return 0.5 if widest <= 31 else 0.25
    if (left.status in _AHEAD) == (right.status in _AHEAD):
        return -1.0
    plan, done = (left.days, right.days) if left.status in _AHEAD else (right.days, left.days)
    return -1.0 if (plan[0] - done[1]).days > _RENEWED_DAYS else None


def term(left: Deed, right: Deed) -> float | None:
    """Against: the titles name other years, as a programme and the one that follows it do."""
    ours, theirs = terms(left.titles), terms(right.titles)
    if not ours or not theirs:
        return None
    return 0.3 if ours & theirs else -1.0


def rival(left: Deed, right: Deed) -> float | None:
    """Against: one has no date, and its document knows another of the kind that is dated as the other is, as
    where a new treaty is told of with the old one that bears its name."""
    return -1.0 if _is_rival(left, right) or _is_rival(right, left) else None


def _is_rival(undated: Deed, dated: Deed) -> bool:
    if undated.days is not None or dated.days is None:
        return False
    return any(gap(days, dated.days) == 0 for days in undated.rivals)


def signed_at(left: Deed, right: Deed) -> float | None:
    """For: signed in the same engagement, which signed no other of the kind."""
    return 1.0 if left.signed_at & right.signed_at else None


def areas(left: Deed, right: Deed) -> float | None:
    """Whether the titles name the same areas of cooperation."""
    if not left.areas or not right.areas:
        return None
    if left.areas == right.areas:
        return 1.0
    return 0.5 if left.areas & right.areas else -0.5


def crowd(left: Deed, right: Deed) -> float | None:
    """Against, across languages: a document knows several of this kind, and titles can't tell which."""
    return -1.0 if title(left, right) is None and (left.crowded or right.crowded) else None


def stems(left: Deed, right: Deed) -> float | None:
    """For: of one year, and one title is within the other but for endings; no document knows several."""
    if left.days is None or right.days is None or gap(left.days, right.days) or left.crowded or right.crowded:
        return None
    one_year = len({day.year for day in (*left.days, *right.days)}) == 1
    inflected = (title(left, right) or 0.0) < 0.75 and within(left.titles, right.titles)
    return 1.0 if one_year and inflected else None


FEATURES: tuple[tuple[Feature[Deed], float], ...] = (
    (title, 2.0),
    (symbol, 4.0),
    (kind, 1.0),
    (parties, 1.0),
    (when, 1.8),
    (signed_at, 1.4),
    (areas, 0.6),
    (term, 1.8),
    (rival, 1.8),
    (crowd, 1.4),
    (stems, 1.2),
)
