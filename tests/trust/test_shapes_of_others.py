"""``check --shapes``: somebody's own shapes, beside the project's or in their place, with its report and formats."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from rdflib import SH

from corridor_kg import Corridor
from corridor_kg.errors import BadParameter, GraphNotFound, GraphUnreadable
from tests.conftest import Run

HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <http://example.org/> .
@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
PEOPLE = """
ex:PersonShape
    a sh:NodeShape ;
    sh:targetClass ex:Person ;
    sh:property [ sh:path ex:age ; sh:maxInclusive 120 ] ;
    sh:property ex:knows-somebody ;
.
ex:knows-somebody sh:path ( ex:knows [ sh:inversePath ex:knows ] ) ; sh:minCount 1 ; sh:message "Name a friend."@en .
"""
DATA = "ex:ann a ex:Person ; ex:knows ex:bob .\nex:bob a ex:Person ;\n    ex:age 500 .\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file of shapes and a file of data."""
    (tmp_path / "shapes.ttl").write_text(HEAD + PEOPLE, encoding="utf-8")
    (tmp_path / "data.ttl").write_text(HEAD + DATA, encoding="utf-8")
    return tmp_path


def alone(folder: Path, **more: object) -> Corridor:
    """Return the data of a folder, without the project's facts and ontology."""
    return Corridor.load(graph=folder / "data.ttl", ontology=False, **more)  # type: ignore[arg-type]


def test_own_shapes_are_looked_at_in_place_of_the_projects(folder: Path) -> None:
    """Each finding has the shape's name, the property and the line of the data; nothing else is looked at."""
    report = alone(folder).check(shapes=folder / "shapes.ttl", own_shapes=False, own_checks=False)
    said = [
        (one.check, one.thing[-3:], one.property.replace("http://example.org/", ""), one.value, one.line)
        for one in report.findings
    ]
    assert said == [
        ("PersonShape/age", "bob", "age", "500", 8),
        ("knows-somebody", "bob", "(<knows>/^<knows>)", "", 7),
    ]
    assert (report.shapes, report.checks) == (2, 0)


def test_own_shapes_are_looked_at_beside_the_projects(folder: Path) -> None:
    """And both at once can be chosen from, and left out, by their names."""
    own = folder / "shapes.ttl"
    own.write_text(HEAD + "ex:CityShape sh:targetClass ckg:City ; sh:nodeKind sh:Literal .", encoding="utf-8")
    corridor = Corridor.load()
    found = corridor.check(shapes=[own])
    assert {one.check for one in found.findings} == {"CityShape"}
    assert found.shapes == corridor.check().shapes + 1
    assert corridor.check(shapes=[own], skip=["CityShape"]).findings == ()
    with pytest.raises(BadParameter, match="no check is called 'CityShap'; did you mean 'CityShape'"):
        corridor.check(shapes=[own], only=["CityShap"])


def test_own_shapes_see_what_follows(folder: Path) -> None:
    """A class that the ontology puts above another is that of its things."""
    own = folder / "shapes.ttl"
    own.write_text(HEAD + "ex:S sh:targetClass schema:Place ; sh:class ckg:Place .", encoding="utf-8")
    assert Corridor.load().check(shapes=own).findings == ()


def test_shapes_that_look_at_nothing_are_warnings_and_nothing_at_all_a_violation(folder: Path) -> None:
    """A validator would call either conformant; the line is that of the shapes."""
    own = folder / "shapes.ttl"
    own.write_text(HEAD + PEOPLE + "ex:S sh:targetSubjectsOf ex:nobody-has ; sh:nodeKind sh:IRI .", encoding="utf-8")
    (found,) = alone(folder).check(shapes=own, own_shapes=False, own_checks=False, only=["idle-shapes"]).findings
    assert (found.severity, found.file.rpartition("/")[2], found.line) == ("warning", "shapes.ttl", 14)
    assert "no thing has a value of http://example.org/nobody-has" in found.message
    own.write_text(HEAD + PEOPLE.replace("ex:Person ;", "ex:Persn ;"), encoding="utf-8")
    (found,) = alone(folder).check(shapes=own, own_shapes=False, own_checks=False).findings
    assert (found.severity, found.check) == ("violation", "idle-shapes")
    own.write_text(HEAD + "ex:S sh:nodeKind sh:IRI .", encoding="utf-8")
    (found,) = alone(folder).check(shapes=own, own_shapes=False, own_checks=False).findings
    assert "No shape in the file says what it is for" in found.message


