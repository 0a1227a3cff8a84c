"""Two things of the ledger compared anew, so that what keeps them apart or brings them near can be told.

Only their own documents are looked at. The machine's judgements, which see all of them, are in the ledger;
this tells of pairs on which it made none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Any

from dragoman.merge import nodes
from dragoman.merge.compare import bodies, copies, documents, engagements, instruments, people
from dragoman.merge.compare.copies import Text
from dragoman.merge.facts import Facts, facts
from dragoman.merge.layer import DEEDS, EVENTS, ORGANS, OUTLINES, PEOPLE, TEXTS, Layer
from dragoman.merge.runs import runs_of
from dragoman.merge.score import MergeSettings
from dragoman.model.judgement import Judgement, Linker, Matter, Reason, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.record import Reading

_MOST = 20  # records of a thing that are compared; one can have thousands


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two records compared: the score with its features, and in words the rule that keeps them apart."""

    left: str
    right: str
    score: float
    reasons: tuple[Reason, ...]
    rule: str | None


class Explainer:
    """Compares things of one ledger; the index of it is made once."""

    def __init__(self, ledger: Ledger, settings: MergeSettings, given_names: Mapping[str, str]) -> None:
        self.ledger = ledger
        self.settings = settings
        self.given_names = given_names
        self.sure = Linker(ledger.judgements)
        self.maybe = Linker(_hopeful(ledger.judgements))
        self.sides = {
            self.sure.canonical(person.id): person.party.code
            for person in ledger.people
            if person.party is not None
        }
        self.homes = {key: key for key in ledger.documents} | {
            item.id: key
            for key, reading in ledger.readings.items()
            for item in (*reading.people, *reading.records)
        }

    def pairs(self, matter: Matter, left: Iterable[str], right: Iterable[str]) -> tuple[Pair, ...]:
        """Every pair of a record of one thing and one of another, the best score first.

        ``left`` and ``right`` are ids of records or, for the matter document, of documents; those that are
        not in the ledger are passed over, and of many only the first are looked at.
        """
        ours, theirs = (self._first(ids) for ids in (left, right))
        compare = _World(self, {*ours, *theirs}).comparer(matter)
        found = [compare(a, b) for a, b in product(ours, theirs)]
        return tuple(sorted(found, key=lambda p: (-p.score, p.left, p.right)))

    def _first(self, ids: Iterable[str]) -> list[str]:
        return list(islice((i for i in dict.fromkeys(ids) if i in self.homes), _MOST))


class _World:
    """The documents of a few records, ready to compare: each record by itself, linked as in the ledger."""

    def __init__(self, explainer: Explainer, ids: set[str]) -> None:
        self._explainer = explainer
        self._alone = frozenset(ids)
        ledger = explainer.ledger
        self._facts: dict[str, Facts] = {}
        for key in sorted({explainer.homes[identity] for identity in ids}):
            reading = ledger.readings.get(key) or Reading(document_id=key, producer="none")
            self._facts[key] = facts(ledger.documents[key], reading, explainer.given_names)

    def comparer(self, matter: Matter) -> Callable[[str, str], Pair]:
        """What compares two records of a matter."""
        match matter:
            case Matter.PERSON:
                return self._table(PEOPLE, self._people(), people.forbids)
            case Matter.ENGAGEMENT:
                return self._table(EVENTS, self._events(), engagements.forbids)
            case Matter.INSTRUMENT:
                return self._table(DEEDS, self._deeds(), instruments.forbids)
            case Matter.BODY:
                return self._table(ORGANS, self._organs(), bodies.forbids)
            case Matter.DOCUMENT:
                texts = self._table(TEXTS, self._texts(), _distinct)
                outlines = self._table(OUTLINES, self._outlines(), _no_translation)
                return lambda a, b: (texts if self._facts[a].lang == self._facts[b].lang else outlines)(a, b)

    def _table(
        self, layer: Layer[Any], found: Mapping[str, Any], forbids: Callable[[Any, Any], str | None]
    ) -> Callable[[str, str], Pair]:
        comparer, scales = layer.comparer(self._explainer.settings), layer.scales(self._explainer.settings)

        def compare(left: str, right: str) -> Pair:
            one, other = found[left], found[right]
            result = comparer(one, other)
            reasons = scales.reasons(result.values)
            return Pair(left=left, right=right, score=result.score, reasons=reasons, rule=forbids(one, other))

        return compare

    def _people(self) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for here in self._facts.values():
            mine = nodes.person_nodes(here, self._alone)
            out |= {one.id: nodes.add_person(None, one, here, mine) for one in here.people}
        return out

    def _events(self) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key, here in self._facts.items():
            ids = [person.id for person in here.people]
            sure = {i: self._explainer.sure.canonical(i) for i in ids}
            maybe = {i: self._explainer.maybe.canonical(i) for i in ids}
            voice, settings = self._explainer.sure.canonical(key), self._explainer.settings
            told = nodes.tellings(
                here,
                nodes.Context(
                    sure=sure,
                    maybe=maybe,
                    sides=self._explainer.sides,
                    voices={key: voice},
                    settings=settings,
                ),
            )
            out |= {one.record.id: one for one in told}
        return out

    def _deeds(self) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for here in self._facts.values():
            groups = self._groups(here)
            mine = {one.id: nodes.deed_node(one, groups, self._alone) for one in here.deeds}
            for one in here.deeds:
                deed = nodes.add_deed(None, one, mine[one.id], mine.values())
                out[one.id] = nodes.deed_at(deed, groups)
        return out

    def _organs(self) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for here in self._facts.values():
            mine = {one.id: nodes.organ_node(one, self._alone) for one in here.organs}
            for one in here.organs:
                organ = nodes.add_organ(None, one, mine[one.id], mine.values())
                out[one.id] = nodes.organ_at(organ, self._groups(here))
        return out

    def _texts(self) -> dict[str, Any]:
        read = self._explainer.ledger.documents
        return {
            key: Text(id=key, lang=here.lang, runs=runs_of(read[key]), published=here.published)
            for key, here in self._facts.items()
        }

    def _outlines(self) -> dict[str, Any]:
        canonical = self._explainer.sure.canonical
        return {
            key: nodes.outline(here, {p.id: canonical(p.id) for p in here.people}, self._groups(here))
            for key, here in self._facts.items()
        }

    def _groups(self, here: Facts) -> dict[str, str]:
        return {event.id: self._explainer.sure.canonical(event.id) for event in here.events}


def _distinct(left: Text, right: Text) -> str | None:
    return "next to nothing in common" if copies.distinct(left, right) else None


def _no_translation(left: Any, right: Any) -> str | None:
    return "no engagement in common, or far dates" if documents.apart(left, right) else None


def _hopeful(judgements: Iterable[Judgement]) -> Iterable[Judgement]:
    """The same judgements with every proposal taken as made."""
    return (
        replace(j, verdict=Verdict.SAME, id="") if j.verdict is Verdict.PROPOSED else j for j in judgements
    )
