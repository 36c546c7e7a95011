"""What a check found, and the forms in which people and tools read it.

For people: text, grouped by what found it. For tools: JSON; the standard SHACL report as Turtle; the workflow
commands of GitHub Actions; SARIF, which code hosts and editors annotate with.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from corridor_kg.choices import REPORT_FORMATS, SEVERITIES
from corridor_kg.errors import refuse_format
from corridor_kg.rdf.columns import hung
from corridor_kg.rdf.notebooks import shows_text
from corridor_kg.reports.findings import Finding, concerned, file_and_line, named
from corridor_kg.reports.github import to_github

SHOWN = 3
"""How many findings of one kind the text shows before it counts the rest."""

LISTED = ("open",)
"""What the text shows whole: it is a list of what is to be done."""


class Findings:
    """What was found, whatever was looked at; a class for each kind of check says that.

    Args:
        findings: The worst first.

    Attributes:
        findings: As given.
    """

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings

    @property
    def looked_at(self) -> str:
        """What was looked at, for the end of the summary."""
        raise NotImplementedError

    def has_at_least(self, severity: str) -> bool:
        """Return whether anything as bad as a severity, or worse, was found."""
        return any(SEVERITIES.index(found.severity) <= SEVERITIES.index(severity) for found in self.findings)

    _repr_html_ = shows_text

    def to_text(self, *, width: int | None = None) -> str:
        """Return the report for people to read: grouped by what found it, the first few of each kind.

        Args:
            width: How many columns of the terminal a line may have; None for as many as it takes.
        """
        lines: list[str] = []
        for (severity, check), group in groupby(self.findings, key=lambda found: (found.severity, found.check)):
            found = list(group)
            most = len(found) if check in LISTED else SHOWN
            for finding in found[:most]:
                lines += [*_lines(finding, width), ""]
            if len(found) > most:
                lines += [f"{severity}  {check}: and {len(found) - most} more, told with --format json", ""]
        return "\n".join([*lines, *hung(self.summary, width, at=2)]) + "\n"

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
        import json  # late for the cold start: most reports are read by people

        content = {**vars(self), "findings": [finding._asdict() for finding in self.findings]}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    def to_turtle(self) -> str:
        """Return the report as SHACL defines it (W3C Recommendation, section 3.6)."""
        from corridor_kg.reports.shacl import to_turtle  # late for the cold start: rdflib is slow to import

        return to_turtle(self.findings)

    def to_github(self) -> str:
        """Return a workflow command of GitHub Actions for each finding, then the summary."""
        return f"{to_github(self.findings)}{self.summary}\n"

    def to_sarif(self) -> str:
        """Return the report as SARIF 2.1.0, for code hosts and editors."""
        from corridor_kg.reports.sarif import to_sarif  # late for the cold start, as JSON

        return to_sarif(self.findings)

    def serialize(self, format: str, *, width: int | None = None) -> str:
        """Return the report in one of `REPORT_FORMATS`.

        Args:
            format: One of these.
            width: As in `to_text`.

        Raises:
            OutputFailed: The format is none of them.
        """
        refuse_format(format, REPORT_FORMATS, what="a report")
        if format == "text":
            return self.to_text(width=width)
        text: str = getattr(self, f"to_{format}")()
        return text


class Report(Findings):
    """What a check of a graph found, and what it looked at.

    Args:
        findings: The worst first.
        things: How many things with facts there were to check.
        shapes: How many shapes they were checked against.
        checks: How many stored checks were run.

    Attributes:
        findings: As given, and so are the others.
    """

    def __init__(self, findings: tuple[Finding, ...], things: int, shapes: int, checks: int) -> None:
        super().__init__(findings)
        self.things = things
        self.shapes = shapes
        self.checks = checks

    @property
    def looked_at(self) -> str:
        """How many things, shapes and checks."""
        return f"{self.things} things, {self.shapes} shapes, {self.checks} checks"


def _lines(finding: Finding, width: int | None) -> list[str]:
    head = f"{finding.severity}  {finding.check}  {named(finding)}".rstrip()
    message, *excerpt = finding.message.split("\n")  # a line of the file with a caret below, whose columns have to stay
    said = [f"  {part}" for part in (concerned(finding), file_and_line(finding)) if part]
    return [
        *hung(head, width, at=2),
        *hung(f"  {message}", width, at=2),
        *excerpt,
        *(part for line in said for part in hung(line, width, at=4)),
    ]
