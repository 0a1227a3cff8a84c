"""Avenues in sentences of the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from dragoman.desk.avenues.facts import Avenue, Caveat, Kind, LedgerAvenue, Missing, Part, Score, TradeAvenue
from dragoman.desk.notes import Note
from dragoman.export.avenues_words import check_text, claimed_text, heading, score_text, why
from dragoman.phrases import Phrases

_PAIRS = 4
_IDLE = {Kind.IDLE_INSTRUMENT: "instruments", Kind.IDLE_BODY: "bodies"}


class Prospects:
    """Sentences on avenues. Those on goods are in English: they are full of names of products that are."""

    score = staticmethod(score_text)
    claimed = staticmethod(claimed_text)
    check = staticmethod(check_text)

    def __init__(self, say: Phrases) -> None:
        self._say = say

    def kind(self, avenue: Avenue) -> str:
        return self._say(f"web.avenue.kind.{avenue.kind.name.lower()}")

    def on(self, avenue: Avenue) -> str:
        """What it is on, in a few words."""
        if isinstance(avenue, LedgerAvenue) and avenue.kind not in _IDLE:
            return self._say.known("area", avenue.subject) or avenue.subject
        return heading(avenue)

    def link(self, avenue: Avenue) -> str | None:
        """The page of what is idle."""
        page = _IDLE.get(avenue.kind)
        if page is None or not isinstance(avenue, LedgerAvenue) or not avenue.record_ids:
            return None
        return f"/{page}/{quote(avenue.record_ids[0], safe='')}"

    def notes(self, avenue: Avenue) -> tuple[Note, ...]:
        return avenue.declared if isinstance(avenue, TradeAvenue) else avenue.notes

    def caveat(self, caveat: Caveat) -> str:
        return self._say(f"web.avenue.caveat.{caveat.name.lower()}")

    def missing(self, missing: Missing) -> str:
        return self._say(f"web.avenue.missing.{missing.name.lower()}")

    def why(self, avenue: Avenue) -> tuple[str, str]:
        """Why it is an avenue, and the language in which that is said."""
        if isinstance(avenue, TradeAvenue):
            return why(avenue), "en"
        return " ".join(self._why(avenue)), self._say.lang

    def _why(self, avenue: LedgerAvenue) -> Iterator[str]:
        say = self._say
        figures = {part.name: int(part.value) for part in avenue.figures}
        match avenue.kind:
            case Kind.DECLARED:
                yield say("web.avenue.declared", area=self.on(avenue))
            case Kind.OTHERS_HAVE:
                yield say("web.avenue.none_known", area=self.on(avenue))
            case Kind.IDLE_INSTRUMENT:
                if avenue.since is not None:
                    yield say("web.avenue.idle", day=say.day(avenue.since))
            case _:
                if avenue.since is not None:
                    yield say("web.avenue.last_session", day=say.day(avenue.since))
                elif figures.get("sessions known"):
                    yield say.count("web.avenue.undated_sessions", figures["sessions known"])
                else:
                    yield say("web.avenue.no_session")
                if figures.get("missing numbers"):
                    yield say.count("web.avenue.gaps", figures["missing numbers"])
        if drafts := figures.get("instruments planned or proposed"):
            yield say.count("web.avenue.drafts", drafts)
        if avenue.others:
            shown = say.listing(f"{say.party(a)} – {say.party(b)}" for a, b in avenue.others[:_PAIRS])
            rest = len(avenue.others) - _PAIRS
            yield say("web.avenue.others", pairs=shown) + (f" (+{rest})" if rest > 0 else "")

    def formula(self, score: Score) -> str:
        """What the parts of a score are."""
        return self._say("web.avenue.formula", value=f"{score.value:.2f}", weight=f"{score.weight:g}",
                         strength=f"{score.strength:.2f}", bonus=f"{1 + score.bonus:g}",
                         rest=f"{1 - score.penalty:g}")  # fmt: skip

    def figures(self, avenue: Avenue) -> tuple[Part, ...]:
        return avenue.figures if isinstance(avenue, TradeAvenue) else ()
