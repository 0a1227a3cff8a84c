"""What the commands of ``dragoman review`` are given: options, the ledger, ids, and who decides."""

from __future__ import annotations

import datetime as dt
import getpass
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.settings import merging
from dragoman.desk.parties import find_party
from dragoman.lexicon.load import given_names, packs
from dragoman.merge import MergeSettings
from dragoman.merge.explain import Explainer
from dragoman.model.judgement import Linker
from dragoman.model.ledger import Ledger
from dragoman.model.record import Party
from dragoman.review import Act, Things
from dragoman.store import Store, open_store

ID_HELP = "an id of a record or of a thing in the ledger, or its first eight characters or more"
Id = Annotated[str, typer.Argument(metavar="ID", help=ID_HELP)]
By = Annotated[str | None, typer.Option("--by", help="who decides; your login name if left out")]
Reason = Annotated[str | None, typer.Option("--reason", help="why, for the log")]
Format = Annotated[str, typer.Option("--format", help="table or json")]


class Desk:
    """A ledger with what is asked of it."""

    def __init__(self, store: Store, settings: MergeSettings | None) -> None:
        self.ledger: Ledger = store.ledger(settings)
        self.things = Things(self.ledger)
        self.explainer = Explainer(self.ledger, settings or MergeSettings(), given_names())
        self.linker: Linker = self.explainer.sure


def open_desk(ledger: str, settings: Path | None) -> Desk:
    """The ledger at an address, as a settings file has it."""
    with open_store(ledger, create=False) as store:
        return Desk(store, merging(settings))


def now() -> dt.datetime:
    """This moment."""
    return dt.datetime.now(tz=dt.UTC)


def act_of(by: str | None, reason: str | None) -> Act:
    """Who decides, now and why; what was left out is the login name, and no reason. Blanks are misuse."""
    if by is not None and not by.strip():
        raise typer.BadParameter("who decides? The name is empty", param_hint="--by")
    if reason is not None and not reason.strip():
        raise typer.BadParameter(
            "the reason is empty; leave it out where there is none", param_hint="--reason"
        )
    try:
        author = by if by is not None else getpass.getuser()
    except (OSError, KeyError) as error:
        raise typer.BadParameter("who decides? Write --by NAME", param_hint="--by") from error
    return Act(author=author, at=now(), reason=reason or "")


def party_of(words: str) -> Party:
    """The party that words name in any language; raises UnknownParty."""
    return find_party(words, packs().values())
