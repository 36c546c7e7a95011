"""Class expressions and ranges of values: which may stand where, by the grammar of OWL 2 RL (4.2.3 and 4.2.4)."""

from __future__ import annotations

from typing import NamedTuple

from rdflib import OWL, RDF, RDFS, XSD, BNode, Literal, URIRef
from rdflib.term import Node

from tests.support.owl_rl.terms import OBJECT_OR_DATA, OF_CLASSES, Terms

CONNECTIVES = (OWL.intersectionOf, OWL.unionOf, OWL.complementOf, OWL.oneOf)
_RESTRICTIONS = (
    *(OWL.someValuesFrom, OWL.allValuesFrom, OWL.hasValue, OWL.hasSelf),
    *(OWL.minCardinality, OWL.maxCardinality, OWL.cardinality),
    *(OWL.minQualifiedCardinality, OWL.maxQualifiedCardinality, OWL.qualifiedCardinality),
)
OF_EXPRESSIONS = {*CONNECTIVES, *_RESTRICTIONS, OWL.onProperty, OWL.onClass, OWL.onDataRange}


class Place(NamedTuple):
    """A place of the grammar in which a class expression may stand.

    Attributes:
        name: What it is called.
        allowed: The words that may build an expression there.
    """

    name: str
    allowed: tuple[URIRef, ...]


LEFT = Place("a subclass expression", (OWL.intersectionOf, OWL.unionOf, OWL.oneOf, OWL.someValuesFrom, OWL.hasValue))
RIGHT = Place(
    "a superclass expression",
    (
        *(OWL.intersectionOf, OWL.complementOf, OWL.allValuesFrom, OWL.hasValue),
        *(OWL.maxCardinality, OWL.maxQualifiedCardinality),
    ),
)
EQUIVALENT = Place("an equivalent class expression", (OWL.intersectionOf, OWL.hasValue))


