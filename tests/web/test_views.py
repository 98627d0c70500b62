"""Actors, map and network over a small store."""

import msgspec
import pytest
from starlette.testclient import TestClient

from lagebild.store import Store, ledger
from lagebild.web.geo import Map
from lagebild.web.network import Net


def test_actor_page_names_what_he_says_and_does(store: Store, page: TestClient) -> None:
    for event in ledger(store):
        for party in (*event.actors, *event.recipients):
            answer = page.get(f"/akteure/{party.id}")
            assert answer.status_code == 200, party
            assert event.id in answer.text


def test_actors_are_found_by_part_of_the_name(page: TestClient) -> None:
    assert "Lukaschenko" in page.get("/akteure?named=lukasch").text
    assert "Lukaschenko" not in page.get("/akteure?named=darmanin").text
    assert page.get("/akteure/person:niemand").status_code == 404


@pytest.mark.parametrize(
    ("area", "holder"),
    [("Crimea", "Russia"), ("Kosovo", "Kosovo"), ("Taiwan", "Taiwan"), ("Western Sahara", "Morocco")],
)
def test_disputed_areas_stand_on_the_map_with_a_note_and_who_holds_them(
    area: str, holder: str, page: TestClient
) -> None:
    found = msgspec.json.decode(page.get("/karte?format=json&lang=en").content, type=Map)
    shown = {a.name: a for a in found.areas}[area]
    assert shown.held == f"under the control of {holder}"
    assert shown.feature or len(shown.ring) > 3
    assert shown.note in page.get("/karte?lang=en").text.replace("&#39;", "'")


def test_a_country_is_no_point_and_every_placed_event_is_counted(store: Store, page: TestClient) -> None:
    found = msgspec.json.decode(page.get("/karte?format=json").content, type=Map)
    placed = [event for event in ledger(store) if event.place and event.place.lat is not None]
    assert sum(place.count for place in found.places) == len(placed)
    for place in found.places:
        assert bool(place.area) == (place.name in ("Ukraine", "Belarus", "Frankreich"))
        assert sum(place.months) == place.count


def test_network_counts_who_acts_on_whom(store: Store, page: TestClient) -> None:
    net = msgspec.json.decode(page.get("/netz?format=json").content, type=Net)
    told = {
        (a.id, r.id) for e in ledger(store) for a in e.actors if not a.alleged for r in e.recipients if a.id != r.id
    }
    assert {(net.nodes[e.source].key, net.nodes[e.target].key) for e in net.edges} == told
    quoted = msgspec.json.decode(page.get("/netz?way=quotes&format=json").content, type=Net)
    assert all(quoted.nodes[edge.source].kind == "outlet" for edge in quoted.edges)
    assert quoted.edges


def test_two_actors_together_leave_the_events_of_both(store: Store, page: TestClient) -> None:
    for event in ledger(store):
        keys = [party.id for party in (*event.actors, *event.recipients)][:2]
        if len(keys) == 2:
            found = msgspec.json.decode(page.get("/ereignisse", params={"actor": keys, "format": "json"}).content)
            assert event.id in {each["id"] for each in found}
