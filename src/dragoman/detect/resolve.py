"""Mentions -> what they mean: parties to codes, offices to roles, places to cities, expressions parsed.

Everything here concerns one mention and the words around it; what ties mentions together is ``extract``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dragoman.detect.expressions import Expression, parse
from dragoman.detect.mend import (
    complete_bodies,
    complete_dates,
    join_dates,
    join_events,
    join_offices,
    names_taken_for_references,
    offices_before_names,
    offices_taken_for_names,
    opening_days,
    states_before_names,
)
from dragoman.detect.names import name_span
from dragoman.gazetteer.places import load as load_places
from dragoman.lexicon.forms import Token
from dragoman.lexicon.pack import Pack, PartyWord
from dragoman.model.record import Party, PartyKind, Place, Role
from dragoman.model.text import Document, Label, LinkKind, Markup, Mention, Sentence, Span

_WORDS = re.compile(r"\w+")
_STOPS = re.compile(r"[.;:،,()«»\"“”]|\n\s*\n")
_OFFICE_WORDS = 6
_OFFICE_REACH = 60
_LISTED = re.compile(r"[,،、]\s*(?:\w{1,3}[\s'’]+){0,2}\w?['’]?\Z")  # a comma, and articles
_HALF = re.compile(r"\w+-\Z")
_WORD_BEFORE = re.compile(r"(\w+)[ \u00a0]\Z")
_HALF_REACH = 30
_UNION, _SEAT = Party(code="EU", kind=PartyKind.ORGANISATION), Party(code="BEL")
_NAMES_AN_OFFICE = 0.8  # from this score on, what holds an office is somebody
_MISTAKEN = (Label.PARTY, Label.PLACE, Label.ORGANISATION)
_COMMA, _COMMAS = 3, (",", "(", "،", "，", "、", "（")  # between a city and its state, with spaces
_FAR_LARGER = 10  # times the people
_NAME_LETTERS = 4
_NAME_SIGNS = 2  # in a script in which a sign is a syllable
_EDGE_SIGNS = " \t\n\r\f\v\u00a0\u200e\u200f\u202a\u202b\u202c-–—\"'«»“”„‘’,;:()[]*_#|·•،؛"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A mention with its meaning, as far as its own words tell it.

    ``party`` is the state or organisation named (or, of an office, the one within its words), and ``parties``
    all of them where the words name several ("Russian-Moroccan"); ``reference`` is the kind of reference
    (counterpart, two_people, two_sides, by_role, former, latter, person).
    """

    mention: Mention
    sentence: int
    pack: Pack
    words: str
    party: Party | None = None
    party_word: PartyWord | None = None
    parties: tuple[Party, ...] = ()
    role: Role | None = None
    place: Place | None = None
    expression: Expression | None = None
    reference: str | None = None

    @property
    def span(self) -> Span:
        return self.mention.span

    @property
    def label(self) -> Label:
        return self.mention.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """All that detection knows of one document. ``markup.links`` index ``found``."""

    document: Document
    sentences: tuple[Sentence, ...]
    found: tuple[Found, ...]
    markup: Markup
    packs: tuple[Pack, ...]  # one for each sentence
    producer: str


