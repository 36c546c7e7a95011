"""JSON as RFC 8259 has it, and as RDF can hold it; what is neither is told of at its place in the text.

Python's reader takes more (``NaN``), makes of a large number an infinite one, refuses long integers without saying
where they stand, and reads half of a character, which no text of RDF has.
"""

from __future__ import annotations

import json
import math
import re

from corridor_kg.rdf import carets
from corridor_kg.rdf.vocabulary import Json

STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_TOKEN = re.compile(rf"{STRING.pattern}|-?Infinity|NaN|-?[0-9][0-9.eE+-]*")
_HALF = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
_LONG = 24
"""How many characters of a number are shown."""


class NotJson(ValueError):
    """A text is no JSON, or holds what RDF cannot.

    Args:
        fault: What is wrong, and what to do.
        text: The text.
        offset: Where in it.
    """

    def __init__(self, fault: str, text: str, offset: int) -> None:
        super().__init__(fault)
        self.line, self.column = carets.position(text, offset)
        self.excerpt = carets.excerpt(text, self.line, self.column)


class Number(float):
    """A number with a point or an exponent, which knows how it was written."""

    def __init__(self, text: str) -> None:
        self.text = text


class _Unreadable(ValueError):
    """A number cannot be read; it has its text and what is wrong with it."""


def loads(text: str) -> Json:
    """Return what a text of JSON says.

    Args:
        text: The text.

    Raises:
        NotJson: It is none, or has a number or a text that RDF does not have.
        RecursionError: It is nested too deeply.

    >>> loads('{"a": [1, 2.5]}')
    {'a': [1, 2.5]}
    """
    try:
        value = json.loads(text, parse_constant=_constant, parse_float=_float, parse_int=_integer)
    except json.JSONDecodeError as error:
        raise NotJson(f"this is not JSON: {error.msg}", text, error.pos) from None
    except _Unreadable as error:
        number, fault = error.args
        found = next(match for match in _TOKEN.finditer(text) if match[0] == number)
        raise NotJson(fault, text, found.start()) from None
    _refuse_halves(text)
    return value


def _constant(text: str) -> float:
    written = text.replace("Infinity", "INF")
    raise _Unreadable(text, f'{text} is no number of JSON; write {{"@value": "{written}", "@type": "xsd:double"}}')


def _float(text: str) -> float:
    value = Number(text)
    if math.isinf(value):
        short = text if len(text) <= _LONG else f"{text[:_LONG]}…"
        raise _Unreadable(
            text, f"{short} is greater than any number that is read; write it as a text with its datatype"
        )
    return value


def _integer(text: str) -> int:
    _float(text)
    return int(text)


def _refuse_halves(text: str) -> None:
    for match in STRING.finditer(text) if re.search(r"\\u[dD][89a-fA-F]", text) else ():
        if re.search("[\ud800-\udfff]", json.loads(match[0], strict=False)):
            half = _HALF.search(match[0])
            offset = match.start() + (half.start() if half else 0)
            fault = f"{half[0] if half else 'this'} is half of a character; write both halves, or the character itself"
            raise NotJson(fault, text, offset)
