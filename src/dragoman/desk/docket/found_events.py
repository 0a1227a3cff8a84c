"""Evidence in events: what was planned was held, put off, called off or denied; a promised body has met."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.desk.docket.finding import Scale, found, later_words, of_event, since
from dragoman.desk.docket.found_words import share
from dragoman.desk.docket.promised import Days, Index, Promised
from dragoman.desk.docket.rows import Evidenced, EvidenceKind, Polarity
from dragoman.desk.docket.settings import DocketSettings
from dragoman.desk.timeline import HAPPENED, PUBLIC_ACTS, taking_part
from dragoman.merge.compare.telling import days, gap
from dragoman.merge.compare.titles import likeness
from dragoman.model.ledger import LedgerBody, LedgerEngagement, Outcome
from dragoman.model.record import Evidence
from dragoman.model.text import EngagementKind, Realis
from dragoman.model.time import shift

_TALKS = frozenset({EngagementKind.MEETING, EngagementKind.CONSULTATIONS, EngagementKind.COMMISSION_SESSION})
_ALIKE = 0.75
_MISDATED = 1  # days: what is told to be signed on a day may be dated the day before
_NO_DEEDS = frozenset({None, "meet", "visit", "host", "promise", "plan contact", "praise", "support"})
_AGAINST = {"postponed": False, "called off": True, "denied": True}  # whether it is final


def events(index: Index, promise: Promised, settings: DocketSettings) -> Iterator[Evidenced]:
    """What became of the events that a promise plans, and the sessions of the bodies that it names."""
    for planned in promise.events:
        told = list(_fate(index, promise, planned, settings))
        if not any(e.polarity is Polarity.FOR for e in told):
            put_off = planned.fate is not None and planned.fate.outcome is Outcome.POSTPONED
            fitting = list(_fitting(index, promise, planned, settings, put_off=put_off))
            if any(not e.final for e in fitting if e.polarity is Polarity.AGAINST) and not put_off:
                fitting = list(_fitting(index, promise, planned, settings, put_off=True))
            told += fitting
        yield from told
        yield from _same_act(index, promise, planned, settings)
    for body in promise.bodies:
        yield from _sessions(index, promise, body, settings)


def _fate(
    index: Index, promise: Promised, planned: LedgerEngagement, settings: DocketSettings
) -> Iterator[Evidenced]:
    """What later documents tell of the planned event itself, which merging has put together."""
    scale = Scale()
    scale.add("planned_event", 1.0, settings.planned_event)
    sides = taking_part(planned) | set(promise.who)
    fate = planned.fate
    claims = fate.claims if fate is not None else ()
    held = [
        c.evidence for c in claims if c.property == "held" and c.evidence.document_id not in promise.documents
    ]
    off = {
        name: [
            c.evidence for c in claims if c.property == name and not _is_before(index, promise, c.evidence)
        ]
        for name in _AGAINST
    }
    if held and fate is not None:
        yield from _some(
            found(
                index,
                promise,
                scale,
                held,
                identity=planned.id,
                kind=EvidenceKind.EVENT,
                polarity=Polarity.FOR,
                when=fate.held if fate.held.date is not None else planned.when,
                parties=sides,
                joint=len(sides) > 1,
            )
        )
    for name, words in off.items():
        yield from _some(
            found(
                index,
                promise,
                scale,
                words,
                identity=planned.id,
                kind=EvidenceKind.EVENT,
                polarity=Polarity.AGAINST,
                when=planned.when,
                parties=sides,
                joint=len(sides) > 1,
                final=_AGAINST[name],
            )
        )
    into = index.event_of.get(fate.into) if fate is not None and fate.into else None
    if into is not None and into.realis in HAPPENED:
        yield from _some(of_event(index, promise, into, scale))


def _fitting(
    index: Index, promise: Promised, planned: LedgerEngagement, settings: DocketSettings, *, put_off: bool
) -> Iterator[Evidenced]:
    """Events that are not one with the plan in the ledger, but fit it: the kind, those who take part, and
    place, host, people, session or day. Such as were called off, put off or denied are against."""
    for event in index.engagements(*promise.who):
        off = event.realis is Realis.NEGATED
        if event.id == planned.id or not (off or event.realis in HAPPENED):
            continue
        if not _can_be(promise, planned, event) or _other_body(index, planned, event):
            continue
        if event.kind is EngagementKind.SIGNING and _other_titles(index, planned, event):
            continue
        scale = Scale()
        scale.add("same_kind", 1.0 if planned.kind is event.kind else 0.5, settings.same_kind)
        wanted = taking_part(planned) | set(promise.who)
        scale.add("same_parties", 1.0 if wanted == taking_part(event) else 0.5, settings.same_parties)
        same = bool(planned.place and event.place and planned.place == event.place and planned.place.city)
        scale.add("same_place", float(same), settings.same_place)
        scale.add(
            "same_host", float(bool(_host(planned)) and _host(planned) == _host(event)), settings.same_host
        )
        scale.add("same_people", _people(planned, event), settings.same_people)
        session = planned.session is not None and planned.session == event.session
        scale.add("same_session", float(session), settings.same_session)
        scale.add(
            "named_body", float(planned.body is not None and planned.body == event.body), settings.named_body
        )
        in_time = _in_time(promise, planned, event, settings, put_off=put_off)
        scale.add("near_date", _near(promise, planned, event, settings), settings.near_date)
        if scale.score >= settings.least and in_time:
            yield from _some(
                _off(index, promise, event, scale) if off else of_event(index, promise, event, scale)
            )


def _off(index: Index, promise: Promised, event: LedgerEngagement, scale: Scale) -> Evidenced | None:
    postponed = any(member.postponed for member in event.members)
    return of_event(index, promise, event, scale, Polarity.AGAINST, final=not postponed)


def _can_be(promise: Promised, planned: LedgerEngagement, event: LedgerEngagement) -> bool:
    """Whether nothing speaks against their being one: kind, parties, host, place, session, level."""
    if _family(planned.kind) != _family(event.kind) or event.kind in PUBLIC_ACTS:
        return False
    wanted = (taking_part(planned) or promise.sides) | set(promise.who)
    if len(wanted) < 2 or not wanted <= taking_part(event):
        return False
    both = (
        (_host(planned), _host(event)),
        (planned.place and planned.place.city, event.place and event.place.city),
        (planned.place and planned.place.country, event.place and event.place.country),
        (planned.session, event.session),
        (planned.level, event.level),
    )
    if any(a is not None and b is not None and a != b for a, b in both):
        return False
    named = {p.person_id for p in planned.participants}, {p.person_id for p in event.participants}
    return not named[0] or not named[1] or bool(named[0] & named[1])


def _other_body(index: Index, planned: LedgerEngagement, event: LedgerEngagement) -> bool:
    """Whether they are of two bodies; one that is named in two languages may not have been put together."""
    if planned.body is None or event.body is None or planned.body == event.body:
        return False
    ours, theirs = index.body_langs(planned.body), index.body_langs(event.body)
    return not ours or not theirs or bool(ours & theirs)


def _other_titles(index: Index, planned: LedgerEngagement, event: LedgerEngagement) -> bool:
    """Whether, in one language, other things are signed than were to be."""
    ours, theirs = index.titles(planned.instruments), index.titles(event.instruments)
    alike = [likeness((a,), (b,)) for a in ours for b in theirs if a[0] == b[0]]
    return bool(alike) and max(value or 0.0 for value in alike) < _ALIKE


def _family(kind: EngagementKind) -> str:
    return "talks" if kind in _TALKS else kind.value


def _host(event: LedgerEngagement) -> str | None:
    if event.host is not None:
        return event.host.code
    return event.place.country if event.place and event.kind is EngagementKind.VISIT else None


def _people(planned: LedgerEngagement, event: LedgerEngagement) -> float:
    ours, theirs = {p.person_id for p in planned.participants}, {p.person_id for p in event.participants}
    return len(ours & theirs) / len(ours) if ours else 0.0


def _expected(promise: Promised, planned: LedgerEngagement) -> Days | None:
    """The days for which it was promised: the plan's own, else up to the promise's deadline."""
    own = days(planned.when)
    if own is not None:
        return own
    due = promise.commitment.commitment.due
    if due.date is None or promise.told is None:
        return None
    last = (due.end or due.date).last
    return min(promise.told[0], last), last


def _near(
    promise: Promised, planned: LedgerEngagement, event: LedgerEngagement, settings: DocketSettings
) -> float:
    ours, theirs = _expected(promise, planned), days(event.when)
    if ours is None and event.kind is EngagementKind.SIGNING:
        ours = promise.told  # without a day, only one signed at once can be the one that was announced
    if ours is None or theirs is None:
        return 0.0
    return 1.0 if gap(ours, theirs) <= settings.near_days else 0.0


def _in_time(
    promise: Promised,
    planned: LedgerEngagement,
    event: LedgerEngagement,
    settings: DocketSettings,
    *,
    put_off: bool,
) -> bool:
    """Whether it can be the promised one by its day: after the promise, and near the day planned or, where
    none is, within one cycle; also where the plan was put off. What has no date is none."""
    ours, theirs = _expected(promise, planned), days(event.when)
    if theirs is None or promise.told is None:
        return False
    if event.kind is EngagementKind.SIGNING:
        window = ours or promise.told
        return theirs[1] >= shift(promise.told[0], -_MISDATED) and gap(window, theirs) <= settings.near_days
    if theirs[1] <= promise.told[1]:
        return False
    if planned.session is not None and planned.session == event.session and planned.body == event.body:
        return True  # there is one session of a number, however late
    if ours is not None:
        last = shift(ours[1], settings.cycle_days) if put_off else ours[1]
        return gap((ours[0], last), theirs) <= settings.near_days
    return theirs[0] <= shift(promise.told[1], settings.cycle_days)


def _same_act(
    index: Index, promise: Promised, planned: LedgerEngagement, settings: DocketSettings
) -> Iterator[Evidenced]:
    """Acts of the very kind that is promised (an embassy opened, a ban lifted), by those who promised it: in
    the place promised, by the deadline, or in the words of the promise."""
    if planned.kind is not EngagementKind.OTHER or planned.act in _NO_DEEDS:
        return
    for event in index.engagements(*promise.who):
        held = days(event.when)
        if event.id == planned.id or event.act != planned.act or event.realis not in HAPPENED:
            continue
        if held is None or promise.told is None or held[0] <= promise.told[1]:
            continue
        if not set(promise.who) <= taking_part(event) or _elsewhere(planned, event):
            continue
        words = later_words(index, promise, event.reports)
        scale = Scale()
        scale.add("same_kind", 1.0, settings.same_kind)
        scale.add("same_parties", 1.0, settings.same_parties)
        same = planned.place is not None and planned.place == event.place and bool(planned.place.city)
        scale.add("same_place", float(same), settings.same_place)
        due = _expected(promise, planned)
        near = due is not None and held[0] <= shift(due[1], settings.near_days)
        scale.add("near_date", float(near), settings.near_date)
        scale.add(
            "shared_words", max((share(index, promise, e) for e in words), default=0.0), settings.shared_words
        )
        if scale.score >= settings.least and (
            same or any(r.feature == "shared_words" for r in scale.reasons)
        ):
            yield from _some(of_event(index, promise, event, scale))


def _elsewhere(planned: LedgerEngagement, event: LedgerEngagement) -> bool:
    """Whether the places of both are known and differ."""
    a, b = planned.place, event.place
    if a is None or b is None:
        return False
    return bool(
        (a.city and b.city and a.city != b.city) or (a.country and b.country and a.country != b.country)
    )


def _sessions(
    index: Index, promise: Promised, body: LedgerBody, settings: DocketSettings
) -> Iterator[Evidenced]:
    """Later sessions of a body that is named. Of one that no document knew before the promise the first
    session shows that it exists; of another, that work goes on."""
    reported = [d for r in body.reports if (d := index.days(r.document_id)) is not None]
    new = promise.told is not None and all(d[0] >= promise.told[0] for d in reported)
    planned = {e.id for e in promise.events}
    numbered = any(s.number > 1 for s in body.sessions)
    for event in index.engagements(*promise.who):
        if event.body != body.id or event.realis not in HAPPENED or event.id in planned:
            continue
        held = days(event.when)
        if held is None or not since(promise, held) or not promise.sides & taking_part(event):
            continue
        if promise.told is not None and held[1] <= promise.told[1]:
            continue
        scale = Scale()
        scale.add("named_body", 1.0, settings.named_body)
        scale.add("same_parties", 1.0, settings.same_parties)
        made = new and not numbered and not promise.events and event.session in (None, 1)
        if scale.score >= settings.least:
            yield from _some(
                of_event(index, promise, event, scale, Polarity.FOR if made else Polarity.PROGRESS)
            )


def _is_before(index: Index, promise: Promised, words: Evidence) -> bool:
    """Whether words surely appeared before the promise; its own document may tell that it was put off."""
    told = index.days(words.document_id)
    return told is not None and promise.told is not None and told[1] < promise.told[0]


def _some(one: Evidenced | None) -> Iterator[Evidenced]:
    if one is not None:
        yield one
