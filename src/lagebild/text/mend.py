"""Tags of verbs mended from their surroundings: which verb of a stretch must be finite, and which cannot be.

A bare infinitive needs a modal verb, "werden" or one of a few verbs that govern it; a participle needs an auxiliary.
A form without such a licence that can be finite is finite. Indexes are those of the sentence draft.
"""

from lagebild.lang.morphology import Morphology
from lagebild.text.draft import SentenceDraft
from lagebild.text.forms import FINITE, can_be_finite, prefixes, strong_forms, strong_participle
from lagebild.text.infinitives import finite_infinitive

FINITE_TAGS = {"VVINF": "VVFIN", "VVPP": "VVFIN", "VAINF": "VAFIN", "VMINF": "VMFIN"}
SUBJECT_STARTS = frozenset({"ART", "PPOSAT", "PDAT", "PIAT", "PPER", "PIS", "NN", "NE", "ADJA", "CARD"})
SEPARABLE = frozenset("ab an auf aus bei ein fest frei her hin los mit nach vor weg zu zurück zusammen".split())
"""Particles that are never inseparable prefixes."""

NO_DATIVE = frozenset("ein eine einen das die es er ihn sie".split())
INTRODUCERS = frozenset({"KOUS", "PRELS", "PRELAT", "PWS", "PWAV", "PWAT"})


def mend_closed_class(draft: SentenceDraft, morphology: Morphology) -> None:
    """Finite forms of auxiliaries and modals that can be nothing else are finite whatever the tagger says; no weak
    finite verb ends in -es or -em ("ein neu hergestelltes")."""
    mend_first_word(draft, morphology)
    for i, token in enumerate(draft.tokens):
        if draft.tags[i] == "VVFIN" and token.text.endswith(("es", "em")) and not strong_forms(token.text, morphology):
            draft.tags[i] = "ADJA"
        if draft.tags[i] in ("VVINF", "VVPP") and is_past_only(token.text, morphology):
            draft.tags[i] = "VVFIN"
        if draft.tags[i] == "VVINF" and not draft.lower[i].endswith("n"):  # no infinitive ends otherwise
            draft.tags[i] = "VVFIN"
        if draft.tags[i] == "PRELS" and is_article(draft, i):
            draft.tags[i] = "ART"
        if draft.tags[i] == "VVPP" and is_infinitive_only(draft.lower[i], morphology):
            draft.tags[i] = "VVINF"
        if draft.tags[i] == "APPR" and draft.lower[i] == "aus" and closes_origin(draft, i):
            draft.tags[i] = "APZR"
        if draft.tags[i] in ("VAFIN", "VMFIN") or not token.text[0].islower():
            continue
        lemma = morphology.auxiliaries.get(token.text) or morphology.modals.get(token.text)
        if lemma is not None and token.text not in ("habe", "sei", "werde", lemma):
            draft.tags[i] = "VMFIN" if token.text in morphology.modals else "VAFIN"


def is_article(draft: SentenceDraft, at: int) -> bool:
    """Is a relative pronoun an article, because its clause has an infinitive with "zu" and no finite verb ("die
    Forderung, die Löhne zu erhöhen, ist …")?"""
    end = next((k for k in range(at + 1, len(draft.tags)) if draft.tags[k] in ("$,", "$.")), len(draft.tags))
    inside = draft.tags[at + 1 : end]
    infinitive = inside[-1:] == ["VVIZU"] or inside[-2:] == ["PTKZU", "VVINF"]
    return infinitive and not any(tag in FINITE for tag in inside) and inside[:1] in (["NN"], ["ADJA"], ["NE"])


def is_past_only(form: str, morphology: Morphology) -> bool:
    """Can the form be nothing but the preterite of a listed verb ("flohen", "verließen"; not "bestritten")?"""
    entries = strong_forms(form, morphology)
    past = all(e.tense == "Past" for e in entries) and any(e.mood == "Ind" for e in entries)
    return past and strong_participle(form, morphology) is None


