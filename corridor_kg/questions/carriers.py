"""What carries a row of an answer: triple patterns, by which the facts that the row rests on can be found again.

They stand in the header of a stored query, each entry with patterns that hold together, and with a condition where one
is needed; so that no query speaks of evidence itself, and each stays short and runs on any engine.
"""

from __future__ import annotations

from typing import NamedTuple

from corridor_kg.errors import QueryInvalid
from corridor_kg.rdf.tokens import Token, tokens

Pattern = tuple[str, str, str]
"""Subject, predicate and object, as a query of SPARQL has them."""

COLUMN = "evidence"
"""The name of the column, the last one, that tells who states a row."""

_TERMS = ("variable", "name", "iri", "string", "number")


class Carrier(NamedTuple):
    """Patterns that hold together.

    Attributes:
        patterns: They.
        condition: ``FILTER(…)`` and the like, which has to hold as well; may be empty.
    """

    patterns: tuple[Pattern, ...]
    condition: str = ""

    @property
    def text(self) -> str:
        """The inside of a SPARQL group."""
        return " ".join(f"{s} {p} {o} ." for s, p, o in self.patterns) + self.condition

    @property
    def names(self) -> frozenset[str]:
        """The variables of patterns and condition."""
        return frozenset(token.text for token in tokens(self.text) if token.kind == "variable")


def read(text: str) -> Carrier:
    """Return the patterns of an entry: ``subject predicate object``, several with periods between them.

    Args:
        text: The entry; terms are variables, prefixed names, IRIs, plain literals or ``a``; a condition may follow.

    Raises:
        QueryInvalid: It is something else.

    >>> read("?a a ckg:City . ?a ckg:isLocatedIn ?b FILTER(?b != ?c)")
    Carrier(patterns=(('?a', 'rdf:type', 'ckg:City'), ('?a', 'ckg:isLocatedIn', '?b')), condition='FILTER(?b != ?c)')
    """
    found = tokens(text)
    end = next((index for index, token in enumerate(found) if token.keyword == "FILTER"), len(found))
    condition = text[found[end].start :] if end < len(found) else ""
    terms = ["rdf:type" if token.text == "a" else token.text for token in found[:end] if token.text != "."]
    if not terms or len(terms) % 3 or not all(_is_term(token) for token in found[:end]):
        raise QueryInvalid(
            f"{text!r} is not made of patterns; write ?subject predicate ?object, with . between several."
        )
    patterns = tuple((terms[at], terms[at + 1], terms[at + 2]) for at in range(0, len(terms), 3))
    return Carrier(patterns, condition)


def _is_term(token: Token) -> bool:
    return token.kind in _TERMS or token.text in ("a", ".")
