"""What follows from the positions on an event: contested, status, sources.

Follows the definitions of the ledger in the data dictionary: copies vouch for nothing, and of a report only the latest
version vouches; the positions of a replaced version stay with the date on which they were withdrawn.
"""

from collections.abc import Iterable, Sequence

from lagebild.link.bodies import body_of
from lagebild.link.mentions import acts_for_state
from lagebild.link.names import fold, words
from lagebild.link.positions import AFFIRMING, Context, Stand
from lagebild.model import About, ActorKind, LedgerStatus, Source, Stance, Status

_SETTLED = frozenset((Status.ACTUAL, Status.PLANNED))
UNKNOWN_OUTLET = "?"
"""Stands for all reports of unknown origin: of two of them nobody knows whether they are independent."""


def counts(stand: Stand) -> bool:
    """Does a position still stand, and was it read right?"""
    return stand.position.withdrawn is None and not stand.position.wrong


def contested(stands: Iterable[Stand], copies: frozenset[str]) -> bool:
    """Does somebody deny what another one, or a report in its own voice, affirms about the same?"""
    said = [stand for stand in stands if counts(stand)]
    denied = [stand for stand in said if stand.position.stance is Stance.DENIES]
    # Who says that it may happen, or asks for it, does not say that it is so.
    affirmed = [
        s for s in said
        if s.position.stance in AFFIRMING and s.position.status in _SETTLED and not _copied(s, copies)
    ]  # fmt: skip
    return any(_opposed(no, yes) for no in denied for yes in affirmed)


def _opposed(no: Stand, yes: Stand) -> bool:
    about = {yes.position.about}
    if yes.position.stance in (Stance.ACCUSES, Stance.CLAIMS):
        # Who accuses speaks of the act and of who did it.
        about.add(About.RESPONSIBILITY)
    same = no.key == yes.key and bool(no.key)
    anonymous = no.position.anonymous and yes.position.anonymous and no.position.report == yes.position.report
    return no.position.about in about and not same and not anonymous


def is_party(stand: Stand, keys: frozenset[str], countries: frozenset[str]) -> bool:
    """Does a holder take part in an event, himself or as an organ of a state that does?"""
    if stand.key in keys:
        return True
    return bool(stand.actor and stand.actor.country in countries and acts_for_state(stand.actor))


def status_of(stands: Sequence[Stand], party: Sequence[bool], copies: frozenset[str]) -> LedgerStatus:
    """The status of an event; `party` says for each position whether its holder takes part in the event.

    What nobody asserts any more has the status that it had before its reports were withdrawn.
    """
    standing = [(s, p) for s, p in zip(stands, party, strict=True) if counts(s)]
    standing = standing or list(zip(stands, party, strict=True))
    happened = [(s, p) for s, p in standing if s.position.status is Status.ACTUAL and s.position.stance in AFFIRMING]
    if any(_vouches_alone(s) and not p and not _copied(s, copies) for s, p in happened):
        return LedgerStatus.ACTUAL
    if happened:
        return LedgerStatus.CLAIMED
    if not standing:
        # It is mentioned in what somebody denies, and nobody says that it is so.
        return LedgerStatus.POSSIBLE
    open_ = [s for s, _ in standing if s.position.stance is not Stance.DENIES and s.position.status in _OPEN]
    off = [s for s, _ in standing if s.position.stance is not Stance.DENIES and s.position.status is Status.NEGATED]
    if off and all(_report(s) <= _report(max(off, key=_report)) for s in open_):
        # Called off, and no later report says that it is still to come.
        return LedgerStatus.NEGATED
    if open_:
        return _OPEN[max(open_, key=lambda s: (s.order, s.position.status)).position.status]
    if off or any(s.position.stance is Stance.DENIES for s, _ in standing):
        return LedgerStatus.NEGATED
    # Only what neither affirms nor denies is left: doubt, fear, no comment.
    return LedgerStatus.POSSIBLE


_OPEN = {
    Status.PLANNED: LedgerStatus.PLANNED,
    Status.REQUESTED: LedgerStatus.REQUESTED,
    Status.POSSIBLE: LedgerStatus.POSSIBLE,
}


def _report(stand: Stand) -> tuple[str, str]:
    """Sorts by the report, not by the place in it."""
    return stand.order[:2]


def _vouches_alone(stand: Stand) -> bool:
    """A report in its own voice, or somebody who is named; hearsay is no voucher."""
    return not stand.position.anonymous


def _copied(stand: Stand, copies: frozenset[str]) -> bool:
    return stand.position.holder is None and stand.position.report in copies


def sources_of(stands: Sequence[Stand], party: Sequence[bool], context: Context) -> tuple[Source, ...]:
    """The independent sources of an event, by name: for each report that presents it as actual and is no copy those who
    vouch, without any its agencies, without these its outlet. A body counts once, a state not beside its own organ."""
    by_report: dict[str, list[tuple[Stand, bool]]] = {}
    for stand, takes_part in zip(stands, party, strict=True):
        position = stand.position
        if counts(stand) and position.status is Status.ACTUAL and position.report not in context.copies:
            by_report.setdefault(position.report, []).append((stand, takes_part))
    found: dict[str, Source] = {}
    states: dict[str, str] = {}
    organs: set[str] = set()
    bodies = _bodies(stands)
    for report in sorted(by_report):
        vouching = [(s, p) for s, p in by_report[report] if s.position.holder and s.position.stance in AFFIRMING]
        for stand, takes_part in vouching:
            assert stand.position.holder is not None
            body = bodies.get(stand.key) or (stand.actor and body_of(stand.actor, context.vocabulary))
            key = f"body:{body}" if body else stand.key
            known = found.get(key)
            found[key] = Source(
                name=body or stand.position.holder.name, party=takes_part or bool(known and known.party)
            )
            country = stand.actor.country if stand.actor and acts_for_state(stand.actor) else None
            if country and stand.actor and stand.actor.kind is ActorKind.STATE:
                states[key] = country
            elif country:
                organs.add(country)
        if not vouching and any(s.position.holder is None and _presents(s) for s, _ in by_report[report]):
            told = context.told[report].reading.report
            for name in told.agencies or (told.outlet or UNKNOWN_OUTLET,):
                found.setdefault(f"medium:{fold(name)}", Source(name=name))
    left = [source for key, source in found.items() if states.get(key) not in organs]
    return tuple(sorted(left, key=lambda source: (fold(source.name), source.name)))


def _bodies(stands: Sequence[Stand]) -> dict[str, str]:
    """For holders whose office names another holder ("SBU-Chef"): the body, which vouches with them. A body itself
    stands under its own name."""
    organisations = {s.key: s.position.holder.name for s in stands if s.position.holder and s.key.startswith("organ")}
    found: dict[str, str] = {}
    for stand in stands:
        offices = {word for office in stand.actor.offices for word in words(office)} if stand.actor else set()
        for key, name in sorted(organisations.items()):
            if stand.key.startswith("person:") and offices and set(words(name)) <= offices:
                found[stand.key] = found[key] = name
    return found


def _presents(stand: Stand) -> bool:
    return stand.position.stance in AFFIRMING and not stand.position.anonymous
