"""What an engine elsewhere answers, as the engine in process would have it.

The results are the W3C's (SPARQL 1.1 Query Results JSON Format; N-Triples). Engines write values in ways of their own
(``1`` for true, ``2460.0`` for 2460): here each value is written in one way, that of pyoxigraph's store, so that terms
are the same wherever they come from.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache

from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from corridor_kg.engine import marks
from corridor_kg.engine.skolem import GENID, unnamed
from corridor_kg.rdf.terms import TEXTS
from corridor_kg.rdf.vocabulary import XSD, Json

ROWS = "application/sparql-results+json"
TRIPLES = "application/n-triples"

_SUBJECT, _PREDICATE = NamedNode("x:s"), NamedNode("x:p")
_BOOLEANS = {"1": "true", "0": "false"}


def rows(content: bytes) -> QuerySolutions | QueryBoolean:
    """Return rows, or a truth, of an answer.

    Raises:
        SyntaxError, ValueError: The answer is none, or not whole.
    """
    if b'"datatype"' in content or b"typed-literal" in content or GENID.encode() in content or b'"xml:lang"' in content:
        document = json.loads(content)
        for binding in document.get("results", {}).get("bindings", ()):
            for term in binding.values():
                _settle(term)
        content = json.dumps(document).encode()
    return parse_query_results(content, format=QueryResultsFormat.JSON)


def number_of_rows(content: bytes) -> int:
    """Return how many rows an answer has."""
    return len(json.loads(content)["results"]["bindings"])


def triples(content: bytes, media_type: str) -> QueryTriples:
    """Return the triples of an answer.

    Raises:
        SyntaxError, ValueError: The answer is none, or not whole.
    """
    format = RdfFormat.TURTLE if media_type == "text/turtle" else RdfFormat.N_TRIPLES
    store = Store()
    store.extend(_unnamed(quad) for quad in parse(content, format))
    found = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(found, QueryTriples)
    return found


def of(found: Iterable[Quad]) -> QueryTriples:
    """Return triples as a query finds them."""
    store = Store()
    store.extend(found)
    answer = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(answer, QueryTriples)
    return answer


def _unnamed(quad: Quad) -> Quad:
    subject, value = quad.subject, quad.object
    return Quad(
        unnamed(subject.value) if isinstance(subject, NamedNode) else subject,
        quad.predicate,
        unnamed(value.value)
        if isinstance(value, NamedNode)
        else settled(value)
        if isinstance(value, Literal)
        else value,
    )


def _settle(term: dict[str, Json]) -> None:
    """Write a term of an answer as the engine in process does."""
    if term["type"] == "uri":
        if term["value"].startswith(GENID):
            term.update(type="bnode", value=term["value"].removeprefix(GENID))
        return
    if "xml:lang" in term:
        term["xml:lang"] = term["xml:lang"].lower()
    elif datatype := term.get("datatype"):
        term["type"] = "literal"  # also where it is a typed-literal, as in the format's first draft
        literal = _settled(term["value"], marks.unmarked_datatype(datatype) or datatype)
        term.update(value=literal[0], datatype=literal[1])


def settled(literal: Literal) -> Literal:
    """Return a literal as pyoxigraph's store has it.

    >>> settled(Literal("2460.0", datatype=NamedNode(f"{XSD}decimal"))).value
    '2460'
    """
    if literal.datatype in TEXTS:
        return literal
    literal = marks.unmarked(literal)
    value, datatype = _settled(literal.value, literal.datatype.value)
    return Literal(value, datatype=NamedNode(datatype))


@lru_cache(maxsize=1 << 16)
def _settled(value: str, datatype: str) -> tuple[str, str]:
    if datatype == f"{XSD}boolean":
        value = _BOOLEANS.get(value, value)
    store = Store()
    store.add(Quad(_SUBJECT, _PREDICATE, Literal(value, datatype=NamedNode(datatype))))
    (quad,) = store
    literal = quad.object
    assert isinstance(literal, Literal)
    return literal.value, literal.datatype.value
