"""The demo's ledger against examples/gold.yaml: a row for each measure, on request what is missing.

A gold mention is found when an event mention of its type overlaps the word that gold names; a gold event is held
against the ledger event that has most of its found mentions.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from lagebild.model import LedgerEvent, Position, Reading

ANONYMOUS = "(nicht genannt)"
BLAME = {"responsibility", "participation"}


class Found(NamedTuple):
    """A gold event and the ledger event that stands for it, with how many of its mentions were found and are in it."""

    key: str
    gold: dict[str, Any]
    event: LedgerEvent | None
    mentions: int
    joined: int


def table(path: Path, readings: Sequence[Reading], events: Sequence[LedgerEvent], listed: Sequence[dict[str, Any]],
          *, errors: bool = False) -> str:  # fmt: skip
    """The table as Markdown; with errors also the events that are wrong, a line each."""
    gold = yaml.safe_load(path.read_text("utf-8"))
    found = list(matched(gold["events"], named(readings), events))
    shared = Counter(f.event.id for f in found if f.event)
    count: Counter[str] = Counter()
    wrong: list[str] = []
    for f in found:
        for name, right, note in checks(f, shared):
            count[f"{name}|all"] += 1
            count[f"{name}|right"] += right
            if not right:
                wrong.append(f"{f.key}: {name}: {note}")
    false = [e for e in events if e.contested and not any(f.event is e and f.gold.get("contested") for f in found)]
    wrong += [f"contested, not in gold: {_names(e)}" for e in false]
    for name, right, note in reports(gold["reports"], named(readings), listed):
        count[f"{name}|all"] += 1
        count[f"{name}|right"] += right
        if not right:
            wrong.append(f"{name}: {note}")
    names = dict.fromkeys(key.partition("|")[0] for key in count)
    lines = ["| measure | right | of |", "|---|---|---|"]
    lines += [f"| {name} | {count[f'{name}|right']} | {count[f'{name}|all']} |" for name in names]
    lines.append(f"| events called contested that gold does not | {len(false)} | {sum(e.contested for e in events)} |")
    return "\n".join(lines + (wrong if errors else []))


def named(readings: Sequence[Reading]) -> dict[str, tuple[str, str]]:
    """Name of a report in gold -> how the ledger refers to it, and its text. Of two versions of one id the first one is
    "ID@1"."""
    last = {reading.report.id: i for i, reading in enumerate(readings)}
    found = {}
    for i, reading in enumerate(readings):
        report, source = reading.report, Path(reading.report.capture.source if reading.report.capture else "")
        name = report.id if source.suffix == ".jsonl" else source.name
        found[name] = (report.id if last[report.id] == i else f"{report.id}@1", report.text)
    return found


def matched(gold: dict[str, Any], texts: dict[str, tuple[str, str]], events: Iterable[LedgerEvent]) -> Iterator[Found]:
    """Every gold event with its ledger event."""
    by_trigger: dict[str, list[tuple[tuple[int, int], LedgerEvent]]] = defaultdict(list)
    for event in events:
        for mention in event.mentions:
            by_trigger[mention.report].append((mention.trigger, event))
    for key, wanted in gold.items():
        votes: Counter[str] = Counter()
        by_id: dict[str, LedgerEvent] = {}
        number = 0
        for report, (word, _) in wanted["mentions"].items():
            ref, text = texts.get(report, ("", ""))
            spans = [(i, i + len(word)) for i in range(len(text)) if text.startswith(word, i)]
            here = {e.id: e for s, e in by_trigger[ref] if e.type == wanted["type"] and any(_meet(s, t) for t in spans)}
            number += bool(here)
            for id_, event in here.items():
                votes[id_] += 1
                by_id[id_] = event
        best = min(votes, key=lambda i: (-votes[i], -len(by_id[i].mentions), i)) if votes else None
        yield Found(key, wanted, by_id[best] if best else None, number, votes[best] if best else 0)


def _meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def checks(f: Found, shared: Counter[str]) -> Iterator[tuple[str, bool, str]]:
    """What is held against gold: measure, right, and what is there instead."""
    event, gold = f.event, f.gold
    yield (
        "mentions joined (events with all of theirs)",
        f.joined == len(gold["mentions"]),
        (f"{f.joined} in one event, {f.mentions} found, of {len(gold['mentions'])}"),
    )
    yield "events found", event is not None, "none of its mentions"
    if event is None:
        return
    yield "events of their own", shared[event.id] == 1, f"shares {event.id}"
    status = str(event.status)
    yield f"status {gold['status']}", status == gold["status"], status
    if gold.get("contested"):
        abouts = {str(a) for a in contested_about(event)}
        yield "contested events called so", event.contested, "not contested"
        yield "contested about the right", gold["contested"] in abouts, ", ".join(sorted(abouts))
    actors = [a.name for a in event.actors if not a.alleged]
    alleged = [a.name for a in event.actors if a.alleged]
    accused = bool(gold.get("contested") in ("responsibility", "participation"))
    named = actors + alleged if accused else actors
    wanted = gold["actors"]
    yield (
        "actors",
        all(any(same(w, h) for h in named) for w in wanted) and len(named) <= max(len(wanted), 2 * accused),
        (f"{actors} alleged {alleged}, not {wanted}"),
    )
    value = event.time.value[: len(gold["date"] or "")] if event.time else None
    if gold["date"]:
        yield "date", value == gold["date"], f"{value}, not {gold['date']}"
    if gold["place"]:
        place = event.place.name if event.place else ""
        yield "place", same(gold["place"], place), f"{place}, not {gold['place']}"
    for want in gold.get("positions", ()):
        right = any(_held(want, p) for p in event.positions)
        yield f"positions: {want['stance']}", right, f"{want['holder']}: {_stances(event, want['holder'])}"
    denials = [p for p in event.positions if p.stance == "denies" and p.holder]
    for denial in {(p.holder.name, *p.holder.names): p for p in denials if p.holder}.values():
        right = any(w["stance"] == "denies" and _held(w, denial) for w in gold.get("positions", ()))
        yield "denials that gold has", right, f"{denial.holder and denial.holder.name} in {denial.report}"


def contested_about(event: LedgerEvent) -> set[str]:
    """What an event's denials are about, where it is contested."""
    return {str(p.about) for p in event.positions if p.stance == "denies" and p.withdrawn is None}


