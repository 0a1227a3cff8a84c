"""What each text says of an event: accounts, line by line, and the documents that give them."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from benchmarks.merge.names import data, tradition_of
from benchmarks.merge.world import AREAS, ISSUES, Deed, Event, Figure, Organ, World, session_id
from dragoman.model.record import Role
from dragoman.model.text import EngagementKind, Realis

Kind = EngagementKind


class Dated(Enum):
    """How a line dates what it tells."""

    DAY = "day"
    WEEKDAY = "weekday"
    MONTH = "month"
    YEAR = "year"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence to be written in any language: which pattern, what about, and a seed for its words."""

    pattern: str
    seed: int
    event: Event | None = None
    realis: Realis = Realis.ACTUAL
    dated: Dated = Dated.NOT
    main: bool = False
    day: int = 0  # as told, which need not be right
    people: tuple[tuple[Figure, Role], ...] = ()
    deed: Deed | None = None
    organ: Organ | None = None
    session: int | None = None
    truth: str = ""
    count: int = 0
    bare: bool = False  # surnames alone


@dataclass(frozen=True, slots=True)
class Page:
    """A document to be written: the lines of one voice in one language."""

    voice: str
    lines: tuple[Line, ...]
    lang: str
    published: int
    sides: tuple[str, str]
    outlet: int
    header: bool = False
    quirk: int = 0  # seeds misprints and the spellings of names
    dateless: bool = False


_DOCUMENTS = ((1, 2, 3, 4, 5, 6, 7, 8), (30, 22, 16, 10, 8, 6, 4, 4))
_FRESH = ((Dated.DAY, Dated.WEEKDAY, Dated.MONTH, Dated.NOT), (50, 28, 8, 14))
_OLD = ((Dated.DAY, Dated.MONTH, Dated.YEAR), (50, 32, 18))
_ACT = ((Dated.NOT, Dated.DAY, Dated.WEEKDAY), (60, 20, 20))
_LANGS = ("en", "fr", "es", "de", "tr", "ar", "ru", "zh")


def pages(event: Event, world: World) -> list[Page]:
    """Every document that tells an event: announcements, reports of several origins, copies of them."""
    chance = random.Random(f"{world.seed} {event.id}")
    out: list[Page] = []
    plain = event.kind in (Kind.MEETING, Kind.VISIT, Kind.CONSULTATIONS)
    following = world.follow_up(event, chance) if chance.random() < 0.3 and not event.cancelled else None
    if event.cancelled or (plain and chance.random() < 0.14):
        out.append(_announcement(event, world, chance))
        if chance.random() < 0.3:
            out.append(_derived(out[0], chance, len(out)))
    if not event.cancelled or chance.random() < 0.8:
        count = chance.choices(*_DOCUMENTS)[0]
        if event.kind in (Kind.STATEMENT, Kind.MESSAGE):
            count = min(count, 3)
        own: list[Page] = []
        for _ in range(count):
            if own and chance.random() < 0.5:
                page = _derived(chance.choice(own), chance, len(out) + len(own))
            else:
                page = _report(event, world, chance, len(out) + len(own), following)
            own.append(page)
        out.extend(own)
    return out


def _language(sides: tuple[str, str], chance: random.Random) -> str:
    if chance.random() < 0.3:
        return chance.choice(_LANGS)
    writes: str = data()["writes"][tradition_of()[chance.choice(sides)]]
    return chance.choice(writes.split())


def _page(event: Event, lines: list[Line], voice: str, published: int, chance: random.Random) -> Page:
    own = (replace(x, truth=f"{voice} {x.truth}") if x.pattern == "attribution" else x for x in lines)
    return Page(
        voice=voice,
        lines=tuple(own),
        lang=_language(event.sides, chance),
        published=published,
        sides=event.sides,
        outlet=chance.randrange(400),
        quirk=chance.randrange(1 << 30),
        dateless=chance.random() < 0.06,
    )


# --- whole texts of their own -----------------------------------------------------------------


