"""What is known of one thing: stated and inferred apart, each fact with the passages and sources that state it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from corridor_kg.answers.marks import Marks
from corridor_kg.answers.triples import Triples
from corridor_kg.choices import DESCRIPTION_FORMATS, PICTURE, QUOTING_FORMATS
from corridor_kg.errors import refuse_format
from corridor_kg.questions.bounded import bounded, some_leading
from corridor_kg.questions.cards import card
from corridor_kg.questions.facts import Fact, Known, Quoted
from corridor_kg.rdf.notebooks import shows_text
from corridor_kg.rdf.terms import DERIVED_FROM, Term, printed
from corridor_kg.rdf.vocabulary import shorten
from corridor_kg.store import names, properties
from corridor_kg.store.evidence import Source
from corridor_kg.store.graph import Graph
from corridor_kg.text import quotation
from corridor_kg.text.quotation import Quotation

_Called = Callable[[NamedNode], str]


@dataclass(frozen=True)
class Description(Known):
    """A thing, and everything that the graph says of it.

    Attributes:
        triples: What is said of the thing and of the blank nodes, as triples.
        compared: What more than one source says of it, with whether they agree, a sentence each.
        marks: What was withdrawn or corrected of the passages that these name.
        quoted: Looks up what one's own copies have for a fact that passages state; None without copies.
        totals: Where not all facts that lead to the thing are here, how many there are, by the CURIE of the property
            and whether they are inferred.
    """

    triples: Triples
    compared: tuple[str, ...] = ()
    marks: Marks | None = None
    quoted: Callable[[Fact], tuple[Quotation, ...]] | None = None
    totals: Mapping[tuple[str, bool], int] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.to_text()

    _repr_html_ = shows_text

    def to_text(self, options: Sequence[str] = (), *, width: int | None = None) -> str:
        """Return the description for people to read.

        Args:
            options: Those of the command line with which it was asked for, to be repeated where a command is shown.
            width: How many columns of the terminal a line may have; None for as many as it takes.
        """
        return card(self, options, compared=self.compared, marks=self.marks, quoted=self.quoted, width=width)

    def to_json(self) -> str:
        """Return the description as JSON.

        It has ``thing``, ``label``, a list of ``facts``, each with its ``evidence``, ``nodes``: what is said of
        each blank node that is the ``value`` of a fact, by its name, and ``compared``: where sources speak of the same.
        With copies of articles, each fact has ``quotations`` as well.
        """
        content = {
            "thing": self.thing,
            "label": self.label,
            "facts": [self._as_json(fact) for fact in self.facts],
            "nodes": {name: [self._as_json(fact) for fact in facts] for name, facts in self.nodes.items()},
            "compared": list(self.compared),
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    def _as_json(self, fact: Fact) -> dict[str, object]:
        evidence = [shorten(source.iri) for source in self.told_by(fact)]
        return {**vars(fact), "evidence": evidence, **quotation.as_json(self.quoted and self.quoted(fact))}

    def serialize(self, format: str, *, options: Sequence[str] = (), width: int | None = None) -> str:
        """Return the description in one of `DESCRIPTION_FORMATS`.

        Args:
            format: One of these.
            options: As in `to_text`.
            width: As in `to_text`.

        Raises:
            OutputFailed: The format is none of them, cannot say one of the triples, or has no place for sentences.
        """
        if format in ("table", "json"):
            return self.to_text(options, width=width) if format == "table" else self.to_json()
        refuse_format(format, DESCRIPTION_FORMATS, what="a description")
        if self.quoted:
            refuse_format(format, QUOTING_FORMATS, what="a description with sentences")
        return self.to_svg() if format == PICTURE else self.triples.serialize(format)

    def to_svg(self) -> str:
        """Return what is around the thing as a picture, a document of SVG."""
        from corridor_kg.questions import neighbours  # late for the cold start: few draw

        return neighbours.picture(self, self.totals)


def describe(
    graph: Graph,
    name: str,
    *,
    evidence: Callable[[Triple], tuple[Source, ...]] | None = None,
    language: str = "en",
    quoted: Quoted | None = None,
    most: int | None = None,
) -> Description:
    """Return what a graph says of a thing, as subject and as object: stated and inferred apart.

    Args:
        graph: The graph.
        name: The thing's slug, CURIE, IRI or label.
        evidence: Looks up who states a triple; None for those that state it themselves.
        language: The language of names, where a thing has one in it; else English.
        quoted: Looks up the sentences that state a triple; None for none.
        most: How many of the facts that lead to the thing are told of each property, stated and inferred ones apart;
            None for all. Its triples are all the same.

    Raises:
        UnknownThing: Nothing is called so.
        AmbiguousThing: Several things are called so.
    """
    thing = graph.resolve(name)
    leading, totals = some_leading(graph, thing, most) if most is not None else (None, {})
    quads = bounded(graph, thing, leading=leading)
    outgoing = [quad for quad in quads if quad.subject == thing]
    incoming = [quad for quad in quads if quad.object == thing and quad.predicate != DERIVED_FROM]
    inner: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.subject, BlankNode):
            inner[str(quad.subject)].append(quad)
        if isinstance(quad.object, BlankNode):
            inner.setdefault(str(quad.object), [])
    called = partial(_called, graph, language=language)
    about = {**_facts(graph, outgoing, called, inverse=False), **_facts(graph, incoming, called, inverse=True)}
    nodes = {node: _facts(graph, said, called, inverse=False) for node, said in inner.items()}
    triples = {fact: triple for facts in (about, *nodes.values()) for fact, triple in facts.items()}
    look_up = evidence or graph.evidence.of
    return Description(
        thing=shorten(thing.value),
        label=called(thing),
        facts=tuple(sorted(about, key=_order)),
        nodes={name: tuple(sorted(facts, key=_order)) for name, facts in nodes.items()},
        told_by=lambda fact: look_up(triples[fact]),
        quoted=quoted and (lambda fact: () if fact.inferred else quoted(triples[fact], look_up(triples[fact]))),
        triples=Triples(quad.triple for quad in [*outgoing, *chain.from_iterable(inner.values())]),
        totals={(shorten(predicate), inferred): count for (predicate, inferred), count in totals.items()},
    )


def _called(graph: Graph, thing: NamedNode, *, language: str) -> str:
    """Return what a thing is called in a language, else in English or any other."""
    found = names.label_in(graph.engine, thing, language=language) if language != "en" else None
    return found.value if found else graph.label(thing)


def _facts(graph: Graph, quads: Sequence[Quad], called: _Called, *, inverse: bool) -> dict[Fact, Triple]:
    """Return quads as facts about a thing, each with its triple; of what a thing is derived from, each fact tells."""
    origins: dict[Triple, list[str]] = defaultdict(list)
    for quad in quads:
        if quad.predicate != DERIVED_FROM or not isinstance(quad.subject, NamedNode):
            origins[quad.triple].append(graph.origin_name(quad))
    facts = {}
    for triple, stated_in in origins.items():
        stating = tuple(sorted(set(stated_in) - {"inferred"})) or ("inferred",)
        facts[_fact(graph, triple, stating, called, inverse=inverse)] = triple
    return facts


def _fact(graph: Graph, triple: Triple, origins: tuple[str, ...], called: _Called, *, inverse: bool) -> Fact:
    value: Term = triple.subject if inverse else triple.object
    curie = shorten(value.value) if isinstance(value, NamedNode) else ""
    label = called(value) if isinstance(value, NamedNode) else ""
    return Fact(
        predicate=shorten(triple.predicate.value),
        predicateLabel=properties.label(graph.engine, triple.predicate),
        value=curie or (printed(value) if isinstance(value, Literal) else str(value)),
        valueLabel="" if label == curie else label,
        inverse=inverse,
        origins=origins,
        type=_TYPES[type(value)],
    )


_TYPES: dict[type[Term], str] = {NamedNode: "uri", BlankNode: "bnode", Literal: "literal"}


def _order(fact: Fact) -> tuple[object, ...]:
    first = ("rdf:type", "rdfs:label", "skos:altLabel")
    rank = first.index(fact.predicate) if fact.predicate in first else len(first)
    return (fact.inferred, fact.inverse, rank, fact.predicateLabel, fact.value)
