"""What an officer decides of a commitment -> Ruling. Nothing is written here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from dragoman.errors import InvalidRecord, ReviewError
from dragoman.model.record import Commitment, Party
from dragoman.model.ruling import Mark, Ruling
from dragoman.review.decide import Act
from dragoman.review.things import Thing, Things, by_prefix

_WORDS = {"+1": Mark.KEPT, "1": Mark.KEPT, "0": Mark.PARTLY, "-1": Mark.NOT_KEPT, "none": Mark.NO_EVIDENCE}
SCORES = ("+1", "0", "-1", "none")


def mark_of(words: str) -> Mark:
    """The mark that ``+1``, ``0``, ``-1`` or ``none`` (no public evidence) give; raises ReviewError."""
    try:
        return _WORDS[words.strip().casefold()]
    except KeyError as error:
        raise ReviewError(f"{words!r} is none of {', '.join(SCORES)}") from error


def rule(
    things: Things, thing: Thing, mark: Mark, act: Act, *, party: Party | None = None
) -> tuple[Ruling, ...]:
    """A ruling on each report of a commitment, so that it holds however these are put together later.

    Raises ReviewError where the thing is no commitment, or the party did not promise.
    """
    if thing.kind != "commitment":
        raise ReviewError(f"{thing.id} is of the kind {thing.kind}: commitments are decided on")
    records = [things.items[i] for i in thing.members]
    found = [record for record in records if isinstance(record, Commitment)]
    who = {p for record in found for p in record.who}
    if party is not None and party not in who:
        raise ReviewError(f"{party} did not promise this: {', '.join(str(p) for p in sorted(who))} did")
    try:
        return tuple(
            Ruling(
                record=record.id,
                words=record.evidence[0],
                mark=mark,
                party=party,
                author=act.author,
                made_at=act.at,
                reason=act.reason,
            )
            for record in found
        )
    except InvalidRecord as error:
        raise ReviewError(str(error)) from error


def unrule(rulings: Iterable[Ruling], words: str, at: dt.datetime) -> tuple[Ruling, ...]:
    """The retractions of a ruling and of those that the same command made on other reports.

    ``words`` are its id, or the first eight or more characters of it. Raises ReviewError where there is no
    such ruling, or it was undone before.
    """
    known = {one.id: one for one in rulings}
    chosen = known[by_prefix(words, known, "among the decisions on commitments")]
    if chosen.retracted_at is not None:
        raise ReviewError(f"{chosen.id} was undone on {chosen.retracted_at:%Y-%m-%d %H:%M}")
    same = (chosen.act, chosen.party, chosen.mark, chosen.reason)
    together = [one for one in known.values() if (one.act, one.party, one.mark, one.reason) == same]
    return tuple(replace(one, retracted_at=at) for one in together if one.retracted_at is None)
