"""How often the terms of the ontology are used."""

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
