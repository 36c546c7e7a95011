"""Cases of the OWL 2 RL part of the RDF-Based Semantics suite by Schneider and Mainzer; not part of the project."""

from __future__ import annotations

import csv
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from corridor_kg.engine.in_process import InProcess
from corridor_kg.inference import closure


def _clashes(file: Path) -> list[closure.Clash]:
    engine = InProcess()
    read = parse(file.read_bytes(), RdfFormat.TURTLE)
    engine.add([Quad(quad.subject, quad.predicate, quad.object, NamedNode("x:case")) for quad in read])
    return list(closure.clashes(engine, closure.close(engine)))


def test_every_contradiction_of_the_suite_is_reported(shared: Path) -> None:
    """And what follows from a premise that contradicts nothing is no clash."""
    folder = shared / "suites" / "owl2rl"
    with (folder / "cases.tsv").open(encoding="utf-8") as file:
        cases = {row["case"]: row["kind"] for row in csv.DictReader(file, delimiter="\t")}
    clashing = {case for case in cases if _clashes(folder / f"{case}.ttl")}
    assert clashing == {case for case, kind in cases.items() if kind == "inconsistent"} != set()
