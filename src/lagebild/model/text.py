"""The view of a text that all rules are written on: tokens, sentences, noun phrases, clauses, quotation marks.

Indexes count tokens of the whole report; ranges are (first, last) with `last` exclusive. Offsets count code points.
"""

from enum import StrEnum

from msgspec import Struct

Range = tuple[int, int]
"""First token (inclusive) and last token (exclusive)."""


class Token(Struct, frozen=True, kw_only=True, gc=False):
    """A token. tag: STTS; pos: UPOS; case … mood: Universal Dependencies values or "" (unknown)."""

    i: int
    start: int
    end: int
    text: str
    lemma: str
    tag: str
    pos: str
    case: str = ""
    number: str = ""
    gender: str = ""
    person: str = ""
    tense: str = ""
    entity: str = ""
    """Label of the name that the model sees here, with its form: PER, LOC, ORG, OTH, LOCderiv, ORGpart …"""
    entity_start: bool = False


class SentenceKind(StrEnum):
    """A full sentence, or a heading (title, subhead, list head) that ends with its line."""

    SENTENCE = "sentence"
    HEADING = "heading"


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence: its tokens, its offsets (white space at the borders left out), its paragraph (counted from 0)."""

    i: int
    first: int
    last: int
    start: int
    end: int
    paragraph: int
    kind: SentenceKind = SentenceKind.SENTENCE


class Quoted(Struct, frozen=True, kw_only=True):
    """A stretch between quotation marks. Offsets include the marks; depth 0 is outermost; closed is false when the
    closing mark is missing and the stretch was ended at its paragraph."""

    start: int
    end: int
    first: int
    last: int
    depth: int = 0
    closed: bool = True


class PhraseKind(StrEnum):
    """What the head of a noun phrase is."""

    NOUN = "noun"
    NAME = "name"
    PRONOUN = "pronoun"
    RELATIVE = "relative"
    INTERROGATIVE = "interrogative"
    NUMBER = "number"


class NounPhrase(Struct, frozen=True, kw_only=True):
    """A noun phrase without relative clause; `preposition` stands outside of its range.

    first, last: core range (determiner to name), genitive and prepositional attributes left out.
    full: range with genitive and prepositional attributes and appositions.
    cases: the cases that article, agreement and tags leave open.
    name: range of the proper name in it ("Alexander Lukaschenko" in "der Machthaber Alexander Lukaschenko").
    genitive: phrase that owns it ("des Kreml" in "ein Sprecher des Kreml"; "Putins" in "Putins Besuch").
    apposition: phrase between commas that names it again ("…, Dmitri Peskow,").
    attributes: adjectives and participles. modifiers: prepositional phrases attached to it.
    conjuncts: further phrases coordinated with it (on the first of them). parent: phrase that it is attached to.
    """

    i: int
    kind: PhraseKind
    first: int
    last: int
    full: Range
    head: int
    lemma: str
    cases: frozenset[str]
    number: str = ""
    gender: str = ""
    person: str = "3"
    preposition: int | None = None
    determiner: int | None = None
    name: Range | None = None
    genitive: int | None = None
    apposition: int | None = None
    attributes: tuple[int, ...] = ()
    modifiers: tuple[int, ...] = ()
    conjuncts: tuple[int, ...] = ()
    parent: int | None = None
    clause: int = -1


class ClauseKind(StrEnum):
    """How a clause stands in its sentence."""

    MAIN = "main"
    COORDINATE = "coordinate"
    SUBORDINATE = "subordinate"
    RELATIVE = "relative"
    INFINITIVE = "infinitive"
    PARENTHESIS = "parenthesis"
    VERBLESS = "verbless"


class VerbPosition(StrEnum):
    """Place of the finite verb: first, second, last, or none (infinitives, headlines)."""

    FIRST = "V1"
    SECOND = "V2"
    LAST = "VL"
    NONE = "-"


class Mood(StrEnum):
    """Mood of the finite verb. `i_or_1`: Indikativ or Konjunktiv I by form; `i_or_2`: Präteritum or Konjunktiv II."""

    INDICATIVE = "indicative"
    SUBJUNCTIVE_1 = "subjunctive1"
    SUBJUNCTIVE_2 = "subjunctive2"
    INDICATIVE_OR_1 = "i_or_1"
    INDICATIVE_OR_2 = "i_or_2"
    IMPERATIVE = "imperative"
    NONE = "none"


class Tense(StrEnum):
    """Tense of the whole verb cluster."""

    PRESENT = "present"
    PRETERITE = "preterite"
    PERFECT = "perfect"
    PLUPERFECT = "pluperfect"
    FUTURE = "future"
    NONE = "none"


class Voice(StrEnum):
    """Voice of the verb cluster: active, werden passive, sein passive ("ist besetzt")."""

    ACTIVE = "active"
    PASSIVE = "passive"
    STATIVE = "stative"


class Role(StrEnum):
    """What a noun phrase does in its clause."""

    SUBJECT = "subject"
    ACCUSATIVE = "accusative"
    DATIVE = "dative"
    GENITIVE = "genitive"
    PREPOSITIONAL = "prepositional"
    AGENT = "agent"
    PREDICATIVE = "predicative"
    ADVERBIAL = "adverbial"


class Argument(Struct, frozen=True, kw_only=True):
    """A noun phrase in its role; `preposition` is the lemma of its preposition ("mit" for "beim" is "bei")."""

    role: Role
    phrase: int
    preposition: str = ""
    rule: str = ""


class Fields(Struct, frozen=True, kw_only=True):
    """Topological fields of a clause as token ranges, null when empty (Vorfeld, linke Klammer, Mittelfeld, rechte
    Klammer, Nachfeld)."""

    prefield: Range | None = None
    left: Range | None = None
    middle: Range | None = None
    right: Range | None = None
    postfield: Range | None = None


class Clause(Struct, frozen=True, kw_only=True):
    """A clause with its verb, fields, mood, tense, voice, negation, modality and arguments.

    tokens: its own tokens, in order, those of embedded clauses left out. start, end: offsets from its first to its last
    own token. introducer: complementizer, relative pronoun or "um". finite: finite verb. head: content verb.
    predicate: lemma of the content verb with its separable particle ("ankündigen" for "kündigte … an").
    cluster: all verbal tokens of its own. borrowed: finite verb and helpers that stand in the clause that it is
    coordinated with ("wurde" for the second clause of "wurde gefasst und verhört").
    modals: lemmas of modal verbs. auxiliaries: lemmas of haben, sein, werden in the cluster.
    negations: tokens that negate the clause or one of its phrases (nicht, kein, niemand, nie …).
    reflexive: token of the reflexive pronoun. parent: clause that it depends on or is coordinated with.
    antecedent: phrase that a relative clause speaks of. governor: token of the noun or verb that an embedded clause
    depends on, where known. shared_subject: the subject was taken from the clause that it is coordinated with or that
    controls it.
    """

    i: int
    sentence: int
    kind: ClauseKind
    position: VerbPosition
    tokens: tuple[int, ...]
    start: int
    end: int
    introducer: int | None = None
    finite: int | None = None
    head: int | None = None
    particle: int | None = None
    predicate: str = ""
    cluster: tuple[int, ...] = ()
    borrowed: tuple[int, ...] = ()
    modals: tuple[str, ...] = ()
    auxiliaries: tuple[str, ...] = ()
    mood: Mood = Mood.NONE
    tense: Tense = Tense.NONE
    voice: Voice = Voice.ACTIVE
    negations: tuple[int, ...] = ()
    reflexive: int | None = None
    fields: Fields = Fields()
    arguments: tuple[Argument, ...] = ()
    parent: int | None = None
    antecedent: int | None = None
    governor: int | None = None
    shared_subject: bool = False


class Analysis(Struct, frozen=True, kw_only=True):
    """The analysed text of a report. `clause_of[i]` and `phrase_of[i]` give the innermost clause and phrase of token i
    (-1 for none); the phrase of a preposition is the phrase that it governs."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quoted: tuple[Quoted, ...]
    phrases: tuple[NounPhrase, ...]
    clauses: tuple[Clause, ...]
    sentence_of: tuple[int, ...]
    clause_of: tuple[int, ...]
    phrase_of: tuple[int, ...]
