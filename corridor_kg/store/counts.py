"""Counts over a whole graph, which take as long as to read it: how often terms are used, how much stands where."""

from __future__ import annotations

from collections import Counter

from corridor_kg.engine.engine import Engine
from corridor_kg.rdf.vocabulary import ONTOLOGY

_USES = f"""
SELECT ?term (COUNT(*) AS ?uses)
WHERE {{
  {{ ?thing a ?term . }} UNION {{ ?thing ?term ?value . }}
  FILTER(STRSTARTS(STR(?term), "{ONTOLOGY}"))
}}
GROUP BY ?term
"""


def uses(engine: Engine) -> Counter[str]:
    """Return how often each term of the project's ontology is used as a class or a property, by its IRI.

    What follows counts too.

    Args:
        engine: What holds the graph.
    """
    return Counter({row["term"].value: int(row["uses"].value) for row in engine.select(_USES)})


def sizes(engine: Engine) -> Counter[str]:
    """Return how many triples each named graph has, by its IRI.

    Args:
        engine: What holds the graph.
    """
    found = engine.select("SELECT ?graph (COUNT(*) AS ?size) WHERE { GRAPH ?graph { ?s ?p ?o . } } GROUP BY ?graph")
    return Counter({row["graph"].value: int(row["size"].value) for row in found})
