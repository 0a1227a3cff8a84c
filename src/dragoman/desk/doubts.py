"""What a brief cannot settle: where sources differ, what stays unresolved, and what it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from dragoman.desk.brief_rows import ConflictRow, DoubtKind, DoubtRow, EngagementRow, Named, ValueRow
from dragoman.desk.contacts import Company, row
from dragoman.desk.differ.rows import Disagreement, Standing
from dragoman.desk.notes import Note, distinct, of_reports
from dragoman.desk.timeline import PUBLIC_ACTS, is_contact, taking_part
from dragoman.desk.wording import (
    isolated,
    what_text,
    when_text,
    who_texts,
)
from dragoman.model.judgement import Judgement, Matter, Verdict
from dragoman.model.ledger import Ledger, LedgerEngagement
from dragoman.model.record import Party


def conflict_rows(found: Iterable[Disagreement]) -> tuple[ConflictRow, ...]:
    """Disagreements as rows of a brief, in their order: each version, who tells it, and how many voices.

    Counts beside the ledger's are left to their own section.
    """
    return tuple(
        ConflictRow(
            id=one.id,
            kind=one.kind.value,
            standing=one.standing.value,
            subject=one.subject,
            property=one.name,
            what=one.text,
            values=tuple(
                ValueRow(notes=v.notes, value=v.value, voices=v.voices, sources=v.sources, code=v.code)
                for v in one.versions
            ),
            silent=one.silent,
            one_voice=one.one_voice,
        )
        for one in found
        if one.counted is None
    )


def differing(found: Iterable[Disagreement]) -> dict[str, tuple[str, ...]]:
    """On what sources differ, in words, by the id of the engagement or instrument that they tell of."""
    out: dict[str, dict[str, None]] = {}
    for one in found:
        if one.standing is Standing.DIFFERS and one.counted is None:
            out.setdefault(one.id, {})[one.kind.value] = None
    return {key: tuple(kinds) for key, kinds in out.items()}


def unresolved(
    ledger: Ledger,
    engagements: Sequence[LedgerEngagement],
    pair: tuple[Party, Party],
    documents: Collection[str],
    on: dt.date,
    company: Company | None = None,
) -> tuple[DoubtRow, ...]:
    """Contacts without a date, contacts of one side with nobody known, and doubles left to a person."""
    company = Company(ledger) if company is None else company
    out = []
    for engagement in engagements:
        if is_contact(engagement) and engagement.when.date is None:
            text = f"Undated: {what_text(ledger, engagement)}, {'; '.join(who_texts(engagement))}."
            out.append(_doubt(DoubtKind.UNDATED, text, row(ledger, engagement, on, company)))
    for engagement in one_sided(ledger, pair, documents):
        text = (
            f"The other side is not known: {what_text(ledger, engagement)}, "
            f"{when_text(engagement.when)}, {'; '.join(who_texts(engagement))}."
        )
        out.append(_doubt(DoubtKind.ONE_SIDED, text, row(ledger, engagement, on, company)))
    return (*out, *_doubles(ledger, engagements, on, company))


def _doubt(kind: DoubtKind, text: str, engagement: EngagementRow) -> DoubtRow:
    return DoubtRow(notes=engagement.notes, kind=kind, text=text, engagements=(engagement,))


def one_sided(
    ledger: Ledger, pair: tuple[Party, Party], documents: Collection[str]
) -> tuple[LedgerEngagement, ...]:
    """Contacts told in ``documents`` of which only one side, one of the pair, is known."""
    return tuple(
        engagement
        for engagement in ledger.engagements
        if len(sides := taking_part(engagement)) == 1
        and sides <= set(pair)
        and {report.document_id for report in engagement.reports} & set(documents)
        and _needs_two(engagement)
    )


def _needs_two(engagement: LedgerEngagement) -> bool:
    return engagement.kind not in PUBLIC_ACTS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meant:
    """What a judgement is about: an engagement, or a person by the usual name."""

    text: str
    notes: tuple[Note, ...]
    engagement: LedgerEngagement | None = None
    person: Named | None = None


def _doubles(
    ledger: Ledger, engagements: Iterable[LedgerEngagement], on: dt.date, company: Company
) -> tuple[DoubtRow, ...]:
    """Engagements and people of the pair that may be one, with the score, for a person to decide."""
    meant = _meant(ledger, engagements)
    out: dict[str, DoubtRow] = {}
    for judgement in ledger.judgements:
        left, right = meant.get(judgement.left), meant.get(judgement.right)
        if not (_is_open(judgement) and left and right and left.notes != right.notes):
            continue
        both = f"{isolated(left.text)} / {isolated(right.text)}"
        text = f"May be the same {judgement.matter.value}: {both}; for a person to decide."
        if text in out:
            continue
        events = [m.engagement for m in (left, right) if m.engagement is not None]
        out[text] = DoubtRow(
            notes=distinct((*left.notes, *right.notes)),
            kind=DoubtKind.DOUBLE,
            text=text,
            engagements=tuple(row(ledger, e, on, company) for e in events),
            people=tuple(m.person for m in (left, right) if m.person is not None),
            score=judgement.score,
        )
    return tuple(out.values())


def _meant(ledger: Ledger, engagements: Iterable[LedgerEngagement]) -> dict[str, _Meant]:
    out: dict[str, _Meant] = {}
    people = {p.id: p for p in ledger.people}
    for engagement in engagements:
        one = _Meant(
            text=f"{what_text(ledger, engagement)}, {when_text(engagement.when)}",
            notes=of_reports(ledger, engagement.reports),
            engagement=engagement,
        )
        out |= dict.fromkeys((engagement.id, *(r.id for r in engagement.members)), one)
        for participant in engagement.participants:
            person = people.get(participant.person_id)
            if person is not None:
                name = Named(words=person.name, lang="und")
                one = _Meant(text=person.name, notes=of_reports(ledger, person.reports), person=name)
                out |= dict.fromkeys((person.id, *person.members), one)
    return out


def _is_open(judgement: Judgement) -> bool:
    matters = (Matter.ENGAGEMENT, Matter.PERSON)
    proposed = judgement.verdict is Verdict.PROPOSED and judgement.retracted_at is None
    return proposed and judgement.matter in matters
