"""What a person decides on the review desk -> Judgement, Correction, Rejection, Confirmation.

Nothing is written here; what a person adds is made in ``add``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dragoman.errors import InvalidRecord, ReviewError
from dragoman.model.confirmation import Confirmation, visible
from dragoman.model.correction import Correction, Rejection, Subject
from dragoman.model.decision import Decision, ids_of
from dragoman.model.judgement import MACHINE, Judgement, Matter, Verdict
from dragoman.model.record import Engagement, Evidence, Party
from dragoman.review.things import Thing, Things, by_prefix
from dragoman.review.values import value_text
from dragoman.review.wording import Wording, check_one, places, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who decides, when and why: all that one command decides shares it, and is undone together."""

    author: str
    at: dt.datetime
    reason: str = ""

    def __post_init__(self) -> None:
        if not self.author.strip() or self.author == MACHINE:
            raise ReviewError("say who decides: --by NAME")


def same(things: Sequence[Thing], act: Act) -> tuple[Judgement, ...]:
    """The first and each of the others are one."""
    return _judge(things, Verdict.SAME, 1.0, act)


def apart(things: Sequence[Thing], act: Act) -> tuple[Judgement, ...]:
    """The first is none of the others; of these nothing is said among each other."""
    return _judge(things, Verdict.APART, 0.0, act)


def _judge(things: Sequence[Thing], verdict: Verdict, score: float, act: Act) -> tuple[Judgement, ...]:
    first, *others = things
    if not others:
        raise ReviewError("two ids are wanted, or more")
    for other in others:
        if first.matter is not other.matter:
            raise ReviewError(f"{first.id} is of the kind {first.kind}, and {other.id} {other.kind}")
        if first.id == other.id:
            raise ReviewError(f"{first.id} is named twice")
    return tuple(_judgement(first.matter, first.id, other.id, verdict, score, act) for other in others)


def _judgement(matter: Matter, one: str, other: str, verdict: Verdict, score: float, act: Act) -> Judgement:
    return Judgement(
        matter=matter,
        left=min(one, other),
        right=max(one, other),
        verdict=verdict,
        score=score,
        judge=act.author,
        made_at=act.at,
        note=act.reason,
    )


def split(thing: Thing, out: Iterable[str], act: Act) -> tuple[Judgement, ...]:
    """The records ``out`` of a thing tell of another: each is parted from all that stay, so that no chain
    joins them, and what stays is one thing, as is what is taken out.

    Raises ReviewError where they are no records of it, or none stays.
    """
    taken = sorted(dict.fromkeys(out))
    strange = [identity for identity in taken if identity not in thing.members]
    if strange or not taken:
        raise ReviewError(f"{', '.join(strange) or 'nothing'}: no report of {thing.id} to be taken out")
    rest = [identity for identity in thing.members if identity not in taken]
    if not rest:
        raise ReviewError(f"every report of {thing.id} is to be taken out, and none stays")
    matter = thing.matter
    parted = [_judgement(matter, a, b, Verdict.APART, 0.0, act) for a in taken for b in rest]
    held = [
        _judgement(matter, a, b, Verdict.SAME, 1.0, act) for side in (rest, taken) for a, b in pairwise(side)
    ]
    return (*parted, *held)


def accept(judgements: Iterable[Judgement], words: str, act: Act) -> Judgement:
    """The two of a judgement that the machine proposed are one; raises ReviewError where it proposed none."""
    proposed = {j.id: j for j in judgements if j.verdict is Verdict.PROPOSED}
    found = proposed[by_prefix(words, proposed, "among the open questions")]
    return replace(
        found,
        verdict=Verdict.SAME,
        score=1.0,
        reasons=(),
        judge=act.author,
        made_at=act.at,
        note=act.reason,
        id="",
    )


# --- corrections and rejections ---------------------------------------------------------------------------


