"""Who acts on whom as a graph: GEXF for Gephi, GraphML for yEd, Cytoscape and networkx.

A node is an actor of the ledger, an edge one event between two of them, so that nothing is summed up that a reader may
want apart: weights come from counting edges. An event with one side only gives nodes and no edge.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lagebild.export.xml import attribute, content
from lagebild.model import LedgerActor, LedgerEvent

NODE = (("country", "string"),)
EDGE = (
    ("event", "string"), ("type", "string"), ("mode", "string"), ("status", "string"), ("contested", "boolean"),
    ("alleged", "boolean"), ("from", "string"), ("to", "string"), ("place", "string"), ("sources", "int"),
)  # fmt: skip


class Edge(NamedTuple):
    """An event from one actor to another."""

    source: str
    target: str
    values: tuple[object, ...]


def gexf_pieces(events: Iterable[LedgerEvent]) -> Iterator[bytes]:
    """A GEXF 1.3 document, piece by piece."""
    nodes, edges = graph(events)
    yield (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        b'<graph defaultedgetype="directed" mode="static">\n'
    )
    for kind, columns in (("node", NODE), ("edge", EDGE)):
        kinds = {"int": "integer"}
        fields = "".join(
            f"<attribute id={attribute(name)} title={attribute(name)} type={attribute(kinds.get(type_, type_))}/>"
            for name, type_ in columns
        )
        yield f"<attributes class={attribute(kind)}>{fields}</attributes>\n".encode()
    yield b"<nodes>\n"
    for actor in nodes.values():
        values = _gexf_values(NODE, (actor.country,))
        yield f"<node id={attribute(actor.id)} label={attribute(actor.name)}>{values}</node>\n".encode()
    yield b"</nodes>\n<edges>\n"
    for n, edge in enumerate(edges):
        ends = f"source={attribute(edge.source)} target={attribute(edge.target)}"
        yield f'<edge id="{n}" {ends}>{_gexf_values(EDGE, edge.values)}</edge>\n'.encode()
    yield b"</edges>\n</graph>\n</gexf>\n"


def graphml_pieces(events: Iterable[LedgerEvent]) -> Iterator[bytes]:
    """A GraphML document, piece by piece; a multigraph."""
    nodes, edges = graph(events)
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for kind, columns in (("node", (("name", "string"), *NODE)), ("edge", EDGE)):
        for name, type_ in columns:
            key = f'<key id="{kind}_{name}" for="{kind}" attr.name="{name}" attr.type="{type_}"/>\n'
            yield key.encode()
    yield b'<graph edgedefault="directed">\n'
    for actor in nodes.values():
        values = _graphml_values("node", (("name", "string"), *NODE), (actor.name, actor.country))
        yield f"<node id={attribute(actor.id)}>{values}</node>\n".encode()
    for n, edge in enumerate(edges):
        ends = f"source={attribute(edge.source)} target={attribute(edge.target)}"
        yield f'<edge id="e{n}" {ends}>{_graphml_values("edge", EDGE, edge.values)}</edge>\n'.encode()
    yield b"</graph>\n</graphml>\n"


def graph(events: Iterable[LedgerEvent]) -> tuple[dict[str, LedgerActor], list[Edge]]:
    """The actors by id, and an edge for each pair of actor and recipient of each event."""
    nodes: dict[str, LedgerActor] = {}
    edges = []
    for event in events:
        for actor in (*event.actors, *event.recipients):
            nodes.setdefault(actor.id, actor)
        for actor in event.actors:
            for recipient in event.recipients:
                if actor.id != recipient.id:
                    edges.append(Edge(actor.id, recipient.id, _values(event, actor)))
    return nodes, edges


def _values(event: LedgerEvent, actor: LedgerActor) -> tuple[object, ...]:
    return (
        event.id, event.type, event.mode, event.status, event.contested, actor.alleged,
        event.time.begins if event.time else None, event.time.ends if event.time else None,
        event.place.name if event.place else None, event.independent_sources,
    )  # fmt: skip


def _plain(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def _gexf_values(columns: Iterable[tuple[str, str]], values: Iterable[object]) -> str:
    cells = (
        f"<attvalue for={attribute(name)} value={attribute(_plain(value))}/>"
        for (name, _), value in zip(columns, values, strict=True)
        if value is not None
    )
    return f"<attvalues>{''.join(cells)}</attvalues>"


def _graphml_values(kind: str, columns: Iterable[tuple[str, str]], values: Iterable[object]) -> str:
    return "".join(
        f'<data key="{kind}_{name}">{content(_plain(value))}</data>'
        for (name, _), value in zip(columns, values, strict=True)
        if value is not None
    )
