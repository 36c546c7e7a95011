"""What shapes say of graphs: messages, what no query says, and literals as they are written."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

from corridor_kg import Corridor
from corridor_kg.engine.in_process import InProcess
from corridor_kg.shapes import literals, queries, validation
from corridor_kg.shapes.shapes_graph import ShapesGraph
from corridor_kg.shapes.validation import Violation
from corridor_kg.trust import shapes
from corridor_kg.trust.shapes import Data, Validation

HEAD = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX ex: <http://example.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def validated(of_shapes: str, data: str, tmp_path: Path) -> list[Violation]:
    """Return what in a graph of Turtle breaks shapes of Turtle, both as files."""
    for name, text in (("shapes", of_shapes), ("data", data)):
        (tmp_path / f"{name}.ttl").write_text(HEAD + text, encoding="utf-8")
    graph = Corridor.load(graph=tmp_path / "data.ttl", ontology=False).data
    read = shapes.read([tmp_path / "shapes.ttl"])
    return list(Validation(read, Data(graph), has_all_types=False).violations())


@pytest.mark.parametrize(
    ("constraint", "value", "said"),
    [
        ("sh:minCount 2", "1", "The property ex:p is to have 2 or more values; add ex:p."),
        ("sh:maxCount 0", "1", "The property ex:p is to have 0 or fewer values; remove the others."),
        ("sh:datatype xsd:date", "1", "A value of ex:p is to be a literal with the datatype xsd:date."),
        ("sh:class ex:D", "ex:b", "A value of ex:p is to be a ex:D; give it that class, or write another value."),
        ("sh:nodeKind sh:IRI", "1", "A value of ex:p is to be an IRI."),
        ("sh:in ( 2 3 )", "1", "A value of ex:p is to be one of 2, 3."),
        ('sh:hasValue "x"', "1", 'The property ex:p is to have the value "x"; add ex:p "x".'),
        ("sh:node ex:T", "1", "A value of ex:p is to conform to T."),
        ("sh:or ( ex:T ex:U )", "1", "A value of ex:p is to conform to one of T, U."),
        ("sh:maxInclusive 0", "1", "A value of ex:p is to be 0 or less."),
        ('sh:pattern "^a"', "1", 'A value of ex:p is to match the regular expression "^a".'),
    ],
)
def test_a_constraint_without_a_message_says_what_to_write(
    constraint: str, value: str, said: str, tmp_path: Path
) -> None:
    """In plain words, with the property and what it should have."""
    rest = "ex:T sh:nodeKind sh:IRI . ex:U sh:minLength 9 ."
    text = f"ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; {constraint} ] . {rest}"
    (found,) = validated(text, f"ex:a a ex:C ; ex:p {value} .", tmp_path)
    assert found.message.replace("http://example.org/", "ex:") == said


def test_of_several_languages_the_message_is_english(tmp_path: Path) -> None:
    """Whatever order they stand in."""
    messages = 'sh:message "Es fehlt."@de, "It is missing."@en, "\u5b83\u7f3a\u5931\u3002"@zh'
    text = f"ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:minCount 1 ; {messages} ] ."
    assert [found.message for found in validated(text, "ex:a a ex:C .", tmp_path)] == ["It is missing."]


NOT_CORE = {
    "sh:sparql": 'sh:sparql [ sh:message "No." ; sh:select "SELECT $this WHERE { $this <http://example.org/p> 1 }" ]',
    "recursion": "sh:property [ sh:path ex:q ; sh:node ex:S ] ; sh:property [ sh:path ex:p ; sh:maxInclusive 0 ]",
    "regular expression": 'sh:property [ sh:path ex:p ; sh:pattern "^(?=2)" ]',
    "more than 5 values": "sh:node [ sh:property [ sh:path ex:p ; sh:minCount 6 ] ]",
}


@pytest.mark.parametrize("what", NOT_CORE)
def test_what_no_query_says_goes_to_pyshacl_and_is_told(what: str, tmp_path: Path) -> None:
    """By its name and that of the shape; the others are asked as queries, and nothing is lost or found twice."""
    core = "ex:T sh:targetClass ex:C ; sh:property [ sh:path ex:r ; sh:minCount 1 ] ."
    text = f"ex:S sh:targetClass ex:C ; {NOT_CORE[what]} . {core}"
    with pytest.warns(UserWarning, match=f"no query says .*{what}.*http://example.org/S; pySHACL validated"):
        found = validated(text, "ex:a a ex:C ; ex:p 1 .", tmp_path)
    assert sorted(one.shape.partition("/")[0] for one in found) == ["S", "T"]
    assert {str(one.focus) for one in found} == {"<http://example.org/a>"}


@pytest.mark.parametrize(
    "text",
    [
        f"[] sh:targetClass ex:C ; {NOT_CORE['sh:sparql']} .",
        f"<schema:S> sh:targetClass ex:C ; {NOT_CORE['sh:sparql']} .",
        f"ex:S sh:targetClass ex:C ; {NOT_CORE['sh:sparql']} . ex:T sh:targetClass ex:C ; sh:path 'p' .",
        "ex:S sh:targetClass ex:C ; sh:property ex:P . ex:P sh:path ex:p ; sh:node ex:S ; sh:maxCount 0 .",
        'ex:S sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this WHERE { ?this <http://example.org/p> 1 }" ] ;'
        " sh:nodeKind sh:Literal .",
        "ex:L a sh:ConstraintComponent ; sh:parameter [ sh:path ex:min ] ;"
        ' sh:validator [ sh:ask "ASK { FILTER(1>2) }" ] .'
        " ex:S sh:targetClass ex:C ; ex:min 1 .",
    ],
)
def test_pyshacl_looks_at_all_that_a_shape_leads_to_and_at_no_other(text: str, tmp_path: Path) -> None:
    """Also where the shape has no name or an odd one, its property shapes have names, or another is malformed."""
    with pytest.warns(UserWarning, match="pySHACL"):
        assert len(validated(text, "ex:a a ex:C ; ex:p 1 .", tmp_path)) == 1


@pytest.mark.parametrize(
    ("constraint", "what"),
    [
        ('sh:sparql [ sh:select "SELECT" ]', "sh:sparql"),
        ("sh:and ( ex:S )", "recursion"),
        ("sh:sparql []", "sh:sparql"),
        ("sh:not [ " * 200 + "sh:nodeKind sh:IRI" + " ]" * 200, "more than 100 shapes within each other"),
    ],
)
def test_what_pyshacl_cannot_do_is_told_in_short(
    constraint: str, what: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """By file, shape and what it is; nothing is written beside it."""
    (tmp_path / "shapes.ttl").write_text(f"{HEAD} ex:S sh:targetClass ex:C ; {constraint} .", encoding="utf-8")
    (tmp_path / "data.ttl").write_text(f"{HEAD} ex:a a ex:C ; ex:p 1 .", encoding="utf-8")
    data = Data(Corridor.load(graph=tmp_path / "data.ttl", ontology=False).data)
    validation = Validation(shapes.read([tmp_path / "shapes.ttl"]), data, has_all_types=False)
    with pytest.warns(UserWarning, match=f"no query says {what}"):
        assert list(validation.violations()) == []
    (fault,) = validation.unusable
    assert str(fault.about) == "<http://example.org/S>"
    assert len(fault.message) < 400
    assert capfd.readouterr().err == ""


def test_shapes_of_the_core_are_never_given_to_pyshacl(tmp_path: Path) -> None:
    """Nothing is told of it, and nothing is imported."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert validated("ex:S sh:targetClass ex:C ; sh:nodeKind sh:Literal .", "ex:a a ex:C .", tmp_path)


