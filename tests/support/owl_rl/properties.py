"""What OWL 2 DL asks of all properties together: https://www.w3.org/TR/owl2-syntax/ (11.2).

A property that is transitive or has a chain, and whatever lies above such a one, is not simple, and may not be
restricted; and chains lead from lower properties to higher ones, in an order without circles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import rdflib
from rdflib import OWL, RDF, RDFS
from rdflib.term import Node

from tests.support.owl_rl.terms import Terms, Violation

_ASKING = (
    *(OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.IrreflexiveProperty, OWL.AsymmetricProperty),
    OWL.ReflexiveProperty,
)
_COUNTING = (OWL.maxCardinality, OWL.maxQualifiedCardinality, OWL.hasSelf)

Steps = dict[Node, set[Node]]


def violations(graph: rdflib.Graph) -> list[Violation]:
    """Return what the properties of an ontology may not be together.

    Args:
        graph: The ontology with all that it imports.
    """
    terms = Terms(graph)
    chains = [
        (head, list(graph.items(members))) for head, members in sorted(graph.subject_objects(OWL.propertyChainAxiom))
    ]
    upward = _upward(graph)
    _simple(terms, [head for head, _ in chains], upward)
    _regular(terms, chains, upward)
    return terms.found


def _upward(graph: rdflib.Graph) -> Steps:
    """Return the properties right above each, a property and its inverse taken for one."""
    upward: Steps = {}
    pairs = [(s, o) for s, o in graph.subject_objects(RDFS.subPropertyOf)]
    for word in (OWL.equivalentProperty, OWL.inverseOf):
        pairs += [pair for s, o in graph.subject_objects(word) for pair in ((s, o), (o, s))]
    for lower, upper in pairs:
        upward.setdefault(_name(graph, lower), set()).add(_name(graph, upper))
    return upward


def _name(graph: rdflib.Graph, node: Node) -> Node:
    """Return the property of which an expression is the inverse, or else the property itself."""
    inverted = graph.value(node, OWL.inverseOf) if isinstance(node, rdflib.BNode) else None
    return node if inverted is None else inverted


def _reached(starts: Iterable[Node], steps: Steps) -> set[Node]:
    found, waiting = set(starts), list(starts)
    while waiting:
        more = steps.get(waiting.pop(), set()) - found
        found |= more
        waiting += more
    return found


def _simple(terms: Terms, heads: list[Node], upward: Steps) -> None:
    graph = terms.graph
    composite = [_name(graph, node) for node in (*heads, *graph.subjects(RDF.type, OWL.TransitiveProperty))]
    not_simple = _reached(composite, upward)
    for node, word in _asked(graph):
        if _name(graph, node) in not_simple:
            what = (
                f"is transitive, has a chain or lies above such a property, and is in an axiom of {terms.shown(word)}"
            )
            terms.tell("not-simple", what, "Remove one of the two axioms, and let a check find what it is for.", node)


def _asked(graph: rdflib.Graph) -> Iterator[tuple[Node, Node]]:
    """Yield each property that has to be simple, with the word that asks so."""
    yield from ((node, kind) for kind in _ASKING for node in graph.subjects(RDF.type, kind))
    for pair in graph.subject_objects(OWL.propertyDisjointWith):
        yield from ((node, OWL.propertyDisjointWith) for node in pair)
    for axiom in graph.subjects(RDF.type, OWL.AllDisjointProperties):
        for members in graph.objects(axiom, OWL.members):
            yield from ((node, OWL.AllDisjointProperties) for node in graph.items(members))
    for word in _COUNTING:
        for restriction in graph.subjects(word):
            yield from ((node, word) for node in graph.objects(restriction, OWL.onProperty))


def _regular(terms: Terms, chains: list[tuple[Node, list[Node]]], upward: Steps) -> None:
    """Tell of chains that no order of properties allows."""
    below: Steps = {}
    for head, members in chains:
        for member in _below(head, members):
            below.setdefault(_name(terms.graph, member), set()).add(_name(terms.graph, head))
    for head, members in chains:
        for member in (_name(terms.graph, node) for node in _below(head, members)):
            higher = _reached(below[member], below)
            if member in _reached(higher, upward):
                what = f"has a chain with {terms.shown(member)}, which rests itself on {terms.shown(head)}"
                terms.tell("irregular", what, "Break the circle: leave one of the chains or bridges out.", head)


def _below(head: Node, members: list[Node]) -> list[Node]:
    """Return the members of a chain that have to come before its property in the order."""
    if members == [head, head]:
        return []
    if members[:1] == [head]:
        return members[1:]
    return members[:-1] if members[-1:] == [head] else members
