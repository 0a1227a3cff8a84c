"""The seven components of an area, each from 0 to 4 by its rule; ``RULES`` says the rules in words.

The components and their range are those of the area scorecard (see docs/assessment.md); the steps are ours.
What cannot be known has no score. 0 means that documents on the two were read and none tells of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dragoman.desk.assessment.dealings import Dealings
from dragoman.desk.assessment.delivery import Delivered
from dragoman.desk.assessment.items import (
    body_item,
    contact_item,
    instrument_item,
    is_fresh,
    is_later,
    named_item,
    promise_item,
    signed_item,
    stated_item,
    voice_item,
)
from dragoman.desk.assessment.rows import Component, Item, Score, Unknown
from dragoman.desk.assessment.settings import ScorecardSettings
from dragoman.desk.notes import Note, distinct
from dragoman.desk.standing import LIVE

_TOP = 4


def legal_basis(area: str, between: Dealings) -> Score:
    """By the instruments of the two whose titles tell of the area; see ``RULES``."""
    found = [instrument_item(i, between) for i in between.instruments if area in i.areas]
    return _highest(Component.LEGAL_BASIS, found, between)


def institution(area: str, between: Dealings, settings: ScorecardSettings) -> Score:
    """By the joint bodies that are of the area by their name or mandate, or that took it up in a session."""
    found = []
    for body in between.bodies:
        own = area in between.areas[body.id]
        held = [e for e in between.sessions(body.id) if own or area in between.areas[e.id]]
        if own or held:
            found.append(body_item(body, area, held, between, settings, own=own))
    return _highest(Component.INSTITUTION, found, between)


def activity(area: str, between: Dealings, settings: ScorecardSettings) -> Score:
    """By the contacts and deeds on the area, each once; a visit with all that is done on it is one.

    An instrument signed on a day of no such contact is one, too. A date counts by its first day.
    """
    found = [
        contact_item(occasion, area, between, settings)
        for occasion in between.occasions
        if any(area in between.areas[e.id] for e in occasion)
    ]
    days = {str(item.when.date) for item in found}
    signed = {i for occasion in between.occasions for e in occasion for i in e.instruments}
    for paper in between.instruments:
        live = paper.status in LIVE and paper.when.date is not None and not is_later(paper.when, between)
        if area in paper.areas and live and paper.id not in signed and str(paper.when.date) not in days:
            found.append(signed_item(paper, between, settings))
    score = int(max((item.step or 0 for item in found), default=0))
    if sum(1 for item in found if item.step == _TOP - 1) >= settings.busy:
        score = _TOP
    return _scored(Component.ACTIVITY, score, found, between)


def delivery(area: str, between: Dealings, scores: Mapping[str, Delivered]) -> Score:
    """By the docket's scores of the commitments of the area: the mean of those that have one, as 0 to 4.

    score = ⌊2·(mean + 1) + ½⌋. No commitment, or no public evidence of any, is not known.
    """
    made = [c for c in between.commitments if area in c.commitment.areas and c.id in scores]
    found = [promise_item(c, between, scores[c.id]) for c in made]
    known = [item.step for item in found if item.step is not None]
    if not known:
        reason = Unknown.NO_EVIDENCE if found else Unknown.NO_COMMITMENT
        return _scored(Component.DELIVERY, None, found, between, reason)
    mean = sum(known) / len(known)
    return _scored(Component.DELIVERY, int(2 * (mean + 1) + 0.5), found, between, figure=mean)


def trade_share(
    area: str, trade: Mapping[str, float] | None, settings: ScorecardSettings, between: Dealings
) -> Score:
    """By the share that goods of the area have in the trade of the two, from 0 to 1."""
    share = trade.get(area) if trade is not None else None
    if share is None:
        reason = Unknown.NO_TRADE_DATA if trade is None else Unknown.NO_GOODS
        return Score(component=Component.TRADE_SHARE, score=None, unknown=reason)
    steps = (settings.share_some, settings.share_fair, settings.share_large, settings.share_main)
    score = sum(1 for step in steps if share >= step)
    return _scored(Component.TRADE_SHARE, score, [], between, figure=share)


def priority(area: str, between: Dealings, settings: ScorecardSettings) -> Score:
    """By the commitments and intents on the area, and by what is planned or was spoken of."""
    said = [c for c in between.commitments if area in c.commitment.areas]
    found = [stated_item(c, between, settings) for c in said]
    score = int(max((item.step or 0 for item in found), default=0))
    if set(between.pair) <= {party for c in said for party in c.commitment.who}:
        score = _TOP if any(is_fresh(c, between, settings) for c in said) else max(score, _TOP - 1)
    named = [e for occasion in between.occasions for e in occasion if area in between.areas[e.id]]
    named += [e for e in between.ahead if area in between.areas[e.id]]
    found += [named_item(e, area, between) for e in named]
    return _scored(Component.PRIORITY, score or min(1, len(found)), found, between)


def evidence(scores: Iterable[Score], between: Dealings, settings: ScorecardSettings) -> Score:
    """By the independent voices that the words behind the other components have."""
    notes = distinct(note for score in scores for item in score.items for note in item.notes)
    voices: dict[str, list[Note]] = {}
    for note in notes:
        voices.setdefault(note.voice, []).append(note)
    countries = {note.source_country for note in notes if note.source_country is not None}
    score = min(len(voices), 2)
    if len(voices) >= settings.voices_many:
        score = _TOP if len(countries) > 1 else _TOP - 1
    found = [voice_item(voice, said) for voice, said in voices.items()]
    return _scored(Component.EVIDENCE, score, found, between)


def _highest(component: Component, found: list[Item], between: Dealings) -> Score:
    return _scored(component, int(max((item.step or 0 for item in found), default=0)), found, between)


def _scored(
    component: Component,
    score: int | None,
    found: Iterable[Item],
    between: Dealings,
    unknown: Unknown | None = None,
    figure: float | None = None,
) -> Score:
    """A score with its items, those that bring most first, then the latest; none where nothing was read."""
    if not between.documents and figure is None:
        return Score(component=component, score=None, unknown=Unknown.NOTHING_READ)
    ordered = sorted(found, key=lambda item: item.id)
    ordered.sort(key=lambda item: str(item.when.date or ""), reverse=True)
    ordered.sort(key=lambda item: -2 if item.step is None else item.step, reverse=True)
    return Score(component=component, score=score, unknown=unknown, figure=figure, items=tuple(ordered))
