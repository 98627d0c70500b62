"""An event as a sentence, built from its record's fields and nothing else."""

from msgspec import Struct

from lagebild.model import EventMention, LedgerEvent, Reading, Stance
from lagebild.present.catalogue import Catalogue, Phrase
from lagebild.present.dates import date_words
from lagebild.present.names import Forms, contracted, declined, form_of, named_in, place_words

_WORDS = frozenset(("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"))
"""Types of which saying something is the event."""
MOST_NAMES = 3
"""Names on one side of a sentence; of more the rest are \"others\"."""


class Named(Struct, frozen=True):
    """Somebody in a sentence."""

    name: str
    kind: str | None = None


class Happening(Struct, frozen=True, kw_only=True):
    """What a sentence needs to know of an event.

    status: a value of Status or LedgerStatus; when: TIMEX3 value; feared: somebody fears it; alleged: that the actors
    did it is only alleged; accused: several who are accused of the same; hearsay, attempted, historical: as in the
    reading.
    """

    type: str
    mode: str | None = None
    status: str
    actors: tuple[Named, ...] = ()
    recipients: tuple[Named, ...] = ()
    when: str | None = None
    where: str | None = None
    feared: bool = False
    alleged: bool = False
    accused: tuple[Named, ...] = ()
    hearsay: bool = False
    attempted: bool = False
    historical: bool = False


def happening(event: EventMention | LedgerEvent, reading: Reading | None = None) -> Happening:
    """What a sentence needs of an event mention of a reading, or of an event of the ledger."""
    if isinstance(event, LedgerEvent):
        return _of_ledger(event)
    if reading is None:
        raise ValueError("an event mention needs its reading")
    fears = {q.id for q in reading.quotations if q.stance is Stance.FEARS}
    return Happening(
        type=event.type, mode=event.mode, status=event.status,
        actors=_distinct(_party(reading, p.actor, p.span) for p in event.actors),
        recipients=_distinct(_party(reading, p.actor, p.span) for p in event.recipients),
        when=event.time.value if event.time else None, where=event.place.name if event.place else None,
        feared=bool(fears.intersection(event.quotations)),
        alleged=bool(event.actors) and all(p.alleged for p in event.actors),
        hearsay=event.hearsay, attempted=event.attempted, historical=event.historical,
    )  # fmt: skip


def _of_ledger(event: LedgerEvent) -> Happening:
    """Of a linked event: who is only accused is no actor where somebody surely is; several accused are named apart.

    What is contested is told as said and not as done. Somebody on both sides (two who meet) is named once.
    """
    sure = tuple(a for a in event.actors if not a.alleged)
    accused = () if sure or len(event.actors) < 2 else event.actors
    actors = _distinct(Named(a.name, kind_in(a.id)) for a in sure or (() if accused else event.actors))
    recipients = _distinct(Named(a.name, kind_in(a.id)) for a in event.recipients)
    return Happening(
        type=event.type, mode=event.mode, status=event.status, actors=actors,
        recipients=tuple(r for r in recipients if r not in actors),
        when=event.time.value if event.time else None, where=event.place.name if event.place else None,
        feared=any(p.stance is Stance.FEARS and not p.withdrawn for p in event.positions),
        # That somebody accused, asked or threatened is not contested where what he said is.
        alleged=bool(actors) and ((event.contested and event.type not in _WORDS) or not sure),
        accused=_distinct(Named(a.name, kind_in(a.id)) for a in accused),
    )  # fmt: skip


def event_sentence(told: Happening, words: Catalogue, forms: Forms | None = None) -> str:
    """The sentence of an event: who did what to whom, when and where, with its status in words.

    forms: the names that stand with an article in German (`forms_of`); without them names stay bare.
    "Wladimir Putin hat am 19. Dezember 2022 in Minsk Alexander Lukaschenko besucht"
    """
    phrase = words.phrases.get(f"{told.type}/{told.mode}") or words.phrases[told.type]
    build = _german if words.code == "de" else _english
    sentence = build(told, phrase, words, forms or {})
    extras = [words.status[name] for name in ("attempted", "historical") if getattr(told, name)]
    if told.accused:
        extras.append(words.say("accused", names=_listed(tuple(named_in(n.name, words) for n in told.accused), words)))
    return f"{sentence} ({', '.join(extras)})" if extras else sentence


def _distinct(named: object) -> tuple[Named, ...]:
    return tuple(dict.fromkeys(named))  # type: ignore[call-overload]


def kind_in(id_: str) -> str | None:
    """The kind in an id of the registry: "person:wladimir putin" -> "person"."""
    kind, colon, _ = id_.partition(":")
    return kind if colon else None


def _party(reading: Reading, actor: str | None, span: tuple[int, int]) -> Named:
    for known in reading.actors:
        if known.id == actor:
            return Named(known.name, known.kind)
    return Named(" ".join(reading.report.text[slice(*span)].split()))


def _prefix(told: Happening, words: Catalogue) -> str:
    """The status as a word in front, where the verb alone would leave it open."""
    if told.feared and told.status in ("possible", "planned"):
        return words.status["feared"]
    return (
        words.status[told.status] if told.status in ("requested", "planned", "possible", "negated", "claimed") else ""
    )


def _headed(word: str, sentence: str) -> str:
    sentence = sentence[:1].upper() + sentence[1:]
    return f"{word[0].upper()}{word[1:]}: {sentence}" if word else sentence


