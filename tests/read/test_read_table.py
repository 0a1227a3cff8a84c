"""Tables: CSV, TSV and Parquet, and the map of their columns."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import InvalidRecord, MissingExtra, UnreadableDocument
from dragoman.model.text import Document, Source
from dragoman.read import Failure
from dragoman.read.columns import ColumnMap
from dragoman.read.records import read_json, read_json_lines
from dragoman.read.table import read_table

WORDS = "The minister received the ambassador in Rabat; they spoke of trade, fishing and visas."
HEADER = ["ID", "Headline", "Body", "Date", "Outlet", "Link", "Language", "Author"]
ROW = [
    "r1",
    'Talks, "good" ones',
    WORDS + "\nThey parted.",
    "2021-03-18",
    "MFA",
    "https://mfa.example/1",
    "en",
    "A. Lind",
]


def written(rows: list[list[str]], **form: object) -> str:
    stream = io.StringIO()
    csv.writer(stream, **form).writerows(rows)  # type: ignore[arg-type]
    return stream.getvalue()


def read(data: bytes, columns: ColumnMap | None = None) -> list[Document]:
    found = list(read_table(data, "t.csv", columns))
    assert all(isinstance(one, Document) for one in found), found
    return [one for one in found if isinstance(one, Document)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_row_is_a_document_however_it_is_written(delimiter: str, quoting: int, encoding: str) -> None:
    data = written([HEADER, ROW], delimiter=delimiter, quoting=quoting).encode(encoding)
    (found,) = read(data)
    assert (found.name, found.origin, found.title) == ("r1", "t.csv#r1", 'Talks, "good" ones')
    assert found.text.splitlines() == [WORDS, "They parted."]
    assert (str(found.published), found.published_from, found.author) == (
        "2021-03-18",
        "column Date",
        "A. Lind",
    )
    assert found.source == Source(name="MFA", url="https://mfa.example/1")


@pytest.mark.parametrize(
    "header",
    [
        "Titre;Texte;Date de publication;Lien",
        "título;contenido;fecha;enlace",
        "العنوان;النص;التاريخ;الرابط",
        "Заголовок;Текст;Дата публикации;Ссылка",
        "标题;正文;日期;链接",
        "HEADLINE;full-text;Published At;URL",
    ],
)
def test_columns_are_known_by_their_names(header: str) -> None:
    (found,) = read(f"{header}\nTalks;{WORDS.replace(';', '')};2021-03-18;https://mfa.example/1\n".encode())
    assert (found.title, str(found.published), found.source.url) == (
        "Talks",
        "2021-03-18",
        "https://mfa.example/1",
    )


def test_table_without_a_column_of_text_lists_its_columns() -> None:
    with pytest.raises(UnreadableDocument, match=r"'what', 'when'.*text=Body"):
        read(b"what,when\nx,y\n")


def test_map_names_columns_and_the_rest_is_known() -> None:
    data = f'title,body,summary\nTalks,no,"{WORDS}"\n'.encode()
    (found,) = read(data, ColumnMap.parse("text=Summary"))
    assert (found.text, found.title) == (WORDS, "Talks")
    with pytest.raises(UnreadableDocument, match="no column 'lead'"):
        read(data, ColumnMap.parse("text=lead"))


def test_map_is_read_from_words() -> None:
    assert ColumnMap.parse('text=Body, title=Headline,"source=Agency, desk"') == ColumnMap(
        text="Body", title="Headline", source="Agency, desk"
    )


@pytest.mark.parametrize(
    ("words", "reason"),
    [("", "empty"), ("text", "form"), ("text=", "form"), ("body=x", "no 'body'"), ("text=a,text=b", "twice")],
)
def test_wrong_map_says_what_is_wrong(words: str, reason: str) -> None:
    with pytest.raises(InvalidRecord, match=reason):
        ColumnMap.parse(words)


@pytest.mark.parametrize(
    ("column", "dates"),
    [
        (["18/03/2021", "04/03/2021"], ["2021-03-18", "2021-03-04"]),
        (["03/18/2021", "04/03/2021"], ["2021-03-18", "2021-04-03"]),
        (["04/03/2021", "05/03/2021"], ["None", "None"]),
        (["18/03/2021", "03/18/2021", "04/03/2021"], ["2021-03-18", "2021-03-18", "None"]),
        (["04.03.2021", "3/3/2021"], ["2021-03-04", "2021-03-03"]),
        (["18 March 2021 10:00", "March 18, 2021", "18-Mar-2021"], ["2021-03-18"] * 3),
        (
            ["2021-03-18 10:00:00", "2021", "20210318", "2021/3/8"],
            ["2021-03-18", "2021", "2021-03-18", "2021-03-08"],
        ),
        (["soon", "31/02/2021", ""], ["None", "None", "None"]),
    ],
)
def test_dates_of_figures_are_read_where_the_column_shows_their_order(
    column: list[str], dates: list[str]
) -> None:
    rows = [["text", "date"], *([f"{WORDS} {n}", date] for n, date in enumerate(column))]
    assert [str(found.published) for found in read(written(rows).encode())] == dates


@pytest.mark.parametrize(
    ("lang", "date"),
    [
        ("ru", "18 марта 2021 г."),
        ("ar", "١٨ مارس ٢٠٢١"),
        ("ar", "18 آذار/مارس 2021"),
        ("fr", "18 mars 2021"),
        ("zh", "2021年3月18日"),
    ],
)
def test_dates_in_words_are_read_in_the_row_s_language(lang: str, date: str) -> None:
    (found,) = read(f"text,lang,date\nx {WORDS.replace(',', '')},{lang},{date}\n".encode())
    assert str(found.published) == "2021-03-18"


def test_bad_row_is_named_and_the_rest_is_read() -> None:
    data = f'title,text\na,One met two.\nb\nc,"Two, met", three, four\n\nd,"{WORDS}"\n'.encode()
    found = list(read_table(data, "t.csv"))
    assert [type(one) for one in found] == [Document, Failure, Failure, Document]
    reasons = [one.reason for one in found if isinstance(one, Failure)]
    assert [reason.split(":")[0] for reason in reasons] == ["row 2, line 3", "row 3, line 4"]
    assert found[3].origin == "t.csv#4"


def test_long_cell_is_no_error() -> None:
    assert len(read(f'text\n"{"They met. " * 50_000}"\n'.encode())[0].text) == 499_999


def test_line_that_names_the_separator_is_no_header() -> None:
    assert read(f"sep=|\ntitle|text\nTalks|{WORDS}\n".encode())[0].title == "Talks"


def test_backslashes_before_quotes_are_read() -> None:
    (found,) = read(b'title,text\nTalks,"The minister said \\"yes\\", and left."\n')
    assert found.text == 'The minister said "yes", and left.'


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02", b"just a line of words without a table\n", b"%PDF-1.7"]
)
def test_what_is_no_table_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        list(read_table(data, "t.csv"))


def parquet(**columns: object) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream, compression="zstd")
    return stream.getvalue()


def test_parquet_is_read_row_by_row() -> None:
    data = parquet(
        body=[WORDS, None, WORDS + " Again."],
        title=["a", "b", "c"],
        published=[dt.datetime(2021, 3, 18, 23), None, dt.datetime(2021, 3, 19)],
        id=[7, 8, 9],
        vector=[[1.0], [2.0], None],
    )
    first, second, third = read_table(data, "t.parquet")
    assert isinstance(first, Document)
    assert isinstance(third, Document)
    assert (first.name, first.title, str(first.published), third.text) == (
        "7",
        "a",
        "2021-03-18",
        WORDS + " Again.",
    )
    reason = "row 2: no text in column 'body'"
    assert second == Failure(origin="t.parquet#row 2", stage="read", reason=reason)


def test_order_of_dates_in_parquet_is_that_of_the_column() -> None:
    found = list(
        read_table(parquet(text=[WORDS, WORDS + "!"], date=["04/03/2021", "18/03/2021"]), "t.parquet")
    )
    assert [str(one.published) for one in found if isinstance(one, Document)] == ["2021-03-04", "2021-03-18"]


def test_parquet_without_its_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"dragoman\[tables\]"):
        list(read_table(parquet(text=[WORDS]), "t.parquet"))


def test_words_repeated_a_hundred_thousand_times_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.read.table._MAX_TOTAL", 1_000_000)
    found = list(read_table(parquet(text=pa.array([WORDS * 100] * 20_000).dictionary_encode()), "t.parquet"))
    assert isinstance(found[-1], Failure)
    assert "too large" in found[-1].reason
    assert len(found) < 200


def test_small_file_of_endless_cells_is_refused() -> None:
    stream = io.BytesIO()
    table = pa.table({"text": [f"{'x' * 9_000_000}{n}" for n in range(8)]})
    pq.write_table(table, stream, compression="zstd", use_dictionary=False)
    with pytest.raises(UnreadableDocument, match="out of proportion"):
        list(read_table(stream.getvalue(), "t.parquet"))


def test_records_take_the_same_map() -> None:
    line = b'{"Body": "One met two.", "When": "18 March 2021", "By": "A. Lind", "title": "Talks"}'
    columns = ColumnMap.parse("text=Body,published=When,author=By")
    for reader in (read_json, read_json_lines):
        (found,) = reader(line, "f", columns)
        assert isinstance(found, Document)
        assert (found.text, found.title, found.author) == ("One met two.", "Talks", "A. Lind")
        assert (str(found.published), found.published_from) == ("2021-03-18", "field When")
    (failed,) = read_json_lines(b'{"text": "One met two."}', "f", columns)
    assert isinstance(failed, Failure)
    assert "'Body'" in failed.reason


GOOD = {
    "csv": written([HEADER, ROW, ROW]).encode(),
    "parquet": parquet(text=[WORDS, WORDS], date=["18/03/2021", "04/03/2021"], title=["a", "b"]),
}


@pytest.mark.parametrize("form", GOOD)
@settings(max_examples=100, deadline=None)
@given(where=st.floats(0, 1), put=st.binary(max_size=12) | st.just(b'"'), cut=st.integers(0, 60))
def test_damaged_table_is_documents_failures_or_unreadable(
    form: str, where: float, put: bytes, cut: int
) -> None:
    data = GOOD[form]
    at = int(where * len(data))
    try:
        found = list(read_table(data[:at] + put + data[at + cut :], "x"))
    except UnreadableDocument:
        return
    assert all(isinstance(one, Document | Failure) for one in found)
