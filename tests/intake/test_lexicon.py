"""The lexicon of intake and the errors of one that does not follow its schema."""

import shutil
from pathlib import Path

import pytest

from lagebild.lang import Language
from lagebild.lang.compile import compile_part
from lagebild.lang.intake import compile_intake
from lagebild.model import LexiconError


def test_the_artefact_is_what_the_sources_compile_to(german: Language) -> None:
    assert (german.folder / "compiled" / "intake.msgpack").read_bytes() == compile_part(german.folder, "intake")


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("agencies.yaml", "forms: [AWP]", "forms: [AWP, AFP]", "AFP"),
        ("agencies.yaml", "forms: [Belga]", "form: [Belga]", "forms"),
        ("agencies.yaml", "word: Agenturen", "word: Agenten", "Agenten"),
        ("corrections.yaml", "kind: update", "kind: news", "news"),
        ("corrections.yaml", "^Gegendarstellung", "^Gegenrede", "Gegenrede"),
        ("head.yaml", "outlet: [", "outlets: [", "outlets"),
    ],
)
def test_a_wrong_entry_is_named(german: Language, tmp_path: Path, file: str, old: str, new: str, reason: str) -> None:
    shutil.copytree(german.folder / "intake", tmp_path / "intake")
    path = tmp_path / "intake" / file
    source = path.read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LexiconError, match=reason):
        compile_intake(tmp_path)
