"""The interface for programs: what its document says is what it answers."""

from typing import Any

import jsonschema
import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from lagebild.store import Store, ledger
from lagebild.web.app import create_app
from lagebild.web.openapi import OPERATIONS, document

VALUES = {"links": "a1", "rechts": "streit", "q": "Minsk", "ab": "0"}


def asked(operation: Any, store: Store) -> str:
    first = next(iter(ledger(store))).id
    ids = {
        "/ereignisse/{id}": first,
        "/ereignisse/{id}/dossier": first,
        "/berichte/{id}": "a1",
        "/akteure/{id}": "state:RUS",
    }
    return str(operation.path.replace("{id}", ids.get(operation.path, "")))


@pytest.mark.parametrize("operation", [o for o in OPERATIONS if o.answer is not None], ids=lambda o: o.name)
def test_every_answer_is_as_the_document_says(operation: Any, store: Store, page: TestClient) -> None:
    whole = document()
    schema = whole["paths"][operation.path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    given = {name: VALUES[name] for name in operation.query if name in VALUES}
    answer = page.get(asked(operation, store), params={**given, "format": "json"})
    assert answer.status_code == 200
    jsonschema.validate(answer.json(), {**schema, "components": whole["components"]})


def test_every_page_of_the_desk_is_in_the_document(store: Store) -> None:
    paths = {route.path.replace(":path", "").replace("{key}", "{id}") for route in create_app(store).routes
             if isinstance(route, Route)}  # fmt: skip
    without = {"/stand", "/api", "/openapi.json", "/sprache/{choice}", "/thema/{choice}", "/einfuegen"}
    assert paths - without <= {operation.path for operation in OPERATIONS}


def test_errors_for_programs_are_records(page: TestClient) -> None:
    answer = page.get("/ereignisse/gibtsnicht?format=json")
    assert answer.status_code == 404
    assert set(answer.json()) == {"message", "remedy"}


def test_the_page_of_the_interface_names_every_operation_and_asks_no_other_host(page: TestClient) -> None:
    html = page.get("/api").text
    assert all(operation.path in html for operation in OPERATIONS)
    assert "http://" not in html
    assert "https://" not in html
