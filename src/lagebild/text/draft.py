"""Mutable drafts of phrases and clauses while a sentence is being built; frozen into records at the end."""

from dataclasses import dataclass, field
from functools import lru_cache

from lagebild.lang.morphology import Cell
from lagebild.model import Argument, ClauseKind, PhraseKind, Range, Token


@lru_cache(maxsize=4096)
def cases_of(cells: frozenset[Cell]) -> frozenset[str]:
    """The cases among readings of case, number and gender."""
    return frozenset(cell[0] for cell in cells)


@lru_cache(maxsize=4096)
def number_and_gender(cells: frozenset[Cell]) -> tuple[str, str]:
    """The number, and the gender in the singular, that all readings share; "" where they do not."""
    numbers = {cell[1] for cell in cells}
    genders = {cell[2] for cell in cells if cell[1] == "Sing"}
    return (numbers.pop() if len(numbers) == 1 else ""), (genders.pop() if len(genders) == 1 else "")


@dataclass(slots=True, eq=False)
class PhraseDraft:
    """A noun phrase being built; `cells` are the readings of case, number and gender that are still open."""

    kind: PhraseKind
    first: int
    last: int
    head: int
    preposition: int | None = None
    determiner: int | None = None
    name: Range | None = None
    attributes: list[int] = field(default_factory=list)
    cells: frozenset[Cell] = frozenset()
    person: str = "3"
    genitive: "PhraseDraft | None" = None
    apposition: "PhraseDraft | None" = None
    modifiers: list["PhraseDraft"] = field(default_factory=list)
    conjuncts: list["PhraseDraft"] = field(default_factory=list)
    parent: "PhraseDraft | None" = None
    full_last: int = 0
    bracketed: bool = False
    clause: int = -1
    i: int = -1

    @property
    def begin(self) -> int:
        """First token with the preposition."""
        return self.first if self.preposition is None else min(self.first, self.preposition)

    @property
    def end(self) -> int:
        """Last token, exclusive, with a postposition."""
        return self.last if self.preposition is None else max(self.last, self.preposition + 1)

    @property
    def cases(self) -> frozenset[str]:
        return cases_of(self.cells)


@dataclass(slots=True, eq=False)
class ClauseDraft:
    """A clause being built from segments."""

    kind: ClauseKind
    tokens: list[int] = field(default_factory=list)
    introducer: int | None = None
    finite: int | None = None
    parent: "ClauseDraft | None" = None
    head: int | None = None
    particle: int | None = None
    predicate: str = ""
    cluster: list[int] = field(default_factory=list)
    modals: list[str] = field(default_factory=list)
    auxiliaries: list[str] = field(default_factory=list)
    antecedent: PhraseDraft | None = None
    governor: int | None = None
    shared_subject: bool = False
    conditional: bool = False
    arguments: list[Argument] = field(default_factory=list)
    borrowed: list[int] = field(default_factory=list)
    """Finite verb and helpers that stand in the clause that this one is coordinated with."""
    i: int = -1

    @property
    def verb_last(self) -> bool:
        return self.kind in (ClauseKind.SUBORDINATE, ClauseKind.RELATIVE) and not self.conditional


@dataclass(slots=True, eq=False)
class SentenceDraft:
    """The tokens of one sentence (tags may be repaired), with offsets into the report's token list."""

    tokens: list[Token]
    base: int
    heading: bool
    tags: list[str]
    phrases: list[PhraseDraft] = field(default_factory=list)
    clauses: list[ClauseDraft] = field(default_factory=list)
    lower: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.lower = [token.text.lower() for token in self.tokens]
