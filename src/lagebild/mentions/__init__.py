"""Mentions: names, times, places and actors of a report, with coreference inside it."""

from lagebild.lang import Language
from lagebild.lang.actors import actor_lexicon
from lagebild.lang.morphology import Morphology
from lagebild.lang.places import gazetteer
from lagebild.mentions.actors import find_actors
from lagebild.mentions.entities import find_entities
from lagebild.mentions.lookup import Match, scan, state_of_adjective
from lagebild.mentions.persons import add_persons
from lagebild.mentions.places import find_places
from lagebild.mentions.scene import scene
from lagebild.mentions.setting import setting
from lagebild.mentions.sites import with_sites
from lagebild.mentions.times import find_times
from lagebild.model import ActorKind, Analysis, Mentions, Report

__all__ = ["find_mentions"]


def _own_name(analysis: Analysis, match: Match) -> range:
    """Tokens of a name without its seat: "Außenministerium" of "Außenministerium in Teheran"."""
    words = [token.text for token in analysis.tokens[match.first : match.last]]
    return range(match.first, match.first + words.index("in") if "in" in words[1:] else match.last)


def find_mentions(analysis: Analysis, report: Report, language: Language) -> Mentions:
    """What a report names: entities, times, places, actors. Offsets are those of the report's text."""
    lexicon = actor_lexicon(language)
    matches = add_persons(analysis, lexicon, scan(analysis, lexicon), gazetteer(language))
    states: list[tuple[int, str]] = []
    taken: set[int] = set()
    for match in matches.values():
        entry = lexicon.entries[match.entries[0]] if match.entries else None
        if entry is not None and match.how == "name" and entry.kind == ActorKind.STATE and entry.country:
            states.append((match.first, entry.country))
        elif match.how in ("name", "surname", "person"):
            taken.update(_own_name(analysis, match))
    for token in analysis.tokens:
        if token.tag == "ADJA" and token.i not in taken:
            number = state_of_adjective(lexicon, token)
            country = lexicon.entries[number].country if number is not None else None
            if country:
                states.append((token.i, country))
    named = tuple(sorted(states))
    places = find_places(analysis, language, lexicon, frozenset(taken), named)
    starts = {token.start: token.i for token in analysis.tokens}
    where = setting(report, language, places, named, starts)
    places = with_sites(analysis, language, lexicon, frozenset(taken), named, places, where)
    return Mentions(
        entities=find_entities(analysis, lexicon, matches, places, language.part("morphology", Morphology)),
        times=find_times(analysis, report, language),
        places=places,
        actors=find_actors(scene(analysis, lexicon, matches, places, where.home), report, where),
        home=where.home,
    )
