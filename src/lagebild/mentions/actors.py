"""Actors of a report: candidates, linked by the sieve, become records with state, sector, offices and all mentions."""

import re

from lagebild.lang.actors import ActorLexicon
from lagebild.mentions.attributes import PARTY_LEVELS
from lagebild.mentions.candidates import Candidate, find_candidates
from lagebild.mentions.coreference import Resolver
from lagebild.mentions.drafts import Draft, Seen, is_person, offices_at, sector_at
from lagebild.mentions.pronouns import link_pronouns
from lagebild.mentions.scene import Scene
from lagebild.mentions.setting import Setting
from lagebild.model import Actor, ActorKind, PhraseKind, Report, Span

BESIDE = re.compile(r"(?: \([^()\n]{2,12}\))?, ")
"""Between a name and its apposition."""
ABROAD = frozenset({"commission", "observer", "allies", "witness", "expert", "scholar"})
"""Families that may belong to any state."""
SERVICES = frozenset({"COP", "MIL", "SPY", "JUD", "LEG", "IGO"})
"""Sectors of bodies whose officials belong to them and not to the government."""
SEATS = frozenset({"PTY", "LEG"})
"""Sectors of seats in a party or parliament: who is called only by one speaks for it, whatever else he is or was."""
POLICE = frozenset({"police", "police-body"})
BODIES = ("UNO", "NTO", "EUR")
LEVELS = tuple(sorted(PARTY_LEVELS))
BY_FAMILY = {"association": "NGO", "organisation": "NGO", "worker": "LAB", "critic": "CVL", "people": "CVL"}
"""Sectors of families where nothing else tells one."""
FOLLOWERS = frozenset({"follower", "member", "protester", "fighter", "militia", "soldier", "activist", "critic"})
"""Families of those who stand on the side of whom they belong to ("Anhänger", "Kämpfer")."""
RELATIONAL = frozenset(
    {"spokesperson", "bureau", "lawyer", "colleague", "representative", "relational", "worker", "chief"}
)
"""Families that belong to the state, and some to the sector, of whom they stand for."""


def find_actors(found: Scene, report: Report, where: Setting) -> tuple[Actor, ...]:
    """The actors of a report in order of their first mention."""
    state = Resolver(found, find_candidates(found), report, where.home)
    state.link_names()
    state.link_appositions()
    state.link_descriptions()
    link_pronouns(state)
    link_own_states(state)
    for draft in state.drafts:
        _settle(state, draft)
    for draft in state.drafts:
        _inherit(state, draft)
    for draft in sorted(state.drafts, key=lambda d: (d.owner is not None, d.n)):
        _inherit(state, draft)
        _place_at_home(state, draft, where)
    for draft in state.drafts:
        _judge(state, draft)
    kept = sorted(
        (d for d in state.drafts if any(not seen.place for seen in d.seen) and not _is_author(d, report)),
        key=lambda d: (d.seen[0].at, -d.seen[0].end, d.n),
    )
    return tuple(_record(state, draft, f"a{n}") for n, draft in enumerate(kept, 1))


def _is_author(draft: Draft, report: Report) -> bool:
    """Is a person only named as the report's author?"""
    return draft.kind == ActorKind.PERSON and draft.name in report.authors and len(draft.seen) == 1


def link_own_states(state: Resolver) -> None:
    """ "sein Land" is the state of whom the possessive means."""
    for draft in state.drafts:
        if draft.kind != ActorKind.STATE or draft.entry is not None or len(draft.seen) != 1:
            continue
        owner = _owner(state, draft)
        candidate = state.candidates[draft.seen[0].i]
        if owner is None or candidate.mine is None:
            continue
        known = state.lexicon.entries[owner.entry] if owner.entry is not None else None
        country = owner.country or (known.country if known else None)
        entry = state.lexicon.states.get(country or "")
        if entry is not None and candidate.role is not None and candidate.role.noun in ("Land", "Staat"):
            draft.seen.clear()
            state.links.pop(candidate.i, None)
            state.attach(candidate, state.draft_of(f"e{entry}", candidate, entry), "state of the owner")