class Expressions(Terms):
    """Reads expressions."""

    def _list(self, node: Node, least: int = 2) -> list[Node]:
        """Return the members of a list, as far as it is one."""
        found: list[Node] = []
        seen: set[Node] = set()
        while node != RDF.nil:
            firsts, rests = list(self.graph.objects(node, RDF.first)), list(self.graph.objects(node, RDF.rest))
            if len(firsts) != 1 or len(rests) != 1 or node in seen:
                remedy = "Write the members in brackets, as in ( ckg:Goal ckg:Forecast ), each list once."
                self.tell("list", "has no proper list", remedy)
                break
            found += firsts
            seen.add(node)
            node = rests[0]
        else:
            if len(found) < least:
                self.tell("list", f"has a list of fewer than {least}", "Add a member, or leave the list out.")
        return found

    def _classes(self, nodes: list[Node], place: Place) -> None:
        for node in nodes:
            self._class(node, place)

    def _class(self, node: Node, place: Place, *, thing: bool = False) -> None:
        """Read a class expression in a place of the grammar; ``thing`` says whether owl:Thing may stand there."""
        if isinstance(node, BNode):
            self._used.add(node)
            words = [word for word in (*CONNECTIVES, *_RESTRICTIONS) if (node, word, None) in self.graph]
            if len(words) != 1 or len(list(self.graph.objects(node, words[0]))) != 1:
                self.tell("unreadable", f"has {self.shown(node)}, which says not one thing", "Say one in each bracket.")
            elif node in self._within:
                self.tell("unreadable", "has an expression that holds itself", "Write expressions in brackets.")
            elif words[0] not in place.allowed:
                allowed = ", ".join(map(self.shown, place.allowed))
                self.tell(
                    "expression",
                    f"has {self.shown(words[0])} in {place.name}",
                    f"Say it with {allowed} or a class; or let a shape or a check say it.",
                )
            else:
                self._typed(node, words[0])
                self._within.append(node)
                self._expression(node, words[0], place)
                self._within.pop()
        elif node == OWL.Thing:
            if not thing:
                self.tell("thing", f"has owl:Thing as {place.name}", "Name a class.")
        else:
            self._need(node, OWL.Class)

    def _typed(self, node: Node, word: URIRef) -> None:
        """Ask that a bracket says what it is, and nothing that has no place in it."""
        kind = OWL.Restriction if word in _RESTRICTIONS else OWL.Class
        if (node, RDF.type, kind) not in self.graph:
            what = f"has {self.shown(node)}, which does not say what it is"
            self.tell("untyped", what, f"Begin the bracket with `a {self.shown(kind)} ;`.")
        known = {
            RDF.type,
            word,
            *OF_CLASSES,
            *((OWL.onProperty, OWL.onClass, OWL.onDataRange) if kind == OWL.Restriction else ()),
        }
        if set(self.graph.predicates(node)) - known:
            self.tell("unreadable", f"has {self.shown(node)}, which says too much", "Say one thing in each bracket.")

    def _expression(self, node: Node, word: URIRef, place: Place) -> None:
        value = self.graph.value(node, word)
        assert value is not None
        if word in (OWL.intersectionOf, OWL.unionOf):
            self._classes(self._list(value), place)
        elif word == OWL.oneOf:
            self._individuals(self._list(value, least=1))
        elif word == OWL.complementOf:
            self._class(value, LEFT)
        else:
            self._restriction(node, word, value, place)

    def _restriction(self, node: Node, word: URIRef, value: Node, place: Place) -> None:
        properties = list(self.graph.objects(node, OWL.onProperty))
        if len(properties) != 1:
            self.tell("unreadable", f"has {self.shown(node)}, without its one owl:onProperty", "Name the property.")
            return
        kind = self._property(properties[0], OBJECT_OR_DATA)
        if word in (OWL.maxCardinality, OWL.maxQualifiedCardinality):
            self._cardinality(node, word, value, kind)
        elif kind == OWL.ObjectProperty:
            if word == OWL.hasValue:
                self._individual(value)
            else:
                self._class(value, place, thing=word == OWL.someValuesFrom)
        elif kind == OWL.DatatypeProperty:
            (self._value if word == OWL.hasValue else self._range_of_values)(value)

    def _cardinality(self, node: Node, word: URIRef, value: Node, kind: URIRef | None) -> None:
        counts = isinstance(value, Literal) and value.datatype == XSD.nonNegativeInteger
        if not counts or str(value) not in ("0", "1"):
            remedy = 'Write "0"^^xsd:nonNegativeInteger or "1"^^xsd:nonNegativeInteger.'
            self.tell("cardinality", f"has {self.shown(word)} {self.shown(value)}", remedy)
        wanted = OWL.onClass if kind == OWL.ObjectProperty else OWL.onDataRange
        given = [(p, o) for p in (OWL.onClass, OWL.onDataRange) for o in self.graph.objects(node, p)]
        if [p for p, _ in given] != [wanted] * (word == OWL.maxQualifiedCardinality) and kind is not None:
            what = f"has {self.shown(node)}, which does not count one kind of values"
            remedy = "Write owl:maxQualifiedCardinality with owl:onClass (owl:onDataRange), else owl:maxCardinality."
            self.tell("cardinality", what, remedy)
            return
        for predicate, filler in given:
            if predicate == OWL.onClass:
                self._class(filler, LEFT, thing=True)
            else:
                self._range_of_values(filler)

    def _range_of_values(self, node: Node) -> None:
        """Read a data range: a datatype, or an intersection of some."""
        if not isinstance(node, BNode):
            self._need(node, RDFS.Datatype)
            return
        self._used.add(node)
        said = set(self.graph.predicate_objects(node)) - {(RDF.type, RDFS.Datatype)}
        if len(said) != 1 or {word for word, _ in said} != {OWL.intersectionOf}:
            what = f"has {self.shown(node)} as a range of values"
            self.tell("data-range", what, "Name a datatype, or let a shape say which values are allowed.")
            return
        if (node, RDF.type, RDFS.Datatype) not in self.graph:
            self.tell("untyped", f"has {self.shown(node)}, which does not say what it is", "Add `a rdfs:Datatype ;`.")
        for member in self._list(said.pop()[1]):
            self._range_of_values(member)
