"""Documents with their readings, built by hand so that every field of every record is used."""

from __future__ import annotations

import datetime as dt

from dragoman.model.judgement import Judgement, Matter, Reason, Verdict
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
    Measure,
    Office,
    Participant,
    Party,
    PartyBasis,
    PartyKind,
    Person,
    Place,
    Position,
    Reading,
    Recurrence,
    Role,
    Strength,
    VisitClass,
)
from dragoman.model.text import Document, EngagementKind, Part, Realis, Source, Span
from dragoman.model.time import DateBasis, PartialDate, When

OLD, NEW = "hand@1", "hand@2"
TUN, RUS = Party(code="TUN"), Party(code="RUS")
LAS = Party(code="LAS", kind=PartyKind.ORGANISATION)

ENGLISH = Document(
    text=(
        "🤝 *Tunis*, 9 June 2021 – Ambassador Lotfi Belkacem met Deputy Minister Mikhail Voronov in Moscow "
        "for the third time this year, at Tunisia’s initiative.\n\n"
        "The fishing agreement was updated. The Joint Commission held its 8th session. "
        "Russia will open 500 scholarships by 2022. Tunisia backs a ceasefire in Libya. "
        "Trade volume reached 1.5 billion dollars in 2020. The ministry said so."
    ),
    masked=(
        "🤝  Tunis , 9 June 2021 – Ambassador Lotfi Belkacem met Deputy Minister Mikhail Voronov in Moscow "
        "for the third time this year, at Tunisia’s initiative.\n\n"
        "The fishing agreement was updated. The Joint Commission held its 8th session. "
        "Russia will open 500 scholarships by 2022. Tunisia backs a ceasefire in Libya. "
        "Trade volume reached 1.5 billion dollars in 2020. The ministry said so."
    ),
    lang="en",
    origin="wire/en.md",
    name="en.md",
    title="Talks “in Moscow”",
    published=PartialDate.parse("2021-06-10"),
    published_basis=DateBasis.STATED,
    source=Source(name="Example Wire", url="https://example.org/1?a=b&c=d"),
    prose=Span(start=2, end=300),
)
ARABIC = Document(
    text="التقى السفير لطفي بلقاسم نائب الوزير ميخائيل فورونوف في موسكو يوم 9 يونيو 2021 🕊️.",
    lang="ar",
    origin="wire/ar.txt",
    name="ar.txt",
)


def says(document: Document, words: str, producer: str = OLD, confidence: float = 0.75) -> Evidence:
    """The first place of ``words`` in the document."""
    start = document.text.index(words)
    return Evidence.of(document, Span(start=start, end=start + len(words)), producer, confidence)


def on(date: str, end: str | None = None, basis: DateBasis = DateBasis.STATED, how: str = "") -> When:
    return When(
        date=PartialDate.parse(date), end=PartialDate.parse(end) if end else None, basis=basis, how=how
    )


