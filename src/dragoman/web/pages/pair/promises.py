"""Commitments in sentences: the deadline and its history, how it stands, what evidence says."""

from __future__ import annotations

from urllib.parse import quote

from dragoman.desk.docket.rows import Entry, Evidenced, EvidenceKind, PartyScore, RulingRow, Standing, ToBasis
from dragoman.model.time import PartialDate
from dragoman.phrases import Phrases

_PAGES = {EvidenceKind.EVENT: "engagements", EvidenceKind.INSTRUMENT: "instruments"}


class Promises:
    """Sentences on the docket, in the language of a catalogue of phrases."""

    def __init__(self, say: Phrases) -> None:
        self._say = say

    def who(self, entry: Entry) -> str:
        """Who promised, and to whom."""
        say = self._say
        who = say.listing(say.party(party) for party in entry.who)
        if entry.to_basis in (None, ToBasis.MUTUAL) or not entry.to:
            return who
        to = say.listing(say.party(party) for party in entry.to)
        text = say("web.docket.to", who=who, to=to)
        if entry.to_basis is ToBasis.INFERRED:
            return say("date.marked", date=text, mark=say("web.docket.to_inferred"))
        return text

    def due(self, entry: Entry) -> str:
        """The deadline that stands; its own words where it is no date."""
        if entry.due.date is not None:
            return self._say.when(entry.due)
        return entry.due_text or self._say("commitment.no_deadline")

    def moved(self, days: int | None) -> str:
        """By how much a deadline moved."""
        if not days:
            return ""
        return self._say.count(f"web.docket.moved_{'later' if days > 0 else 'earlier'}", abs(days))

    def standing(self, entry: Entry) -> list[tuple[str, str, str]]:
        """For each mark: the parties, the mark in words, and whose it is."""
        out: dict[tuple[str, str | None], list[Standing]] = {}
        for one in entry.standing:
            out.setdefault((one.mark.value, one.by), []).append(one)
        return [
            (
                self._say.listing(self._say.party(one.party) for one in told),
                self._say.word("mark", mark),
                self._say("web.docket.ruled", by=by) if by else self._say("web.docket.proposed"),
            )
            for (mark, by), told in out.items()
        ]

    def proposals(self, entry: Entry) -> list[str]:
        """What the machine proposes and by which rule, once for all parties of whom it is the same."""
        out: dict[tuple[str, str, int | None], list[PartyScore]] = {}
        for one in entry.proposed:
            out.setdefault((one.mark.value, one.rule.name.lower(), one.days_late), []).append(one)
        texts = []
        for (mark, rule, late), told in out.items():
            parties = self._say.listing(self._say.party(one.party) for one in told)
            why = self._say(f"web.docket.rule.{rule}")
            days = f"; {self._say.count('web.docket.late', late)}" if late else ""
            texts.append(f"{parties}: {self._say.word('mark', mark)} ({why}{days})")
        return texts

    def ruling(self, row: RulingRow) -> str:
        """Who ruled what, and when."""
        say, ruling = self._say, row.ruling
        whose = f"{say.party(ruling.party)}: " if ruling.party else ""
        text = say("web.docket.ruling", mark=say.word("mark", ruling.mark.value), by=ruling.author,
                   day=say.day(PartialDate.of(ruling.made_at.date())))  # fmt: skip
        later = f" ({say('web.docket.ruled_later')})" if row.later else ""
        return f"{whose}{text}{later}"

    def evidence(self, one: Evidenced) -> str:
        """What kind of evidence it is, of when, and whether it counts."""
        say = self._say
        polarity = say.word("web.docket.polarity", one.polarity.name.lower())
        kind = say.word("web.docket.evidence_kind", one.kind.value)
        head = say("web.docket.evidence_of", polarity=polarity, kind=kind, date=say.when(one.when))
        if one.discount is None:
            return head
        return f"{head}; {say(f'web.docket.discount.{one.discount.name.lower()}')}"

    def link(self, one: Evidenced) -> str | None:
        """The page of what the evidence is, if it has one."""
        page = _PAGES.get(one.kind)
        return f"/{page}/{quote(one.id, safe='')}" if page else None