@pytest.mark.parametrize("normalize", [True, False])
def test_pyshacl_leaves_rdflib_as_it_was(normalize: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It changes how rdflib reads literals and truth values; afterwards both are as a program had them."""
    boolean = rdflib.term._toPythonMapping[rdflib.XSD.boolean]
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", normalize)
    with pytest.warns(UserWarning, match="pySHACL"):
        validated(f"ex:S sh:targetClass ex:C ; {NOT_CORE['sh:sparql']} .", "ex:a a ex:C ; ex:p 1 .", tmp_path)
    assert rdflib.NORMALIZE_LITERALS is normalize
    assert rdflib.term._toPythonMapping[rdflib.XSD.boolean] is boolean


@pytest.mark.parametrize("text", ["{focus}", "{0}", "FOCUS", "\\\\nTOO\\\\n", '\\"}} UNION {{', "?focus", "'"])
def test_nothing_in_a_shape_is_taken_for_a_part_of_a_query(text: str, tmp_path: Path) -> None:
    """Braces, quotes and variables in a text that a value has to have, or is not to have."""
    same = f'ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:in ( "{text}" ) ] .'
    assert validated(same, f'ex:a ex:p "{text}" .', tmp_path) == []
    (found,) = validated(same, 'ex:a ex:p "another" .', tmp_path)
    assert found.component.endswith("InConstraintComponent")


def test_a_shape_may_be_for_very_many_things_that_it_names(tmp_path: Path) -> None:
    """And for things of other kinds beside them."""
    nodes = ", ".join(f"ex:n{number}" for number in range(2000))
    text = f"ex:S sh:targetNode {nodes} ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:minCount 1 ] ."
    assert len(validated(text, "ex:a a ex:C . ex:n1 ex:p 1 .", tmp_path)) == 2000


QUALIFIED = "sh:qualifiedValueShape [ sh:in ( 1 2 3 ) ]"

# -- Literals as they are written --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "written", "is_marked"),
    [
        ('sh:pattern "^[0-9]$"', "01", True),  # which the engine has as 1
        ("sh:in ( 1 )", "01", True),
        ("sh:maxCount 1", "1.0, 1.00", True),
        ("sh:datatype xsd:integer", '"1"^^xsd:byte', True),
        ("sh:datatype xsd:integer", '"one"^^xsd:integer', True),
        ("sh:maxInclusive 0", "01", False),
        ("sh:nodeKind sh:IRI", "01", False),
    ],
)
def test_literals_are_looked_at_as_they_are_written(
    constraint: str, written: str, is_marked: bool, tmp_path: Path
) -> None:
    """Also where the engine would rewrite them; another is filled only where that makes a difference."""
    text = f"ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; {constraint} ] ."
    (found,) = validated(text, f"ex:a a ex:C ; ex:p {written} .", tmp_path)
    if "Count" not in constraint:
        assert str(found.value) == str(next(parse(f"{HEAD} ex:a ex:p {written} .", RdfFormat.TURTLE)).object)
    data = Data(Corridor.load(graph=tmp_path / "data.ttl", ontology=False).data)
    graph = shapes.read([tmp_path / "shapes.ttl"]).graph
    assert (data.engine(graph) is not data._graph.engine) is is_marked


def test_two_ways_to_write_one_value_are_two_of_one_thing_alone(tmp_path: Path) -> None:
    """Of two things, each has one; what each wrote is told of it."""
    text = "ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:maxCount 1 ; sh:maxInclusive 0 ] ."
    found = validated(text, "ex:a a ex:C ; ex:p 1.0 . ex:b a ex:C ; ex:p 1.00 .", tmp_path)
    assert [str(one.value).split('"')[1] for one in found] == ["1.0", "1.00"]


@pytest.mark.parametrize("shape", ["sh:property [ sh:path ex:p ; sh:maxInclusive 0 ]", "sh:closed true"])
def test_two_ways_to_write_one_value_of_one_thing_are_each_told(shape: str, tmp_path: Path) -> None:
    """Neither is told as the other."""
    found = validated(f"ex:S sh:targetNode ex:a ; {shape} .", "ex:a ex:p 1.0, 1.00 .", tmp_path)
    assert {str(one.value).split('"')[1] for one in found} == {"1.0", "1.00"}


@pytest.mark.parametrize(
    ("shape", "where"),
    [
        (
            "sh:targetNode ex:a ; sh:property [ sh:path [ sh:alternativePath ( ex:p ex:q ) ] ; sh:nodeKind sh:IRI ]",
            "value",
        ),
        ("sh:targetNode ex:a ; sh:property [ sh:path [ sh:oneOrMorePath ex:p ] ; sh:maxInclusive 0 ]", "value"),
        ("sh:targetObjectsOf ex:p ; sh:nodeKind sh:IRI", "value"),
        ("sh:targetObjectsOf ex:p ; sh:property [ sh:path ex:q ; sh:minCount 1 ]", "focus"),
        ("sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:property [ sh:path ex:q ; sh:minCount 1 ] ]", "focus"),
    ],
)
def test_a_literal_is_told_as_it_is_written_wherever_it_stands(shape: str, where: str, tmp_path: Path) -> None:
    """At the end of a path of several steps, and as the thing itself that is looked at."""
    (found,) = validated(f"ex:S {shape} .", "ex:a ex:p 01 .", tmp_path)
    assert str(getattr(found, where)) == f'"01"^^<{rdflib.XSD.integer}>'


@pytest.mark.parametrize("ignored", ["", "; sh:ignoredProperties ()"])
def test_a_closed_shape_that_allows_nothing_denies_all(ignored: str, tmp_path: Path) -> None:
    """It has no list of what is allowed."""
    found = validated(f"ex:S sh:targetClass ex:C ; sh:closed true {ignored} .", "ex:a a ex:C ; ex:p 1 .", tmp_path)
    assert len(found) == 2


@pytest.mark.parametrize("text", ["{focus}", "{found}", "{too}", "\\n{focus}\\n"])
def test_a_text_is_never_taken_for_a_mark_of_ours(text: str, tmp_path: Path) -> None:
    """Queries are filled in where it stands in none."""
    shape = f'ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:hasValue "{text}" ; sh:in ( "{text}" ) ] .'
    assert validated(shape, f'ex:a a ex:C ; ex:p "{text}" .', tmp_path) == []


GREAT = "9" * 30


@pytest.mark.parametrize(
    ("constraint", "is_broken"),
    [
        (f"sh:minCount {GREAT}", True),
        (f"sh:maxCount {GREAT}", False),
        (f"sh:minLength {GREAT}", True),
        (f"sh:maxLength {GREAT}", False),
        (f"sh:maxInclusive {GREAT}.5", False),
        (f"sh:minInclusive {GREAT}", True),
    ],
)
def test_a_limit_that_the_engine_does_not_hold_is_one(constraint: str, is_broken: bool, tmp_path: Path) -> None:
    """It is a number nevertheless."""
    text = f"ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; {constraint} ] ."
    assert bool(validated(text, "ex:a a ex:C ; ex:p 1 .", tmp_path)) is is_broken


@pytest.mark.parametrize("number", ["99999999999999999999", "12345678901234567890.5"])
def test_a_number_that_the_engine_does_not_hold_is_compared(number: str, tmp_path: Path) -> None:
    """It is a number nevertheless."""
    text = "ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:{0}Inclusive 5 ] ."
    assert validated(text.format("min"), f"ex:a a ex:C ; ex:p {number} .", tmp_path) == []
    assert len(validated(text.format("max"), f"ex:a a ex:C ; ex:p {number} .", tmp_path)) == 1


def test_a_shape_is_for_the_things_of_classes_below_its_own(tmp_path: Path) -> None:
    """Also without inference; and of a class that is a shape, for its things."""
    below = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> ex:D rdfs:subClassOf ex:C . ex:a a ex:D ."
    assert len(validated("ex:S sh:targetClass ex:C ; sh:nodeKind sh:Literal .", below, tmp_path)) == 1


@pytest.mark.parametrize(
    ("constraint", "results"),
    [
        ("sh:property [ sh:path ex:p ; sh:maxCount 1 ]", 1),
        ("sh:property [ sh:path ex:p ; sh:equals ex:q ]", 20_000),
        ("sh:property [ sh:path ex:p ; sh:uniqueLang true ]", 0),
        ("sh:node [ sh:property [ sh:path ex:p ; sh:minCount 5 ] ]", 0),
        ("sh:node [ sh:property [ sh:path ex:p ; sh:maxCount 4 ] ]", 1),
        (f"sh:node [ sh:property [ sh:path ex:p ; {QUALIFIED} ; sh:qualifiedMinCount 4 ] ]", 1),
        (f"sh:node [ sh:property [ sh:path ex:p ; {QUALIFIED} ; sh:qualifiedMaxCount 3 ] ]", 0),
        ("sh:not [ sh:property [ sh:path ex:p ; sh:uniqueLang true ] ]", 1),
    ],
)
def test_values_in_their_thousands_are_counted_in_time(constraint: str, results: int) -> None:
    """One thing with very many values of a property: they are not compared each with each, nor all with all."""
    many = " ".join(f"ex:a ex:p {number} ." for number in range(20_000))
    engine = literals.marked(parse(f"{HEAD} ex:a a ex:C . {many}", RdfFormat.TURTLE), InProcess())
    graph = ShapesGraph(parse(f"{HEAD} ex:S sh:targetClass ex:C ; {constraint} .", RdfFormat.TURTLE))
    assert len(list(validation.validate(engine, graph, queries.compile_shapes(graph, engine)))) == results


@pytest.mark.parametrize("said", ["sh:targetClass ex:C ; sh:in ( {} )", "sh:targetNode {} ; sh:nodeKind sh:BlankNode"])
def test_long_lists_are_asked_in_time(said: str) -> None:
    """As lists, and not as so many alternatives."""
    engine = literals.marked(parse(f"{HEAD} ex:a a ex:C .", RdfFormat.TURTLE), InProcess())
    by = ", " if "Node {}" in said else " "
    terms = by.join(f'"{number}"{by}ex:n{number}' for number in range(4_000))
    graph = ShapesGraph(parse(f"{HEAD} ex:S {said.format(terms)} .", RdfFormat.TURTLE))
    compiled = queries.compile_shapes(graph, engine)
    assert max(query.text.count("||") + query.text.count("UNION") for query in compiled.queries) < 3
    assert len(list(validation.validate(engine, graph, compiled))) == (8_000 if "Node {}" in said else 1)
