"""What is known of one thing: stated and inferred apart, each statement with the place it comes from."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from corridor_kg.answers.columns import padded
from corridor_kg.answers.triples import Triples
from corridor_kg.choices import DESCRIPTION_FORMATS
from corridor_kg.errors import refuse_format
from corridor_kg.files import pasting
from corridor_kg.rdf.terms import DERIVED_FROM, INFERRED, TYPE, Term
from corridor_kg.rdf.vocabulary import prefixes, shorten, split
from corridor_kg.store.graph import Graph


@dataclass(frozen=True)
class Fact:
    """One triple about a thing.

    Attributes:
        predicate: The CURIE of its predicate.
        predicateLabel: The predicate's label.
        value: The term at the other end: a CURIE, or a literal's text.
        valueLabel: Its label, where it has one.
        inverse: Whether the thing is the object and the value the subject.
        origin: The name of the origin that states it, or ``inferred``.
    """

    predicate: str
    predicateLabel: str
    value: str
    valueLabel: str
    inverse: bool
    origin: str

    def arguments(self, thing: str) -> tuple[str, str, str]:
        """Return subject, predicate and object of the fact about a thing, as ``why`` is asked with them."""
        return (self.value, self.predicate, thing) if self.inverse else (thing, self.predicate, self.value)

    @property
    def vocabulary(self) -> str:
        """The prefix of the vocabulary in whose words the fact stands; empty where the project has none for it."""
        prefix = (self.value if self.predicate == "rdf:type" else self.predicate).partition(":")[0]
        return prefix if prefix in prefixes() else ""

    @property
    def restates(self) -> bool:
        """Whether it is inferred by a bridge, and says in other words what is said in our own."""
        return self.origin == "inferred" and self.vocabulary not in ("ckg", "org", "")


@dataclass(frozen=True)
class Description:
    """A thing, and everything that the graph says of it.

    Attributes:
        thing: Its CURIE.
        label: Its label in English, or else in any language.
        sources: For each origin that states something of it, the passages and sources that it names.
        facts: Stated facts by origin, then inferred ones.
        triples: The same as triples.
    """

    thing: str
    label: str
    sources: dict[str, tuple[str, ...]]
    facts: tuple[Fact, ...]
    triples: Triples

    def __str__(self) -> str:
        return self.to_text()

    def to_text(self, options: Sequence[str] = ()) -> str:
        """Return the description for people to read.

        Args:
            options: Those of the command line with which it was asked for, to be repeated where a command is shown.
        """
        lines = [f"{self.label}  ({self.thing})"]
        for origin in dict.fromkeys(fact.origin for fact in self.facts if not fact.restates):
            sources = ", ".join(self.sources.get(origin, ()))
            head = "Inferred" if origin == "inferred" else f"Stated in {origin}"
            lines += ["", f"{head}{sources and f', from {sources}'}:"]
            shown = [fact for fact in self.facts if fact.origin == origin and not fact.restates]
            lines += [_line(fact) for fact in shown]
        restated = [fact for fact in self.facts if fact.restates]
        if restated:
            words = ", ".join(sorted({fact.vocabulary for fact in restated}))
            lines += ["", f"Inferred in the words of {words} as well: {len(restated)}; --format json lists them."]
        inferred = [fact for fact in self.facts if fact.origin == "inferred" and not fact.restates]
        if inferred:
            asked = pasting.command("why", *inferred[0].arguments(self.thing), options=options)
            lines += ["", "Why the first of these holds, and so for each:", f"  {asked}"]
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """Return the description as JSON: ``thing``, ``label``, ``sources`` and a list of ``facts``."""
        facts = [vars(fact) for fact in self.facts]
        content = {"thing": self.thing, "label": self.label, "sources": self.sources, "facts": facts}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    def serialize(self, format: str, *, options: Sequence[str] = ()) -> str:
        """Return the description in one of `DESCRIPTION_FORMATS`.

        Args:
            format: One of these.
            options: As in `to_text`.

        Raises:
            OutputFailed: The format is none of them, or cannot say one of the triples.
        """
        if format in ("table", "json"):
            return self.to_text(options) if format == "table" else self.to_json()
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
    outgoing = list(graph.engine.quads(thing))
    incoming = [quad for quad in graph.engine.quads(object=thing) if quad.predicate != DERIVED_FROM]
    stated = {quad.triple for quad in (*outgoing, *incoming) if quad.graph_name != INFERRED}
    facts = {
        _fact(graph, quad, inverse=inverse)
        for quads, inverse in ((outgoing, False), (incoming, True))
        for quad in quads
        if quad.predicate != DERIVED_FROM and not (quad.graph_name == INFERRED and quad.triple in stated)
        if not isinstance(quad.subject, BlankNode) and not isinstance(quad.object, BlankNode)
    }
    return Description(
        thing=shorten(thing.value),
        label=graph.label(thing),
        sources=_sources(graph, outgoing),
        facts=tuple(sorted(facts, key=_order)),
        triples=Triples(quad.triple for quad in outgoing),
    )


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
    )


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
    return f"{value.value} @{value.language}" if value.language else value.value


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


def _line(fact: Fact) -> str:
    value = f"{fact.valueLabel}  ({fact.value})" if fact.valueLabel else fact.value
    label = f"\u2190 {fact.predicateLabel}" if fact.inverse else fact.predicateLabel
    return f"  {padded(label, 22)} {value}"
