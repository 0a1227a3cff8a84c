"""The web: what may be fetched, how it is asked for, and what is watched."""

from __future__ import annotations

from dragoman.model.watched import Remembered
from dragoman.read.web.answer import Limits, Page, Unfetched
from dragoman.read.web.feeds import (
    Feed,
    FeedKind,
    Feeds,
    Manners,
    load_feeds,
    parse_feeds,
)
from dragoman.read.web.fetch import Fetcher, utc_now
from dragoman.read.web.guard import Guard
from dragoman.read.web.memory import Memory, ShortMemory
from dragoman.read.web.pages import read_address
from dragoman.read.web.watch import News, next_due, watch_once

__all__ = [
    "Feed",
    "FeedKind",
    "Feeds",
    "Fetcher",
    "Guard",
    "Limits",
    "Manners",
    "Memory",
    "News",
    "Page",
    "Remembered",
    "ShortMemory",
    "Unfetched",
    "load_feeds",
    "next_due",
    "parse_feeds",
    "read_address",
    "utc_now",
    "watch_once",
]
