"""What waits for a person, and what people decide."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, RootModel

from dragoman.model.judgement import Matter
from dragoman.store.catalog import Kind
from dragoman.web.api.asking import IDENTITY
from dragoman.web.api.schemas.sent import Line
from dragoman.web.api.schemas.shared import Code, Id, Lang, Moment, Shape

Stamp = Annotated[
    str,
    Field(
        pattern=r"^[a-z]{3}-[0-9a-f]{20}:doc-[0-9a-f]{20}:[0-9a-f]{12}\.[0-9a-f]{1,16}$",
        description="A record as it was seen. Send it back with a decision on it.",
    ),
]
GivenId = Annotated[str, Field(pattern=IDENTITY)]


class RecordSeen(Shape):
    """A record with its first words. ``seen`` is its stamp, ``thing`` the thing that it is of."""

    id: Id
    kind: Kind
    thing: Id
    title: str
    document_id: Id
    lang: Lang
    quote: str
    start: int
    end: int
    confidence: float
    seen: Stamp


class MergeAsked(Shape):
    """Two things that may be one; ``why`` it is asked: the score is in the middle band, or a rule forbids."""

    matter: Matter
    score: float
    why: str
    left: RecordSeen
    right: RecordSeen


class DecisionWords(Shape):
    document_id: Id
    quote: str
    start: int
    end: int
    origin: str = ""
    source: str = ""
    lang: Lang = ""
    page: int | None = None


class Decision(Shape):
    """What a person decided; other keys by what it is."""

    id: Id
    decision: Literal["same", "apart", "proposed", "correct", "reject", "add", "confirm"]
    ids: list[Id]
    author: str
    made_at: Moment
    reason: str | None
    retracted_at: Moment | None
    matter: Annotated[Matter | None, Field(description="Of a judgement.")] = None
    record: Annotated[Id, Field(description="Of the others.")] = ""
    field: Annotated[str, Field(description="Of a correction.")] = ""
    value: Annotated[str | None, Field(description="Of a correction; null where nothing is said.")] = None
    support: Annotated[DecisionWords | None, Field(description="Words that bear a correction out.")] = None
    words: Annotated[list[DecisionWords], Field(description="Of an addition.", default_factory=list)]


class Reviewed(Shape):
    """A thing with its records, each with the stamp of what was seen, and what was decided on it."""

    id: Id
    kind: Kind
    title: str
    parties: list[Code]
    records: list[RecordSeen]
    decisions: list[Decision]


class Decided(Shape):
    """What was kept: all of it or nothing."""

    decisions: list[Decision]


# --- what is sent -----------------------------------------------------------------------------------------


class _Act(Shape):
    reason: Annotated[Line | None, Field(description="Why, for the log.")] = None


class _Seen(_Act):
    seen: Annotated[
        list[Stamp],
        Field(
            min_length=1,
            max_length=200,
            description="Stamps of what was seen, that of every record that the decision changes among them."
            " Where somebody has decided on one of these since, nothing is kept, and the answer is 409.",
        ),
    ]


class Confirm(_Seen):
    """The record is right as it was read."""

    act: Literal["confirm"]
    id: GivenId
    whole: Annotated[bool, Field(description="All records of the thing, not this one alone.")] = False


class Reject(_Seen):
    """The document does not say what the record holds."""

    act: Literal["reject"]
    id: GivenId
    whole: Annotated[bool, Field(description="All records of the thing, not this one alone.")] = False


class ChosenWords(Shape):
    """Words of a document: as they stand there, or from ``start`` to ``end``, in code points; or both."""

    quote: Annotated[str | None, Field(min_length=1, max_length=5_000)] = None
    start: Annotated[int | None, Field(ge=0, le=10_000_000)] = None
    end: Annotated[int | None, Field(ge=1, le=10_000_000)] = None


class Correct(_Seen):
    """A field is put right: ``none`` where the document does not say."""

    act: Literal["correct"]
    id: GivenId
    field: Annotated[str, Field(pattern=r"^[a-z_]{1,20}(?::per-[0-9a-f]{20})?$")]
    value: Line
    words: Annotated[ChosenWords | None, Field(description="Words of the text that bear it out.")] = None
    whole: Annotated[bool, Field(description="All records of the thing, not this one alone.")] = False


class Merge(_Seen):
    """The first and each of the others are one."""

    act: Literal["merge"]
    ids: Annotated[list[GivenId], Field(min_length=2, max_length=20)]


class Apart(_Seen):
    """The first is none of the others."""

    act: Literal["apart"]
    ids: Annotated[list[GivenId], Field(min_length=2, max_length=20)]


class Split(_Seen):
    """These records tell of another thing than the rest of the one that they are put with."""

    act: Literal["split"]
    ids: Annotated[list[GivenId], Field(min_length=1, max_length=100)]


class GivenPerson(Shape):
    """Who takes part: somebody of the document by an id, or whoever stands at these words."""

    id: GivenId | None = None
    words: ChosenWords | None = None
    name: Line | None = None
    role: Line | None = None
    party: Line | None = None


class Add(_Act):
    """A record that the machine missed, with the words of the document that tell of it."""

    act: Literal["add"]
    document: GivenId
    kind: Literal["engagement", "person", "instrument", "body", "commitment", "position", "indicator"]
    words: Annotated[list[ChosenWords], Field(min_length=1, max_length=20)]
    values: Annotated[dict[str, Line], Field(max_length=20, description="Values by field.")] = {}  # noqa: RUF012
    people: Annotated[list[GivenPerson], Field(max_length=50)] = []  # noqa: RUF012


class Undo(_Act):
    """A decision is taken back, with all that was decided by the same act, or it alone."""

    act: Literal["undo"]
    id: Annotated[str, Field(pattern=IDENTITY, description="The id of the decision.")]
    alone: bool = False


class Deciding(
    RootModel[
        Annotated[Confirm | Reject | Correct | Merge | Apart | Split | Add | Undo, Field(discriminator="act")]
    ]
):
    """What somebody decides: ``act`` says which of these it is."""
