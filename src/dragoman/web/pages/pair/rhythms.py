"""Rhythms in sentences: how far along, by which period, and what is expected when."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.desk.cadence import CadenceSettings, Dates, Days, PeriodBasis, Standing
from dragoman.desk.consultations.rows import NextHost, Plan, Subject, Track
from dragoman.model.ledger import Outcome
from dragoman.phrases import Phrases

_INTERVALS_SHOWN = 8


class Rhythms:
    """Sentences on tracks, in the language of a catalogue of phrases."""

    def __init__(self, say: Phrases, settings: CadenceSettings) -> None:
        self._say, self._settings = say, settings

    def name(self, track: Track) -> str:
        """What has the rhythm; the name of a body is in its own words."""
        if track.level is not None:
            return self._say("state.level", level=self._say.word("level", track.level.value))
        return track.name if track.subject is Subject.BODY else self._say.word("kind", "consultations")

    def standing(self, track: Track) -> str:
        """ "overdue", "due to overdue", or that too little is known."""
        labels = [one for one in track.cadence.standing if one is not Standing.TOO_FEW]
        if not labels or track.cadence.ratio is None:
            return self._say("web.rhythm.too_few")
        return self._say("web.rhythm.to").join(self._say.word("standing", one.value) for one in labels)

    def is_late(self, track: Track) -> bool:
        return any(one in (Standing.OVERDUE, Standing.DORMANT) for one in track.cadence.standing)

    def ratio(self, track: Track) -> str:
        """The figure behind it and what it means, or what is lacking."""
        say, rhythm = self._say, track.cadence
        if rhythm.ratio is None or rhythm.since is None or rhythm.period is None:
            return self._lacking(track)
        low, high = (f"{r:.2f}" for r in rhythm.ratio)
        shown = low if low == high else say("date.range", first=low, last=high)
        return say(
            "web.rhythm.ratio", r=shown, since=self.days(rhythm.since), period=self.days(rhythm.period.days)
        )

    def _lacking(self, track: Track) -> str:
        say, rhythm = self._say, track.cadence
        undated = say.count("web.rhythm.undated", len(track.undated)) if track.undated else ""
        if not rhythm.moments:
            return say("web.rhythm.no_contact") + undated
        known = say.count("web.rhythm.contacts", len(rhythm.moments))
        needed = say(
            "web.rhythm.needed", n=say.number(len(rhythm.intervals)), of=say.number(self._settings.intervals)
        )
        return f"{known}{undated}{say('list.semicolon')}{needed}"

    def period(self, track: Track) -> Iterator[str]:
        """The periods, and of what they were made."""
        say, rhythm = self._say, track.cadence
        if rhythm.period is not None and rhythm.period.basis is PeriodBasis.MEDIAN:
            yield say(
                "web.rhythm.median", days=self.days(rhythm.period.days), intervals=self._intervals(track)
            )
        elif rhythm.intervals:
            yield self._intervals(track)
        if track.unread:
            yield say.count("web.rhythm.unread", track.unread)

    def months(self, months: int) -> str:
        """ "every 18 months"."""
        return self._say.count("web.rhythm.every", months)

    def _intervals(self, track: Track) -> str:
        say, every = self._say, track.cadence.intervals
        shown = self._say("list.comma").join(self._range(one.days) for one in every[-_INTERVALS_SHOWN:])
        more = "…, " if len(every) > _INTERVALS_SHOWN else ""
        return say.count("web.rhythm.intervals", len(every), days=more + shown)

    def days(self, days: Days) -> str:
        return self._say("web.rhythm.days", n=self._range(days))

    def _range(self, days: Days) -> str:
        low, high = round(days.least), round(days.most)
        if low == high:
            return self._say.number(low)
        return self._say("date.range", first=self._say.number(low), last=self._say.number(high))

    def dates(self, dates: Dates | None) -> str:
        """A day, or the days between which it lies."""
        if dates is None:
            return ""
        if dates.first == dates.last:
            return self._say.day(dates.first)
        return self._say("date.range", first=self._say.day(dates.first), last=self._say.day(dates.last))

    def outcome(self, plan: Plan) -> str:
        """What had become of a plan by the day of asking."""
        if plan.outcome is Outcome.PENDING and plan.due is None and plan.when.date is None:
            return self._say("web.rhythm.not_known_when")
        text = self._say.word("outcome", plan.outcome.value)
        if plan.outcome is Outcome.NOT_REPORTED and plan.due is not None:
            return self._say(
                "date.marked", date=text, mark=self._say("web.rhythm.due_by", day=self._say.day(plan.due))
            )
        return text

    def host(self, host: NextHost) -> str:
        """Who hosts next, and how that is known."""
        basis = self._say(
            f"web.rhythm.host.{host.basis.name.lower()}", n=self._say.number(len(host.basis_ids))
        )
        return self._say("date.marked", date=self._say.party(host.host), mark=basis)
