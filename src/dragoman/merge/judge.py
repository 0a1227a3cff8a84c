"""Readings -> the machine's judgements: people, copies, engagements, instruments, bodies, translations."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from dragoman.merge.cluster import Pair, pair, proposals
from dragoman.merge.facts import facts
from dragoman.merge.flow import bring_up, twin
from dragoman.merge.layer import LAYERS, OUTLINES, TEXTS, Layer
from dragoman.merge.memory import Memory
from dragoman.merge.runs import runs_of
from dragoman.merge.score import MergeSettings
from dragoman.merge.workings import Edge, Workings
from dragoman.model.judgement import MACHINE, Judgement, Reason, Verdict
from dragoman.model.record import Reading
from dragoman.model.text import Document


def judge(
    documents: Mapping[str, Document],
    readings: Mapping[str, Reading],
    settings: MergeSettings | None = None,
    given_names: Mapping[str, str] | None = None,
    decided: tuple[Judgement, ...] = (),
) -> tuple[Judgement, ...]:
    """The machine's judgements on everything read, sorted by matter and ids.

    A pure function: neither the order of the mappings nor of ``decided`` matters. Readings whose document
    is missing are left out. ``given_names`` maps spellings of given names to one of them, casefolded.
    ``decided`` may hold people's judgements: then events are compared by the people as corrected, and no
    group is proposed that a person has forbidden. Judgements in it that are the machine's are ignored.
    """
    settings = settings or MergeSettings()
    memory = Memory()
    here = sorted(key for key in readings if key in documents)
    for key in here:
        memory.learn(facts(documents[key], readings[key], given_names or {}), runs_of(documents[key]))
    bring_up(memory, here, settings, decided)
    return judgements(memory, settings, decided=decided)


def judgements(
    workings: Workings,
    settings: MergeSettings,
    records: Collection[str] | None = None,
    decided: Iterable[Judgement] = (),
) -> tuple[Judgement, ...]:
    """The machine's judgements that workings hold, sorted by matter and ids; all, or those on these records
    and documents, each with the question that is left between any two groups.

    Of pairs that people ``decided`` nothing is asked."""
    said = {(j.left, j.right) for j in decided if j.judge != MACHINE and j.retracted_at is None}
    found = [j for layer in LAYERS for j in _of_layer(layer, workings, settings, records, said)]
    return tuple(sorted(found, key=lambda j: (j.matter.value, j.left, j.right)))


def _of_layer(
    layer: Layer[Any],
    workings: Workings,
    settings: MergeSettings,
    records: Collection[str] | None,
    said: Collection[Pair],
) -> Iterable[Judgement]:
    nodes = None if records is None else set(workings.nodes_of(layer.name, records).values())
    edges = workings.edges(layer.name, nodes)
    ends = {item for both in edges for item in both}
    settled = OUTLINES.name if layer is TEXTS else layer.name  # copies are settled together with translations
    homes = {node: home.sure for node, home in workings.homes(settled, ends).items()}
    bodies = workings.bodies(layer.name, ends if nodes is None else nodes | ends) if layer.described else {}
    named = {node: bodies[node].first if node in bodies else node for node in ends}
    is_open = {
        both: edge.score
        for both, edge in edges.items()
        if edge.score < settings.same or (edge.refused and homes[both[0]] != homes[both[1]])
    }
    asked = proposals({both: score for both, score in is_open.items() if both not in said}, homes)
    scales = layer.scales(settings)
    for both, edge in edges.items():
        if both in asked or both not in is_open:
            verdict = Verdict.PROPOSED if both in asked else Verdict.SAME
            reasons = _reasons(scales, edge, edge.refused if both in is_open else "")
            yield _judgement(layer, _named(both, named), verdict, edge.score, reasons)
    if layer.described:
        yield from _stars(layer, workings, settings, nodes)


def _named(both: Pair, named: Mapping[str, str]) -> Pair:
    return pair(named[both[0]], named[both[1]])


def _reasons(scales: Any, edge: Edge, refused: str) -> tuple[Reason, ...]:
    doubt = (Reason(feature=refused, value=-1.0, weight=0.0),) if refused else ()
    return (*scales.reasons(json.loads(edge.values)), *doubt)


def _judgement(
    layer: Layer[Any], both: Pair, verdict: Verdict, score: float, reasons: tuple[Reason, ...]
) -> Judgement:
    return Judgement(
        matter=layer.matter, left=both[0], right=both[1], verdict=verdict, score=score, reasons=reasons
    )


def _stars(
    layer: Layer[Any], workings: Workings, settings: MergeSettings, nodes: Collection[str] | None
) -> Iterable[Judgement]:
    """Judgements from the first record of each description to the others, compared with a twin that other
    documents describe."""
    members: dict[str, list[str]] = {}
    for record, (node, _) in workings.members_of(layer.name, nodes).items():
        members.setdefault(node, []).append(record)
    several = {node: sorted(records) for node, records in members.items() if len(records) > 1}
    scales = layer.scales(settings)
    for node, one in workings.bodies(layer.name, several).items():
        found = scales.weigh(one, twin(one))
        verdict = settings.verdict(found.score)
        if verdict is not Verdict.APART:
            first, *others = several[node]
            for other in others:
                yield _judgement(layer, (first, other), verdict, found.score, scales.reasons(found.values))
