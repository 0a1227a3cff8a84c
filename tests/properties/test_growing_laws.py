"""Workings that grow document by document are those that were made of all documents at once."""

from __future__ import annotations

import random
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.merge.amend import amend
from dragoman.merge.block import Seat
from dragoman.merge.build import build
from dragoman.merge.cluster import Pair
from dragoman.merge.decided import Decisions
from dragoman.merge.facts import Part, dump_part, facts, load_facts
from dragoman.merge.flow import bring_up
from dragoman.merge.judge import judge, judgements
from dragoman.merge.layer import LAYERS, Layer
from dragoman.merge.memory import Memory, _Kept
from dragoman.merge.runs import runs_of
from dragoman.merge.score import Compared, MergeSettings
from dragoman.merge.settle import Load, Rules
from dragoman.merge.sitting import Sitting
from dragoman.merge.workings import Workings
from dragoman.model.judgement import Judgement, Matter
from tests.merge.builders import Told, maps
from tests.properties.test_merge_laws import SOME, decisions_on

SETTINGS = MergeSettings()


def state(memory: Memory) -> list[object]:
    """All that workings hold, in an order of its own."""
    kept = [memory._layer(layer.name) for layer in LAYERS]
    return [
        (
            sorted(key for key in one.seats),
            sorted(one.edges.items()),
            parts({node: home.sure for node, home in one.homes.items()}),
            parts({node: home.maybe for node, home in one.homes.items()}),
            sorted(one.members.items()),
            dict(sorted(one.bodies.items())),
        )
        for one in kept
    ]


def state_of(kept: _Kept) -> tuple[object, ...]:
    """Seats, edges and groups of a layer."""
    sure = parts({node: home.sure for node, home in kept.homes.items()})
    return kept.seats, kept.edges, sure, parts({node: home.maybe for node, home in kept.homes.items()})


def parts(groups: Mapping[str, str]) -> list[list[str]]:
    """Groups without their names."""
    found: dict[str, list[str]] = {}
    for node, group in groups.items():
        found.setdefault(group, []).append(node)
    return sorted(sorted(nodes) for nodes in found.values())


def grown(pieces: list[list[Told]], said: tuple[Judgement, ...]) -> Memory:
    memory = Memory()
    for piece in pieces:
        for one in piece:
            memory.learn(facts(one.document, one.reading, {}), runs_of(one.document))
        bring_up(memory, [one.document.id for one in piece], SETTINGS, said)
    return memory


