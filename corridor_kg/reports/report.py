"""What a check found, and the forms in which people and tools read it.

For people: text, grouped by what found it. For tools: JSON; the standard SHACL report as Turtle; the workflow
commands of GitHub Actions; SARIF 2.1.0 (OASIS), which code hosts and editors annotate with.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import NamedTuple

from corridor_kg.errors import OutputFailed

FORMATS = ("text", "json", "turtle", "github", "sarif")
SEVERITIES = ("violation", "warning", "info")
SHOWN = 3
"""How many findings of one kind the text shows before it counts the rest."""


class Finding(NamedTuple):
    """One thing that is wrong.

    Attributes:
        severity: ``violation``, ``warning`` or ``info``.
        check: What found it: a shape, a rule of the ontology, or a stored check, by its name.
        thing: The CURIE of the thing that it is wrong with.
        label: That thing's label.
        property: The CURIE of the property concerned; empty where it is the whole thing.
        value: The value concerned; empty where one is missing.
        message: What is wrong and what to do about it.
        file: The file that says so; empty where none can be told.
        line: The line in it, from 1: that of the value, else of its property, else of the thing's block; or 0.
        component: The IRI of the SHACL constraint component; empty where no shape found it.
        replacement: What to write in place of the value, an IRI in full; empty where nothing is known.
    """

    severity: str
    check: str
    thing: str
    label: str
    property: str
    value: str
    message: str
    file: str = ""
    line: int = 0
    component: str = ""
    replacement: str = ""


@dataclass(frozen=True)
class Findings:
    """What was found, whatever was looked at; a class for each kind of check says that.

    Attributes:
        findings: The worst first.
    """

    findings: tuple[Finding, ...]

    @property
    def looked_at(self) -> str:
        """What was looked at, for the end of the summary."""
        raise NotImplementedError

    def worst(self, severity: str) -> bool:
        """Return whether anything as bad as a severity, or worse, was found."""
        return any(SEVERITIES.index(found.severity) <= SEVERITIES.index(severity) for found in self.findings)

    def to_text(self) -> str:
        """Return the report for people to read: grouped by what found it, the first few of each kind."""
        lines: list[str] = []
        for (severity, check), group in groupby(self.findings, key=lambda found: (found.severity, found.check)):
            found = list(group)
            for finding in found[:SHOWN]:
                lines += [*_lines(finding), ""]
            if len(found) > SHOWN:
                lines += [f"{severity}  {check}: and {len(found) - SHOWN} more", ""]
        return "\n".join([*lines, self.summary]) + "\n"

    @property
    def summary(self) -> str:
        """How much was found, and how much was looked at."""
        counts = Counter(finding.severity for finding in self.findings)
        named = [
            f"{counts[severity]} {severity}{'s' if counts[severity] > 1 and severity != 'info' else ''}"
            for severity in SEVERITIES
            if counts[severity]
        ]
        return f"{', '.join(named) or 'nothing found'} ({self.looked_at})"

    def to_json(self) -> str:
        """Return the report as JSON, the findings as a list of objects."""
        import json

        content = {**asdict(self), "findings": [finding._asdict() for finding in self.findings]}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    def to_turtle(self) -> str:
        """Return the report as SHACL defines it (W3C Recommendation, section 3.6)."""
        from corridor_kg.reports.shacl import to_turtle

        return to_turtle(self)

    def to_github(self) -> str:
        """Return a workflow command of GitHub Actions for each finding, which the code host shows at its line."""
        return "".join(f"::{_github(finding)}\n" for finding in self.findings) + self.summary + "\n"

    def to_sarif(self) -> str:
        """Return the report as SARIF 2.1.0, for code hosts and editors."""
        import json

        rules = [{"id": check} for check in dict.fromkeys(finding.check for finding in self.findings)]
        run = {
            "tool": {"driver": {"name": "corridor-kg", "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": [_sarif(finding) for finding in self.findings],
        }
        schema = "https://json.schemastore.org/sarif-2.1.0.json"
        return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"

    def write(self, format: str) -> str:
        """Return the report in one of `FORMATS`.

        Raises:
            OutputFailed: The format is none of them.
        """
        if format not in FORMATS:
            raise OutputFailed(f"a report cannot be written as {format!r}; write {', '.join(FORMATS)}.")
        text: str = getattr(self, f"to_{format}")()
        return text


@dataclass(frozen=True)
class Report(Findings):
    """What a check of a graph found, and what it looked at.

    Attributes:
        things: How many things with facts there were to check.
        shapes: How many shapes they were checked against.
        checks: How many stored checks were run.
    """

    things: int
    shapes: int
    checks: int

    @property
    def looked_at(self) -> str:
        """How many things, shapes and checks."""
        return f"{self.things} things, {self.shapes} shapes, {self.checks} checks"


def _lines(finding: Finding) -> list[str]:
    about = " ".join(part for part in (finding.property, finding.value) if part)
    head = f"{finding.severity}  {finding.check}  {_named(finding)}".rstrip()
    return [head, f"  {finding.message}", *(f"  {part}" for part in (about, _place(finding)) if part)]


def _place(finding: Finding) -> str:
    """Return file and line as editors jump to them."""
    return f"{finding.file}:{finding.line}" if finding.line else finding.file


def _named(finding: Finding) -> str:
    return f"{finding.label} ({finding.thing})" if finding.label not in ("", finding.thing) else finding.thing


def _github(finding: Finding) -> str:
    command = {"violation": "error", "warning": "warning", "info": "notice"}[finding.severity]
    properties = {
        "file": finding.file,
        "line": str(finding.line or ""),
        "title": ": ".join(filter(None, (finding.check, _named(finding)))),
    }
    given = ",".join(f"{name}={_escaped(value, more=True)}" for name, value in properties.items() if value)
    about = " ".join(part for part in (finding.property, finding.value) if part)
    return f"{command} {given}::{_escaped(finding.message + (f' [{about}]' if about else ''))}"


def _escaped(text: str, *, more: bool = False) -> str:
    """Return a text as a workflow command takes it: no line breaks, and in a property no colon or comma."""
    for character in "%\r\n" + (":," if more else ""):
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _sarif(finding: Finding) -> dict[str, object]:
    level = {"violation": "error", "warning": "warning", "info": "note"}[finding.severity]
    about = " ".join(part for part in (_named(finding), finding.property, finding.value) if part)
    result: dict[str, object] = {
        "ruleId": finding.check,
        "level": level,
        "message": {"text": f"{about}: {finding.message}" if about else finding.message},
    }
    if finding.file:
        from urllib.parse import quote

        place: dict[str, object] = {"artifactLocation": {"uri": quote(finding.file)}}
        if finding.line:
            place["region"] = {"startLine": finding.line}
        result["locations"] = [{"physicalLocation": place}]
    if finding.replacement:
        result["properties"] = {"replacement": finding.replacement}
    return result