def test_a_misspelt_term_is_a_finding_at_its_line_and_the_rest_is_looked_at(folder: Path) -> None:
    """A validator passes over it."""
    own = folder / "shapes.ttl"
    own.write_text(HEAD + PEOPLE.replace("sh:maxInclusive", "sh:maxInclusiv"), encoding="utf-8")
    report = alone(folder).check(shapes=own, own_shapes=False, own_checks=False)
    assert {one.check for one in report.findings} == {"unknown-shacl-terms", "knows-somebody"}
    found = next(one for one in report.findings if one.check == "unknown-shacl-terms")
    assert (found.thing, found.property, found.line) == ("http://example.org/PersonShape", "sh:maxInclusiv", 10)
    assert "did you mean 'sh:maxInclusive'?" in found.message


def test_a_malformed_shape_is_a_finding_and_the_others_are_looked_at(folder: Path) -> None:
    """What leads to it is left out, for nobody can say what it means."""
    own = folder / "shapes.ttl"
    own.write_text(
        HEAD + PEOPLE.replace("120", "ex:old") + "ex:S sh:targetClass ex:Person ; sh:nodeKind sh:BlankNode .",
        encoding="utf-8",
    )
    report = alone(folder).check(shapes=own, own_shapes=False, own_checks=False)
    assert [one.check for one in report.findings] == ["S", "S", "malformed-shapes"]
    assert "sh:maxInclusive of the shape PersonShape/age is a literal." in report.findings[-1].message


@pytest.mark.parametrize("wrong", ['sh:property [ sh:path ex:age ; sh:pattern "(" ]', "sh:or ( ex:Wrong )"])
def test_a_shape_that_pyshacl_cannot_use_is_a_finding_and_the_others_are_looked_at(wrong: str, folder: Path) -> None:
    """An expression that is none, and a shape that asks for nothing but itself."""
    own = folder / "shapes.ttl"
    own.write_text(HEAD + PEOPLE + f"ex:Wrong sh:targetClass ex:Person ; {wrong} .", encoding="utf-8")
    with pytest.warns(UserWarning, match="no query says"):
        report = alone(folder).check(shapes=own, own_shapes=False, own_checks=False)
    assert {one.check for one in report.findings} == {"PersonShape/age", "knows-somebody", "malformed-shapes"}
    (found,) = (one for one in report.findings if one.check == "malformed-shapes")
    assert (found.thing, found.line) == ("http://example.org/Wrong", 14)
    assert found.message.startswith("pySHACL cannot validate with these shapes: ")
    assert len(found.message) < 400


def test_a_file_of_shapes_that_cannot_be_read_is_told(folder: Path) -> None:
    """What is wrong, and where."""
    with pytest.raises(GraphNotFound, match=r"none\.ttl"):
        alone(folder).check(shapes=folder / "none.ttl")
    (folder / "shapes.ttl").write_text("ex:S", encoding="utf-8")
    with pytest.raises(GraphUnreadable, match=r"shapes\.ttl, line 1"):
        alone(folder).check(shapes=folder / "shapes.ttl")


def test_the_properties_of_own_shapes_are_known(folder: Path) -> None:
    """They are not told as misspelt; others are, by the project's checks."""
    add = folder / "more.ttl"
    add.write_text(HEAD + "<https://w3id.org/corridor-kg/place/dongguan> ex:age 1 ; ex:agge 1 .", encoding="utf-8")
    corridor = Corridor.load(add=add)
    assert len(corridor.check(only=["unknown-properties"]).findings) == 2
    (found,) = corridor.check(shapes=folder / "shapes.ttl", only=["unknown-properties"]).findings
    assert found.property == "http://example.org/agge"


