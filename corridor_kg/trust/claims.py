"""What each passage is said to state: the triples of its own graph, and those of things that name it as their source.

A fact in a passage's graph is claimed of that passage. Where a thing of another graph names passages
(``prov:wasDerivedFrom``), its facts there are claimed of them; if it names several, nobody knows which of them
states which.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from pyoxigraph import Triple

from corridor_kg.answers.rows import Row
from corridor_kg.store.graph import Graph

_IN_ITS_GRAPH = """
SELECT ?passage ?thing ?property ?value
WHERE {
  ?passage a ckg:Passage .
  GRAPH ?passage { ?thing ?property ?value . }
}
"""

# an axiom names what a mapping or reading rests on, and is itself printed nowhere
_OF_THINGS_THAT_NAME_IT = """
SELECT DISTINCT ?passage ?origin ?thing ?property ?value
WHERE {
  ?passage a ckg:Passage .
  GRAPH ?origin { ?thing prov:wasDerivedFrom ?passage ; ?property ?value . }
  FILTER NOT EXISTS { ?origin a ckg:Passage . }
  FILTER NOT EXISTS { ?thing a owl:Axiom . }
}
"""


class Claim(NamedTuple):
    """A fact, claimed of a passage.

    Attributes:
        triple: The fact.
        alone: Whether it is claimed of this passage alone, so that everything in it has to stand there.
    """

    triple: Triple
    alone: bool


def by_passage(graph: Graph) -> dict[str, list[Claim]]:
    """Return what is claimed of each passage, by its IRI, in an order that is always the same."""
    found: dict[str, set[Claim]] = defaultdict(set)
    for row in graph.rows(_IN_ITS_GRAPH):
        found[row.passage].add(Claim(_triple(row), alone=True))
    rows = list(graph.rows(_OF_THINGS_THAT_NAME_IT))
    named: dict[tuple[object, object], set[str]] = defaultdict(set)
    for row in rows:
        named[row.terms["origin"], row.terms["thing"]].add(row.passage)
    for row in rows:
        alone = len(named[row.terms["origin"], row.terms["thing"]]) == 1
        found[row.passage].add(Claim(_triple(row), alone))
    return {
        passage: sorted(claims, key=lambda claim: tuple(map(str, claim.triple))) for passage, claims in found.items()
    }


def _triple(row: Row) -> Triple:
    thing, prop, value = (row.terms[column] for column in ("thing", "property", "value"))
    return Triple(thing, prop, value)  # type: ignore[arg-type]  # each stands where it can
