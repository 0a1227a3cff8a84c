"""Lineage -> text for people: who follows whom, then the passages of each pair with both quotes."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping

from dragoman.desk.lineage_rows import (
    Change,
    Credit,
    Difference,
    DifferenceKind,
    DocumentRow,
    Hint,
    LabelRow,
    Lineage,
    OnlyRow,
    OriginKind,
    Pairing,
    PassageRow,
    Relation,
)
from dragoman.desk.notes import Note
from dragoman.desk.wording import count_text, isolated, listed
from dragoman.model.record import PartyBasis

_WIDTH = 110
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\u2028\u2029]+")
RELATIONS = {
    Relation.COPY: "copies of one text",
    Relation.EXCERPT: "the shorter is an excerpt of the longer",
    Relation.TRANSLATION: "one text in two languages",
    Relation.REWRITE: "one text rewritten",
    Relation.INDEPENDENT: "independent of each other",
}


def lineage_text(found: Lineage) -> str:
    """Documents are lettered A, B, C in the order in which they were published, as far as that is known.

    Words of documents are on one line, without characters that steer a terminal, in « », with the page where
    there is one, and the code points at which they stand.
    """
    marks = letters(found)
    lines: list[str] = []
    for row in found.documents:
        lines += _document(row, marks)
    lines += ["", f"{count_text(found.voices, 'independent voice')} by the ledger's judgements."]
    for dispute in found.disputes:
        sides = "; ".join(
            f"{marks[key]} credits {listed(credit_name(credit) for credit in credits)}"
            for key, credits in dispute.sides
        )
        lines += _wrapped(f"They credit different origins for one text: {sides}.")
    for pairing in found.pairings:
        lines += _pairing(pairing, marks)
    if found.remarks:
        lines += ["", *(line for remark in found.remarks for line in _wrapped(plain(remark)))]
    return "\n".join(lines) + "\n"


def letters(found: Lineage) -> dict[str, str]:
    """The letter of each document by its id."""
    return {row.id: _letter(number) for number, row in enumerate(found.documents)}


def plain(text: str) -> str:
    """The text on one line, without characters that control a terminal or override directions."""
    return " ".join(_UNSAFE.sub(" ", text).split())


def _letter(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else f"{chr(ord('A') + number // 26 - 1)}{number % 26 + 1}"


def _document(row: DocumentRow, marks: Mapping[str, str]) -> Iterator[str]:
    published = row.published or "undated"
    basis = "" if row.published_basis in ("stated", "unknown") else f" ({row.published_basis})"
    kind = ", ".join(word for word in (row.source_kind, row.source_country) if word)
    about = f" ({kind})" if kind else ""
    name = f"{plain(isolated(row.source))}{about}, {row.lang}, {published}{basis}"
    yield f"{marks[row.id]}  {name}; {count_text(row.passages, 'passage')}; {row.kin}"
    if row.title:
        yield f"   {isolated(plain(row.title))}"
    yield f"   {plain(row.origin)}"
    for credit in row.credits:
        yield from _wrapped(f"   credits {_credit(credit, marks)}", "     ")
    if len(row.chain) > 1:
        yield from _wrapped(f"   chain: {' → '.join(isolated(plain(name)) for name in row.chain)}", "     ")


def _credit(credit: Credit, marks: Mapping[str, str]) -> str:
    words = "; ".join(_quoted(note) for note in credit.notes[:2])
    more = f" and {len(credit.notes) - 2} more" if len(credit.notes) > 2 else ""
    known = f", which is {listed(marks[d] for d in credit.documents)}" if credit.documents else ""
    return f"{credit_name(credit)}{known}: {words}{more}"


def credit_name(credit: Credit) -> str:
    """Who is credited: by name where it is known, and as the document writes it."""
    if credit.kind is OriginKind.UNKNOWN:
        return "somebody that could not be told"
    written = f"«{isolated(plain(credit.written))}»"
    if credit.name is None:
        return f"{written} ({credit.kind.value})"
    inferred = ", inferred from its own country" if credit.party_basis is PartyBasis.INFERRED else ""
    return f"{isolated(plain(credit.name))} ({written}{inferred})"


# --- pairs --------------------------------------------------------------------------------------------------


def _pairing(pairing: Pairing, marks: Mapping[str, str]) -> Iterator[str]:
    a, b = marks[pairing.first], marks[pairing.second]
    yield ""
    yield f"{a} and {b}: {pairing.relation.value}; {RELATIONS[pairing.relation]}"
    shared = f"{pairing.shared_first:.0%} of {a} and {pairing.shared_second:.0%} of {b} correspond"
    copied = f"word for word {pairing.copied_first:.0%} and {pairing.copied_second:.0%}"
    judged = f"; by the ledger: {pairing.judged}, {pairing.judged_score:.2f}" if pairing.judged else ""
    yield f"  {shared}, {copied}{judged}"
    if pairing.relation is not Relation.INDEPENDENT:
        yield f"  {direction_text(pairing, a, b)}:"
        for hint in pairing.hints:
            yield from _wrapped(f"    - {hint_text(hint, a, b)}", "      ")
    yield from _summary(pairing, a, b)
    for row in pairing.rows:
        yield from _row(row, a, b)


def change_text(change: Change, a: str, b: str) -> str:
    """What became of a passage, with the letters of the documents."""
    return {Change.ONLY_FIRST: f"only in {a}", Change.ONLY_SECOND: f"only in {b}"}.get(change, change.value)


def direction_text(pairing: Pairing, a: str, b: str) -> str:
    """Which document follows the other, or that it can't be told."""
    if pairing.follows is None:
        return "Which follows which can't be told"
    return f"{a} follows {b}" if pairing.follows == pairing.first else f"{b} follows {a}"