def detect(
    document: Document,
    sentences: tuple[Sentence, ...],
    markup: Markup,
    pack_of: Callable[[str], Pack],
    producer: str,
) -> Detection:
    """Resolve every mention of a document; one of which nothing is left after trimming keeps its span."""
    packs = tuple(pack_of(sentence.lang) for sentence in sentences)
    fallback = pack_of(document.lang)
    where = _Locator(sentences)

    def pack_at(offset: int) -> Pack:
        number = where.sentence(offset)
        return packs[number] if number < len(packs) else fallback

    markup = complete_dates(document.text, join_offices(document.text, markup, pack_at), pack_at)
    markup = join_dates(document.text, markup, pack_at)
    markup = offices_taken_for_names(document.text, join_events(document.text, markup), pack_at)
    markup = names_taken_for_references(document.text, markup, pack_at)
    markup = complete_bodies(document.text, markup, pack_at)
    markup = opening_days(document.text, [s.span for s in sentences], markup, pack_at)
    markup = offices_before_names(document.text, markup, pack_at)
    markup = states_before_names(document.text, markup, pack_at)
    markup = _office_holders(document.text, markup)
    found: list[Found] = []
    for index, mention in enumerate(markup.mentions):
        number = where.sentence(mention.span.start)
        pack = packs[number] if number < len(packs) else fallback
        trimmed = replace(mention, span=trim(document.text, mention, pack))
        if mention.label is Label.PERSON and _is_half_a_word(document.text, trimmed.span):
            trimmed = replace(trimmed, label=Label.PLACE)
        end = sentences[number].span.end if number < len(sentences) else len(document.text)
        limit = min(end, markup.mentions[index + 1].span.start) if index + 1 < len(markup.mentions) else end
        found.append(_resolve(document, trimmed, number, pack, max(limit, trimmed.span.end)))
    found = _in_states_named(document.text, _of_the_union(_known_names(found)))
    return Detection(
        document=document,
        sentences=sentences,
        found=tuple(found),
        markup=Markup(mentions=tuple(f.mention for f in found), links=markup.links),
        packs=packs or (fallback,),
        producer=producer,
    )


def _office_holders(text: str, markup: Markup) -> Markup:
    """What surely holds an office is a person, also where it bears the name of a place, and so are the same
    words elsewhere."""
    mentions = markup.mentions
    held = {
        mentions[link.left].span.of(text)
        for link in markup.links
        if link.kind is LinkKind.OFFICE
        and link.score >= _NAMES_AN_OFFICE
        and mentions[link.left].label is Label.PLACE
        and mentions[link.right].label is Label.OFFICE
    }
    if not held:
        return markup
    named = tuple(
        replace(m, label=Label.PERSON)
        if m.label in (Label.PLACE, Label.PARTY) and m.span.of(text) in held
        else m
        for m in mentions
    )
    return replace(markup, mentions=named)


def _known_names(found: list[Found]) -> list[Found]:
    """A word that names nothing known, and is a word of somebody's name elsewhere in the text, names them."""
    fold = [f.pack.tokenizer.fold for f in found]
    names = {
        fold[i](word)
        for i, f in enumerate(found)
        if f.label is Label.PERSON
        for word in f.words.split()
        if len(word) >= (_NAME_SIGNS if f.pack.words == "characters" else _NAME_LETTERS)
    }
    full = {fold[i](w) for i, f in enumerate(found) if f.label is Label.PERSON for w in f.words.split()[1:]}
    out = []
    for i, f in enumerate(found):
        if f.label is Label.PERSON and fold[i](f.words) not in full and _is_capital(f):
            f = _with_place(replace(f, mention=replace(f.mention, label=Label.PLACE)))
        unknown = f.label in _MISTAKEN and f.party is None and f.place is None
        if unknown and fold[i](f.words) in names:
            mention = replace(f.mention, label=Label.PERSON)
            f = replace(f, mention=mention)
        out.append(f)
    return out


def _of_the_union(found: list[Found]) -> list[Found]:
    """ "Brussels" for a government is the European Union's where the text names the Union, and Belgium only
    so."""
    named = {f.party for f in found if f.party is not None and f.party_word is not PartyWord.CAPITAL}
    if _UNION not in named or _SEAT in named:
        return found
    return [
        replace(f, party=_UNION, parties=(_UNION,)) if f.label is Label.PARTY and f.party == _SEAT else f
        for f in found
    ]


def _in_states_named(text: str, found: list[Found]) -> list[Found]:
    """Each city in the state named right behind it ("Tripoli, Lebanon"); one whose state the text names not
    in one that it does, if a city there has the same name and is not far smaller, nor the other a capital."""
    named = frozenset(
        party.code
        for f in found
        if f.label is Label.PARTY and f.party_word is not PartyWord.CAPITAL
        for party in f.parties
        if party.kind is PartyKind.STATE
    )
    out = list(found)
    for index, f in enumerate(found):
        if f.label is not Label.PLACE or f.place is None or f.place.city is None:
            continue
        state = _state_beside(text, f, found[index + 1]) if index + 1 < len(found) else None
        within = named if state is None else frozenset({state})
        if f.place.country in within or not within:
            continue
        other = _namesake(f.words, f.pack, within, sure=state is not None)
        out[index] = replace(f, place=other) if other is not None else f
    return out


