"""Several tellings of one event in one document, put together; a group never holds a contradiction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import timedelta

from dragoman.extract.account import ACTS, Account
from dragoman.extract.context import Context
from dragoman.extract.counterpart import MAIN, has_unnamed
from dragoman.extract.telling import NEWS_DAYS
from dragoman.lexicon.pack import DateWord
from dragoman.model.text import EngagementKind, EventScores, Label, LinkKind, Part, Realis
from dragoman.model.time import UNDATED, DateBasis, PartialDate, When

_BESIDE = 2  # sentences
_PAIR = 2
_FIRST_DAYS = 2
_UNTIL = 16  # characters before a date
_UNTIL_LETTERS = 3  # shorter words may say on which day something is
_OFTEN = 60  # tellings of one person that are compared with each
_AROUND = 120  # tellings behind each that are compared with it, whoever takes part


_SAME = 0.5
_PART = 0.8


_GATHERINGS = {
    EngagementKind.MEETING,
    EngagementKind.CONSULTATIONS,
    EngagementKind.COMMISSION_SESSION,
    EngagementKind.SUMMIT,
}


_LASTING = (
    EngagementKind.VISIT,
    EngagementKind.COMMISSION_SESSION,
    EngagementKind.CONSULTATIONS,
    EngagementKind.SUMMIT,
)
_LEAD = 3  # sentences behind the headline
_MISREAD = frozenset(
    {
        EngagementKind.MEETING,
        EngagementKind.CALL,
        EngagementKind.MESSAGE,
        EngagementKind.REQUEST,
        EngagementKind.OTHER,
    }
)
_OF_TWO = (EngagementKind.MEETING, EngagementKind.CALL)
_TOLD_AS = frozenset({*_GATHERINGS, EngagementKind.CALL, EngagementKind.MESSAGE})


_DATED_AS_NEWS = frozenset({*_GATHERINGS, EngagementKind.CALL, EngagementKind.SIGNING})


_RECALLED_AS = (
    frozenset({*_GATHERINGS, EngagementKind.CALL}),
    frozenset({EngagementKind.VISIT}),
    frozenset({EngagementKind.MESSAGE}),
    frozenset({EngagementKind.SIGNING}),
)
_RECALLED = frozenset().union(*_RECALLED_AS)


_IMPERSONAL = frozenset(
    {EngagementKind.SIGNING, EngagementKind.COMMISSION_SESSION, EngagementKind.CONSULTATIONS}
)


_LOOSE_KINDS = (
    {EngagementKind.MEETING, EngagementKind.CONSULTATIONS},
    {EngagementKind.MEETING, EngagementKind.CALL},
    {EngagementKind.MEETING, EngagementKind.SUMMIT},
)


def put_together(context: Context, accounts: Sequence[Account]) -> list[list[Account]]:
    """Put tellings of one event together, the surest pairs first; a group never holds a contradiction."""
    linked = {
        (min(account.event, link.right), max(account.event, link.right))
        for account in accounts
        for link in context.links(account.event, LinkKind.SAME)
        if link.score >= _SAME
    }
    parts = {
        (min(account.event, link.right), max(account.event, link.right))
        for account in accounts
        for link in context.links(account.event, LinkKind.PART)
        if link.score >= _PART
    } - linked
    pairs: list[tuple[float, int, int]] = []
    for i, j in _candidates(accounts, linked):
        left, right = accounts[i], accounts[j]
        if left.kind is not right.kind and (left.event, right.event) in parts:
            continue
        score = _alike(left, right, (left.event, right.event) in linked)
        if score > 0:
            pairs.append((score, i, j))
    home = {number: number for number in range(len(accounts))}
    groups = {number: [account] for number, account in enumerate(accounts)}
    members = {number: [number] for number in home}
    for _, i, j in sorted(pairs, key=lambda p: (-p[0], p[2] - p[1], p[1])):
        first, second = home[i], home[j]
        if first == second or any(_contradict(a, b) for a in groups[first] for b in groups[second]):
            continue
        if len(groups[first]) < len(groups[second]):
            first, second = second, first
        groups[first] += groups.pop(second)
        members[first] += members.pop(second)
        home.update(dict.fromkeys(members[first], first))
    ordered = [sorted(group, key=lambda a: a.event) for group in groups.values()]
    return sorted(ordered, key=lambda group: group[0].event)


def _candidates(accounts: Sequence[Account], linked: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs of tellings that can be alike at all: linked, with a person in common, or near each other.

    A person told of more often than any news tells of one ties only tellings that stand near each other, so
    that the cost grows with the length of the document and not with its square.
    """
    pairs: set[tuple[int, int]] = set()
    by_person: dict[str, list[int]] = {}
    at = {account.event: number for number, account in enumerate(accounts)}
    for number, account in enumerate(accounts):
        for key in account.people:
            by_person.setdefault(key, []).append(number)
    for i, j in linked:
        if i in at and j in at:
            pairs.add((min(at[i], at[j]), max(at[i], at[j])))
    for numbers in by_person.values():
        for place, i in enumerate(numbers):
            pairs.update((i, j) for j in numbers[place + 1 : place + 1 + _OFTEN] if i != j)
    for i in range(len(accounts)):
        pairs.update((i, j) for j in range(i + 1, min(len(accounts), i + 1 + _AROUND)))
    return sorted(pairs)


