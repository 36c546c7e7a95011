"""A finding: one thing that is wrong, with the place and the remedy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from corridor_kg.choices import SEVERITIES


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
        replacement: What to write in place of the value, or of a property that is deprecated, an IRI in full; empty
            where nothing is known.
        source: The IRI of the shape; empty where it has none, and where no shape found it.
        term: The value that is wrong as N-Triples has it, where a shape found it.
        node: The thing as N-Triples has it, where a shape found it; blank nodes are numbered.
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
    source: str = ""
    term: str = ""
    node: str = ""


def named(finding: Finding) -> str:
    """Return the thing that a finding is about as people read it: its label, and its CURIE in parentheses."""
    return f"{finding.label} ({finding.thing})" if finding.label not in ("", finding.thing) else finding.thing


def concerned(finding: Finding) -> str:
    """Return the property and the value that a finding is about, as far as there are any."""
    return " ".join(part for part in (finding.property, finding.value) if part)


def file_and_line(finding: Finding) -> str:
    """Return where a finding stands, as editors jump to it."""
    return f"{finding.file}:{finding.line}" if finding.line else finding.file


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the order of a report: by severity, then by what found them and what they are about."""
    return tuple(sorted(findings, key=lambda found: (SEVERITIES.index(found.severity), *found[1:])))
