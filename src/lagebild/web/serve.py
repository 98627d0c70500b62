"""Runs the page on a port of this machine."""

import socket

from lagebild.model import LagebildError


def serve(store_url: str | None, host: str = "127.0.0.1", port: int = 8000, language: str = "de") -> None:
    """Open the store and answer until interrupted. Raises LagebildError when the port is taken or the store missing."""
    import uvicorn

    from lagebild.store import open_store
    from lagebild.web.app import create_app

    if host not in ("127.0.0.1", "::1", "localhost"):
        raise LagebildError(
            f"The page is not served on {host}: it has no access control yet.", "Leave --host away and use a tunnel."
        )
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise LagebildError(
                f"Port {port} is taken.", f"Choose another one: lagebild serve --port {port + 1}"
            ) from error
    store = open_store(store_url, create=False)
    uvicorn.run(create_app(store, language), host=host, port=port, log_level="warning", access_log=False)
