"""How an assessment is put into English, for tables and pages."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.desk.assessment.changes import Cause, Moved
from dragoman.desk.assessment.compare import Comparison, Unlike
from dragoman.desk.assessment.direction import Direction
from dragoman.desk.assessment.momentum import DayUsed, Momentum, Omitted, Term
from dragoman.desk.assessment.rows import Component, Item, ItemKind, Label, Score, Scorecard
from dragoman.desk.assessment.rules import rule_text
from dragoman.desk.assessment.settings import ScorecardSettings
from dragoman.desk.parties import party_name
from dragoman.desk.wording import count_text, day_text, isolated, listed, when_text
from dragoman.model.record import Party

UNKNOWN = "–"
LEGEND = f"0 to 4; {UNKNOWN} is not known, which is not 0"
_NEGLIGIBLE = 0.005
_CAUSES = {
    Cause.NEW: "new",
    Cause.STATUS: "now counts {now}, was {before}",
    Cause.AGED: "nothing new; by its age counts {now}, was {before}",
    Cause.GONE: "no longer counts here",
}


def names_text(parties: Sequence[Party]) -> str:
    """ "Morocco – Russia"."""
    return " – ".join(party_name(party) for party in parties)


def number_text(number: float, *, sign: bool = False) -> str:
    """Two digits after the point; nothing is never "-0.00"."""
    rounded = round(number, 2) + 0.0
    return f"{rounded:+.2f}" if sign else f"{rounded:.2f}"


def score_text(score: float | None) -> str:
    """The number, or the sign of what is not known."""
    return UNKNOWN if score is None else f"{score:g}"


def label_text(label: Label | None) -> str:
    return label.value if label else "nothing read"


def why_text(score: Score, settings: ScorecardSettings) -> str:
    """The rule that gave a score, with the figure behind it, or why there is none."""
    if score.score is None:
        return f"not known: {score.unknown.value if score.unknown else ''}"
    figure = ""
    if score.figure is not None:
        share = score.component is Component.TRADE_SHARE
        figure = f" ({score.figure:.1%})" if share else f" (mean {score.figure:+.2f})"
    return rule_text(score.component, score.score, settings) + figure


def item_text(item: Item) -> str:
    """ "agreement on fisheries; signed; 15 March 2016"."""
    date = when_text(item.when) if item.when.date is not None or item.kind is ItemKind.ENGAGEMENT else ""
    what = "" if item.kind is ItemKind.COMMITMENT else isolated(item.what)  # its words are quoted beside it
    return "; ".join(part for part in (what, item.state, date) if part)


def quote_text(item: Item | Term) -> str:
    """The first words that tell it, with who says so."""
    first = item.notes[0]
    said = f"“{isolated(' '.join(first.quote.split()))}” ({isolated(first.source)})"
    more = len({note.voice for note in item.notes}) - 1
    return f"{said}, and {count_text(more, 'more voice')}" if more else said


def moved_text(moved: Moved) -> str:
    """How an item moved a component, and which it is."""
    before, now = (score_text(one.step) if one else "" for one in (moved.before, moved.now))
    return f"{_CAUSES[moved.cause].format(before=before, now=now)}: {item_text(moved.item)}"


def momentum_text(found: Momentum) -> str:
    """The figures of momentum in a line."""
    days = found.settings.change_days
    parts = ", ".join(
        f"{direction_text(direction, found.parties)} "
        + number_text(float(getattr(found.now, direction.value)))
        for direction in Direction
    )
    return (
        f"{number_text(found.now.total)} on {day_text(found.now.day)} ({parts}); "
        f"{number_text(found.change, sign=True)} over {days} days, "
        f"from {number_text(found.before.total)} on {day_text(found.before.day)}"
    )


def omitted_text(one: Omitted) -> str:
    """ "visit (undated)"."""
    date = f", {when_text(one.when)}" if one.when.date is not None else ""
    return f"{one.what}{date} ({one.reason.value})"


def direction_text(direction: Direction, parties: Sequence[Party]) -> str:
    """ "MAR to RUS", or "joint"."""
    match direction:
        case Direction.FORTH:
            return f"{parties[0]} to {parties[1]}"
        case Direction.BACK:
            return f"{parties[1]} to {parties[0]}"
        case Direction.JOINT:
            return "joint"


def formula_text(term: Term) -> str:
    """ "8.0 × 0.80 × 0.97"."""
    worth = term.goldstein * term.weight
    faded = term.contribution / worth if worth else 1.0
    return f"{term.goldstein:g} × {term.weight:.2f} × {faded:.2f}"


def date_text(term: Term) -> str:
    """The date, and which day stands for it where it is no day."""
    text = when_text(term.when)
    return text if term.day_used is DayUsed.STATED else f"{text}: {term.day_used.value}"


def telling_terms(found: Momentum) -> tuple[tuple[Term, ...], int]:
    """The terms that add something, and the number of those that add next to nothing."""
    told = tuple(term for term in found.terms if abs(term.contribution) >= _NEGLIGIBLE)
    return told, len(found.terms) - len(told)


def trade_text(card: Scorecard) -> str | None:
    """Whose figures the trade shares are; None where there are none."""
    found = card.trade
    if found is None:
        return None
    bases = " and ".join(dict.fromkeys(basis.value for basis in found.bases))
    files = listed(isolated(name) for name in found.files)
    return f"Trade shares are of {found.year}, {bases}, from {files}."


def unlike_text(found: Comparison) -> str | None:
    """A warning where the comparison tells of reading rather than of relations."""
    if not found.unlike:
        return None
    left, right = found.left.coverage, found.right.coverage
    figures = {
        Unlike.DOCUMENTS: f" ({left.documents} and {right.documents})",
        Unlike.VOICES: f" ({left.voices} and {right.voices})",
    }
    reasons = listed(f"{reason.value}{figures.get(reason, '')}" for reason in found.unlike)
    return f"Compare with care, this may tell of what was read and not of relations: {reasons}."
