"""Each rule draws its conclusion and each clash is reported, as the W3C names them."""

from __future__ import annotations

import pytest

from corridor_kg.inference import closure, reference
from corridor_kg.inference.compiler import compile_rules
from tests.inference.helpers import engine_of, inferred, triples

ZERO, ONE = (f'"{number}"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>' for number in (0, 1))


# what implies, what follows, and the W3C's name of the rule
RULES = [
    ("cax-sco", ":A rdfs:subClassOf :B . :x a :A .", ":x a :B"),
    ("cax-eqc1", ":A owl:equivalentClass :B . :x a :A .", ":x a :B"),
    ("cax-eqc2", ":A owl:equivalentClass :B . :x a :B .", ":x a :A"),
    ("cls-int1", ":A owl:intersectionOf (:B :C) . :x a :B , :C .", ":x a :A"),
    ("cls-int2", ":A owl:intersectionOf (:B :C) . :x a :A .", ":x a :C"),
    ("cls-uni", ":A owl:unionOf (:B :C) . :x a :C .", ":x a :A"),
    ("cls-oo", ":A owl:oneOf (:x :y) .", ":y a :A"),
    ("cls-svf1", "[ owl:onProperty :p ; owl:someValuesFrom :B ] rdfs:subClassOf :A . :x :p :y . :y a :B .", ":x a :A"),
    ("cls-svf2", "[ owl:onProperty :p ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf :A . :x :p :y .", ":x a :A"),
    ("cls-avf", ":A rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom :B ] . :x a :A ; :p :y .", ":y a :B"),
    ("cls-hv1", ":A rdfs:subClassOf [ owl:onProperty :p ; owl:hasValue :v ] . :x a :A .", ":x :p :v"),
    ("cls-hv2", "[ owl:onProperty :p ; owl:hasValue :v ] rdfs:subClassOf :A . :x :p :v .", ":x a :A"),
    (
        "cls-maxc2",
        f":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality {ONE} ] . :x a :A ; :p :y , :z .",
        ":y owl:sameAs :z",
    ),
    ("prp-dom", ":p rdfs:domain :A . :x :p :y .", ":x a :A"),
    ("prp-rng", ":p rdfs:range :A . :x :p :y .", ":y a :A"),
    ("prp-spo1", ":p rdfs:subPropertyOf :q . :x :p :y .", ":x :q :y"),
    ("prp-spo2", ":p owl:propertyChainAxiom (:q :r :s) . :a :q :b . :b :r :c . :c :s :d .", ":a :p :d"),
    ("prp-trp", ":p a owl:TransitiveProperty . :a :p :b . :b :p :c . :c :p :d .", ":a :p :d"),
    ("prp-symp", ":p a owl:SymmetricProperty . :x :p :y .", ":y :p :x"),
    ("prp-inv1", ":p owl:inverseOf :q . :x :p :y .", ":y :q :x"),
    ("prp-inv2", ":p owl:inverseOf :q . :x :q :y .", ":y :p :x"),
    ("prp-eqp1", ":p owl:equivalentProperty :q . :x :p :y .", ":x :q :y"),
    ("prp-eqp2", ":p owl:equivalentProperty :q . :x :q :y .", ":x :p :y"),
    ("prp-fp", ":p a owl:FunctionalProperty . :x :p :y , :z .", ":y owl:sameAs :z"),
    ("prp-ifp", ":p a owl:InverseFunctionalProperty . :x :p :y . :z :p :y .", ":x owl:sameAs :z"),
    ("eq-sym", ":x owl:sameAs :y .", ":y owl:sameAs :x"),
    ("eq-trans", ":x owl:sameAs :y . :y owl:sameAs :z .", ":x owl:sameAs :z"),
    ("eq-rep-s", ":x owl:sameAs :y . :x :p :z .", ":y :p :z"),
    ("eq-rep-p", ":p owl:sameAs :q . :x :p :z .", ":x :q :z"),
    ("eq-rep-o", ":x owl:sameAs :y . :z :p :x .", ":z :p :y"),
    ("scm-sco", ":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .", ":A rdfs:subClassOf :C"),
    ("scm-spo", ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r .", ":p rdfs:subPropertyOf :r"),
    ("scm-eqc1", ":A owl:equivalentClass :B .", ":B rdfs:subClassOf :A"),
    ("scm-eqc2", ":A rdfs:subClassOf :B . :B rdfs:subClassOf :A .", ":A owl:equivalentClass :B"),
    ("scm-eqp1", ":p owl:equivalentProperty :q .", ":q rdfs:subPropertyOf :p"),
    ("scm-eqp2", ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :p .", ":p owl:equivalentProperty :q"),
    ("scm-dom1", ":p rdfs:domain :A . :A rdfs:subClassOf :B .", ":p rdfs:domain :B"),
    ("scm-dom2", ":p rdfs:domain :A . :q rdfs:subPropertyOf :p .", ":q rdfs:domain :A"),
    ("scm-rng1", ":p rdfs:range :A . :A rdfs:subClassOf :B .", ":p rdfs:range :B"),
    ("scm-rng2", ":p rdfs:range :A . :q rdfs:subPropertyOf :p .", ":q rdfs:range :A"),
    ("scm-int", ":A owl:intersectionOf (:B :C) .", ":A rdfs:subClassOf :B"),
    ("scm-sco scm-int", ":A rdfs:subClassOf [ owl:intersectionOf (:B :C) ] .", ":A rdfs:subClassOf :C"),
    ("scm-uni scm-eqc1", ":A owl:equivalentClass [ owl:unionOf (:B :C) ] .", ":C rdfs:subClassOf :A"),
    ("scm-int scm-dom1", ":p rdfs:domain [ owl:intersectionOf (:B :C) ] .", ":p rdfs:domain :C"),
    ("scm-cls eq-rep-o", ":A a owl:Class ; owl:sameAs :B .", ":A rdfs:subClassOf :B"),
    ("scm-op eq-rep-o", ":p a owl:ObjectProperty ; owl:sameAs :q .", ":p rdfs:subPropertyOf :q"),
    ("scm-uni", ":A owl:unionOf (:B :C) .", ":B rdfs:subClassOf :A"),
]

CLASHES = [
    ("cax-dw", ":A owl:disjointWith :B . :x a :A , :B ."),
    ("cax-adc", "[] a owl:AllDisjointClasses ; owl:members (:A :B :C) . :x a :A , :C ."),
    ("cls-com", ":A owl:complementOf :B . :x a :A , :B ."),
    ("cls-com", ":A rdfs:subClassOf [ owl:complementOf :B ] . :x a :A , :B ."),
    ("cls-nothing2", ":A rdfs:subClassOf owl:Nothing . :x a :A ."),
    (
        "cls-maxc1",
        f":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality {ZERO} ] . :x a :A ; :p :y .",
    ),
    ("cls-nothing2", ":x a owl:Nothing ."),
    (
        "cls-maxqc1",
        f":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxQualifiedCardinality {ZERO} ; owl:onClass :B ] ."
        " :x a :A ; :p :y . :y a :B .",
    ),
    (
        "cls-maxqc2",
        f":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxQualifiedCardinality {ZERO} ; owl:onClass owl:Thing ] ."
        " :x a :A ; :p :y .",
    ),
    ("prp-irp", ":p a owl:IrreflexiveProperty . :x :p :x ."),
    ("prp-asyp", ":p a owl:AsymmetricProperty . :x :p :y . :y :p :x ."),
    ("prp-pdw", ":p owl:propertyDisjointWith :q . :x :p :y ; :q :y ."),
    ("prp-adp", "[] a owl:AllDisjointProperties ; owl:members (:p :q :r) . :x :p :y ; :r :y ."),
    ("prp-fp", ":p a owl:FunctionalProperty , owl:DatatypeProperty . :x :p 1 , 2 ."),
    (
        "prp-npa1",
        "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :x ; owl:assertionProperty :p ;"
        " owl:targetIndividual :y . :x :p :y .",
    ),
    (
        "prp-npa2",
        "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :x ; owl:assertionProperty :p ;"
        " owl:targetValue 1 . :x :p 1 .",
    ),
    ("prp-npa1", "[] owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetIndividual :y . :x :p :y ."),
    ("eq-diff1", ":x owl:sameAs :y ; owl:differentFrom :y ."),
    ("eq-diff1", ":x owl:differentFrom :x ."),
    ("eq-diff1", ":A owl:hasKey (:p) . :x a :A ; :p 1 ; owl:differentFrom :y . :y a :A ; :p 1 ."),
    ("eq-diff2", "[] a owl:AllDifferent ; owl:members (:x :y :z) . :x owl:sameAs :z ."),
    ("eq-diff3", "[] a owl:AllDifferent ; owl:distinctMembers (:x :y :z) . :x owl:sameAs :z ."),
    ("eq-diff2", "[] a owl:AllDifferent ; owl:members (:x :y :x) ."),
]


@pytest.mark.parametrize(("name", "given", "follows"), RULES, ids=[rule[0] for rule in RULES])
def test_a_rule_draws_its_conclusion(name: str, given: str, follows: str) -> None:
    """The conclusion is drawn, by a rule of that name alone, and owlrl draws it too."""
    engine = engine_of(given)
    expected = triples(f"{follows} .")
    assert expected <= set(reference.inferred_triples(engine))
    rules = [rule for rule in compile_rules(engine).rules if name in (rule.name, *rule.name.split())]
    assert rules
    for rule in rules:
        closure.apply(engine, rule)
    assert expected <= inferred(engine)


@pytest.mark.parametrize(("name", "given"), CLASHES, ids=[clash[0] for clash in CLASHES])
def test_a_contradiction_is_reported(name: str, given: str) -> None:
    """The clash has the W3C's name of the rule, and its premises are triples of the graph."""
    engine = engine_of(given)
    found = list(closure.clashes(engine, closure.close(engine)))
    assert name in {part for clash in found for part in clash.rule.name.split()}
    held = set(engine.match())
    assert all(set(clash.premises) <= held for clash in found)


def test_no_rule_and_no_clash_without_a_reason() -> None:
    """Facts that the axioms do not speak of imply nothing and contradict nothing."""
    engine = engine_of(":p a owl:IrreflexiveProperty , owl:AsymmetricProperty . :x :p :y . :y :p :z . :x a :A .")
    compilation = closure.close(engine)
    assert inferred(engine) == set()
    assert list(closure.clashes(engine, compilation)) == []