def absorb_bare(context: Context, groups: Sequence[list[Account]]) -> list[list[Account]]:
    """Put a telling that says nothing of its own ("this visit", "during the talks") to the event it recalls.

    Bare is what has no date, names nobody new and no unnamed office, and is told after a fuller telling of
    such an event with the same sides: the nearest before it, or the only one in the document.
    """
    bare = [all(_is_bare(context, account) for account in group) for group in groups]
    full = [list(group) for group, empty in zip(groups, bare, strict=True) if not empty]
    out = list(full)
    for group in (g for g, empty in zip(groups, bare, strict=True) if empty):
        fuller = [g for g in full if _recalls(group, g)]
        before = [g for g in fuller if g[0].event < group[0].event]
        home = max(before, key=lambda g: g[0].event) if before else fuller[0] if len(fuller) == 1 else None
        if home is None:
            out.append(group)
        else:
            home += [replace(a, realis=home[0].realis) for a in group]
    return sorted(out, key=lambda g: g[0].event)


def absorb_headline(context: Context, groups: Sequence[list[Account]]) -> list[list[Account]]:
    """Put what the headline alone tells, undated and with nobody new, to the news that it is of.

    The news is the main event, told in the sentences right behind. A headline whose event is of another kind
    than any in the text has its words misread ("condoles with" for a meeting), but for visits and signings,
    which a text may well take for granted.
    """
    head = context.headline
    body = [g for g in groups if all(a.sentence != head for a in g)]
    news = max(body, key=lambda g: (max(a.scores.main for a in g), -g[0].event), default=None)
    if head is None or news is None or news[0].sentence - head > _LEAD:
        return list(groups)
    told = {account.kind for group in body for account in group}
    out: list[list[Account]] = []
    for group in groups:
        if all(a.sentence == head for a in group) and _is_headline_of(group, news, told):
            news += [replace(a, realis=news[0].realis) for a in group]
        else:
            out.append(group)
    return out


def _is_headline_of(group: Sequence[Account], news: Sequence[Account], told: Set[EngagementKind]) -> bool:
    kinds, theirs = {a.kind for a in group}, {a.kind for a in news}
    same = kinds <= theirs and not kinds & ACTS
    misread = not kinds & told and kinds <= _MISREAD and theirs <= _TOLD_AS
    if not (same or misread) or any(a.when.date is not None or a.instruments for a in group):
        return False
    if news[0].realis is not Realis.ACTUAL or any(a.realis is Realis.NEGATED for a in group):
        return False
    people = {key for a in group for key in a.people}
    sides = set().union(*(a.sides for a in group))
    return people <= {key for a in news for key in a.people} and sides <= set().union(
        *(_around(a) for a in news)
    )


def _is_bare(context: Context, account: Account) -> bool:
    if account.when.date is not None or len(account.people) > 1 or account.kind not in _RECALLED:
        return False
    if account.realis is Realis.NEGATED or account.instruments or account.setting:
        return False
    return not has_unnamed(context, [account])


