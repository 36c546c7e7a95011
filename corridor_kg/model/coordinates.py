"""Where something is: degrees as WGS84 has them, one latitude and one longitude."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from pyoxigraph import NamedNode

from corridor_kg.rdf.datatypes import number_of
from corridor_kg.rdf.terms import Node, Term
from corridor_kg.rdf.vocabulary import ONTOLOGY, prefixes, shorten

LATITUDE, LONGITUDE = 90, 180
"""How many degrees there are, on either side of zero."""

_LATITUDE, _LONGITUDE = (f"{prefixes()['wgs84']}{name}" for name in ("lat", "long"))
_AROUND = (f"{ONTOLOGY}isLocatedIn", f"{ONTOLOGY}isBasedIn")
"""How a thing leads to the place in which it is."""

READ = (_LATITUDE, _LONGITUDE, *_AROUND)
"""The properties that tell where things are."""

Values = Callable[[Node, str], Iterable[Term]]
"""What a thing has of a property, by its IRI."""


class Placed(NamedTuple):
    """Where something is.

    Attributes:
        latitude: In degrees.
        longitude: In degrees.
        at: What has these coordinates: the thing itself, or the place in which it is.
    """

    latitude: float
    longitude: float
    at: NamedNode


def placed(thing: NamedNode, values: Values) -> Placed | None:
    """Return where a thing is: at its own coordinates, else at those of the innermost place in which it lies.

    Args:
        thing: The thing.
        values: Tells what is stated of it, and of the places.

    Returns:
        None where no place has coordinates; or where several have, and none lies in the others: one of them would be a
        guess.

    Raises:
        ValueError: A coordinate is no number of degrees, or there are several; the message is a sentence.
    """
    if _is_placed(thing, values):
        return _point(thing, values)
    known = [place for place in _around(thing, values) if _is_placed(place, values)]
    outer = {place for inner in known for place in _around(inner, values)}
    innermost = [place for place in known if place not in outer]
    return _point(innermost[0], values) if len(innermost) == 1 else None


def _is_placed(thing: Node, values: Values) -> bool:
    return all(any(True for _ in values(thing, predicate)) for predicate in (_LATITUDE, _LONGITUDE))


def _point(thing: NamedNode, values: Values) -> Placed:
    def coordinate(predicate: str, most: int) -> float:
        try:
            return degrees(values(thing, predicate), most)
        except ValueError as error:
            raise ValueError(f"{shorten(thing.value)} has {shorten(predicate)} {error}") from None

    return Placed(coordinate(_LATITUDE, LATITUDE), coordinate(_LONGITUDE, LONGITUDE), thing)


def _around(thing: NamedNode, values: Values) -> list[NamedNode]:
    """Return the places in which a thing is, however far out, the nearest first."""
    found, waiting = dict[NamedNode, None](), [thing]
    for place in waiting:
        for predicate in _AROUND:
            for outer in values(place, predicate):
                if isinstance(outer, NamedNode) and outer != thing and outer not in found:
                    found[outer] = None
                    waiting.append(outer)
    return list(found)


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
