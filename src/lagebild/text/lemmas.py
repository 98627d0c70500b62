"""Lemmas of German words by paradigm, where a list or a rule is surer than the model's guess.

The model's lemmatizer knows the words of its dictionary and guesses the rest ("Bergketten" as "Bergkett"). Here a noun
takes the lemma of the listed noun that it is or ends in, verbs go by their paradigms, adjectives lose their endings.
Literature: Duden, Die Grammatik, on the classes of nouns and on linking elements.
"""

import re
from functools import lru_cache

from lagebild.lang.compounds import listed
from lagebild.lang.morphology import Morphology
from lagebild.text.forms import KEPT
from lagebild.text.infinitives import verb_lemma
from lagebild.text.raw import Morph

LONGEST = 80
"""Longer strings are no German words (text without spaces, addresses) and stay as the model has them."""
DECADE = re.compile(r"(\d+er)[ns]?")
PLACES = ("ingen", "hausen", "hagen", "haven", "baden", "ien")
DIMINUTIVES = ("chen", "lein")
ADJECTIVE_ENDS = (
    "ig",
    "lich",
    "los",
    "bar",
    "haft",
    "iert",
    "end",
    "sam",
    "reich",
    "voll",
    "isch",
    "iv",
    "stark",
    "wert",
)
ADJECTIVAL_ENDS = ("en", "em", "er", "es", "e")
NOUN_ENDS = ("ig", "lich", "los", "bar", "haft", "iert", "end", "sam")
STRIPPED_FEMININE = ("ung", "heit", "keit", "schaft", "ion", "tät", "ur", "ik", "enz", "anz", "ei")


def lemma_of(form: str, given: str, tag: str, morph: Morph, morphology: Morphology) -> str:
    """Lemma of a word under a tag. given, morph: what the model says."""
    if len(form) > LONGEST:
        return given
    if tag == "NN":
        return noun_lemma(form, given, morph.number, morph.gender, morphology)
    if tag == "NE":
        return name_lemma(form, given, morph.case, morphology)
    if tag[0] == "V":
        lemma = verb_lemma(form.lower(), tag, given.lower(), morphology)
        return given if lemma == given.lower() else lemma
    if tag == "ADJA":
        return adjective_lemma(form, given, morphology)
    if tag == "ADJD":
        return morphology.degrees.get(form, given)
    return given


def name_lemma(form: str, given: str, case: str, morphology: Morphology) -> str:
    """Lemma of a name: names keep their form but for the -s or apostrophe of the genitive."""
    if given == form:
        if form[-1] in "'’" and len(form) > 2:
            return form[:-1]
        genitive = form.endswith("s") and case == "Gen" and form[-2:-1] not in "siuxz"
        keeps = form.lower() in morphology.names_in_s or form.isupper()
        return form[:-1] if genitive and not keeps else form
    if given + "s" == form and not form.endswith(("us", "is", "ss")):
        return given
    return form.removesuffix("n") if form.endswith("Niederlanden") else form


@lru_cache(maxsize=KEPT)
def adjective_lemma(form: str, given: str, morphology: Morphology) -> str:
    """Lemma of an attributive adjective, without ending and degree."""
    decade = DECADE.fullmatch(form)
    if decade:
        return decade[1]
    low, lemma = form.lower(), given.lower()
    if not low.isalpha() or (form[0].isupper() and low.endswith("er")):
        return given
    if lemma == low and low not in morphology.adjectives_in_e and not low.endswith("weise"):
        lemma = next((low[: -len(end)] for end in ADJECTIVAL_ENDS if low.endswith(end)), low)
        lemma = low if low.endswith("er") and not lemma.endswith(ADJECTIVE_ENDS) else lemma
    stem = next((low[: -len(end)] for end in ADJECTIVAL_ENDS if low.endswith(end)), low)
    lemma = morphology.degrees.get(stem) or (lemma if lemma == low else base_degree(lemma, morphology))
    return given if lemma == given.lower() else lemma


def base_degree(lemma: str, morphology: Morphology) -> str:
    """ "höh" -> "hoch", "ältest" -> "alt", "erfolgreichst" -> "erfolgreich", "geduldiger" -> "geduldig"."""
    known = morphology.degrees.get(lemma)
    if known:
        return known
    for end in ("est", "st", "er"):
        stem = lemma.removesuffix(end)
        if stem != lemma and stem.endswith(ADJECTIVE_ENDS) and not stem.endswith(("er", "ier")):
            return stem
    return lemma


@lru_cache(maxsize=KEPT)
def noun_lemma(form: str, given: str, number: str, gender: str, morphology: Morphology) -> str:
    """Lemma of a common noun. given: the model's lemma; number, gender: the model's."""
    if form.isupper() and len(form) > 1:
        return given
    decade = DECADE.fullmatch(form)
    if decade:
        return decade[1]
    if number == "Sing" and gender == "Neut" and form == given and form.endswith("en"):
        return given
    at = form.rfind("-") + 1
    first: list[str] = []
    for k, lemmas in listed(form[at:].lower(), morphology):
        options = [form[: at + k] + (lemma.lower() if k else lemma) for lemma in lemmas]
        if any(option.lower() == given.lower() for option in options):
            return given
        if not first:
            plain = [option for option in options if (option.lower() == form.lower()) == (number != "Plur")]
            first = plain or options
    return first[0] if first else guessed(form, given, number, gender)


def guessed(form: str, given: str, number: str, gender: str) -> str:
    """Lemma of a noun in no list: what the model cut off comes back where German endings speak against the cut."""
    if "isch" in form[3:]:
        return form[: form.rindex("isch") + 4]
    if form.endswith(PLACES):
        return form
    if not form.startswith(given):
        return given
    if form.endswith(DIMINUTIVES) and gender != "Fem":
        return form
    cut = form[len(given) :]
    if cut in ("e", "en", "er", "em", "es") and given.endswith(NOUN_ENDS):
        return given + "e"
    if cut == "e" and number == "Sing":
        return form
    if cut == "en" and number == "Plur" and gender == "Fem" and not given.endswith(STRIPPED_FEMININE):
        return given + "e"
    if cut in ("n", "en") and number == "Sing" and gender == "Neut":
        return form
    if cut == "n" and number == "Plur" and given.endswith(tuple(end + "e" for end in STRIPPED_FEMININE)):
        return given[:-1]
    return given
