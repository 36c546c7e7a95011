"""Where the things of a graph are, for a map."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from corridor_kg.errors import OutputFailed
from corridor_kg.rdf.terms import Node, Term, language_tag
from corridor_kg.store import names

if TYPE_CHECKING:
    from corridor_kg.engine.engine import Engine
    from corridor_kg.pictures.maps import Spot


def spot(engine: Engine, language: str, thing: NamedNode) -> Spot | None:
    """Return where a thing is: at its own coordinates, else at those of the innermost place in which it lies.

    Args:
        engine: What holds the graph.
        language: The language of the place's name, where it has one in it; else English.
        thing: The thing.

    Raises:
        OutputFailed: A coordinate is no number of degrees, or there are several.
    """
    from corridor_kg.model import coordinates  # late for the cold start, as below
    from corridor_kg.pictures.maps import Spot  # late for the cold start: few answers are drawn
    from corridor_kg.pictures.svg import Words  # late for the same reason

    def values(node: Node, predicate: str) -> Iterable[Term]:
        return [quad.object for quad in engine.match(node, NamedNode(predicate))]

    try:
        found = coordinates.placed(thing, values)
    except ValueError as error:
        raise OutputFailed(str(error)) from None
    if found is None:
        return None
    label = names.label_in(engine, found.at, language=language) if language != "en" else None
    place = Words(label.value, language_tag(label.language or "")) if label else Words(names.label(engine, found.at))
    return Spot(found.latitude, found.longitude, place, found.at == thing)
