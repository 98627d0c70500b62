"""`lagebild watch` and `lagebild feed`: news as it comes."""

import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from lagebild.cli.errors import Interrupted
from lagebild.cli.output import column, formats, put, write_table
from lagebild.cli.settings import language, open_store, say, shared, words
from lagebild.model import InputError, Rejected, Report

if TYPE_CHECKING:
    from lagebild.fetch import Feed, Poll, State
    from lagebild.lang import Language
    from lagebild.store import Store

ALLOW = click.option(
    "--allow-host", "hosts", multiple=True, metavar="HOST:PORT",
    help="Fetch from this host although it is not public: a test server of your own.",
)  # fmt: skip


@click.command(
    short_help="Watch feeds and add what is new.", epilog="Example: lagebild watch feeds.yaml   lagebild watch --once"
)
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--once", is_flag=True, help="Ask every feed that is due once, then end.")
@ALLOW
@shared("store", "lexicons", "model", "lang", "quiet")
def watch(file: Path | None, once: bool, hosts: tuple[str, ...]) -> None:
    """Watch feeds and add what is new, until Ctrl-C: those in FILE, without it those of the store.

    Feeds are asked as often as they have news, at most hourly unless FILE says otherwise. robots.txt, crawl delays and
    reservations of text and data mining (§ 44b UrhG) are respected.
    """
    from lagebild.fetch import Fetcher, Watcher
    from lagebild.intake.how import How
    from lagebild.intake.sandbox import Sandbox
    from lagebild.store import feeds, settle_feeds

    chosen = language()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with open_store(create=True) as store, Sandbox() as sandbox:
        wanted = read_feeds(file) if file else [state.feed for state in feeds(store)]
        if not wanted:
            raise InputError("There are no feeds to watch.", "Add one with: lagebild feed add URL")
        states = {state.feed.url: state for state in settle_feeds(store, wanted)}
        watcher = Watcher(How(chosen, sandbox=sandbox), Fetcher(hosts=frozenset(hosts)))
        try:
            _watch(store, watcher, states, chosen, once)
        except KeyboardInterrupt as error:
            raise Interrupted("What was stored stays. Run the same command again to go on.") from error


def _watch(store: "Store", watcher: Any, states: "dict[str, State]", chosen: "Language", once: bool) -> None:
    left = set(states)
    while not once or left:
        state = watcher.wait([states[url] for url in (left if once else states)], 0.0 if once else 60.0)
        if state is None:
            if once:
                return
            continue
        poll = watcher.poll(state)
        _keep(store, poll, chosen)
        states[state.feed.url] = poll.state
        left.discard(state.feed.url)


def _keep(store: "Store", poll: "Poll", chosen: "Language") -> None:
    """Store what came of asking a feed; only then is it noted as seen, so that nothing is lost in between."""
    from lagebild.cli.reports import failed_reading
    from lagebild.pipeline import Failure, made_by, read_all
    from lagebild.store import add_readings, has, needs_relink, quarantine, relink, set_feed

    reader = made_by(chosen)
    fresh = [item for item in poll.found if isinstance(item, Report) and not has(store, item, reader)]
    results = list(read_all(fresh, chosen))
    stored = list(add_readings(store, (result for result in results if not isinstance(result, Failure))))
    for item in poll.found:
        if isinstance(item, Rejected) and not item.skipped:
            quarantine(store, item)
    for result in results:
        if isinstance(result, Failure):
            quarantine(store, failed_reading(result), report=result.report.id)
    set_feed(store, poll.state)
    _expire(store, poll.state)
    if stored and needs_relink(store):
        relink(store, chosen)
    state = poll.state
    said = f"{state.feed.name or state.feed.url}: {words().count('new_reports', len(stored))}"
    say(f"{said}. {state.note}" if state.note else f"{said}.")


def _expire(store: "Store", state: "State") -> None:
    """Remove the reports of a feed's site that have been kept for as long as was said."""
    from datetime import UTC, datetime, timedelta
    from urllib.parse import urlsplit

    from lagebild.store import matching, remove

    if state.feed.keep:
        address = urlsplit(state.feed.url)
        before = datetime.now(UTC) - timedelta(days=state.feed.keep)
        old = matching(store, f"{address.scheme}://{address.netloc}/", before.strftime("%Y-%m-%dT%H:%M:%SZ"))
        if old:
            remove(store, *old, thorough=False)


