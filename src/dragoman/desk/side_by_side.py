"""Passages of two documents beside each other: same, reworded, added, dropped, or without a counterpart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.desk.alignment import LineageSettings, Pair, same_words
from dragoman.desk.differences import Side, differences
from dragoman.desk.lineage_rows import Change, Difference, DifferenceKind, LabelRow, OnlyRow, PassageRow
from dragoman.desk.notes import Note, distinct, note
from dragoman.desk.passages import Fact, FactKind, Names, Passage
from dragoman.desk.wording import issue_name, what_text, when_text
from dragoman.gazetteer.issues import load_issues
from dragoman.model.ledger import Ledger
from dragoman.model.record import Evidence
from dragoman.model.text import Span

Cut = tuple[str, Sequence[Passage]]  # a document's id and its passages
_TELLING = frozenset(
    {FactKind.PERSON, FactKind.PARTY, FactKind.DATE, FactKind.FIGURE, FactKind.ISSUE, FactKind.PLACE}
)
_THINGS = frozenset({FactKind.ENGAGEMENT, FactKind.INSTRUMENT, FactKind.BODY})
_PRODUCER = "dragoman-lineage@1"


def rows(
    ledger: Ledger,
    names: Names,
    first: Cut,
    second: Cut,
    pairs: Sequence[Pair],
    follows: str | None,
    settings: LineageSettings,
) -> tuple[PassageRow, ...]:
    """Every passage of both documents, once: in the order of the first, those of the second alone after what
    stands before them there."""
    groups = _groups(pairs)
    taken = {n for _, theirs, _ in groups for n in theirs}
    held = {n: group for group in groups for n in group[0]}
    alone = [p for p in second[1] if p.number not in taken]
    out: list[PassageRow] = []
    told = -1  # the last passage of the second that was shown
    for passage in first[1]:
        group = held.get(passage.number)
        if group is None:
            out.append(_single(ledger, names, first, second, passage, follows, of_second=False))
        elif passage.number == group[0][0]:
            before = [p for p in alone if told < p.number < group[1][0]] if not group[2][0].moved else []
            out += [_single(ledger, names, second, first, p, follows, of_second=True) for p in before]
            alone = [p for p in alone if p not in before]
            if not group[2][0].moved:
                told = max(told, *group[1])
            out.append(_together(ledger, names, first, second, group, settings))
    out += [_single(ledger, names, second, first, p, follows, of_second=True) for p in alone]
    return tuple(out)


_Group = tuple[list[int], list[int], list[Pair]]


def _groups(pairs: Sequence[Pair]) -> list[_Group]:
    """Passages that hang together by pairs, as numbers of the first, of the second, and the pairs."""
    out: list[_Group] = []
    for pair in pairs:
        touching = [g for g in out if pair.left in g[0] or pair.right in g[1]]
        merged: _Group = ([pair.left], [pair.right], [pair])
        for group in touching:
            merged = (merged[0] + group[0], merged[1] + group[1], merged[2] + group[2])
            out.remove(group)
        out.append(
            (
                sorted(set(merged[0])),
                sorted(set(merged[1])),
                sorted(merged[2], key=lambda p: (p.left, p.right)),
            )
        )
    return out


def _together(
    ledger: Ledger, names: Names, first: Cut, second: Cut, group: _Group, settings: LineageSettings
) -> PassageRow:
    ours = tuple(first[1][n] for n in group[0])
    theirs = tuple(second[1][n] for n in group[1])
    found = differences(Side(passages=ours, document=first[1]), Side(passages=theirs, document=second[1]))
    named = tuple(_named(ledger, names, difference) for difference in found)
    one_to_one = len(ours) == len(theirs) == 1
    alike = one_to_one and same_words(ours[0], theirs[0]) >= settings.verbatim
    foreign = any(a.lang != b.lang for a in ours for b in theirs)
    same = not any(not d.agree for d in named) and (alike or (foreign and one_to_one))
    left = tuple(_note(ledger, first[0], p.span, p.lang) for p in ours)
    right = tuple(_note(ledger, second[0], p.span, p.lang) for p in theirs)
    keys = frozenset().union(*(p.keys for p in ours)) & frozenset().union(*(p.keys for p in theirs))
    return PassageRow(
        notes=(*left, *right),
        change=Change.SAME if same else Change.REWORDED,
        first=left,
        second=right,
        score=max(pair.score for pair in group[2]),
        moved=all(pair.moved for pair in group[2]),
        shared=tuple(
            sorted((kind, _value(ledger, names, kind, value)) for kind, value in keys if kind in _TELLING)
        ),
        differences=named,
        repeats=sum(len(p.repeats) for p in (*ours, *theirs)),
    )


def _single(
    ledger: Ledger,
    names: Names,
    own: Cut,
    other: Cut,
    passage: Passage,
    follows: str | None,
    *,
    of_second: bool,
) -> PassageRow:
    """A passage without counterpart. It is the document's own only where the other can be known to lack it:
    both in one language, or by a record or fact that the other has nowhere."""
    shown = (_note(ledger, own[0], passage.span, passage.lang),)
    known = frozenset().union(*(p.keys for p in other[1])) if other[1] else frozenset()
    one_language = all(p.lang == passage.lang for p in other[1])
    news = any((key[0] in _TELLING or key[0] in _THINGS) and key not in known for key in passage.keys)
    if not (one_language or news or passage.recorded):
        change = Change.NOT_FOUND
    elif follows is None:
        change = Change.ONLY_SECOND if of_second else Change.ONLY_FIRST
    else:
        change = Change.ADDED if follows == own[0] else Change.DROPPED
    keys = ((f.kind, _value(ledger, names, f.kind, f.value)) for f in passage.facts if f.key not in known)
    return PassageRow(
        notes=shown,
        change=change,
        first=() if of_second else shown,
        second=shown if of_second else (),
        shared=tuple(sorted({key for key in keys if key[0] in _TELLING})),
        repeats=len(passage.repeats),
    )


def _note(ledger: Ledger, document_id: str, span: Span, lang: str) -> Note:
    return note(ledger, Evidence.of(ledger.documents[document_id], span, _PRODUCER), lang)


# --- whole documents ----------------------------------------------------------------------------------------


def only(ledger: Ledger, names: Names, first: Cut, second: Cut) -> tuple[OnlyRow, ...]:
    """People and engagements that one document has and the other has nowhere."""
    out: list[OnlyRow] = []
    for own, other, of_second in ((first, second, False), (second, first, True)):
        known = frozenset().union(*(p.keys for p in other[1])) if other[1] else frozenset()
        groups: dict[tuple[FactKind, str], list[Fact]] = {}
        for passage in own[1]:
            for fact in passage.facts:
                if fact.kind in (FactKind.PERSON, FactKind.ENGAGEMENT) and fact.key not in known:
                    groups.setdefault(fact.key, []).append(fact)
        for (kind, value), facts in groups.items():
            notes = _notes_of(ledger, own[0], facts)
            out.append(
                OnlyRow(notes=notes, kind=kind, text=_value(ledger, names, kind, value), second=of_second)
            )
    return tuple(out)


def labels(ledger: Ledger, first: Cut, second: Cut) -> tuple[LabelRow, ...]:
    """What each document calls the disputed matters that either speaks of."""
    out = []
    for issue, known in load_issues().items():
        if not known.disputed:
            continue
        ours = [f for p in first[1] for f in p.of(FactKind.ISSUE) if f.value == issue]
        theirs = [f for p in second[1] for f in p.of(FactKind.ISSUE) if f.value == issue]
        if ours or theirs:
            notes = (*_notes_of(ledger, first[0], ours), *_notes_of(ledger, second[0], theirs))
            out.append(
                LabelRow(
                    notes=notes,
                    issue=issue,
                    name=known.name,
                    first=_words(ours),
                    second=_words(theirs),
                )
            )
    return tuple(out)


def _words(facts: Iterable[Fact]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(fact.written.split()) for fact in facts))


def _notes_of(ledger: Ledger, document_id: str, facts: Iterable[Fact]) -> tuple[Note, ...]:
    lang = ledger.documents[document_id].lang
    return distinct(_note(ledger, document_id, fact.span, lang) for fact in facts)


# --- names for people to read -------------------------------------------------------------------------------


def _named(ledger: Ledger, names: Names, difference: Difference) -> Difference:
    """The difference with the name of whom or what it is about in place of an id."""
    kind = difference.kind
    if kind is DifferenceKind.LABEL:
        return replace(difference, subject=issue_name(difference.subject))
    if not difference.subject:
        return difference
    return replace(difference, subject=_value(ledger, names, FactKind.PERSON, difference.subject))


def _value(ledger: Ledger, names: Names, kind: FactKind, value: str) -> str:
    """What is printed of a fact's value."""
    if kind is FactKind.PERSON:
        person = names.people.get(value)
        if person is None:
            return value
        role = next((office.role.value for office in person.offices if office.role), None)
        about = ", ".join(str(part) for part in (person.party, role) if part)
        return f"{person.name} ({about})" if about else person.name
    if kind is FactKind.ENGAGEMENT:
        found = names.engagements.get(value)
        if found is None:
            return value
        who = ", ".join(p.name for p in found.participants) or ", ".join(str(p) for p in found.parties)
        return f"{what_text(ledger, found)}, {when_text(found.when)}: {who}"
    return issue_name(value) if kind is FactKind.ISSUE else value
