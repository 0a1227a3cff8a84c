"""Tables: CSV (.csv), TSV (.tsv, .tab) and Parquet (.parquet). A document a row."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.errors import InvalidRecord, MissingExtra, UnreadableDocument
from dragoman.model.text import Document, Source
from dragoman.model.time import DateBasis, PartialDate
from dragoman.read.base import (
    MAX_CHARACTERS,
    MAX_MEMBERS,
    STAGE,
    Details,
    Failure,
    build,
    name_of,
    without_breakage,
)
from dragoman.read.columns import ColumnMap, known_names
from dragoman.read.encoding import decode
from dragoman.read.language import primary_tag
from dragoman.read.written import Order, order_of, written_date

_DELIMITERS = ",;\t|"
_SAMPLE = 50_000  # code points by which the delimiter is told
_MAX_COLUMNS = 2000
_MAX_TOTAL = 50_000_000  # code points of the documents of a small table; in a larger,
_MAX_GROWTH = 100  # so many to each of its bytes
_MAX_GROUP = 64_000_000  # bytes, unpacked, of the rows that a small Parquet file keeps together
_PARQUET = b"PAR1"
_BATCH = 16
_ORDER_SAMPLE = 100_000  # rows of a Parquet file by which the order of its dates is told

Row = Mapping[str, object]


def read_table(data: bytes, origin: str, columns: ColumnMap | None = None) -> Iterator[Document | Failure]:
    """A document for each row; a row that is none is a Failure with its number, counted below the header.

    ``columns`` says which column holds what; where it does not, columns are known by their names. Dates of
    figures are read where their order is plain, or where the other dates of the column make it so. Raises
    UnreadableDocument for what is no table, or where no column is known to hold the text.
    """
    wanted = columns or ColumnMap()
    if data.startswith(_PARQUET):
        yield from _read_parquet(data, origin, wanted)
    else:
        yield from _read_separated(data, origin, wanted)


def _read_separated(data: bytes, origin: str, wanted: ColumnMap) -> Iterator[Document | Failure]:
    text = decode(data)
    csv.field_size_limit(MAX_CHARACTERS)  # of the process; its default is less than a long article
    dialect, first_line = _dialect(text)
    rows = _rows(text, dialect, first_line)
    header = next(rows, (0, []))[1]
    if not 1 <= len(header) <= _MAX_COLUMNS:
        raise UnreadableDocument("not a table: it has no header")
    header = [column.strip().strip("\ufeff") for column in header]
    chosen = wanted.resolve(header)
    order = None
    if chosen.published:
        at = header.index(chosen.published)
        again = _rows(text, dialect, first_line)
        order = order_of([row[at] for _, row in again if len(row) > at])
    for number, (line, row) in enumerate(rows, start=1):
        where = f"row {number}, line {line}"
        if number > MAX_MEMBERS:
            yield Failure(
                origin=origin, stage=STAGE, reason=f"more than {MAX_MEMBERS:,} rows; the rest is not read"
            )
            return
        if line < 0:
            yield Failure(origin=f"{origin}#row {number}", stage=STAGE, reason=f"row {number}: {row[0]}")
        elif len(row) > len(header) and any(map(str.strip, row[len(header) :])):
            reason = f"{where}: {len(row)} cells under a header of {len(header)}"
            yield Failure(origin=f"{origin}#row {number}", stage=STAGE, reason=reason)
        else:
            yield _document(dict(zip(header, row, strict=False)), origin, number, where, chosen, order)


def _dialect(text: str) -> tuple[type[csv.Dialect], int]:
    """How the cells are separated and quoted, and how many lines come before the header."""
    sample = text[:_SAMPLE]
    first = sample.partition("\n")[0].strip().strip("\ufeff")
    if first.lower().startswith("sep=") and len(first) == 5:  # as Excel has it
        return _made(first[4], sample), 1

    def fitness(delimiter: str) -> tuple[int, int, int]:
        rows = [row for _, row in _rows(sample, _made(delimiter, sample), 0)][:50]
        widths = [len(row) for row in rows] or [0]
        same = sum(width == widths[0] for width in widths) if widths[0] > 1 else 0
        return known_names(rows[0]) if rows else 0, same, widths[0]

    best = max(_DELIMITERS, key=fitness)
    return _made(best, sample), 0


def _made(delimited_by: str, sample: str) -> type[csv.Dialect]:
    backslashed = '\\"' in sample and '""' not in sample

    class Dialect(csv.Dialect):
        delimiter = delimited_by
        quotechar = '"'
        doublequote = not backslashed
        escapechar = "\\" if backslashed else None
        lineterminator = "\n"
        quoting = csv.QUOTE_MINIMAL
        skipinitialspace = False

    return Dialect


def _rows(text: str, dialect: type[csv.Dialect], passed: int) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, with the line each ends on; -1, and the reason, for what is no row."""
    stream = io.StringIO(text, newline="")
    for _ in range(passed):
        stream.readline()
    reader = csv.reader(stream, dialect)
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield -1, [str(error)]
            continue
        if row is None:
            return
        if any(map(str.strip, row)):
            yield reader.line_num + passed, row


