"""JSON-LD: what is expanded says the same, and what is remembered while it is compacted changes nothing."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld as pyld
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from corridor_kg import Corridor
from corridor_kg.errors import GraphUnreadable
from corridor_kg.files import jsonld
from corridor_kg.files.expanded_jsonld import expanded
from corridor_kg.rdf.canonical import canonicalized
from corridor_kg.rdf.vocabulary import RDF, XSD, context

TERMS: dict[str, Any] = {
    "e": "http://e.org/",
    "deep": "http://e.org/deep/",
    "id": "@id",
    "type": "@type",
    "knows": {"@id": "e:knows", "@type": "@id"},
    "kind": {"@id": "e:kind", "@type": "@vocab"},
    "Sort": "e:Sort",
    "name": {"@id": "e:name", "@container": "@language"},
    "said": {"@id": "e:said", "@language": "en"},
    "size": {"@id": "e:size", "@type": "http://www.w3.org/2001/XMLSchema#integer"},
    "plain": "e:size",
    "list": {"@id": "e:list", "@container": "@list"},
    "set": {"@id": "e:set", "@container": "@set"},
    "knownBy": {"@reverse": "e:knows"},
}

IRIS = st.sampled_from(
    ["http://e.org/a", "http://e.org/deep/b", "http://e.org/Sort", "http://e.org/", "urn:c", "_:d", "http://f.org/x"]
)
LITERALS: st.SearchStrategy[Any] = st.one_of(
    st.builds(lambda text: {"@value": text}, st.sampled_from(["x", "e:x", 1, True])),
    st.builds(lambda tag: {"@value": "x", "@language": tag}, st.sampled_from(["en", "zh-hans"])),
    st.builds(
        lambda name: {"@value": "7", "@type": f"http://www.w3.org/2001/XMLSchema#{name}"},
        st.sampled_from(["integer", "date"]),
    ),
)
VALUES = LITERALS | st.builds(lambda iri: {"@id": iri}, IRIS)
PROPERTIES = st.sampled_from(
    [f"http://e.org/{name}" for name in ("knows", "kind", "name", "said", "size", "set", "other")]
)


def node(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return a strategy for nodes with some values."""
    lists = st.lists(LITERALS, max_size=2).map(lambda items: [{"@list": items}])
    return st.builds(
        lambda iri, types, values, listed: {
            "@id": iri,
            **({"@type": types} if types else {}),
            **values,
            **({"http://e.org/list": listed} if listed else {}),
        },
        IRIS,
        st.lists(IRIS, max_size=2, unique=True),
        st.dictionaries(PROPERTIES, st.lists(inner, min_size=1, max_size=3), max_size=4),
        st.none() | lists,
    )


@settings(deadline=None)
@given(st.lists(node(VALUES | node(VALUES)), max_size=4), st.booleans())
def test_compacted_as_pyld_alone_compacts(nodes: list[Any], vocab: bool) -> None:
    """Whatever the nodes, and with a default vocabulary too."""
    terms = {**TERMS, **({"@vocab": "http://f.org/"} if vocab else {})}
    options = {**jsonld.OPTIONS, "skipExpansion": True}
    assert jsonld.compact(nodes, terms) == pyld.compact(nodes, terms, options)


def test_an_iri_that_looks_like_a_curie_is_refused_by_both() -> None:
    """It could not be told from one."""
    nodes = [{"@id": "e:x", "http://e.org/other": [{"@value": "x"}]}]
    for compact in (jsonld.compact, lambda nodes, terms: pyld.compact(nodes, terms, {"skipExpansion": True})):
        with pytest.raises(pyld.JsonLdError, match="confused with prefix"):
            compact(nodes, {"e": "http://e.org/"})


def test_the_bundled_graph_is_compacted_as_pyld_alone_compacts(corridor: Corridor) -> None:
    """With the project's own context, which is larger than any that is made up."""
    expanded = pyld.expand(json.loads(corridor.export().text("jsonld")), jsonld.OPTIONS)[:150]
    terms = context()["@context"]
    assert len(expanded) == 150
    options = {**jsonld.OPTIONS, "skipExpansion": True}
    assert jsonld.compact(expanded, terms) == pyld.compact(expanded, terms, options)


