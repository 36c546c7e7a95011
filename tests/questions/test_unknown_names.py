"""An empty answer says which name of the query nothing has, and what is near."""

from __future__ import annotations

import pytest

from corridor_kg import Corridor
from corridor_kg.questions import unknown_names
from tests.conftest import Run

ASKED = [
    ("SELECT * { ?x a ckg:Cty }", ["ckg:Cty; did you mean 'ckg:City'"]),
    ("ASK { ?x a ckg:City ; ckg:isLocatedin ?y }", ["ckg:isLocatedin; did you mean 'ckg:isLocatedIn'"]),
    ("PREFIX c: <https://w3id.org/corridor-kg/ontology#> SELECT * { ?x a c:Cty }", ["ckg:Cty; did you"]),
    ("SELECT (COUNT(*) AS ?n) { ?x a <http://nowhere.example/Thing> }", ["http://nowhere.example/Thing."]),
    ("SELECT * { GRAPH origin:thngs { ?s ?p ?o } }", ["origin:thngs; did you mean 'origin:things'"]),
    ("CONSTRUCT { ?x a ckg:New } WHERE { ?x a ckg:Zip , ckg:City }", ["ckg:Zip."]),
    ("CONSTRUCT WHERE { ?x a ckg:Zip }", ["ckg:Zip."]),
    ('SELECT * { ?x a ckg:City FILTER(xsd:integer("5") = "6"^^xsd:long) }', []),
    ("SELECT * { ?x a ckg:Person , ckg:City ; ?p _:b }", []),
]


@pytest.mark.parametrize(("query", "named"), ASKED)
def test_names_that_stand_nowhere_are_told(query: str, named: list[str], corridor: Corridor) -> None:
    """Classes, properties, things and graphs; neither functions nor datatypes, nor what is constructed."""
    assert unknown_names.says_nothing(corridor.sparql(query))
    found = unknown_names.unknown(corridor.data, query)
    assert len(found) == len(named)
    assert all(name in sentence for name, sentence in zip(named, found, strict=True))


def test_a_full_answer_says_nothing_more(run: Run) -> None:
    """On the command line a warning stands beside an empty answer alone; the answer and its status stay."""
    empty = run("sparql", "SELECT ?x { ?x a ckg:Cty }", "--format", "csv")
    assert (empty.returncode, empty.stdout.split()) == (0, ["x"])
    assert empty.stderr.startswith("warning: nothing in the graph is called ckg:Cty; did you mean 'ckg:City'")
    optional = run("sparql", "SELECT ?x { ?x a ckg:City OPTIONAL { ?x ckg:nothing ?y } }", "--format", "csv")
    assert (optional.stderr, len(optional.stdout.split())) == ("", 8)
