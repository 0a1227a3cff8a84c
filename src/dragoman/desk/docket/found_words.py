"""Evidence in words: later acts and statements whose words are those of the promise.

A promise that names nothing which the ledger knows (scholarships, a factory, vaccines) is looked for by its
words, its figures and its areas. What is rare tells more: a word weighs the logarithm of the documents of its
language for each that has it. Within a language the value of ``shared_words`` is the share of the weight of
the promise's words that stand in the candidate's; between languages nothing but figures speaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dragoman.desk.docket.finding import Scale, found, is_later
from dragoman.desk.docket.promised import Index, Promised
from dragoman.desk.docket.rows import Evidenced, EvidenceKind, Polarity
from dragoman.desk.docket.settings import DocketSettings
from dragoman.desk.docket.tellers import tellers
from dragoman.desk.timeline import HAPPENED
from dragoman.gazetteer.acts import load_acts
from dragoman.merge.compare.promises import amounts
from dragoman.model.ledger import LedgerEngagement
from dragoman.model.record import Evidence, Party
from dragoman.model.text import EngagementKind, Realis

_DEEDS = frozenset({"COOPERATE", "AID", "CONCEDE", "RETREAT"})
_UNDOING = frozenset(
    {"stop aid", "sanction", "halt talks", "refuse aid", "reduce relations", "break relations"}
)
_SAID = frozenset({EngagementKind.STATEMENT, EngagementKind.OTHER, EngagementKind.REQUEST})
_CONFLICT = (3, 4)  # quad classes: verbal and material
_FEW = 3  # words in common, fewer tell nothing
_TOLD = 2.0  # weight of all words of a promise, below which they could be anybody's


def deeds(index: Index, promise: Promised, settings: DocketSettings) -> Iterator[Evidenced]:
    """Later acts of the parties in the words or figures of the promise."""
    named = {e.id for e in promise.events}
    who, both = frozenset(promise.who), promise.sides
    for event in index.engagements(*promise.who):
        polarity, said = _polarity(event)
        sides = index.sides[event.id]
        if polarity is None or event.id in named or not _is_of(who, both, sides):
            continue
        told = [
            (scale, r.evidence[0])
            for r in event.reports
            if is_later(index, promise, r.document_id)
            and (scale := _weigh(index, promise, event, r.evidence[0], settings)).score >= settings.least
        ]
        if not told:
            continue
        # one telling by somebody else makes it no praise of oneself
        praise = all(tellers(index, event, words_of) & who for _, words_of in told)
        if said and not praise and _asks_or_blames(event):
            continue
        best = max((scale for scale, _ in told), key=lambda s: s.score)
        candidate = found(
            index,
            promise,
            best,
            [words_of for _, words_of in told],
            identity=event.id,
            kind=EvidenceKind.SAYING if said else EvidenceKind.EVENT,
            polarity=polarity,
            when=event.when,
            parties=sides & who,
            joint=False,
            final=polarity is Polarity.AGAINST,
            by_party=praise,
        )
        if candidate is not None:
            yield candidate


def _is_of(who: frozenset[Party], both: frozenset[Party], sides: frozenset[Party]) -> bool:
    """Whether those who take part in an act are of those who promise, and of whom they promise it to."""
    return not who.isdisjoint(sides) and (len(both) < 2 or len(sides & both) > 1 or len(sides) == 1)


def _polarity(event: LedgerEngagement) -> tuple[Polarity | None, bool]:
    """What an act would say of a promise in its words, and whether it is only said."""
    if event.realis is Realis.NEGATED:
        return Polarity.AGAINST, False
    if event.realis not in HAPPENED:
        return None, False
    if event.act in _UNDOING:
        return Polarity.AGAINST, False
    act = load_acts().get(event.act or "")
    if act is not None and act.plover in _DEEDS:
        return Polarity.FOR, False
    return (Polarity.PROGRESS, True) if event.kind in _SAID and event.act != "promise" else (None, True)


def _asks_or_blames(event: LedgerEngagement) -> bool:
    """Whether an act asks for something or speaks against somebody: then it tells of no progress."""
    act = load_acts().get(event.act or "")
    return event.kind is EngagementKind.REQUEST or (act is not None and act.quad in _CONFLICT)


def _weigh(
    index: Index, promise: Promised, event: LedgerEngagement, said: Evidence, settings: DocketSettings
) -> Scale:
    lang = index.ledger.documents[said.document_id].lang
    scale = Scale()
    here = amounts(lang, said.quote)
    telling = {a for a in promise.amounts if " " in a or len(a.rstrip("0")) > 1 or len(a) > 2}
    if telling:
        scale.add("same_amount", len(telling & here) / len(telling), settings.same_amount)
    scale.add("shared_words", share(index, promise, said), settings.shared_words)
    if promise.areas and set(event.areas) & promise.areas:
        scale.add("same_areas", 1.0, settings.same_areas)
    return scale


def share(index: Index, promise: Promised, said: Evidence) -> float:
    """The share of the weight of the promise's words that stand in others of the same language, in any
    inflection: one word is the beginning of the other."""
    lang = index.ledger.documents[said.document_id].lang
    there = index.plain(said)
    return max(
        (_share(index, lang, ours, there) for tongue, ours in promise.words if tongue == lang), default=0.0
    )


def _share(index: Index, lang: str, ours: frozenset[str], there: Mapping[str, Sequence[str]]) -> float:
    common = {v for v in ours if any(w.startswith(v) or v.startswith(w) for w in there.get(v[0], ()))}
    if len(common) < _FEW:
        return 0.0
    weight = {word: index.rareness(lang, word, 1 + (word in there.get(word[0], ()))) for word in ours}
    total = sum(weight.values())
    return sum(weight[word] for word in common) / total if total >= _TOLD else 0.0
