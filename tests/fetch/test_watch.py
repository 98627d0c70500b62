"""Watching feeds on a real server, in simulated time."""

import json
import random
from collections.abc import Iterator
from email.utils import formatdate
from itertools import pairwise

import pytest

from lagebild.fetch import Basis, Feed, Fetcher, State, Watcher
from lagebild.fetch.robots import Robots, parse_robots, reserved_by_page, reserved_by_site
from lagebild.fetch.schedule import DAY, HOUR, remembered, retry_after, seconds
from lagebild.fetch.watch import PACE
from lagebild.intake.how import How
from lagebild.lang import Language
from lagebild.model import InputError, Rejected, Report
from tests.fetch.site import Site, running
from tests.intake.archives import TEXT, page


class SimulatedClock:
    """Time that passes only by sleeping; slept: how long each time."""

    def __init__(self) -> None:
        self.time = 1_700_000_000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock()


@pytest.fixture
def watcher(german: Language, fetcher: Fetcher, clock: SimulatedClock) -> Watcher:
    return Watcher(How(german), fetcher, clock, random.Random(7))


def rss(site: Site, *numbers: int, changed: str = "") -> bytes:
    items = "".join(
        f"<item><title>Hafen {n}</title><link>{site.url(f'/{n}.html')}</link><description>&lt;p&gt;{TEXT}&lt;/p&gt;"
        f"</description><pubDate>Mon, 08 May 2023 10:15:00 +0200</pubDate><updated>{changed}</updated></item>"
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Blatt</title>{items}</channel></rss>'.encode()


def serve(site: Site, *numbers: int, **headers: str) -> State:
    site.answers["/rss"] = (200, headers, rss(site, *numbers))
    for n in numbers:
        site.answers[f"/{n}.html"] = (200, {"Content-Type": "text/html; charset=utf-8"}, page(n))
    return State(feed=Feed(url=site.url("/rss"), name="Blatt"))


def titles(found: tuple[Report | Rejected, ...]) -> list[str | None]:
    return [item.title for item in found if isinstance(item, Report)]


def test_new_entries_become_reports_once(site: Site, watcher: Watcher) -> None:
    first = watcher.poll(serve(site, 1, 2))
    assert titles(first.found) == ["Hafen 1", "Hafen 2"]
    (report, _) = first.found
    assert isinstance(report, Report)
    assert (report.published, report.outlet) == ("2023-05-08T10:15:00+02:00", "Blatt")
    assert report.capture is not None
    assert report.capture.fetched == "2023-11-14T22:13:26Z"
    serve(site, 1, 2, 3)
    assert titles(watcher.poll(first.state).found) == ["Hafen 3"]


def test_a_changed_entry_is_fetched_again(site: Site, watcher: Watcher) -> None:
    first = watcher.poll(serve(site, 1))
    site.answers["/rss"] = (200, {}, rss(site, 1, changed="2023-05-09"))
    assert titles(watcher.poll(first.state).found) == ["Hafen 1"]


def test_conditional_requests_give_the_servers_strings_back(site: Site, watcher: Watcher) -> None:
    state = watcher.poll(serve(site, 1, ETag='W/"a,b"', **{"Last-Modified": "irgendwann"})).state
    site.answers["/rss"] = (304, {}, b"")
    after = watcher.poll(state)
    asked = [headers for path, headers in site.asked if path == "/rss"]
    assert (asked[1]["if-none-match"], asked[1]["if-modified-since"]) == ('W/"a,b"', "irgendwann")
    assert (after.found, after.state.new, after.state.errors) == ((), 0, 0)


def test_the_interval_follows_the_news(site: Site, watcher: Watcher, clock: SimulatedClock) -> None:
    state = watcher.poll(serve(site, 1, 2, ETag="x")).state
    assert HOUR <= state.next - clock.now() <= HOUR * 1.1
    site.answers["/rss"] = (304, {}, b"")
    for _ in range(12):
        state = watcher.poll(state).state
    assert DAY <= state.next - clock.now() <= DAY * 1.1
    without = watcher.poll(serve(site, 5)).state
    assert without.next - clock.now() >= DAY


def test_a_server_in_trouble_is_left_alone_longer_and_longer(
    site: Site, watcher: Watcher, clock: SimulatedClock
) -> None:
    state = serve(site, 1)
    state = State(feed=Feed(url=state.feed.url, every=60))
    site.answers["/rss"] = (500, {}, b"")
    pauses = []
    for _ in range(6):
        state = watcher.poll(state).state
        pauses.append(state.next - clock.now())
    assert all(later > earlier * 1.5 for earlier, later in pairwise(pauses))
    assert state.errors == 6
    site.answers["/rss"] = (429, {"Retry-After": "40000"}, b"")
    assert watcher.poll(State(feed=state.feed)).state.next - clock.now() >= 40_000
    site.answers["/rss"] = (410, {}, b"")
    assert watcher.poll(state).state.gone


def test_robots_are_obeyed_and_their_delay_is_kept(site: Site, watcher: Watcher, clock: SimulatedClock) -> None:
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /2.html\nCrawl-delay: 7\n")
    found = watcher.poll(serve(site, 1, 2, 3)).found
    assert titles(found) == ["Hafen 1", "Hafen 3"]
    assert site.count("/2.html") == 0
    assert site.count("/robots.txt") == 1
    assert [pause for pause in clock.slept if pause > PACE] == pytest.approx(
        [7] * len([p for p in clock.slept if p > PACE])
    )
    site.answers["/robots.txt"] = (200, {}, b"User-agent: Lagebild\nDisallow: /")
    clock.time += 2 * DAY
    assert "robots.txt" in watcher.poll(serve(site, 9)).state.note


def test_where_robots_cannot_be_had_nothing_is_fetched(site: Site, watcher: Watcher) -> None:
    site.answers["/robots.txt"] = (503, {}, b"")
    assert watcher.poll(serve(site, 1)).found == ()
    assert site.count("/rss") == 0


@pytest.fixture
def other(german: Language, site: Site) -> Iterator[Site]:
    """A second site that the first one redirects to."""
    with running() as found:
        site.answers["/1.html"] = (301, {"Location": found.url("/neu.html")}, b"")
        found.answers["/neu.html"] = (200, {"Content-Type": "text/html; charset=utf-8"}, page(1))
        yield found


def redirected(site: Site) -> State:
    site.answers["/rss"] = (200, {}, rss(site, 1))
    return State(feed=Feed(url=site.url("/rss"), name="Blatt"))


@pytest.fixture
def both(german: Language, site: Site, other: Site, clock: SimulatedClock) -> Watcher:
    return Watcher(How(german), Fetcher(hosts=frozenset((site.host, other.host))), clock, random.Random(7))


def test_a_redirect_to_another_host_is_followed_at_its_pace(
    site: Site, other: Site, both: Watcher, clock: SimulatedClock
) -> None:
    other.answers["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 9\n")
    assert titles(both.poll(redirected(site)).found) == ["Hafen 1"]
    assert [path for path, _ in other.asked] == ["/robots.txt", "/.well-known/tdmrep.json", "/neu.html"]
    assert [pause for pause in clock.slept if pause > PACE] == pytest.approx([9, 9])


def test_the_robots_of_the_host_that_a_redirect_leads_to_are_asked_first(
    site: Site, other: Site, both: Watcher
) -> None:
    other.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /neu\n")
    (rejected,) = both.poll(redirected(site)).found
    assert isinstance(rejected, Rejected)
    assert "robots.txt does not allow it" in rejected.reason
    assert other.count("/neu.html") == 0


def test_a_reservation_counts_on_the_host_of_the_page(site: Site, other: Site, both: Watcher) -> None:
    rules = json.dumps([{"location": "/", "tdm-reservation": 1}]).encode()
    other.answers["/.well-known/tdmrep.json"] = (200, {}, rules)
    poll = both.poll(redirected(site))
    assert (poll.found, poll.state.reserved) == ((), 1)
    assert other.count("/neu.html") == 0


def test_a_reservation_of_the_feeds_host_does_not_bind_pages_elsewhere(site: Site, other: Site, both: Watcher) -> None:
    rules = [{"location": "/rss", "tdm-reservation": 1}]
    site.answers["/.well-known/tdmrep.json"] = (200, {}, json.dumps(rules).encode())
    state = redirected(site)
    site.answers["/rss"] = (
        200,
        {},
        rss(site, 1).replace(site.url("/1.html").encode(), other.url("/neu.html").encode()),
    )
    assert titles(both.poll(state).found) == ["Hafen 1"]
    summaries = State(feed=Feed(url=state.feed.url, full=False))
    poll = both.poll(summaries)
    assert (poll.found, poll.state.reserved) == ((), 1)


def test_a_page_that_redirects_for_ever_is_left(site: Site, watcher: Watcher) -> None:
    state = serve(site, 1, 2)
    site.answers["/1.html"] = (302, {"Location": "/1.html"}, b"")
    rejected, report = watcher.poll(state).found
    assert isinstance(rejected, Rejected)
    assert "redirects more than 5 times" in rejected.reason
    assert titles((report,)) == ["Hafen 2"]


RESERVED = (
    ({"tdm-reservation": "1"}, b""),
    ({}, b'<meta name="tdm-reservation" content="1">'),
    ({"X-Robots-Tag": "noai"}, b""),
)


@pytest.mark.parametrize(("headers", "mark"), RESERVED)
def test_reservations_of_mining_are_respected_and_recorded(
    site: Site, watcher: Watcher, headers: dict[str, str], mark: bytes
) -> None:
    state = serve(site, 1, 2)
    site.answers["/1.html"] = (200, headers, page(1).replace(b"<head>", b"<head>" + mark))
    poll = watcher.poll(state)
    assert titles(poll.found) == ["Hafen 2"]
    assert (poll.state.reserved, "§ 44b" in poll.state.note) == (1, True)
    licensed = State(feed=Feed(url=state.feed.url, basis=Basis.LICENCE))
    assert titles(watcher.poll(licensed).found) == ["Hafen 1", "Hafen 2"]


def test_a_reservation_of_the_whole_site_spares_it_the_requests(site: Site, watcher: Watcher) -> None:
    rules = [{"location": "/1*", "tdm-reservation": 1}, {"location": "/", "tdm-reservation": 0}]
    site.answers["/.well-known/tdmrep.json"] = (200, {}, json.dumps(rules).encode())
    assert titles(watcher.poll(serve(site, 1, 2)).found) == ["Hafen 2"]
    assert site.count("/1.html") == 0


def test_a_feed_of_summaries_fetches_no_pages(site: Site, watcher: Watcher) -> None:
    state = State(feed=Feed(url=serve(site, 1).feed.url, full=False, name="Blatt"))
    (report,) = watcher.poll(state).found
    assert isinstance(report, Report)
    assert (report.title, report.text, report.published) == ("Hafen 1", TEXT, "2023-05-08T10:15:00+02:00")
    assert site.count("/1.html") == 0


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Hafen</title>
<link rel="self" href="/x"/><link href="/1.html"/>
<published>2023-05-08T08:15:00Z</published><updated>2023-05-08T09:00:00Z</updated>
<author><name>Eva Beispiel</name></author>
<summary>Kurz.</summary></entry></feed>"""
MAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{0}/1.html</loc><lastmod>2023-05-08</lastmod>
<news:news><news:publication_date>2023-05-08T10:15+02:00</news:publication_date>
<news:title>Hafen</news:title></news:news></url></urlset>"""
FEEDS = (ATOM, '{{"version": "1.1", "items": [{{"id": "1", "url": "/1.html", "title": "Hafen"}}]}}', MAP)


@pytest.mark.parametrize("feed", FEEDS, ids=["atom", "json", "sitemap"])
def test_every_kind_of_feed_leads_to_its_pages(site: Site, watcher: Watcher, feed: str) -> None:
    state = serve(site, 1)
    site.answers["/rss"] = (200, {}, feed.format(site.url("")).encode())
    assert titles(watcher.poll(state).found) == ["Hafen 1"]


@pytest.mark.parametrize(
    "data", [b"", b"<html></html>", b"{}", b"<rss", b'<!DOCTYPE x [<!ENTITY a "b">]><rss>&a;</rss>']
)
def test_what_is_no_feed_is_an_error_of_the_feed(site: Site, watcher: Watcher, data: bytes) -> None:
    state = serve(site, 1)
    site.answers["/rss"] = (200, {}, data)
    poll = watcher.poll(state)
    assert (poll.found, poll.state.errors) == ((), 1)
    assert poll.state.note


def test_a_day_of_many_feeds_keeps_to_each_ones_rules(site: Site, watcher: Watcher, clock: SimulatedClock) -> None:
    begin, asked = clock.now(), 0
    states = {}
    for n in range(20):
        path = f"/feed{n}"
        site.answers[path] = (200, {"ETag": str(n)}, rss(site))
        states[path] = State(feed=Feed(url=site.url(path)))
    times: dict[str, list[float]] = {path: [] for path in states}
    while clock.now() < begin + DAY:
        due = watcher.wait(states.values())
        if due is not None:
            path = "/" + due.feed.url.rpartition("/")[2]
            times[path].append(clock.now())
            states[path] = watcher.poll(due).state
            asked += 1
    assert asked >= 20 * 4
    assert all(later - earlier >= HOUR for at in times.values() for earlier, later in pairwise(at))
    assert len(watcher._sites) == 1


def test_the_longest_rule_counts_and_stars_stand_for_anything() -> None:
    robots = parse_robots(
        "User-agent: other\nDisallow: /\n\nUser-agent: a\nUser-agent: *\nDisallow: /paid/\nAllow: /paid/free\n"
        "Disallow: /*.pdf$\n"
    )
    allowed = ["/", "/paid", "/paid/free/1", "/a.pdf?x"]
    assert [
        path for path in (*allowed, "/paid/1", "/x/a.pdf") if robots.allows(f"https://blatt.example{path}")
    ] == allowed
    assert parse_robots("Disallow: /\nnonsense").allows("https://blatt.example/")
    assert Robots().allows("https://blatt.example/")


def test_reservations_are_read_strictly() -> None:
    assert reserved_by_page({}, b'<meta name="robots" content="index, noai">') == "meta robots"
    assert reserved_by_page({"tdm-reservation": "0"}, b'<meta name="robots" content="noindex">') is None
    assert reserved_by_site(b"no json", "https://blatt.example/") is None


def test_waits_are_bounded_and_intervals_are_understood() -> None:
    now = 1_700_000_000.0
    assert retry_after("120", now) == 120
    assert retry_after(formatdate(now + 60, usegmt=True), now) == pytest.approx(60, abs=1)
    assert retry_after("bald", now) is None
    assert [seconds(value) for value in ("10m", "2h", 90)] == [600, 7200, 90]
    with pytest.raises(InputError):
        seconds("bald")
    assert len(remembered({str(i): "" for i in range(2500)}, {"neu": ""})) == 2000
