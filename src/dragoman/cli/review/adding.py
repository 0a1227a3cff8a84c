"""``dragoman review add``, ``confirm`` and ``split``: what the machine missed, got right, or put together."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption
from dragoman.cli.review.deciding import Ids, Only, decide, span_of
from dragoman.cli.review.given import By, Desk, Format, Id, Reason, act_of, party_of
from dragoman.cli.settings import SettingsOption, merging
from dragoman.desk.documents import find_document
from dragoman.errors import UnknownDocument
from dragoman.review import Given, GivenPerson, Wording, add, confirm, split
from dragoman.review.add import GIVEN
from dragoman.store import open_store

_GIVEN = "; ".join(f"{kind}: {', '.join(names)}" for kind, names in GIVEN.items())
_PERSON = "an id, or words of the document; then `; role=…`, `; party=…`, `; name=…`"


def add_record(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=", ".join(GIVEN))],
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="its id, file name or address")],
    values: Annotated[
        list[str] | None, typer.Argument(metavar="[FIELD=VALUE]...", help=f"what it is. {_GIVEN}")
    ] = None,
    quote: Annotated[list[str] | None, typer.Option("--quote", help="words that tell of it")] = None,
    span: Annotated[
        list[str] | None, typer.Option("--span", metavar="START:END", help="where such words stand")
    ] = None,
    person: Annotated[list[str] | None, typer.Option("--person", help=f"who takes part: {_PERSON}")] = None,
    by: By = None,
    reason: Reason = None,
    format: Format = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Add a record that the machine missed, with the words of the document that tell of it."""
    words = (
        *(Wording(quote=one) for one in quote or ()),
        *(Wording(span=span_of(one)) for one in span or ()),
    )
    given = Given(
        kind=kind,
        words=words,
        values=dict(_pair(one, "FIELD=VALUE") for one in values or ()),
        people=tuple(_person(one) for one in person or ()),
    )
    with open_store(ledger, create=False) as store:
        desk = Desk(store, merging(settings))
        try:
            found = find_document(desk.ledger, document)
        except UnknownDocument as error:
            raise typer.BadParameter(str(error), param_hint="DOCUMENT") from error
        made = add(desk.things, found.id, given, act_of(by, reason), find_party=party_of)
        decide(store, desk, [made], format)


def confirm_record(
    identity: Id,
    report: Only = False,
    by: By = None,
    reason: Reason = None,
    format: Format = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """A record is right as it was read. It holds for as long as the record says the same."""
    with open_store(ledger, create=False) as store:
        desk = Desk(store, merging(settings))
        found = confirm(desk.things, desk.things.find(identity), act_of(by, reason), only=report)
        decide(store, desk, found, format)


def split_thing(
    ids: Ids,
    by: By = None,
    reason: Reason = None,
    format: Format = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """These reports tell of another thing than the rest of the one that they are put with."""
    with open_store(ledger, create=False) as store:
        desk = Desk(store, merging(settings))
        taken = [desk.things.find(identity) for identity in ids]
        decide(store, desk, split(taken[0], [one.id for one in taken], act_of(by, reason)), format)


def _person(text: str) -> GivenPerson:
    first, *rest = (part.strip() for part in text.split(";"))
    told = dict(_pair(part, "role=, party= or name=") for part in rest)
    if strange := sorted(told.keys() - {"role", "party", "name"}):
        raise typer.BadParameter(f"{strange[0]!r} is none of role, party, name", param_hint="--person")
    known = first.startswith("per-")
    return GivenPerson(
        id=first if known else None,
        words=None if known else Wording(quote=first),
        name=told.get("name"),
        role=told.get("role"),
        party=told.get("party"),
    )


def _pair(text: str, shape: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise typer.BadParameter(f"{text!r} is not {shape}")
    return name.strip(), value.strip()