def _held(want: dict[str, Any], have: Position) -> bool:
    """To assert that another one did it is to accuse him, and to have had no part in it is not to have done it:
    gold says now this, now that."""
    about = want.get("about", have.about)
    blame = about == "responsibility" and {want["stance"], have.stance} == {"asserts", "accuses"}
    if (want["stance"] != have.stance and not blame) or (about != have.about and {about, have.about} != BLAME):
        return False
    if want["holder"] == ANONYMOUS:
        return have.anonymous
    return have.holder is not None and any(same(want["holder"], n) for n in (have.holder.name, *have.holder.names))


def _stances(event: LedgerEvent, holder: str) -> str:
    found = {
        f"{p.stance}/{p.about}" for p in event.positions
        if p.holder and any(same(holder, n) for n in (p.holder.name, *p.holder.names))
    }  # fmt: skip
    return (
        ", ".join(sorted(found)) or f"nothing; others: {sorted({p.holder.name for p in event.positions if p.holder})}"
    )


def fold(name: str) -> frozenset[str]:
    """The words of a name without accents, in lower case."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return frozenset(plain.replace("-", " ").replace("(", " ").replace(")", " ").split())


def same(want: str, have: str) -> bool:
    """Do two names agree as whole words, one containing the other?"""
    a, b = fold(want), fold(have)
    return bool(a and b) and (a <= b or b <= a)


def reports(
    gold: dict[str, Any], refs: dict[str, tuple[str, str]], listed: Iterable[dict[str, Any]]
) -> Iterator[tuple[str, bool, str]]:
    """Copies and corrections of the list of reports."""
    have = {row["id"]: row for row in listed}
    for name, wanted in gold.items():
        ref = refs.get(name, ("", ""))[0]
        row = have.get(ref, {})
        copied, expected = row.get("copy_of"), refs.get(wanted.get("copy_of", ""), (None, ""))[0]
        if expected or copied:
            yield "copies", copied == expected, f"{name} copies {copied}, not {expected}"
        replaced, expected = row.get("replaces"), refs.get(wanted.get("replaces", ""), (None, ""))[0]
        if expected or replaced:
            yield "replaced reports", replaced == expected, f"{name} replaces {replaced}, not {expected}"


def _names(event: LedgerEvent) -> str:
    denying = sorted({p.holder.name if p.holder else "?" for p in event.positions if p.stance == "denies"})
    where = sorted({m.report for m in event.mentions})
    return f"{event.id} {event.type} denied by {denying} in {where}"
