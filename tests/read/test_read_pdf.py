"""PDF: files of the real producers, small ones made here, and strangers' bytes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import dragoman.read.pdf as pdf
from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.model.time import DateBasis
from dragoman.read import Failure
from dragoman.read.pdf import ocr, read_pdf
from dragoman.read.pdf.bidi import base_letters, logical
from dragoman.read.pdf.glyphs import Glyph
from dragoman.read.pdf.hyphens import hyphenation_of, joined
from dragoman.read.pdf.ocr import OcrFailed, Seen

FILES = Path(__file__).parent.parent / "files" / "pdf"
PRINTED = {
    **{
        f"{maker}-{lang}": lang
        for maker in ("chromium", "libreoffice")
        for lang in ("en", "fr", "ru", "ar", "zh")
    },
    "chromium-columns": "en",
    "chromium-columns-ar": "ar",
    "libreoffice-columns": "fr",
}
NOTES = {
    "libreoffice-en": "1 The Commission was set up by the agreement of 3 June 1998.",
    "libreoffice-fr": "1 La Commission mixte a été créée par l’accord du 12 avril 1979.",
    "libreoffice-columns": "1 La Commission mixte a été créée par l’accord du 12 avril 1979.",
}


@pytest.fixture(autouse=True)
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results do not depend on what the machine has installed."""
    monkeypatch.setattr(pdf, "find_engine", lambda: None)


def data(name: str) -> bytes:
    return (FILES / f"{name}.pdf").read_bytes()


def read(content: bytes) -> Document:
    (found,) = read_pdf(content, "a.pdf")
    assert isinstance(found, Document), found
    return found


def made(
    pages: Sequence[str], *, info: str = "", box: str = "0 0 595 842", extra: bytes = b"", rotate: int = 0
) -> bytes:
    """A PDF of these content streams, in Helvetica."""
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for place, content in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Rotate {rotate}/Contents {5 + 2 * place} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        stream = content.encode("cp1252")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    objects.append(f"<<{info}>>".encode("latin-1"))
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    out += extra
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, len(objects), start,
    )  # fmt: skip
    return bytes(out)


def lines(*texts: str, left: float = 72, top: float = 700, size: float = 11, step: float = 14) -> str:
    return "\n".join(
        f"BT /F {size} Tf {left} {top - step * place} Td ({text}) Tj ET" for place, text in enumerate(texts)
    )


LONG = ("The ministers of both countries met in the capital on Monday and", "spoke of trade between them.")


@pytest.mark.parametrize(("name", "lang"), PRINTED.items())
def test_text_is_that_of_the_original_a_paragraph_a_line(name: str, lang: str) -> None:
    found = read(data(name))
    text = found.text
    if name in NOTES:
        assert text.count(f"\n{NOTES[name]}\n") == 1
        text = text.replace(f"{NOTES[name]}\n", "")
    assert text == (FILES / f"{lang}.txt").read_text(encoding="utf-8").strip()
    assert found.lang == lang


@pytest.mark.parametrize("name", [name for name, lang in PRINTED.items() if lang != "ar"])
def test_offset_of_a_page_is_where_its_words_begin(name: str) -> None:
    import pypdfium2

    found = read(data(name))
    original = pypdfium2.PdfDocument(data(name))
    assert len(found.pages) == len(original) > 1
    for number, offset in enumerate(found.pages):
        page = original[number].get_textpage().get_text_range()
        assert found.text[offset : offset + 12] in page
        assert found.page_of(offset) == number + 1
        if offset:
            before = original[number - 1].get_textpage().get_text_range()
            assert found.text[:offset].rstrip()[-4:] in before


def test_properties_give_title_author_and_an_inferred_date() -> None:
    found = read(data("libreoffice-en"))
    assert found.title == "Deputy ministers open the fourth round of political consultations"
    assert found.author == "Press Service"
    assert found.published_basis is DateBasis.INFERRED
    assert str(found.published) == "2024-05-14"
    assert found.published_from == "the line 'Tallinn, 14 May 2024' at the head of the text"
    undated = read(data("libreoffice-zh"))
    assert undated.published_basis is DateBasis.INFERRED
    assert undated.published_from == "the document's properties: created"


