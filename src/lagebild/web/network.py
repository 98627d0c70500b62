"""The network: who acts on whom, and whom the outlets quote."""

from urllib.parse import urlencode

import numpy as np
from msgspec import Struct

from lagebild.web.actors import friendly_of
from lagebild.web.ask import Ask, Content
from lagebild.web.facets import active, actor_label, facets_of
from lagebild.web.filters import asked_of, chosen, query, without_time

MOST_NODES = 36
MOST_EDGES = 120
MOST_ROWS = 60
MOST_TRIED = 2000
"""Edges that are looked at, strongest first, for both ends among the nodes."""
WAYS = ("acts", "quotes")


class Node(Struct, frozen=True, kw_only=True):
    """An actor or outlet. size: its edges' events."""

    key: str
    label: str
    kind: str
    size: int


class Edge(Struct, frozen=True, kw_only=True):
    """Who acts on whom (or which outlet quotes whom), by the numbers of the nodes; in how many events they meet or
    help, and in how many one stands against the other."""

    source: int
    target: int
    together: int
    against: int


class Net(Struct, frozen=True, kw_only=True):
    """What is drawn. left: edges that are not."""

    way: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left: int


def network_page(ask: Ask) -> Content:
    """The strongest edges under some filters, as a picture and as a table."""
    way = ask.params.get("way", "")
    way = way if way in WAYS else WAYS[0]
    index, asked = ask.index(), asked_of(ask.params)
    net = network(ask, way)
    more = {"way": way} if way != WAYS[0] else {}
    by_size = sorted(net.edges, key=lambda e: -(e.together + e.against))
    return {
        "json": net,
        "net": net,
        "csv": lambda: (
            ("source", "target", "together", "against"),
            [(net.nodes[e.source].label, net.nodes[e.target].label, e.together, e.against) for e in by_size],
        ),
        "table": [
            {
                "source": net.nodes[e.source], "target": net.nodes[e.target], "together": e.together,
                "against": e.against,
                "href": "/ereignisse" + query(asked) + ("&" if query(asked) else "?")
                + _pair(net.nodes[e.source].key, net.nodes[e.target].key) if way == "acts" else "",
            }
            for e in by_size[:MOST_ROWS]
        ],
        "way": way,
        "ways": [
            (name, ask.w[f"way_{name}"], "/netz" + query(asked, way=name if name != WAYS[0] else "")) for name in WAYS
        ],
        "asked": asked,
        "facets": facets_of(index, asked, ask.visit, "/netz", ask.talk, ask.w),
        "active": active(index, asked, "/netz", ask.talk, ask.w),
        "here_path": "/netz",
        "without_time": "/netz" + query(without_time(asked), **more),
    }  # fmt: skip


def _pair(one: str, other: str) -> str:
    return urlencode([("actor", one), ("actor", other)])


def network(ask: Ask, way: str) -> Net:
    """The nodes and edges under the filters of an address."""
    index, asked = ask.index(), asked_of(ask.params)
    mask = chosen(index, asked, ask.visit)
    actors = index.columns["actor"]
    if way == "quotes":
        voices = index.voices
        keep = mask[voices.events] & (voices.outlets >= 0)
        sources, targets, events = voices.outlets + len(actors.values), voices.holders, voices.events[keep]
    else:
        keep = mask[index.arcs.events]
        sources, targets, events = index.arcs.actors, index.arcs.recipients, index.arcs.events[keep]
    if not len(events):
        return Net(way=way, nodes=(), edges=(), left=0)
    width = len(actors.values) + len(index.columns["outlet"].values)
    friendly = index.keep("friendly", lambda: friendly_of(index))[events]
    pairs, inverse = index.keep(
        f"pairs {way}", lambda: np.unique(sources.astype(np.int64) * width + targets, return_inverse=True)
    )
    total = np.bincount(inverse[keep], minlength=len(pairs))
    together = np.bincount(inverse[keep], weights=friendly, minlength=len(pairs)).astype(np.int64)
    order = np.argsort(-total, kind="stable")[: int(np.count_nonzero(total))]
    nodes: dict[int, int] = {}
    edges: list[Edge] = []
    left = 0
    for at, n in enumerate(order):
        if len(edges) >= MOST_EDGES or at >= MOST_TRIED:
            left += len(order) - at
            break
        ends = divmod(int(pairs[n]), width)
        fresh = [end for end in dict.fromkeys(ends) if end not in nodes]
        if len(nodes) + len(fresh) > MOST_NODES:
            left += 1
            continue
        for end in fresh:
            nodes[end] = len(nodes)
        edges.append(
            Edge(
                source=nodes[ends[0]], target=nodes[ends[1]], together=int(together[n]),
                against=int(total[n] - together[n]),
            )
        )  # fmt: skip
    sizes = [0] * len(nodes)
    for edge in edges:
        sizes[edge.source] += edge.together + edge.against
        sizes[edge.target] += edge.together + edge.against
    return Net(way=way, edges=tuple(edges), left=left, nodes=tuple(_node(ask, n, sizes[at]) for n, at in nodes.items()))


def _node(ask: Ask, number: int, size: int) -> Node:
    index = ask.index()
    values = index.columns["actor"].values
    if number < len(values):
        key = values[number]
        return Node(key=key, label=actor_label(index, key, ask.lang), kind=key.partition(":")[0], size=size)
    outlet = index.columns["outlet"].values[number - len(values)]
    return Node(key=outlet, label=outlet, kind="outlet", size=size)
