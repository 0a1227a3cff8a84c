"""Sentences: real cases of every rule, in our own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.model.text import Document
from dragoman.read import read_bytes, read_paths
from dragoman.segment import SegmentRules, split

RULES = {
    "en": SegmentRules(abbreviations=frozenset(["mr", "mrs", "dr", "st", "h.e", "u.s", "gen", "dec"])),
    "ru": SegmentRules(abbreviations=frozenset(["г", "им", "т.е"])),
    "de": SegmentRules(abbreviations=frozenset(["dr", "z.b"]), ordinal_point=True),
    "ar": SegmentRules(),
    "zh": SegmentRules(words="characters"),
    "fr": SegmentRules(abbreviations=frozenset(["m", "mm"])),
}
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def document(text: str, lang: str = "en") -> Document:
    return Document(text=text, lang=lang, origin="x.txt", name="x.txt")


def sentences(text: str, lang: str = "en") -> list[str]:
    found = document(text, lang)
    return [" ".join(sentence.span.of(text).split()) for sentence in split(found, RULES)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "They met.|They talked!|Did they agree?|Nobody knows."),
        ("en", '“We agree.”|The minister left.|(He was late.)|"Why?"|He did not say.'),
        ("en", "He asked “why?” and left."),
        (
            "en",
            "Mr. Lee met H.E. Dr. Amrani at St. Anne's in the U.S. Embassy on Dec. 3 about art. 5 and No. 7.",
        ),
        ("en", "They met in the U.S.|The talks went well, and the talks will go on."),
        ("en", "Asked again, he said no.|Resolution No. 5 stands."),
        (
            "en",
            "Trade rose by 3.5 per cent to $1.2 bn.|See www.mfa.example or write to a.b@x.example.|He left.",
        ),
        ("en", "J. R. Lee and S.V.Petrov met.|A. Amrani spoke."),
        ("en", "It was... difficult.|He waited…|Then he left. . .|Nobody came."),
        ("en", "They raised trade in several sectors.|They also met the king."),
        ("en", "The plan (adopted in 2016.) holds."),
        ("en", "Is that so (?) or not."),
        ("en", "The envoy left.[3]|He will return."),
        ("en", "RABAT, March 14 (MAP) - The minister met the envoy.|They talked."),
        ("en", "MOSCOW, Dec. 3. /AGENCY/. The minister met the envoy.|They talked."),
        ("ru", "С. В. Лавров и С.В.Петров встретились в г. Сочи.|Они обсудили торговлю."),
        ("ru", "МОСКВА, 3 декабря. /АГЕНТСТВО/. Министр принял посла.|Они говорили о торговле."),
        ("ru", "«Мы согласны.» — сказал посол.|«Хорошо!»|Он ушёл."),
        ("de", "Am 14. März trafen sie Dr. Weber zur 8. Tagung.|Das war 2021.|König Otto II. Wagner kam."),
        ("ar", "التقى د. ناصر العمراني السفير.|هل اتفقا؟|لا أحد يعلم!|غادر الوزير."),
        ("ar", "وصل الوزير الى الرباط.وبحث التجارة مع السفير."),
        ("zh", "外长会见了大使。|双方讨论了贸易！|“结果如何？”|没有人知道。"),
        ("fr", "M. Amrani a dit : « Nous sommes d'accord. »|Il est parti."),
        ("ur", "وزیر نے سفیر سے ملاقات کی۔|وہ چلے گئے۔"),
    ],
)
def test_boundaries(lang: str, text: str) -> None:
    glue = "" if lang == "zh" else " "
    wanted = text.split("|")
    if "الرباط." in text:
        wanted = ["وصل الوزير الى الرباط.", "وبحث التجارة مع السفير."]
    assert sentences(text.replace("|", glue), lang) == wanted


def test_sentence_follows_without_a_space_where_the_words_tell() -> None:
    assert sentences("It grew in all sectors.They also met. Read news.example.Com now.") == [
        "It grew in all sectors.",
        "They also met.",
        "Read news.example.Com now.",
    ]


def test_numbers_of_items_do_not_end_sentences() -> None:
    text = "They agreed:\n1. Trade grows.\n2. Ports open. Soon.\n- Fish\n• Coal"
    assert sentences(text) == [
        "They agreed:",
        "1. Trade grows.",
        "2. Ports open.",
        "Soon.",
        "- Fish",
        "• Coal",
    ]


def test_lines_of_unwrapped_text_are_paragraphs() -> None:
    text = "Minister meets envoy\nRabat\n\nThe minister met the envoy.\nThey talked"
    found = split(document(text), RULES)
    assert [sentence.paragraph for sentence in found] == [0, 1, 2, 3]


WRAPPED = """Ministers of Morocco and the Federation
meet in the capital

