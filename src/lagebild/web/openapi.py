"""The document of the interface for programs (OpenAPI 3.1), and the page that shows it. Both are made from one list."""

from typing import Any

import msgspec
from msgspec import Struct

from lagebild import __version__
from lagebild.model import EventType, LedgerEvent, LedgerStatus, ListedReport, Reading
from lagebild.present.picture import Picture
from lagebild.store import Hit
from lagebild.web.ask import Ask, Content
from lagebild.web.filters import LANES
from lagebild.web.geo import Map
from lagebild.web.network import WAYS, Net

FILTERS = ("status", "contested", "type", "actor", "country", "place", "sources", "outlet", "since", "until", "named")


class Operation(Struct, frozen=True, kw_only=True):
    """What a program can ask. path: with its parameters in braces; query: names of parameters; what: key of the words
    that say what it answers; answer: type of the JSON, None for another media type; form: fields of the body."""

    path: str
    name: str
    what: str
    query: tuple[str, ...] = ()
    answer: Any = None
    media: str = "application/json"
    method: str = "get"
    form: tuple[str, ...] = ()
    required: tuple[str, ...] = ()


OPERATIONS = (
    Operation(path="/", name="situation", what="api_situation", query=(*FILTERS, "lanes"), answer=Picture),
    Operation(
        path="/ereignisse", name="events", what="api_events", query=(*FILTERS, "sort", "ab"), answer=list[LedgerEvent]
    ),
    Operation(path="/ereignisse/{id}", name="event", what="api_event", answer=LedgerEvent),
    Operation(path="/ereignisse/{id}/dossier", name="dossier", what="api_dossier", answer=list[LedgerEvent]),
    Operation(path="/berichte", name="reports", what="api_reports", query=("outlet", "ab"), answer=list[ListedReport]),
    Operation(path="/berichte/{id}", name="report", what="api_report", answer=Reading),
    Operation(path="/akteure", name="actors", what="api_actors", query=("kind", "named", "ab"), answer=list[Any]),
    Operation(path="/akteure/{id}", name="actor", what="api_actor", answer=dict[str, Any]),
    Operation(path="/karte", name="map", what="api_map", query=FILTERS, answer=Map),
    Operation(path="/netz", name="network", what="api_network", query=("way", *FILTERS), answer=Net),
    Operation(path="/suche", name="search", what="api_search", query=("q", "ab"), answer=list[Hit]),
    Operation(
        path="/vergleich", name="compare", what="api_compare", query=("links", "rechts"), answer=dict[str, Any],
        required=("links", "rechts"),
    ),
    Operation(path="/feed.atom", name="feed", what="feed_title", query=FILTERS, media="application/atom+xml"),
    Operation(path="/gesund", name="health", what="api_health", answer=dict[str, bool]),
    Operation(
        path="/ereignisse/{id}/berichtigen", name="amend", what="api_amend", method="post", media="text/html",
        form=("kind", "author", "text", "what", "other", "part", "undoes"), required=("kind", "author"),
    ),
    Operation(
        path="/einfuegen", name="paste", what="api_paste", method="post", media="text/html",
        form=("text", "title", "outlet", "published", "keep"), required=("text",),
    ),
)  # fmt: skip

_CHOICES: dict[str, tuple[str, ...]] = {
    "status": tuple(LedgerStatus),
    "type": tuple(EventType),
    "contested": ("1",),
    "sources": ("2", "3", "4", "5"),
    "lanes": LANES,
    "way": WAYS,
    "sort": ("date", "-date", "sources", "-sources", "told", "-told"),
    "kind": ("person", "organisation", "state", "group", "medium"),
}
_AMENDMENTS = ("confirm", "wrong", "note", "merge", "split", "undo")
_MANY = frozenset(("status", "type", "actor", "country", "place", "outlet"))


def document() -> dict[str, Any]:
    """The OpenAPI document."""
    typed = [operation for operation in OPERATIONS if operation.answer is not None]
    schemas, parts = msgspec.json.schema_components(
        [operation.answer for operation in typed], ref_template="#/components/schemas/{name}"
    )
    answers = dict(zip((operation.name for operation in typed), schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation, answers.get(operation.name))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Lagebild",
            "version": __version__,
            "description": "Who did what to whom, who claims or denies it, and on whose word. Every page of the desk "
            "is also JSON with `?format=json`.",
        },
        "paths": paths,
        "components": {"schemas": parts},
    }


def _operation(operation: Operation, answer: dict[str, Any] | None) -> dict[str, Any]:
    from lagebild.web.words import words

    parameters = [_in_path(name) for name in _braced(operation.path)]
    parameters += [_in_query(name, name in operation.required) for name in operation.query]
    if operation.answer is not None and operation.name != "health":
        asked = {"type": "string", "const": "json"}
        parameters.append({"name": "format", "in": "query", "required": True, "schema": asked})
    found: dict[str, Any] = {
        "operationId": operation.name,
        "summary": words("en")[operation.what],
        "parameters": parameters,
        "responses": {
            "200": {"description": "The answer.", "content": {operation.media: {"schema": answer or {}}}},
            "default": {"description": "What was wrong with the question: message and remedy."},
        },
    }
    if operation.form:
        fields = {name: {"type": "string", "maxLength": 20_000} for name in operation.form}
        if "kind" in fields:
            fields["kind"] = {"type": "string", "enum": list(_AMENDMENTS)}
        schema = {"type": "object", "properties": fields, "required": list(operation.required)}
        found["requestBody"] = {
            "required": True,
            "content": {"application/x-www-form-urlencoded": {"schema": schema}},
        }
    return found


def _braced(path: str) -> list[str]:
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


def _in_path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}


def _in_query(name: str, required: bool) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if name in _CHOICES:
        schema = {"type": "string", "enum": list(_CHOICES[name])}
    elif name == "ab":
        schema = {"type": "integer", "minimum": 0}
    if name in _MANY:
        schema = {"type": "array", "items": schema}
    return {"name": name, "in": "query", "required": required, "schema": schema}


def api_page(ask: Ask) -> Content:
    """What a program can ask, each with its parameters."""
    return {
        "json": document(),
        "operations": [
            {
                "method": each.method.upper(),
                "path": each.path,
                "what": ask.w[each.what],
                "fields": each.query or each.form,
                "link": f"{each.path}?format=json" if each.answer is not None and not each.required else "",
                "choices": [(name, _CHOICES[name]) for name in each.query if name in _CHOICES],
            }
            for each in OPERATIONS
        ],
    }
