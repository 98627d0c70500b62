"""Runs the page on a port of this machine."""

import secrets
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from lagebild.model import LagebildError

if TYPE_CHECKING:
    from lagebild.web.cabinet import Cabinet
    from lagebild.web.hook import Hook

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def serve(
    store_url: str | None,
    host: str = "127.0.0.1",
    port: int = 8000,
    language: str = "de",
    read_only: bool = False,
    webhook: str | None = None,
    webhook_filter: str = "",
    allowed: tuple[str, ...] = (),
    coding: Path | None = None,
) -> None:
    """Open the store, print the address and answer until interrupted. On another address than this machine's own,
    whoever wants in must show a key, which is printed with the address.

    webhook: is told of new denials, corrections and retractions under webhook_filter (the query of a page's address);
    allowed: "host:port" that may be told although they are not public; coding: folder of a sample that is coded at
    /kodieren. Raises LagebildError when the port is taken or the store missing."""
    import uvicorn

    from lagebild.store import open_store
    from lagebild.web.app import LOCAL, create_app
    from lagebild.web.cabinet import Cabinet

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise LagebildError(
                f"Port {port} is taken, or {host} is no address of this machine.",
                f"Choose another one: lagebild serve --port {port + 1}",
            ) from error
    local = host in LOOPBACK
    token = None if local else secrets.token_urlsafe(18)
    store = open_store(store_url, create=False)
    cabinet = Cabinet(store)
    app = create_app(store, language, LOCAL if local else None, token, read_only, coding, cabinet)
    name = f"[{host}]" if ":" in host else host
    print(f"http://{name}:{port}/{f'?zugang={token}' if token else ''}", flush=True)
    hook = _hook(cabinet, webhook, webhook_filter, language, allowed) if webhook else None
    try:
        uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False)
    finally:
        if hook is not None:
            hook.end()


def _hook(cabinet: "Cabinet", url: str, query: str, language: str, allowed: tuple[str, ...]) -> "Hook":
    """A webhook at work. Raises FetchError for what is no address."""
    from lagebild.fetch.http import Fetcher, parts_of
    from lagebild.web.hook import Hook

    parts_of(url)
    made = Hook(cabinet, url, query, language, Fetcher(hosts=frozenset(allowed)).post)
    made.start()
    return made
