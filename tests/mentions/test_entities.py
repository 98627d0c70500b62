"""Names of a report: what of the model's and of the lexicon's stands."""

import pytest
from msgspec.structs import replace

from lagebild.lang import Language
from lagebild.lang.actors import actor_lexicon
from lagebild.lang.morphology import Morphology
from lagebild.mentions.entities import find_entities
from lagebild.mentions.lookup import scan
from lagebild.model import Analysis, EntityForm, EntityLabel
from lagebild.text import analyse


def labelled(text: str, labels: dict[str, str], german: Language) -> Analysis:
    """The analysed text with names set by hand: words -> label, each word of a name of several after a blank."""
    analysis = analyse(text, german)
    wanted = {word: (label, n == 0) for name, label in labels.items() for n, word in enumerate(name.split())}
    tokens = tuple(
        replace(t, entity=wanted.get(t.text, ("", True))[0], entity_start=wanted.get(t.text, ("", False))[1])
        for t in analysis.tokens
    )
    return replace(analysis, tokens=tokens)


def found(analysis: Analysis, german: Language) -> dict[str, tuple[EntityLabel, EntityForm]]:
    """Names as written with label and form."""
    lexicon = actor_lexicon(german)
    entities = find_entities(analysis, lexicon, scan(analysis, lexicon), (), german.part("morphology", Morphology))
    return {analysis.text[e.start : e.end]: (e.label, e.form) for e in entities}


@pytest.mark.parametrize(
    ("text", "labels", "names"),
    [
        ("Er spielte für die AS Rom.", {"AS Rom": "ORG"}, {"AS Rom": "ORG"}),
        ("Die Rolltreppe stand still.", {"Rolltreppe": "ORG"}, {}),
        ("Er trat in der „Rolltreppe“ auf.", {"Rolltreppe": "OTH"}, {"Rolltreppe": "OTH"}),
        ("Die Nothilfe-Gruppe kam.", {"Nothilfe-Gruppe": "LOCpart"}, {}),
        ("Der UN-Generalsekretär sprach.", {"UN-Generalsekretär": "LOCpart"}, {"UN-Generalsekretär": "ORG"}),
        ("Es war ein typographischer Fehler.", {"typographischer": "LOCderiv"}, {}),
        ("Es war ein korsischer Wein.", {"korsischer": "LOCderiv"}, {"korsischer": "LOC"}),
    ],
)
def test_model_names_stand_where_they_can_be_names(
    text: str, labels: dict[str, str], names: dict[str, str], german: Language
) -> None:
    have = found(labelled(text, labels, german), german)
    assert {name: label.value for name, (label, _) in have.items()} == names


def test_compound_with_a_name_is_no_name_itself(german: Language) -> None:
    analysis = labelled("Der UN-Generalsekretär sprach.", {"UN-Generalsekretär": "LOCpart"}, german)
    assert found(analysis, german)["UN-Generalsekretär"][1] == EntityForm.PART


def test_one_form_has_one_label_in_a_report(german: Language) -> None:
    analysis = analyse("Zu Kessnitz hielt Mira Kessnitz. Kessnitz schwieg.", german)
    marks = {1: ("LOC", True), 3: ("PER", True), 4: ("PER", False), 6: ("ORG", True)}
    tokens = tuple(
        replace(t, entity=marks.get(t.i, ("", False))[0], entity_start=marks.get(t.i, ("", False))[1])
        for t in analysis.tokens
    )
    lexicon = actor_lexicon(german)
    entities = find_entities(replace(analysis, tokens=tokens), lexicon, {}, (), german.part("morphology", Morphology))
    assert [e.label for e in entities] == [EntityLabel.PER] * 3
