"""The clause view on sentences written for it."""

import pytest

from lagebild.lang import Language
from lagebild.model import Analysis, Clause, Mood, Role, Tense, Voice
from lagebild.model.ask import subject, text_of, with_conjuncts
from lagebild.text import analyse


def only(text: str, german: Language, predicate: str) -> tuple[Analysis, Clause]:
    """The analysis and its one clause with a predicate."""
    analysis = analyse(text, german)
    found = [clause for clause in analysis.clauses if clause.predicate == predicate]
    assert found, [clause.predicate for clause in analysis.clauses]
    return analysis, found[0]


def filled(analysis: Analysis, clause: Clause, role: Role, preposition: str = "") -> list[str]:
    """Texts of the phrases in a role."""
    return [
        text_of(analysis, (p.first, p.last))
        for a in clause.arguments
        if a.role == role and (not preposition or a.preposition == preposition)
        for p in [analysis.phrases[a.phrase]]
    ]


@pytest.mark.parametrize(
    ("text", "predicate", "mood"),
    [
        ("Er sagte, die Lage sei ernst.", "sein", Mood.SUBJUNCTIVE_1),
        ("Er sagte, man müsse handeln.", "handeln", Mood.SUBJUNCTIVE_1),
        ("Der Minister erklärte, er plane keine Reise.", "planen", Mood.SUBJUNCTIVE_1),
        ("Ich plane eine Reise.", "planen", Mood.INDICATIVE),
        ("Die Truppen hätten die Stadt verlassen.", "verlassen", Mood.SUBJUNCTIVE_2),
        ("Die Regierung könnte stürzen.", "stürzen", Mood.SUBJUNCTIVE_2),
        ("Die Minister planen eine Reise.", "planen", Mood.INDICATIVE_OR_1),
        ("Die Polizei räumte den Platz.", "räumen", Mood.INDICATIVE_OR_2),
        ("Die Regierung bestritt den Vorwurf.", "bestreiten", Mood.INDICATIVE),
    ],
)
def test_mood_is_read_from_the_form(text: str, predicate: str, mood: Mood, german: Language) -> None:
    assert only(text, german, predicate)[1].mood == mood


@pytest.mark.parametrize(
    ("text", "predicate", "tense", "voice"),
    [
        ("Der Mann wurde von der Polizei festgenommen.", "festnehmen", Tense.PRETERITE, Voice.PASSIVE),
        ("Der Mann ist gestern angekommen.", "ankommen", Tense.PERFECT, Voice.ACTIVE),
        ("Drei Menschen sind getötet worden.", "töten", Tense.PERFECT, Voice.PASSIVE),
        ("Die Stadt ist besetzt.", "besetzen", Tense.PRESENT, Voice.STATIVE),
        ("Die Regierung wird die Steuern senken.", "senken", Tense.FUTURE, Voice.ACTIVE),
        ("Die Truppen hatten das Dorf verlassen.", "verlassen", Tense.PLUPERFECT, Voice.ACTIVE),
        ("Soldaten sollen ausgebildet werden.", "ausbilden", Tense.PRESENT, Voice.PASSIVE),
    ],
)
def test_tense_and_voice_of_the_cluster(
    text: str, predicate: str, tense: Tense, voice: Voice, german: Language
) -> None:
    clause = only(text, german, predicate)[1]
    assert (clause.tense, clause.voice) == (tense, voice)


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Die Regierung kündigte am Montag neue Steuern an.", "ankündigen"),
        ("Der Minister wies die Vorwürfe zurück.", "zurückweisen"),
        ("Die Armee zog sich aus der Stadt zurück.", "zurückziehen"),
        ("Er forderte die Demonstranten auf, den Platz zu räumen.", "auffordern"),
    ],
)
def test_separable_particle_joins_its_verb(text: str, predicate: str, german: Language) -> None:
    assert only(text, german, predicate)[1].particle is not None


def test_object_before_the_verb_is_no_subject(german: Language) -> None:
    analysis, clause = only("Den Angriff bestätigte die Regierung nicht.", german, "bestätigen")
    assert filled(analysis, clause, Role.SUBJECT) == ["die Regierung"]
    assert filled(analysis, clause, Role.ACCUSATIVE) == ["Den Angriff"]
    assert [analysis.tokens[k].text for k in clause.negations] == ["nicht"]


def test_agent_of_a_passive(german: Language) -> None:
    analysis, clause = only("Er wurde von Polizisten geschlagen.", german, "schlagen")
    assert filled(analysis, clause, Role.AGENT) == ["Polizisten"]


def test_object_controls_the_infinitive_of_auffordern(german: Language) -> None:
    analysis, clause = only("Die Polizei forderte die Demonstranten auf, den Platz zu räumen.", german, "räumen")
    assert filled(analysis, clause, Role.SUBJECT) == ["die Demonstranten"]


def test_coordinated_participles_are_clauses_with_one_subject(german: Language) -> None:
    analysis, clause = only("Der Mann wurde festgenommen und nach Kiew gebracht.", german, "bringen")
    assert clause.shared_subject
    assert clause.voice == Voice.PASSIVE
    assert filled(analysis, clause, Role.SUBJECT) == ["Der Mann"]


def test_conjuncts_of_sowohl_als_auch(german: Language) -> None:
    analysis, clause = only("Sowohl Lukaschenko als auch ein Sprecher des Kreml dementierten.", german, "dementieren")
    phrase = subject(analysis, clause)
    assert phrase is not None
    assert [text_of(analysis, p.full) for p in with_conjuncts(analysis, phrase)] == [
        "Lukaschenko", "ein Sprecher des Kreml",
    ]  # fmt: skip


def test_role_and_name_between_commas_are_one_phrase(german: Language) -> None:
    analysis, clause = only("Der Sprecher des Präsidenten, Dmitri Peskow, wies das zurück.", german, "zurückweisen")
    phrase = subject(analysis, clause)
    assert phrase is not None
    assert phrase.genitive is not None
    assert phrase.apposition is not None
    assert text_of(analysis, phrase.full) == "Der Sprecher des Präsidenten, Dmitri Peskow"


def test_relative_clause_knows_its_antecedent(german: Language) -> None:
    analysis, clause = only("Der Mann, der gestern ankam, wurde verletzt.", german, "ankommen")
    assert clause.antecedent is not None
    assert analysis.phrases[clause.antecedent].lemma == "Mann"


def test_condition_with_the_verb_first_is_subordinate(german: Language) -> None:
    analysis, clause = only("Sollte Russland angreifen, werde die Nato antworten.", german, "antworten")
    condition = analysis.clauses[clause.i - 1]
    assert condition.parent == clause.i


def test_dateline_is_no_part_of_the_first_clause(german: Language) -> None:
    analysis, clause = only("Minsk – Die Präsidenten haben sich getroffen.", german, "treffen")
    assert analysis.tokens[clause.tokens[0]].text == "Die"
