"""Which of two documents follows the other, by every reason that there is; and that it can't be told.

Reasons and their weights: a document credits the publisher of the other (4); it was published on a later
day (3); it is a paper's or an agency's, and the other an office's own (2), or a paper's and the other an
agency's (1); it puts in quotation marks what the other says itself (2); it credits nobody where the other
does (1); it was had later from the web (0.5); it is the shorter of a copy or excerpt (0.5). One follows the
other where the weights sum to 2 or more, unless reasons of 2 or more stand against each other, or both credit
one origin and say it in words of their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.desk.credits import is_by, may_be, tells
from dragoman.desk.lineage_rows import Credit, Hint, OriginKind, Relation
from dragoman.desk.notes import published, source_name
from dragoman.desk.passages import Passage
from dragoman.desk.wording import day_text
from dragoman.model.ledger import Ledger
from dragoman.model.outlet import SourceKind

_ENOUGH = 2.0
_COMMON = "common origin"
_IN_OTHER_WORDS = (Relation.REWRITE, Relation.TRANSLATION)
_RANKS = {SourceKind.OFFICIAL: 0, SourceKind.INTERNATIONAL: 0, SourceKind.AGENCY: 1, SourceKind.PRESS: 2}
_QUOTE_MARKS = frozenset('"“”«»„‟')


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One document of a pair, as far as its place in the row of documents is asked."""

    id: str
    credits: tuple[Credit, ...]
    shared: float  # of its letters, in passages that correspond


def hints(
    ledger: Ledger,
    first: Member,
    second: Member,
    relation: Relation,
    pairs: Sequence[tuple[Passage, Passage]],
) -> tuple[Hint, ...]:
    """Every reason that tells, or might have told, which follows which; none for independent documents."""
    if relation is Relation.INDEPENDENT:
        return ()
    found: list[Hint] = [_by_date(ledger, first, second)]
    for earlier, later, sign in ((first, second, 1.0), (second, first, -1.0)):
        a, b = source_name(ledger, earlier.id), source_name(ledger, later.id)
        outlet = ledger.outlets.get(earlier.id)
        own = ledger.outlets.get(later.id)
        another = outlet is not None and (own is None or own.key != outlet.key)
        if another and any(is_by(credit, outlet) for credit in later.credits):
            found.append(Hint(reason="attribution", text=f"{b} credits {a}", weight=4.0 * sign))
        if _quoting(pairs, second_quotes=sign > 0):
            text = f"{b} puts in quotation marks what {a} says itself"
            found.append(Hint(reason="quotation", text=text, weight=2.0 * sign))
        speaks_itself = own is not None and own.kind in (SourceKind.OFFICIAL, SourceKind.AGENCY)
        if _names_somebody(earlier) and not later.credits and not speaks_itself:
            text = f"{a} credits a source, {b} none"
            found.append(Hint(reason="credit lost", text=text, weight=1.0 * sign))
    found += [*_by_kind(ledger, first, second), *_by_retrieval(ledger, first, second)]
    found.append(_by_size(ledger, first, second, relation))
    if not any(hint.reason == "attribution" for hint in found):
        found += _common_origin(first, second)
    return tuple(found)


def follows(first: str, second: str, relation: Relation, found: Sequence[Hint]) -> str | None:
    """The id of the document that follows the other; None where it can't be told, or where both may follow
    an origin that both credit."""
    if relation in _IN_OTHER_WORDS and any(hint.reason == _COMMON for hint in found):
        return None
    weights = [hint.weight for hint in found]
    if max(weights, default=0) >= _ENOUGH and min(weights, default=0) <= -_ENOUGH:
        return None
    total = sum(weights)
    return second if total >= _ENOUGH else first if total <= -_ENOUGH else None


def _by_date(ledger: Ledger, first: Member, second: Member) -> Hint:
    a, b = published(ledger, first.id).date, published(ledger, second.id).date
    if a is None or b is None:
        text = "the date of publication is not known of " + ("both" if a is b else "one")
        return Hint(reason="publication", text=text, weight=0.0)
    if a.last < b.first or b.last < a.first:
        weight = 3.0 if a.last < b.first else -3.0
        text = f"published {day_text(a)} and {day_text(b)}"
        return Hint(reason="publication", text=text, weight=weight)
    if a == b:
        return Hint(reason="publication", text=f"both are dated {day_text(a)}", weight=0.0)
    text = f"dated {day_text(a)} and {day_text(b)}: the one may be before or after the other"
    return Hint(reason="publication", text=text, weight=0.0)


