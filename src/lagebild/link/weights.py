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
    topic: for each shared noun, at most topics_most. party, party_conflict: for each side. place: shared, or minus
    for another one. day: both are dated and agree. own_day: it is dated and the other is not. background: one is
    news, the other is not. mode, mode_conflict. negated: a denial speaks of what was told.
    """

    threshold: float
    prior: float
    known: float
    other: float
    family: float
    word: float
    topic: float
    topics_most: int
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


class AcrossWeights(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Evidence that two reports speak of one event; they do from `threshold` on.

    day: both give a date and agree. span: both give a time, one of them a long one. Where one gives none it is taken
    to be of its report's day: near: close together, apart: neither close nor far, far: far apart; far_open: far where
    one is planned or only possible, far_background: far where one is no news. family, word: of the triggers. topic:
    for each shared noun, at most topics_most. person: for a shared named party of a side. country: for a shared state
    of a side. party_conflict: for each side. place, place_conflict. mode, mode_conflict. numbers: a shared count.
    sentence: a shared sentence. story: for each noun that the titles and leads share, at most story_most. most_tried:
    pairs that are compared for each key and event, chosen by digest.
    """

    threshold: float
    day: float
    span: float
    near: float
    apart: float
    far: float
    far_open: float
    far_background: float
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
    mode_conflict: float
    numbers: float
    sentence: float
    story: float
    story_most: int
    most_tried: int


class Weights(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All weights of linking."""

    copies: CopyWeights
    time: TimeWeights
    within: WithinWeights
    across: AcrossWeights


@cache
def load_weights(path: Path | None = None) -> Weights:
    """The weights, those of this folder without a path. Raises LexiconError for a file that breaks the schema."""
    path = path or Path(__file__).with_name("weights.toml")
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), type=Weights)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LexiconError(f"The weights {path} cannot be read: {error}.", "Restore the file.") from error
