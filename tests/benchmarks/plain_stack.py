"""The same question on the plain stack: rdflib parses, owlrl closes, rdflib answers."""

from __future__ import annotations

from pathlib import Path

import owlrl
import rdflib

ROOT = Path(__file__).parents[2]

graph = rdflib.Graph()
for folder in ("ontology", "graph"):
    for path in (ROOT / folder).rglob("*.ttl"):
        if "shapes" not in path.parts:
            graph.parse(path)
owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
rows = list(graph.query((ROOT / "queries" / "core-platforms.rq").read_text(encoding="utf-8")))
assert len(rows) == 10, len(rows)
