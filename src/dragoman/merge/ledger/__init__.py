"""Readings and judgements -> the ledger. Everything in it is derived, and every line leads to words."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.merge.ledger.bodies import bodies
from dragoman.merge.ledger.engagements import engagements
from dragoman.merge.ledger.instruments import instruments
from dragoman.merge.ledger.people import people
from dragoman.merge.ledger.promises import commitments
from dragoman.merge.ledger.sayings import indicators, positions
from dragoman.merge.ledger.sources import Larger, Sources
from dragoman.model.judgement import Judgement
from dragoman.model.ledger import Ledger
from dragoman.model.record import Reading
from dragoman.model.text import Document


def derive(
    documents: Mapping[str, Document],
    readings: Mapping[str, Reading],
    judgements: tuple[Judgement, ...],
    larger: Larger | None = None,
) -> Ledger:
    """The ledger that documents imply under judgements of the machine and of people.

    A pure function: the same values give the same ledger, byte for byte, in whatever order they come.
    A person's judgement outranks the machine's; one that is retracted does not count. The id of each thing
    is the least id of its members. Judgements on ids that are not there, and readings whose document is
    missing, are passed over.

    Where these are some documents of a ``larger`` ledger, that tells what is one thing, and no judgement
    does.
    """
    sources = Sources(documents, readings, judgements, larger)
    persons = people(sources)
    events = engagements(sources, persons)
    return Ledger(
        documents=sources.documents,
        readings=sources.readings,
        voices=sources.voices,
        judgements=sources.judgements,
        people=persons,
        engagements=events,
        instruments=instruments(sources),
        bodies=bodies(sources, events),
        commitments=commitments(sources),
        positions=positions(sources),
        indicators=indicators(sources),
    )
