"""What is said of a thing, as facts: a triple each, in the words of people and by name."""

from __future__ import annotations

from dataclasses import dataclass

from corridor_kg.rdf.vocabulary import prefixes


@dataclass(frozen=True)
class Fact:
    """One triple about a thing.

    Attributes:
        predicate: The CURIE of its predicate.
        predicateLabel: The predicate's label.
        value: The term at the other end: a CURIE, a literal's text, or the name of a blank node.
        valueLabel: Its label, where it has one.
        inverse: Whether the thing is the object and the value the subject.
        origin: The name of the origin that states it, or ``inferred``.
        type: What the value is: ``uri``, ``literal`` or ``bnode``, as in SPARQL 1.1 Query Results JSON.
    """

    predicate: str
    predicateLabel: str
    value: str
    valueLabel: str
    inverse: bool
    origin: str
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
    def restates(self) -> bool:
        """Whether it is inferred by a bridge, and says in other words what is said in our own."""
        return self.origin == "inferred" and self.vocabulary not in ("ckg", "org", "")


@dataclass(frozen=True)
class Known:
    """What is known of a thing.

    Attributes:
        thing: Its CURIE.
        label: Its label in English, or else in any language.
        sources: For each origin that states something of it, the passages and sources that it names.
        facts: Stated facts by origin, then inferred ones.
        nodes: What is said of the blank nodes that are values in facts, or values in that, by their names.
    """

    thing: str
    label: str
    sources: dict[str, tuple[str, ...]]
    facts: tuple[Fact, ...]
    nodes: dict[str, tuple[Fact, ...]]
