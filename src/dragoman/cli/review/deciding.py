"""The commands by which people decide; every decision is appended, and can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption
from dragoman.cli.review.given import ID_HELP, By, Desk, Format, Id, Reason, act_of, party_of
from dragoman.cli.settings import SettingsOption, merging
from dragoman.cli.tables import check_format
from dragoman.errors import InvalidRecord
from dragoman.export import review_text
from dragoman.export.review_json import decision_json
from dragoman.export.timeline_json import dumps
from dragoman.model.correction import FIELDS, KINDS
from dragoman.model.decision import Decision
from dragoman.model.judgement import Judgement, Linker
from dragoman.model.text import Span
from dragoman.model.undoing import Undoing
from dragoman.review import Wording, accept, apart, correct, move, reject, same, subjects, undo
from dragoman.review.log import decisions, gone
from dragoman.store import Store, open_store

_FIELDS = "; ".join(
    f"of {'an' if kind[0] in 'aei' else 'a'} {kind} "
    + ", ".join(f"{name}:PERSON" if field.each else name for name, field in FIELDS[prefix].items())
    for prefix, kind in KINDS.items()
)
Ids = Annotated[list[str], typer.Argument(metavar="ID ID...", help=ID_HELP)]
Only = Annotated[bool, typer.Option("--report", help="the report of this id alone, not the whole thing")]


def judge_same(
    ids: Ids,
    by: By = None,
    reason: Reason = None,
    format: Format = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """The first and each of the others are one."""
    with open_store(ledger, create=False) as store:
        desk = Desk(store, merging(settings))
        act = act_of(by, reason)
        decide(store, desk, same([desk.things.find(identity) for identity in ids], act), format)


def judge_apart(
    ids: Ids,
    by: By = None,
    reason: Reason = None,
    format: Format = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """The first is none of the others. Within one thing this splits it."""
    with open_store(ledger, create=False) as store:
        desk = Desk(store, merging(settings))
        act = act_of(by, reason)
        decide(store, desk, apart([desk.things.find(identity) for identity in ids], act), format)


def accept_question(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="the id that `review list` gives")],
    by: By = None,
    reason: Reason = None,
    format: Format = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """The two of a question are one. (`review apart` says that they are not.)"""
    with open_store(ledger, create=False) as store:
        desk = Desk(store, merging(settings))
        decide(store, desk, [accept(desk.ledger.judgements, question, act_of(by, reason))], format)


def correct_field(
    identity: Id,
    field: Annotated[str, typer.Argument(metavar="FIELD", help=_FIELDS)],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="what it is; `none` where it is not said")],
    quote: Annotated[str | None, typer.Option("--quote", help="words of the document that say so")] = None,
    span: Annotated[
        str | None, typer.Option("--span", metavar="START:END", help="where such words stand in its text")
    ] = None,
    report: Only = False,
    by: By = None,
    reason: Reason = None,
    format: Format = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Put a field right. Your word comes before every document's."""
    wording = Wording(quote=quote, span=span_of(span))
    if quote is not None and span is not None:
        raise typer.BadParameter("either the words or their place", param_hint="--quote, --span")
    with open_store(ledger, create=False) as store:
        desk = Desk(store, merging(settings))
        found = correct(
            desk.things,
            desk.things.find(identity),
            field,
            value,
            act_of(by, reason),
            find_party=party_of,
            wording=wording,
            only=report,
        )
        decide(store, desk, found, format)


def reject_record(
    identity: Id,
    report: Only = False,
    every: Annotated[bool, typer.Option("--all", help="every report of the thing")] = False,
    by: By = None,
    reason: Reason = None,
    format: Format = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """A document does not say what this record or person stands for."""
    with open_store(ledger, create=False) as store:
        desk = Desk(store, merging(settings))
        found = reject(desk.things.find(identity), act_of(by, reason), only=report, every=every)
        decide(store, desk, found, format)


def undo_decision(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="the id that `review log` gives")],
    only: Annotated[
        bool, typer.Option("--only", help="this one, not all that the same command decided")
    ] = False,
    by: By = None,
    reason: Reason = None,
    format: Format = "table",
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Take back a decision, with all that was decided by the same command."""
    check_format(format)
    act = act_of(by, reason)
    with open_store(ledger, create=False) as store:
        every: list[Decision] = [
            *store.judgements(),
            *store.corrections(),
            *store.rejections(),
            *store.additions(),
            *store.confirmations(),
        ]
        retracted = undo(every, decision, act.at, only=only)
        undoing = Undoing(author=act.author, made_at=act.at, reason=act.reason)
        store.decide(*retracted, undoing=undoing)
    _tell(None, retracted, format)


def move_decision(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="one that no longer applies")],
    by: By = None,
    format: Format = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Move a decision that no longer applies to the records that a newer reading has in its place."""
    with open_store(ledger, create=False) as store:
        desk = Desk(store, merging(settings))
        found = next(
            (one for one in gone(desk.ledger, store.subjects()) if one.decision.id == decision), None
        )
        if found is None:
            raise typer.BadParameter(f"{decision} is none that no longer applies", param_hint="DECISION")
        unclear = [identity for identity, now in found.now if len(now) != 1]
        if unclear:
            raise typer.BadParameter(
                f"nothing, or more than one, stands where {', '.join(unclear)} did; decide anew",
                param_hint="DECISION",
            )
        both = move(found.decision, {identity: now[0] for identity, now in found.now}, act_of(by, None))
        decide(store, desk, both, format)


def decide(store: Store, desk: Desk, made: Iterable[Decision], format: str) -> None:
    """Keep decisions, with where the records stand that they are about, and tell of them."""
    check_format(format)
    made = tuple(made)
    store.decide(*made, subjects=subjects(desk.things, made))
    _tell(desk, made, format)


def _tell(desk: Desk | None, made: tuple[Decision, ...], format: str) -> None:
    """What was decided, and which words of people it outweighs."""
    if format == "json":
        book = desk.ledger if desk is not None else None
        typer.echo(dumps([decision_json(book, one) for one in made]), nl=False)
    else:
        for one in made:
            done = "undone" if one.retracted_at is not None else "decided"
            typer.echo(f"{done}: {one.id} {review_text.decision_text(one)}")
    if desk is None:
        return
    said = [d for d in decisions(desk.ledger) if isinstance(d, Judgement)]
    new = [d for d in made if isinstance(d, Judgement)]
    before = {refused.judgement.id for refused in Linker(said).refused}
    for refused in Linker([*said, *new]).refused:
        if refused.judgement.id not in before:
            typer.echo(f"no longer followed: {review_text.decision_text(refused.judgement)}", err=True)


def span_of(text: str | None) -> Span | None:
    if text is None:
        return None
    start, colon, end = text.partition(":")
    if not colon or not start.isdecimal() or not end.isdecimal():
        raise typer.BadParameter(f"{text!r} is not START:END", param_hint="--span")
    try:
        return Span(start=int(start), end=int(end))
    except InvalidRecord as error:
        raise typer.BadParameter(str(error), param_hint="--span") from error
