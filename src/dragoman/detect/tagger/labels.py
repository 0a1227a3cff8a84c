"""The labels of the tagger in the order of its outputs, and what may be linked with what."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from dragoman.model.text import EngagementKind, Label, LinkKind, Part, Realis

EVENTS = tuple(EngagementKind)
ENTITIES = tuple(label for label in Label if label is not Label.EVENT)
TYPES: tuple[tuple[Label, EngagementKind | None], ...] = (
    *((label, None) for label in ENTITIES),
    *((Label.EVENT, kind) for kind in EVENTS),
)
"""What a mention can be. Tag 0 is no mention; type ``n`` begins with tag 2n + 1 and goes on with 2n + 2."""

TAGS = 1 + 2 * len(TYPES)
REALIS = (Realis.ACTUAL, Realis.PLANNED, Realis.PAST_BACKGROUND, Realis.NEGATED)
KINDS = tuple(LinkKind)
"""Kinds of link; output 0 of the pair head is no link, output ``n + 1`` is kind ``n``."""

PARTS = tuple(Part)
EVENT_SCORES = ("main", "position", "commitment", "intent")

BASES = (*ENTITIES, Label.EVENT)
BASE_OF_TYPE: npt.NDArray[np.int64] = np.array([BASES.index(label) for label, _ in TYPES])

_RIGHT_OF = {
    Label.EVENT: (
        Label.PERSON,
        Label.REFERENCE,
        Label.OFFICE,
        Label.PARTY,
        Label.ORGANISATION,
        Label.PLACE,
        Label.DATE,
        Label.INSTRUMENT,
        Label.BODY,
        Label.EVENT,
    ),
    Label.PERSON: (Label.OFFICE, Label.PARTY, Label.ORGANISATION, Label.PERSON),
    Label.OFFICE: (Label.PARTY, Label.ORGANISATION),
    Label.ORGANISATION: (Label.PARTY,),
    Label.INSTRUMENT: (Label.PARTY, Label.ORGANISATION),
    Label.BODY: (Label.PARTY, Label.ORGANISATION),
    Label.REFERENCE: (Label.PERSON, Label.PARTY, Label.ORGANISATION, Label.OFFICE),
}
LINKABLE: npt.NDArray[np.bool_] = np.array(
    [[right in _RIGHT_OF.get(left, ()) for right in BASES] for left in BASES]
)
EVENT_BASE = BASES.index(Label.EVENT)
