"""Requests that can do no harm: checked and pinned addresses, verified TLS, bounds on size, time and redirects."""

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import quote, urljoin, urlsplit

from msgspec import Struct

from lagebild import __version__
from lagebild.fetch.addresses import PORTS, is_public
from lagebild.model import LagebildError

USER_AGENT: Final = f"Lagebild/{__version__} (news monitoring; +https://lagebild.example/bot)"
REDIRECTS: Final = (301, 302, 303, 307, 308)
CHUNK: Final = 65_536
Resolve = Callable[[str, int], list[str]]
Connect = Callable[[str, int, float], socket.socket]


class FetchError(LagebildError):
    """A page or feed that cannot or may not be fetched."""


class Bounds(Struct, frozen=True, kw_only=True):
    """size: bytes of an answer, unpacked; seconds: for one request with all its redirects; redirects: at most."""

    size: int = 8_000_000
    seconds: float = 8.0
    redirects: int = 5


class Answer(Struct, frozen=True, kw_only=True):
    """What a server answered. url: after redirects; headers: names in lower case."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes = b""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host. Raises OSError for an unknown one."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def connect(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to an IP address."""
    return socket.create_connection((address, port), seconds)


class Fetcher(Struct, frozen=True, kw_only=True):
    """How requests are made. hosts: "host:port" that may be fetched from although they are not public (one's own test
    servers); context: TLS settings, the system's by default."""

    bounds: Bounds = Bounds()
    hosts: frozenset[str] = frozenset()
    user_agent: str = USER_AGENT
    resolve: Resolve = resolve
    connect: Connect = connect
    context: Any = None

    def get(self, url: str, headers: Mapping[str, str] = {}) -> Answer:
        """The answer to a GET request, redirects followed. Raises FetchError for what is refused, fails or goes beyond
        the bounds; a forbidden address is never connected to."""
        deadline = time.monotonic() + self.bounds.seconds
        for _ in range(self.bounds.redirects + 1):
            answer = self._get(url, headers, deadline)
            if (target := target_of(answer)) is None:
                return answer
            url = target
        raise too_many(url, self.bounds.redirects)

    def once(self, url: str, headers: Mapping[str, str] = {}) -> Answer:
        """The same without following redirects, for who must see first where they lead."""
        return self._get(url, headers, time.monotonic() + self.bounds.seconds)

    def post(self, url: str, body: bytes, headers: Mapping[str, str] = {}) -> Answer:
        """The answer to a POST request; redirects are not followed. Raises FetchError like `get`."""
        sent = {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}
        return self._get(url, sent, time.monotonic() + self.bounds.seconds, "POST", body)

    def _get(
        self, url: str, headers: Mapping[str, str], deadline: float, method: str = "GET", sends: bytes = b""
    ) -> Answer:
        scheme, host, port, target = parts_of(url)
        address = self._address(url, scheme, host, port)
        shown = host if port == PORTS[scheme] else f"{host}:{port}"
        sent = {
            "Host": shown.encode("idna").decode() if not shown.isascii() else shown, "User-Agent": self.user_agent,
            "Accept-Encoding": "gzip", "Accept": "*/*", "Connection": "close", **headers,
        }  # fmt: skip
        try:
            with self.connect(address, port, _left(deadline)) as plain:
                plain.settimeout(_left(deadline))
                wire = self._secured(plain, host) if scheme == "https" else plain
                with wire:
                    return self._exchange(_Deadline(wire, deadline), url, target, sent, method, sends)
        except ssl.SSLCertVerificationError as error:
            raise FetchError(f"{url}: the certificate is not valid.", "It is not fetched without one.") from error
        except TimeoutError as error:
            raise FetchError(f"{url} did not answer in {self.bounds.seconds:g} seconds.", "Try it later.") from error
        except (OSError, http.client.HTTPException, zlib.error) as error:
            said = " ".join(str(error).split())[:120] or type(error).__name__
            raise FetchError(f"{url} cannot be fetched: {said}.", "Try it later.") from error

    def _secured(self, plain: socket.socket, host: str) -> ssl.SSLSocket:
        context: ssl.SSLContext = self.context or ssl.create_default_context()
        return context.wrap_socket(plain, server_hostname=host)

    def _address(self, url: str, scheme: str, host: str, port: int) -> str:
        """The one address that is connected to: all addresses of the host are checked, so that none can slip in."""
        allowed = f"{host}:{port}" in self.hosts
        if port != PORTS[scheme] and not allowed:
            raise FetchError(f"{url}: port {port} is not fetched from.", f"Allow it: --allow-host {host}:{port}")
        try:
            found = self.resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchError(f"{url}: the host is unknown.", "Check the address.") from error
        if not found or (not allowed and not all(map(is_public, found))):
            raise FetchError(
                f"{url}: {host} is no host of the public internet.", f"If it is yours: --allow-host {host}:{port}"
            )
        return found[0]

    def _exchange(
        self, wire: "_Deadline", url: str, target: str, headers: Mapping[str, str], method: str, sends: bytes
    ) -> Answer:
        lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        if any("\r" in line or "\n" in line for line in lines):
            raise FetchError(f"{url!r} is no address.", "Check it.")
        wire.sendall("\r\n".join(lines).encode("latin-1", "replace") + sends)
        response = http.client.HTTPResponse(wire, method=method)  # type: ignore[arg-type]
        response.begin()
        found = {name.lower(): value for name, value in response.getheaders()}
        body = b"" if response.status in REDIRECTS else self._body(response, found.get("content-encoding", ""), url)
        return Answer(url=url, status=response.status, headers=found, body=body)

    def _body(self, response: http.client.HTTPResponse, encoding: str, url: str) -> bytes:
        engine = zlib.decompressobj(47) if encoding.strip().lower() in ("gzip", "x-gzip", "deflate") else None
        parts: list[bytes] = []
        size = 0
        while data := response.read(CHUNK):
            made = engine.decompress(data, self.bounds.size + 1 - size) if engine else data
            parts.append(made)
            size += len(made)
            if size > self.bounds.size or (engine is not None and engine.unconsumed_tail):
                raise FetchError(
                    f"{url} is larger than {self.bounds.size / 1_000_000:.3g} MB.", "Save it by hand and add the file."
                )
        if response.length or (engine is not None and not engine.eof and parts):
            raise OSError("the answer is cut off")
        return b"".join(parts)


