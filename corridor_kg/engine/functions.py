"""Functions that not every engine has: told before a query runs, for some engines take them for no value in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from corridor_kg.engine.dataset_clause import resolved
from corridor_kg.rdf.tokens import FORMS, tokens

_GEOSPARQL = "http://www.opengis.net/"
_POINTS = " ".join(f'"POINT({at} 0)"^^<{_GEOSPARQL}ont/geosparql#wktLiteral>,' for at in (0, 1))

PROBES = {
    f"{_GEOSPARQL}def/function/geosparql/distance": (
        f"ASK {{ FILTER(<{_GEOSPARQL}def/function/geosparql/distance>({_POINTS}"
        f" <{_GEOSPARQL}def/uom/OGC/1.0/metre>) > 1000) }}"
    )
}
"""The functions of no standard of SPARQL that are used, each with a query that is true where an engine has it."""


def used(query: str, prefixes: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield the functions among `PROBES` that a query calls.

    Args:
        query: A query that has been parsed.
        prefixes: Prefixes that it need not declare, each with its namespace.

    >>> geof = "PREFIX geof: <http://www.opengis.net/def/function/geosparql/>"
    >>> list(used(f"{geof} SELECT (geof:distance(?a, ?b, ?unit) AS ?far) {{ }}"))
    ['http://www.opengis.net/def/function/geosparql/distance']
    """
    if "distance" not in query:  # which is quicker than to tell the tokens apart
        return
    found = tokens(query)
    start = next((token.start for token in found if token.keyword in FORMS), 0)
    called = [name.text for name, bracket in pairwise(found) if bracket.text == "(" and name.kind in ("iri", "name")]
    yield from (name.value for name in resolved(query[:start], called, prefixes) if name.value in PROBES)