def pieces_of(told: list[Told], seed: int) -> list[list[Told]]:
    rng = random.Random(seed)
    left = [*told, *rng.sample(told, len(told) // 2)]
    rng.shuffle(left)
    out = []
    while left:
        size = rng.randint(1, len(left))
        out.append(left[:size])
        left = left[size:]
    return out


@settings(max_examples=60, deadline=None)
@given(SOME, st.integers(0, 999), st.booleans())
def test_any_batches_in_any_order_give_the_same_workings(told: list[Told], seed: int, judged: bool) -> None:
    said = decisions_on(told, seed) if judged else ()
    whole = grown([told], said)
    parts = grown(pieces_of(told, seed), said)
    assert state(parts) == state(whole)
    texts, readings = maps(told)
    assert judgements(parts, SETTINGS, decided=said) == judge(texts, readings, decided=said)


@settings(max_examples=40, deadline=None)
@given(SOME, SOME, st.integers(0, 999))
def test_documents_that_are_taken_away_leave_nothing(some: list[Told], more: list[Told], seed: int) -> None:
    gone = [one for one in more if one.document.id not in {t.document.id for t in some}]
    memory = grown(pieces_of([*some, *gone], seed), ())
    for one in gone:
        memory.forget(one.document.id)
    bring_up(memory, [one.document.id for one in gone], SETTINGS)
    assert state(memory) == state(grown([some], ()))


@settings(max_examples=40, deadline=None)
@given(SOME, st.integers(0, 999))
def test_decisions_that_come_later_and_are_taken_back_change_what_they_should(
    told: list[Told], seed: int
) -> None:
    said = decisions_on(told, seed)
    memory = grown([told], ())
    named = {identity for j in said for identity in (j.left, j.right)}
    touched = {t.document.id for t in told if named & {r.id for r in (*t.records, *t.people)}}
    bring_up(memory, touched, SETTINGS, said)
    assert state(memory) == state(grown([told], said))
    bring_up(memory, touched, SETTINGS, ())
    assert state(memory) == state(grown([told], ()))


@settings(max_examples=30, deadline=None)
@given(SOME)
def test_facts_load_as_they_were_dumped(told: list[Told]) -> None:
    for one in told:
        found = facts(one.document, one.reading, {})
        parts = {part: dump_part(found, part) for part in Part}
        assert load_facts(found.document, found.lang, found.published, parts) == found


# --- crowded blocks ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something with keys; things whose numbers are near are alike."""

    id: str
    number: int
    firm: tuple[int, ...]
    loose: tuple[int, ...]


def _compare(left: Thing, right: Thing, _: MergeSettings) -> Compared:
    near = abs(left.number - right.number)
    return Compared(score={0: 0.95, 1: 0.85, 2: 0.7}.get(near, 0.1), values=(float(near),))


def _far(left: Thing, right: Thing) -> bool:
    return abs(left.number - right.number) > 2


CROWDED: Layer[Thing] = Layer(
    name="thing",
    matter=Matter.ENGAGEMENT,
    seat=lambda t: Seat(str(t.number % 3), t.firm, tuple(k for k in t.loose if k not in t.firm)),
    features=(),
    apart=lambda _a, _b: False,
    clash=_far,
    rival=_far,
    reach=2,
    compared=_compare,
    hopeful=True,
)
RULES: Rules[Thing] = Rules(
    layer=CROWDED,
    settings=SETTINGS,
    decisions=Decisions((), Matter.ENGAGEMENT),
    solid=lambda _: True,
)
THINGS = st.dictionaries(
    st.integers(0, 30).map(lambda n: f"t{n:02d}"),
    st.tuples(st.integers(0, 9), st.sets(st.integers(0, 2)), st.sets(st.integers(0, 2))),
    max_size=16,
)


def _made(found: Mapping[str, tuple[int, set[int], set[int]]]) -> dict[str, Thing]:
    return {
        key: Thing(id=key, number=number, firm=tuple(sorted(firm)), loose=tuple(sorted(loose)))
        for key, (number, firm, loose) in found.items()
    }


@settings(max_examples=200, deadline=None)
@given(THINGS, THINGS, st.sets(st.integers(0, 30).map(lambda n: f"t{n:02d}")))
@example(  # a chain that comes apart in two places at once
    {
        "t00": (2, set(), {0}),
        "t01": (1, set(), {0}),
        "t02": (0, set(), {0}),
        "t03": (7, set(), {0}),
        "t04": (0, {0}, set()),
        "t05": (1, {0}, set()),
    },
    {"t02": (7, set(), {0})},
    set(),
)
def test_in_crowded_blocks_what_comes_and_goes_leaves_the_pairs_of_the_rest(
    first: dict[str, tuple[int, set[int], set[int]]],
    then: dict[str, tuple[int, set[int], set[int]]],
    gone: set[str],
) -> None:
    things = _made(first)
    memory: Workings = Memory()
    build(RULES, memory, things)
    after: dict[str, Thing | None] = {**_made(then), **dict.fromkeys(gone & things.keys())}
    now = {k: t for k, t in {**things, **after}.items() if t is not None}

    def load(ids: Collection[str]) -> Mapping[str, Thing]:
        return {key: now[key] for key in ids if key in now}

    change, _ = amend(RULES, memory, after, load)
    memory.put("thing", change)
    fresh = Memory()
    build(RULES, fresh, now)
    kept, expected = memory._layer("thing"), fresh._layer("thing")  # type: ignore[attr-defined]
    assert state_of(kept) == state_of(expected)


@settings(max_examples=100, deadline=None)
@given(THINGS)
def test_pairs_are_those_within_reach_under_a_key_that_one_holds_firmly(
    found: dict[str, tuple[int, set[int], set[int]]],
) -> None:
    things = _made(found)
    seats = {key: CROWDED.seat(one) for key, one in things.items()}
    expected: set[Pair] = set()
    for key in range(3):
        block = sorted(
            (seats[i].order, i, key in seats[i].firm)
            for i in seats
            if key in (*seats[i].firm, *seats[i].loose)
        )
        for at, (_, left, firm) in enumerate(block):
            for _, right, other in block[at + 1 : at + 1 + CROWDED.reach]:
                if firm or other:
                    expected.add((min(left, right), max(left, right)))
    sitting = Sitting(CROWDED.reach)
    sitting.add(dict(sorted(seats.items())))
    assert list(sitting.pairs()) == sorted(expected)


def _from(things: Mapping[str, Thing]) -> Load[Thing]:
    return lambda ids: {key: things[key] for key in ids if key in things}


def _chance(*parts: object) -> float:
    """A number from 0 to 1 that looks like chance and is none."""
    return zlib.crc32(" ".join(map(str, parts)).encode()) / 2**32


def _thing(key: str, rng: random.Random) -> Thing:
    firm, loose = (tuple(sorted(rng.sample(range(5), rng.randint(0, most)))) for most in (3, 2))
    return Thing(id=key, number=rng.randint(0, 4), firm=firm, loose=loose)


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 10**6))
def test_what_is_settled_near_each_change_is_what_all_at_once_gives(seed: int) -> None:
    """Scores and contradictions by chance, so that most groups refuse somebody."""

    def score(left: Thing, right: Thing, _: MergeSettings) -> Compared:
        scores = (0.95, 0.9, 0.86, 0.85, 0.82, 0.7, 0.65, 0.3, 0.2, 0.1)
        at = _chance(seed, *sorted((f"{left.id}/{left.number}", f"{right.id}/{right.number}")))
        return Compared(score=scores[int(at * 10)], values=(at,))

    def clash(left: Thing, right: Thing) -> bool:
        return _chance(*sorted((f"{left.id}/{left.number}", f"{right.id}/{right.number}"))) < 0.25

    layer = replace(CROWDED, compared=score, clash=clash, rival=clash, reach=3)
    rules = replace(RULES, layer=layer)
    rng = random.Random(seed)
    now = {f"t{n:02d}": _thing(f"t{n:02d}", rng) for n in range(rng.randint(1, 9))}
    memory = Memory()
    build(rules, memory, now)
    for _ in range(6):
        keys = [f"t{n:02d}" for n in rng.sample(range(25), 3)]
        changed = {k: None if k in now and rng.random() < 0.3 else _thing(k, rng) for k in keys}
        now = {k: t for k, t in {**now, **changed}.items() if t is not None}
        change, _ = amend(rules, memory, changed, _from(now))
        memory.put("thing", change)
        fresh = Memory()
        build(rules, fresh, now)
        kept, expected = memory._layer("thing"), fresh._layer("thing")
        assert state_of(kept) == state_of(expected)