def _state_beside(text: str, city: Found, following: Found) -> str | None:
    """The state whose name stands right behind that of a city, with a comma or a bracket between."""
    gap = text[city.span.end : following.span.start]
    party = following.party
    if following.label not in (Label.PARTY, Label.PLACE) or following.party_word is PartyWord.DEMONYM:
        return None
    if party is None and following.place is not None and following.place.city is None:
        party = Party(code=following.place.country) if following.place.country else None
    beside = len(gap) <= _COMMA and gap.strip() in _COMMAS
    return party.code if beside and party is not None and party.kind is PartyKind.STATE else None


def _namesake(words: str, pack: Pack, countries: frozenset[str], *, sure: bool) -> Place | None:
    """The city of these words in one of these countries; where that is not sure, only if the city that they
    mean by themselves is no capital and not far larger."""
    for name in _base_forms(words, pack):
        cities = load_places().find(name)
        other = next((city for city in cities[1:] if city.country in countries), None)
        if other is not None:
            alike = not cities[0].is_capital and cities[0].population <= _FAR_LARGER * other.population
            return Place(city=other.city, country=other.country) if sure or alike else None
    return None


def _is_half_a_word(text: str, span: Span) -> bool:
    """Whether one small word of a name is joined by a hyphen to what the tagger left out: no name at all."""
    before, after = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 2]
    cut = (before[-1:] == "-" and before[:1].isalpha()) or (after[:1] == "-" and after[1:].isalpha())
    return cut and not any(c.isspace() for c in span.of(text))


def _is_capital(found: Found) -> bool:
    """Whether one word that was taken for a name is a capital's, and so that of a dateline or a seat."""
    places = load_places().find(found.words) if " " not in found.words else ()
    return any(place.is_capital for place in places)


