"""Tellings -> statements -> threads: repeats and copies folded, each statement beside the one before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dragoman.desk.notes import Note, note, of_reports, source_name
from dragoman.desk.positions.changes import Wordings, distance, segments
from dragoman.desk.positions.rows import (
    Change,
    ChangeKind,
    Label,
    PositionSettings,
    Said,
    Sharing,
    Statement,
    Thread,
)
from dragoman.desk.positions.told import Telling
from dragoman.desk.timeline import voices
from dragoman.desk.wording import issue_name
from dragoman.gazetteer.issues import load_issues
from dragoman.model.ledger import Ledger
from dragoman.model.record import Party


@dataclass(slots=True, kw_only=True)
class _Group:
    """A statement in the making: its first telling, and the others. ``code`` is the wording of the first."""

    first: Telling
    code: str
    before: _Group | None = None
    rest: list[Telling] = field(default_factory=list)
    person: str | None = None
    voices: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._note(self.first)

    def add(self, tellings: Iterable[Telling]) -> None:
        """Take in further tellings of it."""
        for telling in tellings:
            self.rest.append(telling)
            self._note(telling)

    def _note(self, telling: Telling) -> None:
        self.person = self.person or telling.record.holder
        self.voices.add(telling.report.voice)

    @property
    def all(self) -> tuple[Telling, ...]:
        return (self.first, *self.rest)

    @property
    def sharing(self) -> Sharing:
        """Joint where any telling says so."""
        found = {telling.sharing for telling in self.all}
        return next(kind for kind in (Sharing.JOINT, Sharing.OWN, Sharing.UNCLEAR) if kind in found)


def threads(
    ledger: Ledger, party: Party, told: Sequence[Telling], settings: PositionSettings
) -> tuple[Thread, ...]:
    """The threads of one party, those of the gazetteer's issues first, by name; own before joint ones."""
    out = []
    wordings = Wordings()
    grouped = _by_issue(_folded_copies(told, wordings, settings), wordings, settings)
    for (issue, sharing), groups in grouped.items():
        known = load_issues().get(issue)
        statements = _statements(ledger, _folded_repeats(groups, wordings, settings), settings)
        out.append(
            Thread(
                party=party,
                issue=issue,
                name=issue_name(issue),
                listed=known is not None,
                disputed=known is not None and known.disputed,
                sharing=sharing,
                statements=statements,
                labels=labels(label for one in statements for label in one.labels),
            )
        )
    return tuple(sorted(out, key=_order))


def labels(found: Iterable[Label]) -> tuple[Label, ...]:
    """Each name of a matter once for each source and language, with all its words; in order of telling."""
    notes: dict[tuple[str, str, str], dict[Note, None]] = {}
    for one in found:
        notes.setdefault((one.label, one.source, one.lang), {}).update(dict.fromkeys(one.notes))
    return tuple(
        Label(label=label, source=source, lang=lang, notes=tuple(kept))
        for (label, source, lang), kept in notes.items()
    )


def _order(thread: Thread) -> tuple[bool, str, str, int]:
    kinds = list(Sharing)
    first = "" if thread.listed else thread.statements[0].when
    return (
        not thread.listed,
        thread.name.casefold() if thread.listed else str(getattr(first, "date", "") or "9999"),
        thread.issue,
        kinds.index(thread.sharing),
    )


def _folded_copies(told: Sequence[Telling], wordings: Wordings, settings: PositionSettings) -> list[_Group]:
    """Copies and translations of one text are one voice: what they tell in one sense is one statement."""
    groups: list[_Group] = []
    by_voice: dict[str, list[_Group]] = {}
    for one in told:
        spoken = by_voice.setdefault(one.report.voice, [])
        home = next((group for group in spoken if _is_copy(group, one, settings)), None)
        if home is None:
            group = _Group(first=one, code=wordings.code(one.words))
            groups.append(group)
            spoken.append(group)
        else:
            home.add([one])
    return groups


def _is_copy(group: _Group, one: Telling, settings: PositionSettings) -> bool:
    """Whether a telling is one of its voice in a copy or translation: by its words, or as the ledger joined
    them."""
    if any(other.lang == one.lang and other.words == one.words for other in group.all):
        return True
    if one.report.document_id in {other.report.document_id for other in group.all}:
        return False
    listed = load_issues().keys() & {one.issue, group.first.issue}
    if listed and one.issue != group.first.issue:
        return False
    return one.entry == group.first.entry or any(
        other.lang == one.lang and distance(other.words, one.words) <= settings.alike for other in group.all
    )


def _by_issue(
    groups: Iterable[_Group], wordings: Wordings, settings: PositionSettings
) -> dict[tuple[str, Sharing], list[_Group]]:
    """The groups of each issue; on matters that the gazetteer does not name, those in words that are near."""
    out: dict[tuple[str, Sharing], list[_Group]] = {}
    loose: dict[tuple[str, Sharing], list[_Group]] = {}
    for group in groups:
        issue = group.first.issue
        if issue in load_issues():
            out.setdefault((issue, group.sharing), []).append(group)
        else:
            loose.setdefault((group.first.lang, group.sharing), []).append(group)
    for (_, sharing), alone in loose.items():
        for cluster in _clusters(alone, wordings, settings.alike):
            key = cluster[0].first.issue, sharing
            out.setdefault(key, []).extend(cluster)
    return {key: sorted(found, key=lambda g: g.first.order) for key, found in out.items()}


