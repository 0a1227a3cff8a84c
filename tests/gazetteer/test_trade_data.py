"""Data for trade: the statistics' codes, chapters of goods, and groups of states with the words for them."""

from __future__ import annotations

import pytest

from dragoman.gazetteer.goods import chapter_of, load_chapters
from dragoman.gazetteer.groups import groups_in, load_groups
from dragoman.gazetteer.parties import load_parties
from dragoman.gazetteer.trade_areas import AreaKind, load_trade_areas
from dragoman.lexicon.schema import AREAS


def test_nearly_every_party_has_a_number_and_every_number_a_name() -> None:
    areas = load_trade_areas()
    without = set(load_parties()) - {area.alpha3 for area in areas.values()}
    assert without == {"MCO"}  # its number is that of a rest of Europe there, and it trades as part of France
    assert all(area.name for area in areas.values())
    assert areas[0].kind is AreaKind.WORLD


def test_chapters_are_those_of_the_harmonized_system_and_their_areas_ours() -> None:
    chapters = load_chapters()
    assert set(chapters) == {f"{n:02}" for n in range(1, 100) if n not in (77, 98)}
    assert {chapter.area for chapter in chapters.values()} <= set(AREAS)
    found = chapter_of("030214")
    assert found is not None
    assert found.area == "fisheries"
    assert chapter_of("TOTAL") is None


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("second-largest Arab trading partner", "arab"),
        ("premier partenaire commercial africain", "african"),
        ("op een na grootste Arabische handelspartner", "arab"), ("Afrikaanse", "african"),
        ("крупнейший арабский партнёр", "arab"), ("среди африканских стран", "african"),
        ("ثاني شريك عربي", "arab"),
        ("أكبر شريك إفريقي", "african"), ("非洲最大贸易伙伴", "african"), ("东盟", "asean"), ("UE", "eu"),
        ("größter Handelspartner in der EU", "eu"), ("terbesar di ASEAN", "asean"), ("Mercosul", "mercosur"),
        ("in the Latin America", "latin-american"), ("Gulf", "gcc"), ("странами СНГ", "cis"),
    ],
)  # fmt: skip
def test_group_is_known_by_words_of_any_language(words: str, group: str) -> None:
    assert [found.id for found in groups_in(words)] == [group]


@pytest.mark.parametrize(
    "words",
    [
        "Saudi Arabia", "Europe", "Arabia", "euro", "South Africa's", "South African",
        "Russian", "Vietnam", "",
        "United Arab Emirates", "Émirats arabes unis", "المملكة العربية السعودية", "Südafrika", "南非",
    ],
)  # fmt: skip
def test_other_words_name_no_group(words: str) -> None:
    assert groups_in(words) == ()


def test_members_are_counted_as_the_groups_count_them() -> None:
    sizes = {key: len(group.members) for key, group in load_groups().items()}
    expected = {
        "arab": 22,
        "african": 55,
        "eu": 27,
        "asean": 10,
        "mercosur": 5,
        "gcc": 6,
        "maghreb": 5,
        "eaeu": 5,
    }
    assert {key: sizes[key] for key in expected} == expected
    assert (sizes["ecowas"], sizes["cis"], sizes["latin-american"], sizes["pacific"]) == (15, 9, 33, 18)
