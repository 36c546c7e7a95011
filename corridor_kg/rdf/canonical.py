"""The canonical form of some statements: sorted, each once, blank nodes named by RDFC-1.0.

RDFC-1.0 is the W3C Recommendation of 21 May 2024, RDF Dataset Canonicalization; the engine's library has it. It is
quick where the blank nodes can be told apart by what is said of each, and may take longer than anybody waits where they
cannot, as among nine that all know one another. So these are named in a process of its own, which is ended in time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple, parse, serialize

from corridor_kg.errors import OutputFailed

SECONDS = 60.0
"""How long naming blank nodes may take, unless somebody says otherwise."""

FEW = 4
"""How many blank nodes that look alike are named at once; it takes a thousandth of a second."""

_NAMING = """
import signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)  # else Ctrl-C would wait for the engine
if hasattr(signal, "alarm"):
    signal.alarm(int(float(sys.argv[1])) + 2)  # where nobody is left to end it
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize
dataset = Dataset(parse(sys.stdin.buffer.read(), RdfFormat.N_QUADS))
dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
sys.stdout.buffer.write(serialize(dataset, format=RdfFormat.N_QUADS))
"""


def canonicalized(quads: Iterable[Quad], *, seconds: float = SECONDS) -> list[Quad]:
    """Return quads sorted and each once, their blank nodes named by RDFC-1.0.

    Args:
        quads: In any order.
        seconds: How long naming blank nodes may take, above 0.

    Raises:
        OutputFailed: It takes longer.
    """
    by_text = {str(quad): quad for quad in quads}
    # only what has "_:" in it is looked at term by term, which takes longer than all the rest
    some = [
        quad for text, quad in by_text.items() if "_:" in text and any(isinstance(term, BlankNode) for term in quad)
    ]
    if not some:
        return [by_text[text] for text in sorted(by_text)]
    for quad in some:
        del by_text[str(quad)]
    named = _named(some) if _alike(some) <= FEW else _named_in_time(some, seconds)
    return sorted([*by_text.values(), *named], key=str)


def canonicalized_triples(statements: Iterable[Quad | Triple], *, seconds: float = SECONDS) -> list[Triple]:
    """Return statements as triples, their graphs merged: sorted and each once; see `canonicalized`.

    >>> from pyoxigraph import NamedNode
    >>> triple = Triple(*map(NamedNode, ("x:a", "x:b", "x:c")))
    >>> canonicalized_triples([Quad(*triple, NamedNode("x:graph")), triple]) == [triple]
    True
    """
    triples = (one.triple if isinstance(one, Quad) else one for one in statements)
    by_text = {str(triple): triple for triple in triples}
    if any("_:" in text for text in by_text):
        quads = canonicalized((Quad(*triple) for triple in by_text.values()), seconds=seconds)
        return [quad.triple for quad in quads]
    return [by_text[text] for text in sorted(by_text)]


def _named(quads: Collection[Quad]) -> Iterable[Quad]:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def _alike(quads: Collection[Quad]) -> int:
    """Return how many blank nodes look most alike: the same is said of them, all other blank nodes being one.

    It is what RDFC-1.0 calls hashing by the first degree (section 4.6); what differs there is named without trying.
    """
    said: dict[BlankNode, list[str]] = defaultdict(list)
    for quad in quads:
        terms = list(quad)
        for node in {term for term in terms if isinstance(term, BlankNode)}:
            seen = ("_:a" if term == node else "_:z" if isinstance(term, BlankNode) else str(term) for term in terms)
            said[node].append(" ".join(seen))
    return max(Counter(tuple(sorted(of)) for of in said.values()).values())


def _named_in_time(quads: Collection[Quad], seconds: float) -> Iterable[Quad]:
    """Return quads with their blank nodes named, by a process that is ended when its time is over."""
    import os  # late, as what follows: blank nodes that look alike are rare
    import subprocess  # late
    import sys  # late

    # the engine's library has to be found by the other process where it was found by this one
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            [sys.executable, "-c", _NAMING, str(seconds)],
            input=serialize(quads, format=RdfFormat.N_QUADS) or b"",
            capture_output=True,
            env=environment,
            timeout=seconds,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise OutputFailed(
            f"blank nodes that look alike cannot be named within {seconds:g} seconds, for RDFC-1.0 compares them with"
            " one another; give IRIs to them, or more time with --timeout."
        ) from None
    except (OSError, subprocess.CalledProcessError) as error:
        raise OutputFailed(f"blank nodes cannot be named, for a process for it fails: {error}.") from None
    return parse(done.stdout, RdfFormat.N_QUADS)
