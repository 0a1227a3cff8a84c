"""Whether two records speak of one joint body: name, kind, parties, and the session that it held."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.merge.compare.titles import Titles, likeness
from dragoman.merge.score import Feature
from dragoman.model.record import BodyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """Bodies described alike. ``held`` are its sessions: (number, canonical id of the engagement).

    ``around`` are the parties with which all the news of its documents deal. ``crowded`` says that a
    document names another of the kind between the same parties; ``beside`` are the organs of other bodies
    that their documents name. ``events`` are (session, id of the record of an engagement), ``first`` is the
    least id of the ``count`` bodies.
    """

    id: str
    titles: Titles
    kind: BodyKind
    parties: frozenset[str]
    held: frozenset[tuple[int | None, str]]
    around: frozenset[str]
    crowded: bool
    beside: frozenset[str]
    events: frozenset[tuple[int | None, str]]
    first: str
    count: int


def apart(left: Organ, right: Organ) -> bool:
    """Whether they cannot be one: other parties, or clearly other names in one document."""
    if left.parties and right.parties and not left.parties & right.parties:
        return True
    if len(left.parties) == len(right.parties) > 1 and left.parties != right.parties:
        return True
    return (left.id in right.beside or right.id in left.beside) and (title(left, right) or -1.0) < 0.25


def title(left: Organ, right: Organ) -> float | None:
    """How alike the names are in one language; see ``titles.likeness``."""
    return likeness(left.titles, right.titles)


def kind(left: Organ, right: Organ) -> float | None:
    """Whether it is the same kind of body; two states rarely have two joint commissions."""
    if BodyKind.OTHER in (left.kind, right.kind):
        return None
    if left.kind is not right.kind:
        return -1.0
    bilateral = len(left.parties) == 2 and left.parties == right.parties
    return 1.0 if left.kind is BodyKind.JOINT_COMMISSION and bilateral else 0.35


def parties(left: Organ, right: Organ) -> float | None:
    """For: two or more parties, and the same; a little where one record names fewer."""
    if not left.parties or not right.parties:
        return None
    if left.parties == right.parties:
        return 0.5 if len(left.parties) > 1 else 0.25
    return 0.2 if left.parties & right.parties else -1.0


def held(left: Organ, right: Organ) -> float | None:
    """For: it held the same engagement, most of all a session of the same number."""
    if left.held & right.held:
        return 1.0
    common = {event for _, event in left.held} & {event for _, event in right.held}
    return 0.6 if common else None


def crowd(left: Organ, right: Organ) -> float | None:
    """Against, across languages: a document knows several of this kind between the same parties."""
    return -1.0 if title(left, right) is None and (left.crowded or right.crowded) else None


def only(left: Organ, right: Organ) -> float | None:
    """For: the only joint commission that either's documents know between two states, where one record names
    fewer parties and all news of its document is of these two.

    It makes up for names that differ, so that such a pair is proposed; to be the same takes more.
    """
    few, full = sorted((left, right), key=lambda organ: len(organ.parties))
    if left.kind is not BodyKind.JOINT_COMMISSION or right.kind is not left.kind:
        return None
    if len(full.parties) != 2 or not few.parties < full.parties or few.around != full.parties:
        return None
    unlike = -min(0.0, title(left, right) or 0.0)
    return None if left.crowded or right.crowded else 0.35 + 0.4 * unlike


FEATURES: tuple[tuple[Feature[Organ], float], ...] = (
    (title, 1.4),
    (kind, 1.0),
    (parties, 1.0),
    (held, 1.4),
    (crowd, 1.2),
    (only, 2.0),
)
