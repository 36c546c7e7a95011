"""What one cites: passages and sources with their titles, and the data set itself with its version and licence."""

from __future__ import annotations

import os
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from corridor_kg.answers.about import Cited
from corridor_kg.engine.engine import Engine
from corridor_kg.rdf import bundled
from corridor_kg.rdf.vocabulary import expand
from corridor_kg.store import names
from corridor_kg.store.evidence import Source
from corridor_kg.store.graph import Graph

_PART_OF, _LICENCE, _URL, _VERSION, *_MAKERS = (
    NamedNode(expand(curie) or curie)
    for curie in (
        "dcterms:isPartOf dcterms:license schema:url dcat:version schema:publisher dcterms:publisher dcterms:creator"
    ).split()
)
_DATASETS = "SELECT DISTINCT ?dataset { ?dataset a dcat:Dataset ; dcat:version ?version } ORDER BY ?dataset"


def cited(graph: Graph, sources: Iterable[Source]) -> tuple[Cited, ...]:
    """Return passages and sources as one cites them, in their order; a passage has what its article has.

    >>> from corridor_kg.store.graph import open_graph
    >>> iri = "https://w3id.org/corridor-kg/passage/china-daily-p17"
    >>> cited(open_graph(), [Source("china-daily p17", iri)])[0].publisher
    'China Daily'
    """
    return tuple(_cited(graph.engine, source) for source in sources)


def _cited(engine: Engine, source: Source) -> Cited:
    part = NamedNode(source.iri)
    whole = _one(engine, part, _PART_OF)
    things = [part, *([whole] if isinstance(whole, NamedNode) else [])]
    title = ". ".join(names.label(engine, thing) for thing in reversed(things))
    makers = [_found(engine, things, maker) for maker in _MAKERS]
    return Cited(
        source.name,
        title,
        next(filter(None, makers), ""),
        _found(engine, things, _URL),
        _found(engine, things, _LICENCE),
        source.iri,
        source.mark,
    )


def _found(engine: Engine, things: Iterable[NamedNode], predicate: NamedNode) -> str:
    """Return what the first of some things that has a property has; of a thing of ours its name."""
    for thing in things:
        found = _one(engine, thing, predicate)
        if isinstance(found, NamedNode):
            return names.label(engine, found) if predicate in _MAKERS else found.value
        if isinstance(found, Literal):
            return found.value
    return ""


def _one(engine: Engine, thing: NamedNode, predicate: NamedNode) -> NamedNode | Literal | None:
    found = (quad.object for quad in engine.match(thing, predicate))
    terms = (term for term in found if isinstance(term, NamedNode | Literal))
    return min(terms, key=str, default=None)


def data(graph: Graph) -> str:
    """Return what data a graph is: its data sets with their versions and licences, and what was added to them.

    >>> from corridor_kg.store.graph import open_graph
    >>> data(open_graph())
    'Corridor KG 0.2.0 (https://creativecommons.org/licenses/by/4.0/)'
    """
    described = []
    for row in graph.rows(_DATASETS):
        dataset = row.terms["dataset"]
        if isinstance(dataset, NamedNode):
            version, licence = (_found(graph.engine, [dataset], told) for told in (_VERSION, _LICENCE))
            described.append(f"{names.label(graph.engine, dataset)} {version}{f' ({licence})' if licence else ''}")
    own = [origin.name for origin in graph.facts if not all(map(_is_bundled, origin.files))]
    day = [f"as of {graph.as_of.day}"] if graph.as_of else []
    return "; ".join([*described, *own, *day])


def _is_bundled(file: str) -> bool:
    return file.startswith(bundled.GRAPH + os.sep)
