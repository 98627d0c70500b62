"""Forms of event words: what a noun's inflection and a verb's participle look like, made once at compile time."""

from collections.abc import Iterable, Iterator


def unit_forms(word: str) -> Iterator[str]:
    """Forms of a unit's noun, or the word as it stands when it is no noun ("verantwortlich")."""
    if word[:1].isupper():
        return inflected(word)
    return iter((word, *(word + ending for ending in ("e", "en", "er", "es", "em"))))


def inflected(word: str) -> Iterator[str]:
    """Forms of a noun in lower case: "Angriff" -> angriff, angriffs, angriffes, angriffe, angriffen; "Ultimatum/
    Ultimaten" gives both stems. Forms that the noun does not have do no harm: no other word has them."""
    for stem in word.lower().split("/"):
        yield stem
        for ending in endings(stem):
            yield stem + ending
        if (shifted := umlaut(stem)) is not None:
            yield from (shifted + "e", shifted + "en", shifted)


def endings(stem: str) -> tuple[str, ...]:
    """Endings that a noun may take, by its last letters."""
    if stem.endswith("nis"):
        return ("ses", "se", "sen")
    if stem.endswith(("ung", "ion", "heit", "keit", "tät", "schaft", "ur", "ei")):
        return ("en", "s")
    if stem.endswith("e"):
        return ("n", "s", "ns")
    if stem.endswith(("el", "er", "en")):
        return ("s", "n")
    return ("s", "es", "e", "en")


def umlaut(stem: str) -> str | None:
    """The stem with its last a, o, u or au turned to umlaut: "anschlag" -> "anschläg"; None without one."""
    for i in range(len(stem) - 1, -1, -1):
        if stem[i] in "aou":
            if stem[i] == "u" and i and stem[i - 1] == "a":
                return stem[: i - 1] + "äu" + stem[i + 1 :]
            return stem[:i] + {"a": "ä", "o": "ö", "u": "ü"}[stem[i]] + stem[i + 1 :]
        if stem[i] in "äöüei":
            return None
    return None


def split_particle(verb: str, particles: Iterable[str]) -> tuple[str, str]:
    """ "angreifen" -> ("an", "greifen"); verbs without particle give "" and themselves."""
    fitting = [p for p in particles if verb.startswith(p) and len(verb) - len(p) >= 4]
    particle = max(fitting, key=len, default="")
    return particle, verb[len(particle) :]


def participle(verb: str, particles: Iterable[str], irregular: dict[str, str]) -> str:
    """The past participle of a verb: "zurücktreten" -> "zurückgetreten", "verhaften" -> "verhaftet"."""
    strong = {base: form for form, base in irregular.items()}
    if verb in strong:
        return strong[verb]
    particle, base = split_particle(verb, particles)
    if base in strong:
        return particle + strong[base]
    prefix = next((p for p in ("be", "ge", "er", "ver", "zer", "ent", "emp", "miss") if base.startswith(p)), "")
    if prefix and len(base) - len(prefix) >= 4 and base[len(prefix) :] in strong:
        return particle + prefix + strong[base[len(prefix) :]].removeprefix("ge")
    stem = base.removesuffix("n").removesuffix("e")
    ending = "et" if stem.endswith(("t", "d", "chn", "ffn", "tm", "dm")) else "t"
    bare = bool(prefix and len(base) > 6) or base.endswith("ieren")
    return particle + ("" if bare else "ge") + stem + ending


def regular_forms(verb: str, particles: Iterable[str], finite: dict[str, list[str]]) -> Iterator[str]:
    """Forms of a verb with its particle in front ("anklagte", "anzuklagen", "angriff"), for lemmas that a model gets
    wrong; `finite`: strong forms by base verb."""
    particle, base = split_particle(verb, particles)
    if particle:
        yield particle + "zu" + base
    for form in finite.get(base, ()):
        yield particle + form
    stem = base.removesuffix("n").removesuffix("e")
    link = "e" if stem.endswith(("t", "d", "chn", "ffn", "tm", "dm")) else ""
    for ending in ("t", "te", "ten"):
        yield particle + stem + link + ending
