"""A query as any engine takes it: its prefixes declared, its data set named, and of our own graphs only what is asked.

What an engine takes for its default graph differs: some keep one apart, others join all named graphs in it. Blank nodes
have IRIs there (see `corridor_kg.engine.skolem`), so that what tests for them tests for these too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pyoxigraph import NamedNode

from corridor_kg.engine.skolem import GENID
from corridor_kg.rdf.tokens import FORMS, Token, tokens
from corridor_kg.rdf.vocabulary import BASE

ENDPOINT = f"{BASE}endpoint/"
"""What the names of the graphs begin with that we keep at an endpoint for ourselves."""

_KINDS = {
    "ISBLANK": f'(isBlank({{0}}) || (isIRI({{0}}) && STRSTARTS(STR({{0}}), "{GENID}")))',
    "ISIRI": f'(isIRI({{0}}) && !STRSTARTS(STR({{0}}), "{GENID}"))',
}
_KINDS["ISURI"] = _KINDS["ISIRI"]
_BEFORE_PATTERN = frozenset(("WHERE", "LIMIT", "OFFSET", "ORDER", "GROUP", "HAVING", "VALUES"))


class Dataset(NamedTuple):
    """The graphs that an engine elsewhere is asked.

    Attributes:
        merge: The graph of the merge; None where it is what the engine takes for its default graph.
        named: Names the others, where they are to be named: where the merge is one of the named graphs.
    """

    merge: NamedNode | None
    named: Collection[NamedNode] = ()


def portable(query: str, dataset: Dataset, prefixes: Mapping[str, str] | None = None) -> str:
    r"""Return a query that asks a data set of any engine.

    Args:
        query: A query that has been parsed, and names no data set of its own.
        dataset: The data set.
        prefixes: Prefixes that it need not declare, each with its namespace.

    >>> portable("SELECT * { ?s a x:City }", Dataset(NamedNode("x:merge")), {"x": "x:", "y": "y:"})
    'PREFIX x: <x:>\nSELECT * FROM <x:merge> { ?s a x:City }'
    """
    found = tokens(query)
    names_graphs = any(token.keyword == "GRAPH" for token in found)
    changes = dict(_kinds(query, found))
    if dataset.merge is not None:
        at = _place_of_dataset(found)
        clauses = [f"FROM {dataset.merge}", *(f"FROM NAMED {graph}" for graph in dataset.named if names_graphs)]
        changes[at, at] = f"{' '.join(clauses)} " if at < len(query) else f" {' '.join(clauses)}"
    elif names_graphs:
        changes |= {(at, at): hidden for at, hidden in _hiding(found)}
    return declared(_changed(query, changes), found, prefixes)


def declared(text: str, found: Sequence[Token], prefixes: Mapping[str, str] | None) -> str:
    """Return a query with the prefixes declared that it uses and does not declare.

    Args:
        text: The query.
        found: Its tokens, before it was changed.
        prefixes: Prefixes that it need not declare, each with its namespace.
    """
    own = {token.text.partition(":")[0] for before, token in pairwise(found) if before.keyword == "PREFIX"}
    used = {token.text.partition(":")[0] for token in found if token.kind == "name"} - own
    lines = [f"PREFIX {name}: <{prefixes[name]}>\n" for name in sorted(used) if prefixes and name in prefixes]
    return "".join(lines) + text


def _changed(text: str, changes: Mapping[tuple[int, int], str]) -> str:
    """Return a text in which stretches are others; those that lie within others are left as they are."""
    for start, end in sorted(changes, reverse=True):
        text = text[:start] + changes[start, end] + text[end:]
    return text


def _place_of_dataset(found: Sequence[Token]) -> int:
    """Return the offset at which a data set clause stands: behind what is asked for, before the pattern."""
    at = next(number for number, token in enumerate(found) if token.keyword in FORMS)
    rest = list(found[at + 1 :])
    if found[at].keyword == "CONSTRUCT" and rest and rest[0].kind == "open":
        rest = rest[closing(rest, 0) + 1 :]
    depth = 0
    for token in rest:
        depth += (token.text == "(") - (token.text == ")")
        if not depth and (token.kind == "open" or token.keyword in _BEFORE_PATTERN):
            return token.start
    return found[-1].end


def closing(found: Sequence[Token], opening: int) -> int:
    """Return the index of the bracket or brace that closes another.

    Args:
        found: Tokens.
        opening: The index of that other.
    """
    depth = 0
    for index in range(opening, len(found)):
        depth += (found[index].text in "({") - (found[index].text in ")}")
        if not depth:
            return index
    return len(found) - 1


def _hiding(found: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Yield what has to stand behind each GRAPH with a variable, so that it does not find the graphs that are ours."""
    for index, token in enumerate(found[:-2]):
        variable, opening = found[index + 1], found[index + 2]
        if token.keyword == "GRAPH" and variable.kind == "variable" and opening.kind == "open":
            hidden = f" FILTER({is_asked(variable.text)})"
            yield found[closing(found, index + 2)].end, hidden


