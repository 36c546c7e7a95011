"""SPARQL from outside: what is refused before it reaches an engine, and what a syntax error means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from corridor_kg.errors import QueryInvalid, QueryRefused, did_you_mean
from corridor_kg.rdf import carets, query_faults
from corridor_kg.rdf.query_faults import Fault
from corridor_kg.rdf.tokens import FORMS, Token, form, matches, tokens

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
    if _too_large(found):
        raise QueryRefused(f"a query may have {MOST_TOKENS:,} words and {DEEPEST} levels of brackets at most.")
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


def _too_large(found: list[Token]) -> bool:
    """Return whether a query is larger, or nested deeper, than the engine's parser can take."""
    depth = deepest = 0
    for token in found:
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        deepest = max(deepest, depth)
    return len(found) > MOST_TOKENS or deepest > DEEPEST


def _line_and_column(text: str, token: Token) -> str:
    return "line {}, column {}".format(*carets.position(text, token.start))


def explain(text: str, error: SyntaxError, prefixes: Mapping[str, str]) -> QueryInvalid:
    """Return what is wrong with a query that the engine could not parse: where, why, and the remedy.

    Args:
        text: The query.
        error: What the engine said of it.
        prefixes: The prefixes that need no declaration, each with its namespace.
    """
    fault = _pasted(text) or _formless(text) or _undeclared(text, prefixes) or query_faults.relative_iri(text)
    offset, reason = fault or _said(text, error) or _reported(text, error)
    line, column = carets.position(text, offset)
    return QueryInvalid(f"line {line}, column {column}: {reason}\n{carets.excerpt(text, line, column)}")


def _pasted(text: str) -> tuple[int, str] | None:
    for match in matches(text):
        if match.lastgroup in ("other", "space"):
            for index, character in enumerate(match.group()):
                if reason := carets.pasted_character(character):
                    return match.start() + index, f"{reason}."
    return None


def _formless(text: str) -> tuple[int, str] | None:
    return None if form(text) else (0, "a query asks with SELECT, ASK, CONSTRUCT or DESCRIBE, and this has none.")


def _undeclared(text: str, prefixes: Mapping[str, str]) -> tuple[int, str] | None:
    found = tokens(text)
    declared = set(prefixes)
    for keyword, name in pairwise(found):
        if keyword.keyword == "PREFIX" and name.kind == "name":
            declared.add(name.text.partition(":")[0])
    for token in found:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix != "_" and prefix not in declared:
            known = ", ".join(sorted(declared))
            hint = did_you_mean(prefix, declared, otherwise="declare it with PREFIX")
            others = f" The known ones are {known}." if known else ""
            return token.start, f"the prefix {prefix}: is not declared{hint}{others}"
    return None


_SAID = {
    "contains a variable that is unbound": query_faults.ungrouped,
    "Duplicated variable name": query_faults.named_twice,
}
"""What the engine says that is more than where it stopped, with what finds the variable that it means."""


def _said(text: str, error: SyntaxError) -> Fault | None:
    """Return what the engine found wrong beyond the grammar, or what it stumbles over without a word."""
    for words, find in _SAID.items():
        if words in str(error) and (fault := find(text)):
            return fault
    said = re.search(r"(?:expected (?:one of )?|, )([A-Z][\w*]*(?: [\w*]+){3,})(?:,|$)", str(error))
    if said:
        return _reported(text, error)[0], f"{said[1]}."
    return query_faults.unknown_function(text) or query_faults.named_twice(text)


def _reported(text: str, error: SyntaxError) -> tuple[int, str]:
    message = str(error)
    place = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if place is None:
        return 0, message
    lines = text.split("\n")  # which alone ends a line for the engine
    line, column = int(place[1]), int(place[2])
    offset = sum(len(before) + 1 for before in lines[: line - 1]) + column - 1
    rest = text[offset:].split()
    if not rest:
        return min(offset, len(text)), "the query ends too early; a closing brace or a term is missing."
    return offset, f"{rest[0][:40]!r} is not expected here."
