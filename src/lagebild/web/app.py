"""The page: server-rendered, escaped, every view with its JSON beside it (`?format=json`); scripts only add to it."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
import msgspec
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from lagebild.model import LagebildError
from lagebild.store import Store
from lagebild.store.overview import ledger_state
from lagebild.web import actors, compare, event, geo, network, reports, search, situation
from lagebild.web.amend import amend
from lagebild.web.ask import Ask, Content
from lagebild.web.cabinet import Cabinet, StillCounting
from lagebild.web.coding import Desk
from lagebild.web.coding_pages import coding_routes
from lagebild.web.dossier import dossier_page
from lagebild.web.exercise import exercise_line
from lagebild.web.filters import asked_of
from lagebild.web.guard import Guard
from lagebild.web.locale import number
from lagebild.web.news import atom, news
from lagebild.web.openapi import api_page, document
from lagebild.web.paste import FIELDS, LONGEST, keep, read_pasted
from lagebild.web.tables import csv_of
from lagebild.web.words import words

LANGUAGES = ("de", "en")
THEMES = ("light", "dark")
LOCAL = ("127.0.0.1", "localhost", "[::1]")
AWAY = timedelta(minutes=30)
"""After so long without a question the next one is a new visit."""
View = Callable[[Ask], Content]
_STATIC = Path(str(files("lagebild.web") / "static"))


def create_app(
    store: Store,
    language: str = "de",
    hosts: tuple[str, ...] | None = LOCAL,
    token: str | None = None,
    read_only: bool = False,
    coding: Path | None = None,
    cabinet: Cabinet | None = None,
) -> Starlette:
    """The application over an open store.

    language: of the page where the reader asks for none. hosts, token: see Guard. read_only: nothing can be changed.
    coding: folder of a sample that is coded here (`lagebild sample`). cabinet: the index of the store, where something
    else counts by it too.
    """
    environment = _environment()
    kept = cabinet or Cabinet(store)

    def asks(request: Request) -> Ask:
        lang = asked_language(request, language)
        return Ask(store, kept, request, lang, visits(request)[0], read_only)

    def view(template: str, page: View) -> Callable[[Request], Response]:
        def respond(request: Request) -> Response:
            ask = asks(request)
            as_json = request.query_params.get("format") == "json"
            try:
                content = page(ask)
            except StillCounting:
                answer = render(environment, "error.html", {"message": ask.w["counting"], "remedy": ""}, ask, 503)
                answer.headers["Refresh"] = answer.headers["Retry-After"] = "3"
                return answer
            except LagebildError as error:
                said = {"message": error.message, "remedy": error.remedy}
                return JSONResponse(said, 404) if as_json else render(environment, "error.html", said, ask, 404)
            if as_json:
                return Response(msgspec.json.encode(content["json"]), media_type="application/json")
            if request.query_params.get("format") == "csv" and "csv" in content:
                named = {"Content-Disposition": 'attachment; filename="lagebild.csv"'}
                return Response(csv_of(content["csv"]()), media_type="text/csv; charset=utf-8", headers=named)
            return render(environment, template, content, ask)

        return respond

    async def said_by(request: Request) -> dict[str, str]:
        form = await request.form(max_files=0, max_fields=20, max_part_size=100_000)
        return {name: value for name, value in form.items() if isinstance(value, str)}

    def refused(ask: Ask, error: LagebildError, status: int = 400, event: str = "") -> Response:
        said = {"message": error.message, "remedy": error.remedy, "event": event}
        return render(environment, "error.html", said, ask, status)

    async def amends(request: Request) -> Response:
        ask, said = asks(request), await said_by(request)
        id_ = request.path_params["id"]
        if read_only:
            return refused(ask, LagebildError(ask.w["read_only"]), 403)
        try:
            await run_in_threadpool(amend, store, id_, said, ask.w)
        except LagebildError as error:
            return await run_in_threadpool(refused, ask, error, 400, f"/ereignisse/{quote(id_)}#berichtigen")
        return RedirectResponse(f"/ereignisse/{quote(id_)}#anmerkungen", 303)

    async def pasted(request: Request) -> Response:
        ask, said = asks(request), await said_by(request)
        return await run_in_threadpool(answer_pasted, ask, said)

    def answer_pasted(ask: Ask, said: dict[str, str]) -> Response:
        shown = {name: said.get(name, "") for name in FIELDS}
        empty: Content = {"read": None, "problem": "", "said": shown, "longest": LONGEST}
        if ask.request.method != "POST":
            return render(environment, "paste.html", empty, ask)
        try:
            found = read_pasted(said)
            if said.get("keep") and read_only:
                return refused(ask, LagebildError(ask.w["read_only"]), 403)
            if said.get("keep"):
                return RedirectResponse(f"/berichte/{quote(keep(store, found))}", 303)
        except LagebildError as error:
            return render(environment, "paste.html", {**empty, "problem": f"{error.message} {error.remedy}"}, ask, 400)
        return render(environment, "paste.html", {**empty, **reports.reading_view(ask, found), "read": found}, ask)

    def changed(request: Request) -> Response:
        """Nothing while the store is as the reader's page shows it; else a line that offers the new state."""
        if request.query_params.get("seit") == state_of(store):
            return Response(status_code=204)
        ask = asks(request)
        back = request.query_params.get("zu", "/")
        back = back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"
        page = environment.get_template("changed.html").render(w=ask.w, back=back)
        return HTMLResponse(page)

    def feed(request: Request) -> Response:
        """The news under the filters of the address."""
        ask = asks(request)
        try:
            found = news(ask.store, ask.index(), asked_of(ask.params), ask.talk)
        except StillCounting:
            return Response(status_code=503, headers={"Retry-After": "3"})
        made = atom(found, str(request.url), f"Lagebild: {ask.w['feed_title']}")
        return Response(made, media_type="application/atom+xml; charset=utf-8")

    routes = [
        Route("/", view("picture.html", situation.picture_page)),
        Route("/ereignisse", view("ledger.html", situation.ledger_page)),
        Route("/ereignisse/{id}/berichtigen", amends, methods=["POST"]),
        Route("/einfuegen", pasted, methods=["GET", "POST"]),
        Route("/stand", changed),
        Route("/ereignisse/{id}/dossier", view("dossier.html", dossier_page)),
        Route("/ereignisse/{id}", view("event.html", event.event_page)),
        Route("/berichte", view("reports.html", reports.reports_page)),
        Route("/berichte/{id:path}", view("report.html", reports.report_page)),
        Route("/akteure", view("actors.html", actors.actors_page)),
        Route("/akteure/{key:path}", view("actor.html", actors.actor_page)),
        Route("/karte", view("map.html", geo.map_page)),
        Route("/netz", view("network.html", network.network_page)),
        Route("/vergleich", view("compare.html", compare.compare_page)),
        Route("/suche", view("search.html", search.search_page)),
        Route("/feed.atom", feed),
        Route("/api", view("api.html", api_page)),
        Route("/openapi.json", lambda request: JSONResponse(document())),
        Route("/gesund", lambda request: JSONResponse({"ok": True})),
        Route("/sprache/{choice}", chooser("lang", LANGUAGES)),
        Route("/thema/{choice}", chooser("thema", (*THEMES, "auto"))),
        Mount("/static", Static(directory=_STATIC)),
    ]

    if coding is not None:
        routes += coding_routes(Desk(coding), asks, lambda *given: render(environment, *given))

    async def missing(request: Request, error: Exception) -> Response:
        ask = asks(request)
        return render(environment, "error.html", {"message": ask.w["not_found"], "remedy": ""}, ask, 404)

    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, hosts=hosts, token=token), Middleware(GZipMiddleware, minimum_size=1000)],
        exception_handlers={404: missing},
    )


