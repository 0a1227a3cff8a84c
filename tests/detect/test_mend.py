"""Offices in pieces are put together where they are one, told by marked sentences."""

from __future__ import annotations

import pytest

from dragoman.detect.mend import join_offices
from dragoman.lexicon.load import pack
from dragoman.lexicon.marks import marked
from dragoman.lexicon.pack import Example
from dragoman.model.text import Label, Markup


def offices(text: str, lang: str) -> list[str]:
    """The offices of a marked sentence, as they are when their pieces are put together."""
    plain, mentions = marked(Example(text=text, published=None, expect=None, file="test", line=1))
    joined = join_offices(plain, Markup(mentions=mentions, links=()), lambda _: pack(lang))
    return [mention.span.of(plain) for mention in joined.mentions if mention.label is Label.OFFICE]


@pytest.mark.parametrize(
    ("lang", "text", "whole"),
    [
        (
            "fr",
            "Le [OFF ministre] [GPE kényan] [OFF des Affaires étrangères] a parlé.",
            "ministre kényan des Affaires étrangères",
        ),
        (
            "es",
            "El [OFF ministro] [GPE keniano] [OFF de Relaciones Exteriores] habló.",
            "ministro keniano de Relaciones Exteriores",
        ),
        (
            "it",
            "Il [OFF ministro] [GPE keniano] [OFF degli Esteri] ha parlato.",
            "ministro keniano degli Esteri",
        ),
        (
            "pt",
            "O [OFF ministro] [GPE queniano] [OFF dos Negócios Estrangeiros] falou.",
            "ministro queniano dos Negócios Estrangeiros",
        ),
    ],
)
def test_an_office_written_around_its_adjective_is_one(lang: str, text: str, whole: str) -> None:
    assert offices(text, lang) == [whole]


@pytest.mark.parametrize(
    "text",
    [
        "Le [OFF ministre] [GPE kényan] [OFF ambassadeur] a parlé.",
        "Le [OFF ministre] [GPE kényan], [OFF des Affaires étrangères] en somme, a parlé.",
        "L'[OFF ambassadeur] [GPE kényan] [OFF des Affaires étrangères] a parlé.",
    ],
)
def test_what_is_an_office_by_itself_stays_one(text: str) -> None:
    assert len(offices(text, "fr")) == 2
