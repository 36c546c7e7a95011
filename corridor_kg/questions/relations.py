"""Which things are related: the graph as an edge list, the form in which programs for networks take one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import partial

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.answers.columns import Column
from corridor_kg.answers.rows import Rows
from corridor_kg.model.kinds import KINDS, kind_of
from corridor_kg.rdf.terms import INFERRED, TYPE
from corridor_kg.store import names, properties
from corridor_kg.store.graph import Graph

DESCRIBED = (
    Column("subject", "thing", "name"),
    Column("subjectKind", "its kind", "code"),
    Column("property", "relation", "name"),
    Column("object", "other thing", "name"),
    Column("objectKind", "the other's kind", "code"),
    Column("isInferred", "follows, and is not stated", "flag"),
)
_COLUMNS = "subject subjectLabel subjectKind property propertyLabel object objectLabel objectKind isInferred".split()

_RECORDS = {"readings", "links", "roles", "measures", "periods", "sources", "passages", "mentions"}
"""The kinds of what records where a fact stands, or is shared by all: no node of a network."""

_NODES = {kind.name for kind in KINDS} - _RECORDS


def edges(graph: Graph, *, inferred: bool = False) -> Rows:
    """Return the relations between things, a row each, sorted.

    Args:
        graph: The graph.
        inferred: Whether those come along that follow and are not stated.

    >>> from corridor_kg.store.graph import open_graph
    >>> row = edges(open_graph())[-1]
    >>> row.propertyLabel, row.objectLabel
    ('has subject', 'Shenzhen')
    """
    kinds = _kinds(graph)
    is_inferred: dict[Triple, bool] = {}
    for quad in graph.engine.quads():
        triple = quad.triple
        if triple.subject in kinds and triple.object in kinds and triple.subject != triple.object:
            is_inferred[triple] = is_inferred.get(triple, True) and quad.graph_name == INFERRED
    found = (triple for triple, follows in is_inferred.items() if inferred or not follows)
    triples = sorted(found, key=str)
    rows = Rows.of(_COLUMNS, [_row(graph, triple, kinds, follows=is_inferred[triple]) for triple in triples])
    rows.described = {column.name: column for column in DESCRIBED}
    return rows


def _kinds(graph: Graph) -> dict[object, str]:
    """Return the kind of each thing that is a node."""
    classes = defaultdict[NamedNode, set[str]](set)
    for triple in graph.engine.match(None, TYPE):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
            classes[triple.subject].add(triple.object.value)
    kinds = {thing: kind_of(of).name for thing, of in classes.items()}
    return {thing: kind for thing, kind in kinds.items() if kind in _NODES}


def _row(graph: Graph, triple: Triple, kinds: Mapping[object, str], *, follows: bool) -> list[NamedNode | Literal]:
    subject, predicate, object = triple
    assert isinstance(subject, NamedNode)  # as whatever has a kind is
    assert isinstance(object, NamedNode)
    label = partial(names.label, graph.engine)
    return [
        *(subject, Literal(label(subject)), Literal(kinds[subject])),
        *(predicate, Literal(properties.label(graph.engine, predicate))),
        *(object, Literal(label(object)), Literal(kinds[object])),
        Literal(follows),
    ]
