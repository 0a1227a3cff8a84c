"""Scores, items and momentum in sentences of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from dragoman.desk.assessment.changes import Cause, Moved
from dragoman.desk.assessment.compare import Comparison, Unlike
from dragoman.desk.assessment.direction import Direction
from dragoman.desk.assessment.momentum import DayUsed, Term
from dragoman.desk.assessment.rows import Component, Item, ItemKind, Label, Score
from dragoman.desk.assessment.settings import ScorecardSettings
from dragoman.desk.brief_rows import EngagementRow
from dragoman.export.assessment_text import UNKNOWN, formula_text, number_text, score_text
from dragoman.export.brief_sentences import Sentences
from dragoman.export.page import Foreign, Words
from dragoman.model.record import Party
from dragoman.phrases import Phrases

_PAGES = {
    ItemKind.ENGAGEMENT: "engagements",
    ItemKind.INSTRUMENT: "instruments",
    ItemKind.BODY: "bodies",
    ItemKind.COMMITMENT: "commitments",
}


class Scores:
    """Sentences on an assessment. ``events`` are the engagements of the pair by id."""

    def __init__(
        self, say: Phrases, settings: ScorecardSettings, events: Mapping[str, EngagementRow]
    ) -> None:
        self._say, self._settings, self._events = say, settings, events
        self._words = Sentences(say)

    number = staticmethod(score_text)
    signed = staticmethod(lambda value: number_text(value, sign=True))
    plain = staticmethod(number_text)
    formula = staticmethod(formula_text)
    unknown = UNKNOWN

    def label(self, label: Label | None) -> str:
        return self._say.word("label", label.value) if label else self._say("chart.label.unknown")

    def area(self, area: str) -> str:
        return self._say.known("area", area) or area

    def component(self, component: Component) -> str:
        return self._say.word("component", component.value)

    def why(self, score: Score) -> str:
        """The rule that gave a score, with the figure behind it, or why there is none."""
        say = self._say
        if score.score is None:
            reason = score.unknown.name.lower() if score.unknown else ""
            return say("web.score.unknown", why=say(f"web.score.why.{reason}"))
        values = {name: getattr(self._settings, name) for name in self._settings.__slots__}
        shares = {k: f"{100 * v:g} %" for k, v in values.items() if k.startswith("share_")}
        rule = say(f"web.rule.{score.component.name.lower()}.s{score.score}", **{**values, **shares})
        if score.figure is None:
            return rule
        share = score.component is Component.TRADE_SHARE
        figure = f"{100 * score.figure:.1f} %" if share else number_text(score.figure, sign=True)
        return say("date.marked", date=rule, mark=figure)

    def item(self, item: Item) -> Words:
        """What bears on a score, what of it counts, and its date."""
        say = self._say
        row = self._events.get(item.id)
        what: Words = self._words.what(row) if row is not None else (Foreign(item.what, item.notes[0].lang),)
        facts: list[Words] = [what, (self._state(item.state),)]
        if item.when.date is not None or item.kind is ItemKind.ENGAGEMENT:
            facts.append((say.when(item.when),))
        return self._words.joined(facts, "list.semicolon")

    def link(self, item: Item) -> str:
        """The page of what an item is."""
        page = _PAGES.get(item.kind)
        key = item.id if page else item.notes[0].document_id
        return f"/{page or 'documents'}/{quote(key, safe='')}"

    def _state(self, state: str) -> str:
        """Each of its words that the program made; the rest (codes of parties, scores) as it is."""
        say = self._say
        return ", ".join(
            say.known("web.state", part) or say.known("status", part) or say.known("level", part) or part
            for part in state.split(", ")
        )

    def moved(self, moved: Moved) -> str:
        """How an item moved a component."""
        before, now = (score_text(one.step) if one else "" for one in (moved.before, moved.now))
        if moved.cause in (Cause.NEW, Cause.GONE):
            return self._say(f"web.score.moved.{moved.cause.value}")
        return self._say(f"web.score.moved.{moved.cause.value}", before=before, now=now)

    def direction(self, direction: Direction, parties: tuple[Party, Party]) -> str:
        left, right = (self._say.party(party) for party in parties)
        if direction is Direction.JOINT:
            return self._say("chart.direction.joint")
        return self._say(f"chart.direction.{direction.value}", left=left, right=right)

    def day(self, term: Term) -> str:
        """The date, and which day stands for it where it is no day."""
        text = self._say.when(term.when)
        if term.day_used is DayUsed.STATED:
            return text
        return self._say(
            "date.marked", date=text, mark=self._say(f"web.score.day.{term.day_used.name.lower()}")
        )

    def term(self, term: Term) -> Words:
        """What it was, in the reader's language."""
        row = self._events.get(term.id)
        return self._words.what(row) if row is not None else (term.what,)

    def unlike(self, both: Comparison) -> str:
        """A warning where the comparison tells of reading rather than of relations."""
        if not both.unlike:
            return ""
        left, right = both.left.coverage, both.right.coverage
        figures = {
            Unlike.DOCUMENTS: f" ({left.documents}, {right.documents})",
            Unlike.VOICES: f" ({left.voices}, {right.voices})",
        }
        reasons = (
            self._say(f"web.score.unlike.{one.name.lower()}") + figures.get(one, "") for one in both.unlike
        )
        return self._say("web.score.care", reasons=self._say.listing(reasons))
