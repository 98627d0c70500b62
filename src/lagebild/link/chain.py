"""Linking in order: copies, actors, events, positions."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from lagebild.lang import Language
from lagebild.link.actors import Named, Registry, completed, register
from lagebild.link.clusters import clusters_of
from lagebild.link.copies import Text, find_copies, text_of
from lagebild.link.dates import days_of, instant
from lagebild.link.events import ledger_event, telling
from lagebild.link.mentions import mentions_of
from lagebild.link.names import fold
from lagebild.link.pairs import features
from lagebild.link.passages import passages
from lagebild.link.positions import Context
from lagebild.link.records import Copy, CopyKind, Linked, Told, Why
from lagebild.link.source import Readings
from lagebild.link.vocabulary import vocabulary_of
from lagebild.link.weights import Weights, load_weights
from lagebild.link.within import Local, locals_of
from lagebild.model import LedgerEvent, Reading


def link_reports(
    told: Mapping[str, Told] | Iterable[Told], language: Language, weights: Weights | None = None
) -> Linked:
    """The ledger of a set of reports: the same for every order in which they are given.

    told: the current reading of every version of every report, each with its own `ref`; as a mapping it may fetch them
    when they are asked for. Each is read a few times and none is held.
    """
    weights = weights or load_weights()
    source = told if isinstance(told, Mapping) else {t.ref: t for t in told}
    refs = sorted(source)
    heads: list[Told] = []
    named: list[Named] = []
    texts: list[Text] = []
    for ref in refs:
        full = source[ref]
        heads.append(_head(full))
        named.append(_named(full))
        # What a replaced version said is told by its own date: copies are looked for among the latest ones.
        if full.withdrawn is None:
            texts.append(_text(full, weights))
    copies = find_copies(texts, lambda ref: passages(source[ref].reading.report.text), weights.copies)
    del texts
    replaced = _replaced(heads, copies)
    withdrawn = _withdrawn(heads, replaced)
    registry = register(named)
    context = Context(
        told=Readings(refs, lambda ref: _completed(source[ref], withdrawn.get(ref), registry)),
        registry=registry,
        copies=frozenset(copy.report for copy in copies if copy.kind is CopyKind.COPY),
        vocabulary=vocabulary_of(language),
    )
    found = [local for ref in refs for local in _locals(context.told[ref], context, weights)]
    events, why = [], []
    for cluster in clusters_of(found, weights):
        event = ledger_event(cluster.members, context)
        events.append((not telling(cluster.members), event))
        why += [_why(event.id, a, b, weights) for a, b in cluster.pairs]
    ordered = sorted(events, key=lambda pair: (pair[0], *_order(pair[1])))
    return Linked(
        events=tuple(event for _, event in ordered),
        copies=copies,
        merged=registry.merged,
        replaced=tuple(sorted((new, old) for old, new in replaced.items())),
        why=tuple(sorted(why, key=lambda reason: (reason.event, reason.one, reason.other))),
    )


def _why(event: str, a: Local, b: Local, weights: Weights) -> Why:
    weighed = tuple((name, round(value, 3)) for name, value in features(a, b, weights))
    first, second = a.mentions[0], b.mentions[0]
    return Why(
        event=event,
        one=(first.ref, first.event),
        other=(second.ref, second.event),
        evidence=round(sum(value for _, value in weighed), 3),
        features=weighed,
    )


def _head(told: Told) -> Told:
    """A reading without what was read: what it takes to know which report stands in whose place."""
    reading = told.reading
    return Told(
        reading=Reading(report=replace(reading.report, text=""), made_by=reading.made_by),
        ref=told.ref,
        withdrawn=told.withdrawn,
    )


def _named(told: Told) -> Named:
    day = days_of(told.reading.report.published)
    return Named(
        ref=told.ref,
        day=day[0] if day else None,
        actors=tuple(replace(actor, mentions=()) for actor in told.reading.actors),
    )


def _text(told: Told, weights: Weights) -> Text:
    report = told.reading.report
    order = instant(report.published), told.ref
    return text_of(report, told.ref, order, passages(report.text), weights.copies)


def _replaced(reports: list[Told], copies: tuple[Copy, ...]) -> dict[str, str]:
    """What was replaced under another id -> what the same outlet put in its place: named as its successor, published
    later at the same address, or a later text of which most is the same and that says that it corrects."""
    known = {t.ref: t for t in reports}
    updates = {copy.report: copy.original for copy in copies if copy.kind is CopyKind.UPDATE}
    same: dict[tuple[str, str], list[Told]] = {}
    for t in reports:
        report = t.reading.report
        if report.url and t.withdrawn is None:
            same.setdefault((report.url, fold(report.outlet or "")), []).append(t)
    found: dict[str, str] = {}
    for t in sorted(reports, key=_published):
        report = t.reading.report
        if t.withdrawn is not None or not report.published:
            continue
        named = report.replaces if report.version == 1 and report.replaces in known else None
        corrects = updates.get(t.ref) if report.correction else None
        at = [
            o.ref for o in same.get((report.url or "", fold(report.outlet or "")), ()) if _published(o) < _published(t)
        ]
        for old in (named, corrects, *at[-1:]):
            if old and old != t.ref:
                found.setdefault(old, t.ref)
    return found


def _published(t: Told) -> tuple[str, str]:
    return instant(t.reading.report.published), t.ref


def _withdrawn(reports: list[Told], replaced: dict[str, str]) -> dict[str, str]:
    """The day on which each replaced report was withdrawn, by its reference."""
    known = {t.ref: t for t in reports}
    return {
        old: (known[new].reading.report.published or "")[:10]
        for old, new in replaced.items()
        if known[old].withdrawn is None
    }


def _completed(told: Told, withdrawn: str | None, registry: Registry) -> Told:
    """A reading as the others complete it: what is known of its actors, and whether it still stands."""
    reading = told.reading
    actors = tuple(completed(a, registry.profiles[registry.keys[told.ref, a.id]]) for a in reading.actors)
    return Told(reading=replace(reading, actors=actors), ref=told.ref, withdrawn=withdrawn or told.withdrawn)


def _locals(told: Told, context: Context, weights: Weights) -> tuple[Local, ...]:
    keys = {actor.id: context.registry.keys[told.ref, actor.id] for actor in told.reading.actors}
    report = told.reading.report
    mentions = mentions_of(told, keys, instant(report.published), passages(report.text), context.vocabulary)
    return locals_of(mentions, weights)


def _order(event: LedgerEvent) -> tuple[str, str, str]:
    """By the day on which it happens, what has none by its first report; then by id."""
    time = event.time
    covered = days_of(time.begins or time.value) if time else None
    seen = days_of(event.first_seen)
    day = covered or seen
    return (f"{day[0]:08d}" if day else "", event.first_seen or "", event.id)
