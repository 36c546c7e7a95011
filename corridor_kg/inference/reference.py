"""The reference reasoner, owlrl: for ontologies with a construct that no rule covers, and for tests."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Triple

from corridor_kg.engine.engine import Engine
from corridor_kg.errors import GraphUnreadable, MissingExtra

try:
    import owlrl
    import rdflib
    from rdflib.term import Node

    from corridor_kg.rdf import rdflib_terms
except ImportError as error:  # pragma: no cover - owlrl is a dependency; somebody may have removed it
    raise MissingExtra("the ontology needs the reasoner owlrl, which is not installed; pip install owlrl.") from error

_NOISY = (rdflib.OWL.Thing, rdflib.OWL.Nothing)
_DATATYPES = (rdflib.RDFS.Datatype, rdflib.OWL.DataRange)
_AXIOMATIC = (str(rdflib.XSD), str(rdflib.OWL), str(rdflib.RDF), str(rdflib.RDFS))
_REFLEXIVE = {
    rdflib.OWL.sameAs,
    rdflib.OWL.equivalentClass,
    rdflib.OWL.equivalentProperty,
    rdflib.RDFS.subClassOf,
    rdflib.RDFS.subPropertyOf,
}


def inferred_triples(engine: Engine) -> Iterator[Triple]:
    """Yield what owlrl infers from an engine, its noise left aside.

    Noise is what says nothing of the facts: that a thing is the same as itself or a class a kind of
    itself, triples with a literal as subject, triples about owl:Thing, owl:Nothing, datatypes and
    anonymous classes, and the axiomatic triples of OWL itself.

    Args:
        engine: Ontology and facts.
    """
    stated = rdflib_terms.graph(engine.match())
    closed = rdflib_terms.graph(engine.match())
    closure = owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False)
    try:
        with rdflib_terms.without_complaints():
            closure.expand(closed)
    except Exception as error:  # owlrl takes any graph for well formed, and fails in ways of its own
        raise GraphUnreadable(f"owlrl cannot close this graph: {error}") from None
    for subject, predicate, value in closed:
        if (subject, predicate, value) not in stated and not _is_noise(subject, predicate, value):
            yield Triple(*map(rdflib_terms.from_rdflib, (subject, predicate, value)))  # type: ignore[arg-type]


def _is_noise(subject: Node, predicate: Node, value: Node) -> bool:
    return (
        isinstance(subject, rdflib.Literal)
        or not isinstance(predicate, rdflib.URIRef)
        or (subject == value and predicate in _REFLEXIVE)
        or any(term in _NOISY for term in (subject, value))
        or value in _DATATYPES
        or (isinstance(value, rdflib.BNode) and predicate in (rdflib.RDF.type, *_REFLEXIVE))
        or (isinstance(subject, rdflib.BNode) and predicate in _REFLEXIVE)
        or str(predicate).startswith("http://www.daml.org/")
        or str(value).startswith("http://www.daml.org/")
        or (isinstance(subject, rdflib.URIRef) and str(subject).startswith(_AXIOMATIC))
    )
