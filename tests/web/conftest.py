"""A small store with contradicting reports, and the page over it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lagebild.lang import Language
from lagebild.model import Report
from lagebild.pipeline import read
from lagebild.store import Store, add_reading, open_store, relink
from lagebild.web.app import create_app

HOSTILE = "<script>document.title='gekapert'</script>\"'><img src=x onerror=document.title='gekapert'>"

REPORTS = [
    Report(
        id="a1",
        title="Polizei nimmt Demonstranten fest",
        outlet="Tagesblatt Mitte",
        published="2023-03-24",
        text="Paris (npa) – Die Polizei hat am Freitag in Paris 40 Demonstranten festgenommen. Das bestätigte "
        "Innenminister Gérald Darmanin. Die Gewerkschaft sprach von 60 Festnahmen.",
    ),
    Report(
        id="b/2.html",
        title="Kreml dementiert",
        outlet="Rundschau Süd",
        published="2022-12-19",
        text="Minsk – Die Ukraine befürchtet einen Angriff aus Belarus. Präsident Alexander Lukaschenko dementierte "
        "das. „Wir greifen niemanden an“, sagte er am Montag in Minsk.",
    ),
    Report(
        id="böse",
        title=HOSTILE,
        outlet=HOSTILE,
        authors=(HOSTILE,),
        published="2023-01-01",
        text=f"Der Minister sagte: „{HOSTILE}“",
    ),
    Report(
        id="streit",
        title="Streit um den Damm",
        outlet="Welle Nord",
        published="2023-06-06",
        text="Kiew (npa) – Der ukrainische Präsident Wolodymyr Selenskyj hat Russland am Dienstag vorgeworfen, den "
        "Staudamm von Kachowka gesprengt zu haben. Kremlsprecher Dmitri Peskow wies den Vorwurf zurück. „Wir haben den "
        "Damm nicht gesprengt“, sagte er in Moskau.",
    ),
]


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory, german: Language) -> Store:
    """The store."""
    made = open_store(Path(tmp_path_factory.mktemp("web")) / "web.db")
    for report in REPORTS:
        add_reading(made, read(report, german))
    relink(made, german)
    return made


@pytest.fixture
def page(store: Store) -> Iterator[TestClient]:
    """A client that asks the application directly."""
    with TestClient(create_app(store), base_url="http://127.0.0.1:8000") as client:
        yield client
