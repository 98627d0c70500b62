"""An event of the ledger in one sentence, built from its record and nothing else."""

from lagebild.model import About, EventType, LedgerEvent, Position, Stance
from lagebild.present.catalogue import Catalogue
from lagebild.present.dates import date_words
from lagebild.present.names import Forms, contracted, declined, named_in
from lagebild.present.picture import CONTRA, PRO, contested_about, standing
from lagebild.present.sentences import MOST_NAMES, event_sentence, happening, kind_in


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
    # Who turns a demand or an offer down says nothing of whether it was made.
    stances = [s for kind in (PRO, CONTRA - {Stance.REJECTS}) for s in Stance if s in kind]
    against = any(p.stance in CONTRA and p.stance is not Stance.REJECTS for p in said)
    found = [_side(s, [p for p in said if p.stance is s], words, forms) for s in stances] if against else []
    sides = [text for text in found if text]
    accused = event.type is EventType.ACCUSE and about is About.OCCURRENCE
    question = words.say("about_accusation") if accused else words.about[about]
    told = [words.say("summary_about", about=question, sides=", ".join(sides))] if sides else []
    by = [p for p in said if p.stance is Stance.REJECTS and event.type is not EventType.REJECT]
    refused = _side(Stance.REJECTS, by, words, forms)
    return "; ".join((*told, refused) if refused else told)


def _side(stance: Stance, said: list[Position], words: Catalogue, forms: Forms) -> str:
    held = tuple(dict.fromkeys((p.holder.name, kind_in(p.holder.id or "")) for p in said if p.holder is not None))
    if not held:
        return ""
    if words.code == "de":
        names = tuple(declined(name, "dat", forms, words.grammar, kind) for name, kind in held)
    else:
        names = tuple(named_in(name, words) for name, _ in held)
    listed = words.join(names if len(names) <= MOST_NAMES else (*names[: MOST_NAMES - 1], words.text["others"]))
    side = f"{words.stance[stance]} {contracted(words.say('by', names=listed))}"
    since = min((p.said for p in said if p.said), default=None)
    if stance is not Stance.DENIES or not since:
        return side
    preposition, _, day = date_words(since[:10], words).partition(" ")
    return words.say("since", side=side, date=day or preposition)
