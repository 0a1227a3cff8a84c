"""What waits for a person: merges that are proposed, and judgements that contradict each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from dragoman.merge.explain import Explainer
from dragoman.model.judgement import MACHINE, Judgement, Linker, Matter, Verdict
from dragoman.model.record import Party
from dragoman.review.steps import Step, chain, compared
from dragoman.review.things import Thing, Things

CONTRADICTION, RIVAL = "contradiction", "rival"  # the features by which merging tells why it only proposes


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Two things that may be one. ``why`` it is asked: ``score`` in the middle band, or the score would do
    but joining them makes a ``contradiction``, or each could as well be one with a ``rival``.

    ``chain`` leads from the one to the other over what contradicts; ``rivals`` are the other candidates.
    """

    judgement: Judgement
    left: Thing
    right: Thing
    why: str
    chain: tuple[Step, ...] = ()
    rivals: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A judgement that is not followed, since others contradict it: ``chain`` leads over these from one of
    its two to the other."""

    judgement: Judgement
    left: Thing
    right: Thing
    chain: tuple[Step, ...]


def questions(
    things: Things,
    explainer: Explainer,
    parties: Collection[Party] = (),
    matter: Matter | None = None,
) -> tuple[Question, ...]:
    """Every proposal that nobody has answered, by matter, the best score first.

    With ``parties``, those of things that have to do with all of them, as far as that is known.
    """
    linker = explainer.sure
    asked = [
        j
        for j in proposals(explainer.ledger.judgements, linker)
        if matter in (None, j.matter) and not linker.parting(j.left, j.right) and _about(things, j, parties)
    ]
    rivals = [j for j in asked if _told(j, RIVAL)]
    out = []
    for judgement in asked:
        left, right = things.of(judgement.left), things.of(judgement.right)
        why = next((name for name in (CONTRADICTION, RIVAL) if _told(judgement, name)), "score")
        links = _contradicting(judgement, left, right, explainer) if why == CONTRADICTION else ()
        others = _rivals(things, judgement, rivals) if why == RIVAL else ()
        out.append(Question(judgement=judgement, left=left, right=right, why=why, chain=links, rivals=others))
    return tuple(sorted(out, key=lambda q: (q.judgement.matter.value, -q.judgement.score, q.judgement.id)))


def conflicts(
    things: Things, linker: Linker, parties: Collection[Party] = (), matter: Matter | None = None
) -> tuple[Conflict, ...]:
    """Every judgement that others contradict through a chain, people's first: what was passed over, and the
    machine's that only the word of a person keeps from joining."""
    found = [(refused.judgement, refused.chain) for refused in linker.refused]
    for judgement in proposals(things.ledger.judgements, linker):
        if _told(judgement, CONTRADICTION) and (parting := linker.parting(judgement.left, judgement.right)):
            found.append((judgement, parting))
    out = [
        Conflict(
            judgement=judgement,
            left=things.of(judgement.left),
            right=things.of(judgement.right),
            chain=chain(judgement.left, links),
        )
        for judgement, links in found
        if matter in (None, judgement.matter)
        and {judgement.left, judgement.right} <= things.known
        and _about(things, judgement, parties)
    ]
    return tuple(
        sorted(out, key=lambda c: (c.judgement.judge == MACHINE, c.judgement.matter, c.judgement.id))
    )


def proposals(judgements: Iterable[Judgement], linker: Linker) -> list[Judgement]:
    """The proposals whose two things are not one by now, and on which no person has spoken."""
    said = {(j.left, j.right) for j in judgements if j.judge != MACHINE and j.retracted_at is None}
    return [
        j
        for j in judgements
        if j.verdict is Verdict.PROPOSED
        and j.judge == MACHINE
        and (j.left, j.right) not in said
        and linker.canonical(j.left) != linker.canonical(j.right)
    ]


def _told(judgement: Judgement, feature: str) -> bool:
    return any(reason.feature == feature for reason in judgement.reasons)


def _about(things: Things, judgement: Judgement, parties: Collection[Party]) -> bool:
    """Whether the two together have to do with all of the parties, and each with one that is known of it."""
    wanted = set(parties)
    left, right = things.parties(judgement.left), things.parties(judgement.right)
    return wanted <= left | right and all(not known or known & wanted for known in (left, right) if wanted)


def _contradicting(judgement: Judgement, left: Thing, right: Thing, explainer: Explainer) -> tuple[Step, ...]:
    """From the one to the other over two members that cannot be one thing."""
    linker = explainer.sure
    pairs = explainer.pairs(judgement.matter, (left.id, *left.members), (right.id, *right.members))
    barred = next((pair for pair in pairs if pair.rule is not None), None)
    if barred is None:
        return ()
    between = compared(barred, Verdict.APART)
    before, after = linker.path(judgement.left, barred.left), linker.path(barred.right, judgement.right)
    return chain(judgement.left, [*before, between, *after])


def _rivals(things: Things, judgement: Judgement, others: Iterable[Judgement]) -> tuple[Thing, ...]:
    mine = {things.of(judgement.left).home, things.of(judgement.right).home}
    found: dict[str, Thing] = {}
    for other in others:
        homes = {things.of(other.left).home: other.left, things.of(other.right).home: other.right}
        if len(mine & set(homes)) == 1:
            found |= {home: things.of(i) for home, i in homes.items() if home not in mine}
    return tuple(found[home] for home in sorted(found))
