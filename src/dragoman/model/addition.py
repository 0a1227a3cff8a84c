"""What a person found in a document and no machine did: a record of any kind, with words of the text.

Appended, never in place. The record is one like any other, so it takes part in merging and in every answer;
its evidence names its author as the producer.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dragoman.errors import InvalidRecord
from dragoman.model.ids import content_id
from dragoman.model.judgement import MACHINE, utc
from dragoman.model.record import Engagement, Person, Reading, Record, quotes


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """That a document tells of ``item``, which was not read there.

    ``people`` are those who take part in an added engagement, as they were known when it was added: who is
    not among the people of a later reading is found there by the words, or else comes with the addition.
    Moments are kept in UTC.
    """

    item: Person | Record
    author: str
    made_at: dt.datetime
    people: tuple[Person, ...] = ()
    reason: str = ""
    retracted_at: dt.datetime | None = None
    id: str = ""

    def __post_init__(self) -> None:
        if not self.author.strip() or self.author == MACHINE:
            raise InvalidRecord("an addition is a person's, and names who made it")
        object.__setattr__(self, "made_at", utc(self.made_at))
        if self.retracted_at is not None:
            object.__setattr__(self, "retracted_at", utc(self.retracted_at))
        if any(one.corrected for one in (self.item, *self.people)):
            raise InvalidRecord("what is added is kept as it was given, not as corrected later")
        if any(words.producer != self.author for words in self.item.evidence):
            raise InvalidRecord("the words of what a person adds are chosen by that person")
        if self.people and not isinstance(self.item, Engagement):
            raise InvalidRecord("people take part in an engagement, and in nothing else")
        self.reading()
        identity = content_id("add", self.item.id, self.author, self.made_at.isoformat())
        if self.id and self.id != identity:
            raise InvalidRecord(f"the id {self.id} does not belong to this addition")
        object.__setattr__(self, "id", identity)

    @property
    def record(self) -> str:
        """The id of what is added."""
        return self.item.id

    @property
    def document_id(self) -> str:
        """The document that tells of it."""
        return self.item.evidence[0].document_id

    def reading(self) -> Reading:
        """The addition as a small reading of its document; raises InvalidRecord where it is none."""
        alone = isinstance(self.item, Person)
        return Reading(
            document_id=self.document_id,
            producer=self.author,
            people=(self.item,) if isinstance(self.item, Person) else self.people,
            records=() if alone else (self.item,),  # type: ignore[arg-type]  # no person, as was asked
        )

    def stands_in(self, text: str) -> bool:
        """Whether all its words are at their places in the text of its document."""
        return all(words.span.of(text) == words.quote for words in quotes(self.reading()))
