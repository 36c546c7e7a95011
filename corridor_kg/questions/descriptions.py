"""What is known of one thing: stated and inferred apart, each statement with the place it comes from."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from corridor_kg.answers.triples import Triples
from corridor_kg.choices import DESCRIPTION_FORMATS
from corridor_kg.errors import refuse_format
from corridor_kg.questions.bounded import bounded
from corridor_kg.questions.cards import card
from corridor_kg.questions.facts import Fact, Known
from corridor_kg.rdf.terms import DERIVED_FROM, INFERRED, TYPE, Term, language_tag
from corridor_kg.rdf.vocabulary import shorten, split
from corridor_kg.store.graph import Graph


@dataclass(frozen=True)
class Description(Known):
    """A thing, and everything that the graph says of it.

    Attributes:
        triples: What is said of the thing and of the blank nodes, as triples.
    """

    triples: Triples

    def __str__(self) -> str:
        return self.to_text()

    def to_text(self, options: Sequence[str] = (), *, width: int | None = None) -> str:
        """Return the description for people to read.

        Args:
            options: Those of the command line with which it was asked for, to be repeated where a command is shown.
            width: How many columns of the terminal a line may have; None for as many as it takes.
        """
        return card(self, options, width=width)

    def to_json(self) -> str:
        """Return the description as JSON.

        It has ``thing``, ``label``, ``sources``, a list of ``facts``, and ``nodes``: what is said of each blank node
        that is the ``value`` of a fact, by its name.
        """
        content = {
            "thing": self.thing,
            "label": self.label,
            "sources": self.sources,
            "facts": [vars(fact) for fact in self.facts],
            "nodes": {name: [vars(fact) for fact in facts] for name, facts in self.nodes.items()},
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    def serialize(self, format: str, *, options: Sequence[str] = (), width: int | None = None) -> str:
        """Return the description in one of `DESCRIPTION_FORMATS`.

        Args:
            format: One of these.
            options: As in `to_text`.
            width: As in `to_text`.

        Raises:
            OutputFailed: The format is none of them, or cannot say one of the triples.
        """
        if format in ("table", "json"):
            return self.to_text(options, width=width) if format == "table" else self.to_json()
        refuse_format(format, DESCRIPTION_FORMATS, what="a description")
        return self.triples.serialize(format)


def describe(graph: Graph, name: str) -> Description:
    """Return what a graph says of a thing, as subject and as object: stated and inferred apart.

    Args:
        graph: The graph.
        name: The thing's slug, CURIE, IRI or label.

    Raises:
        UnknownThing: Nothing is called so.
        AmbiguousThing: Several things are called so.
    """
    thing = graph.resolve(name)
    quads = bounded(graph, thing)
    outgoing = [quad for quad in quads if quad.subject == thing]
    incoming = [quad for quad in quads if quad.object == thing and quad.predicate != DERIVED_FROM]
    inner: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.subject, BlankNode):
            inner[str(quad.subject)].append(quad)
        if isinstance(quad.object, BlankNode):
            inner.setdefault(str(quad.object), [])
    facts = {*_facts(graph, outgoing, inverse=False), *_facts(graph, incoming, inverse=True)}
    return Description(
        thing=shorten(thing.value),
        label=graph.label(thing),
        sources=_sources(graph, outgoing),
        facts=tuple(sorted(facts, key=_order)),
        nodes={
            name: tuple(sorted(set(_facts(graph, said, inverse=False)), key=_order)) for name, said in inner.items()
        },
        triples=Triples(quad.triple for quad in [*outgoing, *chain.from_iterable(inner.values())]),
    )


def _facts(graph: Graph, quads: Sequence[Quad], *, inverse: bool) -> Iterator[Fact]:
    """Yield quads as facts about a thing; what is stated is not told as inferred too, and its sources stand apart."""
    stated = {quad.triple for quad in quads if quad.graph_name != INFERRED}
    for quad in quads:
        is_source = quad.predicate == DERIVED_FROM and isinstance(quad.subject, NamedNode)
        if not is_source and not (quad.graph_name == INFERRED and quad.triple in stated):
            yield _fact(graph, quad, inverse=inverse)


def _fact(graph: Graph, quad: Quad, *, inverse: bool) -> Fact:
    value: Term = quad.subject if inverse else quad.object
    curie = shorten(value.value) if isinstance(value, NamedNode) else ""
    label = graph.label(value) if isinstance(value, NamedNode) else ""
    return Fact(
        predicate=shorten(quad.predicate.value),
        predicateLabel=_property_label(graph, quad.predicate),
        value=curie or _text(value),
        valueLabel="" if label == curie else label,
        inverse=inverse,
        origin=graph.origin_name(quad),
        type=_TYPES[type(value)],
    )


_TYPES: dict[type[Term], str] = {NamedNode: "uri", BlankNode: "bnode", Literal: "literal"}


def _property_label(graph: Graph, predicate: NamedNode) -> str:
    if predicate == TYPE:
        return "is a"
    label = graph.label(predicate)
    name = split(predicate.value)
    if name is None or label != shorten(predicate.value):
        return label
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name[1]).lower()


def _text(value: Term) -> str:
    if not isinstance(value, Literal):
        return str(value)
    return f"{value.value} @{language_tag(value.language)}" if value.language else value.value


def _sources(graph: Graph, outgoing: list[Quad]) -> dict[str, tuple[str, ...]]:
    """Return the passages (by their notation) and sources (by their label) that a thing names, by origin."""
    found: dict[str, set[str]] = {}
    for quad in outgoing:
        if quad.predicate == DERIVED_FROM and isinstance(quad.object, NamedNode):
            found.setdefault(graph.origin_name(quad), set()).add(graph.source_name(quad.object))
    return {origin: tuple(sorted(names)) for origin, names in sorted(found.items())}


def _order(fact: Fact) -> tuple[object, ...]:
    first = ("rdf:type", "rdfs:label", "skos:altLabel")
    rank = first.index(fact.predicate) if fact.predicate in first else len(first)
    return (fact.origin == "inferred", fact.origin, fact.inverse, rank, fact.predicateLabel, fact.value)
