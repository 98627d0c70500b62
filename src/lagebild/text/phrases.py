"""Noun phrase chunks from tags, with the cases that determiner, adjective and noun leave open.

Indexes are those of the sentence draft.
"""

from functools import lru_cache

from lagebild.lang.morphology import Cell, Morphology
from lagebild.model import PhraseKind, Token
from lagebild.text.draft import PhraseDraft, SentenceDraft
from lagebild.text.forms import KEPT, VERBS

DETERMINERS = frozenset({"ART", "PDAT", "PIAT", "PIDAT", "PPOSAT", "PWAT", "PRELAT"})
PRONOUNS = {
    "PPER": PhraseKind.PRONOUN, "PDS": PhraseKind.PRONOUN, "PIS": PhraseKind.PRONOUN, "PPOSS": PhraseKind.PRONOUN,
    "PRELS": PhraseKind.RELATIVE, "PWS": PhraseKind.INTERROGATIVE,
}  # fmt: skip
PREPOSITIONS = frozenset({"APPR", "APPRART"})
EXTENDING = PREPOSITIONS | {"ADV", "NN", "NE", "ADJD", "PAV", "CARD"}
"""What an extended attribute may begin with."""
NOUNS = frozenset({"NN", "NE", "FM"})
NEVER_FIRST = VERBS | {"$,", "$.", "KON", "KOUS", "KOUI", "PTKVZ", "PTKZU", "PRF", "PROAV", "PWAV"}
"""Tags of words that begin no phrase."""
LONG_NAME = 7
"""Letters beyond which a name in -us, -os, -as, -is before a noun is rather a genitive ("Imamoglus Partei")."""
ALL_CELLS: frozenset[Cell] = frozenset(
    (case, number, gender)
    for case in ("Nom", "Acc", "Dat", "Gen")
    for number in ("Sing", "Plur")
    for gender in ("Masc", "Fem", "Neut")
)


def chunk(draft: SentenceDraft, morphology: Morphology) -> list[PhraseDraft]:
    """All noun phrases of a sentence from left to right; phrases inside extended attributes come before their owner."""
    found: list[PhraseDraft] = []
    i = 0
    while i < len(draft.tags):
        phrase = phrase_at(draft, i, morphology, found)
        if phrase is None:
            i += 1
        else:
            found.append(phrase)
            i = phrase.end
    return found


def phrase_at(
    draft: SentenceDraft, i: int, morphology: Morphology, found: list[PhraseDraft], depth: int = 0
) -> PhraseDraft | None:
    """The phrase that begins at token i, with its preposition, or None."""
    tags = draft.tags
    if tags[i] in PREPOSITIONS:
        j = i + 1
        while j < len(tags) and tags[j] in PREPOSITIONS:
            j += 1
        phrase = core_at(draft, j, morphology, found, depth) if j < len(tags) else None
        if phrase is None:
            return None
        phrase.preposition = j - 1
    else:
        phrase = core_at(draft, i, morphology, found, depth)
        if phrase is None:
            return None
        if phrase.last < len(tags) and tags[phrase.last] == "APPO" and phrase.kind != PhraseKind.RELATIVE:
            phrase.preposition = phrase.last
    if is_range(draft, phrase, morphology):
        phrase.first, phrase.preposition = phrase.preposition or phrase.first, None
    if phrase.preposition is not None:
        restrict(phrase, morphology.prepositions.get(draft.lower[phrase.preposition], ("", ()))[1])
    return phrase


def is_range(draft: SentenceDraft, phrase: PhraseDraft, morphology: Morphology) -> bool:
    """ "zwischen fünf und zehn Menschen" is a number of people, not a place between them (but "… Uhr", "… Jahren")."""
    at = phrase.preposition
    if at is None or draft.lower[at] != "zwischen" or draft.tags[at + 1 : at + 4] != ["CARD", "KON", "CARD"]:
        return False
    return phrase.head > at + 3 and draft.tokens[phrase.head].lemma.lower() not in morphology.time_nouns


def restrict(phrase: PhraseDraft, cases: tuple[str, ...]) -> None:
    """Keep the readings in the given cases, where any is left."""
    phrase.cells = in_cases(phrase.cells, cases) or phrase.cells


