"""People by their names, in whatever script these are written or asked for.

Each description of people that merging keeps (see ``merge.layer.PEOPLE``) stands in an index by the words of
its names: as they are written, in Latin letters, by their consonants, and by these with one left out, so that
spellings of other languages and slips of the pen are found. What is found is then compared as merging does.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler
from sqlalchemy import Connection, delete, func, insert, select, update

from dragoman.detect.names import latin_name, skeleton, split_latin, without_article, word_similarity
from dragoman.gazetteer.fold import fold_name
from dragoman.lexicon.load import given_names, heads, pack
from dragoman.lexicon.pack import Pack
from dragoman.merge.compare.people import Name, Profile, alike, canonical_words, respelt, surname_likeness
from dragoman.merge.latin import is_latin
from dragoman.store import schema
from dragoman.store.search.fulltext import NAMES, Condition, Sought
from dragoman.store.search.words import LONGEST, bare

_BONES, _BROKEN = "\ue002", "\ue003"  # before what is no word: consonants, and consonants less one
_COLUMN = "names"
_MANY = 400
_WORDS = 8  # of a name, in a question and in the index
_JOINED = 4  # words of a name, two of which may be written as one
_CANDIDATES = 200  # names that are compared with a question, at each step
_LIKE = 0.78  # how alike a name must be to be an answer
_GOOD = 0.86  # where one is so alike, no slips of the pen are looked for
Item = TypeVar("Item", int, str)


@dataclass(frozen=True, slots=True)
class Named:
    """A description that answers a question: its names, how alike, and of how many records it is."""

    node: str
    names: tuple[Name, ...]
    written: tuple[str, ...]
    likeness: float
    count: int
    first: str


# --- keeping ----------------------------------------------------------------------------------------------


def keep_names(connection: Connection, bodies: Mapping[str, Profile | None], is_new: bool) -> None:
    """Keep the names of these descriptions, instead of what was kept; None for those that are no more."""
    table = schema.search_person
    known: dict[str, tuple[int, str]] = {}
    if not is_new:
        for some in _pieces(bodies):
            query = select(table.c.node, table.c.number, table.c.names).where(table.c.node.in_(some))
            known |= {node: (number, names) for node, number, names in connection.execute(query)}
    written = {node: _names(body) if body is not None else None for node, body in bodies.items()}
    gone = [number for node, (number, names) in known.items() if written[node] != names]
    for start in range(0, len(gone), _MANY):
        some_gone = gone[start : start + _MANY]
        statement = update(table).where(table.c.number.in_(some_gone))
        connection.execute(statement.values(node=None, names=""))
        NAMES.drop(connection, some_gone)
    _count_again(connection, bodies, {node: names for node, (_, names) in known.items()}, written)
    new = {
        node: body
        for node, body in bodies.items()
        if body is not None and (node not in known or known[node][1] != written[node])
    }
    _add(connection, new, written)


def _count_again(
    connection: Connection,
    bodies: Mapping[str, Profile | None],
    known: Mapping[str, str],
    written: Mapping[str, str | None],
) -> None:
    table = schema.search_person
    for node, names in known.items():
        body = bodies[node]
        if body is not None and written[node] == names:
            statement = update(table).where(table.c.node == node)
            connection.execute(statement.values(first=body.first, records=body.count))


def _add(connection: Connection, new: Mapping[str, Profile], written: Mapping[str, str | None]) -> None:
    if not new:
        return
    table = schema.search_person
    last = connection.execute(select(func.max(table.c.number))).scalar() or 0
    numbered = list(enumerate(sorted(new), start=last + 1))
    connection.execute(
        insert(table),
        [
            {
                "number": number,
                "node": node,
                "names": written[node],
                "first": new[node].first,
                "records": new[node].count,
            }
            for number, node in numbered
        ],
    )
    NAMES.put(connection, ((number, {_COLUMN: tuple(_keys(new[node]))}) for number, node in numbered))


def forget_names(connection: Connection) -> None:
    """Forget all names."""
    connection.execute(delete(schema.search_person))
    NAMES.clear(connection)


def _names(body: Profile) -> str:
    """The names of a description, as short as they can be kept."""
    kept = [[" ".join(name) for name in body.names], sorted(body.written)]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _keys(body: Profile) -> Iterator[str]:
    """What a description is found by, each once."""
    found: dict[str, None] = {}
    for name in body.names:
        found |= dict.fromkeys(_latin_keys(name))
    for spelling in body.written:
        cut = fold_name(spelling).split()[:_WORDS]
        found |= dict.fromkeys(form for word in cut if word for form in (_plain(word), *bare(word)))
        if is_latin(spelling):
            found |= dict.fromkeys(_latin_keys(split_latin(spelling)))
    return (key for key in found if key)


def _latin_keys(name: Sequence[str]) -> Iterator[str]:
    words = name[:_WORDS]
    for word in (*words, *(a + b for a, b in pairwise(words))):
        plain = _plain(word)
        bones = {skeleton(word), skeleton(without_article(word))} - {""}
        yield plain
        for some in bones:
            yield _BONES + some
            yield from (_BROKEN + rest for rest in broken(some))


def broken(bones: str) -> set[str]:
    """Consonants with one of them left out, where enough remain to tell names apart."""
    return {bones[:at] + bones[at + 1 :] for at in range(len(bones))} if len(bones) > 2 else set()


def _plain(word: str) -> str:
    folded = fold_name(word).replace(" ", "")[:LONGEST]
    return "".join(c for c in folded if c.isalnum() or not c.isascii())


# --- asking -----------------------------------------------------------------------------------------------


def people_named(connection: Connection, words: str, limit: int = 50) -> list[Named]:
    """Descriptions of people whose names are like these words, the best first."""
    asked = forms(words)
    best: dict[int, Named] = {}
    for step in (_begun, _sounding, _slipped):
        numbers: dict[int, None] = {}
        for form in asked:
            sought = step(form)
            if sought:
                condition = Condition(_COLUMN, sought)
                found = NAMES.find(connection, [condition], below=1 << 62, limit=_CANDIDATES)
                numbers |= dict.fromkeys(found)
        new = [number for number in numbers if number not in best]
        for number, named in _compared(connection, new, asked):
            best[number] = named
        if any(one.likeness >= _GOOD for one in best.values()) and step is not _begun:
            break
    ranked = sorted(best.values(), key=lambda one: (-round(one.likeness, 1), -one.count, one.node))
    return [one for one in ranked if one.likeness >= _LIKE][:limit]


@lru_cache(maxsize=1024)
def forms(words: str) -> tuple[Name, ...]:
    """The names that words may be: as they are written, and in Latin letters as each language reads them."""
    cut = tuple(_plain(word) for word in fold_name(words).split()[:_WORDS])
    written = tuple(word for word in cut if word)
    if not written:
        return ()
    found = {written: None}
    if is_latin(words):
        latin = {words}
    else:
        latin = {latin_name(words.strip(), reader) for reader in _readers(words)} or {anyascii(words)}
        latin = {form for name in latin for form in (name, *respelt(name))}
    for name in sorted(latin):
        for cut in (split_latin(name.casefold()), canonical_words(name, given_names())):
            plain = tuple(word for word in map(_plain, cut[:_WORDS]) if word)
            if plain:
                found[plain] = None
    return tuple(
        found | dict.fromkeys(one for name in found if is_latin("".join(name)) for one in _joined(name))
    )


def _joined(name: Name) -> Iterator[Name]:
    """The name with two neighbours written as one word."""
    for at in range(min(len(name), _JOINED) - 1):
        yield (*name[:at], name[at] + name[at + 1], *name[at + 2 :])


def _readers(words: str) -> list[Pack]:
    """The packs of languages that write in the script of these words."""
    scripts = {_script(c) for c in words if c.isalpha()}
    return [pack(lang) for lang, head in heads().items() if _script(head.native[0]) in scripts - {"LATIN"}]


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0].split("-")[0]


def _begun(form: Name) -> tuple[Sought, ...]:
    choices = (tuple((one,) for one in dict.fromkeys((word, *bare(word)))) for word in form)
    return tuple(Sought(some, begins=len(some[0][0]) > 2) for some in choices)


def _sounding(form: Name) -> tuple[Sought, ...]:
    return tuple(_by_bones(word, False) for word in form) if is_latin("".join(form)) else ()


def _slipped(form: Name) -> tuple[Sought, ...]:
    return tuple(_by_bones(word, True) for word in form) if is_latin("".join(form)) else ()


def _by_bones(word: str, slipped: bool) -> Sought:
    bones = {skeleton(word), skeleton(without_article(word))} - {""}
    found = {word} | {_BONES + some for some in bones}
    if slipped:
        for some in bones:
            found |= {_BROKEN + some, *(_BONES + rest for rest in broken(some))}
            found |= {_BROKEN + rest for rest in broken(some)}
    return Sought(tuple((key,) for key in sorted(found)))


def _compared(
    connection: Connection, numbers: Collection[int], asked: Sequence[Name]
) -> Iterator[tuple[int, Named]]:
    table = schema.search_person
    for some in _pieces(numbers):
        rows = connection.execute(select(table).where(table.c.number.in_(some), table.c.node.is_not(None)))
        for row in rows:
            latin, written = json.loads(row.names)
            names = tuple(tuple(name.split()) for name in latin)
            likeness = max((_likeness(form, names, written) for form in asked), default=0.0)
            yield row.number, Named(row.node, names, tuple(written), likeness, row.records, row.first)


def _likeness(form: Name, names: Sequence[Name], written: Sequence[str]) -> float:
    """How alike a form of the question is to the names of a description, from 0 to 1."""
    latin = is_latin("".join(form))
    cut = [tuple(map(_plain, fold_name(spelling).split())) for spelling in written]
    best = max((_spelt(form, one) for one in (*cut, *names)), default=0.0)
    if latin and best < 1.0:
        own = [split_latin(spelling) for spelling in written if is_latin(spelling)]
        best = max((best, *(_sounds(form, name) for name in (*names, *own) if name)))
    elif best < _GOOD:
        best = max(best, *(JaroWinkler.similarity("".join(form), "".join(one)) - 0.06 for one in cut), 0.0)
    return best


def _spelt(form: Name, name: Name) -> float:
    """1 for the same words, less for some of them, and for what begins like them."""
    if form == name:
        return 1.0
    left = list(name)
    exact = True
    for word in form:
        fits = next((other for other in left if other == word), None)
        if fits is None:
            exact = False
            fits = next((other for other in left if len(word) > 2 and other.startswith(word)), None)
        if fits is None:
            return 0.0
        left.remove(fits)
    if not exact:
        return 0.91
    return 0.98 if form[-1] == name[-1] else 0.95


def _sounds(form: Name, name: Name) -> float:
    """How alike two names in Latin letters are: of a single word, to the surname above all."""
    if len(form) == 1:
        last, *others = reversed(name)
        likeness = word_similarity(form[0], last)
        given = max((word_similarity(form[0], word) for word in others), default=0.0)
        whole = word_similarity(form[0], "".join(name)) if others else 0.0
        return max(min(likeness, 0.92) - 0.02, given - 0.05, whole - 0.03)
    if len(name) == 1:
        return surname_likeness(form, name) - 0.12
    return alike(form, name) - 0.01


def _pieces(items: Collection[Item]) -> Iterator[list[Item]]:
    found = sorted(items)
    for start in range(0, len(found), _MANY):
        yield found[start : start + _MANY]
