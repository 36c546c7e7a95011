"""Columns that belong together are read as one, in the names and units that people use."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from corridor_kg import Corridor, Rows
from corridor_kg.answers.columns import Column, read
from corridor_kg.errors import BadParameter
from corridor_kg.questions.stored_queries import StoredQuery
from corridor_kg.rdf.vocabulary import XSD
from tests.conftest import Run

INTEGER, DECIMAL = NamedNode(f"{XSD}integer"), NamedNode(f"{XSD}decimal")


def number(text: str) -> Literal:
    """Return a number as the engine has it."""
    return Literal(text, datatype=DECIMAL if "." in text else INTEGER)


@pytest.fixture
def rows() -> Rows:
    """Two things with a number each, the second without a name and a unit."""
    columns = ["thing", "thingLabel", "value", "unit", "unitLabel", "word"]
    found = Rows.of(
        columns,
        [
            [
                NamedNode("http://e.org/a"),
                Literal("Area", language="en"),
                number("11836"),
                None,
                Literal("km²"),
                Literal("over"),
            ],
            [NamedNode("http://e.org/b"), None, number("2.41"), None, None, None],
        ],
    )
    described = [read("thing", "of what | name"), read("value", "how much | number | ?unitLabel | ?word")]
    found.described = {column.name: column for column in described}
    return found


def test_a_name_stands_in_place_of_an_identifier(rows: Rows) -> None:
    """An identifier stays where there is no name; a number has its unit and its word of bound beside it."""
    assert rows.shown() == (["thing", "value"], [["Area", "over 11,836 km²"], ["http://e.org/b", "2.41"]])
    assert rows.shown(labels=True)[0] == ["of what", "how much"]


def test_identifiers_come_on_request(rows: Rows) -> None:
    """Every column stands by itself then, as in all formats for machines."""
    heads, cells = rows.shown(ids=True, labels=True)
    assert heads == ["of what", "thingLabel", "how much", "unit", "unitLabel", "word"]
    assert cells[0] == ["http://e.org/a", "Area", "11836", "", "km²", "over"]
    assert rows.to_csv().splitlines()[0] == "thing,thingLabel,value,unit,unitLabel,word"


def test_a_query_of_ones_own_is_shown_as_it_is_asked(corridor: Corridor) -> None:
    """Nobody has described its columns."""
    found = corridor.sparql("SELECT ?city ?cityLabel { ?city a ckg:City ; rdfs:label ?cityLabel } LIMIT 1")
    assert isinstance(found, Rows)
    assert found.shown()[0] == ["city", "cityLabel"]


def test_some_columns_are_chosen_in_their_order(rows: Rows) -> None:
    """With the names of what stands in them; another one is refused with the nearest."""
    assert rows.only(["value", "thing"]).columns == ("value", "unitLabel", "word", "thing", "thingLabel")
    assert rows.only(["value"]).columns == ("value", "unitLabel", "word")
    assert rows.only(["value"]).shown()[1] == [["over 11,836 km²"], ["2.41"]]
    assert rows.only(["thing"]).described == rows.described
    with pytest.raises(BadParameter, match="no column 'valeu'; did you mean 'value'"):
        rows.only(["valeu"])


def test_names_are_given_in_another_language(corridor: Corridor) -> None:
    """Where a thing has one; the others stay in English."""
    found = corridor.run("core-platforms", None, "zh", city="dongguan")
    assert isinstance(found, Rows)
    assert {str(row.terms["cityLabel"]) for row in found} == {'"东莞市"@zh-hans'}
    english = corridor.run("core-platforms", city="dongguan")
    assert isinstance(english, Rows)
    assert [row.platform for row in found] == [row.platform for row in english]
    assert [row.planLabel for row in found] != [row.planLabel for row in english]


@pytest.mark.parametrize("description", ["", "a city", "| name", "a city | place", "a | number | km | ?b | c"])
def test_a_description_without_a_kind_is_refused(description: str) -> None:
    """With the kinds that there are."""
    with pytest.raises(ValueError, match="one of name, number"):
        read("city", description)


def test_a_header_describes_columns() -> None:
    """And the column of passages and sources comes with them, where rows have it."""
    query = StoredQuery(
        "x", "#+ columns:\n#+   - a: an area | number | km²\n#+ evidence:\n#+   - ?a a ?b\nSELECT ?a { ?a a ?b }"
    )
    assert query.described == (
        Column("a", "an area", "number", "km²"),
        Column("evidence", "passages and sources", "evidence"),
    )


def test_the_command_chooses_what_is_read(run: Run) -> None:
    """Columns, their heads, identifiers and the language of names."""
    done = run("run", "core-platforms", "city=dongguan", "--columns", "since, platform", "--labels", "--language", "zh")
    assert done.stdout.split()[:4] == ["since", "when", "core", "platform"]
    assert "东莞松山湖高新技术产业开发区" in done.stdout
    assert "platform:songshan-lake" in run("run", "core-platforms", "--ids").stdout
    assert "platform:songshan-lake" not in run("run", "core-platforms").stdout
    assert run("run", "core-platforms", "--columns", "platform", "-f", "csv").stdout.startswith(
        "platform,platformLabel"
    )
    refused = run("run", "core-platforms", "--columns", "platforms")
    assert (refused.returncode, "did you mean 'platform'" in refused.stderr) == (2, True)
    assert "leave it out" in run("run", "is-in-corridor", "--columns", "a").stderr
