"""What the registers look up in a ledger, found once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from dragoman.desk.timeline import HAPPENED, taking_part
from dragoman.model.ledger import Ledger, LedgerCommitment, LedgerEngagement, LedgerInstrument
from dragoman.model.record import Party
from dragoman.model.text import EngagementKind


class Shelves:
    """Engagements by body, instrument, party, document and whole; instruments by id; people by members."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    @cached_property
    def of_body(self) -> dict[str, list[LedgerEngagement]]:
        return _shelved((e.body, e) for e in self.ledger.engagements if e.body is not None)

    @cached_property
    def of_party(self) -> dict[Party, list[LedgerEngagement]]:
        out: dict[Party, list[LedgerEngagement]] = defaultdict(list)
        for engagement in self.ledger.engagements:
            for party in taking_part(engagement):
                out[party].append(engagement)
        return out

    def between(self, parties: Iterable[Party]) -> list[LedgerEngagement]:
        """The engagements in which all of two parties or more take part; none for fewer."""
        wanted = set(parties)
        if len(wanted) < 2:
            return []
        rarest = min((self.of_party.get(party, []) for party in sorted(wanted)), key=len)
        return [e for e in rarest if wanted <= taking_part(e)]

    @cached_property
    def _promised_by(self) -> dict[Party, list[LedgerCommitment]]:
        out: dict[Party, list[LedgerCommitment]] = defaultdict(list)
        for item in self.ledger.commitments:
            for party in set(item.commitment.who):
                out[party].append(item)
        return out

    def commitments(self, parties: Iterable[Party]) -> list[LedgerCommitment]:
        """The commitments of any of the parties, each once."""
        found = {item.id: item for party in sorted(set(parties)) for item in self._promised_by.get(party, ())}
        return list(found.values())

    @cached_property
    def of_instrument(self) -> dict[str, list[LedgerEngagement]]:
        return _shelved((key, e) for e in self.ledger.engagements for key in e.instruments)

    @cached_property
    def instruments(self) -> dict[str, LedgerInstrument]:
        return {one.id: one for one in self.ledger.instruments}

    @cached_property
    def _signings(self) -> list[LedgerEngagement]:
        return [
            e for e in self.ledger.engagements if e.kind is EngagementKind.SIGNING and e.realis in HAPPENED
        ]

    @cached_property
    def signings_of_whole(self) -> dict[str, list[LedgerEngagement]]:
        return _shelved((e.part_of, e) for e in self._signings if e.part_of is not None)

    @cached_property
    def signings_of_document(self) -> dict[str, list[LedgerEngagement]]:
        return _shelved((r.document_id, e) for e in self._signings for r in e.reports)

    @cached_property
    def person(self) -> dict[str, str]:
        """The id in the ledger of each person of a document."""
        return {member: person.id for person in self.ledger.people for member in person.members}


def _shelved(pairs: Iterable[tuple[str, LedgerEngagement]]) -> dict[str, list[LedgerEngagement]]:
    out: dict[str, list[LedgerEngagement]] = defaultdict(list)
    for key, engagement in pairs:
        out[key].append(engagement)
    return out
