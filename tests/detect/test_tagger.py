"""The tagger with its artifact: what it finds, and what holds for any text."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.detect.tagger import Passage, Tagger, UnusableArtifact
from dragoman.detect.tagger.artifact import CARD, FOLDER
from dragoman.detect.tagger.tokens import Pieces, Word
from dragoman.detect.tagger.windows import windows_of
from dragoman.errors import DragomanError
from dragoman.model.text import EngagementKind, Label, LinkKind, Markup, Part, Realis, Span

END = re.compile(r"(?<=[.!?。])\s*|$")


def passage(text: str) -> Passage:
    """The text with its sentences, cut roughly."""
    cuts = [0, *(match.end() for match in END.finditer(text)), len(text)]
    return Passage(text=text, sentences=tuple(Span(start=a, end=b) for a, b in pairwise(cuts) if b > a))


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


def read(tagger: Tagger, text: str) -> Markup:
    return tagger.read([passage(text)])[0]


def words_of(markup: Markup, text: str, label: Label) -> set[str]:
    return {one.span.of(text) for one in markup.mentions if one.label is label}


FOUND = [
    (
        "Foreign Minister Ilse Vandermark met her Kenyan colleague Joseph Odhiambo in Nairobi on Tuesday.",
        {"Ilse Vandermark", "Joseph Odhiambo"},
        "Tuesday",
        EngagementKind.MEETING,
    ),
    (
        "التقى وزير الخارجية سامر الخطابي، اليوم الأربعاء، في عمّان نظيره الإسباني كارلوس مينديث.",
        {"سامر الخطابي", "كارلوس مينديث"},
        "الأربعاء",
        EngagementKind.MEETING,
    ),
    (
        "14 мая министр иностранных дел Олег Бережной провёл телефонный разговор с главой МИД Сербии "
        "Миланом Йовичем.",
        {"Олег Бережной", "Миланом Йовичем"},
        "14 мая",
        EngagementKind.CALL,
    ),
    (
        "Le ministre des Affaires étrangères, Karim Bensalem, a reçu lundi à Tunis l'ambassadrice du Chili, "
        "Paula Riquelme.",
        {"Karim Bensalem", "Paula Riquelme"},
        "lundi",
        EngagementKind.MEETING,
    ),
    (
        "Minister van Buitenlandse Zaken Joris Hoekema brengt op 3 juni een bezoek aan Oslo, waar hij zijn "
        "ambtgenoot Astrid Solbakk spreekt.",
        {"Joris Hoekema", "Astrid Solbakk"},
        "3 juni",
        EngagementKind.VISIT,
    ),
]


@pytest.mark.parametrize(("text", "people", "date", "event"), FOUND, ids=["en", "ar", "ru", "fr", "nl"])
def test_people_date_and_event_are_found(
    tagger: Tagger, text: str, people: set[str], date: str, event: EngagementKind
) -> None:
    markup = read(tagger, text)
    assert people <= words_of(markup, text, Label.PERSON)
    assert any(date in found for found in words_of(markup, text, Label.DATE))
    assert event in {one.event for one in markup.mentions}


def test_office_and_party_and_actors_are_linked(tagger: Tagger) -> None:
    text = (
        "On 4 May, Norwegian Foreign Minister Astrid Solbakk received her Ghanaian counterpart, Kofi Mensah, "
        "in Oslo."
    )
    markup = read(tagger, text)
    links = {
        (link.kind, markup.mentions[link.left].span.of(text), markup.mentions[link.right].span.of(text))
        for link in markup.links
    }
    assert (LinkKind.OFFICE, "Astrid Solbakk", "Foreign Minister") in links
    assert (LinkKind.PARTY, "Astrid Solbakk", "Norwegian") in links
    event = next(one.span.of(text) for one in markup.mentions if one.event is EngagementKind.MEETING)
    assert {(LinkKind.ACTOR, event, "Astrid Solbakk"), (LinkKind.ACTOR, event, "Kofi Mensah")} <= links
    assert (LinkKind.DATE, event, "4 May") in links
    assert (LinkKind.PLACE, event, "Oslo") in links


def test_who_visits_is_the_guest(tagger: Tagger) -> None:
    text = "President Marta Kowalczyk of Poland paid a state visit to Portugal on 12 March."
    markup = read(tagger, text)
    guests = {markup.mentions[link.right].span.of(text) for link in markup.links if Part.GUEST in link.parts}
    assert guests == {"Marta Kowalczyk"}
    assert all(link.kind is LinkKind.ACTOR for link in markup.links if link.parts)


def test_planned_event_is_told_from_one_that_happened(tagger: Tagger) -> None:
    text = "The two ministers signed a protocol on visas. The joint commission will meet in Lima next year."
    events = [one for one in read(tagger, text).mentions if one.label is Label.EVENT]
    assert [one.realis for one in events if one.event is EngagementKind.SIGNING] == [Realis.ACTUAL]
    assert events[-1].realis is Realis.PLANNED
    assert all(one.scores is not None for one in events)


def test_hard_line_breaks_change_nothing(tagger: Tagger) -> None:
    text = FOUND[0][0]
    wrapped = text.replace(" ", "\n", 4)
    sentences = (Span(start=0, end=len(text)),)
    plain, broken = tagger.read(
        [Passage(text=text, sentences=sentences), Passage(text=wrapped, sentences=sentences)]
    )
    assert plain == broken


def laws(text: str, sentences: tuple[Span, ...], markup: Markup) -> None:
    """What holds for the mentions and links of any text."""
    end = 0
    for mention in markup.mentions:
        assert mention.span.start >= end, "in order, never overlapping"
        assert any(sentence.covers(mention.span) for sentence in sentences)
        assert mention.span.of(text).strip() == mention.span.of(text)
        end = mention.span.end
    for link in markup.links:
        assert link.left != link.right
        assert 0.3 <= link.score <= 1
        assert not link.parts or link.kind is LinkKind.ACTOR


ANY_TEXT = st.one_of(
    st.text(max_size=300),
    st.text(alphabet=st.characters(), max_size=100),  # with lone surrogates
    st.lists(
        st.sampled_from(
            ["Minister", "Ana Gil", "met", "Oslo", ".", "«", "会见", "王毅", "الوزير", "\n", "3 May", "-"]
        ),
        max_size=60,
    ).map(" ".join),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY_TEXT, cuts=st.lists(st.integers(min_value=0, max_value=300), max_size=6))
def test_any_text_gives_mentions_inside_its_sentences(tagger: Tagger, text: str, cuts: list[int]) -> None:
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    sentences = tuple(Span(start=a, end=b) for a, b in pairwise(places))
    laws(text, sentences, tagger.read([Passage(text=text, sentences=sentences)])[0])


@pytest.mark.parametrize(
    "text",
    ["", " ", "...", "😀😀 👩‍👩‍👧", "\ud800\udfff", "a" * 5000, "٣" * 3000, "\u200f\u200e", "_" * 40, "́́"],
)
def test_odd_text_is_read_without_error(tagger: Tagger, text: str) -> None:
    sentences = (Span(start=0, end=len(text)),) if text else ()
    laws(text, sentences, tagger.read([Passage(text=text, sentences=sentences)])[0])


def test_long_sentence_is_read_to_its_end(tagger: Tagger) -> None:
    text = ("and also bread, " * 400) + FOUND[0][0]
    markup = read(tagger, text)
    assert "Joseph Odhiambo" in words_of(markup, text, Label.PERSON)


def test_what_is_read_together_does_not_matter(tagger: Tagger) -> None:
    passages = [passage(text) for text, *_ in FOUND]
    together = tagger.read(passages)
    assert together == [tagger.read([one])[0] for one in passages]
    assert together[::-1] == tagger.read(passages[::-1])


def test_sentence_left_out_is_not_read(tagger: Tagger) -> None:
    text = "Ana Gil met Joris Hoekema. Paula Riquelme visited Oslo."
    markup = tagger.read([Passage(text=text, sentences=(Span(start=27, end=len(text)),))])[0]
    assert words_of(markup, text, Label.PERSON) == {"Paula Riquelme"}


def test_windows_cover_all_words_once_and_stay_short() -> None:
    words = [Word(n, n + 1, (7,) * (1 + n % 5)) for n in range(2000)]
    ends = [3, 4, 100, 900, 901, 1500, 2000]
    windows = windows_of(0, words, ends, 100)
    assert [window.first for window in windows] == [0, *(window.last for window in windows[:-1])]
    assert windows[-1].last == len(words)
    assert all(window.pieces <= 100 for window in windows)
    assert windows_of(0, [], []) == []


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    characters = json.loads((FOLDER / "characters.json").read_text(encoding="utf-8"))
    return Pieces((FOLDER / "pieces.spm").read_bytes(), {int(k): v for k, v in characters.items()})


def test_vowel_signs_and_stretching_do_not_change_a_word(pieces: Pieces) -> None:
    plain, signed = pieces.words("محمد وزير"), pieces.words("مُحَمَّد وزيـــر")
    assert [word.pieces for word in plain] == [word.pieces for word in signed]
    assert signed[0].end == len("مُحَمَّد")


def test_composed_and_decomposed_letters_are_the_same_word(pieces: Pieces) -> None:
    assert [word.pieces for word in pieces.words("né")] == [word.pieces for word in pieces.words("ne\u0301")]


def test_chinese_characters_are_words(pieces: Pieces) -> None:
    assert [(word.start, word.end) for word in pieces.words("王毅10日")] == [(0, 1), (1, 2), (2, 4), (4, 5)]


@pytest.fixture
def copied(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "artifact"
    shutil.copytree(FOLDER, folder)
    yield folder
    shutil.rmtree(folder)


def test_damaged_file_is_named(copied: Path) -> None:
    with (copied / "pairs.onnx").open("ab") as file:
        file.write(b"x")
    with pytest.raises(UnusableArtifact, match=r"pairs\.onnx.*checksum"):
        Tagger.load(copied)


def test_missing_file_is_named(copied: Path) -> None:
    (copied / "pieces.spm").unlink()
    with pytest.raises(UnusableArtifact, match=r"pieces\.spm: missing"):
        Tagger.load(copied)


@pytest.mark.parametrize("content", [None, "{", "[]", '{"name": "x"}'])
def test_missing_or_broken_card_is_named(copied: Path, content: str | None) -> None:
    if content is None:
        (copied / CARD).unlink()
    else:
        (copied / CARD).write_text(content, encoding="utf-8")
    with pytest.raises(DragomanError, match=r"card\.json"):
        Tagger.load(copied)


def test_producer_is_name_and_version(tagger: Tagger) -> None:
    card = json.loads((FOLDER / CARD).read_text(encoding="utf-8"))
    assert tagger.producer == f"{card['name']}@{card['version']}"