def english(producer: str = OLD) -> Reading:
    """Every kind of record, with every field filled."""

    def cite(words: str) -> Evidence:
        return says(ENGLISH, words, producer)

    belkacem = Person(
        name="Lotfi Belkacem",
        lang="en",
        spellings=("Lotfi Belkacem", "Belkacem"),
        offices=(
            Office(written="Ambassador", role=Role.AMBASSADOR, party=TUN, evidence=cite("Ambassador")),
            Office(written="Amb.", evidence=cite("Ambassador")),
        ),
        party=TUN,
        party_basis=PartyBasis.INFERRED,
        evidence=(cite("Lotfi Belkacem"),),
    )
    voronov = Person(
        name="Mikhail Voronov",
        lang="en",
        spellings=("Mikhail Voronov",),
        offices=(
            Office(
                written="Deputy Minister",
                role=Role.DEPUTY_FOREIGN_MINISTER,
                party=RUS,
                evidence=cite("Deputy Minister"),
            ),
        ),
        party=RUS,
        evidence=(cite("Mikhail Voronov"),),
    )
    meeting = Engagement(
        kind=EngagementKind.MEETING,
        realis=Realis.ACTUAL,
        when=on("2021-06-09", "2021-06-10", DateBasis.RELATIVE, "counted from the publication date"),
        when_evidence=cite("9 June 2021"),
        place=Place(city="Moscow", country="RUS"),
        place_evidence=cite("Moscow"),
        participants=(
            Participant(
                person_id=belkacem.id,
                name=belkacem.name,
                role=Role.AMBASSADOR,
                party=TUN,
                parts=(Part.GUEST, Part.INITIATOR),
                evidence=cite("Lotfi Belkacem"),
            ),
            Participant(person_id=voronov.id, name=voronov.name, evidence=cite("Mikhail Voronov")),
        ),
        parties=(RUS, TUN),
        main=True,
        initiator=TUN,
        host=RUS,
        format=Format.SIDELINES,
        visit_class=VisitClass.WORKING,
        topics=("a ceasefire in Libya",),
        areas=("fisheries", "trade"),
        body="Joint Commission",
        session=8,
        instruments=("fishing agreement",),
        part_of="eng-00000000000000000000",
        counted=(CountedClaim(number=3, written="third time this year", evidence=cite("third time")),),
        recurrence=Recurrence(months=12, written="this year", evidence=cite("third time this year")),
        evidence=(cite("Belkacem met"), cite("met Deputy Minister")),
    )
    return Reading(
        document_id=ENGLISH.id,
        producer=producer,
        people=(belkacem, voronov),
        records=(
            meeting,
            Instrument(
                title="fishing agreement",
                lang="en",
                kind=InstrumentKind.AGREEMENT,
                status=InstrumentStatus.UPDATED,
                when=on("2020-09", "2020-10"),
                parties=(RUS, TUN),
                areas=("fisheries",),
                symbol="S/RES/2510",
                aliases=("accord de pêche", "اتفاق الصيد"),
                expires=on("2025"),
                expires_evidence=cite("fishing agreement"),
                term_months=60,
                renews=True,
                evidence=(cite("fishing agreement"),),
            ),
            Body(
                name="Joint Commission",
                lang="en",
                kind=BodyKind.JOINT_COMMISSION,
                session=8,
                parties=(RUS, TUN, LAS),
                aliases=("Mixed Commission",),
                mandate=("trade",),
                mandate_evidence=(cite("its 8th session"),),
                recurrence=Recurrence(months=24, written="8th session", evidence=cite("its 8th session")),
                evidence=(cite("Joint Commission held its 8th session"),),
            ),
            Commitment(
                who=(RUS,),
                what="open 500 scholarships",
                strength=Strength.COMMITMENT,
                due=on("2022"),
                due_text="by 2022",
                areas=("education",),
                evidence=(cite("will open 500 scholarships by 2022"),),
            ),
            Position(
                who=TUN,
                holder="Lotfi Belkacem",
                issue="libya",
                stance="backs a ceasefire",
                joint=True,
                label="Libya",
                evidence=(cite("Tunisia backs a ceasefire in Libya"),),
            ),
            Indicator(
                subject="trade",
                measure=Measure.TRADE_VOLUME,
                value="1500000000",
                unit="USD",
                scope="Arab",
                period=PartialDate.parse("2020"),
                parties=(RUS, TUN),
                evidence=(cite("Trade volume reached 1.5 billion dollars in 2020"),),
            ),
        ),
        areas=("trade", "fisheries"),
        attributions=(cite("The ministry said so."),),
        published=on("2021-06-10"),
    )


def arabic(producer: str = OLD) -> Reading:
    """The same meeting in Arabic, with as few fields as a record can have."""
    people = tuple(
        Person(
            name=name,
            lang="ar",
            spellings=(written,),
            offices=(Office(written=office, role=role, party=side, evidence=says(ARABIC, office, producer)),),
            party=side,
            evidence=(says(ARABIC, written, producer),),
        )
        for name, written, office, role, side in (
            ("Lotfi Belkacem", "لطفي بلقاسم", "السفير", Role.AMBASSADOR, TUN),
            ("Mikhail Voronov", "ميخائيل فورونوف", "نائب الوزير", Role.DEPUTY_FOREIGN_MINISTER, RUS),
        )
    )
    meeting = Engagement(
        kind=EngagementKind.MEETING,
        realis=Realis.ACTUAL,
        when=on("2021-06-09"),
        participants=tuple(
            Participant(person_id=p.id, name=p.name, role=p.role, party=p.party, evidence=p.evidence[0])
            for p in people
        ),
        parties=(RUS, TUN),
        evidence=(says(ARABIC, "التقى السفير لطفي بلقاسم", producer), says(ARABIC, "🕊️", producer)),
    )
    return Reading(document_id=ARABIC.id, producer=producer, people=people, records=(meeting,))


def decision(
    left: str = "eng-a",
    right: str = "eng-b",
    verdict: Verdict = Verdict.SAME,
    *,
    minute: int = 0,
    matter: Matter = Matter.ENGAGEMENT,
) -> Judgement:
    """A person's judgement."""
    return Judgement(
        matter=matter,
        left=min(left, right),
        right=max(left, right),
        verdict=verdict,
        score=1.0,
        reasons=(Reason(feature="أوراق 📜", value=-0.25, weight=2.0),),
        judge="Désirée",
        made_at=dt.datetime(2026, 1, 1, 9, minute, 0, 123456, tzinfo=dt.UTC),
    )
