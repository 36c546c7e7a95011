"""The axioms of an ontology: which OWL 2 RL has (4.2.5), read from triples as https://www.w3.org/TR/owl2-mapping-to-rdf/."""

from __future__ import annotations

from collections.abc import Callable

import rdflib
from rdflib import OWL, RDF, RDFS, BNode, Literal, URIRef
from rdflib.term import Node

from tests.support.owl_rl.expressions import CONNECTIVES, EQUIVALENT, LEFT, OF_EXPRESSIONS, RIGHT, Expressions
from tests.support.owl_rl.terms import (
    BUILT_IN,
    DATA,
    ENTITIES,
    OBJECT,
    OBJECT_OR_DATA,
    PROPERTIES,
    Violation,
    is_reserved,
)

_CHARACTERISTICS = {
    OWL.FunctionalProperty: OBJECT_OR_DATA,
    **dict.fromkeys(
        (
            *(OWL.InverseFunctionalProperty, OWL.IrreflexiveProperty, OWL.AsymmetricProperty),
            *(OWL.SymmetricProperty, OWL.TransitiveProperty),
        ),
        OBJECT,
    ),
}

_OF_NODES = {
    *(OWL.members, OWL.distinctMembers, OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget),
    *(OWL.sourceIndividual, OWL.assertionProperty, OWL.targetIndividual, OWL.targetValue),
}
_NODES = (OWL.AllDisjointClasses, OWL.AllDisjointProperties, OWL.AllDifferent, OWL.NegativePropertyAssertion)


