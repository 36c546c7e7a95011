"""A graph put into an engine elsewhere: each origin as a named graph, their merge beside them, and what follows.

What is there is asked by others meanwhile. So the new graphs are put beside the old ones, and take their places at the
end, in one update; a load that breaks off has changed nothing that is asked, and the next goes on where it ended
(`corridor_kg.store.journal`). Of origins that are the same as they were, nothing is sent.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from corridor_kg.engine import skolem, whole
from corridor_kg.engine.layout import Graphs
from corridor_kg.engine.over_http import OverHttp
from corridor_kg.engine.portable import ENDPOINT, Dataset
from corridor_kg.engine.protocol import Address, Protocol
from corridor_kg.errors import BadParameter, NotAnswered, ServiceFailed
from corridor_kg.files import loading
from corridor_kg.inference import closure
from corridor_kg.inference.compiler import compile_rules
from corridor_kg.inference.rules import Compilation
from corridor_kg.model.origins import Origin
from corridor_kg.rdf.terms import INFERRED
from corridor_kg.rdf.vocabulary import XSD
from corridor_kg.store import counts, elsewhere, evolution, filed, journal, notices
from corridor_kg.store.elsewhere import MERGE, NOTED, Held, Noted
from corridor_kg.store.evolution import Replaced
from corridor_kg.store.filed import Filed
from corridor_kg.store.graph import Graph
from corridor_kg.store.journal import LOADING, NEW_INFERRED, NEW_MERGE, Journal, Plan
from corridor_kg.store.sent import Sender
from corridor_kg.version import __version__

AT_ONCE = 2_000
"""How many triples are sent in one update."""

_JOINED = 50
"""How many graphs are joined in one update: many are small, and each update has to be written to a disk."""

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
    try:
        _remove(protocol, _parts(protocol), Journal(protocol))
    finally:
        protocol.close()


def _parts(protocol: Protocol) -> list[NamedNode]:
    """Return the graphs that are noted as ours, in whatever format, and whether or not they are whole."""
    noted = whole.rows(protocol, f"SELECT ?graph WHERE {{ GRAPH {NOTED} {{ {NOTED} {elsewhere.PART} ?graph }} }}")
    return [row["graph"] for row in noted]


def _remove(protocol: Protocol, parts: Sequence[NamedNode], begun: Journal) -> None:
    """Remove graphs, and what is theirs from the merge; the list of them last, so that it can be begun again."""
    if not parts and not begun.is_begun:
        return
    is_apart = MERGE not in parts and begun.merge is None
    protocol.update(f"DELETE WHERE {{ {elsewhere.WHOLE} }}")
    for graph in dict.fromkeys([*parts, INFERRED, *begun.graphs]):
        taken = _taken_out([graph]) if is_apart else []
        protocol.update(" ;\n".join([*taken, f"DROP SILENT GRAPH {graph}"]))
    protocol.update(" ;\n".join(f"DROP SILENT GRAPH {graph}" for graph in (MERGE, NOTED, LOADING)))


def _taken_out(graphs: Iterable[NamedNode]) -> list[str]:
    """Return the steps that take the triples of graphs out of the default graph."""
    return [f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}" for graph in graphs]


class _Transfer:
    """One load."""

    def __init__(self, graph: Graph, protocol: Protocol, progress: Progress, at_once: int) -> None:
        self._graph = graph
        self._protocol = protocol
        self._progress = progress
        self._at_once = at_once
        elsewhere.read(protocol)  # which refuses what another version has noted, before anything is changed
        self._journal = Journal(protocol)
        self._journal.recover()
        self._noted = elsewhere.read(protocol)
        if self._noted is None and (parts := _parts(protocol)):
            _remove(protocol, parts, self._journal)  # as somebody has begun to
            self._journal = Journal(protocol)
        self._merge = self._noted.merge if self._noted else self._layout()
        self._is_strict = self._noted.is_strict if self._noted else _is_strict(protocol)
        self._sent: dict[NamedNode, int] = {}
        self._digests = {origin: elsewhere.digest(origin) for origin in graph.origins}
        self._by_graph = _by_graph(self._digests)
        held = {held.origin: held.digest for held in self._noted.origins} if self._noted else {}
        before = _by_graph(held)
        self._same = {name for name, digest in self._by_graph.items() if before.get(name) == digest}
        self._gone = [name for name in before if name not in self._by_graph]

    def done(self) -> Transferred:
        """Load, and tell what that has changed."""
        graph, before = self._graph, self._noted
        changed = [origin for origin in graph.origins if skolem.named(origin.graph) not in self._same]
        removed = (
            [held.origin for held in before.origins if skolem.named(held.origin.graph) in self._gone] if before else []
        )
        if before and self._is_made_alike and not changed and not removed:
            noted = before if before.size is not None else self._counted(before)
        else:
            self._refuse_what_is_not_ours()
            self._send()
            noted = self._evolved() or self._anew()
        if self._journal.is_begun:
            self._journal.clear_up()
        return Transferred(
            sent=tuple(origin.name for origin in changed),
            same=tuple(origin.name for origin in graph.origins if origin not in changed),
            removed=tuple(origin.name for origin in removed),
            triples=noted.size or 0,
            inferred=noted.filed.sizes[INFERRED.value],
            clashes=noted.filed.clashes,
        )

    @property
    def _is_made_alike(self) -> bool:
        """Whether what follows would be the same from the same: by the same rules, or not wanted."""
        noted = self._noted
        return noted is not None and (noted.has_inference, noted.version) == (self._graph.has_inference, __version__)

    def _evolved(self) -> Noted | None:
        """Change what was loaded before by what has changed; None where it has to be made anew."""
        if self._noted is None or not self._is_made_alike:
            return None
        engine = self._engine()
        replaced = Replaced(new=self._moves, gone=self._gone, same=list(self._same))
        if not evolution.prepare(engine, replaced, inference=self._graph.has_inference):
            return None
        told = self._filed(engine)._replace(notices=self._noted.filed.notices, clashes=self._noted.filed.clashes)
        noted = self._note(told, None)
        self._end(Plan(journal.CHANGE, {place: name for name, place in self._moves.items()}, self._gone), noted)
        self._same |= set(self._moves)
        return self._counted(noted)

    def _anew(self) -> Noted:
        """Make the merge, and what follows, of all that is there now."""
        engine = self._engine(merge=NEW_MERGE, inferred=NEW_INFERRED) if self._noted else self._engine()
        self._join(engine)
        compilation = self._close(engine)
        noted = self._note(self._observed(engine, self._filed(engine), compilation), engine.size)
        how = journal.ANEW if self._noted else journal.NOTES
        self._end(Plan(how, {place: name for name, place in self._moves.items()}, self._gone), noted)
        return noted

    def _counted(self, noted: Noted) -> Noted:
        """Note what can be counted only when what has changed is in its place."""
        self._journal.begin(self._merge)
        engine = self._engine()
        compilation = compile_rules(engine) if noted.has_inference else None
        counted = noted._replace(filed=self._observed(engine, noted.filed, compilation), size=engine.size)
        self._end(Plan(journal.NOTES), counted)
        return counted

    def _end(self, plan: Plan, noted: Noted) -> None:
        self._journal.finish(plan, elsewhere.statements(noted))

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
        others = f'GRAPH ?g {{ ?s ?p ?o }} FILTER(!STRSTARTS(STR(?g), "{ENDPOINT}"))'
        if not self._journal.is_begun and _holds(protocol, f"ASK {{ {{ ?s ?p ?o }} UNION {{ {others} }} }}"):
            raise self._not_ours()
        return None

    def _not_ours(self) -> ServiceFailed:
        return ServiceFailed(
            f"{self._protocol.address.query} holds triples that are not of Corridor KG, which would be in every answer;"
            " give it a data set of its own."
        )

    def _refuse_what_is_not_ours(self) -> None:
        """Refuse to change a merge that somebody else has changed since it was loaded."""
        if self._noted and not self._merge and self._noted.size not in (None, self._engine().size):
            raise ServiceFailed(
                f"{self._protocol.address.query} holds more, or less, than was put there: somebody else has changed it;"
                " give it a data set of its own, or remove it with 'corridor-kg load --clear --endpoint'."
            )

    def _engine(self, *, merge: NamedNode | None = None, inferred: NamedNode = INFERRED) -> OverHttp:
        """Return the engine, as it is asked; or as it will be, with the new merge and what follows in it."""
        is_new = inferred != INFERRED
        places = [self._place(name) if is_new else name for name in self._by_graph]
        merge = merge or self._merge
        dataset = Dataset(merge, dict.fromkeys([*places, inferred]) if merge else ())
        return OverHttp(self._protocol, Graphs(dataset, inferred, self._is_strict))

    def _place(self, name: NamedNode) -> NamedNode:
        """Return the graph in which an origin stands until the new graphs take the places of the old ones."""
        if not self._noted or name in self._same:
            return name
        return NamedNode(f"{LOADING.value}/{hashlib.sha256(name.value.encode()).hexdigest()[:24]}")

    @property
    def _moves(self) -> dict[NamedNode, NamedNode]:
        """The graphs that become others, each with the graph in which it is ready."""
        places = {name: self._place(name) for name in self._by_graph}
        return {name: place for name, place in places.items() if name != place}

    # -- Sending -----------------------------------------------------------------------------------------

    def _send(self) -> None:
        """Send what has changed, but for those that a load before this one has sent."""
        wanted = {self._place(name): digest for name, digest in self._by_graph.items() if name not in self._same}
        sent = self._journal.sent
        stale = [graph for graph, digest in sent.items() if wanted.get(graph) != digest]
        waiting = [graph for graph, digest in wanted.items() if sent.get(graph) != digest]
        is_apart = self._noted is None and self._merge is None
        self._journal.begin(self._merge, waiting, stale, _taken_out([*sent, INFERRED]) if is_apart and sent else [])
        batch = _Batch(self._protocol, self._journal, self._at_once)
        names = [name for name in self._by_graph if self._place(name) in waiting]
        for number, name in enumerate(names):
            self._progress("sent", number, len(names))
            place = self._place(name)
            self._sent[name] = 0
            for line in self._lines(name):
                batch.add(place, line)
                self._sent[name] += 1
            batch.end(place, wanted[place])
        batch.send()
        self._progress("sent", len(names), len(names))

    def _lines(self, name: NamedNode) -> Iterator[str]:
        """Yield the triples of a named graph as they are sent."""
        for origin, digest in self._digests.items():
            if skolem.named(origin.graph) == name:
                sender = Sender(origin.name, digest, strict=self._is_strict)
                yield from (f"{sender.line(quad)} ." for quad in loading.quads(origin))

    def _join(self, engine: OverHttp) -> None:
        """Make the merge of the origins."""
        merge = engine.graphs.dataset.merge
        self._journal.check()
        self._protocol.update(
            f"DROP SILENT GRAPH {engine.graphs.inferred}"
            if merge is None
            else f"DROP SILENT GRAPH {merge} ; DROP SILENT GRAPH {engine.graphs.inferred}"
        )
        if merge is None and _holds(self._protocol, "ASK { ?s ?p ?o }"):
            raise self._not_ours()
        into = f"GRAPH {merge} {{ ?s ?p ?o }}" if merge else "?s ?p ?o"
        graphs = [self._place(name) for name in self._by_graph]
        for start in range(0, len(graphs), _JOINED):
            self._progress("merged", start, len(graphs))
            joined = graphs[start : start + _JOINED]
            steps = (f"INSERT {{ {into} }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}" for graph in joined)
            self._protocol.update(" ;\n".join(steps))
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

    # -- Noting ------------------------------------------------------------------------------------------

    def _filed(self, engine: OverHttp) -> Filed:
        """Return what the files have and the engine has not; what needs the engine is observed behind."""
        origins = self._graph.origins
        sizes = Counter({name.value: engine.number_in(self._place(name)) for name in self._by_graph})
        return Filed(tuple(filed.rewritten(origins, engine)), filed.questions(origins), (), 0, Counter(), sizes)

    def _observed(self, engine: OverHttp, told: Filed, compilation: Compilation | None) -> Filed:
        """Return the same with what was found in the engine."""
        noticed = (*notices.notices(engine, self._graph.origins, self._graph.left_out), *self._lost(engine))
        clashes = len(list(closure.clashes(engine, compilation))) if compilation else 0
        sizes = Counter({**told.sizes, INFERRED.value: engine.number_inferred})
        return told._replace(notices=noticed, clashes=clashes, uses=counts.uses(engine), sizes=sizes)

    def _note(self, told: Filed, size: int | None) -> Noted:
        """Return what is to be noted of the graph."""
        graph = self._graph
        sizes = {origin: told.sizes[skolem.named(origin.graph).value] for origin in graph.origins}
        return Noted(
            version=__version__,
            merge=self._merge,
            origins=tuple(Held(origin, self._digests[origin], sizes[origin]) for origin in graph.origins),
            has_inference=graph.has_inference,
            is_bundled=graph.bundled,
            has_own_ontology=graph.has_own_ontology,
            is_strict=self._is_strict,
            filed=told,
            size=size,
        )

    def _lost(self, engine: OverHttp) -> Iterator[str]:
        """Tell of the named graphs of which an engine keeps fewer triples than it was sent."""
        for name, number in self._sent.items():
            kept = engine.number_in(self._place(name))
            if kept < number and kept < (different := len(set(self._lines(name)))):
                whose = ", ".join(origin.name for origin in self._digests if skolem.named(origin.graph) == name)
                yield (
                    f"{self._protocol.address.query} keeps {kept:,} of the {different:,} triples of {whose}: it takes"
                    " some values with different datatypes for one."
                )


class _Batch:
    """Triples on their way: so many are sent at once, of however many graphs."""

    def __init__(self, protocol: Protocol, journal: Journal, size: int) -> None:
        self._protocol = protocol
        self._journal = journal
        self._size = size
        self._waiting: dict[NamedNode, list[str]] = {}
        self._ended: dict[NamedNode, str] = {}
        self._number = 0

    def add(self, graph: NamedNode, line: str) -> None:
        self._waiting.setdefault(graph, []).append(line)
        self._number += 1
        if self._number >= self._size:
            self.send()

    def end(self, graph: NamedNode, digest: str) -> None:
        """Take note that a graph has no more triples."""
        self._ended[graph] = digest

    def send(self) -> None:
        blocks = [f"GRAPH {graph} {{\n" + "\n".join(lines) + "\n}" for graph, lines in self._waiting.items()]
        steps = ["INSERT DATA {\n" + "\n".join(blocks) + "\n}"] if blocks else []
        steps += self._journal.arrived(self._ended)
        if steps:
            self._journal.check()
            self._protocol.update(" ;\n".join(steps))
        self._waiting, self._ended, self._number = {}, {}, 0


def _by_graph(digests: Mapping[Origin, str]) -> dict[NamedNode, str]:
    """Return what each named graph is made of, of which several origins may be."""
    found: dict[NamedNode, list[str]] = {}
    for origin, digest in digests.items():
        found.setdefault(skolem.named(origin.graph), []).append(digest)
    return {
        name: those[0] if len(those) == 1 else hashlib.sha256(" ".join(sorted(those)).encode()).hexdigest()[:32]
        for name, those in found.items()
    }


def _holds(protocol: Protocol, text: str) -> bool:
    return bool(whole.truth(protocol, text))


def _is_strict(protocol: Protocol) -> bool:
    """Return whether an engine refuses a literal that its datatype does not allow, or makes another of it."""
    literal = Literal("twelve", datatype=NamedNode(f"{XSD}integer"))
    try:
        protocol.update(f"INSERT DATA {{ GRAPH {_PROBE} {{ {_PROBE} {_PROBE} {literal} }} }}")
        found = whole.rows(protocol, f"SELECT ?o WHERE {{ GRAPH {_PROBE} {{ {_PROBE} {_PROBE} ?o }} }}")
        return [row["o"] for row in found] != [literal]
    except NotAnswered:
        return True
    finally:
        protocol.update(f"DROP SILENT GRAPH {_PROBE}")
