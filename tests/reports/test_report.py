"""Reports: each finding names the thing, the line and the fix, in the form that a person or a tool reads."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, SH

from corridor_kg import Corridor
from corridor_kg.cli import graph as commands
from corridor_kg.errors import BadParameter, GraphUnreadable, OutputFailed
from corridor_kg.files import loading
from corridor_kg.questions.stored_queries import StoredQueries
from corridor_kg.rdf import bundled
from corridor_kg.reports.report import FORMATS, SEVERITIES, Finding, Findings, Report
from corridor_kg.trust import shapes
from corridor_kg.trust.checking import PROFILES
from corridor_kg.trust.shapes import property_shapes
from tests.conftest import ROOT, Run

BROKEN = ROOT / "tests" / "invalid" / "plans" / "step-number-zero.ttl"


@pytest.fixture(scope="module")
def report() -> Report:
    """A report with one finding."""
    return Corridor.load(add=[BROKEN]).check()


def test_a_finding_names_thing_line_and_fix(report: Report) -> None:
    """The line is that of the value that is wrong."""
    (finding,) = report.findings
    line = BROKEN.read_text(encoding="utf-8").splitlines()[finding.line - 1]
    assert (finding.check, finding.property, finding.value) == ("step-number", "ckg:stepNumber", "0")
    assert "ckg:stepNumber 0" in line
    assert Path(finding.file).name == BROKEN.name
    assert "as in ckg:stepNumber 1" in finding.message


def test_the_forms_say_the_same(report: Report) -> None:
    """Text, JSON, SHACL, GitHub's commands and SARIF all have the finding and its line."""
    (finding,) = report.findings
    place = f"{finding.file}:{finding.line}"
    assert place in report.to_text()
    assert "1 violation (" in report.to_text()
    assert json.loads(report.to_json())["findings"][0]["line"] == finding.line
    assert re.search(rf"::error file=.*,line={finding.line},title=step-number", report.to_github())
    sarif = json.loads(report.to_sarif())["runs"][0]
    physical = sarif["results"][0]["locations"][0]["physicalLocation"]
    assert physical["region"]["startLine"] == finding.line
    assert sarif["tool"]["driver"]["rules"] == [{"id": "step-number"}]
    graph = rdflib.Graph().parse(data=report.to_turtle(), format="turtle")
    (result,) = graph.subjects(RDF.type, SH.ValidationResult)
    assert str(graph.value(result, SH.sourceShape)).endswith("#step-number")
    for part in (SH.focusNode, SH.resultPath, SH.value, SH.resultSeverity, SH.sourceConstraintComponent):
        assert graph.value(result, part) is not None
    assert str(next(graph.objects(None, SH.conforms))) == "false"
    with pytest.raises(OutputFailed, match="text, json, turtle, github, sarif"):
        report.write("pdf")


def test_a_report_of_nothing_conforms(corridor: Corridor) -> None:
    """In every form."""
    fine = corridor.check()
    assert fine.to_text().startswith("nothing found (")
    graph = rdflib.Graph().parse(data=fine.to_turtle(), format="turtle")
    assert str(next(graph.objects(None, SH.conforms))) == "true"
    assert json.loads(fine.to_sarif())["runs"][0]["results"] == []


def test_many_of_a_kind_are_counted() -> None:
    """The first three are shown, and the rest is a number."""
    findings = tuple(Finding("warning", "x", f"a:{i}", "", "", "", "Wrong.") for i in range(10))
    text = Report(findings, 10, 1, 1).to_text()
    assert text.count("Wrong.") == 3
    assert "warning  x: and 7 more" in text
    assert "10 warnings (" in text


def test_a_replacement_is_for_tools() -> None:
    """Where one is known, JSON and SARIF have it; elsewhere SARIF has nothing of the kind."""
    known = Finding("violation", "x", "a:b", "", "a:p", "a:old", "Moved.", replacement="https://a.example/new")
    report = Report((known, known._replace(replacement="")), 1, 1, 1)
    assert [found["replacement"] for found in json.loads(report.to_json())["findings"]] == [known.replacement, ""]
    first, second = json.loads(report.to_sarif())["runs"][0]["results"]
    assert first["properties"] == {"replacement": known.replacement}
    assert "properties" not in second


def test_whatever_was_looked_at_is_in_the_summary() -> None:
    """A kind of check says what it looked at, in its own words."""

    class Books(Findings):
        """What a check of books found."""

        looked_at = "3 books"

    assert Books(()).to_text() == "nothing found (3 books)\n"
    assert Books((Finding("info", "x", "a:b", "", "", "", "Old."),)).summary == "1 info (3 books)"


