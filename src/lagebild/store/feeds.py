"""The feeds that are watched, with all that is known of each."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import delete, insert, select

from lagebild.fetch.schedule import Feed, State
from lagebild.model import StoreError
from lagebild.store.handle import Store, reading_from, writing_to
from lagebild.store.projection import encoded
from lagebild.store.schema import feeds as table


def feeds(store: Store) -> list[State]:
    """All feeds, by address."""
    with reading_from(store) as connection:
        rows = connection.execute(select(table.c.body).order_by(table.c.url)).scalars()
        return [msgspec.json.decode(body, type=State) for body in rows]


def set_feed(store: Store, state: State) -> None:
    """Keep what is known of a feed now."""
    with writing_to(store) as connection:
        connection.execute(delete(table).where(table.c.url == state.feed.url))
        connection.execute(insert(table).values(url=state.feed.url, body=encoded(state)))


def settle_feeds(store: Store, wanted: Iterable[Feed]) -> list[State]:
    """The states of the feeds that are wanted: their settings are taken over, what is known of them stays."""
    known = {state.feed.url: state for state in feeds(store)}
    states = []
    for feed in wanted:
        state = msgspec.structs.replace(known[feed.url], feed=feed) if feed.url in known else State(feed=feed)
        if known.get(feed.url) != state:
            set_feed(store, state)
        states.append(state)
    return states


def drop_feed(store: Store, url: str) -> None:
    """Watch a feed no longer; its reports stay. Raises StoreError for an unknown one."""
    with writing_to(store) as connection:
        if not connection.execute(delete(table).where(table.c.url == url)).rowcount:
            raise StoreError(f"There is no feed {url} in {store.where}.", "List them with: lagebild feed list")
