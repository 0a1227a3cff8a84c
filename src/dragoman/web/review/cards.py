"""What is shown of records, with the stamps that a form carries: nothing is decided on what was not shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.desk.notes import Note, note
from dragoman.model.confirmation import Confirmation
from dragoman.model.decision import Decision, author_of, changes, kind_of_decision, reason_of
from dragoman.model.judgement import MACHINE, Judgement
from dragoman.model.ledger import Ledger
from dragoman.phrases import Phrases
from dragoman.review import Sight, Thing, Things, confirmed
from dragoman.review.log import Entry, decisions
from dragoman.web.review.wording import Value, title, value_words, values

SHOWN = 12
"""Reports of one thing that are shown beside a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One record with its words. ``seen`` is its stamp; ``place`` leads to its words in the text."""

    id: str
    document: str
    title: str
    lang: str
    notes: tuple[Note, ...]
    values: tuple[Value, ...]
    seen: str
    confidence: float
    added_by: str | None
    confirmed: Confirmation | None

    @property
    def place(self) -> str:
        return f"{self.notes[0].start}-{self.notes[0].end}" if self.notes else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two things that may be one: the record compared, and all records of its thing that are here."""

    card: Card
    home: str
    title: str
    records: int
    seen: tuple[str, ...]


class Cards:
    """Cards of the records of one ledger, for one reader."""

    def __init__(self, ledger: Ledger, say: Phrases) -> None:
        self.ledger = ledger
        self.things = Things(ledger)
        self.sight = Sight(self.things)
        self.say = say
        self._confirmed = confirmed(ledger)
        self._added = {identity for r in ledger.readings.values() for identity in r.added}

    def card(self, identity: str) -> Card | None:
        """The card of a record, or of a document; None where it is not there any more."""
        stamps = self.sight.of([identity])
        words = self.things.words(identity)
        if not stamps or not words:
            return None
        item = self.things.items.get(identity)
        document = self.ledger.documents[stamps[0].document_id]
        name = title(self.say, item) if item is not None else (document.title or document.name)
        return Card(
            id=identity,
            document=document.id,
            title=name,
            lang=document.lang,
            notes=tuple(note(self.ledger, one) for one in words),
            values=values(self.say, item) if item is not None else (),
            seen=str(stamps[0]),
            confidence=min(one.confidence for one in words),
            added_by=words[0].producer if identity in self._added else None,
            confirmed=self._confirmed.get(identity),
        )

    def cards(self, identities: Iterable[str]) -> tuple[Card, ...]:
        """The cards of those that are there, by document and place."""
        found = [card for one in identities if (card := self.card(one)) is not None]
        return tuple(sorted(found, key=lambda c: (c.document, c.notes[0].start, c.id)))

    def side(self, identity: str) -> Side | None:
        """One side of a question."""
        card = self.card(identity)
        if card is None:
            return None
        thing = self.things.of(identity)
        shown = (identity, *(m for m in thing.members if m != identity))[:SHOWN]
        return Side(
            card=card,
            home=thing.home,
            title=thing.title or card.title,
            records=len(thing.members),
            seen=tuple(str(one) for one in self.sight.of(shown)),
        )

    def seen(self, identities: Iterable[str]) -> tuple[str, ...]:
        """The stamps of records, as a form carries them."""
        return tuple(str(one) for one in self.sight.of(identities))

    def history(self, thing: Thing) -> tuple[Decision, ...]:
        """The decisions of people on a thing's records, the last first."""
        mine = {thing.home, thing.id, *thing.members}
        return tuple(one for one in reversed(decisions(self.ledger)) if mine & set(changes(one)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A decision in words: who, when, what, why, and how it stands."""

    id: str
    kind: str
    who: str
    when: str
    moment: str
    what: str
    about: tuple[str, ...]
    reason: str
    state: str | None = None
    undone: bool = False
    undone_by: str | None = None
    undone_why: str = ""
    lang: str = "und"


def told(say: Phrases, decision: Decision, entry: Entry | None = None) -> Told:
    """A decision as it is listed."""
    assert decision.made_at is not None
    kind = kind_of_decision(decision)
    what = say.word("web.review.decided", kind)
    if kind == "correct":
        name, code = decision.field, decision.value  # type: ignore[union-attr]
        field = say.word("web.review.field", name.partition(":")[0])
        value = value_words(say, decision.record[:3], name, code)  # type: ignore[union-attr]
        what = say("web.review.corrected", field=field, value=value)
    return Told(
        id=decision.id,
        kind=kind,
        who=author_of(decision),
        when=f"{decision.made_at:%Y-%m-%d %H:%M}",
        moment=decision.made_at.isoformat(),
        what=what,
        about=changes(decision),
        reason=reason_of(decision),
        state=entry.state.value if entry is not None else None,
        undone=decision.retracted_at is not None,
        undone_by=entry.undoing.author if entry is not None and entry.undoing is not None else None,
        undone_why=entry.undoing.reason if entry is not None and entry.undoing is not None else "",
    )


def machine_says(ledger: Ledger, left: str, right: str) -> Judgement | None:
    """The machine's judgement on two records, where it made one."""
    both = {left, right}
    found = (j for j in ledger.judgements if j.judge == MACHINE and {j.left, j.right} == both)
    return max(found, key=lambda j: (j.score, j.id), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A field of two things that would be one: what each gives. Both different: sources then differ."""

    label: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return bool(self.left) and bool(self.right)


def effects(cards: Cards, left: Sequence[str], right: Sequence[str]) -> tuple[Effect, ...]:
    """What joining two things changes: fields on which they differ, and those that only one of them gives."""
    ours, theirs = _given(cards, left), _given(cards, right)
    out = []
    for name in dict.fromkeys((*ours, *theirs)):
        one, other = ours.get(name, {}), theirs.get(name, {})
        if one.keys() != other.keys() and not (one.keys() & other.keys()):
            label = cards.say.word("web.review.field", name)
            out.append(Effect(label=label, left=tuple(one.values()), right=tuple(other.values())))
    return tuple(out)


def _given(cards: Cards, records: Sequence[str]) -> dict[str, dict[str, str]]:
    """By field the values that records give, as code and text; not those of single participants."""
    out: dict[str, dict[str, str]] = {}
    for identity in records:
        item = cards.things.items.get(identity)
        for one in values(cards.say, item) if item is not None else ():
            if one.code is not None and ":" not in one.field:
                out.setdefault(one.field, {})[one.code] = one.text
    return out