def core_at(
    draft: SentenceDraft, i: int, morphology: Morphology, found: list[PhraseDraft], depth: int
) -> PhraseDraft | None:
    """The phrase without preposition that begins at token i, or None."""
    tags, n = draft.tags, len(draft.tags)
    if tags[i] in NEVER_FIRST and draft.lower[i] not in morphology.quantity_nouns:
        return None
    kind = PRONOUNS.get(tags[i])
    if kind is not None and not (draft.lower[i] in morphology.quantity_nouns and i + 1 < n):
        return pronoun_phrase(draft, i, kind, morphology)
    j = i
    determiner = None
    if draft.lower[j] in morphology.quantity_nouns and j + 1 < n and tags[j + 1] in ("ADJA", "NN", "NE", "CARD"):
        j += 1
    while j < n and tags[j] in DETERMINERS:
        determiner = j if determiner is None else determiner
        j += 1
    attributes: list[int] = []
    inner: list[PhraseDraft] = []
    if determiner is not None and depth < 2 and j < n and tags[j] in EXTENDING:
        j, inner = extended_attribute(draft, j, morphology, depth)
    j = attributes_from(draft, j, attributes, determiner is not None)
    if j < n and quoted_name_end(draft, j) is not None:
        j += 1
    if j < n and draft.lower[j] in morphology.quantity_nouns and j + 1 < n and tags[j + 1] in ("ADJA", "NN", "NE"):
        j = attributes_from(draft, j + 1, attributes)
    last = nouns_from(draft, j, morphology) if j < n else j
    if last == j:
        return elliptic_phrase(draft, i, determiner, attributes)
    found.extend(inner)
    end = quoted_name_end(draft, last)
    if end is not None and draft.tags[last - 1] == "NN":
        last = end
    elif last < n and draft.tokens[last].text in '“”«"‘' and j > i and draft.tokens[j - 1].text in '„“»"‚':
        last += 1
    head = head_of(draft, j, last)
    phrase = PhraseDraft(
        PhraseKind.NAME if tags[head] in ("NE", "FM") else PhraseKind.NOUN, i, last, head,
        determiner=determiner, attributes=attributes, name=name_range(draft, j, last),
    )  # fmt: skip
    phrase.cells = noun_cells(draft, phrase, morphology)
    for part in inner:
        part.parent = phrase
        phrase.modifiers.append(part)
    return phrase


def pronoun_phrase(draft: SentenceDraft, i: int, kind: PhraseKind, morphology: Morphology) -> PhraseDraft:
    """A pronoun as a phrase of its own."""
    phrase = PhraseDraft(kind, i, i + 1, i)
    form = draft.tokens[i].text
    entry = morphology.pronouns.get(form) or morphology.pronouns.get(draft.lower[i])
    if entry is not None:
        phrase.person, cells = entry
        phrase.cells = widen(cells)
    else:
        phrase.cells = widen(morphology.determiners.get(draft.lower[i], ())) or ALL_CELLS
    return phrase


def extended_attribute(
    draft: SentenceDraft, j: int, morphology: Morphology, depth: int
) -> tuple[int, list[PhraseDraft]]:
    """Skip "von Russland gelieferten" after an article: position of the participle, and the phrases skipped."""
    tags, start = draft.tags, j
    inner: list[PhraseDraft] = []
    while j < len(tags) and j < start + 12:
        if tags[j] == "ADJA" and j > start:
            return j, inner
        if tags[j] in PREPOSITIONS:
            part = phrase_at(draft, j, morphology, inner, depth + 1)
            if part is None:
                break
            inner.append(part)
            j = part.end
        elif tags[j] in ("ADV", "ADJD", "PTKNEG", "PAV", "PROAV", "CARD") or is_measure(tags, j):
            j += 1
        else:
            break
    return start, []


def is_measure(tags: list[str], j: int) -> bool:
    """Is the noun at j a measure before an adjective ("das 9 Meter lange Boot")?"""
    return tags[j] == "NN" and tags[j - 1] == "CARD" and tags[j + 1 : j + 2] == ["ADJA"]


