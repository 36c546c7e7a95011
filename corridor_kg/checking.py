"""Check a graph: shapes, clashes with the ontology, and the checks that must return no rows."""

from __future__ import annotations

import json
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Triple

from corridor_kg import inference, loading, locations, things
from corridor_kg.answers import Rows
from corridor_kg.errors import OutputFailed
from corridor_kg.stored_queries import StoredQueries
from corridor_kg.terms import Term
from corridor_kg.vocabulary import BASE, RDF, shorten

if TYPE_CHECKING:
    from corridor_kg.corridor import Corridor
    from corridor_kg.shapes import Violation

SEVERITIES = ("violation", "warning", "info")
LARGE = 20_000
"""Triples above which `warn` leaves the shapes to ``check``, for they would take longer than the question."""


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
    """

    severity: str
    check: str
    thing: str
    label: str
    property: str
    value: str
    message: str


@dataclass(frozen=True)
class Report:
    """What a check found, and what it looked at.

    Attributes:
        findings: The worst first.
        things: How many things with facts there were to check.
        shapes: How many shapes they were checked against.
        checks: How many stored checks were run.
    """

    findings: tuple[Finding, ...]
    things: int
    shapes: int
    checks: int

    def to_text(self) -> str:
        """Return the report for people to read."""
        lines = [line for finding in self.findings for line in (*_lines(finding), "")]
        looked = f"{self.things} things, {self.shapes} shapes, {self.checks} checks"
        counts = Counter(finding.severity for finding in self.findings)
        found = ", ".join(
            f"{counts[severity]} {severity}{'s' if counts[severity] > 1 else ''}"
            for severity in SEVERITIES
            if counts[severity]
        )
        return "\n".join([*lines, f"{found or 'nothing found'} ({looked})"]) + "\n"

    def to_json(self) -> str:
        """Return the report as JSON, the findings as a list of objects."""
        content = {**asdict(self), "findings": [finding._asdict() for finding in self.findings]}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    def write(self, format: str) -> str:
        """Return the report as ``table`` (text) or ``json``.

        Raises:
            OutputFailed: The format is neither.
        """
        if format not in ("table", "json"):
            raise OutputFailed(f"a report cannot be written as {format!r}; write table or json.")
        return self.to_text() if format == "table" else self.to_json()


def check(corridor: Corridor) -> Report:
    """Check a graph whole.

    Args:
        corridor: The graph; where it was loaded without inference, clashes are not looked for.

    Returns:
        What was found, the worst first. A graph without a single fact is itself a finding.
    """
    from corridor_kg import shapes

    count = _things(corridor)
    findings = [*_nothing(count), *_clashes(corridor), *_shapes(corridor), *_style(), *_checks(corridor)]
    return Report(
        findings=tuple(sorted(set(findings), key=lambda found: (SEVERITIES.index(found.severity), *found[1:]))),
        things=count,
        shapes=len(shapes.property_shapes(shapes.FACTS)) + len(shapes.property_shapes(shapes.STYLE)),
        checks=len(StoredQueries(locations.CHECKS)),
    )


def warn(corridor: Corridor, *, own: bool) -> None:
    """Warn where facts clash with the ontology or break shapes; say how to see the whole.

    Args:
        corridor: The graph.
        own: Whether there are facts beside the bundled ones, whose shapes the tests do not check.
    """
    remedy = "'corridor-kg check' with the same files lists them"
    clashes = len(list(_clashes(corridor)))
    if clashes:
        warnings.warn(f"clashes with the ontology: {clashes}; {remedy}.", stacklevel=2)
    if not own or len(corridor.store) > LARGE:
        return
    broken = len(list(_shapes(corridor)))
    if broken:
        warnings.warn(f"broken shapes: {broken}; {remedy}.", stacklevel=2)


# -- Who finds what ----------------------------------------------------------------------------------


def _things(corridor: Corridor) -> int:
    graphs = " ".join(str(origin.graph) for origin in corridor.origins if origin.name != "ontology")
    where = f"VALUES ?origin {{ {graphs} }} GRAPH ?origin {{ ?thing ?p ?o }}"
    rows = corridor.sparql(f"SELECT (COUNT(DISTINCT ?thing) AS ?count) WHERE {{ {where} }}")
    assert isinstance(rows, Rows)
    return int(rows[0]["count"])


def _nothing(count: int) -> Iterator[Finding]:
    if not count:
        yield Finding("violation", "no-facts", "", "", "", "", "The graph holds no facts; name files that do.")


def _clashes(corridor: Corridor) -> Iterator[Finding]:
    for clash in corridor.clashes:
        first = clash.premises[0]
        facts = " and ".join(_sentence(premise) for premise in clash.premises)
        yield Finding(
            severity="violation",
            check=clash.rule.name,
            thing=_curie(first.subject),
            label=_label(corridor, first.subject),
            property=_curie(clash.premises[-1].predicate),
            value=_curie(clash.premises[-1].object),
            message=f"The ontology says that {clash.rule.words}, yet {facts}. Remove one of the facts.",
        )


def _shapes(corridor: Corridor) -> Iterator[Finding]:
    from corridor_kg import rdflib_terms, shapes

    for broken in shapes.validate(_typed(corridor), shapes.FACTS):
        focus = rdflib_terms.from_rdflib(broken.focus)
        yield Finding(
            severity=broken.severity,
            check=broken.shape,
            thing=_curie(focus),
            label=_label(corridor, focus),
            property=_curie(rdflib_terms.from_rdflib(broken.path)) if broken.path is not None else "",
            value=_curie(rdflib_terms.from_rdflib(broken.value))
            if broken.value is not None
            else _values(corridor, broken),
            message=broken.message,
        )


def _values(corridor: Corridor, broken: Violation) -> str:
    """Return all the values of a property, for a shape that is broken by their number."""
    from corridor_kg import rdflib_terms

    focus, path = (rdflib_terms.from_rdflib(node) if node is not None else None for node in (broken.focus, broken.path))
    if not isinstance(focus, NamedNode) or not isinstance(path, NamedNode):
        return ""
    found = {quad.object for quad in corridor.store.quads_for_pattern(focus, path, None)}
    return ", ".join(sorted(map(_curie, found)))


def _style() -> Iterator[Finding]:
    from corridor_kg import shapes

    for broken in shapes.validate(loading.quads(loading.ontology()), shapes.STYLE):
        term = shorten(str(broken.focus))
        path = shorten(str(broken.path)) if broken.path is not None else ""
        yield Finding(broken.severity, broken.shape, term, "", path, str(broken.value or ""), broken.message)


def _checks(corridor: Corridor) -> Iterator[Finding]:
    for name, query in StoredQueries(locations.CHECKS).items():
        if query.header["scope"] == "bundled" and not corridor.bundled:
            continue
        rows = corridor.sparql(query.text)
        assert isinstance(rows, Rows)
        for row in rows:
            entity, prop, value = (row.terms[column] for column in ("entity", "property", "value"))
            yield Finding(
                severity=str(query.header["severity"]),
                check=name,
                thing=_curie(entity),
                label=_label(corridor, entity),
                property=_curie(prop),
                value=_curie(value),
                message=f"{query.header['problem']} {query.header['solution']}",
            )


def _typed(corridor: Corridor) -> Iterator[Quad]:
    """Yield the stated quads as their files have them, and the inferred types that the shapes' targets need."""
    for origin in corridor.origins:
        yield from loading.quads(origin)
    for quad in corridor.store.quads_for_pattern(None, NamedNode(f"{RDF}type"), None, inference.INFERRED):
        if isinstance(quad.subject, NamedNode) and str(quad.object).startswith(f"<{BASE}"):
            yield quad


# -- Terms as people read them -----------------------------------------------------------------------


def _curie(term: Term | None) -> str:
    if isinstance(term, NamedNode):
        return shorten(term.value)
    return term.value if isinstance(term, Literal) else "" if term is None else str(term)


def _label(corridor: Corridor, term: Term | None) -> str:
    return things.label(corridor.store, term) if isinstance(term, NamedNode) else ""


def _sentence(triple: Triple) -> str:
    predicate = "is a" if triple.predicate.value == f"{RDF}type" else _curie(triple.predicate)
    return f"{_curie(triple.subject)} {predicate} {_curie(triple.object)}"


def _lines(finding: Finding) -> list[str]:
    name = f"{finding.label} ({finding.thing})" if finding.label not in ("", finding.thing) else finding.thing
    about = " ".join(part for part in (finding.property, finding.value) if part)
    return [f"{finding.severity}  {finding.check}  {name}", f"  {finding.message}", *([f"  {about}"] if about else [])]
