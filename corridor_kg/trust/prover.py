"""Find proofs, backwards, and remember what was found.

A rule whose conclusion can be the triple is asked which premises make it so; these are stated, or proved in turn. The
shortest proof is the one of least height, and among those the one of fewest steps; looking for ever higher proofs
cuts every cycle.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import Triple

from corridor_kg.engine.engine import Engine
from corridor_kg.files import line_numbers
from corridor_kg.inference.patterns import filled, instantiate, match, solutions
from corridor_kg.inference.rules import Rule
from corridor_kg.model.origins import Origin
from corridor_kg.rdf.terms import INFERRED
from corridor_kg.store.graph import Graph
from corridor_kg.trust.proofs import Proof, Statement

HIGHEST = 12
"""How high a proof may be; the ontology's own longest is far below."""

MOST_STEPS = 20_000
"""How long to look for one proof, in steps; things that were merged have more ways than can be tried."""


class Derivation(NamedTuple):
    """A rule, and premises that hold, from which it infers a triple."""

    rule: Rule
    premises: tuple[Triple, ...]


class Prover:
    """Finds proofs in one graph, and remembers what it found.

    Args:
        graph: The graph; nothing can be proved beyond what is stated where it was loaded without inference.
        lines: Whether to find the lines of what is stated, for which its files are read again.
    """

    def __init__(self, graph: Graph, *, lines: bool = True) -> None:
        self._graph = graph
        self._lines = lines
        self._engine = graph.engine
        self._rules = graph.compilation.rules if graph.compilation else ()
        self._steps = MOST_STEPS
        self._derivations: dict[Triple, list[Derivation]] = {}

    def prove(self, triple: Triple, *, avoid: frozenset[Triple] = frozenset()) -> Proof | None:
        """Return the shortest proof of a triple, or None where it does not hold.

        Args:
            triple: What is to be proved.
            avoid: Triples that the proof must not rest on.
        """
        if not holds(self._engine, triple):
            return None
        self._steps = MOST_STEPS
        for height in range(HIGHEST + 1):
            if proof := self._within(triple, height, avoid):
                return proof
        return None

    def others(self, triple: Triple) -> list[Proof]:
        """Return a proof for each rule and premises from which a triple follows, none resting on itself."""
        found = []
        for rule, premises in self.derivations(triple):
            proofs = [self.prove(premise, avoid=frozenset([triple])) for premise in premises]
            if all(proofs):
                found.append(Proof(triple, (), rule, tuple(filter(None, proofs))))
        return sorted(found, key=lambda proof: (proof.height, proof.size))

    def derivations(self, triple: Triple) -> list[Derivation]:
        """Return the rules, each with premises that hold, whose conclusion is a triple."""
        if triple not in self._derivations:
            found = [one for rule in self._rules for one in derivations(self._engine, rule, triple)]
            self._derivations[triple] = [one for one in found if triple not in one.premises]
        return self._derivations[triple]

    def _within(self, triple: Triple, height: int, avoid: frozenset[Triple]) -> Proof | None:
        """Return the smallest proof that is no higher than a height."""
        self._steps -= 1
        if triple in avoid or self._steps < 0:
            return None
        if statements := self._statements(triple):
            return Proof(triple, statements, None, ())
        if not height:
            return None
        found = []
        for rule, premises in self.derivations(triple):
            proofs: list[Proof] = []
            for premise in premises:
                proof = self._within(premise, height - 1, avoid)
                if proof is None:
                    break
                proofs.append(proof)
            else:
                found.append(Proof(triple, (), rule, tuple(proofs)))
        return min(found, key=lambda proof: proof.size, default=None)

    def _statements(self, triple: Triple) -> tuple[Statement, ...]:
        quads = self._engine.quads(triple.subject, triple.predicate, triple.object)
        graphs = {quad.graph_name for quad in quads} - {INFERRED}
        origins = [origin for origin in self._graph.origins if origin.graph in graphs]
        return tuple(self._statement(triple, origin) for origin in origins)

    def _statement(self, triple: Triple, origin: Origin) -> Statement:
        sources = self._graph.evidence.within(triple, origin.graph)
        own = (source.name for source in sources if source.iri == origin.graph.value)  # a passage has a name of its own
        return Statement(
            next(own, origin.name),
            line_numbers.locate(origin, triple) if self._lines else None,
            sources,
            self._graph.evidence.grounds(triple),
        )


def derivations(engine: Engine, rule: Rule, triple: Triple) -> Iterator[Derivation]:
    """Yield each set of premises in an engine from which a rule infers a triple.

    A rule that walks along a path is taken one step and the rest, so that each step can be seen.
    """
    if rule.conclusion is None:
        return
    bound = match(rule.conclusion, triple)
    if bound is None:
        return
    premises = rule.premises
    if rule.path:
        ((subject, predicate, value),) = premises
        premises = ((subject, predicate, "?between"), ("?between", predicate, value))
    patterns = [filled(premise, bound) for premise in premises]
    for values in solutions(engine, patterns, () if rule.path else rule.conditions, bound):
        yield Derivation(rule, tuple(instantiate(pattern, values) for pattern in patterns))


def holds(engine: Engine, triple: Triple) -> bool:
    """Return whether an engine has a triple, stated or inferred."""
    return next(engine.match(triple.subject, triple.predicate, triple.object), None) is not None
