"""What the comparison of documents comes to: documents, pairs of them, passages side by side, and credits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dragoman.desk.notes import Note, Noted
from dragoman.desk.passages import FactKind
from dragoman.model.record import PartyBasis


class Relation(StrEnum):
    """What two documents are to each other."""

    COPY = "copy"  # nearly all the words of both, in the same order
    EXCERPT = "excerpt"  # nearly all the words of the shorter
    TRANSLATION = "translation"  # another language, the same passages in the same order
    REWRITE = "rewrite"  # much the same facts in other words
    INDEPENDENT = "independent"


class Change(StrEnum):
    """What became of a passage from the first document to the second."""

    SAME = "same"
    REWORDED = "reworded"
    DROPPED = "dropped"
    ADDED = "added"
    ONLY_FIRST = "only in the first"  # it can't be told which document follows which
    ONLY_SECOND = "only in the second"
    NOT_FOUND = "no counterpart found"  # and nothing in it that the other document could be known to lack


class DifferenceKind(StrEnum):
    """In what two passages that correspond differ."""

    PERSON = "person"
    NAME = "name"
    OFFICE = "office"
    PARTY = "party"
    PLACE = "place"
    DATE = "date"
    FIGURE = "figure"
    LABEL = "label"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One fact as each document has it: values, and the words that say them; a side may be empty.

    ``agree`` tells whether both can be true: a month beside a day of it, a name in two spellings. ``subject``
    is whom or what it is about, where it is about one.
    """

    kind: DifferenceKind
    subject: str = ""
    first: tuple[str, ...]
    second: tuple[str, ...]
    first_words: tuple[str, ...]
    second_words: tuple[str, ...]
    agree: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageRow(Noted):
    """Passages of two documents side by side, with what they share and in what they differ.

    ``notes`` are the passages of both; ``first`` and ``second`` those of each. ``repeats`` counts further
    printings of the same words inside one document. ``moved``: not in the order of the others.
    """

    change: Change
    first: tuple[Note, ...] = ()
    second: tuple[Note, ...] = ()
    score: float | None = None
    moved: bool = False
    shared: tuple[tuple[FactKind, str], ...] = ()
    differences: tuple[Difference, ...] = ()
    repeats: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyRow(Noted):
    """A person or engagement that one document of a pair has and the other has nowhere; ``second`` tells
    whose it is."""

    kind: FactKind
    text: str
    second: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRow(Noted):
    """What each document calls a disputed matter."""

    issue: str
    name: str
    first: tuple[str, ...]
    second: tuple[str, ...]


class OriginKind(StrEnum):
    """Who is credited: an office that the words of the language name, or an outlet."""

    FOREIGN_MINISTRY = "foreign ministry"
    MINISTRY = "ministry"
    PRESIDENCY = "presidency"
    ROYAL_COURT = "royal court"
    GOVERNMENT = "government"
    EMBASSY = "embassy"
    UNNAMED_SOURCE = "unnamed source"
    OUTLET = "outlet"
    UNKNOWN = "unknown"  # the words credit somebody, and who it is can't be told


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit(Noted):
    """Whom a document credits for its news. ``written`` is in the document's own words, or the sentence.

    ``party`` is a code, and ``party_basis`` how it is known: stated beside the name, or inferred from the
    publisher's own country. ``name`` is that of the outlet or office, where the gazetteer tells.
    ``documents`` are those of the ledger that are published by whom it credits and tell of the same.
    """

    kind: OriginKind
    written: str
    party: str | None = None
    party_basis: PartyBasis | None = None
    name: str | None = None
    documents: tuple[str, ...] = ()

    @property
    def identity(self) -> str:
        """What two credits of the same origin share."""
        if self.kind is OriginKind.OUTLET:
            return f"outlet {self.name}"
        if self.kind is OriginKind.UNKNOWN:
            return self.written
        return f"{self.kind.value} {self.party or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditDispute(Noted):
    """Documents of one text that credit different origins for it: (document id, credits) for each."""

    sides: tuple[tuple[str, tuple[Credit, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One reason for taking a document of a pair as the later; ``weight`` is positive where it is the
    second, and 0 where the reason tells neither."""

    reason: str
    text: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Two documents compared. ``follows`` is the id of the one that follows the other, or None where the
    hints do not tell. Shares run from 0 to 1: of letters in passages that correspond, and of words that stand
    in both in the same order. ``judged`` is what the ledger holds of the pair: "same", "proposed" or None.
    """

    first: str
    second: str
    relation: Relation
    follows: str | None
    hints: tuple[Hint, ...]
    shared_first: float
    shared_second: float
    copied_first: float
    copied_second: float
    same_news: bool | None
    judged: str | None
    judged_score: float | None
    rows: tuple[PassageRow, ...]
    only: tuple[OnlyRow, ...]
    labels: tuple[LabelRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One document of the comparison. ``kin``: it was asked for, shares the voice of one that was, or is
    only near to it."""

    id: str
    source: str
    title: str | None
    origin: str
    url: str | None
    lang: str
    published: str | None
    published_basis: str
    source_country: str | None
    source_kind: str | None
    retrieved: str | None
    voice: str
    kin: str
    passages: int
    credits: tuple[Credit, ...]
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """The documents, earliest first where that is known, and every pair that was compared."""

    documents: tuple[DocumentRow, ...]
    voices: int
    pairings: tuple[Pairing, ...]
    disputes: tuple[CreditDispute, ...]
    remarks: tuple[str, ...]
