"""The paradigms that the clause view is built on."""

from lagebild.lang import Language
from lagebild.lang.morphology import Morphology, cells
from lagebild.text.forms import strong_forms, strong_participle
from lagebild.text.infinitives import weak_infinitive


def test_paradigm_codes_expand_to_cells() -> None:
    assert cells("Nms Gp") == (("Nom", "Sing", "Masc"), ("Gen", "Plur", ""))


def test_prefixed_strong_verbs_follow_their_base(german: Language) -> None:
    morphology = german.part("morphology", Morphology)
    assert strong_forms("bestritt", morphology)[0].lemma == "bestreiten"
    assert strong_forms("angriff", morphology)[0].lemma == "angreifen"
    assert strong_participle("zurückgewiesen", morphology) == "zurückweisen"
    assert strong_participle("bestritten", morphology) == "bestreiten"
    assert strong_participle("gesagt", morphology) is None


def test_weak_participles_give_their_infinitive(german: Language) -> None:
    morphology = german.part("morphology", Morphology)
    assert weak_infinitive("angekündigt", morphology) == "ankündigen"
    assert weak_infinitive("veruntreut", morphology) == "veruntreuen"
    assert weak_infinitive("verhaftet", morphology) == "verhaften"


def test_third_person_konjunktiv_of_strong_verbs(german: Language) -> None:
    morphology = german.part("morphology", Morphology)
    assert {entry.mood for entry in morphology.finite["gebe"]} == {"Sub1"}
    assert {entry.mood for entry in morphology.finite["gäbe"]} == {"Sub2"}
    assert {entry.mood for entry in morphology.finite["sei"]} == {"Sub1"}
