"""A small corpus, and the digests of what was made of it."""

import json
from pathlib import Path

import pytest

SENTENCES = (
    "Der Minister trat am Montag zurück.",
    "Der Kreml dementierte den Bericht der Zeitung.",
    "Die Gewerkschaft rief für Mai zum Streik auf.",
    "Bei einem Angriff auf Cherson starben drei Menschen, teilte die Polizei mit.",
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """24 short reports and a broken line in JSON Lines."""
    path = tmp_path / "reports.jsonl"
    lines = [
        json.dumps({"id": f"r{n}", "published": f"2023-05-{n + 1:02}", "outlet": "Bote" if n % 2 else "Blatt",
                    "text": " ".join(SENTENCES[(n + k) % 4] for k in range(3))})
        for n in range(24)
    ]  # fmt: skip
    path.write_text("\n".join([*lines[:5], '{"id": broken', *lines[5:]]), "utf-8")
    return path


def digests(folder: Path) -> dict[str, bytes]:
    """The published files of an output folder, markers included, by their path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name not in ("_lock",)}  # fmt: skip
