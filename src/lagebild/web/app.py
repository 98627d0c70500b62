"""The page: server-rendered, escaped, every view with its JSON beside it (`?format=json`), without scripts."""

import re
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any

import jinja2
import msgspec
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from lagebild.model import LagebildError
from lagebild.store import Store
from lagebild.web import pages

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
LANGUAGES = ("de", "en")
Page = Callable[[Store, Request, str], dict[str, Any]]


def create_app(
    store: Store, language: str = "de", hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
) -> Starlette:
    """The application over an open store. language: of the page where the reader asks for none. hosts: names under
    which it answers; others are refused, so that a foreign page cannot reach it by rebinding a name."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("lagebild.web"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )  # fmt: skip

    def view(template: str, page: Page) -> Callable[[Request], Response]:
        def respond(request: Request) -> Response:
            lang = asked_language(request, language)
            try:
                content = page(store, request, lang)
            except LagebildError as error:
                return render(
                    environment, "error.html", {"message": error.message, "remedy": error.remedy}, request, lang, 404
                )
            if request.query_params.get("format") == "json":
                return Response(msgspec.json.encode(content["json"]), media_type="application/json")
            return render(environment, template, content, request, lang)

        return respond

    routes = [
        Route("/", view("picture.html", pages.picture_page)),
        Route("/ereignisse", view("ledger.html", pages.ledger_page)),
        Route("/berichte", view("reports.html", pages.reports_page)),
        Route("/berichte/{id:path}", view("report.html", pages.report_page)),
        Route("/ereignisse/{id}", view("event.html", pages.event_page)),
        Route("/suche", view("search.html", pages.search_page)),
        Route("/gesund", lambda request: JSONResponse({"ok": True})),
        Route("/sprache/{lang}", choose_language),
        Mount("/static", StaticFiles(directory=str(files("lagebild.web") / "static"))),
    ]

    async def guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        host = re.sub(r":\d+$", "", request.headers.get("host", ""))
        if host not in hosts:
            return Response("unknown host", status_code=421, media_type="text/plain")
        response = await call_next(request)
        response.headers.update(HEADERS)
        return response

    async def missing(request: Request, error: Exception) -> Response:
        lang = asked_language(request, language)
        content = {"message": pages.words(lang)["not_found"], "remedy": ""}
        return render(environment, "error.html", content, request, lang, 404)

    return Starlette(
        routes=routes,
        middleware=[Middleware(BaseHTTPMiddleware, dispatch=guard)],
        exception_handlers={404: missing},
    )


def asked_language(request: Request, default: str) -> str:
    """`?lang=`, else the cookie, else the default."""
    for asked in (request.query_params.get("lang"), request.cookies.get("lang")):
        if asked in LANGUAGES:
            return asked
    return default


def choose_language(request: Request) -> Response:
    """Remember a language and go back to the page that asked (a path of ours only)."""
    lang = request.path_params["lang"]
    back = request.query_params.get("zu", "/")
    response = RedirectResponse(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/", 303)
    if lang in LANGUAGES:
        response.set_cookie("lang", lang, samesite="strict", httponly=True, max_age=31_536_000)
    return response


def render(
    environment: jinja2.Environment,
    template: str,
    content: dict[str, Any],
    request: Request,
    lang: str,
    status: int = 200,
) -> Response:
    """An HTML page from a template, with what every page needs."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    page = environment.get_template(template).render(
        **content,
        lang=lang,
        w=pages.words(lang),
        here=here,
        path=request.url.path,
        query_text=request.query_params.get("q", ""),
    )
    return HTMLResponse(page, status_code=status)
