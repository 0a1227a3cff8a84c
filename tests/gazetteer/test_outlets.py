"""The registry of sources: who an address or a name stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InvalidPack
from dragoman.gazetteer import outlets
from dragoman.gazetteer.outlets import Outlets, host_of, load_outlets
from dragoman.gazetteer.parties import is_state, load_parties
from dragoman.gazetteer.tables import load_bytes
from dragoman.model.outlet import Outlet, SourceKind
from dragoman.model.text import Source

KNOWN = Outlets()
OFFICIAL, AGENCY, PRESS = SourceKind.OFFICIAL, SourceKind.AGENCY, SourceKind.PRESS


def _at(url: str | None, name: str | None = None) -> Outlet | None:
    return KNOWN.of(Source(name=name, url=url))


def _found(url: str | None = None, name: str | None = None) -> tuple[str, str | None, SourceKind]:
    outlet = _at(url, name)
    assert outlet is not None
    return outlet.name, outlet.country, outlet.kind


@pytest.fixture
def _fresh() -> Iterator[None]:
    load_outlets.cache_clear()
    yield
    load_outlets.cache_clear()


def test_every_line_loads_and_the_keys_are_sorted() -> None:
    lines = load_bytes("outlets.tsv").decode().splitlines()
    keys = [line.split("\t")[0] for line in lines[1:]]
    assert lines[0] == "key\tname\tcountry\tkind"
    assert keys == sorted(keys)
    assert len(load_outlets()) == len(keys) > 3000


def test_every_kind_has_its_outlets_and_every_country_is_one() -> None:
    kinds = Counter(outlet.kind for outlet in load_outlets().values())
    assert min(kinds[kind] for kind in SourceKind) >= 100
    assert all(o.country is None or is_state(o.country) for o in load_outlets().values())


def test_nearly_every_member_of_the_united_nations_has_an_outlet() -> None:
    countries = {outlet.country for outlet in load_outlets().values()}
    members = {party.alpha3 for party in load_parties().values() if party.un}
    assert members - countries <= {"TUV"}


def test_states_speak_officially_and_organisations_for_no_state() -> None:
    for outlet in load_outlets().values():
        assert outlet.kind is not OFFICIAL or outlet.country, outlet
        assert outlet.kind is not SourceKind.INTERNATIONAL or outlet.country is None, outlet


def test_domains_are_written_as_hosts_are() -> None:
    for key in load_outlets():
        if key.isascii() and "." in key and " " not in key and key == key.lower():
            assert host_of(f"https://www.{key}/x") == key


def test_every_domain_finds_its_own_line() -> None:
    for key in outlets._domains():
        if host_of(key) == key:
            assert _at(f"https://{key}/news/1") == load_outlets()[key]


def test_every_name_finds_its_outlet_or_is_shared_by_several() -> None:
    shared = []
    for outlet in load_outlets().values():
        found = _at(None, outlet.name)
        if found is None:
            shared.append(outlet.name)
        else:
            assert (found.country, found.kind) == (outlet.country, outlet.kind), outlet
    assert len(shared) < 20, shared


@pytest.mark.parametrize(
    ("url", "name", "country", "kind"),
    [
        ("https://mid.ru/ru/foreign_policy/1", "Ministry of Foreign Affairs of Russia", "RUS", OFFICIAL),
        ("https://www.diplomatie.ma/ar/x", "Ministry of Foreign Affairs of Morocco", "MAR", OFFICIAL),
        ("https://www.auswaertiges-amt.de/de/1", "Federal Foreign Office of Germany", "DEU", OFFICIAL),
        ("https://www.mea.gov.in/x.htm", "Ministry of External Affairs of India", "IND", OFFICIAL),
        ("https://www.reuters.com/world/1", "Reuters", "GBR", AGENCY),
        ("http://www.xinhuanet.com/1", "Xinhua", "CHN", AGENCY),
        ("https://www.spa.gov.sa/1", "Saudi Press Agency", "SAU", AGENCY),
        ("https://www.aljazeera.net/1", "Al Jazeera", "QAT", PRESS),
        ("https://abcnews.go.com/1", "ABC News", "USA", PRESS),
    ],
)
def test_addresses_name_their_outlet(url: str, name: str, country: str, kind: SourceKind) -> None:
    assert _found(url) == (name, country, kind)


def test_longest_domain_wins() -> None:
    assert _found("https://www.europarl.europa.eu/1")[0] == "European Parliament"
    assert _found("https://europa.eu/1") == ("European Union", None, SourceKind.INTERNATIONAL)
    assert _found("https://history.state.gov/1")[2] is SourceKind.RESEARCH
    assert _found("https://english.ahram.org.eg/1")[0] == "Ahram Online"


def test_subdomains_belong_to_their_domain_and_lookalikes_do_not() -> None:
    assert _found("https://rabat.diplo.de/1")[:2] == ("Embassies of Germany", "DEU")
    assert _found("https://eda.admin.ch/1")[0] == "Federal Department of Foreign Affairs of Switzerland"
    assert _found("https://vbs.admin.ch/1")[0] == "Federal administration of Switzerland"
    assert _at("https://notmid.ru/1") is None
    assert _at("https://mid.ru.example/1") is None


def test_domain_comes_before_the_name() -> None:
    assert _found("https://www.tass.ru/1", "Reuters")[0] == "TASS"
    assert _found("https://press.example/1", "Reuters")[0] == "Reuters"


def test_government_domain_is_official_and_bears_the_name_of_the_source() -> None:
    assert _found("https://interior.gob.xx.gob.pe/1", "Ministerio") == ("Ministerio", "PER", OFFICIAL)
    assert _found("https://www.culture.gouv.fr/1") == ("culture.gouv.fr", "FRA", OFFICIAL)
    assert _found("https://moj.go.jp/1") == ("moj.go.jp", "JPN", OFFICIAL)
    assert _found("https://moj.go.jp/1", " ")[0] == "moj.go.jp"


def test_page_of_a_government_is_not_that_of_every_office_below_it() -> None:
    assert _found("https://www.gov.uk/government/news/1")[0] == "Government of the United Kingdom"
    assert _found("https://www.leeds.gov.uk/1") == ("leeds.gov.uk", "GBR", OFFICIAL)


def test_gov_and_mil_are_the_united_states() -> None:
    assert _found("https://energy.gov/1") == ("energy.gov", "USA", OFFICIAL)
    assert _found("https://www.africom.mil/1") == ("africom.mil", "USA", OFFICIAL)
    assert _found("https://ma.usembassy.gov/1")[0] == "Embassies of the United States"


@pytest.mark.parametrize(
    "host", ["x.go.ro", "go.com", "go-east.de", "my-gov.fr", "gov", "gov.xx", "10.0.0.1"]
)
def test_what_anyone_may_register_is_no_government(host: str) -> None:
    assert _at(f"https://{host}/") is None


@pytest.mark.parametrize(
    ("written", "name", "country"),
    [
        ("وكالة المغرب العربي للأنباء", "MAP", "MAR"),
        ("وكالة الانباء السعودية", "Saudi Press Agency", "SAU"),
        ("الشرق الأوسط", "Asharq Al-Awsat", "SAU"),
        ("ТАСС", "TASS", "RUS"),
        ("РИА НОВОСТИ", "RIA Novosti", "RUS"),
        ("МИД России", "Ministry of Foreign Affairs of Russia", "RUS"),
        ("新华社", "Xinhua", "CHN"),
        ("人民网", "People's Daily", "CHN"),
        ("Укрінформ", "Ukrinform", "UKR"),
        ("DPA", "dpa", "DEU"),
        ("Anadolu Ajansı", "Anadolu", "TUR"),
        ("Auswärtiges Amt", "Federal Foreign Office of Germany", "DEU"),
        ("Газета.ру", "Gazeta.Ru", "RUS"),
        ("gazeta.ru", "Gazeta.Ru", "RUS"),
        ("aljazeera.net", "Al Jazeera", "QAT"),
    ],
)
def test_names_in_any_script_find_their_outlet(written: str, name: str, country: str) -> None:
    assert _found(None, written)[:2] == (name, country)


def test_name_that_outlets_of_two_countries_share_says_nothing() -> None:
    assert _at(None, "Hospodárske noviny") is None
    assert _found("https://hnonline.sk/1", "Hospodárske noviny")[1] == "SVK"


def test_unknown_addresses_and_names_find_nothing() -> None:
    assert _at("https://press.example/1", "A paper nobody knows") is None
    assert _at(None, None) is None
    assert _at("", "") is None


def _own(key: str, name: str = "Ours") -> Outlet:
    return Outlet(key=key, name=name, country="EGY", kind=PRESS)


def test_outlet_of_the_user_outranks_ours() -> None:
    assert Outlets([_own("mid.ru")]).of(Source(url="https://mid.ru/1")) == _own("mid.ru")
    assert Outlets([_own("ТАСС")]).of(Source(name="тасс")) == _own("ТАСС")
    assert Outlets([_own("x.example", "Reuters")]).of(Source(name="Reuters")) == _own("x.example", "Reuters")
    assert _found("https://mid.ru/1")[1] == "RUS"


def test_outlet_of_the_user_covers_a_whole_government_and_any_spelling_of_a_domain() -> None:
    assert Outlets([_own("gov.uk")]).of(Source(url="https://leeds.gov.uk/1")) == _own("gov.uk")
    assert Outlets([_own("WWW.Paper.Example")]).of(Source(url="http://paper.example")) == _own(
        "WWW.Paper.Example"
    )


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.MID.ru./x", "mid.ru"),
        ("www.mid.ru/x", "mid.ru"),
        (" https://user:word@mid.ru:8080/x ", "mid.ru"),
        ("//mid.ru", "mid.ru"),
        ("http://[::1", None),
        ("http://", None),
        ("https://www./", "www"),
        ("http://.../", None),
        ("", None),
        (None, None),
    ],
)
def test_host_of_an_address_however_broken(address: str | None, host: str | None) -> None:
    assert host_of(address) == host


@given(st.none() | st.text(), st.none() | st.text())
def test_no_address_or_name_ever_raises(url: str | None, name: str | None) -> None:
    outlet = _at(url, name)
    assert outlet is None or outlet.name.strip()


@given(st.lists(st.sampled_from(["gov", "go", "uk", "jp", "www", "", "mid", "ru", "ß", "[", "]", ":", "@"])))
def test_no_host_ever_raises(labels: list[str]) -> None:
    _at("https://" + ".".join(labels) + "/x", None)


@pytest.mark.parametrize(
    "line",
    [
        "mid.ru\tA\tRUS",
        "mid.ru\tA\tRUS\tministry",
        "mid.ru\tA\tXYZ\tofficial",
        "mid.ru\t \tRUS\tofficial",
        "mid.ru\tA\tRUS\tofficial\nmid.ru\tB\tRUS\tofficial",
    ],
)
@pytest.mark.usefixtures("_fresh")
def test_line_that_is_wrong_is_named(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlets, "load_bytes", lambda _: f"key\tname\tcountry\tkind\n{line}".encode())
    with pytest.raises(InvalidPack, match=r"gazetteer/outlets\.tsv:\d"):
        load_outlets()
