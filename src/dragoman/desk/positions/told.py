"""Every telling of a position: one record of one document, with whose it is, when it was said and on what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.desk.notes import published
from dragoman.desk.positions.rows import Sharing
from dragoman.desk.positions.sharing import sharing
from dragoman.desk.timeline import PUBLIC_ACTS
from dragoman.gazetteer.issues import load_issues
from dragoman.lexicon.forms import Token
from dragoman.lexicon.load import pack_or_bare
from dragoman.model.ledger import Ledger, LedgerPosition, Report
from dragoman.model.record import Engagement, Party, Position, Reading
from dragoman.model.text import Span
from dragoman.model.time import DateBasis, When
from dragoman.segment import rules_of_packs, split

_SAID = (DateBasis.STATED, DateBasis.RELATIVE, DateBasis.INFERRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One record. ``entry`` is the ledger's entry that it belongs to, ``words`` are its words, folded.

    ``issue`` is what it is on, the first of ``issues``: the place or conflict that its words name, where the
    record has but a theme ("the territorial integrity of X").
    """

    record: Position
    entry: str
    report: Report
    party: Party
    sharing: Sharing
    shared_with: tuple[Party, ...]
    lang: str
    when: When
    words: tuple[str, ...]
    issues: tuple[str, ...]
    line: tuple[str, ...]

    @property
    def issue(self) -> str:
        return self.issues[0]

    @property
    def order(self) -> tuple[str, str, int, str]:
        """In order of time, undated last; a vague date stands after the days that it can be."""
        date = self.when.date
        day = date.last.isoformat() if date else "9999-99-99"
        evidence = self.report.evidence[0]
        return day, self.report.document_id, evidence.span.start, self.record.id


def holder(ledger: Ledger, position: LedgerPosition) -> Party | None:
    """Whose position it is: as recorded, or the one side of the person who holds it."""
    return _side(ledger, position.position, {report.document_id for report in position.reports})


def tellings(ledger: Ledger, party: Party) -> tuple[Telling, ...]:
    """Every telling of a position of ``party`` or its people, in order of time.

    A position recorded as joint that the words give to the other side alone is not among them.
    """
    reader = _Reader(ledger)
    found = [
        telling
        for entry in ledger.positions
        for report in entry.reports
        if (telling := reader.telling(entry, report, party)) is not None
    ]
    return tuple(sorted(found, key=lambda one: one.order))


def words_of(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """The tokens that are words or numbers."""
    return tuple(token for token in tokens if any(c.isalnum() for c in token.text))


class _Reader:
    """Reads records of one ledger; what is had from a document once is kept."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._records: dict[str, dict[str, Position]] = {}
        self._shared: dict[tuple[str, int, int], tuple[Sharing, tuple[Party, ...]]] = {}

    def telling(self, entry: LedgerPosition, report: Report, party: Party) -> Telling | None:
        """The telling, where it is one of this party."""
        ledger, key = self._ledger, report.document_id
        record = self._of(key).get(report.record_id, entry.position)
        if (record.who or _side(ledger, record, {key})) != party:
            return None
        shared, parties = self._sharing(key, record) if record.joint else (Sharing.OWN, (party,))
        if party not in parties:
            return None
        document = ledger.documents[key]
        pack = pack_or_bare(document.lang)
        tokens = pack.tokens(report.evidence[0].quote)
        return Telling(
            record=record,
            entry=entry.id,
            report=report,
            party=party,
            sharing=shared,
            shared_with=tuple(other for other in parties if other != party),
            lang=document.lang,
            when=_when(ledger, report),
            words=tuple(token.text for token in words_of(tokens)),
            issues=_issues(record, [match.value for match in pack.issues.longest(tokens)]),
            line=tuple(dict.fromkeys(match.value for match in pack.cue("position", tokens))),
        )

    def _of(self, key: str) -> dict[str, Position]:
        if key not in self._records:
            reading = self._ledger.readings.get(key)
            records = reading.records if reading else ()
            self._records[key] = {r.id: r for r in records if isinstance(r, Position)}
        return self._records[key]

    def _sharing(self, key: str, record: Position) -> tuple[Sharing, tuple[Party, ...]]:
        """Whose a joint record is; where a person said so, it is as that person said."""
        span = record.evidence[0].span
        place = key, span.start, span.end
        if place not in self._shared:
            beside = [r for r in self._of(key).values() if r.joint and r.evidence[0].span == span]
            parties = {r.who for r in (record, *beside) if r.who is not None}
            reading = self._ledger.readings.get(key)
            if reading is None or any(c.field in ("joint", "who") for r in beside for c in r.corrected):
                self._shared[place] = Sharing.JOINT, tuple(sorted(parties))
            else:
                document = self._ledger.documents[key]
                sentences = split(document, rules_of_packs())
                self._shared[place] = sharing(document, reading, sentences, record, parties)
        return self._shared[place]


def _side(ledger: Ledger, said: Position, documents: set[str]) -> Party | None:
    if said.who is not None or said.holder is None:
        return said.who
    for person in ledger.people:
        names = {person.name, *(written for written, _ in person.spellings)}
        if said.holder in names and documents & {report.document_id for report in person.reports}:
            return person.party
    return None


def _when(ledger: Ledger, report: Report) -> When:
    """When it was said: the date of the act that the words tell, else that of publication.

    A date that stands among the words themselves can be that of what they are about ("condemned the attack of
    22 April"), and is not taken.
    """
    reading, span = ledger.readings.get(report.document_id), report.evidence[0].span
    acts = [e for e in _acts(reading) if any(one.span.covers(span) for one in e.evidence)]
    acts.sort(key=lambda e: (min(len(one.span) for one in e.evidence), e.id))
    if acts and acts[0].when.basis in _SAID and not _within_words(acts[0], span):
        return acts[0].when
    when = published(ledger, report.document_id)
    return When(date=when.date, basis=DateBasis.PUBLICATION) if when.date is not None else when


def _within_words(act: Engagement, span: Span) -> bool:
    return act.when_evidence is None or act.when_evidence.span.overlaps(span)


def _issues(record: Position, named: Iterable[str]) -> tuple[str, ...]:
    """The record's issue and those that its words name; of these the first that is no theme stands first,
    where the record's is a theme, and nobody said that it is the issue."""
    issues, known = tuple(dict.fromkeys((record.issue, *named))), load_issues()
    if record.issue not in known or not known[record.issue].theme:
        return issues
    if any(note.field == "issue" for note in record.corrected):
        return issues
    return tuple(sorted(issues, key=lambda issue: known[issue].theme))


def _acts(reading: Reading | None) -> list[Engagement]:
    records = reading.records if reading is not None else ()
    return [r for r in records if isinstance(r, Engagement) and r.kind in PUBLIC_ACTS]
