"""The tables: read back whole, a valid data package, labels beside identifiers."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from corridor_kg import Corridor
from corridor_kg.rdf.vocabulary import XSD


def test_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Languages, datatypes and properties that would share a header each have their own."""
    file = tmp_path / "own.ttl"
    file.write_text(
        '@prefix e: <http://e.org/> . e:s e:p "x"@en, "y", "z"@de, e:t ; e:p_de "v" ; e:id "i" ; e:pLabel "q" .'
        ' e:t <http://www.w3.org/2000/01/rdf-schema#label> "T"@en, "a|b", "" . <place:x> e:p <http://e.org/t> .'
    )
    Corridor.open(graph=file).export().write(tmp_path / "tables", format="csv")
    package = json.loads((tmp_path / "tables" / "datapackage.json").read_text(encoding="utf-8"))
    rows = {}
    for resource in package["resources"]:
        with open(tmp_path / "tables" / resource["path"], encoding="utf-8", newline="") as table:
            reader = csv.DictReader(table)
            rows[resource["name"]] = list(reader)
            assert len(set(reader.fieldnames or ())) == len(reader.fieldnames or ())
    assert set(rebuilt(package, rows)) == {quad.triple for quad in ox.parse(path=file)}


@pytest.mark.parametrize(
    ("datatype", "values", "type"),
    [
        ("date", ["2017-02-28", "2016-02-29"], "date"),
        ("date", ["2017-02-28", "2017-02-30"], "string"),
        ("date", ["2017-02-28Z"], "string"),
        ("gYear", ["0000", "2050"], "year"),
        ("gYear", ["12050"], "string"),
        ("boolean", ["true", "0"], "boolean"),
        ("boolean", ["true", "TRUE"], "string"),
        ("integer", ["-5", "007"], "integer"),
        ("integer", ["5", "٥"], "string"),
        ("integer", ["1" * 5000], "string"),
        ("decimal", ["2.50", "-0.5"], "number"),
        ("decimal", ["2.5", "two"], "string"),
    ],
)
def test_a_field_has_the_type_that_all_its_values_have(
    datatype: str, values: list[str], type: str, tmp_path: Path
) -> None:
    """By Frictionless, each table is valid: a value that its datatype does not have makes the field one of texts."""
    import frictionless

    file = tmp_path / "own.nt"
    file.write_text(
        "".join(
            f'<http://e.org/{number}> <http://e.org/p> "{value}"^^<{XSD}{datatype}> .\n'
            for number, value in enumerate(values)
        ),
        encoding="utf-8",
    )
    Corridor.open(graph=file).export().write(tmp_path / "tables", format="csv")
    package = json.loads((tmp_path / "tables" / "datapackage.json").read_text(encoding="utf-8"))
    (field,) = [field for field in package["resources"][0]["schema"]["fields"] if field["name"] != "id"]
    assert field["type"] == type
    assert frictionless.validate(str(tmp_path / "tables" / "datapackage.json")).valid


def test_the_package_names_who_created_it_and_under_which_licence(corridor: Corridor, tmp_path: Path) -> None:
    """In the words of a data package, whether the creator is an agent, as ours, or a text, as elsewhere."""
    corridor.export().write(tmp_path / "tables", format="csv")
    ours = json.loads((tmp_path / "tables" / "datapackage.json").read_text(encoding="utf-8"))
    assert ours["id"] == "https://w3id.org/corridor-kg/dataset/corridor-kg"
    assert ours["contributors"] == [{"title": "The Corridor KG authors", "roles": ["creator"]}]
    assert [licence["name"] for licence in ours["licenses"]] == ["CC-BY-4.0"]
    folder = tmp_path / "own"
    (folder / "description").mkdir(parents=True)
    (folder / "description" / "dataset.ttl").write_text(
        "@prefix d: <http://purl.org/dc/terms/> . <http://e.org/d> a <http://www.w3.org/ns/dcat#Dataset> ;"
        ' d:creator "Example Society" ; d:license <http://e.org/l> .',
        encoding="utf-8",
    )
    Corridor.open(graph=folder).export().write(tmp_path / "theirs", format="csv")
    theirs = json.loads((tmp_path / "theirs" / "datapackage.json").read_text(encoding="utf-8"))
    assert theirs["contributors"] == [{"title": "Example Society", "roles": ["creator"]}]


def test_tables_are_read_back_whole(corridor: Corridor, tmp_path: Path) -> None:
    """From the data package alone, pandas and Frictionless read the statements again."""
    import pandas

    several: dict[str, dict[str, Any]] = {
        "usual": {},
        "inferred": {"include": ("stated", "inferred")},
        "city": {"things": ["dongguan"]},
    }
    for name, asked in several.items():
        export = corridor.export(**asked)
        export.write(tmp_path / name, format="csv")
        package = json.loads((tmp_path / name / "datapackage.json").read_text(encoding="utf-8"))
        merged = {one.triple if isinstance(one, ox.Quad) else one for one in export.selection.merged()}
        expected = {triple for triple in merged if "/dataset/" not in str(triple.subject)}
        rows = {
            resource["name"]: pandas.read_csv(
                tmp_path / name / resource["path"], dtype=str, keep_default_na=False
            ).to_dict("records")
            for resource in package["resources"]
        }
        assert set(rebuilt(package, rows)) == expected
        with open(tmp_path / name / "figures.csv", encoding="utf-8", newline="") as file:
            assert [dict(row) for row in csv.DictReader(file)] == rows["figures"]


def cells(cell: str, form: str) -> list[str]:
    """Return the values of a cell."""
    if form == "array":
        return list(json.loads(cell))
    return cell.split("|") if form == "list" else [cell]