class Static(StaticFiles):
    """Files of the page; those asked for by their digest never change and are kept by the browser."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file."""
        answer = await super().get_response(path, scope)
        kept = b"v=" in scope.get("query_string", b"")
        answer.headers["Cache-Control"] = "max-age=31536000, immutable" if kept else "no-cache"
        return answer


@lru_cache(maxsize=256)
def static(name: str) -> str:
    """The address of a static file with its digest: "lagebild.css" -> "/static/lagebild.css?v=1f0c…"."""
    return f"/static/{name}?v={hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()[:12]}"


def state_of(store: Store) -> str:
    """A short text that changes whenever the store does."""
    return hashlib.sha256(ledger_state(store).encode()).hexdigest()[:12]


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("lagebild.web"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    environment.globals["static"] = static
    environment.filters["data"] = data
    environment.filters["number"] = lambda value, w: number(value, w["locale"][:2])
    return environment


def data(value: Any) -> Markup:
    """A record as JSON for a data block of a page; nothing in it can end the block."""
    return htmlsafe_json_dumps(value, dumps=lambda record: msgspec.json.encode(record).decode())


def asked_language(request: Request, default: str) -> str:
    """`?lang=`, else the cookie, else the default."""
    for asked in (request.query_params.get("lang"), request.cookies.get("lang")):
        if asked in LANGUAGES:
            return asked
    return default


def chooser(cookie: str, choices: tuple[str, ...]) -> Callable[[Request], Response]:
    """A route that remembers a choice and goes back to the page that asked (a path of ours only)."""

    def choose(request: Request) -> Response:
        choice = request.path_params["choice"]
        back = request.query_params.get("zu", "/")
        response = RedirectResponse(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/", 303)
        if choice in choices:
            response.set_cookie(cookie, choice, samesite="strict", httponly=True, max_age=31_536_000)
        return response

    return choose


def visits(request: Request) -> tuple[str, str]:
    """When the reader was here before this visit ("" on the first one), and the cookie that remembers it from now on:
    "BEFORE|LAST", ISO times in UTC. A pause of half an hour ends a visit."""
    now = datetime.now(UTC)
    before, _, last = request.cookies.get("besuch", "").partition("|")
    try:
        seen = datetime.fromisoformat(last)
        datetime.fromisoformat(before or last)
        if now - seen > AWAY:
            before = last
    except (ValueError, TypeError):
        before = ""
    return before, f"{before}|{now.strftime('%Y-%m-%dT%H:%M:%SZ')}"


def render(environment: jinja2.Environment, template: str, content: Content, ask: Ask, status: int = 200) -> Response:
    """An HTML page from a template, with what every page needs."""
    request = ask.request
    url = request.url.remove_query_params(["format", "lang"])
    here = url.path + (f"?{url.query}" if url.query else "")
    theme = request.cookies.get("thema", "")
    page = environment.get_template(template).render(
        **content,
        state=state_of(ask.store),
        exercise=exercise_line(ask.store, ask.talk),
        here=here,
        lang=ask.lang,
        path=url.path,
        query_text=ask.params.get("q", ""),
        read_only=ask.read_only,
        theme=theme if theme in THEMES else "",
        visit=ask.visit,
        w=words(ask.lang),
    )
    answer = HTMLResponse(page, status_code=status)
    answer.set_cookie("besuch", visits(request)[1], samesite="strict", httponly=True, max_age=31_536_000)
    return answer