def attributes_from(draft: SentenceDraft, j: int, attributes: list[int], determined: bool = False) -> int:
    """Skip adjectives, numbers and what stands between them; position of the noun, attributes appended."""
    tags, n, start = draft.tags, len(draft.tags), j
    while j < n:
        tag = tags[j]
        following = tags[j + 1] if j + 1 < n else ""
        ranged = tag == "APPR" and draft.lower[j] == "bis" and bool(attributes) and tags[j - 1] == following == "CARD"
        if tag in ("ADJA", "CARD", "TRUNC"):
            attributes.append(j)
        elif ranged or (tag in ("ADV", "ADJD", "PTKNEG", "PTKA", "KOKOM") and leads_to_attribute(tags, j + 1)):
            pass
        elif tag in ("KON", "$,") and attributes and j > start and following in ("ADJA", "CARD", "NN", "TRUNC"):
            if following == "NN" and tags[j - 1] != "TRUNC":
                break
            if tag == "$," and following != "ADJA":
                break
        elif not (tag == "$(" and draft.tokens[j].text in "„»\"“‚" and following in ("ADJA", "NN", "NE", "CARD") and (
            attributes or j > start
        )):  # fmt: skip
            break
        j += 1
    while attributes and j > start and tags[j - 1] in ("KON", "$,", "$(") and not is_cut_off(tags, j):
        j -= 1
    return j


def is_cut_off(tags: list[str], j: int) -> bool:
    """Does the noun at j complete a word before its conjunction: "Staats- und Regierungschefs"?"""
    return j < len(tags) and tags[j] in NOUNS and tags[j - 2 : j] == ["TRUNC", "KON"]


def leads_to_attribute(tags: list[str], j: int) -> bool:
    """Do at most two more adverbs stand between here and an adjective or number?"""
    for k in range(j, min(j + 3, len(tags))):
        if tags[k] in ("ADJA", "CARD"):
            return True
        if tags[k] not in ("ADV", "ADJD", "KOKOM"):
            return False
    return False


def nouns_from(draft: SentenceDraft, j: int, morphology: Morphology) -> int:
    """End of the run of nouns and names that begins at j (j itself when there is none)."""
    tags, n = draft.tags, len(draft.tags)
    start = j
    if tags[j] == "TRUNC":
        j += 1
    while j < n:
        tag = tags[j]
        if tag in NOUNS:
            if j > start and not continues(draft, j, morphology):
                break
        elif tag == "CARD" and j > start and tags[j - 1] in NOUNS and not (j + 1 < n and tags[j + 1] in NOUNS):
            pass
        elif not (j > start and inside_entity(draft, j)):
            break
        j += 1
    return j if any(tags[k] in NOUNS for k in range(start, j)) else start


def quoted_name_end(draft: SentenceDraft, j: int) -> int | None:
    """End of a name in quotation marks that begins at j ("„New York Times“"), or None: at most six words, no verb."""
    tokens, tags = draft.tokens, draft.tags
    if j >= len(tokens) or tokens[j].text not in '„“»"‚' or j + 1 >= len(tokens):
        return None
    for k in range(j + 1, min(j + 8, len(tokens))):
        if tokens[k].text in '“”«"‘':
            named = any(tags[m] in NOUNS for m in range(j + 1, k))
            return k + 1 if named and tokens[j + 1].text[0].isupper() else None
        if tags[k][0] == "V" or tags[k] == "$,":
            return None
    return None


def inside_entity(draft: SentenceDraft, j: int) -> bool:
    """Is the token inside a name that began before it, and no verb or comma?"""
    token = draft.tokens[j]
    return (
        bool(token.entity) and not token.entity_start and draft.tags[j][0] not in "V$" and "deriv" not in token.entity
    )


