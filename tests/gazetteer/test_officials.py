"""The table of office-holders, and finding them however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InvalidPack
from dragoman.gazetteer import officials
from dragoman.gazetteer.fold import fold_name
from dragoman.gazetteer.officials import ROLES, Official, Officials, load
from dragoman.gazetteer.organisations import load_organisations
from dragoman.gazetteer.parties import is_state, load_parties

EVERY = tuple(load())


def _office(name: str, party: str, since: str, until: str | None = None) -> Official:
    return Official(name=name, role="foreign minister", party=party, since=since, until=until)


def test_there_are_thousands_of_offices() -> None:
    assert len(EVERY) > 4000


def test_every_code_and_role_is_known() -> None:
    unknown = [o for o in EVERY if not (is_state(o.party) or o.party in load_organisations())]
    assert not unknown
    assert {o.role for o in EVERY} <= ROLES


def test_every_member_and_observer_of_the_united_nations_has_officials() -> None:
    parties = {o.party for o in EVERY}
    wanted = {p.alpha3 for p in load_parties().values() if p.un} | {"XKX", "TWN", "PSE", "VAT"}
    assert not wanted - parties


def test_offices_end_after_they_begin_and_within_living_memory() -> None:
    for office in EVERY:
        assert office.since, office
        assert "1940" < office.since < "2027", office
        assert office.until is None or office.since[: len(office.until)] <= office.until, office


def test_no_office_stands_twice_and_none_overlaps_itself() -> None:
    keys = [(o.name, o.role, o.party, o.since) for o in EVERY]
    assert len(keys) == len(set(keys))


def test_every_name_and_alias_finds_its_person_only() -> None:
    for office in EVERY:
        for name in (office.name, *office.aliases):
            assert {o.name for o in load().find(name)} == {office.name}, name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Serguei Lavrov", "Sergey Lavrov"),
        ("SERGUEÏ LAVROV", "Sergey Lavrov"),
        ("Sergei Viktorovich Lavrov", "Sergey Lavrov"),
        ("Sergey V. Lavrov", "Sergey Lavrov"),
        ("Srgy Lafrwf", "Sergey Lavrov"),  # out of Arabic, letter by letter
        ("Lavrov", "Sergey Lavrov"),
        ("antwnyw ghwtyrysh", "António Guterres"),
        ("Emmanuel Makron", "Emmanuel Macron"),
        ("fysl bn frhan", "Faisal bin Farhan"),
        ("Faisal Bin Farhan Al-Saud", "Faisal bin Farhan"),
        ("Entoni Blinken", "Antony Blinken"),
        ("Jozep Borel", "Josep Borrell"),
        ("Volodimir Zelenskii", "Volodymyr Zelenskyy"),
        ("Orbán Viktor", "Viktor Orbán"),
        ("Abd al-Fattah al-Sisi", "Abdel Fattah el-Sisi"),
        ("Abdelfattah El Sissi", "Abdel Fattah el-Sisi"),
        ("Erdogan", "Recep Tayyip Erdoğan"),
        ("Lula", "Luiz Inácio Lula da Silva"),
        ("andres manuel lopez obrador", "Andrés Manuel López Obrador"),
        ("Ban Ki Moon", "Ban Ki-moon"),
        ("Mevlut Cavusoglu", "Mevlüt Çavuşoğlu"),
    ],
)
def test_spellings_and_romanisations_find_the_person(written: str, name: str) -> None:
    assert {office.name for office in load().find(written)} == {name}
    assert load().find(written.split()) == load().find(written)


@pytest.mark.parametrize(
    "name",
    [
        "Ivanov", "John Smith", "Petr Lavrov", "S. Lavrova", "Burhan", "Maio", "Mohammed Al Thani",
        "George Michael", "Maria Lopez", "Mohammed Abdullah", "Li Hua", "Ali Abdi", "Kim", "Costa", "", "-",
    ],
)  # fmt: skip
def test_unknown_and_ambiguous_names_find_nobody(name: str) -> None:
    assert load().find(name) == ()
    assert load().party(name) is None


@pytest.mark.parametrize(
    ("name", "year", "role", "party"),
    [
        ("António Guterres", 2000, "head of government", "PRT"),
        ("António Guterres", 2020, "secretary-general", "UN"),
        ("Wang Yi", 2015, "foreign minister", "CHN"),
        ("Emmanuel Macron", 2015, "minister (other)", "FRA"),
        ("Emmanuel Macron", 2022, "head of state", "FRA"),
        ("Ahmed Aboul Gheit", 2008, "foreign minister", "EGY"),
        ("Jens Stoltenberg", 2012, "head of government", "NOR"),
        ("Jens Stoltenberg", 2018, "secretary-general", "NATO"),
    ],
)
def test_the_offices_of_the_year_come_first(name: str, year: int, role: str, party: str) -> None:
    first = load().find(name, year=year)[0]
    assert (first.role, first.party) == (role, party)
    assert load().party(name, year=year) == party


def test_the_month_decides_in_the_year_of_a_change() -> None:
    assert load().find("Mark Rutte", year=2024, month=3)[0].party == "NLD"
    assert load().find("Mark Rutte", year=2024, month=12)[0].party == "NATO"


def test_a_year_later_an_office_still_counts_as_near() -> None:
    known = Officials(
        (_office("Ana Perez", "BOL", "2001", "2002"), _office("Ana Perez", "UN", "2010", "2012"))
    )
    assert known.find("Ana Perez", year=2013)[0].party == "UN"
    assert known.party("Ana Perez", year=2003) == "BOL"
    assert known.party("Ana Perez", year=2006) is None


def test_two_people_of_one_key_and_different_parties_are_nobody() -> None:
    known = Officials((_office("Sergei Ivanov", "RUS", "2001"), _office("Serge Ivanow", "BGR", "2001")))
    assert known.find("Serguei Ivanov") == ()
    assert known.find("Sergei Ivanov")[0].party == "RUS"


def test_a_further_name_makes_another_person_unless_the_surname_is_unmistakable() -> None:
    assert load().find("Pedro Gómez Sánchez") == ()
    assert load().find("Donald John Trump")[0].party == "USA"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("A B\t\tforeign minister\tFRA\t2001", "columns"),
        ("\t\tforeign minister\tFRA\t2001\t", "name"),
        ("A B\t\temperor\tFRA\t2001\t", "role"),
        ("A B\t\tforeign minister\tZZQ\t2001\t", "party"),
        ("A B\t\tforeign minister\tFRA\t2001-13\t", "YYYY"),
        ("A B\t\tforeign minister\tFRA\t2003\t2001", "ends"),
        ("A B\t\tforeign minister\tFRA\t2001\t\nA B\t\tforeign minister\tFRA\t2001\t", "twice"),
    ],
)
def test_a_wrong_line_is_named(line: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"name\taliases\trole\tparty\tfrom\tto\n{line}\n".encode()
    monkeypatch.setattr(officials, "load_bytes", lambda _name: text)
    with pytest.raises(InvalidPack, match=rf"officials\.tsv:\d: .*{reason}"):
        load.__wrapped__()


@given(st.text(max_size=30))
def test_any_text_can_be_looked_up(text: str) -> None:
    found = load().find(text)
    assert found == load().find(fold_name(text)) or not fold_name(text)
