"""Feeds and pages from the web: safely, politely, and only where their publishers allow it."""

from lagebild.fetch.feeds import Entry, parse_feed
from lagebild.fetch.http import Answer, Bounds, Fetcher, FetchError
from lagebild.fetch.schedule import Basis, Feed, State
from lagebild.fetch.watch import Clock, Poll, Watcher

__all__ = [
    "Answer", "Basis", "Bounds", "Clock", "Entry", "Feed", "FetchError", "Fetcher", "Poll", "State", "Watcher",
    "parse_feed",
]  # fmt: skip