@pytest.mark.parametrize(
    "title",
    ["Microsoft Word - x.doc", "final_v2.docx", "Untitled", "Document1", "20240514", "C:\\docs\\a", "PR-114"],
)
def test_name_of_a_file_is_no_title(title: str) -> None:
    escaped = title.replace("\\", "\\\\")
    assert read(made([lines(*LONG)], info=f"/Title({escaped})")).title is None


def test_words_are_a_title() -> None:
    assert read(made([lines(*LONG)], info="/Title(Ministers meet)")).title == "Ministers meet"


@pytest.mark.parametrize(
    ("created", "expected"),
    [
        ("D:20240514093000+03'00'", "2024-05-14"),
        ("D:19700101000000Z", None),
        ("D:20241345000000Z", None),
        ("D:99990101000000Z", None),
        ("yesterday", None),
    ],
)
def test_only_a_plausible_date_counts(created: str, expected: str | None) -> None:
    found = read(made([lines(*LONG)], info=f"/CreationDate({created})"))
    assert (str(found.published) if found.published else None) == expected


def test_publication_date_of_xmp_is_stated_and_that_of_a_picture_is_not_read() -> None:
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<r:Description xmlns:p="http://prismstandard.org/namespaces/basic/2.0/"'
        ' xmlns:d="http://purl.org/dc/elements/1.1/"><d:format>{}</d:format>'
        "<p:publicationDate>{}</p:publicationDate><d:title>{}</d:title></r:Description></r:RDF></x:xmpmeta>"
    )
    extra = packet.format("application/pdf", "2023-11-02", "Talks in Oslo") + packet.format(
        "image/jpeg", "1999-01-01", "x"
    )
    found = read(made([lines(*LONG)], extra=extra.encode()))
    assert (str(found.published), found.published_basis) == ("2023-11-02", DateBasis.STATED)
    assert found.title == "Talks in Oslo"


def test_header_and_number_go_and_what_is_said_once_stays() -> None:
    pages = [
        lines("Ministry of Trade", top=810)
        + "\n"
        + lines(*LONG, top=500 - place)
        + "\n"
        + lines(f"Page {place} of 3", top=30)
        for place in (1, 2, 3)
    ]
    pages[0] += "\n" + lines("For immediate release", top=790)
    found = read(made(pages))
    assert "Ministry of Trade" not in found.text
    assert "Page" not in found.text
    assert found.text.startswith("For immediate release\nThe ministers")
    assert found.text.count("The ministers") == 3


def paragraphs_on(pages: Sequence[Sequence[Sequence[str]]], *, parted: int = 22) -> list[str]:
    """Pages of paragraphs, their lines one below the other from the top edge down."""
    contents = []
    for paragraphs in pages:
        top, content = 800, []
        for paragraph in paragraphs:
            content.append(lines(*paragraph, top=top))
            top -= 14 * (len(paragraph) - 1) + parted
        contents.append("\n".join(content))
    return contents


def test_first_line_of_each_release_in_a_digest_stays() -> None:
    digest = [
        [
            [f"TUNIS, {day} March 2024 - Foreign Minister Samir Haddad received at the ministry on", end],
            ["The two sides agreed to hold consultations in the spring and reviewed all the", "questions."],
        ]
        for day, end in ((14, "Thursday the envoy of Kenya."), (15, "Friday Mr Petrovic."), (16, "Saturday."))
    ]
    text = read(made(paragraphs_on(digest))).text
    assert text.split() == [
        word for page in digest for part in page for line in part for word in line.split()
    ]


@pytest.mark.parametrize(
    ("heads", "gone"),
    [
        (["Bulletin | 1", "Bulletin | 2"], True),
        (["Bulletin | 4", "Bulletin | 9"], False),
        (["Oslo, 1 March 2024", "Oslo, 2 March 2024"], False),
        (["Bulletin 2024 | 11", "Bulletin 2024 | 12", "Bulletin 2024 | 13", "Bulletin 2024 | 14"], True),
        (["Draft #", "Draft 2"], False),
        (["9" * 70, "8" * 70], False),
        (["Sales of 11", "Sales of 14", "Sales of 12", "Sales of 13"], False),
        (["The ministers agreed that the commission will meet again in the capital"] * 3, False),
    ],
)
def test_figures_of_a_header_are_the_numbers_of_the_pages(heads: list[str], gone: bool) -> None:
    text = read(made([lines(head, top=810) + "\n" + lines(*LONG, top=600) for head in heads])).text
    assert [head in text for head in heads] == [not gone] * len(heads)


