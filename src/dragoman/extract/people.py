"""The people of one document: each mention of a name to a person, each reference resolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.detect.names import SAME_WORD, align, latin_name, split_latin
from dragoman.detect.resolve import Found
from dragoman.extract.affiliation import (
    from_gazetteer,
    infer_from_home,
    infer_from_list,
    infer_other_side,
    name_counterparts,
    party_of,
    role_of,
    time_of,
)
from dragoman.extract.context import Context
from dragoman.extract.draft import Draft
from dragoman.extract.references import resolve_references
from dragoman.model.record import (
    Evidence,
    Office,
    Party,
    PartyKind,
    Person,
)
from dragoman.model.text import Label, LinkKind

_AND = 8  # characters between two names that share an office
_SHARED = 0.7
_BESIDE_NAME = ",،、,(（"  # signs between a name and the office behind it


@dataclass(frozen=True, kw_only=True, eq=False)
class Roster:
    """Who is who in one document.

    ``of_mention`` maps a mention (a name, an office held by a named person, or a reference) to people;
    ``sides`` maps a mention to the parties that it stands for.
    """

    people: tuple[Person, ...]
    of_mention: Mapping[int, tuple[Person, ...]]
    sides: Mapping[int, tuple[Party, ...]]
    named: frozenset[int]  # names, and offices of those named beside them
    pair: tuple[Party, ...]  # the two parties that the document is mostly about, or fewer


def roster(context: Context) -> Roster:
    """Cluster the names of a document, give each person offices and party, and resolve references."""
    drafts = _cluster(context)
    by_mention = {m: d for d in drafts for m in d.mentions}
    _offices(context, by_mention)
    time = time_of(context)
    for draft in drafts:
        draft.party, strength = party_of(context, draft)
        draft.role = role_of(context, draft)
        from_gazetteer(draft, strength, time)
    name_counterparts(context, drafts, by_mention)
    infer_from_list(context, by_mention)
    infer_other_side(context, drafts, by_mention)
    if infer_from_home(context, drafts, by_mention):
        infer_other_side(context, drafts, by_mention)
    built = {id(draft): _person(context, draft) for draft in drafts}
    of_mention: dict[int, tuple[Person, ...]] = {m: (built[id(d)],) for m, d in by_mention.items()}
    for draft in drafts:
        for office in draft.offices:
            of_mention.setdefault(office, (built[id(draft)],))
    named = frozenset(of_mention)
    pair = main_pair(context, [built[id(d)] for d in drafts])
    sides = resolve_references(context, of_mention, pair)
    people = tuple(sorted(built.values(), key=lambda p: p.evidence[0].span.start))
    return Roster(people=people, of_mention=of_mention, sides=sides, named=named, pair=pair)


def _cluster(context: Context) -> list[Draft]:
    named = [(n, f, _latin_words(f)) for n, f in context.of(Label.PERSON)]
    drafts: list[Draft] = []
    for number, _, words in sorted(named, key=lambda item: (-len(item[2]), item[0])):
        home = _home(words, drafts, number)
        if home is None:
            drafts.append(Draft(mentions=[number], words=words))
        else:
            home.mentions.append(number)
    for draft in drafts:
        draft.mentions.sort()
    return sorted(drafts, key=lambda d: d.mentions[0])


def _latin_words(found: Found) -> tuple[str, ...]:
    return split_latin(latin_name(found.words, found.pack))


def _home(words: tuple[str, ...], drafts: Sequence[Draft], number: int) -> Draft | None:
    """The person whose name these words are: the best fit, the nearest mention before it deciding ties."""
    best: tuple[float, int, Draft] | None = None
    for draft in drafts:
        score = align(words, draft.words)
        if len(words) == 1 and len(draft.words) > 1 and score and align(words, draft.words[:1]) >= SAME_WORD:
            score -= 0.1 if align(words, draft.words[1:]) < SAME_WORD else 0.0
        if score < SAME_WORD - (0.1 if len(words) == 1 else 0.0):
            continue
        before = [number - m for m in draft.mentions if m < number]
        distance = min(before) if before else 10_000
        key = (round(score, 2), -distance, draft)
        if best is None or key[:2] > best[:2]:
            best = key
    return best[2] if best else None


def _offices(context: Context, by_mention: Mapping[int, Draft]) -> None:
    best: dict[int, tuple[float, int]] = {}
    for mention in by_mention:
        for link in context.links(mention, LinkKind.OFFICE):
            near = context.found[link.right].sentence == context.found[mention].sentence
            score = link.score if near else link.score - 0.5
            best[link.right] = max(best.get(link.right, (0.0, mention)), (score, mention))
    taken = {office for office, (score, _) in best.items() if score >= context.minimum}
    for office in sorted(taken):
        _add_office(by_mention[best[office][1]], office)
        for mention in _sharing(context, office, best[office][1], by_mention):
            _add_office(by_mention[mention], office)
    for number, found in context.of(Label.OFFICE):
        if number in taken:
            continue
        neighbour = _adjacent_name(context, number, found, by_mention)
        if neighbour is not None:
            _add_office(by_mention[neighbour], number)


def _sharing(context: Context, office: int, first: int, by_mention: Mapping[int, Draft]) -> list[int]:
    """Those named right behind the first holder of an office, nothing but names between, who hold it as
    well: "Presidents X and Y"."""
    out: list[int] = []
    if first != office + 1:
        return out
    for mention in range(first + 1, len(context.found)):
        gap = context.text[context.found[mention - 1].span.end : context.found[mention].span.start]
        links = context.links(mention, LinkKind.OFFICE) if mention in by_mention else ()
        if len(gap) > _AND or not any(x.right == office and x.score >= _SHARED for x in links):
            break
        out.append(mention)
    return out


def _add_office(draft: Draft, office: int) -> None:
    if office not in draft.offices:
        draft.offices.append(office)


def _adjacent_name(
    context: Context, number: int, found: Found, by_mention: Mapping[int, Draft]
) -> int | None:
    """A name right behind the office, or right before it, with nothing but a party between.

    Of a name before it, what stands between begins with a comma or bracket: "X, president of A", and not "X
    wrote to A's president".
    """
    for step in (1, -1):
        other = number + step
        while 0 <= other < len(context.found) and context.found[other].label is Label.PARTY:
            other += step
        if other not in by_mention or context.found[other].sentence != found.sentence:
            continue
        left, right = sorted((context.found[other].span, found.span))
        gap = context.text[left.end : right.start]
        if step < 0 and gap.strip() and gap.strip()[0] not in _BESIDE_NAME:
            continue
        if len(gap) <= 40 and gap.count(",") <= 1 and "." not in gap.strip(" .")[1:]:
            return other
    return None


def _person(context: Context, draft: Draft) -> Person:
    written = [context.found[m] for m in draft.mentions]
    fullest = max(written, key=lambda f: (len(_latin_words(f)), -f.span.start))
    offices = tuple(
        Office(
            written=context.found[o].words,
            role=context.found[o].pack.role(context.found[o].words, draft.party),
            party=draft.party,
            evidence=context.evidence(context.found[o].span, context.found[o].mention.confidence),
        )
        for o in sorted(draft.offices)
    )
    if draft.role is not None and not any(o.role for o in offices):
        words = context.found[draft.role_mention] if draft.role_mention is not None else fullest
        said = Office(
            written=words.words if draft.role_mention is not None else "",
            role=draft.role,
            party=draft.party,
            basis=draft.role_basis,
            evidence=context.evidence(words.span, words.mention.confidence),
        )
        offices = (*offices, said)
    evidence: list[Evidence] = []
    for found in written:
        evidence.extend(context.with_repeats(context.evidence(found.span, found.mention.confidence)))
    return Person(
        name=latin_name(fullest.words, fullest.pack),
        lang=fullest.pack.lang,
        spellings=tuple(dict.fromkeys(f.words for f in (fullest, *written))),
        offices=offices,
        party=draft.party,
        party_basis=draft.basis,
        evidence=tuple(evidence),
    )


def main_pair(context: Context, people: Sequence[Person]) -> tuple[Party, ...]:
    """The two parties named most, people counting for theirs; fewer where the document has fewer."""
    votes: Counter[Party] = Counter()
    for person in people:
        if person.party is not None:
            votes[person.party] += 2
    for found in context.found:
        if found.label is Label.PARTY and found.party is not None and found.party.kind is PartyKind.STATE:
            votes[found.party] += 1
    ranked = sorted(votes, key=lambda party: (-votes[party], party.code))
    return tuple(ranked[:2])