def _read_parquet(data: bytes, origin: str, wanted: ColumnMap) -> Iterator[Document | Failure]:
    try:
        import pyarrow as pa  # type: ignore[import-untyped]  # no types are published for it
        import pyarrow.parquet as pq  # type: ignore[import-untyped]  # as above
    except ImportError as error:
        raise MissingExtra("to read Parquet, install dragoman[tables]") from error
    try:
        file = pq.ParquetFile(
            io.BytesIO(data), pre_buffer=False, thrift_string_size_limit=20_000_000,
            thrift_container_size_limit=1_000_000,
        )  # fmt: skip
        schema = file.schema_arrow
        simple = [field.name for field in schema if not pa.types.is_nested(field.type)]
        if len(schema) > _MAX_COLUMNS:
            raise UnreadableDocument(f"a table of more than {_MAX_COLUMNS:,} columns")
        groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
        if any(group.total_byte_size > max(_MAX_GROUP, _MAX_GROWTH * len(data)) for group in groups):
            raise UnreadableDocument("its rows are out of proportion to the file when unpacked")
        chosen = wanted.resolve(simple)
        order = None
        if chosen.published and pa.types.is_string(schema.field(chosen.published).type):
            dates = (row[chosen.published] for row in _parquet_rows(data, [chosen.published]))
            order = order_of(
                [date for date, _ in zip(dates, range(_ORDER_SAMPLE), strict=False) if isinstance(date, str)]
            )
    except UnreadableDocument:
        raise
    except Exception as error:  # a parser on strangers' bytes, which fails in many ways
        raise UnreadableDocument(f"not a Parquet file that can be read: {str(error)[:200]}") from error
    number = total = 0
    try:
        for number, row in enumerate(_parquet_rows(data, [column for _, column in chosen.named()]), start=1):
            total += len(str(row[chosen.text or ""]))
            if number > MAX_MEMBERS or total > max(_MAX_TOTAL, _MAX_GROWTH * len(data)):
                yield Failure(
                    origin=origin, stage=STAGE, reason=f"too large a table; read to row {number - 1:,}"
                )
                return
            yield _document(row, origin, number, f"row {number}", chosen, order)
    except Exception as error:  # noqa: BLE001  # as above
        yield Failure(origin=origin, stage=STAGE, reason=f"damaged after row {number}: {str(error)[:200]}")


def _parquet_rows(data: bytes, names: list[str]) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    # Words that are repeated in a column are held once, so that a small file cannot grow in memory.
    texts = [field.name for field in pq.read_schema(io.BytesIO(data)) if pa.types.is_string(field.type)]
    file = pq.ParquetFile(
        io.BytesIO(data), pre_buffer=False, read_dictionary=texts, thrift_string_size_limit=20_000_000,
        thrift_container_size_limit=1_000_000,
    )  # fmt: skip
    for batch in file.iter_batches(batch_size=_BATCH, columns=names, use_threads=False):
        held = [_plain_column(batch.column(name), pa) for name in names]
        for at in range(batch.num_rows):
            yield {name: column[at].as_py() for name, column in zip(names, held, strict=True)}


def _plain_column(column: Any, pa: Any) -> Any:
    """Times as days: nanoseconds have no counterpart here."""
    return column.cast(pa.date32(), safe=False) if pa.types.is_timestamp(column.type) else column


def _document(
    row: Row, origin: str, number: int, where: str, columns: ColumnMap, order: Order | None
) -> Document | Failure:
    def cell(column: str | None) -> str | None:
        value = row.get(column) if column else None
        if isinstance(value, bytes):
            value = value.decode(errors="replace")
        written = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
        return without_breakage(written).strip() or None

    own = (cell(columns.id) or "")[:500] or None
    lang = primary_tag(cell(columns.lang))
    published = _date(row.get(columns.published or ""), lang, order)
    details = Details(
        title=cell(columns.title),
        author=cell(columns.author),
        published=published,
        basis=DateBasis.STATED if published else DateBasis.UNKNOWN,
        found=f"column {columns.published}" if published else None,
        source=Source(name=cell(columns.source), url=cell(columns.url)),
        lang=lang,
    )
    text = cell(columns.text)
    try:
        if text is None:
            raise UnreadableDocument(f"no text in column {columns.text!r}")
        name = own or f"{name_of(origin)}#{number}"
        return build(text, f"{origin}#{own or number}", name=name, details=details)
    except (UnreadableDocument, InvalidRecord) as error:
        return Failure(origin=f"{origin}#row {number}", stage=STAGE, reason=f"{where}: {error}")


def _date(value: object, lang: str | None, order: Order | None) -> PartialDate | None:
    if isinstance(value, dt.date):
        value = value.isoformat()
    return (
        written_date(str(value), lang, order) if isinstance(value, str | int) and value is not True else None
    )
