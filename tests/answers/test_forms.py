"""JSON Lines, data frames and edge lists hold the rows, in types that the next program computes with."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

import networkx
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode

from corridor_kg import Corridor, Rows
from corridor_kg.answers.columns import Column
from corridor_kg.errors import MissingExtra
from tests.answers.forms import HOSTILE, areas, one_column, typed
from tests.conftest import Ask

# -- JSON --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "datatype", "value"),
    [
        ("2.41", "decimal", 2.41),
        ("2.50", "decimal", 2.5),
        ("12345678901234567890.0", "decimal", 12345678901234567890),
        ("0.12345678901234567890", "decimal", "0.12345678901234567890"),
        ("12345678901234567890", "integer", 12345678901234567890),
        ("1e400", "double", "1e400"),
        ("-INF", "double", "-INF"),
        ("NaN", "double", "NaN"),
        ("true", "boolean", True),
        ("2016", "gYear", 2016),
        ("2017-12-16", "date", "2017-12-16"),
        ("2017-12-16T08:30:00Z", "dateTime", "2017-12-16T08:30:00Z"),
    ],
)
def test_a_row_is_plain_json_and_loses_no_digit(text: str, datatype: str, value: object) -> None:
    """A number that JSON's readers would round is the text that it was."""
    (row,) = one_column(typed(text, datatype))
    found = json.loads(json.dumps(row.as_dict(), allow_nan=False))
    assert found == {"x": value}
    assert type(found["x"]) is type(value)


def test_each_answer_has_rows_of_plain_json(corridor: Corridor, ask: Ask) -> None:
    """A line each, with every column in it, so that a reader knows the columns from the first."""
    read = 0
    for name in corridor.queries:
        if corridor.queries[name].endpoint is None and isinstance(rows := ask(name), Rows):
            lines = rows.to_jsonl().splitlines()
            assert [json.loads(line) for line in lines] == [row.as_dict() for row in rows]
            assert all(list(json.loads(line)) == list(rows.columns) for line in lines)
            read += len(lines)
    assert read > 100


@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"])))))
def test_a_row_is_one_line_whatever_is_in_it(texts: list[str]) -> None:
    """Also for readers that take other characters for the end of a line."""
    written = one_column(*map(Literal, texts)).to_jsonl()
    assert [json.loads(line)["x"] for line in written.splitlines()] == texts


def test_no_rows_are_no_lines() -> None:
    """And an empty cell is null."""
    assert one_column().to_jsonl() == ""
    assert one_column(None).to_jsonl() == '{"x": null}\n'


# -- Data frames -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terms", "dtype", "values"),
    [
        ([typed("1", "integer"), None, typed("2016", "gYear")], "Int64", [1, pandas.NA, 2016]),
        ([typed("1", "integer"), typed("2.50", "decimal"), typed("1e3", "double")], "Float64", [1.0, 2.5, 1000.0]),
        ([typed("true", "boolean"), None], "boolean", [True, pandas.NA]),
        ([typed("0004-03-15", "date"), None], "datetime64[s]", [datetime(4, 3, 15), pandas.NaT]),
        ([typed("2017-12-16T08:30:00.5", "dateTime")], "datetime64[us]", [datetime(2017, 12, 16, 8, 30, 0, 500000)]),
        (
            [typed("2017-12-16T08:30:00+08:00", "dateTime"), typed("2017-12-16T00:30:00Z", "dateTime")],
            "datetime64[us, UTC]",
            [datetime(2017, 12, 16, 0, 30, tzinfo=UTC)] * 2,
        ),
        ([NamedNode("x:b"), NamedNode("x:a"), NamedNode("x:b")], "category", ["x:b", "x:a", "x:b"]),
        ([Literal("a", language="en"), Literal("=b")], "string", ["a", "=b"]),
        ([typed("2017-12-16", "date"), typed("2017-12-16T08:30:00", "dateTime")], "string", None),
        ([typed("2017-12-16", "date"), typed("-0044-03-15", "date")], "string", ["2017-12-16", "-0044-03-15"]),
        ([typed("9223372036854775808", "integer")], "string", ["9223372036854775808"]),
        ([typed("1", "integer"), Literal("one"), NamedNode("x:a")], "string", ["1", "one", "x:a"]),
        ([typed("1", "integer"), typed("true", "boolean")], "string", ["1", "true"]),
        ([BlankNode("a")], "string", ["a"]),
        ([None, None], "string", [pandas.NA, pandas.NA]),
    ],
)
def test_a_column_has_a_type(terms: list[Literal | NamedNode | None], dtype: str, values: list[object] | None) -> None:
    """That holds each of its values whole; of several sorts, texts."""
    if isinstance(terms[0], BlankNode):
        rows = Corridor.load(ontology=False, inference=False).sparql("SELECT ?x { BIND(BNODE() AS ?x) }")
        assert isinstance(rows, Rows)
        values = [str(rows[0].x)]
    else:
        rows = one_column(*terms)
    column = rows.to_dataframe()["x"]
    assert str(column.dtype) == dtype
    if values is not None:
        pandas.testing.assert_series_equal(column, pandas.Series(values, dtype=column.dtype, name="x"))


