"""Why a triple holds: where it is stated, or how it follows, rule by rule, down to stated triples.

A proof is found backwards. A rule whose conclusion can be the triple is asked which premises make it so; these
are stated, or proved in turn. The shortest proof is the one of least height, and among those the one of fewest
steps; looking for ever higher proofs cuts every cycle.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple

from corridor_kg.errors import OutputFailed
from corridor_kg.files import line_numbers
from corridor_kg.inference.closure import INFERRED, instantiate
from corridor_kg.inference.rules import Pattern, Rule
from corridor_kg.rdf.terms import Term
from corridor_kg.rdf.vocabulary import PROV, RDF, shorten
from corridor_kg.store import names

if TYPE_CHECKING:
    from corridor_kg.corridor import Corridor

FORMATS = ("table", "json", "turtle")
HIGHEST = 12
"""How high a proof may be; the ontology's own longest is far below."""

MOST_STEPS = 20_000
"""How long to look for one proof, in steps; things that were merged have more ways than can be tried."""

_DERIVED = NamedNode(f"{PROV}wasDerivedFrom")
_TYPE = NamedNode(f"{RDF}type")


class Source(NamedTuple):
    """A passage or a source that states something.

    Attributes:
        name: Its notation, such as ``p14``, or its label.
        iri: Its IRI.
    """

    name: str
    iri: str


class Statement(NamedTuple):
    """Where a triple is stated.

    Attributes:
        origin: The name of the origin.
        place: File and line, or None where no line can be told.
        sources: What the triple's subject names as its passages and sources in that origin.
    """

    origin: str
    place: line_numbers.Place | None
    sources: tuple[Source, ...]


class Proof(NamedTuple):
    """A triple and why it holds.

    Attributes:
        triple: What is proved.
        statements: Where it is stated; empty where it is inferred.
        rule: The rule that infers it; None where it is stated.
        premises: The proofs of what the rule needs.
    """

    triple: Triple
    statements: tuple[Statement, ...]
    rule: Rule | None
    premises: tuple[Proof, ...]

    @property
    def height(self) -> int:
        """How many rules are applied one after the other."""
        return 1 + max((premise.height for premise in self.premises), default=0) if self.rule else 0

    @property
    def size(self) -> int:
        """How many rules are applied in all."""
        return (self.rule is not None) + sum(premise.size for premise in self.premises)

    def leaves(self) -> Iterator[Proof]:
        """Yield the stated triples at the end of every branch."""
        if self.rule is None:
            yield self
        for premise in self.premises:
            yield from premise.leaves()


