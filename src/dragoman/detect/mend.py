"""Mends of the tagger's spans: the fragments of one office or date put together, words made whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from dragoman.detect.expressions import Expression, parse
from dragoman.lexicon.pack import DateWord, Pack
from dragoman.model.record import PartyKind, Role
from dragoman.model.text import EngagementKind, Label, Link, LinkKind, Markup, Mention, Span

_JOINT = re.compile(r"\s*(?:[,،、;]?\s*(?:\w{1,3}\s+)?)\Z")
_MAX_JOINT = 8
_ARTICLE = re.compile(r"\s?[,،]\s\w{2,3}\s")  # "Thursday, the 21st"
_CUT = re.compile(r"['’ʼ-]\w")  # what follows where a word goes on
_MAX_REST = 12
_MONTH = 31  # days, at most
_HELD = 0.45  # from this score on, a name has an office of its own
_OFFICE_REACH = 60  # characters before a name
_MOST_OFFICE_WORDS = 5
_OFFICE_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?")
_OPENING = re.compile(r"((?:\w+[ '’]){0,2}\w+)[,،]\s")  # three words and a comma
_SIGNS = ',;:()«»"“”،؛'
_PREPOSITION = 5  # letters of one at most: "degli Esteri"
_FULL_NAME = 2  # words
_NAME_LETTERS = 4  # of a word that names somebody by itself
_TITLE_GAP = 3  # characters between an honorific and its name
_SURE = 0.8  # of an office that the pack knows, right before a name


def join_offices(text: str, markup: Markup, pack_at: Callable[[int], Pack]) -> Markup:
    """Put the pieces of a compound office together: "Minister of Foreign Affairs, African Cooperation" and
    "Expatriates", with the adjective between them. A piece that is an office by itself stays one."""
    mentions = markup.mentions
    home = list(range(len(mentions)))  # the mention that each one becomes part of
    spans = [m.span for m in mentions]
    index = 0
    while index < len(mentions):
        last = index
        while mentions[index].label is Label.OFFICE:
            following = _continuation(text, mentions, last, spans[index].end, pack_at)
            if following is None:
                break
            spans[index] = Span(start=spans[index].start, end=mentions[following].span.end)
            home[last + 1 : following + 1] = [index] * (following - last)
            last = following
        index = last + 1
    kept = tuple(replace(m, span=spans[i]) for i, m in enumerate(mentions) if home[i] == i)
    return _remap(markup, home, kept) if len(kept) < len(mentions) else markup


def join_dates(text: str, markup: Markup, pack_at: Callable[[int], Pack]) -> Markup:
    """Put together the halves of one date that stand side by side: "today, Tuesday" and "14 March"; and the
    ends of a range: "30 October" to "1 November 2023"."""
    mentions = markup.mentions
    home = list(range(len(mentions)))
    spans = [m.span for m in mentions]
    for index in range(len(mentions) - 1):
        left, right = mentions[index], mentions[index + 1]
        if left.label is not Label.DATE or right.label is not Label.DATE or home[index] != index:
            continue
        gap = text[left.span.end : right.span.start]
        pack = pack_at(left.span.start)
        ends = len(gap) <= _MAX_REST and _ends_in_to(text[left.span.start : right.span.start], pack)
        if (len(gap) > 3 or gap.strip(" ,،()\n")) and not _ARTICLE.fullmatch(gap) and not ends:
            continue
        said = parse(left.span.of(text), pack), parse(right.span.of(text), pack)
        halves = [s.month is not None and s.day is not None and s.until is None for s in said]
        near = [s.month is None and s.year is None and (s.weekday or s.days is not None) for s in said]
        if (all(halves) and _are_near(*said)) if ends else (halves[0] and near[1]) or (near[0] and halves[1]):
            spans[index] = Span(start=left.span.start, end=right.span.end)
            home[index + 1] = index
    kept = tuple(replace(m, span=spans[i]) for i, m in enumerate(mentions) if home[i] == i)
    return _remap(markup, home, kept) if len(kept) < len(mentions) else markup


def join_events(text: str, markup: Markup) -> Markup:
    """Put together the words of an event that stand side by side and are taken for two of a kind: "annual"
    and "consultations", a noun and what it is of in Turkish. Not verbs of saying, one of which may bring the
    other."""
    mentions = markup.mentions
    home = list(range(len(mentions)))
    spans = [m.span for m in mentions]
    for index in range(1, len(mentions)):
        left, right = mentions[index - 1], mentions[index]
        told = left.event is not None and left.event is not EngagementKind.STATEMENT
        alike = told and (left.event, left.realis) == (right.event, right.realis)
        if alike and text[left.span.end : right.span.start] in ("", " "):
            home[index] = home[index - 1]
            spans[home[index]] = Span(start=spans[home[index]].start, end=right.span.end)
    best = {
        index: max((m for n, m in enumerate(mentions) if home[n] == index), key=lambda m: m.confidence)
        for index in {home[n] for n in range(len(mentions)) if home[n] != n}
    }
    kept = tuple(replace(best.get(i, m), span=spans[i]) for i, m in enumerate(mentions) if home[i] == i)
    return _remap(markup, home, kept) if len(kept) < len(mentions) else markup


def complete_bodies(text: str, markup: Markup, pack_at: Callable[[int], Pack]) -> Markup:
    """Give back to a body's name the adjective of a second party right behind the first, and what is left of
    its kind: "the Moroccan", of "the Moroccan Russian Joint Commission" in the order of Arabic."""
    mentions = list(markup.mentions)
    for index, mention in enumerate(mentions[:-1]):
        party = mentions[index + 1]
        if mention.label is not Label.BODY or party.label is not Label.PARTY:
            continue
        pack, start = pack_at(mention.span.start), mention.span.start
        words = text[start : mention.span.end]
        if text[mention.span.end : party.span.start] != " " or not pack.parties.longest(pack.tokens(words)):
            continue
        behind = _OFFICE_WORD.match(text, party.span.end + 1)
        end = party.span.end
        if (
            behind is not None
            and text[end] == " "
            and (index + 2 == len(mentions) or mentions[index + 2].span.start >= behind.end())
        ):
            whole = text[start : behind.end()]
            if any(m.end == len(whole) for m in pack.cue("body_kind", whole)):
                end = behind.end()
        mentions[index] = replace(mention, span=Span(start=start, end=end))
    return _without_covered(replace(markup, mentions=tuple(mentions)))


def _without_covered(markup: Markup) -> Markup:
    """The markup with mentions that lie within the one before them made a part of it."""
    home = list(range(len(markup.mentions)))
    for index in range(1, len(home)):
        if markup.mentions[home[index - 1]].span.covers(markup.mentions[index].span):
            home[index] = home[index - 1]
    kept = tuple(m for i, m in enumerate(markup.mentions) if home[i] == i)
    return _remap(markup, home, kept) if len(kept) < len(home) else markup


def opening_days(
    text: str, sentences: Sequence[Span], markup: Markup, pack_at: Callable[[int], Pack]
) -> Markup:
    """Mark the day that a sentence opens with, before a comma, where nothing marks it: "The next day, "."""
    starts = {mention.span.start for mention in markup.mentions}
    new: list[Mention] = []
    for sentence in sentences:
        opening = _OPENING.match(text, sentence.start, sentence.end)
        if opening is None or any(start in starts for start in range(sentence.start, opening.end())):
            continue
        said = parse(opening[1], pack_at(sentence.start))
        if said.step is not None and said.until is None and not said.deadline:
            new.append(
                Mention(
                    span=Span(start=sentence.start, end=opening.end(1)), label=Label.DATE, confidence=_SURE
                )
            )
    return _with_mentions(markup, new)[0] if new else markup


def offices_taken_for_names(text: str, markup: Markup, pack_at: Callable[[int], Pack]) -> Markup:
    """A name all of whose words are those of an office is that office: "President" in a headline."""
    mentions = tuple(
        replace(mention, label=Label.OFFICE)
        if mention.label is Label.PERSON and _is_office(mention.span.of(text), pack_at(mention.span.start))
        else mention
        for mention in markup.mentions
    )
    return markup if mentions == markup.mentions else replace(markup, mentions=mentions)


def names_taken_for_references(text: str, markup: Markup, pack_at: Callable[[int], Pack]) -> Markup:
    """A reference that is one word of a name of the text, written as a name, is that name; an honorific right
    before a name refers to nobody else: "M. Macron"."""
    named = {
        word
        for mention in markup.mentions
        if mention.label is Label.PERSON
        for word in _OFFICE_WORD.findall(mention.span.of(text))
        if word[0].isupper() and len(word) >= _NAME_LETTERS
    }
    mentions = tuple(
        replace(mention, label=Label.PERSON)
        if mention.label is Label.REFERENCE
        and mention.span.of(text) in named
        and not _is_office(mention.span.of(text), pack_at(mention.span.start))
        else mention
        for mention in markup.mentions
    )
    home = list(range(len(mentions)))
    for index in reversed(range(len(mentions) - 1)):
        title, name = mentions[index], mentions[index + 1]
        if title.label is not Label.REFERENCE or name.label is not Label.PERSON:
            continue
        pack, gap = pack_at(title.span.start), text[title.span.end : name.span.start]
        beside = len(gap) <= _TITLE_GAP and not gap.strip(" .\u00a0")
        if beside and pack.names.honorifics.whole(pack.tokens(title.span.of(text))):
            home[index] = home[index + 1]
    kept = tuple(m for i, m in enumerate(mentions) if home[i] == i)
    if len(kept) < len(mentions):
        return _remap(replace(markup, mentions=mentions), home, kept)
    return markup if mentions == markup.mentions else replace(markup, mentions=mentions)


def _is_office(words: str, pack: Pack) -> bool:
    return bool(pack.offices.whole(pack.tokens(words)))


def _ends_in_to(words: str, pack: Pack) -> bool:
    """Whether a date, with what follows it, ends in a word that the other end of a range comes after."""
    for match in reversed(list(pack.dates.longest(pack.tokens(words)))):
        cue = match.value
        return not words[match.end :].strip() and cue.word is DateWord.RANGE and cue.value != "both"
    return False


def _are_near(first: Expression, last: Expression) -> bool:
    """Whether one day of a year is followed by the other within a month, in this year or the next."""
    ends = [(one.month or 0) * _MONTH + (one.day or 0) for one in (first, last)]
    return 0 < (ends[1] - ends[0]) % (12 * _MONTH) <= _MONTH


def offices_before_names(text: str, markup: Markup, pack_at: Callable[[int], Pack]) -> Markup:
    """Mark the offices that stand right before a name and that nothing marks, there or beyond an adjective of
    a party: "President X", "the Mauritanian president X" in the order of Arabic."""
    mentions = markup.mentions
    held = {link.left for link in markup.links if link.kind is LinkKind.OFFICE and link.score >= _HELD}
    new: list[tuple[int, Span]] = []  # whose office it is, and where
    for index, mention in enumerate(mentions):
        if mention.label is not Label.PERSON or index in held:
            continue
        pack, start = pack_at(mention.span.start), mention.span.start
        before = index - 1
        office = _office_ending(text, _end_of(mentions, before), start, pack)
        if office is None and before >= 0 and mentions[before].label is Label.PARTY:
            beside = not text[mentions[before].span.end : start].strip()
            end = mentions[before].span.start
            if beside and text[end - 1 : end] == " ":
                office = _office_ending(text, _end_of(mentions, before - 1), end, pack)
        if office is not None:
            new.append((index, office))
    return _with_offices(markup, new) if new else markup


def states_before_names(text: str, markup: Markup, pack_at: Callable[[int], Pack]) -> Markup:
    """Part a name from the state that stands before it, behind an office: "minister of foreign affairs" of
    "Brazil Mauro Vieira", in languages that put it so without a preposition. Two words at least are left."""
    mentions = list(markup.mentions)
    states: list[Mention] = []
    for index, mention in enumerate(mentions):
        start, end = mention.span.start, mention.span.end
        if mention.label is not Label.PERSON or index == 0 or mentions[index - 1].label is not Label.OFFICE:
            continue
        pack = pack_at(start)
        if text[mentions[index - 1].span.end : start].strip() or pack.words == "characters":
            continue
        words = text[start:end]
        named = next((m for m in pack.parties.longest(pack.tokens(words)) if m.start == 0), None)
        rest = words[named.end :].lstrip() if named is not None else ""
        if named is None or named.value.party.kind is not PartyKind.STATE or len(rest.split()) < _FULL_NAME:
            continue
        if named.end + 1 < end - start and words[named.end].isspace() and rest[0].isupper():
            states.append(
                Mention(span=Span(start=start, end=start + named.end), label=Label.PARTY, confidence=_SURE)
            )
            mentions[index] = replace(mention, span=Span(start=end - len(rest), end=end))
    if not states:
        return markup
    added, _ = _with_mentions(replace(markup, mentions=tuple(mentions)), states)
    number = {id(mention): index for index, mention in enumerate(added.mentions)}
    links = [
        Link(kind=LinkKind.PARTY, left=number[id(state)] + 1, right=number[id(state)], score=_SURE)
        for state in states
    ]
    return replace(added, links=(*added.links, *links))


def _end_of(mentions: Sequence[Mention], index: int) -> int:
    return mentions[index].span.end if index >= 0 else 0


def _office_ending(text: str, start: int, end: int, pack: Pack) -> Span | None:
    """The longest words of an office that lie behind ``start`` and end, but for a space, at ``end``."""
    start = max(start, end - _OFFICE_REACH)
    words = text[start:end].rstrip(" \u00a0")
    if not words or words[-1] in _SIGNS:
        return None
    for match in list(_OFFICE_WORD.finditer(words))[-_MOST_OFFICE_WORDS:]:
        if pack.offices.whole(pack.tokens(words[match.start() :])):
            return Span(start=start + match.start(), end=start + len(words))
    return None


def _with_offices(markup: Markup, new: Sequence[tuple[int, Span]]) -> Markup:
    """The markup with these offices in their places, each linked to the person who holds it."""
    offices = [Mention(span=span, label=Label.OFFICE, confidence=_SURE) for _, span in new]
    added, place = _with_mentions(markup, offices)
    number = {id(mention): index for index, mention in enumerate(added.mentions)}
    links = [
        Link(kind=LinkKind.OFFICE, left=place[person], right=number[id(office)], score=_SURE)
        for (person, _), office in zip(new, offices, strict=True)
    ]
    return replace(added, links=(*added.links, *links))


def _with_mentions(markup: Markup, new: Sequence[Mention]) -> tuple[Markup, list[int]]:
    """The markup with further mentions in their places, and the new number of each that it had."""
    mentions = sorted((*markup.mentions, *new), key=lambda m: (m.span.start, m.span.end))
    number = {id(mention): index for index, mention in enumerate(mentions)}
    place = [number[id(mention)] for mention in markup.mentions]
    links = tuple(replace(link, left=place[link.left], right=place[link.right]) for link in markup.links)
    return Markup(mentions=tuple(mentions), links=links), place


def complete_dates(text: str, markup: Markup, pack_at: Callable[[int], Pack]) -> Markup:
    """Give back to a date the rest of the word in which it was cut: "aujourd" of "aujourd'hui"."""
    mentions = list(markup.mentions)
    for index, mention in enumerate(mentions):
        if mention.label is Label.DATE:
            least = _end_of(mentions, index - 1)
            mentions[index] = replace(mention, span=_from_its_start(text, mention.span, least, pack_at))
        end = mention.span.end
        if mention.label is not Label.DATE or not _CUT.match(text, end):
            continue
        start = mention.span.start
        following = mentions[index + 1].span.start if index + 1 < len(mentions) else len(text)
        pack = pack_at(start)
        for match in pack.dates.longest(pack.tokens(text[start : end + _MAX_REST])):
            if match.start < end - start < match.end and start + match.end <= following:
                mentions[index] = replace(mention, span=Span(start=start, end=start + match.end))
    return replace(markup, mentions=tuple(mentions))


def _from_its_start(text: str, span: Span, least: int, pack_at: Callable[[int], Pack]) -> Span:
    """A date with the beginning of the word in which it was cut, which lies behind ``least``."""
    start = max(least, span.start - _MAX_REST)
    if not text[max(least, span.start - 1) : span.start].isalpha() or not text[span.start].isalpha():
        return span
    pack, cut = pack_at(span.start), span.start - start
    for match in pack.dates.longest(pack.tokens(text[start : span.end])):
        if match.start < cut < match.end:
            return Span(start=start + match.start, end=span.end)
    return span


def _continuation(
    text: str, mentions: Sequence[Mention], last: int, end: int, pack_at: Callable[[int], Pack]
) -> int | None:
    """The number of an office's next piece, where nothing but signs, a short word or a party lies between.

    ``last`` is the number of its last piece so far, which ends at ``end``.
    """
    following = last + 1
    while following < len(mentions) and following <= last + 2:
        mention = mentions[following]
        gap = text[end : mention.span.start]
        if len(gap) > _MAX_JOINT or not _JOINT.match(gap):
            return None
        if mention.label is Label.OFFICE:
            words = " ".join(mention.span.of(text).split())
            pack = pack_at(mention.span.start)
            if pack.role(words) is None:
                return following
            first = mentions[last].span
            apart = "," in text[first.end : mention.span.start]
            return following if not apart and _is_matter(first.of(text), words, pack) else None
        if mention.label is not Label.PARTY or following > last + 1:
            return None
        end = mention.span.end
        following += 1
    return None


def _is_matter(first: str, words: str, pack: Pack) -> bool:
    """Whether the words behind a bare "minister" tell of what: "of foreign affairs", and not of a further
    office, with which the words for one begin."""
    head = words.split()[0]
    begins = len(head) > _PREPOSITION and any(m.start == 0 for m in pack.offices.find(pack.tokens(words)))
    return pack.role(first) in (Role.MINISTER, Role.OFFICIAL) and not begins and pack.role(head) is None


def _remap(markup: Markup, home: Sequence[int], mentions: tuple[Mention, ...]) -> Markup:
    kept = [i for i, target in enumerate(home) if target == i]
    number = {old: new for new, old in enumerate(kept)}
    links: dict[tuple[object, int, int], Link] = {}
    for link in markup.links:
        left, right = number[home[link.left]], number[home[link.right]]
        swallowed = home[link.left] != link.left or home[link.right] != link.right
        if left == right or (swallowed and link.kind.value == "party" and home[link.right] != link.right):
            continue
        moved = replace(link, left=left, right=right)
        key = (moved.kind, left, right)
        if key not in links or links[key].score < moved.score:
            links[key] = moved
    return Markup(mentions=mentions, links=tuple(links.values()))
