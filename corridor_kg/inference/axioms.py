"""The axioms of an ontology, read once from an engine: what the rules are compiled from."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.engine.engine import Engine
from corridor_kg.errors import GraphUnreadable
from corridor_kg.rdf.terms import TYPE, Node
from corridor_kg.rdf.vocabulary import OWL, RDF, RDFS, shorten

_COVERED = frozenset(
    """
    AllDifferent AllDisjointClasses AllDisjointProperties AnnotationProperty AsymmetricProperty Class
    DatatypeProperty FunctionalProperty InverseFunctionalProperty IrreflexiveProperty NamedIndividual
    ObjectProperty Ontology OntologyProperty Restriction SymmetricProperty Thing Nothing TransitiveProperty
    allValuesFrom complementOf differentFrom disjointWith distinctMembers equivalentClass equivalentProperty
    hasValue intersectionOf inverseOf maxCardinality members oneOf onProperty propertyChainAxiom
    propertyDisjointWith sameAs someValuesFrom unionOf
    NegativePropertyAssertion assertionProperty sourceIndividual targetIndividual targetValue
    versionIRI versionInfo imports priorVersion backwardCompatibleWith incompatibleWith deprecated
    DeprecatedClass DeprecatedProperty Axiom annotatedSource annotatedProperty annotatedTarget
    """.split()
)
"""The terms of OWL that the rules cover, or that say nothing to reason with."""


_WORDS = frozenset(
    [f"{RDF}{name}" for name in ("type", "first", "rest")]
    + [f"{RDFS}{name}" for name in ("subClassOf", "subPropertyOf", "domain", "range")]
)
"""The words of RDF and RDFS in which axioms are written."""

_PROPERTY_AXIOMS = (
    f"{RDFS}subPropertyOf",
    f"{OWL}sameAs",
    f"{OWL}inverseOf",
    f"{OWL}equivalentProperty",
    f"{OWL}propertyDisjointWith",
)


class Axioms:
    """The axioms of an ontology in an engine, read once."""

    def __init__(self, engine: Engine) -> None:
        self.missed: set[str] = set()
        self._by_predicate: dict[str, list[tuple[Node, Node | Literal]]] = {}
        self._objects: dict[tuple[Node, str], list[Node | Literal]] = {}
        used = engine.select(
            f'SELECT DISTINCT ?p WHERE {{ ?s ?p ?o FILTER(STRSTARTS(STR(?p), "{OWL}") || ?p IN '
            f"(<{RDFS}subClassOf>, <{RDFS}subPropertyOf>, <{RDFS}domain>, <{RDFS}range>, "
            f"<{RDF}first>, <{RDF}rest>)) }}"
        )
        predicates = [NamedNode(solution["p"].value) for solution in used]
        for predicate in sorted(predicates, key=str):
            self._read(engine, predicate)
        self._types = sorted(
            (
                (triple.subject, kind)
                for kind in _type_objects(engine)
                for triple in engine.match(None, TYPE, kind)
                if not isinstance(triple.subject, Triple)
            ),
            key=str,
        )

    def _read(self, engine: Engine, predicate: NamedNode) -> None:
        pairs = {
            (triple.subject, triple.object)
            for triple in engine.match(None, predicate)
            if not isinstance(triple.subject, Triple) and not isinstance(triple.object, Triple)
        }
        self._by_predicate[predicate.value] = sorted(pairs, key=str)
        for subject, value in self._by_predicate[predicate.value]:
            self._objects.setdefault((subject, predicate.value), []).append(value)

    def pairs(self, predicate: str) -> list[tuple[Node, Node]]:
        """Return the subjects and objects of a predicate, literals left out."""
        return [(s, o) for s, o in self._by_predicate.get(predicate, ()) if not isinstance(o, Literal)]

    def has(self, predicate: str) -> bool:
        """Return whether any axiom uses a predicate."""
        return bool(self._by_predicate.get(predicate))

    def instances(self, kind: str) -> list[Node]:
        """Return what is declared to be of an OWL kind, such as a TransitiveProperty."""
        return list(dict.fromkeys(s for s, o in self._types if o == NamedNode(OWL + kind)))

    def value(self, subject: Node, predicate: str) -> Node | Literal | None:
        """Return the one object of a subject and a predicate."""
        return next(iter(self._objects.get((subject, predicate), ())), None)

    def members(self, head: Node | Literal | None) -> list[Node]:
        """Return the members of an RDF list."""
        found: list[Node] = []
        seen: set[Node] = set()
        while isinstance(head, Node) and head != NamedNode(f"{RDF}nil"):
            first = self.value(head, f"{RDF}first")
            if head in seen or not isinstance(first, Node):
                raise GraphUnreadable(
                    "an RDF list in the axioms goes in a circle, is broken off, or holds a literal;"
                    " write it as ( a b c )."
                )
            seen.add(head)
            found.append(first)
            head = self.value(head, f"{RDF}rest")
        return found

    def refuse_axioms_about_axioms(self) -> None:
        """Let an ontology pass that says nothing of the words that axioms themselves are written in.

        Raises:
            GraphUnreadable: It makes ``rdf:type`` transitive, say, or ``rdfs:subClassOf`` a kind of something.
        """
        about = [(s, o) for predicate in _PROPERTY_AXIOMS for s, o in self.pairs(predicate)]
        about += [(subject, subject) for subject, _ in self._types]
        for term in (term for pair in about for term in pair):
            if isinstance(term, NamedNode) and (term.value in _WORDS or term.value.startswith(OWL)):
                raise GraphUnreadable(
                    f"an axiom speaks of {shorten(term.value)}, in whose words axioms are written; remove it."
                )

    def property(self, restriction: Node) -> Node | None:
        """Return the property that a restriction restricts, or None where it is none."""
        found = self.value(restriction, f"{OWL}onProperty")
        return found if isinstance(found, Node) else None

    def uncovered(self) -> tuple[str, ...]:
        """Return the OWL terms in use that no rule covers."""
        used = {predicate for predicate in self._by_predicate if predicate.startswith(OWL)}
        used |= {kind.value for _, kind in self._types if isinstance(kind, NamedNode)}
        used = {iri for iri in used if iri.removeprefix(OWL) not in _COVERED}
        large = [
            value
            for value in (value for _, value in self._by_predicate.get(f"{OWL}maxCardinality", ()))
            if value.value not in ("0", "1")
        ]
        for predicate in ("onProperty", "hasValue", "someValuesFrom", "allValuesFrom", "maxCardinality"):
            subjects = [subject for subject, _ in self._by_predicate.get(OWL + predicate, ())]
            if len(subjects) > len(set(subjects)) or any(isinstance(subject, NamedNode) for subject in subjects):
                self.missed.add("a restriction that has a name, or two values")
        self.missed |= {shorten(iri) for iri in used} | {f"owl:maxCardinality {value.value}" for value in large}
        return tuple(sorted(self.missed))


def _type_objects(engine: Engine) -> list[Node]:
    found = engine.select(f'SELECT DISTINCT ?kind WHERE {{ ?s a ?kind FILTER(STRSTARTS(STR(?kind), "{OWL}")) }}')
    return [NamedNode(solution["kind"].value) for solution in found]