def test_files_and_folders_of_shapes_are_one_shapes_graph(folder: Path) -> None:
    """A shape in one may lead to a shape in another; what is imported beside them is told of, and not fetched."""
    node, _, rest = PEOPLE.partition("ex:knows-somebody sh:path")
    (folder / "more").mkdir()
    (folder / "more" / "rest.ttl").write_text(f"{HEAD} ex:knows-somebody sh:path{rest}", encoding="utf-8")
    (folder / "shapes.ttl").write_text(HEAD + node, encoding="utf-8")
    both: list[Path | str] = [folder / "shapes.ttl", str(folder / "more")]
    found = alone(folder).check(shapes=both, own_shapes=False, own_checks=False).findings
    assert {one.check for one in found} == {"PersonShape/age", "knows-somebody"}
    imports = "<http://example.org/shapes> <http://www.w3.org/2002/07/owl#imports> <http://example.org/others> ."
    (folder / "shapes.ttl").write_text(HEAD + PEOPLE + imports, encoding="utf-8")
    with pytest.warns(UserWarning, match="owl:imports of shapes is not followed.*<http://example.org/others>"):
        alone(folder).check(shapes=folder / "shapes.ttl", own_shapes=False, own_checks=False)


def test_the_report_of_shacl_has_the_shapes_paths_and_values_themselves(folder: Path) -> None:
    """As terms and not as texts, so that another tool's report can be laid beside it."""
    own = folder / "shapes.ttl"
    own.write_text(HEAD + PEOPLE + "ex:S sh:targetObjectsOf ex:knows ; sh:nodeKind sh:Literal .", encoding="utf-8")
    report = alone(folder).check(shapes=own, own_shapes=False, own_checks=False)
    graph = rdflib.Graph().parse(data=report.to_turtle(), format="turtle")
    ex = rdflib.Namespace("http://example.org/")
    assert set(graph.objects(None, SH.value)) == {rdflib.Literal(500), ex.bob}
    assert {ex.S, ex["knows-somebody"]} < set(graph.objects(None, SH.sourceShape))
    (path,) = (one for one in graph.objects(None, SH.resultPath) if isinstance(one, rdflib.BNode))
    first, second = graph.items(path)
    assert first == ex.knows
    assert graph.value(second, SH.inversePath) == ex.knows


def test_a_shape_without_a_name_is_none_of_ours_in_the_report(folder: Path) -> None:
    """It is a blank node there, and what is missing has no value."""
    own = folder / "shapes.ttl"
    own.write_text(
        HEAD + "[] sh:targetClass ex:Person ; sh:property [ sh:path ex:age ; sh:minCount 2 ] .", encoding="utf-8"
    )
    report = alone(folder).check(shapes=own, own_shapes=False, own_checks=False)
    graph = rdflib.Graph().parse(data=report.to_turtle(), format="turtle")
    sources = list(graph.objects(None, SH.sourceShape))
    assert len(sources) == 2
    assert all(isinstance(one, rdflib.BNode) for one in sources)
    assert list(graph.objects(None, SH.value)) == []


def test_blank_nodes_are_kept_apart_and_the_same_graph_gives_the_same_bytes(folder: Path) -> None:
    """Each reading of a file gives them other names; in a report they are numbered by what is found of them."""
    (folder / "data.ttl").write_text(
        HEAD + "ex:a ex:knows [ a ex:Person ; ex:age 500 ], [ a ex:Person ; ex:age 500, 501 ], [ a ex:Person ] .",
        encoding="utf-8",
    )
    one, other = (alone(folder).check(shapes=folder / "shapes.ttl", own_shapes=False, own_checks=False) for _ in "ab")
    assert len([found for found in one.findings if found.check == "PersonShape/age"]) == 3
    assert len({found.node for found in one.findings}) == 3
    assert one.to_json() == other.to_json()
    graph = rdflib.Graph().parse(data=one.to_turtle(), format="turtle")
    assert len(set(graph.objects(None, SH.focusNode))) == 3


