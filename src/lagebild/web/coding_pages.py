"""The pages of blind coding: choose a name, see what is left, fill in a report."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from lagebild.model import InputError
from lagebild.web.ask import Ask, Content
from lagebild.web.coding import MOST_EVENTS, TYPES, Coder, Desk, overview, sheet_view
from lagebild.web.locale import number

COOKIE = "kodierer"
FIELDS_SENT = 20_000
Renders = Callable[[str, Content, Ask, int], Response]


def coding_routes(desk: Desk, asks: Callable[[Request], Ask], renders: Renders) -> list[Route]:
    """The routes. asks: a question as the views get it; renders: a page from template, content, question, status."""

    def start(request: Request) -> Response:
        ask, name = asks(request), request.cookies.get(COOKIE, "")
        empty: Content = {"coder": "", "reports": [], "done": 0, "next": 0, "problem": ""}
        try:
            found = overview(desk.coder(name)) if name else {}
        except InputError:
            found = {}
        return renders("coding.html", {**empty, **found}, ask, 200)

    async def begin(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=5)
        name = str(form.get("coder", "")).strip().replace(" ", "-")
        ask = asks(request)
        try:
            await run_in_threadpool(desk.coder, name)
        except InputError:
            content: Content = {"coder": "", "reports": [], "done": 0, "next": 0, "problem": ask.w["coding_name"]}
            return await run_in_threadpool(renders, "coding.html", content, ask, 400)
        answer = RedirectResponse("/kodieren", 303)
        answer.set_cookie(COOKIE, name, samesite="strict", httponly=True, max_age=31_536_000)
        return answer

    def fill(request: Request) -> Response:
        ask = asks(request)
        coder = _coder(desk, request)
        if coder is None:
            return RedirectResponse("/kodieren", 303)
        try:
            return renders("sheet.html", sheet_view(coder, request.path_params["n"], ask.talk), ask, 200)
        except InputError:
            return renders("error.html", {"message": ask.w["coding_no_sheet"], "remedy": ""}, ask, 404)

    async def save(request: Request) -> Response:
        ask, n = asks(request), request.path_params["n"]
        form = await request.form(max_files=0, max_fields=FIELDS_SENT, max_part_size=10_000)
        said = {name: value for name, value in form.items() if isinstance(value, str)}
        coder = await run_in_threadpool(_coder, desk, request)
        if coder is None:
            return RedirectResponse("/kodieren", 303)
        reports = coder.reports()
        if not 1 <= n <= len(reports):
            content = {"message": ask.w["coding_no_sheet"], "remedy": ""}
            return await run_in_threadpool(renders, "error.html", content, ask, 404)
        saved = await run_in_threadpool(desk.save, coder.name, reports[n - 1], said)
        if request.query_params.get("stand"):
            left = ask.w["coding_left"].format(n=number(saved.left(reports[n - 1]), ask.lang))
            return PlainTextResponse(f"{ask.w['coding_saved']} {left}")
        # Whoever has just coded an event may want to code another one in the same sentence: the page stays.
        stays = saved.left(reports[n - 1]) > 0 or _grew(coder, saved, reports[n - 1])
        return RedirectResponse(
            f"/kodieren/{n}" if stays else f"/kodieren/{n + 1}" if n < len(reports) else "/kodieren", 303
        )

    return [
        Route("/kodieren", start),
        Route("/kodieren", begin, methods=["POST"]),
        Route("/kodieren/{n:int}", fill),
        Route("/kodieren/{n:int}", save, methods=["POST"]),
    ]


def _grew(before: Coder, after: Coder, report: str) -> bool:
    """Has a sentence got an event that leaves room for another one?"""

    def events(coder: Coder) -> dict[int, int]:
        return {n: sum(e.type in TYPES for _, e, _ in lines) for n, lines in coder.of(report).items()}

    was, now = events(before), events(after)
    return any(was[n] < now[n] < MOST_EVENTS for n in now)


def _coder(desk: Desk, request: Request) -> Coder | None:
    name = request.cookies.get(COOKIE, "")
    try:
        return desk.coder(name) if name else None
    except InputError:
        return None
