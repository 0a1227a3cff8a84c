"""What can go wrong, by what the caller can do about it."""


class DragomanError(Exception):
    """Base of every error this library raises on purpose."""


class InvalidRecord(DragomanError, ValueError):
    """A value breaks an invariant of the model (an empty quote, an impossible date)."""


class UnreadableDocument(DragomanError):
    """A file or record cannot be turned into a document; the message names it and says why."""


class UnreadableTrade(DragomanError):
    """A trade file cannot be read as such; the message names it and says why."""


class InvalidPack(DragomanError):
    """A language pack is wrong; the message names the file and the line."""


class UnknownParty(DragomanError):
    """A name is no state or organisation that we know."""


class UnknownDocument(DragomanError):
    """No document of the ledger is known by these words, or several are; the message names them."""


class UnknownFormat(DragomanError):
    """An answer cannot be had in this format; the message names those that there are."""


class UnwritableFile(DragomanError):
    """An answer cannot be written into a file; the message names the file and says why."""


class InvalidFeeds(DragomanError):
    """A file of feeds to watch is wrong; the message names the file, the line and the key."""


class InvalidSettings(DragomanError):
    """A file of settings is wrong; the message names the file and the key."""


class ReviewError(DragomanError):
    """A decision cannot be made as it was asked for; the message says why, and what can be."""


class Outdated(DragomanError):
    """What a decision is about is other than its author saw it; the message says who decided what, and when.

    ``records`` are the ids of what changed, and ``since`` those of the decisions made or undone since; none
    where a newer reading changed it.
    """

    def __init__(self, message: str, *, records: tuple[str, ...] = (), since: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.records = records
        self.since = since


class AccountError(DragomanError):
    """An account cannot be made or changed as it was asked for; the message says why, ``code`` in a word."""

    def __init__(self, message: str, *, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class JobError(DragomanError):
    """Documents cannot be taken to be read as they were sent; the message says why."""


class UnknownJob(JobError):
    """There is no such job."""


class TooMuchSent(JobError):
    """More was sent than is taken; the message names the limit."""


class QueryError(DragomanError):
    """A search cannot be made as it was asked for; the message says why."""


class StoreError(DragomanError):
    """The ledger cannot be opened, is of a newer version, or is not a ledger."""


class ChartError(DragomanError):
    """Charts cannot be written; the message names the folder and says why."""


class MissingExtra(DragomanError):
    """An optional dependency is not installed; the message says which extra brings it."""
