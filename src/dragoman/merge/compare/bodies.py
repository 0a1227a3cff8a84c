"""Whether two records speak of one joint body: name, kind, parties, and the session that it held."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.merge.compare.titles import Titles, form_of, likeness, same_name
from dragoman.merge.score import Feature
from dragoman.model.record import BodyKind

# kinds whose names sources take for one another
_JOINT = frozenset({BodyKind.JOINT_COMMISSION, BodyKind.COMMITTEE})


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
    """Whether they cannot be one; see ``forbids``."""
    return forbids(left, right) is not None


def forbids(left: Organ, right: Organ) -> str | None:
    """Why they cannot be one, in words: other parties, or clearly other names in one document; None where
    they can."""
    if left.parties and right.parties and not left.parties & right.parties and not _one_pair(left, right):
        return "other parties"
    if len(left.parties) == len(right.parties) > 1 and left.parties != right.parties:
        return "other parties"
    if not _beside(left, right) or _is_short_form(left, right):
        return None
    return "other names in one document" if (title(left, right) or -1.0) < 0.25 else None


def _beside(left: Organ, right: Organ) -> bool:
    """Whether one document names both."""
    return left.id in right.beside or right.id in left.beside


def _one_pair(left: Organ, right: Organ) -> bool:
    """Whether each record names one side of two, and all news of either's documents is of these two."""
    both = left.parties | right.parties
    return len(both) == 2 and left.around == right.around == both


def _is_short_form(left: Organ, right: Organ) -> bool:
    """Whether a document calls one body by its name and by a short form of it."""
    if not _beside(left, right) or left.crowded or right.crowded:
        return False
    if left.kind is not right.kind and BodyKind.OTHER not in (left.kind, right.kind):
        return False
    return form_of(left.titles, right.titles)


def title(left: Organ, right: Organ) -> float | None:
    """How alike the names are; see ``titles.likeness``. What is called the same between the same parties is
    the same, however little the name says."""
    if len(left.parties & right.parties) > 1 and same_name(left.titles, right.titles):
        return 1.0
    return likeness(left.titles, right.titles)


def kind(left: Organ, right: Organ) -> float | None:
    """Whether it is the same kind of body; two states rarely have two joint commissions. What one source
    calls a commission another may call a committee, which says nothing."""
    if BodyKind.OTHER in (left.kind, right.kind):
        return None
    bilateral = len(left.parties) == 2 and left.parties == right.parties
    if left.kind is not right.kind:
        return None if bilateral and {left.kind, right.kind} <= _JOINT else -1.0
    return 1.0 if left.kind is BodyKind.JOINT_COMMISSION and bilateral else 0.35


def parties(left: Organ, right: Organ) -> float | None:
    """For: two or more parties, and the same; a little where one record names fewer."""
    if not left.parties or not right.parties:
        return None
    if left.parties == right.parties:
        return 0.5 if len(left.parties) > 1 else 0.25
    return 0.2 if left.parties & right.parties or _one_pair(left, right) else -1.0


def held(left: Organ, right: Organ) -> float | None:
    """For: it held the same engagement, most of all a session of the same number."""
    if left.held & right.held:
        return 1.0
    common = {event for _, event in left.held} & {event for _, event in right.held}
    return 0.8 if common else None


def short_form(left: Organ, right: Organ) -> float | None:
    """For: a document that names the body in full goes on to call it by a short form of that name."""
    return 1.0 if _is_short_form(left, right) else None


def crowd(left: Organ, right: Organ) -> float | None:
    """Against, across languages: a document knows several of this kind between the same parties."""
    if left.kind is BodyKind.OTHER and right.kind is BodyKind.OTHER:
        return None
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
    (short_form, 1.6),
    (crowd, 1.2),
    (only, 2.0),
)
