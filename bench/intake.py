"""How well pages are read, against trafilatura alone: body, day, minute, authors. `python -m bench.intake`

The pages are the project's own (bench/pages.py): invented texts in the mark-up styles of publishers, read while the
rules were written. `--warc` also measures records a second of a web archive made of them.
"""

import argparse
import random
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.pages import STORIES, Page, pages
from lagebild.fetch import Answer as Answer_
from lagebild.fetch import Feed, State, Watcher
from lagebild.intake import read_html, read_source
from lagebild.intake.how import How
from lagebild.lang import load
from lagebild.model import InputError, Report

Answer = tuple[str, str | None, tuple[str, ...]]
"""Body, time of publication in ISO 8601, authors."""


def words(text: str) -> Counter[str]:
    """The words of a text."""
    return Counter(re.findall(r"\w+", text.lower()))


def f1(found: str, gold: str) -> float:
    """F1 over words, each as often as it stands there."""
    one, other = words(found), words(gold)
    both = sum((one & other).values())
    return 2 * both / (sum(one.values()) + sum(other.values())) if both else 0.0


def same_minute(found: str | None, gold: str) -> bool:
    """Is it the same minute? A time without zone counts as local."""
    try:
        moment = datetime.fromisoformat(found or "")
    except ValueError:
        return False
    right = datetime.fromisoformat(gold)
    if len(found or "") <= 10:
        return False
    moment = moment if moment.tzinfo else moment.replace(tzinfo=right.tzinfo)
    return abs(moment - right) < timedelta(minutes=1)


def measure(read: Callable[[Page], Answer], found: Iterable[Page]) -> dict[str, float]:
    """The four measures over pages."""
    body: list[float] = []
    day, minute, authors = [], [], []
    for page in found:
        text, published, by = read(page)
        body.append(f1(text, page.body))
        day.append((published or "")[:10] == page.published[:10])
        if page.minute:
            minute.append(same_minute(published, page.published))
        authors.append({name.lower() for name in by} == {name.lower() for name in page.authors})
    return {
        "body F1": sum(body) / len(body), "day": sum(day) / len(day), "minute": sum(minute) / len(minute),
        "authors": sum(authors) / len(authors),
    }  # fmt: skip


def ours(language: Any) -> Callable[[Page], Answer]:
    """Lagebild's reader."""

    def read(page: Page) -> Answer:
        try:
            report: Report = read_html(page.html.encode(), language)
        except InputError:
            return "", None, ()
        return report.text, report.published, report.authors

    return read


def trafilatura_alone(page: Page) -> Answer:
    """trafilatura, fast, with its own metadata."""
    from trafilatura import bare_extraction

    found = bare_extraction(page.html, fast=True, include_comments=False, include_tables=False, with_metadata=True)
    if found is None:
        return "", None, ()
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    return found.text or "", found.date, authors


def archive(folder: Path, copies: int) -> Path:
    """A packed web archive of the pages, each `copies` times under its own address."""
    import gzip

    path = folder / "pages.warc.gz"
    with open(path, "wb") as out:
        for number in range(copies):
            for page in pages():
                html = page.html.replace("Musterstadt", f"Musterstadt {number}").encode()
                answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
                date = "WARC-Date: 2023-05-08T08:00:00Z"
                address = f"https://blatt.example/{page.style}/{number}-{len(html)}-{hash(page.title) % 1000}"
                head = (
                    f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n{date}\r\n"
                    f"WARC-Record-ID: <urn:uuid:{number}>\r\nContent-Type: application/http; msgtype=response\r\n"
                    f"Content-Length: {len(answer)}\r\n\r\n"
                )
                out.write(gzip.compress(head.encode() + answer + b"\r\n\r\n"))
    return path


