"""Why a triple holds, or that it does not and what comes near: as text, as JSON and as PROV-O."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Triple

from corridor_kg.choices import EXPLANATION_FORMATS, QUOTING_FORMATS
from corridor_kg.errors import refuse_format
from corridor_kg.inference import closure
from corridor_kg.questions.facts import Quoted
from corridor_kg.questions.parameters import Given
from corridor_kg.rdf import datatypes
from corridor_kg.rdf.columns import hung
from corridor_kg.rdf.notebooks import shows_text
from corridor_kg.rdf.vocabulary import shorten
from corridor_kg.store import names
from corridor_kg.store.evidence import notes
from corridor_kg.store.graph import Graph
from corridor_kg.text import quotation
from corridor_kg.trust import asked
from corridor_kg.trust.proofs import Proof
from corridor_kg.trust.prover import Prover, holds
from corridor_kg.trust.sentences import sentence, shown


class Explanation(NamedTuple):
    """The answer to why a triple holds, or that it does not.

    Attributes:
        triple: What was asked for.
        proofs: The shortest first; empty where it does not hold, or where no proof of it was found.
        nearest: Where it does not hold, sentences about what comes near, or what stands against it.
        holds: Whether the graph has the triple, stated or inferred.
        quoted: Looks up what passages among some sources have for a triple in one's own copies; None without copies.
    """

    triple: Triple
    proofs: tuple[Proof, ...]
    nearest: tuple[str, ...]
    holds: bool
    quoted: Quoted | None = None

    def __bool__(self) -> bool:
        return self.holds

    def __str__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        return shows_text(self)

    def to_text(self, *, width: int | None = None) -> str:
        """Return the explanation for people to read, a proof as an indented tree.

        Args:
            width: How many columns of the terminal a line may have; None for as many as it takes.
        """
        if self.holds and not self.proofs:
            lines = [
                sentence(self.triple),
                "  It is inferred, and no proof was found: owlrl inferred it, or there are too many ways to try.",
            ]
        elif not self.proofs:
            lines = [f"Not so: {sentence(self.triple)}.", *(f"  {near}" for near in self.nearest)]
        else:
            lines = [line for proof in self.proofs for line in ("", *_tree(proof, 0, self.quoted))][1:]
            stated = [
                (leaf.triple, each.sources)
                for proof in self.proofs
                for leaf in proof.leaves()
                for each in leaf.statements
            ]
            lines += notes(source for _, sources in stated for source in sources)
            lines += quotation.notes(one for each in stated for one in (self.quoted(*each) if self.quoted else ()))
        return "".join(f"{part}\n" for line in lines for part in hung(line, width, at=_indented(line) + 4))

    def to_json(self) -> str:
        """Return the explanation as JSON: ``triple``, ``holds``, ``proofs`` and ``nearest``."""
        content = {
            "triple": _as_json(self.triple),
            "holds": self.holds,
            "proofs": [_proof_as_json(proof, self.quoted) for proof in self.proofs],
            "nearest": list(self.nearest),
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    def to_turtle(self) -> str:
        """Return the proofs as PROV-O: reified triples that were derived from one another and from passages."""
        from corridor_kg.trust.proof_graphs import to_turtle  # late for the cold start: rdflib is slow to import

        return to_turtle(self.proofs)

    def serialize(self, format: str, *, width: int | None = None) -> str:
        """Return the explanation in one of `EXPLANATION_FORMATS`.

        Args:
            format: One of these.
            width: As in `to_text`.

        Raises:
            OutputFailed: The format is none of them, or has no place for sentences.
        """
        refuse_format(format, EXPLANATION_FORMATS, what="an explanation")
        if self.quoted:
            refuse_format(format, QUOTING_FORMATS, what="an explanation with sentences")
        if format == "table":
            return self.to_text(width=width)
        return self.to_json() if format == "json" else self.to_turtle()


def why(
    graph: Graph, subject: str, predicate: str, value: Given, *, every: bool = False, quoted: Quoted | None = None
) -> Explanation:
    """Return why a triple holds: where it is stated, or the rules and premises from which it follows.

    Args:
        graph: The graph.
        subject: The slug, CURIE, IRI or label of a thing.
        predicate: The local name, CURIE, IRI or label of a property, as it is shown or in any language; ``a`` is
            ``rdf:type``. With an arrow before it, as what leads to a thing is shown, subject and value change places.
        value: A thing likewise, or a literal: its text as it was written or as it is shown, or another way to write the
            same value; or, between quotes as in ``"2.50"^^xsd:decimal``, this very literal, of this datatype.
        every: Whether to return a proof for each way in which it follows, and not the shortest alone.
        quoted: Looks up the sentences that state a triple, as `Explanation` has it.

    Raises:
        UnknownThing: Nothing is called so.
        AmbiguousThing: Several things are called so.
    """
    return explain(graph, asked.triple(graph, subject, predicate, value), every=every)._replace(quoted=quoted)


def explain(graph: Graph, triple: Triple, *, every: bool = False) -> Explanation:
    """Return why a triple holds in a graph, or what comes near where it does not.

    Args:
        graph: The graph.
        triple: What is asked about.
        every: Whether to return, besides the shortest proof, one for each other way in which it follows.
    """
    if not _may_hold(graph, triple):
        return Explanation(triple, (), tuple(_nearest(graph, triple)), False)
    prover = Prover(graph)
    shortest = prover.prove(triple)
    if shortest is None:
        inferred = holds(graph.engine, triple)
        return Explanation(triple, (), () if inferred else tuple(_nearest(graph, triple)), inferred)
    others = prover.others(triple) if every else []
    return Explanation(triple, tuple(dict.fromkeys([shortest, *others])), (), True)


def _may_hold(graph: Graph, triple: Triple) -> bool:
    """Return whether a triple is one about which the engine can be asked.

    It takes more for a number than XML Schema does, such as ``Infinity``, and then says INF.
    """
    value = triple.object
    if not isinstance(value, Literal) or not datatypes.has_values(value.datatype.value) or asked.has_form(value):
        return True
    return any(quad.object == value for quad in graph.engine.match(triple.subject, triple.predicate))


# -- What comes near ---------------------------------------------------------------------------------


def _nearest(graph: Graph, triple: Triple) -> Iterator[str]:
    """Yield what stands against a triple, then what is true of the same subject and predicate."""
    for rule in graph.compilation.clashes if graph.compilation else ():
        if closure.contradicts(graph.engine, rule, triple):
            yield f"It cannot be so: {rule.words} ({rule.name})."
    found = graph.as_written(Quad(*one) for one in graph.engine.match(triple.subject, triple.predicate))
    objects = {quad.object for quad in found}
    for value in sorted(objects, key=str):
        yield f"So is: {sentence(Triple(triple.subject, triple.predicate, value))}."
    value = triple.object
    if isinstance(value, NamedNode) and not names.stands_in(graph.engine, value):
        yield f"Nothing in the graph is called {shown(value)}."
    if not objects:
        yield f"Nothing is known with {shorten(triple.predicate.value)} of {shown(triple.subject)}."


# -- Proofs as text and JSON -------------------------------------------------------------------------


def _indented(line: str) -> int:
    """Return how many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def _tree(proof: Proof, depth: int, quoted: Quoted | None) -> Iterator[str]:
    indent = "  " * depth
    yield f"{indent}{sentence(proof.triple)}"
    for stated in proof.statements:
        place = f", {stated.place}" if stated.place else ""
        names = [source.shown for source in stated.sources if source.name != stated.origin]  # a passage names itself
        own = next((source.shown for source in stated.sources if source.name == stated.origin), stated.origin)
        sources = f", from {'; '.join(names)}" if names else ""
        yield f"{indent}  stated in {own}{sources}{place}"
        yield from (f"{indent}    ground: {ground}" for ground in stated.grounds)
        yield from quotation.lines(quoted(proof.triple, stated.sources) if quoted else (), len(indent) + 4)
    if proof.rule:
        yield f"{indent}  by {proof.rule.name}: {proof.rule.words}, because"
        for premise in proof.premises:
            yield from _tree(premise, depth + 2, quoted)


def _proof_as_json(proof: Proof, quoted: Quoted | None) -> dict[str, object]:
    if proof.rule is None:
        stated = [
            {
                "origin": place.origin,
                "sources": [source.iri for source in place.sources],
                "grounds": list(place.grounds),
                "file": place.place.file if place.place else None,
                "line": place.place.line if place.place else None,
                **quotation.as_json(quoted and quoted(proof.triple, place.sources)),
            }
            for place in proof.statements
        ]
        return {"triple": _as_json(proof.triple), "stated": stated}
    return {
        "triple": _as_json(proof.triple),
        "rule": proof.rule.name,
        "axiom": proof.rule.words,
        "premises": [_proof_as_json(premise, quoted) for premise in proof.premises],
    }


def _as_json(triple: Triple) -> list[str]:
    return [shown(term) for term in (triple.subject, triple.predicate, triple.object)]
