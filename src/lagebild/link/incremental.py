"""Linking what changed, and nothing else.

A new report is compared with those only that share a key with it; the events are made anew in the connected components
of the graph of pairs that were touched. Every decision on a pair reads the two alone, and everything else is a function
of the graph of pairs, so the ledger is the same whatever came first.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from lagebild.link.base import (
    MOST_LOCALS,
    Base,
    Kept,
    Parent,
    local_number,
    report_number,
)
from lagebild.link.clusters import Cluster, clusters_of, components
from lagebild.link.copies import Compared, compare, copied_spans, text_keys
from lagebild.link.dates import instant
from lagebild.link.events import ledger_event, telling
from lagebild.link.keys import keys_of, place_of
from lagebild.link.mentions import mentions_of
from lagebild.link.names import fold, registry_key
from lagebild.link.pairs import features, score
from lagebild.link.passages import digest_of, passages
from lagebild.link.positions import context_of
from lagebild.link.records import Copy, CopyKind, Told, Why
from lagebild.link.references import mention_id, with_references
from lagebild.link.registry import NameUse, names_used
from lagebild.link.representatives import changed, still
from lagebild.link.vocabulary import Vocabulary
from lagebild.link.weights import Weights
from lagebild.link.within import Local, locals_of

_AT_ONCE = 200
"""Reports that are compared in one go."""
_HELD = 4096
"""Reports of which the events are held while others are compared with them."""
_POSITIVE = (1 << 63) - 1


class Linker:
    """Brings what a base keeps up to date with its reports.

    One object a run: it holds the events of the reports that it read last, and notes what it changed.
    """

    def __init__(self, base: Base, vocabulary: Vocabulary, weights: Weights) -> None:
        self.base = base
        self.vocabulary = vocabulary
        self.weights = weights
        self.used: Counter[NameUse] = Counter()
        """How many reports more, or fewer, use a name."""
        self.copies: dict[str, Copy | None] = {}
        """What is known anew of what reports were copied from, by reference."""
        self.replaced: dict[int, tuple[int, str] | None] = {}
        """What is known anew of what took the place of reports, by number, with the day."""
        self.locals = lru_cache(maxsize=_HELD)(self._locals)
        self._told = lru_cache(maxsize=256)(self._fetch)

    def update(self, numbers: Iterable[int]) -> None:
        """Link reports that were added, changed or removed."""
        touched: set[int] = set()
        texts: set[int] = set()
        pages: set[str] = set()
        ordered = sorted(numbers)
        for at in range(0, len(ordered), _AT_ONCE):
            touched |= self._index(ordered[at : at + _AT_ONCE], texts, pages)
        again, originals = self._copy(texts)
        again |= self._replace(pages | self._refs(originals))
        for number in again:
            touched.update(self._numbers(number))
        self._events(touched)

    # What a report is compared by

    def _fetch(self, number: int) -> Told | None:
        told = self.base.told(number)
        return with_references(told, self.vocabulary) if told is not None else None

    def _locals(self, number: int) -> tuple[Local, ...]:
        told = self._told(number)
        return locals_of_report(told, self.vocabulary, self.weights) if told is not None else ()

    def _local(self, number: int) -> Local:
        return self.locals(report_number(number))[number & (MOST_LOCALS - 1)]

    def _numbers(self, report: int) -> list[int]:
        return [local_number(report, nth) for nth in range(len(self.locals(report)))]

    def _refs(self, numbers: Iterable[int]) -> set[str]:
        return {kept.ref for kept in self.base.kept(sorted(numbers)).values()}

    def _keep(self, number: int) -> Kept | None:
        told = self._told(number)
        if told is None:
            return None
        report = told.reading.report
        page = digest_of(f"{report.url}\x00{fold(report.outlet or '')}") & _POSITIVE if report.url else 0
        return Kept(
            ref=told.ref,
            order=(instant(report.published), told.ref),
            published=report.published,
            latest=told.withdrawn is None,
            page=page if told.withdrawn is None else 0,
            names=report.replaces if report.version == 1 else None,
            corrects=report.correction is not None,
            # What a replaced version said is told by its own date: copies are looked for among the latest ones.
            texts=text_keys(passages(report.text), self.weights.copies) if told.withdrawn is None else (),
            events=tuple((place_of(local), keys_of(local, self.weights)) for local in self.locals(number)),
            used=names_used(told.reading.actors, report.published) if told.withdrawn is None else (),
        )

    # The graph of pairs

    def _index(self, numbers: Sequence[int], texts: set[int], pages: set[str]) -> set[int]:
        """Put some reports in the place of what was kept of them; the events of reports of which the pairs changed."""
        base = self.base
        old = base.kept(numbers)
        new = {number: kept for number in numbers if (kept := self._keep(number)) is not None}
        touched = forget_events(base, old)
        for number in numbers:
            base.keep(number, new.get(number))
            self.used.subtract(old[number].used if number in old else ())
            self.used.update(new[number].used if number in new else ())
        changed_ = (*old.values(), *new.values())
        pages |= base.named(sorted({kept.ref for kept in changed_}))
        pages.update(kept.names for kept in changed_ if kept.names)
        for page in sorted({kept.page for kept in changed_ if kept.page}):
            pages |= self._refs(base.page(page))
        change = changed(
            base.events,
            [entry for number, kept in old.items() for entry in kept.event_entries(number)],
            [entry for number, kept in new.items() for entry in kept.event_entries(number)],
            self.weights.across.most_tried,
        )
        touched |= self._displace(change.displaced)
        found = [(a, b, value) for a, b in sorted(change.pairs) if (value := self._likely(a, b)) is not None]
        base.join(found)
        touched.update(n for a, b, _ in found for n in (a, b))
        touched.update(local_number(number, nth) for number, kept in new.items() for nth in range(len(kept.events)))
        change = changed(
            base.texts,
            [entry for number, kept in old.items() for entry in kept.text_entries(number)],
            [entry for number, kept in new.items() for entry in kept.text_entries(number)],
            self.weights.copies.tried,
        )
        texts.update(numbers, (n for pair in change.pairs for n in pair))
        for number in (*change.displaced, *old):
            texts.update(base.children(number))
        return touched

    def _displace(self, displaced: frozenset[int]) -> set[int]:
        """Take pairs out of the graph that are compared no longer; the events of reports of which they were."""
        beside = self.base.beside(sorted(displaced))
        pairs = sorted({(min(a, b), max(a, b)) for a, others in beside.items() for b in others})
        kept = self.base.kept(sorted({report_number(n) for pair in pairs for n in pair}))
        keys = {
            n: kept[report_number(n)].events[n & (MOST_LOCALS - 1)][1] for pair in pairs for n in pair
        }  # fmt: skip
        fine = still(self.base.events, keys, pairs, self.weights.across.most_tried)
        gone = [pair for pair, stays in zip(pairs, fine, strict=True) if not stays]
        self.base.part(gone)
        return {n for pair in gone for n in pair}

    def _likely(self, a: int, b: int) -> float | None:
        if report_number(a) == report_number(b):
            return None
        value = score(self._local(a), self._local(b), self.weights)
        return value if value is not None and value >= self.weights.across.threshold else None

    # Copies, and reports in the place of others

    def _copy(self, numbers: set[int]) -> tuple[set[int], set[int]]:
        """Look anew for the originals of reports; those of which it changed whether they are copies, and of what, and
        the originals that they had and have."""
        base = self.base
        kept = base.kept(sorted(numbers))
        before = base.parents(sorted(numbers))
        moved: set[int] = set()
        originals: set[int] = set()
        compared = lru_cache(maxsize=256)(self._compared)
        earlier: Mapping[int, Sequence[tuple[str, int]]] = {}
        for at, number in enumerate(sorted(numbers)):
            if at % _AT_ONCE == 0:
                some = sorted(numbers)[at : at + _AT_ONCE]
                earlier = self._earlier({n: kept[n] for n in some if n in kept and kept[n].latest})
            parent = self._parent(number, earlier.get(number, ()), compared)
            if parent != before.get(number):
                originals.update(p.original for p in (parent, before.get(number)) if p is not None)
                base.set_parent(number, parent)
                moved.add(number)
        waiting = sorted(moved)
        while waiting:
            children = [n for n in base.children(waiting.pop()) if n not in moved]
            moved.update(children)
            waiting += children
        for number, known in sorted(base.kept(sorted(moved)).items()):
            self.copies[known.ref] = self._rooted(number)
        return moved, originals

    def _compared(self, number: int) -> Compared:
        told = self._told(number)
        assert told is not None
        report = told.reading.report
        return Compared(passages=passages(report.text), outlet=fold(report.outlet or ""))

    def _earlier(self, kept: Mapping[int, Kept]) -> Mapping[int, Sequence[tuple[str, int]]]:
        """The earlier reports from which each may be copied, the earliest first."""
        most = self.weights.copies.tried
        first = self.base.texts.first(sorted({key for one in kept.values() for key in one.texts}), most)
        found = {}
        for number, one in kept.items():
            place = "\x01".join(one.order)
            sharing = (entry for key in one.texts for entry in first[key][:most])
            found[number] = sorted({(str(at), n) for at, n in sharing if str(at) < place})
        return found

    def _parent(
        self, number: int, earlier: Sequence[tuple[str, int]], compared: Callable[[int], Compared]
    ) -> Parent | None:
        """The earlier report that holds most of a text; of equals the earliest."""
        best: tuple[float, int, CopyKind] | None = None
        for _, original in earlier:
            found = compare(compared(number), compared(original), self.weights.copies)
            if found is not None and (best is None or found[1] > best[0]):
                best = found[1], original, found[0]
        if best is None:
            return None
        share, original, kind = best
        spans = copied_spans(compared(number).passages, compared(original).passages)
        return Parent(original=original, kind=kind, share=share, spans=spans)

    def _rooted(self, number: int) -> Copy | None:
        """A copy of a copy is a copy of the first one. Originals are earlier, so the way up ends."""
        parent = self.base.parents([number]).get(number)
        if parent is None:
            return None
        top = parent.original
        while (above := self.base.parents([top]).get(top)) is not None and above.kind is CopyKind.COPY:
            top = above.original
        kept = self.base.kept([number, top])
        return Copy(
            report=kept[number].ref, original=kept[top].ref, kind=parent.kind, share=parent.share, spans=parent.spans
        )

    def _replace(self, refs: set[str]) -> set[int]:
        """Look anew for what the same outlet put in the place of reports; those of which it changed."""
        base = self.base
        asked = {n for ref in refs if (n := base.number_of(ref)) is not None}
        moved = set()
        for number in sorted(asked):
            by = self._replacement(number)
            before = base.replacements([number]).get(number)
            if by != before:
                base.set_replacement(number, by)
                self.replaced[number] = by
                moved.add(number)
        return moved

    def _replacement(self, number: int) -> tuple[int, str] | None:
        """What took the place of a report under another id: what names it, what corrects it, or what stands at its
        address next; of several the first."""
        base = self.base
        kept = base.kept([number])[number]
        named = [n for n in base.naming(kept.ref) if n != number]
        updates = [
            n for n in base.children(number)
            if base.parents([n])[n].kind is CopyKind.UPDATE and base.kept([n])[n].corrects
        ]  # fmt: skip
        others = base.kept([n for n in (*named, *updates) if n != number])
        found = [(k.order, n, k) for n, k in others.items() if k.latest and k.published]
        if kept.page and kept.latest:
            later = base.kept([n for n in base.page(kept.page) if n != number])
            found += sorted((k.order, n, k) for n, k in later.items() if k.published and k.order > kept.order)[:1]
        if not found:
            return None
        _, new, by = min(found, key=lambda row: (row[0], row[1]))
        return new, (by.published or "")[:10]

    # Events

    def _events(self, touched: set[int]) -> None:
        """Make the events anew in the components in which some events of reports stand."""
        there = {n for n in touched if (n & (MOST_LOCALS - 1)) < len(self.locals(report_number(n)))}
        graph = _Graph(self.base)
        for members in components(sorted(there), graph):
            found = {n: self._local(n) for n in members}
            pairs = {(a, b): value for a in members for b, value in graph[a].items() if a < b}
            self._replace_events(clusters_of(found, pairs, self.weights), found, there)
            graph.forget(members)

    def _replace_events(self, clusters: Sequence[Cluster], found: Mapping[int, Local], touched: set[int]) -> None:
        homes = self.base.homes(sorted(found))
        left = set(homes.values())
        fresh = []
        for cluster in clusters:
            before = {homes.get(n) for n in cluster.members}
            event = next(iter(before)) if len(before) == 1 else None
            same = event is not None and self.base.members(event) == set(cluster.members)
            if same and touched.isdisjoint(cluster.members):
                left.discard(str(event))
            else:
                fresh.append(cluster)
        for event in sorted(left):
            self.base.drop(event)
        for cluster in fresh:
            self._save(cluster, found)

    def _save(self, cluster: Cluster, found: Mapping[int, Local]) -> None:
        locals_ = [found[n] for n in cluster.members]
        reports = sorted({report_number(n) for n in cluster.members})
        parents = self.base.parents(reports)
        replaced = self.base.replacements(reports)
        told = {}
        for number in reports:
            one = self._told(number)
            assert one is not None
            withdrawn = one.withdrawn or (replaced[number][1] if number in replaced else None)
            told[one.ref] = Told(reading=one.reading, ref=one.ref, withdrawn=withdrawn)
        copied = frozenset(
            told_.ref for number in reports
            if number in parents and parents[number].kind is CopyKind.COPY and (told_ := self._told(number)) is not None
        )  # fmt: skip
        event = ledger_event(locals_, context_of(told, copied, self.vocabulary))
        why = [_why(event.id, found[a], found[b], self.weights) for a, b in cluster.pairs]
        why.sort(key=lambda reason: (reason.one, reason.other))
        self.base.save(event, cluster.members, why, bare=not telling(locals_))


def forget(base: Base, numbers: Sequence[int], weights: Weights) -> tuple[set[int], Counter[NameUse]]:
    """Take reports out of what is kept, so that nothing of them stays; the reports that must be linked anew because of
    it, and the uses of names that are gone."""
    old = base.kept(numbers)
    touched = {report_number(n) for n in forget_events(base, old)}
    used: Counter[NameUse] = Counter()
    for number, kept in old.items():
        used.subtract(kept.used)
        for child in base.children(number):
            base.set_parent(child, None)
            touched.add(child)
        touched.update(n for ref in (kept.names,) if ref and (n := base.number_of(ref)) is not None)
        touched.update(base.page(kept.page) if kept.page else ())
        parent = base.parents([number]).get(number)
        touched.update((parent.original,) if parent else ())
        base.set_parent(number, None)
        base.set_replacement(number, None)
        base.keep(number, None)
    events = [entry for number, kept in old.items() for entry in kept.event_entries(number)]
    change = changed(base.events, events, (), weights.across.most_tried)
    touched |= {report_number(n) for n in change.promoted}
    texts = [entry for number, kept in old.items() for entry in kept.text_entries(number)]
    # Whoever rises among the texts that stand for a key may be the original of the others.
    touched |= changed(base.texts, texts, (), weights.copies.tried).promoted
    return touched - set(numbers), used


def forget_events(base: Base, old: Mapping[int, Kept]) -> set[int]:
    """Take the events of reports out of the graph and the ledger; the others that this touches."""
    gone = [local_number(number, nth) for number, kept in old.items() for nth in range(len(kept.events))]
    beside = base.beside(gone)
    base.part([(a, b) for a, others in beside.items() for b in others])
    touched = {b for others in beside.values() for b in others}
    for event in sorted(set(base.homes(gone).values())):
        touched |= base.members(event)
        base.drop(event)
    return touched - set(gone)


class _Graph(dict[int, Mapping[int, float]]):
    """The graph of pairs, fetched as it is walked."""

    def __init__(self, base: Base) -> None:
        super().__init__()
        self._base = base

    def __missing__(self, number: int) -> Mapping[int, float]:
        self[number] = found = self._base.beside([number])[number]
        return found

    def forget(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self.pop(number, None)


def locals_of_report(told: Told, vocabulary: Vocabulary, weights: Weights) -> tuple[Local, ...]:
    """The events of a report, each with its mentions, read from it alone."""
    report = told.reading.report
    keys = {actor.id: registry_key(actor) for actor in told.reading.actors}
    mentions = mentions_of(told, keys, instant(report.published), passages(report.text), vocabulary)
    return locals_of(mentions, weights)[:MOST_LOCALS]


def _why(event: str, a: Local, b: Local, weights: Weights) -> Why:
    weighed = tuple((name, round(value, 3)) for name, value in features(a, b, weights))
    first, second = a.mentions[0], b.mentions[0]
    return Why(
        event=event,
        one=(first.ref, mention_id(first.event)),
        other=(second.ref, mention_id(second.event)),
        evidence=round(sum(value for _, value in weighed), 3),
        features=weighed,
    )
