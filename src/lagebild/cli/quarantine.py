"""`lagebild quarantine`: what could not be read, why, and how to try again."""

import click
from msgspec import Struct

from lagebild.cli.output import column, formats, limited, put, rows_wanted, write_table
from lagebild.cli.settings import open_store, say, shared, words


class Kept(Struct, frozen=True, kw_only=True):
    """An input in quarantine. where: its line, if it has one; sha256: of its bytes; again: the command that tries it
    anew; added: UTC."""

    source: str
    where: int | None
    report: str | None
    reason: str
    remedy: str
    sha256: str
    added: str
    again: str


@click.command(
    short_help="List what could not be read.", epilog="Example: lagebild quarantine   lagebild quarantine --forget"
)
@click.option("--forget", is_flag=True, help="Empty the quarantine.")
@formats("json", "jsonl", "csv")
@limited()
@shared("store", "lang", "quiet")
def quarantine(form: str | None, limit: int | None, forget: bool) -> None:
    """List what could not be read, with the reason and the command that tries again. What is read later leaves by
    itself."""
    from lagebild.intake import outermost, quoted
    from lagebild.store import quarantined, release

    limit = rows_wanted(form, limit)
    with open_store() as store:
        if forget:
            say(words().count("inputs", release(store)))
            return
        found = [
            Kept(
                source=kept.rejected.source, where=kept.rejected.where, report=kept.report,
                reason=kept.rejected.reason, remedy=kept.rejected.remedy, sha256=kept.rejected.sha256,
                added=kept.added, again=f"lagebild add {quoted(outermost(kept.rejected.source))}",
            )
            for kept in quarantined(store)
        ]  # fmt: skip

    def row(kept: Kept) -> tuple[str, ...]:
        place = kept.source if kept.where is None else f"{kept.source}:{kept.where}"
        return place, kept.again, f"{kept.reason} {kept.remedy}".strip()

    if form:
        put(
            found[:limit], form, Kept.__struct_fields__, lambda kept: [getattr(kept, n) for n in Kept.__struct_fields__]
        )
        return
    write_table(column("input", "again", "reason"), found, row, limit)
