"""The library in one class: load a graph, ask it, trust it, take it home, link it.

A facade, and nothing else: each method is one call into the room where it happens. The rooms take a
`corridor_kg.store.graph.Graph`, and none of them knows this module.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar, Unpack

from pyoxigraph import NamedNode, Quad, Store

from corridor_kg.answers.answer import Answer
from corridor_kg.answers.rows import Rows
from corridor_kg.choices import LEAST_SCORE, USUAL_LINKS_FILE, USUAL_PARTS
from corridor_kg.engine.in_process import InProcess
from corridor_kg.errors import BadParameter, CorridorError
from corridor_kg.files import config as configs
from corridor_kg.files.config import NONE, Config
from corridor_kg.inference.closure import Clash
from corridor_kg.inference.rules import Compilation
from corridor_kg.model.origins import Origin, PathLike
from corridor_kg.questions import asking
from corridor_kg.questions.asking import Online
from corridor_kg.questions.parameters import Given
from corridor_kg.questions.stored_queries import STORED, StoredQuery
from corridor_kg.store import names
from corridor_kg.store.graph import Graph, open_graph

if TYPE_CHECKING:  # what only names a type; the modules are imported by the methods, late for the cold start
    import rdflib

    from corridor_kg.comparison.table import Comparison
    from corridor_kg.engine.protocol import Address
    from corridor_kg.exports.export import Export
    from corridor_kg.links.acts import Asking, Checked, Decided, Decision
    from corridor_kg.links.checking import Services
    from corridor_kg.links.listing import Links
    from corridor_kg.links.spreadsheets import Matched
    from corridor_kg.links.suggestions import Progress, Suggestions
    from corridor_kg.proof.proof import Proof
    from corridor_kg.questions.descriptions import Description
    from corridor_kg.questions.nothing import WhyNothing
    from corridor_kg.reports.report import Report
    from corridor_kg.sources.new_source import NewSource
    from corridor_kg.sources.update import Updated
    from corridor_kg.store.transfer import Transferred
    from corridor_kg.trust.checking import Wanted
    from corridor_kg.trust.explanations import Explanation
    from corridor_kg.trust.marked import MarkedPassage
    from corridor_kg.trust.quoting import Quotations
    from corridor_kg.trust.verification import Verification


_T = TypeVar("_T")


def _unwatched(done: int, of: int) -> None:
    """Take note of nothing."""


def _address(endpoint: str | Address) -> Address:
    from corridor_kg.engine.protocol import Address  # late for the cold start: few graphs are elsewhere
    from corridor_kg.network import logins  # late for the same reason

    return Address(endpoint, login=logins.find(endpoint)) if isinstance(endpoint, str) else endpoint


class Corridor:
    """The knowledge graph: ontology, facts by origin, and what follows from them.

    Make one with `Corridor.load`.

    Attributes:
        data: The graph that is asked.
        config: What one's own ``corridor-kg.toml`` names; empty where it was not read.
        queries: The stored queries, by name.
    """

    def __init__(self, data: Graph, config: Config = NONE) -> None:
        self.data = data
        self.config = config
        self.queries = STORED

    def _repr_html_(self) -> str:
        from corridor_kg.questions import catalogue  # late for the cold start: only a notebook asks for it

        return catalogue.to_html(self.data, self.queries)

    # -- Loading -----------------------------------------------------------------------------------------

    @classmethod
    def load(
        cls,
        *,
        graph: PathLike | None = None,
        add: PathLike | Iterable[PathLike] = (),
        inference: bool = True,
        ontology: PathLike | bool = True,
        config: PathLike | bool | None = None,
        as_of: str | date | None = None,
        endpoint: str | Address | None = None,
    ) -> Corridor:
        """Load the graph.

        Args:
            graph: A file or folder in place of the bundled facts.
            add: Files and folders beside them; each folder is an origin of its own.
            inference: Whether to add what the ontology implies, as a named graph of its own.
            ontology: A file or folder in place of the bundled ontology; False for none, and one's own data alone.
            config: A file such as ``corridor-kg.toml`` that names what else is there, see
                `corridor_kg.files.config.Config`; None for that of the working folder, if there is one; False for none.
            as_of: A day, or the short name of a source: only sources speak that were certainly out by then, and a
                warning names those that are left out.
            endpoint: The address of an engine that a graph was put into (`put`), which is asked in place of files; or
                an `corridor_kg.engine.protocol.Address`, which also says how to log in, and how long a query may take.

        Returns:
            The graph, ready to be asked.

        Raises:
            GraphNotFound: A path is not there, or holds no RDF.
            GraphUnreadable: A file is not valid RDF.
            ConfigInvalid: The configuration is no TOML, or has what it may not have.
            BadParameter: ``as_of`` is neither a day nor a source, or files are given beside an endpoint.
            ServiceFailed: The engine cannot be reached, or holds no graph of ours.

        >>> Corridor.load().run("core-platforms", city="dongguan")[0].platformLabel
        'Dongguan Marina Bay New Area'
        """
        opened = cls.open(
            graph=graph,
            add=add,
            inference=inference,
            ontology=ontology,
            config=config,
            as_of=as_of,
            endpoint=endpoint,
        )
        opened.data.read()
        return opened

    @classmethod
    def open(
        cls,
        *,
        graph: PathLike | None = None,
        add: PathLike | Iterable[PathLike] = (),
        inference: bool = True,
        ontology: PathLike | bool = True,
        config: PathLike | bool | None = None,
        as_of: str | date | None = None,
        endpoint: str | Address | None = None,
    ) -> Corridor:
        """Find the files of a graph, and load them when something is first asked that needs it.

        What exports files as they are written needs no engine; see `load` for the parameters.

        Raises:
            GraphNotFound: A path is not there, or holds no RDF.
            ConfigInvalid: The configuration is no TOML, or has what it may not have.
            BadParameter, ServiceFailed: As in `load`.
        """
        if endpoint is not None:
            from corridor_kg.store import elsewhere  # late for the cold start: few graphs are elsewhere

            if graph is not None or add or ontology is not True or as_of is not None:
                raise BadParameter(
                    "an endpoint is asked about what was put there, and about no files or days beside; leave them out,"
                    " or put them there too, with 'corridor-kg load'."
                )
            return cls(elsewhere.open_graph(_address(endpoint)))
        own = configs.of(config)
        opened = open_graph(graph=graph, add=add, inference=inference, ontology=ontology, config=own, as_of=as_of)
        return cls(opened, own)

    def put(
        self, endpoint: str | Address, *, progress: Callable[[str, int, int], None] = lambda what, done, of: None
    ) -> Transferred:
        """Put the graph into an engine elsewhere, in place of what was put there before; see `load` for asking it.

        Each origin is a named graph there. What has changed alone is sent, and takes the place of what was there when
        all is ready.

        Args:
            endpoint: The address of an engine that takes updates too; or an `corridor_kg.engine.protocol.Address`,
                which may have another address for updates, and says how to log in.
            progress: Called with what is done, how much of it, and of how much.

        Returns:
            What has changed.

        Raises:
            GraphUnreadable: A file is not valid RDF.
            ServiceFailed: The engine cannot be reached, refuses, or holds what is not ours.
            BadParameter: No rule covers an axiom of the ontology.
        """
        from corridor_kg.store import transfer  # late for the cold start: few graphs are elsewhere

        address = _address(endpoint)
        return transfer.load(self.data, address._replace(update=address.update or address.query), progress=progress)

    def bulk(self, *, union: bool = False) -> Iterator[str]:
        """Yield, as lines of N-Quads, what `put` would put into an engine, for its own bulk loader.

        Args:
            union: Whether the engine takes all named graphs together for its default graph, as Virtuoso, GraphDB and
                Neptune do.

        Raises:
            GraphUnreadable: A file is not valid RDF.

        >>> sum(1 for line in Corridor.open().bulk()) > 20_000
        True
        """
        from corridor_kg.store import bulk  # late for the cold start: few graphs are elsewhere

        return bulk.lines(self.data, union=union)

    @staticmethod
    def clear(endpoint: str | Address) -> None:
        """Remove from an engine elsewhere what was put there, with what is noted of it, and nothing else.

        Args:
            endpoint: As in `put`.

        Raises:
            ServiceFailed: The engine cannot be reached, or refuses.
        """
        from corridor_kg.store import transfer  # late for the cold start: few graphs are elsewhere

        address = _address(endpoint)
        transfer.remove(address._replace(update=address.update or address.query))

    @property
    def origins(self) -> tuple[Origin, ...]:
        """The ontology's origin, then those of the facts."""
        return self.data.origins

    @property
    def bundled(self) -> bool:
        """Whether the bundled facts are among the origins."""
        return self.data.bundled

    @property
    def store(self) -> Store:
        """The pyoxigraph store that answers; each origin is a named graph in it.

        Raises:
            TypeError: The graph is in another engine.
        """
        if not isinstance(self.data.engine, InProcess):
            raise TypeError("this graph is not in a store of pyoxigraph; ask it with sparql()")
        return self.data.engine.store

    @property
    def compilation(self) -> Compilation | None:
        """The rules of the ontology; None without inference."""
        return self.data.compilation

    @property
    def clashes(self) -> list[Clash]:
        """What contradicts the ontology; empty without inference."""
        return self.data.clashes

    # -- Asking ------------------------------------------------------------------------------------------

    def run(
        self, name: str, online: Online | None = None, language: str = "en", /, **values: Given | Iterable[Given]
    ) -> Answer:
        """Ask a stored query.

        Args:
            name: The query's name.
            online: ``Online()`` lets a query that asks a service too (`StoredQuery.endpoint`) use the network.
                It is told by its place, so that a parameter may have any name.
            language: The language of names, told by its place too: ``zh`` where there is a Chinese one, else English.
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
        answer = asking.run(self.data, query, values, online=online)
        if query.verdict:
            from corridor_kg.comparison import beside  # late for the cold start: few questions set sources side by side

            answer = beside.beside(self.data, query, answer)
        if query.evidence:
            from corridor_kg.trust import row_evidence  # late for the cold start: only some questions need it

            answer = row_evidence.beside(self.data, query, answer)
        return answer if language == "en" else asking.in_language(self.data, answer, language)

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
        return asking.ask(self.data, text)

    def evidence(self, thing: str, *, language: str = "en", articles: PathLike | Iterable[PathLike] = ()) -> Rows:
        """Return what is stated of a thing or about it, a row a fact, with the passages and sources that state it.

        Args:
            thing: Its slug, CURIE, IRI or label.
            language: The language of names: ``zh`` where there is a Chinese one, else English.
            articles: Copies of articles, as for `why`; with them, a row a fact and a passage, with the sentence.

        Raises:
            UnknownThing: Nothing is called so.
            GraphNotFound: A copy cannot be read, or a folder has none.

        >>> Corridor.load().evidence("songshan-lake")[3].evidence
        'china-daily p14'
        """
        name = "evidence"
        quotations = self._quotations(articles)
        rows = self.run(name, None, language, thing=thing)
        if not isinstance(rows, Rows) or not quotations:
            return rows  # type: ignore[return-value]  # the stored query answers with rows
        from corridor_kg.trust.quoted_rows import quoted_rows  # late for the cold start: few have a copy

        return quoted_rows(self.data, self.queries[name], rows, quotations.of_triple)

    def why_nothing(self, question: str, /, **values: Given | Iterable[Given]) -> WhyNothing:
        """Return why an answer is empty: which values or conditions leave nothing, and what the graph says of it.

        Args:
            question: The name of a stored query, or the text of a query.
            values: The parameters of a stored query, as in `run`.

        Raises:
            UnknownQuery: No stored query has this name.
            BadParameter, UnknownThing: As in `run`.
            QueryRefused, QueryInvalid: As in `sparql`.

        >>> Corridor.load().why_nothing("core-platforms", city="songshan-lake").culprits[0].text
        'city=songshan-lake'
        """
        from corridor_kg.questions import nothing  # late for the cold start: most answers are not empty

        if question in self.queries or not any(map(str.isspace, question)):
            return nothing.of_stored(self.data, self.queries[question], values)
        if values:
            raise BadParameter("values are for stored queries; write them into the text of the query.")
        return nothing.of_text(self.data, question)

    def choices(self, query: StoredQuery, parameter: str) -> list[str]:
        """Return the values that a parameter of a stored query may sensibly have.

        Args:
            query: A stored query.
            parameter: One of its parameters, listed under ``enumerate`` in its header.

        Returns:
            The choices that the header lists; where it lists none, the values that the column of the same
            name has when nothing is asked for in particular. Empty where the header has no such list.
        """
        return asking.choices(self.data, query, parameter)

    def resolve(self, name: str) -> NamedNode:
        """Return the IRI of a thing by its slug, CURIE, IRI or label.

        Raises:
            UnknownThing: Nothing is called so.
            AmbiguousThing: Several things are called so.
        """
        return self.data.resolve(name)

    def find(self, text: str = "", *, kind: str | None = None) -> Rows:
        """Return the things that a text may mean, with how each was found; see `corridor_kg.questions.finding.find`.

        Args:
            text: A name, some words of one, or a text with names in it; without it, all things of a kind are meant.
            kind: The kind that things have to be of, such as ``platforms``.

        Raises:
            BadParameter: There is no such kind, or neither a text nor a kind is given.

        >>> [(row.name, row.thingLabel) for row in Corridor.load().find("from 松山湖 to Macau")][1:]
        [('Macau', 'Macao')]
        """
        from corridor_kg.questions import finding  # late for the cold start

        return finding.find(self.data, text, kind=kind)

    def slugs(self) -> list[str]:
        """Return the slugs of all the things of the project, sorted."""
        return names.slugs(self.data.engine)

    def curies(self) -> list[str]:
        """Return the CURIEs of all the things of the project and of the terms of its ontology, sorted.

        >>> [curie for curie in Corridor.load().curies() if curie.startswith("measure:a")]
        ['measure:area', 'measure:area-of-building-land']
        """
        return names.curies(self.data.engine)

    def describe(self, name: str, *, language: str = "en", articles: PathLike | Iterable[PathLike] = ()) -> Description:
        """Return what is known of a thing: stated and inferred apart, each with its sources.

        Args:
            name: Its slug, CURIE, IRI or label.
            language: The language of names: ``zh`` where there is a Chinese one, else English.
            articles: Copies of articles, as for `why`.

        Raises:
            UnknownThing: Nothing is called so.
            AmbiguousThing: Several things are called so.
            GraphNotFound: A copy cannot be read, or a folder has none.
        """
        from corridor_kg.questions.descriptions import describe  # late for the cold start
        from corridor_kg.trust.row_evidence import finder  # late for the cold start

        quotations = self._quotations(articles)
        quoted = quotations.of_triple if quotations else None
        described = describe(self.data, name, evidence=finder(self.data), language=language, quoted=quoted)
        compared = tuple(self.compare(described.thing).sentences())
        return replace(described, compared=compared, marks=self.data.marks)

    def edges(self, *, inferred: bool = False) -> Rows:
        """Return which things are related by which property, a row a relation, as a network takes them.

        Things are those of the subject: places, bodies, people, plans, and what is said of them; no passage, mention,
        measure or period is one. Identifiers are unique, and labels need not be.

        Args:
            inferred: Whether what follows from the ontology comes along, in the words of other vocabularies too.

        >>> import networkx
        >>> edges = Corridor.load().edges().to_dataframe()
        >>> network = networkx.from_pandas_edgelist(
        ...     edges, "subject", "object", edge_attr=True, edge_key="property", create_using=networkx.MultiDiGraph
        ... )
        >>> place = "https://w3id.org/corridor-kg/place/dongguan"
        >>> "https://w3id.org/corridor-kg/platform/songshan-lake" in network.predecessors(place)
        True
        """
        from corridor_kg.questions import relations  # late for the cold start

        return relations.edges(self.data, inferred=inferred)

    # -- Trusting ----------------------------------------------------------------------------------------

    def why(
        self,
        subject: str,
        predicate: str,
        value: Given,
        *,
        every: bool = False,
        articles: PathLike | Iterable[PathLike] = (),
    ) -> Explanation:
        """Return why a triple holds: where it is stated, or the rules and premises from which it follows.

        Args:
            subject: The slug, CURIE, IRI or label of a thing.
            predicate: The local name, CURIE, IRI or label of a property; ``a`` is ``rdf:type``. With an arrow before
                it, as what leads to a thing is shown, subject and value change places.
            value: A thing likewise, or a literal: a value of Python; its text as it was written or as it is shown, or
                another way to write the same value; or, between quotes as in Turtle, this very literal, of this
                datatype.
            every: Whether to return a proof for each way in which it follows, and not the shortest alone.
            articles: Copies of articles as `verify` takes them; below each stated fact stand the sentences that state
                it, as they are there, the words that matter marked, with a link to each. Nothing of a copy is kept.

        Returns:
            An explanation, which is true where the triple holds; else it names what comes nearest.

        Raises:
            UnknownThing: Nothing is called so.
            AmbiguousThing: Several things are called so.
            GraphNotFound: A copy cannot be read, or a folder has none.

        >>> print(Corridor.load().why("knowledge-city", "a", "CorridorPlatform").proofs[0].rule.name)
        cls-int1 cls-svf1
        """
        from corridor_kg.trust.explanations import why  # late for the cold start

        quotations = self._quotations(articles)
        quoted = quotations.of_triple if quotations else None
        return why(self.data, subject, predicate, value, every=every, quoted=quoted)

    def _quotations(self, articles: PathLike | Iterable[PathLike]) -> Quotations | None:
        """Return what quotes passages from copies of articles, with a warning of what is none; None for no copies."""
        paths = [articles] if isinstance(articles, str | os.PathLike) else list(articles)
        if not paths:
            return None
        from corridor_kg.trust.quoting import Quotations  # late for the cold start: few have a copy

        quotations = Quotations(self.data, [os.fspath(path) for path in paths])
        for file in quotations.unknown:
            warnings.warn(f"{file}: no article of the graph stands in it.", stacklevel=3)
        return quotations

    def verify(self, *paths: PathLike) -> Verification:
        """Check every fact against the articles that state it.

        Args:
            paths: The articles as plain text or HTML, in UTF-8, or folders of such; several may stand in one file.
                Without any, those that the configuration names.

        Returns:
            A verdict for each article of which a copy is among them, and for each of its passages; ``holds`` is true
            where every passage is there and nothing contradicts a fact.

        Raises:
            BadParameter: No article is given: nothing would be checked, and nothing found.
            GraphNotFound: A file cannot be read, or a folder has no article.
            UnknownThing: The graph has no article with passages.
        """
        from corridor_kg.trust.verification import verify  # late for the cold start

        return self._with_copies(paths, lambda given: verify(self.data, given))

    def marked(self, *paths: PathLike) -> tuple[MarkedPassage, ...]:
        """Return the passages of articles as copies have them, with what carries facts and what no fact claims marked.

        Args:
            paths: Copies of articles, as `verify` takes them.

        Returns:
            The passages of the articles of which a copy is given, in their order. ``marked`` of each is its text with
            « » around the words that carry facts, and ‹ › around the names, speakers, numbers and dates that no fact
            of the passage claims.

        Raises:
            BadParameter: No article is given.
            GraphNotFound: A file cannot be read, or a folder has no article.
            UnknownThing: The graph has no article with passages.
        """
        from corridor_kg.trust.quoting import Quotations  # late for the cold start

        quotations = self._with_copies(paths, lambda given: Quotations(self.data, given))
        for file in quotations.unknown:
            warnings.warn(f"{file}: no article of the graph stands in it.", stacklevel=2)
        return quotations.wholes()

    def _with_copies(self, paths: Iterable[PathLike], work: Callable[[list[str]], _T]) -> _T:
        """Do something with copies of articles: those that are given, else those that the configuration names."""
        given = [os.fspath(path) for path in paths]
        if given:
            return work(given)
        if not self.config.articles:
            told = f"or name it under articles in {configs.NAME}"
            raise BadParameter(
                f"there is nothing to verify with; give the text of an article, or a folder of such, {told}."
            )
        try:
            return work(list(self.config.articles))
        except CorridorError as error:
            error.tell(f"{self.config.place()} names it under articles.")
            raise

    def check(
        self,
        *,
        profile: str = "errors",
        only: Collection[str] = (),
        skip: Collection[str] = (),
        shapes: PathLike | Iterable[PathLike] = (),
        own_shapes: bool = True,
        own_checks: bool = True,
    ) -> Report:
        """Check the graph: its terms and shapes, what clashes in it, and the checks that must return no rows.

        Args:
            profile: ``errors``, or ``warnings`` to look also for what is missing rather than wrong.
            only: Names of checks, shapes or rules; what any other found is left out. Empty for all.
            skip: Names whose findings are left out.
            shapes: Files of shapes (SHACL) beside the project's own.
            own_shapes: Whether the project's shapes are looked at.
            own_checks: Whether the project's stored checks are.

        Raises:
            BadParameter: A name is not that of a check, shape or rule.
            GraphNotFound, GraphUnreadable: A file of shapes cannot be read.
        """
        from corridor_kg.trust.checking import check  # late for the cold start

        return check(
            self.data,
            profile=profile,
            only=only,
            skip=skip,
            shapes=shapes,
            own_shapes=own_shapes,
            own_checks=own_checks,
        )

    @classmethod
    def check_files(
        cls,
        *,
        graph: PathLike | None = None,
        add: PathLike | Iterable[PathLike] = (),
        inference: bool = True,
        ontology: PathLike | bool = True,
        config: PathLike | bool | None = None,
        as_of: str | date | None = None,
        endpoint: str | Address | None = None,
        **wanted: Unpack[Wanted],
    ) -> Report:
        """Check files, each as far as it can be read: a file that cannot be parsed is a finding.

        Args:
            graph: A file or folder in place of the bundled facts.
            add: Files and folders beside them.
            inference: Whether to infer; clashes are not looked for without it.
            ontology: A file or folder in place of the bundled ontology; False for none.
            config: As in `load`.
            as_of: As in `load`.
            endpoint: As in `load`; what was put there is checked.
            wanted: The keywords of `check`: ``profile``, ``only``, ``skip``, ``shapes``, ``own_shapes`` and
                ``own_checks``.

        Raises:
            GraphNotFound: A path is not there, or holds no RDF.
            BadParameter: A name is not that of a check, shape or rule.
            GraphUnreadable: A file of shapes is not valid RDF.
            ConfigInvalid: The configuration is no TOML, or has what it may not have.
        """
        from corridor_kg.trust.checking import check, check_files  # late for the cold start

        if endpoint is not None:
            opened = cls.open(graph=graph, add=add, ontology=ontology, as_of=as_of, endpoint=endpoint)
            return check(opened.data, **wanted)
        own = configs.of(config)
        return check_files(
            graph=graph, add=add, inference=inference, ontology=ontology, config=own, as_of=as_of, **wanted
        )

    def warn(self, *, own: bool) -> None:
        """Warn where facts clash with the ontology or break shapes; say how to see the whole.

        Args:
            own: Whether there are facts beside the bundled ones, whose shapes the tests do not check; those that the
                configuration names are such, whatever is said here.
        """
        own = own or bool(self.config.facts)
        if own or self.data.clash_count:
            from corridor_kg.trust.checking import warn  # late for the cold start

            warn(self.data, own=own, config=self.config)

    # -- Taking it home ----------------------------------------------------------------------------------

    def export(
        self,
        *,
        things: Iterable[str] = (),
        include: Collection[str] = USUAL_PARTS,
        evidence: bool = True,
        frame: PathLike | None = None,
        inline_context: bool = True,
        timeout: float = 60.0,
    ) -> Export:
        """Return the graph, or a part of it, ready to be written.

        Args:
            things: Slugs, CURIEs, IRIs or labels of things, which come with what belongs to them; empty for all.
            include: Which of ``stated``, ``links``, ``inferred`` and ``ontology``.
            evidence: Whether the passages and sources that state each thing come along.
            frame: A file with a JSON-LD 1.1 frame, instead of the project's own.
            inline_context: Whether JSON-LD writes its context out, so that any tool reads it; else it names it by its
                IRI, which is known here, but not on the web.
            timeout: How many seconds naming blank nodes may take, above 0.

        Raises:
            BadParameter: ``include`` names something else.
            UnknownThing: A thing is not there.

        >>> "kind:claim" in Corridor.open().export(things=["kind:claim"], include=["ontology"]).text().splitlines()
        True
        """
        from corridor_kg.exports.export import Export  # late for the cold start
        from corridor_kg.exports.selection import select  # late for the cold start

        selection = select(self._with_files(), things=things, include=include, evidence=evidence, seconds=timeout)
        return Export(selection, os.fspath(frame) if frame is not None else None, inline_context)

    def _with_files(self) -> Graph:
        """Return the graph with files of all that is stated; of one elsewhere, what is not here is copied."""
        if not self.data.is_elsewhere:
            return self.data
        from corridor_kg.store import elsewhere  # late for the cold start: few graphs are elsewhere

        return elsewhere.taken_home(self.data)

    def graph(self) -> rdflib.Graph:
        """Return all the triples, stated and inferred, as an rdflib graph; each literal as its file has it."""
        from corridor_kg.rdf import rdflib_terms  # late for the cold start

        return rdflib_terms.graph(self.quads())

    def quads(self) -> Iterator[Quad]:
        """Yield every quad: the stated ones exactly as their files have them, then the inferred ones."""
        return self.data.quads()

    def stated(self) -> Iterator[Quad]:
        """Yield the stated quads, exactly as their files have them; the engine is not needed for it."""
        return self.data.stated()

    def inferred(self) -> Iterator[Quad]:
        """Yield what follows from the stated quads and is not itself stated; nothing without inference."""
        return self.data.inferred()

    # -- Linking it --------------------------------------------------------------------------------------

    def links(self, things: Iterable[str] = ()) -> Links:
        """Return the links to open data, with what was rejected and what was looked for in vain.

        Args:
            things: Slugs, CURIEs, IRIs or labels of things; empty for all.

        Raises:
            UnknownThing: A thing is not there.
            AmbiguousThing: Several things are called so.
        """
        from corridor_kg.links import listing  # late for the cold start

        return listing.links(self.data, things)

    def suggest_links(
        self,
        things: Sequence[str] = (),
        *,
        asking: Asking | None = None,
        decided: PathLike | None = None,
        again: bool = False,
        progress: Progress = _unwatched,
    ) -> Suggestions:
        """Return candidates for links, with their grounds, and what was decided about them.

        Args:
            things: Slugs, CURIEs, IRIs or labels; empty for all those that the source may know.
            asking: Where candidates come from, a `corridor_kg.links.acts.Asking`; None for GeoNames on this machine.
            decided: A file of decisions beside those in the graph.
            again: Whether to suggest also for things that were closed.
            progress: Called with how many things are done, and how many there are.

        Raises:
            UnknownThing: A thing is not there.
            BadParameter: There is no such source.
            MissingExtra: GeoNames is asked for, and its package is not installed.
            ServiceFailed: The source is a service, and it cannot be asked.
            GraphUnreadable: The file of decisions is not valid.
        """
        from corridor_kg.links import acts  # late for the cold start

        return acts.suggest(self.data, things, asking=asking, decided=decided, again=again, progress=progress)

    def decide_links(
        self,
        thing: str,
        decision: Decision,
        *,
        to: PathLike = USUAL_LINKS_FILE,
        asking: Asking | None = None,
        progress: Progress = _unwatched,
    ) -> Decided:
        """Take a decision about the links of one thing, with the grounds that a source has for it, and keep it.

        Args:
            thing: A slug, CURIE, IRI or label.
            decision: What is decided, a `corridor_kg.links.acts.Decision`.
            to: The file of SSSOM/TSV where it is kept; it is made where it is not there.
            asking: Where the grounds come from; None for GeoNames on this machine.
            progress: Called with how many things are done, and how many there are.

        Raises:
            UnknownThing: The thing is not there.
            BadParameter: The decision cannot be taken.
            GraphUnreadable: The file is not valid.
            OutputFailed: The file cannot be written.
        """
        from corridor_kg.links import acts  # late for the cold start

        return acts.decide(self.data, thing, decision, to=to, asking=asking, progress=progress)

    def check_links(
        self,
        things: Iterable[str] = (),
        *,
        services: Services | None = None,
        seconds: float = 30.0,
        update: bool = False,
        progress: Progress = _unwatched,
    ) -> Checked:
        """Ask Wikidata, GeoNames and DBpedia whether links are still true; this needs the network.

        Args:
            things: Slugs, CURIEs, IRIs or labels; empty for all.
            services: Where the authorities answer; None for their own addresses.
            seconds: How long a request may take, above 0 and up to 3600.
            update: Whether to write today's date into the files of links, for each link that was found true.
            progress: Called with how many links are dealt with, and how many there are.

        Raises:
            UnknownThing: A thing is not there.
            ServiceFailed: Not one authority gave an answer that can be used, as without a network.
            GraphUnreadable: A file cannot be updated without loss; none is changed then.
            OutputFailed: A file cannot be written.
        """
        from corridor_kg.links import acts  # late for the cold start

        return acts.check(self.data, things, services=services, seconds=seconds, update=update, progress=progress)

    def match_table(
        self, path: PathLike, column: str, *, least: int = LEAST_SCORE, progress: Progress = _unwatched
    ) -> Matched:
        """Match the names in a column of a table with the things of ours that have them.

        A name that several things have, or that none has and something has one like it, is told and not matched.

        Args:
            path: A CSV file in UTF-8, its columns named in the first row.
            column: The column of names.
            least: How alike two names have to be, from 0 to 100, for a thing to be a candidate.
            progress: Called with how many rows are done, and how many there are.

        Raises:
            BadParameter: There is no such column.
            GraphNotFound: The file cannot be read.
            GraphUnreadable: It is not UTF-8, or is no table.
        """
        from corridor_kg.links import spreadsheets  # late for the cold start

        return spreadsheets.match(self.data, os.fspath(path), column, least=least, progress=progress)

    # -- Comparing ---------------------------------------------------------------------------------------

    def compare(self, *things: str, measure: str = "", articles: PathLike | Iterable[PathLike] = ()) -> Comparison:
        """Return what more than one source says of things, side by side, each with a verdict and its reason.

        Args:
            things: Slugs, CURIEs, IRIs or labels; none for all.
            measure: The slug, CURIE, IRI or label of a measure; empty for all, and for goals and lists.
            articles: Copies of articles, as for `why`.

        Raises:
            UnknownThing: A name is that of nothing, or not of a measure.
            GraphNotFound: A copy cannot be read, or a folder has none.
        """
        from corridor_kg.comparison import comparing  # late for the cold start

        quotations = self._quotations(articles)
        quoted = quotations.of_things if quotations else None
        return comparing.compare(self.data, things, measure=measure, quoted=quoted)

    def proof(self, path: PathLike) -> Proof:
        """Hold a text of one's own against what sources state: its numbers, years, speakers and names.

        Args:
            path: The text, plain or HTML, in UTF-8; ``-`` is standard input.

        Raises:
            GraphNotFound: It cannot be read.
        """
        from corridor_kg.proof import proofing  # late for the cold start

        return proofing.proof(self.data, os.fspath(path))

    # -- New sources -------------------------------------------------------------------------------------

    def new_source(
        self,
        name: str,
        file: PathLike,
        *,
        to: PathLike = ".",
        title: str = "",
        publisher: str = "",
        date: str = "",
        language: str = "",
        address: str = "",
    ) -> NewSource:
        """Lay a text out as a new source, passage by passage, and draft what can be read of it.

        Args:
            name: Its short name.
            file: The text, plain or HTML.
            to: The folder in which that of the source is made.
            title: The title of the article.
            publisher: Who publishes it: a name that the graph knows, or a new one.
            date: When it came out: a day, month or year, or two of them with a slash between.
            language: The tag of its language; where none is given, it is told by the characters.
            address: Where it stands on the web.

        Raises:
            BadParameter: The name, date or language is none, or the graph has a source of this name.
            GraphNotFound: The text cannot be read.
            OutputFailed: The folder is there already, or cannot be written.
        """
        from corridor_kg.sources import new_source  # late for the cold start

        told = {"title": title, "publisher": publisher, "date": date, "language": language, "address": address}
        return new_source.new_source(self.data, name, os.fspath(file), to=to, **told)

    def update_source(self, name: str, file: PathLike) -> Updated:
        """Write the places of a source's passages anew, after a changed copy of its text, and tell what is another.

        Args:
            name: The short name of the source, which is in the graph.
            file: The changed copy, plain or HTML.

        Raises:
            BadParameter: The graph has no such source, or no passage of it stands in the copy.
            GraphNotFound: The copy cannot be read.
            OutputFailed: Its ``source.ttl`` cannot be changed line by line.
        """
        from corridor_kg.sources import update  # late for the cold start

        return update.update_source(self.data, name, os.fspath(file))

    def correct_source(
        self,
        name: str,
        *,
        kind: str,
        date: str,
        comment: str,
        passages: Iterable[str] = (),
        address: str = "",
    ) -> str:
        """Write into the file of a source that it, or passages of it, were withdrawn or corrected; its facts stay.

        Args:
            name: The short name of the source, which is in the graph.
            kind: ``withdrawal`` or ``correction``.
            date: The day, as in ``2018-01-05``.
            comment: What was wrong, in your words.
            passages: Passages by their own names, such as ``p07``; none for the whole article.
            address: Where the correction can be read.

        Returns:
            The block of Turtle that was written.

        Raises:
            BadParameter: There is no such source or passage, it says so already, or a day or address is none.
            OutputFailed: The source is not described in Turtle.
        """
        from corridor_kg.sources import correcting  # late for the cold start

        told = {"date": date, "comment": comment, "address": address}
        return correcting.correct_source(self.data, name, kind=kind, passages=passages, **told)

    def sources(self) -> Rows:
        """Return the sources, a row each, with how much each states and what is still open of its drafts.

        >>> Corridor.load().sources()[0].publisherLabel
        'Asia Times'
        """
        from corridor_kg.sources import listing  # late for the cold start

        return listing.sources(self.data)