def _by_kind(ledger: Ledger, first: Member, second: Member) -> Iterable[Hint]:
    a, b = ledger.outlets.get(first.id), ledger.outlets.get(second.id)
    if a is None or b is None or a.kind not in _RANKS or b.kind not in _RANKS:
        return
    apart = _RANKS[b.kind] - _RANKS[a.kind]
    if apart:
        office = SourceKind.OFFICIAL in (a.kind, b.kind) or SourceKind.INTERNATIONAL in (a.kind, b.kind)
        text = f"{a.name} is {_article(a.kind.value)}, {b.name} {_article(b.kind.value)}"
        weight = (2.0 if office else 1.0) * (1 if apart > 0 else -1)
        yield Hint(reason="kind of source", text=text, weight=weight)


def _common_origin(first: Member, second: Member) -> Iterable[Hint]:
    """Both credit the same third: each may follow that, and neither the other."""
    for credit in first.credits:
        if tells(credit) and any(tells(other) and may_be(credit, other) for other in second.credits):
            name = credit.name or f"the {credit.kind.value}"
            yield Hint(reason=_COMMON, text=f"both credit {name}, and may both follow it", weight=0.0)


def _article(kind: str) -> str:
    return {"official": "an office", "agency": "an agency", "press": "of the press"}.get(kind, kind)


def _by_retrieval(ledger: Ledger, first: Member, second: Member) -> Iterable[Hint]:
    a, b = retrieved(ledger, first.id), retrieved(ledger, second.id)
    if a is not None and b is not None and a != b:
        text = f"first had from the web {a:%Y-%m-%d %H:%M} and {b:%Y-%m-%d %H:%M} UTC"
        yield Hint(reason="retrieval", text=text, weight=0.5 if a < b else -0.5)


def retrieved(ledger: Ledger, document_id: str) -> dt.datetime | None:
    """When the web first gave the text, where that is known."""
    copies = ledger.copies.get(document_id) or (ledger.documents[document_id].copy,)
    return min((copy.retrieved for copy in copies if copy.retrieved is not None), default=None)


def _by_size(ledger: Ledger, first: Member, second: Member, relation: Relation) -> Hint:
    """Who has more. It tells little: a text can be cut, and it can be added to."""
    a, b = source_name(ledger, first.id), source_name(ledger, second.id)
    size = f"{first.shared:.0%} of {a} and {second.shared:.0%} of {b} correspond"
    if relation not in (Relation.COPY, Relation.EXCERPT) or abs(first.shared - second.shared) < 0.1:
        return Hint(reason="size", text=size, weight=0.0)
    weight = 0.5 if second.shared > first.shared else -0.5
    return Hint(reason="size", text=f"{size}: {b if weight > 0 else a} has less", weight=weight)


def _quoting(pairs: Sequence[tuple[Passage, Passage]], *, second_quotes: bool) -> bool:
    """Whether one document quotes passages that the other says itself, and never the other way round."""
    ours = sum(1 for a, b in pairs if _is_quoted(b) and not _is_quoted(a))
    theirs = sum(1 for a, b in pairs if _is_quoted(a) and not _is_quoted(b))
    return (ours > 0 and not theirs) if second_quotes else (theirs > 0 and not ours)


def _is_quoted(passage: Passage) -> bool:
    """Whether at least half of a passage stands in quotation marks, or it begins with one left open."""
    marks = [at for at, sign in enumerate(passage.text) if sign in _QUOTE_MARKS]
    if len(marks) == 1:
        return marks[0] == 0
    inside = sum(end - start for start, end in zip(marks[::2], marks[1::2], strict=False))
    return inside >= len(passage.text) / 2


def _names_somebody(member: Member) -> bool:
    vague = (OriginKind.UNNAMED_SOURCE, OriginKind.UNKNOWN)
    return any(credit.kind not in vague for credit in member.credits)
