"""The two states that stand joined behind what sits: its sides."""

from __future__ import annotations

import pytest

from dragoman.detect.resolve import detect
from dragoman.extract.context import Context
from dragoman.extract.people import roster
from dragoman.extract.telling import account_of
from dragoman.extract.timing import timing
from dragoman.lexicon.load import pack
from dragoman.lexicon.marks import marked
from dragoman.lexicon.pack import Example
from dragoman.model.text import Document, Label, Markup, Sentence, Span


def sides(text: str, lang: str) -> set[str]:
    """The sides of the first event marked in a sentence."""
    plain, mentions = marked(Example(text=text, published=None, expect=None, file="test", line=1))
    document = Document(text=plain, lang=lang, origin="test", name="test")
    sentence = Sentence(span=Span(start=0, end=len(plain)), paragraph=0, lang=lang)
    markup = Markup(mentions=mentions, links=())
    context = Context(detection=detect(document, (sentence,), markup, lambda _: pack(lang), "test@1"))
    number, _ = next(iter(context.of(Label.EVENT)))
    return account_of(context, roster(context), timing(context, 2026), number).sides


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        (
            "it",
            "[PER Giulia Bianchi] apre il [EVT.summit vertice] intergovernativo [GPE Italia]-[GPE Cile].",
            2,
        ),
        ("fr", "[PER Julie Blanc] ouvre le [EVT.summit sommet] [GPE Kenya]–[GPE Chili].", 2),
        ("it", "[PER Giulia Bianchi] apre il [EVT.summit vertice], [GPE Italia]-[GPE Cile].", 0),
        ("it", "[PER Giulia Bianchi] apre il [EVT.summit vertice] in [GPE Italia], [GPE Cile] presente.", 0),
    ],
)
def test_joined_by_a_hyphen_and_by_nothing_else(lang: str, text: str, found: int) -> None:
    assert len(sides(text, lang)) == found
