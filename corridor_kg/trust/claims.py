"""What each passage is said to state: the triples of its own graph, and those of things that name it as their source.

A fact in a passage's graph is claimed of that passage. Where a thing of another graph names passages
(``prov:wasDerivedFrom``), its facts there are claimed of them; if it names several, nobody knows which of them
states which.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.answers.rows import Row
from corridor_kg.engine.engine import Engine
from corridor_kg.rdf.terms import AXIOM, DERIVED_FROM, TYPE, Node, Term
from corridor_kg.rdf.vocabulary import ONTOLOGY
from corridor_kg.store.graph import Graph
from corridor_kg.trust.terms import DENOTES, PRINTED_FORM

READ_OFF = """
SELECT ?passage ?thing ?property ?value
WHERE {
  ?reading a ckg:Reading ;
    prov:wasDerivedFrom ?passage ;
    owl:annotatedSource ?thing ;
    owl:annotatedProperty ?property ;
    owl:annotatedTarget ?value .
  ?passage a ckg:Passage .
}
ORDER BY ?passage ?thing ?property ?value
"""

_PASSAGE = NamedNode(f"{ONTOLOGY}Passage")


class Claim(NamedTuple):
    """A fact, claimed of a passage.

    Attributes:
        triple: The fact.
        alone: Whether it is claimed of this passage alone, so that everything in it has to stand there.
    """

    triple: Triple
    alone: bool


def by_passage(graph: Graph) -> dict[str, list[Claim]]:
    """Return what is claimed of each passage, by its IRI, in an order that is always the same."""
    engine = graph.engine
    passages = {quad.subject for quad in engine.match(None, TYPE, _PASSAGE) if isinstance(quad.subject, NamedNode)}
    found: dict[NamedNode, set[Claim]] = defaultdict(set)
    for passage in passages:
        found[passage].update(Claim(quad.triple, alone=True) for quad in engine.quads(graph=passage))
    for (origin, thing), named in _naming(engine, passages).items():
        for quad in engine.quads(thing, graph=origin):
            for passage in named:
                found[passage].add(Claim(quad.triple, alone=len(named) == 1))
    return {
        passage.value: sorted(claims, key=lambda claim: tuple(map(str, claim.triple)))
        for passage, claims in found.items()
        if claims
    }


def _naming(engine: Engine, passages: set[NamedNode]) -> dict[tuple[Node, Node], set[NamedNode]]:
    """Return the things that name passages, with the graph in which they do, and which passages these are.

    An axiom names what a mapping or a reading rests on, and is itself printed nowhere.
    """
    axioms = {triple.subject for triple in engine.match(None, TYPE, AXIOM)}
    found: dict[tuple[Node, Node], set[NamedNode]] = defaultdict(set)
    for thing, _, passage, origin in engine.quads(None, DERIVED_FROM):
        if passage in passages and origin not in passages and thing not in axioms:
            found[origin, thing].add(passage)
    return found


def read_off(graph: Graph) -> dict[str, list[Triple]]:
    """Return the facts of readings by the IRI of the passage that they rest on, which does not print them."""
    found: dict[str, list[Triple]] = defaultdict(list)
    for row in graph.rows(READ_OFF):
        found[row.passage].append(triple_of(row))
    return found


def triple_of(row: Row) -> Triple:
    """Return the triple of a row with the columns thing, property and value."""
    thing, prop, value = (row.terms[column] for column in ("thing", "property", "value"))
    return Triple(thing, prop, value)  # type: ignore[arg-type]  # each stands where it can


class Claimed:
    """All that is claimed of one passage, to look things up in.

    Args:
        claims: The claims.

    Attributes:
        claims: As given.
    """

    def __init__(self, claims: list[Claim]) -> None:
        self.claims = claims
        self._said: dict[tuple[Term, Term], list[Term]] = defaultdict(list)
        self._words: dict[Term, list[str]] = defaultdict(list)
        for claim in claims:
            self._said[claim.triple.subject, claim.triple.predicate].append(claim.triple.object)
        for mention, _, thing in (claim.triple for claim in claims if claim.triple.predicate == DENOTES):
            self._words[thing] += self.texts(mention, PRINTED_FORM)

    def values(self, thing: Term, prop: NamedNode) -> list[Term]:
        """Return the values of a property of a thing that are claimed."""
        return self._said.get((thing, prop), [])

    def texts(self, thing: Term, prop: NamedNode) -> list[str]:
        """Return the texts among them."""
        return [value.value for value in self.values(thing, prop) if isinstance(value, Literal)]

    def words_for(self, thing: Term) -> list[str]:
        """Return the words that mentions give to a thing."""
        return self._words.get(thing, [])

    @property
    def mentioned(self) -> list[Term]:
        """What mentions give words to."""
        return list(self._words)