SENTENCES = (
    "The ministers met.",
    "Talks were held in the capital of the republic on Monday and went on.",
    "In 2024.",
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3), min_size=2, max_size=14),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from([14, 18, 22, 26]),
)
@example([[[SENTENCES[0]], [SENTENCES[1]]]] * 3, 22)
@example([[["In 2024."]] * 14] * 5, 14)
def test_body_without_headers_keeps_its_words(pages: list[list[list[str]]], parted: int) -> None:
    text = read(made(paragraphs_on(pages, parted=parted))).text
    assert text.split() == [word for page in pages for part in page for line in part for word in line.split()]


@pytest.mark.parametrize(
    ("maker", "dated"),
    [
        ("/Creator(Chromium)/Producer(Skia/PDF m120)", False),
        ("/Creator(Mozilla Firefox 115.6.0)/Producer(cairo 1.17.8)", False),
        ("/Creator(Safari)/Producer(macOS Version 14 Quartz PDFContext)", False),
        ("/Creator(Word)/Producer(macOS Version 14 Quartz PDFContext)", True),
        ("/Producer(Skia/PDF m120 Google Docs Renderer)", True),
        ("/Creator(Adobe InDesign 19.0)", True),
    ],
)
def test_day_of_printing_a_page_is_no_date(maker: str, dated: bool) -> None:
    found = read(made([lines(*LONG)], info=f"{maker}/CreationDate(D:20240514093000Z)"))
    assert (found.published is not None) is dated
    assert found.published_basis is (DateBasis.INFERRED if dated else DateBasis.UNKNOWN)


@pytest.mark.parametrize(
    ("name", "lang", "address", "line"),
    [
        ("printed-zh", "zh", "http://mfa.example/zh/2024/0418.html", "2024-04-18"),
        ("printed-columns", "en", "http://mfa.example/news/114.html", "15 May 2024"),
    ],
)
def test_page_printed_by_a_browser_is_the_page(name: str, lang: str, address: str, line: str) -> None:
    found = read(data(name))
    title, *rest = (FILES / f"{lang}.txt").read_text(encoding="utf-8").strip().split("\n")
    assert found.text.split("\n") == [title, line, *rest]
    assert found.source.url == address
    assert found.published_basis is DateBasis.INFERRED
    assert found.published_from == f"the line {line!r} at the head of the text"


@pytest.mark.parametrize(
    ("head", "foot", "address"),
    [
        ("11/22/26, 10:37 AM  Talks in Oslo", "https://mfa.example/a?b=1 1/1", "https://mfa.example/a?b=1"),
        ("22.11.2026, 10:37  Talks in Oslo", "file:///home/a/b.html 1/1", None),
        ("Talks in Oslo  https://mfa.example/a", "1 sur 1  22/11/2026, 10:37", "https://mfa.example/a"),
        ("Talks in Oslo  https://mfa.example/a", "1 von 1  22.11.26, 10:37", "https://mfa.example/a"),
        ("Talks in Oslo  22/11/2026 10.37", "https://mfa.example/a  Page 1 of 1", "https://mfa.example/a"),
        ("2026-11-22 10:37  Talks in Oslo", "https://mfa.example/a-very-long... 1/1", None),
    ],
)
def test_header_and_footer_of_a_browser_go_by_their_form(head: str, foot: str, address: str | None) -> None:
    content = "\n".join((lines(head, top=820, size=8), lines(*LONG), lines(foot, top=18, size=8)))
    found = read(made([content]))
    assert (found.text, found.source.url) == (" ".join(LONG), address)