@pytest.mark.parametrize(
    ("kind", "dtype"),
    [("number", "Float64"), ("count", "Int64"), ("year", "Int64"), ("flag", "boolean"), ("text", "string")],
)
def test_an_empty_column_has_the_type_of_what_is_to_stand_there(kind: str, dtype: str) -> None:
    """So that the frames of two answers can be put together."""
    rows = one_column(None)
    rows.described = {"x": Column("x", "what", kind)}
    assert str(rows.to_dataframe()["x"].dtype) == dtype


def test_names_and_codes_are_categories() -> None:
    """Labels of things, and words of a list; what is told in words is text."""
    types = {name: str(dtype) for name, dtype in areas().to_dataframe().dtypes.items()}
    assert types == {
        "city": "category",
        "cityLabel": "category",
        "word": "category",
        "area": "Float64",
        "unit": "string",
        "year": "Int64",
        "told": "string",
    }


def test_no_answer_has_a_column_of_objects(corridor: Corridor, ask: Ask) -> None:
    """Each row is there, in its place."""
    frames = 0
    for name in corridor.queries:
        if corridor.queries[name].endpoint is None and isinstance(rows := ask(name), Rows):
            frame = rows.to_dataframe()
            assert frame.shape == (len(rows), len(rows.columns))
            assert "object" not in map(str, frame.dtypes), name
            frames += 1
    assert frames > 20
    assert one_column().to_dataframe().shape == (0, 1)


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a sentence."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtra, match="pip install pandas"):
        areas().to_dataframe()


# -- Networks ----------------------------------------------------------------------------------------

DONGGUAN, SONGSHAN = (f"https://w3id.org/corridor-kg/{slug}" for slug in ("place/dongguan", "platform/songshan-lake"))


def test_the_relations_make_a_network(corridor: Corridor) -> None:
    """Each relation is an edge with its property; only things are nodes, and no thing is its own neighbour."""
    rows = corridor.edges()
    network = networkx.from_pandas_edgelist(
        rows.to_dataframe(),
        "subject",
        "object",
        edge_attr=True,
        edge_key="property",
        create_using=networkx.MultiDiGraph,
    )
    assert network.number_of_edges() == len(rows) > 100
    edge = network.edges[SONGSHAN, DONGGUAN, "https://w3id.org/corridor-kg/ontology#isLocatedIn"]
    assert (edge["propertyLabel"], edge["subjectKind"], edge["objectKind"]) == ("is located in", "platforms", "cities")
    assert (edge["objectLabel"], edge["isInferred"]) == ("Dongguan", False)
    assert not any(part in node for node in network for part in ("/passage/", "/period/", "/measure/", "/source/"))
    assert networkx.number_of_selfloops(network) == 0


def test_what_follows_comes_along_on_request(corridor: Corridor, stated: Corridor) -> None:
    """And says that it does; without inference there is nothing of it."""
    every = corridor.edges(inferred=True)
    assert [row for row in every if not row.isInferred] == list(corridor.edges())
    assert any(row.isInferred and row.subject == DONGGUAN and row.object == SONGSHAN for row in every)
    assert list(stated.edges(inferred=True)) == list(stated.edges()) == list(corridor.edges())


def test_edges_are_rows_like_any_other(corridor: Corridor) -> None:
    """With labels for people, and in each form."""
    heads, _ = corridor.edges().shown(labels=True)
    assert heads[:4] == ["thing", "its kind", "relation", "other thing"]
    assert corridor.edges().to_xlsx()[:2] == b"PK"
