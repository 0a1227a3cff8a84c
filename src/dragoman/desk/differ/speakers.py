"""The same words put into the mouths of different people, or of one side and of both."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from dragoman.desk.differ.names import may_be_one_name
from dragoman.desk.differ.rows import Disagreement, Kind, Standing, Told, exclusive, versions
from dragoman.desk.parties import party_name
from dragoman.desk.wording import isolated, issue_name, listed
from dragoman.extract.instrument import title_words
from dragoman.model.ledger import Ledger
from dragoman.model.record import Evidence, Party, Position

_LIKE = 0.75  # share of words that makes two sayings the same
_LEAST_WORDS = 6
_CROWD = 40  # a word of so many stances tells none from another


def speakers(ledger: Ledger) -> list[Disagreement]:
    """Stances in nearly the same words of one language that documents attribute to different speakers.

    A speaker is a person, a party, or several parties together. A party and one of its people are no
    contradiction; nor are two spellings of a name.
    """
    said = _stances(ledger)
    shelves: dict[tuple[str, str], list[int]] = {}
    for number, (lang, words, _, _) in enumerate(said):
        for word in words:
            shelves.setdefault((lang, word), []).append(number)
    parent = list(range(len(said)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for number, (lang, words, _, _) in enumerate(said):
        rarest = sorted(words, key=lambda w: (len(shelves[lang, w]), w))
        near: set[int] = set()
        for word in rarest[: len(words) - int(_LIKE * len(words)) + 1]:
            if len(shelves[lang, word]) <= _CROWD:
                near.update(other for other in shelves[lang, word] if other > number)
        for other in sorted(near):
            theirs = said[other][1]
            if len(words & theirs) >= _LIKE * len(words | theirs):
                parent[root(other)] = root(number)
    groups: dict[int, list[int]] = {}
    for number in range(len(said)):
        groups.setdefault(root(number), []).append(number)
    found = (_row(ledger, [said[n][2:] for n in group]) for group in groups.values() if len(group) > 1)
    return [row for row in found if row is not None]


def _stances(ledger: Ledger) -> list[tuple[str, frozenset[str], Position, tuple[Party, ...]]]:
    """Every stance of every document once: language, words, a record of it, and all parties it is of."""
    whose: dict[tuple[str, int, int], dict[str, Position]] = {}
    for reading in ledger.readings.values():
        for record in reading.records:
            if isinstance(record, Position):
                evidence = record.evidence[0]
                place = (evidence.document_id, evidence.span.start, evidence.span.end)
                whose.setdefault(place, {}).setdefault(record.id, record)
    out = []
    for (document_id, _, _), records in whose.items():
        first = next(iter(records.values()))
        words = frozenset(title_words(first.stance))
        parties = tuple(sorted({r.who for r in records.values() if r.who is not None}))
        if len(words) >= _LEAST_WORDS:
            out.append((ledger.documents[document_id].lang, words, first, parties))
    return out


def _row(ledger: Ledger, group: Sequence[tuple[Position, tuple[Party, ...]]]) -> Disagreement | None:
    values: dict[str, tuple[str, list[Evidence]]] = {}
    for position, parties in group:
        name = position.holder if position.holder else ""
        code = name or "+".join(str(p) for p in parties)
        text = isolated(name) if name else listed(party_name(p) for p in parties)
        text = f"{text} together" if len(parties) > 1 and not name else text
        values.setdefault(code, (text, []))[1].extend(position.evidence)
    about = {}
    for position, parties in group:
        about[position.holder or "+".join(str(p) for p in parties)] = (position.holder, frozenset(parties))
    if not any(_differ(about[a], about[b]) for a, b in combinations(values, 2)):
        return None
    apart = exclusive(
        [
            Told(code=c, value=t, evidence=tuple((e, ledger.document(e).lang) for e in words))
            for c, (t, words) in values.items()
        ]
    )
    if not apart or not any(_differ(about[a.code], about[b.code]) for a, b in combinations(apart, 2)):
        return None
    first = min((position for position, _ in group), key=lambda p: p.id)
    return Disagreement(
        id=first.id,
        kind=Kind.SPEAKER,
        standing=Standing.DIFFERS,
        name="speaker",
        subject=isolated(issue_name(first.issue)),
        text=f"Sources put the same words into different mouths: “{isolated(first.stance)}”",
        versions=versions(ledger, apart),
        parties=tuple(sorted({party for _, parties in group for party in parties})),
    )


def _differ(a: tuple[str | None, frozenset[Party]], b: tuple[str | None, frozenset[Party]]) -> bool:
    """Whether two speakers cannot be one: other parties, or other people where both are named."""
    (name, ours), (name2, theirs) = a, b
    if ours != theirs:
        return bool(ours and theirs)
    return bool(name and name2) and not may_be_one_name(name or "", name2 or "")
