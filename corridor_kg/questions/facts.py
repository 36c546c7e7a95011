"""What is said of a thing, as facts: a triple each, in the words of people and by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyoxigraph import Triple

from corridor_kg.rdf.vocabulary import prefixes
from corridor_kg.store.evidence import Source
from corridor_kg.text.quotation import Quotation

Quoted = Callable[[Triple, Iterable[Source]], tuple[Quotation, ...]]
"""Looks up what the passages among some sources have for a triple, in copies of their articles."""


@dataclass(frozen=True)
class Fact:
    """One triple about a thing.

    Attributes:
        predicate: The CURIE of its predicate.
        predicateLabel: The predicate's label.
        value: The term at the other end: a CURIE, a literal's text, or the name of a blank node.
        valueLabel: Its label, where it has one.
        inverse: Whether the thing is the object and the value the subject.
        origins: The names of the origins that state it, or ``inferred`` alone.
        type: What the value is: ``uri``, ``literal`` or ``bnode``, as in SPARQL 1.1 Query Results JSON.
    """

    predicate: str
    predicateLabel: str
    value: str
    valueLabel: str
    inverse: bool
    origins: tuple[str, ...]
    type: str

    def arguments(self, thing: str) -> tuple[str, str, str]:
        """Return subject, predicate and object of the fact about a thing, as ``why`` is asked with them."""
        return (self.value, self.predicate, thing) if self.inverse else (thing, self.predicate, self.value)

    @property
    def vocabulary(self) -> str:
        """The prefix of the vocabulary in whose words the fact stands; empty where the project has none for it."""
        prefix = (self.value if self.predicate == "rdf:type" else self.predicate).partition(":")[0]
        return prefix if prefix in prefixes() else ""

    @property
    def inferred(self) -> bool:
        """Whether nobody states it, and it follows."""
        return self.origins == ("inferred",)

    @property
    def restates(self) -> bool:
        """Whether it is inferred by a bridge, and says in other words what is said in our own."""
        return self.inferred and self.vocabulary not in ("ckg", "org", "")


@dataclass(frozen=True)
class Known:
    """What is known of a thing.

    Attributes:
        thing: Its CURIE.
        label: Its label in English, or else in any language.
        facts: Stated facts, then inferred ones.
        nodes: What is said of the blank nodes that are values in facts, or values in that, by their names.
        told_by: Looks up the passages and sources of a fact; of an inferred one, those that its proof rests on.
    """

    thing: str
    label: str
    facts: tuple[Fact, ...]
    nodes: dict[str, tuple[Fact, ...]]
    told_by: Callable[[Fact], tuple[Source, ...]]
