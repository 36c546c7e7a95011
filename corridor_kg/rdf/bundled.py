"""Where the ontology, the facts and the stored queries lie: in the checkout, or inside the installed wheel."""

from __future__ import annotations

import os

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def _root() -> str:
    bundled = os.path.join(PACKAGE, "data")
    return bundled if os.path.isdir(bundled) else os.path.dirname(PACKAGE)


ROOT = _root()
ONTOLOGY = os.path.join(ROOT, "ontology")
GRAPH = os.path.join(ROOT, "graph")
QUERIES = os.path.join(ROOT, "queries")
CHECKS = os.path.join(QUERIES, "checks")
SHAPES = os.path.join(ONTOLOGY, "shapes")
CONTEXT = os.path.join(ONTOLOGY, "context.jsonld")
