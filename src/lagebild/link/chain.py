"""Linking in order: copies, actors, events, positions."""

from collections.abc import Iterable

from msgspec.structs import replace

from lagebild.lang import Language
from lagebild.link.actors import Named, Registry, completed, register
from lagebild.link.clusters import clusters_of
from lagebild.link.copies import find_copies, text_of
from lagebild.link.dates import days_of, instant
from lagebild.link.events import ledger_event
from lagebild.link.mentions import mentions_of
from lagebild.link.passages import Passages, passages
from lagebild.link.positions import Context
from lagebild.link.records import Copy, CopyKind, Linked, Told
from lagebild.link.vocabulary import vocabulary_of
from lagebild.link.weights import Weights, load_weights
from lagebild.link.within import Local, locals_of
from lagebild.model import LedgerEvent


def link_reports(told: Iterable[Told], language: Language, weights: Weights | None = None) -> Linked:
    """The ledger of a set of reports: the same for every order in which they are given.

    told: the current reading of every version of every report, each with its own `ref`.
    """
    weights = weights or load_weights()
    reports = sorted(told, key=lambda t: t.ref)
    cut = {t.ref: passages(t.reading.report.text) for t in reports}
    copies = _copies(reports, cut, weights)
    reports = _corrected(reports, copies)
    registry = register(
        Named(
            ref=t.ref,
            day=(days_of(t.reading.report.published) or (None,))[0],
            actors=t.reading.actors,
        )
        for t in reports
    )
    reports = [_completed(t, registry) for t in reports]
    context = Context(
        told={t.ref: t for t in reports},
        registry=registry,
        copies=frozenset(copy.report for copy in copies if copy.kind is CopyKind.COPY),
        vocabulary=vocabulary_of(language),
    )
    found = [local for t in reports for local in _locals(t, cut[t.ref], context, weights)]
    events = [ledger_event(cluster, context) for cluster in clusters_of(found, weights)]
    return Linked(events=tuple(sorted(events, key=_order)), copies=copies, merged=registry.merged)


def _copies(reports: Iterable[Told], cut: dict[str, Passages], weights: Weights) -> tuple[Copy, ...]:
    """Copies among the latest versions; what a replaced version said is told by its own date."""
    return find_copies(
        (
            text_of(t.reading.report, t.ref, (instant(t.reading.report.published), t.ref), cut[t.ref], weights.copies)
            for t in reports
            if t.withdrawn is None
        ),
        weights.copies,
    )


def _corrected(reports: list[Told], copies: tuple[Copy, ...]) -> list[Told]:
    """Reports that a later one of the same outlet corrects or replaces under another id are withdrawn with its date."""
    known = {t.ref: t for t in reports}
    since: dict[str, str] = {}
    updates = {copy.report: copy.original for copy in copies if copy.kind is CopyKind.UPDATE}
    for t in reports:
        report = t.reading.report
        named = report.replaces if report.version == 1 and report.replaces in known else None
        corrects = updates.get(t.ref) if report.correction else None
        for old in (named, corrects):
            if old and old != t.ref and report.published and t.withdrawn is None:
                since[old] = min(since.get(old, "9"), report.published[:10])
    return [replace(t, withdrawn=since[t.ref]) if t.ref in since and t.withdrawn is None else t for t in reports]


def _completed(t: Told, registry: Registry) -> Told:
    actors = tuple(completed(a, registry.profiles[registry.keys[t.ref, a.id]]) for a in t.reading.actors)
    return replace(t, reading=replace(t.reading, actors=actors))


def _locals(t: Told, found: Passages, context: Context, weights: Weights) -> tuple[Local, ...]:
    keys = {actor.id: context.registry.keys[t.ref, actor.id] for actor in t.reading.actors}
    published = instant(t.reading.report.published)
    return locals_of(mentions_of(t, keys, published, found, context.vocabulary), weights)


def _order(event: LedgerEvent) -> tuple[str, str, str]:
    """By the day on which it happens, what has none by its first report; then by id."""
    time = event.time
    covered = days_of(time.begins or time.value) if time else None
    seen = days_of(event.first_seen)
    day = covered or seen
    return (f"{day[0]:08d}" if day else "", event.first_seen or "", event.id)
