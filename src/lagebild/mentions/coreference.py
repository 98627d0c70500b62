"""Coreference inside a report: precise rules first (Lee et al. 2013), names before descriptions before pronouns.

A mention that no rule links to exactly one actor starts an actor of its own or stays unresolved.
"""

import re
from collections import defaultdict

from lagebild.lang.actors import PARTICLES, Entry, surname_of
from lagebild.lang.roles import find_role
from lagebild.mentions.acronyms import acronym_of, acronyms, is_here
from lagebild.mentions.candidates import Candidate
from lagebild.mentions.descriptions import referents
from lagebild.mentions.drafts import Draft, offices_at
from lagebild.mentions.scene import Scene
from lagebild.mentions.wording import basic_adjective, basic_noun
from lagebild.model import ActorKind, Clause, PhraseKind, Report

ENDING = re.compile(r"(?:e[nrsm]?|[sn])$")
"""Endings of nouns and adjectives."""
APPOSED = re.compile(r"(?: \([^()\n]{2,12}\))?, ")
"""Between a noun of office and the name of its holder."""
PERSONAL = tuple("person geisel kraft nonne schwester hebamme witwe kind opfer mitglied mädchen".split())
"""Ends of feminine and neuter nouns of people that in the singular mean one, where others mean a body."""
Links = dict[int, list[int]]
"""Candidate -> drafts that it means: one, or several for plurals."""


