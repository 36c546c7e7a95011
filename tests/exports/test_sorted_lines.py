"""What leaves is the same each time, to the byte and to the hash."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyld import jsonld as pyld

from corridor_kg import Corridor
from corridor_kg.choices import PARTS
from corridor_kg.files import sorted_lines
from corridor_kg.rdf.vocabulary import BASE
from tests.conftest import ROOT, Run
from tests.exports.helpers import RDF, SELECTIONS


@pytest.mark.parametrize("format", [*RDF, "geojson", "csv"])
def test_bytes_are_the_same_whatever_the_hash_seed(format: str, tmp_path: Path, run: Run) -> None:
    """Two processes with different hash seeds write the same, with the ontology and what follows too."""
    parts = "stated,links" if format in ("csv", "geojson") else ",".join(PARTS)
    for seed in ("1", "2"):
        done = run(
            "export",
            "-f",
            format,
            "--include",
            parts,
            "-o",
            seed + ("/" if format == "csv" else ""),
            PYTHONHASHSEED=seed,
        )
        assert (done.returncode, done.stderr) == (0, "")
    if format == "csv":
        one, other = ({path.name: path.read_bytes() for path in (tmp_path / seed).iterdir()} for seed in ("1", "2"))
        assert len(one) > 15
        assert one == other
    else:
        assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_the_order_of_the_files_does_not_matter(tmp_path: Path, stated: Corridor) -> None:
    """The same statements in another order, and some of them twice, give the same bytes."""
    triples = [quad.triple for quad in stated.quads() if quad.graph_name != ox.NamedNode(f"{BASE}graph/description")]
    for name, several in (("one", triples), ("other", [*triples[::-1], *triples[:50]])):
        (tmp_path / name).mkdir()
        (tmp_path / name / "same.nt").write_bytes(ox.serialize(several, format=ox.RdfFormat.N_TRIPLES) or b"")
    one, other = (Corridor.open(graph=tmp_path / name / "same.nt").export() for name in ("one", "other"))
    for format in RDF:
        assert one.text(format) == other.text(format)


@pytest.mark.parametrize("selection", SELECTIONS)
def test_the_hash_is_that_of_rdfc(selection: str, corridor: Corridor) -> None:
    """It is the SHA-256 of the canonical N-Quads, by PyLD's and pyoxigraph's algorithm, and of our own N-Quads."""
    export = corridor.export(**SELECTIONS[selection])
    dataset = ox.Dataset(export.selection.quads())
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted((ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True))
    assert export.hash() == hashlib.sha256(b"".join(lines)).hexdigest()
    ours = export.text("nquads")
    options = {"inputFormat": "application/n-quads", "format": "application/n-quads", "algorithm": "URDNA2015"}
    assert pyld.normalize(ours, options) == ours
    assert export.hash() == hashlib.sha256(ours.encode()).hexdigest()


def test_the_readme_shows_the_hash_of_the_release(run: Run) -> None:
    """What export --hash prints stands in the README."""
    digest = run("export", "--hash").stdout.strip()
    assert len(digest) == 64
    assert digest in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("order", [1, 7919])
def test_lines_are_sorted_in_little_memory(order: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many small runs on disk, in order or not, merge to what sorting at once gives."""
    monkeypatch.setattr(sorted_lines, "RUN", 2000)
    monkeypatch.setattr(sorted_lines, "BLOCK", 300)
    lines = [b"line %05d of some length\n" % (number * order % 3001) for number in range(4000)]
    sorter = sorted_lines.SortedLines()
    for start in range(0, len(lines), 10):
        sorter.add(b"".join(lines[start : start + 10]))
    assert b"".join(sorter) == b"".join(sorted(set(lines)))
