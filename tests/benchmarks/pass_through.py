"""What `benchmark.py` compares the export of a large graph with: pyoxigraph alone, which parses and serialises it.

    python tests/benchmarks/pass_through.py FILE OUTPUT [GRAPH]

With GRAPH, each statement is put into that graph, as the export does; nothing is sorted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize


def named(file: str, graph: str) -> Iterator[Quad]:
    """Yield the statements of a file in a graph."""
    name = NamedNode(graph)
    for quad in parse(path=file):
        yield Quad(quad.subject, quad.predicate, quad.object, name)


if __name__ == "__main__":
    file, output, *graph = sys.argv[1:]
    statements = named(file, *graph) if graph else parse(path=file)
    serialize(statements, output, RdfFormat.N_QUADS)
