"""The graph in Python's hands: load it, ask it, describe its things, check it."""

from __future__ import annotations

import os
import warnings
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from corridor_kg.answers.answer import Answer, Rows, answer
from corridor_kg.errors import AmbiguousThing, BadParameter, QueryInvalid, QueryRefused, UnknownThing, did_you_mean
from corridor_kg.files import loading
from corridor_kg.files.loading import Origin, PathLike
from corridor_kg.inference import closure
from corridor_kg.questions.parameters import Term, bind
from corridor_kg.questions.stored_queries import StoredQueries, StoredQuery
from corridor_kg.rdf import bundled as locations
from corridor_kg.rdf import sparql
from corridor_kg.rdf.vocabulary import RDF, prefixes

if TYPE_CHECKING:
    import rdflib

    from corridor_kg.exports import Export
    from corridor_kg.inference.rules import Compilation
    from corridor_kg.links.listing import Links
    from corridor_kg.questions.descriptions import Description
    from corridor_kg.reports.report import Report
    from corridor_kg.trust.proofs import Explanation
    from corridor_kg.trust.verification import Verification

Value = str | int | float | Decimal | bool | date | NamedNode | Literal
"""What a parameter of a stored query may be given as; several make an iterable of them."""


class Online(NamedTuple):
    """Leave to use the network, for a stored query that asks a service too.

    Attributes:
        endpoint: The SPARQL endpoint to ask; None for the one that the query names.
        seconds: How long it may take, up to 3600; None for 30.
    """

    endpoint: str | None = None
    seconds: float | None = None


