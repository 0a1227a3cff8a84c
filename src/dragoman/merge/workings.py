"""What a merge keeps between one document and the next, wherever it is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from dragoman.merge.block import Seat
from dragoman.merge.cluster import Pair
from dragoman.merge.facts import Facts, Part
from dragoman.merge.runs import Runs

USUAL = "usual"  # no layer: what was last made of a person, as (usual party, band of the own score)


class Edge(NamedTuple):
    """A pair that is at least worth a question: its score, the values of its features as JSON, and why it is
    not joined though it is good enough."""

    score: float
    values: str
    refused: str = ""


class Weight(NamedTuple):
    """What an edge counts for: its score, and why it is not joined though it is good enough."""

    score: float
    refused: str = ""


class Home(NamedTuple):
    """The groups of a node: of what is the same, and of what may be.

    Names of groups serve to tell them apart, and for nothing else.
    """

    sure: str
    maybe: str


class Near(NamedTuple):
    """Another under a key."""

    id: str
    firm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one layer: new seats, edges and homes by what they are of, None for those that are no
    more. ``bodies`` are nodes that stand for several records, and ``members`` the node and the document of
    records. ``refused`` is why edges that are there already are not joined. ``is_new``: none of the others
    was there before."""

    seats: Mapping[str, Seat | None] = field(default_factory=dict)
    edges: Mapping[Pair, Edge | None] = field(default_factory=dict)
    homes: Mapping[str, Home | None] = field(default_factory=dict)
    bodies: Mapping[str, Any | None] = field(default_factory=dict)
    members: Mapping[str, tuple[str, str] | None] = field(default_factory=dict)
    refused: Mapping[Pair, str] = field(default_factory=dict)
    is_new: bool = False


class Workings(Protocol):
    """State of a merge, layer by layer, under the names of ``merge.layer``."""

    def facts(self, documents: Iterable[str], *parts: Part) -> Iterator[Facts]:
        """These parts of the facts of these documents, those that are there, in the order of their ids."""
        ...

    def runs(self, documents: Collection[str]) -> Mapping[str, Runs]:
        """The word runs of these documents."""
        ...

    def is_empty(self, layer: str) -> bool:
        """Whether nothing was put into a layer yet."""
        ...

    def members_in(self, layer: str, documents: Collection[str]) -> Mapping[str, str]:
        """The records of these documents, each with its node."""
        ...

    def members_of(self, layer: str, nodes: Collection[str] | None = None) -> Mapping[str, tuple[str, str]]:
        """The records of these nodes, each with its node and its document; all, without any."""
        ...

    def nodes_of(self, layer: str, records: Collection[str]) -> Mapping[str, str]:
        """The node of each of these records that is there."""
        ...

    def bodies(self, layer: str, nodes: Collection[str]) -> Mapping[str, Any]:
        """These nodes, of a layer whose nodes stand for several records."""
        ...

    def seats(self, layer: str, nodes: Collection[str]) -> Mapping[str, Seat]:
        """The seats of these nodes."""
        ...

    def around(
        self, layer: str, key: int, order: str, node: str, reach: int
    ) -> tuple[list[Near], list[Near]]:
        """Up to ``reach`` others under a key before a place in its order, and up to as many behind it, the
        nearest first."""
        ...

    def edges(self, layer: str, nodes: Collection[str] | None = None) -> Mapping[Pair, Edge]:
        """The edges that have an end among these nodes; all, without any."""
        ...

    def weights(
        self, layer: str, nodes: Collection[str] | None = None, least: float | None = None
    ) -> Mapping[Pair, Weight]:
        """What the edges that have an end among these nodes count for; all, without any. With ``least`` those
        alone whose score is at least that."""
        ...

    def between(self, layer: str, pairs: Collection[Pair]) -> Mapping[Pair, Edge]:
        """The edges of these pairs."""
        ...

    def homes(self, layer: str, nodes: Collection[str]) -> Mapping[str, Home]:
        """The groups of these nodes, those that are there."""
        ...

    def group(self, layer: str, homes: Collection[str]) -> Mapping[str, str]:
        """The nodes of these groups of what is the same, each with its group."""
        ...

    def put(self, layer: str, change: Change) -> None:
        """Keep what became of a layer."""
        ...