NODES = st.sampled_from([NamedNode("x:a"), *map(BlankNode, "bcde")])
ENDS = NODES | st.sampled_from(
    [
        NamedNode(f"{RDF}nil"),
        Literal("x", language="zh-hans"),
        *(Literal(text, datatype=NamedNode(XSD + name)) for text, name in (("7", "integer"), ("07", "integer"))),
        *(Literal(text, datatype=NamedNode(XSD + name)) for text, name in (("true", "boolean"), ("2.50", "decimal"))),
        Literal("[1.0]", datatype=NamedNode(f"{RDF}JSON")),
    ]
)
LINKS = st.sampled_from(
    [NamedNode(RDF + name) for name in ("first", "rest", "first", "rest", "type")] + [NamedNode("x:p")]
)


@settings(deadline=None, max_examples=500)
@given(st.lists(st.builds(Triple, NODES, LINKS, ENDS), max_size=9, unique_by=str))
def test_what_is_expanded_says_the_same(triples: list[Triple]) -> None:
    """Lists that are whole, torn, shared or circular, whose links are IRIs or have a class; numbers as written."""
    document = json.dumps(list(expanded(triples).values()))
    read = parse(document, RdfFormat.JSON_LD)
    assert canonicalized(read) == canonicalized(Quad(*triple) for triple in triples)


@pytest.mark.parametrize(
    "turtle",
    [
        "_:b rdf:first _:b ; rdf:rest () .",
        "_:b rdf:first _:c ; rdf:rest () . _:c rdf:first _:b ; rdf:rest () .",
        "_:b rdf:first _:b ; rdf:rest [ rdf:first (1) ; rdf:rest () ] .",
        "<x:a> a (1) .",
    ],
)
def test_lists_that_have_no_place_are_kept(turtle: str) -> None:
    """Where a list stands in itself alone, or is a class, it is not written as one."""
    triples = [quad.triple for quad in parse(f"PREFIX rdf: <{RDF}> {turtle}", RdfFormat.TURTLE)]
    read = parse(json.dumps(list(expanded(triples).values())), RdfFormat.JSON_LD)
    assert canonicalized(read) == canonicalized(Quad(*triple) for triple in triples)


def test_a_list_is_written_as_one() -> None:
    """And a list in it too."""
    turtle = "<x:a> <x:p> (1 (2) ()) ."
    (node,) = expanded(quad.triple for quad in parse(turtle, RdfFormat.TURTLE)).values()
    inner = [{"@value": 1}, {"@list": [{"@value": 2}]}, {"@list": []}]
    assert node == {"@id": "x:a", "x:p": [{"@list": inner}]}


@pytest.mark.parametrize("container", [["@graph", "@index"], ["@index"]])
def test_a_value_is_indexed_by_a_property_whose_name_is_short(container: list[str], tmp_path: Path) -> None:
    """Its index is a statement too, although the document has no base; PyLD's own answer loses it."""
    terms = {"@vocab": "http://e.org/", "has": {"@container": container, "@index": "key"}, "key": {"@type": "@id"}}
    document = {"@context": terms, "has": {"http://e.org/one": {"name": "x"}, "http://e.org/two": {"name": "y"}}}
    path = tmp_path / "indexed.jsonld"
    path.write_text(json.dumps(document), encoding="utf-8")
    found = {str(quad.object) for quad in jsonld.quads(str(path)) if quad.predicate.value == "http://e.org/key"}
    assert found == {"<http://e.org/one>", "<http://e.org/two>"}


