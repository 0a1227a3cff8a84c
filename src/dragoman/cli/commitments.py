"""The docket of commitments, and the officer's decisions on it."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dragoman.cli.arguments import ListFormat, On, Output, Parties, choice, date_given, day_given, write
from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption, opened
from dragoman.cli.review.given import ID_HELP, By, Reason, act_of, now, party_of
from dragoman.cli.settings import SettingsOption, answering, merging
from dragoman.cli.tables import check_format, listing_arguments, show_table
from dragoman.desk.docket import Filters, make_docket
from dragoman.export.commitments_json import commitments_json, ruling_json
from dragoman.export.commitments_table import commitments_table, foot
from dragoman.export.timeline_json import dumps
from dragoman.lexicon.schema import AREAS
from dragoman.model.record import Strength
from dragoman.model.ruling import Mark, Ruling
from dragoman.review import Things
from dragoman.review.rule import SCORES, mark_of, rule, unrule
from dragoman.store import open_store

_LIST = "list"
_MARKS = {
    "+1": Mark.KEPT,
    "0": Mark.PARTLY,
    "-1": Mark.NOT_KEPT,
    "none": Mark.NO_EVIDENCE,
    "pending": Mark.PENDING,
}


class DocketGroup(TyperGroup):
    """``decide`` and ``undo`` are commands of their own; whatever else is written lists the docket."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or args[0] not in self.commands:
            args = [_LIST, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=DocketGroup, help="Commitments and intents, overdue first; decide and undo.")


def register(main: typer.Typer) -> None:
    """Add the commands to the application."""
    main.add_typer(app, name="commitments")


@app.command(_LIST, hidden=True)
def commitments(
    parties: Parties = None,
    on: On = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="only those whose deadline has passed")] = False,
    due_before: Annotated[
        str | None, typer.Option("--due-before", metavar="DATE", help="only those due before this day")
    ] = None,
    area: Annotated[
        list[str] | None, typer.Option("--area", help="only these areas; may be repeated")
    ] = None,
    strength: Annotated[
        list[str] | None, typer.Option("--strength", help="commitment or intent; may be repeated")
    ] = None,
    score: Annotated[
        list[str] | None,
        typer.Option("--score", help="+1, 0, -1, none (no public evidence) or pending, as it stands"),
    ] = None,
    party: Annotated[str | None, typer.Option("--party", help="only what this party promised")] = None,
    format: ListFormat = "table",
    output: Output = None,
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Commitments and intents, overdue first, with what later documents tell of them.

    `dragoman commitments decide ID --score +1` puts your decision on top, and `undo` takes one back.
    """
    chosen, day = listing_arguments(parties, format), day_given(on)
    before = date_given(due_before, "--due-before")
    filters = Filters(
        overdue=overdue,
        due_before=before.first if before else None,
        areas=frozenset(choice(a, AREAS, "--area") for a in area or ()),
        strengths=frozenset(Strength(choice(s, list(Strength), "--strength")) for s in strength or ()),
        marks=frozenset(_MARKS[choice(m, _MARKS, "--score")] for m in score or ()),
        owner=party_of(party) if party else None,
    )
    book = opened(ledger, settings)
    found = make_docket(book, chosen, on=day, settings=answering(settings).docket, filters=filters)
    if format == "json":
        write(output, commitments_json(book, found))
        return
    show_table(commitments_table(found), len(found.entries))
    if not found.entries:
        for line in foot(found):
            typer.echo(line, err=True)


@app.command("decide")
def decide(
    identity: Annotated[str, typer.Argument(metavar="ID", help=ID_HELP)],
    score: Annotated[str, typer.Option("--score", help=f"{', '.join(SCORES)}: none is no public evidence")],
    party: Annotated[
        str | None, typer.Option("--party", help="for this party alone, where several promised")
    ] = None,
    by: By = None,
    reason: Reason = None,
    format: ListFormat = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Say how far a commitment was kept. It stands beside what the machine proposes, and before it."""
    check_format(format)
    with open_store(ledger, create=False) as store:
        things = Things(store.ledger(merging(settings)))
        whose = party_of(party) if party else None
        made = rule(things, things.find(identity), mark_of(score), act_of(by, reason), party=whose)
        store.rule(*made)
    _tell("decided", made, format)


@app.command("undo")
def undo(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="the id of a decision, rul-…")],
    format: ListFormat = "table",
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Take back a decision on a commitment. It stays in the ledger, with the time at which it was undone."""
    check_format(format)
    with open_store(ledger, create=False) as store:
        gone = unrule(store.rulings(), decision, now())
        store.rule(*gone)
    _tell("undone", gone, format)


def _tell(done: str, rulings: tuple[Ruling, ...], format: str) -> None:
    if format == "json":
        typer.echo(dumps([ruling_json(one) for one in rulings]), nl=False)
        return
    for one in rulings:
        whose = f" for {one.party}" if one.party else ""
        typer.echo(f"{done}: {one.id} {one.record}{whose} is {one.mark.value}, by {one.author}")
