"""The one page: the most important of every section, and how much the long brief has more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from dragoman.desk.brief_rows import (
    Brief,
    ConflictRow,
    EngagementRow,
    IssueRow,
    Overdue,
    PressRow,
    StanceRow,
)
from dragoman.desk.notes import Note
from dragoman.desk.standing import LIVE
from dragoman.export.brief_lines import Writer
from dragoman.export.brief_sentences import flat
from dragoman.export.page import (
    Block,
    Foreign,
    Line,
    Part,
    Refs,
    Section,
    Style,
    Styled,
    Words,
)
from dragoman.model.text import Realis
from dragoman.phrases import Phrases

_STANCE = 120
_OVERDUE = 3
T = TypeVar("T")

SHORT = ("news", "recent", "planned", "live", "commitments", "differing", "disagreements", "press")
"""The sections of the one page of which a number of items is chosen, in the order of reading."""


def short_rows(brief: Brief) -> dict[str, Sequence[object]]:
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


class Short(Writer):
    """The one page: one note to a line, the one that the reader can read, or else an official one."""

    def __init__(self, brief: Brief, say: Phrases, kept: Mapping[str, int]) -> None:
        super().__init__(brief, say)
        self._rows, self._kept = short_rows(brief), kept

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
