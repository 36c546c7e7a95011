"""Files in every format are read, or it is said why not; nothing is fetched."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyld import jsonld as pyld
from pyoxigraph import NamedNode, Triple

from corridor_kg import Corridor
from corridor_kg.choices import PARTS
from corridor_kg.errors import CorridorError, GraphUnreadable
from corridor_kg.files import jsonld, line_numbers, loading, reading
from corridor_kg.rdf import unreadable
from corridor_kg.rdf.formats import RDF_FORMATS
from tests.conftest import Run
from tests.exports.helpers import RDF


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
    everything = [origin.name for origin in corridor.origins]
    told = [origin.name for origin in corridor.origins if origin.part or origin.name == "geonames"]
    # JSON-LD has the merge, and each graph of which it is known who states it
    expected = {"trig": everything, "nquads": everything, "jsonld": ["ontology", "corridor", *told]}
    assert sorted(names) == sorted(expected.get(format, ["ontology", "corridor"]))
    added = Corridor.load(add=file)
    # a passage's graph is one, whoever states it; the others stand beside those of the same name
    passages = [origin for origin in corridor.origins if origin.part] if format in expected else []
    assert len(added.origins) == len(corridor.origins) + len(names) - 1 - len(passages)
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
        (
            "a.jsonld",
            '{"@id": "rel", "http://e.org/p": 1}',
            "line 1, column 9: the identifier 'rel' is relative; write a whole IRI, or say with \"@base\"",
        ),
        (
            "a.jsonld",
            '[{"@id": "u:a",\r\n  "@type": "u:b",\r  "u:c": {"@id": "r\\u00e9l"}}]',
            "line 3, column 18: the identifier 'r\u00e9l' is relative",
        ),
        ("a.jsonld", '{"@id": "http://e.org/a b", "u:p": 1}', "column 9: the identifier 'http://e.org/a b' has a"),
        ("a.jsonld", '"http://e.org/a"', "neither an object nor an array"),
        (
            "a.jsonld",
            '{"@id": "http://e.org/s", "http://e.org/p": "\\ud800"}',
            "line 1, column 46: \\ud800 is half of a character",
        ),
        ("a.jsonld", '{"@context": "rel.jsonld", "p": 1}', "not JSON-LD that can be read"),
        ("a.jsonld", '{"http://e.org/p": ' + "9" * 5000 + "}", f"line 1, column 20: {'9' * 24}… is greater"),
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


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("own.ttl", "@prefix e: <http://e.org/> .\ne:a e:b e:c ."),
        ("own.trig", "@prefix e: <http://e.org/> .\ne:a e:b e:c ."),
        ("own.nt", "# marked\n<http://e.org/a> <http://e.org/b> <http://e.org/c> ."),
        ("own.nq", "# marked\n<http://e.org/a> <http://e.org/b> <http://e.org/c> ."),
        ("own", "@prefix e: <http://e.org/> .\ne:a e:b e:c ."),
    ],
)
def test_a_byte_order_mark_is_no_part_of_a_file(name: str, text: str, tmp_path: Path) -> None:
    """A file that an editor marked as UTF-8 is read as any other: loaded, exported, checked, its lines found."""
    path, nodes = tmp_path / name, [NamedNode(f"http://e.org/{local}") for local in "abc"]
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    corridor = Corridor.open(graph=path, inference=False)
    assert corridor.sparql("ASK { <http://e.org/a> <http://e.org/b> <http://e.org/c> }")
    assert "<http://e.org/a> <http://e.org/b> <http://e.org/c> ." in corridor.export().text("ntriples")
    (origin,) = loading.find_origins(path)
    assert line_numbers.locate(origin, Triple(*nodes)) == (str(path), 2)
    path.write_bytes(b"\xef\xbb\xbf<http://e.org/a> oops")
    with pytest.raises(GraphUnreadable, match="line 1, column 18"):
        list(reading.quads(str(path)))


@pytest.mark.parametrize(
    ("name", "text", "line", "remedy"),
    [
        ("a.ttl", "\n<a> <http://e.org/p> 1 .\n", 2, "@base <http://example.org/> ."),
        ("a.trig", "\n\n<http://e.org/g> { <http://e.org/a> <p> 1 }\n", 3, "@base <http://example.org/> ."),
        (
            "a.rdf",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/">\n'
            '<rdf:Description rdf:about="http://e.org/a"/>\n<rdf:Description rdf:about="here"><e:p>x</e:p>'
            "</rdf:Description></rdf:RDF>",
            3,
            'xml:base="http://example.org/"',
        ),
    ],
)
def test_a_relative_iri_is_told_at_its_line_with_its_remedy(
    name: str, text: str, line: int, remedy: str, tmp_path: Path
) -> None:
    """There is nothing that it could be relative to, unless the file says so."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(GraphUnreadable) as caught:
        list(reading.quads(str(tmp_path / name)))
    assert caught.value.line == line
    assert "the IRI is relative: write it whole" in str(caught.value)
    assert remedy in str(caught.value)