class _Locator:
    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._starts = [sentence.span.start for sentence in sentences]

    def sentence(self, offset: int) -> int:
        low, high = 0, len(self._starts)
        while low < high:
            middle = (low + high) // 2
            if self._starts[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return max(0, low - 1)


def trim(text: str, mention: Mention, pack: Pack) -> Span:
    """The exact words of a mention: no signs or titles at its edges, no proclitic before its first word."""
    span = mention.span
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE_SIGNS:
        start += 1
    while end > start and text[end - 1] in _EDGE_SIGNS:
        end -= 1
    if start >= end:
        return span
    span = Span(start=start, end=end)
    if pack.proclitics:
        span = _without_proclitic(text, span, mention.label, pack)
    if mention.label is Label.PERSON:
        return name_span(text, span, pack) or span
    return span


def _without_proclitic(text: str, span: Span, label: Label, pack: Pack) -> Span:
    """Cut a conjunction or preposition from the first word where what is left is the better-known word."""
    words = span.of(text)
    first = words.split()[0]
    if label in (Label.EVENT, Label.DATE, Label.REFERENCE, Label.OFFICE):
        article = pack.tokenizer.article
        for proclitic in pack.proclitics:
            rest = first[len(proclitic) :]
            if first.startswith(proclitic) and article and rest.startswith(article) and len(rest) > 4:
                return Span(start=span.start + len(proclitic), end=span.end)
        return span
    if _known(words, first, label, pack):
        return span
    for proclitic in pack.proclitics:
        if proclitic == pack.tokenizer.article or not first.startswith(proclitic):
            continue
        rest = words[len(proclitic) :]
        article = pack.tokenizer.article
        if len(rest) < 3 or not rest[0].isalpha():
            continue
        if (article and rest.startswith(article)) or _known(rest, rest.split()[0], label, pack):
            return Span(start=span.start + len(proclitic), end=span.end)
    return span


def _known(words: str, first: str, label: Label, pack: Pack) -> bool:
    if label is Label.PERSON:
        return (pack.tokenizer.fold(first),) in pack.names.latin
    if label in (Label.PARTY, Label.ORGANISATION):
        return _exact_party(words, pack)
    if label is Label.PLACE:
        return bool(load_places().find(words)) or _exact_party(words, pack)
    return False


def _exact_party(words: str, pack: Pack) -> bool:
    """Whether the words name a party as they stand, with no proclitic taken off the first."""
    tokens = pack.tokens(words)
    if tokens:
        tokens[0] = Token(tokens[0].text, tokens[0].start, tokens[0].end, (tokens[0].text,))
    return bool(pack.parties.whole(tokens))


def _resolve(document: Document, mention: Mention, sentence: int, pack: Pack, limit: int) -> Found:
    """The meaning of one mention; ``limit`` is where the next mention or the sentence begins or ends."""
    words = " ".join(mention.span.of(document.text).split())
    found = Found(mention=mention, sentence=sentence, pack=pack, words=words)
    match mention.label:
        case Label.PARTY | Label.ORGANISATION:
            return _with_other_half(document.text, _with_party(found))
        case Label.OFFICE:
            return _with_office(document.text, found, limit)
        case Label.PLACE:
            return _with_place(found)
        case Label.DATE:
            return replace(
                found, expression=parse(_with_word_before(document.text, mention.span, pack), pack)
            )
        case Label.REFERENCE:
            return _with_reference(found)
        case _:
            return found


def _with_office(text: str, found: Found, limit: int) -> Found:
    """Role and party of an office. One cut short ("Minister", of "of Foreign Affairs") takes them back."""
    pack, span = found.pack, found.span
    named = pack.party(found.words)
    party = named.party if named is not None and not _is_matter(found, named.party) else None
    role = pack.role(found.words, party)
    if role in (None, Role.MINISTER, Role.OFFICIAL):
        for word in list(_WORDS.finditer(text, span.end, min(limit, span.end + _OFFICE_REACH)))[
            :_OFFICE_WORDS
        ]:
            if _STOPS.search(text, span.end, word.end()):
                break
            longer = pack.role(text[span.start : word.end()], party)
            if longer not in (None, Role.MINISTER, Role.OFFICIAL, role):
                whole = Span(start=span.start, end=word.end())
                mention = replace(found.mention, span=whole)
                words = " ".join(whole.of(text).split())
                return replace(found, mention=mention, words=words, role=longer, party=party)
    return replace(found, role=role, party=party)


def _is_matter(found: Found, party: Party) -> bool:
    """Whether an organisation in the words of an office is one of the matters that it deals with: listed
    behind another, as in "minister of Foreign Affairs, European Union and Cooperation"."""
    if party.kind is PartyKind.STATE:
        return False
    matches = found.pack.parties.longest(found.pack.tokens(found.words))
    starts = [match.start for match in matches if match.value.party == party]
    return bool(starts) and all(_LISTED.search(found.words[:start]) for start in starts)


def _with_party(found: Found) -> Found:
    named = found.pack.party(found.words)
    if named is not None:
        several = dict.fromkeys(
            m.value.party for m in found.pack.parties.longest(found.pack.tokens(found.words))
        )
        parties = tuple(several) if len(several) > 1 else (named.party,)
        return replace(found, party=named.party, party_word=named.word, parties=parties)
    if found.label is Label.PARTY:
        place = find_place(found.words, found.pack)
        if place is not None and place.country and place.city:
            party = Party(code=place.country)
            return replace(found, party=party, party_word=PartyWord.CAPITAL, parties=(party,), place=place)
    return found


def _with_other_half(text: str, found: Found) -> Found:
    """Where the tagger took half of a compound ("Polish-German", of which it has "German"), both parties."""
    if found.party is None or len(found.parties) > 1 or text[max(0, found.span.start - 1)] != "-":
        return found
    half = _HALF.search(text, max(0, found.span.start - _HALF_REACH), found.span.start)
    if half is None:
        return found
    whole = found.pack.parties.longest(found.pack.tokens(half[0] + found.words))
    several = tuple(dict.fromkeys(match.value.party for match in whole))
    return replace(found, parties=several) if len(several) == 2 and found.party in several else found


def _with_word_before(text: str, span: Span, pack: Pack) -> str:
    """The words of a date, with the one before them where the pack knows both together as one: "am Morgen",
    in the morning, is not "morgen", tomorrow."""
    words = " ".join(span.of(text).split())
    before = _WORD_BEFORE.search(text, max(0, span.start - _HALF_REACH), span.start)
    if before is None:
        return words
    longer = f"{before[1]} {words}"
    joined = any(
        match.tokens > 1 and match.start == 0 and match.end > len(before[1])
        for match in pack.dates.longest(pack.tokens(longer))
    )
    return longer if joined else words


_SITE_SIGNS = 4
_LARGE = 500_000  # inhabitants


def _with_place(found: Found) -> Found:
    disputed = found.pack.territories.longest(found.pack.tokens(found.words))
    if disputed:
        return replace(found, place=Place(country=disputed[0].value))
    place = find_place(found.words, found.pack)
    if place is not None:
        return replace(found, place=place)
    named = found.pack.party(found.words)
    several = {m.value.party for m in found.pack.parties.longest(found.pack.tokens(found.words))}
    if len(several) == 2:
        return replace(found, parties=tuple(sorted(several)))
    if named is not None and named.word is not PartyWord.DEMONYM and named.party.kind is PartyKind.STATE:
        return replace(found, place=Place(country=named.party.code), party=named.party)
    site = _find_site(found.words, found.pack)
    return found if site is None else replace(found, place=site)


@lru_cache(maxsize=16384)
def _find_site(words: str, pack: Pack) -> Place | None:
    """The large city that a site is named after, with its first or last word: "Adana Airport"."""
    parts = words.split()
    if len(parts) != 2:
        return None
    for part in (parts[0], parts[-1]):
        for name in _base_forms(part, pack) if len(part) >= _SITE_SIGNS else ():
            cities = load_places().find(name)
            if cities and cities[0].population >= _LARGE:
                return Place(city=cities[0].city, country=cities[0].country)
    return None


def _with_reference(found: Found) -> Found:
    pack = found.pack
    tokens = pack.tokens(found.words)
    named = pack.party(found.words)
    party = named.party if named else None
    kinds = ("counterpart", "former", "latter", "two_sides", "two_people")
    longest = {
        kind: max((m.tokens for m in pack.cue(f"reference.{kind}", tokens)), default=0) for kind in kinds
    }
    if any(longest.values()):
        return replace(found, reference=max(kinds, key=lambda kind: longest[kind]), party=party)
    role = pack.meaning("reference.by_role", tokens)
    if role is not None:
        return replace(found, reference="by_role", role=Role(role), party=party)
    if pack.cues["reference.person"].any(tokens):
        return replace(found, reference="person", party=party)
    return replace(found, role=pack.role(found.words, party), party=party)


@lru_cache(maxsize=16384)
def find_place(words: str, pack: Pack) -> Place | None:
    """The likeliest city of that name (a country's name gives none), by its base form where names inflect."""
    whole = pack.parties.whole(pack.tokens(words))
    if any(p.word is not PartyWord.DEMONYM for p in whole):
        return None
    for name in _base_forms(words, pack):
        candidates = load_places().find(name)
        if candidates:
            return Place(city=candidates[0].city, country=candidates[0].country)
    return None


def _base_forms(words: str, pack: Pack) -> list[str]:
    """The words as they stand, then with each case ending of their last words replaced by the others."""
    forms = [words]
    if not pack.endings:
        return forms
    parts = words.split()
    if len(parts) > 2:
        return forms
    options: list[list[str]] = []
    for part in parts:
        stems = {part[: len(part) - len(e)] for e in pack.endings if part.casefold().endswith(e)} | {part}
        options.append([part, *(s + e for s in sorted(stems) if len(s) > 2 for e in ("", *pack.endings))])
    if len(parts) == 1:
        return forms + options[0]
    return forms + [f"{a} {b}" for a in options[0][:60] for b in options[1][:60]]