def _recalls(group: Sequence[Account], other: Sequence[Account]) -> bool:
    """Whether bare tellings can recall an event that is told in full."""
    kinds = {account.kind for account in group}
    if not any(kinds <= family and other[0].kind in family for family in _RECALLED_AS):
        return False
    if (group[0].realis is Realis.PAST_BACKGROUND) != (other[0].realis is Realis.PAST_BACKGROUND):
        return False
    people, theirs = ({key for a in one for key in a.people} for one in (group, other))
    sides = set().union(*(a.sides for a in group))
    over_there = set().union(*(_around(a) for a in other))
    places = {a.place.country for a in (*group, *other) if a.place is not None and a.place.country}
    return people <= theirs and sides <= over_there and len(places) < 2


def attach_counts(counting: Sequence[Account], groups: Sequence[list[Account]]) -> None:
    """A telling that only counts ("now for the third time") belongs to the main contact, and adds nobody."""
    contacts = [g for g in groups if g[0].kind not in ACTS and g[0].realis is Realis.ACTUAL]
    if contacts:
        main = max(contacts, key=lambda g: max(a.scores.main for a in g))
        for account in counting:
            bare = replace(account, kind=main[0].kind, realis=Realis.ACTUAL, scores=EventScores())
            bare.people, bare.parties, bare.place, bare.place_mention = {}, {}, None, None
            bare.counting = True
            main.append(bare)


def date_by_neighbours(context: Context, groups: Sequence[list[Account]]) -> None:
    """Give an undated contact the day and city of a dated one told beside it with some of the same people.

    Only within two sentences, only between news, and only where the dated ones there are of one day.
    """
    _date_by_sentence(context, groups)
    news = [g for g in groups if g[0].kind not in ACTS and g[0].realis is Realis.ACTUAL]
    dated = [(g, best_when(g, None)) for g in news]
    by_sides = _by_sides(dated)
    for group, (when, _) in dated:
        if when.date is not None:
            continue
        near = [(g, found) for g, found in dated if found[0].date is not None and _beside(context, group, g)]
        if not near and group[0].kind in _IMPERSONAL:
            near = _of_same_sides(group, by_sides)
        lead = group[0].kind in _GATHERINGS and max(a.scores.main for a in group) >= MAIN
        if lead and all(_is_earlier(context, group, other) for other in near):
            continue
        if len({str(found[0].date) for _, found in near}) != 1:
            continue
        (other, (their, mention)) = near[0]
        how = "the day of what is told beside it with the same people"
        first = group[0]
        day, end = _share(first, their)
        first.when = When(date=day, end=end, basis=DateBasis.INFERRED, how=how)
        first.when_mention = mention
        placed = next((a for a in other if a.place is not None and a.place.city is not None), None)
        if placed is not None and not any(a.place for a in group) and first.kind is not EngagementKind.CALL:
            first.place, first.place_mention = placed.place, placed.place_mention


_Dated = tuple[list[Account], tuple[When, int | None]]  # the tellings of one event, with its date


def _by_sides(dated: Sequence[_Dated]) -> dict[frozenset[str], list[_Dated]]:
    """The news that has a day, by its sides."""
    out: dict[frozenset[str], list[_Dated]] = {}
    for group, found in dated:
        if found[0].date is not None and found[0].date.day is not None:
            out.setdefault(frozenset().union(*(a.sides for a in group)), []).append((group, found))
    return out


def _of_same_sides(group: Sequence[Account], known: Mapping[frozenset[str], list[_Dated]]) -> list[_Dated]:
    """The news of the same two sides that has a day, and of no other people: the talks at which a memorandum
    was signed."""
    sides = frozenset().union(*(a.sides for a in group))
    people = {key for a in group for key in a.people}

    def is_of_others(other: Sequence[Account]) -> bool:
        theirs = {key for a in other for key in a.people}
        return bool(people and theirs) and not people & theirs

    return [one for one in known.get(sides, ()) if not is_of_others(one[0])] if len(sides) >= _PAIR else []


