"""From files to origins: each folder is one, none is lost, and broken ones are explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corridor_kg import Corridor, Rows
from corridor_kg.errors import GraphNotFound, GraphUnreadable
from corridor_kg.files import loading
from tests.conftest import ROOT

SECOND = ROOT / "tests" / "sources" / "gazette"

_FOLDERS = sorted(path for path in (ROOT / "graph").iterdir() if path.is_dir())
_FILES = {path: sorted(path.glob("p*.ttl")) if (path / "source.ttl").exists() else [] for path in _FOLDERS}
BUNDLED = ["ontology"]
"""The origins of the project: each folder, and behind that of a source its passages."""
for _folder, _files in _FILES.items():
    BUNDLED += [_folder.name, *(f"{_folder.name}-{file.stem}" for file in _files)]


def test_a_second_source_is_a_second_folder_and_no_code() -> None:
    """It becomes a named graph; what agrees is one fact from two sources, what disagrees stands side by side."""
    both = Corridor.load(add=[SECOND])
    passages = [f"made-up-gazette-m{number:02d}" for number in range(1, 10)]
    names = ["links-2", "made-up-gazette", *passages, "readings-2", "things-2"]
    assert len(BUNDLED) > 70
    assert [origin.name for origin in both.origins] == [*BUNDLED, *names]
    assert both.check().findings == ()
    (agreed,) = [
        fact
        for fact in both.describe("dongguan").facts
        if (fact.predicate, fact.value) == ("ckg:isLocatedIn", "place:innovation-corridor")
    ]
    assert agreed.origins == ("china-daily-p05", "made-up-gazette-m01", "nordic-p03")
    rows = both.run("figures", thing="dongguan", measure="national-high-tech-firms")
    assert isinstance(rows, Rows)
    assert {(row.printedForm, row.evidence) for row in rows} == {
        ("2,028", "china-daily p13"),
        ("2,100", "made-up-gazette m01"),
    }
    centres = both.run("innovation-centres", city="dongguan")
    assert isinstance(centres, Rows)
    assert [row.centreLabel for row in centres] == [
        "Dongguan Neutron Science City",
        "Made-up Innovation Centre",
        "Shuixiang New Town",
    ]


def test_facts_can_be_replaced() -> None:
    """With a graph of one's own, the bundled facts are gone and the ontology stays."""
    alone = Corridor.load(graph=ROOT / "graph" / "geonames")
    assert [origin.name for origin in alone.origins] == ["ontology", "geonames"]
    assert not alone.sparql("ASK { ?x a ckg:Person }")


def test_two_origins_of_one_name_stay_apart() -> None:
    """The second gets a number."""
    twice = Corridor.load(add=[ROOT / "graph" / "geonames"])
    assert [origin.name for origin in twice.origins] == [*BUNDLED, "geonames-2"]


def test_broken_files_are_explained(tmp_path: Path) -> None:
    """File, line, column, the text and a remedy."""
    for content, said in (
        (
            b"@prefix a: <http://a/> .\na:b a:c ex:d .",
            "line 2, column 9: The prefix ex: has not been declared; declare",
        ),
        ("<x:a> <x:b> \u201cc\u201d .".encode(), "a curly double quote"),
        (b"<x:a> <x:b> \xff .", "save the file as UTF-8"),
        (b"@prefix a: <http://a/> .\na:b/c a:c a:d .", "write the whole IRI"),
    ):
        path = tmp_path / "broken.ttl"
        path.write_bytes(content)
        with pytest.raises(GraphUnreadable, match=r"broken\.ttl") as caught:
            Corridor.load(add=[path])
        assert said in str(caught.value)
        assert "^" in str(caught.value)


def test_missing_and_empty_places_are_explained(tmp_path: Path) -> None:
    """A path that is not there, a folder without Turtle, and a file of another kind."""
    (tmp_path / "note.txt").write_text("no RDF", encoding="utf-8")
    for path, said in (
        (tmp_path / "nowhere", "no file or folder"),
        (tmp_path, "holds no file"),
        (tmp_path / "note.txt", "does not end in"),
    ):
        with pytest.raises(GraphNotFound, match=said):
            Corridor.load(graph=path)


def test_statements_are_the_quads_of_an_origin_in_whichever_graph(tmp_path: Path) -> None:
    """Of every format, with a byte-order mark and named graphs too; blank nodes have other names each time."""
    (tmp_path / "a.ttl").write_bytes(b"\xef\xbb\xbf<x:a> <x:b> 2.50 .")
    (tmp_path / "b.nt").write_text('<x:a> <x:b> "1"^^<http://www.w3.org/2001/XMLSchema#byte> .', encoding="utf-8")
    (tmp_path / "c.trig").write_text("GRAPH <x:g> { <x:a> <x:b> 01 } <x:a> <x:b> 1 .", encoding="utf-8")
    (tmp_path / "d.jsonld").write_text('{"@id": "x:a", "x:b": [1, true]}', encoding="utf-8")
    origins = [*Corridor.open().origins, *loading.find_origins(tmp_path)]
    assert len(origins) > 30
    for origin in origins:
        statements, quads = (
            {re.sub(r"_:\w+", "[]", str(quad.triple)) for quad in read(origin)}
            for read in (loading.statements, loading.quads)
        )
        assert statements == quads, origin