def _inherit(state: Resolver, draft: Draft) -> None:
    """Take state and sector of the owner: "ihr Büro", "Sprecher der Luftwaffe", "Sprecherin" of the body just named."""
    if draft.entry is not None or not draft.seen:
        return
    owner = _owner(state, draft)
    if owner is None:
        return
    draft.owner = owner.n
    known = state.lexicon.entries[owner.entry] if owner.entry is not None else None
    if draft.country is None:
        draft.country = owner.country or (known.country if known else None)
    relational = not draft.families or bool(draft.families & RELATIONAL)
    partitive = "group" in draft.families and owner.kind == ActorKind.GROUP
    serving = "official" in draft.families and owner.sector in SERVICES and owner.kind == ActorKind.ORGANISATION
    side = owner.sector or (sector_at(state.lexicon, known, state.day) if known else "")
    follows = draft.families & FOLLOWERS and side in ("OPP", "REB", "PTY", "UAF", "ELI")
    if follows:
        draft.sector = "OPP" if side == "ELI" else side
    elif draft.nouns and draft.nouns[0].startswith("Angehörig") and owner.sector:
        draft.sector = owner.sector
    elif "member" in draft.families and not draft.sector and owner.kind in (ActorKind.ORGANISATION, ActorKind.GROUP):
        draft.sector = side
    leads = "leader" in draft.families and owner.kind in (ActorKind.ORGANISATION, ActorKind.GROUP)
    if serving:
        draft.sector = owner.sector
    if (not draft.sector and (relational or partitive)) or (
        leads and owner.kind != ActorKind.STATE and owner.sector != "GOV"
    ):
        draft.sector = owner.sector or (sector_at(state.lexicon, known, state.day) if known else "")


def _owner(state: Resolver, draft: Draft) -> Draft | None:
    """Whose somebody is: the genitive beside his noun, the possessive before it, the body named before."""
    for seen in draft.seen:
        candidate = state.candidates[seen.i]
        if candidate.how in ("pronoun", "relative", "possessive"):
            continue
        if candidate.owner is not None:
            of = state.of_phrase.get(candidate.owner)
            linked = state.links.get(of, []) if of is not None else []
            if linked and linked[0] != draft.n:
                return state.drafts[linked[0]]
        inner = state.candidates[seen.i + 1] if seen.i + 1 < len(state.candidates) else None
        if inner is not None and inner.phrase < 0 and inner.how == "name" and inner.match != "adjective":
            linked = state.links.get(inner.i, []) if inner.end <= candidate.end else []
            if linked and linked[0] != draft.n:
                return state.drafts[linked[0]]
        if candidate.mine is not None:
            mine = state.of_token.get(candidate.mine)
            linked = state.links.get(mine, []) if mine is not None else []
            if len(linked) == 1 and linked[0] != draft.n:
                return state.drafts[linked[0]]
        behind = _named_by_von(state, candidate)
        if behind is not None and behind.n != draft.n:
            return behind
    return _body_before(state, draft)


def _named_by_von(state: Resolver, candidate: Candidate) -> Draft | None:
    """Whom "von" right behind a noun names ("Vertreter von CDU und SPD", "eine Gruppe von Soldaten"), or a name in the
    genitive whose form leaves its case open ("Mitglieder der IG Metall")."""
    if candidate.phrase < 0:
        return None
    tokens, phrase = state.analysis.tokens, state.analysis.phrases[candidate.phrase]
    if phrase.last >= len(tokens) or tokens[phrase.last].text not in ("von", "der"):
        return None
    at = state.analysis.phrase_of[phrase.last + 1] if phrase.last + 1 < len(tokens) else -1
    of = state.of_phrase.get(at) if at >= 0 else None
    linked = state.links.get(of, []) if of is not None else []
    return state.drafts[linked[0]] if len(linked) == 1 else None


def _body_before(state: Resolver, draft: Draft) -> Draft | None:
    """The body named last before a bare "Sprecherin Nadja Oelsner", in the same paragraph."""
    first = state.candidates[draft.seen[0].i]
    if "spokesperson" not in draft.families or first.prefix or first.country or draft.sector:
        return None
    near: tuple[bool, int, Draft] | None = None
    for other in state.near(first, 2):
        seen = other.before(first.start)
        if seen is None or other.kind in (ActorKind.PERSON, ActorKind.MEDIUM):
            continue
        if near is None or (seen.subject, seen.at) > near[:2]:
            near = seen.subject, seen.at, other
    return near[2] if near else None