def _german(told: Happening, phrase: Phrase, words: Catalogue, forms: Forms) -> str:
    when = date_words(told.when, words)
    where = place_words(told.where, "de", forms, words.grammar) if _tells(told) and told.where else ""
    hearsay = words.status["hearsay"] if told.hearsay else ""
    if not told.actors:
        of = _object(phrase.of, told.recipients, words, forms)
        plain = _spaced(phrase.noun, of, when, where)
        return _headed(_prefix(told, words) or hearsay, plain)
    who = _listed(tuple(declined(a.name, "nom", forms, words.grammar, a.kind) for a in told.actors), words)
    plural = len(told.actors) > 1 or _is_several(told.actors[0], words, forms)
    several = phrase.self and len(told.actors) > 1
    alone = not told.recipients and bool(phrase.alone) and not several
    to = phrase.alone_to or phrase.to if alone else phrase.to
    done = phrase.alone_done or phrase.done if alone else phrase.done
    whom = phrase.alone if alone else _object(phrase.object, told.recipients, words, forms)
    bare = phrase.object in ("{acc}", "{dat}") and not alone
    finite, verb = _verb(told, plural, to, done, phrase.sein)
    before, after = (whom, "") if bare else ("", whom)
    self = "sich" if phrase.self and not alone else ""
    rest = _spaced(after, verb)
    if told.status == "negated":
        rest = _negated(rest, told.type, words) if alone or not after else f"nicht {rest}"
    sentence = _spaced(who, finite, self, before, when, where, rest)
    word = words.status["feared"] if told.feared and told.status == "possible" else ""
    if told.status in ("requested", "planned"):
        word = _prefix(told, words)
    return _headed(word, sentence)


def _verb(told: Happening, plural: bool, to: str, done: str, sein: bool) -> tuple[str, str]:
    """Finite verb and the rest of the verb at the end: ("hat", "getroffen"), ("soll", "treffen")."""
    if told.status in ("planned", "requested"):
        return ("sollen" if plural else "soll"), to
    if told.status == "possible":
        return ("könnten" if plural else "könnte"), to
    if told.status == "claimed" or told.hearsay or told.alleged:
        return ("sollen" if plural else "soll"), f"{done} {'sein' if sein else 'haben'}"
    if sein:
        return ("sind" if plural else "ist"), done
    return ("haben" if plural else "hat"), done


def _object(template: str, named: tuple[Named, ...], words: Catalogue, forms: Forms) -> str:
    if not named:
        return ""
    case = "acc" if "{acc}" in template else "dat"
    return contracted(
        template.replace(
            f"{{{case}}}",
            _listed(tuple(declined(n.name, case, forms, words.grammar, n.kind) for n in named), words),
        )
    )


def _is_several(named: Named, words: Catalogue, forms: Forms) -> bool:
    form = form_of(named.name, named.kind, forms, words.grammar)
    return form is not None and form.gender == "Plur"


def _tells(told: Happening) -> bool:
    """Does the place say more than the parties, and by its name? "in ukrainischen Grenze" is no name."""
    where = told.where or ""
    return bool(where) and not where[0].islower() and all(n.name != where for n in (*told.actors, *told.recipients))


def _negated(rest: str, type: str, words: Catalogue) -> str:
    """What did not happen: "einen Besuch gemacht" -> "keinen Besuch gemacht", "Hilfe geleistet" -> "keine Hilfe …";
    what was not refused: "Hilfe nicht verweigert"."""
    first = rest.partition(" ")[0]
    if type == "REJECT":
        what, _, verb = rest.rpartition(" ")
        return _spaced(what, "nicht", verb)
    if first in ("ein", "eine", "einen", "einem", "einer"):
        return f"k{rest}"
    if first[:1].isupper():
        return f"{words.grammar.none.get(first, 'keine')} {rest}"
    return f"nicht {rest}"


def _english(told: Happening, phrase: Phrase, words: Catalogue, forms: Forms) -> str:
    when = date_words(told.when, words)
    where = place_words(told.where, "en", {}, words.grammar) if _tells(told) and told.where else ""
    if told.where in words.names:
        where = where.replace(told.where, words.names[told.where])
    whom = _listed(tuple(named_in(n.name, words) for n in told.recipients), words)
    if not told.actors:
        of = phrase.of.replace("{obj}", whom) if whom else ""
        word = _prefix(told, words) or (words.status["hearsay"] if told.hearsay else "")
        return _headed(word, _spaced(phrase.noun, of, when, where))
    who = _listed(tuple(named_in(n.name, words) for n in told.actors), words)
    plural = len(told.actors) > 1 or (told.actors[0].name not in forms and _is_several(told.actors[0], words, forms))
    target = phrase.object.replace("{obj}", whom) if whom else ""
    to, past, done = phrase.to, phrase.past, phrase.done
    if not whom and phrase.alone_to:
        to, past, done = phrase.alone_to, phrase.alone_past, phrase.alone_done
    be = "are" if plural else "is"
    if told.status == "planned":
        verb = f"{be} to {to}"
    elif told.status == "requested":
        verb = f"{be} asked to {to}"
    elif told.status == "possible":
        verb = f"might {to}"
    elif told.status == "negated":
        verb = f"{be} said not to have {done}" if told.hearsay else f"did not {to}"
    elif told.status == "claimed" or told.hearsay or told.alleged:
        verb = f"{be} said to have {done}"
    else:
        verb = past
    word = words.status["feared"] if told.feared and told.status == "possible" else ""
    return _headed(word, _spaced(who, verb, target, when, where))


def _listed(names: tuple[str, ...], words: Catalogue) -> str:
    """Names as a list, of many only the first: "Putin, Lukaschenko und andere"."""
    return words.join(names if len(names) <= MOST_NAMES else (*names[: MOST_NAMES - 1], words.text["others"]))


def _spaced(*parts: str) -> str:
    return " ".join(part for part in parts if part)
