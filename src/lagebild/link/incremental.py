"""Linking what changed, and nothing else.

A new report is compared with those only that share a key with it; the events are made anew in the parts of the graph
of pairs that were touched. Every decision on a pair reads the two alone, and everything else is a function of the graph
of pairs, so the ledger is the same whatever came first.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from lagebild.link.areas import Area, areas
from lagebild.link.base import (
    MOST_LOCALS,
    Base,
    Kept,
    Made,
    Parent,
    local_number,
    report_number,
)
from lagebild.link.clusters import Cluster
from lagebild.link.copies import Compared, compare, copied_spans, text_keys
from lagebild.link.dates import instant
from lagebild.link.events import ledger_event, telling
from lagebild.link.keys import keys_of, place_of
from lagebild.link.mentions import mentions_of
from lagebild.link.names import fold, registry_key
from lagebild.link.pairs import features, score
from lagebild.link.passages import Passages, digest_of, passages
from lagebild.link.positions import context_of
from lagebild.link.records import Copy, CopyKind, Told, Why
from lagebild.link.references import mention_id, with_references
from lagebild.link.registry import NameUse, names_used
from lagebild.link.representatives import changed, still
from lagebild.link.vocabulary import Vocabulary
from lagebild.link.weights import Weights
from lagebild.link.within import Local, join, locals_of

_Held = TypeVar("_Held")
_AT_ONCE = 200
"""Reports that are compared in one go."""
_HELD = 4096
"""Reports of which the events are held while others are compared with them."""
_TOLD = 1024
"""Readings that are held while events are made of them."""
_PAIRS = 20_000
"""Pairs that are compared in one go."""
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
        self._locals: dict[int, tuple[Local, ...]] = {}
        self._told: dict[int, Told] = {}

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
        self._events(touched, again)

    # What a report is compared by

    def _readings(self, numbers: Sequence[int]) -> Mapping[int, Told]:
        missing = [n for n in numbers if n not in self._told]
        if missing:
            found = {n: self._told[n] for n in numbers if n in self._told}
            for number, told in self.base.told(missing).items():
                found[number] = with_references(told, self.vocabulary)
            _hold(self._told, found, _TOLD)
            return found
        return self._told

    def locals_of(self, numbers: Collection[int]) -> Mapping[int, Local]:
        """Events of reports by their numbers."""
        reports = self._events_of({report_number(n) for n in numbers})
        return {n: reports[report_number(n)][n & (MOST_LOCALS - 1)] for n in numbers}

    def _events_of(self, reports: Collection[int]) -> Mapping[int, tuple[Local, ...]]:
        missing = [n for n in reports if n not in self._locals]
        if not missing:
            return self._locals
        found = {n: self._locals[n] for n in reports if n in self._locals}
        time = self.weights.time
        for number, events in self.base.mentions(missing).items():
            found[number] = tuple(join(mentions, time) for mentions in events)
        _hold(self._locals, found, _HELD)
        return found

    def _refs(self, numbers: Iterable[int]) -> set[str]:
        return {kept.ref for kept in self.base.kept(sorted(numbers)).values()}

    def _keep(self, told: Told) -> tuple[Kept, tuple[Local, ...]]:
        report = told.reading.report
        found = passages(report.text)
        locals_ = locals_of_report(told, found, self.vocabulary, self.weights)
        page = digest_of(f"{report.url}\x00{fold(report.outlet or '')}") & _POSITIVE if report.url else 0
        kept = Kept(
            ref=told.ref,
            order=(instant(report.published), told.ref),
            published=report.published,
            latest=told.withdrawn is None,
            page=page if told.withdrawn is None else 0,
            names=report.replaces if report.version == 1 else None,
            corrects=report.correction is not None,
            # What a replaced version said is told by its own date: copies are looked for among the latest ones.
            texts=text_keys(found, self.weights.copies) if told.withdrawn is None else (),
            events=tuple((place_of(local), keys_of(local, self.weights)) for local in locals_),
            used=names_used(told.reading.actors, report.published) if told.withdrawn is None else (),
        )
        return kept, locals_

    # The graph of pairs

    def _index(self, numbers: Sequence[int], texts: set[int], pages: set[str]) -> set[int]:
        """Put some reports in the place of what was kept of them; the events of reports of which the pairs changed."""
        base = self.base
        old = base.kept(numbers)
        readings = self._readings(numbers)
        made = {number: self._keep(readings[number]) for number in numbers if number in readings}
        new = {number: kept for number, (kept, _) in made.items()}
        touched = forget_events(base, old)
        _hold(self._locals, {number: locals_ for number, (_, locals_) in made.items()}, _HELD)
        events = {number: tuple(local.mentions for local in locals_) for number, (_, locals_) in made.items()}
        base.keep({n: (new[n], events[n]) if n in new else None for n in numbers})
        for number in numbers:
            self.used.subtract(old[number].used if number in old else ())
            self.used.update(new[number].used if number in new else ())
        changed_ = (*old.values(), *new.values())
        pages |= base.named(sorted({kept.ref for kept in changed_}))
        pages.update(kept.names for kept in changed_ if kept.names)
        pages |= self._refs(base.pages(sorted({kept.page for kept in changed_ if kept.page})))
        change = changed(
            base.events,
            [entry for number, kept in old.items() for entry in kept.event_entries(number)],
            [entry for number, kept in new.items() for entry in kept.event_entries(number)],
            self.weights.across.most_tried,
        )
        touched |= self._displace(change.displaced)
        found = self._likely(change.pairs)
        base.join(found)
        touched.update(local_number(number, nth) for number, kept in new.items() for nth in range(len(kept.events)))
        touched.update(a for a, b, _ in found if b not in touched)
        change = changed(
            base.texts,
            [entry for number, kept in old.items() for entry in kept.text_entries(number)],
            [entry for number, kept in new.items() for entry in kept.text_entries(number)],
            self.weights.copies.tried,
        )
        texts.update(numbers, (n for pair in change.pairs for n in pair))
        texts.update(base.children(sorted({*change.displaced, *old})))
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
        # A pair that joined nothing has decided nothing.
        homes = self.base.homes(sorted({n for pair in gone for n in pair}))
        inside = {pair: homes[pair[0]] for pair in gone if homes.get(pair[0], "") == homes.get(pair[1])}
        clusters = self.base.clusters(sorted(set(inside.values())))
        joined = {event: {frozenset(pair[:2]) for pair in cluster.pairs} for event, cluster in clusters.items()}
        return {pair[0] for pair, event in inside.items() if frozenset(pair) in joined[event]}

    def _likely(self, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int, float]]:
        """The pairs that are likely one event, with their evidence."""
        asked = sorted((a, b) for a, b in pairs if report_number(a) != report_number(b))
        found = []
        for at in range(0, len(asked), _PAIRS):
            some = asked[at : at + _PAIRS]
            locals_ = self.locals_of({n for pair in some for n in pair})
            for a, b in some:
                value = score(locals_[a], locals_[b], self.weights)
                if value is not None and value >= self.weights.across.threshold:
                    # Sums of the same features in another order differ in their last digits.
                    found.append((a, b, round(value, 6)))
        return found

    # Copies, and reports in the place of others

    def _copy(self, numbers: set[int]) -> tuple[set[int], set[int]]:
        """Look anew for the originals of reports; those of which it changed whether they are copies, and of what, and
        the originals that they had and have."""
        base = self.base
        kept = base.kept(sorted(numbers))
        before = base.parents(sorted(numbers))
        originals: set[int] = set()
        parents: dict[int, Parent | None] = {}
        compared = lru_cache(maxsize=2 * _AT_ONCE)(self._compared)
        earlier: Mapping[int, Sequence[tuple[str, int]]] = {}
        for at, number in enumerate(sorted(numbers)):
            if at % _AT_ONCE == 0:
                some = sorted(numbers)[at : at + _AT_ONCE]
                earlier = self._earlier({n: kept[n] for n in some if n in kept and kept[n].latest})
                self._readings(sorted({m for n, entries in earlier.items() for _, o in entries for m in (n, o)}))
            parent = self._parent(number, earlier.get(number, ()), compared)
            if parent != before.get(number):
                originals.update(p.original for p in (parent, before.get(number)) if p is not None)
                parents[number] = parent
        base.set_parents(parents)
        moved = set(parents)
        waiting = sorted(moved)
        while waiting:
            waiting = [n for n in base.children(waiting) if n not in moved]
            moved.update(waiting)
        for number, known in sorted(base.kept(sorted(moved)).items()):
            self.copies[known.ref] = self._rooted(number)
        return moved, originals

    def _compared(self, number: int) -> Compared:
        report = self._readings([number])[number].reading.report
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
        asked = base.numbers_of(sorted(refs))
        kept = base.kept(asked)
        before_ = base.replacements(asked)
        moved = set()
        for number in asked:
            by = self._replacement(number, kept[number])
            before = before_.get(number)
            if by != before:
                base.set_replacement(number, by)
                self.replaced[number] = by
                moved.add(number)
        return moved

    def _replacement(self, number: int, kept: Kept) -> tuple[int, str] | None:
        """What took the place of a report under another id: what names it, what corrects it, or what stands at its
        address next; of several the first."""
        base = self.base
        named = [n for n in base.naming(kept.ref) if n != number]
        updates = [
            n for n in base.children([number])
            if base.parents([n])[n].kind is CopyKind.UPDATE and base.kept([n])[n].corrects
        ]  # fmt: skip
        others = base.kept([n for n in (*named, *updates) if n != number])
        found = [(k.order, n, k) for n, k in others.items() if k.latest and k.published]
        if kept.page and kept.latest:
            later = base.kept([n for n in base.pages([kept.page]) if n != number])
            found += sorted((k.order, n, k) for n, k in later.items() if k.published and k.order > kept.order)[:1]
        if not found:
            return None
        _, new, by = min(found, key=lambda row: (row[0], row[1]))
        return new, (by.published or "")[:10]

    # Events

    def _events(self, touched: set[int], again: set[int]) -> None:
        """Make the events anew in the parts of the graph in which some events of reports stand, and those of which some
        reports, `again`, count otherwise than before."""
        reports = self._events_of({*map(report_number, touched), *again})
        there = {n for n in touched if (n & (MOST_LOCALS - 1)) < len(reports.get(report_number(n), ()))}
        there |= {local_number(n, nth) for n in again for nth in range(len(reports.get(n, ())))}
        del reports
        for area in areas(self.base, there, self.locals_of, self.weights):
            self._replace_events(area, again)

    def _replace_events(self, area: Area, again: set[int]) -> None:
        homes = self.base.homes(sorted(area.members))
        before = self.base.clusters(sorted(set(homes.values())))
        same = {
            cluster: event
            for event, cluster in before.items()
            if again.isdisjoint(report_number(n) for n in cluster.members)
        }
        fresh = [cluster for cluster in area.made if cluster not in same]
        stay = {same[cluster] for cluster in area.made if cluster in same}
        self.base.drop(sorted(before.keys() - stay))
        self.base.save([self._made(cluster, area.found) for cluster in fresh])

    def _made(self, cluster: Cluster, found: Mapping[int, Local]) -> Made:
        locals_ = [found[n] for n in cluster.members]
        reports = sorted({report_number(n) for n in cluster.members})
        readings = self._readings(reports)
        parents = self.base.parents(reports)
        replaced = self.base.replacements(reports)
        told = {}
        for number in reports:
            one = readings[number]
            withdrawn = one.withdrawn or (replaced[number][1] if number in replaced else None)
            told[one.ref] = Told(reading=one.reading, ref=one.ref, withdrawn=withdrawn)
        copied = frozenset(
            readings[number].ref for number in reports if number in parents and parents[number].kind is CopyKind.COPY
        )
        event = ledger_event(locals_, context_of(told, copied, self.vocabulary))
        why = [_why(event.id, found[a], found[b], self.weights) for a, b, _ in cluster.pairs]
        why.sort(key=lambda reason: (reason.one, reason.other))
        return Made(event=event, cluster=cluster, why=tuple(why), bare=not telling(locals_))


def _hold(held: dict[int, _Held], more: Mapping[int, _Held], most: int) -> None:
    """Hold something more, and let the oldest go when it is too much."""
    held.update(more)
    if (over := len(held) - max(most, len(more))) > 0:
        for number in list(held)[:over]:
            del held[number]


def forget(base: Base, numbers: Sequence[int], weights: Weights) -> tuple[set[int], Counter[NameUse]]:
    """Take reports out of what is kept, so that nothing of them stays; the reports that must be linked anew because of
    it, and the uses of names that are gone."""
    old = base.kept(numbers)
    touched = {report_number(n) for n in forget_events(base, old)}
    used: Counter[NameUse] = Counter()
    parents = base.parents(numbers)
    children = base.children(numbers)
    touched.update(children, (parent.original for parent in parents.values()))
    base.set_parents(dict.fromkeys((*children, *numbers)))
    for number, kept in old.items():
        used.subtract(kept.used)
        base.set_replacement(number, None)
    touched.update(base.numbers_of(sorted({kept.names for kept in old.values() if kept.names})))
    touched.update(base.pages(sorted({kept.page for kept in old.values() if kept.page})))
    base.keep(dict.fromkeys(old))
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
    events = sorted(set(base.homes(gone).values()))
    touched = {n for cluster in base.clusters(events).values() for n in cluster.members}
    base.drop(events)
    return touched - set(gone)


def locals_of_report(told: Told, found: Passages, vocabulary: Vocabulary, weights: Weights) -> tuple[Local, ...]:
    """The events of a report, each with its mentions, read from it alone. found: its passages."""
    report = told.reading.report
    keys = {actor.id: registry_key(actor) for actor in told.reading.actors}
    mentions = mentions_of(told, keys, instant(report.published), found, vocabulary)
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
