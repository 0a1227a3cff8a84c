"""What Word writes and LibreOffice does not, in files of a few lines: DOCX and RTF."""

# ruff: noqa: E501  # lines of words and of XML
from __future__ import annotations

import io
import zipfile

import pytest

from dragoman.model.text import Document
from dragoman.read.word.docx import read_docx
from dragoman.read.word.rtf import read_rtf

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.org/ooxml/wordprocessingml/main"


def docx(body: str, *, pages: int = 0, core: str = "", styles: str = "", space: str = SPACE) -> Document:
    packed = io.BytesIO()
    kinds = {
        "officeDocument": "word/main.xml",
        "core-properties": "core.xml",
        "extended-properties": "app.xml",
    }
    links = "".join(f'<Relationship Type="http://x/{kind}" Target="{name}"/>' for kind, name in kinds.items())
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("_rels/.rels", f"<Relationships>{links}</Relationships>")
        package.writestr(
            "word/main.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
        )
        package.writestr("word/styles.xml", f'<w:styles xmlns:w="{space}">{styles}</w:styles>')
        package.writestr("app.xml", f"<Properties><Pages>{pages}</Pages></Properties>")
        package.writestr("core.xml", f"<coreProperties>{core}</coreProperties>")
    (found,) = read_docx(packed.getvalue(), "a.docx")
    assert isinstance(found, Document)
    return found


def run(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


def rtf(body: str, codec: str = "cp1252") -> str:
    (found,) = read_rtf(f"{{\\rtf1\\ansi\\ansicpg1252\\uc1 {body}}}".encode(codec), "a.rtf")
    assert isinstance(found, Document)
    return found.text


@pytest.mark.parametrize("space", [SPACE, STRICT])
def test_the_main_part_is_found_by_its_relation(space: str) -> None:
    assert docx(f"<w:p>{run('They met.')}</w:p>", space=space).text == "They met."


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (run("They ") + run("secretly ", "<w:vanish/>") + run("met."), "They met."),
        (run("They ") + run("openly ", '<w:vanish w:val="0"/>') + run("met."), "They openly met."),
        (run("They ") + run("met", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"), "They met"),
        (f"<w:ins>{run('They ')}</w:ins><w:moveFrom>{run('x')}</w:moveFrom>{run('met.')}", "They met."),
        (f"<w:r><w:t>Mos</w:t><w:softHyphen/><w:t>cow</w:t></w:r>{run('')}", "Moscow"),
        ("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>", "one\ntwo"),
        (f"<w:ruby><w:rt>{run('tokyo')}</w:rt><w:rubyBase>{run('东京')}</w:rubyBase></w:ruby>", "东京"),
        (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click')}</w:sdtContent></w:sdt>"
         f"<w:sdt><w:sdtPr/><w:sdtContent>{run('Kept')}</w:sdtContent></w:sdt>", "Kept"),
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> PAGE </w:instrText>'
         '<w:fldChar w:fldCharType="separate"/><w:t>7</w:t><w:fldChar w:fldCharType="end"/></w:r>'
         + run("They met."), "They met."),
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText>'
         '<w:fldChar w:fldCharType="separate"/><w:t>7 May</w:t><w:fldChar w:fldCharType="end"/></w:r>', "7 May"),
        ("<w:r><AlternateContent><Choice><w:txbxContent><w:p><w:r><w:t>Box</w:t></w:r></w:p></w:txbxContent>"
         "</Choice><Fallback><w:txbxContent><w:p><w:r><w:t>Box</w:t></w:r></w:p></w:txbxContent></Fallback>"
         "</AlternateContent></w:r>" + run("Line"), "Line\nBox"),
    ],
)  # fmt: skip
def test_runs_are_read_as_word_shows_them(inside: str, text: str) -> None:
    assert docx(f"<w:p>{inside}</w:p>").text == text


def test_a_deleted_end_of_paragraph_joins_it_to_the_next() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert docx(f"<w:p>{mark}{run('They ')}</w:p><w:p>{run('met.')}</w:p>").text == "They met."


def test_hidden_styles_and_contents_are_left_out_and_a_title_is_one() -> None:
    styles = (
        '<w:style w:styleId="H"><w:name w:val="x"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="I1"><w:name w:val="toc 1"/></w:style>'
        '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(words)}</w:p>'
        for style, words in (
            ("T", "Talks in Bern"),
            ("I1", "Contents 1"),
            ("H", "hidden"),
            ("N", "They met."),
        )
    )
    found = docx(body, styles=styles)
    assert found.text == "Talks in Bern\nThey met."
    assert found.title == "Talks in Bern"


