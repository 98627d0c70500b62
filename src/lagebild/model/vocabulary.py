"""The closed vocabularies of a reading: PLOVER 2.0 event types, statuses, stances and the like."""

from enum import StrEnum
from typing import Final

Span = tuple[int, int]
"""Start (inclusive) and end (exclusive) in Unicode code points of the report's text."""


class EventType(StrEnum):
    """The sixteen event types of PLOVER 2.0."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


MODES: Final[dict[EventType, tuple[str, ...]]] = {
    EventType.CONSULT: ("visit", "third-party", "multilateral", "phone"),
    EventType.RETREAT: ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    EventType.REQUEST: ("assist", "change", "yield", "meet"),
    EventType.ACCUSE: ("disapprove", "investigate", "allege"),
    EventType.REJECT: ("assist", "change", "yield", "meet"),
    EventType.THREATEN: ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    EventType.PROTEST: ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    EventType.SANCTION: ("convict", "expel", "withdraw", "discontinue"),
    EventType.MOBILIZE: ("troops", "weapons", "police", "militia"),
    EventType.COERCE: (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation",
        "cyber",
    ),
    EventType.ASSAULT: (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip
"""The modes that PLOVER 2.0 allows for each type; types that are missing have none."""

CONTEXTS: Final[frozenset[str]] = frozenset(
    """military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic
    legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity
    inequality diplomatic territory peacekeeping health asylum migration disasters natural_resource environment
    technology terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking""".split()
)
"""PLOVER's 37 contexts."""

SECTORS: Final[frozenset[str]] = frozenset(
    """COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC
    IGO UNO EUR NGO ISM IMG MNC""".split()
)
"""PLOVER's primary actor sectors."""


class Status(StrEnum):
    """How the text presents an event."""

    ACTUAL = "actual"
    PLANNED = "planned"
    POSSIBLE = "possible"
    REQUESTED = "requested"
    NEGATED = "negated"


class LedgerStatus(StrEnum):
    """Status of an event linked across reports; `claimed` when only parties to it say that it happened."""

    ACTUAL = "actual"
    CLAIMED = "claimed"
    PLANNED = "planned"
    POSSIBLE = "possible"
    REQUESTED = "requested"
    NEGATED = "negated"


class QuotationType(StrEnum):
    """Types of quotation after Petersen-Frey and Biemann (2024)."""

    DIRECT = "Direct"
    INDIRECT = "Indirect"
    FREE_INDIRECT = "FreeIndirect"
    INDIRECT_FREE_INDIRECT = "IndirectFreeIndirect"
    REPORTED = "Reported"


class Stance(StrEnum):
    """What a holder does with the content, stated affirmatively."""

    ASSERTS = "asserts"
    CONFIRMS = "confirms"
    DENIES = "denies"
    DOUBTS = "doubts"
    EXPECTS = "expects"
    FEARS = "fears"
    ANNOUNCES = "announces"
    DEMANDS = "demands"
    ACCUSES = "accuses"
    PRAISES = "praises"
    NO_COMMENT = "no_comment"
    REJECTS = "rejects"
    CLAIMS = "claims"
    RETRACTS = "retracts"


VOUCHING: Final[frozenset[Stance]] = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.ANNOUNCES, Stance.ACCUSES})
"""The stances by which a holder vouches for what he says."""


class About(StrEnum):
    """What a stance is about."""

    OCCURRENCE = "occurrence"
    RESPONSIBILITY = "responsibility"
    PARTICIPATION = "participation"
    NUMBER = "number"
    LEGALITY = "legality"


class ActorKind(StrEnum):
    """What sort of actor somebody or something is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE = "state"
    GROUP = "group"
    MEDIUM = "medium"


class EntityLabel(StrEnum):
    """Classes of names, as in GermEval 2014."""

    PER = "PER"
    LOC = "LOC"
    ORG = "ORG"
    OTH = "OTH"


class EntityForm(StrEnum):
    """A name proper, a form derived from a name ("russisch"), or a word with a name in it ("US-Präsident")."""

    NAME = "name"
    DERIVED = "derived"
    PART = "part"


class TimexType(StrEnum):
    """Types of time expressions in TimeML."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Correction(StrEnum):
    """What a later version of a report does to the earlier one."""

    UPDATE = "update"
    CORRECTION = "correction"
    RETRACTION = "retraction"
    COUNTERSTATEMENT = "counterstatement"