def continues(draft: SentenceDraft, j: int, morphology: Morphology) -> bool:
    """Does the noun or name at j belong to the phrase whose noun stands at j - 1?"""
    tags, tokens = draft.tags, draft.tokens
    before, here = tokens[j - 1], tokens[j]
    if inside_entity(draft, j):
        return True
    if tags[j - 1] == "NE" and tags[j] == "NN":
        return False
    if tags[j - 1] == "NN" and j > 2 and draft.lower[j - 2] == "eigenen" and tags[j - 3] in PREPOSITIONS:
        return False
    if tags[j - 1] in ("NN", "CARD") and tags[j] == "NN":
        lemma = before.lemma.lower()
        return lemma in morphology.quantity_nouns or (
            lemma in morphology.time_nouns and here.lemma.lower() in morphology.months
        )
    if is_genitive_name(draft, j - 1, morphology):
        return False
    if tags[j] in ("NE", "FM") and tags[j - 1] == "NN":
        if here.entity.startswith("LOC"):
            bare = j < 2 or tags[j - 2] not in (*DETERMINERS, "ADJA", "APPRART")
            return bare or before.lemma.lower().endswith(morphology.named_by_place)
        return not (is_genitive_name(draft, j, morphology) and not here.entity)
    return not (before.entity and not before.entity.endswith("part") and here.entity and here.entity_start)


def is_genitive_name(draft: SentenceDraft, j: int, morphology: Morphology) -> bool:
    """Is the name at j a genitive by its form ("Putins", "Moskaus")?"""
    token = draft.tokens[j]
    if draft.tags[j] != "NE" or draft.lower[j] in morphology.names_in_s:
        return False
    if token.text.endswith(("’", "'")):
        return True
    if not token.text.endswith("s"):
        return False
    return (token.lemma != token.text and token.text.startswith(token.lemma)) or owns_next(draft, j)


def has_owned(draft: SentenceDraft, phrase: PhraseDraft) -> bool:
    """Is there anything beside a phrase that it can own: a noun before or behind it; or a preposition before it? A
    genitive does not stand alone ("Generalsekretär Guterres sprach")."""
    before = draft.tags[phrase.first - 1] if phrase.first else ""
    return before in (*NOUNS, *PREPOSITIONS, "CARD", "KON", "$,") or owns_next(draft, phrase.last - 1)


def owns_next(draft: SentenceDraft, j: int) -> bool:
    """Do only adjectives stand between the name at j and a common noun ("Microsofts neues Verhalten")?"""
    tags, n = draft.tags, len(draft.tags)
    form = draft.tokens[j].text
    bare = form.endswith(("ss", "is", "us", "os", "as")) and not form.endswith("aus")
    if bare and not (len(form) > LONG_NAME and tags[j + 1 : j + 2] == ["NN"] and not form.endswith("ss")):
        return False
    k = j + 1
    while k < n and k < j + 3 and tags[k] == "ADJA":
        k += 1
    return k < n and tags[k] == "NN" and not (draft.tokens[k].entity and not draft.tokens[k].entity_start)


def head_of(draft: SentenceDraft, first: int, last: int) -> int:
    """Head of a run of nouns: the last common noun before a name ("Machthaber Alexander L." -> Machthaber), else the
    last word of the name."""
    nouns = [k for k in range(first, last) if draft.tags[k] == "NN" and not draft.tokens[k].entity]
    words = [k for k in range(first, last) if draft.tags[k] in NOUNS]
    return (nouns or words)[-1]


def name_range(draft: SentenceDraft, first: int, last: int) -> tuple[int, int] | None:
    """The proper name among the nouns: the tokens tagged NE or inside a model name."""
    inside = [
        k
        for k in range(first, last)
        if draft.tags[k] in ("NE", "FM") or draft.tokens[k].entity[:3] in ("PER", "ORG", "LOC", "OTH")
    ]
    inside = [k for k in inside if "deriv" not in draft.tokens[k].entity and "part" not in draft.tokens[k].entity]
    return (inside[0], inside[-1] + 1) if inside else None


def elliptic_phrase(draft: SentenceDraft, i: int, determiner: int | None, attributes: list[int]) -> PhraseDraft | None:
    """A phrase whose noun is left out ("die drei", "elf weitere", "der belarussische", "stellt neue ein"), or None."""
    if not attributes or attributes[-1] < i:
        return None
    head = next((k for k in attributes if draft.tags[k] == "CARD"), attributes[-1])
    before_particle = draft.tags[head + 1 : head + 2] == ["PTKVZ"]
    if determiner is None and draft.tags[head] != "CARD" and not before_particle:
        return None
    kind = PhraseKind.NUMBER if draft.tags[head] == "CARD" else PhraseKind.NOUN
    return PhraseDraft(kind, i, attributes[-1] + 1, head, determiner=determiner, attributes=attributes, cells=ALL_CELLS)


