"""Whatever an ontology says in the words that the rules cover, they infer what owlrl infers, and no more."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Triple

from corridor_kg.inference import closure, reference
from tests.inference.helpers import engine_of, inferred

CLASS = st.sampled_from([":A", ":B", ":C"])
PROPERTY = st.sampled_from([":p", ":q", ":r"])
THING = st.sampled_from([":x", ":y", ":z"])


def filled(pattern: str, **places: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return a strategy for a text with gaps."""
    return st.fixed_dictionaries(places).map(lambda values: pattern.format(**values))


def anonymous(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return a strategy for class expressions over others."""
    restriction = "[ a owl:Restriction ; owl:onProperty {p} ; owl:"
    return st.one_of(
        filled(restriction + "someValuesFrom {c} ]", p=PROPERTY, c=inner),
        filled(restriction + "allValuesFrom {c} ]", p=PROPERTY, c=inner),
        filled(restriction + "hasValue {i} ]", p=PROPERTY, i=THING),
        filled(restriction + "maxCardinality 1 ]", p=PROPERTY),
        filled("[ a owl:Class ; owl:intersectionOf ( {c} {d} ) ]", c=inner, d=inner),
        filled("[ a owl:Class ; owl:unionOf ( {c} {d} ) ]", c=inner, d=inner),
    )


EXPRESSION = st.recursive(CLASS, anonymous, max_leaves=3)
AXIOM = st.one_of(
    filled("{c} {word} {d} .", c=CLASS, d=EXPRESSION, word=st.sampled_from(["rdfs:subClassOf", "owl:equivalentClass"])),
    filled("{c} rdfs:subClassOf {d} .", c=EXPRESSION, d=EXPRESSION),
    filled(
        "{c} {word} ( {d} {e} ) .",
        c=CLASS,
        d=CLASS,
        e=CLASS,
        word=st.sampled_from(["owl:intersectionOf", "owl:unionOf"]),
    ),
    filled("{c} owl:oneOf ( {i} {j} ) .", c=CLASS, i=THING, j=THING),
    filled("{c} {word} {d} .", c=CLASS, d=CLASS, word=st.sampled_from(["owl:sameAs", "owl:disjointWith"])),
    filled("{c} a owl:Class .", c=CLASS),
    filled(
        "{p} {word} {q} .",
        p=PROPERTY,
        q=PROPERTY,
        word=st.sampled_from(
            [
                *("rdfs:subPropertyOf", "owl:equivalentProperty", "owl:inverseOf"),
                *("owl:sameAs", "owl:propertyDisjointWith"),
            ]
        ),
    ),
    filled(
        "{p} a owl:{kind}Property .",
        p=PROPERTY,
        kind=st.sampled_from(["Transitive", "Symmetric", "Functional", "InverseFunctional", "Object", "Datatype"]),
    ),
    filled("{p} {word} {c} .", p=PROPERTY, c=EXPRESSION, word=st.sampled_from(["rdfs:domain", "rdfs:range"])),
    filled("{p} owl:propertyChainAxiom ( {q} {r} ) .", p=PROPERTY, q=PROPERTY, r=PROPERTY),
)
FACT = st.one_of(
    filled("{i} a {c} .", i=THING, c=CLASS),
    filled("{i} {p} {j} .", i=THING, p=PROPERTY, j=THING),
    filled("{i} {word} {j} .", i=THING, j=THING, word=st.sampled_from(["owl:sameAs", "owl:differentFrom"])),
)


def about_named(triples: set[Triple]) -> set[Triple]:
    """Return the triples of which both ends have names."""
    return {
        triple for triple in triples if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode)
    }


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(AXIOM, min_size=1, max_size=4), st.lists(FACT, max_size=5))
def test_random_ontologies_are_closed_as_owlrl_closes_them(axioms: list[str], facts: list[str]) -> None:
    """Schema and facts: also what follows by way of classes without a name, and from classes that are the same."""
    engine = engine_of("\n".join([*axioms, *facts]))
    theirs = about_named(set(reference.inferred_triples(engine)))
    compilation = closure.close(engine)
    assert compilation.uncovered == ()
    assert about_named(inferred(engine)) == theirs