def is_asked(variable: str) -> str:
    """Return the test of whether a named graph is none that we keep at an endpoint for ourselves."""
    return f'!STRSTARTS(STR({variable}), "{ENDPOINT}")'


def _kinds(text: str, found: Sequence[Token]) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield each test of whether a term is a blank node, or has an IRI, with one that knows those with IRIs."""
    end = 0
    for index, token in enumerate(found[:-1]):
        if token.keyword in _KINDS and found[index + 1].text == "(" and token.start >= end:
            last = found[closing(found, index + 1)]
            end = last.end
            inner = portable_kinds(text[found[index + 1].end : last.start])
            yield (token.start, end), _KINDS[token.keyword].format(inner)


def portable_kinds(expression: str) -> str:
    """Return an expression, or a whole pattern, that takes IRIs for the blank nodes that they stand for.

    >>> portable_kinds("bound(?x)")
    'bound(?x)'
    """
    found = tokens(expression)
    return _changed(expression, dict(_kinds(expression, found)))


def counting(query: str) -> str:
    """Return the query that counts the rows of a SELECT query, which any bound of its own holds for too.

    Args:
        query: A query as `portable` returns it.

    >>> counting("SELECT ?s FROM <x:merge> WHERE { ?s a x:City } LIMIT 5")
    'SELECT (COUNT(*) AS ?countedRows) FROM <x:merge> WHERE { { SELECT ?s WHERE { ?s a x:City } LIMIT 5 } }'
    """
    found = tokens(query)
    start = next(token.start for token in found if token.keyword == "SELECT")
    at = _place_of_dataset(found)
    from_ = next((token.start for token in found if token.keyword == "FROM" and token.start < at), at)
    inner = f"{query[start:from_]}{query[at:]}"
    return f"{query[:start]}SELECT (COUNT(*) AS ?countedRows) {query[from_:at]}WHERE {{ {{ {inner} }} }}"


def columns(query: str) -> frozenset[str]:
    """Return the columns that a SELECT query names, without the marks of variables; none where it wants all.

    >>> sorted(columns("SELECT ?s (COUNT(?o) AS ?number) WHERE { ?s ?p ?o } GROUP BY ?s")), columns("ASK { ?s ?p ?o }")
    (['number', 's'], frozenset())
    """
    found = tokens(query)
    at = next((number for number, token in enumerate(found) if token.keyword == "SELECT"), len(found))
    named, depth, before = set(), 0, ""
    for token in found[at:]:
        depth += (token.text == "(") - (token.text == ")")
        if not depth and (token.kind == "open" or token.keyword in ("FROM", "WHERE")):
            break
        if token.kind == "variable" and (not depth or before == "AS"):
            named.add(token.text[1:])
        before = token.keyword
    return frozenset(named)
