"""An engine over HTTP is an engine: it is changed as any other, and asked as any other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple

from corridor_kg import Corridor
from corridor_kg.engine import changing
from corridor_kg.engine.engine import Engine
from corridor_kg.engine.in_process import InProcess
from corridor_kg.engine.layout import Graphs
from corridor_kg.engine.over_http import OverHttp
from corridor_kg.engine.portable import ENDPOINT, Dataset
from corridor_kg.engine.protocol import Address, Protocol
from corridor_kg.errors import GraphUnreadable, ServiceFailed
from corridor_kg.inference import closure
from corridor_kg.rdf.terms import INFERRED, Node
from corridor_kg.store.graph import Graph
from tests.engine.test_engine import GRAPHS, QUADS, TURNED
from tests.support import oxigraph
from tests.support.between import LOST, Between

if oxigraph.MISSING:
    pytest.skip(oxigraph.MISSING, allow_module_level=True)

Fresh = Callable[[], OverHttp]

MERGE = NamedNode(f"{ENDPOINT}merge")
A, B, C = (NamedNode(f"x:{name}") for name in "abc")
PATTERN = st.tuples(*[st.booleans()] * 4)

over_http = settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(scope="module", params=[None, MERGE], ids=["a default graph apart", "a merge that is named"])
def fresh(request: pytest.FixtureRequest) -> Iterator[Fresh]:
    """Make an engine that has nothing, in whichever graph it has the merge."""
    with oxigraph.serving() as server:
        protocol = Protocol(Address(server.query, server.update))

        def made() -> OverHttp:
            protocol.update("DROP ALL")
            return OverHttp(protocol, Graphs(Dataset(request.param, (INFERRED,) if request.param else ())))

        yield made


def found(engine: Engine, *pattern: object) -> tuple[list[str], list[str]]:
    """Return the triples and the quads that fit a pattern."""
    matched, quads = engine.match(*pattern[:3]), engine.quads(*pattern)  # type: ignore[arg-type]
    return sorted(map(str, matched)), sorted(map(str, quads))


def everything(engine: Engine) -> tuple[list[str], list[str]]:
    """Return all that an engine has."""
    return found(engine, None, None, None, None)


def add(engine: Engine, quads: list[Quad]) -> None:
    """Add quads to their graphs."""
    for quad in quads:
        assert isinstance(quad.graph_name, Node)
        engine.add([quad], quad.graph_name)


@over_http
@given(quads=st.lists(QUADS, max_size=8), like=QUADS, fixed=PATTERN)
def test_a_pattern_is_matched_as_in_process(
    fresh: Fresh, quads: list[Quad], like: Quad, fixed: tuple[bool, bool, bool, bool]
) -> None:
    """Blank nodes too, and graphs that one is the name of."""
    pattern = [term if wanted else None for term, wanted in zip(like, fixed, strict=True)]
    here, there = InProcess(), fresh()
    for engine in (here, there):
        add(engine, quads)
    assert found(there, *pattern) == found(here, *pattern)
    assert there.size == here.size


@over_http
@given(quads=st.lists(QUADS, max_size=8), gone=st.lists(st.sampled_from(GRAPHS), max_size=2), more=st.lists(QUADS))
def test_what_is_removed_goes_as_in_process(
    fresh: Fresh, quads: list[Quad], gone: list[Node], more: list[Quad]
) -> None:
    """With all that no other graph states, and nothing that one does; and it may be added again."""
    here, there = InProcess(), fresh()
    for engine in (here, there):
        add(engine, quads)
        for graph in gone:
            engine.remove(graph)
    assert everything(there) == everything(here)
    for engine in (here, there):
        add(engine, more[:3])
    assert everything(there) == everything(here)


@over_http
@given(before=st.lists(QUADS, max_size=6), after=st.lists(QUADS, max_size=3), like=QUADS, fixed=PATTERN)
def test_what_is_inferred_has_a_graph_of_its_own(
    fresh: Fresh, before: list[Quad], after: list[Quad], like: Quad, fixed: tuple[bool, bool, bool, bool]
) -> None:
    """Whoever states the same later; and it is told whether anything was new."""
    pattern = [term if wanted else None for term, wanted in zip(like, fixed, strict=True)]
    here, there = InProcess(), fresh()
    for quads in (before, after):
        for engine in (here, there):
            add(engine, quads)
        assert there.infer(*TURNED) == here.infer(*TURNED)
        assert not there.infer(*TURNED)
    assert found(there, *pattern) == found(here, *pattern)


def test_a_graph_is_removed_whole_and_alone(fresh: Fresh) -> None:
    """What another graph states stays, and so does what we keep there for ourselves."""
    engine, kept, gone, own = fresh(), NamedNode("x:kept"), NamedNode("x:gone"), NamedNode(f"{ENDPOINT}own")
    engine.update(f"INSERT DATA {{ GRAPH {own} {{ <x:a> <x:b> <x:gone> }} }}")
    for graph in (kept, gone):
        engine.add([Triple(A, B, graph), Triple(A, B, C)], graph)
    engine.remove(gone)
    assert everything(engine) == (
        sorted(str(Triple(A, B, term)) for term in (kept, C)),
        sorted(str(Quad(A, B, term, kept)) for term in (kept, C)),
    )
    engine.clear()
    assert everything(engine) == ([], [])
    assert engine.told(f"ASK {{ GRAPH {own} {{ ?s ?p ?o }} }}")


def test_what_is_added_is_sent_in_parts(fresh: Fresh, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of whatever length, read from wherever; and what was answered before is forgotten."""
    monkeypatch.setattr(changing, "_AT_ONCE", 7)
    engine = fresh()
    asked = OverHttp(engine.protocol, engine.graphs, is_settled=True)
    assert list(asked.match(A)) == []
    asked.add((Triple(A, B, Literal(number)) for number in range(50)), GRAPHS[0])
    assert len(list(asked.match(A))) == asked.size == 50
    asked.remove(GRAPHS[0])
    assert list(asked.match(A)) == []


