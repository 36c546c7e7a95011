"""Faults of a query that a parser finds, but does not name: what is not grouped, named twice, unknown or relative."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from corridor_kg.errors import did_you_mean
from corridor_kg.rdf.tokens import Token, tokens

Fault = tuple[int, str]
"""The offset of the character where it stands, and what is wrong, as a sentence."""

FUNCTIONS = frozenset(
    """
    ABS AVG BNODE BOUND CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY ENCODE_FOR_URI EXISTS FLOOR GROUP_CONCAT
    HOURS IF IN IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISURI LANG LANGMATCHES LCASE MAX MD5 MIN MINUTES MONTH NOW RAND
    REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SHA1 SHA256 SHA384 SHA512 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG
    STRLEN STRSTARTS STRUUID SUBSTR SUM TIMEZONE TZ UCASE URI UUID YEAR
    """.split()
)
"""The functions and aggregates of SPARQL 1.1."""

_BEFORE_BRACKETS = frozenset(
    "SELECT DISTINCT REDUCED WHERE FILTER BIND VALUES HAVING BY ASC DESC AS NOT UNION MINUS OPTIONAL GRAPH A".split()
)
"""Keywords behind which a bracket may stand."""


def relative_iri(text: str) -> Fault | None:
    """Return the first IRI of a query that is relative, where no BASE says to what."""
    found = tokens(text)
    if any(token.keyword == "BASE" for token in found):
        return None
    for token in found:
        if token.kind == "iri" and not re.match(r"<[A-Za-z][A-Za-z0-9+.-]*:", token.text):
            remedy = "write it whole, or say with BASE <http://example.org/> to what it is"
            return token.start, f"the IRI {token.text} is relative; {remedy}."
    return None


def unknown_function(text: str) -> Fault | None:
    """Return the first word before a bracket that is no function of SPARQL 1.1."""
    found = tokens(text)
    for word, bracket in pairwise(found):
        if word.kind == "word" and bracket.text == "(" and word.keyword not in FUNCTIONS | _BEFORE_BRACKETS:
            hint = did_you_mean(
                word.text, FUNCTIONS, otherwise="its functions are those of section 17.4 of the standard"
            )
            return word.start, f"{word.text} is no function of SPARQL{hint}"
    return None


def named_twice(text: str) -> Fault | None:
    """Return the first ``AS ?variable`` whose variable has a value already in the same group, or in the same SELECT."""
    seen: list[set[str]] = [set()]
    for before, token in _pairs(tokens(text)):
        if token.kind == "open":
            seen.append(set())
        elif token.kind == "close" and len(seen) > 1:
            seen.pop()
        elif token.kind == "variable":
            name = f"?{token.text[1:]}"
            if before.keyword == "AS" and name in seen[-1]:
                return token.start, f"{name} has a value already; name what stands before AS otherwise."
            if before.keyword == "AS" or len(seen) > 1:
                seen[-1].add(name)
    return None


def ungrouped(text: str) -> Fault | None:
    """Return the first variable of a SELECT that is neither grouped by nor inside an aggregate, where others are."""
    found = tokens(text)
    start = next((index for index, token in enumerate(found) if token.keyword == "SELECT"), len(found))
    end = next((index for index, token in enumerate(found) if token.kind == "open" and index > start), len(found))
    head = found[start:end]
    grouped = _grouped(found)
    if not grouped and not any(token.keyword in ("COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE") for token in head):
        return None
    depth = 0
    for token in head:
        depth += (token.text == "(") - (token.text == ")")
        if token.kind == "variable" and depth == 0 and token.text[1:] not in grouped:
            name = f"?{token.text[1:]}"
            return token.start, f"{name} is neither grouped by nor inside an aggregate; add GROUP BY {name}."
    return None


def _grouped(found: list[Token]) -> set[str]:
    """Return the variables of a GROUP BY, without their marks."""
    at = next(
        (index for index, (one, two) in enumerate(_pairs(found)) if (one.keyword, two.keyword) == _GROUP_BY), None
    )
    return set() if at is None else {token.text[1:] for token in found[at:] if token.kind == "variable"}


_GROUP_BY = ("GROUP", "BY")


def _pairs(found: list[Token]) -> Iterator[tuple[Token, Token]]:
    """Yield each token with the one before it."""
    yield from pairwise([Token("other", "", 0), *found])
