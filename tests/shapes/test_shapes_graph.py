"""Which shapes there are, what they are called, and what is wrong with them."""

from __future__ import annotations

import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, parse

from corridor_kg.shapes import paths, shacl
from corridor_kg.shapes.shapes_graph import ShapesGraph

HEAD = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX ex: <http://example.org/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


def graph(text: str) -> ShapesGraph:
    """Return a shapes graph of Turtle."""
    return ShapesGraph(parse(HEAD + text, RdfFormat.TURTLE))


def test_every_term_of_shacl_is_known() -> None:
    """Those that rdflib lists are all there, and those of ours beside them are of the Advanced Features."""
    listed = {name for name in (*rdflib.SH.__annotations__, *rdflib.SH._extras) if "-" not in name}
    assert len(listed) > 150
    assert listed <= shacl.TERMS
    advanced = (
        "count desc distinct else exists groupConcat if limit max min minus offset orderBy separator sum then values"
    )
    assert shacl.TERMS - listed == set(advanced.split())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .", {"S/p"}),
        ("ex:S sh:targetClass ex:C ; sh:property ex:P . ex:P sh:path ex:p ; sh:minCount 1 .", {"P"}),
        (
            "ex:S sh:targetClass ex:C ; sh:property [ sh:path ( ex:p [ sh:inversePath ex:q ] ) ; sh:class ex:D ] .",
            {"S/p-q"},
        ),
        ("ex:S sh:targetClass ex:C ; sh:nodeKind sh:IRI .", {"S"}),
        ("ex:C a rdfs:Class, sh:NodeShape ; sh:nodeKind sh:IRI .", {"C"}),
        ("ex:C a <http://www.w3.org/2002/07/owl#Class>, sh:NodeShape ; sh:nodeKind sh:IRI .", {"C"}),
        ("ex:S sh:nodeKind sh:IRI .", set()),
        ("ex:S sh:targetClass ex:C ; sh:deactivated true ; sh:nodeKind sh:IRI .", set()),
        ("[] sh:targetNode ex:a ; sh:nodeKind sh:IRI .", {"shape"}),
    ],
)
def test_what_may_be_broken_has_a_name(text: str, names: set[str]) -> None:
    """A shape is called by the end of its IRI; one without, by the shape above it and its path."""
    found = graph(text)
    assert {found.name(shape) for shape in found.reporting} == names


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sh:minCount 1, 2", "sh:minCount of ex:S is given twice; give it once."),
        ('sh:minCount "one"', "sh:minCount of ex:S is a whole number from 0, as in 1."),
        ("sh:maxCount -1", "sh:maxCount of ex:S is a whole number from 0, as in 1."),
        ('sh:class "C"', "sh:class of ex:S is an IRI."),
        ("sh:nodeKind sh:Iri", "sh:nodeKind of ex:S is one of sh:IRI, "),
        ('sh:languageIn "en"', "sh:languageIn of ex:S is a list, as in "),
        ("sh:pattern ex:p", "sh:pattern of ex:S is a literal."),
        ("sh:node [ sh:path ex:q ; sh:minCount 1 ]", "sh:node of ex:S leads to a property shape; write sh:property"),
        ("sh:property [ sh:minLength 1 ]", "sh:property of ex:S leads to a shape without sh:path; write sh:node"),
        ("sh:qualifiedValueShape [ sh:class ex:C ]", "needs sh:qualifiedMinCount or sh:qualifiedMaxCount beside it."),
        ("sh:path ex:q", "sh:path of ex:S is given twice; give it once."),
        ('sh:targetClass "C"', "sh:targetClass of ex:S is an IRI."),
        ("sh:targetSubjectsOf []", "sh:targetSubjectsOf of ex:S is an IRI."),
        ('sh:targetObjectsOf "p"', "sh:targetObjectsOf of ex:S is an IRI."),
        ("sh:severity sh:Info, sh:Warning", "sh:severity of ex:S is given twice; give it once."),
        ('sh:flags "i", "s"', "sh:flags of ex:S is given twice; give it once."),
        ('sh:closed "yes"', "sh:closed of ex:S is true or false."),
        ("sh:deactivated ex:yes", "sh:deactivated of ex:S is true or false."),
        ("sh:uniqueLang 1", "sh:uniqueLang of ex:S is true or false."),
        ('sh:not "T"', "sh:not of ex:S leads to a literal; write the name of a shape, or a shape in brackets."),
        ('sh:or ( "T" )', "sh:or of ex:S leads to a literal; write the name of a shape, or a shape in brackets."),
        ("sh:qualifiedMinCount 1", "sh:qualifiedMinCount of ex:S needs sh:qualifiedValueShape beside it."),
        ("a sh:NodeShape", "sh:path of ex:S stands in a sh:NodeShape; write sh:PropertyShape, or leave out the path."),
    ],
)
def test_what_cannot_be_made_sense_of_is_told_with_the_remedy(text: str, said: str) -> None:
    """A validator would fail, or take it for something else."""
    messages = [
        fault.message.replace("http://example.org/", "ex:")
        for fault in graph(f"ex:S sh:path ex:p ; {text} .").malformed()
    ]
    assert any(said in message for message in messages), messages


