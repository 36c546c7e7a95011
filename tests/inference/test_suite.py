"""Cases of the OWL 2 RL part of the RDF-Based Semantics suite by Schneider and Mainzer; not part of the project."""

from __future__ import annotations

import csv
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse

from corridor_kg.engine.in_process import InProcess
from corridor_kg.inference import closure

NOISE = {
    *(f"sem-prop-{name}-type" for name in ("deprecated", "isdefinedby", "versioninfo")),
    *(f"sem-prop-{name}-type-annot" for name in ("backwardcompatiblewith", "priorversion")),
    *("sem-class-nothing-type", "sem-class-thing-type"),
    *("sem-eqdis-eqprop-rflxv", "sem-eqdis-sameas-rflxv", "xtr-reflection-selfsame"),
}
"""What is not inferred on purpose: of what kind the words of OWL are, and that everything is the same as itself."""


def _engine(file: Path) -> InProcess:
    engine = InProcess()
    read = parse(file.read_bytes(), RdfFormat.TURTLE)
    engine.add(read, NamedNode("x:case"))
    return engine


def _clashes(file: Path) -> list[closure.Clash]:
    engine = _engine(file)
    return list(closure.clashes(engine, closure.close(engine)))


def _follows(premise: Path, conclusion: Path) -> bool:
    """Return whether a graph follows from another: whether it stands in the closure, its blank nodes as variables."""
    engine = _engine(premise)
    closure.close(engine)
    terms = [
        [f"?{term.value}" if isinstance(term, BlankNode) else str(term) for term in triple]
        for triple in (quad.triple for quad in parse(conclusion.read_bytes(), RdfFormat.TURTLE))
    ]
    return engine.holds(f"ASK {{ {' . '.join(' '.join(triple) for triple in terms)} }}")


def _cases(folder: Path) -> dict[str, str]:
    with (folder / "cases.tsv").open(encoding="utf-8") as file:
        return {row["case"]: row["kind"] for row in csv.DictReader(file, delimiter="\t")}


def test_every_contradiction_of_the_suite_is_reported(shared: Path) -> None:
    """And what follows from a premise that contradicts nothing is no clash."""
    folder = shared / "suites" / "owl2rl"
    cases = _cases(folder)
    clashing = {case for case in cases if _clashes(folder / f"{case}.ttl")}
    assert clashing == {case for case, kind in cases.items() if kind == "inconsistent"} != set()


def test_what_follows_in_the_suite_is_inferred(shared: Path) -> None:
    """All of it but what says nothing of anything that an ontology or a fact names."""
    folder = shared / "suites" / "owl2rl"
    positive = {case for case, kind in _cases(folder).items() if kind == "positive"}
    missed = {case for case in positive if not _follows(folder / f"{case}.ttl", folder / f"{case}.follows.ttl")}
    assert missed == NOISE & positive
    assert len(positive - NOISE) > 30