def rebuilt(package: dict[str, Any], rows: dict[str, list[Any]]) -> Iterable[ox.Triple]:
    """Return the statements of a data package, by what its descriptor says of each field."""

    def iri(text: str) -> ox.NamedNode:
        if text.startswith("<"):
            return ox.NamedNode(text[1:-1])
        prefix, _, local = text.partition(":")
        return ox.NamedNode(package["prefixes"][prefix] + local if prefix in package["prefixes"] else text)

    def term(text: str, field: dict[str, Any]) -> ox.NamedNode | ox.Literal:
        if "language" in field:
            return ox.Literal(text, language=field["language"])
        if "datatypes" not in field:
            return iri(text)
        datatypes = field["datatypes"]
        chosen = datatypes[0] if len(datatypes) == 1 or "." in text else f"{XSD}integer"
        return ox.Literal(text, datatype=ox.NamedNode(chosen))

    for resource in package["resources"]:
        for row in rows[resource["name"]]:
            for field in resource["schema"]["fields"]:
                cell = row[field["name"]]
                if "rdfProperty" not in field or cell == "":
                    continue
                for text in cells(cell, field["type"]):
                    yield ox.Triple(iri(row["id"]), ox.NamedNode(field["rdfProperty"]), term(text, field))


@pytest.mark.filterwarnings("ignore")
def test_the_data_package_is_valid(corridor: Corridor, tmp_path: Path) -> None:
    """By the Frictionless library: types, keys and references between the tables."""
    import frictionless

    for number, asked in enumerate(
        ({}, {"things": ["dongguan"]}, {"include": ("stated", "inferred")}, {"evidence": False})
    ):
        corridor.export(**asked).write(f"{tmp_path}/{number}/")  # type: ignore[arg-type]
        report = frictionless.validate(str(tmp_path / str(number) / "datapackage.json"))
        assert report.valid, report.flatten(["type", "note"])
        assert report.stats["tasks"] > 5
    package = json.loads((tmp_path / "0" / "datapackage.json").read_text(encoding="utf-8"))
    types = {
        f"{resource['name']}.{field['name']}": field["type"]
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
    }
    assert (types["figures.obsValue"], types["goals.targetYear"], types["periods.startDate"]) == (
        "number",
        "year",
        "date",
    )
    assert (types["cities.lat"], types["passages.start"], types["figures.listIsComplete"]) == (
        "number",
        "integer",
        "boolean",
    )
    assert package["licenses"] == [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}]
    assert [source["title"] for source in package["sources"]] == [
        "South China's Silicon Valley to be built soon",
        "GeoNames",
    ]
    keys = [key for resource in package["resources"] for key in resource["schema"]["foreignKeys"]]
    assert {
        "fields": ["isDesignationOf"],
        "reference": {"resource": "platforms", "fields": ["id"]},
    } not in keys  # or city
    assert {"fields": ["member"], "reference": {"resource": "people", "fields": ["id"]}} in keys
    assert {"fields": ["hasMeasure"], "reference": {"resource": "measures", "fields": ["id"]}} in keys


def test_labels_stand_beside_identifiers_and_evidence_in_a_column(corridor: Corridor, tmp_path: Path) -> None:
    """A person reads a table without looking anything up."""
    corridor.export().write(tmp_path / "tables", format="csv")
    with open(tmp_path / "tables" / "platforms.csv", encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    lake = rows["platform:songshan-lake"]
    assert (lake["label_zh-Hans"], lake["isLocatedIn"], lake["isLocatedInLabel"]) == (
        "东莞松山湖高新技术产业开发区",
        "place:dongguan",
        "Dongguan",
    )
    with open(tmp_path / "tables" / "designations.csv", encoding="utf-8", newline="") as file:
        ranks = {row["id"]: row for row in csv.DictReader(file)}
    rank = ranks["designation:corridor-plan-songshan-lake"]
    assert rank["evidence"] == "passage:china-daily-p14|passage:china-daily-p17|passage:guihuayun-p03"
    assert next(iter(rank)) == "id"
    assert list(rank)[-1] == "evidence"


@pytest.mark.parametrize(
    ("table", "row", "columns", "told"),
    [
        (
            "designations",
            "designation:corridor-plan-songshan-lake",
            [
                "id",
                "label",
                "type",
                "isDesignationOf",
                "isDesignationOfLabel",
                "isGivenBy",
                "isGivenByLabel",
                "hasRank",
            ],
            {
                "hasRankLabel": "core platform",
                "isDesignationOfLabel": "Dongguan Songshan Lake High-tech Industrial Park",
            },
        ),
        (
            "memberships",
            "membership:liang-weidong-mayor",
            ["id", "label", "type", "member", "memberLabel", "fillsPost", "fillsPostLabel"],
            {"memberLabel": "Liang Weidong", "fillsPostLabel": "Mayor of Dongguan"},
        ),
        ("posts", "post:dongguan-government-mayor", ["id", "label", "type", "postIn"], {"hasRoleLabel": "mayor"}),
        ("figures", "figure:china-daily-corridor-length", ["id", "label", "type"], {"hasQuantifierLabel": "more than"}),
    ],
)
def test_who_and_what_come_first_and_in_words(
    table: str, row: str, columns: list[str], told: dict[str, str], corridor: Corridor, tmp_path: Path
) -> None:
    """Codes too, whose names stand in the ontology and so in no table of facts."""
    corridor.export().write(tmp_path / "tables", format="csv")
    with open(tmp_path / "tables" / f"{table}.csv", encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert list(rows[row])[: len(columns)] == columns
    assert told.items() <= rows[row].items()
