"""Tags of words that can be only one thing, or are one thing in their place: closed classes, shortened compounds, "zu"
inside a verb. The tagger sees four words to each side and now and then prefers what is more frequent.

Indexes are those of the sentence draft. Scheme: STTS (Schiller et al. 1999).
"""

import re

from lagebild.lang.morphology import Morphology
from lagebild.text.draft import SentenceDraft
from lagebild.text.forms import looks_like_participle, strong_forms, strong_participle
from lagebild.text.infinitives import without_zu

POSSESSIVE = re.compile(r"(?:[mds]ein|unser|unsr|eur)(?:e|e[mnrs])")
SAME = re.compile(r"(?:d(?:er|ie|as|en|em|es)(?:selbe|jenige)|selbe)[mnrs]?")
CURRENCY = frozenset("€$£¥")
WITH_POSTPOSITION = frozenset("hier dort da sofort sich anfang nun heute morgen beginn klein".split())


def settle(draft: SentenceDraft, morphology: Morphology) -> None:
    """Set the tags of such words."""
    for k, tag in enumerate(draft.tags):
        mended = settled(draft, k, tag, morphology)
        if mended:
            draft.tags[k] = mended


def settled(draft: SentenceDraft, k: int, tag: str, morphology: Morphology) -> str:
    """The tag of the word at k, "" where its own stands."""
    form, tags = draft.lower[k], draft.tags
    following = tags[k + 1] if k + 1 < len(tags) else ""
    if tag[0] in "VA" and tag[:2] != "AP" and is_with_zu(form, morphology):
        return "VVIZU"
    if tag == "ADJA":
        if POSSESSIVE.fullmatch(form) and following in ("NN", "NE", "ADJA"):
            return "PPOSAT"
        return "PDAT" if SAME.fullmatch(form) and following in ("NN", "NE", "ADJA") else ""
    if tag in ("NN", "NE", "XY"):
        return shortened(draft, k) or ("NN" if form in CURRENCY else "")
    if tag == "VVPP":
        return no_participle(draft, k, morphology)
    if tag == "VVINF":
        past = strong_participle(form, morphology)
        return (
            "VVPP"
            if past is not None and "ge" in form[:6] and past != form and not strong_forms(form, morphology)
            else ""
        )
    if form == "noch" and tag == "ADV":
        return "KON" if "weder" in draft.lower[max(0, k - 12) : k] else ""
    if tag == "APPR" and form in ("an", "aus") and k > 1 and draft.lower[k - 1] in WITH_POSTPOSITION:
        return "APZR" if draft.lower[k - 2] in ("von", "vom") else ""
    return ""


def shortened(draft: SentenceDraft, k: int) -> str:
    """ "Lohn- und Preispolitik": a noun cut short before a conjunction."""
    words, tags = draft.tokens, draft.tags
    if words[k].text.endswith("-") and len(words[k].text) > 1:
        return "TRUNC"
    hyphen = k + 2 < len(words) and words[k + 1].text in ("-", "--") and tags[k + 2] == "KON"
    return "TRUNC" if hyphen and words[k].end == words[k + 1].start else ""


def is_with_zu(form: str, morphology: Morphology) -> bool:
    """ "anzukündigen", "hinzuzufügen"; not "hinzufügen", whose particle is "hinzu"."""
    at = form.find("zu", 2)
    if at < 0 or not form.endswith("n") or form[:at] not in morphology.particles:
        return False
    longer = form[: at + 2] in morphology.particles and form[at + 2 : at + 4] != "zu"
    return not longer and len(without_zu(form, morphology)) > at + 3


def no_participle(draft: SentenceDraft, k: int, morphology: Morphology) -> str:
    """What a word taken for a participle is: an adjective with un- ("unbeachtet"), an adverb in -s ("größtenteils"), or
    the fixed "abgesehen" of "davon abgesehen"; "" where it may be one."""
    form = draft.lower[k]
    if form.endswith("s"):
        return "ADV"
    if form.startswith("un") and not form.startswith("unter") and looks_like_participle(form[2:], morphology):
        return "ADJD"
    before, behind = draft.lower[k - 1 : k], draft.lower[k + 1 : k + 2]
    return "ADJD" if form == "abgesehen" and (before == ["davon"] or behind in (["von"], ["vom"], ["davon"])) else ""
