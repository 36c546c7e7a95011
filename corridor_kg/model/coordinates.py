"""Where something is: degrees as WGS84 has them, one latitude and one longitude."""

from __future__ import annotations

from collections.abc import Iterable

from corridor_kg.rdf.datatypes import number_of
from corridor_kg.rdf.terms import Term

LATITUDE, LONGITUDE = 90, 180
"""How many degrees there are, on either side of zero."""


def degrees(values: Iterable[Term], most: int) -> float:
    """Return the coordinate that some values are.

    Args:
        values: What is stated of a thing, at least one value.
        most: `LATITUDE` or `LONGITUDE`.

    Raises:
        ValueError: One is no number of degrees, or there are several: which belongs to which would be a guess. The
            message goes on behind the words *a thing has a latitude*.

    >>> from pyoxigraph import Literal
    >>> degrees([Literal("23.10"), Literal(23.1)], LATITUDE)
    23.1
    >>> degrees([Literal("２３")], LATITUDE)
    Traceback (most recent call last):
    ...
    ValueError: '２３'; write degrees from -90 to 90.
    """
    found: dict[float, str] = {}
    for value in values:
        text, number = getattr(value, "value", str(value)), number_of(value)
        if number is None or not -most <= number <= most:
            raise ValueError(f"{text!r}; write degrees from -{most} to {most}.")
        found.setdefault(number, text)
    if len(found) > 1:
        several = " and ".join(found.values())
        raise ValueError(f"{several}, and a point has one; leave one, or select with --thing what has one.")
    return next(iter(found))
