"""What tests of exports share: selections, and readers of other libraries."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld as pyld

from corridor_kg.choices import PARTS
from corridor_kg.files import jsonld
from corridor_kg.rdf import rdflib_terms
from corridor_kg.rdf.formats import RDF_FORMATS

SELECTIONS: dict[str, dict[str, Any]] = {
    "usual": {},
    "everything": {"include": PARTS},
    "without evidence": {"evidence": False},
    "a city": {"things": ["dongguan"]},
    "two things": {"things": ["wang-ruijun", "songshan-lake"]},
}

RDF = [format.name for format in RDF_FORMATS]

ENGINE = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}

RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "nquads": "nquads",
    "ntriples": "nt",
    "rdfxml": "xml",
    "jsonld": "json-ld",
}


def canonical(quads: Iterable[ox.Quad], *, graphs: bool) -> list[str]:
    """Return statements so that two isomorphic data sets give the same list."""
    dataset = ox.Dataset(quad if graphs else ox.Quad(*quad.triple) for quad in quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


def read_by_engine(text: bytes, format: str) -> list[ox.Quad]:
    """Read with pyoxigraph's own parsers."""
    return list(ox.parse(text, ENGINE[format]))


def read_by_rdflib(text: bytes, format: str) -> list[ox.Quad]:
    """Read with rdflib."""
    dataset = rdflib.Dataset()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # else it reads 2.50 as 2.5
        dataset.parse(data=text, format=RDFLIB[format])
    result = []
    for *triple, graph in dataset.quads():
        terms: list[Any] = [rdflib_terms.from_rdflib(term) for term in triple]
        name = None if graph is None or str(graph).startswith("urn:x-rdflib") else ox.NamedNode(str(graph))
        result.append(ox.Quad(terms[0], terms[1], terms[2], name))
    return result


def read_by_pyld(text: bytes, format: str) -> list[ox.Quad]:
    """Read with PyLD, which knows JSON-LD and N-Quads."""
    nquads = text.decode()
    if format == "jsonld":
        nquads = pyld.to_rdf(json.loads(text), {**jsonld.OPTIONS, "format": "application/n-quads"})
    expanded = pyld.from_rdf(nquads, {"format": "application/n-quads"})
    again = pyld.to_rdf(expanded, {**jsonld.OPTIONS, "format": "application/n-quads"})
    return list(ox.parse(again, ox.RdfFormat.N_QUADS))
