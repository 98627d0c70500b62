"""POLECAT tables: width, header, missing and joined values, quad codes, auxiliary modes, offsets, unique ids."""

import pytest

from lagebild.export.polecat import ADDED, COLUMNS, QUAD, polecat_lines, polecat_rows
from lagebild.model import (
    Actor,
    ActorKind,
    EventMention,
    EventPlace,
    EventTime,
    EventType,
    MadeBy,
    Party,
    Place,
    Reading,
    Report,
    Status,
    Voucher,
)  # fmt: skip

TEXT = "Das wurde bekannt.\nRebellen aus Kosovo\tgriffen am 3. Mai Prishtina an. Danach war es ruhig."
TRIGGER = (TEXT.index("griffen"), TEXT.index("griffen") + len("griffen"))
REBELS = (TEXT.index("Rebellen"), TEXT.index("\t"))
TOWN = (TEXT.index("Prishtina"), TEXT.index("Prishtina") + len("Prishtina"))


def event(name: str = "e1", **changes: object) -> EventMention:
    made = {
        "id": name, "type": EventType.ASSAULT, "trigger": TRIGGER, "contexts": ("terrorism", "military"),
        "actors": (Party(span=REBELS, actor="a1"),), "recipients": (),
        "time": EventTime(value="2024-05-03", begins="2024-05-03", ends="2024-05-03"),
        "place": EventPlace(name="Prishtina", span=TOWN, country="XKX", lat=42.667, lon=21.166, geo_precision="city"),
    }  # fmt: skip
    return EventMention(**{**made, **changes})  # type: ignore[arg-type]


def reading(*events: EventMention, name: str = "r1") -> Reading:
    actor = Actor(id="a1", name="Rebellen", kind=ActorKind.GROUP, country="XKX", sector="REB", sectors=("UAF", "REB"))
    agency = Actor(id="a2", name="dpa", kind=ActorKind.MEDIUM)
    person = Actor(id="a3", name="Ada; Berg", kind=ActorKind.PERSON)
    place = Place(start=TOWN[0], end=TOWN[1], name="Prishtina", country="XKX", admin1="Prishtina")
    return Reading(
        report=Report(id=name, text=TEXT, published="2024-05-04T10:00+02:00", outlet="Bote"),
        made_by=MadeBy(lagebild="0.1.0", model="m", lexicons="l"),
        actors=(actor, agency, person), places=(place,), events=events,
    )  # fmt: skip


def cells(made: Reading, row: int = 0) -> dict[str, str]:
    return dict(zip((*COLUMNS, *ADDED), list(polecat_rows([made]))[row], strict=True))


def test_the_forty_columns_stand_first_and_in_order() -> None:
    assert len(COLUMNS) == len(set(COLUMNS)) == 40
    assert (COLUMNS[0], COLUMNS[10], COLUMNS[22], COLUMNS[23], COLUMNS[35], COLUMNS[39]) == (
        "Event ID", "Primary Actor Sector", "Wikipedia Recipient ID", "Placename", "Story People", "Version",
    )  # fmt: skip


def test_every_line_has_as_many_cells_as_the_header_even_with_tabs_and_breaks_in_the_text() -> None:
    whole = (TEXT.index("bekannt"), TRIGGER[1])
    made = reading(event(trigger=whole), event("e2"))
    lines = b"".join(polecat_lines([made])).decode().split("\n")
    assert lines.pop() == ""
    assert [line.count("\t") for line in lines] == [len(COLUMNS) + len(ADDED) - 1] * 3


def test_what_is_missing_is_the_word_none() -> None:
    row = cells(reading(event(actors=(), time=None, place=None, contexts=())))
    assert {row[c] for c in ("Event Date", "Event Mode", "Intensity", "Contexts", "Actor Name", "Latitude")} == {"None"}
    assert "" not in row.values()


def test_several_values_are_sorted_and_joined() -> None:
    row = cells(reading(event()))
    assert row["Contexts"] == "military; terrorism"
    assert row["Actor Sectors"] == "REB; UAF"
    assert row["Story People"] == "Ada, Berg"


def test_kosovo_is_written_as_plover_writes_it() -> None:
    row = cells(reading(event()))
    assert (row["Actor Country"], row["Actor COW"], row["Country"]) == ("KOS", "347", "KOS")


def test_place_and_date_are_told() -> None:
    row = cells(reading(event()))
    assert (row["Event Date"], row["Publication Date"]) == ("2024-05-03", "2024-05-04")
    assert (row["City"], row["Province"], row["Latitude"], row["Longitude"]) == (
        "Prishtina", "Prishtina", "42.667", "21.166",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "historical", "modes"),
    [
        (Status.ACTUAL, False, "None"),
        (Status.PLANNED, False, "future"),
        (Status.POSSIBLE, False, "hypothetical"),
        (Status.REQUESTED, False, "hypothetical"),
        (Status.NEGATED, False, "negation"),
        (Status.ACTUAL, True, "historical"),
    ],
)
def test_status_gives_the_auxiliary_modes(status: Status, historical: bool, modes: str) -> None:
    row = cells(reading(event(status=status, historical=historical)))
    assert (row["Status"], row["Auxiliary Modes"]) == (status.value, modes)


@pytest.mark.parametrize(("kind", "code"), [("AGREE", 1), ("RETREAT", 2), ("THREATEN", 3), ("SANCTION", 4)])
def test_quad_codes_are_those_of_plover_with_sanction_as_material_conflict(kind: str, code: int) -> None:
    assert QUAD[EventType(kind)] == code
    assert set(QUAD) == set(EventType)


def test_vouchers_keep_their_order_nearest_first() -> None:
    vouchers = (Voucher(span=(0, 3), actor="a2"), Voucher(span=(4, 9)))
    assert cells(reading(event(according_to=vouchers)))["According To"] == "dpa; wurde"


def test_sentence_and_offsets_lead_back_to_the_text() -> None:
    row = cells(reading(event()))
    assert row["Sentence"] == "Rebellen aus Kosovo griffen am 3. Mai Prishtina an."
    assert TEXT[int(row["Start"]) : int(row["End"])] == row["Trigger"] == "griffen"


def test_ids_are_unique_within_and_across_reports() -> None:
    rows = list(polecat_rows([reading(event(), event("e2")), reading(event(), name="r2")]))
    assert len({row[0] for row in rows}) == 3
