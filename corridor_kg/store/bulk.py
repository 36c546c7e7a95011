"""A graph as a file that an engine's own bulk loader reads: all that `corridor_kg.store.transfer` would put there.

What is large is loaded from an engine's own storage, many times as fast as by updates. What follows is inferred in
process for it, so that this machine has to have the memory for that.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from corridor_kg.engine import skolem
from corridor_kg.engine.in_process import InProcess
from corridor_kg.files import loading
from corridor_kg.inference import closure
from corridor_kg.rdf.terms import INFERRED
from corridor_kg.store import elsewhere, filed, notices
from corridor_kg.store.elsewhere import MERGE, NOTED, Held, Noted
from corridor_kg.store.graph import Graph
from corridor_kg.store.sent import Sender
from corridor_kg.version import __version__


def lines(graph: Graph, *, union: bool) -> Iterator[str]:
    """Yield a graph as lines of N-Quads: origins as named graphs, the merge, what follows, and what is noted of it.

    A line that says what another has said may be among them, as in any N-Quads.

    Args:
        graph: The graph, whose files are read.
        union: Whether the engine takes all named graphs together for its default graph, so that the merge is a named
            graph too; and literals are marked that such engines do not keep.

    Raises:
        GraphUnreadable: A file is not valid RDF, or has a triple within a triple.
    """
    engine, merge = InProcess(), f"{MERGE} " if union else ""
    held, names = [], {}
    for origin in graph.origins:
        digest = elsewhere.digest(origin)
        sender, name = Sender(origin.name, digest, strict=union), skolem.named(origin.graph)
        quads = list(loading.quads(origin))
        engine.add(quads, origin.graph)
        stated = dict.fromkeys(map(sender.line, quads))
        yield from (f"{line} {graph}.\n" for line in stated for graph in (f"{name} ", merge))
        names.update(sender.names)
        held.append(Held(origin, digest, len(stated)))
    compilation = closure.close(engine) if graph.has_inference else None
    sender = Sender("inferred", "", strict=union)
    sender.names.update(names)
    for quad in engine.quads(graph=INFERRED):
        line = sender.line(quad)
        yield from (f"{line} {graph}.\n" for graph in (f"{INFERRED} ", merge))
    clashes = len(list(closure.clashes(engine, compilation))) if compilation else 0
    noticed = tuple(notices.notices(engine, graph.origins, graph.left_out))
    told = filed.of(graph.origins, engine, noticed, clashes)
    noted = Noted(
        version=__version__,
        merge=NamedNode(MERGE.value) if union else None,
        origins=tuple(held),
        has_inference=graph.has_inference,
        is_bundled=graph.bundled,
        has_own_ontology=graph.has_own_ontology,
        is_strict=union,
        filed=told,
    )
    statements = (*elsewhere.statements(noted), elsewhere.STATE)
    yield from (f"{statement.removesuffix(' .')} {NOTED} .\n" for statement in statements)
