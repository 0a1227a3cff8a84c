"""A page of lines -> its text, with the place of everything that a reader could quote."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

from benchmarks.merge.names import misprinted
from benchmarks.merge.tell import Dated, Line, Page
from benchmarks.merge.tongues import body_name, cut, title, tongue
from benchmarks.merge.words import words
from benchmarks.merge.world import ISSUES, Figure
from dragoman.gazetteer.parties import alpha2
from dragoman.lexicon.load import pack
from dragoman.model.record import Role
from dragoman.model.text import Document, Source
from dragoman.model.time import DateBasis, PartialDate

Extent = tuple[int, int]
_OUTLETS = ("Press", "Agency", "Ministry", "Daily", "News", "Radio", "Gazette")


@dataclass(slots=True)
class Named:
    """A person of the document being written."""

    figure: Figure
    spellings: dict[str, None] = field(default_factory=dict)
    at: list[Extent] = field(default_factory=list)
    offices: list[tuple[Role, str, Extent]] = field(default_factory=list)
    role: Role | None = None
    stated: bool = False


@dataclass(slots=True)
class Written:
    """A line as it stands in the text: its span, and those of what its slots hold."""

    line: Line
    span: Extent
    slots: dict[str, Extent]
    title: str = ""
    alias: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as written: the document, its people, and its lines with their places in the text."""

    document: Document
    page: Page
    people: dict[str, Named]
    lines: list[Written]