class Explanation(NamedTuple):
    """The answer to why a triple holds, or that it does not.

    Attributes:
        triple: What was asked for.
        proofs: The shortest first; empty where it does not hold, or where no proof of it was found.
        nearest: Where it does not hold, sentences about what comes near, or what stands against it.
        holds: Whether the graph has the triple, stated or inferred.
    """

    triple: Triple
    proofs: tuple[Proof, ...]
    nearest: tuple[str, ...]
    holds: bool

    def __bool__(self) -> bool:
        return self.holds

    def __str__(self) -> str:
        return self.to_text()

    def to_text(self) -> str:
        """Return the explanation for people to read, a proof as an indented tree."""
        if self.holds and not self.proofs:
            lines = [
                f"{sentence(self.triple)}",
                "  It is inferred, and no proof was found: owlrl inferred it, or there are too many ways to try.",
            ]
        elif not self.proofs:
            lines = [f"Not so: {sentence(self.triple)}.", *(f"  {near}" for near in self.nearest)]
        else:
            trees = ["\n".join(_tree(proof, 0)) for proof in self.proofs]
            lines = ["\n\n".join(trees)]
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """Return the explanation as JSON: ``triple``, ``holds``, ``proofs`` and ``nearest``."""
        content = {
            "triple": _as_json(self.triple),
            "holds": self.holds,
            "proofs": [_proof_as_json(proof) for proof in self.proofs],
            "nearest": list(self.nearest),
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    def to_turtle(self) -> str:
        """Return the proofs as PROV-O: reified triples that were derived from one another and from passages."""
        from corridor_kg.trust.proof_graphs import to_turtle

        return to_turtle(self.proofs)

    def write(self, format: str) -> str:
        """Return the explanation in one of `FORMATS`.

        Raises:
            OutputFailed: The format is none of them.
        """
        if format not in FORMATS:
            raise OutputFailed(f"an explanation cannot be written as {format!r}; write {', '.join(FORMATS)}.")
        return {"table": self.to_text, "json": self.to_json, "turtle": self.to_turtle}[format]()


def why(corridor: Corridor, triple: Triple, *, every: bool = False) -> Explanation:
    """Return why a triple holds in a graph, or what comes near where it does not.

    Args:
        corridor: The graph.
        triple: What is asked about.
        every: Whether to return, besides the shortest proof, one for each other way in which it follows.
    """
    prover = Prover(corridor)
    shortest = prover.prove(triple)
    if shortest is None:
        holds = _holds(corridor.store, triple)
        return Explanation(triple, (), () if holds else tuple(_nearest(corridor, triple)), holds)
    others = prover.others(triple) if every else []
    return Explanation(triple, tuple(dict.fromkeys([shortest, *others])), (), True)


class Prover:
    """Finds proofs in one graph, and remembers what it found.

    Args:
        corridor: The graph; nothing can be proved beyond what is stated where it was loaded without inference.
    """

    def __init__(self, corridor: Corridor) -> None:
        self._corridor = corridor
        self._store: Store = corridor.store
        self._rules = corridor.compilation.rules if corridor.compilation else ()
        self._steps = MOST_STEPS
        self._ways: dict[Triple, list[tuple[Rule, tuple[Triple, ...]]]] = {}

    def prove(self, triple: Triple, *, avoid: frozenset[Triple] = frozenset()) -> Proof | None:
        """Return the shortest proof of a triple, or None where it does not hold.

        Args:
            triple: What is to be proved.
            avoid: Triples that the proof must not rest on.
        """
        if not _holds(self._store, triple):
            return None
        self._steps = MOST_STEPS
        for height in range(HIGHEST + 1):
            if proof := self._within(triple, height, avoid):
                return proof
        return None

    def others(self, triple: Triple) -> list[Proof]:
        """Return a proof for each rule and premises from which a triple follows, none resting on itself."""
        found = []
        for rule, premises in self.ways(triple):
            proofs = [self.prove(premise, avoid=frozenset([triple])) for premise in premises]
            if all(proofs):
                found.append(Proof(triple, (), rule, tuple(filter(None, proofs))))
        return sorted(found, key=lambda proof: (proof.height, proof.size))

    def ways(self, triple: Triple) -> list[tuple[Rule, tuple[Triple, ...]]]:
        """Return the rules, each with premises that hold, whose conclusion is a triple."""
        if triple not in self._ways:
            found = [way for rule in self._rules for way in ways(self._store, rule, triple)]
            self._ways[triple] = [way for way in found if triple not in way[1]]
        return self._ways[triple]

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
        for rule, premises in self.ways(triple):
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
        quads = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object)
        graphs = {quad.graph_name for quad in quads} - {INFERRED}
        origins = [origin for origin in self._corridor.origins if origin.graph in graphs]
        return tuple(
            Statement(origin.name, line_numbers.locate(origin, triple), self._sources(triple, origin.graph))
            for origin in origins
        )

    def _sources(self, triple: Triple, graph: NamedNode) -> tuple[Source, ...]:
        quads = self._store.quads_for_pattern(triple.subject, _DERIVED, None, graph)
        named = (quad.object for quad in quads if isinstance(quad.object, NamedNode))
        return tuple(sorted(Source(names.source_name(self._store, source), source.value) for source in named))