def test_time_and_address_in_the_text_stay() -> None:
    words = ("14.03.2024, 10:30  Press conference", "Register at https://mfa.example/press 1/2 hour before.")
    assert read(made([lines(*words, top=820)])).text.split() == " ".join(words).split()


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("2024-03-14", "2024-03-14"),
        ("14 March 2024", "2024-03-14"),
        ("Published: 14 March 2024", "2024-03-14"),
        ("ABUJA, 14 March 2024 - The Minister received the ambassador of Kenya today.", "2024-03-14"),
        ("Paris, le 14 mars 2024 - Le ministre a recu les ambassadeurs de la region.", "2024-03-14"),
        ("The ministers last met in New York on 22 September 2023 for a long talk - in vain.", None),
        ("Press release 114 of 2024", None),
        ("14 March 2031", None),
    ],
)
def test_date_at_the_head_comes_before_that_of_the_file(head: str, expected: str | None) -> None:
    body = ("Les ministres ont parle du commerce", "entre les deux pays.") if "Paris" in head else LONG
    content = "\n".join((lines("Talks in the capital", head, step=30), lines(*body, *body, top=640)))
    found = read(made([content], info="/CreationDate(D:20241122000000Z)"))
    assert str(found.published) == (expected or "2024-11-22")


def test_datelines_of_a_digest_are_not_its_date() -> None:
    pages = [lines(f"TUNIS, {day} March 2024 - The minister received an envoy of Kenya.") for day in (14, 15)]
    assert read(made(pages)).published is None


def test_arabic_that_is_set_flush_left_keeps_its_paragraphs() -> None:
    want = (FILES / "ar.txt").read_text(encoding="utf-8").strip().split("\n")
    found = read(data("libreoffice-left-ar")).text.split("\n")
    assert len(found) == len(want) == 6
    kept = [paragraph in found for paragraph in want]
    assert kept == [
        not re.search("[A-Za-z]", paragraph) for paragraph in want
    ]  # Latin names are out of order


@pytest.mark.parametrize("number", ["- 7 -", "iv", "A", "²"])
def test_number_of_a_single_page_goes(number: str) -> None:
    assert read(made([lines(*LONG) + "\n" + lines(number, top=30)])).text == " ".join(LONG)


def test_last_word_of_a_page_that_is_a_figure_stays() -> None:
    text = read(made([lines(*LONG[:1], "in the year", "12.", top=58, step=14)])).text
    assert text.split()[-4:] == ["in", "the", "year", "12."]


def test_rows_of_a_table_stay_rows() -> None:
    cells = lines("Year", "2021", "2022", "2023", "2024", "2025") + "\n"
    cells += lines("Exports", "120", "140", "190", "200", "210", left=300)
    assert read(made([cells])).text.splitlines()[:2] == ["Year Exports", "2021 120"]


def test_turned_page_is_read_and_a_stamp_across_it_is_not() -> None:
    stamp = "BT /F 60 Tf 0.7 0.7 -0.7 0.7 100 200 Tm (DRAFT) Tj ET"
    turned = "\n".join(
        f"BT /F 11 Tf 0 1 -1 0 {100 + 14 * place} 72 Tm ({text}) Tj ET" for place, text in enumerate(LONG)
    )
    assert read(made([turned + "\n" + stamp], rotate=90)).text == " ".join(LONG)


def test_heading_in_larger_type_is_a_paragraph() -> None:
    content = lines("Talks in Oslo", top=720, size=18) + "\n" + lines(*LONG, top=695)
    assert read(made([content])).text == "Talks in Oslo\n" + " ".join(LONG)


def test_empty_page_is_no_failure_and_pages_count_on() -> None:
    found = read(made([lines(*LONG), "", lines("The next meeting will be held in Oslo.")]))
    assert found.page_of(0) == 1
    assert found.page_of(found.text.index("The next")) == 3


def test_ligatures_and_forms_become_letters_and_nothing_else_changes() -> None:
    assert base_letters("eﬃcient ﬁrm, 10² km, ½, Ⅳ") == "efficient firm, 10² km, ½, Ⅳ"
    assert base_letters("ﻣﻌﺎﻟﻲ ﺍﻷﻣﻴﺮ") == "معالي الأمير"


def glyphs(seen: str) -> list[Glyph]:
    """Characters in the order in which they are seen, from the left."""
    return [Glyph(char, 10.0 * place, 10.0 * place + 10, 0.0, 20.0) for place, char in enumerate(seen)]


