"""A file's named graphs keep their names, blank ones stay apart, and GRAPH, FROM and FROM NAMED find them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    RdfFormat,
    parse,
    serialize,
)

from corridor_kg import Corridor, Rows
from corridor_kg.engine.in_process import InProcess
from corridor_kg.questions.stored_queries import CHECKS
from corridor_kg.rdf.terms import INFERRED

TRIG = """
@prefix e: <http://example.org/> .
e:d e:p "in none" .
e:g1 { e:a e:p e:b . }
GRAPH e:g2 { e:a e:p e:b, e:c . _:x e:p 1 . }
_:g { e:n e:p e:m . }
_:h { e:n e:p e:m2 . _:x e:q 2 . }
e:meta { _:g e:by "Ann" . _:h e:by "Bob" . }
"""
ENDINGS = {"trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}


@pytest.fixture(params=ENDINGS)
def asked(request: pytest.FixtureRequest, tmp_path: Path) -> Corridor:
    """The same data set in each format that has named graphs."""
    path = tmp_path / f"one.{request.param}"
    path.write_bytes(serialize(parse(TRIG, RdfFormat.TRIG), format=ENDINGS[request.param]) or b"")
    return Corridor.load(graph=path)


def rows(corridor: Corridor, query: str) -> list[tuple[str, ...]]:
    """Return the rows of a query in the words of the example, sorted."""
    found = corridor.sparql(f"PREFIX e: <http://example.org/> {query}")
    assert isinstance(found, Rows)
    return sorted(
        tuple(
            term.value.removeprefix("http://example.org/")
            for term in row.terms.values()
            if isinstance(term, NamedNode | Literal)
        )
        for row in found
    )


def test_graph_finds_them_by_name(asked: Corridor) -> None:
    """And nothing else."""
    assert rows(asked, "SELECT ?s ?o { GRAPH e:g1 { ?s ?p ?o } }") == [("a", "b")]
    assert rows(asked, "SELECT DISTINCT ?g { GRAPH ?g { e:a ?p ?o } }") == [("g1",), ("g2",)]


def test_from_asks_their_merge(asked: Corridor) -> None:
    """Each triple once, however many of the graphs have it; FROM NAMED says what GRAPH finds."""
    count = "SELECT (COUNT(*) AS ?n)"
    assert rows(asked, f"{count} FROM e:g1 {{ ?s ?p ?o }}") == [("1",)]
    assert rows(asked, f"{count} FROM e:g1 FROM e:g2 {{ ?s ?p ?o }}") == [("3",)]
    assert rows(asked, f"{count} FROM e:g1 FROM e:g2 FROM NAMED e:g1 {{ GRAPH ?g {{ ?s ?p ?o }} }}") == [("1",)]
    assert rows(asked, f"{count} FROM NAMED e:g1 {{ ?s ?p ?o }}") == [("0",)]
    assert rows(asked, "SELECT ?g FROM e:g1 FROM NAMED e:g2 { ?s ?p e:b . GRAPH ?g { ?s ?p e:b } }") == [("g2",)]


def test_what_has_no_graph_is_the_origin_of_the_file(asked: Corridor) -> None:
    """Under the name of the file."""
    assert rows(asked, "SELECT ?o { GRAPH origin:one { e:d ?p ?o } }") == [("in none",)]


def test_graphs_with_blank_names_stay_apart(asked: Corridor) -> None:
    """And are the nodes that other graphs speak of; blank nodes in them are those of the file."""
    assert rows(asked, "SELECT ?who ?o { ?g e:by ?who . GRAPH ?g { e:n ?p ?o } }") == [("Ann", "m"), ("Bob", "m2")]
    assert rows(asked, "SELECT ?one ?two { ?x e:p ?one ; e:q ?two }") == [("1", "2")]


@pytest.mark.parametrize("format", ["trig", "nquads"])
def test_they_leave_as_they_came(format: str, asked: Corridor) -> None:
    """An export holds the same data set, what had no graph in that of its origin."""
    text = asked.export(include=["stated"]).text(format)
    there = Dataset(parse(text, RdfFormat.TRIG if format == "trig" else RdfFormat.N_QUADS))
    none = NamedNode("https://w3id.org/corridor-kg/graph/one")
    here = Dataset(
        Quad(quad.subject, quad.predicate, quad.object, none) if quad.graph_name == DefaultGraph() else quad
        for quad in parse(TRIG, RdfFormat.TRIG)
    )
    for data in (here, there):
        data.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    assert here == there


def test_why_names_the_line_in_its_own_graph(tmp_path: Path) -> None:
    """Where several graphs of a file state a triple, each has a line of its own, whatever its name is."""
    path = tmp_path / "one.trig"
    path.write_text(f"{TRIG}[] {{ e:n e:p e:m . }}\n", encoding="utf-8")
    corridor = Corridor.load(graph=path)
    for value, lines in (("b", [4, 5]), ("m", [6, 9])):
        names = (f"http://example.org/{name}" for name in ("n" if value == "m" else "a", "p", value))
        text = corridor.why(*names).to_text()
        assert sorted(int(line.rpartition(":")[2]) for line in text.splitlines() if "stated in" in line) == lines


def test_a_graph_of_two_files_is_one_origin(tmp_path: Path) -> None:
    """With the facts of both."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.trig").write_text(f"<x:g> {{ <x:{name}> <x:p> <x:o> }}", encoding="utf-8")
    corridor = Corridor.load(graph=tmp_path)
    assert [(origin.name, len(origin.files)) for origin in corridor.data.facts] == [("x-g", 2)]
    assert len(rows(corridor, "SELECT ?s FROM <x:g> { ?s ?p ?o }")) == 2