def _date_by_sentence(context: Context, groups: Sequence[list[Account]]) -> None:
    """ "On the 27th of last month A visited X and met B" dates the meeting as the visit, and makes both old.

    Only what is told as undated news behind one dated older contact, with a person in common, in a sentence
    that has no other date.
    """
    older = {
        a.sentence: a
        for g in groups
        for a in g
        if a.kind not in ACTS and a.realis is Realis.PAST_BACKGROUND and a.when_mention is not None
    }
    for group in groups:
        first = group[0]
        other = older.get(first.sentence)
        if other is None or other.when_mention is None or other.event >= first.event or len(group) > 1:
            continue
        if first.kind not in _GATHERINGS or first.realis is not Realis.ACTUAL or first.when.date is not None:
            continue
        dates = [number for number, _ in context.of(Label.DATE, first.sentence)]
        if dates == [other.when_mention] and first.people.keys() & other.people.keys():
            how = "the day of what is told in the same sentence with the same people"
            first.when = When(date=other.when.date, end=other.when.end, basis=DateBasis.INFERRED, how=how)
            first.when_mention = other.when_mention
            first.realis = Realis.PAST_BACKGROUND


def _is_earlier(
    context: Context, group: Sequence[Account], near: tuple[list[Account], tuple[When, int | None]]
) -> bool:
    """Whether what is told beside the news, and behind it, is dated back from it: "already yesterday"."""
    other, (_, mention) = near
    said = context.found[mention].expression if mention is not None else None
    back = said is not None and ((said.days or 0) < 0 or (said.step or 0) < 0)
    return back and min(a.event for a in other) > max(a.event for a in group)


def date_by_publication(groups: Sequence[list[Account]], published: When) -> None:
    """Date the news of a document where its words give no day: by the news of the day that is told before it,
    or else by the month of publication.

    Only public acts, messages and contacts, no visits; and not by a month on its first days, when they may be
    of the one before. Where a document tells of no contact, what it says is of its own day.
    """
    if published.date is None or published.date.month is None:
        return
    fresh = published.date.day is None or published.date.day > _FIRST_DAYS
    month = replace(published.date, day=None)
    _date_by_day(groups, published.date)
    days = _days_of_news(groups, published.date)
    for group in groups:
        first = group[0]
        told = first.kind in ACTS or first.kind is EngagementKind.MESSAGE
        news = told or first.kind in _DATED_AS_NEWS
        undated = all(a.when.date is None for a in group)
        if not news or not undated or any(a.realis is not Realis.ACTUAL for a in group):
            continue
        day = _day_before(days, first.event)
        if day is not None:
            how = f"published on {published.date}, with news of {day}; the text gives no day"
            first.when = When(date=day, basis=DateBasis.PUBLICATION, how=how)
        elif fresh:
            how = f"published on {published.date}; the text gives no day"
            first.when = When(date=month, basis=DateBasis.PUBLICATION, how=how)


def _date_by_day(groups: Sequence[list[Account]], published: PartialDate) -> None:
    """Date public acts and messages by the day of publication, where nothing else is news and they have a
    side in common: the statement of one, and no survey of what several said."""
    if published.day is None or any(
        group[0].realis is Realis.ACTUAL and group[0].kind in _DATED_AS_NEWS | {EngagementKind.VISIT}
        for group in groups
    ):
        return
    said = [
        group
        for group in groups
        if (group[0].kind in ACTS or group[0].kind is EngagementKind.MESSAGE)
        and all(account.realis is Realis.ACTUAL for account in group)
    ]
    sides = [frozenset().union(*(account.sides for account in group)) for group in said]
    if not sides or not frozenset.intersection(*sides):
        return
    for group in said:
        if all(account.when.date is None for account in group):
            how = f"published on {published}; the text gives no day"
            group[0].when = When(date=published, basis=DateBasis.PUBLICATION, how=how)


def _days_of_news(groups: Sequence[list[Account]], published: PartialDate) -> list[tuple[int, PartialDate]]:
    """What took place on the day of publication or the day before, by its place in the text, with its day."""
    out = []
    for group in groups:
        date = best_when(group, None)[0].date
        if group[0].kind in ACTS or group[0].realis is not Realis.ACTUAL or date is None:
            continue
        if published.day is None or date.day is None:
            continue
        if 0 <= (published.first - date.first).days <= 1:
            out.append((group[0].event, date))
    return sorted(out, key=lambda found: found[0])