def ways(store: Store, rule: Rule, triple: Triple) -> Iterator[tuple[Rule, tuple[Triple, ...]]]:
    """Yield each set of premises in a store from which a rule infers a triple.

    A rule that walks along a path is taken one step and the rest, so that each step can be seen.
    """
    if rule.conclusion is None:
        return
    bound = _match(rule.conclusion, triple)
    if bound is None:
        return
    premises = rule.premises
    if rule.path:
        ((subject, predicate, value),) = premises
        premises = ((subject, predicate, "?between"), ("?between", predicate, value))
    patterns = [_filled(premise, bound) for premise in premises]
    where = _where(patterns, () if rule.path else rule.conditions, bound)
    found = store.query(f"SELECT DISTINCT * WHERE {{ {where} }}", use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    for solution in found:
        values = {f"?{name}": solution[name] for name in names}
        yield rule, tuple(instantiate(pattern, values) for pattern in patterns)


def sentence(triple: Triple) -> str:
    """Return a triple as people read it.

    >>> sentence(Triple(NamedNode("http://x/a"), _TYPE, NamedNode("http://x/B")))
    'http://x/a is a http://x/B'
    """
    predicate = "is a" if triple.predicate == _TYPE else shorten(triple.predicate.value)
    return f"{_shown(triple.subject)} {predicate} {_shown(triple.object)}"


# -- Patterns and triples ----------------------------------------------------------------------------


def _match(pattern: Pattern, triple: Triple) -> dict[str, Term] | None:
    """Return the values of a pattern's variables that make it a triple, or None where none do."""
    values: dict[str, Term] = {}
    for part, term in zip(pattern, (triple.subject, triple.predicate, triple.object), strict=True):
        if isinstance(term, BlankNode):
            return None  # SPARQL has no way to name it
        if not part.startswith("?"):
            if part != str(term):
                return None
        elif values.setdefault(part, term) != term:
            return None
    return values


def _filled(pattern: Pattern, values: dict[str, Term]) -> Pattern:
    subject, predicate, value = (str(values[part]) if part in values else part for part in pattern)
    return subject, predicate, value


def _where(patterns: Iterable[Pattern], conditions: Iterable[str], values: dict[str, Term]) -> str:
    """Return patterns and conditions as the inside of a SPARQL group, the values of variables filled in."""
    filled = (re.sub(r"\?\w+", lambda match: str(values.get(match[0], match[0])), text) for text in conditions)
    return " ".join(f"{s} {p} {o} ." for s, p, o in patterns) + "".join(f" FILTER({text})" for text in filled)


def _holds(store: Store, triple: Triple) -> bool:
    quads = store.quads_for_pattern(triple.subject, triple.predicate, triple.object)
    return next(iter(quads), None) is not None


# -- What comes near ---------------------------------------------------------------------------------


def _nearest(corridor: Corridor, triple: Triple) -> Iterator[str]:
    """Yield what stands against a triple, then what is true of the same subject and predicate."""
    store = corridor.store
    for rule in corridor.compilation.clashes if corridor.compilation else ():
        for number, premise in enumerate(rule.premises):
            bound = _match(premise, triple)
            if bound is None:
                continue
            rest = [_filled(other, bound) for index, other in enumerate(rule.premises) if index != number]
            if store.query(f"ASK {{ {_where(rest, rule.conditions, bound)} }}", use_default_graph_as_union=True):
                yield f"It cannot be so: {rule.words} ({rule.name})."
    objects = {quad.object for quad in store.quads_for_pattern(triple.subject, triple.predicate, None)}
    for value in sorted(objects, key=str):
        yield f"So is: {sentence(Triple(triple.subject, triple.predicate, value))}."
    if not objects:
        yield f"Nothing is known with {shorten(triple.predicate.value)} of {_shown(triple.subject)}."


# -- Proofs as text and JSON -------------------------------------------------------------------------


def _tree(proof: Proof, depth: int) -> Iterator[str]:
    indent = "  " * depth
    yield f"{indent}{sentence(proof.triple)}"
    for stated in proof.statements:
        place = f", {stated.place}" if stated.place else ""
        sources = f", from {', '.join(source.name for source in stated.sources)}" if stated.sources else ""
        yield f"{indent}  stated in {stated.origin}{sources}{place}"
    if proof.rule:
        yield f"{indent}  by {proof.rule.name}: {proof.rule.words}, because"
        for premise in proof.premises:
            yield from _tree(premise, depth + 2)


def _proof_as_json(proof: Proof) -> dict[str, object]:
    if proof.rule is None:
        stated = [
            {
                "origin": place.origin,
                "sources": [source.iri for source in place.sources],
                "file": place.place.file if place.place else None,
                "line": place.place.line if place.place else None,
            }
            for place in proof.statements
        ]
        return {"triple": _as_json(proof.triple), "stated": stated}
    return {
        "triple": _as_json(proof.triple),
        "rule": proof.rule.name,
        "axiom": proof.rule.words,
        "premises": [_proof_as_json(premise) for premise in proof.premises],
    }


def _as_json(triple: Triple) -> list[str]:
    return [_shown(term) for term in (triple.subject, triple.predicate, triple.object)]


def _shown(term: Term) -> str:
    if isinstance(term, NamedNode):
        return shorten(term.value)
    return json.dumps(term.value, ensure_ascii=False) if isinstance(term, Literal) else str(term)