def test_commands_of_the_code_host_are_escaped() -> None:
    """No colon, comma, percent sign or line break of a name ends a command early."""
    finding = Finding("info", "x", "a:b", "50 %, and more: all", "", "", "one\ntwo", "a,b:c.ttl", 3)
    line = Report((finding,), 1, 1, 1).to_github().splitlines()[0]
    assert line == "::notice file=a%2Cb%3Ac.ttl,line=3,title=x%3A 50 %25%2C and more%3A all (a%3Ab)::one%0Atwo"


def test_files_that_cannot_be_parsed_are_findings(tmp_path: Path) -> None:
    """The others are checked all the same."""
    (tmp_path / "broken.ttl").write_text("@prefix a: <http://a/> .\na:b a:c ex:d .", encoding="utf-8")
    report = Corridor.check_files(add=[tmp_path / "broken.ttl", BROKEN])
    assert [finding.check for finding in report.findings] == ["step-number", "syntax"]
    assert report.findings[1].line == 2
    assert "the prefix ex: has not been declared" in report.findings[1].message.replace("The", "the")


def test_unknown_terms_lead_to_the_nearest(tmp_path: Path) -> None:
    """Of our namespace, of another vocabulary, of a thing."""
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .\n"
        "@prefix passage: <https://w3id.org/corridor-kg/passage/> .\n"
        "@prefix place: <https://w3id.org/corridor-kg/place/> .\n"
        "@prefix prov: <http://www.w3.org/ns/prov#> .\n"
        "place:dongguan ckg:isLocatdIn place:guangdong ;\n"
        "    prov:wasDerivdFrom passage:p05 ;\n"
        "    ckg:liesBetween place:guangzho ;\n"
        "    prov:wasDerivedFrom passage:p05 .\n",
        encoding="utf-8",
    )
    found = {finding.check: finding for finding in Corridor.load(add=[path]).check().findings}
    assert "did you mean 'ckg:isLocatedIn'" in found["undeclared-terms"].message
    assert "did you mean 'prov:wasDerivedFrom'" in found["unknown-properties"].message
    assert "did you mean 'place:guangzhou'" in found["dangling-references"].message
    assert [found[name].line for name in ("undeclared-terms", "unknown-properties", "dangling-references")] == [5, 6, 7]


def test_a_clash_tells_its_proofs(tmp_path: Path) -> None:
    """What was inferred is traced to what is stated, and the line is that of a stated fact."""
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .\n"
        "@prefix passage: <https://w3id.org/corridor-kg/passage/> .\n"
        "@prefix place: <https://w3id.org/corridor-kg/place/> .\n"
        "@prefix prov: <http://www.w3.org/ns/prov#> .\n"
        "place:dongguan a ckg:Newspaper ; prov:wasDerivedFrom passage:p05 .\n",
        encoding="utf-8",
    )
    found = Corridor.load(add=[path]).check(only=["cax-adc"]).findings
    assert any("(by cax-sco, from place:dongguan is a ckg:Newspaper)" in finding.message for finding in found)
    assert any(Path(finding.file).name == "own.ttl" and finding.line == 5 for finding in found)


def test_what_is_missing_is_looked_for_when_asked(corridor: Corridor, tmp_path: Path) -> None:
    """The profile of warnings finds what the other leaves alone; each of its checks can find something."""
    report = corridor.check(profile="warnings")
    checks = StoredQueries(bundled.CHECKS)
    mild = {name for name in checks if checks[name].header["severity"] != "violation"}
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix sdmx-dimension: <http://purl.org/linked-data/sdmx/2009/dimension#> .\n"
        "@prefix figure: <https://w3id.org/corridor-kg/figure/> .\n"
        "@prefix period: <https://w3id.org/corridor-kg/period/> .\n"
        "figure:corridor-area sdmx-dimension:refPeriod period:2016 .",
        encoding="utf-8",
    )
    added = Corridor.load(add=[path]).check(profile="warnings")
    assert {finding.check for finding in (*report.findings, *added.findings)} >= mild
    assert not report.worst("warning")
    assert report.worst("info")