def test_a_property_shape_without_a_path_and_a_node_shape_that_counts_are_told() -> None:
    """Neither says anything to a validator."""
    (path,) = graph("ex:S a sh:PropertyShape ; sh:class ex:C .").malformed()
    assert "sh:path of http://example.org/S is missing" in path.message
    (count,) = graph("ex:S a sh:NodeShape ; sh:maxCount 1 .").malformed()
    assert "stands in a shape without sh:path, and says nothing" in count.message


@pytest.mark.parametrize("path", ["()", f"{'[ sh:inversePath ' * 2_000} ex:p {']' * 2_000}"])
def test_a_path_of_nothing_and_one_without_an_end_in_sight_are_told(path: str) -> None:
    """The empty list has a name, and is no property."""
    (fault,) = graph(f"ex:S sh:path {path} ; sh:minCount 1 .").malformed()
    assert "sh:path of http://example.org/S is wrong: " in fault.message


def test_a_misspelt_term_is_told_with_the_nearest() -> None:
    """Whether it is a property or a value; where it stands is told by what it is said of."""
    found = list(graph("ex:S sh:targetClas ex:C ; sh:property [ sh:path ex:p ; sh:nodeKind sh:Iri ] .").unknown_terms())
    assert [fault.message.partition("; ")[2] for fault in found] == [
        "did you mean 'sh:targetClass'?",
        "did you mean 'sh:IRI'?",
    ]
    assert found[0].about == NamedNode("http://example.org/S")


def test_a_list_that_does_not_end_is_none() -> None:
    """It would be read for ever."""
    found = graph("ex:S sh:in ex:l . ex:l rdfs:first 1 .")
    assert found.items(NamedNode("http://example.org/l")) is None
    rdf = "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>"
    assert graph(f"{rdf} ex:l rdf:first 1 ; rdf:rest ex:l .").items(NamedNode("http://example.org/l")) is None


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("ex:p", "ex:p"),
        ("[ sh:inversePath ex:p ]", "^ex:p"),
        ("( ex:p ex:q )", "(ex:p/ex:q)"),
        ("[ sh:alternativePath ( ex:p [ sh:inversePath ex:q ] ) ]", "(ex:p|^ex:q)"),
        ("[ sh:zeroOrMorePath [ sh:inversePath ex:p ] ]", "(^ex:p)*"),
        ("[ sh:inversePath [ sh:oneOrMorePath ex:p ] ]", "^(ex:p+)"),
        ("[ sh:zeroOrOnePath ( ex:p ex:q ) ]", "(ex:p/ex:q)?"),
    ],
)
def test_a_path_is_written_as_sparql_has_it(path: str, text: str) -> None:
    """Marks stand before or behind what they are said of, in parentheses where that is more than a property."""
    found = graph(f"ex:S sh:path {path} .").path(NamedNode("http://example.org/S"))
    assert found
    assert found.text.replace("<http://example.org/", "ex:").replace(">", "") == text


@pytest.mark.parametrize("path", ['"p"', "[]", "( ex:p )", "[ sh:inversePath ex:p ; sh:oneOrMorePath ex:q ]"])
def test_what_is_no_path_is_refused(path: str) -> None:
    """A literal, nothing, one step in a list, two things at once."""
    with pytest.raises(paths.PathMalformed):
        graph(f"ex:S sh:path {path} .").path(NamedNode("http://example.org/S"))


def test_a_path_that_leads_into_itself_is_refused() -> None:
    """It would be read for ever."""
    with pytest.raises(paths.PathMalformed):
        graph("ex:S sh:path _:x . _:x sh:inversePath _:x .").path(NamedNode("http://example.org/S"))
