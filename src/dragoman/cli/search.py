"""The command ``search``: where words stand in documents, quotes, records and names."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from dragoman.cli.arguments import Since, Until, choice, date_given, parties_given
from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption
from dragoman.cli.settings import SettingsOption, merging
from dragoman.cli.tables import check_format, on_one_line, show_table
from dragoman.desk.parties import party_name
from dragoman.errors import QueryError
from dragoman.export.search_json import search_json
from dragoman.export.tables import table
from dragoman.export.timeline_json import dumps
from dragoman.store import open_store
from dragoman.store.catalog import Kind
from dragoman.store.search import KINDS, Found, Hit

_KINDS = tuple(kind.value for kind in KINDS)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("search")(search)


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="all of them are found")],
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="may be repeated: " + ", ".join(_KINDS))
    ] = None,
    party: Annotated[
        list[str] | None, typer.Option("--party", help="one or two that have a part in it", metavar="PARTY")
    ] = None,
    lang: Annotated[str | None, typer.Option("--lang", help="of the document, as en or ar")] = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option("--limit", help="hits of each kind", min=1, max=100)] = 10,
    offset: Annotated[int, typer.Option("--offset", help="hits to leave out", min=0, max=1000)] = 0,
    format: Annotated[str, typer.Option("--format", help="table or json")] = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Search documents, quotes, records and names, in every language and script.

    Words are found in any order and by how they begin, words in quotation marks ('"joint commission"') as
    they stand. A name finds its spellings in all scripts, a party its names in all languages.
    """
    check_format(format)
    chosen = parties_given(party)
    first, last = date_given(since, "--since"), date_given(until, "--until")
    with open_store(ledger, create=False) as store:
        if (given := merging(settings)) is not None:
            store.merge(given)
        try:
            found = store.finder.find(
                " ".join(words),
                kinds=[Kind(choice(one, _KINDS, "--kind")) for one in kind or ()],
                parties=chosen,
                lang=lang,
                since=first.first if first else None,
                until=last.last if last else None,
                limit=limit,
                offset=offset,
            )
        except QueryError as error:
            raise typer.BadParameter(str(error)) from error
    if format == "json":
        typer.echo(dumps(search_json(found)), nl=False)
        return
    _print(found)


def _print(found: Found) -> None:
    """A table with the words found, and below it which kinds have more."""
    hits = [hit for one in found.kinds for hit in one.hits]
    made = table(("Kind", "What", "Date", "Parties", "Words", "Document"), ())
    for hit in hits:
        made.add_row(*(Text(on_one_line(cell)) for cell in _row(hit)[:4]), _words(hit), Text(hit.document_id))
    show_table(made, len(hits))
    if found.parties:
        named = ", ".join(f"{party_name(party)} ({party.code})" for party in found.parties)
        typer.echo(f"Named in the question: {named}.")
    more = [one.kind.value for one in found.kinds if one.has_more]
    if more:
        typer.echo(f"There is more of: {', '.join(more)} (see --limit, --offset, --kind).")


def _row(hit: Hit) -> tuple[str, ...]:
    kind = hit.kind.value if hit.type is None else f"{hit.kind.value}: {hit.type.replace('_', ' ')}"
    date = hit.date or (f"told {hit.published}" if hit.published else "undated")
    return kind, hit.title, date, " ".join(party.code for party in hit.parties)


def _words(hit: Hit) -> Text:
    """The words of the document, those found in bold."""
    out, at = Text(), 0
    for start, end in (*hit.snippet.marks, (len(hit.snippet.text),) * 2):
        out.append(_shown(hit.snippet.text[at:start]))
        out.append(_shown(hit.snippet.text[start:end]), style="bold")
        at = end
    return out


def _shown(words: str) -> str:
    """Words without line breaks and what would steer the terminal."""
    return on_one_line(words.replace("\n", " "))
