"""Lines of a brief: the words of each row, for the one page and for the long brief alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.desk.brief_rows import (
    Brief,
    CommitmentRow,
    ConflictRow,
    EngagementRow,
    InstrumentRow,
    Named,
    NewsKind,
    NewsRow,
    Overdue,
    PressKind,
    PressRow,
    StanceRow,
    ValueRow,
)
from dragoman.desk.notes import Note
from dragoman.export.brief_sentences import Sentences, flat
from dragoman.export.brief_values import value_words
from dragoman.export.page import (
    Block,
    Column,
    Foreign,
    Line,
    Part,
    PartKey,
    Piece,
    Quoted,
    Refs,
    Section,
    Style,
    Styled,
    Words,
)
from dragoman.model.time import PartialDate
from dragoman.phrases import Phrases

_COUNTED = 3  # notes of a line that counts what stands, each with its own, in a section below


class Writer:
    """Lines for rows. ``refs`` decides how many notes a line shows."""

    def __init__(self, brief: Brief, say: Phrases) -> None:
        self.brief, self.say, self.words = brief, say, Sentences(say)
        self._events = {r.id: r for r in (*brief.planned, *brief.engagements)}
        self._papers = {i.id: i for i in (*brief.instruments, *brief.frames)}
        self._bodies = {b.id: b for b in brief.bodies}

    def refs(self, notes: Iterable[Note]) -> Refs:
        return Refs(tuple(notes))

    def stance_words(self, row: StanceRow) -> Words:
        return self.words.stance(row)

    def line(self, words: Words, notes: Iterable[Note]) -> Line:
        return Line(words=(*words, self.refs(notes)))

    def quiet(self, text: str, level: int = 0) -> Line:
        return Line(words=(Styled((text,), Style.QUIET),), level=1 if level else 0)

    def nothing(self) -> tuple[Block, ...]:
        return (self.quiet(self.say("brief.nothing")),)

    def section(self, key: str, blocks: Sequence[Block], *, heading: int = 2, day: str = "") -> Section:
        title = self.say(f"section.{key}", day=day)
        found = tuple(blocks) or self.nothing()
        return Section(key=key, title=title, blocks=found, heading=3 if heading == 3 else 2)

    def column(self, key: str, share: float = 1.0) -> Column:
        return Column(title=self.say(f"column.{key}"), share=share)

    def state(self) -> list[Block]:
        state, say = self.brief.state, self.say
        out: list[Block] = [self._last(), *self._contacts()]
        if state.next is not None:
            facts = self.words.summary(state.next, people=2)
            out.append(self.line(flat(say.parts("state.next", facts=facts)), state.next.notes))
        elif all(row.when.date is not None for row in self.brief.planned):  # an undated plan may lie ahead
            out.append(self.quiet(say("state.no_next")))
        for row in self.overdue():
            out.append(self.line((Styled(self.words.overdue(row), Style.WARN),), row.notes))
        for key, number, notes in (
            ("state.passed", state.passed, notes_of_rows(r for r in self.brief.planned if is_past(r))),
            ("state.late_commitments", state.late_commitments, notes_of_rows(_late(self.brief))),
        ):
            if number:
                out.append(self.line((Styled((say.count(key, number),), Style.WARN),), notes))
        return [*out, *self._instruments()]

    def overdue(self) -> Sequence[Overdue]:
        return self.brief.state.overdue

    def _last(self) -> Block:
        last = self.brief.state.last
        if last is None:
            return self.quiet(self.say("state.no_contact"))
        names = self.words.joined(self.words.who(last)[:2])
        facts = (
            (self.say.when(last.when),),
            self.words.what(last),
            (self.words.level(last.level),),
            self.words.place(last.place),
            names,
        )
        return self.line(flat(self.say.parts("state.last", facts=self.words.joined(facts))), last.notes)

    def _contacts(self) -> list[Block]:
        state, say = self.brief.state, self.say
        if not state.contacts:
            return []
        contacts = say.count("count.contact", state.contacts)
        high = say.number(state.high)
        if state.first is None:
            text = say("state.contacts_undated", contacts=contacts, high=high)
        else:
            facts = {
                "contacts": contacts,
                "first": say.day(state.first),
                "high": high,
                "recent": say.number(state.recent),
                "day": say.day(self.brief.on),
            }
            if state.undated:
                text = say("state.contacts_partly_undated", undated=say.number(state.undated), **facts)
            else:
                text = say("state.contacts", **facts)
        return [self.line((text,), state.notes[-_COUNTED:])]

    def _instruments(self) -> list[Block]:
        state, say = self.brief.state, self.say
        if not state.instruments:
            return [self.quiet(say("state.no_papers"))]
        text = say(
            "state.papers",
            instruments=say.count("count.instrument", state.instruments),
            live=say.number(state.live),
        )
        words: Words = (text,)
        if state.latest is not None:
            fields: dict[str, Piece] = {
                "title": self.words.title(state.latest),
                "date": say.when(state.latest.when),
            }
            words = (text, " ", *say.parts("state.latest", **fields))
        return [self.line(words, notes_of_rows(self.brief.instruments, first=True)[:_COUNTED])]

    def news(self, row: NewsRow) -> Block:
        return self.line(self._news(row), row.notes)

    def _news(self, row: NewsRow) -> Words:
        say, words = self.say, self.words
        key = f"news.{row.kind.value}"
        match row:
            case NewsRow(kind=NewsKind.ENGAGEMENT, engagement=EngagementRow() as event):
                return flat(say.parts(key, what=words.summary(event)))
            case NewsRow(kind=NewsKind.FATE, engagement=EngagementRow() as event):
                remark = words.remark(event, self.brief.on)
                return flat(say.parts(key, what=words.summary(event, people=2), outcome=(remark,)))
            case NewsRow(kind=NewsKind.INSTRUMENT, instrument=InstrumentRow() as paper):
                facts = words.instrument_facts(paper)
                return flat(say.parts(key, title=(words.title(paper),), facts=facts))
            case NewsRow(
                kind=NewsKind.STATUS, instrument=InstrumentRow() as paper, old=str(old), new=str(new)
            ):
                fields: dict[str, Piece] = {
                    "title": words.title(paper),
                    "old": say.word("status", old),
                    "new": say.word("status", new),
                }
                return say.parts(key, **fields)
            case NewsRow(
                kind=NewsKind.SLIP, commitment=CommitmentRow() as promise, old=str(old), new=str(new)
            ):
                moved: dict[str, Piece] = {
                    "what": Foreign(promise.what, promise.notes[0].lang),
                    "old": say.day(PartialDate.parse(old)),
                    "new": say.day(PartialDate.parse(new)),
                }
                return say.parts(key, **moved)
            case NewsRow(commitment=CommitmentRow() as promise):
                what = Foreign(promise.what, promise.notes[0].lang)
                return flat(say.parts("news.commitment", who=words.parties(promise.who), what=what))
            case NewsRow(stance=StanceRow() as stance, issue=str(issue)):
                said: dict[str, Words] = {
                    "who": (say.party(stance.party),),
                    "issue": (words.issue(issue),),
                    "words": self.stance_words(stance),
                }
                if isinstance(row.before, Named):
                    return flat(say.parts("news.wording", **said, before=(words.named(row.before),)))
                return flat(say.parts("news.position", **said))
            case _:
                return self._decision(row)

    def _decision(self, row: NewsRow) -> Words:
        say = self.say
        day = say.day(row.day) if row.day else say("date.none")
        author = Foreign(row.author or "")
        if row.kind is NewsKind.REJECTION:
            given: dict[str, Piece] = {"author": author, "day": day}
            return say.parts("news.rejection", **given)
        nothing = say("news.nothing_read")
        fields: dict[str, Piece] = {
            "author": author,
            "field": say.known("field", row.field or "") or say("field.other"),
            "old": Foreign(row.old) if row.old else nothing,
            "new": Foreign(row.new) if row.new else nothing,
            "day": day,
        }
        return say.parts("news.correction", **fields)

    def differs(self, differs: Sequence[str]) -> str:
        named = (self.say.known("differ", one) or one for one in differs)
        return self.say("engagement.differs", on=self.say.listing(named))

    def instrument(self, row: InstrumentRow) -> Block:
        facts = self.words.instrument_facts(row)
        words: Words = (Styled((self.words.title(row),), Style.STRONG), " – ", *facts)
        return self.line(words, row.notes)

    def commitment(self, row: CommitmentRow) -> Block:
        what = Foreign(row.what, row.notes[0].lang)
        fields: dict[str, Words] = {
            "who": (self.words.parties(row.who),),
            "what": (what,),
            "due": self.due(row),
        }
        words = flat(self.say.parts("commitment.line", **fields))
        if marks := self.marks(row):
            words = (*words, Styled((" (", *marks, ")"), Style.QUIET))
        return self.line(words, row.notes)

    def marks(self, row: CommitmentRow) -> Words:
        """How far it was kept, by party where they differ; that it is a proposal, or whose ruling."""
        out: list[Words] = []
        for mark in dict.fromkeys(one.mark for one in row.marks):
            own = [one for one in row.marks if one.mark is mark]
            by = own[0].by
            fields: dict[str, Piece] = {
                "mark": self.say.word("mark", mark.value),
                "who": self.words.parties(one.party for one in own),
                "by": Foreign(by) if by else "",
            }
            key = "mark_said.ruled" if by else "mark_said.proposed"
            out.append(self.say.parts(key, **fields))
        return self.words.joined(out, "list.semicolon")

    def due(self, row: CommitmentRow) -> Words:
        if row.due.date is not None:
            text: Piece = self.say.when(row.due)
        else:
            due = row.due_text
            text = Foreign(due, row.notes[0].lang) if due else self.say("commitment.no_deadline")
        if not row.overdue:
            return (text,)
        return (Styled((self.say("commitment.overdue"),), Style.WARN), " ", text)

    def subject(self, row: ConflictRow) -> Words:
        """What a disagreement is about: an engagement, a paper, a body, an issue, or the words of its own."""
        if (event := self._events.get(row.id)) is not None:
            return self.words.joined((self.words.what(event), (self.say.when(event.when),)))
        if (paper := self._papers.get(row.id)) is not None:
            return (self.words.title(paper),)
        if (body := self._bodies.get(row.id)) is not None:
            return (Foreign(body.name, body.lang),)
        return (self.say.issue(row.id) or Foreign(row.subject),)

    def conflict(self, row: ConflictRow, *, short: bool) -> list[Block]:
        head = self.say.parts(
            "disagreement.line", kind=(self.say.word("differ", row.kind),), subject=self.subject(row)
        )
        words = flat(head)
        standing = [self.say.word("differ_standing", row.standing)]
        standing += [self.say("disagreement.one_voice")] if row.one_voice else []
        if not short:
            words = (*words, f" ({self.say('list.semicolon').join(standing)})")
        versions = [self._version(row, value) for value in row.values]
        if short:
            told = self.words.joined(
                (
                    (*version, self.refs(value.notes))
                    for version, value in zip(versions, row.values, strict=True)
                ),
                "list.semicolon",
            )
            return [Line(words=(*words, ": ", *told))]
        out: list[Block] = [Line(words=words)]
        for version, value in zip(versions, row.values, strict=True):
            out.append(Line(words=(*version, self.refs(value.notes)), level=1))
        if row.silent:
            names = self.words.joined((Foreign(s),) for s in row.silent)
            out.append(Line(words=flat(self.say.parts("disagreement.silent", sources=names)), level=1))
        return out

    def _version(self, row: ConflictRow, value: ValueRow) -> Words:
        fields: dict[str, Words] = {
            "value": value_words(self.say, self.words, row.kind, value),
            "sources": self.words.joined((Foreign(source),) for source in value.sources),
            "voices": (self.say.count("count.voice", value.voices),),
        }
        return flat(self.say.parts("disagreement.versions", **fields))

    def press_sections(self, rows: Iterable[PressRow]) -> list[Section]:
        """Quotes and nothing else, by what they are."""
        groups: dict[tuple[PressKind, str], list[Block]] = {}
        for row in rows:
            party = self.words.parties(row.parties) if row.kind is PressKind.SAID else ""
            groups.setdefault((row.kind, party), []).append(self._quoted(row))
        return [
            Section(
                key=f"press-{number}",
                title=self.say(f"press.{kind.value}", **({"party": party} if party else {})),
                blocks=tuple(blocks),
            )
            for number, ((kind, party), blocks) in enumerate(groups.items(), 1)
        ]

    def _quoted(self, row: PressRow) -> Quoted:
        note = row.quote
        date = self.words.date(note)
        fields: dict[str, Piece] = {"source": Foreign(note.source), "date": date}
        credit = self.say.parts("press.official" if row.official else "press.reported", **fields)
        head: list[Words] = [(Foreign(row.holder, note.lang),)] if row.holder else []
        known = self.say.issue(row.issue) if row.issue else None
        head += [(known,)] if known else []
        return Quoted(note=note, credit=self.words.joined([*head, credit], "list.semicolon"))

    def press_part(self, sections: Sequence[Section]) -> Part:
        if not sections:
            line = self.quiet(self.say("press.none"))
            sections = [Section(key="press-0", title=self.say("press.joint"), blocks=(line,))]
        return Part(
            key=PartKey.PRESS,
            title=self.say("part.press"),
            remark=self.say("part.press_note"),
            sections=tuple(sections),
        )

    def background(self, sections: Sequence[Section]) -> Part:
        return Part(
            key=PartKey.BACKGROUND,
            title=self.say("part.background"),
            remark=self.say("part.background_note"),
            sections=tuple(sections),
        )

    def foot(self, *lines: Line, brief: bool) -> Part:
        rests = (Line(words=words) for words in self.words.coverage(self.brief.coverage, brief=brief))
        return Part(
            key=PartKey.FOOT,
            title="",
            remark="",
            sections=(self.section("coverage", (*lines, *rests)),),
        )


def notes_of_rows(rows: Iterable[object], *, first: bool = False) -> tuple[Note, ...]:
    out: list[Note] = []
    for row in rows:
        notes: tuple[Note, ...] = getattr(row, "notes", ())
        out += notes[:1] if first else notes
    return tuple(out)


def is_past(row: EngagementRow) -> bool:
    return row.fate is not None and row.fate.value == "not reported since"


def _late(brief: Brief) -> list[CommitmentRow]:
    return [row for row in brief.commitments if row.overdue]