def target_of(answer: Answer) -> str | None:
    """Where an answer leads on to; None for one that does not."""
    location = answer.headers.get("location")
    return urljoin(answer.url, location) if answer.status in REDIRECTS and location else None


def too_many(url: str, number: int) -> FetchError:
    """What is said of an address that redirects for ever."""
    return FetchError(f"{url} redirects more than {number} times.", "Check the address in a browser.")


class _Deadline:
    """A socket on which every single wait ends at one deadline: who sends a byte a minute is cut off too."""

    def __init__(self, wire: socket.socket, deadline: float) -> None:
        self._wire, self._deadline = wire, deadline

    def sendall(self, data: bytes) -> None:
        """Send all of it."""
        self._wire.settimeout(_left(self._deadline))
        self._wire.sendall(data)

    def makefile(self, _: str) -> io.BufferedReader:
        """What arrives, for http.client."""
        return io.BufferedReader(_Arriving(self._wire, self._deadline), CHUNK)


class _Arriving(io.RawIOBase):
    def __init__(self, wire: socket.socket, deadline: float) -> None:
        self._wire, self._deadline = wire, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._wire.settimeout(_left(self._deadline))
        return self._wire.recv_into(buffer)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def parts_of(url: str) -> tuple[str, str, int, str]:
    """Scheme, host, port and request target of an address. Raises FetchError for what is no http(s) address."""
    try:
        split = urlsplit(url.strip())
        port = split.port
        host = (split.hostname or "").encode("idna").decode() if split.hostname else ""
    except (ValueError, UnicodeError) as error:
        raise FetchError(f"{url!r} is no address.", "Write it as https://…") from error
    if split.scheme not in PORTS or not host or split.username is not None or any(c.isspace() for c in host):
        raise FetchError(f"{url!r} is no address that is fetched.", "Write it as https://…, without a user's name.")
    target = quote(split.path or "/", safe="/%:=&?~#+!$,;'@()*[]") + (
        "?" + quote(split.query, safe="/%:=&?~+!$,;'@()*[]") if split.query else ""
    )
    return split.scheme, host, port or PORTS[split.scheme], target
