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
    *(
        ("cls-maxc1", f":A rdfs:subClassOf [ owl:onProperty :p ; owl:{word} {ZERO} ] . :x a :A ; :p :y .")
        for word in ("cardinality", "maxCardinality")
    ),
    ("cax-adc", ":A owl:disjointUnionOf (:B :C) . :x a :B , :C ."),
    ("cls-uni", ":A owl:disjointUnionOf () . :x a :A ."),
    ("cls-uni", ":A owl:unionOf () . :x a :A ."),
    ("cls-uni", ":A rdfs:subClassOf [ owl:unionOf (owl:Nothing [ owl:oneOf () ]) ] . :x a :A ."),
    ("cls-oo", ":A owl:oneOf () . :x a :A ."),
    ("cls-oo", ":A owl:oneOf (:y :z) . :x a :A ; owl:differentFrom :y . :z owl:differentFrom :x ."),
    ("cls-nothing2", "owl:Thing rdfs:subClassOf owl:Nothing ."),
    ("cls-nothing2", "owl:Thing rdfs:subClassOf :A . :A rdfs:subClassOf owl:Nothing ."),
    ("cax-dw", "owl:Thing rdfs:subClassOf :A . :A owl:disjointWith :B . :x a :B ."),
    ("cls-maxc1", "owl:Thing rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 0 ] . :x :p :y ."),
    ("prp-bot", ":x owl:bottomObjectProperty :y ."),
    ("prp-bot", ":p rdfs:subPropertyOf owl:bottomDataProperty . :x :p 1 ."),
    ("cls-svf1", ":A rdfs:subClassOf [ owl:onProperty :p ; owl:someValuesFrom owl:Nothing ] . :x a :A ."),
    (
        "prp-irp",
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:hasSelf true ] . :p a owl:IrreflexiveProperty . :x a :A .",
    ),
    ("cax-dw", ":A owl:disjointWith [ owl:onProperty :p ; owl:hasSelf true ] . :x a :A ; :p :x ."),
    ("cls-maxc2", f":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality {ONE} ] . :x a :A ; :p 1 , 2 ."),
    ("cls-maxc2", f":A rdfs:subClassOf [ owl:onProperty :p ; owl:cardinality {ONE} ] . :x a :A ; :p 'a'@en , 'a'@fr ."),
    ("cls-maxc", ":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 2 ] . :x a :A ; :p 1 , 2 , 3 ."),
    (
        "cls-maxc",
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 2 ] . :x a :A ; :p :y , :z , :v , :w ."
        " :y owl:differentFrom :z , :w . [] a owl:AllDifferent ; owl:members (:z :w) .",
    ),
    (
        "cls-maxc",
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 2 ] . :x a :A ; :p :y , :z , :w ."
        " :B owl:disjointUnionOf (:C :D :E) . :y a :C . :z a :D . :w a :E .",
    ),
    (
        "eq-diff1",
        f":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxQualifiedCardinality {ONE} ; owl:onClass :B ] ."
        " :x a :A ; :p :y , :z . :y a :B . :z a :B ; owl:differentFrom :y .",
    ),
    (
        "cls-maxqc",
        f":A rdfs:subClassOf [ owl:onProperty :p ; owl:qualifiedCardinality {ONE} ; owl:onDataRange xsd:integer ] ."
        " :x a :A ; :p 1 , 2.0 .",
    ),
    ("prp-rng", ':p rdfs:range xsd:integer . :x :p "abc" .'),
    ("dt-not-type", ":p rdfs:range xsd:byte . :x :p 1000 ."),
    ("dt-not-type", ":p rdfs:range xsd:string . :x :p 'a'@en ."),
    ("dt-not-type", ":p rdfs:range [ a rdfs:Datatype ; owl:oneOf (1 2) ] . :x :p 3 ."),
    ("dt-not-type", ":p rdfs:range [ owl:oneOf (1 2) ] . :x :p 3 ."),
    ("dt-not-type", ":p rdfs:range [ a rdfs:Datatype ; owl:datatypeComplementOf xsd:decimal ] . :x :p 3 ."),
    (
        "dt-not-type",
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom :adult ] . :x a :A ; :p 3 ."
        " :adult a rdfs:Datatype ; owl:equivalentClass [ owl:onDatatype xsd:integer ;"
        " owl:withRestrictions ([ xsd:minInclusive 18 ]) ] .",
    ),
    *(
        ("prp-npa2", f"[] owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetValue {one} . :x :p {other} .")
        for one, other in ((5, 5.0), ('"05"^^xsd:int', 5), ("true", '"1"^^xsd:boolean'))
    ),
    ("prp-pdw", ":p owl:propertyDisjointWith :q . :x :p 5 ; :q 5.0 ."),
    (
        "cls-maxc1",
        "[ owl:onProperty :p ; owl:someValuesFrom :B ] rdfs:subClassOf [ owl:onProperty :q ; owl:maxCardinality 0 ] ."
        " :x :p :b ; :q :c . :b a :B .",
    ),
    (
        "cax-dw",
        ":A owl:disjointWith [ owl:intersectionOf ([ owl:onProperty :p ; owl:someValuesFrom :B ]"
        " [ owl:onProperty :p ; owl:someValuesFrom :C ]) ] . :x a :A ; :p :b , :c . :b a :B . :c a :C .",
    ),
]

