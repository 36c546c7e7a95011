"""The smallest change with which the engine reads a query to its end: a word too many, one that lacks, or brackets.

Nothing here knows what people do wrong. Each change is tried, and told only if the engine then has nothing against the
rest of the query.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from corridor_kg.rdf.query_expectations import IRI, VARIABLE, listed, terms
from corridor_kg.rdf.query_reading import CLOSING, Reading, unclosed

_MISSING = ("BY", "AS", ".", ";", ",", "{", "(", "[", "^^", "=", "*", "AS ?name")
"""Signs and keywords that are often forgotten."""

_PAIRS = (("(", ")"), ("{", "}"), ("(", "AS ?name )"))
_BEFORE_CONDITIONS = frozenset(("FILTER", "HAVING", "BY"))
_LONGEST = 40
"""Words between brackets that are added."""


def repair(reading: Reading) -> str | None:
    """Return what to do about the word with which a query cannot be read on, as the end of a sentence, or None."""
    is_closing = reading.words[reading.stop or 0].text in CLOSING.values()
    ways = (_bracket, _left_out, _insertion) if is_closing else (_insertion, _brackets, _left_out)
    return next(filter(None, (way(reading) for way in (*ways, _left_out_before))), None)


def ending(reading: Reading) -> list[str]:
    """Return the brackets that close what a query leaves open, if it is complete with them, else nothing."""
    closing = [CLOSING[reading.texts[index]] for index in reversed(unclosed(reading.texts))]
    return closing if closing and reading.is_whole([*reading.texts, *closing]) else []


def _is_read(reading: Reading, texts: Sequence[str]) -> bool:
    """Return whether other words are read to their end, with no more than the closing brackets lacking then."""
    left = unclosed(texts)
    if len(left) > len(unclosed(reading.texts)):
        return False
    return reading.is_whole([*texts, *(CLOSING[texts[index]] for index in reversed(left))])


def _parts(reading: Reading) -> tuple[list[str], list[str]]:
    return [*reading.texts[: reading.stop]], [*reading.texts[reading.stop or 0 :]]


def _bracket(reading: Reading) -> str | None:
    """Take one bracket for another, or for one that closes too much."""
    before, after = _parts(reading)
    opened = unclosed(before)
    if not opened:
        return None
    closing = CLOSING[before[opened[-1]]]
    if closing == after[0]:
        return None
    if _is_read(reading, [*before, closing, *after]):
        return f"{closing!r} is missing before it"
    return f"write {closing} in its place" if _is_read(reading, [*before, closing, *after[1:]]) else None


def _insertion(reading: Reading) -> str | None:
    before, after = _parts(reading)
    closing = [CLOSING[before[index]] for index in unclosed(before)[-1:]]
    for sign in (*closing, *_MISSING):
        if _is_read(reading, [*before, *sign.split(), *after]):
            what = "an operator such as =" if sign == "=" else repr(sign)
            return f"{what} is missing before it"
    for example in (VARIABLE, IRI):
        if _is_read(reading, [*before, example, *after]):
            too_many = f", or the {before[-1]!r} is one too many" if before[-1] in (",", "/", "|") else ""
            return f"{listed(terms(reading), 'or')} is missing before it{too_many}"
    return None


def _brackets(reading: Reading) -> str | None:
    """Put brackets around the fewest words that need them: from the stop on, or from the start of its condition."""
    stop, texts = reading.stop or 0, reading.texts
    conditions = [index + 1 for index in range(stop) if texts[index].upper() in _BEFORE_CONDITIONS]
    for start, (opening, closing) in product((stop, *conditions[-1:]), _PAIRS):
        if not reading.accepts([opening], at=start):
            continue
        for end in range(stop + 1, min(len(texts), stop + _LONGEST) + 1):
            within = [opening, *texts[start:end], *closing.split()]
            if _is_read(reading, [*texts[:start], *within, *texts[end:]]):
                inside = " ".join(reading.text[reading.words[start].start : reading.words[end - 1].end].split())
                written = " ".join((opening, inside, closing))
                return f"write {written.replace('( ', '(').replace(' )', ')')}"
    return None


def _left_out(reading: Reading) -> str | None:
    """Leave the word out, and the same where it then stops the reading again, as commas do."""
    before, after = _parts(reading)
    stop, texts = len(before), [*before, *after]
    while stop < len(texts) and texts[stop] == after[0]:
        del texts[stop]
        stop = reading.stop_of(texts) or 0
    return "leave it out" if _is_read(reading, texts) else None


def _left_out_before(reading: Reading) -> str | None:
    before, after = _parts(reading)
    if not before or not _is_read(reading, [*before[:-1], *after]):
        return None
    return f"leave out the {reading.words[len(before) - 1].text!r} before it"
