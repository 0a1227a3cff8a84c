"""What a caller gives: parties by their names or codes, days and dates as text or as dates, trade files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dragoman.errors import InvalidRecord, UnknownParty
from dragoman.model.record import Party
from dragoman.model.time import PartialDate

if TYPE_CHECKING:
    from dragoman.trade import Trade

K = TypeVar("K", bound=StrEnum)
Day = str | dt.date
Kinds = str | Collection[str]
Bound = str | dt.date | PartialDate


def party_given(words: str | Party) -> Party:
    """A party by its code, its acronym, or its name in any language; raises UnknownParty with the nearest."""
    from dragoman.desk.parties import find_party
    from dragoman.lexicon.load import packs

    return words if isinstance(words, Party) else find_party(words, packs().values())


def parties_given(words: tuple[str | Party, ...], most: int = 2) -> tuple[Party, ...]:
    """Different parties, so many at most; raises UnknownParty."""
    found = tuple(party_given(word) for word in words)
    if len(found) > most:
        raise UnknownParty(f"at most {most} parties can be given")
    if len(set(found)) != len(found):
        raise UnknownParty(f"{' and '.join(str(word) for word in words)} are one and the same party")
    return found


def day_given(on: Day | None) -> dt.date:
    """A day, or today by the clock of Greenwich; raises InvalidRecord where no day is given by the words."""
    if on is None:
        return dt.datetime.now(tz=dt.UTC).date()
    if isinstance(on, dt.datetime):
        return on.date()
    if isinstance(on, dt.date):
        return on
    date = PartialDate.parse(on)
    if date.day is None:
        raise InvalidRecord(f"{on}: a day is wanted: YYYY-MM-DD")
    return date.first


def in_order(since: dt.date | None, on: dt.date) -> None:
    """Raises InvalidRecord where a question reaches back to a day that is after the one it is asked on."""
    if since is not None and since > on:
        raise InvalidRecord(f"since {since} is after the day of asking, {on}")


def bound_given(date: Bound | None) -> PartialDate | None:
    """A year, month or day; raises InvalidRecord on anything else."""
    if date is None or isinstance(date, PartialDate):
        return date
    return PartialDate.parse(date) if isinstance(date, str) else PartialDate.of(date)


def kinds_given(known: type[K], words: Kinds) -> set[K]:
    """One kind or several, by their values; raises InvalidRecord, which names those that there are."""
    found = set()
    for word in [words] if isinstance(words, str) else words:
        if word not in set(known):
            raise InvalidRecord(f"{word!r} is none of {', '.join(one.value for one in known)}")
        found.add(known(word))
    return found


def words_given(known: Collection[str], words: Kinds) -> tuple[str, ...]:
    """One word or several of those known; raises InvalidRecord, which names those that there are."""
    found = tuple([words] if isinstance(words, str) else words)
    for word in found:
        if word not in known:
            raise InvalidRecord(f"{word!r} is none of {', '.join(known)}")
    return found


@contextmanager
def trade_given(files: str | Path | Iterable[str | Path]) -> Iterator[Trade | None]:
    """The trade tables of these files while they are asked, None where none is named."""
    from dragoman.trade import read_trade

    named = [Path(one) for one in ([files] if isinstance(files, str | Path) else files)]
    if not named:
        yield None
        return
    with read_trade(named) as tables:
        yield tables
