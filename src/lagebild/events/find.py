"""From the records of a report to its event mentions."""

from lagebild.events.background import is_historical
from lagebild.events.belonging import with_belonging
from lagebild.events.kinds import Themes, contexts_of, find_themes, mode_of, type_of
from lagebild.events.numbers import find_numbers
from lagebild.events.parties import find_parties
from lagebild.events.running import with_running_times
from lagebild.events.same import FIRM, in_title, off_topic, without_repeats
from lagebild.events.scene import Hit, Scene, make_scene
from lagebild.events.signs import Reading
from lagebild.events.status import find_status
from lagebild.events.triggers import find_hits
from lagebild.events.vouchers import around, find_vouchers, is_hearsay, vouching
from lagebild.events.when_where import find_place, find_time, settled
from lagebild.lang import Language
from lagebild.model import Analysis, EventMention, Mentions, Quotation, Report, Status


def find_events(
    analysis: Analysis, mentions: Mentions, quotations: tuple[Quotation, ...], report: Report, language: Language
) -> tuple[EventMention, ...]:
    """The event mentions of a report in order of the text, e1 … Linear in its length."""
    scene = make_scene(analysis, mentions, quotations, report, language)
    hits = [hit for hit in without_repeats(scene, find_hits(scene)) if not in_title(scene, hit)]
    silent = off_topic(scene)
    themes = find_themes(scene)
    kept = [hit for hit in hits if analysis.sentence_of[hit.token] not in silent or FIRM & set(hit.entry.contexts)]
    found = tuple(mention(scene, hit, f"e{n}", themes) for n, hit in enumerate(kept, 1))
    return with_running_times(scene, kept, found)


def mention(scene: Scene, hit: Hit, name: str, themes: Themes) -> EventMention:
    """The mention that a hit makes."""
    token = scene.analysis.tokens[hit.token]
    actors, recipients = find_parties(scene, hit)
    time = find_time(scene, hit)
    reading: Reading = find_status(scene, hit, time)
    quotations = vouching(around(scene, hit, reading.status), reading)
    kind = type_of(hit)
    place = find_place(scene, hit, (*actors, *recipients))
    return EventMention(
        id=name,
        type=kind,
        mode=mode_of(scene, hit),
        contexts=contexts_of(scene, hit, themes),
        trigger=(token.start, token.end),
        actors=with_belonging(scene, actors, place),
        recipients=with_belonging(scene, recipients, place),
        time=settled(scene, hit, time, reading.status or Status.ACTUAL),
        place=place,
        numbers=find_numbers(scene, hit, (*actors, *recipients)),
        status=reading.status or Status.ACTUAL,
        hearsay=is_hearsay(quotations, reading),
        historical=is_historical(scene, hit, time),
        attempted=reading.attempted,
        according_to=find_vouchers(scene, quotations, reading),
        quotations=tuple(q.id for q in quotations),
        rule=f"{hit.entry.kind}:{hit.entry.word}",
    )