LONG = {
    "ttl": '<http://e.org/a> <http://e.org/b> """{}""" .',
    "nt": '<http://e.org/a> <http://e.org/b> "{}" .',
    "trig": '<http://e.org/g> {{ <http://e.org/a> <http://e.org/b> "{}" }}',
    "nq": '<http://e.org/a> <http://e.org/b> "{}" <http://e.org/g> .',
    "jsonld": '{{"@id": "http://e.org/a", "http://e.org/b": "{}"}}',
    "rdf": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/">'
        '<rdf:Description rdf:about="http://e.org/a"><e:b>{}</e:b></rdf:Description></rdf:RDF>'
    ),
}
"""A text in each format, with a place for what it says."""


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "with a mark"])
@pytest.mark.parametrize("ending", LONG)
def test_what_is_longer_than_a_parser_takes_is_told(ending: str, mark: str, tmp_path: Path) -> None:
    """Whoever reads it: the engine, an export as it is, or one that sorts."""
    path = tmp_path / f"long.{ending}"
    path.write_text(mark + LONG[ending].format("x" * (unreadable.LONGEST + 1)), encoding="utf-8")
    most = "8,388,608" if ending == "jsonld" else "16,777,216"
    told = rf"long\.\w+ holds a text, an IRI or a comment of more than {most} bytes; shorten it"
    with pytest.raises(GraphUnreadable, match=told):
        Corridor.load(graph=path, ontology=False)
    for format in ("ntriples", "turtle"):
        with pytest.raises(GraphUnreadable, match=told):
            Corridor.open(graph=path, ontology=False).export().text(format)


def test_what_is_as_long_as_a_parser_takes_is_read_and_written(tmp_path: Path) -> None:
    """A text of nearly so many bytes, in each format."""
    for ending, pattern in LONG.items():
        path = tmp_path / f"long.{ending}"
        text = "x" * ((unreadable.LONGEST_IN_JSON if ending == "jsonld" else unreadable.LONGEST) - 1000)
        path.write_text(pattern.format(text))
        assert text in Corridor.open(graph=path, ontology=False).export().text("ntriples")


def test_what_no_memory_is_left_for_is_no_traceback(run: Run, tmp_path: Path) -> None:
    """A file is a finding of check; a value that a query makes is told of, and what holds it otherwise."""
    path = tmp_path / "long.ttl"
    path.write_text(LONG["ttl"].format("x" * (unreadable.LONGEST + 1)))
    checked = run("check", "long.ttl", "--only", "syntax")
    assert checked.returncode == 1
    assert "long.ttl holds a text" in checked.stdout
    path.write_text(LONG["ttl"].format("x" * (unreadable.LONGEST // 2)))
    query = "SELECT (CONCAT(?o, ?o, ?o) AS ?long) { ?s ?p ?o }"
    done = run("sparql", query, "--graph", "long.ttl", "--no-ontology", "-f", "csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: a value of this answer has more than 8,388,608 bytes; write json, or ask for a part of it with"
        " SUBSTR.\n"
    )
