"""Search over documents, quotes, records and names, in every language and script."""

from dragoman.store.search.answers import KINDS, Finder, Found, Hit, Hits, Snippet
from dragoman.store.search.find import Read
from dragoman.store.search.finder import SqlFinder
from dragoman.store.search.keep import bring_up, forget, is_current, learn
from dragoman.store.search.names import forget_names, keep_names

__all__ = [
    "KINDS",
    "Finder",
    "Found",
    "Hit",
    "Hits",
    "Read",
    "Snippet",
    "SqlFinder",
    "bring_up",
    "forget",
    "forget_names",
    "is_current",
    "keep_names",
    "learn",
]
