"""What every store promises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from dragoman.merge import MergeSettings
from dragoman.merge.stamp import Seen
from dragoman.model.account import (
    Account,
    Act,
    Actor,
    Entry,
    EntryFilter,
    LoginLimits,
    Role,
    Session,
    Token,
)
from dragoman.model.addition import Addition
from dragoman.model.confirmation import Confirmation
from dragoman.model.correction import Correction, Rejection, Subject
from dragoman.model.decision import Decision
from dragoman.model.job import Announced, FileState, Job, JobFile, JobLimits
from dragoman.model.judgement import Judgement
from dragoman.model.ledger import Ledger
from dragoman.model.outlet import Outlet
from dragoman.model.record import Party, Reading
from dragoman.model.ruling import Ruling
from dragoman.model.text import Copy, Document
from dragoman.model.undoing import Undoing
from dragoman.model.watched import Remembered
from dragoman.read import Failure
from dragoman.store.catalog.answers import Catalog
from dragoman.store.search.answers import Finder


@dataclass(frozen=True, slots=True)
class Focus:
    """What a part of a ledger is asked about: what any of these parties has a part in (of engagements with
    others only what shows who took part), and these things, by their ids, with the engagements in
    which they have a part and what else has a part in those, unless they are wanted ``alone``.

    With neither, everything that its documents tell.
    """

    parties: tuple[Party, ...] = ()
    things: tuple[str, ...] = ()
    alone: bool = False


EVERYTHING = Focus()


class Accounts(Protocol):
    """Who may use a ledger on the web, and the log of what was done. No answer depends on it.

    Accounts are named in any case and form of letters. Of passwords it keeps what argon2 makes of them, and
    of what opens a session or a token (``secret``) the SHA-256 as hexadecimal digits. Changes write their own
    line in the log, in the same transaction. Moments are in UTC. Raises AccountError where a name is not
    known, or a change is against the rules.
    """

    def is_empty(self) -> bool:
        """Whether there is no account yet."""
        ...

    def all(self) -> tuple[Account, ...]:
        """Every account, by name."""
        ...

    def get(self, name: str) -> Account | None:
        """The account of this name."""
        ...

    def password(self, name: str) -> str | None:
        """The hash of the password of this account; None where there is no such account."""
        ...

    def add(self, account: Account, password: str, *, by: Actor) -> None:
        """Make an account; an AccountError where its name is taken."""
        ...

    def set_password(
        self, name: str, password: str, *, by: Actor, at: dt.datetime, keep: str | None = None
    ) -> None:
        """Change the hash of a password, and end the sessions of its account but ``keep``.

        Without one to keep, who changes it is another: then its tokens are revoked too.
        """
        ...

    def rehash(self, name: str, old: str, new: str) -> None:
        """Replace one hash of the same password by another."""
        ...

    def set_role(self, name: str, role: Role, *, by: Actor, at: dt.datetime, keep: str | None = None) -> None:
        """Change a role, and end the sessions of its account but ``keep``. One administrator always stays."""
        ...

    def disable(self, name: str, *, by: Actor, at: dt.datetime) -> None:
        """Let nobody log in to an account: its sessions end, its tokens open nothing. One administrator
        always stays.
        """
        ...

    def enable(self, name: str, *, by: Actor, at: dt.datetime) -> None:
        """Take ``disable`` back; sessions stay ended."""
        ...

    def attempt(self, name: str, *, by: Actor, at: dt.datetime, limits: LoginLimits) -> int | dt.timedelta:
        """Begin to log in: the number of the attempt, or how long this must wait where there were too many.

        It counts as failed until ``login`` says otherwise, so that many at once are no way round the limits;
        one that must wait does not count. Names that are no account's are counted as the others are.
        """
        ...

    def forgive(self, attempt: int) -> None:
        """Forget an attempt: it was right, and no login."""
        ...

    def failed(self, name: str, *, by: Actor, at: dt.datetime, note: str = "") -> None:
        """Log that a login was refused; the name is kept only where it is an account's."""
        ...

    def login(
        self,
        name: str,
        secret: str,
        *,
        by: Actor,
        at: dt.datetime,
        ends_at: dt.datetime,
        agent: str = "",
        attempt: int,
    ) -> Session:
        """Open a session after an attempt that went well, which forgets those that failed before it."""
        ...

    def session(self, secret: str, *, at: dt.datetime, idle: dt.timedelta) -> tuple[Session, Account] | None:
        """What a secret opens: a session used within ``idle``, not at its end, of an account not disabled."""
        ...

    def sessions(self, name: str, *, at: dt.datetime, idle: dt.timedelta) -> tuple[Session, ...]:
        """The sessions of an account that are open, the last used first."""
        ...

    def renew(self, session: Session, secret: str, *, at: dt.datetime, ends_at: dt.datetime) -> Session:
        """Give a session another secret; the old one opens nothing any more."""
        ...

    def end_session(self, name: str, session_id: str, *, by: Actor, at: dt.datetime, act: Act) -> bool:
        """End a session of this account; whether there was one. ``act`` is a logout, or an end by another."""
        ...

    def end_sessions(self, name: str, *, by: Actor, at: dt.datetime, keep: str | None = None) -> int:
        """End all sessions of an account but ``keep``; how many there were."""
        ...

    def issue(self, token: Token, secret: str, *, by: Actor) -> None:
        """Keep a token for a program; an AccountError where its role is above that of its account."""
        ...

    def token(self, secret: str, *, at: dt.datetime) -> tuple[Token, Account] | None:
        """What a secret opens: a token that lives, of an account not disabled."""
        ...

    def tokens(self, name: str) -> tuple[Token, ...]:
        """The tokens of an account, the newest first, also those that live no more."""
        ...

    def revoke(self, name: str, token_id: str, *, by: Actor, at: dt.datetime) -> bool:
        """End a token of this account for good; whether there was one to end."""
        ...

    def note(self, *entries: Entry) -> None:
        """Append lines to the log. The database refuses to change or to delete one."""
        ...

    def log(
        self, wanted: EntryFilter | None = None, *, before: int | None = None, most: int = 100
    ) -> tuple[Entry, ...]:
        """Lines of the log, the newest first; ``before`` is the number of the last one that was had."""
        ...