class Resolver:
    """The state of the sieve: drafts, links of candidates, and the indexes that the rules ask."""

    def __init__(self, found: Scene, candidates: list[Candidate], report: Report, home: str) -> None:
        self.found = found
        self.lexicon = found.lexicon
        self.analysis = found.analysis
        self.candidates = candidates
        self.day = (report.published or "")[:10]
        self.home = home
        self.drafts: list[Draft] = []
        self.links: Links = {}
        self.by_key: dict[str, int] = {}
        self.by_words: dict[tuple[str, ...], int] = {}
        self.by_sentence: dict[int, set[int]] = {}
        self.of_token = {c.head: c.i for c in candidates if c.how in ("possessive", "pronoun", "relative")}
        self.of_phrase = {c.phrase: c.i for c in candidates if c.phrase >= 0}
        self.starts = {c.start: c.i for c in candidates if c.how == "name"}
        self.full_names = self._full_names()
        self.acronyms = acronyms(self)
        self.clauses: dict[int, list[Clause]] = defaultdict(list)
        for clause in self.analysis.clauses:
            self.clauses[clause.sentence].append(clause)

    def _full_names(self) -> dict[str, set[str]]:
        """Surname -> full names of persons in the report, so that a surname alone finds its bearer."""
        names: dict[str, set[str]] = defaultdict(set)
        for candidate in self.candidates:
            if candidate.kind == ActorKind.PERSON and " " in candidate.name:
                full = self._person_name(candidate)
                names[surname_of(full)].add(full)
                names[full.split()[0]].add(full)
        return names

    def _person_name(self, candidate: Candidate) -> str:
        """Name without titles and, where the report has the bare form too, without genitive -s."""
        words = candidate.name.split()
        while len(words) > 1 and (words[0] in self.lexicon.titles or words[0].rstrip(".") in ("Dr", "Prof")):
            words = words[1:]
        return " ".join(words)

    # names

    def link_names(self) -> None:
        """First pass: everything that has a name of its own."""
        named = [c for c in self.candidates if c.how == "name"]
        for candidate in sorted(named, key=lambda c: (c.kind == ActorKind.PERSON and " " not in c.name, c.start)):
            key, entry, rule = self._key(candidate)
            if key:
                self.attach(candidate, self.draft_of(key, candidate, entry), rule)

    def _key(self, candidate: Candidate) -> tuple[str, int | None, str]:
        """What tells one named actor from another: the entry of the lexicon, or the name."""
        if candidate.kind == ActorKind.PERSON:
            return self._person_key(candidate)
        if candidate.entries:
            entry = self._choose(candidate)
            return f"e{entry}", entry, f"lexicon: {self.lexicon.entries[entry].source}"
        if not candidate.name:
            return "", None, ""
        if candidate.name in self.acronyms:
            return self._key(self.acronyms[candidate.name])
        short = acronym_of(self, candidate)
        if short is not None and short.entries and is_here(self, short, candidate):
            entry = self._choose(short)
            return f"e{entry}", entry, f"lexicon: {self.lexicon.entries[entry].source}"
        return f"o{self._plain(candidate.name)}", None, "name behind noun" if candidate.role else "name"

    def _plain(self, name: str) -> str:
        return " ".join(name.split()).casefold()

    def _choose(self, candidate: Candidate) -> int:
        """The entry that is meant by a form of several: that of the country named, of the report's home, the first."""
        entries = candidate.entries
        if len(entries) == 1:
            return entries[0]
        for country in (candidate.country, self.home):
            fitting = [e for e in entries if country and self.lexicon.entries[e].country == country]
            if fitting:
                return fitting[0]
        return entries[0]

    def _person_key(self, candidate: Candidate) -> tuple[str, int | None, str]:
        full = self._longest_name(self._person_name(candidate))
        if " " in full and candidate.match == "name":
            entry = self._person_entry(candidate, candidate.entries)
            if entry is not None:
                return f"e{entry}", entry, f"lexicon: {self.lexicon.entries[entry].source}"
        surname = surname_of(full)
        if " " in full and surname != full:
            entry = self._person_entry(candidate, candidate.entries) if candidate.match == "surname" else None
            if entry is not None:
                return f"e{entry}", entry, f"lexicon: {self.lexicon.entries[entry].source}"
            base = full[:-1] if full.endswith("s") and full[:-1] in self.full_names.get(surname[:-1], ()) else full
            return f"p{base}", None, "person by name"
        for form in (surname, surname.removesuffix("s"), surname.rstrip("'’")):
            bearers = {key for name in self.full_names.get(form, ()) for key in self._known(name)}
            if len(bearers) == 1:
                key = bearers.pop()
                return key, self.drafts[self.by_key[key]].entry, "surname after full name"
            if bearers:
                near = self._nearest_key(bearers, candidate)
                return near, self.drafts[self.by_key[near]].entry, "surname, nearest bearer"
        if candidate.match == "surname":
            entry = self._person_entry(candidate, candidate.entries)
            if entry is not None:
                return f"e{entry}", entry, f"lexicon: {self.lexicon.entries[entry].source}"
        return (f"p{surname}", None, "person by name") if candidate.name else ("", None, "")

    def _longest_name(self, full: str) -> str:
        """The one longer name in the report that ends with a name: "Ali Samanis" -> "Karim Ali Samani"."""
        words = full.split()
        for form in (full, full.removesuffix("s")) if len(words) > 1 else ():
            longer = {name for name in self.full_names.get(surname_of(form), ()) if name.endswith(f" {form}")}
            if len(longer) == 1:
                return longer.pop()
        return full

    def _known(self, name: str) -> list[str]:
        """Keys of persons of a full name that stand already."""
        entries = self.lexicon.names.get(name, ())
        keys = [f"e{entry}" for entry in entries if f"e{entry}" in self.by_key]
        return keys or [key for key in (f"p{name}", f"p{name.removesuffix('s')}") if key in self.by_key]

    def _nearest_key(self, keys: set[str], candidate: Candidate) -> str:
        def distance(key: str) -> tuple[int, str]:
            seen = self.drafts[self.by_key[key]].before(candidate.start)
            return (candidate.start - seen.at if seen else 10**9), key

        return min(keys, key=distance)

    def _person_entry(self, candidate: Candidate, entries: tuple[int, ...]) -> int | None:
        """The one person of the lexicon that fits office, state and day of the phrase; None when several or none do."""
        fitting = [e for e in entries if self._fits(self.lexicon.entries[e], candidate)]
        words = self._person_name(candidate).split()
        if candidate.match == "surname" and len(words) > 1 and words[0].lower() not in PARTICLES:
            fitting = [e for e in fitting if self.lexicon.entries[e].name.startswith(words[0].rstrip("."))]
        if len(fitting) > 1:
            in_office = [e for e in fitting if offices_at(self.lexicon.entries[e], self.day)]
            fitting = in_office or fitting
        if len(fitting) > 1 and candidate.role is not None:
            same = [e for e in fitting if self._has_office(self.lexicon.entries[e], candidate)]
            fitting = same or fitting
        return fitting[0] if len(fitting) == 1 else None

    def _fits(self, entry: Entry, candidate: Candidate) -> bool:
        countries = {entry.country, *(office.country for office in entry.offices)}
        if candidate.country is not None and entry.country is not None and candidate.country not in countries:
            public = ("leader", "minister", "spokesperson", "ambassador", "diplomat", "chief", "envoy", "officer")
            return candidate.match == "name" and (candidate.role is None or candidate.role.family in public)
        if candidate.gender and entry.gender and candidate.gender != entry.gender and candidate.role is not None:
            return False
        if candidate.match == "surname" and candidate.role is not None and candidate.role.family and entry.offices:
            return self._has_office(entry, candidate)
        return not (candidate.match == "surname" and self.day and entry.offices and not _recent(entry, self.day))

    def _has_office(self, entry: Entry, candidate: Candidate) -> bool:
        """Does or did somebody hold an office of the family of the candidate's noun?"""
        if candidate.role is None:
            return True
        allowed = {candidate.role.family, *self.lexicon.descriptions.refers.get(candidate.role.family, ())}
        return any(self.family(office.office) & allowed for office in entry.offices) or not entry.offices

    def family(self, office: str) -> set[str]:
        """Families of the nouns in the name of an office: "Präsident der Republik" -> leader."""
        families = set()
        for word in office.replace(",", " ").split():
            found = find_role(self.lexicon.roles, word)
            if found is not None:
                families.add(found[0].family)
        return families

    # drafts

    def draft_of(self, key: str, candidate: Candidate, entry: int | None) -> Draft:
        """The draft of a key, made when it is new."""
        number = self.by_key.get(key)
        if number is None:
            number = len(self.drafts)
            self.by_key[key] = number
            self.drafts.append(self._new(number, candidate, entry))
        return self.drafts[number]

    def _new(self, number: int, candidate: Candidate, entry: int | None) -> Draft:
        known = self.lexicon.entries[entry] if entry is not None else None
        kind = (
            known.kind
            if known
            else candidate.kind or (candidate.role.kind if candidate.role else ActorKind.ORGANISATION)
        )
        if kind == ActorKind.PERSON and candidate.number == "Plur" and known is None:
            kind = ActorKind.GROUP
        if kind == ActorKind.GROUP and known is None and candidate.number == "Sing" and not candidate.name:
            kind = ActorKind.PERSON if candidate.role is not None and _single(candidate) else kind
        return Draft(
            n=number,
            name=known.name.split(" (")[0] if known else self.title(candidate),
            kind=kind,
            entry=entry,
            country=known.country if known else None,
            gender=known.gender if known else candidate.gender,
            number=known.number if known else candidate.number,
            named=candidate.how == "name",
        )

    def title(self, candidate: Candidate) -> str:
        """Name of an actor without entry: the proper name, or the description in its basic form without article."""
        if candidate.name:
            name = self._person_name(candidate) if candidate.kind == ActorKind.PERSON else candidate.name
            if candidate.role is not None and candidate.match != "quoted" and candidate.kind != ActorKind.PERSON:
                tokens = self.analysis.tokens
                return (
                    f"{basic_noun(candidate, self.lexicon.roles)} {name}"
                    if tokens[candidate.head].text not in name
                    else name
                )
            return name
        tokens, phrase = self.analysis.tokens, self.analysis.phrases[candidate.phrase]
        rest = self.analysis.text[tokens[candidate.head].end : candidate.end]
        before = [k for k in phrase.attributes if tokens[k].tag == "ADJA" and k != candidate.head]
        adjectives = [basic_adjective(tokens[k].text, candidate) for k in before]
        return " ".join((*adjectives, basic_noun(candidate, self.lexicon.roles))) + rest

    def attach(self, candidate: Candidate, draft: Draft, rule: str) -> None:
        """Make a candidate a mention of a draft."""
        if draft.n in self.links.setdefault(candidate.i, []):
            return
        self.links[candidate.i].append(draft.n)
        draft.add(candidate, rule)
        if candidate.how == "description" and len(self.links[candidate.i]) == 1:
            self.by_words[self._words(candidate)] = draft.n
        self.by_sentence.setdefault(candidate.sentence, set()).add(draft.n)
        if (
            draft.entry is None
            and candidate.kind == ActorKind.PERSON
            and len(candidate.name) > len(draft.name)
            and draft.named
        ):
            draft.name = self._person_name(candidate)

    def _words(self, candidate: Candidate) -> tuple[str, ...]:
        """The words of a description without its article and without endings, number first."""
        words = [
            token.text.lower()
            for token in self.analysis.tokens[candidate.first : candidate.last]
            if token.tag not in ("ART", "PDAT", "APPRART", "CARD")
        ]
        return candidate.number, *(ENDING.sub("", word) if len(word) > 4 else word for word in words)

    def same_words(self, candidate: Candidate) -> Draft | None:
        """The actor that was described by the same words before ("das Außenministerium in Maputo" twice)."""
        number = self.by_words.get(self._words(candidate)) if candidate.definite else None
        return self.drafts[number] if number is not None and candidate.mine is None else None

    def start(self, candidate: Candidate, rule: str) -> None:
        """An actor of its own."""
        draft = self._new(len(self.drafts), candidate, None)
        self.drafts.append(draft)
        self.attach(candidate, draft, rule)

    # appositions

    def link_appositions(self) -> None:
        """A name and the noun phrase beside it are one: "Dmitri Peskow, Sprecher des Kreml", "Gewerkschaft X (GX)"."""
        for phrase in self.analysis.phrases:
            if phrase.apposition is None or phrase.i not in self.of_phrase or phrase.apposition not in self.of_phrase:
                continue
            left, right = (self.candidates[self.of_phrase[i]] for i in (phrase.i, phrase.apposition))
            one, other = self.links.get(left.i), self.links.get(right.i)
            if one and not other and _same_sort(self.drafts[one[0]], right):
                self.attach(right, self.drafts[one[0]], "apposition")
            elif other and not one and _same_sort(self.drafts[other[0]], left):
                self.attach(left, self.drafts[other[0]], "apposition")

        for candidate in self.candidates:
            name = self._name_behind(candidate) if candidate.i not in self.links else None
            linked = self.links.get(name.i) if name is not None else None
            if linked and _same_sort(self.drafts[linked[0]], candidate):
                self.attach(candidate, self.drafts[linked[0]], "apposition")

    def _name_behind(self, candidate: Candidate) -> Candidate | None:
        """The bare name of a person between commas behind a definite noun of office with its owner: "Der Chef des
        Bundes (BdL), Karl Weber, …"."""
        if candidate.how != "description" or candidate.kind != ActorKind.PERSON or not candidate.definite:
            return None
        after = APPOSED.match(self.analysis.text, candidate.end)
        of = self.starts.get(after.end()) if after is not None else None
        name = self.candidates[of] if of is not None else None
        if name is None or name.how != "name" or name.kind != ActorKind.PERSON or name.role is not None:
            return None
        phrase = self.analysis.phrases[name.phrase] if name.phrase >= 0 else None
        alone = phrase is not None and phrase.kind == PhraseKind.NAME and not phrase.conjuncts
        return (
            name if alone and self.analysis.text[name.end : name.end + 2].strip()[:1] in (",", ".", "(", ":") else None
        )

    # descriptions

    def link_descriptions(self) -> None:
        """Second pass: noun phrases without a name, in order of the text."""
        for candidate in self.candidates:
            if candidate.how != "description" or candidate.i in self.links:
                continue
            drafts, rule = referents(self, candidate)
            for draft in drafts:
                self.attach(candidate, draft, rule)
            if not drafts:
                self.start(candidate, "description")

    def near(self, candidate: Candidate, reach: int) -> list[Draft]:
        """Drafts mentioned before a candidate, at most so many sentences back, the nearest first."""
        numbers: set[int] = set()
        for sentence in range(max(0, candidate.sentence - reach), candidate.sentence + 1):
            numbers |= self.by_sentence.get(sentence, set())
        seen = [(draft.before(candidate.start), draft) for draft in map(self.drafts.__getitem__, numbers)]
        ordered = sorted((-one.at, draft.n, draft) for one, draft in seen if one is not None)
        return [draft for _, _, draft in ordered]

    def countries(self, draft: Draft) -> set[str | None]:
        """States that an actor belongs to or holds an office of."""
        found = {draft.country}
        if draft.entry is not None:
            found |= {office.country for office in self.lexicon.entries[draft.entry].offices}
        return found - {None}

    def draft_families(self, draft: Draft) -> set[str]:
        """Families of the nouns and of the offices at the report's day of an actor."""
        found = set(draft.families)
        if draft.entry is not None:
            for office in offices_at(self.lexicon.entries[draft.entry], self.day):
                found |= self.family(office)
        return found


def _single(candidate: Candidate) -> bool:
    """Is a noun of people in the singular one person ("eine Demonstrantin") rather than a body ("die Gruppe")?"""
    role = candidate.role
    if role is None:
        return False
    own = role.gender == "Neut" or (role.gender == "Fem" and candidate.word.startswith(role.noun))
    if own:
        return role.noun.lower().endswith(PERSONAL)
    return role.noun[-2:] not in ("ng", "lk", "ge", "in")


def _same_sort(draft: Draft, candidate: Candidate) -> bool:
    if candidate.kind is None and candidate.role is None:
        return candidate.name.isupper()
    return (draft.kind == ActorKind.PERSON) == (candidate.kind == ActorKind.PERSON) and draft.number == candidate.number


def _recent(entry: Entry, day: str) -> bool:
    """Did somebody hold an office within ten years of a day?"""
    year = int(day[:4]) if day[:4].isdigit() else 0
    return any(
        (not office.begins or int(office.begins[:4]) <= year + 1)
        and (not office.ends or int(office.ends[:4]) >= year - 10)
        for office in entry.offices
    )