class Axioms(Expressions):
    """Reads axioms.

    Args:
        graph: The ontology with all that it imports.
    """

    def __init__(self, graph: rdflib.Graph) -> None:
        super().__init__(graph)
        self._by_predicate: dict[Node, Callable[[Node, Node], None]] = {
            RDFS.subClassOf: self._sub_class,
            OWL.equivalentClass: self._equivalent,
            OWL.disjointWith: lambda s, o: self._classes([s, o], LEFT),
            RDFS.subPropertyOf: lambda s, o: self._alike([s, o], PROPERTIES),
            OWL.equivalentProperty: lambda s, o: self._alike([s, o], OBJECT_OR_DATA),
            OWL.propertyDisjointWith: lambda s, o: self._alike([s, o], OBJECT_OR_DATA),
            OWL.inverseOf: lambda s, o: self._alike([s, o] if isinstance(s, URIRef) else [o], OBJECT),
            OWL.propertyChainAxiom: self._chain,
            RDFS.domain: self._domain,
            RDFS.range: self._range,
            OWL.hasKey: self._key,
            OWL.sameAs: lambda s, o: self._individuals([s, o]),
            OWL.differentFrom: lambda s, o: self._individuals([s, o]),
            **dict.fromkeys(CONNECTIVES, self._definition),
        }

    def read(self) -> list[Violation]:
        """Return what the grammar has no place for, sorted."""
        self._headers()
        self._kinds()
        for subject, predicate, value in sorted(self.graph):
            self._axiom = (subject, predicate, value)
            self._check_literal(value)
            if predicate == RDF.type:
                self._type(subject, value)
            elif predicate in self._by_predicate:
                self._by_predicate[predicate](subject, value)
            elif predicate in OF_EXPRESSIONS | _OF_NODES | {RDF.first, RDF.rest}:
                self._part(subject, predicate)
            elif not (predicate in (OWL.imports, OWL.versionIRI) and (subject, RDF.type, OWL.Ontology) in self.graph):
                self._statement(subject, predicate, value)
        self._leftovers()
        return sorted(dict.fromkeys(self.found))

    def _headers(self) -> None:
        headers = set(self.graph.subjects(RDF.type, OWL.Ontology))
        whole = headers - set(self.graph.objects(None, OWL.imports))
        if len(whole) != 1:
            named = " and ".join(sorted(map(self.shown, whole))) or "none"
            self.found.append(
                Violation(
                    "header",
                    f"The ontologies that no other imports are {named}, which",
                    "is not one",
                    "Give the whole one header, `a owl:Ontology`, that says owl:imports of each other.",
                )
            )
        for iri in sorted({*headers, *self.graph.objects(None, OWL.versionIRI)}, key=str):
            if not isinstance(iri, URIRef) or is_reserved(iri):
                self.tell("header", "is no name of an ontology", "Give it an IRI of its own.", iri)

    # -- Axioms -------------------------------------------------------------------------------------------

    def _sub_class(self, subject: Node, value: Node) -> None:
        self._class(subject, LEFT)
        self._class(value, RIGHT)

    def _equivalent(self, subject: Node, value: Node) -> None:
        if subject in self._declared[RDFS.Datatype]:
            self._range_of_values(value)
        else:
            self._classes([subject, value], EQUIVALENT)

    def _definition(self, subject: Node, value: Node) -> None:
        """Read what a named class is said to be, which is the same as it; that of a bracket is read where it stands."""
        if isinstance(subject, BNode):
            return
        self._need(subject, OWL.Class)
        assert self._axiom is not None
        word = URIRef(str(self._axiom[1]))
        if word in EQUIVALENT.allowed:
            self._classes(self._list(value), EQUIVALENT)
        else:
            what = f"has {self.shown(word)} in {EQUIVALENT.name}"
            self.tell("expression", what, "Say with rdfs:subClassOf which half of it is meant.")

    def _alike(self, nodes: list[Node], kinds: frozenset[URIRef] | tuple[URIRef, ...]) -> None:
        """Read properties that have to be of one kind."""
        found = [self._property(node, kinds) for node in nodes]
        if None not in found and len(set(found)) > 1:
            what = f"relates {' and '.join(ENTITIES[kind] for kind in found if kind)}"
            self.tell("wrong-property", what, "Relate properties of one kind, or declare them so.")

    def _chain(self, subject: Node, value: Node) -> None:
        for node in (subject, *self._list(value)):
            self._property(node, OBJECT)

    def _domain(self, subject: Node, value: Node) -> None:
        if self._property(subject, PROPERTIES) in OBJECT_OR_DATA:
            self._class(value, RIGHT)

    def _range(self, subject: Node, value: Node) -> None:
        kind = self._property(subject, PROPERTIES)
        if kind == OWL.ObjectProperty:
            self._class(value, RIGHT)
        elif kind == OWL.DatatypeProperty:
            self._range_of_values(value)

    def _key(self, subject: Node, value: Node) -> None:
        self._class(subject, LEFT)
        for node in self._list(value, least=1):
            self._property(node, OBJECT_OR_DATA)

    def _type(self, subject: Node, value: Node) -> None:
        if value in _CHARACTERISTICS:
            self._property(subject, _CHARACTERISTICS[URIRef(str(value))])
        elif value in _NODES:
            self._node(subject, value)
        elif value in ENTITIES or value in (OWL.Restriction, OWL.Axiom, OWL.Annotation, OWL.Ontology):
            if isinstance(subject, BNode) and value in PROPERTIES:
                self.tell("individual", "declares a property without a name", "Give it a name.")
        elif isinstance(value, URIRef) and is_reserved(value) and value not in BUILT_IN[OWL.Class]:
            remedy = "Leave it out, and let a shape or a check say it."
            self.tell("axiom", f"says {self.shown(value)}, which OWL 2 RL does not have", remedy)
        else:
            self._individual(subject)
            self._class(value, RIGHT)

    def _node(self, node: Node, kind: Node) -> None:
        """Read an axiom that is a node of its own."""
        self._used.add(node)
        members = self.graph.value(node, OWL.members) or self.graph.value(node, OWL.distinctMembers)
        if not isinstance(node, BNode):
            self.tell("unreadable", "gives an axiom a name", "Write it in brackets.")
        if kind == OWL.NegativePropertyAssertion:
            self._negative(node)
        elif members is None:
            self.tell("list", "has no members", "Add owl:members ( … ).")
        elif kind == OWL.AllDisjointClasses:
            self._classes(self._list(members), LEFT)
        elif kind == OWL.AllDisjointProperties:
            self._alike(self._list(members), OBJECT_OR_DATA)
        else:
            self._individuals(self._list(members))

    def _negative(self, node: Node) -> None:
        parts = {word: self.graph.value(node, word) for word in _OF_NODES}
        source, prop = parts[OWL.sourceIndividual], parts[OWL.assertionProperty]
        thing, value = parts[OWL.targetIndividual], parts[OWL.targetValue]
        if source is None or prop is None or (thing is None) == (value is None):
            remedy = "Give it a sourceIndividual, an assertionProperty, and a targetIndividual or a targetValue."
            self.tell("unreadable", "is not whole", remedy)
            return
        self._individual(source)
        self._property(prop, DATA if thing is None else OBJECT)
        if thing is not None:
            self._individual(thing)
        elif value is not None:
            self._value(value)

    def _statement(self, subject: Node, predicate: Node, value: Node) -> None:
        """Read what is said of a thing, or as a note of a term."""
        if not self._kinds_of(predicate) and isinstance(predicate, URIRef) and is_reserved(predicate):
            remedy = "Leave it out, and let a shape or a check say it."
            self.tell("axiom", f"says {self.shown(predicate)}, which OWL 2 RL does not have", remedy)
            return
        kinds = self._kinds_of(predicate)
        if not kinds:
            kind = (
                "owl:DatatypeProperty or owl:AnnotationProperty" if isinstance(value, Literal) else "owl:ObjectProperty"
            )
            what = "is used as a property and not declared to be one"
            self.tell("undeclared", what, f"Declare it, as in `{self.shown(predicate)} a {kind}`.", predicate)
        elif OWL.AnnotationProperty not in kinds:
            self._individual(subject)
            (self._individual if OWL.ObjectProperty in kinds else self._value)(value)

    def _part(self, subject: Node, predicate: Node) -> None:
        """Ask that a part of an expression or of an axiom stands in a bracket."""
        if isinstance(subject, URIRef):
            what = "gives a part of an expression a name"
            self.tell("unreadable", what, "Write the expression in brackets, below the class.")
        elif predicate in (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget):
            self._used.add(subject)

    def _leftovers(self) -> None:
        """Tell of brackets that no axiom has, or several have."""
        self._axiom = None
        parts = {s for s, p in self.graph.subject_predicates() if p in OF_EXPRESSIONS | {RDF.first, OWL.inverseOf}}
        for node in sorted((part for part in parts if isinstance(part, BNode)), key=str):
            holders = len(list(self.graph.subjects(None, node)))
            if not holders and node not in self._used:
                self.tell("unused", "stands in no axiom", "Say of it what it is below, or remove it.", node)
            elif holders > 1:
                self.tell("shared", "stands in several places", "Write it out in each.", node)
