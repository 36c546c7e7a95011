"""CONSTRUCT by way of SELECT: an engine is asked for the rows, and the triples are made of them here.

Of rows it can be told whether they are all: they are counted, and JSON that ends in the middle is none. Of triples it
cannot: some engines leave out what is too much without a word, and N-Triples end well at the end of any line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, QuerySolution, QueryTriples, Store, Triple

from corridor_kg.engine import results
from corridor_kg.engine.portable import closing
from corridor_kg.engine.skolem import named, unnamed
from corridor_kg.rdf.terms import Term
from corridor_kg.rdf.tokens import Token, tokens

_AT_ONCE = 5_000
"""Of how many rows triples are made at once."""

_BOUNDS = frozenset(("LIMIT", "OFFSET", "ORDER"))


class Constructed(NamedTuple):
    """A CONSTRUCT query in two parts.

    Attributes:
        rows: The SELECT query for the rows of which its triples are made.
        variables: Which columns these have, without the marks of variables.
        prologue: What stands before the form of the query.
        template: The triples with variables, in braces.
    """

    rows: str
    variables: tuple[str, ...]
    prologue: str
    template: str

    def triples(self, found: Iterable[QuerySolution], prefixes: Mapping[str, str] | None = None) -> QueryTriples:
        """Return the triples that are made of rows.

        Args:
            found: The rows.
            prefixes: Prefixes that the query need not declare, each with its namespace.
        """
        waiting = iter(found)
        parts = iter(lambda: [self._values(row) for row in islice(waiting, _AT_ONCE)], [])
        return results.of(quad for part in parts for quad in self._made(part, prefixes))

    def _values(self, row: QuerySolution) -> str:
        """Return the values of a row, as VALUES takes them: blank nodes by names, for a query cannot say which."""
        return f"({' '.join(_written(row[name]) for name in self.variables)})"

    def _made(self, rows: Sequence[str], prefixes: Mapping[str, str] | None) -> Iterator[Quad]:
        columns = " ".join(f"?{name}" for name in self.variables)
        where = f"{{ VALUES ({columns}) {{ {' '.join(rows)} }} }}"
        text = f"{self.prologue} CONSTRUCT {self.template} WHERE {where}"
        made = Store().query(text, prefixes=dict(prefixes) if prefixes else None)
        assert isinstance(made, QueryTriples)
        return map(_unnamed, made)


def constructed(query: str) -> Constructed:
    """Return a CONSTRUCT query in two parts.

    Args:
        query: The query, which has been parsed.

    >>> constructed("CONSTRUCT { ?s a x:Place } WHERE { ?s a ?kind }").rows
    'SELECT DISTINCT ?s WHERE { ?s a ?kind }'
    """
    found = tokens(query)
    form = next(number for number, token in enumerate(found) if token.keyword == "CONSTRUCT")
    opening = next(number for number in range(form, len(found)) if found[number].kind == "open")
    end = closing(found, opening)
    is_short = opening > form + 1  # CONSTRUCT WHERE { … }, of which the pattern is the template too
    inside, rest = found[opening + 1 : end], found[(form if is_short else end) + 1 :]
    variables = tuple(name for name in _variables(inside) if name in _variables(rest))
    columns = " ".join(f"?{name}" for name in variables) or "(1 AS ?_0)"
    distinct = "" if _makes_nodes(inside) or _BOUNDS & {token.keyword for token in rest} else "DISTINCT "
    prologue = query[: found[form].start]
    return Constructed(
        rows=f"{prologue}SELECT {distinct}{columns} {query[rest[0].start :]}",
        variables=variables,
        prologue=prologue,
        template=query[found[opening].start : found[end].end],
    )


def _variables(found: Iterable[Token]) -> dict[str, None]:
    """Return the variables among tokens, without their marks."""
    return dict.fromkeys(token.text[1:] for token in found if token.kind == "variable")


def _makes_nodes(template: Iterable[Token]) -> bool:
    """Return whether a template has blank nodes, which are others for each row, however often it is the same."""
    return any(token.text in ("[", "(") or token.text.startswith("_:") for token in template)


def _written(term: Term | None) -> str:
    return "UNDEF" if term is None else str(named(term))


def _unnamed(made: Triple) -> Quad:
    subject, value = made.subject, made.object
    return Quad(
        unnamed(subject.value) if isinstance(subject, NamedNode) else subject,
        made.predicate,
        unnamed(value.value) if isinstance(value, NamedNode) else value,
    )
