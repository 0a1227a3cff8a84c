"""How much a language pack covers of what packs can say, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.gazetteer.acts import load_acts
from dragoman.gazetteer.issues import load_issues
from dragoman.gazetteer.parties import load_parties
from dragoman.lexicon.pack import DateWord, Pack, PartyWord
from dragoman.lexicon.schema import AREAS, ROLES, cue_groups

_ORDINALS = 31
_WORDS = tuple(word for word in DateWord if word not in (DateWord.SINCE, DateWord.SEASON, DateWord.MONTHDAY))


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many there are of those there could be; ``lacking`` are the others, in order."""

    have: int
    of: int
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What one pack covers.

    ``parts`` are, by name: parties (UN members and observers with a demonym), roles, dates (classes of time
    words), ordinals (1 to 31), cues (groups), acts, areas and issues. ``forms`` counts the forms of each
    kind, ``examples`` the examples.
    """

    lang: str
    name: str
    parts: dict[str, Share]
    forms: dict[str, int]
    examples: int


def coverage(pack: Pack) -> Coverage:
    """The coverage of a pack. Reads no text: it says what is written, not how good it is."""
    states = {code for code, party in load_parties().items() if party.un}
    demonyms = {v.party.code for v in pack.parties.values() if v.word is PartyWord.DEMONYM}
    dates = list(pack.dates.values())
    ordinals = {str(cue.value) for cue in dates if cue.word is DateWord.ORDINAL}
    parts = {
        "parties": _share(states, demonyms),
        "roles": _share(ROLES, {rule.role.value for rule in pack.offices.values()}),
        "dates": _share((word.value for word in _WORDS), {cue.word.value for cue in dates}),
        "ordinals": _share((str(n) for n in range(1, _ORDINALS + 1)), ordinals),
        "cues": _share(cue_groups(), {group for group, index in pack.cues.items() if len(index)}),
        "acts": _share(_told_by_words(), set(pack.cues["act"].values()) if "act" in pack.cues else set()),
        "areas": _share(AREAS, set(pack.areas.values())),
        "issues": _share(load_issues(), set(pack.issues.values())),
    }
    forms = {
        "parties": len(pack.parties),
        "offices": len(pack.offices),
        "names": len(pack.names.honorifics) + len(pack.names.latin) + len(pack.variants),
        "dates": len(pack.dates),
        "cues": sum(len(index) for index in pack.cues.values()),
        "topics": len(pack.areas) + len(pack.issues),
    }
    return Coverage(lang=pack.lang, name=pack.name, parts=parts, forms=forms, examples=len(pack.examples))


def _share(all_of_them: Iterable[str], have: set[str]) -> Share:
    wanted = list(dict.fromkeys(all_of_them))
    lacking = tuple(sorted(name for name in wanted if name not in have))
    return Share(have=len(wanted) - len(lacking), of=len(wanted), lacking=lacking)


_BY_TYPE = frozenset(
    {
        "telephone",
        "visit",
        "host",
        "meet",
        "meet elsewhere",
        "write",
        "gather",
        "sign",
        "plan contact",
        "state",
    }
)


def _told_by_words() -> list[str]:
    """The acts that need words to be told: the type of an engagement says the others."""
    return [name for name in load_acts() if name not in _BY_TYPE]
