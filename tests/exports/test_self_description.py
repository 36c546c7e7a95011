"""The data set describes itself, and what it says is so."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from corridor_kg import Corridor
from corridor_kg.exports.formats import EXPORT_FORMATS
from corridor_kg.rdf.formats import RDF_FORMATS, READ_ONLY
from corridor_kg.rdf.vocabulary import BASE, prefixes
from corridor_kg.shapes import reference
from corridor_kg.trust import shapes
from tests.exports.helpers import RDF, read_by_rdflib
from tests.support.cases import names

DCAT_AP = Path(__file__).with_name("dcat-ap.ttl")
"""What DCAT-AP 3.0.0 asks for, as shapes of our own."""


def test_what_is_counted_is_what_is_there(corridor: Corridor) -> None:
    """Triples, subjects, classes and properties, as SPARQL counts them in what was exported."""
    export = corridor.export(include=("stated", "links", "inferred"))
    store = ox.Store()
    store.extend(ox.Quad(*quad.triple) for quad in export.selection.quads())
    said = f"{BASE}dataset/"
    facts = f'FILTER(!STRSTARTS(STR(?s), "{said}") && ?s != <{BASE}agent/corridor-kg-authors>)'
    counted = {
        "triples": f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o {facts} }}",
        "distinctSubjects": f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o {facts} }}",
        "properties": f"SELECT (COUNT(DISTINCT ?p) AS ?n) {{ ?s ?p ?o {facts} }}",
        "classes": f"SELECT (COUNT(DISTINCT ?o) AS ?n) {{ ?s a ?o {facts} }}",
    }
    void = prefixes()["void"]
    for name, query in counted.items():
        (row,) = store.query(query)  # type: ignore[misc]
        (quad,) = store.quads_for_pattern(ox.NamedNode(f"{said}corridor-kg"), ox.NamedNode(void + name), None)
        assert quad.object.value == row["n"].value, name  # type: ignore[union-attr]
    cities = store.query(f"SELECT ?n {{ ?p <{void}class> <{BASE}ontology#City> ; <{void}entities> ?n }}")
    assert [row["n"].value for row in cities] == ["7"]  # type: ignore[union-attr]


def test_the_description_keeps_its_shapes(corridor: Corridor, tmp_path: Path) -> None:
    """An export, checked as somebody's own graph, has nothing wrong; a broken description is found."""
    file = tmp_path / "corridor.trig"
    corridor.export().write(file)
    assert Corridor.load(graph=file).check().findings == ()
    text = file.read_text(encoding="utf-8")
    broken = text.replace("void:class ckg:City ;", "void:class ckg:City, ckg:Region ;")
    assert broken != text
    file.write_text(broken, encoding="utf-8")
    assert {finding.check for finding in Corridor.load(graph=file).check().findings} == {"partition-class"}
    assert {"dataset-title", "partition-entities"} <= set(names(shapes.FACTS))


def test_an_export_that_was_read_is_exported_as_before(corridor: Corridor, tmp_path: Path) -> None:
    """What was counted then is counted anew, and not twice."""
    file = tmp_path / "corridor.nq"
    corridor.export().write(file)
    again = Corridor.open(graph=file).export()
    assert again.hash() == corridor.export().hash()


def test_the_distributions_are_the_formats(corridor: Corridor) -> None:
    """Each format of the whole graph is described, with the media type that the format has."""
    rows = corridor.sparql("SELECT ?d ?type { ?s dcat:distribution ?d . ?d dcat:mediaType ?type }")
    found = {row.d.rpartition("/")[2]: row.type.partition("media-types/")[2] for row in rows}  # type: ignore[union-attr]
    assert set(found) == {*EXPORT_FORMATS, "sssom"} - {"schema-org"}
    written = {format.name: format.media_type for format in (*RDF_FORMATS, *READ_ONLY)}
    assert written.items() <= found.items()


def test_the_description_has_the_version_of_the_package(corridor: Corridor) -> None:
    """One version everywhere."""
    from corridor_kg import __version__

    assert corridor.sparql(f'ASK {{ ?s a dcat:Dataset ; dcat:version "{__version__}" }}')


def asked_by_dcat_ap(graph: Path) -> set[str]:
    """Return what DCAT-AP asks for that a graph does not have, by the names of its shapes."""
    report = Corridor.check_files(graph=graph, shapes=[DCAT_AP], own_shapes=False, own_checks=False)
    assert report.shapes > 10
    return {finding.check for finding in report.findings}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib uses what it deprecates
@pytest.mark.parametrize("format", RDF)
def test_the_description_is_one_of_dcat_ap(corridor: Corridor, tmp_path: Path, format: str) -> None:
    """In each format that leaves, with or without the rest: whether `check` looks or pySHACL."""
    file = tmp_path / f"corridor.{format}"
    for include in (("stated",), ("stated", "links", "inferred")):
        file.write_text(corridor.export(include=include).text(format), encoding="utf-8")
        assert asked_by_dcat_ap(file) == set()
    data = read_by_rdflib(file.read_bytes(), format)
    assert len({quad.subject for quad in data if str(quad.object) == f"<{prefixes()['dcat']}Distribution>"}) == 9
    assert list(reference.validate(data, ox.parse(path=DCAT_AP))) == []


@pytest.mark.parametrize(
    ("right", "wrong", "shape"),
    [
        ("dcat:accessURL <https://w3id.org/corridor-kg/>", "rdfs:comment 'none'", "access-url"),
        ("dcterms:creator agent:corridor-kg-authors", 'dcterms:creator "The Corridor KG authors"', "creator"),
        ("dcterms:publisher agent:corridor-kg-authors", "dcterms:publisher place:dongguan", "publisher"),
        ("foaf:name", "rdfs:comment", "agent-name"),
        ("dcterms:title", "rdfs:comment", "title"),
        ("dcterms:description", "rdfs:comment", "description"),
        ("dcterms:license <https://creativecommons.org/licenses/by/4.0/>", 'dcterms:license "CC BY"', "licence"),
        (
            "dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv>",
            "dcat:mediaType 'csv'",
            "media-type",
        ),
    ],
)
def test_what_dcat_ap_asks_for_is_missed(
    corridor: Corridor, tmp_path: Path, right: str, wrong: str, shape: str
) -> None:
    """A description without it is found, so that the shapes do look."""
    text = corridor.export(include=("stated",)).text("turtle")
    assert right in text
    file = tmp_path / "corridor.ttl"
    file.write_text(text.replace(right, wrong), encoding="utf-8")
    assert asked_by_dcat_ap(file) == {shape}
