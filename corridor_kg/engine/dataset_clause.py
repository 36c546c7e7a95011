"""The data set that a query describes with FROM and FROM NAMED (SPARQL 1.1, section 13.2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, QuerySolutions, Store

from corridor_kg.rdf.tokens import FORMS, tokens

_FROM = re.compile(r"(?:^|[\r\n])(?![ \t]*#)[^\r\n]*\bfrom\b", re.IGNORECASE)
"""The word on a line that does not begin as a comment."""


class DatasetClause(NamedTuple):
    """The graphs that a query asks.

    Attributes:
        default: Those whose merge is its default graph.
        named: Those that its GRAPH finds.
    """

    default: tuple[NamedNode, ...]
    named: tuple[NamedNode, ...]


def read(query: str, prefixes: Mapping[str, str] | None = None) -> DatasetClause | None:
    """Return the data set that a query describes; None where it describes none, or where it cannot be parsed.

    Args:
        query: The text of a query.
        prefixes: Prefixes that it need not declare, each with its namespace.

    >>> read("BASE <http://example.org/> SELECT * FROM <a> FROM NAMED <b> { ?s ?p ?o }")
    DatasetClause(default=(<NamedNode value=http://example.org/a>,), named=(<NamedNode value=http://example.org/b>,))
    """
    if "from" not in query.lower() or not _FROM.search(query):  # which is quicker than to tell the tokens apart
        return None
    found = tokens(query)
    start = next((token.start for token in found if token.keyword in FORMS), 0)
    names: dict[str, list[str]] = {"FROM": [], "NAMED": []}
    for before, last, token in zip(found, found[1:], found[2:], strict=False):
        follows = last.keyword == "FROM" or (before.keyword, last.keyword) == ("FROM", "NAMED")
        if follows and token.kind in ("iri", "name"):
            names[last.keyword].append(token.text)
    if not any(names.values()):
        return None
    try:
        return DatasetClause(*(resolved(query[:start], kind, prefixes) for kind in names.values()))
    except SyntaxError:
        return None


def merge(clause: DatasetClause, quads: Callable[..., Iterable[Quad]]) -> Store:
    """Return a store of the graphs of a data set, with the merge of those that are asked together, each triple once.

    Args:
        clause: The data set.
        quads: Called with ``graph``, returns the quads of that.
    """
    store = Store()
    for graph in clause.default:
        store.extend(Quad(*quad.triple) for quad in quads(graph=graph))
    for graph in clause.named:
        store.extend(quads(graph=graph))
    return store


def resolved(prologue: str, names: list[str], prefixes: Mapping[str, str] | None = None) -> tuple[NamedNode, ...]:
    """Return the IRIs that names of a query stand for, each once; the engine, which reads them, tells it.

    Args:
        prologue: What stands before the form of the query.
        names: IRIs in angle brackets and prefixed names.
        prefixes: Prefixes that need no declaration, each with its namespace.

    Raises:
        SyntaxError: A name cannot be resolved.
    """
    if not names:
        return ()
    columns = " ".join(f"({name} AS ?name{number})" for number, name in enumerate(names))
    found = Store().query(f"{prologue} SELECT {columns} {{}}", prefixes=dict(prefixes) if prefixes else None)
    assert isinstance(found, QuerySolutions)
    (row,) = found
    return tuple(dict.fromkeys(NamedNode(row[f"name{number}"].value) for number in range(len(names))))
