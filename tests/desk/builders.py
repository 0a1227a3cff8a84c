"""Ledgers made by hand: documents, what they say, and how it is told apart or joined."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.merge.compare.telling import days
from dragoman.merge.ledger.plans import Member, fate
from dragoman.model.judgement import Judgement
from dragoman.model.ledger import (
    Claim,
    Conflict,
    Ledger,
    LedgerBody,
    LedgerCommitment,
    LedgerEngagement,
    LedgerIndicator,
    LedgerInstrument,
    LedgerParticipant,
    LedgerPerson,
    LedgerPosition,
    OfficeHeld,
    Report,
    Session,
)
from dragoman.model.record import (
    Body,
    BodyKind,
    Commitment,
    CountedClaim,
    Engagement,
    Evidence,
    Format,
    Indicator,
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    Level,
    Measure,
    Participant,
    Party,
    PartyBasis,
    PartyKind,
    Person,
    Place,
    Position,
    Reading,
    Record,
    Role,
    Strength,
)
from dragoman.model.text import Document, EngagementKind, Part, Realis, Source, Span
from dragoman.model.time import UNDATED, DateBasis, PartialDate, When

PRODUCER = "hand@1"
MAR, RUS, DZA = Party(code="MAR"), Party(code="RUS"), Party(code="DZA")
LAS = Party(code="LAS", kind=PartyKind.ORGANISATION)


def when(date: str | None, basis: DateBasis = DateBasis.STATED, end: str | None = None) -> When:
    if date is None:
        return UNDATED
    return When(
        date=PartialDate.parse(date), basis=basis, end=PartialDate.parse(end) if end is not None else None
    )


def words(document: Document, quote: str) -> Evidence:
    """Evidence of the first place of ``quote``; fails where the document does not have it."""
    start = document.text.index(quote)
    return Evidence.of(document, Span(start=start, end=start + len(quote)), PRODUCER)


@dataclass
class Someone:
    """A person of a test: ``spelling`` is looked up in the document that is quoted."""

    name: str
    role: Role | None
    party: Party | None
    parts: tuple[Part, ...] = ()
    party_basis: PartyBasis = PartyBasis.STATED
    role_basis: PartyBasis = PartyBasis.STATED


@dataclass
class Book:
    """Collects documents and records; ``ledger()`` gives what they make together."""

    documents: dict[str, Document] = field(default_factory=dict)
    voices: dict[str, str] = field(default_factory=dict)
    records: dict[str, list[Record]] = field(default_factory=dict)
    people_of: dict[str, list[Person]] = field(default_factory=dict)
    engagements: list[LedgerEngagement] = field(default_factory=list)
    instruments: list[LedgerInstrument] = field(default_factory=list)
    bodies: list[LedgerBody] = field(default_factory=list)
    commitments: list[LedgerCommitment] = field(default_factory=list)
    positions: list[LedgerPosition] = field(default_factory=list)
    indicators: list[LedgerIndicator] = field(default_factory=list)
    people: list[LedgerPerson] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)

    def document(
        self,
        text: str,
        *,
        lang: str = "en",
        name: str,
        published: str | None,
        source: str | None = None,
        title: str | None = None,
        url: str | None = None,
        copy_of: Document | None = None,
    ) -> Document:
        document = Document(
            text=text,
            lang=lang,
            origin=f"press/{name}",
            name=name,
            title=title,
            published=PartialDate.parse(published) if published else None,
            published_basis=DateBasis.STATED if published else DateBasis.UNKNOWN,
            source=Source(name=source, url=url),
        )
        self.documents[document.id] = document
        self.voices[document.id] = self.voices[copy_of.id] if copy_of else document.id
        self.records[document.id] = []
        self.people_of[document.id] = []
        return document

    def engagement(
        self,
        *told: tuple[Document, str],
        kind: EngagementKind = EngagementKind.MEETING,
        act: str | None = "meet",
        date: str | None = None,
        basis: DateBasis = DateBasis.STATED,
        realis: Realis = Realis.ACTUAL,
        people: tuple[Someone, ...] = (),
        parties: tuple[Party, ...] = (MAR, RUS),
        place: Place | None = None,
        level: Level | None = None,
        form: Format | None = None,
        topics: tuple[str, ...] = (),
        host: Party | None = None,
        body: str | None = None,
        session: int | None = None,
        counted: dict[str, tuple[int, str]] | None = None,
        differ: tuple[str, dict[str, str]] | None = None,
    ) -> LedgerEngagement:
        """``counted``: document name -> (number, words); ``differ``: (property, document name -> value)."""
        moment = when(date, basis if date else DateBasis.UNKNOWN)
        members: list[Engagement] = []
        for document, quote in told:
            evidence = words(document, quote)
            taking = [self._participant(document, evidence, person) for person in people]
            said = (counted or {}).get(document.name)
            claims = (
                (CountedClaim(number=said[0], written=said[1], evidence=words(document, said[1])),)
                if said
                else ()
            )
            record = Engagement(
                kind=kind,
                realis=realis,
                when=moment,
                place=place,
                participants=tuple(taking),
                parties=parties,
                format=form,
                counted=claims,
                evidence=(evidence,),
            )
            self.records[document.id].append(record)
            members.append(record)
        conflicts: tuple[Conflict, ...] = ()
        if differ:
            values: dict[str, list[Claim]] = {}
            for document, quote in told:
                value = differ[1][document.name]
                claim = Claim(
                    property=differ[0],
                    value=value,
                    written=value,
                    lang=document.lang,
                    evidence=words(document, quote),
                )
                values.setdefault(value, []).append(claim)
            conflicts = (
                Conflict(property=differ[0], values=tuple((v, tuple(c)) for v, c in values.items())),
            )
        reports = self._reports(members)
        entry = LedgerEngagement(
            id=min(member.id for member in members),
            kind=kind,
            realis=realis,
            act=act,
            when=moment,
            place=place,
            participants=tuple(
                LedgerParticipant(
                    person_id=f"per-{person.name}",
                    name=person.name,
                    role=person.role,
                    party=person.party,
                    role_basis=person.role_basis,
                    party_basis=person.party_basis,
                    parts=person.parts,
                    reports=reports,
                )
                for person in people
            ),
            parties=parties,
            main=True,
            level=level,
            initiator=next((p.party for p in people if Part.INITIATOR in p.parts), None),
            host=host,
            format=form,
            topics=topics,
            areas=(),
            body=body,
            session=session,
            instruments=(),
            part_of=None,
            fate=fate(self._member(record) for record in members),
            claims=tuple(
                claim for conflict in conflicts for _, claims in conflict.values for claim in claims
            ),
            conflicts=conflicts,
            members=tuple(members),
            reports=reports,
        )
        self.engagements.append(entry)
        return entry

    def instrument(
        self,
        *told: tuple[Document, str],
        title: str,
        kind: InstrumentKind = InstrumentKind.AGREEMENT,
        statuses: tuple[InstrumentStatus | None, ...] = (None,),
        date: str | None = None,
        parties: tuple[Party, ...] = (MAR, RUS),
        symbol: str | None = None,
        aliases: tuple[tuple[str, str], ...] = (),
    ) -> LedgerInstrument:
        """One status for each document; the last is the ledger's."""
        members = []
        for (document, quote), status in zip(told, statuses, strict=True):
            record = Instrument(
                title=title,
                lang=document.lang,
                kind=kind,
                status=status,
                when=when(date),
                parties=parties,
                symbol=symbol,
                evidence=(words(document, quote),),
            )
            self.records[document.id].append(record)
            members.append(record)
        entry = LedgerInstrument(
            id=members[0].id,
            title=title,
            aliases=aliases,
            kind=kind,
            status=statuses[-1],
            when=when(date),
            parties=parties,
            areas=(),
            symbol=symbol,
            claims=(),
            conflicts=(),
            members=tuple(members),
            reports=self._reports(members),
        )
        self.instruments.append(entry)
        return entry

    def body(
        self,
        *told: tuple[Document, str],
        name: str,
        aliases: tuple[tuple[str, str], ...] = (),
        kind: BodyKind = BodyKind.JOINT_COMMISSION,
        parties: tuple[Party, ...] = (MAR, RUS),
        sessions: dict[int, When] | None = None,
        gaps: tuple[int, ...] = (),
    ) -> LedgerBody:
        members = [
            Body(
                name=name, lang=document.lang, kind=kind, parties=parties, evidence=(words(document, quote),)
            )
            for document, quote in told
        ]
        for member in members:
            self.records[member.evidence[0].document_id].append(member)
        reports = self._reports(members)
        entry = LedgerBody(
            id=members[0].id,
            name=name,
            aliases=aliases,
            kind=kind,
            parties=parties,
            sessions=tuple(
                Session(number=number, when=moment, place=None, reports=reports)
                for number, moment in (sessions or {}).items()
            ),
            gaps=gaps,
            members=tuple(members),
            reports=reports,
        )
        self.bodies.append(entry)
        return entry

    def commitment(
        self,
        document: Document,
        quote: str,
        what: str,
        *,
        who: tuple[Party, ...] = (MAR, RUS),
        strength: Strength = Strength.COMMITMENT,
        due: str | None = None,
        due_text: str | None = None,
    ) -> LedgerCommitment:
        record = Commitment(
            who=who,
            what=what,
            strength=strength,
            due=when(due),
            due_text=due_text,
            evidence=(words(document, quote),),
        )
        self.records[document.id].append(record)
        entry = LedgerCommitment(id=record.id, commitment=record, reports=self._reports([record]))
        self.commitments.append(entry)
        return entry

    def position(
        self,
        document: Document,
        quote: str,
        issue: str,
        *,
        who: Party | None,
        holder: str | None = None,
        joint: bool = False,
        label: str | None = None,
    ) -> LedgerPosition:
        record = Position(
            who=who,
            holder=holder,
            issue=issue,
            stance=" ".join(quote.split()),
            joint=joint,
            label=label,
            evidence=(words(document, quote),),
        )
        self.records[document.id].append(record)
        entry = LedgerPosition(id=record.id, position=record, reports=self._reports([record]))
        self.positions.append(entry)
        return entry

    def indicator(
        self, document: Document, quote: str, subject: str, measure: Measure, value: str | None, **more: str
    ) -> LedgerIndicator:
        record = Indicator(
            subject=subject,
            measure=measure,
            value=value,
            unit=more.get("unit"),
            scope=more.get("scope"),
            parties=(MAR, RUS),
            evidence=(words(document, quote),),
        )
        self.records[document.id].append(record)
        entry = LedgerIndicator(id=record.id, indicator=record, reports=self._reports([record]))
        self.indicators.append(entry)
        return entry

    def person(self, someone: Someone, *told: tuple[Document, str]) -> LedgerPerson:
        """``told`` are the documents with the name as each writes it."""
        evidence = [words(document, spelling) for document, spelling in told]
        entry = LedgerPerson(
            id=f"per-{someone.name}",
            name=someone.name,
            spellings=tuple((spelling, document.lang) for document, spelling in told),
            offices=(
                OfficeHeld(
                    role=someone.role, party=someone.party, basis=someone.role_basis, claims=(), seen=()
                ),
            ),
            party=someone.party,
            party_basis=someone.party_basis,
            members=(),
            reports=tuple(self._report(e, f"per-{someone.name}") for e in evidence),
        )
        self.people.append(entry)
        return entry

    def ledger(self) -> Ledger:
        return Ledger(
            documents=dict(self.documents),
            readings={
                key: Reading(
                    document_id=key,
                    producer=PRODUCER,
                    people=tuple(self.people_of[key]),
                    records=tuple({record.id: record for record in self.records[key]}.values()),
                )
                for key in self.documents
            },
            voices=dict(self.voices),
            judgements=tuple(self.judgements),
            people=tuple(self.people),
            engagements=tuple(self.engagements),
            instruments=tuple(self.instruments),
            bodies=tuple(self.bodies),
            commitments=tuple(self.commitments),
            positions=tuple(self.positions),
            indicators=tuple(self.indicators),
        )

    def _participant(self, document: Document, evidence: Evidence, someone: Someone) -> Participant:
        person = Person(
            name=someone.name,
            lang=document.lang,
            spellings=(someone.name,),
            offices=(),
            party=someone.party,
            evidence=(evidence,),
        )
        if person not in self.people_of[document.id]:
            self.people_of[document.id].append(person)
        return Participant(
            person_id=person.id,
            name=someone.name,
            role=someone.role,
            party=someone.party,
            parts=someone.parts,
            evidence=evidence,
        )

    def _member(self, record: Engagement) -> Member:
        document = self.documents[record.evidence[0].document_id]
        told = days(When(date=document.published, basis=document.published_basis))
        return Member(record=record, published=told, lang=document.lang)

    def _reports(
        self, members: list[Engagement] | list[Instrument] | list[Body] | list[Record]
    ) -> tuple[Report, ...]:
        return tuple(self._report(member.evidence[0], member.id) for member in members)

    def _report(self, evidence: Evidence, record: str) -> Report:
        key = evidence.document_id
        return Report(document_id=key, record_id=record, voice=self.voices[key], evidence=(evidence,))
