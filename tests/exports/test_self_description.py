"""The data set describes itself, and what it says is so."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from corridor_kg import Corridor
from corridor_kg.exports.formats import EXPORT_FORMATS
from corridor_kg.rdf.formats import RDF_FORMATS, READ_ONLY
from corridor_kg.rdf.vocabulary import BASE, prefixes
from corridor_kg.trust import shapes
from tests.support.cases import names


def test_what_is_counted_is_what_is_there(corridor: Corridor) -> None:
    """Triples, subjects, classes and properties, as SPARQL counts them in what was exported."""
    export = corridor.export(include=("stated", "links", "inferred"))
    store = ox.Store()
    store.extend(ox.Quad(*quad.triple) for quad in export.selection.quads())
    said = "https://w3id.org/corridor-kg/dataset/"
    facts = f'FILTER(!STRSTARTS(STR(?s), "{said}"))'
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
    assert [row["n"].value for row in cities] == ["3"]  # type: ignore[union-attr]


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
