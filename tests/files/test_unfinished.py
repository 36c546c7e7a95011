"""What a file leaves open is no fact, however the file says so, and nothing that leads to it is left half."""

from __future__ import annotations

from pathlib import Path

import pytest

from corridor_kg.files import loading, unfinished
from corridor_kg.rdf.vocabulary import prefixes

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes().items())

ONTOLOGY = prefixes()["ckg"]


def stated(file: Path, text: str) -> list[str]:
    """Write a file, and return what it states."""
    file.write_text(text, encoding="utf-8")
    return [str(quad.triple) for origin in loading.find_origins(file) for quad in loading.quads(origin)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mine.ttl", f'<{ONTOLOGY}\\u006Fpen> "?"'),
        ("mine.ttl", f'<{ONTOLOGY}\\U0000006Fpen> "?"'),
        ("mine.nt", f'<{ONTOLOGY}\\u006fpen> "?"'),
        ("mine.ttl", 'o:en "?"'),
        ("mine.ttl", 'op:n "?"'),
    ],
)
def test_however_it_is_spelt(tmp_path: Path, name: str, text: str) -> None:
    """An escape in the word, or a prefix that ends within it, says the same."""
    head = f"@prefix o: <{ONTOLOGY}op> . @prefix op: <{ONTOLOGY}ope> ." if name.endswith("ttl") else ""
    assert stated(tmp_path / name, f"{head}<http://example.org/new> {text} .\n") == []


def test_an_escape_in_json(tmp_path: Path) -> None:
    """JSON has escapes of its own."""
    text = f'[{{"@id": "http://example.org/new", "{ONTOLOGY}\\u006fpen": "?", "http://example.org/p": 1}}]'
    assert stated(tmp_path / "mine.jsonld", text) == []


@pytest.mark.parametrize(
    "leading",
    [
        "[] a owl:Axiom ; owl:annotatedSource place:new ; owl:annotatedTarget ckg:City .",
        "[] a owl:Axiom ; owl:annotatedSource place:dongguan ; owl:annotatedTarget place:new .",
        "place:dongguan rdfs:seeAlso ( place:shenzhen place:new place:guangzhou ) .",
        "place:dongguan rdfs:seeAlso [ rdfs:seeAlso [ rdfs:seeAlso place:new ] ; rdfs:label 'x' ] .",
        "place:dongguan place:new place:guangzhou .",
    ],
)
def test_nothing_is_left_of_what_leads_to_it(tmp_path: Path, leading: str) -> None:
    """Of an axiom or a list the rest would say something else; and no fact has an open property."""
    assert stated(tmp_path / "mine.ttl", f"{HEAD}place:new a ckg:City ; ckg:open '?' . {leading}") == []


@pytest.mark.parametrize("value", ["place:dongguan", "5", "[ rdfs:label 'x' ]", '"what?"@en'])
def test_whatever_the_question_is_it_is_told(tmp_path: Path, value: str) -> None:
    """What is left out is told of, also where a thing or a number stands for the question."""
    file = tmp_path / "mine.ttl"
    assert stated(file, f"{HEAD}place:new a ckg:City ; ckg:open {value} .") == []
    (origin,) = loading.find_origins(file)
    (question,) = unfinished.questions(origin)
    assert question.text
    assert question.place
