"""Words under numbers, on SQLite (FTS5) and PostgreSQL (tsvector with GIN): the same words, the same answers.

Neither cuts, folds or stems anything: the words are given, and are looked for as they are or by how they
begin. In SQLite nothing is taken out of an index, for that needs what was put in: a number that is no more
is one that nobody asks for again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from dragoman.store.search.lines import COLUMNS, HEAD, TEXT


@dataclass(frozen=True, slots=True)
class Sought:
    """One thing to be found: any of these rows of words, the words of each side by side where the column
    keeps their order; the last word of each by how it begins, where ``begins``."""

    choices: tuple[tuple[str, ...], ...]
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """That a column has all these, or, with ``negative``, not all of them."""

    column: str
    sought: tuple[Sought, ...]
    negative: bool = False


@dataclass(frozen=True, slots=True)
class FullText:
    """An index with columns; ``ordered`` are those whose words keep their order, so that rows are found."""

    table: str
    columns: tuple[str, ...]
    ordered: frozenset[str] = frozenset()

    def clear(self, connection: Connection) -> None:
        """Take everything out."""
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"INSERT INTO {self.table}({self.table}) VALUES ('delete-all')")
        else:
            connection.exec_driver_sql(f"DELETE FROM {self.table}")

    def put(self, connection: Connection, rows: Iterable[tuple[int, Mapping[str, Sequence[str]]]]) -> None:
        """Put words under numbers that were never used, in the order of the numbers."""
        found = sorted(rows, key=lambda row: row[0])
        if not found:
            return
        plain = connection.dialect.name == "sqlite"
        names = ", ".join(("rowid" if plain else "number", *self.columns))
        mark, words_mark = ("?", "?") if plain else ("%s", "%s::tsvector")
        marks = ", ".join((mark, *(words_mark for _ in self.columns)))
        connection.exec_driver_sql(
            f"INSERT INTO {self.table} ({names}) VALUES ({marks})",
            [(number, *self._written(columns, plain)) for number, columns in found],
        )

    def _written(self, columns: Mapping[str, Sequence[str]], plain: bool) -> Iterator[str]:
        for column in self.columns:
            found = columns.get(column, ())
            yield " ".join(found) if plain else _lexemes(found, column in self.ordered)

    def drop(self, connection: Connection, numbers: Iterable[int]) -> None:
        """Take out what nobody asks for again, where that can be done."""
        if connection.dialect.name != "sqlite":
            statement = f"DELETE FROM {self.table} WHERE number = %s"
            rows = [(number,) for number in numbers]
            if rows:
                connection.exec_driver_sql(statement, rows)

    def find(
        self,
        connection: Connection,
        conditions: Sequence[Condition],
        *,
        below: int,
        above: int = -1,
        limit: int,
    ) -> list[int]:
        """The numbers between ``above`` and ``below`` (both exclusive) whose words meet every condition, the
        greatest first. One condition at least is not negative."""
        if connection.dialect.name == "sqlite":
            statement = (
                f"SELECT rowid FROM {self.table} WHERE {self.table} MATCH ? AND rowid > ? AND rowid < ? "
                "ORDER BY rowid DESC LIMIT ?"
            )
            values: tuple[object, ...] = (_match(conditions, self.ordered), above, below, limit)
            return [row[0] for row in connection.exec_driver_sql(statement, values)]
        tests = " AND ".join(
            f"{'NOT ' if one.negative else ''}{one.column} @@ CAST(:q{n} AS tsquery)"
            for n, one in enumerate(conditions)
        )
        query = text(
            f"SELECT number FROM {self.table} WHERE {tests} AND number > :above AND number < :below "
            "ORDER BY number DESC LIMIT :limit"
        )
        sought = {f"q{n}": _query(one, self.ordered) for n, one in enumerate(conditions)}
        bounds = {"above": above, "below": below, "limit": limit}
        return list(connection.execute(query, {**sought, **bounds}).scalars())


def _match(conditions: Sequence[Condition], ordered: Collection[str]) -> str:
    """The conditions in the language of FTS5; words hold no quotation marks."""

    def choice(found: Sequence[str], begins: bool, in_row: bool) -> str:
        end = " *" if begins else ""
        if in_row:
            return f'"{" ".join(found)}"{end}'
        *whole, last = found
        return " AND ".join((*(f'"{word}"' for word in whole), f'"{last}"{end}'))

    def said(one: Condition) -> str:
        in_row = one.column in ordered
        each = (" OR ".join(f"({choice(c, s.begins, in_row)})" for c in s.choices) for s in one.sought)
        return f"{{{one.column}}} : ({' AND '.join(f'({some})' for some in each)})"

    wanted = " AND ".join(said(one) for one in conditions if not one.negative)
    barred = " OR ".join(said(one) for one in conditions if one.negative)
    return f"({wanted}) NOT ({barred})" if barred else wanted


def _query(one: Condition, ordered: Collection[str]) -> str:
    """A condition in the language of tsquery."""
    joint = " <-> " if one.column in ordered else " & "

    def choice(found: Sequence[str], begins: bool) -> str:
        row = [f"'{word}'" for word in found]
        return joint.join((*row[:-1], row[-1] + (":*" if begins else "")))

    each = (" | ".join(f"({choice(c, s.begins)})" for c in s.choices) for s in one.sought)
    return " & ".join(f"({some})" for some in each)


def _lexemes(found: Sequence[str], ordered: bool) -> str:
    if ordered:
        return " ".join(f"'{word}':{place}" for place, word in enumerate(found, start=1))
    return " ".join(f"'{word}'" for word in found)


WORDS = FullText("search_words", COLUMNS, frozenset({TEXT, HEAD}))
NAMES = FullText("search_names", ("names",))
