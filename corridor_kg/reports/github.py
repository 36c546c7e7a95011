"""Findings as workflow commands of GitHub Actions."""

from __future__ import annotations

from collections.abc import Iterable

from corridor_kg.reports.findings import Finding, concerned, named


def to_github(findings: Iterable[Finding]) -> str:
    """Return a workflow command for each finding, which the code host shows at its line."""
    return "".join(f"::{_command(finding)}\n" for finding in findings)


def _command(finding: Finding) -> str:
    command = {"violation": "error", "warning": "warning", "info": "notice"}[finding.severity]
    properties = {
        "file": finding.file,
        "line": str(finding.line or ""),
        "title": ": ".join(filter(None, (finding.check, named(finding)))),
    }
    given = ",".join(f"{name}={_escaped(value, more=True)}" for name, value in properties.items() if value)
    about = f" [{concerned(finding)}]" if concerned(finding) else ""
    return f"{command} {given}::{_escaped(finding.message + about)}"


def _escaped(text: str, *, more: bool = False) -> str:
    """Return a text as a workflow command takes it: no line breaks, and in a property no colon or comma."""
    for character in "%\r\n" + (":," if more else ""):
        text = text.replace(character, f"%{ord(character):02X}")
    return text
