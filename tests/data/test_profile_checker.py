"""The checker of the profile finds each violation of the grammar of OWL 2 RL, and nothing in what is by the book."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse

from corridor_kg.rdf import rdflib_terms
from tests.support import owl_rl

HEAD = """
@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<http://example.org> a owl:Ontology .
:A a owl:Class . :B a owl:Class . :C a owl:Class .
:p a owl:ObjectProperty . :q a owl:ObjectProperty . :r a owl:ObjectProperty .
:d a owl:DatatypeProperty . :e a owl:DatatypeProperty . :note a owl:AnnotationProperty .
"""

SOME = "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ]"
ALL = "[ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom :B ]"
VALUE = "[ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :x ]"
ONE = '"1"^^xsd:nonNegativeInteger'
TWO = ONE.replace("1", "2")
MOST = f"[ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality {ONE} ]"
ONE_B = f"[ a owl:Restriction ; owl:onProperty :p ; owl:onClass :B ; owl:maxQualifiedCardinality {ONE} ]"
UNION = "[ a owl:Class ; owl:unionOf ( :A :B ) ]"
BOTH = "[ a owl:Class ; owl:intersectionOf ( :A :B ) ]"
ONE_OF = "[ a owl:Class ; owl:oneOf ( :x :y ) ]"
NEVER = "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :x ;"
NOT = "[ a owl:Class ; owl:complementOf :B ]"

BY_THE_BOOK = [
    ":A rdfs:subClassOf :B, owl:Nothing .",
    f"{SOME} rdfs:subClassOf :A . {UNION} rdfs:subClassOf :A . {ONE_OF} rdfs:subClassOf :A .",
    f"{BOTH} rdfs:subClassOf :C . {VALUE} rdfs:subClassOf :C .",
    "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf :A .",
    "[ a owl:Restriction ; owl:onProperty :d ; owl:someValuesFrom xsd:integer ] rdfs:subClassOf :A .",
    "[ a owl:Restriction ; owl:onProperty :d ; owl:hasValue 5 ] rdfs:subClassOf :A .",
    "[ a owl:Restriction ; owl:onProperty [ owl:inverseOf :p ] ; owl:someValuesFrom :B ] rdfs:subClassOf :A .",
    f"[ a owl:Restriction ; owl:onProperty :q ; owl:someValuesFrom {VALUE} ] rdfs:subClassOf :C .",
    f":A rdfs:subClassOf {ALL}, {VALUE}, {MOST}, {ONE_B}, {NOT}, {BOTH} .",
    f":A rdfs:subClassOf [ a owl:Class ; owl:complementOf {UNION} ] .",
    ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :d ; owl:allValuesFrom xsd:decimal ] .",
    ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :d ; owl:onDataRange xsd:string ;"
    ' owl:maxQualifiedCardinality "0"^^xsd:nonNegativeInteger ] .',
    ":d rdfs:range [ a rdfs:Datatype ; owl:intersectionOf ( xsd:nonNegativeInteger xsd:int ) ] .",
    f":A owl:equivalentClass :B, {VALUE}, {BOTH} . :C owl:intersectionOf ( :A {VALUE} ) .",
    f":A owl:disjointWith :B . [] a owl:AllDisjointClasses ; owl:members ( :A :B {SOME} ) .",
    f":p rdfs:domain :A, {ALL} ; rdfs:range {NOT} . :d rdfs:domain :A ; rdfs:range xsd:integer . :note rdfs:range :A .",
    ":p rdfs:subPropertyOf :q . :d rdfs:subPropertyOf :e . rdfs:label rdfs:subPropertyOf :note .",
    ":p owl:equivalentProperty :q ; owl:inverseOf :r . :p rdfs:subPropertyOf [ owl:inverseOf :q ] .",
    ":p a owl:FunctionalProperty, owl:InverseFunctionalProperty . :d a owl:FunctionalProperty .",
    ":p a owl:SymmetricProperty . :q a owl:AsymmetricProperty, owl:IrreflexiveProperty . :r a owl:TransitiveProperty .",
    ":p owl:propertyChainAxiom ( :p :q ), ( :r :p ) . :q owl:propertyChainAxiom ( :q :q ) .",
    ":p owl:propertyDisjointWith :q . [] a owl:AllDisjointProperties ; owl:members ( :d :e ) .",
    ":A owl:hasKey ( :p :d ) .",
    ':x a :A ; :p :y ; :d 5 ; :note :A, "a note"@en ; owl:sameAs :z ; owl:differentFrom :y .',
    "[] a owl:AllDifferent ; owl:distinctMembers ( :x :y ) . [] a owl:AllDifferent ; owl:members ( :x :z ) .",
    f"{NEVER} owl:assertionProperty :p ; owl:targetIndividual :y .",
    f"{NEVER} owl:assertionProperty :d ; owl:targetValue 5 .",
    ":A rdfs:subClassOf :B . [] a owl:Axiom ; owl:annotatedSource :A ; owl:annotatedProperty rdfs:subClassOf ;"
    ' owl:annotatedTarget :B ; :note "because" .',
    ":A a :B .  # a class may be a thing too",
    "<http://example.org/more> a owl:Ontology . <http://example.org> owl:imports <http://example.org/more> .",
]

BROKEN = [
    (f":A rdfs:subClassOf {SOME} .", "expression", "owl:someValuesFrom in a superclass"),
    (f":A rdfs:subClassOf {UNION} .", "expression", "owl:unionOf in a superclass"),
    (f":A rdfs:subClassOf {ONE_OF} .", "expression", "owl:oneOf in a superclass"),
    (f"{ALL} rdfs:subClassOf :A .", "expression", "owl:allValuesFrom in a subclass"),
    (f"{NOT} rdfs:subClassOf :A .", "expression", "owl:complementOf in a subclass"),
    (f"{MOST} rdfs:subClassOf :A .", "expression", "owl:maxCardinality in a subclass"),
    (f":A rdfs:subClassOf [ a owl:Class ; owl:complementOf {ALL} ] .", "expression", "owl:allValuesFrom in a subclass"),
    (
        f"[ a owl:Class ; owl:unionOf ( :A {ALL} ) ] rdfs:subClassOf :B .",
        "expression",
        "owl:allValuesFrom in a subclass",
    ),
    (f":A owl:equivalentClass {SOME} .", "expression", "owl:someValuesFrom in an equivalent class"),
    (f":A owl:equivalentClass {UNION} .", "expression", "owl:unionOf in an equivalent class"),
    (":A owl:unionOf ( :B :C ) .", "expression", "owl:unionOf in an equivalent class"),
    (f":A owl:intersectionOf ( :B {SOME} ) .", "expression", "owl:someValuesFrom in an equivalent class"),
    (f":A owl:disjointWith {ALL} .", "expression", "owl:allValuesFrom in a subclass"),
    (f":p rdfs:domain {UNION} .", "expression", "owl:unionOf in a superclass"),
    (f":p rdfs:range {SOME} .", "expression", "owl:someValuesFrom in a superclass"),
    (f":x a {SOME} .", "expression", "owl:someValuesFrom in a superclass"),
    (f"{ALL} owl:hasKey ( :p ) .", "expression", "owl:allValuesFrom in a subclass"),
    (":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:hasSelf true ] .", "expression", "owl:hasSelf"),
    (f":A rdfs:subClassOf {MOST.replace('max', 'min')} .", "expression", "owl:minCardinality in a superclass"),
    (f":A rdfs:subClassOf {MOST.replace('maxC', 'c')} .", "expression", "owl:cardinality in a superclass"),
    (f":A rdfs:subClassOf {ONE_B.replace('max', 'min')} .", "expression", "owl:minQualifiedCardinality"),
    (f":A rdfs:subClassOf {ONE_B.replace('maxQ', 'q')} .", "expression", "owl:qualifiedCardinality"),
    (f":A rdfs:subClassOf {MOST.replace(ONE, TWO)} .", "cardinality", "owl:maxCardinality"),
    (f":A rdfs:subClassOf {MOST.replace(ONE, '1')} .", "cardinality", "xsd:nonNegativeInteger"),
    (f":A rdfs:subClassOf {ONE_B.replace('owl:onClass :B ;', '')} .", "cardinality", "owl:onClass"),
    (f":A rdfs:subClassOf {ONE_B.replace(':p', ':d')} .", "cardinality", "owl:onDataRange"),
    ("owl:Thing rdfs:subClassOf :A .", "thing", "owl:Thing as a subclass"),
    (":A rdfs:subClassOf owl:Thing .", "thing", "owl:Thing as a superclass"),
    (":A owl:disjointUnionOf ( :B :C ) .", "axiom", "owl:disjointUnionOf"),
    (":p a owl:ReflexiveProperty .", "axiom", "owl:ReflexiveProperty"),
    (":x a rdf:Bag .", "axiom", "rdf:Bag"),
    (":A rdfs:subClassOf :Other .", "undeclared", "http://example.org/Other is used as a class"),
    (":x a :Other .", "undeclared", "http://example.org/Other is used as a class"),
    (":x :other :y .", "undeclared", "a owl:ObjectProperty"),
    (":x :other 5 .", "undeclared", "a owl:DatatypeProperty or owl:AnnotationProperty"),
    (":p rdfs:subPropertyOf :other .", "undeclared", "http://example.org/other is used as an object property"),
    (":d rdfs:range :other .", "undeclared", "http://example.org/other is used as a datatype"),
    (":other a owl:TransitiveProperty .", "undeclared", "http://example.org/other is used as an object property"),
    (":p a owl:DatatypeProperty .", "two-kinds", "an object property and a datatype property"),
    (":p a owl:AnnotationProperty .", "two-kinds", "an object property and an annotation property"),
    (":d a owl:AnnotationProperty .", "two-kinds", "a datatype property and an annotation property"),
    (":A a rdfs:Datatype .", "two-kinds", "a class and a datatype"),
    (":d a owl:TransitiveProperty .", "wrong-property", "http://example.org/d where an object property belongs"),
    (":note a owl:FunctionalProperty .", "wrong-property", "http://example.org/note where an object property or"),
    (":d owl:inverseOf :p .", "wrong-property", "http://example.org/d where an object property belongs"),
    (
        ":p owl:propertyChainAxiom ( :q :d ) .",
        "wrong-property",
        "http://example.org/d where an object property belongs",
    ),
    (":p rdfs:subPropertyOf :d .", "wrong-property", "relates an object property and a datatype property"),
    (":note owl:equivalentProperty :d .", "wrong-property", "http://example.org/note where"),
    (":p a owl:TransitiveProperty, owl:IrreflexiveProperty .", "not-simple", "owl:IrreflexiveProperty"),
    (":p a owl:TransitiveProperty ; rdfs:subPropertyOf :q . :q a owl:AsymmetricProperty .", "not-simple", "Asymmetric"),
    (":p a owl:TransitiveProperty ; owl:inverseOf :q . :q a owl:FunctionalProperty .", "not-simple", "Functional"),
    (":p owl:propertyChainAxiom ( :q :r ) ; a owl:InverseFunctionalProperty .", "not-simple", "InverseFunctional"),
    (":p owl:propertyChainAxiom ( :q :r ) ; owl:propertyDisjointWith :q .", "not-simple", "owl:propertyDisjointWith"),
    (
        ":p a owl:TransitiveProperty . [] a owl:AllDisjointProperties ; owl:members ( :p :q :r ) .",
        "not-simple",
        "owl:AllDisjointProperties",
    ),
    (f":p a owl:TransitiveProperty . :A rdfs:subClassOf {MOST} .", "not-simple", "owl:maxCardinality"),
    (f":p a owl:TransitiveProperty . :A rdfs:subClassOf {ONE_B} .", "not-simple", "owl:maxQualifiedCardinality"),
    (":p owl:propertyChainAxiom ( :q :p :r ) .", "irregular", "rests itself on http://example.org/p"),
    (":p owl:propertyChainAxiom ( :q :r ) . :p rdfs:subPropertyOf :q .", "irregular", "http://example.org/q"),
    (":p owl:propertyChainAxiom ( [ owl:inverseOf :p ] :q ) .", "irregular", "rests itself on http://example.org/p"),
    (":d rdfs:range xsd:date .", "datatype", "xsd:date"),
    (':x :d "2050"^^xsd:gYear .', "datatype", "xsd:gYear"),
    (':A :note "GD"^^:code .', "datatype", "http://example.org/code"),
    (':x :d "five"^^xsd:integer .', "literal", "a value that its datatype does not have"),
    (":d rdfs:range [ a rdfs:Datatype ; owl:oneOf ( 1 2 ) ] .", "data-range", "as a range of values"),
    (":x :p 5 .", "individual", "5"),
    (":x :d :y .", "individual", "http://example.org/y where a value belongs"),
    (":x :p [] .", "individual", "a thing without a name"),
    ("[] a :A .", "individual", "a thing without a name"),
    (":x :p rdfs:label .", "reserved", "rdfs:label as a thing"),
    (":x a :A . rdfs:seeAlso a :A .", "reserved", "rdfs:seeAlso as a thing"),
    ("rdfs:member a owl:ObjectProperty .", "reserved", "rdfs:member"),
    (":p rdfs:subPropertyOf owl:topObjectProperty .", "reserved", "owl:topObjectProperty"),
    (":A rdfs:subClassOf rdfs:Resource .", "reserved", "rdfs:Resource"),
    (f"{VALUE.replace('a owl:Restriction ;', '')} rdfs:subClassOf :A .", "untyped", "Begin the bracket with"),
    (f"{BOTH.replace('a owl:Class ;', '')} rdfs:subClassOf :C .", "untyped", "Begin the bracket with"),
    ("[ a owl:Restriction ; owl:hasValue :x ] rdfs:subClassOf :A .", "unreadable", "without its one owl:onProperty"),
    ("[ a owl:Restriction ; owl:onProperty :p ] rdfs:subClassOf :A .", "unreadable", "says not one thing"),
    (f":A rdfs:subClassOf {VALUE.replace(' ]', ', :y ]')} .", "unreadable", "says not one thing"),
    (f":A rdfs:subClassOf {VALUE.replace(' ]', ' ; :note 5 ]')} .", "unreadable", "says too much"),
    ("_:b a owl:Class ; owl:intersectionOf ( :A _:b ) ; rdfs:subClassOf :B .", "unreadable", "holds itself"),
    ("[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :x .", "unreadable", "is not whole"),
    (":all a owl:AllDisjointClasses ; owl:members ( :A :B ) .", "unreadable", "gives an axiom a name"),
    (f"{VALUE} .", "unused", "stands in no axiom"),
    (":A rdfs:subClassOf _:b . :B rdfs:subClassOf _:b . _:b a owl:Class ; owl:complementOf :C .", "shared", "several"),
    ("[] a owl:AllDisjointClasses ; owl:members ( :A ) .", "list", "fewer than 2"),
    ("[] a owl:AllDifferent .", "list", "no members"),
    (":p owl:propertyChainAxiom [ rdf:first :q ] .", "list", "no proper list"),
    ("<http://example.org/more> a owl:Ontology .", "header", "http://example.org and http://example.org/more"),
]


@pytest.mark.parametrize("text", BY_THE_BOOK)
def test_what_the_grammar_has_is_read(text: str) -> None:
    """The checker has nothing to say of a small ontology that is OWL 2 RL."""
    assert "\n".join(map(str, violations(text))) == ""


@pytest.mark.parametrize(("text", "rule", "told"), BROKEN)
def test_each_violation_is_found(text: str, rule: str, told: str) -> None:
    """The checker tells of what the grammar has no place for, of that alone, and in which words it stands."""
    found = violations(text)
    assert {violation.rule for violation in found} == {rule}, found
    assert any(told in str(violation) for violation in found), found


def violations(text: str) -> list[owl_rl.Violation]:
    """Return what is wrong with a small ontology that has a few terms declared."""
    return owl_rl.violations(rdflib_terms.graph(parse(HEAD + text, RdfFormat.TURTLE)))