PAGED = f"<w:p>{run('One.')}</w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>Two.</w:t></w:r></w:p>"


def test_pages_are_those_of_the_last_layout_where_the_count_agrees() -> None:
    found = docx(PAGED, pages=2)
    assert found.pages == (0, found.text.index("Two."))
    assert docx(PAGED, pages=3).pages == ()
    assert docx(PAGED).pages == ()
    assert docx(PAGED).text == "One.\nTwo."


def test_a_row_with_a_long_cell_is_layout_and_its_cells_are_lines() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc><w:p>{run(cell)}</w:p></w:tc>" for cell in cells) + "</w:tr>"

    long = "The ministers met in Bern. " * 20
    assert docx(f"<w:tbl>{row('a', '', 'b')}{row('c', long)}</w:tbl>").text == f"a | b\nc\n{long.strip()}"


@pytest.mark.parametrize(
    ("core", "date"),
    [
        ("<created>2024-05-07T10:00:00Z</created><modified>2024-05-09T10:00:00Z</modified>", "2024-05-07"),
        ("<created>2024-05-07T10:00:00Z</created>", "2024-05-07"),
        ("<created>2019-05-07T10:00:00Z</created><modified>2024-05-09T10:00:00Z</modified>", "None"),
        ("<created>2024-05-07T10:00:00Z</created><modified>2020-01-01T10:00:00Z</modified>", "None"),
        ("<created>2013-12-23T23:15:00Z</created><modified>2013-12-23T23:15:00Z</modified>", "None"),
        ("<created>nonsense</created>", "None"),
    ],
)
def test_a_date_that_may_be_of_a_template_is_none(core: str, date: str) -> None:
    assert str(docx(f"<w:p>{run('They met.')}</w:p>", core=core).published) == date


@pytest.mark.parametrize("title", ["Microsoft Word - note.doc", "Document1", "release.docx", "", "Без имени"])
def test_titles_that_programs_give_are_none(title: str) -> None:
    core = f"<title>{title}</title><creator>python-docx</creator>"
    found = docx(f"<w:p>{run('They met.')}</w:p>", core=core)
    assert (found.title, found.author) == (None, None)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"They {\v secretly }met.\par In Bern.", "They met.\nIn Bern."),
        (r"They {\deleted never }{\revised again }met.", "They again met."),
        (r"{\fonttbl{\f1\fcharset204 A;}}{\f1 \'cc\'e8\'ed\'f1\'ea}", "Минск"),
        (r"{\fonttbl{\f1\fcharset178 A;}}{\f1 \'e6\'d2\'ed\'d1}", "وزير"),
        (r"{\fonttbl{\f1\fcharset134 A;}}{\f1 \'cd\'e2\'bd\'bb\'b2\'bf}", "外交部"),
        (r"\ansicpg1251\'cc\'e8\'ed\'f1\'ea", "Минск"),
        (r"\u1052?\u1080?\uc2\u1085\'ed\'ed\uc0\u1089\u1082", "Минск"),
        (r"\u-10179?\u-8704? seen", "\U0001f600 seen"),
        (r"{\upr{???}{\*\ud \u1052?}}", "М"),
        (r"Met{\footnote Under the treaty.} in Bern.\par Then left.", "Met in Bern.\nUnder the treaty.\nThen left."),
        (r"{\header Ministry}{\*\unknown secret}{\pict 00ff}They met.{\*\annotation why?}", "They met."),
        (r"{\pict\bin5 }}}}}They} met.", "met."),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt the ministry}} said", "the ministry said"),
        (r"Line{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt Box\par}}{\shprslt{\*\do{\dptxbxtext Box}}}} one", "Line one\nBox"),
        (r"\trowd\intbl a\cell b\cell\row\trowd\intbl c\cell\cell\row\pard d", "a | b\nc\nd"),
        (r"{\stylesheet{\s1 toc 1;}{\s2 Normal;}}\pard\s1 Contents\par\pard\s2 They met.", "They met."),
        (r"Mos\-cow\~is\_here \{\\\}\lquote x\rquote", "Moscow is-here {\\}‘x’"),
    ],
)  # fmt: skip
def test_rtf_is_read_as_word_shows_it(body: str, text: str) -> None:
    assert rtf(body) == text


def test_rtf_pages_are_given_where_the_count_agrees() -> None:
    for count, pages in ((2, (0, 5)), (3, ())):
        data = rf"{{\rtf1{{\info{{\nofpages{count}}}}}One.\par\page Two.}}".encode()
        (found,) = read_rtf(data, "a.rtf")
        assert isinstance(found, Document)
        assert (found.text, found.pages) == ("One.\nTwo.", pages)
