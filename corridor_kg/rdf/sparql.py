"""SPARQL from outside: what is refused before it reaches an engine, and what a syntax error means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from corridor_kg.errors import QueryInvalid, QueryRefused
from corridor_kg.rdf import carets
from corridor_kg.rdf.tokens import FORMS, Token, tokens

if TYPE_CHECKING:
    from corridor_kg.rdf.query_reading import Objection

MOST_TOKENS, DEEPEST = 10_000, 100
"""How large a query may be; the engine's parser has no bounds of its own, and ends the process."""

_OPENING, _CLOSING = frozenset("({["), frozenset(")}]")
UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"))


def refuse(text: str) -> None:
    """Let a query pass that only reads, and only here.

    The engine splits words in ways of its own (``SERVICESILENT<x>``), so that nothing but a variable may
    have the word service in it: a refusal too many is cheaper than a query that leaves the machine.

    Raises:
        QueryRefused: The text is an update, calls another service, or is too large for the engine.

    >>> refuse("CLEAR ALL")
    Traceback (most recent call last):
    ...
    corridor_kg.errors.QueryRefused: line 1, column 1: CLEAR is an update, and the graph is read only; ask with ...
    """
    found = tokens(text)
    if beyond := _beyond_bounds(found):
        raise QueryRefused(
            f"{_line_and_column(text, beyond)}: a query may have {MOST_TOKENS:,} words and {DEEPEST} levels of brackets"
            " at most, and here are more; ask in several queries."
        )
    verb = next((token for token in found if token.keyword in FORMS | UPDATES), None)
    if verb and verb.keyword in UPDATES:
        raise QueryRefused(
            f"{_line_and_column(text, verb)}: {verb.keyword} is an update, and the graph is read only;"
            " ask with SELECT, ASK, CONSTRUCT or DESCRIBE."
        )
    for match in re.finditer("service", text, re.IGNORECASE):
        if not any(token.kind == "variable" and token.start <= match.start() < token.end for token in found):
            raise QueryRefused(
                f"line {'{}, column {}'.format(*carets.position(text, match.start()))}: SERVICE would send the"
                " query to another server, which is refused; load that server's data with --add and ask here."
                ' (Where the word stands in a text or a name, write it as "serv\\u0069ce".)'
            )


def _beyond_bounds(found: list[Token]) -> Token | None:
    """Return the first token with which a query is larger, or nested deeper, than the engine's parser can take."""
    depth = 0
    for number, token in enumerate(found):
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if depth > DEEPEST or number == MOST_TOKENS:
            return token
    return None


def _line_and_column(text: str, token: Token) -> str:
    return "line {}, column {}".format(*carets.position(text, token.start))


def explain(
    text: str, error: SyntaxError, prefixes: Mapping[str, str], objection: Objection, *, written: str | None = None
) -> QueryInvalid:
    """Return what is wrong with a query that the engine could not parse: where, why, and the remedy.

    Args:
        text: The query.
        error: What the engine said of it.
        prefixes: The prefixes that need no declaration, each with its namespace.
        objection: What the engine says of other texts.
        written: The query as somebody wrote it, where the text has more in it, such as the values of parameters.
    """
    from corridor_kg.rdf import query_faults  # late for the cold start: few queries are wrong
    from corridor_kg.rdf.query_reading import Reading  # late for the same reason

    for shown in dict.fromkeys((written or text, text)):
        if fault := query_faults.find(Reading(shown, objection), prefixes):
            return _at(shown, *fault)
    return _at(text, *_reported(text, error))


def unsupported(text: str, error: Exception, prefixes: Mapping[str, str]) -> QueryInvalid:
    """Return why the engine cannot answer a query that it could parse, where it names a function.

    Args:
        text: The query.
        error: What the engine said of it.
        prefixes: The prefixes that need no declaration, each with its namespace.
    """
    reason = f"the engine cannot answer this query: {str(error).removesuffix('.')}."
    named = re.search(r"<[^<>]*>", str(error))
    found = tokens(text)
    known = {prefix: f"<{namespace}>" for prefix, namespace in prefixes.items()}
    known |= {name.text.partition(":")[0]: iri.text for name, iri in pairwise(found) if iri.kind == "iri"}
    for name, bracket in pairwise(found):
        prefix, _, local = name.text.partition(":")
        iri = name.text if name.kind == "iri" else f"{known.get(prefix, '')[:-1]}{local}>"
        if named and bracket.text == "(" and iri == named[0]:
            return _at(text, name.start, reason)
    return QueryInvalid(reason)


def _at(text: str, offset: int, reason: str) -> QueryInvalid:
    line, column = carets.position(text, offset)
    return QueryInvalid(f"line {line}, column {column}: {reason}\n{carets.excerpt(text, line, column)}")


def _reported(text: str, error: SyntaxError) -> tuple[int, str]:
    """Return what the engine says and where, in its own words."""
    place = re.match(r"error at (\d+):(\d+): (.*)", str(error), re.DOTALL)
    if place is None:
        return 0, str(error)
    lines = text.split("\n")  # which alone ends a line for the engine
    before = sum(len(line) + 1 for line in lines[: int(place[1]) - 1])
    return min(before + int(place[2]) - 1, len(text)), f"{place[3]}."