class Corridor:
    """The knowledge graph: ontology, facts by origin, and what follows from them.

    Make one with `Corridor.load`.

    Attributes:
        origins: The ontology's origin, then those of the facts.
        queries: The stored queries, by name.
        bundled: Whether the bundled facts are among the origins.
    """

    def __init__(self, origins: Iterable[Origin], *, inference: bool = True, bundled: bool = False) -> None:
        self.origins = tuple(origins)
        self.queries = StoredQueries(locations.QUERIES)
        self.bundled = bundled
        self._inference = inference

    @classmethod
    def load(
        cls, *, graph: PathLike | None = None, add: PathLike | Iterable[PathLike] = (), inference: bool = True
    ) -> Corridor:
        """Load the graph.

        Args:
            graph: A file or folder in place of the bundled facts.
            add: Files and folders beside them; each folder is an origin of its own.
            inference: Whether to add what the ontology implies, as a named graph of its own.

        Returns:
            The graph, ready to be asked.

        Raises:
            GraphNotFound: A path is not there, or holds no RDF.
            GraphUnreadable: A file is not valid RDF.

        >>> Corridor.load().run("core-platforms", city="dongguan")[0].platformLabel
        'Dongguan Marina Bay New Area'
        """
        return cls.open(graph=graph, add=add, inference=inference)._read()

    @classmethod
    def open(
        cls, *, graph: PathLike | None = None, add: PathLike | Iterable[PathLike] = (), inference: bool = True
    ) -> Corridor:
        """Find the files of a graph, and load them when something is first asked that needs it.

        What exports files as they are written needs no store; see `load` for the parameters.

        Raises:
            GraphNotFound: A path is not there, or holds no RDF.
        """
        facts = [origin for path in _paths(graph, add) for origin in loading.find_origins(path)]
        return cls._of(facts, inference=inference, bundled=graph is None)

    @classmethod
    def _of(cls, facts: Iterable[Origin], *, inference: bool, bundled: bool) -> Corridor:
        """Put some origins of facts beside the ontology."""
        origins = [loading.ontology(), *loading.distinct(facts, taken=loading.RESERVED)]
        return cls(origins, inference=inference, bundled=bundled)

    @property
    def store(self) -> Store:
        """The pyoxigraph store that answers; each origin is a named graph in it."""
        return self._loaded[0]

    @property
    def compilation(self) -> Compilation | None:
        """The rules of the ontology; None without inference."""
        return self._loaded[1]

    def _read(self) -> Corridor:
        """Load what has not been loaded yet, so that a file that cannot be read is told of at once."""
        assert self.store is not None
        return self

    @cached_property
    def _loaded(self) -> tuple[Store, Compilation | None]:
        store = Store()
        for origin in self.origins:
            loading.load(store, origin)
        return store, _close(store) if self._inference else None

    @classmethod
    def check_files(
        cls,
        *,
        graph: PathLike | None = None,
        add: PathLike | Iterable[PathLike] = (),
        inference: bool = True,
        profile: str = "errors",
        only: Collection[str] = (),
        skip: Collection[str] = (),
    ) -> Report:
        """Check files, each as far as it can be read: a file that cannot be parsed is a finding.

        Args:
            graph: A file or folder in place of the bundled facts.
            add: Files and folders beside them.
            inference: Whether to infer; clashes are not looked for without it.
            profile: ``errors``, or ``warnings`` to look also for what is missing rather than wrong.
            only: Names of checks, shapes or rules; what any other found is left out. Empty for all.
            skip: Names whose findings are left out.

        Raises:
            GraphNotFound: A path is not there, or holds no RDF.
            BadParameter: A name is not that of a check, shape or rule.
        """
        from corridor_kg.trust.checking import check_files

        def load(origins: list[Origin]) -> Corridor:
            return cls._of(origins, inference=inference, bundled=graph is None)._read()

        return check_files(load, _paths(graph, add), profile=profile, only=only, skip=skip)

    def run(self, name: str, online: Online | None = None, /, **values: Value | Iterable[Value]) -> Answer:
        """Ask a stored query.

        Args:
            name: The query's name.
            online: ``Online()`` lets a query that asks a service too (`StoredQuery.endpoint`) use the network.
                It is told by its place, so that a parameter may have any name.
            values: Its parameters; a list gives several values for one. A thing may be given as slug,
                CURIE, IRI or label.

        Returns:
            `Rows`, `Truth` or `Triples`, by the query's form.

        Raises:
            UnknownQuery: No stored query has this name.
            BadParameter: A parameter is unknown, missing, or has a value of the wrong type; or the query
                asks no service, and an endpoint or a time is given.
            UnknownThing: A value names no thing of the graph.
            QueryRefused: The query needs the network, which is not allowed.
            ServiceFailed: The service cannot be reached, is too slow, or does not answer with SPARQL results.
        """
        query = self.queries[name]
        _check_service(query, online)
        try:
            text = bind(query.text, self._bindings(query, values))
            return self._ask(text if query.endpoint is None else self._joined(query, text, online or Online()))
        except QueryInvalid as error:
            raise QueryInvalid(f"{name}.rq: {error}") from None

    def sparql(self, text: str) -> Answer:
        """Ask a SPARQL 1.1 query of all the graphs together; the project's prefixes need no declaration.

        Args:
            text: A SELECT, ASK, CONSTRUCT or DESCRIBE query.

        Returns:
            `Rows`, `Truth` or `Triples`, by the query's form.

        Raises:
            QueryRefused: The text is an update, or calls another service.
            QueryInvalid: It cannot be parsed; the message has line, column and text.

        >>> bool(Corridor.load().sparql("ASK { place:dongguan a schema:City }"))
        True
        """
        sparql.refuse(text)
        return self._ask(text, prefixes())

    def choices(self, query: StoredQuery, parameter: str) -> list[str]:
        """Return the values that a parameter of a stored query may sensibly have.

        Args:
            query: A stored query.
            parameter: One of its parameters, listed under ``enumerate`` in its header.

        Returns:
            The choices that the header lists; where it lists none, the values that the column of the same
            name has when nothing is asked for in particular. Empty where the header has no such list.
        """
        listed = query.choices(parameter)
        if listed or listed is None or query.endpoint is not None:  # nobody has allowed the network
            return list(listed or ())
        rows = self._ask(query.text)
        assert isinstance(rows, Rows)
        return list(dict.fromkeys(row[parameter] for row in rows if row[parameter] is not None))

    def resolve(self, name: str) -> NamedNode:
        """Return the IRI of a thing by its slug, CURIE, IRI or label.

        Raises:
            UnknownThing: Nothing is called so.
            AmbiguousThing: Several things are called so.
        """
        from corridor_kg.store import names

        return names.resolve(self.store, name)

    def describe(self, name: str) -> Description:
        """Return what is known of a thing: stated and inferred apart, each with its sources.

        Args:
            name: Its slug, CURIE, IRI or label.

        Raises:
            UnknownThing: Nothing is called so.
            AmbiguousThing: Several things are called so.
        """
        from corridor_kg.questions.descriptions import describe

        return describe(self.store, self.resolve(name))

    def why(self, subject: str, predicate: str, value: str, *, every: bool = False) -> Explanation:
        """Return why a triple holds: where it is stated, or the rules and premises from which it follows.

        Args:
            subject: The slug, CURIE, IRI or label of a thing.
            predicate: The slug, CURIE, IRI or label of a property; ``a`` is ``rdf:type``.
            value: A thing likewise, or the text of a literal.
            every: Whether to return a proof for each way in which it follows, and not the shortest alone.

        Returns:
            An explanation, which is true where the triple holds; else it names what comes nearest.

        Raises:
            UnknownThing: Nothing is called so.
            AmbiguousThing: Several things are called so.

        >>> print(Corridor.load().why("knowledge-city", "a", "CorridorPlatform").proofs[0].rule.name)
        cls-int1 cls-hv2
        """
        from corridor_kg.trust import proofs

        about, prop = self.resolve(subject), self._property(predicate)
        return proofs.why(self, Triple(about, prop, self._value(about, prop, value)), every=every)

    def verify(self, path: PathLike) -> Verification:
        """Check every fact against the article that states it.

        Args:
            path: The article as plain text or HTML, in UTF-8.

        Returns:
            A verdict for each passage; ``holds`` is true where everything stands in print.

        Raises:
            GraphNotFound: The file cannot be read.
            UnknownThing: The graph has no article with passages.
        """
        from corridor_kg.trust import verification

        return verification.verify(self, os.fspath(path))

    def check(self, *, profile: str = "errors", only: Collection[str] = (), skip: Collection[str] = ()) -> Report:
        """Check the graph: its terms and shapes, what clashes in it, and the checks that must return no rows.

        Args:
            profile: ``errors``, or ``warnings`` to look also for what is missing rather than wrong.
            only: Names of checks, shapes or rules; what any other found is left out. Empty for all.
            skip: Names whose findings are left out.

        Raises:
            BadParameter: A name is not that of a check, shape or rule.
        """
        from corridor_kg.trust.checking import check

        return check(self, profile=profile, only=only, skip=skip)

    def export(
        self,
        *,
        things: Iterable[str] = (),
        include: Collection[str] = ("stated", "links"),
        evidence: bool = True,
        frame: PathLike | None = None,
        inline_context: bool = False,
    ) -> Export:
        """Return the graph, or a part of it, ready to be written.

        Args:
            things: Slugs, CURIEs, IRIs or labels of things, which come with what belongs to them; empty for all.
            include: Which of ``stated``, ``links``, ``inferred`` and ``ontology``.
            evidence: Whether the passages and sources that state each thing come along.
            frame: A file with a JSON-LD 1.1 frame, instead of the project's own.
            inline_context: Whether JSON-LD writes its context out rather than naming it.

        Raises:
            BadParameter: ``include`` names something else.
            UnknownThing: A thing is not there.

        >>> print(Corridor.open().export(things=["kind:claim"], include=["ontology"]).text().splitlines()[-7])
        kind:claim
        """
        from corridor_kg.exports import Export
        from corridor_kg.exports.selection import select

        selection = select(self, things=things, include=include, evidence=evidence)
        return Export(selection, os.fspath(frame) if frame is not None else None, inline_context)

    def links(self, things: Iterable[str] = ()) -> Links:
        """Return the links to open data, with what was rejected and what was looked for in vain.

        Args:
            things: Slugs, CURIEs, IRIs or labels of things; empty for all.

        Raises:
            UnknownThing: A thing is not there.
            AmbiguousThing: Several things are called so.
        """
        from corridor_kg.links import listing

        return listing.links(self, things)

    def graph(self) -> rdflib.Graph:
        """Return all the triples, stated and inferred, as an rdflib graph; each literal as its file has it."""
        from corridor_kg.rdf import rdflib_terms

        return rdflib_terms.graph(self.quads())

    def quads(self) -> Iterator[Quad]:
        """Yield every quad: the stated ones exactly as their files have them, then the inferred ones."""
        yield from self.stated()
        yield from self.inferred()

    def stated(self) -> Iterator[Quad]:
        """Yield the stated quads, exactly as their files have them; the store is not needed for it."""
        for origin in self.origins:
            yield from loading.quads(origin)

    def inferred(self) -> Iterator[Quad]:
        """Yield what follows from the stated quads and is not itself stated; nothing without inference."""
        yield from self.store.quads_for_pattern(None, None, None, closure.INFERRED)

    @cached_property
    def clashes(self) -> list[closure.Clash]:
        """What contradicts the ontology; empty without inference."""
        return list(closure.clashes(self.store, self.compilation)) if self.compilation else []

    def _chosen(self, query: StoredQuery, parameter: str, name: str) -> NamedNode:
        """Return the thing that a name stands for; of several, the one among the query's choices."""
        try:
            return self.resolve(name)
        except AmbiguousThing:
            found = [choice for choice in self.choices(query, parameter) if choice.rpartition("/")[2] == name]
            if len(found) != 1:
                raise
            return NamedNode(found[0])

    def _property(self, name: str) -> NamedNode:
        return NamedNode(f"{RDF}type") if name == "a" else self.resolve(name)

    def _value(self, subject: NamedNode, predicate: NamedNode, text: str) -> NamedNode | Literal:
        """Return the literal of a subject that has this text, else the thing that is called so."""
        for quad in self.store.quads_for_pattern(subject, predicate, None):
            if isinstance(quad.object, Literal) and quad.object.value == text:
                return quad.object
        return self.resolve(text)

    def _ask(self, text: str, known: dict[str, str] | None = None) -> Answer:
        union = not sparql.names_its_graphs(text) if known else True
        try:
            return answer(self.store.query(text, prefixes=known, use_default_graph_as_union=union))
        except SyntaxError as error:
            raise sparql.explain(text, error, known or {}) from None
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryInvalid(f"the engine cannot answer this query: {error}") from None

    def _joined(self, query: StoredQuery, text: str, online: Online) -> str:
        """Return a query with what a service answers in place of its SERVICE group."""
        from corridor_kg.network.client import SECONDS
        from corridor_kg.questions import federation

        def ask(text: str) -> Rows:
            rows = self._ask(text)
            assert isinstance(rows, Rows)
            return rows

        endpoint = (query.endpoint or "") if online.endpoint is None else online.endpoint
        seconds = SECONDS if online.seconds is None else online.seconds
        return federation.join(text, ask, endpoint=endpoint, seconds=seconds)

    def _bindings(self, query: StoredQuery, values: dict[str, Value | Iterable[Value]]) -> dict[str, list[Term]]:
        known = {parameter.name: parameter for parameter in query.parameters}
        for name in values:
            if name not in known:
                hint = did_you_mean(name, known, otherwise=f"it takes {query.usages or 'none'}")
                raise BadParameter(f"query {query.name!r} has no parameter {name!r}{hint}")
        bindings = {}
        for name, parameter in known.items():
            given = values[name] if name in values else query.default(name)
            if given is None and parameter.required:
                raise BadParameter(f"query {query.name!r} needs the parameter {name!r}: {query.usage(parameter)}.")
            several = given if isinstance(given, Iterable) and not isinstance(given, str) else [given]
            texts = [_text(value) for value in several if value is not None]
            for text in texts:
                _check_choice(name, text, query.choices(name))
            if texts:
                terms = (parameter.term(text, partial(self._chosen, query, name)) for text in texts)
                bindings[parameter.variable] = _terms(query, name, terms, given=name in values)
        return bindings


