"""Blank nodes are named as RDFC-1.0 names them, or it is said in time that they are not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad

from corridor_kg.errors import OutputFailed
from corridor_kg.rdf.canonical import canonicalized
from tests.conftest import Run

P = NamedNode("http://example.org/p")


def clique(size: int) -> list[Quad]:
    """Return blank nodes that all know one another, which RDFC-1.0 cannot tell apart but by trying."""
    nodes = [BlankNode(f"b{number}") for number in range(size)]
    return [Quad(one, P, other) for one in nodes for other in nodes if one != other]


NODES = st.sampled_from([NamedNode("x:a"), *map(BlankNode, "bcdefg")])
GRAPHS = st.sampled_from([NamedNode("x:g"), NamedNode("x:h"), BlankNode("g")])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.builds(Quad, NODES, st.just(P), NODES | st.just(Literal("_:b")), GRAPHS), max_size=10))
def test_named_as_the_engine_names_them(quads: list[Quad]) -> None:
    """In this process or another, and each statement once."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    assert canonicalized(quads) == sorted(dataset, key=str)


def test_what_looks_alike_is_named_in_another_process() -> None:
    """Six that all know one another, after each other's example."""
    dataset = Dataset(clique(6))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    assert canonicalized(clique(6)) == sorted(dataset, key=str)


def test_many_that_differ_are_named_at_once() -> None:
    """Their number says nothing of the time that it takes."""
    quads = [Quad(BlankNode(f"b{number}"), P, Literal(number)) for number in range(2000)]
    assert len({quad.subject for quad in canonicalized(quads)}) == 2000


def test_what_cannot_be_named_in_time_is_said_in_time() -> None:
    """With the remedy; twelve would take years."""
    started = time.monotonic()
    with pytest.raises(OutputFailed, match=r"within 1 seconds.*give IRIs to them, or more time"):
        canonicalized(clique(12), seconds=1)
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(
    "arguments", [["--hash"], ["-f", "trig"], ["-f", "jsonld"], ["-f", "rdfxml"], ["-f", "ntriples"]]
)
def test_the_time_is_settable(arguments: list[str], run: Run, tmp_path: Path) -> None:
    """On the command line, for the hash and for every format that names blank nodes."""
    (tmp_path / "own.nt").write_text("".join(f"{quad.triple} .\n" for quad in clique(12)))
    done = run("export", *arguments, "--graph", "own.nt", "--timeout", "0.5")
    assert (done.returncode, done.stdout) == (2, "")
    assert "within 0.5 seconds" in done.stderr
