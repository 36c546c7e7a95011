"""What leaves the project: every format, read back by others' libraries, loses nothing and is the same each time."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corridor_kg import Corridor
from corridor_kg.cli import graph as commands
from corridor_kg.errors import BadParameter, CorridorError, OutputFailed
from corridor_kg.exports import WRITERS, sorted_lines
from corridor_kg.exports.selection import PARTS
from corridor_kg.files import jsonld, loading
from corridor_kg.files.jsonld import pyld
from corridor_kg.model import frames, mappings
from corridor_kg.model.kinds import KINDS, kind_of
from corridor_kg.rdf import rdflib_terms
from corridor_kg.rdf.formats import RDF_FORMATS, READ_ONLY
from corridor_kg.rdf.vocabulary import BASE, XSD, context, expand, prefixes
from corridor_kg.trust import shapes
from tests.conftest import ROOT, Run

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


READERS = [
    *((format, reader) for format in RDF for reader in (read_by_engine, read_by_rdflib)),
    ("jsonld", read_by_pyld),
    ("nquads", read_by_pyld),
]


# -- Nothing is lost ---------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib uses what it deprecates
@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize(("format", "reader"), READERS, ids=lambda of: of if isinstance(of, str) else of.__name__)
def test_what_is_written_is_read_back_whole(format: str, reader: Any, selection: str, corridor: Corridor) -> None:
    """Another library reads an isomorphic data set; formats that know named graphs keep the origins."""
    export = corridor.export(**SELECTIONS[selection], inline_context=format == "jsonld")
    graphs = format in ("trig", "nquads")
    read = canonical(reader(export.text(format).encode(), format), graphs=graphs)
    assert read == canonical(export.selection.quads(), graphs=graphs)
    assert len(read) > 100


IRIS = st.sampled_from([f"{BASE}place/a", f"{BASE}place/b.c-", "http://example.org/x?y=1&z='#q", "urn:x:é/%20"])
PREDICATES = st.sampled_from(
    [
        f"{BASE}ontology#isLocatedIn",
        "http://www.w3.org/2000/01/rdf-schema#label",
        "https://schema.org/url",
        "http://e.org/p",
    ]
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]) | st.sampled_from('"\\\n\t{}|<>&'))
LITERALS = st.one_of(
    TEXTS.map(ox.Literal),
    st.tuples(TEXTS, st.sampled_from(["en", "zh-hans", "de-ch"])).map(
        lambda pair: ox.Literal(pair[0], language=pair[1])
    ),
    st.tuples(
        st.sampled_from(["2.50", "007", "1e3", "+1", "true", "1", "2018-01-01", "no", "-0.0", "12345678901234567890"]),
        st.sampled_from(["integer", "decimal", "double", "boolean", "date", "gYear", "anyURI"]),
    ).map(lambda pair: ox.Literal(pair[0], datatype=ox.NamedNode(XSD + pair[1]))),
)
TRIPLES = st.builds(
    lambda subject, predicate, value: ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), value),
    IRIS,
    PREDICATES,
    LITERALS | IRIS.map(ox.NamedNode) | st.sampled_from("xy").map(ox.BlankNode),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(triples=st.lists(TRIPLES, min_size=1, max_size=8), facts=st.integers(0, 2**32), format=st.sampled_from(RDF))
def test_any_part_of_any_graph_comes_back(
    triples: list[ox.Triple], facts: int, format: str, tmp_path: Path, stated: Corridor
) -> None:
    """A random part of the facts, with random statements beside it, is read back as it was, each literal too."""
    part = [quad.triple for number, quad in enumerate(stated.quads()) if (facts >> (number % 32)) & 1][:200]
    file = tmp_path / "part.nt"
    file.write_bytes(ox.serialize([*part, *triples], format=ox.RdfFormat.N_TRIPLES) or b"")
    export = Corridor.open(graph=file).export(inline_context=format == "jsonld")
    read = read_by_engine(export.text(format).encode(), format)
    assert canonical(read, graphs=False) == canonical(ox.parse(path=file), graphs=False)


R = "@prefix r: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> ."
AWKWARD = {
    "IRIs like short names": "<place:x> <http://e.org/p> <place:y>, <https://w3id.org/corridor-kg/place/y> .",
    "line separators": '<http://e.org/a> <http://e.org/p> "\u2028 \u0085 \u000b" .',
    "a label that is a number": '<http://e.org/a> <http://www.w3.org/2000/01/rdf-schema#label> 5, "plain", true .',
    "doubles": "<http://e.org/a> <http://e.org/p> 1e0, 1.0E400 .",
    "JSON": f'{R} <http://e.org/a> <http://e.org/p> "{{ \\"a\\": 1.0}}"^^r:JSON, "[1"^^r:JSON .',
    "a list that says so": f"{R} <http://e.org/a> r:value [ a r:List ; r:first 1 ; r:rest () ] .",
    "a torn list": f'{R} <http://e.org/a> r:rest "x"@en, r:nil ; r:first 1 .',
    "deep brackets": "<http://e.org/a> " + "<http://e.org/p> [ " * 60 + "<http://e.org/p> 1" + " ]" * 60 + " .",
    "a long list": "<http://e.org/a> <http://e.org/p> ( " + " ".join(map(str, range(300))) + " ) .",
    "a circle": "_:a <http://e.org/p> _:b . _:b <http://e.org/p> _:a .",
}
REFUSED = {("IRIs like short names", "jsonld"), ("line separators", "rdfxml")}


@pytest.mark.parametrize("format", RDF)
@pytest.mark.parametrize("case", AWKWARD)
def test_awkward_graphs_come_back(case: str, format: str, tmp_path: Path) -> None:
    """They are read back by us and by the engine as they were, or refused in words."""
    file = tmp_path / "awkward.ttl"
    file.write_text(AWKWARD[case], encoding="utf-8")
    export = Corridor.open(graph=file).export(inline_context=format == "jsonld")
    if (case, format) in REFUSED:
        with pytest.raises(OutputFailed, match="cannot"):
            export.text(format)
        return
    expected = canonical(ox.parse(path=file), graphs=False)
    assert canonical(read_by_engine(export.text(format).encode(), format), graphs=False) == expected
    ending = next(of.endings[0] for of in RDF_FORMATS if of.name == format)
    export.write(tmp_path / f"again{ending}")
    again = Corridor.open(graph=tmp_path / f"again{ending}").export()
    assert canonical(again.selection.quads(), graphs=False) == expected


def test_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Languages, datatypes and properties that would share a header each have their own."""
    file = tmp_path / "own.ttl"
    file.write_text(
        '@prefix e: <http://e.org/> . e:s e:p "x"@en, "y", "z"@de, e:t ; e:p_de "v" ; e:id "i" ; e:pLabel "q" .'
        ' e:t <http://www.w3.org/2000/01/rdf-schema#label> "T"@en, "a|b", "" . <place:x> e:p <http://e.org/t> .'
    )
    Corridor.open(graph=file).export().write(tmp_path / "tables", format="csv")
    package = json.loads((tmp_path / "tables" / "datapackage.json").read_text(encoding="utf-8"))
    rows = {}
    for resource in package["resources"]:
        with open(tmp_path / "tables" / resource["path"], encoding="utf-8", newline="") as table:
            reader = csv.DictReader(table)
            rows[resource["name"]] = list(reader)
            assert len(set(reader.fieldnames or ())) == len(reader.fieldnames or ())
    assert set(rebuilt(package, rows)) == {quad.triple for quad in ox.parse(path=file)}