def _day_before(days: Sequence[tuple[int, PartialDate]], event: int) -> PartialDate | None:
    """The day of the last news before a place in the text; before the first of it, the day of all of it."""
    before = [day for number, day in days if number < event]
    if before:
        return before[-1]
    return days[0][1] if len({day for _, day in days}) == 1 else None


def _beside(context: Context, group: Sequence[Account], other: Sequence[Account]) -> bool:
    people = {key for a in group for key in a.people}
    theirs = {key for a in other for key in a.people}
    here = [context.found[a.event].sentence for a in group]
    there = [context.found[a.event].sentence for a in other if a.when.date is not None]
    near = any(abs(x - y) <= _BESIDE for x in here for y in there)
    return near and bool(people & theirs)


def mark_older(accounts: Sequence[Account], published: When) -> None:
    """Mark as background what is told as news but dated weeks before, where there is newer news, and as news
    what is told as background but is of the day of publication."""
    if published.date is None:
        return
    day = published.date.first

    def age(account: Account) -> int:
        return (day - account.when.date.last).days if account.when.date is not None else 0

    for account in accounts:
        today = published.date.day is not None and account.when.date == published.date
        if today and account.realis is Realis.PAST_BACKGROUND:
            account.realis = Realis.ACTUAL
    news = [a for a in accounts if a.kind not in ACTS and a.realis is Realis.ACTUAL]
    if not any(age(account) <= NEWS_DAYS for account in news):
        return
    for account in news:
        if age(account) > NEWS_DAYS:
            account.realis = Realis.PAST_BACKGROUND
            account.scores = replace(account.scores, main=0.0)


def lengthen_visits(context: Context, accounts: Sequence[Account], published: When) -> None:
    """A visit under way that is told to last until a day yet to come: it was so on the day of publication."""
    if published.date is None or published.date.day is None:
        return
    for account in accounts:
        when, mention = account.when, account.when_mention
        if account.kind is not EngagementKind.VISIT or account.realis is not Realis.ACTUAL:
            continue
        if when.date is None or when.date.day is None or when.end is not None or mention is None:
            continue
        if published.date.last < when.date.first and _is_until(context, mention):
            how = f"under way when published on {published.date}, and told to end on {when.date}"
            account.when = When(date=published.date, end=when.date, basis=DateBasis.INFERRED, how=how)


def begin_before_end(context: Context, accounts: Sequence[Account]) -> None:
    """What is told to have ended on a day, and to have lasted some days, began before: "on Thursday he
    concluded a three-day visit". Where a sentence tells of two lengths, neither is taken."""
    for account in accounts:
        when = account.when
        if account.kind not in _LASTING or account.realis in (Realis.PLANNED, Realis.NEGATED):
            continue
        if when.date is None or when.date.day is None or when.end is not None:
            continue
        days = {int(match.value) for match in context.cue("lasts", account.sentence)}
        if len(days) == 1 and context.cue("ended", account.sentence):
            first = when.date.first - timedelta(days=days.pop() - 1)
            begun = PartialDate(year=first.year, month=first.month, day=first.day)
            how = f"told to have ended on {when.date}, after {(when.date.first - first).days + 1} days"
            account.when = When(date=begun, end=when.date, basis=DateBasis.INFERRED, how=how)


def _is_until(context: Context, date: int) -> bool:
    """Whether a day is told as the last one of something."""
    found = context.found[date]
    if found.expression is not None and found.expression.deadline:
        return True
    words = context.text[max(0, found.span.start - _UNTIL) : found.span.start]
    for match in reversed(list(found.pack.dates.longest(found.pack.tokens(words)))):
        if words[match.end :].strip():
            return False
        long = match.end - match.start >= _UNTIL_LETTERS and match.value.value != "both"
        return match.value.word is DateWord.BEFORE or (match.value.word is DateWord.RANGE and long)
    return False


