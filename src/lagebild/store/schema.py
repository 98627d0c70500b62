"""The tables as SQLAlchemy sees them; `migrations` makes them. A test holds the two against each other."""

from sqlalchemy import column, table

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
ledger_mentions = table("ledger_mentions", *map(column, "event report mention".split()))
aliases = table("event_aliases", *map(column, "old new since".split()))
ledger_links = table("ledger_links", *map(column, "event ord body".split()))
registry = table("actor_registry", *map(column, "registry merged name".split()))
quarantine = table("quarantine", *map(column, "source line report digest reason remedy added".split()))

ALL = (
    meta, reports, readings, captures, quotations, holders, events, parties, actors, copies, ledger, ledger_parties,
    ledger_mentions, ledger_links, aliases, registry, quarantine,
)  # fmt: skip
PROJECTIONS = (quotations, holders, events, parties, actors)
"""What can be rebuilt from the readings; every one has a `report_key`."""
LINKS = (copies, ledger, ledger_parties, ledger_mentions, ledger_links, registry)
"""What `relink` makes anew."""
REPLACED = "replaced"
"""Kind of a row of `copies` for a report that was put in the place of another one under another id."""