@pytest.mark.parametrize(
    ("seen", "read_as"),
    [
        ("2024 ماع", "عام 2024"),
        ("%7.5 ةبسنب", "بنسبة 7.5%"),
        ("Boeing 737 ةكرش", "شركة Boeing 737"),
        (")2026-2024( ةرتفلا", "الفترة (2024-2026)"),
        ("1,250 غلب", "بلغ 1,250"),
        ("תועד", "דעות"),
    ],
)
def test_rtl_row_is_in_logical_order(seen: str, read_as: str) -> None:
    assert logical(glyphs(seen), rtl=True) == read_as


def test_arabic_words_in_an_english_row_are_turned_alone() -> None:
    assert logical(glyphs("The body (ةنجللا) met"), rtl=False) == "The body (اللجنة) met"


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("the govern-", "ment of", "the government of"),
        ("the govern\u00ad", "ment of", "the government of"),
        ("the govern\u2010", "ment of", "the government of"),
        ("the Asia-", "Pacific region", "the Asia-Pacific region"),
        ("COVID-", "19 rules", "COVID-19 rules"),
        ("c’est-à-", "dire", "c’est-à-dire"),
        ("of cyber-", "security", "of cyber-security"),
        ("trade -", "and more", "trade - and more"),
        ("双边贸易额达到", "628亿美元", "双边贸易额达到628亿美元"),
        ("한국", "정부", "한국 정부"),
        ("المش-", "تركة", "المش-تركة"),
    ],
)
def test_hyphen_at_a_line_end(left: str, right: str, whole: str) -> None:
    known = hyphenation_of(
        ["all of the cyber-security plans", "it was a com-", "mon interest of the two par-", "ties"]
    )
    assert joined(left, right, known) == whole


def test_text_that_breaks_no_words_keeps_its_hyphens() -> None:
    known = hyphenation_of(["a line of words that ends here"] * 60 + ["and one that has a well-"])
    assert joined("and one that has a well-", "known hyphen", known) == "and one that has a well-known hyphen"


def test_scan_without_an_engine_needs_one() -> None:
    with pytest.raises(
        UnreadableDocument, match=r"has no text layer: it is scanned, and needs OCR \(install"
    ):
        list(read_pdf(data("scanned-en"), "a.pdf"))


def test_scanned_page_among_others_is_a_failure_beside_the_document() -> None:
    found, failure = read_pdf(data("mixed"), "a.pdf")
    assert isinstance(found, Document)
    assert found.text == (FILES / "ru.txt").read_text(encoding="utf-8").strip()
    assert len(found.pages) == 3
    assert isinstance(failure, Failure)
    assert failure.reason.startswith("page 2: no text layer")


def test_scan_is_read_by_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def engine(picture: Any) -> list[Seen]:
        assert picture.width > picture.height > 1000
        words = ("The", "two", "govern-", "ments", "met.", "They", "agreed.")
        where = ((0, 1), (0, 1), (0, 1), (0, 2), (0, 2), (1, 3), (1, 3))
        return [
            Seen(
                text=word, left=200 + 90 * place, right=280 + 90 * place, top=300 + 60 * line,
                bottom=340 + 60 * line, line=(1, paragraph, line),
            )
            for place, (word, (paragraph, line)) in enumerate(zip(words, where, strict=True))
        ]  # fmt: skip

    monkeypatch.setattr(pdf, "find_engine", lambda: engine)
    found = read(data("scanned-ar"))
    assert found.text.replace("govern-ments", "governments") == "The two governments met.\nThey agreed."
    assert found.pages == (0,)


def test_engine_that_fails_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def engine(_picture: Any) -> list[Seen]:
        raise OcrFailed("no data of the OCR engine for the script Arabic")

    monkeypatch.setattr(pdf, "find_engine", lambda: engine)
    with pytest.raises(
        UnreadableDocument, match="OCR failed: no data of the OCR engine for the script Arabic"
    ):
        list(read_pdf(data("scanned-ar"), "a.pdf"))


def test_languages_are_those_of_the_script_that_are_installed() -> None:
    assert ocr._languages("Cyrillic", {"eng", "rus"}) == ("rus", "eng")
    assert ocr._languages("Arabic", {"eng", "ara"}) == ("ara",)
    with pytest.raises(OcrFailed):
        ocr._languages("Han", {"eng", "rus"})