def _alike(left: Account, right: Account, linked: bool) -> float:
    if left.kind in ACTS or right.kind in ACTS:
        return 1.0 if left.kind is right.kind and (linked or _condemn_alike(left, right)) else 0.0
    if not _kinds_fit(left, right) or _contradict(left, right):
        return 0.0
    shared = left.people.keys() & right.people.keys()
    score = 1.0 if linked else 0.0
    if left.people and right.people:
        smaller = min(len(left.people), len(right.people))
        score += len(shared) / smaller if len(shared) == smaller else 0.0
    elif (here := _around(left)) and (there := _around(right)) and (here <= there or there <= here):
        apart = left.sentence != right.sentence and (_names_stranger(left) or _names_stranger(right))
        score += 0.0 if apart else 0.5
    if left.realis is not right.realis and not linked and not _realis_fit(left, right):
        return 0.0
    if left.when.date and right.when.date:
        score += 0.3
    return score if score >= 0.5 else 0.0


def _names_stranger(account: Account) -> bool:
    """Whether somebody takes part whose side is not known: maybe a third."""
    return any(person.party is None for person, _, _ in account.people.values())


def _condemn_alike(left: Account, right: Account) -> bool:
    """Whether two condemnations are by the same side and concern the same state: a headline and its text."""
    told = left.kind is EngagementKind.CONDEMNATION and left.realis is right.realis is Realis.ACTUAL
    return told and len(left.sides) > 1 and left.sides == right.sides and not _contradict(left, right)


def _realis_fit(left: Account, right: Account) -> bool:
    """Whether two tellings differ in realis alone: a plan and its cancelling, "this visit" said later."""
    if {left.realis, right.realis} == {Realis.PLANNED, Realis.NEGATED}:
        return True
    undated = [a for a in (left, right) if a.realis is Realis.ACTUAL and a.when.date is None]
    if (
        left.kind is right.kind is EngagementKind.VISIT
        and undated
        and left.people.keys() & right.people.keys()
    ):
        return {left.realis, right.realis} == {Realis.ACTUAL, Realis.PLANNED}
    if left.kind is right.kind and left.sentence == right.sentence and undated_plan(left, right):
        return True
    bare = [a for a in (left, right) if not a.people and a.when.date is None and a.scores.main < MAIN]
    return (
        left.kind is right.kind and bool(bare) and Realis.PAST_BACKGROUND not in (left.realis, right.realis)
    )


def undated_plan(left: Account, right: Account) -> bool:
    """Whether two tellings name the same two people, one as having met and one, undated, as to meet: "they
    talked; a press conference is due after the talks"."""
    told = {left.realis, right.realis} == {Realis.ACTUAL, Realis.PLANNED}
    plan = left if left.realis is Realis.PLANNED else right
    return (
        told and plan.when.date is None and len(left.people) > 1 and left.people.keys() == right.people.keys()
    )


def _kinds_fit(left: Account, right: Account) -> bool:
    """Whether two tellings can be of one event by their kinds; in one sentence all gatherings are alike."""
    if left.kind is right.kind:
        return True
    pair = {left.kind, right.kind}
    if left.setting or right.setting or _is_beside_summit(left, right) or _is_beside_summit(right, left):
        return False
    together = left.sentence == right.sentence and pair <= _GATHERINGS
    return together or any(pair <= alike for alike in _LOOSE_KINDS)


def _is_beside_summit(meeting: Account, summit: Account) -> bool:
    """Whether people of two sides meet at what a named body of an organisation holds: that is two events."""
    if meeting.kind is not EngagementKind.MEETING or summit.kind is not EngagementKind.SUMMIT:
        return False
    return summit.body is not None and len(meeting.people) > 1 and len(meeting.sides) > 1


