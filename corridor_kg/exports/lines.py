"""N-Quads and N-Triples in their canonical form: sorted, each statement once, blank nodes named by RDFC-1.0.

The bytes of the N-Quads are those that RDFC-1.0 (W3C Recommendation of 21 May 2024) hashes, so that the
SHA-256 of the file is the canonical hash of the data set.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, cast

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple, parse, serialize

from corridor_kg.errors import OutputFailed
from corridor_kg.exports.sorted_lines import SortedLines
from corridor_kg.files import reading

if TYPE_CHECKING:
    from corridor_kg.exports.selection import Selection

MOST_BLANK = 500
"""How many blank nodes are named; the time that it takes may grow with their number to the third."""

_CHUNK = 1 << 20
_BLANK = re.compile(rb"(?m)^(?:_:.*|.* _:[^\s\"]+ (?:<[^>]*> )?)\.\n")
_NESTED = re.compile(rb"(?m)^<<|>> \.$")


def nquads(selection: Selection) -> Iterator[bytes]:
    """Yield a selection as canonical N-Quads; memory does not grow with the number of statements.

    Raises:
        GraphUnreadable: A file is not valid.
        OutputFailed: A triple stands inside a triple, as RDF 1.2 has it.
    """
    return _canonical(selection, graphs=True)


def ntriples(selection: Selection) -> Iterator[bytes]:
    """Yield a selection as canonical N-Triples, its origins merged; see `nquads`."""
    return _canonical(selection, graphs=False)


def fingerprint(selection: Selection) -> str:
    """Return the RDFC-1.0 hash of a selection: the SHA-256 of its canonical N-Quads, 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for block in nquads(selection):
        digest.update(block)
    return digest.hexdigest()


def settled(quads: Iterable[Quad]) -> list[Quad]:
    """Return quads sorted and each once, their blank nodes named by RDFC-1.0.

    Raises:
        OutputFailed: There are too many blank nodes.
    """
    once = set(quads)
    blank = {term for quad in once for term in quad if isinstance(term, BlankNode)}
    if len(blank) > MOST_BLANK:
        raise OutputFailed(
            f"{len(blank)} blank nodes cannot be named in reasonable time, for RDFC-1.0 compares them with one another;"
            f" give IRIs to all but {MOST_BLANK} of them."
        )
    if blank:
        dataset = Dataset(once)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        once = set(dataset)
    return sorted(once, key=str)


def _canonical(selection: Selection, *, graphs: bool) -> Iterator[bytes]:
    lines = SortedLines()
    blank: list[bytes] = []
    for graph, statements in selection.streams():
        sink = _Sink(lines, blank, b" %s .\n" % str(graph).encode() if graphs else b" .\n")
        try:
            serialize(cast("Iterable[Triple]", statements), cast("IO[bytes]", sink), RdfFormat.N_TRIPLES)
        except SyntaxError as error:
            raise reading.explain(error.filename or "a file", error) from None
        sink.close()
    if blank:
        named = settled(parse(b"".join(blank), RdfFormat.N_QUADS))
        lines.add(serialize(named, format=RdfFormat.N_QUADS) or b"")
    yield from lines


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

    def write(self, data: bytes) -> int:
        self._waiting.append(bytes(data))
        self._size += len(data)
        if self._size > _CHUNK:
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
        data = data[:end]
        if b"<<" in data and _NESTED.search(data):
            raise OutputFailed("a triple stands inside a triple (RDF 1.2), which is not written; write RDF 1.1.")
        data = data.replace(b" .\n", self._ending)  # a line end stands nowhere else, for literals escape it
        if b"_:" in data:
            self._blank += _BLANK.findall(data)
            data = _BLANK.sub(b"", data)
        self._lines.add(data)
