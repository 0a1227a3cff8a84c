"""In what passages that correspond differ: people, names, offices, dates, figures, parties, and labels.

Only a fact that one side states and the other does not, or states otherwise, is a difference; which of the
two is right is not asked. Labels of disputed matters are shown beside each other in any case, since no rule
tells whether two names in two languages are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.desk.lineage_rows import Difference, DifferenceKind
from dragoman.desk.passages import Fact, FactKind, Passage
from dragoman.detect.names import word_similarity
from dragoman.gazetteer.fold import fold_name
from dragoman.gazetteer.issues import load_issues
from dragoman.model.time import PartialDate

_SPELLED = 0.7  # how alike two spellings of one word are
_KINDS = {
    FactKind.DATE: DifferenceKind.DATE,
    FactKind.FIGURE: DifferenceKind.FIGURE,
    FactKind.PARTY: DifferenceKind.PARTY,
    FactKind.PLACE: DifferenceKind.PLACE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Passages of one document that go together, and all passages of that document."""

    passages: tuple[Passage, ...]
    document: Sequence[Passage]

    def of(self, kind: FactKind) -> dict[str, list[Fact]]:
        """Facts of a kind by value."""
        out: dict[str, list[Fact]] = {}
        for passage in self.passages:
            for fact in passage.of(kind):
                out.setdefault(fact.value, []).append(fact)
        return out

    @property
    def langs(self) -> frozenset[str]:
        return frozenset(passage.lang for passage in self.passages)


def differences(first: Side, second: Side) -> tuple[Difference, ...]:
    """Every difference in facts between passages that correspond."""
    out = [*_people(first, second), *_offices(first, second)]
    for kind, named in _KINDS.items():
        out += _values(kind, named, first, second)
    out += _labels(first, second)
    return tuple(out)


# --- people -------------------------------------------------------------------------------------------------


def _people(first: Side, second: Side) -> Iterable[Difference]:
    ours, theirs = first.of(FactKind.PERSON), second.of(FactKind.PERSON)
    for person in (*ours, *(p for p in theirs if p not in ours)):
        mine, other = _written(ours.get(person, ())), _written(theirs.get(person, ()))
        if mine and other:
            if _spelled_apart(mine, other):
                yield _difference(DifferenceKind.NAME, mine, other, subject=person, agree=True)
        else:
            elsewhere = [f for p in (second if mine else first).document for f in p.of(FactKind.PERSON)]
            names = {word for f in elsewhere for word in fold_name(f.written).split()}
            known = any(f.value == person for f in elsewhere) or any(
                word in names for name in (*mine, *other) for word in fold_name(name).split()[-1:]
            )
            if not known:
                yield _difference(DifferenceKind.PERSON, mine, other, subject=person)


