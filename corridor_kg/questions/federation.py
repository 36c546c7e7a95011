"""Stored queries that go out: a SERVICE group, answered within a time by the service that it names.

The engine would call out by itself, without a time limit, and ask for everything that a service holds. So a
bound join is made here. What stands before the group is asked of the graph; the things found go to the
service with the group, as VALUES behind it (SPARQL 1.1 Federated Query, section 2.4); what comes back takes
the group's place as VALUES. Terms are written by the engine's own library, and never pasted, so that no
value changes what a query is.

A query is refused unless it has one SERVICE group, with an IRI and without SILENT, in its outermost WHERE or
at the head of an OPTIONAL there; unless what stands before the group binds all that both speak of, in every
row, to IRIs; and unless a SELECT names its columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from pyoxigraph import BlankNode, NamedNode, QueryResultsFormat, QuerySolutions, Triple, parse_query_results

from corridor_kg.answers.rows import Rows
from corridor_kg.errors import QueryInvalid, ServiceFailed
from corridor_kg.network.client import Client, Response, raise_for_status
from corridor_kg.network.replies import clean
from corridor_kg.rdf.terms import Term
from corridor_kg.rdf.tokens import FORMS, Token, tokens

MOST_THINGS = 1_000
"""How many things a service is asked about at most."""

MOST_ROWS = 5 * MOST_THINGS
"""How many rows a service may answer: five for each of so many things, which take four seconds as a table."""

_RESULTS = "application/sparql-results+json"
_REMEDY = "check that the address is that of a SPARQL 1.1 endpoint"


def join(text: str, ask: Callable[[str], Rows], *, endpoint: str, seconds: float) -> str:
    """Return a query in which what a service answers stands in place of the SERVICE group.

    Args:
        text: A query with a SERVICE group, its parameters bound.
        ask: Asks the graph a SELECT query.
        endpoint: The address that is asked, whatever the group names.
        seconds: How long the service may take.

    Returns:
        The query, which now asks the graph alone.

    Raises:
        QueryInvalid: The query is not one that can be answered so; see above.
        ServiceFailed: The service cannot be reached, is too slow, or does not answer with SPARQL results.

    Where the graph has nothing to ask about, nobody is asked:

    >>> from corridor_kg.engine.in_process import InProcess
    >>> query = "SELECT ?b { ?a a <x:A> SERVICE <x:s> { ?a <x:p> ?b } }"
    >>> nothing = Rows(InProcess().select("SELECT ?a { ?a a <x:A> }"))
    >>> join(query, lambda _: nothing, endpoint="http://localhost:1/", seconds=1)
    'SELECT ?b { ?a a <x:A> VALUES (?a ?b) {  } }'
    """
    group = _group(text)
    shared = _shared(group, ask)
    things = _things(ask(f"{group.prologue} SELECT DISTINCT {_listed(shared)} WHERE {{{group.before}}}"))
    rows = _answered(group, shared, things, endpoint, seconds) if things else ()
    return text[: group.start] + _values(group.columns, rows) + text[group.end :]


def local_part(text: str) -> str:
    """Return a query for what a query with a SERVICE group asks of the graph before it asks the service.

    Raises:
        QueryInvalid: The query is not one that can be answered; see above.

    >>> local_part("SELECT ?b { ?a a <x:A> SERVICE <x:s> { ?a <x:p> ?b } }")
    ' SELECT * WHERE { ?a a <x:A> }'
    """
    group = _group(text)
    return f"{group.prologue} SELECT * WHERE {{{group.before}}}"


class _Group(NamedTuple):
    """A SERVICE group.

    Attributes:
        start: The offset of its first character.
        end: The offset behind its closing brace.
        pattern: Its braces, and what stands in them.
        before: What stands before it.
        prologue: The prefixes of the query.
        columns: The variables that the rest of the query mentions too.
    """

    start: int
    end: int
    pattern: str
    before: str
    prologue: str
    columns: tuple[str, ...]


def _group(text: str) -> _Group:
    found = tokens(text)
    at = _position(found)
    last = _closing(found, at + 2)
    return _Group(
        start=found[at].start,
        end=found[last].end,
        pattern=text[found[at + 2].start : found[last].end],
        before=_before(text, found[: at + 1]),
        prologue=_prologue(found),
        columns=_common(found[at:last], found[:at] + found[last:]),
    )


def _position(found: list[Token]) -> int:
    """Return the index of the one SERVICE of a query."""
    at = [index for index, token in enumerate(found) if token.keyword == "SERVICE"]
    if len(at) != 1 or [token.kind for token in found[at[0] + 1 : at[0] + 3]] != ["iri", "open"]:
        raise QueryInvalid("a query that goes out has one group SERVICE <IRI> { … } in it, without SILENT.")
    return at[0]


def _closing(found: list[Token], opening: int) -> int:
    """Return the index of the brace that closes another."""
    depth = 0
    for index, token in enumerate(found[opening:], opening):
        depth += (token.kind == "open") - (token.kind == "close")
        if depth == 0:
            return index
    raise QueryInvalid("the SERVICE group does not end; a closing brace is missing.")


def _before(text: str, found: list[Token]) -> str:
    """Return what stands in the WHERE before the SERVICE that the tokens end with, or before the OPTIONAL around it."""
    end = len(found) - 1
    outer, *inner = [*_open(found), end]
    if inner == [end - 1, end] and found[end - 2].keyword == "OPTIONAL":
        end -= 2
    elif inner != [end]:
        raise QueryInvalid("SERVICE stands in the outermost WHERE, or at the head of an OPTIONAL there.")
    return text[found[outer].end : found[end].start]


def _open(found: list[Token]) -> list[int]:
    """Return the indices of the braces that are not closed again."""
    indices: list[int] = []
    for index, token in enumerate(found):
        if token.kind == "open":
            indices.append(index)
        elif token.kind == "close" and indices:
            indices.pop()
    return indices


def _prologue(found: list[Token]) -> str:
    """Return the prefixes of a query, without comments."""
    form = next((index for index, token in enumerate(found) if token.keyword in FORMS), 0)
    named = [token.text for token in found[form + 1 : form + 3] if token.keyword not in ("DISTINCT", "REDUCED")]
    if named[0] == "*":
        raise QueryInvalid("a SELECT that goes out names its columns, in place of *.")
    return " ".join(token.text for token in found[:form])


def _common(some: Iterable[Token], others: Iterable[Token]) -> tuple[str, ...]:
    """Return the variables that stand in both of two pieces of a query, sorted."""
    first, second = ({f"?{token.text[1:]}" for token in part if token.kind == "variable"} for part in (some, others))
    return tuple(sorted(first & second))


def _shared(group: _Group, ask: Callable[[str], Rows]) -> tuple[str, ...]:
    """Return the variables of a group that stand before it too, each of which has to be bound there."""
    shared = _common(tokens(group.pattern), tokens(group.before))
    bound = ask(f"{group.prologue} SELECT * WHERE {{{group.before}}} LIMIT 0").columns
    if unbound := [name for name in shared if name[1:] not in bound]:
        raise QueryInvalid(f"{_listed(unbound)} is not bound before SERVICE; what tests it stands behind the group.")
    if not shared:
        raise QueryInvalid("nothing before SERVICE binds a variable of the group, which would ask for everything.")
    return shared


def _things(rows: Rows) -> list[list[Term | None]]:
    """Return what a service is asked about."""
    things = [list(row.terms.values()) for row in rows]
    if not all(isinstance(term, NamedNode) for thing in things for term in thing):
        raise QueryInvalid("what stands before SERVICE binds its variables to IRIs, in every row.")
    if len(things) > MOST_THINGS:
        raise QueryInvalid(f"a service is asked about {MOST_THINGS:,} things at most, not {len(things):,}.")
    return things


def _answered(
    group: _Group, shared: tuple[str, ...], things: list[list[Term | None]], endpoint: str, seconds: float
) -> list[list[Term | None]]:
    """Return what a service answers about things, a list a row in the order of the group's columns."""
    asked = _values(shared, things)
    question = f"{group.prologue}\nSELECT {_listed(group.columns)} WHERE {group.pattern}\n{asked}"
    with Client(seconds=seconds) as client:
        response = raise_for_status(client.post(endpoint, form={"query": question}, accept=_RESULTS))
    rows = _rows(response)
    if {f"?{name}" for name in rows.columns} != set(group.columns):
        raise ServiceFailed(f"{response.url} answered other columns than {_listed(group.columns)}; {_REMEDY}.")
    if len(rows) > MOST_ROWS:
        raise ServiceFailed(
            f"{response.url} answered {len(rows):,} rows, which is more than {MOST_ROWS:,}; ask about fewer things."
        )
    found = [[row.terms[name[1:]] for name in group.columns] for row in rows]
    if any(isinstance(term, BlankNode | Triple) for row in found for term in row):
        raise ServiceFailed(f"{response.url} answered a blank node or a triple, which no other place knows; {_REMEDY}.")
    if any(row.terms[name[1:]] is None for row in rows for name in shared):  # such a row would fit all the things
        raise ServiceFailed(f"{response.url} answered a row without {_listed(shared)}, as was asked; {_REMEDY}.")
    return found


def _rows(response: Response) -> Rows:
    """Return the rows of an answer."""
    rows = _parsed(response.content)
    if isinstance(rows, Rows):
        return rows
    kind = response.media_type or "something"
    raise ServiceFailed(f"{response.url} answered {kind} that is not rows of SPARQL results ({rows}); {_REMEDY}.")


def _parsed(content: bytes) -> Rows | str:
    """Return rows, or why there are none.

    It raises nothing: an exception would keep the engine's objects, which only their own thread may let go.
    """
    try:
        solutions = parse_query_results(content, format=QueryResultsFormat.JSON)
        return Rows(solutions) if isinstance(solutions, QuerySolutions) else "it answers yes or no"
    except (SyntaxError, ValueError) as error:
        return clean(str(error))


def _values(columns: Sequence[str], rows: Iterable[Iterable[Term | None]]) -> str:
    """Return rows as a VALUES block."""
    written = " ".join(f"({' '.join('UNDEF' if term is None else str(term) for term in row)})" for row in rows)
    return f"VALUES ({_listed(columns)}) {{ {written} }}"


def _listed(columns: Iterable[str]) -> str:
    return " ".join(columns)
