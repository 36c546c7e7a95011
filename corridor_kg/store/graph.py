"""The graph: ontology and facts by origin, in an engine, with what follows from them."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from corridor_kg.answers.answer import Answer, answer
from corridor_kg.answers.rows import Rows
from corridor_kg.answers.triples import Triples
from corridor_kg.engine import dataset_clause, parsing
from corridor_kg.engine.dataset_clause import DatasetClause
from corridor_kg.engine.engine import Engine
from corridor_kg.engine.in_process import InProcess
from corridor_kg.errors import GraphUnreadable, QueryInvalid, did_you_mean
from corridor_kg.files import loading
from corridor_kg.files.config import NONE, Config
from corridor_kg.files.facts import find_facts
from corridor_kg.inference import closure
from corridor_kg.inference.axioms import AxiomUnreadable
from corridor_kg.inference.compiler import compile_rules
from corridor_kg.inference.rules import Compilation
from corridor_kg.model.origins import ONTOLOGY, RESERVED, Origin, PathLike
from corridor_kg.rdf import sparql, unreadable
from corridor_kg.rdf.terms import INFERRED, Node
from corridor_kg.rdf.vocabulary import prefixes
from corridor_kg.store import names, notices

if TYPE_CHECKING:
    from corridor_kg.answers.marks import Marks
    from corridor_kg.store.as_of import AsOf
    from corridor_kg.store.evidence import Evidence
    from corridor_kg.store.filed import Filed
    from corridor_kg.text.names import Names


class _Loaded(NamedTuple):
    """What loading makes of origins: an engine that holds them, the rules that closed it, if any, what was noticed."""

    engine: Engine
    compilation: Compilation | None
    notices: tuple[str, ...]


class Graph:
    """Origins, and the engine that holds them once something is asked that needs it.

    What only copies files, as most exports do, needs no engine; so none is filled before it is asked for, or before
    `read` is called. Make a graph with `open_graph`.

    Args:
        origins: The ontology's origin, if there is one, then those of the facts.
        inference: Whether to add what the ontology implies, as a named graph of its own.
        bundled: Whether the bundled facts are among the origins, and beside them the bundled ontology.
        engine: Makes an empty engine.
        left_out: Named graphs of the files that are not read, for they have the names of what is added to facts.
        as_of: The day as of which the origins are, and what that leaves out; None for all.

    Attributes:
        origins: As given.
        bundled: As given.
        left_out: As given.
        as_of: As given.
    """

    def __init__(
        self,
        origins: Iterable[Origin],
        *,
        inference: bool = True,
        bundled: bool = False,
        engine: Callable[[], Engine] = InProcess,
        left_out: Iterable[Origin] = (),
        as_of: AsOf | None = None,
    ) -> None:
        self.origins = tuple(origins)
        self.bundled = bundled
        self._inference = inference
        self._new_engine = engine
        self.left_out = tuple(left_out)
        self.as_of = as_of
        self._filed: Filed | None = None
        self._is_elsewhere = False

    @classmethod
    def of(
        cls,
        facts: Iterable[Origin],
        *,
        inference: bool = True,
        bundled: bool = False,
        ontology: PathLike | bool = True,
        as_of: str | date | None = None,
    ) -> Graph:
        """Put origins of facts beside the ontology, under names that differ; see `open_graph`."""
        terms = [loading.ontology_origin(None if ontology is True else ontology)] if ontology is not False else []
        read, left_out = loading.without_reserved(facts)
        distinct = loading.distinct(read, taken=RESERVED)
        day = None
        if as_of is not None:
            from corridor_kg.store.as_of import as_of as known_by  # late for the cold start: few ask for a day

            distinct, day = known_by(distinct, as_of)
            if day.left_out:
                warnings.warn(str(day), stacklevel=2)
        whole = bundled and ontology is True and not (day and day.left_out)
        return cls([*terms, *distinct], inference=inference, bundled=whole, left_out=left_out, as_of=day)

    # -- What it is made of ------------------------------------------------------------------------------

    @cached_property
    def _loaded(self) -> _Loaded:
        engine = self._new_engine()
        for origin in self.origins:
            loading.load(engine, origin)
        compilation = _closed(engine, self.origins) if self._inference else None
        noticed = tuple(notices.notices(engine, self.origins, self.left_out))
        for sentence in noticed:
            warnings.warn(sentence, stacklevel=2)
        return _Loaded(engine, compilation, noticed)

    def read(self) -> Graph:
        """Fill the engine, if it is not yet, so that a file that cannot be read is told of at once; return the graph.

        Raises:
            GraphUnreadable: A file is not valid RDF.
        """
        _ = self._loaded
        return self

    def on(self, engine: Engine, filed: Filed) -> Graph:
        """Return the same graph on an engine that has all of it already, what follows too, without its files.

        Args:
            engine: The engine.
            filed: What the files have and the engine has not.
        """
        other = self._like(self.origins)
        other.__dict__["_loaded"] = _Loaded(engine, None, filed.notices)
        other._filed = filed
        return other

    def _like(self, origins: Iterable[Origin]) -> Graph:
        return Graph(origins, inference=self._inference, bundled=self.bundled, left_out=self.left_out, as_of=self.as_of)

    def elsewhere(self, engine: Engine, filed: Filed) -> Graph:
        """Return the same graph on an engine that has what its files had, which need not be here.

        Args:
            engine: The engine.
            filed: What the files had and the engine has not.
        """
        other = self.on(engine, filed)
        other._is_elsewhere = True
        return other

    def with_origins(self, origins: Iterable[Origin]) -> Graph:
        """Return the same graph, on the same engine, with other files for its origins."""
        other = self._like(origins)
        other.__dict__["_loaded"] = self._loaded
        other._filed, other._is_elsewhere = self._filed, self._is_elsewhere
        return other

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is in an engine that has what its files had, which need not be here."""
        return self._is_elsewhere

    def filed(self) -> Filed:
        """Return what the files have and the engine has not."""
        from corridor_kg.store import filed  # late for the cold start: few ask

        return self._filed or filed.of(self.origins, self.engine, self._loaded.notices, len(self.clashes))

    @property
    def questions(self) -> Counter[str]:
        """How many questions are open in each named graph, by its IRI."""
        from corridor_kg.store import filed  # late for the cold start: few ask

        return self._filed.questions if self._filed else filed.questions(self.facts)

    def everything(self) -> Iterator[Quad]:
        """Yield all that the engine has: the merge as the default graph, and the named graphs."""
        yield from (Quad(*triple) for triple in self.engine.match())
        yield from self.engine.quads()

    @property
    def has_inference(self) -> bool:
        """Whether what the ontology implies is there."""
        return self._inference

    @property
    def engine(self) -> Engine:
        """The engine that answers; each origin is a named graph in it."""
        return self._loaded.engine

    @cached_property
    def compilation(self) -> Compilation | None:
        """The rules of the ontology; None without inference."""
        engine, compilation, _ = self._loaded
        return compile_rules(engine) if compilation is None and self._inference else compilation

    @property
    def facts(self) -> tuple[Origin, ...]:
        """The origins but for the ontology's."""
        return tuple(origin for origin in self.origins if origin.name != ONTOLOGY)

    @property
    def has_own_ontology(self) -> bool:
        """Whether the ontology is the project's own, which has a style of its own."""
        return loading.ontology_origin() in self.origins

    @cached_property
    def clashes(self) -> list[closure.Clash]:
        """What contradicts the ontology; empty without inference."""
        return list(closure.clashes(self.engine, self.compilation)) if self.compilation else []

    @property
    def uses(self) -> Counter[str]:
        """How often each term of the ontology is used, by its IRI."""
        from corridor_kg.store import counts  # late for the cold start: few ask

        return self._filed.uses if self._filed else counts.uses(self.engine)

    @property
    def sizes(self) -> Counter[str]:
        """How many triples each named graph has, by its IRI."""
        from corridor_kg.store import counts  # late for the cold start: few ask

        return self._filed.sizes if self._filed else counts.sizes(self.engine)

    @property
    def clash_count(self) -> int:
        """How often it contradicts the ontology."""
        return self._filed.clashes if self._filed else len(self.clashes)

    # -- Asking ------------------------------------------------------------------------------------------

    def ask(
        self,
        text: str,
        *,
        known: Mapping[str, str] | None = None,
        written: str | None = None,
        dataset: DatasetClause | None = None,
    ) -> Answer:
        """Ask a query of the merge of all graphs, or of the data set that its FROM and FROM NAMED describe.

        Args:
            text: The text of a query that only reads; one from outside has passed `corridor_kg.rdf.sparql.refuse`.
            known: Prefixes that need no declaration; the project's where nothing is said.
            written: The query as somebody wrote it, in which messages show what is wrong; None where the text is that.
            dataset: A data set in place of that which the query describes.

        Raises:
            QueryInvalid: It cannot be parsed, names a graph that is not there in FROM, or the engine cannot answer
                it.
        """
        known = prefixes() if known is None else known
        try:
            self._refuse_unknown_graphs(dataset or dataset_clause.read(text, known))
            found = answer(self.engine.ask(text, prefixes=known, dataset=dataset))
        except SyntaxError as error:
            said = partial(parsing.objection, prefixes=known)
            raise sparql.explain(text, error, known, said, written=written) from None
        except (OSError, RuntimeError, ValueError) as error:
            raise sparql.unsupported(written or text, error, known) from None
        if isinstance(found, Triples):
            return Triples(quad.triple for quad in self.as_written(Quad(*triple) for triple in found))
        return found

    def _refuse_unknown_graphs(self, clause: DatasetClause | None) -> None:
        """Refuse a data set of a graph that is not there, which would be empty without a word."""
        if clause is None:
            return
        known = {origin.graph for origin in self.origins} | {INFERRED}
        for graph in (*clause.default, *clause.named):
            if graph not in known:
                names = [str(name) for name in known if isinstance(name, NamedNode)]
                hint = did_you_mean(str(graph), names, otherwise=f"there are {', '.join(sorted(names))}")
                raise QueryInvalid(f"no graph is called {graph}{hint}")

    def rows(self, text: str, *, known: Mapping[str, str] | None = None) -> Rows:
        """Return the rows of a SELECT query; see `ask`.

        Raises:
            QueryInvalid: It is no SELECT query, or as in `ask`.
        """
        found = self.ask(text, known=known)
        if not isinstance(found, Rows):
            raise QueryInvalid("this query does not answer with rows; ask with SELECT.")
        return found

    # -- Things and statements ---------------------------------------------------------------------------

    def resolve(self, name: str) -> NamedNode:
        """Return the IRI of a thing by its slug, CURIE, IRI or label; see `corridor_kg.store.names.resolve`."""
        return names.resolve(self.engine, name)

    def label(self, thing: NamedNode) -> str:
        """Return a thing's label in English, else in any language, else its CURIE."""
        return names.label(self.engine, thing)

    @cached_property
    def names(self) -> Names[NamedNode]:
        """What the things that it is about are called, to be found in texts; see `corridor_kg.store.names.index`."""
        return names.index(self.engine)

    def is_inferred(self, triple: Triple) -> bool:
        """Return whether nobody states a triple, and it follows."""
        return {quad.graph_name for quad in self.engine.quads(*triple)} == {INFERRED}

    def origin_name(self, quad: Quad) -> str:
        """Return the name of the origin that states a quad, or ``inferred``."""
        return self._names.get(quad.graph_name, "")

    @cached_property
    def _names(self) -> dict[object, str]:
        return {INFERRED: "inferred"} | {origin.graph: origin.name for origin in reversed(self.origins)}

    @cached_property
    def evidence(self) -> Evidence:
        """Who states what, by the place where it stands."""
        from corridor_kg.store.evidence import Evidence  # late for the cold start: not every answer needs it

        return Evidence(self.engine)

    @cached_property
    def marks(self) -> Marks:
        """The marks of the passages and sources that were withdrawn or corrected."""
        from corridor_kg.store import corrections  # late for the cold start, as above

        return corrections.marks(self.engine)

    def as_written(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Yield quads of the engine with each literal as its file has it; see `corridor_kg.store.as_written`."""
        from corridor_kg.store.as_written import as_written  # late for the cold start: rows do not need it

        return as_written(quads, self._written, self.engine)

    def _written(self, graphs: set[Node | None]) -> Iterable[Quad]:
        """Return what is stated in some graphs, all if None is among them, as it was written."""
        if self._filed:
            return self._filed.written
        return (quad for origin in self.origins if graphs & {None, origin.graph} for quad in loading.quads(origin))

    def quads(self) -> Iterator[Quad]:
        """Yield every quad: the stated ones exactly as their files have them, then the inferred ones."""
        yield from self.stated()
        yield from self.inferred()

    def stated(self) -> Iterator[Quad]:
        """Yield the stated quads, exactly as their files have them; where these are here, no engine is needed."""
        for origin in self.origins:
            yield from self.stated_in(origin)

    def literals_as_written(self) -> Iterable[Quad]:
        """Return the facts with a literal that an engine may rewrite, exactly as their files have them.

        Where the files need not be here, those that it does not rewrite are not among them, but for ill-typed ones.
        """
        if self._filed:
            terms = {origin.graph for origin in self.origins if origin.name == ONTOLOGY}
            return (quad for quad in self._filed.written if quad.graph_name not in terms)
        return (quad for origin in self.facts for quad in loading.quads(origin))

    def parts_as_written(self) -> Sequence[Callable[[], Iterable[Quad]]]:
        """Return, for each origin, what gives its statements as written; elsewhere, those that are rewritten there."""
        if not self._is_elsewhere or self._filed is None:
            return [partial(loading.statements, origin) for origin in self.origins]
        by_graph: dict[object, list[Quad]] = {}
        for quad in self._filed.written:
            by_graph.setdefault(quad.graph_name, []).append(quad)
        return [partial(iter, quads) for quads in by_graph.values()]

    def stated_in(self, origin: Origin) -> Iterable[Quad]:
        """Return the quads of an origin, exactly as its files have them."""
        if self._is_elsewhere and not origin.files:
            return self.as_written(self.engine.quads(graph=origin.graph))
        return loading.quads(origin)

    def inferred(self) -> Iterator[Quad]:
        """Yield what follows from the stated quads and is not itself stated; nothing without inference."""
        yield from self.engine.quads(graph=INFERRED)


def open_graph(
    *,
    graph: PathLike | None = None,
    add: PathLike | Iterable[PathLike] = (),
    inference: bool = True,
    ontology: PathLike | bool = True,
    config: Config = NONE,
    as_of: str | date | None = None,
) -> Graph:
    """Find the files of a graph; they are read when something is first asked that needs it.

    Args:
        graph: A file or folder in place of the bundled facts.
        add: Files and folders beside them; each folder is an origin of its own.
        inference: Whether to add what the ontology implies.
        ontology: A file or folder in place of the bundled ontology; False for none.
        config: What else is there.
        as_of: A day, or the short name of a source, by which sources have to be out; None for all. See
            `corridor_kg.store.as_of`.

    Raises:
        GraphNotFound: A path is not there, or holds no RDF.
        BadParameter: ``as_of`` is neither a day nor a source.

    >>> len(open_graph().rows("SELECT ?city { ?city a ckg:City }"))
    7
    """
    origins, bundled = find_facts(graph, add, config)
    found = Graph.of(origins, inference=inference, bundled=bundled, ontology=ontology, as_of=as_of)
    return found.read() if found.left_out else found  # which tells what is left out


def _closed(engine: Engine, origins: Iterable[Origin]) -> Compilation:
    """Add to an engine what follows, and tell by whom it was inferred and what is not looked for."""
    try:
        compilation = closure.close(engine)
    except AxiomUnreadable as error:
        raise _located(error, engine, origins) from None
    told = [f"contradictions of {', '.join(compilation.unchecked)} are not looked for"] * bool(compilation.unchecked)
    if compilation.uncovered:
        covers = f"no rule covers {', '.join(compilation.uncovered)}"
        told.insert(0, f"{covers}; owlrl closed the graph instead, which is slower")
    if told:
        warnings.warn(f"{'; '.join(told)}.", stacklevel=3)
    return compilation


def _located(error: AxiomUnreadable, engine: Engine, origins: Iterable[Origin]) -> GraphUnreadable:
    """Return an error about an axiom with the place of the axiom: where the thing stands in which it is written."""
    from corridor_kg.files import line_numbers  # late for the cold start: few axioms are broken

    node, seen = error.node, set[Node]()
    triple = next(engine.match(node), None)
    while isinstance(node, BlankNode) and node not in seen:
        seen.add(node)
        above = next(engine.match(None, None, node), None)
        if above is None or isinstance(above.subject, Triple):
            break
        node, triple = above.subject, above
    graphs = {quad.graph_name for quad in engine.quads(*triple)} if triple else set()
    stating = [origin for origin in origins if origin.graph in graphs]
    place = line_numbers.nearest(stating, triple) if triple else None
    if place:
        told = GraphUnreadable(f"{place.file}, line {place.line}: {error}", place.file, place.line)
        named = {unreadable.shown(file): origin.named_in for origin in stating for file in origin.files}
        told.tell(named.get(place.file, "") and f"{named[place.file]}, names it.")
        return told
    files = [unreadable.shown(file) for origin in stating for file in origin.files]
    return GraphUnreadable(f"{' or '.join(files)}: {error}", files[0]) if files else error