def _settle(state: Resolver, draft: Draft) -> None:
    """State and sector from the lexicon, else from the party."""
    if not draft.seen:
        return
    lexicon = state.lexicon
    known = lexicon.entries[draft.entry] if draft.entry is not None else None
    if known is not None:
        held = [office.country for office in known.offices if office.held(state.day) and office.country]
        draft.country = (held[0] if held and known.country not in held else known.country) or draft.country
        called, draft.sector = draft.sector, sector_at(lexicon, known, state.day) or draft.sector
        seat = draft.called & SEATS or _party_office(state, draft)
        if draft.sector == "ELI" and "GOV" in draft.called and "ELI" not in draft.called:
            draft.sector = "GOV"
        if draft.sector in ("GOV", "ELI") and seat and not draft.called & {"GOV", "ELI"} and is_person(draft):
            draft.sector = min(seat)
        if draft.sector == "PTY" and (called == "OPP" or any(noun.startswith("Opposition") for noun in draft.nouns)):
            draft.sector = "OPP"
    if draft.affiliation is not None:
        body = lexicon.entries[draft.affiliation]
        draft.country = draft.country or body.country
        if not draft.sector:
            draft.sector = body.sectors[0] if body.sectors else ""


def _party_office(state: Resolver, draft: Draft) -> set[str]:
    """The sector of a party of which somebody is called the head, and nothing beside it ("CSU-Chef")."""
    firsts = (state.candidates[seen.i].first for seen in draft.seen)
    if any(first and state.analysis.tokens[first - 1].text == "und" for first in firsts):
        return set()
    sectors = state.lexicon.entries[draft.affiliation].sectors if draft.affiliation is not None else ()
    return {"PTY"} if sectors[:1] == ("PTY",) and draft.families & {"chief", "deputy"} else set()


def _place_at_home(state: Resolver, draft: Draft, where: Setting) -> None:
    """Without any sign, somebody belongs to the state where the report plays; so do people of a faith or scene."""
    if not draft.seen:
        return
    first = state.candidates[draft.seen[0].i]
    scene = draft.kind == ActorKind.GROUP and draft.number == "Plur"
    if draft.country is None and (draft.entry is None or scene) and _belongs_here(state, draft):
        draft.country = where.city(first.head, _paragraph(state, first.sentence))


def _judge(state: Resolver, draft: Draft) -> None:
    """The sector by default: "Beamte" beside the police are policemen; who is known by his name alone is a civilian."""
    if draft.entry is not None and draft.kind == ActorKind.GROUP and draft.number == "Plur":
        draft.sector = draft.sector or "CVL"
    if draft.entry is not None or not draft.seen:
        return
    if "official" in draft.families and any(noun.startswith("Beamt") for noun in draft.nouns) and draft.owner is None:
        first = draft.seen[0].at
        if any(one.families & POLICE and one.seen and one.seen[0].at < first for one in state.drafts):
            draft.sector = "COP"
    if not draft.sector:
        level = "chief" in draft.families and any(noun.startswith(LEVELS) for noun in draft.nouns)
        family = next((BY_FAMILY[family] for family in sorted(draft.families) if family in BY_FAMILY), "")
        secretary = any(noun.startswith("Generalsekretär") for noun in draft.nouns)
        family = family or (("IGO" if draft.country in BODIES else "PTY") if secretary else "")
        bare = draft.kind == ActorKind.PERSON and draft.named and not draft.families
        draft.sector = "PTY" if level else family or ("CVL" if bare else "")


def _paragraph(state: Resolver, sentence: int) -> int:
    """First token of the paragraph of a sentence."""
    sentences = state.analysis.sentences
    number = sentence
    while number > 0 and sentences[number - 1].paragraph == sentences[sentence].paragraph:
        number -= 1
    return sentences[number].first


def _belongs_here(state: Resolver, draft: Draft) -> bool:
    """Is somebody without a state named taken to belong to the state where the report plays?"""
    if draft.kind == ActorKind.PERSON and draft.named:
        return True
    if draft.kind == ActorKind.STATE or draft.sector == "IGO":
        return False
    if draft.kind == ActorKind.MEDIUM:
        return any(_of_the_state(state, state.candidates[seen.i]) for seen in draft.seen)
    called = [state.candidates[seen.i] for seen in draft.seen]
    return not any(
        c.role is not None and (c.role.circles or (c.role.family in ABROAD and not _is_domestic(c))) for c in called
    )


