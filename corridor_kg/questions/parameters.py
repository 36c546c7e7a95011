"""Parameters of stored queries: what a query takes, and how a value becomes part of it.

The names follow grlc (https://github.com/CLARIAH/grlc): ``?_name`` is a parameter that must be given,
``?__name`` one that may be left out, and a suffix says what it takes: ``_iri`` a thing, ``_xsd_date`` and
its like a typed literal, ``_en`` a text in that language, nothing a plain text.

A value is bound as an RDF term that the engine's own library has serialised, in a VALUES block at the start
of each group that mentions the parameter. So one value or many are bound alike, and no value whatever can
change what the query is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from corridor_kg.errors import BadParameter, QueryInvalid
from corridor_kg.rdf.datatypes import is_valid
from corridor_kg.rdf.tokens import Token, tokens
from corridor_kg.rdf.vocabulary import XSD

Given = str | int | float | Decimal | bool | date | NamedNode | Literal
"""What a parameter may be given as; several make an iterable of them."""

Bound = NamedNode | Literal
"""What a parameter is bound to."""

_VARIABLE = re.compile(
    r"\?(?P<marks>__?)(?P<name>[a-zA-Z0-9]+)"
    r"(?:_(?P<plain>iri|number|literal|integer)(?![a-zA-Z0-9_])|_xsd_(?P<datatype>[a-zA-Z]+)|_(?P<language>[a-zA-Z]{2,3}))?"
)


_LOOKS_LIKE = {
    "integer": "a whole number such as 42",
    "decimal": "a number such as 2.41",
    "date": "a date such as 2017-12-01",
    "gYear": "a year such as 2050",
    "boolean": "true or false",
    "string": "a text",
}
"""The datatypes that parameters may have, each with what its values look like."""


class Parameter(NamedTuple):
    """What a stored query may be asked with.

    Attributes:
        name: As it is written on the command line and in calls.
        variable: As it stands in the query, such as ``?__city_iri``.
        kind: ``thing``, ``text``, or the local name of an XML Schema datatype, such as ``gYear``.
        required: Whether the query cannot be asked without a value.
        language: The language of a text, or None.
    """

    name: str
    variable: str
    kind: str
    required: bool
    language: str | None = None

    def term(self, text: str, resolve: Callable[[str], NamedNode]) -> Bound:
        """Return a value as the RDF term that the query is asked with.

        Args:
            text: What the user gave.
            resolve: Finds the IRI of a thing by its name.

        Raises:
            BadParameter: The value is not of the parameter's type.
            UnknownThing: The parameter takes a thing, and none is called so.

        >>> year = Parameter("year", "?__year_xsd_gYear", "gYear", required=False)
        >>> year.term("soon", NamedNode)
        Traceback (most recent call last):
        ...
        corridor_kg.errors.BadParameter: parameter 'year' takes a year such as 2050, not 'soon'.
        """
        if self.kind == "thing":
            return resolve(text)
        if self.kind == "text":
            return Literal(text, language=self.language)
        if not is_valid(text, XSD + self.kind):
            raise BadParameter(f"parameter {self.name!r} takes {_LOOKS_LIKE[self.kind]}, not {text!r}.")
        return Literal(text, datatype=NamedNode(XSD + self.kind))


def read_parameters(text: str) -> tuple[Parameter, ...]:
    """Return the parameters of a stored query, in the order in which it mentions them.

    Raises:
        QueryInvalid: A parameter has a type that is not known.

    >>> read_parameters("ASK { ?_thing_iri a ?__kind_iri }")[0].name
    'thing'
    """
    found: dict[str, Parameter] = {}
    for token in tokens(text):
        if not token.text.startswith("?_"):
            continue
        match = _VARIABLE.fullmatch(token.text)
        if match is None:
            endings = "_iri, _integer, _number, _en or _xsd_gYear"
            raise QueryInvalid(f"{token.text} is not a parameter variable; a name may end in {endings}.")
        required = len(match["marks"]) == 1
        found[match["name"]] = Parameter(match["name"], token.text, _kind(match), required, match["language"])
    return tuple(found.values())


def bind(text: str, values: Mapping[str, Iterable[Bound]]) -> str:
    r"""Return a query in which variables can take only the given values.

    Args:
        text: A SPARQL query.
        values: For each variable (with its question mark) the terms that it may be.

    >>> bind("ASK { ?s ?p ?_o }", {"?_o": [Literal('"} DROP ALL')]})
    'ASK { VALUES ?_o { "\\"} DROP ALL" } ?s ?p ?_o }'
    >>> bind("ASK { { SELECT ?s { ?s ?p ?o } } }", {"?s": [NamedNode("x:a")]})
    'ASK { { SELECT ?s { VALUES ?s { <x:a> } ?s ?p ?o } } }'
    """
    if not values:
        return text
    blocks = {name: f" VALUES {name} {{ {' '.join(map(str, terms))} }}" for name, terms in values.items()}
    result, end = [], 0
    for offset, names in sorted(_groups(tokens(text)).items()):
        result.append(text[end:offset])
        result += [blocks[name] for name in names if name in blocks]
        end = offset
    return "".join(result) + text[end:]


def _groups(found: list[Token]) -> dict[int, dict[str, None]]:
    """Return where each group begins, with the variables that it mentions outside the groups inside it."""
    groups: dict[int, dict[str, None]] = {}
    open_groups: list[int | None] = []
    before = ""
    for token in found:
        if token.kind == "open":
            open_groups.append(None if before == "CONSTRUCT" else token.start + 1)
        elif token.kind == "close" and open_groups:
            open_groups.pop()
        elif token.keyword == "SELECT" and open_groups:
            open_groups[-1] = None  # what stands there is a query, and its own group follows
        elif token.kind == "variable" and open_groups and open_groups[-1] is not None:
            groups.setdefault(open_groups[-1], {})[token.text] = None
        before = token.keyword
    return groups


def as_text(value: Given) -> str:
    """Return what a parameter was given as, as a user would write it.

    >>> as_text(True), as_text(NamedNode("http://example.org/a")), as_text(Decimal("1E+2")), as_text(float("-inf"))
    ('true', 'http://example.org/a', '100', '-INF')
    """
    if isinstance(value, NamedNode | Literal):
        return value.value
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value if isinstance(value, str) else _standard(value)


def _standard(value: float | bool | date) -> str:
    """Return a value of Python as XML Schema writes it, where Python writes it otherwise."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "INF" if value > 0 else "-INF"
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _kind(match: re.Match[str]) -> str:
    if match["plain"] == "iri":
        return "thing"
    if match["plain"] in ("integer", "number"):
        return {"integer": "integer", "number": "decimal"}[match["plain"]]
    if match["datatype"] is None:
        return "text"
    if match["datatype"] not in _LOOKS_LIKE:
        raise QueryInvalid(f"{match.group()}: the datatype has to be one of {', '.join(_LOOKS_LIKE)}.")
    return match["datatype"]
