"""What an engine elsewhere answers, as the engine in process would have it.

The results are the W3C's (SPARQL 1.1 Query Results JSON Format). Engines write values in ways of their own
(``1`` for true, ``2460.0`` for 2460): here each value is written in one way, that of pyoxigraph's store, so that terms
are the same wherever they come from.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
    parse_query_results,
)

from corridor_kg.engine import marks
from corridor_kg.engine.skolem import GENID
from corridor_kg.rdf.terms import TEXTS
from corridor_kg.rdf.vocabulary import XSD, Json

ROWS = "application/sparql-results+json"

_SUBJECT, _PREDICATE = NamedNode("x:s"), NamedNode("x:p")
_BOOLEANS = {"1": "true", "0": "false"}


class Read(NamedTuple):
    """An answer of which all has been looked at.

    Attributes:
        content: The bytes, with each value as the engine in process would have it.
        is_truth: Whether it is a truth, and no rows.
        columns: What the columns are called; none for a truth.
        number: How many rows there are.
    """

    content: bytes
    is_truth: bool
    columns: frozenset[str]
    number: int

    @property
    def found(self) -> QuerySolutions | QueryBoolean:
        """The rows from their beginning, or the truth."""
        return _parsed(self.content)


def read(content: bytes) -> Read:
    """Return what an answer holds, once all of it has been looked at.

    Raises:
        SyntaxError, ValueError: The answer is none, or not whole.
    """
    try:
        document = json.loads(content)
        columns, rows = _parts(document)
        if sum(_settle(term) for row in rows for term in row.values()):
            content = json.dumps(document).encode()
        # the parser reads rows one by one, and tells what is wrong when it gets there
        is_truth = isinstance(_parsed(content), QueryBoolean)
        deque([] if is_truth else _parsed(content), maxlen=0)  # type: ignore[arg-type]  # these are rows
        return Read(content, is_truth, frozenset(columns), len(rows))
    except (AttributeError, KeyError, TypeError, RecursionError):
        raise ValueError("it has a term that is none") from None


def _parts(document: Json) -> tuple[list[str], list[dict[str, Json]]]:
    """Return the names of the columns, and the rows; neither for a truth."""
    match document:
        case {"head": {"vars": [*columns]}, "results": {"bindings": [*rows]}}:
            return columns, rows
        case {"boolean": bool()}:
            return [], []
    raise ValueError("it has neither rows nor a truth")


def _parsed(content: bytes) -> QuerySolutions | QueryBoolean:
    return parse_query_results(content, format=QueryResultsFormat.JSON)


def of(found: Iterable[Quad]) -> QueryTriples:
    """Return triples as a query finds them."""
    store = Store()
    store.extend(found)
    answer = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(answer, QueryTriples)
    return answer


def _settle(term: dict[str, Json]) -> bool:
    """Write a term of an answer as the engine in process does, and return whether it was written otherwise."""
    if term["type"] == "uri":
        if is_blank := str.startswith(term["value"], GENID):
            term.update(type="bnode", value=term["value"].removeprefix(GENID))
        return is_blank
    if "xml:lang" in term:
        term["xml:lang"] = term["xml:lang"].lower()
        return True
    if datatype := term.get("datatype"):
        term["type"] = "literal"  # also where it is a typed-literal, as in the format's first draft
        literal = _settled(term["value"], marks.unmarked_datatype(datatype) or datatype)
        term.update(value=literal[0], datatype=literal[1])
    return bool(datatype)


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
