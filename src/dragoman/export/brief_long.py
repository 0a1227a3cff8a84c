"""The long brief: every section, with every word that it stands on."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.desk.brief_rows import (
    BodyRow,
    Brief,
    CommitmentRow,
    CountRow,
    DoubtKind,
    DoubtRow,
    EngagementRow,
    IndicatorRow,
    InstrumentRow,
    StanceRow,
    VisitRow,
)
from dragoman.desk.standing import gaps_text
from dragoman.export.brief_lines import Writer, notes_of_rows
from dragoman.export.brief_sentences import flat
from dragoman.export.page import (
    Block,
    Column,
    Foreign,
    Line,
    Part,
    Picture,
    Piece,
    Style,
    Styled,
    Table,
    Words,
)
from dragoman.model.text import EngagementKind
from dragoman.phrases import Phrases


class Long(Writer):
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
                out.append(self.line((text,), notes_of_rows(made)))
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
