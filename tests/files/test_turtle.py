"""TriG keeps the identity of blank nodes across its graphs."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from corridor_kg.files import turtle
from corridor_kg.rdf.canonical import canonicalized
from corridor_kg.rdf.vocabulary import RDF

NODES = st.sampled_from([NamedNode("x:a"), *map(BlankNode, "bcd")])
PROPERTIES = st.sampled_from([NamedNode("x:p"), *(NamedNode(RDF + name) for name in ("first", "rest"))])
ENDS = NODES | st.sampled_from([NamedNode(f"{RDF}nil"), Literal("x")])
GRAPHS = st.sampled_from([NamedNode("x:g"), NamedNode("x:h")])


@settings(deadline=None, max_examples=300)
@given(st.lists(st.builds(Quad, NODES, PROPERTIES, ENDS, GRAPHS), max_size=8))
def test_a_blank_node_of_two_graphs_is_one_when_read_again(quads: list[Quad]) -> None:
    """Whether it stands in brackets, in a list, or by name."""
    read = parse(turtle.serialize_graphs(quads), RdfFormat.TRIG)
    assert canonicalized(read) == canonicalized(quads)
