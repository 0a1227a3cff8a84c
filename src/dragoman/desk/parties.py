"""Words of a user -> a party, and a party -> its English name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process

from dragoman.errors import UnknownParty
from dragoman.gazetteer.fold import fold_name
from dragoman.gazetteer.organisations import load_organisations
from dragoman.gazetteer.parties import alpha3, load_parties
from dragoman.lexicon.pack import Pack, PartyName, PartyWord, organisation, state
from dragoman.model.record import Party, PartyKind

_NEAR = 72  # of 100: below this a suggestion is more noise than help
_SUGGESTIONS = 3
_RANK = {word: rank for rank, word in enumerate(PartyWord)}


def find_party(words: str, packs: Iterable[Pack]) -> Party:
    """The state or organisation that ``words`` name.

    Read as an ISO 3166-1 alpha-3 code, an organisation's acronym, an alpha-2 code, then a name in the
    language of any of the packs. Codes come first in the form in which Dragoman prints them, so that output
    can be typed back: AU is the African Union (Australia is AUS), NAM is Namibia. Raises UnknownParty, with
    the nearest names, where nothing fits, or where languages differ on whose name it is.
    """
    code = words.strip().upper()
    if code in load_parties():
        return state(code)
    if code in load_organisations():
        return organisation(code)
    if (long := alpha3(code)) is not None:
        return state(long)
    packs = tuple(packs)
    found = sorted(_named(words, packs), key=lambda name: _RANK[name.word])
    best = {name.party for name in found if name.word is found[0].word}
    if len(best) == 1:
        return best.pop()
    if best:
        codes = ", ".join(sorted(party.code for party in best))
        raise UnknownParty(f"{words!r} names several parties: write one of {codes}")
    raise UnknownParty(f"no state or organisation is known as {words!r}{_suggest(words, packs)}")


def party_name(party: Party) -> str:
    """The short English name of the gazetteer, or the code where there is none."""
    if party.kind is PartyKind.STATE:
        known = load_parties().get(party.code)
        return known.name if known else party.code
    body = load_organisations().get(party.code)
    return body.name if body else party.code


def _named(words: str, packs: Iterable[Pack]) -> Iterator[PartyName]:
    """What each language understands by the words as a whole; English names of the gazetteer too."""
    folded = fold_name(words)
    if not folded:
        return
    for code, known in load_parties().items():
        if fold_name(known.name) == folded:
            yield PartyName(state(code), PartyWord.NAME)
    for acronym, body in load_organisations().items():
        if fold_name(body.name) == folded:
            yield PartyName(organisation(acronym), PartyWord.NAME)
    for pack in packs:
        yield from pack.parties.whole(pack.tokens(words))


def _suggest(words: str, packs: Iterable[Pack]) -> str:
    """ "; did you mean ...?" with the nearest names of any language, or nothing."""
    names = {known.name: code for code, known in load_parties().items()}
    names |= {body.name: acronym for acronym, body in load_organisations().items()}
    names |= {acronym: acronym for acronym in load_organisations()}
    for pack in packs:
        names |= {name: code for code, name in pack.country_names.items()}
    near = process.extract(
        words, list(names), processor=fold_name, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_SUGGESTIONS
    )
    if not near:
        return "; write a name, an ISO 3166 code (MAR) or an acronym (EU)"
    return "; did you mean " + " or ".join(f"{name} ({names[name]})" for name, _, _ in near) + "?"
