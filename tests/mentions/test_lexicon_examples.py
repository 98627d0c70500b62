"""Every example of the actor lexicon is read as its entry says."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import lagebild.lang
from lagebild.lang import Language
from lagebild.lang.actors import actor_lexicon
from lagebild.lang.roles import Role, find_role
from lagebild.lang.tables import read_table
from lagebild.mentions import find_mentions
from lagebild.model import Report
from lagebild.text import analyse

ACTORS = Path(lagebild.lang.__file__).parent / "de" / "actors"
PATTERNS = yaml.load((ACTORS / "patterns.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
PEOPLE = {"person", "group"}


def said(entry: dict[str, Any], role: Role, prefix: str) -> bool:
    """Has the role the kind and a sector of the entry? A noun of people is a person or, in the plural, a group."""
    kind = role.kind.value == entry["kind"] or {role.kind.value, entry["kind"]} <= PEOPLE
    sectors = entry.get("sectors") or ()
    return kind and (not sectors or role.sector in sectors or bool(prefix and role.compound in sectors))


@pytest.mark.parametrize("part", ["nouns", "suffixes"])
def test_every_noun_of_the_open_class_is_found_in_its_example_with_kind_and_sector(german: Language, part: str) -> None:
    roles = actor_lexicon(german).roles
    wrong = []
    for entry in PATTERNS[part]:
        found = [find_role(roles, word) for word in re.findall(r"[\w-]+", entry["example"])]
        if not any(said(entry, *one) for one in found if one):
            wrong.append((entry, found))
    assert not wrong


def test_every_title_is_known_in_its_example(german: Language) -> None:
    titles = actor_lexicon(german).titles
    for line, row in read_table(ACTORS / "titles.tsv"):
        forms = [form for form in (row["title"], *row["forms"].split("|")) if form and form in row["example"]]
        assert forms, f"titles.tsv, line {line}: the example lacks the title"
        assert any(titles[form][1] == row["sector"] for form in forms), f"titles.tsv, line {line}"


@pytest.mark.parametrize("entry", PATTERNS["nouns"][::25], ids=[entry["noun"] for entry in PATTERNS["nouns"][::25]])
def test_examples_become_actors_of_their_kind_in_a_sentence(german: Language, entry: dict[str, Any]) -> None:
    text = f"Gestern schwieg {entry['example']}."
    actors = find_mentions(analyse(text, german), Report(id="x", text=text), german).actors
    kinds = PEOPLE if entry["kind"] in PEOPLE else {entry["kind"]}
    assert any(actor.kind.value in kinds for actor in actors), [actor.name for actor in actors]


SITES = [row["example"] for _, row in read_table(ACTORS.parent / "places" / "sites.tsv")]


@pytest.mark.parametrize("example", SITES)
def test_noun_of_a_site_makes_a_place_of_the_name_in_its_example(german: Language, example: str) -> None:
    text = f"In Damaskus wurde am Montag {example} protestiert."
    report = Report(id="r", text=text, published="2024-05-06")
    places = find_mentions(analyse(text, german), report, german).places
    name = example.split()[-1]
    assert any(name in text[place.start : place.end] for place in places)