@lru_cache(maxsize=4096)
def limited(cells: frozenset[Cell], k: int, value: str) -> frozenset[Cell]:
    """The cells with a value in column k (1 number, 2 gender)."""
    return frozenset(cell for cell in cells if cell[k] == value)


@lru_cache(maxsize=4096)
def in_cases(cells: frozenset[Cell], cases: tuple[str, ...], others: bool = False) -> frozenset[Cell]:
    """The cells of some cases, or those of the others."""
    return frozenset(cell for cell in cells if (cell[0] in cases) != others)


@lru_cache(maxsize=1024)
def widen(cells: tuple[Cell, ...]) -> frozenset[Cell]:
    """Cells without gender stand for all three."""
    return frozenset(
        (case, number, g) for case, number, gender in cells for g in ((gender,) if gender else ("Masc", "Fem", "Neut"))
    )


def noun_cells(draft: SentenceDraft, phrase: PhraseDraft, morphology: Morphology) -> frozenset[Cell]:
    """Readings left open by determiner, adjective ending, noun morphology and genitive -s, most reliable first."""
    tokens = draft.tokens
    head = tokens[phrase.head]
    cells = ALL_CELLS
    determiner = phrase.determiner
    if determiner is None and phrase.first > 0 and draft.tags[phrase.first - 1] == "APPRART":
        cells = narrowed(cells, limited(ALL_CELLS, 1, "Sing"))
    if determiner is not None:
        cells = narrowed(cells, widen(morphology.determiners.get(draft.lower[determiner], ())))
    elif phrase.attributes and draft.tags[phrase.attributes[-1]] == "ADJA":
        form = draft.lower[phrase.attributes[-1]]
        ending = next((e for e in ("er", "es", "en", "em", "e") if form.endswith(e)), "")
        cells = narrowed(cells, widen(morphology.strong_endings.get(ending, ())))
    if any(draft.tags[k] == "CARD" and draft.lower[k] not in ("ein", "eine", "1") for k in phrase.attributes):
        cells = narrowed(cells, limited(cells, 1, "Plur"))
    if head.tag == "NE" or (head.gender and determiner is None and head.tag != "NN"):
        cells = narrowed(cells, limited(cells, 1, "Sing"))
    if head.tag == "NN":
        if (
            determiner is not None
            and draft.lower[determiner] == "der"
            and head.text.lower().endswith(morphology.nominalised)
        ):
            return narrowed(cells, frozenset({("Nom", "Sing", "Masc")}))
        if determiner is not None and draft.lower[determiner] == "den" and is_weak(head):
            return cells
        for k, feature in ((2, noun_gender(head, morphology)), (1, head.number)):
            if feature:
                cells = narrowed(cells, limited(cells, k, feature))
    if determiner is None and not phrase.attributes:
        genitive = is_genitive_name(draft, phrase.last - 1, morphology) and has_owned(draft, phrase)
        cells = narrowed(cells, in_cases(cells, ("Gen",), others=not genitive))
    return cells


def noun_gender(noun: Token, morphology: Morphology) -> str:
    """Gender of a noun: by its end where that is listed (longest first), else the model's."""
    return gender_by_ending(noun.lemma.lower(), morphology) or noun.gender


@lru_cache(maxsize=KEPT)
def gender_by_ending(lemma: str, morphology: Morphology) -> str:
    """Gender that the longest listed ending gives a noun, "" without one."""
    endings = (lemma[at:] for at in range(max(0, len(lemma) - 12), len(lemma) - 1))
    return next(filter(None, map(morphology.gender_endings.get, endings)), "")


def is_weak(noun: Token) -> bool:
    """Can the form in -en be an accusative singular ("den Präsidenten", "den Verdächtigen")?"""
    ends = ("e", "ent", "ant", "ist", "at", "log", "graf", "mensch", "held", "herr", "er")
    return noun.text.endswith("en") and not noun.text.endswith("ern") and noun.lemma.lower().endswith(ends)


@lru_cache(maxsize=4096)
def narrowed(cells: frozenset[Cell], allowed: frozenset[Cell]) -> frozenset[Cell]:
    """The intersection, or the first set where nothing would be left."""
    return (cells & allowed) or cells
