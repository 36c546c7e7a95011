"""The axioms of an ontology, read once from an engine: what the rules are compiled from."""

from __future__ import annotations

from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from corridor_kg.engine.engine import Engine
from corridor_kg.errors import GraphUnreadable
from corridor_kg.rdf.datatypes import python_value
from corridor_kg.rdf.terms import TYPE, Node
from corridor_kg.rdf.vocabulary import OWL, RDF, RDFS, XSD, shorten

_COVERED = frozenset(
    """
    AllDifferent AllDisjointClasses AllDisjointProperties AnnotationProperty AsymmetricProperty Class
    DatatypeProperty FunctionalProperty InverseFunctionalProperty IrreflexiveProperty NamedIndividual
    ObjectProperty Ontology OntologyProperty Restriction SymmetricProperty Thing Nothing TransitiveProperty
    allValuesFrom complementOf differentFrom disjointWith distinctMembers equivalentClass equivalentProperty
    hasValue intersectionOf inverseOf maxCardinality members oneOf onProperty propertyChainAxiom
    propertyDisjointWith sameAs someValuesFrom unionOf
    cardinality disjointUnionOf hasSelf maxQualifiedCardinality onClass onDataRange qualifiedCardinality
    minCardinality minQualifiedCardinality DataRange datatypeComplementOf onDatatype withRestrictions
    bottomDataProperty bottomObjectProperty topDataProperty topObjectProperty
    NegativePropertyAssertion assertionProperty sourceIndividual targetIndividual targetValue
    versionIRI versionInfo imports priorVersion backwardCompatibleWith incompatibleWith deprecated
    DeprecatedClass DeprecatedProperty Axiom annotatedSource annotatedProperty annotatedTarget
    """.split()
)
"""The terms of OWL that the rules cover, or from which nothing follows in OWL 2 RL."""

_ABOUT_AXIOMS = frozenset(OWL + name for name in ("Axiom", "annotatedSource", "annotatedProperty", "annotatedTarget"))
"""The terms by which something is said of an axiom, as links and readings do: many, and nothing follows from them."""

_CLOSED_BY_OWLRL = frozenset([f"{OWL}hasKey"])
"""The terms that no rule covers, and all of whose contradictions lie in what owlrl infers from them."""

_LEAST = ("minCardinality", "minQualifiedCardinality", "cardinality", "qualifiedCardinality")
_RESTRICTING = (
    *("hasValue", "hasSelf", "someValuesFrom", "allValuesFrom", "maxCardinality", "maxQualifiedCardinality"),
    *_LEAST,
)
"""What says, beside its property, what a restriction restricts."""

_DEFINING = ("intersectionOf", "unionOf", "complementOf", "oneOf")
_EXTREME = ("topObjectProperty", "topDataProperty", "bottomObjectProperty", "bottomDataProperty")
"""The properties of OWL itself of which axioms may speak, as of any other."""


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


THING, NOTHING = NamedNode(f"{OWL}Thing"), NamedNode(f"{OWL}Nothing")
_CLASSES = (THING, NOTHING)
"""The classes of OWL itself, which an ontology may declare to be classes."""


class AxiomUnreadable(GraphUnreadable):
    """An axiom cannot be read.

    Args:
        message: What is wrong, and what to do.
        node: What it is wrong with, as far as the place is to be found by it.
    """

    def __init__(self, message: str, node: Node) -> None:
        super().__init__(message)
        self.node = node


