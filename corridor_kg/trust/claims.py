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
from corridor_kg.rdf.terms import Term
from corridor_kg.store.graph import Graph
from corridor_kg.trust.terms import DENOTES, PRINTED_FORM

_IN_ITS_GRAPH = """
SELECT ?passage ?thing ?property ?value
WHERE {
  ?passage a ckg:Passage .
  GRAPH ?passage { ?thing ?property ?value . }
}
"""

# an axiom names what a mapping or reading rests on, and is itself printed nowhere
_OF_THINGS_THAT_NAME_IT = """
SELECT DISTINCT ?passage ?origin ?thing ?property ?value
WHERE {
  ?passage a ckg:Passage .
  GRAPH ?origin { ?thing prov:wasDerivedFrom ?passage ; ?property ?value . }
  FILTER NOT EXISTS { ?origin a ckg:Passage . }
  FILTER NOT EXISTS { ?thing a owl:Axiom . }
}
"""


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
    found: dict[str, set[Claim]] = defaultdict(set)
    for row in graph.rows(_IN_ITS_GRAPH):
        found[row.passage].add(Claim(triple_of(row), alone=True))
    rows = list(graph.rows(_OF_THINGS_THAT_NAME_IT))
    named: dict[tuple[object, object], set[str]] = defaultdict(set)
    for row in rows:
        named[row.terms["origin"], row.terms["thing"]].add(row.passage)
    for row in rows:
        alone = len(named[row.terms["origin"], row.terms["thing"]]) == 1
        found[row.passage].add(Claim(triple_of(row), alone))
    return {
        passage: sorted(claims, key=lambda claim: tuple(map(str, claim.triple))) for passage, claims in found.items()
    }


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
