"""Where an event took place."""

from __future__ import annotations

import re

from dragoman.extract.account import ACTS, Account
from dragoman.extract.context import Context
from dragoman.lexicon.pack import PartyWord
from dragoman.model.record import (
    PartyKind,
    Place,
)
from dragoman.model.text import EngagementKind, Label, LinkKind, Part

_DATELINE = re.compile(r"[^.\n]{0,45}?(?:\s[-–—]{1,2}\s|[)/]\s*[-–—.:]|\)\s)")


def place_of(context: Context, account: Account) -> tuple[int, Place] | None:
    """The place that a telling is linked to, else the only city of its sentence that can be meant."""
    for link in context.links(account.event, LinkKind.PLACE):
        place = _named_place(context, link.right)
        if place is not None and not _is_dateline(context, link.right):
            return link.right, place
    if account.kind is EngagementKind.VISIT:
        for link in context.links(account.event, LinkKind.ACTOR):
            found = context.found[link.right]
            hosting = Part.HOST in link.parts and found.label is Label.PARTY
            state = found.party is not None and found.party.kind is PartyKind.STATE
            if hosting and state and found.party is not None:
                return link.right, found.place or Place(country=found.party.code)
    sentence = context.found[account.event].sentence
    sides = account.sides
    if account.kind in ACTS or account.kind is EngagementKind.CALL:
        return None
    free = [
        (n, f.place)
        for n, f in context.of(Label.PLACE, sentence)
        if f.place is not None
        and f.place.city is not None
        and (not sides or f.place.country in sides)
        and not context.links_to(n, LinkKind.PLACE)
        and not _is_dateline(context, n)
    ]
    events = [n for n, f in context.of(Label.EVENT, sentence) if f.mention.event not in ACTS]
    return free[0] if len(free) == 1 and len(events) == 1 else None


def filed_at(context: Context, account: Account) -> tuple[int, Place] | None:
    """The city of a dateline that a telling is linked to: where it was, if nothing says otherwise."""
    if account.kind in ACTS or account.kind is EngagementKind.CALL:
        return None
    for link in context.links(account.event, LinkKind.PLACE):
        place = _named_place(context, link.right)
        if place is not None and _is_dateline(context, link.right):
            return link.right, place
    return None


def _named_place(context: Context, mention: int) -> Place | None:
    """The place that a mention names, a state by its name standing for its territory."""
    found = context.found[mention]
    if found.pack.issues.whole(found.pack.tokens(found.words)):
        return None  # what was spoken of, and not where
    state = found.label is Label.PARTY and found.party is not None and found.party.kind is PartyKind.STATE
    if found.place is None and state and found.party_word is not PartyWord.DEMONYM:
        assert found.party is not None
        return Place(country=found.party.code)
    return found.place


def _is_dateline(context: Context, place: int) -> bool:
    """Whether a place opens its sentence with a dash or an agency behind it: where it was filed."""
    found = context.found[place]
    sentence = context.sentences[found.sentence].span
    if found.span.start - sentence.start > 3:
        return False
    return bool(_DATELINE.match(context.text[found.span.end : found.span.end + 60]))