def correct(
    things: Things,
    thing: Thing,
    field: str,
    words: str,
    act: Act,
    *,
    find_party: Callable[[str], Party],
    wording: Wording | None = None,
    only: bool = False,
) -> tuple[Correction, ...]:
    """``field`` of a thing is what ``words`` say: a correction of each of its records, or of the one named.

    ``role:PERSON`` and ``party:PERSON`` take the id of any record of the participant. Raises ReviewError
    where the field, the value or the words that should bear it out are none.
    """
    records = _records(thing, only)
    try:
        value = _value(things, thing, field, words, find_party)
        support = _supports(things, thing, records, wording or Wording(), act.author)
        told = [(record, _own_field(things, record, field)) for record in records]
        found = tuple(
            Correction(
                record=record,
                field=name,
                value=value,
                support=support.get(record),
                author=act.author,
                made_at=act.at,
                reason=act.reason,
            )
            for record, name in told
            if name is not None
        )
    except InvalidRecord as error:
        raise ReviewError(str(error)) from error
    if not found:
        raise ReviewError(f"{field}: nobody of that id takes part in {thing.id}")
    return found


def reject(thing: Thing, act: Act, *, only: bool = False, every: bool = False) -> tuple[Rejection, ...]:
    """No document says what the thing's records hold, or the one named does not.

    Raises ReviewError where a thing has several records and it is not said which are meant.
    """
    records = _records(thing, only)
    if len(records) > 1 and not every:
        raise ReviewError(
            f"{thing.id} is told by {len(records)} reports: write --report to reject that of this id alone,"
            " or --all to reject every one"
        )
    return tuple(Rejection(record=r, author=act.author, made_at=act.at, reason=act.reason) for r in records)


def confirm(things: Things, thing: Thing, act: Act, *, only: bool = False) -> tuple[Confirmation, ...]:
    """The records of a thing are right as they are, or the one named is; it holds while they say the same."""
    return tuple(
        Confirmation(
            record=record,
            seen=visible(things.items[record]),
            author=act.author,
            made_at=act.at,
            reason=act.reason,
        )
        for record in _records(thing, only)
    )


def subjects(things: Things, decisions: Iterable[Decision]) -> tuple[Subject, ...]:
    """Where the records stand that decisions are about."""
    ids = {identity for decision in decisions for identity in ids_of(decision)}
    return tuple(Subject.of(things.items[i]) for i in sorted(ids) if i in things.items)


def _records(thing: Thing, only: bool) -> tuple[str, ...]:
    if thing.kind == "document":
        raise ReviewError(f"{thing.id} is a document: its records are corrected or rejected")
    return (thing.id,) if only else thing.members


def _value(
    things: Things, thing: Thing, field: str, words: str, find_party: Callable[[str], Party]
) -> str | None:
    """The value as text; what an engagement is part of, and its body, may be given by an id of the ledger."""
    name = field.partition(":")[0]
    if thing.kind == "engagement" and name in ("part_of", "body"):
        kind = "engagement" if name == "part_of" else "body"
        if words.startswith(("eng-", "bod-")):
            whole = things.find(words)
            if whole.kind != kind or whole.home == thing.home:
                raise ReviewError(f"{name}: {words} is not another {kind}")
            return whole.home
    checked = f"{name}:per-{'0' * 20}" if ":" in field else field
    return value_text(thing.id, checked, words, find_party)


def _own_field(things: Things, record: str, field: str) -> str | None:
    """The field by the person's id in the record's own document; None where they do not take part there."""
    name, colon, whose = field.partition(":")
    item = things.items[record]
    if not colon or not isinstance(item, Engagement):
        return field
    members = set(things.find(whose).members)
    ids = [p.person_id for p in item.participants if p.person_id in members]
    return f"{name}:{ids[0]}" if ids else None


def _supports(
    things: Things, thing: Thing, records: Iterable[str], wording: Wording, author: str
) -> dict[str, Evidence]:
    """The words that bear a correction out, by the record in whose document they stand."""
    if wording.quote is None and wording.span is None:
        return {}
    documents = things.ledger.documents
    if wording.span is not None:
        document = documents[things.items[thing.id].evidence[0].document_id]
        return {thing.id: words_of(document, wording, author)}
    assert wording.quote is not None
    found: dict[str, Evidence] = {}
    for record in records:
        document = documents[things.items[record].evidence[0].document_id]
        where = places(document, wording.quote)
        check_one(document, where)
        if where:
            found[record] = Evidence.of(document, where[0], author)
    if not found:
        raise ReviewError(f"no document of {thing.id} has the words {wording.quote!r}")
    return found
