"""Facts of a ledger in the reader's language, as safe HTML: words of documents keep their own language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

from dragoman.desk.brief_rows import EngagementRow, PersonRow
from dragoman.desk.contacts import Company, row
from dragoman.errors import InvalidRecord
from dragoman.export.brief_sentences import SIGNS, Sentences
from dragoman.export.page import Foreign, Refs, Styled, Words
from dragoman.gazetteer.parties import load_parties
from dragoman.model.ledger import Ledger, LedgerEngagement, LedgerPerson
from dragoman.model.record import Party, PartyBasis, PartyKind, Place
from dragoman.model.time import PartialDate
from dragoman.web.register import span_text
from dragoman.web.templating import words as isolated
from dragoman.web.view import View

_GROUPS = {
    "kind": ("kind", "instrument_kind", "body_kind"),
    "role": ("role",),
    "office": ("role",),
    "status": ("status",),
    "format": ("format",),
    "realis": ("web.word.realis",),
    "renews": ("web.word.yes",),
}
_DIFFER = {"rank": "role", "side": "party", "type": "kind", "happened": "realis"}
_PARTIES = frozenset({"party", "host", "initiator"})
_DATES = frozenset({"date", "expires", "planned", "held", "postponed", "called off", "denied"})


class Telling:
    """Words for the facts of one ledger, for one reader."""

    def __init__(self, view: View, ledger: Ledger) -> None:
        self.say = view.say
        self.ledger = ledger
        self.words = Sentences(view.say)
        self.on = view.on
        self._company = Company(ledger)
        self._people = {person.id: person for person in ledger.people}
        self._members = {member: person for person in ledger.people for member in person.members}

    def html(self, words: Words) -> Markup:
        """Pieces of text as HTML; references are left out, since pages show the words themselves."""
        return Markup("").join(_piece(piece) for piece in words)

    def row(self, engagement: LedgerEngagement) -> EngagementRow:
        """An engagement with what is shown of it, as of the day of asking."""
        return row(self.ledger, engagement, self.on, self._company)

    def what(self, row: EngagementRow) -> Markup:
        """Kind, body, format and how it is told."""
        return self.html(self.words.what(row))

    def line(self, row: EngagementRow) -> Markup:
        """Date, what, where; who; on what."""
        return self.html(self.words.summary(row))

    def place(self, place: Place | None) -> Markup:
        return self.html(self.words.place(place))

    def remark(self, row: EngagementRow) -> str:
        """What became of a plan."""
        return self.words.remark(row, self.on)

    def name(self, person: LedgerPerson | str, otherwise: str = "") -> str:
        """The name of somebody as the reader's language writes it, as far as documents tell."""
        found = self._people.get(person) if isinstance(person, str) else person
        if found is None:
            return otherwise
        return dict(self._company.names(found)).get(self.say.lang, found.name)

    def known(self, member: str) -> str | None:
        """The name of somebody by the id under which one document names them; None of somebody unknown."""
        found = self._members.get(member)
        return self.name(found) if found is not None else None

    def person(self, row: PersonRow) -> str:
        return dict(row.names).get(self.say.lang, row.name)

    def post(self, row: PersonRow) -> str:
        """Party, office and part of somebody who took part: "Russia*, foreign minister; host"."""
        facts = [self.say.party(row.party) + SIGNS[row.party_basis]] if row.party else []
        facts += [self.say.word("role", row.role.value) + SIGNS[row.role_basis]] if row.role else []
        parts = [self.say.word("actor", part.value) for part in row.parts]
        both = (self.say("list.comma").join(one) for one in (facts, parts) if one)
        return self.say("list.semicolon").join(both)

    def topic(self, topic: str) -> Markup:
        return self.html((self.words.topic(topic),))

    def lang(self, tag: str) -> str:
        """The name of a language."""
        return self.words.lang(tag) if tag != "und" else self.say("web.thing.no_language")

    def value(self, name: str, value: str) -> Markup:
        """The value of a claim on a property, by name where it is one of the model's."""
        if not value:
            return Markup(escape(self.say("date.none")))
        for group in _GROUPS.get(name, ()):
            if (known := self.say.known(group, value)) is not None:
                return Markup(escape(known))
        if name in _PARTIES and (party := party_of(value)) is not None:
            return Markup(escape(self.say.party(party)))
        if name in _DATES and (text := self._dates(value)) is not None:
            return Markup(escape(text))
        if name == "place" and (place := _place(value)) is not None:
            return self.place(place)
        if name == "term" and value.startswith("P") and value.endswith("M") and value[1:-1].isdigit():
            return Markup(escape(self.say.count("count.month", int(value[1:-1]))))
        return isolated(value, "und")

    def version(self, kind: str, code: str, value: str) -> Markup:
        """One of the things that sources tell differently: by name where it is a value of the model, else in
        words."""
        name = _DIFFER.get(kind, kind)
        found = self.value(name, code)
        return isolated(value, "und") if found == isolated(code, "und") else found

    def signs(self, bases: Iterable[PartyBasis]) -> tuple[str, ...]:
        """A line for each sign in use."""
        used = set(bases)
        return self.words.legend(b for b in PartyBasis if b in used and SIGNS[b])

    def dates(self, first: str, last: str) -> str:
        """Two days in ISO 8601 as a range, or as one where they are one."""
        return self._dates(first if first == last else f"{first}/{last}") or self.say("date.none")

    def _dates(self, value: str) -> str | None:
        first, _, last = value.partition("/")
        try:
            days = [self.say.day(PartialDate.parse(day)) for day in (first, last) if day]
        except InvalidRecord:
            return None
        return days[0] if len(days) == 1 else self.say("date.range", first=days[0], last=days[1])


def page_facts(view: View, telling: Telling) -> dict[str, Any]:
    """What the templates of all pages of things ask: see ``things.html.jinja``."""
    return {
        "telling": telling,
        "span": lambda first, last: span_text(view.say, first, last),
        "dates": lambda first, last: telling.dates(first, last),
    }


def party_of(code: str) -> Party | None:
    """The party of a code; None for what is none."""
    kind = PartyKind.STATE if code in load_parties() else PartyKind.ORGANISATION
    try:
        return Party(code=code, kind=kind)
    except InvalidRecord:
        return None


def _place(value: str) -> Place | None:
    head, _, country = value.rpartition(", ")
    if len(country) != 3 or not country.isupper():
        return Place(city=value)
    return Place(city=head or None, country=country)


def _piece(piece: str | Foreign | Styled | Refs) -> Markup:
    match piece:
        case str():
            return Markup(escape(piece))
        case Foreign(text=text, lang=lang):
            return isolated(text, lang) if lang != "und" else Markup('<bdi dir="auto">{}</bdi>').format(text)
        case Styled(words=inner, style=style):
            shown = Markup("").join(_piece(one) for one in inner)
            return Markup('<span class="{}">{}</span>').format(style.value, shown)
        case Refs():
            return Markup("")