def test_a_shape_of_which_nothing_is_said_is_a_finding(folder: Path) -> None:
    """Everything conforms to it: likely its name is misspelt. The shape that leads to it is looked at all the same."""
    own = folder / "shapes.ttl"
    own.write_text(HEAD + PEOPLE + "ex:S sh:targetClass ex:Person ; sh:node ex:PersonShap .", encoding="utf-8")
    report = alone(folder).check(shapes=own, own_shapes=False, own_checks=False)
    assert {one.check for one in report.findings} == {"PersonShape/age", "knows-somebody", "unknown-shapes"}
    (found,) = (one for one in report.findings if one.check == "unknown-shapes")
    assert (found.thing, found.property, found.line) == ("http://example.org/S", "sh:node", 14)
    assert "did you mean 'http://example.org/PersonShape'?" in found.message


def test_what_nobody_looks_at_is_told(folder: Path) -> None:
    """PySHACL passes over JavaScript."""
    own = folder / "shapes.ttl"
    own.write_text(HEAD + PEOPLE + "ex:S sh:targetClass ex:Person ; sh:js [ ] .", encoding="utf-8")
    with pytest.warns(UserWarning, match=r"no query says sh:js in http://example.org/S; nobody looks at sh:js"):
        alone(folder).check(shapes=own, own_shapes=False, own_checks=False)


def test_the_command_takes_files_of_shapes(folder: Path, run: Run) -> None:
    """Several, beside or in place of the project's; its end tells whether anything was found."""
    options = ["--graph", folder / "data.ttl", "--no-ontology", "--no-shapes", "--no-checks"]
    done = run("check", *options, "--shapes", folder / "shapes.ttl", "-s", folder / "shapes.ttl")
    assert done.returncode == 1
    assert "A value of http://example.org/age is to be 120 or less." in done.stdout
    assert "(2 things, 2 shapes, 0 checks)" in done.stdout  # a file that is named twice is one
    assert (
        run(
            "check",
            *options,
            "--shapes",
            folder / "shapes.ttl",
            "--skip",
            "PersonShape/age",
            "--skip",
            "knows-somebody",
        ).returncode
        == 0
    )
    done = run("check", *options, "--shapes", folder / "none.ttl")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)


def test_a_thing_with_very_many_wrong_values_is_told_in_time(folder: Path) -> None:
    """Each finding finds its line without all the others of the thing being looked through."""
    many = "".join(f"ex:ann ex:age {number} .\n" for number in range(1_000, 6_000))
    (folder / "data.ttl").write_text(f"{HEAD}ex:ann a ex:Person .\n{many}", encoding="utf-8")
    report = alone(folder).check(shapes=folder / "shapes.ttl", own_shapes=False, only=["PersonShape/age"])
    assert sorted(one.line for one in report.findings) == list(range(7, 5_007))


def test_a_literal_that_a_shape_looks_at_is_the_focus_of_the_report(folder: Path) -> None:
    """As a literal, in whichever language; it is no IRI."""
    (folder / "shapes.ttl").write_text(f"{HEAD}ex:S sh:targetObjectsOf ex:p ; sh:nodeKind sh:IRI .", encoding="utf-8")
    (folder / "data.ttl").write_text(f'{HEAD}ex:ann ex:p 1, "a b"@en, "a b"@de .', encoding="utf-8")
    report = alone(folder).check(shapes=folder / "shapes.ttl", own_shapes=False, own_checks=False)
    written = rdflib.Graph().parse(data=report.to_turtle(), format="turtle")
    foci = {node.n3() for node in written.objects(None, SH.focusNode)}
    assert foci == {f'"1"^^<{rdflib.XSD.integer}>', '"a b"@en', '"a b"@de'}
