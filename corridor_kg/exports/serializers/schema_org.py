"""One thing as schema.org JSON-LD, as search engines read it from a page.

The stored query ``schema-org-card`` says what is told; here it is given the shape that validators of search
engines ask for: one class, one name, things with their class and name, coordinates in ``geo``. A figure is an
Observation with all that makes it one, or has no card; what is expected or aimed at is none. A person has the job of
which nobody says that it has ended.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, NamedNode

from corridor_kg.answers.native import native
from corridor_kg.answers.triples import Triples
from corridor_kg.errors import OutputFailed
from corridor_kg.exports.selection import Selection
from corridor_kg.model import coordinates
from corridor_kg.model.index import Index
from corridor_kg.questions.asking import run
from corridor_kg.questions.stored_queries import STORED
from corridor_kg.rdf.terms import TYPE, Node, Term
from corridor_kg.rdf.vocabulary import ONTOLOGY, XSD, prefixes, shorten

SCHEMA = prefixes()["schema"]
QUERY = "schema-org-card"
_GENERAL = ("AdministrativeArea", "Place", "Organization", "CreativeWork", "Thing")
"""Classes that say nothing where a thing has another."""

_COORDINATES = {"latitude": coordinates.LATITUDE, "longitude": coordinates.LONGITUDE}
"""What is said of a point alone, in degrees."""

_FIGURE = NamedNode(f"{ONTOLOGY}Figure")
_YEAR = NamedNode(f"{XSD}gYear")
_FIRST = ("@type", "@id", "name", "alternateName")


def serialize(selection: Selection) -> Iterator[bytes]:
    """Yield one thing as schema.org JSON-LD.

    Raises:
        OutputFailed: Not one thing was selected, schema.org has no class for it, or a coordinate is no number of
            degrees.
    """
    if len(selection.things) != 1:
        raise OutputFailed("schema.org JSON-LD is written of one thing; name it with --thing.")
    (thing,) = selection.things
    card = run(selection.graph, STORED[QUERY], {"thing": thing})
    if not isinstance(card, Triples):
        raise OutputFailed(f"the stored query {QUERY} does not answer with triples; write it as a CONSTRUCT.")
    index = Index(card)
    if not index.values(thing, TYPE.value):
        raise OutputFailed(f"schema.org has no {_missing(selection, thing)}; write jsonld instead.")
    content = {"@context": "https://schema.org", **_node(index, thing, above=())}
    if not selection.evidence:
        content.pop("subjectOf", None)
    yield (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _missing(selection: Selection, thing: NamedNode) -> str:
    """Return what schema.org has not for a thing without a card."""
    if any(selection.graph.engine.quads(thing, TYPE, _FIGURE)):
        return f"Observation for {shorten(thing.value)} without measure, value, unit, a day or a year, and who says so"
    return f"class for {shorten(thing.value)}"


def _node(index: Index, node: Node, *, above: tuple[Node, ...]) -> dict[str, Any]:
    """Return a thing as a JSON object; what it speaks of and stands inside of is named by its identifier."""
    result: dict[str, Any] = {"@type": _class(index, node), "@id": node.value}
    for predicate in sorted(index.predicates(node)):
        if predicate.startswith(SCHEMA):
            result[predicate.removeprefix(SCHEMA)] = [
                _value(index, value, above=(*above, node)) for value in index.values(node, predicate) if value != node
            ]
    _name(result, index.values(node, f"{SCHEMA}name"))
    if result.keys() >= _COORDINATES.keys():
        point = {name: _degrees(index, node, name) for name in _COORDINATES}
        result = {key: value for key, value in result.items() if key not in point}
        result["geo"] = {"@type": "GeoCoordinates", **point}
    result = {key: value for key, value in result.items() if value != []}
    single = {key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in result.items()}
    return dict(sorted(single.items(), key=lambda item: (_FIRST.index(item[0]) if item[0] in _FIRST else 9, item[0])))


def _degrees(index: Index, node: Node, name: str) -> float:
    try:
        return coordinates.degrees(index.values(node, SCHEMA + name), _COORDINATES[name])
    except ValueError as error:
        raise OutputFailed(f"{shorten(node.value)} has {shorten(SCHEMA + name)} {error}") from None


def _name(result: dict[str, Any], names: list[Term]) -> None:
    """Leave the English name alone in ``name``, and put the others with the alternate ones."""
    texts = sorted(
        (name for name in names if isinstance(name, Literal)),
        key=lambda name: (name.language != "en", name.value, name.language or ""),
    )
    if texts:
        result["name"] = texts[0].value
        others = [*(text.value for text in texts[1:]), *result.pop("alternateName", [])]
        if others:
            result["alternateName"] = others


def _class(index: Index, node: Node) -> str:
    classes = [str(term)[1:-1].removeprefix(SCHEMA) for term in index.values(node, TYPE.value)]
    special = [name for name in classes if name not in _GENERAL]
    return sorted(special or classes)[0]


def _value(index: Index, value: Term, *, above: tuple[Node, ...]) -> Any:
    if isinstance(value, NamedNode):
        known = value not in above and index.values(value, TYPE.value)
        return _node(index, value, above=above) if known else value.value
    if isinstance(value, Literal) and value.datatype == _YEAR:  # in schema.org a date, and so a text
        return value.value
    found = native(value)
    found = float(found) if isinstance(found, Decimal) else found
    if isinstance(found, int) or (isinstance(found, float) and math.isfinite(found)):  # JSON has no other number
        return found
    return getattr(value, "value", str(value))
