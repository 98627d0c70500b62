"""The words of the page that are nowhere else, and the names of states, as data beside this module."""

import tomllib
from functools import lru_cache
from pathlib import Path

_HERE = Path(__file__).parent


@lru_cache(maxsize=2)
def words(lang: str) -> dict[str, str]:
    """Headings, controls and notes of the page in a language ("de" or "en")."""
    return tomllib.loads((_HERE / f"{lang}.toml").read_text("utf-8"))


@lru_cache(maxsize=2)
def countries(lang: str) -> dict[str, str]:
    """Name of every state and territory by its ISO 3166-1 alpha-3 code: "UKR" -> "Ukraine"."""
    lines = (_HERE / "countries.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith(("#", "code\t"))]
    return {row[0]: row[1 if lang == "de" else 2] for row in rows}


@lru_cache(maxsize=1)
def state_codes() -> dict[str, str]:
    """Code of every state by its German name: "Ukraine" -> "UKR"."""
    return {name: code for code, name in countries("de").items()}


def country(code: str | None, lang: str) -> str:
    """Name of a state, its code where it has none."""
    return countries(lang).get(code, code) if code else ""


@lru_cache(maxsize=1)
def _numbers() -> dict[str, str]:
    lines = (_HERE / "countries.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith(("#", "code\t"))]
    return {row[0]: row[3] for row in rows}


def numeric(code: str) -> str:
    """ISO 3166-1 number of a state, by which the base map knows it: "UKR" -> "804"; "" where it has none."""
    return _numbers().get(code, "")
