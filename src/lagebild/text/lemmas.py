"""Lemmas of German words by paradigm, where a list or a rule is surer than the model's guess.

The model's lemmatizer knows the words of its dictionary and guesses the rest ("Bergketten" as "Bergkett"). Here a noun
takes the lemma of the listed noun that it is or ends in, verbs go by their paradigms, adjectives lose their endings.
Literature: Duden, Die Grammatik, on the classes of nouns and on linking elements.
"""

import re
from collections.abc import Iterator

from lagebild.lang.morphology import Morphology
from lagebild.text.infinitives import verb_lemma
from lagebild.text.raw import Morph

SURE, SURE_VOWEL = 5, 7
"""A listed form of so many letters (more where it begins with a vowel) may end any word; a shorter one needs a known
first part."""
LONGEST = 80
"""Longer strings are no German words (text without spaces, addresses) and stay as the model has them."""
LINKS = ("", "s", "es", "n", "en", "er", "e", "ns", "nen")
DECADE = re.compile(r"(\d+er)[ns]?")
PLACES = ("ingen", "hausen", "hagen", "haven", "baden", "ien")
DIMINUTIVES = ("chen", "lein")
FISH = re.compile("[ft]isch")  # the end of adjectives: "pazifische", "politische"
VOWEL = re.compile("[aeiouyäöü]")
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


def listed(word: str, morphology: Morphology) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Where the listed forms begin that the word is or ends in, longest first, with their lemmas."""
    nouns = morphology.nouns
    if word in nouns:
        yield 0, tuple(lemma for lemma in nouns[word] if lemma[0].isupper()) or nouns[word]
        return
    for k in range(2, len(word) - 1):
        lemmas = nouns.get(word[k:])
        if lemmas is not None:
            ends = tuple(lemma for lemma in lemmas if lemma[0].islower())
            if ends or is_compound(word, k, morphology):
                yield k, ends or lemmas


def is_compound(word: str, k: int, morphology: Morphology) -> bool:
    """May a compound be cut at k: is the second part long, or the first one a known word, linking element left out?"""
    first = word[:k]
    if not VOWEL.search(first):
        return False
    sure = FISH.match(word, k) is None and len(word) - k >= (SURE_VOWEL if VOWEL.match(word, k) else SURE)
    return sure or any(first.endswith(link) and is_first_part(first.removesuffix(link), morphology) for link in LINKS)


def is_first_part(stem: str, morphology: Morphology) -> bool:
    """Is the stem a noun or ends in one, a verb's stem, or one of the adjectives and particles that compounds begin
    with?"""
    nouns = morphology.nouns
    if stem in nouns or stem in morphology.first_parts or stem in morphology.particles or stem + "en" in nouns:
        return True
    return any(stem[k:] in nouns for k in range(1, len(stem) - 3))


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
