"""An event of the ledger in one sentence, built from its record and nothing else."""

from lagebild.model import About, LedgerEvent, Position, Stance
from lagebild.present.catalogue import Catalogue
from lagebild.present.dates import date_words
from lagebild.present.names import Forms, contracted, declined
from lagebild.present.picture import CONTRA, PRO, contested_about, standing
from lagebild.present.sentences import MOST_NAMES, event_sentence, happening


def summary(event: LedgerEvent, words: Catalogue, forms: Forms | None = None) -> str:
    """What an event is, on how many sources it stands, what is contested, by whom, and since when it is denied.

    Only positions that stand count; a report's own voice is no side, its source is counted. forms: as in
    `event_sentence`. "Anschlag in Altstadt: drei unabhängige Quellen; wer verantwortlich ist: vorgeworfen von Erika
    Muster, bestritten von Norwegen seit 18. Juli 2023"
    """
    parts = [words.count("sources", event.independent_sources)]
    parts += [_sides(event, about, words, forms or {}) for about in contested_about(event)]
    return f"{event_sentence(happening(event), words, forms)}: {'; '.join(part for part in parts if part)}"


def _sides(event: LedgerEvent, about: About, words: Catalogue, forms: Forms) -> str:
    """Who says what about one question, those who say that it is so first."""
    said = [p for p in standing(event) if p.about is about and p.holder is not None]
    found = [
        _side(stance, [p for p in said if p.stance is stance], words, forms)
        for kind in (PRO, CONTRA)
        for stance in Stance
        if stance in kind
    ]
    sides = [text for text in found if text]
    return words.say("summary_about", about=words.about[about], sides=", ".join(sides)) if sides else ""


def _side(stance: Stance, said: list[Position], words: Catalogue, forms: Forms) -> str:
    names = tuple(dict.fromkeys(p.holder.name for p in said if p.holder is not None))
    if not names:
        return ""
    if words.code == "de":
        names = tuple(declined(name, "dat", forms) for name in names)
    listed = words.join(names if len(names) <= MOST_NAMES else (*names[: MOST_NAMES - 1], words.text["others"]))
    side = f"{words.stance[stance]} {contracted(words.say('by', names=listed))}"
    since = min((p.said for p in said if p.said), default=None)
    if stance is not Stance.DENIES or not since:
        return side
    preposition, _, day = date_words(since[:10], words).partition(" ")
    return words.say("since", side=side, date=day or preposition)
