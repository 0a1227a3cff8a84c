"""Where and when a text was filed, told by marked sentences: no tagger, no links, the words alone."""

from __future__ import annotations

import pytest

from dragoman.detect.resolve import detect
from dragoman.extract.context import Context
from dragoman.extract.timing import timing
from dragoman.lexicon.load import pack
from dragoman.lexicon.marks import marked
from dragoman.lexicon.pack import Example
from dragoman.model.text import Document, Markup, Sentence, Span


def filed(text: str, lang: str = "en") -> tuple[str | None, str | None]:
    """The words of the dateline and the date of a text of marked sentences, one on each line."""
    plain, mentions = marked(Example(text=text, published=None, expect=None, file="test", line=1))
    document = Document(text=plain, lang=lang, origin="test", name="test")
    sentences, at = [], 0
    for number, line in enumerate(plain.split("\n")):
        sentences.append(Sentence(span=Span(start=at, end=at + len(line)), paragraph=number, lang=lang))
        at += len(line) + 1
    markup = Markup(mentions=mentions, links=())
    context = Context(detection=detect(document, tuple(sentences), markup, lambda _: pack(lang), "test@1"))
    published = timing(context, 2030).published.date
    words = context.dateline.span.of(plain).strip() if context.dateline else None
    return words, str(published) if published else None


@pytest.mark.parametrize(
    ("text", "lang", "words"),
    [
        (
            "Talks in Nairobi\n[LOC NAIROBI], [DATE 3 July 2019]: Two ministers met.",
            "en",
            "NAIROBI, 3 July 2019:",
        ),
        ("[LOC Nairobi], [DATE 3 July 2019]. Two ministers met.", "en", "Nairobi, 3 July 2019."),
        ("Talks\n[LOC NAIROBI], [DATE July 3, 2019] - Two ministers met.", "en", "NAIROBI, July 3, 2019 -"),
        ("[LOC Nairobi], [DATE 3 July 2019]\nTwo ministers met.", "en", "Nairobi, 3 July 2019"),
        ("Two ministers met\n[DATE 3 July 2019], 14:05\nThey spoke.", "en", None),
        (
            "Charla\n[LOC Nairobi], [DATE 3 de julio de 2019].- Dos ministros.",
            "es",
            "Nairobi, 3 de julio de 2019.-",
        ),
        ("Encontro\n[INS Nairobi], [DATE 3 jul 2019] - Dois ministros.", "pt", "Nairobi, 3 jul 2019 -"),
        ("Treffen\n[DATE 3. Juli 2019] - Zwei Minister sprachen.", "de", "3. Juli 2019 -"),
        ("会谈\n[LOC 内罗毕][DATE 2019年7月3日]讯 两国部长会谈。", "zh", "内罗毕2019年7月3日讯"),
        (
            "[LOC نيروبي] في [DATE 3 يوليو 2019] /[ORG رويترز]/ التقى الوزيران.",
            "ar",
            "نيروبي في 3 يوليو 2019 /رويترز/",
        ),
    ],
)
def test_a_text_is_dated_by_its_dateline_behind_titles_too(text: str, lang: str, words: str | None) -> None:
    found = filed(text, lang)
    assert found == (words, "2019-07-03") or (words is None and found[1] == "2019-07-03")


@pytest.mark.parametrize(
    "text",
    [
        "Talks\nOn [DATE 3 July 2019] in [LOC Nairobi] two ministers [EVT.meeting met] - at last.",
        "Talks\n[PER Jo Bandawe], [DATE 3 July 2019]: we spoke of fish.",
        "Talks\n[LOC Nairobi]: a city of conferences since [DATE 3 July 2019].",
        "Talks\nIn the old railway museum of the harbour town [DATE 3 July 2019] - a day to remember.",
    ],
)
def test_a_date_among_other_words_is_no_dateline(text: str) -> None:
    assert filed(text) == (None, None)