def is_infinitive_only(form: str, morphology: Morphology) -> bool:
    """Is the form in -en of a separable verb no participle, for want of "ge" ("ausbilden", "abschieben")?"""
    if not form.endswith("en") or strong_participle(form, morphology) is not None:
        return False
    first = next((p for p in prefixes(form, morphology) if p in morphology.particles), "")
    return first in SEPARABLE and not form[len(first) :].startswith(("ge", *morphology.inseparable))


def closes_origin(draft: SentenceDraft, i: int) -> bool:
    """Does "aus" close a phrase with "von" ("von Belarus aus"), because what follows it is no dative?"""
    following = draft.lower[i + 1] if i + 1 < len(draft.lower) else ""
    return following in NO_DATIVE and any(
        draft.lower[k] in ("von", "vom") and all(t in ("ART", "ADJA", "NE", "NN") for t in draft.tags[k + 1 : i])
        for k in range(max(0, i - 4), i - 1)
    )


def mend_first_word(draft: SentenceDraft, morphology: Morphology) -> None:
    """The capitalised verb form that opens a sentence, taken for a noun: "Nähme er …", "Verglichen mit …"."""
    at = next((i for i, token in enumerate(draft.tokens) if token.text[0].isalnum()), None)
    if at is None or at + 1 >= len(draft.tags) or draft.tags[at] not in ("NN", "NE"):
        return
    form, following = draft.lower[at], draft.tags[at + 1]
    if following in ("PPER", "ART", "PPOSAT", "PIAT", "PIS") and strong_forms(form, morphology):
        draft.tags[at] = "VVFIN"
    elif following in ("APPR", "APPRART") and strong_participle(form, morphology):
        draft.tags[at] = "VVPP"


def mend_listed_verb(draft: SentenceDraft, first: int, last: int, morphology: Morphology) -> None:
    """In a stretch without verb, a form that only a listed verb has is finite ("und die Rebellen flohen"), and so is an
    infinitive right behind "wir" or "sie"."""
    verbs = [k for k in range(first, last) if draft.tags[k][0] == "V"]
    opening = first + (draft.tags[first] == "$(")
    if len(verbs) == 1 and draft.tags[verbs[0]] == "VVINF" and verbs[0] == opening + 1:
        draft.tags[verbs[0]] = "VVFIN" if draft.lower[opening] in ("wir", "sie") else "VVINF"
    if verbs:
        return
    for k in range(first + 1, last):
        if draft.tags[k] in ("ADJA", "ADJD", "NN", "NE", "ADV") and draft.tokens[k].text.islower():
            entries = morphology.finite.get(draft.lower[k], ())
            if any(e.tense == "Past" for e in entries) and draft.lower[k] not in morphology.prepositions:
                draft.tags[k] = "VVFIN"
                return


def mend_lone_verb(draft: SentenceDraft) -> None:
    """A form in -te or -ten that stands alone between a comma and a comma before a finite verb closes a clause that was
    interrupted ("Als der Zug, der aus Wien kam, entgleiste, starben …")."""
    tags = draft.tags
    for k in range(1, len(tags) - 2):
        alone = tags[k - 1] == tags[k + 1] == "$," and tags[k + 2] in FINITE
        if alone and tags[k] == "ADJA" and draft.lower[k].endswith(("te", "ten")):
            tags[k] = "VVFIN"


def mend_headline(draft: SentenceDraft, morphology: Morphology) -> None:
    """A participle form without ge- of a verb that has its perfect with "sein" is finite behind a noun where no verb is
    ("Zug entgleist bei Graz"; but "Mann verletzt bei Unfall")."""
    tags = draft.tags
    if any(tag[0] == "V" and tag != "VVPP" for tag in tags):
        return
    for k in range(1, len(tags)):
        form = draft.lower[k]
        apart = tags[k] in ("ADJD", "VVPP") and tags[k - 1] in ("NN", "NE") and can_be_finite(form, "VVPP", morphology)
        if apart and finite_infinitive(form) in morphology.perfect_with_sein:
            tags[k] = "VVFIN"
            return