def speed(copies: int) -> None:
    """Records a second: Lagebild, and fastwarc with trafilatura alone, each over the same archive."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType
    from trafilatura import bare_extraction

    language = load("de")
    with TemporaryDirectory() as folder:
        path = archive(Path(folder), copies)
        started, number = time.perf_counter(), 0
        with open(path, "rb") as stream:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
                bare_extraction(record.reader.read().decode(), fast=True, include_comments=False, include_tables=False)
                number += 1
        alone = number / (time.perf_counter() - started)
        started, number = time.perf_counter(), 0
        number = sum(isinstance(item, Report) for item in read_source(path, language))
        here = number / (time.perf_counter() - started)
    print(f"web archive, {number} pages: Lagebild {here:.0f} records/s, fastwarc + trafilatura {alone:.0f}")


class Servers:
    """Sites of feeds in simulated time, a feed each: every fourth brings news hourly, every tenth fails at times.

    asked: address -> when. Answers as a Fetcher does.
    """

    def __init__(self, clock: "Simulated") -> None:
        self._clock = clock
        self.asked: dict[str, list[float]] = {}

    def get(self, url: str, headers: Mapping[str, str] = {}) -> Answer_:
        number = int(re.findall(r"\d+", url)[0])
        name = url.rpartition("/")[2]
        if name in ("robots.txt", "tdmrep.json"):
            return Answer_(url=url, status=404, headers={})
        self.asked.setdefault(url, []).append(self._clock.now())
        self._clock.sleep(0.2)
        if number % 10 == 9 and len(self.asked[url]) % 3 == 0:
            return Answer_(url=url, status=503, headers={"retry-after": "7200"})
        newest = int(self._clock.now() // 3600) if number % 4 == 0 else 0
        tag = f'"{newest}"'
        if headers.get("If-None-Match") == tag:
            return Answer_(url=url, status=304, headers={})
        items = "".join(
            f"<item><title>Meldung {hour}</title><link>https://blatt{number}.example/{hour}</link><description>"
            f"{STORIES[0].paragraphs[0]} Stunde {hour}.</description></item>"
            for hour in range(newest, max(newest - 30, -1), -1)
        )
        body = f"<rss><channel>{items}</channel></rss>".encode()
        return Answer_(url=url, status=200, headers={"etag": tag}, body=body)

    once = get


class Simulated:
    """A clock that stands still but for sleeping."""

    def __init__(self) -> None:
        self._now = 1_700_000_000.0

    def now(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> None:
        self._now += seconds


def watch(number: int, hours: int) -> None:
    """Many feeds in simulated time: requests, the shortest pause of a feed, memory after a quarter and at the end."""
    clock = Simulated()
    servers: Any = Servers(clock)
    watcher = Watcher(How(load("de")), servers, clock, random.Random(5))
    addresses = [f"https://blatt{i}.example/rss" for i in range(number)]
    states = {url: State(feed=Feed(url=url, full=False)) for url in addresses}
    begin, reports, early = clock.now(), 0, 0
    while (passed := clock.now() - begin) < hours * 3600:
        if (due := watcher.wait(states.values())) is not None:
            poll = watcher.poll(due)
            states[due.feed.url] = poll.state
            reports += sum(isinstance(item, Report) for item in poll.found)
        if not early and passed > hours * 900:
            early = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    late = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pauses = [later - earlier for at in servers.asked.values() for earlier, later in pairwise(at)]
    requests = sum(map(len, servers.asked.values()))
    print(f"{number} feeds, {hours} h: {requests} requests, {reports} reports")
    print(f"shortest pause of a feed {min(pauses):.0f} s")
    print(f"memory {early / 1024:.0f} MB after a quarter, {late / 1024:.0f} MB at the end")


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", help="not needed; the pages are in the repository")
    parser.add_argument("--wrong", action="store_true", help="print what is wrong")
    parser.add_argument("--warc", type=int, metavar="COPIES", help="measure records a second as well")
    parser.add_argument(
        "--feeds", type=int, metavar="N", help="watch N feeds for --hours in simulated time, nothing else"
    )
    parser.add_argument("--hours", type=int, default=24)
    asked = parser.parse_args()
    if asked.feeds:
        watch(asked.feeds, asked.hours)
        return
    found = pages()
    read = ours(load("de"))
    print(f"{len(found)} pages in {len({page.style for page in found})} styles")
    for name, reader in (("Lagebild", read), ("trafilatura", trafilatura_alone)):
        print(f"{name:12}", "  ".join(f"{what} {value:.3f}" for what, value in measure(reader, found).items()))
    if asked.wrong:
        for page in found:
            tell_wrong(page, read(page))
    if asked.warc:
        speed(asked.warc)


def tell_wrong(page: Page, answer: Answer) -> None:
    """What is wrong on a page."""
    text, published, by = answer
    if (score := f1(text, page.body)) < 0.995:
        gold = set(page.body.split("\n\n"))
        got = [part for part in text.split("\n\n") if part]
        print(
            page.style,
            f"body {score:.3f}",
            "extra:",
            [p[:60] for p in got if p not in gold],
            "missing:",
            [p[:60] for p in gold - set(got)],
        )
    if (page.minute and not same_minute(published, page.published)) or (published or "")[:10] != page.published[:10]:
        print(page.style, "time", published, page.published)
    if {name.lower() for name in by} != {name.lower() for name in page.authors}:
        print(page.style, "authors", by, page.authors)


if __name__ == "__main__":
    main()