CONSISTENT = [
    ":p rdfs:range xsd:integer ; a owl:FunctionalProperty . :x :p 5 , 5.0 , '05'^^xsd:byte .",
    ":p rdfs:range xsd:nonNegativeInteger . :x :p 123456789012345678901234567890 .",
    ":p rdfs:range :odd ; a owl:FunctionalProperty . :odd a rdfs:Datatype . :x :p 'a'^^:odd , 'b'^^:odd .",
    ":p rdfs:range rdfs:Literal . :x :p 'a'@en , 5 .",
    ":p rdfs:range [ a rdfs:Datatype ; owl:unionOf (xsd:integer xsd:string) ] . :x :p 'a' , 5 .",
    ":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 2 ] . :x a :A ; :p :y , :z , :w . :y a :A .",
    ":A owl:oneOf (:y :z) . :x a :A ; owl:differentFrom :y .",
    ":A owl:disjointUnionOf (:B :C) . :x a :A , :B . :y a :C .",
    "[] owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetValue 5 . :x :p 5e0 , '5' .",
    "owl:Thing a owl:Class ; rdfs:subClassOf :A . :x a :A ; :p :y . :p rdfs:subPropertyOf owl:topObjectProperty .",
    ":A owl:intersectionOf () . :x a :A .",
]
"""What contradicts nothing, though something like it does."""

NOT_LOOKED_FOR = [
    ("owl:minCardinality", ":A rdfs:subClassOf [ owl:onProperty :p ; owl:minCardinality 1 ] ."),
    ("the least of owl:cardinality", ":A rdfs:subClassOf [ owl:onProperty :p ; owl:cardinality 1 ] ."),
    ("owl:ReflexiveProperty", ":p a owl:ReflexiveProperty ."),
    ("owl:topObjectProperty", "owl:topObjectProperty rdfs:subPropertyOf :p ."),
    ("xsd:pattern", ":p rdfs:range [ owl:onDatatype xsd:string ; owl:withRestrictions ([ xsd:pattern 'a+' ]) ] ."),
    ("a property or an individual without a name", "[] a owl:AllDifferent ; owl:members (:x []) ."),
    ("a restriction that has a name, or two values", ":R owl:onProperty :p ; owl:maxCardinality 0 ."),
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


@pytest.mark.parametrize("given", CONSISTENT)
def test_what_contradicts_nothing_is_no_clash(given: str) -> None:
    """Values that are the same however they are written, things that may be the same, and what nobody can tell."""
    engine = engine_of(given)
    assert list(closure.clashes(engine, closure.close(engine))) == []


@pytest.mark.parametrize("more", ["", ":K owl:hasKey (:k) ."], ids=["rules", "owlrl"])
@pytest.mark.parametrize(("name", "given"), CLASHES, ids=[clash[0] for clash in CLASHES])
def test_contradictions_are_found_whoever_closes_the_graph(name: str, given: str, more: str) -> None:
    """Also where something else in the ontology needs owlrl; and then nothing of it is left to look for."""
    engine = engine_of(given + more)
    compilation = closure.close(engine)
    assert bool(compilation.uncovered) == bool(more or "hasKey" in given)
    assert name in {part for clash in closure.clashes(engine, compilation) for part in clash.rule.name.split()}


@pytest.mark.parametrize(("term", "given"), NOT_LOOKED_FOR)
def test_what_is_not_looked_for_is_told(term: str, given: str) -> None:
    """Whether or not owlrl is asked to close the graph."""
    assert term in compile_rules(engine_of(given)).unchecked
