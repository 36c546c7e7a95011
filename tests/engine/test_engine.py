"""Another engine is another class: four methods are enough, and the answers are the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from corridor_kg import Corridor
from corridor_kg.engine import dataset_clause, in_process
from corridor_kg.engine.dataset_clause import DatasetClause
from corridor_kg.engine.engine import Engine, Found
from corridor_kg.engine.in_process import InProcess
from corridor_kg.questions import asking
from corridor_kg.questions.stored_queries import STORED
from corridor_kg.rdf.terms import INFERRED
from corridor_kg.store.graph import Graph
from corridor_kg.trust.explanations import why


class Other(Engine):
    """An engine that has the four methods of the base class, and nothing of its own beside.

    It keeps its quads in a set, and makes a store of what is asked anew whenever something has changed.
    """

    def __init__(self) -> None:
        self._quads: set[Quad] = set()
        self._store: Store | None = None

    def ask(
        self, query: str, *, prefixes: Mapping[str, str] | None = None, dataset: DatasetClause | None = None
    ) -> Found:
        """Ask a store of the data set that the query describes."""
        clause = dataset or dataset_clause.read(query, prefixes)
        if clause is None:
            self._store = self._store or self._of(self._quads, self._quads)
            return self._store.query(query, prefixes=dict(prefixes or {}))
        default, named = ({quad for quad in self._quads if quad.graph_name in graphs} for graphs in clause)
        return self._of(default, named).query(
            query, prefixes=dict(prefixes or {}), default_graph=DefaultGraph(), named_graphs=list(clause.named)
        )

    def _of(self, default: Iterable[Quad], named: Iterable[Quad]) -> Store:
        store = Store()
        store.extend([*named, *(Quad(*quad.triple) for quad in default)])
        return store

    def load(self, files: Iterable[tuple[str, RdfFormat]], graph: NamedNode) -> None:
        """Read files quad by quad."""
        for path, format in files:
            self.add(parse(path=path, format=format, rename_blank_nodes=True), graph)

    def add(self, statements: Iterable[Triple | Quad], graph: NamedNode | BlankNode) -> None:
        """Add statements."""
        self._quads.update(Quad(one.subject, one.predicate, one.object, graph) for one in statements)
        self._store = None

    def remove(self, graph: NamedNode | BlankNode) -> None:
        """Remove a graph."""
        self._quads = {quad for quad in self._quads if quad.graph_name != graph}
        self._store = None


@pytest.fixture(scope="module")
def other(corridor: Corridor) -> Graph:
    """The bundled graph in the other engine."""
    return Graph(corridor.origins, bundled=True, engine=Other)


def test_all_that_is_inferred_is_inferred_there_too(corridor: Corridor, other: Graph) -> None:
    """The closure is the same, and so is what is proved from it."""
    ours, theirs = ({quad.triple for quad in graph.inferred()} for graph in (corridor.data, other))
    assert len(ours) > 1000
    assert ours == theirs
    asked = ("songshan-lake", "isLocatedIn", "innovation-corridor")
    assert why(other, *asked).to_text() == corridor.why(*asked).to_text()


@pytest.mark.parametrize("name", [name for name in STORED if STORED[name].endpoint is None])
def test_every_stored_query_answers_the_same(name: str, corridor: Corridor, other: Graph) -> None:
    """Asked of the other engine, it gives the same rows in the same order."""
    theirs, ours = (asking.run(graph, STORED[name]) for graph in (other, corridor.data))
    assert theirs.serialize("table") == ours.serialize("table")


def test_a_graph_is_removed_whole_and_alone() -> None:
    """What else stands in the engine stays."""
    engine, kept, gone = InProcess(), NamedNode("x:kept"), NamedNode("x:gone")
    for graph in (kept, gone):
        engine.add([Triple(NamedNode("x:a"), NamedNode("x:b"), Literal(graph.value))], graph)
    engine.remove(gone)
    assert engine.size == 1
    assert [quad.graph_name for quad in engine.quads()] == [kept]


GRAPHS = (NamedNode("x:g"), BlankNode("h"), INFERRED)
TERMS = st.sampled_from([NamedNode("x:a"), NamedNode("x:b"), BlankNode("c")])
QUADS = st.builds(
    Quad,
    TERMS,
    st.sampled_from([NamedNode("x:p"), NamedNode("x:q")]),
    TERMS | st.sampled_from([Literal("x"), Literal("x", language="en"), Literal(1)]),
    st.sampled_from(GRAPHS),
)


@settings(deadline=None)
@given(st.lists(QUADS, max_size=12), QUADS, st.tuples(*[st.booleans()] * 4))
def test_a_pattern_is_matched_by_a_query_as_by_the_index(
    quads: list[Quad], like: Quad, fixed: tuple[bool, bool, bool, bool]
) -> None:
    """Blank nodes too, which no query can name."""
    pattern = [term if wanted else None for term, wanted in zip(like, fixed, strict=True)]
    found = []
    for engine in (InProcess(), Other()):
        for graph in GRAPHS:
            engine.add([quad for quad in quads if quad.graph_name == graph], graph)
        found.append((sorted(map(str, engine.match(*pattern[:3]))), set(engine.quads(*pattern))))
    assert found[0] == found[1]


TURNED = "?y <x:q> ?x", "?x <x:p> ?y FILTER(!isLiteral(?y))"
"""A rule: what follows, and from what."""


@pytest.mark.parametrize("many", [1, 1000])
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.lists(QUADS, max_size=8),
    after=st.lists(QUADS, max_size=4),
    like=QUADS,
    fixed=st.tuples(*[st.booleans()] * 4),
    is_asked=st.booleans(),
)
def test_what_is_inferred_has_a_graph_of_its_own(
    many: int,
    monkeypatch: pytest.MonkeyPatch,
    before: list[Quad],
    after: list[Quad],
    like: Quad,
    fixed: tuple[bool, bool, bool, bool],
    is_asked: bool,
) -> None:
    """Much or little, whether or not a query has spoken of graphs, and whoever states the same later."""
    monkeypatch.setattr(in_process, "_MANY", many)
    pattern = [term if wanted else None for term, wanted in zip(like, fixed, strict=True)]
    found = []
    for engine in (InProcess(), Other()):
        for quads in (before, after):
            for quad in quads:
                engine.add([quad], quad.graph_name)  # type: ignore[arg-type]
            engine.infer(*TURNED)
            if is_asked:
                list(engine.select("SELECT * { GRAPH ?g { ?s ?p ?o } }"))
        matched, quads = list(engine.match(*pattern[:3])), list(engine.quads(*pattern))
        found.append((sorted(map(str, matched)), sorted(map(str, quads))))
    assert found[0] == found[1]


def test_what_gets_its_graph_while_it_is_read_is_read_on() -> None:
    """A query about graphs, asked by somebody who walks through what was inferred, takes nothing away."""
    engine = InProcess()
    engine.add([Triple(NamedNode(f"x:{number}"), NamedNode("x:p"), NamedNode("x:y")) for number in range(9)], GRAPHS[0])
    assert engine.infer(*TURNED)
    found = engine.quads(graph=INFERRED)
    first = next(found)
    assert len(list(engine.select(f"SELECT * {{ GRAPH {INFERRED} {{ ?s ?p ?o }} }}"))) == 9
    assert len({first, *found}) == 9


def test_who_asks_of_what_is_stated_finds_what_is_inferred_in_the_merge() -> None:
    """And need not wait until that stands in a graph of its own."""
    engine = InProcess()
    engine.add([Triple(NamedNode("x:a"), NamedNode("x:p"), NamedNode("x:b"))], GRAPHS[0])
    engine.infer(*TURNED)
    (row,) = engine.ask_of_stated("SELECT ?x ?g { <x:b> <x:q> ?x OPTIONAL { GRAPH ?g { ?x ?p <x:b> } } }")  # type: ignore[misc]
    assert (row["x"], row["g"]) == (NamedNode("x:a"), GRAPHS[0])
    assert not engine.ask_of_stated("ASK { GRAPH ?g { <x:b> ?p ?x } }")
    assert engine.ask("ASK { GRAPH ?g { <x:b> ?p ?x } }")


def test_a_query_of_another_form_is_refused() -> None:
    """Rows are not asked for with ASK, nor triples with SELECT."""
    engine = InProcess()
    with pytest.raises(TypeError, match="no SELECT"):
        engine.select("ASK { ?s ?p ?o }")
    with pytest.raises(TypeError, match="no CONSTRUCT"):
        engine.construct("SELECT * { ?s ?p ?o }")


NAMES = st.sampled_from(["place/dongguan", "place/dong", "place/guan", "place/", "doc#a:b", "doc", "é", "a.b-c"])
SPELLINGS = st.sampled_from(
    [
        "<http://e.org/{}>",
        "@prefix p: <http://e.org/> . p:{}",
        "@prefix p: <http://e.org/place/dong> . p:guan <x:p> 1 . <http://e.org/{}>",
        "@base <http://e.org/> . <{}>",
        "PREFIX p: <http://e.org/pl> <http://e.org/{}>",
        "<http://e.org/\\u0070lace/guan> <x:p> 2 . <http://e.org/{}>",
        "<x:other> <x:p> <http://e.org/{}> . <x:s>",
    ]
)


@pytest.mark.parametrize("is_large", [False, True])
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(st.tuples(NAMES, SPELLINGS), min_size=1, max_size=5), asked=st.lists(NAMES, max_size=4))
def test_what_waits_is_found_by_any_name(
    is_large: bool, monkeypatch: pytest.MonkeyPatch, files: list[tuple[str, str]], asked: list[str]
) -> None:
    """Files are read into named graphs where they may mention a thing; none that does is passed over."""
    if is_large:
        monkeypatch.setattr(in_process, "_LARGE", 30)
        monkeypatch.setattr(in_process, "_MOST_WAITING", 2)
    engine, whole = InProcess(), Store()
    for number, (name, spelling) in enumerate(files):
        escaped = name.replace("/", "\\/").replace("#", "\\#") if "p:{}" in spelling else name
        text = f"{spelling.format(escaped)} <x:p> {number} .".encode()
        graph = NamedNode(f"x:{number}")
        engine._load(text, RdfFormat.TURTLE, graph)
        whole.load(text, RdfFormat.TURTLE, to_graph=graph)
        engine.add([Triple(NamedNode(f"http://e.org/{name}"), NamedNode("x:q"), Literal(str(number)))], graph)
        whole.add(Quad(NamedNode(f"http://e.org/{name}"), NamedNode("x:q"), Literal(str(number)), graph))
    for name in [*asked, "place/dongguan", "place/guan"]:
        thing = NamedNode(f"http://e.org/{name}")
        assert set(engine.quads(thing)) == set(whole.quads_for_pattern(thing, None, None))
    assert set(engine.quads()) == set(whole)


@pytest.mark.parametrize("kind", [InProcess, Other])
def test_what_is_kept_of_literals_is_what_the_engine_gives_back(kind: type[Engine]) -> None:
    """Of those that it rewrites and those that it does not, however many; nothing is added to it."""
    xsd = "http://www.w3.org/2001/XMLSchema#"
    literals = [Literal(f"{number}.50", datatype=NamedNode(f"{xsd}decimal")) for number in range(2500)]
    literals += [Literal("1", datatype=NamedNode(f"{xsd}byte")), Literal('a\n"b'), Literal("a", language="en")]
    engine = kind()
    kept = engine.kept(literals)
    assert engine.size == 0
    assert list(kept) == literals
    engine.add([Triple(NamedNode("x:a"), NamedNode("x:b"), literal) for literal in literals], NamedNode("x:g"))
    assert set(kept.values()) == {triple.object for triple in engine.match()}
    assert kept[literals[0]] != literals[0]
    assert kept[literals[-2]] == literals[-2]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_data_set_is_read_behind_comments_and_not_in_them(end: str) -> None:
    """A comment ends with its line, whichever end that has."""
    lines = ["# of what, and from where", "SELECT * # from nowhere", "FROM <x:a>", "{ ?s ?p ?o }"]
    assert dataset_clause.read(end.join(lines)) == ((NamedNode("x:a"),), ())
    assert dataset_clause.read(end.join([lines[0], "SELECT * { ?s ?p ?o }"])) is None