class Axioms:
    """The axioms of an ontology in an engine, read once.

    Attributes:
        missed: In words, what no rule covers.
        unchecked: In words, that of which contradictions are not looked for.
    """

    def __init__(self, engine: Engine) -> None:
        self.missed: set[str] = set()
        self.unchecked: set[str] = set()
        self._by_predicate: dict[str, list[tuple[Node, Node | Literal]]] = {}
        self._objects: dict[tuple[Node, str], list[Node | Literal]] = {}
        used = engine.select(
            f'SELECT DISTINCT ?p WHERE {{ ?s ?p ?o FILTER(STRSTARTS(STR(?p), "{OWL}") || '
            f'STRSTARTS(STR(?p), "{XSD}") || ?p IN (<{RDF}langRange>, '
            f"<{RDFS}subClassOf>, <{RDFS}subPropertyOf>, <{RDFS}domain>, <{RDFS}range>, "
            f"<{RDF}first>, <{RDF}rest>)) }}"
        )
        predicates = [NamedNode(solution["p"].value) for solution in used if solution["p"].value not in _ABOUT_AXIOMS]
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

    @cached_property
    def datatypes(self) -> frozenset[Node]:
        """What is declared to be a datatype or a range of values."""
        declared = (f"{RDFS}Datatype", f"{OWL}DataRange")
        return frozenset(s for s, o in self._types if isinstance(o, NamedNode) and o.value in declared)

    @cached_property
    def universal(self) -> frozenset[Node]:
        """The named classes that are said, word for word, to include everything."""
        wider: dict[Node, list[Node]] = {}
        same = self.pairs(f"{OWL}equivalentClass")
        for one, other in (*self.pairs(f"{RDFS}subClassOf"), *same, *((other, one) for one, other in same)):
            wider.setdefault(one, []).append(other)
        for one, members in self.pairs(f"{OWL}intersectionOf"):
            wider.setdefault(one, []).extend(self.members(members))
        found: set[Node] = set()
        waiting: list[Node] = [THING]
        while waiting:
            node = waiting.pop()
            waiting += wider.get(node, ()) if node not in found else ()
            found.add(node)
        return frozenset(node for node in found if isinstance(node, NamedNode))

    def value(self, subject: Node, predicate: str) -> Node | Literal | None:
        """Return the one object of a subject and a predicate."""
        return next(iter(self._objects.get((subject, predicate), ())), None)

    def listed(self, head: Node | Literal | None) -> list[Node | Literal]:
        """Return the members of an RDF list, literals too; nothing where there is no list.

        Raises:
            AxiomUnreadable: The list is none.
        """
        found: list[Node | Literal] = []
        seen: set[Node] = set()
        while isinstance(head, Node) and head != NamedNode(f"{RDF}nil"):
            first, rest = self.value(head, f"{RDF}first"), self.value(head, f"{RDF}rest")
            if head in seen or first is None or not isinstance(rest, Node):
                fault = "goes in a circle" if head in seen else "is broken off"
                raise AxiomUnreadable(f"an RDF list in the axioms {fault}; write it as ( a b c ).", head)
            seen.add(head)
            found.append(first)
            head = rest
        return found

    def members(self, head: Node | Literal | None) -> list[Node]:
        """Return the members of an RDF list of things.

        Raises:
            AxiomUnreadable: The list is none, or has a literal in it.
        """
        found = self.listed(head)
        for item in found:
            if isinstance(item, Literal) and isinstance(head, Node):
                raise AxiomUnreadable(f"an RDF list in the axioms holds the literal {item}; name things alone.", head)
        return [item for item in found if isinstance(item, Node)]

    def is_empty(self, head: Node | Literal | None) -> bool:
        """Return whether a term is the RDF list without members."""
        return head == NamedNode(f"{RDF}nil")

    def refuse_what_is_none(self) -> None:
        """Let an ontology pass each of whose axioms can be read, and that says nothing of the words of axioms.

        Raises:
            AxiomUnreadable: It makes ``rdf:type`` transitive, say, or restricts no property.
        """
        about = [(s, o) for predicate in _PROPERTY_AXIOMS for s, o in self.pairs(predicate)]
        about += [(subject, subject) for subject, _ in self._types if subject not in (*self.datatypes, *_CLASSES)]
        for pair in about:
            for term in pair:
                if isinstance(term, NamedNode) and _is_word(term.value):
                    raise AxiomUnreadable(
                        f"an axiom speaks of {shorten(term.value)}, in whose words axioms are written; remove it.",
                        pair[0],
                    )
        for word in _RESTRICTING:
            for subject, value in self._by_predicate.get(OWL + word, ()):
                if self.property(subject) is None and self.value(subject, f"{OWL}onProperties") is None:
                    raise AxiomUnreadable(
                        f"a restriction has owl:{word} and no owl:onProperty; name the property that it restricts.",
                        subject,
                    )
                if word.lower().endswith("cardinality") and number_of(value) is None:
                    raise AxiomUnreadable(f"owl:{word} {value.value} is no number of values; write it as 1.", subject)

    def property(self, restriction: Node) -> Node | None:
        """Return the property that a restriction restricts, or None where it is none."""
        found = self.value(restriction, f"{OWL}onProperty")
        return found if isinstance(found, Node) else None

    def refrain(self, what: str) -> None:
        """Remember what is left to owlrl, and of which contradictions are not looked for."""
        self.missed.add(what)
        self.unchecked.add(what)

    def mentions(self, term: str) -> bool:
        """Return whether any axiom has an IRI for its subject, its predicate or its object."""
        node: Node | Literal = NamedNode(term)
        return self.has(term) or any(node in pair for pairs in self._by_predicate.values() for pair in pairs)

    def uncovered(self) -> tuple[str, ...]:
        """Return the OWL terms in use that no rule covers."""
        used = {predicate for predicate in self._by_predicate if predicate.startswith(OWL)}
        used |= {kind.value for _, kind in self._types if isinstance(kind, NamedNode)}
        used = {iri for iri in used if iri.startswith(OWL) and iri.removeprefix(OWL) not in _COVERED}
        twice = "a restriction that has a name, or two values"
        for predicate in ("onProperty", "onClass", "onDataRange", *_RESTRICTING, *_DEFINING):
            subjects = [subject for subject, _ in self._by_predicate.get(OWL + predicate, ())]
            if predicate in _DEFINING:
                subjects = [subject for subject in subjects if not isinstance(subject, NamedNode)]
            if len(subjects) > len(set(subjects)) or any(isinstance(subject, NamedNode) for subject in subjects):
                self.missed.add(twice)
        self.unchecked |= {shorten(iri) for iri in used - _CLOSED_BY_OWLRL} | (self.missed & {twice})
        self.missed |= set(map(shorten, used))
        return tuple(sorted(self.missed))

    def without_clash_rules(self) -> tuple[str, ...]:
        """Return that of which contradictions are not looked for, as far as its axioms say anything."""
        for word in _LEAST:
            if any(number_of(value) for _, value in self._by_predicate.get(OWL + word, ())):
                self.unchecked.add(f"owl:{word}" if word.startswith("min") else f"the least of owl:{word}")
        for word in ("topObjectProperty", "topDataProperty"):
            top = NamedNode(OWL + word)
            if any(
                top in (subject, value) and not (predicate == f"{RDFS}subPropertyOf" and value == top)
                for predicate, pairs in self._by_predicate.items()
                for subject, value in pairs
            ):
                self.unchecked.add(f"owl:{word}")
        if any(isinstance(prop, BlankNode) for _, prop in self.pairs(f"{OWL}assertionProperty")):
            self.unchecked.add(NAMELESS)
        return tuple(sorted(self.unchecked))


NAMELESS = "a property or an individual without a name"


def number_of(value: Node | Literal | None) -> int | None:
    """Return the whole number, from 0, that a term of an axiom is, or None where it is none.

    >>> number_of(Literal(2)), number_of(Literal("many"))
    (2, None)
    """
    number = python_value(value.value, value.datatype.value) if isinstance(value, Literal) else None
    return number if isinstance(number, int) and not isinstance(number, bool) and number >= 0 else None


def _is_word(iri: str) -> bool:
    return iri in _WORDS or (iri.startswith(OWL) and iri.removeprefix(OWL) not in _EXTREME)


def _type_objects(engine: Engine) -> list[Node]:
    found = engine.select(
        f'SELECT DISTINCT ?kind WHERE {{ ?s a ?kind FILTER(STRSTARTS(STR(?kind), "{OWL}")'
        f" || ?kind = <{RDFS}Datatype>) }}"
    )
    return [NamedNode(solution["kind"].value) for solution in found if solution["kind"].value not in _ABOUT_AXIOMS]
