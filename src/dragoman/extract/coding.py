"""The act that an engagement is, by the rules of PLOVER: its codes are those of gazetteer/acts.tsv."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.extract.account import Account
from dragoman.extract.context import Context
from dragoman.gazetteer.acts import Act, load_acts
from dragoman.model.record import Format, Place
from dragoman.model.text import EngagementKind, Label, Realis

_BY_KIND = {
    EngagementKind.MEETING: "meet",
    EngagementKind.CONSULTATIONS: "meet",
    EngagementKind.COMMISSION_SESSION: "negotiate",
    EngagementKind.SUMMIT: "gather",
    EngagementKind.CALL: "telephone",
    EngagementKind.VISIT: "visit",
    EngagementKind.SIGNING: "sign",
    EngagementKind.MESSAGE: "write",
    EngagementKind.STATEMENT: "state",
    EngagementKind.CONDEMNATION: "criticise",
    EngagementKind.REQUEST: "call",
}
_TALKS = frozenset(
    {
        EngagementKind.MEETING,
        EngagementKind.CONSULTATIONS,
        EngagementKind.COMMISSION_SESSION,
        EngagementKind.SUMMIT,
        EngagementKind.CALL,
        EngagementKind.VISIT,
    }
)
_WITHIN_TALKS = frozenset({"complain", "mediate", "negotiate"})
_BY_STANCE = {
    "supports": "support",
    "opposes": "reject",
    "calls for": "call",
    "welcomes": "praise",
    "condemns": "criticise",
    "recognises": "recognise",
    "is concerned about": "disapprove",
    "denies": "deny",
}
_THREATS = {
    "SANCTION": "threaten relations",
    "COERCE": "threaten sanctions",
    "MOBILIZE": "threaten force",
    "ASSAULT": "threaten force",
    "PROTEST": "threaten",
}


def act_of(
    context: Context,
    kind: EngagementKind,
    group: Sequence[Account],
    form: Format | None,
    place: Place | None,
) -> str | None:
    """The name of the act that a group of tellings is; None where it is no act that is coded.

    The group's first telling decides realis. What is to come is an agreement or, of conflict, a threat; what
    is called off is a refusal to meet; what is denied is nothing. Who condemns what struck a state, and
    condoles with it, stands by it.
    """
    realis = group[0].realis
    if realis is Realis.NEGATED:
        return "refuse talks" if kind in _TALKS else None
    if any(account.solidary for account in group):
        return "support"
    told = _told(context, kind, group)
    if realis is Realis.PLANNED:
        return _to_come(kind, told)
    if told is not None:
        return told.name
    if kind is EngagementKind.STATEMENT:
        return _by_words(context, group)
    if kind is EngagementKind.MEETING:
        if form in (Format.PHONE, Format.VIDEO):
            return "telephone"
        sides = set().union(*(account.sides for account in group))
        if place is not None and place.country is not None and len(sides) > 1 and place.country not in sides:
            return "meet elsewhere"
    return _BY_KIND.get(kind)


def _to_come(kind: EngagementKind, told: Act | None) -> str | None:
    if kind in _TALKS:
        return "plan contact"
    if kind is EngagementKind.SIGNING:
        return "promise"
    if told is not None and told.plover == "AID":
        return "promise aid"
    if told is not None and told.quad == 4:
        return _THREATS[told.plover or ""]
    return "promise" if told is not None and told.quad == 2 else told.name if told else None


def _told(context: Context, kind: EngagementKind, group: Sequence[Account]) -> Act | None:
    """The act that the pack's cues read from the event's own words, else from those that follow them."""
    for account in group:
        found = context.found[account.event]
        start = context.sentences[found.sentence].span.start
        clause = context.clause(account.event)
        until = _next_event(context, account.event)
        best: tuple[tuple[bool, bool, int, int], Act] | None = None
        for match in context.cue("act", found.sentence):
            act = load_acts()[match.value]
            first = start + match.start
            own = context.is_own(account.event, match)
            if not _fits(kind, act) or not (own or clause.start <= first < until):
                continue
            if kind is EngagementKind.CONDEMNATION and not own:
                continue  # what follows is condemned
            rank = (act.name != _BY_KIND.get(kind), own, match.tokens, -first)
            if best is None or rank > best[0]:
                best = rank, act
        if best is not None:
            return best[1]
    return None


def _fits(kind: EngagementKind, act: Act) -> bool:
    """Whether engagements of this kind can be that act."""
    if kind in _TALKS:
        return act.name in _WITHIN_TALKS
    if kind is EngagementKind.SIGNING:
        return act.name == "sign"
    if kind is EngagementKind.CONDEMNATION:
        return act.plover in ("ACCUSE", "REJECT", "THREATEN")
    if kind is EngagementKind.REQUEST:
        return act.plover == "REQUEST"
    if kind in (EngagementKind.STATEMENT, EngagementKind.MESSAGE):
        return act.plover != "CONSULT" and act.quad in (None, 1, 3)
    return act.plover not in (None, "CONSULT")


def _next_event(context: Context, event: int) -> int:
    """Where the next event of the sentence begins, or the sentence ends."""
    found = context.found[event]
    behind = (f.span.start for n, f in context.of(Label.EVENT, found.sentence) if n > event)
    return min(behind, default=context.sentences[found.sentence].span.end)


def _by_words(context: Context, group: Sequence[Account]) -> str:
    """What a statement is, from its stance or promise."""
    for account in group:
        found = context.found[account.event]
        clause = context.clause(account.event)
        words = context.text[clause.start : max(found.span.end, _next_event(context, account.event))]
        stance = found.pack.meaning("position", words)
        if stance in _BY_STANCE:
            return _BY_STANCE[stance]
        promised = (
            found.mention.scores is not None
            and max(found.mention.scores.commitment, found.mention.scores.intent) >= 0.5
        )
        if promised or found.pack.cue("commitment.act", words):
            return "promise"
    return _BY_KIND[EngagementKind.STATEMENT]