class Writer:
    """Writes one page."""

    def __init__(self, page: Page, number: int) -> None:
        self._page = page
        self._tongue = tongue(page.lang)
        self._chance = random.Random(page.quirk)
        self._words = words(page.lang, self._tongue.unspaced)
        self._text: list[str] = []
        self._length = 0
        self._people: dict[str, Named] = {}
        self._lines: list[Written] = []
        self._number = number

    def written(self) -> Sheet:
        """The document and what stands where in it."""
        page = self._page
        side = alpha2(page.sides[page.outlet % 2])
        outlet = f"{side} {_OUTLETS[page.outlet % len(_OUTLETS)]} {page.outlet}"
        if page.header:
            self._put(f"({outlet}, {self._number}) – ")
        for at, line in enumerate(page.lines):
            if at:
                self._put("\n\n" if at % 3 == 0 else "" if self._tongue.unspaced else " ")
            self._write(line)
        published = None if page.dateless else PartialDate.of(dt.date.fromordinal(page.published))
        document = Document(
            text="".join(self._text),
            lang=page.lang,
            origin=f"generated/{self._number:07d}.txt",
            name=f"{self._number:07d}.txt",
            published=published,
            published_basis=DateBasis.UNKNOWN if published is None else DateBasis.STATED,
            source=Source(name=outlet),
        )
        return Sheet(document, page, self._people, self._lines)

    # --- the text -------------------------------------------------------------------------------------------

    def _put(self, text: str) -> Extent:
        start = self._length
        self._text.append(text)
        self._length += len(text)
        return start, self._length

    def _write(self, line: Line) -> None:
        patterns = self._tongue.patterns[line.pattern]
        chance = random.Random(line.seed)
        if line.event is not None and line.event.city is None and line.pattern in ("background", "planned"):
            patterns = tuple(p for p in patterns if all(slot != "place" for _, slot in p)) or patterns
        pieces = patterns[line.seed % len(patterns)]
        start = self._length
        written = Written(line, (start, start), {})
        for literal, slot in pieces:
            self._put(literal)
            if slot is None:
                continue
            text = self._slot(slot, line, chance, written)
            if isinstance(text, tuple):
                written.slots[slot] = text
            elif text:
                written.slots[slot] = self._put(text)
            elif self._text[-1].endswith(" "):
                self._text[-1] = self._text[-1][:-1]
                self._length -= 1
        written.span = (start, self._length)
        self._lines.append(written)

    def _slot(self, slot: str, line: Line, chance: random.Random, written: Written) -> str | Extent:
        match slot:
            case "x":
                least, most = (12, 24) if self._tongue.unspaced else (5, 13)
                return self._words.some(chance.randint(least, most), chance)
            case "a":
                return self._person(line, 0)
            case "b":
                return self._person(line, 1)
            case "when":
                day = dt.date.fromordinal(line.day)
                return "" if line.dated is Dated.NOT else self._tongue.date(line.dated.value, day)
            case "place":
                city = line.event.city if line.event and line.event.city else "New York"
                return self._tongue.cities.get(city, city)
            case "p" | "q":
                return self._tongue.party(self._sides(line)["pq".index(slot)])
            case "issue":
                return self._tongue.party(ISSUES[issue_of(line)])
            case "title":
                assert line.deed is not None
                pick = chance.random()
                written.title = title(line.deed, self._tongue, short=pick < 0.2)
                if pick < 0.9:
                    return written.title
                written.alias = title(line.deed, self._tongue, short=True)
                return f"{written.title} ({written.alias})"
            case "body":
                assert line.organ is not None
                written.body = body_name(
                    line.organ, self._tongue, chance.random() < 0.25, chance.random() < 0.2
                )
                return written.body
            case "session":
                return str(self._tongue.raw["session"]).format(n=line.session)
            case "n":
                return str(line.count)
            case "y":
                return str(dt.date.fromordinal(line.day).year + (1 if line.pattern == "commitment" else -1))
            case "value":
                return str(value_of(line))
            case _:
                raise KeyError(slot)

    def _sides(self, line: Line) -> tuple[str, str]:
        """The parties of a line; the speaker's first."""
        first, second = self._page.sides
        own = line.people[0][0].party if line.people else first
        return (first, second) if own == first else (second, first)

    def _person(self, line: Line, number: int) -> Extent:
        figure, role = line.people[min(number, len(line.people) - 1)]
        named = self._people.get(figure.id)
        if named is None:
            return self._introduce(figure, role, line.bare)
        style = "surname" if self._chance.random() < 0.85 else "full"
        if self._tongue.unspaced and figure.name.surname.signs:
            style = "full"
        at = self._put(_cased(figure.name.written(self._page.lang, style), self._page.lang, self._chance))
        return self._noted(named, at)

    def _introduce(self, figure: Figure, role: Role, bare: bool) -> Extent:
        named = self._people[figure.id] = Named(figure)
        pick = self._chance.random()
        style = "surname" if bare else "initial" if pick < 0.03 else "long" if pick < 0.12 else "full"
        name = figure.name.written(self._page.lang, style)
        if self._chance.random() < 0.012:
            name = misprinted(name, self._chance) or name
        if bare or self._chance.random() < 0.18:
            return self._noted(named, self._put(name))
        named.stated, named.role = True, role
        start = self._length
        office_at: Extent = (start, start)
        for literal, slot in cut(self._tongue.raw["person"]):
            self._put(literal)
            if slot == "office":
                office_at = self._put(self._tongue.word("offices", role.value))
            elif slot == "party":
                self._put(self._tongue.party(figure.party))
            elif slot == "name":
                self._noted(named, self._put(_cased(name, self._page.lang, self._chance)))
        named.offices.append((role, self._tongue.word("offices", role.value), office_at))
        return named.at[-1]

    def _noted(self, named: Named, at: Extent) -> Extent:
        named.spellings[self._text[-1]] = None
        named.at.append(at)
        return at


def issue_of(line: Line) -> str:
    """The issue that a line is about."""
    if line.event is not None and line.event.issue:
        return line.event.issue
    return list(ISSUES)[sum(map(ord, line.truth)) % len(ISSUES)]


def value_of(line: Line) -> int:
    """The figure that a line gives."""
    return random.Random(line.truth).randrange(100, 99_000)


def _cased(name: str, lang: str, chance: random.Random) -> str:
    """Now and then a case ending, where the pack of the language knows such."""
    if not pack(lang).names.cases or chance.random() > 0.2 or not name.endswith(("ов", "ев", "ин")):
        return name
    return name + chance.choice(("а", "у", "ым"))
