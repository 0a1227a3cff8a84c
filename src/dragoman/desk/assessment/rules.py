"""The rules of the scorecard in words: what each score of each component means."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.desk.assessment.rows import Component
from dragoman.desk.assessment.settings import ScorecardSettings

RULES: Mapping[Component, tuple[str, str, str, str, str]] = {
    Component.LEGAL_BASIS: (
        "no instrument of the area is known",
        "one is planned, negotiated, expired, replaced, or named without its status",
        "a political text is signed (memorandum, declaration, programme)",
        "an agreement, treaty or protocol is signed",
        "an agreement, treaty or protocol is in force or has been updated",
    ),
    Component.INSTITUTION: (
        "no joint body of the area is known",
        "one is known, but no session that it held",
        "a body sat, but not in the last {session_days} days",
        "a general body took the area up in the last {session_days} days",
        "a body of the area sat in the last {session_days} days",
    ),
    Component.ACTIVITY: (
        "no contact on the area is known",
        "contacts are known, none dated in the last {activity_days} days",
        "a contact in the last {activity_days} days",
        "a contact in the last {recent_days} days",
        "{busy} or more contacts in the last {recent_days} days",
    ),
    Component.DELIVERY: (
        "the mean of the scores is under -0.75: not kept",
        "the mean of the scores is under -0.25: mostly not kept",
        "the mean of the scores is under 0.25: partly kept, or kept and not kept in balance",
        "the mean of the scores is under 0.75: mostly kept",
        "the mean of the scores is 0.75 or more: kept",
    ),
    Component.TRADE_SHARE: (
        "under {share_some:.0%} of the trade of the two",
        "from {share_some:.0%}",
        "from {share_fair:.0%}",
        "from {share_large:.0%}",
        "from {share_main:.0%}",
    ),
    Component.PRIORITY: (
        "nobody names the area",
        "it is named in dealings, but neither says that it means to do something",
        "one side says so",
        "both sides say so, together or each for itself",
        "both say so, and one undertook in the last {priority_days} days what can be checked",
    ),
    Component.EVIDENCE: (
        "no words on the area",
        "one voice",
        "two independent voices",
        "{voices_many} or more independent voices",
        "as many, and publishers of two countries or more",
    ),
}
"""What each score means, from 0 to 4, with the thresholds of the settings in braces."""


def rule_text(component: Component, score: int, settings: ScorecardSettings) -> str:
    """The rule by which a component has a score, in English, with the thresholds used."""
    values = {name: getattr(settings, name) for name in settings.__slots__}
    return RULES[component][score].format(**values)
