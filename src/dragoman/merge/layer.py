"""The matters that are judged, in their order, each with what it takes: keys, comparison, contradiction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from dragoman.merge.block import Seat, deed_seat, event_seat, organ_seat, outline_seat, person_seat, text_seat
from dragoman.merge.compare import bodies, copies, documents, engagements, instruments, people
from dragoman.merge.compare.bodies import Organ
from dragoman.merge.compare.copies import Text
from dragoman.merge.compare.documents import Outline
from dragoman.merge.compare.engagements import Telling
from dragoman.merge.compare.instruments import Deed
from dragoman.merge.compare.people import Profile
from dragoman.merge.score import Compared, Feature, MergeSettings, Scales
from dragoman.model.judgement import Matter

N = TypeVar("N")
Test = Callable[[N, N], bool]


_BEFORE, _AFTER = 3, documents.NEAR_DAYS - 3
Span = tuple[int, int]  # ordinals of the first and the last day


def _any_time(_: object) -> Span | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer(Generic[N]):
    """One matter.

    ``seat`` tells the keys under which a thing is looked up. ``apart``: what is not worth comparing.
    ``clash``: what no group may hold both of. ``rival``: of two that are as good partners, what shows that
    one of them must be wrong. ``span``: days that must have one in common with another's for the two to be
    worth comparing, None for one that can be of any time. ``reach``: in a crowded block a thing meets this
    many before and behind it; ``need``: how many common keys make two worth comparing, by the numbers of
    their firm ones.
    ``described``: a node stands for all records described alike. ``hopeful``: groups that count proposals as
    made are wanted too. ``sticky``: a group keeps its name as it grows, for much is looked up by it.
    """

    name: str
    matter: Matter
    seat: Callable[[N], Seat]
    features: Sequence[tuple[Feature[N], float]]
    apart: Test[N]
    clash: Test[N]
    rival: Test[N]
    span: Callable[[N], Span | None] = _any_time
    reach: int = 40
    need: Callable[[int, int], int] | None = None
    compared: Callable[[N, N, MergeSettings], Compared] | None = None
    described: bool = False
    hopeful: bool = False
    sticky: bool = False

    def scales(self, settings: MergeSettings) -> Scales[N]:
        """Its features with the weights of the settings."""
        return Scales(self.matter, self.features, settings)

    def comparer(self, settings: MergeSettings) -> Callable[[N, N], Compared]:
        """What compares two of its things."""
        if self.compared is None:
            return self.scales(settings).weigh
        compared = self.compared
        return lambda left, right: compared(left, right, settings)


def _several(left: int, right: int) -> int:
    """One in eight of the keys of the text with fewer: an excerpt shares many more."""
    return max(1, min(left, right) // 8)


def _dated(one: Telling) -> Span | None:
    """The days of a dated engagement; reports of one differ by the slack at most, or by a day."""
    if one.days is None:
        return None
    slack = max(1, one.slack_days)
    return one.days[0].toordinal() - slack, one.days[1].toordinal() + slack


def _published(one: Outline) -> Span | None:
    """Days that two publications have in common where no more than a week lies between them."""
    if one.published is None:
        return None
    return one.published[0].toordinal() - _BEFORE, one.published[1].toordinal() + _AFTER


PEOPLE: Layer[Profile] = Layer(
    name="person",
    matter=Matter.PERSON,
    seat=person_seat,
    features=people.FEATURES,
    apart=people.apart,
    clash=people.clash,
    rival=people.clash,
    described=True,
    hopeful=True,
    sticky=True,
)
TEXTS: Layer[Text] = Layer(
    name="text",
    matter=Matter.DOCUMENT,
    seat=text_seat,
    features=copies.FEATURES,
    apart=copies.other_language,
    clash=copies.distinct,
    rival=copies.distinct,
    reach=20,
    need=_several,
    compared=copies.compared,
)
EVENTS: Layer[Telling] = Layer(
    name="engagement",
    matter=Matter.ENGAGEMENT,
    seat=event_seat,
    features=engagements.FEATURES,
    apart=engagements.apart,
    clash=engagements.apart,
    rival=engagements.contradict,
    span=_dated,
)
DEEDS: Layer[Deed] = Layer(
    name="instrument",
    matter=Matter.INSTRUMENT,
    seat=deed_seat,
    features=instruments.FEATURES,
    apart=instruments.apart,
    clash=instruments.clash,
    rival=instruments.clash,
    described=True,
)
ORGANS: Layer[Organ] = Layer(
    name="body",
    matter=Matter.BODY,
    seat=organ_seat,
    features=bodies.FEATURES,
    apart=bodies.apart,
    clash=bodies.apart,
    rival=bodies.apart,
    described=True,
)
OUTLINES: Layer[Outline] = Layer(
    name="outline",
    matter=Matter.DOCUMENT,
    seat=outline_seat,
    features=documents.FEATURES,
    apart=documents.apart,
    clash=documents.distinct,
    rival=documents.distinct,
    span=_published,
)

LAYERS: tuple[Layer[Any], ...] = (PEOPLE, TEXTS, EVENTS, DEEDS, ORGANS, OUTLINES)