def test_links_are_an_origin_of_their_own(tmp_path: Path, corridor: Corridor) -> None:
    """What the folder links/ holds leaves with it alone, or is left out; a graph without one says so."""
    for name in ("facts", "links"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.ttl").write_text(f"<http://e.org/{name}> <http://e.org/p> 1 .")
    own = Corridor.open(graph=tmp_path)
    for include, names in ((["links"], {"links"}), (["stated"], {"facts"}), (["stated", "links"], {"facts", "links"})):
        quads = own.export(include=include).selection.quads()
        assert {quad.subject.value.rpartition("/")[2] for quad in quads} == names  # type: ignore[union-attr]
    with pytest.raises(BadParameter, match="nothing of links"):
        Corridor.open(graph=tmp_path / "facts").export(include=["links"])
    graphs = {quad.graph_name.value for quad in corridor.export(include=["links"]).selection.quads()}  # type: ignore[union-attr]
    assert f"{BASE}graph/links" in graphs


def test_the_links_of_a_thing_leave_with_their_evidence(corridor: Corridor) -> None:
    """With nothing but links included, a thing comes with its mappings and their sources."""
    quads = list(corridor.export(things=["dongguan"], include=["links"]).selection.quads())
    found = mappings.read(quads)
    assert {mapping.decision for mapping in found} == {"linked", "rejected"}
    assert len(found) == 10
    assert all(mapping.evidence for mapping in found)


def test_graphs_of_others_keep_their_names_apart(tmp_path: Path) -> None:
    """A foreign graph that ends in a name of ours is read; blank nodes that two graphs share stay one."""
    file = tmp_path / "others.trig"
    file.write_text(
        "GRAPH <http://o.org/ontology> { <http://e/a> <http://e/b> _:x }"
        " GRAPH <http://o.org/inferred> { _:x <http://e/b> 1 }"
        " GRAPH <http://o.org/description> { <http://e/first-class-x> <http://rdfs.org/ns/void#triples> 5 }"
    )
    corridor = Corridor.open(graph=file)
    quads = list(corridor.export().selection.quads())
    assert len(quads) == 3
    assert len({quad.graph_name for quad in quads}) == 3
    assert corridor.export().text("nquads").count("_:c14n0") == 2


def test_too_many_blank_nodes_are_refused(tmp_path: Path) -> None:
    """For to name them could take for ever."""
    file = tmp_path / "many.ttl"
    file.write_text("<http://e.org/a> <http://e.org/p> " + ", ".join("[]" for _ in range(600)) + " .")
    with pytest.raises(OutputFailed, match="600 blank nodes"):
        Corridor.open(graph=file).export().text("turtle")


def test_literals_leave_as_they_were_written(tmp_path: Path) -> None:
    """2.50 stays 2.50, in every format; the store would make 2.5 of it."""
    file = tmp_path / "own.ttl"
    file.write_text(
        "@prefix wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#> .\n<http://e.org/a> wgs84:lat 2.50, 007 ."
    )
    export = Corridor.open(graph=file).export()
    for format in RDF:
        assert "2.50" in export.text(format)
        assert "007" in export.text(format)


def test_tables_are_read_back_whole(corridor: Corridor, tmp_path: Path) -> None:
    """From the data package alone, pandas and Frictionless read the statements again."""
    import pandas

    several: dict[str, dict[str, Any]] = {
        "usual": {},
        "inferred": {"include": ("stated", "inferred")},
        "city": {"things": ["dongguan"]},
    }
    for name, asked in several.items():
        export = corridor.export(**asked)
        export.write(tmp_path / name, format="csv")
        package = json.loads((tmp_path / name / "datapackage.json").read_text(encoding="utf-8"))
        described = {str(quad.subject) for quad in export.selection.quads() if "/dataset/" in str(quad.subject)}
        expected = {quad.triple for quad in export.selection.quads() if str(quad.subject) not in described}
        rows = {
            resource["name"]: pandas.read_csv(
                tmp_path / name / resource["path"], dtype=str, keep_default_na=False
            ).to_dict("records")
            for resource in package["resources"]
        }
        assert set(rebuilt(package, rows)) == expected
        with open(tmp_path / name / "figures.csv", encoding="utf-8", newline="") as file:
            assert [dict(row) for row in csv.DictReader(file)] == rows["figures"]


def cells(cell: str, form: str) -> list[str]:
    """Return the values of a cell."""
    if form == "array":
        return list(json.loads(cell))
    return cell.split("|") if form == "list" else [cell]


def rebuilt(package: dict[str, Any], rows: dict[str, list[Any]]) -> Iterable[ox.Triple]:
    """Return the statements of a data package, by what its descriptor says of each field."""

    def iri(text: str) -> ox.NamedNode:
        if text.startswith("<"):
            return ox.NamedNode(text[1:-1])
        prefix, _, local = text.partition(":")
        return ox.NamedNode(package["prefixes"][prefix] + local if prefix in package["prefixes"] else text)

    def term(text: str, field: dict[str, Any]) -> ox.NamedNode | ox.Literal:
        if "language" in field:
            return ox.Literal(text, language=field["language"])
        if "datatypes" not in field:
            return iri(text)
        datatypes = field["datatypes"]
        chosen = datatypes[0] if len(datatypes) == 1 or "." in text else f"{XSD}integer"
        return ox.Literal(text, datatype=ox.NamedNode(chosen))

    for resource in package["resources"]:
        for row in rows[resource["name"]]:
            for field in resource["schema"]["fields"]:
                cell = row[field["name"]]
                if "rdfProperty" not in field or cell == "":
                    continue
                for text in cells(cell, field["type"]):
                    yield ox.Triple(iri(row["id"]), ox.NamedNode(field["rdfProperty"]), term(text, field))


@pytest.mark.filterwarnings("ignore")
def test_the_data_package_is_valid(corridor: Corridor, tmp_path: Path) -> None:
    """By the Frictionless library: types, keys and references between the tables."""
    import frictionless

    for number, asked in enumerate(
        ({}, {"things": ["dongguan"]}, {"include": ("stated", "inferred")}, {"evidence": False})
    ):
        corridor.export(**asked).write(f"{tmp_path}/{number}/")  # type: ignore[arg-type]
        report = frictionless.validate(str(tmp_path / str(number) / "datapackage.json"))
        assert report.valid, report.flatten(["type", "note"])
        assert report.stats["tasks"] > 5
    package = json.loads((tmp_path / "0" / "datapackage.json").read_text(encoding="utf-8"))
    types = {
        f"{resource['name']}.{field['name']}": field["type"]
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
    }
    assert (types["figures.obsValue"], types["goals.targetYear"], types["periods.startDate"]) == (
        "number",
        "year",
        "date",
    )
    assert (types["cities.lat"], types["passages.start"], types["figures.listIsComplete"]) == (
        "number",
        "integer",
        "boolean",
    )
    assert package["licenses"] == [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}]
    assert [source["title"] for source in package["sources"]] == [
        "South China's Silicon Valley to be built soon",
        "GeoNames",
    ]
    keys = [key for resource in package["resources"] for key in resource["schema"]["foreignKeys"]]
    assert {"fields": ["measureType"], "reference": {"resource": "measures", "fields": ["id"]}} in keys


