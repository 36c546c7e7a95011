"""Nothing is lost: every format is read back by others' libraries as the graph that it was written from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corridor_kg import Corridor
from corridor_kg.errors import BadParameter, OutputFailed
from corridor_kg.rdf.formats import RDF_FORMATS
from corridor_kg.rdf.vocabulary import BASE, XSD
from tests.exports.helpers import RDF, SELECTIONS, canonical, read_by_engine, read_by_pyld, read_by_rdflib

READERS = [
    *((format, reader) for format in RDF for reader in (read_by_engine, read_by_rdflib)),
    ("jsonld", read_by_pyld),
    ("nquads", read_by_pyld),
]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib uses what it deprecates
@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize(("format", "reader"), READERS, ids=lambda of: of if isinstance(of, str) else of.__name__)
def test_what_is_written_is_read_back_whole(format: str, reader: Any, selection: str, corridor: Corridor) -> None:
    """Another library reads an isomorphic data set; formats that know named graphs keep the origins.

    Those that know none carry what is derived of them.
    """
    export = corridor.export(**SELECTIONS[selection])
    graphs = format in ("trig", "nquads")
    read = canonical(reader(export.text(format).encode(), format), graphs=graphs)
    merged = format in ("turtle", "ntriples", "rdfxml")
    quads = (one if isinstance(one, ox.Quad) else ox.Quad(*one) for one in export.selection.merged())
    assert read == canonical(quads if merged else export.selection.quads(), graphs=graphs)
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
    export = Corridor.open(graph=file).export()
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
    export = Corridor.open(graph=file).export()
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


def test_json_ld_keeps_apart_what_somebody_states(tmp_path: Path, corridor: Corridor) -> None:
    """Read back, a copy has all triples, and those of passages and of GeoNames as they were; the rest is the file's."""
    hashes = {}
    for ending in ("trig", "jsonld"):
        corridor.export().write(tmp_path / f"copy.{ending}")
        again = Corridor.open(graph=tmp_path / f"copy.{ending}").export()
        hashes[ending] = again.hash()
    own, back = list(corridor.export().selection.quads()), list(again.selection.quads())
    assert canonical(back, graphs=False) == canonical(own, graphs=False)
    graphs = {quad.graph_name for quad in own}
    told = {name for name in graphs if f"<{BASE}passage/" in str(name)} | {ox.NamedNode(f"{BASE}graph/geonames")}
    assert {quad.graph_name for quad in back} == {*told, ox.NamedNode(f"{BASE}graph/copy")}
    assert len(graphs) > len(told) + 3 > 30
    kept = [canonical((quad for quad in quads if quad.graph_name in told), graphs=True) for quads in (own, back)]
    assert kept[0] == kept[1]
    assert hashes["trig"] == corridor.export().hash() != hashes["jsonld"]


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
