"""An axiom that cannot be read is told of with its file and line, as any other mistake of a file is."""

from __future__ import annotations

from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import GraphUnreadable
from tests.conftest import Run
from tests.inference.helpers import HEAD

LINE = len(HEAD.splitlines()) + 1
XSD = "http://www.w3.org/2001/XMLSchema#"
BROKEN = [
    (":A rdfs:subClassOf [ owl:unionOf [ rdf:first :B ] ] .", "is broken off"),
    (":A owl:unionOf _:l . _:l rdf:first :B ; rdf:rest _:l .", "goes in a circle"),
    (':A owl:unionOf ( :B "C" ) .', 'the literal "C"'),
    (":A rdfs:subClassOf [ owl:someValuesFrom :B ] .", "no owl:onProperty"),
    (":A owl:equivalentClass [ owl:intersectionOf ( :B [ owl:maxCardinality 1 ] ) ] .", "no owl:onProperty"),
    (':A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality "many" ] .', "no number"),
    ("owl:sameAs a owl:TransitiveProperty .", "speaks of owl:sameAs"),
    (":p rdfs:subPropertyOf rdfs:subClassOf .", "speaks of rdfs:subClassOf"),
]


@pytest.fixture(params=BROKEN, ids=[fault for _, fault in BROKEN])
def broken(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    """A file with an axiom that cannot be read, after one that can, and what is said of it."""
    axiom, fault = request.param
    path = tmp_path / "own.ttl"
    head = HEAD.replace("@prefix owl", "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix owl")
    path.write_text(f"{head}{axiom}\n:x a :A .\n", encoding="utf-8")
    return path, fault


def test_its_line_is_told(broken: tuple[Path, str]) -> None:
    """Of what stands in brackets, that of the block around it; among the facts and in an ontology alike."""
    path, fault = broken
    for where in ({"graph": path, "ontology": False}, {"ontology": path}):
        with pytest.raises(GraphUnreadable, match=rf"own\.ttl, line {LINE}: .*{fault}") as error:
            Corridor.load(**where)
        assert (error.value.line, error.value.file.endswith("own.ttl")) == (LINE, True)


def test_it_is_a_finding_of_check(broken: tuple[Path, str]) -> None:
    """As of a file that cannot be parsed; what else can be found without inference is found."""
    path, fault = broken
    (finding,) = Corridor.check_files(graph=path, ontology=False, only=["syntax"]).findings
    assert (finding.line, finding.file.endswith("own.ttl")) == (LINE, True)
    assert fault in finding.message


def test_what_has_no_line_has_its_file(tmp_path: Path) -> None:
    """What stands in no block that has a name is in a file all the same."""
    path = tmp_path / "own.ttl"
    path.write_text(f'{HEAD}[] a owl:AllDifferent ; owl:members ( :a "b" ) .', encoding="utf-8")
    with pytest.raises(GraphUnreadable, match=r"own\.ttl: an RDF list"):
        Corridor.load(graph=path, ontology=False)


def test_nothing_but_the_check_speaks_of_values_that_are_none(tmp_path: Path, run: Run) -> None:
    """Neither the validator nor owlrl does, which have words of their own for them."""
    path = tmp_path / "own.ttl"
    literals = {"boolean": "maybe", "date": "2017-02-30", "hexBinary": "zz", "duration": "P", "integer": "five"}
    values = ", ".join(f'"{text}"^^<{XSD}{kind}>' for kind, text in literals.items())
    path.write_text(f"{HEAD}:x :p {values} . :A owl:hasKey ( :k ) .", encoding="utf-8")
    done = run("check", "--graph", path, "--only", "ill-typed-literals", "--no-ontology")
    assert done.stdout.count("is none that xsd:") == 3
    (notice,) = done.stderr.splitlines()
    assert "owl:hasKey" in notice
