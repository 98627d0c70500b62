"""The records of the event lexicon in its compiled form."""

from msgspec import Struct

from lagebild.model import EventType, Status


class Frame(Struct, frozen=True, kw_only=True):
    """Slots that fill actor and recipient, best first. theme: slot that is actor where the actor slots are empty."""

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    symmetric: bool = False
    theme: str = ""


class Check(Struct, frozen=True, kw_only=True):
    """A condition on the surroundings: of a slot ("acc", "pp" with its prepositions …) or a flag ("refl").

    classes: word classes of which the slot's head must (or, `negated`, must not) be one; empty: any filler."""

    slot: str
    prepositions: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    negated: bool = False


class Entry(Struct, frozen=True, kw_only=True):
    """An event word with its reading. verbs: those of a unit ("Brand" + setzen); own: of an analyst's file, which goes
    before the built-in ones."""

    word: str
    kind: str
    type: EventType
    mode: str | None = None
    frame: Frame
    contexts: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    verbs: tuple[str, ...] = ()
    example: str = ""
    own: bool = False


class WordClass(Struct, frozen=True, kw_only=True):
    """Nouns that a check may ask for; long words stand for their compounds too."""

    words: frozenset[str]
    endings: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    places: bool = False


class Modifier(Struct, frozen=True, kw_only=True):
    """What the first part of a compound adds: another type, a mode, contexts."""

    type: EventType | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()


class Support(Struct, frozen=True, kw_only=True):
    """A verb that lends an event noun its parties: where the noun stands and which arguments are its parties."""

    argument: str
    actor: str = ""
    recipient: tuple[str, ...] = ()


class Shifter(Struct, frozen=True, kw_only=True):
    """A word that changes the status of what is in its scope; `attempted` leaves the status and marks the attempt.

    but: types whose nouns it leaves as they are when it is past (decided sanctions are in force); indefinite: only for
    nouns without definite article ("Gespräche über eine Waffenruhe", not "über den Anschlag")."""

    status: Status | None
    attempted: bool = False
    scope: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    indefinite: bool = False


class Modal(Struct, frozen=True, kw_only=True):
    """A reading of a modal verb by mood, tense and infinitive ("" for any)."""

    verb: str
    status: Status
    mood: str = ""
    tense: str = ""
    infinitive: str = ""
    voice: str = ""
    hearsay: bool = False


class Shifters(Struct, frozen=True, kw_only=True):
    """All that changes a status. carriers: verbs by which an event noun happens or not ("stattfinden")."""

    verbs: dict[str, tuple[Shifter, ...]]
    nouns: dict[str, tuple[Shifter, ...]]
    adjectives: dict[str, Shifter]
    adverbs: dict[str, Shifter]
    prepositions: dict[str, Shifter]
    conditional: frozenset[str]
    negators: frozenset[str]
    not_negating: frozenset[str]
    carriers: frozenset[str]
    hearsay: frozenset[str]
    light: frozenset[str]
    preventing: frozenset[str]
    accusing: frozenset[str]
    judging: frozenset[str]
    needing: frozenset[str]
    modals: tuple[Modal, ...]


class Count(Struct, frozen=True, kw_only=True):
    """What is counted: heads that name it, verbs and unit nouns whose party is counted."""

    nouns: frozenset[str]
    verbs: frozenset[str]
    units: frozenset[str]


class Numbers(Struct, frozen=True, kw_only=True):
    """Counts and number words. vague: words for round counts ("Dutzende"), at least so many; scales: "Millionen";
    powers: parts of number words ("tausend"), the highest first; joiners: what stands in ranges, first the one that
    needs `between` before ("zwischen 20 und 30") and joins number words; currencies: code by word."""

    counts: dict[str, Count]
    words: dict[str, int]
    vague: dict[str, int]
    scales: dict[str, int]
    powers: dict[str, int]
    joiners: tuple[str, ...]
    between: tuple[str, ...]
    currencies: dict[str, str]
    at_least: tuple[str, ...]
    at_most: tuple[str, ...]


class Events(Struct, frozen=True, kw_only=True, eq=False):
    """The compiled lexicon. Indexes hold positions in `entries`; keys of `nouns` and `units` are inflected forms in
    lower case, those of `verbs` lemmas, those of `participles` forms without ending ("zurückgetreten")."""

    entries: tuple[Entry, ...]
    verbs: dict[str, tuple[int, ...]]
    verb_forms: dict[str, str]
    known_verbs: frozenset[str]
    participles: dict[str, str]
    nouns: dict[str, tuple[int, ...]]
    units: dict[str, tuple[int, ...]]
    modifiers: dict[str, Modifier]
    blocked: frozenset[str]
    classes: dict[str, WordClass]
    support: dict[str, tuple[Support, ...]]
    shifters: Shifters
    contexts: dict[str, tuple[str, ...]]
    context_prefixes: dict[str, tuple[str, ...]]
    context_suffixes: dict[str, tuple[str, ...]]
    topics: dict[str, frozenset[str]]
    topic_prefixes: dict[str, frozenset[str]]
    modes: dict[str, dict[str, str]]
    background: dict[str, frozenset[str]]
    parties: dict[str, frozenset[str]]
    numbers: Numbers
