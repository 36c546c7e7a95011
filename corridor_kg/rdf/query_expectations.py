"""What could stand in a query at the word that may not, in plain words: what the engine reads on with is expected."""

from __future__ import annotations

from collections.abc import Iterable

from corridor_kg.rdf.query_reading import Reading

AGGREGATES = frozenset("AVG COUNT GROUP_CONCAT MAX MIN SAMPLE SUM".split())

FUNCTIONS = AGGREGATES.union(
    """
    ABS BNODE BOUND CEIL COALESCE CONCAT CONTAINS DATATYPE DAY ENCODE_FOR_URI EXISTS FLOOR HOURS IF IRI ISBLANK ISIRI
    ISLITERAL ISNUMERIC ISURI LANG LANGMATCHES LCASE MD5 MINUTES MONTH NOW RAND REGEX REPLACE ROUND SAMETERM SECONDS
    SHA1 SHA256 SHA384 SHA512 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBSTR TIMEZONE TZ
    UCASE URI UUID YEAR
    """.split()
)
"""The functions and aggregates of SPARQL 1.1."""

KEYWORDS = tuple(
    """
    SELECT ASK CONSTRUCT DESCRIBE PREFIX BASE FROM NAMED WHERE DISTINCT REDUCED FILTER OPTIONAL UNION BIND MINUS GRAPH
    VALUES UNDEF AS IN NOT EXISTS GROUP BY ORDER HAVING LIMIT OFFSET ASC DESC SEPARATOR TRUE FALSE
    """.split()
)
"""The keywords of a query of SPARQL 1.1 that only reads and goes nowhere, in the order in which they are told."""

VARIABLE, IRI, TEXT, NUMBER = "?x", "<x:y>", '"x"', "1"
"""An example of each kind of term."""

_OPERATOR = "an operator such as ="
_CLOSING_SIGNS = "} ) ] . ; ,".split()
_SIGNS = [*_CLOSING_SIGNS, *"{ ( *".split()]


def near(reading: Reading, word: str) -> str | None:
    """Return the keyword or function that may stand at the stop and is nearest to a word, or None."""
    import difflib  # late for the cold start

    close = difflib.get_close_matches(word.upper(), {*KEYWORDS, *FUNCTIONS}, n=4, cutoff=0.7)
    return next((keyword for keyword in close if reading.accepts([keyword, "("][: 1 + (keyword in FUNCTIONS)])), None)


def terms(reading: Reading) -> list[str]:
    """Return which terms may stand at the stop."""
    variable, iri, text = (reading.accepts([example]) for example in (VARIABLE, IRI, TEXT))
    if variable and reading.accepts(["STRLEN"]):
        return ["an expression"]
    names = (("a variable", variable), ("a name", iri), ("a text", text), ("a number", reading.accepts([NUMBER])))
    return [name for name, may in names if may]


def expected(reading: Reading) -> str:
    """Return what may stand at the stop, the fewest that tell most; an empty text where nothing is found."""
    may_be = terms(reading)
    if may_be != ["an expression"]:
        if reading.accepts(["="]):
            may_be.append(_OPERATOR)
        signs = _CLOSING_SIGNS if len(may_be) > 2 or _OPERATOR in may_be else _SIGNS
        may_be += [repr(sign) for sign in signs if reading.accepts([sign])][:4]
        keywords = [keyword for keyword in KEYWORDS if reading.accepts([keyword])]
        may_be += keywords if len(keywords) < 4 else [f"a keyword such as {keywords[0]}"]
    return listed(may_be, "or")


def listed(names: Iterable[str], last: str) -> str:
    """Return names as a sentence lists them.

    >>> listed(["a name", "a text", "a number"], "or")
    'a name, a text or a number'
    """
    *some, end = [*names] or [""]
    return f"{', '.join(some)} {last} {end}" if some else end
