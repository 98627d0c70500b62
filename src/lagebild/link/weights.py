"""The weights of linking, from `weights.toml` beside this file."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from lagebild.model import LexiconError


class CopyWeights(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a text counts as copied.

    sentences, sentence_share: whole sentences (of seven words or more) that must be shared, and their share of the
    words of the later text. run_share: share of its three-word runs that is enough by itself. shortest: runs that a
    text needs for that. tried: texts that are compared for each shared sentence or band, at either end. permutations,
    bands, seed: of MinHash.
    """

    sentences: int
    sentence_share: float
    run_share: float
    shortest: int
    tried: int
    permutations: int
    bands: int
    seed: int


class TimeWeights(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Days. tolerance: by which two mentions of one event may differ, by type or "default". planned: the same where one
    is planned or called off. precise: longest interval that counts as a date. recent: between publications that likely
    tell the same news. old: between publications that likely do not."""

    tolerance: dict[str, int]
    planned: int
    precise: int
    recent: int
    old: int


class WithinWeights(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Evidence that a mention speaks of an event told before in its report; it does from `threshold` on.

    prior: for being of one type in one report. known, other: the words before the noun. family, word: of the trigger.
    topic: for each shared noun, at most topics_most. object, object_conflict: what something is done to. party,
    party_conflict: for each side. place: shared, or minus for another one. day: both are dated to the day and agree.
    own_day: it is dated and the other is not. background: one is news, the other is not. mode, mode_conflict.
    negated: a denial speaks of what was told; negated_bare: they share no more than their type. open_conflict: one
    has happened, the other is only possible. beside: they stand in one sentence, of which the nouns are then no
    evidence; sequence: and it says that one came before the other. kin: modes by which one thing is told in turn.
    reference: it is a vague noun, which names nothing new.
    """

    threshold: float
    prior: float
    known: float
    other: float
    family: float
    word: float
    topic: float
    topics_most: int
    object: float
    object_conflict: float
    party: float
    party_conflict: float
    place: float
    place_conflict: float
    day: float
    own_day: float
    background: float
    mode: float
    mode_conflict: float
    negated: float
    negated_bare: float
    open_conflict: float
    beside: float
    sequence: float
    kin: float
    reference: float


class AcrossWeights(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Evidence that two reports speak of one event; they do from `threshold` on.

    day: both give a date and agree; day_beside: the dates only touch. span: both give a time, one of them a long one.
    Where one gives none it is taken to be of its report's day: near: close together, apart: neither close nor far
    (apart_words: the same of what somebody said, and more for what is far), far: far apart; far_open: far where one
    is planned or only possible, far_background: far where one is no news; far_named: far where the later one only
    names what is known. family, word: of the triggers. topic: for each shared noun, at most topics_most. person: for
    a shared named party of a side. country: for a shared state of a side. party_conflict: for each side. place,
    place_conflict. mode, kin, mode_conflict. lead: both are told first, and the titles and leads share a noun.
    numbers: a shared count. object, object_conflict: what something is done to. bare: nothing but a word tells which
    event one of them is. open_conflict: one has happened, the other is only possible. untold: nothing tells which
    event is meant, only what kind and which story. sentence: a shared sentence. story: for each noun that the titles
    and leads share, at most story_most. most_tried: pairs that are compared for each key and event, chosen by digest.
    mean: evidence that the pairs of two groups must have on average for the groups to be joined; compared: members of
    each of them that are compared.
    """

    threshold: float
    day: float
    day_beside: float
    span: float
    near: float
    apart: float
    apart_words: float
    far: float
    far_open: float
    far_background: float
    far_named: float
    family: float
    word: float
    topic: float
    topics_most: int
    person: float
    country: float
    party_conflict: float
    place: float
    place_conflict: float
    mode: float
    kin: float
    mode_conflict: float
    lead: float
    numbers: float
    object: float
    object_conflict: float
    bare: float
    open_conflict: float
    untold: float
    sentence: float
    story: float
    story_most: int
    most_tried: int
    mean: float
    compared: int


class Kin(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Modes of events. modes: groups of those by which one event is told in turn. alone: groups of those that say which
    event it is: nothing of another mode is the same."""

    modes: tuple[frozenset[str], ...]
    alone: tuple[frozenset[str], ...]


class Weights(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All weights of linking."""

    copies: CopyWeights
    time: TimeWeights
    within: WithinWeights
    across: AcrossWeights
    kin: Kin


@cache
def load_weights(path: Path | None = None) -> Weights:
    """The weights, those of this folder without a path. Raises LexiconError for a file that breaks the schema."""
    path = path or Path(__file__).with_name("weights.toml")
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), type=Weights)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LexiconError(f"The weights {path} cannot be read: {error}.", "Restore the file.") from error
