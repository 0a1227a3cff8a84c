"""Cities and other places of meetings, by any name in Latin, Cyrillic, Arabic or Chinese writing."""

from __future__ import annotations

import gzip
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from dragoman.errors import InvalidPack
from dragoman.gazetteer.fold import fold_name
from dragoman.gazetteer.tables import load_bytes, load_yaml

_FILE = "places.tsv.gz"
_EXTRA = "places_extra.yaml"
_FAR_LARGER = 5
# Cities that stand for a government and are not, or not beyond dispute, its capital.
_SEATS = {"the hague": "NLD", "la paz": "BOL", "abidjan": "CIV", "tel aviv": "ISR", "ramallah": "PSE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A city: usual English name, ISO 3166-1 alpha-3 code as GeoNames gives it, people, capital or not."""

    city: str
    country: str
    population: int = 0
    is_capital: bool = False


class Places:
    """The gazetteer of places. Read-only; ``load`` has the one copy of it."""

    __slots__ = ("_capitals", "_index", "_places", "_usual")

    def __init__(
        self, places: Iterable[tuple[Place, Iterable[str]]], usual: Collection[tuple[str, Place]] = ()
    ) -> None:
        """From places with the folded names of each; ``usual`` are the names that mean one place first."""
        self._usual = frozenset(usual)
        self._places: list[Place] = []
        self._index: dict[str, tuple[int, ...]] = {}
        self._capitals: dict[str, int] = {}
        for number, (place, names) in enumerate(places):
            self._places.append(place)
            if place.is_capital:
                self._capitals.setdefault(place.country, number)
            for name in names:
                self._index[name] = (*self._index.get(name, ()), number)

    def find(self, name: str, *, countries: Collection[str] = ()) -> tuple[Place, ...]:
        """The places of this name: first those in ``countries``, then the one that news usually means by it,
        then capitals, then by population.

        Case, accents and the forms of Arabic letters make no difference. Empty where none is known.
        """
        folded = fold_name(name)

        def rank(place: Place) -> tuple[bool, bool, bool, bool, int]:
            capital = place.is_capital
            own = capital and fold_name(place.city) == folded
            usual = (folded, place) in self._usual
            return (place.country not in countries, not usual, not capital, not own, -place.population)

        found = dict.fromkeys(self._index.get(folded, ()))
        return tuple(sorted((self._places[number] for number in found), key=rank))

    def all(self) -> tuple[Place, ...]:
        """Every place."""
        return tuple(self._places)

    def capital_of(self, country: str) -> Place | None:
        """The capital of a country (alpha-3); None where there is none, or none beyond dispute."""
        number = self._capitals.get(country)
        return None if number is None else self._places[number]

    def capital_country(self, name: str) -> str | None:
        """The country whose government a city's name can stand for: its capital, seat or palace.

        None for other cities, and where another city of the name is far larger (Victoria).
        """
        found = self.find(name)
        if not found or not found[0].is_capital:
            return _SEATS.get(fold_name(found[0].city)) if found else None
        first = found[0]
        if any(other.population > _FAR_LARGER * max(first.population, 1) for other in found[1:]):
            return None
        return first.country


@cache
def load() -> Places:
    """The gazetteer, read when first asked for. Raises InvalidPack where a file is wrong."""
    rows = gzip.decompress(load_bytes(_FILE)).decode().split("\n")
    places = [_place(row, number) for number, row in enumerate(rows, start=1)]
    known = {(place.city, place.country): number for number, (place, _) in enumerate(places)}
    usual: list[tuple[str, Place]] = []
    for place, names in _extra():
        number = known.get((place.city, place.country))
        if number is None:
            places.append((place, names))
        else:
            place = places[number][0]
            places[number] = (place, [*places[number][1], *names])
        usual += ((name, place) for name in names)
    return Places(places, usual)


def _place(row: str, number: int) -> tuple[Place, list[str]]:
    try:
        city, country, population, capital, names = row.split("\t")
        place = Place(city=city, country=country, population=int(population), is_capital=bool(capital))
    except ValueError as error:
        raise InvalidPack(f"gazetteer/{_FILE}:{number}: {error}") from error
    return place, names.split("|")


def _extra() -> list[tuple[Place, list[str]]]:
    value = load_yaml(_EXTRA)
    found: list[tuple[Place, list[str]]] = []
    for number, entry in enumerate(value if isinstance(value, list) else [], start=1):
        match entry:
            case {"city": str(city), "country": str(country), "names": dict(names)}:
                folded = dict.fromkeys(fold_name(str(name)) for group in names.values() for name in group)
                found.append((Place(city=city, country=country), list(folded)))
            case _:
                raise InvalidPack(f"gazetteer/{_EXTRA}: entry {number} wants city, country and names")
    if not found:
        raise InvalidPack(f"gazetteer/{_EXTRA}: a list of places is wanted")
    return found
