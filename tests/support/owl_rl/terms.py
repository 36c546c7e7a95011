"""The terms of an ontology: which are declared to be what, and what stands where a term of some kind belongs.

Declarations and typing constraints are those of https://www.w3.org/TR/owl2-syntax/ (5.8), the datatypes those of
https://www.w3.org/TR/owl2-profiles/#OWL_2_RL (4.2).
"""

from __future__ import annotations

from typing import NamedTuple

import rdflib
from rdflib import OWL, RDF, RDFS, XSD, BNode, Literal, URIRef
from rdflib.term import Node

from corridor_kg.rdf.vocabulary import shorten

_RESERVED = tuple(map(str, (OWL, RDF, RDFS, XSD)))

ENTITIES = {
    OWL.Class: "a class",
    RDFS.Datatype: "a datatype",
    OWL.ObjectProperty: "an object property",
    OWL.DatatypeProperty: "a datatype property",
    OWL.AnnotationProperty: "an annotation property",
    OWL.NamedIndividual: "an individual",
}
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
OBJECT, DATA = frozenset([OWL.ObjectProperty]), frozenset([OWL.DatatypeProperty])
OBJECT_OR_DATA = OBJECT | DATA

_XSD = """
    decimal integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger long int short byte
    unsignedLong unsignedInt unsignedShort unsignedByte float double string normalizedString token language Name NCName
    NMTOKEN boolean hexBinary base64Binary anyURI dateTime dateTimeStamp
""".split()

BUILT_IN = {
    OWL.Class: {OWL.Thing, OWL.Nothing},
    RDFS.Datatype: {*(RDF.PlainLiteral, RDF.XMLLiteral, RDF.langString, RDFS.Literal), *(XSD[name] for name in _XSD)},
    OWL.AnnotationProperty: {
        *(RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy),
        *(OWL.versionInfo, OWL.deprecated, OWL.priorVersion, OWL.backwardCompatibleWith, OWL.incompatibleWith),
    },
}
"""What OWL 2 RL declares itself: owl:real and owl:rational are left out, and so are the top and bottom properties."""

OF_CLASSES = (RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith, OWL.hasKey)
"""The words of the axioms that may begin with a bracket."""

_EXCLUSIVE = (
    (OWL.ObjectProperty, OWL.DatatypeProperty),
    (OWL.ObjectProperty, OWL.AnnotationProperty),
    (OWL.DatatypeProperty, OWL.AnnotationProperty),
    (OWL.Class, RDFS.Datatype),
)


class Violation(NamedTuple):
    """What OWL 2 RL has no place for.

    Attributes:
        rule: The name of what is violated.
        about: The term, or the axiom in which it stands.
        what: What is wrong with it.
        remedy: What to do.
    """

    rule: str
    about: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """Return it as a sentence or two."""
        return f"{self.about} {self.what}. {self.remedy}"


