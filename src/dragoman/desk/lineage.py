"""Who follows whom: documents of one text, what each adds, drops and rewords, and whom they credit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from dragoman.desk.alignment import LineageSettings, Pair, Vectors, align
from dragoman.desk.credits import credits_of, disputes, is_by
from dragoman.desk.following import Member, follows, hints, retrieved
from dragoman.desk.lineage_rows import (
    Credit,
    DocumentRow,
    Lineage,
    OriginKind,
    Pairing,
    Relation,
)
from dragoman.desk.notes import published, source_name
from dragoman.desk.passages import Names, Passage, passages
from dragoman.desk.relations import relation, same_news, shares, tellings
from dragoman.desk.side_by_side import labels, only, rows
from dragoman.gazetteer.outlets import Outlets
from dragoman.model.judgement import Judgement, Matter, Verdict
from dragoman.model.ledger import Ledger

_ALL_PAIRS = 4  # documents; of more, each is compared with the first that was asked for
_NEAR = 12  # documents beside its voice that one is compared with


@dataclass(frozen=True, kw_only=True, eq=False)
class _Book:
    """What is worked out once for all documents of a comparison."""

    ledger: Ledger
    names: Names
    told: Mapping[str, frozenset[str]]
    cut: dict[str, tuple[Passage, ...]]
    credits: dict[str, tuple[Credit, ...]]
    vectors: Vectors | None
    settings: LineageSettings

    def add(self, document_id: str, outlets: Outlets) -> None:
        if document_id not in self.cut:
            when = published(self.ledger, document_id)
            self.cut[document_id] = passages(self.ledger, document_id, self.names, when)
            self.credits[document_id] = credits_of(self.ledger, document_id, self.cut[document_id], outlets)


def lineage(
    ledger: Ledger,
    document_ids: Sequence[str],
    *,
    vectors: Vectors | None = None,
    outlets: Outlets | None = None,
    settings: LineageSettings | None = None,
) -> Lineage:
    """How documents depend on each other. Of one document: its voice, and what is near to it in the ledger.

    Reads nothing but the ledger and changes nothing in it. Without ``vectors``, passages in two languages are
    compared by the facts in them alone. ``outlets`` are those of the user over those that are known.
    """
    asked = tuple(dict.fromkeys(document_ids))
    book = _Book(
        ledger=ledger,
        names=Names.in_ledger(ledger),
        told=tellings(ledger),
        cut={},
        credits={},
        vectors=vectors,
        settings=settings or LineageSettings(),
    )
    near = _relatives(book, asked[0]) if len(asked) == 1 else ()
    chosen = (*asked, *near)
    for document in chosen:
        book.add(document, outlets or Outlets())
    every = len(asked) > 1 and len(chosen) <= _ALL_PAIRS
    pairs = list(combinations(chosen, 2)) if every else [(chosen[0], other) for other in chosen[1:]]
    pairings = [_pairing(book, a, b) for a, b in pairs]
    if len(asked) == 1:
        pairings = [p for p in pairings if _is_kin(book, p)]
    kept = {asked[0], *asked, *(d for p in pairings for d in (p.first, p.second))}
    shown = _in_order(ledger, [d for d in chosen if d in kept])
    texts = _texts(shown, pairings)
    linked = _linked(book, texts)
    documents = tuple(_row(book, d, asked, linked) for d in shown)
    return Lineage(
        documents=documents,
        voices=len({ledger.voices.get(d, d) for d in shown}),
        pairings=tuple(pairings),
        disputes=disputes(texts, linked),
        remarks=tuple(_remarks(book, asked, pairings, every)),
    )


# --- which documents ----------------------------------------------------------------------------------------


def _relatives(book: _Book, document_id: str) -> tuple[str, ...]:
    """The documents of its voice, then those that may be of it, then those that tell most of the same."""
    ledger = book.ledger
    voice = ledger.voices.get(document_id, document_id)
    same = [d for d in sorted(ledger.documents) if ledger.voices.get(d, d) == voice and d != document_id]
    maybe = [
        other
        for j in ledger.judgements
        if j.matter is Matter.DOCUMENT and j.retracted_at is None and document_id in (j.left, j.right)
        for other in (j.left, j.right)
        if other != document_id and other in ledger.documents
    ]
    ours = book.told.get(document_id, frozenset())
    common = {d: len(ours & told) for d, told in book.told.items() if d != document_id and ours & told}
    close = sorted(common, key=lambda d: (-common[d], d))
    near = [d for d in dict.fromkeys((*maybe, *close)) if d not in same]
    return (*same, *near[:_NEAR])


def _is_kin(book: _Book, pairing: Pairing) -> bool:
    """Whether a relative is worth showing: one of the voice, one that is proposed, or one that depends."""
    voices = book.ledger.voices
    one = voices.get(pairing.first, pairing.first) == voices.get(pairing.second, pairing.second)
    return one or pairing.judged is not None or pairing.relation is not Relation.INDEPENDENT


def _in_order(ledger: Ledger, documents: Iterable[str]) -> list[str]:
    """Earliest published first, those without a date last."""

    def order(document_id: str) -> tuple[str, str, str]:
        date = published(ledger, document_id).date
        name = ledger.documents[document_id].name
        return date.last.isoformat() if date else "9999", name, document_id

    return sorted(documents, key=order)


def _texts(shown: Sequence[str], pairings: Iterable[Pairing]) -> dict[str, list[str]]:
    """Documents by text: those that copy, translate or rewrite each other, under the first of each group."""
    home = {d: d for d in shown}
    for pairing in pairings:
        if pairing.relation is not Relation.INDEPENDENT:
            old, new = sorted((home[pairing.first], home[pairing.second]), reverse=True)
            home = {d: new if h == old else h for d, h in home.items()}
    out: dict[str, list[str]] = {}
    for document in shown:
        out.setdefault(home[document], []).append(document)
    return out


# --- pairs --------------------------------------------------------------------------------------------------


def _pairing(book: _Book, first: str, second: str) -> Pairing:
    """Two documents compared."""
    ledger, settings = book.ledger, book.settings
    ours, theirs = book.cut[first], book.cut[second]
    pairs = align(ours, theirs, book.vectors, settings)
    found = shares(ours, theirs, pairs)
    news = same_news(ledger, first, second, book.told)
    one_language = ledger.documents[first].lang == ledger.documents[second].lang
    kind = relation(found, news, settings, one_language=one_language)
    if kind is Relation.INDEPENDENT and news is False:
        pairs = ()
    told = hints(
        ledger,
        Member(id=first, credits=book.credits[first], shared=found.shared_first),
        Member(id=second, credits=book.credits[second], shared=found.shared_second),
        kind,
        _matched(ours, theirs, pairs),
    )
    later = follows(first, second, kind, told)
    judged = _judged(ledger, first, second)
    return Pairing(
        first=first,
        second=second,
        relation=kind,
        follows=later,
        hints=told,
        shared_first=round(found.shared_first, 4),
        shared_second=round(found.shared_second, 4),
        copied_first=round(found.copied_first, 4),
        copied_second=round(found.copied_second, 4),
        same_news=news,
        judged=judged.verdict.value if judged else None,
        judged_score=judged.score if judged else None,
        rows=rows(ledger, book.names, (first, ours), (second, theirs), pairs, later, settings),
        only=only(ledger, book.names, (first, ours), (second, theirs)),
        labels=labels(ledger, (first, ours), (second, theirs)),
    )


def _matched(
    ours: Sequence[Passage], theirs: Sequence[Passage], pairs: Iterable[Pair]
) -> list[tuple[Passage, Passage]]:
    return [(ours[pair.left], theirs[pair.right]) for pair in pairs]


def _judged(ledger: Ledger, first: str, second: str) -> Judgement | None:
    """What the ledger holds of two documents: a person's word before the machine's."""
    pair = (min(first, second), max(first, second))
    found = [
        j
        for j in ledger.judgements
        if j.matter is Matter.DOCUMENT and (j.left, j.right) == pair and j.retracted_at is None
    ]
    live = [j for j in found if j.verdict is not Verdict.APART or j.made_at is not None]
    return max(live, key=lambda j: (j.made_at is not None, str(j.made_at), j.id), default=None)


# --- credits ------------------------------------------------------------------------------------------------


def _linked(book: _Book, texts: Mapping[str, Sequence[str]]) -> dict[str, tuple[Credit, ...]]:
    """Every document's credits, each with those documents of the same text that are by whom it credits."""
    outlets = book.ledger.outlets
    return {
        own: tuple(
            replace(
                credit,
                documents=tuple(d for d in group if d != own and is_by(credit, outlets.get(d))),
            )
            for credit in book.credits[own]
        )
        for group in texts.values()
        for own in group
    }


