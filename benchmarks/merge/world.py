"""The world of the generated news: parties, their officials through the years, and their dealings."""

from __future__ import annotations

import datetime as dt
import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TypeVar

from benchmarks.merge.names import FullName, Word, full_name, tradition_of
from dragoman.gazetteer.places import load as places
from dragoman.model.record import BodyKind, InstrumentKind, Role
from dragoman.model.text import EngagementKind

Kind = EngagementKind
T = TypeVar("T")
FIRST = dt.date(2009, 1, 1)  # the first terms of office
START = dt.date(2015, 1, 1)  # the first news
_YEARS = 26
_PAIRS = 2500
_TERMS = {
    Role.HEAD_OF_STATE: (3, 8),
    Role.HEAD_OF_GOVERNMENT: (2, 6),
    Role.FOREIGN_MINISTER: (1, 5),
    Role.DEPUTY_FOREIGN_MINISTER: (1, 5),
    Role.MINISTER: (1, 5),
    Role.SPOKESPERSON: (2, 5),
}
_SEATS = {Role.DEPUTY_FOREIGN_MINISTER: 2}
AREAS = (
    "trade", "energy", "agriculture", "education", "culture", "health", "security", "transport", "fisheries",
    "science and technology",
)  # fmt: skip
VENUES = (
    ("New York", "USA"), ("Geneva", "CHE"), ("Vienna", "AUT"), ("Brussels", "BEL"), ("Munich", "DEU"),
    ("Addis Ababa", "ETH"), ("Doha", "QAT"), ("Antalya", "TUR"),
)  # fmt: skip
ISSUES = {
    "libya": "LBY", "syria": "SYR", "iraq": "IRQ", "yemen": "YEM", "lebanon": "LBN", "sudan": "SDN",
    "south-sudan": "SSD", "somalia": "SOM", "palestine": "PSE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody of the world."""

    id: str
    name: FullName
    party: str


@dataclass(frozen=True, slots=True)
class Deed:
    """An instrument of the world. ``word`` seeds the words of its title, which tell it from its like."""

    id: str
    kind: InstrumentKind
    area: str
    word: int
    sides: tuple[str, str]
    day: int


@dataclass(frozen=True, slots=True)
class Organ:
    """A joint body of the world."""

    id: str
    kind: BodyKind
    area: str
    sides: tuple[str, str]


@dataclass(slots=True)
class Event:
    """What happens between two parties on one day; ``parts`` happen within it."""

    id: str
    kind: EngagementKind
    day: int
    sides: tuple[str, str]
    people: tuple[tuple[Figure, Role], ...]
    city: str | None = None
    country: str | None = None
    host: str | None = None
    deed: Deed | None = None
    organ: Organ | None = None
    session: int | None = None
    issue: str | None = None
    area: str | None = None
    cancelled: bool = False
    more_days: int = 0
    planned: int | None = None  # the day planned at first
    parts: list[Event] = field(default_factory=list)


def session_id(organ: Organ, number: int) -> str:
    """The id of the event that is this session."""
    return f"session {number} of {organ.id}"


class World:
    """Parties and people, made once from the seed; ``month`` gives the dealings of each month in turn."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        chance = random.Random(f"world {seed}")
        self.parties = sorted(tradition_of())
        chance.shuffle(self.parties)
        self._weights = list(accumulate(1.0 / (rank + 3) for rank in range(len(self.parties))))
        self.pairs = self._pairs(chance)
        self._pair_weights = list(accumulate(1.0 / (rank + 4) for rank in range(len(self.pairs))))
        self._terms: dict[tuple[str, Role, int], list[tuple[int, Figure]]] = {}
        self._taken: dict[str, set[tuple[Word, Word]]] = {}
        self._bodies: dict[tuple[str, str], tuple[Organ, ...]] = {}
        self._sessions: dict[str, tuple[int, int]] = {}
        self._past: dict[tuple[str, str], list[Event]] = {}
        self._deeds: dict[tuple[str, str], list[Deed]] = {}
        self._known: set[tuple[str, str]] = set()
        self._scheduled: list[Event] = []
        self._events = 0

    def _pairs(self, chance: random.Random) -> list[tuple[str, str]]:
        found: dict[tuple[str, str], None] = {}
        while len(found) < _PAIRS:
            a, b = (self._weighted(self.parties, self._weights, chance) for _ in range(2))
            if a != b:
                found[(min(a, b), max(a, b))] = None
        return list(found)

    @staticmethod
    def _weighted(items: list[T], weights: list[float], chance: random.Random) -> T:
        return items[bisect_right(weights, chance.random() * weights[-1], hi=len(items) - 1)]

    # --- people ---------------------------------------------------------------------------------------------

    def holder(self, party: str, role: Role, day: int, seat: int = 0, at: str = "") -> Figure:
        """Who holds an office on a day; an ambassador is one ``at`` a party."""
        key = (party, role, seat) if role is not Role.AMBASSADOR else (f"{party} {at}", role, seat)
        terms = self._terms.get(key)
        if terms is None:
            terms = self._terms[key] = self._fill(party, role, seat, at)
        return terms[bisect_right(terms, day, key=lambda t: t[0]) - 1][1]

    def _fill(self, party: str, role: Role, seat: int, at: str) -> list[tuple[int, Figure]]:
        chance = random.Random(f"{self.seed} {party} {role.value} {seat} {at}")
        least, most = _TERMS.get(role, (2, 5))
        day = FIRST.toordinal() - chance.randrange(700)
        end = FIRST.toordinal() + 365 * _YEARS
        terms: list[tuple[int, Figure]] = []
        while day < end:
            terms.append((day, self._appointed(party, role, seat, at, day, len(terms), chance)))
            day += chance.randint(least * 365, most * 365)
        return terms

    def _appointed(
        self, party: str, role: Role, seat: int, at: str, day: int, number: int, chance: random.Random
    ) -> Figure:
        if role is Role.FOREIGN_MINISTER and chance.random() < 0.2 and day > FIRST.toordinal() + 400:
            return self.holder(party, Role.DEPUTY_FOREIGN_MINISTER, day - 400)
        taken = self._taken.setdefault(party, set())  # nobody shares a full name within one service
        name = full_name(tradition_of()[party], chance)
        while (name.given, name.surname) in taken:
            name = full_name(tradition_of()[party], chance)
        taken.add((name.given, name.surname))
        return Figure(f"person {party} {role.value} {seat} {at} {number}".replace("  ", " "), name, party)

    # --- dealings -------------------------------------------------------------------------------------------

    def month(self, first: dt.date, count: int) -> Iterator[Event]:
        """So many dealings of the month that begins on this day, in order of days."""
        chance = random.Random(f"{self.seed} {first}")
        begin = first.toordinal()
        due = [event for event in self._scheduled if event.day < begin + 30]
        self._scheduled = [event for event in self._scheduled if event.day >= begin + 30]
        days = [(chance.randrange(begin, begin + 30), n, None) for n in range(max(0, count - len(due)))]
        planned = [(event.day, n, event) for n, event in enumerate(due)]
        again: list[Event] = []
        for day, _, known in sorted([*days, *planned], key=lambda item: (item[0], item[2] is None, item[1])):
            if again and chance.random() < 0.5:
                before = again.pop()
                yield self._kept(self._neighbour(before, chance))
            event = known or self._happening(day, chance)
            if event.kind is Kind.MEETING and chance.random() < 0.12:
                again.append(event)
            yield self._kept(event)

    def follow_up(self, event: Event, chance: random.Random) -> Event:
        """What the two agree to do next: most often it comes about, now and then later, or never."""
        kind = chance.choice((Kind.MEETING, Kind.VISIT, Kind.VISIT, Kind.CONSULTATIONS))
        day = event.day + chance.randint(32, 150)
        following = self._happening(day, chance, event.sides, kind)
        following.planned = day
        if chance.random() < 0.12:
            following.day += chance.randint(1, 9)
            for part in following.parts:
                part.day = following.day
        if chance.random() < 0.85:
            self._scheduled.append(following)
        return following

    def _kept(self, event: Event) -> Event:
        for one in (event, *event.parts):
            if one.kind in (Kind.MEETING, Kind.CALL, Kind.VISIT, Kind.CONSULTATIONS) and not one.cancelled:
                past = self._past.setdefault(one.sides, [])
                past.append(one)
                if len(past) > 12:
                    del past[4]  # the oldest stay known
            if one.deed is not None and one.kind is Kind.SIGNING:
                deeds = self._deeds.setdefault(one.sides, [])
                deeds.append(one.deed)
                if len(deeds) > 10:
                    del deeds[3]
        return event

    def _remember(self, sides: tuple[str, str]) -> None:
        """What two parties did before the first news, invented when it is first asked for."""
        if sides in self._known:
            return
        self._known.add(sides)
        chance = random.Random(f"{self.seed} before {sides}")
        for number in range(7):
            day = START.toordinal() - chance.randrange(20, 1800)
            guest, host = sides if chance.random() < 0.5 else sides[::-1]
            kind = chance.choice(
                (Kind.MEETING, Kind.VISIT, Kind.VISIT, Kind.CALL, Kind.SIGNING, Kind.SIGNING)
            )
            event = Event(
                f"event {'-'.join(sides)} {number}", kind, day, sides,
                self._people(kind, guest, host, day, chance),
                *(self._place(kind, host, chance) if kind is not Kind.CALL else (None, None)),
            )  # fmt: skip
            if kind is Kind.SIGNING:
                event.deed = self._deed(event, chance)
            self._kept(event)
        for organ in self.bodies(sides):
            if organ.id not in self._sessions and chance.random() < 0.7:
                self._sessions[organ.id] = (
                    chance.randint(1, 9),
                    START.toordinal() - chance.randrange(100, 700),
                )

    def earlier(self, sides: tuple[str, str], day: int, chance: random.Random) -> Event | None:
        """Something that these two did before."""
        self._remember(sides)
        past = [e for e in self._past.get(sides, ()) if e.day < day - 1]
        return chance.choice(past) if past else None

    def deed_before(self, sides: tuple[str, str], day: int, chance: random.Random) -> Deed | None:
        """Something that these two signed before."""
        self._remember(sides)
        deeds = [d for d in self._deeds.get(sides, ()) if d.day < day - 1]
        return chance.choice(deeds) if deeds else None

    def bodies(self, sides: tuple[str, str]) -> tuple[Organ, ...]:
        """The joint bodies of two parties."""
        if sides not in self._bodies:
            chance = random.Random(f"{self.seed} bodies {sides}")
            kinds = [
                BodyKind.JOINT_COMMISSION,
                *chance.sample((BodyKind.COMMITTEE, BodyKind.WORKING_GROUP, BodyKind.COUNCIL), 1),
            ]
            self._bodies[sides] = tuple(
                Organ(f"body {'-'.join(sides)} {kind.value}", kind, chance.choice(AREAS), sides)
                for kind in kinds
            )
        return self._bodies[sides]

    def session_now(self, organ: Organ) -> tuple[int, int] | None:
        """The number and the day of the last session that a body held."""
        return self._sessions.get(organ.id)

    def new_id(self) -> str:
        """An id for one more event."""
        self._events += 1
        return f"event {self._events}"

    def _neighbour(self, event: Event, chance: random.Random) -> Event:
        """The same people meet again a day or two later, elsewhere or in the same place."""
        city, country = (event.city, event.country) if chance.random() < 0.5 else chance.choice(VENUES)
        return Event(
            self.new_id(), Kind.MEETING, event.day + chance.randint(1, 2), event.sides, event.people, city,
            country, area=chance.choice(AREAS),
        )  # fmt: skip

    def _happening(
        self, day: int, chance: random.Random, sides: tuple[str, str] | None = None, kind: Kind | None = None
    ) -> Event:
        sides = sides or self._weighted(self.pairs, self._pair_weights, chance)
        kind = kind or chance.choices(list(_KINDS), list(_KINDS.values()))[0]
        guest, host = sides if chance.random() < 0.5 else sides[::-1]
        people = self._people(kind, guest, host, day, chance)
        event = Event(self.new_id(), kind, day, sides, people, area=chance.choice(AREAS))
        if kind in (Kind.CALL, Kind.MESSAGE):
            return event
        if kind is Kind.STATEMENT:
            event.issue = chance.choice(list(ISSUES))
            return event
        event.city, event.country = self._place(kind, host, chance)
        event.host = host if event.country == host else None
        if kind is Kind.COMMISSION_SESSION:
            self._remember(sides)
            event.organ = chance.choice(self.bodies(sides))
            last = self.session_now(event.organ)
            event.session = (last[0] if last else chance.randrange(3)) + 1
            event.id = session_id(event.organ, event.session)
            self._sessions[event.organ.id] = (event.session, day)
        if kind is Kind.SIGNING:
            event.deed = self._deed(event, chance)
        event.more_days = chance.choice((0, 0, 1, 2)) if kind is Kind.VISIT else 0
        event.cancelled = kind in (Kind.MEETING, Kind.VISIT) and chance.random() < 0.04
        if not event.cancelled:
            self._add_parts(event, host, chance)
        return event

    def _add_parts(self, event: Event, host: str, chance: random.Random) -> None:
        def part(kind: Kind, people: tuple[tuple[Figure, Role], ...], day: int) -> Event:
            return Event(
                self.new_id(),
                kind,
                day,
                event.sides,
                people,
                event.city,
                event.country,
                event.host,
                area=event.area,
            )

        if event.kind is Kind.VISIT:
            meeting = part(Kind.MEETING, event.people, event.day)
            event.parts.append(meeting)
            if chance.random() < 0.6:
                other = (
                    Role.HEAD_OF_STATE
                    if event.people[1][1] is not Role.HEAD_OF_STATE
                    else Role.HEAD_OF_GOVERNMENT
                )
                received = ((event.people[0]), (self.holder(host, other, event.day), other))
                event.parts.append(part(Kind.MEETING, received, event.day + chance.randint(0, 1)))
        if event.kind in (Kind.VISIT, Kind.COMMISSION_SESSION) and chance.random() < 0.6:
            signing = part(Kind.SIGNING, event.people, event.day)
            signing.deed = self._deed(signing, chance)
            event.parts.append(signing)

    def _deed(self, event: Event, chance: random.Random) -> Deed:
        earlier = self._deeds.get(event.sides)
        if earlier and chance.random() < 0.12:  # renewed: the same title, another instrument
            old = chance.choice(earlier)
            return replace(old, id=f"instrument of {event.id}", day=event.day)
        kind = chance.choices(_DEEDS, (5, 4, 2, 2, 1))[0]
        area = chance.choice(AREAS)
        return Deed(
            f"instrument of {event.id}", kind, area, chance.randrange(1 << 30), event.sides, event.day
        )

    def _place(self, kind: Kind, host: str, chance: random.Random) -> tuple[str, str]:
        capital = places().capital_of(host)
        away = 0.12 if kind is Kind.MEETING else 0.0
        if capital is None or chance.random() < away:
            return chance.choice(VENUES)
        return capital.city, host

    def _people(
        self, kind: Kind, guest: str, host: str, day: int, chance: random.Random
    ) -> tuple[tuple[Figure, Role], ...]:
        level = chance.choices(_LEVELS, (2, 2, 6, 3, 2))[0]
        if kind is Kind.CONSULTATIONS:
            level = Role.DEPUTY_FOREIGN_MINISTER
        if kind is Kind.COMMISSION_SESSION:
            level = Role.MINISTER
        if level is Role.AMBASSADOR and kind in (Kind.VISIT, Kind.CALL):
            level = Role.FOREIGN_MINISTER
        ours = self.holder(guest, level, day, chance.randrange(_SEATS.get(level, 1)), host)
        if kind is Kind.STATEMENT:
            return ((ours, level),)
        theirs = level if level is not Role.AMBASSADOR else Role.DEPUTY_FOREIGN_MINISTER
        other = self.holder(host, theirs, day, chance.randrange(_SEATS.get(theirs, 1)))
        return ((ours, level), (other, theirs))


_LEVELS = (
    Role.HEAD_OF_STATE,
    Role.HEAD_OF_GOVERNMENT,
    Role.FOREIGN_MINISTER,
    Role.DEPUTY_FOREIGN_MINISTER,
    Role.AMBASSADOR,
)
_DEEDS = (
    InstrumentKind.AGREEMENT,
    InstrumentKind.MOU,
    InstrumentKind.PROTOCOL,
    InstrumentKind.JOINT_STATEMENT,
    InstrumentKind.PROGRAMME,
)
_KINDS = {
    Kind.MEETING: 30, Kind.CALL: 14, Kind.VISIT: 26, Kind.CONSULTATIONS: 8, Kind.COMMISSION_SESSION: 8,
    Kind.SIGNING: 7, Kind.STATEMENT: 4, Kind.MESSAGE: 4,
}  # fmt: skip
