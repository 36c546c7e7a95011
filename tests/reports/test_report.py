"""A report: every form says the same, to people and to tools."""

from __future__ import annotations

import json
import re

import pytest
import rdflib
from rdflib import RDF, SH

from corridor_kg import Corridor
from corridor_kg.errors import OutputFailed
from corridor_kg.reports.findings import Finding
from corridor_kg.reports.report import Findings, Report
from tests.support import cases


@pytest.fixture(scope="module")
def report() -> Report:
    """A report with one finding."""
    return Corridor.load(add=[cases.ZERO]).check()


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
        report.serialize("pdf")


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
    assert "warning  x: and 7 more, told with --format json" in text
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