def _announcement(event: Event, world: World, chance: random.Random) -> Page:
    published = event.day - chance.randint(1, 18)
    dated = chance.choices((Dated.DAY, Dated.MONTH, Dated.NOT), (70, 15, 15))[0]
    lead = _line("planned", event, chance, realis=Realis.PLANNED, dated=dated, main=True)
    lines = [lead, *_around(event, world, chance)]
    return _page(event, lines, f"voice {event.id} announced", published, chance)


def _report(event: Event, world: World, chance: random.Random, number: int, following: Event | None) -> Page:

    published = event.day + event.more_days + chance.choice((0, 0, 0, 1, 1, 2))
    dated = chance.choices(*_FRESH)[0]
    if event.cancelled:
        published = event.day - chance.randint(0, 1)
        lead = _line("cancelled", event, chance, realis=Realis.NEGATED, dated=Dated.DAY, main=True)
    else:
        lead = _line(event.kind.value, event, chance, dated=dated, main=True)
        if chance.random() < 0.01 and not event.parts:
            lead = replace(lead, day=event.day + chance.choice((-1, 1)))
    lines = [lead]
    if event.kind is Kind.VISIT and event.parts and chance.random() < 0.25:
        lines = [_line("meeting", event.parts[0], chance, dated=dated, main=True)]
    for part in event.parts:
        if part is not lines[0].event and chance.random() < 0.85:
            lines.append(_line(part.kind.value, part, chance, dated=chance.choices(*_FRESH)[0]))
    if event.kind in (Kind.MEETING, Kind.CALL) and chance.random() < 0.05:
        lines.append(replace(_line("counted", event, chance), count=chance.randint(2, 5)))
    if following is not None and chance.random() < 0.7:
        day = following.planned or following.day
        soon = day - published <= 45  # nothing is said without a date that is far off
        dated = chance.choices((Dated.DAY, Dated.MONTH, Dated.NOT), (40, 40, 40 * soon))[0]
        lines.append(_line("planned", following, chance, realis=Realis.PLANNED, dated=dated, day=day))
    lines.extend(_around(event, world, chance))
    return _page(event, lines, f"voice {event.id} {number}", published, chance)


def _line(pattern: str, event: Event, chance: random.Random, **more: Any) -> Line:
    line = Line(
        pattern, chance.randrange(1 << 30), event, day=event.day, people=event.people, truth=event.id,
        deed=event.deed, organ=event.organ, session=event.session,
    )  # fmt: skip
    return replace(line, **more) if more else line


def _around(event: Event, world: World, chance: random.Random) -> list[Line]:
    """What texts say besides the news: acts of words, promises, figures, and what was before."""
    lines = [*_acts(event, chance), *_sayings(event, chance)]
    told: set[str] = set()
    for _ in range(chance.choice((1, 2, 3, 3, 4))):
        before = _before(event, world, chance)
        if before is not None and before.truth not in told:
            told.add(before.truth)
            lines.append(before)
    for _ in range(chance.choice((0, 1, 1, 2))):
        lines.append(_guest(event, world, chance))
    for _ in range(chance.choice((0, 1, 2, 3))):
        lines.insert(chance.randrange(len(lines) + 1), Line("plain", chance.randrange(1 << 30)))
    for number in range(4):
        if chance.random() < 0.3:
            lines.append(_aside(event, number, chance))
    lines.append(_aside(event, 4, chance))
    return lines


def _aside(event: Event, number: int, chance: random.Random) -> Line:
    return Line("attribution", chance.randrange(1 << 30), event, truth=f"aside {number}")


def _acts(event: Event, chance: random.Random) -> list[Line]:
    """Some of the acts of words around an event; every text draws from the same few."""
    lines = []
    for number in range(3):
        if chance.random() < 0.78:
            continue
        fixed = random.Random(f"{event.id} act {number}")
        kind = fixed.choice((Kind.STATEMENT, Kind.STATEMENT, Kind.CONDEMNATION, Kind.REQUEST))
        act = Event(
            f"{event.id} act {number}", kind, event.day, event.sides, (fixed.choice(event.people),),
            issue=list(ISSUES)[(fixed.randrange(2) * 4 + number) % len(ISSUES)],
        )  # fmt: skip
        lines.append(_line(kind.value, act, chance, dated=chance.choices(*_ACT)[0]))
    return lines


