"""The network of people and bodies -> JSON and CSV."""

from __future__ import annotations

from dragoman.desk.network import Network
from dragoman.desk.wording import name_of
from dragoman.export.cells import csv_text
from dragoman.export.timeline_json import Json, dumps
from dragoman.merge.ledger.fields import iso
from dragoman.model.ledger import Ledger, LedgerEngagement

VERSION = 1
COLUMNS = ("left", "left_name", "right", "right_name", "tie", "engagements", "last", "ids")


def network_json(ledger: Ledger, found: Network) -> str:
    """``people``, ``bodies`` and ``ties``, those of most engagements first, with the ids of these.

    ``others`` counts people of neither side who took part, ``unnamed`` contacts of which one side names
    nobody.
    """
    return dumps(
        {
            "version": VERSION,
            "parties": [str(party) for party in found.parties],
            "people": [
                {
                    "id": one.id,
                    "name": one.told.name,
                    "party": str(one.side),
                    "role": one.told.role.value if one.told.role else None,
                    "engagements": _ids(one.engagements),
                }
                for one in found.members
            ],
            "bodies": [
                {"id": one.id, "name": name_of(ledger, one.id), "engagements": _ids(one.engagements)}
                for one in found.seats
            ],
            "ties": _ties(ledger, found),
            "others": found.others,
            "unnamed": found.unnamed,
        }
    )


def network_csv(ledger: Ledger, found: Network) -> str:
    """One row to each tie: two people, or a person and a body."""
    rows = (
        (t["left"], t["left_name"], t["right"], t["right_name"], t["tie"], len(t["engagements"]), t["last"],
         tuple(t["engagements"]))
        for t in _ties(ledger, found)
    )  # fmt: skip
    return csv_text(COLUMNS, rows)


def _ties(ledger: Ledger, found: Network) -> list[Json]:
    names = {one.id: one.told.name for one in found.members}
    bodies = {one.id: name_of(ledger, one.id) for one in found.seats}
    return [
        {
            "left": tie.left,
            "left_name": names[tie.left],
            "right": tie.right,
            "right_name": bodies.get(tie.right) or names[tie.right],
            "tie": "body" if tie.right in bodies else "people",
            "engagements": _ids(tie.engagements),
            "last": next((iso(e.when) for e in tie.engagements if e.when.date is not None), None),
        }
        for tie in found.ties
    ]


def _ids(engagements: tuple[LedgerEngagement, ...]) -> list[str]:
    return [engagement.id for engagement in engagements]