@click.group(short_help="List, add and remove feeds.", epilog="Example: lagebild feed add https://blatt.example/rss")
@shared()
def feed() -> None:
    """The feeds that `lagebild watch` asks."""


@feed.command(epilog="Example: lagebild feed add https://blatt.example/rss --name Tagesblatt --every 1h")
@click.argument("url")
@click.option("--name", help="The outlet, for reports that name none.")
@click.option(
    "--basis", type=click.Choice(["44b", "60d", "licence", "own"]), default="44b", help="Legal ground (UrhG)."
)
@click.option("--every", default="0", metavar="TIME", help="Shortest interval that was agreed on: 10m, 2h.")
@click.option("--full/--summary", default=True, help="Fetch the linked pages, or keep the summaries only.")
@click.option("--keep", type=click.IntRange(min=0), default=0, metavar="DAYS", help="Days to keep its reports.")
@shared("store", "quiet")
def add(url: str, name: str | None, basis: str, every: str, full: bool, keep: int) -> None:
    """Watch a feed: RSS, Atom, JSON Feed or a news sitemap."""
    from lagebild.fetch import Basis, Feed
    from lagebild.fetch.http import parts_of
    from lagebild.fetch.schedule import seconds
    from lagebild.store import settle_feeds

    parts_of(url)
    wanted = Feed(url=url, name=name, basis=Basis(basis), every=seconds(every), full=full, keep=keep)
    with open_store(create=True) as store:
        settle_feeds(store, [wanted])
    say(words().say("feed_added", url=url))


@feed.command(name="remove", epilog="Example: lagebild feed remove https://blatt.example/rss")
@click.argument("url")
@shared("store", "quiet")
def remove_feed(url: str) -> None:
    """Watch a feed no longer; its reports stay."""
    from lagebild.store import drop_feed

    with open_store() as store:
        drop_feed(store, url)


class Listed(Struct, frozen=True, kw_only=True):
    """A feed as it is listed; times are UTC, interval in seconds."""

    url: str
    name: str | None
    basis: str
    last: str | None
    next: str | None
    interval: int
    new: int
    total: int
    errors: int
    reserved: int
    note: str


@feed.command(name="list", epilog="Example: lagebild feed list --jsonl")
@formats("json", "jsonl", "csv")
@shared("store", "lang")
def list_feeds(form: str | None) -> None:
    """List the feeds: when each was asked last and will be next, what was new, what failed."""
    from lagebild.store import feeds

    with open_store() as store:
        found = [_listed(state) for state in feeds(store)]
    if form:
        put(found, form, Listed.__struct_fields__, lambda item: [getattr(item, n) for n in Listed.__struct_fields__])
        return

    def row(item: Listed) -> tuple[str, ...]:
        counts = (str(item.new), str(item.total), str(item.errors))
        return (item.name or item.url, item.basis, item.last or "–", item.next or "–", *counts, item.note)

    write_table(column("feed", "basis", "last", "next", "new", "total", "errors", "note"), found, row, None, keep=0)


def _listed(state: "State") -> Listed:
    from datetime import UTC, datetime

    def shown(moment: float | None) -> str | None:
        return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None

    return Listed(
        url=state.feed.url, name=state.feed.name, basis=state.feed.basis, last=shown(state.last),
        next=None if state.gone else shown(state.next), interval=round(state.interval), new=state.new,
        total=state.total, errors=state.errors, reserved=state.reserved, note=state.note,
    )  # fmt: skip


def read_feeds(file: Path) -> "list[Feed]":
    """The feeds in a YAML file. Raises InputError that names the entry."""
    import msgspec
    import yaml

    from lagebild.fetch import Feed
    from lagebild.fetch.http import parts_of
    from lagebild.fetch.schedule import seconds

    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        raise InputError(f"{file} is no YAML: {' '.join(str(error).split())[:120]}.", "Correct it.") from error
    entries = data.get("feeds") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not entries:
        raise InputError(f"{file} names no feeds.", "Begin with a line feeds: and a line - url: https://… for each.")
    found = []
    for number, entry in enumerate(entries, 1):
        try:
            plain = {"url": entry} if isinstance(entry, str) else dict(entry)
            plain["every"] = seconds(plain.get("every", 0))
            found.append(msgspec.convert(plain, Feed))
            parts_of(found[-1].url)
        except (msgspec.ValidationError, TypeError, ValueError) as error:
            raise InputError(f"{file}, feed {number}: {error}.", "See: lagebild feed add --help") from error
    return found
