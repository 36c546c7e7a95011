"""What `benchmark.py` compares a check of a large graph with: rdflib reads it, and pySHACL validates it, alone.

python tests/benchmarks/pyshacl_alone.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyshacl
import rdflib

ROOT = Path(__file__).parents[2]

if __name__ == "__main__":
    graph = rdflib.Graph()
    for folder in (ROOT / "ontology", ROOT / "graph", Path(sys.argv[1])):
        for path in folder.rglob("*.ttl"):
            if "shapes" not in path.parts:
                graph.parse(path)
    shapes = rdflib.Graph().parse(ROOT / "ontology" / "shapes" / "facts.ttl")
    pyshacl.validate(graph, shacl_graph=shapes)
