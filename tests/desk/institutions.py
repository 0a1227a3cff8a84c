"""A commission of two states over ten years, in documents of our own writing."""

from __future__ import annotations

import dataclasses

from dragoman.model.ledger import Ledger
from dragoman.model.record import BodyKind, InstrumentKind, InstrumentStatus, Role
from dragoman.model.text import EngagementKind, Realis
from tests.merge.builders import Told, ledger

NAME = "Malta-Croatia Commission on Fisheries"
SESSION = EngagementKind.COMMISSION_SESSION
SIDES = "HRV MLT"
PACT = "Memorandum of Understanding on Fisheries"


def second() -> Told:
    """The second session, chaired by two ministers, with an ambassador and a signature."""
    told = Told(
        f"The second session of the {NAME}, co-chaired by Anton Borg and Davor Kranjec, sat in Split on "
        "3 March 2020. Ambassador Rita Vella came late. The ministers signed the Agreement on Nets there.",
        published="2020-03-04",
        source="Split Wire",
    )
    borg = told.person("Anton Borg", "MLT", Role.FOREIGN_MINISTER)
    kranjec = told.person("Davor Kranjec", "HRV", Role.FOREIGN_MINISTER)
    vella = told.person("Rita Vella", "MLT", Role.AMBASSADOR)
    told.body(NAME, BodyKind.JOINT_COMMISSION, SIDES, session=2)
    told.instrument(
        "Agreement on Nets",
        InstrumentKind.AGREEMENT,
        SIDES,
        status=InstrumentStatus.SIGNED,
        date="2020-03-03",
        areas=("fisheries",),
    )
    told.event(SESSION, f"The second session of the {NAME}", borg, kranjec, vella, date="2020-03-03",
               place="Split/HRV", sides=SIDES, body=NAME, session=2)  # fmt: skip
    told.event(EngagementKind.SIGNING, "signed the Agreement on Nets", borg, kranjec, date="2020-03-03",
               sides=SIDES, instruments=("Agreement on Nets",))  # fmt: skip
    return told


def founding() -> Told:
    """The memorandum that created it, with its task."""
    told = Told(
        f"Malta and Croatia signed a {PACT} establishing the {NAME}, tasked with counting the tuna stocks, "
        "on 1 May 2015.",
        published="2015-05-02",
        source="Malta Wire",
    )
    told.instrument(
        PACT,
        InstrumentKind.MOU,
        SIDES,
        status=InstrumentStatus.SIGNED,
        date="2015-05-01",
        areas=("fisheries",),
        expires_evidence=told.says("on 1 May 2015"),
        term_months=120,
    )
    body = told.body(NAME, BodyKind.JOINT_COMMISSION, SIDES)
    words = "tasked with counting the tuna stocks"
    told.records[-1] = dataclasses.replace(body, mandate=(words,), mandate_evidence=(told.says(words),))
    return told


def plan(number: int | None, day: str, published: str, source: str = "Plans") -> Told:
    """An announcement of a session."""
    which = f"session {number}" if number is not None else "next session"
    told = Told(
        f"The {which} of the {NAME} will be held in Valletta on {day}, as {source} learned.",
        published=published,
        source=source,
    )
    told.body(NAME, BodyKind.JOINT_COMMISSION, SIDES, session=number)
    told.event(SESSION, f"The {which} of the {NAME}", date=day, realis=Realis.PLANNED, place="Valletta/MLT",
               sides=SIDES, body=NAME, session=number)  # fmt: skip
    return told


def sitting(number: int | None, day: str, published: str, source: str = "News") -> Told:
    """News of a session, without names."""
    which = f"session {number}" if number is not None else "latest session"
    told = Told(
        f"The {which} of the {NAME} went on counting the tuna stocks on {day}, {source} reports.",
        published=published,
        source=source,
    )
    told.body(NAME, BodyKind.JOINT_COMMISSION, SIDES, session=number)
    quote = f"The {which} of the {NAME} went on counting the tuna stocks"
    told.event(SESSION, quote, date=day, sides=SIDES, body=NAME, session=number)
    return told


def commission(*more: Told) -> Ledger:
    """Created 2015, session 2 held 2020, session 5 held 2023; and what else is given."""
    return ledger(founding(), second(), sitting(5, "2023-06-01", "2023-06-02"), *more)