def _contradict(left: Account, right: Account) -> bool:
    """Whether two tellings cannot be of one event."""
    if left.event == right.event or (left.setting != right.setting and left.kind is not right.kind):
        return True
    if not _kinds_fit(left, right):
        return True
    background = Realis.PAST_BACKGROUND
    if (left.realis is background) != (right.realis is background) and left.when.date != right.when.date:
        return True
    if {left.realis, right.realis} == {Realis.ACTUAL, Realis.PLANNED} and not _realis_fit(left, right):
        return True
    if left.when.date is not None and right.when.date is not None and not _dates_meet(left.when, right.when):
        return True
    if left.kind is right.kind is EngagementKind.VISIT and _is_outing(left) != _is_outing(right):
        return True
    one, other = left.people.keys(), right.people.keys()
    if len(one) >= 2 and len(other) >= 2 and not (one <= other or other <= one):
        return True
    if left.sides and right.sides and not (_around(left) & _around(right)):
        return True
    if left.kind is right.kind and left.kind in _OF_TWO and _are_of_others(left.sides, right.sides):
        return True
    here, there = left.place, right.place
    return bool(here and there and here.country and there.country and here.country != there.country)


def _are_of_others(left: set[str], right: set[str]) -> bool:
    """Whether each of two tellings names a side that the other, of two sides at least, leaves out: one met
    two others, each by itself."""
    return len(left) > 1 and len(right) > 1 and not (left <= right or right <= left)


def _around(account: Account) -> frozenset[str]:
    """The sides of a telling; of a visit also where it was, which another telling may name alone."""
    visited = account.place.country if account.kind is EngagementKind.VISIT and account.place else None
    return frozenset(account.sides | {visited} if visited else account.sides)


def _is_outing(account: Account) -> bool:
    """Whether hosts and guests go somewhere together, by a date of its own: a part of a visit, and not it."""
    country = account.place.country if account.place is not None else None
    if country is None or account.when.date is None or account.when.basis is not DateBasis.RELATIVE:
        return False
    home = {
        person.party is not None and person.party.code == country
        for person, _, parts in account.people.values()
        if Part.HOST not in parts
    }
    return home == {True, False}


def _dates_meet(left: When, right: When) -> bool:
    assert left.date is not None
    assert right.date is not None
    left_last, right_last = (left.end or left.date).last, (right.end or right.date).last
    return left.date.first <= right_last and right.date.first <= left_last


def leader_of(group: Sequence[Account]) -> Account:
    """The fullest telling: its kind, realis and words stand for the group."""
    return max(
        group,
        key=lambda a: (
            not a.counting,
            bool(a.people) or a.when.date is not None or a.scores.main >= MAIN,
            a.kind is EngagementKind.VISIT and a.when.date is not None,
            a.realis is not Realis.PLANNED,
            len(a.people) >= 2,
            a.when.date is not None,
            len(a.people) + len(a.parties),
            -a.event,
        ),
    )


def parents_of(context: Context, groups: Sequence[Sequence[Account]]) -> dict[int, int]:
    """Which group is part of which larger one (a meeting of its visit)."""
    home = {account.event: index for index, group in enumerate(groups) for account in group}
    out: dict[int, int] = {}
    for index, group in enumerate(groups):
        for account in group:
            for link in context.links(account.event, LinkKind.PART):
                parent = home.get(link.right)
                if parent is not None and parent != index and out.get(parent) != index:
                    out.setdefault(index, parent)
    return out


def best_when(group: Sequence[Account], above: Sequence[Account] | None) -> tuple[When, int | None]:
    dated = [a for a in group if a.when.date is not None]
    if dated:
        best = max(
            dated,
            key=lambda a: (
                len(str(a.when.date)),
                a.when.basis is DateBasis.STATED,
                a.when.basis is not DateBasis.RELATIVE,
                -a.event,
            ),
        )
        return best.when, best.when_mention
    if above:
        when, mention = best_when(above, None)
        if when.date is not None and group[0].realis is above[0].realis:
            known = when.basis is not DateBasis.PUBLICATION
            how = "the date of what it is part of" if known else when.how
            basis = DateBasis.INFERRED if known else when.basis
            day, end = _share(group[0], when)
            return When(date=day, end=end, basis=basis, how=how), mention
    return UNDATED, None


def _share(account: Account, when: When) -> tuple[PartialDate | None, PartialDate | None]:
    """The days of something within an event of several days: what is signed there is signed at its end."""
    if account.kind is EngagementKind.SIGNING and when.end is not None:
        return when.end, None
    return when.date, when.end
