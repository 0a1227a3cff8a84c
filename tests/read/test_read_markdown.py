"""Markdown: front matter, titles and the mask."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.text import Document, Source
from dragoman.read import read_bytes
from dragoman.read.markup import mask


def read(text: str) -> Document:
    (found,) = read_bytes(text.encode(), origin="a.md", suffix=".md")
    assert isinstance(found, Document), found
    return found


def test_front_matter_tells_about_the_text_and_is_not_read() -> None:
    found = read(
        "---\ntitle: Talks\ndate: 2024-05\nlang: en-GB\nsource: MFA\nurl: https://x.example\n---\nThey met.\n"
    )
    assert (found.title, str(found.published), found.lang) == ("Talks", "2024-05", "en")
    assert found.source == Source(name="MFA", url="https://x.example")
    assert found.prose is not None
    assert found.prose.of(found.text) == "They met.\n"


@pytest.mark.parametrize("author", ["A. Lind", "[A. Lind]", "{name: A. Lind}", "[{name: A. Lind}]"])
def test_front_matter_names_the_author_and_where_the_date_stands(author: str) -> None:
    found = read(f"---\nauthor: {author}\npublished: 2024-05-07\n---\nThey met.\n")
    assert (found.author, found.published_from) == ("A. Lind", "the front matter: published")


def test_front_matter_that_is_no_yaml_is_read_line_by_line() -> None:
    found = read("---\ntitle: Minister: a visit\ndate: '2024-05-07'\n---\nThey met.")
    assert (found.title, str(found.published)) == ("Minister: a visit", "2024-05-07")


def test_rule_at_the_head_is_not_front_matter() -> None:
    found = read("---\nThey met in Rabat.\n---\nThey parted.")
    assert found.prose is not None
    assert found.prose.start == 0


@pytest.mark.parametrize("text", ["# Talks in *Rabat* #\n\nThey met.", "Talks in Rabat\n=====\n\nThey met."])
def test_first_heading_is_the_title(text: str) -> None:
    assert read(text).title == "Talks in Rabat"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**Rabat** and _Moscow_", "Rabat and Moscow"),
        ('see [the note](https://x.example/a_(b) "t") now', "see the note now"),
        ("see [the note][1] now\n\n[1]: https://x.example", "see the note now"),
        ("![A photo](a.png) They met.", "They met."),
        ("one <!-- two. --> three", "one three"),
        ("one `code` three<br>", "one three"),
        ("```\ncode.\n```\nwords", "words"),
        ("~~~\ncode never closed", ""),
        ("> quoted\n- item\n* item\n## Heading ##", "quoted item item Heading"),
        ("| a | b |\n|---|:-:|\n| c | d |", "a b c d"),
        ("a snake_case name, 3 \\* 4", "a snake_case name, 3 4"),
        ("* * *\n___\nwords[^1]", "words"),
        ("<!-- never closed", "<!-- never closed"),
        ("[Rabat] said", "[Rabat] said"),
    ],
)
def test_mask_leaves_the_words(text: str, words: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert " ".join(masked.split()) == words


@given(st.text(st.sampled_from("ab \n\r#*_`~[]()<>!-|=\\:&;/é") | st.characters(), max_size=200))
def test_mask_changes_nothing_but_to_spaces(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(shown in (" ", sign) for shown, sign in zip(masked, text, strict=True))