def hint_text(hint: Hint, a: str, b: str) -> str:
    """A reason with what it speaks for."""
    return f"{plain(hint.text)}{_weight(hint.weight, a, b)}"


def _weight(weight: float, a: str, b: str) -> str:
    if not weight:
        return " (tells neither)"
    return f" (for {b if weight > 0 else a} as the later, {abs(weight):g})"


def _summary(pairing: Pairing, a: str, b: str) -> Iterator[str]:
    for of_second, mark in ((False, a), (True, b)):
        for kind in dict.fromkeys(row.kind for row in pairing.only):
            own = [row for row in pairing.only if row.second is of_second and row.kind is kind]
            if own:
                yield from _wrapped(
                    f"  {kind.value} only in {mark}: {'; '.join(_only(r) for r in own)}", "    "
                )
    for label in pairing.labels:
        yield from _wrapped(f"  {label.name} is called {_label(label, a, b)}", "    ")


def _only(row: OnlyRow) -> str:
    return f"{isolated(plain(row.text))} {_place(row.notes[0])}"


def _label(row: LabelRow, a: str, b: str) -> str:
    sides = []
    for mark, words in ((a, row.first), (b, row.second)):
        if words:
            sides.append(f"{listed(f'«{isolated(plain(word))}»' for word in words)} in {mark}")
        else:
            sides.append(f"nothing in {mark}")
    return ", ".join(sides)


def _row(row: PassageRow, a: str, b: str) -> Iterator[str]:
    moved = ", moved" if row.moved else ""
    repeats = f", printed {row.repeats + 1} times" if row.repeats else ""
    yield ""
    yield f"  {change_text(row.change, a, b)}{moved}{repeats}"
    for mark, notes in ((a, row.first), (b, row.second)):
        for note in notes:
            yield from _wrapped(f"    {mark} {note.lang}  {_quoted(note)}", "          ")
    for difference in row.differences:
        yield from _wrapped(f"    ≠ {difference_text(difference, a, b)}", "          ")


def difference_text(difference: Difference, a: str, b: str) -> str:
    """One difference in facts, with the words of the documents lettered ``a`` and ``b``."""
    about = f" ({isolated(plain(difference.subject))})" if difference.subject else ""
    if difference.kind is DifferenceKind.PERSON:
        about = f" {isolated(plain(difference.subject))}"
    sides = []
    for mark, words, values in (
        (a, difference.first_words, difference.first),
        (b, difference.second_words, difference.second),
    ):
        told = ", ".join(f"«{isolated(plain(word))}»" for word in words) or "not named"
        meant = ", ".join(value for value in values if value not in words)
        sides.append(f"{mark} {told}{f' = {meant}' if meant else ''}")
    both = "; both can be true" if difference.agree and all((difference.first, difference.second)) else ""
    return f"{difference.kind.value}{about}: {' | '.join(sides)}{both}"


def _quoted(note: Note) -> str:
    return f"«{isolated(plain(note.quote))}» {_place(note)}"


def _place(note: Note) -> str:
    page = f"p. {note.page}, " if note.page is not None else ""
    return f"[{page}{note.start}–{note.end}]"


def _wrapped(text: str, indent: str = "  ") -> Iterable[str]:
    return textwrap.wrap(
        text, width=_WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