@pytest.mark.skipif(ocr.find_engine() is None, reason="Tesseract or pytesseract is not installed")
def test_tesseract_reads_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_engine", ocr.find_engine)
    try:
        found = read(data("scanned-ar"))
    except UnreadableDocument as error:
        pytest.skip(str(error))  # no data for the language
    assert "الجانبان على عقد الدورة الخامسة للجنة المشتركة" in found.text


def test_password_is_the_reason_and_restrictions_are_none() -> None:
    with pytest.raises(UnreadableDocument, match="password"):
        list(read_pdf(data("password"), "a.pdf"))
    assert read(data("restricted")).text == (FILES / "zh.txt").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"hello", b"%PDF-1.4\n%%EOF", b"\x00" * 2000])
def test_what_is_no_pdf_is_named(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="PDF"):
        list(read_pdf(content, "a.pdf"))


def test_document_without_anything_is_named() -> None:
    with pytest.raises(UnreadableDocument, match="no text"):
        list(read_pdf(made(["", ""]), "a.pdf"))


@pytest.mark.parametrize(
    ("bound", "value", "reason"),
    [
        ("MAX_PAGES", 1, "has 2 pages"),
        ("MAX_SECONDS", -1.0, "takes longer"),
        ("MAX_CHARACTERS", 50, "longer than"),
    ],
)
def test_bounds_have_reasons(monkeypatch: pytest.MonkeyPatch, bound: str, value: float, reason: str) -> None:
    monkeypatch.setattr(pdf, bound, value)
    with pytest.raises(UnreadableDocument, match=reason):
        list(read_pdf(made([lines(*LONG)] * 2), "a.pdf"))


def test_page_of_too_many_characters_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.read.pdf.glyphs.MAX_GLYPHS", 20)
    with pytest.raises(UnreadableDocument, match="page 1 has more than 20 characters"):
        list(read_pdf(made([lines(*LONG)]), "a.pdf"))


@pytest.mark.parametrize("filters", ["/FlateDecode", "[/FlateDecode /FlateDecode]", "[/Fl/Fl]"])
def test_stream_that_unpacks_to_far_more_is_refused(filters: str) -> None:
    packed = zlib.compress(b"q " * 8_000_000)
    if "[" in filters:
        packed = zlib.compress(packed)
    bomb = b"9 0 obj<</Length %d/Filter%s>>stream\n%s\nendstream endobj\n" % (
        len(packed),
        filters.encode(),
        packed,
    )
    assert len(bomb) < 20_000
    with pytest.raises(UnreadableDocument, match="unpacks to more"):
        list(read_pdf(made([lines(*LONG)], extra=bomb), "a.pdf"))


def test_count_that_lies_is_found_out() -> None:
    good = made([lines(*LONG)])
    assert read(good.replace(b"/Count 1", b"/Count 2147483647")).pages == (0,)


def test_pages_that_hold_themselves_have_an_end() -> None:
    bad = made([lines(*LONG)]).replace(b"/Count 1/Kids[4 0 R]", b"/Count 9/Kids[2 0 R]")
    with pytest.raises(UnreadableDocument):
        list(read_pdf(bad, "a.pdf"))


def test_huge_page_is_read() -> None:
    assert read(made([lines(*LONG)], box="0 0 9e9 9e9")).text == " ".join(LONG)


def survives(content: bytes) -> None:
    try:
        for found in read_pdf(content, "a.pdf"):
            if isinstance(found, Document):
                found.text.encode()
                assert found.pages[0] == 0
                assert max(found.pages) <= len(found.text)
    except UnreadableDocument:
        return


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
@example(b"%PDF-1.7\ntrailer<</Root 1 0 R>>")
def test_any_bytes_are_a_document_or_a_reason(content: bytes) -> None:
    survives(b"%PDF-1.7\n" + content)
    survives(content)


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(["libreoffice-en", "chromium-ar", "scanned-ar", "made"]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 30)), max_size=12),
    st.floats(0.2, 1.2),
)
def test_damaged_file_is_a_document_or_a_reason(
    name: str, changes: list[tuple[float, bytes, int]], kept: float
) -> None:
    content = bytearray(made([lines(*LONG)] * 2) if name == "made" else data(name))
    for place, put, gone in changes:
        at = int(place * len(content))
        content[at : at + gone] = put
    survives(bytes(content[: int(kept * len(content))]))
