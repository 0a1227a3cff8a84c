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


class StoreError(DragomanError):
    """The ledger cannot be opened, is of a newer version, or is not a ledger."""


class ChartError(DragomanError):
    """Charts cannot be written; the message names the folder and says why."""


class MissingExtra(DragomanError):
    """An optional dependency is not installed; the message says which extra brings it."""