@pytest.mark.parametrize("text", ["{}", "[]", '{"@id": "u:a"}', '{"@context": {"a": "u:b"}}', '{"@graph": []}'])
def test_a_document_that_says_nothing_is_an_empty_graph(text: str, tmp_path: Path) -> None:
    """As JSON-LD has it; what has keys and says nothing by them is refused."""
    path = tmp_path / "empty.jsonld"
    path.write_text(text, encoding="utf-8")
    assert list(jsonld.quads(str(path))) == []
    path.write_text(f'[{text}, {{"@graph": [{{"name": 1}}]}}]', encoding="utf-8")
    with pytest.raises(GraphUnreadable, match="no key in it has a meaning"):
        list(jsonld.quads(str(path)))


NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.decimals(allow_nan=False, allow_infinity=False, places=4).map(str),
    st.sampled_from(["2.50", "1e30", "-1E-7", "0.1234567890123456789", "5.0", "-0.0", "1e3"]),
).filter(lambda text: set(text) & set(".eE"))


SHAPES = ['{"p": %s}', '{"p": [1, {"@list": [%s]}]}', '{"@graph": [{"in": {"p": {"@value": %s}}}]}']


@pytest.mark.parametrize("shape", SHAPES)
@settings(deadline=None, max_examples=40)
@given(text=NUMBERS)
def test_a_number_that_is_said_to_be_a_decimal_is_one(shape: str, text: str) -> None:
    """Its value to the last digit, in the canonical form of XML Schema, wherever it stands; JSON-LD has a double."""
    typed = shape.replace('{"@value": %s}', '{"@value": %s, "@type": "xsd:decimal"}')
    terms = json.dumps({"@vocab": "http://e.org/", "xsd": XSD, "p": {"@type": "xsd:decimal"}})
    with TemporaryDirectory() as folder:
        path = Path(folder, "own.jsonld")
        path.write_text(typed.replace("{", f'{{"@context": {terms}, ', 1) % text)
        literals = {quad.object for quad in jsonld.quads(str(path)) if isinstance(quad.object, Literal)}
    (found,) = (literal for literal in literals if literal.value != "1" or Decimal(text) == 1)
    assert found.datatype.value == f"{XSD}decimal"
    assert Decimal(found.value) == Decimal(text)
    assert re.fullmatch(r"0|-?(?:[1-9][0-9]*|0(?=\.))(?:\.[0-9]*[1-9])?", found.value)


@pytest.mark.parametrize(
    ("number", "datatype", "expected"),
    [
        ("1e3", "integer", "1000"),
        ("1e2", "byte", "100"),
        ("1e30", "integer", "1" + "0" * 30),
        ("1e30", "byte", "1.0E30"),  # which is none, and is told of as it is
        ("2.5", "integer", "2.5E0"),
        ("2.50", "double", "2.5E0"),
        ("5.0", "gYear", "5"),
        ("1e-400", "decimal", "0." + "0" * 399 + "1"),
    ],
)
def test_a_number_of_another_datatype_is_what_json_ld_says(
    number: str, datatype: str, expected: str, tmp_path: Path
) -> None:
    """But for integers that are written with an exponent, which they have not."""
    path = tmp_path / "own.jsonld"
    path.write_text(f'{{"http://e.org/p": {{"@value": {number}, "@type": "{XSD}{datatype}"}}}}')
    (quad,) = jsonld.quads(str(path))
    assert isinstance(quad.object, Literal)
    assert quad.object.value == expected


@pytest.mark.parametrize("number", ["1e999999999", "-1e1001", "1e-999999999"])
def test_a_number_that_nobody_could_write_out_is_no_trap(number: str, tmp_path: Path) -> None:
    """What is larger than any double is refused, and what is smaller is nought, at once."""
    path = tmp_path / "own.jsonld"
    path.write_text(f'{{"http://e.org/p": {{"@value": {number}, "@type": "{XSD}decimal"}}}}')
    if "-9" in number:
        assert [str(quad.object)[:3] for quad in jsonld.quads(str(path))] == ['"0"']
    else:
        with pytest.raises(GraphUnreadable, match="greater than any number that is read"):
            list(jsonld.quads(str(path)))