def _paths(graph: PathLike | None, add: PathLike | Iterable[PathLike]) -> list[PathLike]:
    more = [add] if isinstance(add, str | os.PathLike) else list(add)
    return [locations.GRAPH if graph is None else graph, *more]


def _check_service(query: StoredQuery, online: Online | None) -> None:
    """Let a query pass that stays here, or that may go out."""
    if query.endpoint is not None and online is None:
        raise QueryRefused(
            f"query {query.name!r} asks {query.endpoint}, which needs the network;"
            f" give --online (in Python: run({query.name!r}, Online())) to allow it."
        )
    endpoint, seconds = online or Online()
    if query.endpoint is None and (endpoint, seconds) != (None, None):
        raise BadParameter(f"query {query.name!r} asks no service; leave the endpoint and the time out.")
    if seconds is not None:
        from corridor_kg.network.client import check_seconds

        check_seconds(seconds)


def _check_choice(name: str, text: str, choices: tuple[str, ...] | None) -> None:
    if choices and text not in choices:
        raise BadParameter(f"parameter {name!r} takes {' or '.join(map(repr, choices))}, not {text!r}.")


def _terms(query: StoredQuery, name: str, terms: Iterable[Term], *, given: bool) -> list[Term]:
    """Return the terms that a parameter is bound to, each once."""
    try:
        return list(dict.fromkeys(terms))
    except UnknownThing:
        if given:
            raise
        default = query.default(name)
        raise BadParameter(
            f"query {query.name!r} needs {name}=…, for its default {default} is not in this graph."
        ) from None


def _text(value: Value) -> str:
    if isinstance(value, NamedNode | Literal):
        return value.value
    return str(value).lower() if isinstance(value, bool) else str(value)


def _close(store: Store) -> Compilation:
    compilation = closure.close(store)
    if compilation.uncovered:
        warnings.warn(
            f"no rule covers {', '.join(compilation.uncovered)}; owlrl closed the graph instead, which is slower.",
            stacklevel=3,
        )
    return compilation
