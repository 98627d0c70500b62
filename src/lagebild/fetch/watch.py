"""Watching feeds: one request at a time, each host at its own pace, what is new as reports."""

import random
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final, Protocol
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from lagebild.fetch.feeds import Entry, parse_feed
from lagebild.fetch.http import Answer, Fetcher, FetchError, parts_of, target_of, too_many
from lagebild.fetch.robots import NOTHING, Robots, parse_robots, reserved_by_page, reserved_by_site
from lagebild.fetch.schedule import DAY, Basis, Feed, State, failed, remembered, retry_after, succeeded
from lagebild.intake.assemble import digest
from lagebild.intake.head import Head
from lagebild.intake.how import How
from lagebild.intake.html import address_id
from lagebild.intake.parts import moment, report_of
from lagebild.intake.streams import page_reports
from lagebild.model import InputError, LagebildError, Rejected, Report

PACE: Final = 2.0
"""Seconds between two requests to a host, at least."""
MOST_PAGES: Final = 100
"""Pages that are fetched at one time; the others of a feed come the next time."""
MOST_SITES: Final = 1000
REDIRECTS: Final = 5
RULES_KEPT: Final = DAY


class Clock(Protocol):
    """The time and waiting for it; tests bring one of their own."""

    def now(self) -> float:
        """Seconds since 1970."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class Reserved(FetchError):
    """A page whose publisher reserves text and data mining."""


class Site(Struct):
    """What is known of a host: its rules, its reservations, since when, and when it was last asked."""

    robots: Robots = Robots()
    tdmrep: bytes = b""
    known: float = 0.0
    asked: float = 0.0


class Poll(Struct, frozen=True, kw_only=True):
    """What came of asking a feed: its state after it, and its reports and failures."""

    state: State
    found: tuple[Report | Rejected, ...] = ()


class Watcher:
    """Asks feeds when they are due. Keeps nothing but the rules of the sites that it met last.

    chance: for jitter; seeded in tests.
    """

    def __init__(
        self, how: How, fetcher: Fetcher, clock: Clock | None = None, chance: random.Random | None = None
    ) -> None:
        self._how, self._fetcher = how, fetcher
        self._clock: Clock = clock or SystemClock()
        self._chance = chance or random.Random()
        self._sites: dict[str, Site] = {}

    def wait(self, states: Iterable[State], most: float = 60.0) -> State | None:
        """The feed that is due; None after waiting `most` seconds at the longest for one."""
        waiting = sorted((state for state in states if not state.gone), key=lambda state: state.next)
        left = waiting[0].next - self._clock.now() if waiting else most
        if left > 0:
            self._clock.sleep(min(left, most))
        return waiting[0] if waiting and waiting[0].next <= self._clock.now() else None

    def poll(self, state: State) -> Poll:
        """Ask a feed once and fetch what is new. Never raises for what servers do."""
        feed = state.feed
        try:
            answer = self._ask(feed.url, _conditions(state))
        except LagebildError as error:
            return Poll(state=failed(state, self._clock.now(), str(error), self._chance))
        now = self._clock.now()
        if answer.status == 304:
            return Poll(state=succeeded(state, now, 0, 1, self._chance))
        if answer.status == 410:
            gone = failed(state, now, "The feed is gone (410).", self._chance)
            return Poll(state=msgspec.structs.replace(gone, gone=True))
        if answer.status != 200:
            wait = retry_after(answer.headers.get("retry-after"), now)
            return Poll(state=failed(state, now, f"The server answers {answer.status}.", self._chance, wait))
        try:
            entries = parse_feed(answer.body, answer.url)
        except InputError as error:
            return Poll(state=failed(state, now, str(error), self._chance))
        return self._take(state, answer, entries)

    def _take(self, state: State, answer: Answer, entries: list[Entry]) -> Poll:
        fresh = [entry for entry in entries if state.seen.get(key_of(entry)) != mark_of(entry)]
        taken = fresh[:MOST_PAGES]
        found: list[Report | Rejected] = []
        reserved = 0
        mined = state.feed.basis is Basis.MINING and not state.feed.full and self._reserved(answer)
        for entry in taken:
            items = () if mined else self._read(entry, state.feed)
            reserved += not items
            found.extend(items)
        known = {key_of(entry): mark_of(entry) for entry in entries if entry not in fresh[MOST_PAGES:]}
        whole = len(taken) == len(fresh)
        after = msgspec.structs.replace(
            state, seen=remembered(state.seen, known), reserved=state.reserved + reserved,
            etag=answer.headers.get("etag") if whole else None,
            modified=answer.headers.get("last-modified") if whole else None,
        )  # fmt: skip
        reports = sum(isinstance(item, Report) for item in found)
        after = succeeded(after, self._clock.now(), reports, len(entries), self._chance)
        if reserved:
            after = msgspec.structs.replace(after, note=f"Mining of {reserved} pages is reserved (§ 44b UrhG).")
        return Poll(state=after, found=tuple(found))

    def _read(self, entry: Entry, feed: Feed) -> tuple[Report | Rejected, ...]:
        """The reports of an entry; none where its publisher reserves mining and that binds."""
        if not feed.full:
            return (self._summary(entry, feed),)
        try:
            answer = self._ask(entry.url, {}, feed.basis)
        except Reserved:
            return ()
        except LagebildError as error:
            return (Rejected(source=entry.url, reason=error.message, remedy=error.remedy),)
        if answer.status != 200:
            return (Rejected(source=entry.url, reason=f"The server answers {answer.status}.", remedy="Try it later."),)
        if feed.basis is Basis.MINING and reserved_by_page(answer.headers, answer.body):
            return ()
        charset = answer.headers.get("content-type", "").partition("charset=")[2].strip(" \"'") or None
        items = page_reports(
            answer.body, entry.url, None, self._how, address=answer.url, charset=charset, fetched=self._fetched()
        )
        published = moment(entry.published, self._how)
        return tuple(
            msgspec.structs.replace(item, published=item.published or published, outlet=item.outlet or feed.name)
            if isinstance(item, Report)
            else item
            for item in items
        )

    def _reserved(self, answer: Answer) -> bool:
        """Is the mining of the feed itself reserved? It is what is read where summaries are enough."""
        site = self._site(answer.url)
        return bool(reserved_by_page(answer.headers, b"") or reserved_by_site(site.tdmrep, answer.url))

    def _summary(self, entry: Entry, feed: Feed) -> Report | Rejected:
        head = Head(
            id=address_id(entry.url), title=entry.title, published=moment(entry.published, self._how), outlet=feed.name,
            url=entry.url, authors=entry.authors,
        )  # fmt: skip
        raw = entry.text.encode("utf-8", "replace")
        try:
            return report_of(entry.text, head, self._how, entry.url, raw, fetched=self._fetched())
        except InputError as error:
            return Rejected(source=entry.url, reason=error.message, remedy=error.remedy, sha256=digest(raw))

    def _fetched(self) -> str:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self._clock.now()))

    def _ask(self, url: str, headers: dict[str, str], basis: Basis | None = None) -> Answer:
        """A request at the hosts' pace, redirects followed. What robots.txt forbids, or on the basis of § 44b a site's
        reservation, is not asked for, wherever it was redirected from: Raises FetchError, or Reserved."""
        for _ in range(REDIRECTS + 1):
            site = self._site(url)
            if not site.robots.allows(url):
                raise FetchError(f"{url}: robots.txt does not allow it.", "Ask the publisher.")
            if basis is Basis.MINING and reserved_by_site(site.tdmrep, url):
                raise Reserved(f"{url}: its publisher reserves text and data mining.", "Ask the publisher.")
            answer = self._paced(site, partial(self._fetcher.once, url, headers))
            if (target := target_of(answer)) is None:
                return answer
            url = target
        raise too_many(url, REDIRECTS)

    def _paced(self, site: Site, request: Callable[[], Answer]) -> Answer:
        pause = site.asked + max(PACE, site.robots.delay) - self._clock.now()
        if pause > 0:
            self._clock.sleep(pause)
        try:
            return request()
        finally:
            site.asked = self._clock.now()

    def _site(self, url: str) -> Site:
        """The host's rules, asked for once a day. No robots.txt (4xx) allows all, a failing server (5xx) nothing."""
        scheme, host, port, _ = parts_of(url)
        name = f"{scheme}://{urlsplit(url).netloc or host}"
        site = self._sites.pop(f"{host}:{port}", None) or Site()
        self._sites[f"{host}:{port}"] = site  # the one met last stands last
        while len(self._sites) > MOST_SITES:
            del self._sites[next(iter(self._sites))]
        if not site.known or self._clock.now() - site.known > RULES_KEPT:
            answer = self._paced(site, lambda: self._fetcher.get(f"{name}/robots.txt"))
            if answer.status == 200:
                site.robots = parse_robots(answer.body.decode("utf-8", "replace"))
            else:
                site.robots = NOTHING if answer.status >= 500 or answer.status == 429 else Robots()
            reservation = self._paced(site, lambda: self._fetcher.get(f"{name}/.well-known/tdmrep.json"))
            site.tdmrep = reservation.body if reservation.status == 200 else b""
            site.known = self._clock.now() if answer.status < 500 else 0.0
        return site


def key_of(entry: Entry) -> str:
    """By what an entry is remembered: no address, so that nothing stays of a report that is erased."""
    return digest(entry.url.encode())[:16]


def mark_of(entry: Entry) -> str:
    """What differs when an entry's page has changed."""
    return digest(f"{entry.changed}|{entry.published}|{entry.title}|{digest(entry.text.encode())}".encode())[:16]


def _conditions(state: State) -> dict[str, str]:
    """The headers of a conditional request; the server's own strings, as they came."""
    headers = {"If-None-Match": state.etag or "", "If-Modified-Since": state.modified or ""}
    return {name: value for name, value in headers.items() if value and "\r" not in value and "\n" not in value}