def mend_present(draft: SentenceDraft, morphology: Morphology) -> None:
    """A participle form that ends a stretch without other verb is finite when a clause with its own subject before its
    verb follows ("Die Anwältin befürchtet, ihr Mandant werde …"; not "Von Hunden begleitet, zog der Trupp los")."""
    tags = draft.tags
    first = opening = 0
    for k in range(len(tags) - 2):
        if tags[k] == "VVPP" and draft.tokens[k + 1].text == "," and is_comment(draft, opening, k, morphology):
            tags[k] = "VVFIN"
        if tags[k] == "VVPP" and k > first and draft.tokens[k + 1].text == "," and tags[k + 2] not in FINITE:
            stretch = range(first, k)
            plain = not any(tags[i][0] == "V" or tags[i] in INTRODUCERS or tags[i] == "KON" for i in stretch)
            opens = tags[first] in SUBJECT_STARTS and tags[k - 1] not in ("APPR", "PTKZU", "PTKNEG")
            following = any(tag in FINITE for tag in tags[k + 2 :])
            if plain and opens and following and can_be_finite(draft.lower[k], "VVPP", morphology):
                tags[k] = "VVFIN"
        if tags[k] in ("$,", "$.", "$("):
            first = k + 1
        if tags[k] in ("$,", "$."):
            opening = k + 1


def is_comment(draft: SentenceDraft, first: int, end: int, morphology: Morphology) -> bool:
    """Is a stretch a "wie" clause with its own subject before the verb of the sentence, its verb at the end ("Wie die
    Zeitung unter Berufung auf Ermittler berichtet, floh …"; not "Wie erwartet, floh …")?"""
    led = draft.lower[first] == "wie" and end > first + 2 and draft.tags[first + 1] in SUBJECT_STARTS
    plain = not any(draft.tags[i][0] == "V" or draft.tags[i] == "KON" for i in range(first, end))
    followed = end + 2 < len(draft.tags) and draft.tags[end + 2] in FINITE
    return led and plain and followed and can_be_finite(draft.lower[end], "VVPP", morphology)


def mend_missing_verb(draft: SentenceDraft) -> None:
    """In a sentence without any finite verb, an adjective in -te(n) right behind a noun or name is the verb
    ("Der Verband sammelte Kommentare"), and so it is where it ends a first field before a clause ("Der Prüfer
    bemäkelte, dass …")."""
    tags = draft.tags
    border = tags.index("$,") if "$," in tags else 0
    if border > 1 and tags[border - 1] == "ADJA" and draft.lower[border - 1].endswith(("te", "ten")):
        before = tags[: border - 1]
        introduced = tags[border + 1 : border + 2] in (["KOUS"], ["PWAV"])
        if introduced and before[-1] in ("NN", "NE") and not any(tag[0] == "V" for tag in before):
            tags[border - 1] = "VVFIN"
    if any(tag in FINITE for tag in tags):
        return
    for i in range(1, len(tags)):
        if tags[i] == "ADJA" and tags[i - 1] in ("NN", "NE") and draft.lower[i].endswith(("te", "ten")):
            tags[i] = "VVFIN"
            return


def repair(draft: SentenceDraft, left: int, right: int, morphology: Morphology) -> None:
    """Two finite verbs without anything between that parts them: one of them is not finite.

    "hat … erklärt", "will … planen": the content verb is a participle or an infinitive; "gesagt hat" likewise.
    """
    tags = draft.tags
    if tags[left] in ("VAFIN", "VMFIN") and tags[right] == "VVFIN":
        modal = draft.lower[right].endswith("n") and tags[left] == "VMFIN"
        tags[right] = "VVINF" if modal or is_infinitive_only(draft.lower[right], morphology) else "VVPP"
    elif tags[right] in ("VAFIN", "VMFIN") and tags[left] == "VVFIN" and right == left + 1:
        tags[left] = "VVINF" if draft.lower[left].endswith("n") and tags[right] == "VMFIN" else "VVPP"
    elif tags[left] in ("VAFIN", "VMFIN") and tags[right] in ("VAFIN", "VMFIN") and right == left + 1:
        tags[left] = "VAINF" if draft.lower[left].endswith("n") else "VAPP"


