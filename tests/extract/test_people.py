"""For whom people act, told by marked sentences: no tagger, no links, the words alone."""

from __future__ import annotations

import pytest

from dragoman.detect.resolve import detect
from dragoman.extract.context import Context
from dragoman.extract.people import roster
from dragoman.lexicon.load import pack
from dragoman.lexicon.marks import marked
from dragoman.lexicon.pack import Example
from dragoman.model.text import Document, Markup, Sentence, Span


def people(text: str, lang: str = "en") -> dict[str, tuple[str | None, str | None]]:
    """Name -> (party, role) in one marked sentence."""
    plain, mentions = marked(Example(text=text, published=None, expect=None, file="test", line=1))
    document = Document(text=plain, lang=lang, origin="test", name="test")
    sentence = Sentence(span=Span(start=0, end=len(plain)), paragraph=0, lang=lang)
    markup = Markup(mentions=mentions, links=())
    found = detect(document, (sentence,), markup, lambda _: pack(lang), "test@1")
    return {
        person.name: (person.party.code if person.party else None, person.role.value if person.role else None)
        for person in roster(Context(detection=found)).people
    }


@pytest.mark.parametrize(
    "text",
    [
        "[GPE Malawi]'s [OFF Ambassador to] [GPE Peru] [PER Jo Bandawe] spoke.",
        "The [OFF ambassador] of [GPE Malawi] to [GPE Peru], [PER Jo Bandawe], spoke.",
    ],
)
def test_an_envoy_is_of_the_state_that_sends_him(text: str) -> None:
    assert people(text)["Jo Bandawe"] == ("MWI", "ambassador")


def test_in_a_list_of_delegates_the_party_said_once_holds_for_all() -> None:
    found = people(
        "With [GPE Malawian] [OFF Foreign Minister] [PER Jo Bandawe], "
        "[OFF Minister of Defence] [PER Ann Phirisa] and [OFF Minister of Energy] [PER Tom Lungosi]."
    )
    assert {party for party, _ in found.values()} == {"MWI"}


def test_the_party_of_another_in_between_ends_the_list() -> None:
    found = people(
        "With [GPE Malawian] [OFF Foreign Minister] [PER Jo Bandawe], the [ORG European Union] and "
        "[OFF Minister of Energy] [PER Tom Lungosi]."
    )
    assert found["Tom Lungosi"][0] != "MWI"


def test_a_counterpart_has_the_office_of_the_other_side() -> None:
    found = people(
        "[GPE Malawian] [OFF Foreign Minister] [PER Jo Bandawe] [EVT.meeting met] "
        "[REF his Peruvian counterpart], [PER Ana Quispe]."
    )
    assert found["Ana Quispe"] == ("PER", "foreign minister")


def test_an_office_cut_short_takes_its_words_back() -> None:
    found = people("[GPE Malawi]'s [OFF Minister] of Foreign Affairs [PER Jo Bandawe] spoke.")
    assert found["Jo Bandawe"] == ("MWI", "foreign minister")


def test_a_capital_is_nobody() -> None:
    assert list(people("[PER Ulaanbaatar]. In [LOC New York], [PER Ana Quispe] [EVT.meeting met] them.")) == [
        "Ana Quispe"
    ]


def test_somebody_called_as_a_capital_stays_a_person() -> None:
    assert "Ana Lima" in people("[PER Ana Lima] [EVT.meeting met] them. [PER Lima] left.")


def test_an_office_that_nothing_marks_is_of_the_name_behind_it() -> None:
    text = "بحث الرئيس [GPE الكيني] [PER جون موتيسو] والوزير [PER كريم بن صالح] التعاون بين البلدين."
    kenyan, other = people(text, "ar").values()
    assert kenyan == ("KEN", "head of state")
    assert other[1] is not None


def test_words_beyond_a_comma_are_no_office_of_the_name_behind_it() -> None:
    found = people("After talks with the president, [PER Jo Bandawe] [EVT.visit left].")
    assert found["Jo Bandawe"] == (None, None)