class Terms:
    """Reads terms, and remembers what OWL 2 RL has no place for.

    Args:
        graph: The ontology with all that it imports.
    """

    def __init__(self, graph: rdflib.Graph) -> None:
        self.graph = graph
        self.found: list[Violation] = []
        self._declared: dict[URIRef, set[Node]] = {
            kind: {*graph.subjects(RDF.type, kind), *BUILT_IN.get(kind, ())} for kind in ENTITIES
        }
        self._used: set[Node] = set()
        self._within: list[Node] = []
        self._axiom: tuple[Node, Node, Node] | None = None

    def tell(self, rule: str, what: str, remedy: str, about: Node | None = None) -> None:
        """Remember a violation, of a term or else of the axiom that is read."""
        told = self.shown(about) if about is not None else " ".join(map(self.shown, self._axiom or ()))
        self.found.append(Violation(rule, told, what, remedy))

    def shown(self, node: Node, within: tuple[Node, ...] = ()) -> str:
        """Return a term as people write it, and a node without a name as the bracket that it is."""
        if isinstance(node, URIRef):
            return "a" if node == RDF.type else shorten(str(node))
        if not isinstance(node, BNode):
            return node.n3() if isinstance(node, Literal) else str(node)
        if node in within:
            return "…"
        if (node, RDF.first, None) in self.graph:
            cells = self.graph.transitive_objects(node, RDF.rest)
            members = (member for cell in cells for member in self.graph.objects(cell, RDF.first))
            return f"( {' '.join(self.shown(member, (*within, node)) for member in members)} )"
        said = sorted(
            (self.shown(predicate), self.shown(value, (*within, node)))
            for predicate, value in self.graph.predicate_objects(node)
            if predicate not in OF_CLASSES
        )
        return f"[ {' ; '.join(map(' '.join, said))} ]"

    def _kinds(self) -> None:
        for one, other in _EXCLUSIVE:
            for term in sorted(self._declared[one] & self._declared[other], key=str):
                what = f"is declared {ENTITIES[one]} and {ENTITIES[other]}"
                self.tell("two-kinds", what, "Declare it as one of them.", term)
        for kind, terms in self._declared.items():
            for term in sorted(terms.difference(BUILT_IN.get(kind, ())), key=str):
                if is_reserved(term):
                    remedy = "Take a term that is not OWL's, RDF's or XML Schema's."
                    self.tell("reserved", f"is reserved, and declared {ENTITIES[kind]}", remedy, term)

    def _need(self, term: Node, kind: URIRef) -> None:
        """Ask that a term is declared to be of a kind."""
        if term in self._declared[kind]:
            return
        if not isinstance(term, URIRef):
            self.tell("unreadable", f"has {self.shown(term)} where {ENTITIES[kind]} belongs", "Name one.")
        elif kind == RDFS.Datatype and is_reserved(term):
            self._check_datatype(term)
        elif is_reserved(term):
            self.tell("reserved", f"uses {self.shown(term)} as {ENTITIES[kind]}", "Take one of the project's.")
        else:
            remedy = f"Declare it, as in `{self.shown(term)} a {self.shown(kind)}`, or correct the spelling."
            self.tell("undeclared", f"is used as {ENTITIES[kind]} and not declared to be one", remedy, term)

    def _check_datatype(self, datatype: Node) -> None:
        if datatype not in BUILT_IN[RDFS.Datatype]:
            remedy = "Use xsd:string, xsd:integer, xsd:decimal, xsd:boolean, xsd:anyURI or xsd:dateTime."
            self.tell("datatype", f"uses {self.shown(datatype)}, which OWL 2 RL does not have", remedy)

    def _check_literal(self, value: Node) -> None:
        if isinstance(value, Literal):
            self._check_datatype(value.datatype or XSD.string)
            if value.ill_typed:
                self.tell("literal", "has a value that its datatype does not have", "Correct it.")

    def _kinds_of(self, term: Node) -> set[URIRef]:
        return {kind for kind in PROPERTIES if term in self._declared[kind]}

    def _property(self, node: Node, kinds: frozenset[URIRef] | tuple[URIRef, ...]) -> URIRef | None:
        """Return which of some kinds a property expression is; None where it is of none, which is told."""
        inverted = self.graph.value(node, OWL.inverseOf) if isinstance(node, BNode) else None
        if inverted is not None:
            self._used.add(node)
            self._need(inverted, OWL.ObjectProperty)
            return OWL.ObjectProperty
        found = self._kinds_of(node) & set(kinds)
        if found:
            return min(found, key=PROPERTIES.index)
        if isinstance(node, URIRef) and self._kinds_of(node):
            wanted = " or ".join(ENTITIES[kind] for kind in PROPERTIES if kind in kinds)
            what = f"has {self.shown(node)} where {wanted} belongs"
            self.tell("wrong-property", what, "Use such a property, or declare this one as such.")
        else:
            self._need(node, min(kinds, key=PROPERTIES.index))
        return None

    def _individual(self, node: Node) -> None:
        if isinstance(node, Literal):
            self.tell("individual", f"has {self.shown(node)} where a thing belongs", "Name a thing.")
        elif isinstance(node, BNode):
            self.tell("individual", f"has {self.shown(node)}, a thing without a name", "Give it a name.")
        elif is_reserved(node):
            self.tell("reserved", f"uses {self.shown(node)} as a thing", "Take a term that is not OWL's or RDF's.")

    def _individuals(self, nodes: list[Node]) -> None:
        for node in nodes:
            self._individual(node)

    def _value(self, node: Node) -> None:
        if not isinstance(node, Literal):
            self.tell("individual", f"has {self.shown(node)} where a value belongs", "Write a literal.")


def is_reserved(term: Node) -> bool:
    """Return whether a term is one of OWL, RDF, RDFS or XML Schema."""
    return isinstance(term, URIRef) and str(term).startswith(_RESERVED)
