"""Whether two names may be one: what merging may have failed to join is no disagreement."""

from __future__ import annotations

from dragoman.detect.names import split_latin
from dragoman.merge.compare.people import alike, is_full, surname_likeness

_SURNAME, _BARE, _GIVEN, _WHOLE = 0.75, 0.8, 0.6, 0.85


def may_be_one_name(left: str, right: str) -> bool:
    """Whether two names may be spellings of one, on less likeness than merging asks for.

    Full names are alike in surname and given name, or as a whole; a bare surname in the surname.
    """
    a, b = (tuple(word.casefold() for word in split_latin(name)) for name in (left, right))
    if not a or not b:
        return True
    surname = surname_likeness(a, b)
    if not (is_full(a) and is_full(b)):
        return surname >= _BARE
    return (surname >= _SURNAME and alike(a[:1], b[:1]) >= _GIVEN) or alike(a, b) >= _WHOLE
