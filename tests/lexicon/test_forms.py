"""Forms mean what languages/README.md says they mean."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.lexicon.forms import FormIndex, Tokenizer

PLAIN = Tokenizer()
ENGLISH = Tokenizer(fold=[("’", "'")])
ARABIC = Tokenizer(
    fold=[("أ", "ا"), ("إ", "ا"), ("ة", "ه")],
    ignore="\u064b\u064e\u064f\u0650\u0651\u0652\u0640",
    proclitics=["و", "ف", "ب", "ل", "ك", "لل", "ال"],
    article="ال",
)
CHINESE = Tokenizer(characters=True)


def found(form: str, text: str, tokenizer: Tokenizer = PLAIN, endings: tuple[str, ...] = ()) -> list[str]:
    """The words of the text that the form matches."""
    index = FormIndex(tokenizer, [(form, "x")], endings)
    return [text[m.start : m.end] for m in index.longest(tokenizer.tokens(text))]


README = [
    ("foreign minister", "The Foreign Minister spoke.", "Foreign Minister"),
    ("foreign minister", "the foreign\n  minister", "foreign\n  minister"),
    ("foreign minister", "foreign prime minister", None),
    ("foreign minister", "minister foreign", None),
    ("foreign minister", "foreign ministers", None),
    ("foreign minister", "sforeign minister", None),
    ("minist*", "the minister", "minister"),
    ("minist*", "ministries", "ministries"),
    ("minist*", "minist", "minist"),
    ("minist*", "administer", None),
    ("minist*", "mini", None),
    ("*abkommen", "das Handelsabkommen", "Handelsabkommen"),
    ("*abkommen", "ein Abkommen", "Abkommen"),
    ("*abkommen", "die Abkommens", None),
    ("capitaine*-régent*", "les capitaines-régents", "capitaines-régents"),
    ("cease-fire|truce began", "the cease-fire began", "cease-fire began"),
    ("cease-fire|truce began", "a truce began", "truce began"),
    ("meet|met|meets", "they met", "met"),
    ("meet|met|meets", "she meets him", "meets"),
    ("meet|met|meets", "meeting", None),
    ("call*|rang", "he called", "called"),
    ("call*|rang", "he rang", "rang"),
    ("call*|rang", "he rangs", None),
    ("will|shall open|build*", "shall building", "shall building"),
    ("will|shall open|build*", "will opening", None),
    ("receiv* ... call", "received call", "received call"),
    (
        "receiv* ... call",
        "received a very long and quite late call",
        "received a very long and quite late call",
    ),
    ("receiv* ... call", "received one two three four five six seven call", None),
    (
        "receiv* ... call",
        "received, on a late, grey and cold call",
        "received, on a late, grey and cold call",
    ),
    ("support", "+support", "support"),
    ("on the sidelines of", "on the “sidelines” of", "on the “sidelines” of"),
    ("on the sidelines of", "on the sidelines. Of", None),
    ("$", "paid $ 5", "$"),
    ("%", "5% more", "%"),
    ("u.s", "the U.S. said", "U.S"),
    ("road-map", "a road-map", "road-map"),
    ("20", "20 of 2020", "20"),
]


@pytest.mark.parametrize(("form", "text", "words"), README)
def test_a_form_matches_what_the_readme_says(form: str, text: str, words: str | None) -> None:
    assert found(form, text) == ([words] if words is not None else [])


FOLDED = [
    (ENGLISH, "côte d'ivoire", "la CÔTE D’IVOIRE", "CÔTE D’IVOIRE"),
    (ENGLISH, "côte d’ivoire", "Côte d'Ivoire", "Côte d'Ivoire"),
    (PLAIN, "straße", "STRASSE", "STRASSE"),
    (
        PLAIN,
        "ministère",
        unicodedata.normalize("NFD", "le ministère"),
        unicodedata.normalize("NFD", "ministère"),
    ),
    (PLAIN, unicodedata.normalize("NFD", "ministère"), "le ministère", "ministère"),
    (
        PLAIN,
        "российский",
        unicodedata.normalize("NFD", "российский"),
        unicodedata.normalize("NFD", "российский"),
    ),
    (ARABIC, "إيران", "ايران", "ايران"),
    (ARABIC, "إيران", "أيران", "أيران"),
    (ARABIC, "رسالة", "رِسَالَة", "رِسَالَة"),
    (ARABIC, "رسالة", "رســالة", "رســالة"),
    (ARABIC, "رِسالة", "رسالة", "رسالة"),
]


@pytest.mark.parametrize(("tokenizer", "form", "text", "words"), FOLDED)
def test_form_and_text_are_folded_alike_and_offsets_hold(
    tokenizer: Tokenizer, form: str, text: str, words: str
) -> None:
    assert found(form, text, tokenizer) == [words]


CLITICS = [
    ("الوزير", "الوزير", True),
    ("الوزير", "وزير", True),
    ("الوزير", "والوزير", True),
    ("الوزير", "بالوزير", True),
    ("الوزير", "للوزير", True),
    ("الوزير", "وبالوزير", True),
    ("الوزير", "الوزيرة", False),
    ("الوزير", "تالوزير", False),
    ("وزير خارجية", "ووزير خارجية", True),
    ("وزير خارجية", "وزير وخارجية", True),  # "allowed for at every word"
    ("ورد", "رد", False),  # a letter of the word itself is no conjunction
]


@pytest.mark.parametrize(("form", "text", "matches"), CLITICS)
def test_conjunctions_and_the_article_written_with_a_word_are_allowed_for(
    form: str, text: str, matches: bool
) -> None:
    assert bool(found(form, text, ARABIC)) is matches


ENDINGS = ("ами", "ого", "ой", "ом", "а", "у", "ы", "ий", "ия", "")


@pytest.mark.parametrize(
    ("form", "text", "matches"),
    [
        ("Тунис", "Туниса", True),
        ("Тунис", "Тунисом", True),
        ("Тунис", "Тунисский", False),
        ("Россия", "Россия", True),
        ("Республика Тунис", "Республику Тунис", True),
        ("Мали", "Мальта", False),
    ],
)
def test_endings_stand_for_one_another_at_a_stem(form: str, text: str, matches: bool) -> None:
    assert bool(found(form, text, PLAIN, ENDINGS)) is matches
    assert bool(found(form, text, PLAIN)) is (form.casefold() == text.casefold())


def test_a_script_without_spaces_is_matched_within_its_runs() -> None:
    assert found("外长", "中国外长王毅2024年访问UN总部", CHINESE) == ["外长"]
    assert found("UN", "访问UN总部", CHINESE) == ["UN"]
    assert found("U", "访问UN总部", CHINESE) == []


def test_figures_of_full_width_are_kept_whole_where_texts_are_cut_into_characters() -> None:
    assert [t.text for t in CHINESE.tokens("３月１４日abc")] == ["３", "月", "１４", "日", "abc"]


def test_a_gap_is_of_twelve_characters_where_texts_are_cut_into_them() -> None:
    assert found("外交 ... 部长", "外交、国际合作和海外侨民事务部长", CHINESE) == [
        "外交、国际合作和海外侨民事务部长"
    ]
    assert found("外交 ... 部长", "外交官昨天对记者谈到了一件别的事情部长", CHINESE) == []
    assert found("外交 ... 部长", "外 交 a b c d e f g h i j k 部 长", CHINESE) == [
        "外 交 a b c d e f g h i j k 部 长"
    ]


def test_the_longest_is_taken_at_each_place_and_nothing_twice() -> None:
    index = FormIndex(PLAIN, [("foreign minister", 1), ("deputy foreign minister", 2), ("minister", 3)])
    text = "deputy foreign minister and minister"
    assert [m.value for m in index.longest(PLAIN.tokens(text))] == [2, 3]
    assert [m.value for m in index.find(PLAIN.tokens(text))] == [2, 1, 3, 3]


def test_whole_takes_the_words_from_the_first_to_the_last() -> None:
    index = FormIndex(PLAIN, [("new york", "city"), ("new york", "state"), ("york", "town")])
    assert sorted(index.whole(PLAIN.tokens("New York"))) == ["city", "state"]
    assert index.whole(PLAIN.tokens("in New York")) == index.whole([]) == []


words = st.text("abcdé'-* …|", min_size=1, max_size=6)
texts = st.text("abcdeéABC äا لو,.’'“\u0301\u064e中文🤝1٢ \n_$-", max_size=60)
TOKENIZERS = [PLAIN, ENGLISH, ARABIC, CHINESE]


@pytest.mark.parametrize("tokenizer", TOKENIZERS)
@given(text=texts)
def test_tokens_are_in_order_disjoint_and_folded_from_their_place(tokenizer: Tokenizer, text: str) -> None:
    end = 0
    for token in tokenizer.tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert tokenizer.fold(text[token.start : token.end]) == token.text
        assert token.variants[0] == token.text
        end = token.end


@given(texts)
def test_every_letter_and_figure_is_in_a_token(text: str) -> None:
    covered = {i for t in PLAIN.tokens(text) for i in range(t.start, t.end)}
    assert {i for i, c in enumerate(text) if c.isalnum()} <= covered


@given(texts)
def test_folding_again_changes_nothing(text: str) -> None:
    for tokenizer in TOKENIZERS:
        assert tokenizer.fold(tokenizer.fold(text)) == tokenizer.fold(text)


@given(st.lists(words, max_size=6), texts)
def test_ways_of_searching_agree(forms: list[str], text: str) -> None:
    index = FormIndex(PLAIN, [(form, form) for form in forms])
    tokens = PLAIN.tokens(text)
    every, longest = index.find(tokens), index.longest(tokens)
    assert index.any(tokens) == bool(every) == bool(longest)
    assert {(m.start, m.end, m.value) for m in longest} <= {(m.start, m.end, m.value) for m in every}
    ends = [0, *(m.end for m in longest)]
    assert all(m.start >= end for m, end in zip(longest, ends, strict=False))
    starts = {t.start for t in tokens}
    assert all(m.start in starts and m.end in {t.end for t in tokens} for m in every)


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=5), min_size=1, max_size=4), texts, texts)
def test_words_are_found_wherever_they_stand_between_other_words(
    form: list[str], before: str, after: str
) -> None:
    text = f"{before} | {' '.join(form)} | {after}"
    place = len(before) + 3
    index = FormIndex(PLAIN, [(" ".join(form), 1)])
    assert (place, place + len(" ".join(form))) in {(m.start, m.end) for m in index.find(PLAIN.tokens(text))}


def test_a_barred_form_hides_what_shorter_forms_find() -> None:
    index = FormIndex(PLAIN, [("guinea", "GIN"), ("-gulf of guinea", "GIN"), ("equatorial guinea", "GNQ")])

    def values(text: str) -> list[str]:
        return [match.value for match in index.longest(PLAIN.tokens(text))]

    assert values("the gulf of guinea, guinea and equatorial guinea") == ["GIN", "GNQ"]
    assert index.whole(PLAIN.tokens("gulf of guinea")) == []
    assert not index.any(PLAIN.tokens("in the gulf of guinea"))
    assert index.any(PLAIN.tokens("in guinea"))
