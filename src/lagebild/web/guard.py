"""What every answer of the page goes through: names it answers to, access, the origin of changes, security headers."""

import hmac
import re
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": with it browsers send forms of our own pages with the origin "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
COOKIE = "zugang"
LONGEST_QUERY = 8000
"""Characters of an address that are read."""


class Guard:
    """Wraps the application. hosts: names under which it answers; others are refused, so that a foreign page cannot
    reach it by rebinding a name; None answers to all. token: what a reader must show, None for no access control."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...] | None = None, token: str | None = None) -> None:
        self.app, self.hosts, self.token = app, hosts, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or refuse."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    answered[name] = value
                answered.setdefault("Cache-Control", "no-store")
            await send(message)

        await (self._refusal(scope, headers) or self.app)(scope, receive, with_headers)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        host = re.sub(r":\d+$", "", headers.get("host", ""))
        if self.hosts is not None and host not in self.hosts:
            return PlainTextResponse("unknown host", 421)
        if len(scope.get("query_string", b"")) > LONGEST_QUERY:
            return PlainTextResponse("The address is too long.", 414)
        if scope["method"] not in SAFE and not same_origin(headers):
            return PlainTextResponse("Changes are taken from this page only.", 403)
        return self._access(scope, headers) if self.token else None

    def _access(self, scope: Scope, headers: Headers) -> Response | None:
        """Nothing for who shows the token; who brings it in the address gets it as a cookie, out of the address."""
        shown = headers.get("authorization", "").removeprefix("Bearer ") or _cookie(headers)
        if self._fits(shown):
            return None
        for pair in scope.get("query_string", b"").decode("latin-1").split("&"):
            name, _, value = pair.partition("=")
            if name == COOKIE and self._fits(value):
                answer = RedirectResponse(scope["path"] if not scope["path"].startswith("//") else "/", 303)
                answer.set_cookie(COOKIE, value, samesite="strict", httponly=True)
                return answer
        text = f"Zugang nur mit Schlüssel: die Adresse mit ?{COOKIE}=… steht dort, wo der Dienst gestartet wurde.\n"
        text += f"A key is needed: the address with ?{COOKIE}=… stands where the service was started.\n"
        return PlainTextResponse(text, 401, headers={"WWW-Authenticate": "Bearer"})

    def _fits(self, shown: str) -> bool:
        return self.token is not None and hmac.compare_digest(shown.encode(), self.token.encode())


def same_origin(headers: Headers) -> bool:
    """Does a change come from a page of ours? Browsers say so in Origin; what comes from no page (a program of the
    user) sends neither Origin nor Sec-Fetch-Site."""
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
    return urlsplit(origin).netloc == headers.get("host", "")


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""
