"""A graph put into an engine elsewhere: each origin as a named graph, their merge beside them, and what follows.

What is there is asked by others meanwhile. So the new graphs are put beside the old ones, and take their places at the
end, in one update; a load that breaks off has changed nothing that is asked, and the next goes on where it ended. Of
origins that are the same as they were, nothing is sent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, QuerySolutions

from corridor_kg.engine import results, skolem
from corridor_kg.engine.over_http import Graphs, OverHttp
from corridor_kg.engine.portable import ENDPOINT, Dataset
from corridor_kg.engine.protocol import Address, Protocol
from corridor_kg.errors import BadParameter, ServiceFailed
from corridor_kg.files import loading
from corridor_kg.inference import closure
from corridor_kg.inference.compiler import compile_rules
from corridor_kg.inference.rules import Compilation
from corridor_kg.model.origins import Origin
from corridor_kg.rdf.terms import INFERRED, Node
from corridor_kg.rdf.vocabulary import XSD
from corridor_kg.store import elsewhere, evolution, filed, notices
from corridor_kg.store.elsewhere import MERGE, NOTED, Held, Noted
from corridor_kg.store.evolution import Replaced
from corridor_kg.store.graph import Graph
from corridor_kg.store.sent import Sender
from corridor_kg.version import __version__

AT_ONCE = 2_000
"""How many triples are sent in one update."""

_LOADING = NamedNode(f"{ENDPOINT}loading")
"""The graph of what is on its way: of which origin all is there, with its digest."""

_DIGEST = f"<{ENDPOINT}digest>"
_NEW_MERGE = NamedNode(f"{ENDPOINT}loading/merge")
_NEW_INFERRED = NamedNode(f"{ENDPOINT}loading/inferred")
_PROBE = f"<{ENDPOINT}probe>"

Progress = Callable[[str, int, int], None]
"""Called with what is done, how much of it, and of how much."""


class Transferred(NamedTuple):
    """What a load has changed.

    Attributes:
        sent: The names of the origins that were sent.
        same: Those that were there already.
        removed: Those that are there no more.
        triples: How many triples the merge has.
        inferred: How many of them were inferred.
        clashes: How often they contradict the ontology.
    """

    sent: tuple[str, ...]
    same: tuple[str, ...]
    removed: tuple[str, ...]
    triples: int
    inferred: int
    clashes: int


def load(
    graph: Graph, address: Address, *, progress: Progress = lambda what, done, of: None, at_once: int = AT_ONCE
) -> Transferred:
    """Put a graph into an engine elsewhere, in place of what was loaded there before.

    Args:
        graph: The graph; its files are read, and no engine in process.
        address: Where the engine is, and where it is changed.
        progress: Is told how far it is.
        at_once: How many triples are sent in one update, from 1.

    Raises:
        GraphUnreadable: A file is not valid RDF, or has a triple within a triple.
        ServiceFailed: The engine cannot be reached, refuses, or holds something that is not ours.
        BadParameter: An axiom of the ontology is covered by no rule, so that what follows cannot be inferred there.
    """
    protocol = Protocol(address)
    try:
        return _Transfer(graph, protocol, progress, at_once).done()
    finally:
        protocol.close()


def remove(address: Address) -> None:
    """Remove a graph from an engine elsewhere, with all that is noted of it, and nothing else.

    Raises:
        ServiceFailed: The engine cannot be reached, or refuses.
    """
    protocol = Protocol(address)
    found = _rows(protocol, f"SELECT ?graph WHERE {{ GRAPH {_LOADING} {{ ?graph {_DIGEST} ?digest }} }}")
    graphs = [row["graph"] for row in found]
    noted = elsewhere.read(protocol)
    if noted:
        graphs += [skolem.named(held.origin.graph) for held in noted.origins]
    merge = "" if noted and noted.merge else "DROP SILENT DEFAULT ; "
    ours = [NOTED, *graphs, INFERRED, MERGE, _NEW_MERGE, _NEW_INFERRED, _LOADING]
    protocol.update(merge + " ; ".join(f"DROP SILENT GRAPH {one}" for one in dict.fromkeys(ours)))
    protocol.close()


class _Transfer:
    """One load."""

    def __init__(self, graph: Graph, protocol: Protocol, progress: Progress, at_once: int) -> None:
        self._graph = graph
        self._protocol = protocol
        self._progress = progress
        self._at_once = at_once
        self._noted = elsewhere.read(protocol)
        self._merge = self._noted.merge if self._noted else self._layout()
        self._is_strict = self._noted.is_strict if self._noted else _is_strict(protocol)
        self._sent: dict[Origin, int] = {}
        self._digests = {origin: elsewhere.digest(origin) for origin in graph.origins}

    def done(self) -> Transferred:
        """Load, and tell what that has changed."""
        before = {held.origin.graph: held for held in (self._noted.origins if self._noted else ())}
        changed = [origin for origin in self._graph.origins if not self._is_there(origin, before)]
        names = {origin.graph for origin in self._graph.origins}
        gone = [held.origin for held in before.values() if held.origin.graph not in names]
        if self._noted and not changed and not gone and self._noted.has_inference == self._graph.has_inference:
            return self._told(self._noted, self._engine(new=False), (), ())
        self._send(changed)
        noted = self._evolved(changed, gone) or self._anew(changed, gone)
        return self._told(noted, self._engine(new=False), changed, gone)

    def _evolved(self, changed: Sequence[Origin], gone: Sequence[Origin]) -> Noted | None:
        """Change what was loaded before by what has changed; None where it has to be made anew."""
        if self._noted is None or self._noted.has_inference != self._graph.has_inference:
            return None
        engine = self._engine(new=False)
        names = {skolem.named(origin.graph): self._place(origin) for origin in self._graph.origins}
        replaced = Replaced(
            new={name: place for name, place in names.items() if name != place},
            gone=[skolem.named(origin.graph) for origin in gone],
            same=[name for name, place in names.items() if name == place],
        )
        if not evolution.prepare(engine, replaced, inference=self._graph.has_inference):
            return None
        self._protocol.update(" ;\n".join([*_state("changing"), *evolution.steps(engine, replaced), *_state("whole")]))
        self._noted = None  # so that each origin is where it is asked
        engine = self._engine(new=False)
        noted = self._note(engine, compile_rules(engine) if self._graph.has_inference else None)
        self._settle(noted, changed=(), gone=())
        return noted

    def _anew(self, changed: Sequence[Origin], gone: Sequence[Origin]) -> Noted:
        """Make the merge, and what follows, of all that is there now."""
        engine = self._engine(new=bool(self._noted))
        self._join(engine)
        noted = self._note(engine, self._close(engine))
        self._settle(noted, changed, gone)
        return noted

    def _is_there(self, origin: Origin, before: Mapping[Node, Held]) -> bool:
        held = before.get(origin.graph)
        return held is not None and held.digest == self._digests[origin]

    def _told(self, noted: Noted, engine: OverHttp, changed: Sequence[Origin], gone: Sequence[Origin]) -> Transferred:
        return Transferred(
            sent=tuple(origin.name for origin in changed),
            same=tuple(origin.name for origin in self._graph.origins if origin not in changed),
            removed=tuple(origin.name for origin in gone),
            triples=engine.size,
            inferred=engine.number_inferred,
            clashes=noted.filed.clashes,
        )

    # -- How the engine is laid out ----------------------------------------------------------------------

    def _layout(self) -> NamedNode | None:
        """Return the graph of the merge; None where the engine keeps a default graph apart, which has nothing yet.

        Raises:
            ServiceFailed: Its default graph, or a named graph beside it, has what is not ours.
        """
        protocol = self._protocol
        protocol.update(f"INSERT DATA {{ GRAPH {_PROBE} {{ {_PROBE} {_PROBE} {_PROBE} }} }}")
        try:
            if _holds(protocol, f"ASK {{ {_PROBE} {_PROBE} {_PROBE} }}"):
                return MERGE
        finally:
            protocol.update(f"DROP SILENT GRAPH {_PROBE}")
        is_begun = _holds(protocol, f"ASK {{ GRAPH {_LOADING} {{ ?s ?p ?o }} }}")
        others = f'GRAPH ?g {{ ?s ?p ?o }} FILTER(!STRSTARTS(STR(?g), "{ENDPOINT}"))'
        if not is_begun and _holds(protocol, f"ASK {{ {{ ?s ?p ?o }} UNION {{ {others} }} }}"):
            raise ServiceFailed(
                f"{protocol.address.query} holds triples that are not of Corridor KG, which would be in every answer;"
                " give it a data set of its own."
            )
        return None

    def _engine(self, *, new: bool) -> OverHttp:
        """Return the engine, as it is asked; or the new graphs, before they take the places of the old ones."""
        places = [self._place(origin) if new else skolem.named(origin.graph) for origin in self._graph.origins]
        merge, inferred = (_NEW_MERGE, _NEW_INFERRED) if new else (self._merge, INFERRED)
        dataset = Dataset(merge, dict.fromkeys([*places, inferred]) if merge else ())
        return OverHttp(self._protocol, Graphs(dataset, inferred, self._is_strict))

    def _place(self, origin: Origin) -> NamedNode:
        """Return the graph in which an origin stands until the new graphs take the places of the old ones."""
        graph = skolem.named(origin.graph)
        if not self._noted or self._is_there(origin, {held.origin.graph: held for held in self._noted.origins}):
            return graph
        return NamedNode(f"{_LOADING.value}/{hashlib.sha256(graph.value.encode()).hexdigest()[:24]}")

    # -- Sending -----------------------------------------------------------------------------------------

    def _send(self, changed: Sequence[Origin]) -> None:
        """Send origins, but for those that a load before this one has sent."""
        begun = _rows(
            self._protocol, f"SELECT ?graph ?digest WHERE {{ GRAPH {_LOADING} {{ ?graph {_DIGEST} ?digest }} }}"
        )
        sent = {row["graph"]: row["digest"].value for row in begun}
        wanted = {self._place(origin): self._digests[origin] for origin in changed}
        stale = [graph for graph, digest in sent.items() if wanted.get(graph) != digest]
        waiting = [origin for origin in changed if sent.get(self._place(origin)) != self._digests[origin]]
        drop = [f"DROP SILENT GRAPH {graph}" for graph in dict.fromkeys([*stale, *map(self._place, waiting)])]
        drop += [f"DELETE WHERE {{ GRAPH {_LOADING} {{ {graph} {_DIGEST} ?digest }} }}" for graph in stale]
        for part in _parts(drop, 100):
            self._protocol.update(" ;\n".join(part))
        batch = _Batch(self._protocol, self._at_once)
        for number, origin in enumerate(waiting):
            self._progress("sent", number, len(waiting))
            place = self._place(origin)
            self._sent[origin] = 0
            for line in self._lines(origin):
                batch.add(place, line)
                self._sent[origin] += 1
            batch.add(_LOADING, f'{place} {_DIGEST} "{self._digests[origin]}" .')
        batch.send()
        self._progress("sent", len(waiting), len(waiting))

    def _lines(self, origin: Origin) -> Iterator[str]:
        sender = Sender(origin.name, self._digests[origin], strict=self._is_strict)
        return (f"{sender.line(quad)} ." for quad in loading.quads(origin))

    def _join(self, engine: OverHttp) -> None:
        """Make the merge of the origins."""
        merge = engine.graphs.dataset.merge
        drop = f"DROP SILENT GRAPH {merge}" if merge else "DROP SILENT DEFAULT"
        self._protocol.update(f"{drop} ; DROP SILENT GRAPH {engine.graphs.inferred}")
        into = f"GRAPH {merge} {{ ?s ?p ?o }}" if merge else "?s ?p ?o"
        graphs = [self._place(origin) for origin in self._graph.origins]
        for number, graph in enumerate(graphs):
            self._progress("merged", number, len(graphs))
            self._protocol.update(f"INSERT {{ {into} }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
        self._progress("merged", len(graphs), len(graphs))

    def _close(self, engine: OverHttp) -> Compilation | None:
        """Add what follows."""
        if not self._graph.has_inference:
            return None
        compilation = compile_rules(engine)
        if compilation.uncovered:
            raise BadParameter(
                f"no rule covers {', '.join(compilation.uncovered)}, and owlrl, which does, runs in process alone; give"
                " --no-inference, or an ontology without it."
            )
        self._progress("inferred", 0, len(compilation.rules))
        closure.run(engine, compilation.rules)
        self._progress("inferred", len(compilation.rules), len(compilation.rules))
        return compilation

    def _note(self, engine: OverHttp, compilation: Compilation | None) -> Noted:
        """Return what is to be noted of the graph."""
        graph, origins = self._graph, self._graph.origins
        noticed = (*notices.notices(engine, origins, graph.left_out), *self._lost(engine))
        clashes = len(list(closure.clashes(engine, compilation))) if compilation else 0
        told = filed.of(origins, engine, noticed, clashes)
        sizes = {origin: engine.number_in(self._place(origin)) for origin in origins}
        told.sizes.clear()
        told.sizes.update({skolem.named(origin.graph).value: size for origin, size in sizes.items()})
        told.sizes[INFERRED.value] = engine.number_inferred
        return Noted(
            version=__version__,
            merge=self._merge,
            origins=tuple(Held(origin, self._digests[origin], sizes[origin]) for origin in origins),
            has_inference=graph.has_inference,
            is_bundled=graph.bundled,
            has_own_ontology=graph.has_own_ontology,
            is_strict=self._is_strict,
            filed=told,
        )

    def _lost(self, engine: OverHttp) -> Iterator[str]:
        """Tell of the origins of which an engine keeps fewer triples than it was sent."""
        for origin, number in self._sent.items():
            kept = engine.number_in(self._place(origin))
            if kept < number and kept < (different := len(set(self._lines(origin)))):
                yield (
                    f"{self._protocol.address.query} keeps {kept:,} of the {different:,} triples of {origin.name}: it"
                    " takes some values with different datatypes for one."
                )

    def _settle(self, noted: Noted, changed: Sequence[Origin], gone: Sequence[Origin]) -> None:
        """Let the new graphs take the places of the old ones, and note what is there now."""
        steps = [f"DROP SILENT GRAPH {NOTED}"]
        if self._noted:
            for origin in changed:
                steps += evolution.moved(self._place(origin), skolem.named(origin.graph))
            steps += [f"DROP SILENT GRAPH {skolem.named(origin.graph)}" for origin in gone]
            steps += _made_like(self._merge, _NEW_MERGE) + _made_like(INFERRED, _NEW_INFERRED)
        steps += [f"DROP SILENT GRAPH {graph}" for graph in (_LOADING, *evolution.GRAPHS)]
        steps.append(f"INSERT DATA {{ GRAPH {NOTED} {{\n" + "\n".join(elsewhere.statements(noted)) + "\n} }")
        self._protocol.update(" ;\n".join(steps))


class _Batch:
    """Triples on their way: so many are sent at once, of however many graphs."""

    def __init__(self, protocol: Protocol, size: int) -> None:
        self._protocol = protocol
        self._size = size
        self._waiting: dict[NamedNode, list[str]] = {}
        self._number = 0

    def add(self, graph: NamedNode, line: str) -> None:
        self._waiting.setdefault(graph, []).append(line)
        self._number += 1
        if self._number >= self._size:
            self.send()

    def send(self) -> None:
        if self._waiting:
            blocks = (f"GRAPH {graph} {{\n" + "\n".join(lines) + "\n}" for graph, lines in self._waiting.items())
            self._protocol.update("INSERT DATA {\n" + "\n".join(blocks) + "\n}")
        self._waiting, self._number = {}, 0


def _state(state: str) -> list[str]:
    """Return the steps that note whether what is there is whole."""
    key = f"<{ENDPOINT}state>"
    return [
        f"DELETE WHERE {{ GRAPH {NOTED} {{ {NOTED} {key} ?state }} }}",
        f'INSERT DATA {{ GRAPH {NOTED} {{ {NOTED} {key} "{state}" }} }}',
    ]


def _made_like(graph: NamedNode | None, new: NamedNode) -> list[str]:
    """Return the steps that make a graph, None for the default graph, what another is, by what differs."""
    old = f"GRAPH {graph} {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    as_new = f"GRAPH {new} {{ ?s ?p ?o }}"
    return [
        f"DELETE {{ {old} }} WHERE {{ {old} FILTER NOT EXISTS {{ {as_new} }} }}",
        f"INSERT {{ {old} }} WHERE {{ {as_new} FILTER NOT EXISTS {{ {old} }} }}",
        f"DROP SILENT GRAPH {new}",
    ]


def _parts(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _rows(protocol: Protocol, text: str) -> QuerySolutions:
    found = results.rows(protocol.query(text).content)
    assert isinstance(found, QuerySolutions)
    return found


def _holds(protocol: Protocol, text: str) -> bool:
    return bool(results.rows(protocol.query(text).content))


def _is_strict(protocol: Protocol) -> bool:
    """Return whether an engine refuses a literal that its datatype does not allow, or makes another of it."""
    literal = Literal("twelve", datatype=NamedNode(f"{XSD}integer"))
    try:
        protocol.update(f"INSERT DATA {{ GRAPH {_PROBE} {{ {_PROBE} {_PROBE} {literal} }} }}")
        found = _rows(protocol, f"SELECT ?o WHERE {{ GRAPH {_PROBE} {{ {_PROBE} {_PROBE} ?o }} }}")
        return [row["o"] for row in found] != [literal]
    except ValueError:
        return True
    finally:
        protocol.update(f"DROP SILENT GRAPH {_PROBE}")
