"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors annotate with."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from urllib.parse import quote

from corridor_kg.reports.findings import Finding, named


def to_sarif(findings: Sequence[Finding]) -> str:
    """Return findings as a log of one run."""
    rules = [{"id": check} for check in dict.fromkeys(finding.check for finding in findings)]
    run = {
        "tool": {"driver": {"name": "corridor-kg", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding) for finding in findings],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _result(finding: Finding) -> dict[str, object]:
    level = {"violation": "error", "warning": "warning", "info": "note"}[finding.severity]
    about = " ".join(part for part in (named(finding), finding.property, finding.value) if part)
    result: dict[str, object] = {
        "ruleId": finding.check,
        "level": level,
        "message": {"text": f"{about}: {finding.message}" if about else finding.message},
    }
    if finding.file:
        place: dict[str, object] = {"artifactLocation": {"uri": quote(os.fsencode(finding.file))}}
        if finding.line:
            place["region"] = {"startLine": finding.line}
        result["locations"] = [{"physicalLocation": place}]
    if finding.replacement:
        result["properties"] = {"replacement": finding.replacement}
    return result
