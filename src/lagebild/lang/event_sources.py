"""Reads the hand-edited sources of the event lexicon (lang/<code>/events) into its records, and checks them."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lagebild.lang.event_records import (
    Check,
    Count,
    Entry,
    Frame,
    Modal,
    Modifier,
    Numbers,
    Shifter,
    Shifters,
    Support,
    WordClass,
)
from lagebild.model import CONTEXTS, MODES, SECTORS, EventType, LexiconError, Status

COLUMNS = ("words", "class", "mode", "frame", "contexts", "checks", "example")
FLAGS = frozenset("refl norefl active passive clause cause whole party adj means verbal".split())
SLOTS = frozenset("acc dat subj gen pp near about called attr noun".split())
CLASSES = {"v": "verb", "n": "noun", "u": "unit"}
BUILT_IN = frozenset({"thing", "party"})


def read_yaml(path: Path) -> Any:
    """The content of a YAML file. Raises LexiconError for one that cannot be read."""
    import yaml

    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise LexiconError(f"{path.name} cannot be read: {' '.join(str(error).split())}.", "Mend the file.") from error


def rows(path: Path, columns: int) -> Iterator[tuple[int, list[str]]]:
    """Line numbers and cells of a TSV file without comments and header. Raises LexiconError for a wrong width."""
    header = True
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != columns:
            raise LexiconError(f"{path.name}, line {number}: {len(cells)} columns.", f"It takes {columns}, by tabs.")
        if not header:
            yield number, cells
        header = False


def read_entries(base: Path) -> Iterator[Entry]:
    """All entries of types/*.tsv, one for each word of a line."""
    frames = read_frames(base)
    for path in sorted((base / "types").glob("*.tsv")):
        try:
            kind = EventType(path.stem.upper())
        except ValueError as error:
            raise LexiconError(f"{path.name}: no type of PLOVER.", "Name the file after its type.") from error
        for number, cells in rows(path, len(COLUMNS)):
            yield from read_line(kind, cells, frames, f"{path.name}, line {number}")


def read_frames(base: Path) -> dict[str, Frame]:
    """The noun frames of frames.yaml by name."""
    return {name: noun_frame(value) for name, value in read_yaml(base / "frames.yaml").items()}


def read_line(kind: EventType, cells: list[str], frames: dict[str, Frame], where: str) -> Iterator[Entry]:
    """The entries of one line. Raises LexiconError that names the line."""
    words, cls, mode, frame, contexts, checks, example = cells
    if cls not in CLASSES:
        raise LexiconError(f"{where}: class {cls!r}.", f"It is one of {', '.join(CLASSES)}.")
    if mode != "-" and mode not in MODES.get(kind, ()):
        allowed = ", ".join(MODES.get(kind, ())) or "none"
        raise LexiconError(f"{where}: {mode!r} is no mode of {kind}.", f"Modes: {allowed}.")
    named = tuple(contexts.split()) if contexts != "-" else ()
    if wrong := [c for c in named if c not in CONTEXTS]:
        raise LexiconError(f"{where}: {wrong[0]!r} is no context of PLOVER.", "See lagebild.model.CONTEXTS.")
    if len(example) < 8:
        raise LexiconError(f"{where}: the example is missing.", "Write a sentence with the first word.")
    unit = words.split(" + ")
    parsed = tuple(read_check(text, where) for text in checks.split() if text != "-")
    for word in unit[:1] if cls == "u" else words.split(","):
        yield Entry(
            word=word.strip(),
            kind=CLASSES[cls],
            type=kind,
            mode=None if mode == "-" else mode,
            frame=frames[frame] if frame in frames else verb_frame(frame, where),
            contexts=named,
            checks=parsed,
            verbs=tuple(verb.strip() for verb in unit[1].split(",")) if cls == "u" and len(unit) > 1 else (),
            example=example,
        )


def noun_frame(value: dict[str, Any]) -> Frame:
    """A frame of frames.yaml."""
    return Frame(
        actor=tuple(value["actor"]), recipient=tuple(value["recipient"]), symmetric=bool(value.get("symmetric"))
    )


def verb_frame(text: str, where: str) -> Frame:
    """ "s>auf/gegen" -> subject acts on "auf" or "gegen"; "s=mit" -> equals; "s~a>" -> a moved object acts if alone."""
    match = re.fullmatch(r"([sad]?)(?:~(\w+))?([>=])([\w/]*)", text)
    if not match:
        raise LexiconError(f"{where}: the frame {text!r} is not known.", "Name a frame of frames.yaml or write s>a.")
    subject, theme, sign, rest = match.groups()
    return Frame(
        actor=(subject,) if subject else (),
        recipient=tuple(rest.split("/")) if rest else (),
        symmetric=sign == "=",
        theme=theme or "",
    )


def read_check(text: str, where: str) -> Check:
    """ "acc:weapons,troops", "pp!an/window", "refl" -> a check. Raises LexiconError for an unknown one."""
    match = re.fullmatch(r"(\w+)([:!]?)([^/]*)(?:/(.+))?", text)
    if not match or (match[1] not in FLAGS and match[1] not in SLOTS):
        raise LexiconError(f"{where}: the check {text!r} is not known.", f"Flags: {', '.join(sorted(FLAGS))}.")
    slot, sign, names, classes = match.groups()
    listed = tuple(name for name in names.split(",") if name)
    if slot in ("pp", "noun"):
        return Check(
            slot=slot,
            prepositions=listed,
            classes=tuple(classes.split(",")) if classes else (),
            negated=sign == "!",
        )
    return Check(slot=slot, classes=listed, negated=sign == "!")


def word_class(name: str, value: dict[str, Any]) -> WordClass:
    """A class of classes.yaml. Raises LexiconError for unknown sectors."""
    if wrong := [s for s in value.get("sectors", ()) if s not in SECTORS]:
        raise LexiconError(f"classes.yaml: {wrong[0]!r} in {name} is no sector.", "See lagebild.model.SECTORS.")
    return WordClass(
        words=frozenset(str(word).lower() for word in value.get("words", ())),
        endings=tuple(value.get("endings", ())),
        kinds=frozenset(value.get("kinds", ())),
        sectors=frozenset(value.get("sectors", ())),
        places=bool(value.get("places")),
    )


def check_classes(entries: Iterable[Entry], classes: dict[str, WordClass]) -> None:
    """Raises LexiconError for a check that names a class which classes.yaml lacks."""
    for entry in entries:
        for check in entry.checks:
            for name in check.classes:
                if name not in classes and name not in BUILT_IN:
                    raise LexiconError(f"{entry.word}: class {name!r} is not known.", "Add it to classes.yaml.")


def read_modifiers(path: Path) -> Iterator[tuple[str, Modifier]]:
    """First parts of compounds in lower case."""
    for _, (word, kind, mode, contexts, _example) in rows(path, 5):
        yield (
            word.lower(),
            Modifier(
                type=None if kind == "-" else EventType(kind),
                mode=None if mode == "-" else mode,
                contexts=tuple(contexts.split()) if contexts != "-" else (),
            ),
        )


def read_words(path: Path) -> Iterator[str]:
    """Words of a list by white space, comments left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from line.split()


def read_support(path: Path) -> dict[str, tuple[Support, ...]]:
    """Support verbs by lemma."""
    found: dict[str, list[Support]] = {}
    for _, (verb, argument, actor, recipient, _example) in rows(path, 5):
        slots = () if recipient == "-" else tuple(recipient.split("/"))
        one = Support(argument=argument, actor="" if actor == "-" else actor, recipient=slots)
        found.setdefault(verb, []).append(one)
    return {verb: tuple(ones) for verb, ones in found.items()}


def read_shifters(value: dict[str, Any]) -> Shifters:
    """The shifters of status.yaml. Raises LexiconError for an unknown status."""

    def shifter(row: dict[str, Any], scope: str) -> Shifter:
        attempted = row["status"] == "attempted"
        if not attempted and row["status"] not in tuple(Status):
            raise LexiconError(f"status.yaml: {row['status']!r} is no status.", f"One of {', '.join(Status)}.")
        return Shifter(
            status=None if attempted else Status(row["status"]),
            attempted=attempted,
            scope=tuple(row.get(scope, ())),
            but=tuple(row.get("but", ())),
            indefinite=bool(row.get("indefinite")),
        )

    def many(name: str, scope: str) -> dict[str, tuple[Shifter, ...]]:
        found: dict[str, list[Shifter]] = {}
        for row in value[name]:
            for word in row["words"]:
                found.setdefault(str(word).lower(), []).append(shifter(row, scope))
        return {word: tuple(ones) for word, ones in found.items()}

    def single(name: str) -> dict[str, Shifter]:
        return {str(word).lower(): shifter(row, "scope") for row in value[name] for word in row["words"]}

    return Shifters(
        verbs=many("verbs", "scope"),
        nouns=many("nouns", "links"),
        adjectives=single("adjectives"),
        adverbs=single("adverbs"),
        prepositions=single("prepositions"),
        conditional=frozenset(value["conditional"]),
        negators=frozenset(value["negators"]),
        not_negating=frozenset(value["not_negating"]),
        carriers=frozenset(value["carriers"]),
        hearsay=frozenset(value["hearsay"]),
        light=frozenset(value["light"]),
        preventing=frozenset(value["preventing"]),
        accusing=frozenset(value["accusing"]),
        judging=frozenset(value["judging"]),
        needing=frozenset(value["needing"]),
        modals=tuple(
            Modal(
                verb=row["verb"],
                status=Status(row["status"]),
                mood=row.get("mood", ""),
                tense=row.get("tense", ""),
                infinitive=row.get("infinitive", ""),
                voice=row.get("voice", ""),
                hearsay=bool(row.get("hearsay")),
            )
            for row in value["modals"]
        ),
    )


def read_modes(value: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Type -> word -> mode. Raises LexiconError for a mode that the type lacks."""
    found: dict[str, dict[str, str]] = {}
    for name, modes in value.items():
        for mode, words in modes.items():
            if mode not in MODES[EventType(name)]:
                raise LexiconError(f"modes.yaml: {mode!r} is no mode of {name}.", "See lagebild.model.MODES.")
            found.setdefault(name, {}).update({str(word).lower(): mode for word in words})
    return found


def read_numbers(value: dict[str, Any]) -> Numbers:
    """Counts and number words of numbers.yaml."""
    special = ("words", "vague", "scales", "powers", "joiners", "between", "currencies", "at_least", "at_most")
    return Numbers(
        counts={
            what: Count(
                nouns=frozenset(row["nouns"]), verbs=frozenset(row["verbs"]), units=frozenset(row.get("units", ()))
            )
            for what, row in value.items()
            if what not in special
        },
        words={str(word): int(number) for word, number in value["words"].items()},
        vague={str(word): int(number) for word, number in value["vague"].items()},
        scales={str(word): int(number) for word, number in value["scales"].items()},
        powers={str(word): int(number) for word, number in value["powers"].items()},
        joiners=tuple(value["joiners"]),
        between=tuple(value["between"]),
        currencies={str(word): str(code) for word, code in value["currencies"].items()},
        at_least=tuple(value["at_least"]),
        at_most=tuple(value["at_most"]),
    )
