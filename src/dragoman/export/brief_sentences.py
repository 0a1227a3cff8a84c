"""Facts of a brief -> sentences, in the language of a catalogue of phrases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import assert_never

from babel import Locale, UnknownLocaleError

from dragoman.desk.brief_rows import (
    EngagementRow,
    InstrumentRow,
    Named,
    Overdue,
    PersonRow,
    PlanRow,
    StanceRow,
    VisitRow,
)
from dragoman.desk.coverage import Coverage, Silence
from dragoman.desk.notes import Note
from dragoman.export.page import Foreign, Piece, Words
from dragoman.model.ledger import Outcome
from dragoman.model.record import Format, Level, Party, PartyBasis, Place
from dragoman.model.text import EngagementKind, Part, Realis
from dragoman.model.time import PartialDate, When
from dragoman.phrases import Phrases

SIGNS = {PartyBasis.STATED: "", PartyBasis.INFERRED: "†", PartyBasis.KNOWN: "*"}
_NOT_HELD = (Outcome.POSTPONED, Outcome.CALLED_OFF, Outcome.DENIED, Outcome.DISPUTED)
_SAID = frozenset({(EngagementKind.CALL, Format.PHONE)})  # the kind says the format
_SILENT_SHOWN = 3
_SOURCES_SHORT = 6


class Sentences:
    """Words for facts. Everything that comes from a document is a piece of its own, with its language."""

    def __init__(self, say: Phrases) -> None:
        self.say = say

    def named(self, name: Named) -> Foreign:
        return Foreign(name.words, name.lang)

    def joined(self, items: Iterable[Words], by: str = "list.comma") -> Words:
        """Pieces one after the other, with a comma or semicolon between; empty ones left out."""
        out: list[Piece] = []
        for item in items:
            if item:
                out += [self.say(by), *item] if out else item
        return tuple(out)

    def listed(self, items: Iterable[Words]) -> Words:
        """ "a, b and c"."""
        return flat(self.say.listed(list(items)))

    def parties(self, parties: Iterable[Party]) -> str:
        return self.say.listing(self.say.party(party) for party in parties)

    def place(self, place: Place | None) -> Words:
        if place is None:
            return ()
        return flat(self.say.place(place, Foreign(place.city or "")))

    def what(self, row: EngagementRow) -> Words:
        """Kind, body, format and, where it is no plain fact, how it is told."""
        kind = self.say.word("kind", row.kind.value)
        text: Words = (kind,)
        if row.body is not None:
            body = self.named(row.body)
            if row.session is not None:
                number = self.say.number(row.session)
                text = self.say.parts("engagement.session", kind=kind, number=number, body=body)
            else:
                text = self.say.parts("engagement.of_body", kind=kind, body=body)
        if row.format is not None and (row.kind, row.format) not in _SAID:
            text = (*text, self.say("list.comma"), self.say.word("format", row.format.value))
        told = self._told(row)
        return flat(self.say.parts("engagement.told", what=text, told=(told,))) if told else text

    def _told(self, row: EngagementRow) -> str | None:
        if row.fate in _NOT_HELD:
            return self.say.word("outcome", row.fate.value)
        return self.say.known("realis", row.realis.value) if row.realis is not Realis.ACTUAL else None

    def who(self, row: EngagementRow) -> tuple[Words, ...]:
        """The people, each with party and role; then the parties for which nobody is named."""
        people = tuple(self.person(person) for person in row.people)
        others = ((self.parties(row.others),),) if row.others else ()
        return (*people, *others)

    def person(self, person: PersonRow) -> Words:
        """ "Sergey Lavrov (Russia*, foreign minister; initiator)"; the signs are those of ``legend``."""
        facts = [self.say.party(person.party) + SIGNS[person.party_basis]] if person.party else []
        facts += [self.say.word("role", person.role.value) + SIGNS[person.role_basis]] if person.role else []
        parts = [self.say.word("actor", part.value) for part in person.parts if part is not Part.ADDRESSEE]
        inside = [self.say("list.comma").join(one) for one in (facts, parts) if one]
        name = Foreign(dict(person.names).get(self.say.lang, person.name))
        return (name, f" ({self.say('list.semicolon').join(inside)})") if inside else (name,)

    def about(self, row: EngagementRow) -> Words:
        """What it was about: issues and areas by name, other topics in the words of the documents."""
        topics = row.topics or row.areas
        return self.joined((self.topic(topic),) for topic in topics)

    def topic(self, topic: str) -> Piece:
        """An issue or area by its name; else words of a document."""
        return self.say.issue(topic) or self.say.known("area", topic) or Foreign(topic)

    def summary(self, row: EngagementRow, *, people: int = 4) -> Words:
        """An engagement in one line: date, what, where; who; on what."""
        facts = self.joined(((self.say.when(row.when),), self.what(row), self.place(row.place)))
        who = list(self.who(row))
        rest = len(who) - people
        if rest > 0:
            who = [*who[:people], (f"+{self.say.number(rest)}",)]
        out = self.joined((facts, self.joined(who)), "list.semicolon")
        about = self.about(row)
        return flat(self.say.parts("engagement.on", what=out, topics=about)) if about else out

    def level(self, level: Level | None) -> str:
        if level is None:
            return self.say("state.level_unknown")
        return self.say("state.level", level=self.say.word("level", level.value))

    def remark(self, row: EngagementRow, on: dt.date) -> str:
        """What became of a plan, with both dates where it was not held as planned."""
        date = row.when.date
        if date is not None and date.first > on and row.realis in (Realis.ACTUAL, Realis.PAST_BACKGROUND):
            return self.say("plan.dated_after", day=self.say.day(on))
        return self._plan(row.plan, on) if row.plan is not None else ""

    def _plan(self, plan: PlanRow, on: dt.date) -> str:
        match plan.outcome:
            case Outcome.HELD:
                if plan.days_late == 0:
                    return self.say("plan.held_as_planned")
                return self._facts(self._planned(plan), self.say("plan.held"))
            case Outcome.HELD_LATE | Outcome.HELD_EARLY:
                key = "plan.late" if plan.outcome is Outcome.HELD_LATE else "plan.early"
                held = self.say.count(key, abs(plan.days_late or 0), date=self.say.when(plan.held))
                return self._facts(self._planned(plan), held)
            case Outcome.POSTPONED:
                return self._facts(self._planned(plan, first=True), self._put_off(plan), self._later(plan))
            case Outcome.CALLED_OFF | Outcome.DENIED:
                return self._facts(self._planned(plan), self.say.word("outcome", plan.outcome.value))
            case Outcome.DISPUTED:
                return self._facts(self._planned(plan), self.say("plan.disputed"))
            case Outcome.PENDING | Outcome.NOT_REPORTED:
                return self._waiting(plan, on)
        assert_never(plan.outcome)

    def _planned(self, plan: PlanRow, *, first: bool = False) -> str:
        if plan.planned.date is None:
            return self.say("plan.planned")
        dates = [plan.planned] if first else [plan.planned, *plan.moved]
        return self.say("plan.planned_for", dates=self._dates(dates))

    def _put_off(self, plan: PlanRow) -> str:
        if not plan.moved:
            return self.say("plan.put_off")
        return self.say("plan.put_off_to", dates=self._dates(plan.moved))

    def _later(self, plan: PlanRow) -> str:
        if plan.later is None:
            return ""
        dated = plan.later.date is not None
        return self.say("plan.held_on", date=self.say.when(plan.later)) if dated else self.say("plan.held")

    def _waiting(self, plan: PlanRow, on: dt.date) -> str:
        moved = self.say("plan.first_planned", date=self.say.when(plan.planned)) if plan.moved else ""
        if plan.due is None:
            return moved
        missing = self.say("plan.no_report", day=self.say.day(on)) if plan.due < on else ""
        if plan.planned.date is not None:
            return self._facts(moved, self.say("plan.passed") if missing else "", missing)
        return self._facts(self.say("plan.due_told", day=self.say.day(plan.due)), missing)

    def _dates(self, dates: Iterable[When]) -> str:
        return self.say("plan.then").join(self.say.when(when) for when in dates)

    def _facts(self, *facts: str) -> str:
        return self.say("list.semicolon").join(fact for fact in facts if fact)

    def instrument_facts(self, row: InstrumentRow) -> Words:
        """Kind, status, date and symbol."""
        status = self.say.word("status", row.status.value) if row.status else self.say("instrument.no_status")
        facts: list[Words] = [(self.say.word("instrument_kind", row.kind.value),), (status,)]
        facts.append((self.say.when(row.when),))
        facts += [(Foreign(row.symbol),)] if row.symbol else []
        return self.joined(facts)

    def title(self, row: InstrumentRow) -> Foreign:
        return Foreign(row.title, row.lang)

    def stance(self, row: StanceRow) -> Words:
        """The words, with who said them where a person is named."""
        words = Foreign(" ".join(row.stance.split()), row.notes[0].lang)
        if not row.holder:
            return (words,)
        return self.say.parts("position.held", holder=Foreign(row.holder, row.notes[0].lang), words=words)

    def issue(self, issue: str) -> Piece:
        return self.say.issue(issue) or Foreign(issue)

    def visitor(self, row: VisitRow, people: Sequence[PersonRow]) -> Words:
        if not row.named:
            return (self.say("visit.unnamed", party=self.say.party(row.guest)),)
        return self.joined((self.person(p) for p in people if p.party == row.guest), "list.semicolon")

    def overdue(self, row: Overdue) -> Words:
        """A rhythm that is broken: what, how far, the last and the next expected."""
        if row.name is not None:
            name: Piece = self.named(row.name)
        elif row.level is not None:
            name = self.level(row.level)
        else:
            name = self.say.word("kind", "consultations")
        fields: dict[str, Piece] = {
            "name": name,
            "standing": self.say.word("standing", row.standing),
            "last": self.say.when(row.last),
        }
        if row.expected is None:
            return self.say.parts("state.overdue_never", **fields)
        return self.say.parts("state.overdue", **fields, expected=self.say.day(row.expected))

    def legend(self, bases: Iterable[PartyBasis]) -> tuple[str, ...]:
        """A line for each sign in use: "* not said in the documents: known from ..."."""
        return tuple(f"{SIGNS[basis]} {self.say.word('legend', basis.value)}" for basis in bases)

    def lang(self, lang: str) -> str:
        """The name of a language, or its tag where CLDR has none."""
        try:
            tag = Locale.parse(lang, sep="-").language
        except (UnknownLocaleError, ValueError):
            return lang
        return str(self.say.locale.languages.get(tag, lang))

    def date(self, note: Note) -> str:
        """When a quote was published."""
        if not note.published:
            return self.say("date.none")
        date = self.say.day(PartialDate.parse(note.published))
        if note.published_basis not in ("inferred", "relative"):
            return date
        return self.say("date.marked", date=date, mark=self.say(f"date.{note.published_basis}"))

    def credit(self, note: Note) -> Words:
        """Who printed a quote, when, in what language and where it stands."""
        span = {"start": str(note.start), "end": str(note.end)}
        place = (
            self.say("note.page", page=str(note.page), **span)
            if note.page
            else self.say("note.characters", **span)
        )
        fields: dict[str, Piece] = {
            "source": Foreign(note.source),
            "date": self.date(note),
            "lang": self.lang(note.lang),
            "place": place,
        }
        return self.say.parts("note.credit", **fields)

    def coverage(self, found: Coverage, *, brief: bool) -> tuple[Words, ...]:
        """What the answer rests on; in brief, the first sources alone, and how many more there are."""
        say = self.say
        if not found.documents:
            read = say.count("count.document", found.read)
            return ((say("coverage.nothing", documents=read, day=say.day(found.on)),),)
        first = say(
            "coverage.documents",
            documents=say.count("count.document", found.documents),
            read=say.number(found.read),
            voices=say.count("count.independent", found.voices),
            langs=say.listing(sorted(self.lang(c.name) for c in found.langs)),
        )
        out: list[Words] = [(first,)]
        if found.first is not None and found.last is not None:
            dates = say("coverage.dates", first=say.day(found.first), last=say.day(found.last))
            out = [(f"{first} {dates}",)]
        out.append(self._sources([c.name for c in found.sources], brief=brief))
        if found.silent:
            out.append((self._silent(found.silent),))
        if found.unsure:
            names = self._names(found.unsure, brief=brief)
            out.append(flat(say.parts("coverage.unsure", names=names)))
        return tuple(out)

    def _sources(self, names: Sequence[str], *, brief: bool) -> Words:
        return flat(self.say.parts("coverage.sources", names=self._names(names, brief=brief)))

    def _names(self, names: Sequence[str], *, brief: bool) -> Words:
        if not brief or len(names) <= _SOURCES_SHORT:
            return self.joined((Foreign(name),) for name in names)
        kept = self.joined((Foreign(name),) for name in names[:_SOURCES_SHORT])
        more = self.say.count("count.other_source", len(names) - _SOURCES_SHORT)
        return flat(self.say.parts("coverage.more_sources", names=kept, more=(more,)))

    def _silent(self, gaps: Sequence[Silence]) -> str:
        shown = self.say("list.semicolon").join(self._gap(one) for one in gaps[:_SILENT_SHOWN])
        text = self.say("coverage.silent", months=shown)
        rest = len(gaps) - _SILENT_SHOWN
        return f"{text} {self.say.count('count.further_gap', rest)}" if rest > 0 else text

    def _gap(self, one: Silence) -> str:
        first, last = (self.say.day(PartialDate.parse(month)) for month in (one.first, one.last))
        if first == last:
            return first
        months = self.say.count("count.month", one.months)
        return self.say("date.marked", date=self.say("date.range", first=first, last=last), mark=months)


def flat(parts: Iterable[str | Words | Piece]) -> Words:
    """Pieces of pieces as pieces."""
    out: list[Piece] = []
    for part in parts:
        if isinstance(part, tuple):
            out += part
        else:
            out.append(part)
    return tuple(out)
