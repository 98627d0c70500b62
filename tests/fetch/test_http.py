"""Fetching: what is refused before any connection, and what ends within its bounds."""

import gzip
import socket
import ssl
import subprocess
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from lagebild.fetch import Bounds, Fetcher, FetchError
from lagebild.fetch.addresses import is_public
from lagebild.fetch.http import USER_AGENT, connect
from tests.fetch.site import Site


def never(address: str, port: int, seconds: float) -> socket.socket:
    raise AssertionError(f"{address}:{port} was connected to")


FORBIDDEN = (
    "127.0.0.1 127.255.0.1 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 192.0.2.1 198.18.0.1 "
    "224.0.0.1 240.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1 2001:db8::1 "
    "::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: 2002:a00:1::"
).split()


@pytest.mark.parametrize("address", FORBIDDEN)
def test_a_forbidden_address_is_never_connected_to(address: str) -> None:
    fetcher = Fetcher(resolve=lambda host, port: [address], connect=never)
    for url in ("http://blatt.example/", "https://blatt.example/rss"):
        with pytest.raises(FetchError, match="no host of the public internet"):
            fetcher.get(url)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "2a00:1450:4001::1"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


def test_one_forbidden_address_among_several_is_enough() -> None:
    fetcher = Fetcher(resolve=lambda host, port: ["93.184.216.34", "10.0.0.1"], connect=never)
    with pytest.raises(FetchError, match="no host of the public internet"):
        fetcher.get("https://blatt.example/")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://blatt.example/", "gopher://blatt.example/", "//blatt.example/", "blatt.example",
        "http://", "http://name:wort@blatt.example/", "http://blatt.example:22/", "https://blatt.example:99999/", "",
        "http://[::1", "javascript:alert(1)", "http://blatt.example\r\nX: 1/",
    ],
)  # fmt: skip
def test_what_is_no_http_address_is_refused(url: str) -> None:
    with pytest.raises(FetchError):
        Fetcher(resolve=lambda host, port: ["93.184.216.34"], connect=never).get(url)


def test_the_address_that_was_checked_is_the_one_that_is_connected_to() -> None:
    answers = iter((["93.184.216.34"], ["127.0.0.1"]))
    connected: list[str] = []

    def record(address: str, port: int, seconds: float) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError("not here")

    fetcher = Fetcher(resolve=lambda host, port: next(answers), connect=record)
    with pytest.raises(FetchError, match="cannot be fetched"):
        fetcher.get("http://blatt.example/")
    assert connected == ["93.184.216.34"]


def test_every_redirect_is_checked(site: Site) -> None:
    connected: list[str] = []

    def record(address: str, port: int, seconds: float) -> socket.socket:
        connected.append(address)
        return connect(address, port, seconds)

    fetcher = Fetcher(hosts=frozenset((site.host,)), connect=record)
    for target in ("http://127.0.0.1/secret", "http://169.254.169.254/latest/meta-data", "file:///etc/passwd"):
        site.answers["/"] = (302, {"Location": target}, b"")
        with pytest.raises(FetchError):
            fetcher.get(site.url("/"))
    assert len(connected) == 3


def test_an_answer_comes_with_its_headers_after_redirects(site: Site, fetcher: Fetcher) -> None:
    site.answers["/alt"] = (301, {"Location": "/neu?a=ü b"}, b"")
    site.answers["/neu?a=%C3%BC%20b"] = (200, {"ETag": 'W/"1"', "Content-Type": "text/plain"}, b"Text")
    answer = fetcher.get(site.url("/alt"), {"If-None-Match": '"x"'})
    assert (answer.status, answer.body, answer.headers["etag"]) == (200, b"Text", 'W/"1"')
    assert answer.url.endswith("/neu?a=ü b")
    assert site.asked[-1][1]["user-agent"] == USER_AGENT
    assert site.asked[-1][1]["if-none-match"] == '"x"'


def test_redirects_without_end_are_given_up(site: Site, fetcher: Fetcher) -> None:
    site.answers["/"] = (302, {"Location": "/"}, b"")
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        fetcher.get(site.url("/"))
    assert site.count("/") == 6


def test_a_bomb_and_a_large_answer_are_cut_off(site: Site, fetcher: Fetcher) -> None:
    site.answers["/bombe"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(100_000_000)))
    site.answers["/gross"] = (200, {}, bytes(300_000))
    site.answers["/gut"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"gut"))
    for path in ("/bombe", "/gross"):
        with pytest.raises(FetchError, match=r"larger than 0\.2 MB"):
            fetcher.get(site.url(path))
    assert fetcher.get(site.url("/gut")).body == b"gut"


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_server_that_drips_is_cut_off(site: Site, where: str) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"Content-Length: 100000\r\n\r\n" if where == "body" else b""))
        for _ in range(40):
            try:
                handler.wfile.write(b"x")
                time.sleep(0.1)
            except OSError:
                return

    site.answers["/"] = drip
    fetcher = Fetcher(hosts=frozenset((site.host,)), bounds=Bounds(seconds=0.6))
    started = time.monotonic()
    with pytest.raises(FetchError, match="did not answer in"):
        fetcher.get(site.url("/"))
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 5000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nx",
    ],
)
def test_a_broken_answer_is_an_error(site: Site, fetcher: Fetcher, answer: bytes) -> None:
    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(answer)
        handler.close_connection = True

    site.answers["/"] = write
    with pytest.raises(FetchError):
        fetcher.get(site.url("/"))


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = subprocess.run(
        [
            "openssl",
            *"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost".split(),
            "-keyout",
            key,
            "-out",
            certificate,
        ],
        capture_output=True,
    )
    if made.returncode:
        pytest.skip("openssl is missing")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def serve() -> None:
            with suppress(OSError):
                context.wrap_socket(server.accept()[0], server_side=True).close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        with pytest.raises(FetchError, match="certificate is not valid"):
            Fetcher(hosts=frozenset((f"localhost:{port}",)), resolve=lambda h, p: ["127.0.0.1"]).get(
                f"https://localhost:{port}/"
            )
        thread.join(5)
