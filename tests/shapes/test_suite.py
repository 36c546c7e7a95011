"""SHACL Core as the Data Shapes test suite of the W3C has it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from corridor_kg.engine.in_process import InProcess
from corridor_kg.rdf.terms import Term
from corridor_kg.shapes import literals, paths, queries, validation
from corridor_kg.shapes.shacl import COMPONENTS, SH, sh
from corridor_kg.shapes.shapes_graph import ShapesGraph
from tests.conftest import SHARED

SUITE = SHARED / "suites" / "shacl-core"
TEST = "http://www.w3.org/ns/shacl-test#"
MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
FILES = sorted(SUITE.glob("*/*.ttl"))

Result = tuple[str, ...]


def read(path: Path) -> list[Quad]:
    """Return what a file of the suite holds."""
    return list(parse(path=str(path), format=RdfFormat.TURTLE, base_iri=path.as_uri()))


def value(quads: list[Quad], subject: Term, predicate: str) -> Term | None:
    """Return what something has of a property, where it has it once."""
    return next((quad.object for quad in quads if (quad.subject, quad.predicate.value) == (subject, predicate)), None)


def name(term: Term | None) -> str:
    """Return a term as two reports can be compared by it: a blank node has no name."""
    return "_" if isinstance(term, BlankNode) else "" if term is None else str(term)


def expected(quads: list[Quad], test: Term) -> set[Result]:
    """Return the results that a test asks for."""
    report, graph = value(quads, test, f"{MANIFEST}result"), ShapesGraph(quads)
    found = set[Result]()
    for result in (quad.object for quad in quads if quad.subject == report and quad.predicate == sh("result")):
        path = value(quads, result, f"{SH}resultPath")
        severity = name(value(quads, result, f"{SH}resultSeverity")).rpartition("#")[2][:-1].lower()
        found.add(
            (
                name(value(quads, result, f"{SH}focusNode")),
                paths.read(path, graph.values, graph.items).text if path else "",
                name(value(quads, result, f"{SH}value")),
                name(value(quads, result, f"{SH}sourceShape")),
                severity if severity in ("warning", "info") else "violation",
                name(value(quads, result, f"{SH}sourceConstraintComponent"))[1:-1],
            )
        )
    return found


def found_in(data: list[Quad], triples: list[Quad]) -> set[Result]:
    """Return the results of the queries that shapes compile to; none of the suite needs more."""
    shapes, engine = ShapesGraph(triples), literals.marked(data, InProcess())
    compiled = queries.compile_shapes(shapes, engine)
    assert compiled.uncovered == {}
    found = validation.validate(engine, shapes, compiled)
    return {
        (name(one.focus), one.path.text if one.path else "", name(one.value), name(one.source), *one[-2:])
        for one in found
    }


@pytest.mark.skipif(not SUITE.exists(), reason="the W3C's test suite lies beside the project, and not in it")
def test_every_test_of_the_suite_passes() -> None:
    """The results are those asked for; of two that are alike, as for two pairs of values, one is told."""
    passed, failed = list[str](), list[str]()
    for file in FILES:
        quads = read(file)
        for test in [quad.subject for quad in quads if quad.object == NamedNode(f"{TEST}Validate")]:
            action = value(quads, test, f"{MANIFEST}action")
            assert action
            graphs = [name(value(quads, action, f"{TEST}{kind}Graph"))[1:-1] for kind in ("data", "shapes")]
            files = [Path(uri.removeprefix("file://")) for uri in graphs]
            data, triples = (quads if path == file else read(path) for path in files)
            (passed if found_in(data, triples) == expected(quads, test) else failed).append(file.name)
    assert failed == []
    assert len(passed) >= 97


@pytest.mark.skipif(not SUITE.exists(), reason="the W3C's test suite lies beside the project, and not in it")
def test_the_suite_asks_for_each_component() -> None:
    """A component that it did not ask for would pass it without a query."""
    used = {quad.object for file in FILES for quad in read(file) if quad.predicate == sh("sourceConstraintComponent")}
    asked = {term.value for term in used if isinstance(term, NamedNode)}
    assert set(COMPONENTS.values()) - asked == {f"{SH}QualifiedMaxCountConstraintComponent"}
    assert not any(isinstance(term, Literal) for term in used)