class Jobs(Protocol):
    """Documents that were sent to be read: their bytes until they are, and how far each file is. No answer of
    the ledger depends on it.

    Those who send announce files and send them, in any order and again after a break; a reader claims a job
    for a while, says that it lives, and takes one file after the other. Raises JobError where a job is not
    known or cancelled, and TooMuchSent where more is sent than the limits allow.
    """

    def begin(self, who: str, announced: Sequence[Announced], *, at: dt.datetime, limits: JobLimits) -> str:
        """Make a job of files that are to be sent; its id. One that is too large has failed at once."""
        ...

    def receive(
        self,
        job_id: str,
        name: str,
        content: BinaryIO,
        *,
        suffix: str,
        size: int,
        checksum: str,
        limits: JobLimits,
    ) -> JobFile:
        """Take a file of ``size`` bytes with this SHA-256. One that came before is the file that is there."""
        ...

    def refuse(self, job_id: str, name: str, reason: str, *, limits: JobLimits) -> None:
        """Note that a file was sent and not taken: it has failed."""
        ...

    def give_up(self, job_id: str) -> None:
        """Wait no more for what was announced and has not come."""
        ...

    def cancel(self, job_id: str, *, at: dt.datetime) -> None:
        """Read no more of a job and drop its bytes; what was read stays. Nothing where it is finished."""
        ...

    def get(self, job_id: str) -> Job | None:
        """A job, and None where there is none of this id."""
        ...

    def all(self, *, limit: int = 50, offset: int = 0) -> tuple[Job, ...]:
        """Jobs, the newest first."""
        ...

    def count(self) -> int:
        """How many jobs there are."""
        ...

    def files(
        self,
        job_id: str,
        states: Collection[FileState] = (),
        *,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[JobFile, ...]:
        """The files of a job in their order; all, or those in these states."""
        ...

    def waits(self, *, at: dt.datetime) -> bool:
        """Whether there is something to read that no living reader has."""
        ...

    def claim(self, holder: str, *, at: dt.datetime, until: dt.datetime) -> str | None:
        """The oldest such job, for this reader alone until then; None where there is none.

        The file over which a reader ended waits again, and has failed when that happened too often.
        """
        ...

    def beat(self, job_id: str, holder: str, *, until: dt.datetime) -> bool:
        """Keep a job for longer; false where it is this reader's no more, or was cancelled."""
        ...

    def release(self, holder: str, *, tried: bool = False) -> None:
        """Give back what this reader has. The file that it was at waits again; that was no try, unless
        the reader ended over it (``tried``).
        """
        ...

    def take(self, job_id: str, holder: str) -> JobFile | None:
        """The next file to read, which is then being read; None where nothing waits, or as ``beat``."""
        ...

    def content(self, job_id: str, place: int) -> bytes:
        """The bytes of a file that is to be read."""
        ...

    def note(self, job_id: str, holder: str, file: JobFile) -> bool:
        """Keep how far a file is, and drop its bytes where it is finished; false, and nothing, as
        ``beat``.
        """
        ...


class Store(Protocol):
    """A ledger on disk. Every write is whole or not at all; repeating one changes nothing.

    Use as a context manager, which closes it. Raises StoreError on anything the database refuses.
    """

    def has(self, document: Document, producer: str) -> bool:
        """Whether this document was read by this producer; its origin is then noted, and has not failed.

        One text can be had in several forms (as Markdown and as plain text, with its date and without). One
        form of each text is kept, whichever comes first: false where this is the one to keep and another is
        there.
        """
        ...

    def wanted(self, document: Document, producer: str) -> Document | None:
        """What is to be read so that the ledger has this document as this producer reads it; None if nothing.

        It is the document itself, or the form of it that is kept, where an older producer read that.
        """
        ...

    def add(self, document: Document, reading: Reading) -> None:
        """Keep a document with its reading; an older producer's is replaced, as is that of another form.

        Raises StoreError where a quote of the reading is not in the document.
        """
        ...

    def add_failure(self, failure: Failure) -> None:
        """Note that a document could not be had or read; the latest reason for an origin stays."""
        ...

    def failures(self) -> tuple[Failure, ...]:
        """Every failure that no later success has answered, by origin."""
        ...

    def forget_failures(self, origins: Iterable[str]) -> None:
        """Strike failures off, by their origins: they were answered by another reading."""
        ...

    def origins(self, document_id: str) -> tuple[str, ...]:
        """Every path or address from which a document was read, in order."""
        ...

    def copies(self, document_id: str) -> tuple[Copy, ...]:
        """The copies in which a document was had, the first in rank first; none for one that is not there."""
        ...

    def outlets(self) -> tuple[Outlet, ...]:
        """The outlets that the user named, by key."""
        ...

    def name_outlet(self, outlet: Outlet) -> None:
        """Keep what the user says of an outlet, instead of what was kept under its key."""
        ...

    def forget_outlet(self, key: str) -> bool:
        """Drop what the user said of an outlet; whether there was any."""
        ...

    def get(self, address: str) -> Remembered | None:
        """What is remembered of a watched address."""
        ...

    def put(self, remembered: Remembered) -> None:
        """Remember this of a watched address, instead of what was."""
        ...

    def decide(
        self,
        *made: Decision,
        subjects: Iterable[Subject] = (),
        seen: Iterable[Seen] = (),
        undoing: Undoing | None = None,
    ) -> None:
        """Append people's decisions, or their retractions, all or none, with where their records stand.

        ``seen`` is what their author saw of records (``review.seen``): raises Outdated where one of these is
        other by now, for somebody decided on it or a newer reading has other values, and then writes nothing.
        Of two who decide at once on what both saw, one is therefore told of the other's decision.
        ``undoing`` says who takes back those of them that are taken back, and why: Outdated where one of
        these was taken back before.
        """
        ...

    def undoings(self) -> dict[str, Undoing]:
        """Who took decisions back, by the decision, as far as it was said."""
        ...

    def additions(self) -> tuple[Addition, ...]:
        """Everything that people found in documents and no machine did, in order of time."""
        ...

    def confirmations(self) -> tuple[Confirmation, ...]:
        """Every confirmation of a record as it was, in order of time."""
        ...

    def judge(self, *judgements: Judgement) -> None:
        """Append people's judgements, all or none, or their retractions, of which the first stays."""
        ...

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement of a person, in order of time."""
        ...

    def correct(self, *corrections: Correction) -> None:
        """Append people's corrections, all or none, or their retractions, of which the first stays.

        Raises StoreError where the words that bear one out are not in their document.
        """
        ...

    def corrections(self) -> tuple[Correction, ...]:
        """Every correction, in order of time."""
        ...

    def reject(self, *rejections: Rejection) -> None:
        """Append people's rejections, all or none, or their retractions, of which the first stays."""
        ...

    def rejections(self) -> tuple[Rejection, ...]:
        """Every rejection, in order of time."""
        ...

    def rule(self, *rulings: Ruling) -> None:
        """Append officers' rulings on commitments, all or none, or their retractions, of which the first
        stays.

        Raises StoreError where the words that one is about are not in their document.
        """
        ...

    def rulings(self) -> tuple[Ruling, ...]:
        """Every ruling, in order of time."""
        ...

    def note(self, *subjects: Subject) -> None:
        """Note where the records stand that a decision is about; it is never forgotten."""
        ...

    def subjects(self) -> dict[str, Subject]:
        """Where the records stood that decisions are about, by their ids."""
        ...

    def merge(self, settings: MergeSettings | None = None) -> int:
        """Bring what is kept of merging up to date; the number of documents that were looked at again.

        It is made anew where another version of Dragoman or other settings made it. Killed at any moment, it
        leaves what was there before, and is done again.
        """
        ...

    @property
    def finder(self) -> Finder:
        """Search over everything that is kept; what is not in the index yet is put there first."""
        ...

    def ledger(self, settings: MergeSettings | None = None) -> Ledger:
        """The ledger, derived from everything kept: a function of documents, decisions and settings alone."""
        ...

    def scoped(
        self,
        documents: Collection[str],
        settings: MergeSettings | None = None,
        focus: Focus = EVERYTHING,
    ) -> Ledger:
        """The ledger of some documents as they stand in the whole one, for answers on a large ledger.

        With them come the other documents that report the same engagements, instruments and bodies, of those
        that the ``focus`` is on, save those of which more than a dozen tell: each of the others is whole, as
        in ``ledger()``, and so is what all documents of are given (``catalog.bearing``, ``catalog.telling``).
        All ids are those of the whole ledger. People have their ids of the whole ledger too,
        but their names, offices and parties are those that these documents give; and what falls within a
        visit is told where the visit is among these. Commitments, positions and figures are put together
        among these documents, under the least id of those. ``beyond`` counts the documents left out,
        by their days. With a focus, judgements are those that wait for a person, and those on its things.
        Without ``settings``, those count with which the ledger was merged last.
        """
        ...

    def revision(self) -> str:
        """A short text that is another after every write on which an answer may depend."""
        ...

    @property
    def catalog(self) -> Catalog:
        """What is where: to be asked instead of deriving the whole ledger."""
        ...

    @property
    def accounts(self) -> Accounts:
        """Who may use this ledger on the web, and the log of what was done."""
        ...

    @property
    def jobs(self) -> Jobs:
        """Documents that were sent to be read."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