def _clusters(groups: Sequence[_Group], wordings: Wordings, alike: float) -> list[list[_Group]]:
    """Groups whose first words are near, or near to some that are."""
    parent = list(range(len(groups)))

    def root(number: int) -> int:
        while parent[number] != number:
            number = parent[number]
        return number

    codes = [group.code for group in groups]
    for right, code in enumerate(codes):
        for left in wordings.near(code, codes[:right], alike):
            low, high = sorted((root(left), root(right)))
            parent[high] = low
    found: dict[int, list[_Group]] = {}
    for number, group in enumerate(groups):
        found.setdefault(root(number), []).append(group)
    return list(found.values())


def _folded_repeats(groups: Sequence[_Group], wordings: Wordings, settings: PositionSettings) -> list[_Group]:
    """A statement in the words of the one before it, by the same holder, is a repeat of it."""
    out: list[_Group] = []
    for group in groups:
        group.before = before = _before(out, group, wordings, settings)
        if before is not None and before.person == group.person and before.code == group.code:
            before.add(group.all)
        else:
            out.append(group)
    return out


def _before(
    earlier: Sequence[_Group], group: _Group, wordings: Wordings, settings: PositionSettings
) -> _Group | None:
    """What a statement is compared with: an earlier one in the same language, of another voice.

    The last that is near in wording, of the same holder, or else of the party by anybody; where none is
    near, the last. What one document says on an issue in two sentences is no change.
    """
    lang, person, spoken = group.first.lang, group.person, group.voices
    others = [one for one in earlier if one.first.lang == lang and spoken.isdisjoint(one.voices)]
    near = [others[n] for n in wordings.near(group.code, [o.code for o in others], settings.reworded)]
    for chosen in (near, others):
        own = next((one for one in reversed(chosen) if one.person == person), None)
        if chosen:
            return own or chosen[-1]
    return None


def _statements(
    ledger: Ledger, groups: Sequence[_Group], settings: PositionSettings
) -> tuple[Statement, ...]:
    made = [_statement(ledger, group) for group in groups]
    numbers = {id(group): number for number, group in enumerate(groups)}
    out: list[Statement] = []
    for number, group in enumerate(groups):
        if group.before is not None:
            earlier = made[numbers[id(group.before)]]
            change: Change | None = _change(earlier, made[number], group.before, group, settings)
        else:
            change = _of_another_language(made[:number], made[number])
        out.append(replace(made[number], change=change))
    return tuple(out)


def _change(
    earlier: Statement, later: Statement, before: _Group, after: _Group, settings: PositionSettings
) -> Change:
    apart = distance(before.first.words, after.first.words)
    near = apart <= settings.reworded
    cut = segments(before.first.report.evidence[0], after.first.report.evidence[0], later.lang)
    return Change(
        kind=ChangeKind.REWORDED if near else ChangeKind.OTHER_WORDS,
        before=earlier.id,
        same_holder=earlier.person == later.person,
        same_day=_same_day(earlier, later),
        distance=apart,
        segments=cut if near else (),
        line_before=earlier.line if set(earlier.line) != set(later.line) else None,
    )


def _of_another_language(before: Sequence[Statement], later: Statement) -> Change | None:
    """Beside the last statement of another language and another voice, where there is one."""
    spoken = {said.voice for said in later.said}
    others = [o for o in before if o.lang != later.lang and not spoken & {said.voice for said in o.said}]
    if not others:
        return None
    earlier = others[-1]
    return Change(
        kind=ChangeKind.OTHER_LANGUAGE,
        before=earlier.id,
        same_holder=earlier.person == later.person,
        same_day=_same_day(earlier, later),
        line_before=earlier.line if set(earlier.line) != set(later.line) else None,
    )


def _same_day(earlier: Statement, later: Statement) -> bool:
    one, other = earlier.when.date, later.when.date
    return one is not None and one.day is not None and one == other


def _statement(ledger: Ledger, group: _Group) -> Statement:
    first, told = group.first, group.all
    reports = tuple(telling.report for telling in told)
    named = [_label(ledger, telling) for telling in told if telling.record.label]
    return Statement(
        notes=of_reports(ledger, reports),
        id=min(telling.record.id for telling in told),
        party=first.party,
        person=group.person,
        issue=first.issue,
        issues=tuple(dict.fromkeys(issue for telling in told for issue in telling.issues)),
        stance=first.record.stance,
        quote=first.report.evidence[0].quote,
        lang=first.lang,
        sharing=group.sharing,
        shared_with=tuple(sorted({party for telling in told for party in telling.shared_with})),
        line=first.line,
        label=first.record.label,
        labels=labels(named),
        when=first.when,
        said=tuple(_said(ledger, telling) for telling in told),
        voices=voices(reports),
        change=None,
        reports=reports,
    )


def _label(ledger: Ledger, telling: Telling) -> Label:
    return Label(
        label=telling.record.label or "",
        source=source_name(ledger, telling.report.document_id),
        lang=telling.lang,
        notes=tuple(note(ledger, evidence) for evidence in telling.report.evidence[:1]),
    )


def _said(ledger: Ledger, telling: Telling) -> Said:
    return Said(
        record_id=telling.record.id,
        document_id=telling.report.document_id,
        source=source_name(ledger, telling.report.document_id),
        when=telling.when,
        voice=telling.report.voice,
    )