def test_labels_stand_beside_identifiers_and_evidence_in_a_column(corridor: Corridor, tmp_path: Path) -> None:
    """A person reads a table without looking anything up."""
    corridor.export().write(tmp_path / "tables", format="csv")
    with open(tmp_path / "tables" / "platforms.csv", encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    lake = rows["platform:songshan-lake"]
    assert (lake["label_zh-Hans"], lake["isLocatedIn"], lake["isLocatedInLabel"]) == (
        "东莞松山湖高新技术产业开发区",
        "place:dongguan",
        "Dongguan",
    )
    assert {"passage:p14", "passage:p16"} <= set(lake["evidence"].split("|"))
    assert next(iter(lake)) == "id"
    assert list(lake)[-1] == "evidence"


def test_geojson_is_valid_and_has_every_coordinate(corridor: Corridor) -> None:
    """By the geojson library; longitude first, each where GeoNames has it."""
    import geojson

    collection = geojson.loads(corridor.export().text("geojson"))
    assert collection.is_valid
    found = {
        (
            feature["id"],
            Decimal(str(feature["geometry"]["coordinates"][1])),
            Decimal(str(feature["geometry"]["coordinates"][0])),
        )
        for feature in collection["features"]
    }
    rows = corridor.sparql("SELECT ?thing ?lat ?long { ?thing wgs84:lat ?lat ; wgs84:long ?long }")
    assert found == {tuple(row) for row in rows}  # type: ignore[union-attr]
    assert len(found) == 5
    dongguan = next(feature for feature in collection["features"] if feature["id"].endswith("/dongguan"))
    assert dongguan["properties"]["label_zh-Hans"] == "东莞市"
    assert dongguan["properties"]["isLocatedIn"] == ["place:guangdong", "place:innovation-corridor"]
    assert json.loads(corridor.export().text("geojson")) == json.loads(json.dumps(collection))


# -- The same every time -----------------------------------------------------------------------------


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


# -- What it looks like ------------------------------------------------------------------------------


def test_turtle_reads_like_a_dictionary(corridor: Corridor) -> None:
    """Only prefixes that are used, headings in the order of the kinds, class and names first, evidence last."""
    text = corridor.export().text("turtle")
    head, _, body = text.partition("\n\n")
    names = [line.split()[1].removesuffix(":") for line in head.splitlines()]
    assert names == sorted(names)
    assert set(names) <= set(prefixes())
    assert all(f"{name}:" in body for name in names)
    titles = [line.split()[2] for line in body.splitlines() if line.startswith("# -- ")]
    order = [kind.title for kind in KINDS]
    assert titles == [title for title in order if title in titles] + ["Datasets"]
    block = body[body.index("platform:songshan-lake\n") :].partition("\n.\n")[0].splitlines()
    assert block[1] == "    a ckg:CorePlatform ;"
    english, chinese = "Dongguan Songshan Lake High-tech Industrial Park", "东莞松山湖高新技术产业开发区"
    assert block[2] == f'    rdfs:label "{english}"@en, "{chinese}"@zh-Hans ;'
    assert "prov:wasDerivedFrom" in block[-1]
    assert "_:" not in text


def test_the_ontology_leaves_with_its_lists_written_as_lists(corridor: Corridor) -> None:
    """Brackets and parentheses, and no names of blank nodes."""
    text = corridor.export(include=["ontology"]).text("turtle")
    assert "owl:members ( ckg:Region ckg:City ckg:Platform ) ;" in text
    assert "_:" not in text
    assert "rdf:first" not in text


def test_jsonld_looks_like_json(corridor: Corridor) -> None:
    """Short keys, a city with its platforms, figures and goals inside, lists as lists, plain numbers and dates."""
    city = json.loads(corridor.export(things=["dongguan"]).text("jsonld"))
    assert city["@context"] == "https://w3id.org/corridor-kg/context.jsonld"
    assert (city["id"], city["type"], city["label"]) == (
        "place:dongguan",
        ["City"],
        {"en": "Dongguan", "zh-Hans": "东莞市"},
    )
    assert "platform:songshan-lake" in [platform["id"] for platform in city["platforms"]]
    values = {figure["id"]: figure["obsValue"] for figure in city["figures"]}
    assert values["figure:dongguan-high-tech-firms-2016"] == 2028
    assert values["figure:dongguan-rd-share-of-gdp-2016"] == {"@type": "xsd:decimal", "@value": "2.41"}
    assert city["goals"]
    included = {thing["id"]: thing for thing in city["included"]}
    assert included["period:2016"]["startDate"] == "2016-01-01"
    assert included["passage:p13"]["position"] == 13
    assert included["place:guangdong"] == {
        "id": "place:guangdong",
        "type": ["Province"],
        "label": included["place:guangdong"]["label"],
    }
    person = json.loads(corridor.export(things=["liang-yaoming"]).text("jsonld"))
    assert [post["id"] for post in person["holds"]] == ["post:kingmed-diagnostics-chairman"]
    assert person["statements"]
    alone = json.loads(corridor.export(things=["period:2016"], evidence=False).text("jsonld"))
    assert isinstance(alone["type"], list)


def test_each_thing_is_written_once(corridor: Corridor) -> None:
    """Where it belongs; everywhere else it is referred to."""
    document = json.loads(corridor.export(include=PARTS).text("jsonld"))
    seen: list[str] = []
    waiting = [document["graph"]]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()
            if "id" in value and len(value) > 1:
                seen.append(value["id"])
    assert len(seen) > 300
    assert sorted(seen) == sorted(set(seen))


def test_ones_own_frame_is_followed(corridor: Corridor, tmp_path: Path) -> None:
    """It selects and nests as JSON-LD framing says."""
    frame = tmp_path / "frame.json"
    frame.write_text('{"type": ["CorePlatform"], "@explicit": true, "label": {}, "isLocatedIn": {"@embed": "@never"}}')
    things = json.loads(corridor.export(frame=frame).text("jsonld"))["graph"]
    assert len(things) == 10
    assert all(isinstance(thing["label"]["en"], str) for thing in things)
    frame.write_text('{"type": "Platform"}')
    with pytest.warns(UserWarning, match="matches nothing"):
        corridor.export(frame=frame).text("jsonld")
    assert {key for thing in things for key in thing} == {"id", "type", "label", "isLocatedIn"}


def test_the_context_is_inlined_when_asked(corridor: Corridor) -> None:
    """With the terms that are used and no other; the document then needs no other file."""
    document = json.loads(corridor.export(things=["dongguan"], inline_context=True).text("jsonld"))
    assert document["@context"]["label"] == context()["@context"]["label"]
    assert "isEastOf" not in document["@context"]


@pytest.mark.parametrize(
    "thing", ["dongguan", "innovation-corridor", "songshan-lake", "kingmed-diagnostics", "wang-ruijun"]
)
def test_schema_org_is_what_search_engines_read(thing: str, corridor: Corridor) -> None:
    """Only terms of schema.org; one class, one name; what is said follows from the graph."""
    document = json.loads(corridor.export(things=[thing]).text("schema-org"))
    assert document["@context"] == "https://schema.org"
    waiting: list[Any] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()
            assert isinstance(value["@type"], str)
            assert all(name in rdflib.SDO for name in value if name[0] != "@")
            assert value["@type"] in rdflib.SDO
            assert isinstance(value.get("name", ""), str)
    expanded = pyld.to_rdf(
        {**document, "@context": {"@vocab": "https://schema.org/"}}, {"format": "application/n-quads"}
    )
    store = corridor.store
    for quad in ox.parse(expanded, ox.RdfFormat.N_QUADS):
        if quad.subject == corridor.resolve(thing) and isinstance(quad.object, ox.NamedNode):
            name = quad.predicate.value.removeprefix("https://schema.org/")
            if name not in ("sameAs", "subjectOf"):
                assert next(store.quads_for_pattern(quad.subject, quad.predicate, quad.object), None) is not None, quad


def test_every_thing_that_schema_org_knows_has_a_card(corridor: Corridor) -> None:
    """No card is endless; a claim has its speaker; what has no class in schema.org is refused in words."""
    written = 0
    for name in sorted({str(quad.subject)[1:-1] for quad in corridor.export(evidence=False).selection.quads()}):
        if "/dataset/" in name:
            continue
        types = corridor.store.quads_for_pattern(ox.NamedNode(name), ox.NamedNode(str(rdflib.RDF.type)), None)
        known = any(str(quad.object).startswith("<https://schema.org/") for quad in types)
        if known:
            assert json.loads(corridor.export(things=[name]).text("schema-org"))["@id"] == name
            written += 1
        else:
            with pytest.raises(OutputFailed, match=r"schema\.org has no class"):
                corridor.export(things=[name]).text("schema-org")
    assert written > 100
    claim = json.loads(corridor.export(things=["benefits-wider-region"], evidence=False).text("schema-org"))
    assert claim["author"]["name"] == "Wang Ruijun"
    assert "subjectOf" not in claim


def test_what_is_referred_to_has_a_class_and_a_name(corridor: Corridor) -> None:
    """In a part, every reference to the project's own things can be read, codes too."""
    for name in ("dongguan", "songshan-lake", "wang-ruijun", "corridor-length"):
        quads = list(corridor.export(things=[name]).selection.quads())
        labelled = {quad.subject for quad in quads if quad.predicate.value.endswith("#label")}
        named = {
            quad.object for quad in quads if str(quad.object).startswith(f"<{BASE}") and "#" not in str(quad.object)
        }
        assert len(named) > 10
        assert {str(thing) for thing in named - labelled} <= {"<https://w3id.org/corridor-kg/source/geonames>"}


def test_a_part_without_evidence_is_counted_as_it_leaves(corridor: Corridor) -> None:
    """The number of triples is that of the file."""
    quads = list(corridor.export(evidence=False).selection.quads())
    facts = {quad.triple for quad in quads if "/dataset/" not in str(quad.subject)}
    (said,) = (
        quad.object
        for quad in quads
        if quad.predicate.value.endswith("void#triples") and str(quad.subject).endswith("corridor-kg>")
    )
    assert getattr(said, "value", "") == str(len(facts))


def test_a_part_carries_what_attribution_needs(corridor: Corridor) -> None:
    """Title, creator and licence come along with any single thing."""
    text = corridor.export(things=["dongguan"]).text("turtle")
    assert 'dcterms:creator "The Corridor KG authors"' in text
    assert "dcterms:license <https://creativecommons.org/licenses/by/4.0/>" in text


# -- The data set describes itself -------------------------------------------------------------------


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
    assert {"dataset-title", "partition-entities"} <= set(shapes.property_shapes(shapes.FACTS))


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
    assert set(found) == {*WRITERS, "sssom"} - {"schema-org"}
    written = {format.name: format.media_type for format in (*RDF_FORMATS, *READ_ONLY)}
    assert written.items() <= found.items()


def test_the_description_has_the_version_of_the_package(corridor: Corridor) -> None:
    """One version everywhere."""
    from corridor_kg import __version__

    assert corridor.sparql(f'ASK {{ ?s a dcat:Dataset ; dcat:version "{__version__}" }}')


# -- Frames and kinds --------------------------------------------------------------------------------


def test_every_kind_has_a_frame_and_every_thing_a_kind(stated: Corridor) -> None:
    """No fact is left among the others; each frame is one of a kind and names only terms of the context."""
    files = {path.stem for path in (ROOT / "ontology" / "frames").glob("*.jsonld")}
    assert files == {kind.name for kind in KINDS}
    for kind in KINDS:
        frame = frames.frame(kind)
        assert frame["type"]
        named = frame["type"] if isinstance(frame["type"], list) else [frame["type"]]
        for name in named:
            iri = expand(context()["@context"][name])
            assert iri is not None
            assert kind_of([iri]) == kind
    typed: dict[str, set[str]] = {}
    for origin in stated.origins[1:]:
        if origin.name != "description":
            for quad in loading.quads(origin):
                typed.setdefault(str(quad.subject), set())
                if quad.predicate.value.endswith("#type"):
                    typed[str(quad.subject)].add(str(quad.object)[1:-1])
    assert len(typed) > 150
    assert [thing for thing, types in typed.items() if kind_of(types) not in KINDS] == []


def test_no_name_stands_twice_in_the_context() -> None:
    """JSON would let the last one win in silence."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len({name for name, _ in pairs}) == len(pairs), [name for name, _ in pairs]
        return dict(pairs)

    text = (ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8")
    assert json.loads(text, object_pairs_hook=once)


# -- Reading what was written ------------------------------------------------------------------------


@pytest.mark.parametrize("named", ["by its ending", "by its content"])
@pytest.mark.parametrize("format", RDF)
def test_every_format_is_read_as_a_graph(format: str, named: str, tmp_path: Path, corridor: Corridor) -> None:
    """--graph and --add take what export writes, and answer from it; named graphs become origins again."""
    ending = next(of.endings[0] for of in RDF_FORMATS if of.name == format)
    file = tmp_path / ("corridor" + (ending if named == "by its ending" else ""))
    corridor.export().write(file, format=format)
    read = Corridor.load(graph=file)
    assert list(read.run("core-platforms")) == list(corridor.run("core-platforms"))  # type: ignore[arg-type]
    names = [origin.name for origin in read.origins]
    assert names == (
        ["ontology", "article", "description", "geonames", "links", "names"]
        if format in ("trig", "nquads")
        else ["ontology", "corridor"]
    )
    added = Corridor.load(add=file)
    assert len(added.origins) == 6 + len(names) - 1
    if format in ("trig", "nquads"):
        place = read.why("songshan-lake", "isLocatedIn", "dongguan").proofs[0].statements[0].place
        assert place is not None
        line = file.read_text(encoding="utf-8").splitlines()[place.line - 1]
        assert "isLocatedIn" in line


def test_what_follows_is_not_read_but_inferred_anew(tmp_path: Path, corridor: Corridor) -> None:
    """The ontology and the inferences of an exported data set are not taken for facts."""
    file = tmp_path / "all.trig"
    corridor.export(include=PARTS).write(file)
    read = Corridor.load(graph=file)
    assert {origin.name for origin in read.origins} == {origin.name for origin in corridor.origins}
    assert set(read.inferred()) == set(corridor.inferred())


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "a.jsonld",
            '{"@context": "https://schema.org", "@id": "x"}',
            "schema.org is not at hand; write the context into",
        ),
        ("a.jsonld", '{"@context": ', "line 1, column 14: this is not JSON"),
        ("a.jsonld", '{"@context": {"a": 5}}', "not JSON-LD that can be read: @context"),
        ("a.rdf", '<!DOCTYPE r [<!ENTITY a "b">]><r/>', "line 1: the entity 'a' is declared"),
        ("a.rdf", "<rdf:RDF", "line 1, column 1: unclosed token"),
        ("a.nq", "<http://a> <http://b> .", "line 1"),
        ("a.trig", "graph:a { x", "line 1"),
        ("a.json", '{"a": 1}', "holds no RDF"),
        ("a.jsonld", '{"@id": "rel", "http://e.org/p": 1}', "'rel' is relative; write a whole IRI"),
        ("a.jsonld", '{"@id": "http://e.org/s", "http://e.org/p": "\\ud800"}', "not JSON-LD that can be read"),
        ("a.jsonld", '{"@context": "rel.jsonld", "p": 1}', "not JSON-LD that can be read"),
        ("a.jsonld", '{"http://e.org/p": ' + "9" * 5000 + "}", "not JSON-LD that can be read"),
        ("a.jsonld", "[" * 100_000, "nested too deeply"),
        ("a.rdf", '<?xml version="1.0" encoding="bogus"?><r/>', "not UTF-8"),
        ("a", "hello", "nor does it look like RDF"),
    ],
)
def test_files_that_cannot_be_read_are_explained(name: str, text: str, said: str, tmp_path: Path) -> None:
    """Which file, where, why, and what to do."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(CorridorError) as error:
        Corridor.load(add=tmp_path / name)
    assert said in str(error.value)
    assert str(tmp_path / name) in str(error.value)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A context on the network is refused without a try; and PyLD's own loader is there for those who use it."""
    import socket

    monkeypatch.setattr(socket, "socket", None)
    (tmp_path / "a.jsonld").write_text('{"@context": "http://127.0.0.1:9/c.jsonld", "@id": "http://a/b"}')
    with pytest.raises(CorridorError, match="nothing is fetched"):
        Corridor.load(add=tmp_path / "a.jsonld")
    assert pyld.get_document_loader() is not jsonld.load_document


# -- Writing is safe ---------------------------------------------------------------------------------


def test_a_file_is_replaced_whole_or_not_at_all(
    tmp_path: Path, corridor: Corridor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk is full in the middle, what was there stays, and nothing else is left."""
    file = tmp_path / "corridor.nq"
    file.write_text("precious")

    def full(*_: object) -> Any:
        yield b"half"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("corridor_kg.exports.lines.nquads", full)
    with pytest.raises(OutputFailed, match="No space left"):
        corridor.export().write(file)
    assert [path.name for path in tmp_path.iterdir()] == ["corridor.nq"]
    assert file.read_text() == "precious"


def test_a_full_disk_is_told(run: Run) -> None:
    """On a device that is always full, the error is one line."""
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    done = run("export", "-f", "nquads", "-o", "/dev/full")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: '/dev/full' cannot be written: No space left on device.\n"


def test_a_folder_with_other_things_is_not_touched(tmp_path: Path, corridor: Corridor) -> None:
    """But with force, and then the other things stay; tables of an earlier export are replaced, and no other."""
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "mine.txt").write_text("precious")
    export = corridor.export()
    with pytest.raises(OutputFailed, match=r"holds other things \(mine.txt\)"):
        export.write(folder, format="csv")
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
    export.write(folder, format="csv", force=True)
    assert (folder / "mine.txt").read_text() == "precious"
    (folder / "mine.txt").unlink()
    corridor.export(things=["wang-ruijun"]).write(f"{folder}/")
    assert not (folder / "forecasts.csv").exists()
    assert (folder / "people.csv").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_a_data_package_of_somebody_else_is_not_taken_for_ours(tmp_path: Path, corridor: Corridor) -> None:
    """Its tables are not removed."""
    (tmp_path / "datapackage.json").write_text('{"resources": [{"path": "survey.csv"}]}')
    (tmp_path / "survey.csv").write_text("precious")
    with pytest.raises(OutputFailed, match="holds other things"):
        corridor.export().write(tmp_path, format="csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["datapackage.json", "survey.csv"]
    (tmp_path / "datapackage.json").unlink()
    (tmp_path / "datapackage.json").mkdir()
    with pytest.raises(OutputFailed, match="is in the way"):
        corridor.export().write(tmp_path, format="csv", force=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["datapackage.json", "survey.csv"]


def test_a_table_of_somebody_else_is_not_replaced(tmp_path: Path, corridor: Corridor) -> None:
    """A cities.csv that no data package names is somebody's own."""
    (tmp_path / "cities.csv").write_text("precious")
    with pytest.raises(OutputFailed, match=r"cities\.csv"):
        corridor.export().write(tmp_path, format="csv")
    assert (tmp_path / "cities.csv").read_text() == "precious"


def test_an_interrupted_folder_leaves_nothing(
    tmp_path: Path, corridor: Corridor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tables are written beside their place, and go where they cannot get there."""

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "rename", fail)
    with pytest.raises(OutputFailed, match="Input/output error"):
        corridor.export().write(tmp_path / "new", format="csv")
    assert list(tmp_path.iterdir()) == []


# -- Wrong use ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-f", "turtel"], "did you mean 'turtle'?"),
        (["-f", "zip"], "the formats are turtle, trig, nquads"),
        (["-f", "csv"], "name a folder with --output FOLDER/"),
        (["-o", "x.csv"], "write x/."),
        (["-o", "x.zip"], "stands for no format; end in .ttl"),
        (["-o", "/nowhere/x.ttl"], "'/nowhere/x.ttl' cannot be written: No such file"),
        (["-f", "turtle", "-o", "x/"], "x/ is a folder, and turtle is one file"),
        (["--thing", "nobody"], "no thing is called 'nobody'"),
        (["--thing", "ckg:City"], "not in what is included"),
        (["--include", "statd"], "did you mean 'stated'?"),
        (["--include", ","], "an export of nothing"),
        (["-o", "-"], "standard output has no ending"),
        (["-f", "csv", "-o", "-"], "name a folder"),
        (["-f", "schema-org"], "of one thing; name it with --thing"),
        (["-f", "schema-org", "--thing", "period:2016"], "schema.org has no class for period:2016"),
        (["-f", "geojson", "--thing", "wang-ruijun"], "nothing that was selected has coordinates"),
        (["-f", "csv", "--include", "ontology", "-o", "x/"], "has no row in a table"),
        (["-f", "jsonld", "--frame", "nowhere.json"], "nowhere.json cannot be read"),
        (["-f", "jsonld", "--frame", "broken.json"], "is not JSON: Expecting property name"),
        (["-f", "jsonld", "--frame", "list.json"], "is not a frame: it has to be a JSON object"),
        (["-f", "jsonld", "--frame", "five.json"], "is not a frame: "),
        (
            ["-f", "jsonld", "--frame", "typo.json"],
            "names 'typ', which the context does not know; did you mean 'type'?",
        ),
        (["-f", "turtle", "--frame", "typo.json"], "--frame is for jsonld, not for turtle"),
        (["--graph", "nowhere.ttl"], "there is no file or folder"),
        (["--graph", "broken.ttl"], "broken.ttl, line 1, column 1"),
        (["--graph", "broken.ttl", "--hash"], "broken.ttl, line 1, column 1"),
        (["--graph", "control.ttl", "-f", "rdfxml"], "has the character U+0001, which XML cannot write"),
        (["--graph", "number.ttl", "-f", "rdfxml"], "does not end in a name"),
        (["--graph", "nested.ttl", "-f", "nquads"], "a triple stands inside a triple"),
        (["--graph", "far.ttl", "-f", "geojson"], "write degrees from -90 to 90"),
    ],
)
def test_wrong_use_is_explained(arguments: list[str], said: str, tmp_path: Path, run: Run) -> None:
    """One sentence on standard error, status 2, nothing written."""
    for name, text in {
        "broken.json": "{",
        "list.json": "[1]",
        "five.json": '{"type": 5}',
        "typo.json": '{"typ": "City"}',
        "broken.ttl": "x",
        "control.ttl": '<http://e.org/a> <http://e.org/b> "\\u0001" .',
        "number.ttl": "<http://e.org/a> <http://e.org/1> <http://e.org/c> .",
        "nested.ttl": "<http://e.org/a> <http://e.org/b> <<( <http://e.org/a> <http://e.org/b> <http://e.org/c> )>> .",
        "far.ttl": "@prefix w: <http://www.w3.org/2003/01/geo/wgs84_pos#> . <http://e.org/a> w:lat 123 ; w:long 1 .",
    }.items():
        (tmp_path / name).write_text(text)
    before = sorted(tmp_path.iterdir())
    done = run("export", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_the_library_says_the_same(corridor: Corridor) -> None:
    """Unknown parts and formats are refused with a remedy."""
    with pytest.raises(BadParameter, match="did you mean 'links'"):
        corridor.export(include=["link"])
    with pytest.raises(OutputFailed, match="did you mean 'jsonld'"):
        corridor.export().text("jsonl")


def test_the_command_line_knows_the_formats_of_the_library() -> None:
    """They are listed twice, so that help needs no import."""
    assert tuple(WRITERS) == commands.EXPORT_FORMATS
    assert commands.PARTS == PARTS


def test_a_closed_pipe_ends_in_silence(tmp_path: Path) -> None:
    """As tools in a pipe do."""
    shell = f"{sys.executable} -m corridor_kg export -f nquads | head -1"
    done = subprocess.run(shell, shell=True, capture_output=True, cwd=tmp_path, check=False)
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 1


def test_turtle_of_an_answer_is_written_the_same_way(corridor: Corridor) -> None:
    """One look of Turtle throughout."""
    text = corridor.run("describe", thing="songshan-lake").write("turtle")
    assert "platform:songshan-lake\n    a\n        ckg:CorePlatform,\n" in text
    assert text.endswith("\n.\n")