def _is_domestic(candidate: Candidate) -> bool:
    """Is a body named by a compound one of the state where the report plays ("die Wahlkommission")?"""
    listed = candidate.role is not None and candidate.role.noun not in ("Kommission", "Beobachter", "Zeuge", "Experte")
    compound = bool(candidate.prefix) or (listed and candidate.kind == ActorKind.ORGANISATION)
    return compound and not candidate.prefix.endswith("-") and candidate.definite


def _of_the_state(state: Resolver, candidate: Candidate) -> bool:
    """Are media called those of the state or the place ("staatliche Medien", "örtliche Medien")?"""
    if candidate.phrase < 0:
        return False
    phrase = state.analysis.phrases[candidate.phrase]
    words = [token.text.lower() for token in state.analysis.tokens[phrase.first : phrase.head]]
    return any(word.startswith(stem) for word in words for stem in state.lexicon.descriptions.here)


def _mentions(state: Resolver, draft: Draft) -> tuple[Span, ...]:
    """Mentions in order, those left out that only say where something is. What stands beside a name in one phrase with
    it, and an apposition, is one mention with it: "Der Chef der Bank, Karl Weber"."""
    text, spans = state.analysis.text, [(-1, -1)]
    for seen in sorted((seen for seen in draft.seen if not seen.place), key=lambda seen: (seen.at, -seen.end)):
        at, end = _with_long_form(state, seen)
        noun = state.candidates[seen.i].how in ("name", "description")
        if noun and draft.named and BESIDE.fullmatch(text, max(spans[-1][1], 0), at):
            spans[-1] = spans[-1][0], end
        elif text[max(spans[-1][1], 0) : at] == " (" and text[end : end + 1] == ")":
            spans[-1] = spans[-1][0], end + 1
        elif end > spans[-1][1]:
            spans.append((at, end))
    return tuple(spans[1:])


def _with_long_form(state: Resolver, seen: Seen) -> Span:
    """The span of a mention; of an acronym in brackets with the unknown name that it stands for: "die Muslim-Liga
    (PML-N)"."""
    text, candidate = state.analysis.text, state.candidates[seen.i]
    bracketed = text[max(0, seen.at - 2) : seen.at] == " (" and text[seen.end : seen.end + 1] == ")"
    if not bracketed or candidate.how != "name" or candidate.first < 2:
        return seen.at, seen.end
    at = state.analysis.phrase_of[candidate.first - 2]
    if at < 0:
        at = state.analysis.phrase_of[candidate.first - 3]
    phrase = state.analysis.phrases[at] if at >= 0 else None
    if phrase is None or phrase.i in state.of_phrase or phrase.kind == PhraseKind.PRONOUN:
        return seen.at, seen.end
    return state.analysis.tokens[phrase.first].start, seen.end + 1


def _record(state: Resolver, draft: Draft, number: str) -> Actor:
    lexicon: ActorLexicon = state.lexicon
    known = lexicon.entries[draft.entry] if draft.entry is not None else None
    sectors = known.sectors if known is not None else ()
    offices = tuple(offices_at(known, state.day)) if known is not None else ()
    party = known.party if known is not None else None
    if party is None and draft.affiliation is not None and "PTY" in lexicon.entries[draft.affiliation].sectors:
        party = lexicon.entries[draft.affiliation].name
    if not offices and draft.kind == ActorKind.PERSON:
        offices = tuple(noun for noun in draft.nouns[:1] if draft.named)
    return Actor(
        id=number,
        name=draft.name,
        kind=draft.kind,
        country=draft.country,
        sector=draft.sector or None,
        sectors=tuple(dict.fromkeys((*((draft.sector,) if draft.sector else ()), *sectors))),
        offices=offices,
        party=party,
        mentions=_mentions(state, draft),
        gender={"Masc": "m", "Fem": "f", "Neut": "n"}.get(draft.gender),
        rule=draft.rules[0] if draft.rules else "",
    )