On Monday the minister of foreign affairs received the
ambassador in Rabat and discussed with him trade, the
Agreement on Fishing and the work of Mr.
Lee. They agreed to meet again in the autumn of the same
year.
The envoy thanked his host for the warm welcome given to
his delegation.
"""


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \n", "\r\n"])
def test_wrapped_lines_are_joined(gap: str) -> None:
    text = (
        gap.join(line for line in WRAPPED.splitlines() if line)
        if gap != "\r\n"
        else WRAPPED.replace("\n", gap)
    )
    found = sentences(text)
    assert found[-3:] == [
        "On Monday the minister of foreign affairs received the ambassador in Rabat and discussed with him "
        "trade, the Agreement on Fishing and the work of Mr. Lee.",
        "They agreed to meet again in the autumn of the same year.",
        "The envoy thanked his host for the warm welcome given to his delegation.",
    ]


def test_wrapped_text_without_capitals_is_joined() -> None:
    lines = [
        "استقبل وزير الشؤون الخارجية والتعاون الإفريقي في الرباط",
        "سفير روسيا الاتحادية لدى المملكة وبحث معه العلاقات",
        "الثنائية بين البلدين والتعاون في مجالات التجارة والصيد",
        "البحري والطاقة والتعليم.",
    ]
    assert sentences("\n".join(lines), "ar") == [" ".join(lines)]


def test_line_that_begins_with_a_date_is_no_item() -> None:
    lines = [
        "The minister of foreign affairs received in Rabat on March",
        "17. They talked of trade and the ports until late. It was",
        "the second meeting of the two ministers within the year",
        "— said the envoy of the Federation on leaving.",
    ]
    text = "\n".join(lines)
    assert len(sentences(text)) == 3


def test_one_broken_sentence_is_joined_in_any_text() -> None:
    assert sentences("The minister of foreign affairs received in\nthe capital his guest.") == [
        "The minister of foreign affairs received in the capital his guest."
    ]


def test_short_lines_in_lower_case_are_a_list() -> None:
    assert len(sentences("They spoke of\ntrade\nfish\ncoal\ntourism")) == 5


def test_passage_in_another_language_is_known_as_such() -> None:
    english = "The minister of foreign affairs received the ambassador and discussed trade with him."
    russian = "Министр иностранных дел принял посла Марокко и обсудил с ним торговлю и положение в Ливии."
    text = f"{english}\n\n{russian}\n\nДа."
    assert [sentence.lang for sentence in split(document(text), RULES)] == ["en", "ru", "en"]


def test_language_without_rules_is_split_all_the_same() -> None:
    found = split(document("Ministern träffade ambassadören. De talade.", "sv"), RULES)
    assert [sentence.lang for sentence in found] == ["sv", "sv"]


def test_repeats_point_to_the_first() -> None:
    text = "The minister received the new envoy today in Rabat.\n\nYes.\n\n"
    text += "The  Minister received the new envoy today\nin Rabat.\n\nYes."
    found = split(document(text), RULES)
    assert [sentence.repeat_of for sentence in found] == [None, None, 0, None]


def test_endless_sentence_is_cut_at_white_space() -> None:
    text = "word " * 1000
    found = [sentence.span.of(text) for sentence in split(document(text), RULES)]
    assert max(map(len, found)) <= 2000
    assert set(" ".join(found).split()) == {"word"}


def test_markup_is_not_read() -> None:
    data = b"# Talks\n\nThey **met**. [They](http://a.b) talked.\n\n```\nno. code\n```\n- one\n- two\n"
    (found,) = read_bytes(data, origin="a.md", suffix=".md")
    assert isinstance(found, Document)
    words = [" ".join(sentence.span.of(found.masked).split()) for sentence in split(found, RULES)]
    assert words == ["Talks", "They met .", "They talked.", "one", "two"]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed documents are not part of the project")
def test_seeds_are_split() -> None:
    counts = {}
    for found in read_paths(sorted(map(str, SEEDS.glob("00*.txt")))):
        assert isinstance(found, Document)
        split_up = split(found, {**RULES, "nl": SegmentRules()})
        counts[found.name[:3]] = (len(split_up), sum(sentence.repeat_of is not None for sentence in split_up))
    assert counts == {"000": (13, 0), "001": (13, 0), "002": (14, 0), "003": (12, 0), "004": (16, 7)}
