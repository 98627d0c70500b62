"""Who vouches for an event mention: the quotations in which its trigger stands, nearest to the reader first; else he
whose demand, fear or denial gives the mention its status."""

from lagebild.events.parties import acting, attribute, filled
from lagebild.events.scene import Hit, Scene, is_party, preposition_of, spoken_here
from lagebild.events.signs import Reading
from lagebild.model import Actor, NounPhrase, Party, Quotation, QuotationType, Span, Status, Voucher
from lagebild.model.ask import tokens_in

CARRIED = (QuotationType.FREE_INDIRECT, QuotationType.INDIRECT_FREE_INDIRECT)
TOLD = (Status.ACTUAL, Status.NEGATED)


def around(scene: Scene, hit: Hit, status: Status | None) -> tuple[Quotation, ...]:
    """The quotations that contain a trigger. One is left out where the trigger is its own cue, and where an event that
    did happen is only named in the clause of cue and speaker ("wies die Kritik zurück", "verurteilte die Gewalt") or
    by a participle before a noun ("die belagerte Stadt")."""
    if hit.attribute:
        return ()
    return tuple(
        quotation
        for quotation in scene.quoting.get(hit.token, ())
        if not spoken_here(scene, quotation, hit) and not only_named(scene, quotation, hit, status)
    )


def vouching(quotations: tuple[Quotation, ...], reading: Reading) -> tuple[Quotation, ...]:
    """Quotations without those that were only carried on to hearsay: who told the sentence before does not vouch for
    what somebody "soll" have done."""
    if not reading.hearsay:
        return quotations
    return tuple(q for q in quotations if q.cue or q.type not in CARRIED)


def only_named(scene: Scene, quotation: Quotation, hit: Hit, status: Status | None) -> bool:
    """Is an event that did happen only named where a speech act is reported ("kritisierte den Anschlag"), or does a
    noun stand in the very clause of cue and speaker as what is the case anyhow? What is told "von", "über" is told."""
    if status != Status.ACTUAL or hit.clause < 0:
        return False
    if quotation.type == QuotationType.REPORTED:
        told = hit.phrase >= 0 and preposition_of(scene, scene.analysis.phrases[hit.phrase]) in ("von", "über")
        return not told
    if hit.entry.kind != "noun" and not hit.attribute:
        return False
    own = set(scene.analysis.clauses[hit.clause].tokens)
    cue = {i for span in quotation.cue for i in range(*tokens_in(scene.analysis, span))}
    speaker = {i for span in quotation.speaker for i in range(*tokens_in(scene.analysis, span))}
    finite = scene.analysis.clauses[hit.clause].head
    return bool(own & cue) and bool(own & speaker) and finite in cue


def find_vouchers(scene: Scene, quotations: tuple[Quotation, ...], reading: Reading) -> tuple[Voucher, ...]:
    """Vouchers of the quotations, outermost first: chain, then speaker; without any, the owner of the status."""
    actors = {actor.id: actor for actor in scene.mentions.actors}
    found: dict[Span, Voucher] = {}
    for quotation in outer_first(quotations):
        for link in quotation.chain:
            if link.id is not None and link.id in actors:
                span = nearest_mention(actors[link.id], quotation)
                if span is not None:
                    found.setdefault(span, Voucher(span=span, actor=link.id))
        holders = quotation.holders
        for i, span in enumerate(quotation.speaker):
            holder = holders[i] if i < len(holders) else holders[0] if len(holders) == 1 else None
            found.setdefault(span, Voucher(span=span, actor=holder))
        if not quotation.speaker:
            for holder in holders:
                span_of_holder = nearest_mention(actors[holder], quotation) if holder in actors else None
                if span_of_holder is not None:
                    found.setdefault(span_of_holder, Voucher(span=span_of_holder, actor=holder))
    if not found:
        return tuple(Voucher(span=p.span, actor=p.actor) for p in owners_of_status(scene, reading))
    return tuple(found.values())


def owners_of_status(scene: Scene, reading: Reading) -> tuple[Party, ...]:
    """Who demands, fears or denies: the subject of the verb or the owner of the noun that gave the status. He who plans
    only acts himself."""
    if reading.status == Status.PLANNED:
        return ()
    if reading.clause >= 0:
        doers = filled(scene, scene.analysis.clauses[reading.clause], ("s",))
        return acting(scene, [p for p in doers if is_party(scene, p)])
    if reading.phrase >= 0:
        noun = scene.analysis.phrases[reading.phrase]
        for name in ("gen", "von", "poss", "adj"):
            owners = attribute(scene, noun, name, None)
            if owners:
                return acting(scene, [p for p in owners if not isinstance(p, NounPhrase) or is_party(scene, p)])
    return ()


def outer_first(quotations: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
    """Quotations with those first in which others stand."""
    ids = {q.id for q in quotations}
    return tuple(sorted(quotations, key=lambda q: q.parent in ids if q.parent is not None else False))


def nearest_mention(actor: Actor, quotation: Quotation) -> Span | None:
    """The mention of an actor nearest to a quotation."""
    start = quotation.spans[0][0] if quotation.spans else 0
    return min(actor.mentions, key=lambda span: abs(span[0] - start), default=None)


def is_hearsay(quotations: tuple[Quotation, ...], reading: Reading) -> bool:
    """Does neither a named holder nor the report vouch: by "soll … haben", "angeblich", or by a source without name for
    what has happened or has not? That somebody demands, plans or fears an act, the report says itself."""
    if any(q.holders and not q.anonymous for q in quotations):
        return False
    return reading.hearsay or (reading.status in TOLD and any(q.anonymous for q in quotations))
