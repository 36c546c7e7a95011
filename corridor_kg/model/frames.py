"""What belongs to a thing: the frames in ``ontology/frames/``, one a kind.

They are JSON-LD frames; here they are read as a tree of properties, forward and inverse, along which a thing
is followed to what is needed to understand it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from corridor_kg.model.kinds import Kind
from corridor_kg.rdf import bundled
from corridor_kg.rdf.vocabulary import Json, context, expand

FOLDER = os.path.join(bundled.ONTOLOGY, "frames")


class Branch(NamedTuple):
    """One property of a frame.

    Attributes:
        predicate: Its IRI.
        inverse: Whether it is followed from object to subject.
        types: IRIs of classes, one of which the next thing has to have; empty for any.
        frame: What belongs to the next thing.
    """

    predicate: str
    inverse: bool
    types: frozenset[str]
    frame: Json


@cache
def frame(kind: Kind) -> dict[str, Json]:
    """Return the frame of a kind; an empty one where it has none.

    >>> from corridor_kg.model.kinds import KINDS
    >>> frame(KINDS[0])["type"]
    ['City', 'FirstTierCity', 'SubProvincialCity']
    """
    path = os.path.join(FOLDER, f"{kind.name}.jsonld")
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8-sig") as file:
        document: dict[str, Json] = json.load(file)
    return document


def branches(frame: dict[str, Json]) -> Iterator[Branch]:
    """Yield the properties along which a frame nests things."""
    terms = context()["@context"]
    for name, inner in frame.items():
        term = terms.get(name)
        if isinstance(term, dict) and name != "type":
            inverse = "@reverse" in term
            predicate = expand(term["@reverse" if inverse else "@id"])
            yield Branch(predicate or name, inverse, _types(inner), inner)


def _types(frame: dict[str, Json]) -> frozenset[str]:
    terms = context()["@context"]
    named = frame.get("type", [])
    names = [named] if isinstance(named, str) else named
    return frozenset(expand(terms[name]) or name for name in names)