def _chain(
    book: _Book, document_id: str, linked: Mapping[str, Sequence[Credit]], passed: frozenset[str]
) -> tuple[str, ...]:
    """From the origin to the document: offices before outlets, each by its name or as it is written."""
    told = [c for c in linked.get(document_id, ()) if c.kind is not OriginKind.UNKNOWN]
    out: list[str] = []
    for credit in sorted(told, key=lambda c: c.kind is OriginKind.OUTLET):
        through = next((d for d in credit.documents if d not in passed), None)
        if through is not None:
            out += _chain(book, through, linked, passed | {document_id})
        else:
            out.append(credit.name or credit.written)
    return (*dict.fromkeys(out), source_name(book.ledger, document_id))


def _row(
    book: _Book, document_id: str, asked: Sequence[str], linked: Mapping[str, tuple[Credit, ...]]
) -> DocumentRow:
    ledger = book.ledger
    document, outlet = ledger.documents[document_id], ledger.outlets.get(document_id)
    when, had = published(ledger, document_id), retrieved(ledger, document_id)
    voices = {ledger.voices.get(d, d) for d in asked}
    voice = ledger.voices.get(document_id, document_id)
    kin = "asked for" if document_id in asked else "same voice" if voice in voices else "near"
    return DocumentRow(
        id=document_id,
        source=source_name(ledger, document_id),
        title=document.title,
        origin=document.origin,
        url=document.source.url,
        lang=document.lang,
        published=str(when.date) if when.date else None,
        published_basis=when.basis.value,
        source_country=outlet.country if outlet else None,
        source_kind=outlet.kind.value if outlet else None,
        retrieved=had.isoformat() if had else None,
        voice=voice,
        kin=kin,
        passages=len(book.cut[document_id]),
        credits=linked[document_id],
        chain=_chain(book, document_id, linked, frozenset()),
    )


def _remarks(book: _Book, asked: Sequence[str], pairings: Sequence[Pairing], every: bool) -> Iterable[str]:
    if len(asked) == 1 and not pairings:
        yield "Nothing else in the ledger shares a text or an event with this document."
    if len(asked) > _ALL_PAIRS and not every:
        yield "Each document is compared with the first."
    langs = {book.ledger.documents[d].lang for p in pairings for d in (p.first, p.second)}
    if len(langs) > 1 and book.vectors is None:
        yield "Passages in two languages were compared by the facts in them alone."
    for pairing in pairings:
        dependent = pairing.relation is not Relation.INDEPENDENT
        voices = book.ledger.voices
        one = voices.get(pairing.first, pairing.first) == voices.get(pairing.second, pairing.second)
        names = " and ".join(source_name(book.ledger, d) for d in (pairing.first, pairing.second))
        if dependent and not one:
            yield f"The ledger counts {names} as two voices, though by this comparison they are one text."
        elif one and not dependent and pairing.judged is not None:
            yield f"The ledger counts {names} as one voice, though by this comparison they are independent."
