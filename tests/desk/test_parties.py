"""Words of a user -> a party."""

from __future__ import annotations

import pytest

from dragoman.desk.parties import find_party, party_name
from dragoman.errors import UnknownParty
from dragoman.lexicon.load import packs
from dragoman.model.record import Party, PartyKind

ORG = PartyKind.ORGANISATION


@pytest.mark.parametrize(
    ("words", "party"),
    [
        ("MAR", Party(code="MAR")),
        ("mar", Party(code="MAR")),
        ("MA", Party(code="MAR")),
        (" Morocco ", Party(code="MAR")),
        ("Marokko", Party(code="MAR")),
        ("المغرب", Party(code="MAR")),
        ("Марокко", Party(code="MAR")),
        ("Maroc", Party(code="MAR")),
        ("Russian Federation", Party(code="RUS")),
        ("Côte d’Ivoire", Party(code="CIV")),
        ("EU", Party(code="EU", kind=ORG)),
        ("European Union", Party(code="EU", kind=ORG)),
        ("Arab League", Party(code="LAS", kind=ORG)),
        ("AU", Party(code="AU", kind=ORG)),
        ("AUS", Party(code="AUS")),
        ("NAM", Party(code="NAM")),
    ],
)
def test_party_is_found_by_code_name_or_acronym(words: str, party: Party) -> None:
    assert find_party(words, packs().values()) == party


def test_unknown_party_comes_with_near_names() -> None:
    with pytest.raises(UnknownParty, match=r"did you mean .*Morocco \(MAR\)"):
        find_party("Morroco", packs().values())


@pytest.mark.parametrize("words", ["", "  ", "Atlantis", "MARX", "<script>", "met with Morocco", "XYZ"])
def test_other_words_are_no_party(words: str) -> None:
    with pytest.raises(UnknownParty):
        find_party(words, packs().values())


def test_party_has_its_english_name() -> None:
    assert party_name(Party(code="MAR")) == "Morocco"
    assert party_name(Party(code="LAS", kind=ORG)) == "League of Arab States"
    assert party_name(Party(code="XQX")) == "XQX"
