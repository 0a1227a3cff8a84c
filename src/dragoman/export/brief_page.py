"""A brief in words: the sections of the long one, and those of the one page. Every format prints these.

The page has two parts that are never mixed: background for internal use, and the press line, which holds
nothing but quotes. What it rests on stands at its foot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from dragoman.desk.brief_rows import (
    BodyRow,
    Brief,
    CommitmentRow,
    ConflictRow,
    CountRow,
    DoubtKind,
    DoubtRow,
    EngagementRow,
    IndicatorRow,
    InstrumentRow,
    IssueRow,
    Named,
    NewsKind,
    NewsRow,
    Overdue,
    PressKind,
    PressRow,
    StanceRow,
    ValueRow,
    VisitRow,
)
from dragoman.desk.notes import Note
from dragoman.desk.standing import LIVE, gaps_text
from dragoman.export.brief_sentences import Sentences, flat
from dragoman.export.brief_values import value_words
from dragoman.export.page import (
    Block,
    Column,
    Foreign,
    Line,
    Page,
    Part,
    PartKey,
    Picture,
    Piece,
    Quoted,
    Refs,
    Section,
    Style,
    Styled,
    Table,
    Words,
)
from dragoman.model.text import EngagementKind, Realis
from dragoman.model.time import PartialDate
from dragoman.phrases import Phrases

CUT = 170
"""The length of a quote on the one page."""
_STANCE = 120
_OVERDUE = 3
_COUNTED = 3  # notes of a line that counts what stands, each with its own, in a section below
T = TypeVar("T")

SHORT = ("news", "recent", "planned", "live", "commitments", "differing", "disagreements", "press")
"""The sections of the one page of which a number of items is chosen, in the order of reading."""


def long_page(brief: Brief, say: Phrases, pictures: Sequence[Picture] = ()) -> Page:
    """Everything, with every word that it stands on, and the charts that are given."""
    return _page(brief, say, _Long(brief, say, pictures).parts(), one_page=False)


def short_page(brief: Brief, say: Phrases, kept: Mapping[str, int]) -> Page:
    """The state of relations, and of each section of ``SHORT`` the first ``kept`` items, with the number of
    those that the long brief has more."""
    return _page(brief, say, _Short(brief, say, kept).parts(), one_page=True)


def items(brief: Brief) -> dict[str, int]:
    """How many items each section of ``SHORT`` has in all."""
    return {key: len(rows) for key, rows in _short_rows(brief).items()}


def _page(brief: Brief, say: Phrases, parts: tuple[Part, ...], *, one_page: bool) -> Page:
    words = Sentences(say)
    left, right = say.party(brief.left), say.party(brief.right)
    remarks = words.legend(brief.bases)
    return Page(
        lang=say.lang,
        direction=say.direction,
        kind=say("brief.kind"),
        title=say("brief.title", left=left, right=right),
        subtitle=say("brief.as_of", day=say.day(brief.on)),
        remarks=(say("brief.short"), *remarks) if one_page else remarks,
        parts=parts,
        day=brief.on.isoformat(),
        credit=words.credit,
        labels={
            "notes": say("section.notes"),
            "contents": say("brief.contents"),
            "back": say("note.back"),
            "cut": say("note.cut"),
            "missing": say("pdf.missing", signs="{signs}"),
        },
        cut=CUT if one_page else None,
        one_page=one_page,
    )


def _short_rows(brief: Brief) -> dict[str, Sequence[object]]:
    """The items of the one page in the order of their importance."""
    ranked = sorted(brief.engagements, key=lambda r: (-r.importance, r.id))
    return {
        "news": brief.news,
        "recent": [r for r in ranked if r.realis is not Realis.NEGATED],
        "planned": [r for r in brief.planned if r.fate is None or r.fate.value in ("pending", "postponed")],
        "live": [i for i in brief.instruments if i.status in LIVE],
        "commitments": [c for c in brief.commitments if c.is_open],
        "differing": [i for i in brief.issues if i.left and i.right],
        "disagreements": [c for c in brief.conflicts if c.standing in ("differs", "changed")],
        "press": brief.press,
    }


class _Writer:
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
        else:
            out.append(self.quiet(say("state.no_next")))
        for row in self.overdue():
            out.append(self.line((Styled(self.words.overdue(row), Style.WARN),), row.notes))
        for key, number, notes in (
            ("state.passed", state.passed, _notes(r for r in self.brief.planned if _is_past(r))),
            ("state.late_commitments", state.late_commitments, _notes(_late(self.brief))),
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
            text = say(
                "state.contacts",
                contacts=contacts,
                first=say.day(state.first),
                high=high,
                recent=say.number(state.recent),
                day=say.day(self.brief.on),
            )
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
        return [self.line(words, _notes(self.brief.instruments, first=True)[:_COUNTED])]

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


class _Short(_Writer):
    """The one page: one note to a line, the one that the reader can read, or else an official one."""

    def __init__(self, brief: Brief, say: Phrases, kept: Mapping[str, int]) -> None:
        super().__init__(brief, say)
        self._rows, self._kept = _short_rows(brief), kept

    def refs(self, notes: Iterable[Note]) -> Refs:
        found = list(notes)
        found.sort(key=lambda n: (n.lang != self.say.lang, n.source_kind != "official"))
        return Refs(tuple(found[:1]))

    def stance_words(self, row: StanceRow) -> Words:
        return self._cut(row)

    def overdue(self) -> Sequence[Overdue]:
        return self.brief.state.overdue[:_OVERDUE]

    def _cut(self, row: StanceRow) -> Words:
        words = " ".join(row.stance.split())
        if len(words) <= _STANCE:
            return (Foreign(words, row.notes[0].lang),)
        head = words[:_STANCE].rsplit(" ", 1)[0]
        return (Foreign(head, row.notes[0].lang), f" {self.say('note.cut')}")

    def parts(self) -> tuple[Part, ...]:
        sections = [
            self.section("state", self.state()),
            *self._part("news", self.news, day=self.say.day(self.brief.since)),
            *self._part("recent", self._event),
            *self._part("planned", self._event),
            *self._part("live", self.instrument),
            *self._part("commitments", self.commitment),
            *self._part("differing", self._issue),
            *self._part("disagreements", self._conflict),
        ]
        kept = [row for row in self._chosen("press") if isinstance(row, PressRow)]
        press = self.press_sections(kept)
        if press and (more := self._more("press")):
            press[-1] = Section(key=press[-1].key, title=press[-1].title, blocks=(*press[-1].blocks, more))
        return (self.background(sections), self.press_part(press), self.foot(*self._also(), brief=True))

    def _chosen(self, key: str) -> Sequence[object]:
        return self._rows[key][: self._kept.get(key, 0)]

    def _more(self, key: str) -> Line | None:
        rest = len(self._rows[key]) - len(self._chosen(key))
        return self.quiet(self.say.count("count.more", rest)) if rest else None

    def _part(self, key: str, write: Callable[[T], Block], day: str = "") -> list[Section]:
        blocks: list[Block] = [write(row) for row in self._chosen(key)]  # type: ignore[arg-type]  # by key
        if not blocks:
            if key == "news" and not self._rows[key]:
                blocks = [self.quiet(self.say("news.none", day=self.say.day(self.brief.since)))]
            else:
                return []
        more = self._more(key)
        return [self.section(key, [*blocks, *([more] if more else [])], day=day)]

    def _event(self, row: EngagementRow) -> Block:
        words = self.words.summary(row, people=3)
        remark = self.words.remark(row, self.brief.on)
        tail: Words = (Styled((f" ({remark})",), Style.QUIET),) if remark else ()
        return self.line((*words, *tail), row.notes)

    def _issue(self, row: IssueRow) -> Block:
        sides = []
        for side in (row.left[-1], row.right[-1]):
            said = {"who": (self.say.party(side.party),), "words": (*self._cut(side), self.refs(side.notes))}
            sides.append(flat(self.say.parts("position.line", **said)))
        head: Words = (Styled((self.words.issue(row.issue),), Style.STRONG), " – ")
        return Line(words=(*head, *self.words.joined(sides, "list.semicolon")))

    def _conflict(self, row: ConflictRow) -> Block:
        return self.conflict(row, short=True)[0]

    def _also(self) -> list[Line]:
        """Sections of which the page shows nothing, with how much the long brief has of each."""
        brief = self.brief
        rest: dict[str, int] = {
            key: len(rows) for key, rows in self._rows.items() if not self._kept.get(key) and key != "press"
        }
        rest |= {
            "bodies": len(brief.bodies),
            "intents": len(brief.intents),
            "indicators": len(brief.indicators),
            "visits": len(brief.visits),
            "counts": len(brief.counts),
            "unresolved": len(brief.unresolved),
            "frames": len(brief.frames),
        }
        if not self._kept.get("press"):
            rest["press"] = len(self._rows["press"])
        sized = [self._sized(key, number) for key, number in rest.items() if number]
        if not sized:
            return []
        text = self.say("brief.also", sections=self.say("list.comma").join(sized))
        return [self.quiet(text)]

    def _sized(self, key: str, number: int) -> str:
        title = (
            self.say("part.press")
            if key == "press"
            else self.say(
                f"section.{key}", **({"day": self.say.day(self.brief.since)} if key == "news" else {})
            )
        )
        return self.say("brief.sized", title=title, n=self.say.number(number))


class _Long(_Writer):
    """Everything."""

    def __init__(self, brief: Brief, say: Phrases, pictures: Sequence[Picture]) -> None:
        super().__init__(brief, say)
        self._pictures = tuple(pictures)

    def parts(self) -> tuple[Part, ...]:
        brief, say = self.brief, self.say
        since = say.day(brief.since)
        nothing_new = [self.quiet(say("news.none", day=since))]
        sections = [
            self.section("state", self.state()),
            self.section("news", [self.news(row) for row in brief.news] or nothing_new, day=since),
            self.section("last_contacts", self._events_table(brief.last_contacts, level=True)),
            self.section("planned", self._events_table(brief.planned)),
            self.section("engagements", self._events_table(brief.engagements)),
            self.section("instruments", self._papers_list(brief.instruments)),
            self.section("frames", self._papers_list(brief.frames), heading=3),
            self.section("bodies", [line for row in brief.bodies for line in self._body(row)]),
            self.section("commitments", self._promises(brief.commitments)),
            self.section("intents", self._promises(brief.intents), heading=3),
            self.section("positions", self._issues()),
            self.section("indicators", self._indicators()),
            self.section("visits", self._visits()),
            self.section("counts", [self._count(row) for row in brief.counts]),
            self.section(
                "disagreements", [b for row in brief.conflicts for b in self.conflict(row, short=False)]
            ),
            self.section("unresolved", [self._doubt(row) for row in brief.unresolved]),
            *([self.section("charts", self._pictures)] if self._pictures else []),
        ]
        press = self.press_part(self.press_sections(brief.press))
        return (self.background(sections), press, self.foot(brief=False))

    def _events_table(self, rows: Sequence[EngagementRow], *, level: bool = False) -> list[Block]:
        if not rows:
            return []
        columns = [self.column("level", 1.3)] if level else []
        columns += [
            self.column("date", 1.25),
            self.column("what", 2.4),
            self.column("who", 2.6),
            self.column("where", 1.1),
            self.column("notes", 1.4),
        ]
        return [Table(columns=tuple(columns), rows=tuple(self._event(row, level=level) for row in rows))]

    def _event(self, row: EngagementRow, *, level: bool) -> tuple[tuple[Words, ...], ...]:
        say = self.say
        named: Words = (say.word("level", row.level.value) if row.level else say("state.level_unknown"),)
        about = self.words.about(row)
        what: tuple[Words, ...] = ((Styled(self.words.what(row), Style.STRONG),),)
        what += ((Styled(about, Style.QUIET),),) if about else ()
        notes: list[Words] = [(self.refs(row.notes),)]
        if remark := self.words.remark(row, self.brief.on):
            notes.append((Styled((remark,), Style.QUIET),))
        if row.reports > 1:
            told = (say.count("count.report", row.reports), say.count("count.voice", row.voices))
            notes.append((Styled((say("list.comma").join(told),), Style.QUIET),))
        if row.differs:
            notes.append((Styled((self.differs(row.differs),), Style.WARN),))
        who = self.words.who(row) or ((say("engagement.not_named"),),)
        cells = (((say.when(row.when),),), what, who, (self.words.place(row.place),), tuple(notes))
        return ((named,), *cells) if level else cells

    def _papers_list(self, rows: Sequence[InstrumentRow]) -> list[Block]:
        out: list[Block] = []
        for row in rows:
            out.append(self.instrument(row))
            if row.aliases:
                names = self.words.joined(((Foreign(a),) for a in row.aliases), "list.semicolon")
                also = flat(self.say.parts("instrument.also", names=names))
                out.append(Line(words=(Styled(also, Style.QUIET),), level=1))
            if row.differs:
                out.append(Line(words=(Styled((self.differs(row.differs),), Style.WARN),), level=1))
            for stage in row.stages:
                status: Words = (self.say.word("status", stage.status.value),)
                if stage.when.date is not None:
                    status = self.words.joined((status, (self.say.when(stage.when),)))
                told = self.say.parts("instrument.told", status=status, source=(Foreign(stage.source),))
                out.append(Line(words=(*flat(told), self.refs(stage.notes)), level=1))
        return out

    def _body(self, row: BodyRow) -> list[Block]:
        name = Styled((Foreign(row.name, row.lang),), Style.STRONG)
        facts = [self.say.word("body_kind", row.kind.value)]
        facts += [self.words.parties(row.parties)] if row.parties else []
        out: list[Block] = [self.line((name, " – ", self.say("list.comma").join(facts)), row.notes)]
        if row.aliases:
            names = self.words.joined(((Foreign(a),) for a in row.aliases), "list.semicolon")
            also = flat(self.say.parts("instrument.also", names=names))
            out.append(Line(words=(Styled(also, Style.QUIET),), level=1))
        for session in row.sessions:
            date = self.words.joined(((self.say.when(session.when),), self.words.place(session.place)))
            number = (self.say.number(session.number),)
            text = flat(self.say.parts("body.session", number=number, date=date))
            out.append(Line(words=(*text, self.refs(session.notes)), level=1))
        if row.gaps:
            out.append(self.quiet(self.say("body.gaps", numbers=gaps_text(row.gaps)), level=1))
        for event in self.brief.planned:
            if event.body is not None and event.body.words == row.name:
                what = flat(self.say.parts("body.next", what=self.words.summary(event, people=2)))
                out.append(Line(words=(*what, self.refs(event.notes)), level=1))
        return out

    def _promises(self, rows: Sequence[CommitmentRow]) -> list[Block]:
        if not rows:
            return []
        columns = (
            self.column("who", 1.2),
            self.column("what", 4.0),
            self.column("due", 1.6),
            self.column("notes", 1.3),
        )
        cells = tuple(
            (
                ((self.words.parties(row.who),),),
                ((Foreign(" ".join(row.what.split()), row.notes[0].lang),),),
                (self.due(row), *((Styled((slip,), Style.QUIET),) for slip in self._slips(row))),
                ((self.refs(row.notes),), *(((Styled(m, Style.QUIET),),) if (m := self.marks(row)) else ())),
            )
            for row in rows
        )
        return [Table(columns=columns, rows=cells)]

    def _slips(self, row: CommitmentRow) -> list[str]:
        return [
            self.say("commitment.slip", old=self.say.when(slip.before), new=self.say.when(slip.after))
            for slip in row.slips
        ]

    def _issues(self) -> list[Block]:
        brief = self.brief
        if not brief.issues:
            return []
        columns = (
            self.column("issue", 1.1),
            Column(title=self.say.party(brief.left), share=2.0),
            Column(title=self.say.party(brief.right), share=2.0),
            self.column("joint", 2.0),
        )
        rows = tuple(
            (
                ((Styled((self.words.issue(row.issue),), Style.STRONG),),),
                *(tuple(self._stance(one) for one in side) for side in (row.left, row.right, row.joint)),
            )
            for row in brief.issues
        )
        return [Table(columns=columns, rows=rows)]

    def _stance(self, row: StanceRow) -> Words:
        words: Words = (*self.words.stance(row), self.refs(row.notes))
        if not row.labels:
            return words
        label = self.words.joined(((Foreign(one),) for one in row.labels), "list.semicolon")
        named = flat(self.say.parts("position.named", label=label))
        return (*words, Styled((" (", *named, ")"), Style.QUIET))

    def _indicators(self) -> list[Block]:
        if not self.brief.indicators:
            return []
        columns = (
            self.column("measure", 1.2),
            self.column("subject", 2.2),
            self.column("value", 1.4),
            self.column("scope", 1.6),
            self.column("notes", 0.8),
        )
        return [Table(columns=columns, rows=tuple(self._indicator(row) for row in self.brief.indicators))]

    def _indicator(self, row: IndicatorRow) -> tuple[tuple[Words, ...], ...]:
        lang = row.notes[0].lang
        value = " ".join(part for part in (row.value, row.unit) if part)
        scope = self.words.joined((Foreign(part, lang),) for part in (row.scope, row.period) if part)
        return (
            ((self.say.word("measure", row.measure.value),),),
            ((Foreign(row.subject, lang),),),
            ((Foreign(value, lang),),) if value else (),
            (scope,) if scope else (),
            ((self.refs(row.notes),),),
        )

    def _visits(self) -> list[Block]:
        rows = self.brief.visits
        if not rows:
            return []
        columns = (
            self.column("date", 1.2),
            self.column("direction", 1.6),
            self.column("who", 2.4),
            self.column("where", 1.2),
            self.column("notes", 0.8),
        )
        table = Table(columns=columns, rows=tuple(self._visit(row) for row in rows))
        return [table, *self._reciprocity(rows)]

    def _visit(self, row: VisitRow) -> tuple[tuple[Words, ...], ...]:
        event = self._events.get(row.id)
        direction = self.say(
            "visit.direction", guest=self.say.party(row.guest), host=self.say.party(row.host)
        )
        who = self.words.visitor(row, event.people if event else ())
        return (
            ((self.say.when(row.when),),),
            ((direction,),),
            (who,),
            (self.words.place(event.place) if event else (),),
            ((self.refs(row.notes),),),
        )

    def _reciprocity(self, rows: Sequence[VisitRow]) -> list[Block]:
        out: list[Block] = []
        sides = (self.brief.left, self.brief.right)
        for guest, host in (sides, sides[::-1]):
            made = [row for row in rows if row.guest == guest]
            if made:
                text = self.say.count(
                    "visit.made",
                    len(made),
                    guest=self.say.party(guest),
                    host=self.say.party(host),
                    dates=self.say.listing(self.say.when(row.when) for row in made),
                )
                out.append(self.line((text,), _notes(made)))
        dated = [row for row in rows if row.when.date is not None]
        if dated:
            last = dated[-1]
            text = self.say("visit.last", party=self.say.party(last.guest), date=self.say.when(last.when))
            out.append(self.line((text,), last.notes))
        return out

    def _count(self, row: CountRow) -> Block:
        say = self.say
        kinds = [
            say.count(f"tally.{t.kind.value}", t.number)
            for t in row.counted
            if t.kind is not EngagementKind.OTHER
        ]
        fields: dict[str, Piece] = {
            "words": Foreign(row.written, row.notes[0].lang),
            "said": say.number(row.said),
            "total": say.number(row.total),
            "tally": say("counted.tally", kinds=say.listing(kinds)) if kinds else "",
            "outcome": say(f"counted.{row.outcome}"),
        }
        return self.line(say.parts("counted.line", **fields), row.notes)

    def _doubt(self, row: DoubtRow) -> Block:
        say, words = self.say, self.words
        if row.kind is DoubtKind.DOUBLE:
            sides: list[Words] = [words.joined((words.what(e), (say.when(e.when),))) for e in row.engagements]
            sides += [(words.named(name),) for name in row.people]
            matter = say.word("matter", "engagement" if row.engagements else "person")
            score = f"{row.score:.2f}" if row.score is not None else "–"
            text = say.parts("doubt.double", matter=(matter,), score=(score,), left=sides[0], right=sides[1])
            return self.line(flat(text), row.notes)
        event = row.engagements[0]
        fields: dict[str, Words] = {
            "what": words.what(event),
            "who": words.joined(words.who(event)) or (say("engagement.not_named"),),
            "date": (say.when(event.when),),
        }
        if row.kind is DoubtKind.UNDATED:
            fields.pop("date")
            return self.line(flat(say.parts("doubt.undated", **fields)), row.notes)
        return self.line(flat(say.parts("doubt.one_sided", **fields)), row.notes)


def _notes(rows: Iterable[object], *, first: bool = False) -> tuple[Note, ...]:
    out: list[Note] = []
    for row in rows:
        notes: tuple[Note, ...] = getattr(row, "notes", ())
        out += notes[:1] if first else notes
    return tuple(out)


def _is_past(row: EngagementRow) -> bool:
    return row.fate is not None and row.fate.value == "not reported since"


def _late(brief: Brief) -> list[CommitmentRow]:
    return [row for row in brief.commitments if row.overdue]
