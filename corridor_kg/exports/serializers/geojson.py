"""GeoJSON (RFC 7946) of what has coordinates, for QGIS and maps on the web.

What lies in a place, and has no coordinates of its own, stands at those of the place, which ``placedAt`` then names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode

from corridor_kg.errors import OutputFailed
from corridor_kg.exports import self_description
from corridor_kg.exports.selection import Selection
from corridor_kg.model import coordinates
from corridor_kg.model.index import Index
from corridor_kg.rdf.canonical import canonicalized_triples
from corridor_kg.rdf.terms import LABEL, Node, Term, language_tag
from corridor_kg.rdf.vocabulary import ONTOLOGY, PROV, SKOS, prefixes, shorten

_LICENCE = f"{prefixes()['dcterms']}license"
_LINKS = {
    "isLocatedIn": f"{ONTOLOGY}isLocatedIn",
    "isBasedIn": f"{ONTOLOGY}isBasedIn",
    "exactMatch": f"{SKOS}exactMatch",
    "evidence": f"{PROV}wasDerivedFrom",
}


def serialize(selection: Selection) -> Iterator[bytes]:
    """Yield the things of a selection that are somewhere, as a collection of points.

    Raises:
        OutputFailed: Nothing in it has coordinates, a coordinate is no number of degrees, or several are stated.
    """
    index = Index(canonicalized_triples(selection.merged(), seconds=selection.seconds))
    around = Index(quad for quad in selection.graph.stated() if quad.predicate.value in coordinates.READ)
    things = [node for node in index.forward if isinstance(node, NamedNode)]
    placed = ((thing, _placed(index, around, thing)) for thing in things)
    features = [_feature(index, thing, place) for thing, place in placed if place is not None]
    features.sort(key=lambda feature: str(feature["id"]))
    if not features:
        raise OutputFailed("nothing that was selected has coordinates; select cities, or write another format.")
    credits = Index(self_description.credits(selection.graph))
    license = [str(value)[1:-1] for node in credits.forward for value in credits.values(node, _LICENCE)]
    content: dict[str, Any] = {
        "type": "FeatureCollection",
        **({"license": license[0]} if license else {}),
        "features": features,
    }
    yield (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _placed(index: Index, around: Index, thing: NamedNode) -> coordinates.Placed | None:
    """Return where a thing is, by what is selected of it, and by what the whole graph states of the places around it.

    Raises:
        OutputFailed: A coordinate is no number of degrees, or there are several.
    """

    def values(node: Node, predicate: str) -> list[Term]:
        return (index if node == thing else around).values(node, predicate)

    try:
        return coordinates.placed(thing, values)
    except ValueError as error:
        raise OutputFailed(str(error)) from None


def _feature(index: Index, node: NamedNode, place: coordinates.Placed) -> dict[str, Any]:
    properties: dict[str, Any] = {"curie": shorten(node.value), "kind": index.kind(node).name}
    properties.update(_labels(index, node))
    for name, predicate in _LINKS.items():
        links = [shorten(link.value) for link in index.values(node, predicate) if isinstance(link, NamedNode)]
        if links:
            properties[name] = links
    if place.at != node:
        properties["placedAt"] = shorten(place.at.value)
    geometry = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    return {"type": "Feature", "id": node.value, "geometry": geometry, "properties": properties}


def _labels(index: Index, node: NamedNode) -> dict[str, str]:
    """Return a name for each language; ``label`` is the English one, else the one without a language."""
    texts = [label for label in index.values(node, LABEL.value) if isinstance(label, Literal)]
    result: dict[str, str] = {}
    for text in sorted(texts, key=lambda text: (text.language != "en", text.language or "", text.value)):
        language = text.language or "en"
        result.setdefault("label" if language == "en" else f"label_{language_tag(language)}", text.value)
    return result
