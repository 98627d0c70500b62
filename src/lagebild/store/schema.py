"""The tables as SQLAlchemy sees them; `migrations` makes them. A test holds the two against each other."""

from collections.abc import Iterator

from sqlalchemy import Connection, column, select, table

meta = table("meta", column("name"), column("value"))

reports = table(
    "reports",
    *map(
        column,
        """key id version latest replaces title text language published instant outlet outlet_folded url authors
        dateline agencies correction notes digest added""".split(),
    ),
)
readings = table("readings", *map(column, "report_key reader made current body".split()))
captures = table("captures", *map(column, "report_key source fetched sha256".split()))
quotations = table(
    "quotations", *map(column, "report_key id ord type stance about anonymous said holders body".split())
)
holders = table("quotation_holders", *map(column, "report_key quotation name folded country".split()))
events = table(
    "events",
    *map(
        column,
        """report_key id ord type mode status first_day last_day place place_folded country actors recipients
        body""".split(),
    ),
)
parties = table("event_parties", *map(column, "report_key event role name folded country".split()))
actors = table(
    "actors", *map(column, "report_key id ord registry name folded kind country sector mentions body".split())
)
copies = table("copies", *map(column, "report kind original share spans".split()))
ledger = table(
    "ledger",
    *map(
        column,
        """id ord type mode status contested sources first_seen last_seen first_instant last_instant first_day last_day
        country body""".split(),
    ),
)
ledger_parties = table("ledger_parties", *map(column, "event role name folded country".split()))
ledger_mentions = table("ledger_mentions", *map(column, "event report mention first last".split()))
aliases = table("event_aliases", *map(column, "old new since".split()))
ledger_links = table("ledger_links", *map(column, "event ord body".split()))
registry = table("actor_registry", *map(column, "registry merged name reason".split()))
link_queue = table("link_queue", column("number"))
link_reports = table("link_reports", *map(column, "number ref page names body events".split()))
link_events = table("link_events", *map(column, "key place item".split()))
link_texts = table("link_texts", *map(column, "key place item".split()))
link_pairs = table("link_pairs", *map(column, "one other evidence".split()))
link_homes = table("link_homes", *map(column, "item event".split()))
link_clusters = table("link_clusters", column("event"), column("body"))
link_parents = table("link_parents", *map(column, "number original kind share spans".split()))
link_replaced = table("link_replaced", *map(column, "number successor day".split()))
link_names = table("link_names", *map(column, "surname key name country month uses".split()))
quarantine = table("quarantine", *map(column, "source line report digest reason remedy added".split()))
erased = table("erased", column("digest"), column("day"))
feeds = table("feeds", column("url"), column("body"))
former = table("ledger_former", *map(column, "event report first last".split()))
amendments = table("amendments", *map(column, "id time author kind body".split()))
amendment_reports = table("amendment_reports", column("amendment"), column("report"))
amended = table("ledger_amended", column("event"), column("made"), column("home"))
remarks = table("ledger_remarks", *map(column, "event ord body".split()))

ALL = (
    meta, reports, readings, captures, quotations, holders, events, parties, actors, copies, ledger, ledger_parties,
    ledger_mentions, ledger_links, aliases, registry, quarantine, link_queue, link_reports, link_events, link_texts,
    link_pairs, link_homes, link_clusters, link_parents, link_replaced, link_names, amendments, amendment_reports,
    amended, remarks, feeds, erased, former,
)  # fmt: skip
PROJECTIONS = (quotations, holders, events, parties, actors)
"""What can be rebuilt from the readings; every one has a `report_key`."""
LINKS = (
    copies, ledger_parties, ledger_mentions, ledger_links, ledger, registry, link_reports, link_events, link_texts,
    link_pairs, link_homes, link_clusters, link_parents, link_replaced, link_names,
)  # fmt: skip
"""What `relink` makes, and makes anew when linking itself changed."""
REPLACED = "replaced"
"""Kind of a row of `copies` for a report that was put in the place of another one under another id."""


def latest_texts(connection: Connection, most: int = 200) -> Iterator[tuple[int, str, str]]:
    """Key, title and text of the latest versions, `most` in memory at once."""
    last, wanted = 0, select(reports.c.key, reports.c.title, reports.c.text).where(reports.c.latest == 1)
    while rows := connection.execute(wanted.where(reports.c.key > last).order_by(reports.c.key).limit(most)).all():
        yield from ((int(row.key), row.title or "", row.text) for row in rows)
        last = rows[-1].key