def test_checks_can_be_chosen(corridor: Corridor) -> None:
    """By name, and a wrong name leads to the right one."""
    two = Corridor.load(add=[BROKEN, ROOT / "tests" / "invalid" / "checks" / "untyped-things.ttl"])
    assert {finding.check for finding in two.check().findings} == {"step-number", "untyped-things"}
    assert {finding.check for finding in two.check(only=["step-number"]).findings} == {"step-number"}
    assert {finding.check for finding in two.check(skip=["step-number"]).findings} == {"untyped-things"}
    with pytest.raises(BadParameter, match="did you mean 'step-number'"):
        corridor.check(only=["step-numbr"])


def test_a_misspelt_term_of_shacl_is_refused(tmp_path: Path) -> None:
    """The validator would ignore it in silence."""
    path = tmp_path / "shapes.ttl"
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <x:s> a sh:PropertyShape ; sh:minCuont 1 .", encoding="utf-8"
    )
    with pytest.raises(GraphUnreadable, match="minCuont is no term of SHACL"):
        property_shapes(str(path))


@pytest.mark.parametrize("format", FORMATS)
def test_the_command_line_writes_every_form(format: str, run: Run) -> None:
    """And its exit status follows --fail-on."""
    done = run("check", str(BROKEN), "--format", format)
    assert done.returncode == 1
    assert "step-number" in done.stdout
    if format == "text":
        assert run("check", str(BROKEN), "--skip", "step-number").returncode == 0
        assert run("check", "--profile", "warnings").returncode == 0
        assert run("check", "--profile", "warnings", "--fail-on", "info").returncode == 1
        assert run("check", "--only", "step-numbr").returncode == 2


def test_the_command_line_offers_what_reports_have() -> None:
    """The lists that the command line keeps, to start light, are those of the module."""
    assert commands.REPORT_FORMATS == FORMATS
    assert commands.SEVERITIES == SEVERITIES
    assert commands.PROFILES == PROFILES


def test_a_shape_that_looks_at_nothing_is_found(
    corridor: Corridor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A class that is misspelt in a target would leave its things unchecked in silence."""
    path = tmp_path / "shapes.ttl"
    text = Path(shapes.FACTS).read_text(encoding="utf-8")
    path.write_text(text.replace("sh:targetClass ckg:PlanStep", "sh:targetClass ckg:PlanStpe"), encoding="utf-8")
    monkeypatch.setattr(shapes, "FACTS", str(path))
    assert [finding.check for finding in corridor.check().findings] == ["idle-shapes"]


def test_of_several_languages_the_message_is_english(tmp_path: Path) -> None:
    """Whatever order the validator gives them in."""
    path = tmp_path / "shapes.ttl"
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "<http://x/s> a sh:NodeShape ; sh:targetClass <http://x/C> ; sh:property <http://x/p> .\n"
        "<http://x/p> sh:path <http://x/q> ; sh:minCount 1 ;"
        ' sh:message "Es fehlt."@de, "It is missing."@en, "\u5b83\u7f3a\u5931\u3002"@zh .',
        encoding="utf-8",
    )
    data = tmp_path / "data.ttl"
    data.write_text("<http://x/a> a <http://x/C> .", encoding="utf-8")
    quads = loading.quads(loading.Origin("data", (str(data),)))
    assert [found.message for found in shapes.validate(quads, str(path))] == ["It is missing."]


def test_the_line_is_in_the_file_that_says_so(tmp_path: Path) -> None:
    """Also where other files speak of the same thing, where IRIs are relative, and where there is no IRI."""
    path = tmp_path / "own.ttl"
    path.write_text(
        "@base <https://w3id.org/corridor-kg/place/> .\n@prefix ckg: <../ontology#> .\n\n"
        "<dongguan> ckg:isLocatdIn <china> .\n[] a ckg:City .\n",
        encoding="utf-8",
    )
    findings = Corridor.load(add=[path]).check().findings
    assert {finding.check for finding in findings} >= {"undeclared-terms", "facts-without-source", "blank-nodes"}
    assert {Path(finding.file).name for finding in findings} == {"own.ttl"}
    assert {finding.line for finding in findings if finding.thing == "place:dongguan"} == {4}


def test_many_clashes_end(tmp_path: Path) -> None:
    """A property that is made functional merges things, and the report still comes."""
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\nckg:isCapitalOf a owl:FunctionalProperty .\n"
        "@prefix place: <https://w3id.org/corridor-kg/place/> .\nplace:guangzhou ckg:isCapitalOf place:china .",
        encoding="utf-8",
    )
    assert Corridor.load(add=[path]).check().findings
