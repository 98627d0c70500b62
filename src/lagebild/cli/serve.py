"""`lagebild serve`: the store in a browser."""

from pathlib import Path

import click

from lagebild.cli.settings import open_store, settings, shared, words
from lagebild.model import LagebildError


@click.command(short_help="Show the store in a browser.", epilog="Example: lagebild serve --port 8080")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--read-only", is_flag=True, help="Take no corrections and no pasted reports.")
@click.option("--webhook", metavar="URL", help="Tell this address of new denials, corrections and retractions.")
@click.option("--webhook-filter", default="", metavar="QUERY", help="Only under this filter: the query of a page.")
@click.option("--allow-host", "allowed", multiple=True, metavar="HOST:PORT", help="May be told though not public.")
@click.option(
    "--coding", type=click.Path(path_type=Path), metavar="DIR", help="Let people code this sample at /kodieren."
)
@shared("store", "lang", "quiet")
def serve(
    host: str,
    port: int,
    read_only: bool,
    webhook: str | None,
    webhook_filter: str,
    allowed: tuple[str, ...],
    coding: Path | None,
) -> None:
    """Show the store in a browser, on this machine only unless --host says otherwise. Ctrl-C ends it.

    On another address whoever wants in needs the key that is printed with the address.
    """
    try:
        from lagebild.web import serve as run
    except ImportError as error:
        raise LagebildError("The pages are not installed.", "Install them with: pip install 'lagebild[web]'") from error
    with open_store() as store:
        where = store.where
    run(
        where, host=host, port=port, language=settings().lang or words().code, read_only=read_only, webhook=webhook,
        webhook_filter=webhook_filter, allowed=allowed, coding=coding,
    )  # fmt: skip
