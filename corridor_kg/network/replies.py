"""Replies of services: what somebody else wrote, made fit to be shown, kept and put into messages."""

from __future__ import annotations

import re

from corridor_kg.rdf.vocabulary import Json

SHOWN = 200
"""How many characters of a service's own words are shown."""

_NOT_IN_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_TURNS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of writing (Unicode Standard Annex 9), and so can make a text look like another."""


def clean(text: Json) -> str:
    r"""Return a text without what no terminal and no file should get; empty where it is no text.

    >>> clean("two\nlines "), clean(None)
    ('two lines', '')
    """
    return _NOT_IN_TEXT.sub(" ", _TURNS.sub("", text)).strip() if isinstance(text, str) else ""


def kind(value: Json) -> str:
    """Return what a value of JSON is, to be put into a sentence.

    >>> kind([]), kind(None), kind(5)
    ('a list', 'null', 'a number')
    """
    known = {list: "a list", dict: "an object", str: "a text", bool: "a truth value", type(None): "null"}
    return known.get(type(value), "a number")