@pytest.mark.parametrize("ending", ["trig", "nq", "jsonld", "nt", "ttl"])
def test_blank_nodes_of_two_files_are_two(ending: str, tmp_path: Path) -> None:
    """Whatever name both have for theirs."""
    text = '[{"@id": "_:x", "x:p": 1}]' if ending == "jsonld" else '_:x <x:p> "1" .'
    for name in ("one", "two"):
        (tmp_path / f"{name}.{ending}").write_text(text, encoding="utf-8")
    assert rows(Corridor.load(graph=tmp_path), "SELECT (COUNT(?x) AS ?n) { ?x <x:p> ?o }") == [("2",)]


NODES = st.sampled_from([NamedNode("x:a"), NamedNode("x:b"), BlankNode("c")])
GRAPHS = [NamedNode(f"x:g{number}") for number in range(4)]
QUADS = st.lists(st.builds(Quad, NODES, st.just(NamedNode("x:p")), NODES, st.sampled_from(GRAPHS)), max_size=20)


@given(QUADS, st.sets(st.sampled_from(GRAPHS), min_size=1), st.sets(st.sampled_from(GRAPHS)))
def test_a_data_set_is_what_its_clause_says(quads: list[Quad], default: set[NamedNode], named: set[NamedNode]) -> None:
    """The default graph is the merge of those in FROM, and the named graphs are those in FROM NAMED."""
    engine = InProcess()
    for graph in GRAPHS:
        engine.add([quad for quad in quads if quad.graph_name == graph], graph)
    clauses = " ".join([*(f"FROM {graph}" for graph in default), *(f"FROM NAMED {graph}" for graph in named)])
    merged = engine.select(f"SELECT * {clauses} WHERE {{ ?s ?p ?o }}")
    assert sorted(map(str, {quad.triple for quad in quads if quad.graph_name in default})) == sorted(
        str(Quad(found["s"], found["p"], found["o"]).triple) for found in merged
    )
    apart = engine.select(f"SELECT * {clauses} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}")
    assert {quad for quad in quads if quad.graph_name in named} == {
        Quad(found["s"], found["p"], found["o"], found["g"]) for found in apart
    }


@given(QUADS, st.sampled_from(GRAPHS))
def test_a_graph_that_is_removed_takes_only_its_own_along(quads: list[Quad], gone: NamedNode) -> None:
    """What another graph states stays in the merge."""
    engine = InProcess()
    for graph in GRAPHS:
        engine.add([quad for quad in quads if quad.graph_name == graph], graph)
    engine.remove(gone)
    kept = {quad for quad in quads if quad.graph_name != gone}
    assert set(engine.quads()) == kept
    assert sorted(map(str, engine.match())) == sorted(map(str, {quad.triple for quad in kept}))


def test_no_check_looks_at_the_graph_of_what_is_inferred() -> None:
    """So that a check of a large graph need not make it: the rows are those that are found where it is there."""
    invalid = Path(__file__).parents[1] / "invalid"
    folders = sorted(path for path in invalid.iterdir() if path.is_dir())
    one, other = (Corridor.load(add=folders).data for _ in range(2))
    found = {name: _rows(one.engine.select(check.text, of_stated=True)) for name, check in CHECKS.items()}
    assert isinstance(one.engine, InProcess)
    assert not one.engine._merge.contains_named_graph(INFERRED)
    assert found == {name: _rows(other.engine.select(check.text)) for name, check in CHECKS.items()}
    assert sum(map(bool, found.values())) > 10


def _rows(solutions: QuerySolutions) -> list[tuple[str, ...]]:
    """Return rows as they can be compared: each reading of a file gives its blank nodes other names."""
    return sorted(tuple("[]" if isinstance(term, BlankNode) else str(term) for term in row) for row in solutions)
