"""Actors while their mentions are gathered, and the search for the earlier mention that another one points to."""

from bisect import bisect_left

from msgspec import Struct, field

from lagebild.lang.actors import ActorLexicon, Entry
from lagebild.mentions.candidates import Candidate
from lagebild.model import ActorKind

NEAR = 3
"""Sentences back in which a pronoun finds its antecedent."""

RULING = ("GOV", "PRE")
"""Sectors of offices of government; PRE, of entities without general recognition, stands beside it."""


class Seen(Struct, frozen=True, kw_only=True):
    """A mention of a draft: position in the text, sentence, whether it is a subject, and whether it only says where
    something is ("in Kenia")."""

    at: int
    end: int
    sentence: int
    subject: bool
    i: int
    embedded: bool = False
    place: bool = False


class Draft(Struct, kw_only=True):
    """An actor in the making. entry: number in the lexicon; families, nouns: of the nouns that it was called by;
    called: sectors of those that name an office."""

    n: int
    name: str
    kind: ActorKind
    entry: int | None = None
    country: str | None = None
    sector: str = ""
    gender: str = ""
    number: str = "Sing"
    families: set[str] = field(default_factory=set)
    nouns: list[str] = field(default_factory=list)
    called: set[str] = field(default_factory=set)
    affiliation: int | None = None
    seen: list[Seen] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    named: bool = False
    owner: int | None = None

    def add(self, candidate: Candidate, rule: str) -> None:
        """Enter a mention; what it says of the actor fills what is unknown."""
        embedded = candidate.mine is not None or not candidate.subject
        seen = Seen(
            at=candidate.start,
            end=candidate.end,
            sentence=candidate.sentence,
            subject=candidate.subject,
            i=candidate.i,
            embedded=embedded,
            place=candidate.place,
        )
        self.seen.insert(self.count(seen.at), seen)
        self.rules.append(rule)
        if candidate.how in ("pronoun", "relative"):
            return
        if candidate.role is not None and candidate.role.family:
            self.families.add(candidate.role.family)
        if candidate.role is not None and candidate.word not in self.nouns:
            self.nouns.append(candidate.word)
        if candidate.role is not None and candidate.sector and candidate.role.family != "politician":
            self.called.add(candidate.sector)
        self.gender = self.gender or (candidate.gender if self.kind == ActorKind.PERSON or not self.named else "")
        self.country = self.country or candidate.country
        self.sector = self.sector or candidate.sector
        if self.affiliation is None:
            self.affiliation = candidate.affiliation

    def before(self, at: int) -> Seen | None:
        """The last mention that ends before a position."""
        index = self.count(at) - 1
        while index >= 0 and self.seen[index].end > at:
            index -= 1
        return self.seen[index] if index >= 0 else None

    def count(self, at: int) -> int:
        """Number of mentions that begin before a position."""
        return bisect_left(self.seen, at, key=lambda seen: seen.at)

    def was_subject(self, last: Seen) -> bool:
        """Is this or an earlier mention of the same sentence a subject?"""
        index = self.count(last.at)
        while index >= 0 and (index >= len(self.seen) or self.seen[index].sentence >= last.sentence):
            if index < len(self.seen) and self.seen[index].at <= last.at and self.seen[index].subject:
                return True
            index -= 1
        return False


def is_person(draft: Draft) -> bool:
    """Is it a single person?"""
    return draft.kind == ActorKind.PERSON and draft.number != "Plur"


def agrees(draft: Draft, gender: str, number: str) -> bool:
    """Can a form of this gender and number ("" for open) mean the actor?"""
    if number and draft.number and number != draft.number:
        return number == "Plur" and draft.kind == ActorKind.GROUP
    return not (gender and draft.gender and gender != draft.gender and number != "Plur")


def offices_at(entry: Entry, day: str) -> list[str]:
    """Offices that somebody of the lexicon holds on a day."""
    return [office.office for office in entry.offices if office.held(day)]


def sector_at(lexicon: ActorLexicon, entry: Entry, day: str) -> str:
    """Sector of an entry on a day: that of the office held then; ELI after an office of government."""
    if entry.kind != ActorKind.PERSON or not entry.offices or not day:
        return entry.sectors[0] if entry.sectors else ""
    held = [office for office in entry.offices if office.held(day)]
    if any(office.sector in RULING for office in held):
        return "GOV"
    for office in held:
        if office.sector:
            return office.sector
        role = lexicon.roles.get(office.office)
        if role is not None and role.sector:
            return role.sector
    if held and entry.sectors:
        return entry.sectors[0]
    past = [office for office in entry.offices if office.begun(day)]
    if any(office.sector in RULING for office in past):
        return "ELI"
    return past[-1].sector if past else ""
