"""N-Quads and N-Triples in their canonical form: sorted, each statement once, blank nodes named by RDFC-1.0.

The bytes of the N-Quads are those that RDFC-1.0 (W3C Recommendation of 21 May 2024) hashes, so that the
SHA-256 of the file is the canonical hash of the data set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import IO, cast

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from corridor_kg.errors import OutputFailed
from corridor_kg.files.sorted_lines import SortedLines
from corridor_kg.rdf.canonical import SECONDS, canonicalized
from corridor_kg.rdf.terms import INFERRED, Node

_CHUNK = 1 << 20
_BLANK = re.compile(rb"(?m)^(?:_:.*|.* _:[^\s\"]+ (?:<[^>]*> )?)\.\n")
_NESTED = re.compile(rb"(?m)^<<|>> \.$")


def canonical_lines(
    streams: Iterable[tuple[Node, Iterable[Quad | Triple]]], *, graphs: bool, seconds: float = SECONDS
) -> Iterator[bytes]:
    """Yield statements as canonical N-Quads or N-Triples; memory does not grow with their number.

    Args:
        streams: Statements, each stream with the graph that they belong to.
        graphs: Whether to write the graphs, as N-Quads; else they are merged, as N-Triples.
        seconds: How long naming blank nodes may take.

    Raises:
        GraphUnreadable: A file is not valid.
        GraphNotFound: A file cannot be read.
        OutputFailed: A triple stands inside a triple, as RDF 1.2 has it.
    """
    lines = SortedLines()
    blank: list[bytes] = []
    for graph, statements in streams:
        sink = _Sink(lines, blank, b" %s .\n" % str(graph).encode() if graphs else b" .\n")
        serialize(cast("Iterable[Triple]", statements), cast("IO[bytes]", sink), RdfFormat.N_TRIPLES)
        sink.close()
    if blank:
        named = canonicalized(parse(b"".join(blank), RdfFormat.N_QUADS), seconds=seconds)
        lines.add(serialize(named, format=RdfFormat.N_QUADS) or b"")
    yield from lines


def serialize_triples(triples: Iterable[Triple | Quad]) -> str:
    r"""Return triples as canonical N-Triples.

    >>> from pyoxigraph import NamedNode
    >>> serialize_triples([Triple(NamedNode("x:a"), NamedNode("x:b"), NamedNode("x:c"))])
    '<x:a> <x:b> <x:c> .\n'
    """
    return b"".join(canonical_lines([(INFERRED, triples)], graphs=False)).decode()


class _Sink:
    """Takes N-Triples as they are written, and passes them on as lines of a graph.

    Args:
        lines: Where statements without blank nodes go.
        blank: Where those with blank nodes go.
        ending: What ends each line instead of its period.
    """

    def __init__(self, lines: SortedLines, blank: list[bytes], ending: bytes) -> None:
        self._lines = lines
        self._blank = blank
        self._ending = ending
        self._waiting: list[bytes] = []
        self._size = 0
        self._enough = _CHUNK

    def write(self, data: bytes) -> int:
        self._waiting.append(bytes(data))
        self._size += len(data)
        if self._size > self._enough:
            self._pass_on()
        return len(data)

    def flush(self) -> None:
        """Do nothing; `close` passes the rest on."""

    def close(self) -> None:
        self._pass_on()

    def _pass_on(self) -> None:
        data = b"".join(self._waiting)
        end = data.rfind(b"\n") + 1
        self._waiting, self._size = [data[end:]], len(data) - end
        self._enough = max(_CHUNK, 2 * self._size)  # else a line of many chunks would be joined once for each of them
        data = data[:end]
        if b"<<" in data and _NESTED.search(data):
            raise OutputFailed("a triple stands inside a triple (RDF 1.2), which is not written; write RDF 1.1.")
        data = data.replace(b" .\n", self._ending)  # a line end stands nowhere else, for literals escape it
        if b"_:" in data:
            self._blank += _BLANK.findall(data)
            data = _BLANK.sub(b"", data)
        self._lines.add(data)
