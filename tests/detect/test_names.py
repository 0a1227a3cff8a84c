"""Names: their Latin form, the span without titles, and which of two can be one person's."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.detect.names import (
    SAME_WORD,
    align,
    latin_name,
    name_span,
    skeleton,
    split_latin,
    word_similarity,
)
from dragoman.lexicon.load import pack
from dragoman.model.text import Span

LATIN = [
    ("en", "Nasser Bourita’s", "Nasser Bourita"),
    ("en", "M.L. Bogdanov", "M. L. Bogdanov"),
    ("en", "Jean-Yves Le Drian", "Jean-Yves Le Drian"),
    ("nl", "Michail Bogdanovop", "Michail Bogdanovop"),
    ("fr", "Amina Benkhadra", "Amina Benkhadra"),
    ("ar", "ناصر بوريطة", "Nasser Bourita"),
    ("ar", "ميخائيل بوغدانوف", "Mikhail Bogdanov"),
    ("ar", "سيرجي لافروف", "Sergey Lavrov"),
    ("ar", "سيرغي لافروف", "Sergey Lavrov"),
    ("ar", "محمد السادس", "Mohammed VI"),
    ("ru", "Михаил Богданов", "Mikhail Bogdanov"),
    ("ru", "Михаилом Богдановым", "Mikhail Bogdanov"),
    ("ru", "Сергея Лаврова", "Sergey Lavrov"),
    ("ru", "Сергеем Лавровым", "Sergey Lavrov"),
    ("ru", "Насера Буриты", "Nasser Bourita"),
    ("ru", "Насеру Бурите", "Nasser Bourita"),
    ("ru", "М.Л. Богданов", "M. L. Bogdanov"),
    ("ru", "М. Л. Богдановым", "M. L. Bogdanov"),
    ("ru", "Марии Захаровой", "Maria Zakharova"),
    ("ru", "Мария Захарова", "Maria Zakharova"),
    ("zh", "王毅", "Wang Yi"),
    ("zh", "習近平", "Xi Jinping"),
    ("zh", "欧阳娜娜", "Ouyang Nana"),
    ("zh", "曾庆红", "Zeng Qinghong"),
    ("zh", "单霁翔", "Shan Jixiang"),
    ("zh", "曹小林", "Cao Xiaolin"),
    ("zh", "习", "Xi"),
    ("zh", "田中健一", "Tanaka Jianyi"),
    ("zh", "谢尔盖·拉夫罗夫", "Sergey Lavrov"),
    ("zh", "拉夫罗夫", "Lavrov"),
    ("zh", "穆罕默德·本·萨勒曼", "Mohammed bin Salman"),
    ("zh", "让-皮埃尔·马塔", "Jean-Pierre Mata"),
    ("zh", "马塔", "Mata"),
]


@pytest.mark.parametrize(("lang", "written", "name"), LATIN)
def test_a_name_has_its_usual_latin_form(lang: str, written: str, name: str) -> None:
    assert latin_name(written, pack(lang)) == name


@pytest.mark.parametrize("lang", ["ar", "ru", "en", "zh"])
@given(written=st.text("abcdé ناصربوطةМихаил王毅欧阳马塔·'’.-", min_size=1, max_size=20))
def test_a_latin_form_is_latin_whatever_was_written(lang: str, written: str) -> None:
    name = latin_name(written, pack(lang))
    if any(c.isalpha() for c in written):
        assert all(c.isascii() or c == "é" for c in name if c.isalpha())


ONE_PERSON = [
    ("Mikhail Bogdanov", "Michail Bogdanovop"),
    ("Mikhail Bogdanov", "Mykhayil Bwghdanwf"),
    ("Mikhail Bogdanov", "Bogdanov"),
    ("Mikhail Bogdanov", "M. Bogdanov"),
    ("Mikhail Bogdanov", "M. L. Bogdanov"),
    ("Serguei Verchinine", "Sergey Vershinin"),
    ("Lotfi Bouchraara", "Lutfi Bushaara"),
    ("Nasser Bourita", "Naser Burita"),
    ("Sergey Lavrov", "Sergei Lavroff"),
    ("Mohammed VI", "Muhammad VI"),
    ("Wang Yi", "Yi Wang"),
    ("Al-Nasser", "al Nasser"),
    ("Abdel Fattah el-Sisi", "Abdelfattah Al Sissi"),
    ("Josep Borrell Fontelles", "Josep Borrell"),
]
TWO_PEOPLE = [
    ("Igor Bogdanov", "Mikhail Bogdanov"),
    ("Mikhail Bogdanov", "Mikhail Mishustin"),
    ("Sergey Lavrov", "Sergey Vershinin"),
    ("Nasser Bourita", "Nasser Amrani"),
    ("Vladimir Putin", "Vladimir Zelensky"),
    ("Mohammed VI", "Mohammed Amrani"),
    ("Mohammed VI", "Mohammed V"),
    ("Abdullah II", "Abdullah I"),
    ("Ivan Petrov", "Pyotr Ivanov"),
    ("Bouchraara", "Bourita"),
    ("I. Bogdanov", "Mikhail Bogdanov"),
    ("Anna Keller", "Bernd Keller"),
]


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
def test_spellings_of_one_name_align(one: str, other: str) -> None:
    assert align(split_latin(one), split_latin(other)) >= SAME_WORD


@pytest.mark.parametrize(("one", "other"), TWO_PEOPLE)
def test_names_of_two_people_do_not_align(one: str, other: str) -> None:
    assert align(split_latin(one), split_latin(other)) < SAME_WORD


ONE_NAME = {
    "Bogdanov": ["Bogdanov", "Bogdanow", "Bogdanoff", "Bwghdanwf"],
    "Verchinine": ["Verchinine", "Vershinin", "Verschinin"],
    "Bourita": ["Bourita", "Burita", "Bourita"],
    "Mohammed": ["Mohammed", "Muhammad", "Mohamed", "Mehmed"],
    "Khaled": ["Khaled", "Khalid", "Haled"],
}
SAME_SOUNDS = [pair for spellings in ONE_NAME.values() for pair in permutations(spellings, 2)]


@pytest.mark.parametrize(("one", "other"), SAME_SOUNDS)
def test_spellings_of_one_word_are_alike(one: str, other: str) -> None:
    assert word_similarity(one, other) >= 0.8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lavrov", "Vershinin"),
        ("Bourita", "Benali"),
        ("Putin", "Patrushev"),
        ("Amrani", "Alami"),
        ("Karim", "Khaled"),
    ],
)
def test_other_words_are_not_alike(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)
    assert word_similarity(one, other) < SAME_WORD


words = st.text("abcdefghijklmnopqrstuvwxyzéï'", min_size=1, max_size=9)
names = st.lists(words, min_size=1, max_size=4)


@given(words, words)
def test_likeness_is_mutual_and_between_nothing_and_one(one: str, other: str) -> None:
    assert word_similarity(one, other) == word_similarity(other, one)
    assert 0.0 <= word_similarity(one, other) <= 1.0


@given(names, names)
def test_alignment_is_mutual_and_between_nothing_and_one(one: list[str], other: list[str]) -> None:
    assert align(one, other) == pytest.approx(align(other, one))
    assert 0.0 <= align(one, other) <= 1.0


@given(names)
def test_every_name_is_like_itself(name: list[str]) -> None:
    letters = [word for word in name if word.strip("'")]
    assert align(letters, letters) == pytest.approx(1.0 if letters else 0.0)


SPANS = [
    ("en", "Mr Nasser Amrani", "Nasser Amrani"),
    ("en", "His Excellency Dr. Nasser Amrani,", "Nasser Amrani"),
    ("en", "“Nasser Amrani”", "Nasser Amrani"),
    ("en", "Nasser Amrani’s", "Nasser Amrani"),
    ("en", "Nasser A.", "Nasser A."),
    ("en", "Nasser Amrani.", "Nasser Amrani"),
    ("fr", "M. Karim Benali", "Karim Benali"),
    ("ar", "السيد ناصر العمراني،", "ناصر العمراني"),
    ("ru", "г-н Сергей Петров", "Сергей Петров"),
]


@pytest.mark.parametrize(("lang", "written", "name"), SPANS)
def test_titles_and_signs_are_left_off_a_name(lang: str, written: str, name: str) -> None:
    text = f"🤝 {written} spoke"
    span = name_span(text, Span(start=2, end=2 + len(written)), pack(lang))
    assert span is not None
    assert span.of(text) == name


@given(st.text("Mrs. Drناصر'’ae-“,", min_size=1, max_size=15))
def test_a_name_lies_within_the_words_it_was_found_in(written: str) -> None:
    text = f"x{written}x"
    span = Span(start=1, end=1 + len(written))
    for lang in ("en", "ar"):
        inner = name_span(text, span, pack(lang))
        assert inner is None or (span.covers(inner) and any(c.isalpha() for c in inner.of(text)))


@pytest.mark.parametrize(("one", "other"), [("Kelong", "Long"), ("Zhiming", "Ming"), ("Ouyahia", "Yahia")])
def test_name_without_its_first_syllable_is_another_name(one: str, other: str) -> None:
    assert word_similarity(one, other) < SAME_WORD
    assert align(("Li", one), ("Li", other)) < SAME_WORD


@pytest.mark.parametrize(("one", "other"), [("Elmaliki", "Maliki"), ("Bogdanovop", "Bogdanov")])
def test_article_before_a_name_and_letters_behind_it_are_no_other_name(one: str, other: str) -> None:
    assert word_similarity(one, other) > 0.8


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Friedrich Merz préside", "Friedrich Merz"),
        ("Ursula von der Leyen", "Ursula von der Leyen"),
        ("Mohammed bin Salman", "Mohammed bin Salman"),
        ("Lula da", "Lula da"),
    ],
)
def test_a_common_word_behind_a_name_is_none_of_it(words: str, name: str) -> None:
    span = name_span(words, Span(start=0, end=len(words)), pack("fr"))
    assert span is not None
    assert span.of(words) == name