def _sayings(event: Event, chance: random.Random) -> list[Line]:
    lines = []
    for pattern, times, share in (("commitment", 3, 0.33), ("position", 4, 0.38), ("indicator", 2, 0.25)):
        for number in range(times):
            if chance.random() < share:
                lines.append(
                    Line(
                        pattern, chance.randrange(1 << 30), event, day=event.day, people=event.people,
                        truth=f"{event.id} {pattern} {number}", count=number,
                    )
                )  # fmt: skip
    return lines


def _before(event: Event, world: World, chance: random.Random) -> Line | None:
    """Something that the two parties did before, as background."""
    dated = chance.choices(*_OLD)[0]
    which = chance.random()
    if which < 0.66:
        old = world.earlier(event.sides, event.day, chance)
        if old is None or len(old.people) < 2:
            return None
        old = replace(old, parts=[])
        line = _line("background", old, chance, realis=Realis.PAST_BACKGROUND, dated=dated)
        return replace(line, bare=chance.random() < 0.18)
    if which < 0.88:
        deed = world.deed_before(event.sides, event.day, chance)
        if deed is None:
            return None
        truth = deed.id.removeprefix("instrument of ")
        return Line(
            "signed",
            chance.randrange(1 << 30),
            event,
            Realis.PAST_BACKGROUND,
            dated,
            day=deed.day,
            deed=deed,
            truth=truth,
        )
    organ = chance.choice(world.bodies(event.sides))
    last = world.session_now(organ)
    if last is None or last[1] >= event.day - 1:
        return None
    return Line(
        "sat", chance.randrange(1 << 30), event, Realis.PAST_BACKGROUND, dated, day=last[1], organ=organ,
        session=last[0], truth=session_id(organ, last[0]),
    )  # fmt: skip


def _guest(event: Event, world: World, chance: random.Random) -> Line:
    """Somebody who is only mentioned."""
    side = chance.choice(event.sides)
    role = chance.choice(
        (Role.MINISTER, Role.SPOKESPERSON, Role.FOREIGN_MINISTER, Role.DEPUTY_FOREIGN_MINISTER)
    )
    figure = world.holder(side, role, event.day)
    return Line("mention", chance.randrange(1 << 30), people=((figure, role),))


# --- texts made from another ------------------------------------------------------------------


def _derived(page: Page, chance: random.Random, number: int) -> Page:
    """A copy, an excerpt, a translation or a rewriting of a text: the same voice."""
    way = chance.choices(("copy", "excerpt", "translation", "rewrite"), (40, 20, 28, 12))[0]
    later = page.published + chance.choice((0, 0, 1))
    new = replace(
        page, published=later, outlet=chance.randrange(400), header=True, dateless=chance.random() < 0.06
    )
    lines = page.lines
    if way == "excerpt":
        return replace(new, lines=lines[: max(4, len(lines) * chance.randint(45, 75) // 100)])
    if way == "translation":
        lang = chance.choice([one for one in _LANGS if one != page.lang])
        dropped = chance.randrange(2, len(lines)) if len(lines) > 5 and chance.random() < 0.3 else -1
        kept = tuple(line for at, line in enumerate(lines) if at != dropped)
        return replace(new, lang=lang, lines=kept, quirk=page.quirk + number)
    if way == "rewrite":
        return replace(
            new,
            lines=tuple(
                replace(line, seed=line.seed + 1) if chance.random() < 0.45 else line for line in lines
            ),
        )
    if len(lines) > 5 and chance.random() < 0.4:
        return replace(new, lines=lines[:-1])
    return new


__all__ = ["AREAS", "Dated", "Line", "Page", "pages"]
