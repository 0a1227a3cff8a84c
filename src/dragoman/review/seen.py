"""What there is to see of records, for whoever decides on them: see ``Store.decide``."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.merge.stamp import Seen, by_record, seen
from dragoman.review.log import decisions
from dragoman.review.things import Things


class Sight:
    """Stamps of the records of a ledger, and of its documents."""

    def __init__(self, things: Things) -> None:
        self._items = things.items
        self._decisions = by_record(decisions(things.ledger))
        self._homes = {item.id: item.evidence[0].document_id for item in things.ledger.rejected}
        self._documents = things.ledger.documents.keys()

    def of(self, ids: Iterable[str]) -> tuple[Seen, ...]:
        """What there is to see of each of these; those that are nowhere in the ledger are passed over."""
        out = []
        for identity in dict.fromkeys(ids):
            item = self._items.get(identity)
            home = item.evidence[0].document_id if item is not None else self._homes.get(identity)
            home = home or (identity if identity in self._documents else None)
            if home is not None:
                out.append(seen(identity, home, item, self._decisions.get(identity, ())))
        return tuple(out)
