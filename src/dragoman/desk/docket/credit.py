"""Whose word evidence is, and whether it counts: the parties' praise of themselves never counts as delivery.

The rule, from the kind of evidence and from who tells it:

1. *What somebody says of a promise* ("implementation progresses well") is an assessment. By a party that
   promised it is self-praise: it is shown, and never counts. By anybody else, the party to whom it was
   promised included, it counts as being in progress, never as delivery: words are no deed. What asks for
   it or blames is no assessment.
2. *What no party can do alone* (an agreement signed, a session or visit held, with another party present) is
   an event, and counts whoever reports it: the other party was there and can contradict.
3. *What one party does alone* (aid delivered, an embassy opened, a figure reached) counts where a source
   tells it that is not that party's own. Own are its offices and news agencies: sources known as official or
   as an agency of a country that promised. Newspapers are not the state's, and the recipient's offices are
   not the giver's. What only own sources tell is shown as their word and does not count.
4. *What speaks against a party* (called off, denied, put off, ended) counts whoever reports it: against
   oneself nobody is partial, and a denial by the other side is shown beside it.

Where nobody knows whose a source is, it counts, and is marked as unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dragoman.desk.docket.rows import Credit, Discount, EvidenceKind, Polarity
from dragoman.desk.notes import Note
from dragoman.model.outlet import SourceKind
from dragoman.model.record import Party

_OWN_KINDS = frozenset({SourceKind.OFFICIAL.value, SourceKind.AGENCY.value})


def credit_of(notes: Iterable[Note], promised: Collection[Party]) -> Credit:
    """Whose word the notes are, for those who promised."""
    told = [_is_own(note, promised) for note in notes]
    if False in told:
        return Credit.OTHERS
    return Credit.OWN if told and None not in told else Credit.UNKNOWN


def discount_of(
    kind: EvidenceKind, polarity: Polarity, credit: Credit, *, joint: bool, by_party: bool
) -> Discount | None:
    """Why it does not count, None where it does. ``by_party``: those who promised say so."""
    if kind is EvidenceKind.SAYING and by_party and polarity is not Polarity.AGAINST:
        return Discount.SELF_PRAISE
    if polarity is Polarity.AGAINST or joint or kind is EvidenceKind.SAYING:
        return None
    return Discount.OWN_WORD if credit is Credit.OWN else None


def _is_own(note: Note, promised: Collection[Party]) -> bool | None:
    """Whether a source belongs to one of the parties; None where nobody knows whose it is."""
    if note.source_kind is None:
        return None
    return note.source_kind in _OWN_KINDS and note.source_country in {party.code for party in promised}
