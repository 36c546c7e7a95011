"""pyoxigraph in this process and its memory: the engine that is used unless another is asked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from threading import RLock
from typing import Any, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryTriples, RdfFormat, Store, Triple

from corridor_kg.engine import dataset_clause
from corridor_kg.engine.dataset_clause import DatasetClause
from corridor_kg.engine.engine import Engine, Found
from corridor_kg.rdf import unreadable
from corridor_kg.rdf.terms import INFERRED, Node, Term

_DEFAULT = DefaultGraph()
_SPEAKS_OF_GRAPHS = re.compile(r"\bgraph\b", re.IGNORECASE)
_MERGE = "INSERT {{ ?s ?p ?o }} WHERE {{ GRAPH {} {{ ?s ?p ?o }} }}"
_INFERRED = (
    f"INSERT {{ GRAPH {INFERRED} {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
)
_WITHOUT_NODES = re.compile(rb"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|<[^<>\s]*>|#[^\r\n]*")

_MOST_WAITING = 1 << 16
"""How many statements wait, as Python has them, to be added to their named graphs; what is more is added at once."""

_LARGE = 1 << 24
"""How many bytes are read into named graphs beside the merge; what is more goes into its store, and saves memory."""

_MANY = 1000
"""From how many triples on the store adds by itself what follows: it asks once more, but passes nothing to Python."""


class InProcess(Engine):
    """pyoxigraph, with the merge as the default graph.

    Its own union of the named graphs is no merge: it finds a triple once for each graph that has it. Most questions are
    about the merge alone, which therefore has a store of its own; the named graphs are read when they are asked for,
    and both stand in one store from the first query on that speaks of both. What was inferred is what the merge has and
    no named graph: it gets a graph of its own when a query may ask for that. A store rewrites literals (``2.50``
    becomes ``2.5``), and so is an index only: what leaves the project is read from the files.

    >>> engine = InProcess()
    >>> for graph in ("x:one", "x:other"):
    ...     engine.add([Triple(NamedNode("x:a"), NamedNode("x:b"), NamedNode("x:c"))], NamedNode(graph))
    >>> engine.size, len(list(engine.select("SELECT * { <x:a> ?b ?c }"))), len(list(engine.quads()))
    (1, 1, 2)
    """

    def __init__(self) -> None:
        self._merge = Store()
        self._named = Store()
        self._files: list[tuple[bytes, RdfFormat, NamedNode]] = []
        self._quads: list[tuple[list[Quad], Node]] = []
        self._waiting = 0
        self._with_blank_nodes: set[NamedNode] = set()
        self._filled: set[bytes | None] = set()
        self._by_subject: dict[Any, list[tuple[Quad, Node]]] = defaultdict(list)
        self._has_inferred = False
        self._lock = RLock()

    @property
    def store(self) -> Store:
        """One store of pyoxigraph: the merge as its default graph, and the named graphs."""
        with self._lock:
            store = self._stated()
            if self._has_inferred:
                store.update(_INFERRED)
                self._has_inferred = False
            return store

    def _stated(self) -> Store:
        """Return one store of the merge and the named graphs, but for what was inferred."""
        with self._lock:
            if self._named is not self._merge:
                self._merge.extend(self._named)
                self._named = self._merge
            self._fill()
            return self._merge

    def ask(
        self, query: str, *, prefixes: Mapping[str, str] | None = None, dataset: DatasetClause | None = None
    ) -> Found:
        """Ask a query; see `Engine.ask`."""
        return self._ask(query, prefixes, inferred=True, dataset=dataset)

    def ask_of_stated(self, query: str, *, prefixes: Mapping[str, str] | None = None) -> Found:
        """Ask a query that leaves out what was inferred; see `Engine.ask_of_stated`."""
        return self._ask(query, prefixes, inferred=False)

    def _ask(
        self,
        query: str,
        prefixes: Mapping[str, str] | None,
        *,
        inferred: bool,
        dataset: DatasetClause | None = None,
    ) -> Found:
        known = dict(prefixes) if prefixes else None
        clause = dataset or dataset_clause.read(query, known)
        if clause and (dataset or len(clause.default) > 1):
            merge = dataset_clause.merge(clause, self.quads)
            return merge.query(query, prefixes=known, default_graph=_DEFAULT, named_graphs=list(clause.named))
        store = self._merge
        if clause or ("graph" in query.lower() and _SPEAKS_OF_GRAPHS.search(query)):
            store = self.store if inferred else self._stated()
        return store.query(query, prefixes=known)

    def load(self, files: Iterable[tuple[str, RdfFormat]], graph: NamedNode) -> None:
        """Read files into a named graph; see `Engine.load`."""
        with self._lock:
            self._settle(graph)
            for path, format in files:
                try:
                    with open(path, "rb") as file:
                        self._load(file.read(), format, graph)
                except (SyntaxError, OSError) as error:
                    error.filename = path
                    raise
                except MemoryError as error:
                    raise unreadable.explain(path, error) from None

    def _load(self, data: bytes, format: RdfFormat, graph: NamedNode) -> None:
        self._filled.clear()
        if _may_have_blank_nodes(data):
            # each reading of a file gives its blank nodes other names, so that it is read once
            self._merge.load(data, format, to_graph=graph)
            self._merge.update(_MERGE.format(graph))
            self._with_blank_nodes.add(graph)
        else:
            self._merge.load(data, format)
            self._files.append((data, format, graph))

    def add(self, statements: Iterable[Triple | Quad], graph: Node) -> None:
        """Add statements; either all of them or, where reading them fails, none."""
        with self._lock:
            self._settle(graph)
            added = [_in_merge(statement) for statement in statements]
            self._merge.extend(added)
            self._quads.append((added, graph))
            self._filled.clear()
            self._by_subject.clear()
            self._waiting += len(added)
            if self._waiting > _MOST_WAITING:
                self._stated()

    def infer(self, triples: str, where: str) -> bool:
        """Add what follows to the merge; see `Engine.infer`."""
        with self._lock:
            new = f"{where} FILTER NOT EXISTS {{ {triples} }}"
            query = self._merge.query(f"CONSTRUCT {{ {triples} }} WHERE {{ {new} }}")
            found = [
                Quad(triple.subject, triple.predicate, triple.object)
                for triple in islice(cast(QueryTriples, query), _MANY)
            ]
            if len(found) < _MANY:
                self._merge.extend(found)
            else:
                self._merge.update(f"INSERT {{ {triples} }} WHERE {{ {where} }}")
            self._has_inferred |= bool(found)
            return bool(found)

    def _settle(self, graph: Node) -> None:
        """Put what was inferred into its graph before more is stated, which may be the same."""
        if self._has_inferred and graph != INFERRED:
            _ = self.store

    def remove(self, graph: Node) -> None:
        """Remove a named graph; see `Engine.remove`."""
        gone = [Quad(*quad.triple) for quad in self.quads(graph=graph)]
        store = self.store
        store.remove_graph(graph)
        for quad in gone:
            if next(self.quads(*quad.triple), None) is None:
                store.remove(quad)

    def match(
        self,
        subject: Node | Triple | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
    ) -> Iterator[Triple]:
        """Return the triples that fit a pattern, straight from the index: twenty times as fast as by a query."""
        found = self._merge.quads_for_pattern(subject, predicate, object, _DEFAULT)
        return (quad.triple for quad in found)

    def quads(
        self,
        subject: Node | Triple | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
        graph: Node | None = None,
    ) -> Iterator[Quad]:
        """Return the quads that fit a pattern, straight from the index."""
        with self._lock:
            self._fill(subject if isinstance(subject, NamedNode) else None)
        found = self._named.quads_for_pattern(subject, predicate, object, graph)
        if graph is not None and graph != INFERRED:
            return found
        named = (quad for quad in found if quad.graph_name != _DEFAULT)
        return chain(named, self._inferred(subject, predicate, object)) if self._has_inferred else named

    def _inferred(
        self, subject: Node | Triple | None, predicate: NamedNode | None, object: Term | None
    ) -> Iterator[Quad]:
        """Yield what fits a pattern in the merge and stands in no named graph, as quads of what was inferred."""
        for quad in self._merge.quads_for_pattern(subject, predicate, object, _DEFAULT):
            same = self._named.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            graphs = {named.graph_name for named in same} - {_DEFAULT}
            # what has got its graph since this began is no less inferred
            if not graphs or (graphs == {INFERRED} and not self._has_inferred):
                yield Quad(quad.subject, quad.predicate, quad.object, INFERRED)

    def _fill(self, about: NamedNode | None = None) -> None:
        """Read what waits into its named graphs; all of it, or what may be about a thing."""
        name = None if about is None else _end(about)
        if name in self._filled or None in self._filled:
            return
        files, first = self._files, not self._filled
        wanted = [name is None or name in data or (first and _may_spell_otherwise(data)) for data, _, _ in files]
        is_separate = self._merge is not self._named
        if is_separate and sum(len(file[0]) for file, is_read in zip(files, wanted, strict=True) if is_read) > _LARGE:
            self._stated()
            return
        for graph in sorted(self._with_blank_nodes, key=str) if is_separate else ():
            self._named.extend(self._merge.quads_for_pattern(None, None, None, graph))
            self._merge.remove_graph(graph)
        self._files, self._with_blank_nodes = [], set()
        for waiting, is_read in zip(files, wanted, strict=True):
            data, format, graph = waiting
            if is_read:
                self._named.load(data, format, to_graph=graph)
            else:
                self._files.append(waiting)
        self._extend(about)
        self._filled.add(name)

    def _extend(self, about: NamedNode | None) -> None:
        """Add the statements that wait to their named graphs; all of them, or those about a thing."""
        if about is not None and not self._by_subject:
            for statements, graph in self._quads:
                for one in statements:
                    self._by_subject[one.subject].append((one, graph))
        waiting = self._by_subject.pop(about, []) if about is not None else None
        if waiting is None:
            waiting = [(one, graph) for statements, graph in self._quads for one in statements]
            self._quads, self._by_subject, self._waiting = [], defaultdict(list), 0
        self._named.extend(Quad(one.subject, one.predicate, one.object, graph) for one, graph in waiting)


def _in_merge(statement: Triple | Quad) -> Quad:
    """Return a statement in the default graph; the same where it stands there already, which is faster."""
    if isinstance(statement, Quad) and statement.graph_name == _DEFAULT:
        return statement
    return Quad(statement.subject, statement.predicate, statement.object)


def _may_have_blank_nodes(data: bytes) -> bool:
    """Return whether a file of Turtle or N-Triples has a blank node: a bracket, or a name of one, outside its texts.

    >>> _may_have_blank_nodes(b'<x:a> <x:b> "(not named)" . # []'), _may_have_blank_nodes(b"<x:a> <x:b> ( 1 ) .")
    (False, True)
    """
    if b"\\'" in data:  # an apostrophe in a name, which is no end of a text
        return True
    is_whole = b'"""' in data or b"'''" in data  # a text may have several lines, else each stands for itself
    for mark in (b"[", b"(", b"_:"):
        at = data.find(mark)
        while at >= 0:
            start, end = (0, len(data)) if is_whole else (data.rfind(b"\n", 0, at) + 1, data.find(b"\n", at))
            if mark in _WITHOUT_NODES.sub(b"", data[start : end if end >= 0 else len(data)]):
                return True
            at = data.find(mark, end) if end >= 0 else -1
    return False


_NAMESPACES = tuple(re.compile(rb"%s\s*<([^<>]*)>" % declared) for declared in (rb"prefix\s+[^\s:]*:", rb"base"))


def _end(thing: NamedNode) -> bytes:
    """Return the end of a thing's name, which stands in a file that mentions it, whether whole or behind a prefix."""
    return re.split("[/#:]", thing.value)[-1].encode()


def _may_spell_otherwise(data: bytes) -> bool:
    """Return whether a file of Turtle may have a name without its end: escaped, or behind a prefix that cuts it.

    >>> _may_spell_otherwise(b"@prefix place: <https://w3id.org/corridor-kg/place/> . place:dongguan a <x:y> .")
    False
    >>> _may_spell_otherwise(b"@prefix d: <https://w3id.org/corridor-kg/place/dong> . d:guan a <x:y> .")
    True
    """
    if b"\\" in data:
        return True
    lower = data.lower()  # in which a pattern that begins with a word is found at once
    namespaces = (found for pattern in _NAMESPACES for found in pattern.findall(lower))
    return any(not found.endswith((b"/", b"#", b":")) for found in namespaces)
