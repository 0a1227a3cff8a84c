"""The layers in their order, brought up to date with the documents that changed, and with no others.

People come first, then texts that copy each other; engagements are compared by both, instruments and bodies
by the engagements that signed or held them, and translations by everything. What changed in one layer says
which documents the next has to look at again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from dragoman.merge import nodes
from dragoman.merge.amend import amend
from dragoman.merge.build import build
from dragoman.merge.cluster import Pair
from dragoman.merge.compare.copies import Text
from dragoman.merge.compare.documents import Outline
from dragoman.merge.compare.engagements import Telling
from dragoman.merge.decided import Decisions
from dragoman.merge.facts import Facts, Part
from dragoman.merge.layer import DEEDS, EVENTS, ORGANS, OUTLINES, PEOPLE, TEXTS, Layer
from dragoman.merge.score import MergeSettings
from dragoman.merge.settle import Load, Moved, Rules
from dragoman.merge.shared import Shared
from dragoman.merge.workings import USUAL, Change, Home, Workings
from dragoman.model.judgement import MACHINE, Judgement, Verdict

N = TypeVar("N")
_HELD = 2000  # documents whose facts are looked at together


def bring_up(
    workings: Workings,
    changed: Collection[str],
    settings: MergeSettings,
    judged: Iterable[Judgement] = (),
    workers: int = 1,
) -> None:
    """Bring the workings up to date with documents that were added, read anew, judged, or taken away.

    The result is a function of the facts and the judgements alone: it does not matter how many documents
    are brought at once, nor in which order.
    """
    human = tuple(j for j in judged if j.judge != MACHINE)
    _Flow(workings, settings, human, workers).run(frozenset(changed))


@dataclass(frozen=True, slots=True)
class Described:
    """How records of a layer whose nodes stand for several are read out of a part of facts: the groups of
    engagements that matter, the nodes of the records of a document, a node with one record more, and nodes
    ready to be compared."""

    layer: Layer[Any]
    part: Part
    groups: Callable[[Iterable[Facts]], Mapping[str, str]]
    node_of: Callable[[Facts, Mapping[str, str]], Mapping[str, str]]
    add: Callable[[Any, str, Facts, Mapping[str, str]], Any]
    ready: Callable[[Mapping[str, Any]], Mapping[str, Any]]


class _Flow:
    def __init__(
        self, workings: Workings, settings: MergeSettings, human: tuple[Judgement, ...], workers: int = 1
    ) -> None:
        self._workings = workings
        self._workers = workers
        self._settings = settings
        self._human = human
        live = [j for j in human if j.retracted_at is None]  # taken back, a word leaves no trace
        self._alone = frozenset(identity for j in live for identity in (j.left, j.right))
        self._shared = Shared()
        self._usual: dict[str, Home] = {}  # see USUAL; of the nodes of people, once they are settled

    def run(self, changed: frozenset[str]) -> None:
        people = self._people(changed)
        voices = self._texts(changed)
        events = self._events(changed | people | voices)
        moved = changed | self._documents(EVENTS, events)
        self._described(self._deeds(), changed, moved)
        self._described(self._organs(), changed, moved)
        self._outlines(changed | people | moved, voices)

    # --- people -----------------------------------------------------------------------------------------

    def _people(self, changed: frozenset[str]) -> frozenset[str]:
        """The documents whose people are now others, or stand for another party."""

        def node_of(facts: Facts, _: Mapping[str, str]) -> Mapping[str, str]:
            return nodes.person_nodes(facts, self._alone)

        def add(one: Any, record: str, facts: Facts, mine: Mapping[str, str]) -> Any:
            fact = next(p for p in facts.people if p.id == record)
            return nodes.add_person(one, fact, facts, mine)

        described = Described(PEOPLE, Part.PEOPLE, lambda _: {}, node_of, add, lambda found: found)
        moved, touched = self._described(described, changed, changed)
        return self._documents(PEOPLE, moved.nodes | self._turned(moved, touched))

    def _turned(self, moved: Moved, touched: frozenset[str]) -> frozenset[str]:
        """The people whose usual party, or how surely they are one, is other than when it was last used."""
        groups = {*self._sure(PEOPLE, touched | moved.nodes).values(), *moved.left}
        turned: set[str] = set()
        for some in _pieces(sorted(groups)):
            sides = self._sides(some)
            scores = self._selves(PEOPLE, self._workings.bodies(PEOPLE.name, sides))
            now = {
                node: Home(side or "", self._settings.verdict(scores[node]).value)
                for node, side in sides.items()
            }
            before = self._workings.homes(USUAL, now)
            other = {node: home for node, home in now.items() if before.get(node) != home}
            self._workings.put(USUAL, Change(homes=other))
            turned |= other.keys()
        gone = moved.nodes - self._workings.homes(PEOPLE.name, moved.nodes).keys()
        self._workings.put(USUAL, Change(homes=dict.fromkeys(gone)))
        return frozenset(turned)

    def _sure(self, layer: Layer[Any], found: Collection[str]) -> Mapping[str, str]:
        return {node: home.sure for node, home in self._workings.homes(layer.name, found).items()}

    def _sides(self, groups: Collection[str]) -> dict[str, str | None]:
        """Of every node of these groups the party that most people of its group stand for."""
        home = self._workings.group(PEOPLE.name, groups)
        count: dict[str, Counter[str]] = {}
        for node, one in self._workings.bodies(PEOPLE.name, home).items():
            if one.party is not None:
                count.setdefault(home[node], Counter())[one.party.code] += one.count
        best = {group: min(c, key=lambda code: (-c[code], code)) for group, c in count.items()}
        return {node: best.get(group) for node, group in home.items()}

    # --- texts ------------------------------------------------------------------------------------------

    def _texts(self, changed: frozenset[str]) -> frozenset[str]:
        """The documents whose voice moved."""
        load = self._load_texts
        rules = self._rules(TEXTS)
        found = load(sorted(changed))
        return self._grow(rules, {key: found.get(key) for key in changed}, load).nodes

    def _load_texts(self, ids: Collection[str]) -> Mapping[str, Text]:
        runs = self._workings.runs(ids)
        return {
            facts.document: Text(
                id=facts.document, lang=facts.lang, runs=runs[facts.document], published=facts.published
            )
            for facts in self._workings.facts(ids)
        }

    # --- engagements ------------------------------------------------------------------------------------

    def _events(self, documents: frozenset[str]) -> frozenset[str]:
        """The engagements whose group moved."""
        old = self._workings.members_in(EVENTS.name, documents)
        found: dict[str, Telling | None] = dict.fromkeys(old)
        members: dict[str, tuple[str, str]] = {}
        for telling in self._tellings(documents):
            found[telling.record.id] = telling
            members[telling.record.id] = (telling.record.id, telling.document)
        for some in _pieces(sorted(found)):
            here = {record: members.get(record) for record in some}
            self._workings.put(EVENTS.name, Change(members=here, is_new=not old))
        return self._grow(self._rules(EVENTS), found, self._load_tellings).nodes

    def _load_tellings(self, ids: Collection[str]) -> Mapping[str, Telling]:
        homes = self._workings.members_of(EVENTS.name, ids)
        wanted = set(ids)
        found = self._tellings({document for _, document in homes.values()})
        return {one.record.id: one for one in found if one.record.id in wanted}

    def _tellings(self, documents: Collection[str]) -> Iterable[Telling]:
        for some in _pieces(sorted(documents)):
            here = list(self._workings.facts(some, Part.EVENTS))
            sure, maybe, sides = self._people_groups(
                {person for facts in here for event in facts.events for person, _ in event.people}
            )
            context = nodes.Context(
                sure=sure,
                maybe=maybe,
                sides=sides,
                voices=self._sure(TEXTS, some),
                settings=self._settings,
                shared=self._shared,
            )
            for facts in here:
                yield from nodes.tellings(facts, context)

    def _people_groups(
        self, records: Collection[str]
    ) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
        """The groups of people of documents, of what is the same and of what may be, and the usual party of
        those groups of the same that have one."""
        node = self._workings.nodes_of(PEOPLE.name, records)
        homes = self._workings.homes(PEOPLE.name, set(node.values()))
        self._usual |= self._workings.homes(USUAL, set(node.values()) - self._usual.keys())
        sure, maybe, sides = {}, {}, {}
        for record, at in node.items():
            side, band = self._usual[at]
            sure[record] = homes[at].sure if band == Verdict.SAME.value else record
            maybe[record] = homes[at].maybe if band != Verdict.APART.value else record
            if side and band == Verdict.SAME.value:
                sides[sure[record]] = side
        return sure, maybe, sides

    # --- instruments and bodies -------------------------------------------------------------------------

    def _deeds(self) -> Described:
        def groups_in(some: Iterable[Facts]) -> Mapping[str, str]:
            return self._groups_of({event for facts in some for deed in facts.deeds for event in deed.events})

        def node_of(facts: Facts, groups: Mapping[str, str]) -> Mapping[str, str]:
            return {one.id: nodes.deed_node(one, groups, self._alone) for one in facts.deeds}

        def add(one: Any, record: str, facts: Facts, mine: Mapping[str, str]) -> Any:
            fact = next(d for d in facts.deeds if d.id == record)
            return nodes.add_deed(one, fact, mine[record], mine.values())

        def ready(found: Mapping[str, Any]) -> Mapping[str, Any]:
            groups = self._groups_of({event for deed in found.values() for event in deed.events})
            return {key: nodes.deed_at(deed, groups) for key, deed in found.items()}

        return Described(DEEDS, Part.DEEDS, groups_in, node_of, add, ready)

    def _organs(self) -> Described:
        def node_of(facts: Facts, _: Mapping[str, str]) -> Mapping[str, str]:
            return {one.id: nodes.organ_node(one, self._alone) for one in facts.organs}

        def add(one: Any, record: str, facts: Facts, mine: Mapping[str, str]) -> Any:
            fact = next(o for o in facts.organs if o.id == record)
            return nodes.add_organ(one, fact, mine[record], mine.values())

        def ready(found: Mapping[str, Any]) -> Mapping[str, Any]:
            groups = self._groups_of({event for organ in found.values() for _, event in organ.events})
            return {key: nodes.organ_at(organ, groups) for key, organ in found.items()}

        return Described(ORGANS, Part.ORGANS, lambda _: {}, node_of, add, ready)

    def _groups_of(self, events: Collection[str]) -> Mapping[str, str]:
        return self._sure(EVENTS, events)

    def _described(
        self, how: Described, changed: frozenset[str], stirred: frozenset[str]
    ) -> tuple[Moved, frozenset[str]]:
        """Bring up a layer whose nodes stand for several records: what moved, and all nodes whose
        members or surroundings changed. Documents that are only ``stirred`` have the same records as before,
        which refer to others."""
        name = how.layer.name
        old = self._workings.members_in(name, stirred)
        homes = self._workings.members_of(name, set(old.values()))
        now: dict[str, tuple[str, str]] = {}
        bodies: dict[str, Any] = {}
        is_new = self._workings.is_empty(name)
        for facts, mine in self._read(how, stirred):
            now |= {record: (node, facts.document) for record, node in mine.items()}
            for record, node in mine.items() if is_new else ():  # at once, and the facts are read once
                bodies[node] = how.add(bodies.get(node), record, facts, mine)
        lost = {
            node
            for record, node in old.items()
            if homes[record][1] in changed or record not in now or now[record][0] != node
        }
        for some in _pieces(sorted({*old, *now})):
            self._workings.put(
                name, Change(members={record: now.get(record) for record in some}, is_new=not old)
            )
        before: Mapping[str, Any] = {}
        if not is_new:
            before = self._workings.bodies(name, {node for node, _ in now.values()} - lost)
            bodies = dict(before)
            for facts, mine in self._read(how, stirred):
                for record, node in mine.items():
                    if node not in lost and (facts.document in changed or old.get(record) != node):
                        bodies[node] = how.add(bodies.get(node), record, facts, mine)
        bodies |= self._folded(how, lost)
        touched = frozenset({*old.values(), *(node for node, _ in now.values())})
        for some in _pieces(sorted(touched)):
            self._workings.put(name, Change(bodies={node: bodies.get(node) for node in some}))
        ready = how.ready({node: body for node in touched if (body := bodies.get(node)) is not None})
        aside = (
            {node for node, document in now.values() if document not in changed} | set(old.values()) | lost
        )
        was = how.ready({node: body for node, body in before.items() if node not in aside})
        other = {node for node in touched if node not in was or not _alike(was[node], ready[node])}

        def load(ids: Collection[str]) -> Mapping[str, Any]:
            return how.ready(self._workings.bodies(name, ids))

        moved = self._grow(self._rules(how.layer), {node: ready.get(node) for node in other}, load)
        return moved, touched

    def _read(self, how: Described, documents: Collection[str]) -> Iterable[tuple[Facts, Mapping[str, str]]]:
        """The facts of documents, with the nodes of their records."""
        for some in _pieces(sorted(documents)):
            here = list(self._workings.facts(some, how.part))
            groups = how.groups(here)
            for facts in here:
                yield facts, how.node_of(facts, groups)

    def _folded(self, how: Described, lost: Collection[str]) -> dict[str, Any]:
        """Nodes from all their members, for one of them left or is now other."""
        members = self._workings.members_of(how.layer.name, lost)
        out: dict[str, Any] = {}
        for facts, mine in self._read(how, {document for _, document in members.values()}):
            for record, node in mine.items():
                if node in lost:
                    out[node] = how.add(out.get(node), record, facts, mine)
        return out

    # --- translations -----------------------------------------------------------------------------------

    def _outlines(self, documents: frozenset[str], stirred: frozenset[str]) -> None:
        found = self._load_outlines(documents)
        self._grow(
            self._outline_rules(),
            {key: found.get(key) for key in documents},
            self._load_outlines,
            stirred & self._workings.seats(OUTLINES.name, stirred).keys() | (stirred & found.keys()),
        )

    def _load_outlines(self, ids: Collection[str]) -> Mapping[str, Outline]:
        out: dict[str, Outline] = {}
        for some in _pieces(sorted(ids)):
            here = list(self._workings.facts(some, Part.OUTLINE))
            outlines = [facts.outline for facts in here if facts.outline is not None]
            people, _, _ = self._people_groups({person for one in outlines for person in one.named})
            events = self._groups_of({event for one in outlines for event in one.told})
            out |= {facts.document: nodes.outline(facts, people, events) for facts in here}
        return out

    def _outline_rules(self) -> Rules[Outline]:
        def links(ids: Collection[str] | None) -> Iterable[Pair]:
            wanted = self._rules(TEXTS).is_wanted
            found = self._workings.weights(TEXTS.name, ids)
            return [both for both, edge in found.items() if wanted(edge) and not edge.refused]

        return replace(self._rules(OUTLINES), links=links)

    # --- any layer --------------------------------------------------------------------------------------

    def _rules(self, layer: Layer[N]) -> Rules[N]:
        scores: dict[str, float] = {}

        def solid(one: Any) -> bool:
            if not layer.described:
                return True
            if one.id not in scores:
                scores.update(self._selves(layer, {one.id: one}))
            return scores[one.id] >= self._settings.same

        decisions = Decisions(self._human, layer.matter)
        return Rules(
            layer=layer,
            settings=self._settings,
            decisions=decisions,
            solid=solid,
            workers=self._workers,
        )

    def _selves(self, layer: Layer[Any], found: Mapping[str, Any]) -> dict[str, float]:
        """How surely each node is one thing: what comparing it with a twin of other documents gives."""
        return {key: self_score(layer, one, self._settings) for key, one in found.items()}

    def _grow(
        self,
        rules: Rules[N],
        changed: Mapping[str, N | None],
        load: Load[N],
        stirred: Collection[str] = (),
    ) -> Moved:
        """Bring up a layer; the nodes whose group moved, and the groups that they left."""
        name = rules.layer.name
        if self._workings.is_empty(name):
            here = {key: one for key, one in changed.items() if one is not None}
            return Moved(build(rules, self._workings, here))
        change, moved = amend(rules, self._workings, changed, load, stirred)
        self._workings.put(name, change)
        return moved

    def _documents(self, layer: Layer[Any], found: Collection[str]) -> frozenset[str]:
        """The documents of the records of nodes."""
        return frozenset(d for _, d in self._workings.members_of(layer.name, found).values())


def self_score(layer: Layer[Any], one: Any, settings: MergeSettings) -> float:
    """How surely a node is one thing: 1 for a single record, else the score with its twin."""
    return 1.0 if one.count == 1 else layer.comparer(settings)(one, twin(one)).score


def _alike(left: Any, right: Any) -> bool:
    """Whether two states of a node compare alike: how many records it stands for tells nothing but whether
    they are several."""
    bare = [
        replace(
            one,
            first="",
            count=min(one.count, 2),
            **({"events": frozenset()} if hasattr(one, "events") else {}),
        )
        for one in (left, right)
    ]
    return bool(bare[0] == bare[1])


def twin(one: Any) -> Any:
    """The same description in documents that name none of the others."""
    return replace(one, beside=frozenset(), **({"met": frozenset()} if hasattr(one, "met") else {}))


def _pieces(ids: list[str]) -> Iterable[list[str]]:
    for start in range(0, len(ids), _HELD):
        yield ids[start : start + _HELD]