def test_files_are_read_into_a_graph(fresh: Fresh, tmp_path: Path) -> None:
    """Blank nodes of two files are two; a file that cannot be read is named."""
    for name in ("one", "two", "bad"):
        (tmp_path / f"{name}.ttl").write_text("_:x <x:p> 2.50 ." if name != "bad" else "_:x <x:p>", encoding="utf-8")
    files = [(str(tmp_path / f"{name}.ttl"), RdfFormat.TURTLE) for name in ("one", "two", "bad")]
    engine = fresh()
    engine.load(files[:2], A)
    subjects = [quad.subject for quad in engine.quads(None, None, None, A)]
    assert len(set(subjects)) == 2
    assert all(isinstance(subject, BlankNode) for subject in subjects)
    for path, kind in ((files[2][0], SyntaxError), (str(tmp_path / "nowhere.ttl"), FileNotFoundError)):
        with pytest.raises(kind) as failed:
            engine.load([(path, RdfFormat.TURTLE)], A)
        assert failed.value.filename == path  # type: ignore[attr-defined]


def test_what_is_said_of_a_triple_is_told_of(fresh: Fresh) -> None:
    """Not every engine takes it."""
    engine = fresh()
    with pytest.raises(GraphUnreadable, match="is about a triple"):
        engine.add([Triple(A, B, Triple(A, B, C))], A)
    assert engine.size == 0


def test_what_is_kept_of_literals_is_what_the_engine_gives_back(fresh: Fresh) -> None:
    """Of those that an engine rewrites, and those that no datatype allows."""
    xsd = "http://www.w3.org/2001/XMLSchema#"
    named = [
        ("2.50", "decimal"),
        ("many", "integer"),
        ("1", "byte"),
        ("1", "boolean"),
        ("24:00", "time"),
        ("x", "date"),
    ]
    literals = [Literal(value, datatype=NamedNode(xsd + name)) for value, name in named]
    literals += [Literal('a\n"b\\'), Literal("A", language="EN"), Literal("2.50", datatype=NamedNode("x:own"))]
    engine = fresh()
    kept = engine.kept(literals)
    engine.add([Triple(A, B, literal) for literal in literals], C)
    assert set(kept.values()) == {triple.object for triple in engine.match()}


def test_all_that_is_inferred_is_inferred_there_too(fresh: Fresh, corridor: Corridor) -> None:
    """The bundled graph, read from its files and closed by its rules."""
    there = Graph(corridor.origins, bundled=True, engine=fresh)
    ours, theirs = ({quad.triple for quad in graph.inferred()} for graph in (corridor.data, there))
    assert len(ours) > 1000
    assert theirs == ours
    assert not closure.run(there.engine, closure.close(there.engine).rules)


def test_an_update_that_breaks_off_is_told_of() -> None:
    """Whatever was to be changed."""
    with oxigraph.serving() as server, Between(server) as between:
        engine = OverHttp(Protocol(Address(between.query, between.update)), Graphs(Dataset(None)))
        engine.add([Triple(A, B, C)], A)
        between.fault = lambda seen: LOST
        for call in (
            lambda: engine.add([Triple(A, B, B)], A),
            lambda: engine.remove(A),
            engine.clear,
            lambda: engine.infer(*TURNED),
        ):
            with pytest.raises(ServiceFailed, match="broke the connection off"):
                call()
