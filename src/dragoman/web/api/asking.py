"""What can be asked of the API: parameters, each with its bounds, and the bodies of requests."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from dragoman.desk.differ.rows import Kind as DisagreementKind
from dragoman.lexicon.schema import AreaName
from dragoman.model.job import FileState
from dragoman.model.judgement import Matter
from dragoman.model.record import Strength
from dragoman.model.ruling import Mark
from dragoman.model.text import EngagementKind, Realis
from dragoman.store.catalog import DocumentOrder, EntryOrder, Kind, PairOrder

MOST = 200
"""Items of one page of a list."""
FARTHEST = 1_000_000

_YEAR = "(?:19|20)[0-9]{2}"
_DAY = (
    f"{_YEAR}-(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    f"|{_YEAR}-(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    f"|{_YEAR}-02-(?:0[1-9]|1[0-9]|2[0-8])"
    "|(?:19(?:0[48]|[2468][048]|[13579][26])|20(?:[02468][048]|[13579][26]))-02-29"
)

AskedDay = Annotated[
    str, Field(pattern=f"^(?:{_DAY})$", description="A day of these two centuries: YYYY-MM-DD.")
]
AskedDate = Annotated[
    str,
    Field(
        pattern=f"^(?:{_DAY}|{_YEAR}(?:-(?:0[1-9]|1[0-2]))?)$",
        description="A year, month or day: YYYY, YYYY-MM or YYYY-MM-DD.",
    ),
]
_NAME = r"^[^\x00-\x1f\x7f/]+$"
_PARTY = "A party: its ISO 3166 code, the acronym of an organisation, or its name in any language."
AskedParty = Annotated[
    str, Field(min_length=1, max_length=100, pattern=_NAME, description=_PARTY, examples=["EGY"])
]
IDENTITY = r"^[a-z]{3}-[0-9a-f]{4,20}$"
Identity = Annotated[
    str,
    Path(
        pattern=IDENTITY,
        description="The id of the thing or of any record of it, or its first eight characters or more.",
        examples=["eng-0123456789abcdef0123"],
    ),
]
LANG = r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$"

Left = Annotated[str, Path(min_length=1, max_length=100, pattern=_NAME, description=_PARTY, examples=["EGY"])]
Right = Annotated[
    str, Path(min_length=1, max_length=100, pattern=_NAME, description="The other party.", examples=["RUS"])
]


class Question(BaseModel):
    """Parameters of a query, and no others."""

    model_config = ConfigDict(extra="forbid")


class OnDay(Question):
    on: Annotated[
        AskedDay | None, Field(description="The day of asking: what was known by then. Today where left out.")
    ] = None


class Some(Question):
    """A part of a list."""

    limit: Annotated[int, Field(ge=1, le=MOST, description="How many items.")] = 50
    offset: Annotated[int, Field(ge=0, le=FARTHEST, description="How many to pass over.")] = 0


class SomeOnDay(Some, OnDay):
    pass


class Pairs(Some):
    party: Annotated[AskedParty | None, Field(description="Those of this party.")] = None
    order: Annotated[PairOrder, Field(description="``latest`` told of first, or most ``documents``.")] = (
        PairOrder.LATEST
    )


class Things(Some):
    party: Annotated[
        list[AskedParty], Field(max_length=2, description="Those in which all these have a part.")
    ] = []


class Timed(Things):
    since: Annotated[AskedDate | None, Field(description="From this year, month or day on.")] = None
    until: Annotated[AskedDate | None, Field(description="Up to this year, month or day.")] = None


_ORDER = (
    "By the ``event``'s date, by the last ``report`` of it, what is ``coming`` or ``due``, the soonest first,"
    " or what most ``documents`` tell."
)


class Engagements(Timed):
    kind: Annotated[list[EngagementKind], Field(max_length=12, description="Of these kinds.")] = []
    realis: Annotated[
        list[Realis], Field(max_length=4, description="Told as having happened, planned...")
    ] = []
    order: Annotated[EntryOrder, Field(description=_ORDER)] = EntryOrder.EVENT


class CommitmentsListed(Timed):
    strength: Annotated[list[Strength], Field(max_length=2, description="Of this strength.")] = []
    order: Annotated[EntryOrder, Field(description=_ORDER)] = EntryOrder.DUE


class PositionsListed(Timed):
    order: Annotated[EntryOrder, Field(description=_ORDER)] = EntryOrder.EVENT


class Coming(Things):
    offset: Annotated[int, Field(ge=0, le=10_000, description="How many to pass over.")] = 0
    since: Annotated[AskedDate | None, Field(description="From this year, month or day on.")] = None


class Documents(Timed):
    lang: Annotated[str | None, Field(pattern=LANG, description="In this language (BCP 47).")] = None
    order: Annotated[DocumentOrder, Field(description="The newest first, by this date.")] = (
        DocumentOrder.PUBLISHED
    )


class Timeline(SomeOnDay):
    since: Annotated[AskedDate | None, Field(description="From this year, month or day on.")] = None
    until: Annotated[AskedDate | None, Field(description="Up to this year, month or day.")] = None
    kind: Annotated[list[EngagementKind], Field(max_length=12, description="Of these kinds.")] = []
    newest_first: Annotated[bool, Field(description="The latest first, not the earliest.")] = False


class Commitments(SomeOnDay):
    overdue: Annotated[bool, Field(description="Overdue ones alone.")] = False
    due_before: Annotated[AskedDay | None, Field(description="Due before this day.")] = None
    area: Annotated[list[AreaName], Field(max_length=16, description="Of these areas.")] = []
    strength: Annotated[list[Strength], Field(max_length=2, description="Of this strength.")] = []
    score: Annotated[list[Mark], Field(max_length=5, description="How it stands.")] = []
    owner: Annotated[AskedParty | None, Field(description="Those that this party promised.")] = None


class Positions(SomeOnDay):
    party: Annotated[
        AskedParty | None, Field(description="Of one of the two alone; of both where left out.")
    ] = None
    issue: Annotated[
        str | None, Field(min_length=1, max_length=100, description="Words of an issue, or its id.")
    ] = None
    since: Annotated[AskedDate | None, Field(description="From this year, month or day on.")] = None
    until: Annotated[AskedDate | None, Field(description="Up to this year, month or day.")] = None


class Disagreements(SomeOnDay):
    kind: Annotated[list[DisagreementKind], Field(max_length=18, description="On these matters.")] = []


class Assessed(OnDay):
    since: Annotated[
        AskedDate | None, Field(description="What moved since then; not after the day of asking.")
    ] = None
    area: Annotated[list[AreaName], Field(max_length=16, description="Of these areas.")] = []


class Briefed(OnDay):
    since: Annotated[
        AskedDay | None, Field(description="The day of the last brief, from which on things are new.")
    ] = None


class Compared(Question):
    doc: Annotated[
        list[Annotated[str, Field(pattern=IDENTITY)]],
        Field(min_length=2, max_length=8, description="The ids of the documents."),
    ]


class JobFiles(Some):
    state: Annotated[list[FileState], Field(max_length=6, description="In one of these states.")] = []


class Merges(Things):
    matter: Annotated[Matter, Field(description="What may be one.")] = Matter.PERSON


class Doubts(Things):
    below: Annotated[
        float, Field(ge=0, le=1, description="Records of whose words the machine is less sure than this.")
    ] = 0.6


class Search(Things):
    q: Annotated[
        str,
        Field(
            min_length=1,
            max_length=500,
            pattern=r"^[^\x00-\x1f\x7f]+$",
            description="What is looked for.",
            examples=["Bogdanov"],
        ),
    ]
    kind: Annotated[
        list[Kind], Field(max_length=8, description="Of these kinds; of all where left out.")
    ] = []
    lang: Annotated[
        str | None, Field(pattern=LANG, description="In documents of this language (BCP 47).")
    ] = None
    since: Annotated[AskedDate | None, Field(description="Published from this year, month or day on.")] = None
    until: Annotated[AskedDate | None, Field(description="Published up to this year, month or day.")] = None
    limit: Annotated[int, Field(ge=1, le=100, description="How many items of each kind.")] = 20
    offset: Annotated[int, Field(ge=0, le=1_000, description="How many of each kind to pass over.")] = 0
