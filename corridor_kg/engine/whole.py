"""Answers of an engine elsewhere that are whole: what is left out, cut off or none at all is an error."""

from __future__ import annotations

from pyoxigraph import QueryBoolean, QuerySolutions

from corridor_kg.engine import portable, results
from corridor_kg.engine.protocol import Protocol, most_rows, unreadable
from corridor_kg.engine.results import Read
from corridor_kg.errors import ServiceFailed
from corridor_kg.rdf import tokens

MAY_BE_CUT = 1_000
"""From how many rows on it is counted whether there are more: engines answer so many at most, or more than that."""


def rows(protocol: Protocol, query: str) -> QuerySolutions:
    """Return the rows of a SELECT query, which is sent as it is.

    Raises:
        ServiceFailed: The engine cannot be reached, refuses, is too slow, or has not answered all.
        NotAnswered: It cannot answer this query.
    """
    read, url, most = _read(protocol, query)
    if read.number >= min(MAY_BE_CUT, most or MAY_BE_CUT):
        counted, _, _ = _read(protocol, portable.counting(query))
        there = max((int(row["countedRows"].value) for row in counted.found), default=0)  # type: ignore[union-attr]
        if there > read.number:
            raise ServiceFailed(
                f"{url} answered {read.number:,} of {there:,} rows; let it answer more at once (Virtuoso:"
                " ResultSetMaxRows), or ask for less."
            )
    found = read.found
    assert isinstance(found, QuerySolutions)
    return found


def truth(protocol: Protocol, query: str) -> QueryBoolean:
    """Return the truth of an ASK query, which is sent as it is; see `rows` for what is raised."""
    read, _, _ = _read(protocol, query)
    found = read.found
    assert isinstance(found, QueryBoolean)
    return found


def _read(protocol: Protocol, query: str) -> tuple[Read, str, int | None]:
    """Return what was answered, where, and how many rows may have been at most."""
    response = protocol.query(query)
    try:
        read = results.read(response.content)
        _check(read, query)
    except (SyntaxError, ValueError) as error:
        raise unreadable(response, error) from None
    return read, response.url, most_rows(response)


def _check(read: Read, query: str) -> None:
    """Refuse an answer that is none to a query."""
    if read.is_truth != (tokens.form(query) == "ASK"):
        raise ValueError(f"it answers with {'a truth' if read.is_truth else 'rows'}")
    if missing := portable.columns(query) - read.columns:
        raise ValueError(f"it has no {', '.join(sorted(missing))}")
