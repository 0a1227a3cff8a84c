"""Parties, organisations and issues."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from dragoman.errors import InvalidPack
from dragoman.gazetteer import issues, organisations, parties, places, tables


def test_codes_of_parties() -> None:
    found = parties.load_parties()
    assert sum(party.un == "member" for party in found.values()) == 193
    assert {code for code, party in found.items() if party.un == "observer"} == {"PSE", "VAT"}
    assert (parties.alpha3("MA"), parties.alpha2("RUS"), parties.alpha3("XK")) == ("MAR", "RU", "XKX")
    assert (parties.alpha3("ZZ"), parties.alpha2("ZZZ")) == (None, None)
    assert parties.is_state("MAR")
    assert not parties.is_state("NATO")
    assert found["MAR"].capital == "Rabat"
    assert found["ESH"].capital is None


def test_capital_of_every_member_is_a_place() -> None:
    gazetteer = places.load()
    for code, party in parties.load_parties().items():
        if party.un and party.capital:
            capital = gazetteer.capital_of(code)
            assert capital is not None, code
            assert capital.city == party.capital


def test_places_and_issues_have_codes_that_we_know() -> None:
    known = parties.load_parties()
    assert {issue.territory for issue in issues.load_issues().values()} - {None} <= known.keys()
    for name in ("Rabat", "Camp David", "Guerguerat", "Pristina"):
        assert places.load().find(name)[0].country in known


def test_organisations_and_issues() -> None:
    council = organisations.load_organisations()["UNSC"]
    assert (council.name, council.part_of) == ("United Nations Security Council", "UN")
    sahara = issues.load_issues()["western-sahara"]
    assert (sahara.territory, sahara.disputed) == ("ESH", True)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    yield
    for loader in (organisations.load_organisations, issues.load_issues, parties.load_parties, places.load):
        loader.cache_clear()


@pytest.mark.parametrize(
    ("loader", "data"),
    [
        (organisations.load_organisations, b"UN: {name: United Nations}"),
        (organisations.load_organisations, b"UN: {name: United Nations, kind: global, part_of: XX}"),
        (organisations.load_organisations, b"UN: [1"),
        (organisations.load_organisations, b"- UN"),
        (issues.load_issues, b"libya: {name: Libya, disputed: maybe}"),
        (issues.load_issues, b"libya: {name: Libya, colour: red}"),
        (issues.load_issues, b"libya: Libya"),
        (parties.load_parties, b"head\nMAR\tMA\n"),
    ],
)
def test_error_names_the_file(
    loader: Callable[[], object], data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    loader.cache_clear()  # type: ignore[attr-defined]  # a cached function
    monkeypatch.setattr(tables, "load_bytes", lambda _: data)
    monkeypatch.setattr(parties, "load_bytes", lambda _: data)
    with pytest.raises(InvalidPack, match=r"gazetteer/\w+\.(yaml|tsv)"):
        loader()


def test_missing_file_is_named() -> None:
    with pytest.raises(InvalidPack, match=r"nothing\.yaml"):
        tables.load_bytes("nothing.yaml")