def finish_verb_last(draft: SentenceDraft, first: int, last: int, morphology: Morphology) -> int | None:
    """The finite verb of a verb-last clause that ends in an infinitive or participle form without "zu"
    ("die verdächtigt werden", "ob sie kommen", "damit sie Hilfe erhalten"); its tag is mended."""
    tags = draft.tags
    words = [k for k in range(first, last) if not tags[k].startswith("$")]
    end = words[-1] if words else -1
    if end > first + 1 and tags[end] in ("ADJD", "ADJA", "ADV") and is_conjunctive_last(draft, first, end):
        tags[end] = "VVFIN"
        return end
    if end < 0 or tags[end] not in FINITE_TAGS or (end > 0 and tags[end - 1] == "PTKZU"):
        return None
    if not can_be_finite(draft.lower[end], tags[end], morphology):
        return None
    tags[end] = FINITE_TAGS[tags[end]]
    return end


def is_conjunctive_last(draft: SentenceDraft, first: int, end: int) -> bool:
    """Is the word in -e that ends a clause without verb behind "dass", "da", "ob" its verb ("da sie sich irre")?"""
    verbless = not any(draft.tags[k][0] == "V" for k in range(first, end))
    form = draft.tokens[end].text
    return verbless and "KOUS" in draft.tags[first:end] and form.islower() and form.endswith("e")


def mend_conjoined(draft: SentenceDraft, first: int, last: int, morphology: Morphology) -> None:
    """Verbs on the two sides of a conjunction within a stretch: "die Angaben machen und die Preise nennt" has two
    finite verbs, and so has "da er Arzt ist und alles erklärt"."""
    tags, lower = draft.tags, draft.lower
    conjunctions = [k for k in range(first + 1, last) if tags[k] == "KON" and lower[k] in morphology.coordinators]
    if not conjunctions:
        return
    finite = [k for k in range(first, last) if tags[k] in FINITE]
    if not finite and any(tags[k] in INTRODUCERS for k in range(first, min(first + 4, last))):
        end = finish_verb_last(draft, first, last, morphology)
        finite = [] if end is None else [end]
    if not finite:
        return
    if not licensed(draft, first, last, finite, morphology):
        for k in range(first, last):
            apart = any(min(k, f) < c < max(k, f) for c in conjunctions for f in finite)
            if apart and is_free(draft, k) and can_be_finite(lower[k], tags[k], morphology):
                tags[k] = "VVFIN"
        return
    at = next((c for c in conjunctions if c - 1 == finite[-1]), None)
    if at is None or not any(tags[k] in INTRODUCERS for k in range(first, min(first + 4, finite[-1]))):
        return
    words = [k for k in range(at + 1, last) if not tags[k].startswith("$")]
    if len(words) > 1 and not any(tags[k] in FINITE for k in words):
        finish_verb_last(draft, at + 1, last, morphology)


def licensed(draft: SentenceDraft, first: int, last: int, finite: list[int], morphology: Morphology) -> bool:
    """Does a verb of the stretch allow a bare infinitive or a participle beside it?"""
    tags = draft.tags
    if any(tags[k][:2] in ("VA", "VM") for k in range(first, last)):
        return True
    return any(governs_infinitive(draft, k, morphology) for k in finite)


def governs_infinitive(draft: SentenceDraft, k: int, morphology: Morphology) -> bool:
    """Is the verb at k a form of "lassen", "sehen", "gehen" or another verb with a bare infinitive?"""
    return bool({draft.tokens[k].lemma.lower(), *(e.lemma for e in morphology.finite.get(draft.lower[k], ()))} & (
        morphology.infinitive_verbs
    ))  # fmt: skip


def is_free(draft: SentenceDraft, k: int) -> bool:
    """Is the word a non-finite content verb without "zu" and not compared ("als erwartet")?"""
    if draft.tags[k] not in ("VVINF", "VVPP"):
        return False
    return not (k > 0 and (draft.tags[k - 1] == "PTKZU" or is_compared(draft, k)))


def is_compared(draft: SentenceDraft, k: int) -> bool:
    """Is the participle at k compared: "als erwartet", "wie gestern berichtet"?"""
    at = k - 1
    while at >= 0 and draft.tags[at] in ("ADV", "ADJD") and k - at < 5:
        at -= 1
    return at >= 0 and draft.tags[k] == "VVPP" and draft.lower[at] in ("als", "wie") and draft.tags[at] != "KOUS"
