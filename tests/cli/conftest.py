"""The real command in a process of its own, and a store with hand-made readings."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lagebild.lang import Language
from lagebild.model import EventType, Stance, Status
from lagebild.store import add_reading, open_store, relink
from tests.factories import make_actor, make_event, make_quotation, make_reading, make_report, make_state

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs `lagebild ARGUMENTS...`; `input` goes to standard input, `env` on top of a plain environment."""

    def command(
        *arguments: object, input: str = "", env: dict[str, str] | None = None, **more: object
    ) -> "subprocess.CompletedProcess[str]":
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("LAGEBILD", "LC_", "LANG", "COLUMNS"))}
        program = "from lagebild.cli.main import main; main()"
        return subprocess.run(  # type: ignore[call-overload,no-any-return]
            [sys.executable, "-c", program, *map(str, arguments)],
            input=input, capture_output=True, encoding="utf-8", timeout=120,
            env={**plain, "LANG": "de_DE.UTF-8", "PYTHONUTF8": "1", "COLUMNS": "80", **(env or {})}, **more,
        )  # fmt: skip

    return command


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, german: Language) -> Path:
    """A store with three small readings on two events, one of them contested."""
    path = tmp_path_factory.mktemp("cli") / "store.db"
    first = make_report(
        "r1", "Die Ministerin reiste nach Musterstadt. Dort traf sie den Gesandten.", outlet="Tagesblatt"
    )
    second = make_report(
        "r2", "Einen Angriff auf das Werk bestritt der Sprecher.", title="Angriff bestritten", outlet="Rundschau",
        published="2023-05-09T08:00+02:00",
    )  # fmt: skip
    hostile = make_report(
        "r3",
        "Ein Text \x1b[2J mit Steuerzeichen.",
        title="\x1b]0;weg\x07 Titel",
        outlet="=Bote",
        published="2023-05-07",
    )
    people = (make_actor("a1", "Erika Muster", country="DEU", sector="GOV"), make_state("a2", "Frankreich", "FRA"))
    with open_store(path) as store:
        met = make_event(first, "traf", actors=("a1",), recipients=("a2",), day="2023-05-08", place="Musterstadt")
        add_reading(store, make_reading(first, actors=people, events=(met,)))
        attack = make_event(
            second, "Angriff", EventType.ASSAULT, actors=("a2",), recipients=("a1",), day="2023-05-08",
            status=Status.NEGATED, quotations=("q1",),
        )  # fmt: skip
        denial = make_quotation(
            second, "Angriff auf das Werk", holders=("a1",), stance=Stance.DENIES, targets=("e1",), chain=("AFP",)
        )
        add_reading(store, make_reading(second, actors=people, events=(attack,), quotations=(denial,)))
        add_reading(store, make_reading(hostile))
        relink(store, german)
    return path
