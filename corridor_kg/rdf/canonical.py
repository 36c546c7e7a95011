"""The canonical form of some statements: sorted, each once, blank nodes named by RDFC-1.0.

RDFC-1.0 is the W3C Recommendation of 21 May 2024, RDF Dataset Canonicalization; the engine's library has it.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, Triple

from corridor_kg.errors import OutputFailed

MOST_BLANK = 500
"""How many blank nodes are named; the time that it takes may grow with their number to the third."""


def canonicalized(quads: Iterable[Quad]) -> list[Quad]:
    """Return quads sorted and each once, their blank nodes named by RDFC-1.0.

    Raises:
        OutputFailed: There are too many blank nodes.
    """
    by_text = {str(quad): quad for quad in quads}
    # only what has "_:" in it is looked at term by term, which takes longer than all the rest
    some = [quad for text, quad in by_text.items() if "_:" in text]
    blank = {term for quad in some for term in quad if isinstance(term, BlankNode)}
    if not blank:
        return [by_text[text] for text in sorted(by_text)]
    if len(blank) > MOST_BLANK:
        raise OutputFailed(
            f"{len(blank)} blank nodes cannot be named in reasonable time, for RDFC-1.0 compares them with one another;"
            f" give IRIs to all but {MOST_BLANK} of them."
        )
    dataset = Dataset(by_text.values())
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(dataset, key=str)


def canonicalized_triples(statements: Iterable[Quad | Triple]) -> list[Triple]:
    """Return statements as triples, their graphs merged: sorted and each once; see `canonicalized`.

    >>> from pyoxigraph import NamedNode
    >>> triple = Triple(*map(NamedNode, ("x:a", "x:b", "x:c")))
    >>> canonicalized_triples([Quad(*triple, NamedNode("x:graph")), triple]) == [triple]
    True
    """
    triples = (one.triple if isinstance(one, Quad) else one for one in statements)
    by_text = {str(triple): triple for triple in triples}
    if any("_:" in text for text in by_text):
        return [quad.triple for quad in canonicalized(Quad(*triple) for triple in by_text.values())]
    return [by_text[text] for text in sorted(by_text)]