def _spelled_apart(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two names of one person in one script hold words that differ by more than being left out."""
    for mine in left:
        for other in right:
            ours, theirs = set(fold_name(mine).split()), set(fold_name(other).split())
            if ours <= theirs or theirs <= ours or _script(mine) != _script(other):
                return False
            if max(word_similarity(a, b) for a in ours - theirs for b in theirs - ours) < _SPELLED:
                return False  # another name, or what stands for one
    return True


def _script(name: str) -> int:
    """A mark of the script: the block of 128 that the first letter lies in, Latin with its accents as one."""
    code = next((ord(c) for c in name if c.isalpha()), 0)
    return 0 if code < 0x250 else code // 0x80


def _offices(first: Side, second: Side) -> Iterable[Difference]:
    """Offices of people who stand on both sides, where no role of one is a role of the other."""
    ours, theirs = _roles(first), _roles(second)
    for person in sorted(ours.keys() & theirs.keys()):
        mine, other = ours[person], theirs[person]
        if not {_role(fact) for fact in mine} & {_role(fact) for fact in other}:
            yield Difference(
                kind=DifferenceKind.OFFICE,
                subject=person,
                first=_distinct(f.value for f in mine),
                second=_distinct(f.value for f in other),
                first_words=_written(mine),
                second_words=_written(other),
            )


def _role(office: Fact) -> str:
    """The role without the party that it is held for."""
    return office.value.partition(" (")[0]


def _roles(side: Side) -> dict[str, list[Fact]]:
    out: dict[str, list[Fact]] = {}
    for passage in side.passages:
        for fact in passage.of(FactKind.OFFICE):
            out.setdefault(fact.about, []).append(fact)
    return out


# --- values -------------------------------------------------------------------------------------------------


def _values(kind: FactKind, named: DifferenceKind, first: Side, second: Side) -> Iterable[Difference]:
    """What each side states that the other does not; for dates, those that can be one day go together."""
    ours, theirs = first.of(kind), second.of(kind)
    mine = {v: f for v, f in ours.items() if v not in theirs}
    other = {v: f for v, f in theirs.items() if v not in ours}
    if kind is FactKind.DATE:
        for value in [v for v in mine if any(_can_be(v, w) for w in theirs)]:
            near = [w for w in theirs if _can_be(value, w)]
            facts = [f for w in near for f in theirs[w]]
            if any(w in other for w in near):
                yield _difference(named, _written(mine[value]), _written(facts), (value,), near, agree=True)
            del mine[value]
            for w in near:
                other.pop(w, None)
        other = {v: f for v, f in other.items() if not any(_can_be(v, w) for w in ours)}
    if kind is FactKind.FIGURE and not (mine and other):
        mine, other = _sized(mine), _sized(other)
    if kind is FactKind.PARTY:  # "Russia" and "Moscow" are one; "they" is none
        here = {f.value for p in first.document for f in p.of(kind)}
        there = {f.value for p in second.document for f in p.of(kind)}
        mine = {v: f for v, f in mine.items() if v not in there}
        other = {v: f for v, f in other.items() if v not in here}
    if kind is FactKind.PLACE and not (mine and other):
        return  # the place of a meeting need not be said twice
    if mine or other:
        facts, others = [f for g in mine.values() for f in g], [f for g in other.values() for f in g]
        yield _difference(named, _written(facts), _written(others), tuple(mine), tuple(other))


def _sized(figures: dict[str, list[Fact]]) -> dict[str, list[Fact]]:
    """Figures without "two" and its like, which a language may as well say by a dual or by "both"."""
    return {value: facts for value, facts in figures.items() if value != "2"}


def _can_be(left: str, right: str) -> bool:
    return left != right and PartialDate.parse(left).agrees(PartialDate.parse(right))


# --- labels -------------------------------------------------------------------------------------------------


def _labels(first: Side, second: Side) -> Iterable[Difference]:
    """The names of disputed matters that both sides speak of, unless both use the very same words."""
    ours, theirs = first.of(FactKind.ISSUE), second.of(FactKind.ISSUE)
    for issue in ours:
        known = load_issues().get(issue)
        if known is None or not known.disputed or issue not in theirs:
            continue
        mine, other = _written(ours[issue]), _written(theirs[issue])
        if not same_label(mine, other):
            held = {f.about for f in ours[issue]} == {f.about for f in theirs[issue]}
            agree = held and first.langs != second.langs
            yield _difference(DifferenceKind.LABEL, mine, other, subject=issue, agree=agree)


def same_label(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether two documents use the very same names, accents and case aside."""
    return {fold_name(w) for w in left} == {fold_name(w) for w in right}


def _difference(
    kind: DifferenceKind,
    first_words: Sequence[str],
    second_words: Sequence[str],
    first: Sequence[str] | None = None,
    second: Sequence[str] | None = None,
    *,
    subject: str = "",
    agree: bool = False,
) -> Difference:
    return Difference(
        kind=kind,
        subject=subject,
        first=tuple(first_words if first is None else first),
        second=tuple(second_words if second is None else second),
        first_words=tuple(first_words),
        second_words=tuple(second_words),
        agree=agree,
    )


def _written(facts: Iterable[Fact]) -> tuple[str, ...]:
    """The words of facts, the shorter where one holds another at the same place, each once."""
    kept: list[Fact] = []
    for fact in sorted(facts, key=lambda f: (len(f.written), f.span)):
        if not any(fact.span.covers(other.span) for other in kept):
            kept.append(fact)
    return _distinct(" ".join(f.written.split()) for f in sorted(kept, key=lambda f: f.span))


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
