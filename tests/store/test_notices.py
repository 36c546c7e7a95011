"""Nothing of somebody's files vanishes, is told as somebody else's, or is left unread, without a word."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from corridor_kg import Corridor
from tests.conftest import Run

Write = Callable[..., Path]

HEAD = """@prefix e: <http://example.org/> .
@prefix g: <https://w3id.org/corridor-kg/graph/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""


def told(**where: object) -> list[str]:
    """Return the warnings with which a graph loads."""
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        Corridor.load(**where)  # type: ignore[arg-type]
    return [str(one.message) for one in found]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes TriG."""

    def written(text: str, name: str = "own.trig") -> Path:
        path = tmp_path / name
        path.write_text(HEAD + text, encoding="utf-8")
        return path

    return written


@pytest.mark.parametrize("name", ["inferred", "ontology"])
@pytest.mark.parametrize("ontology", [True, False])
def test_a_graph_that_is_called_as_ours_are_is_no_fact_and_told_of(name: str, ontology: bool, write: Write) -> None:
    """With the number of its statements, blank nodes among them; also where it is all that a file holds."""
    for more, count in (("e:mine { e:x e:p e:y . }", 1), ("", 0)):
        path = write(f"g:{name} {{ e:a e:b e:c . [] e:b 5 . }} {more}")
        (sentence,) = told(graph=path, ontology=ontology)
        assert "own.trig: 2 statements are left out" in sentence
        assert f"graph/{name}>" in sentence
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            stated = list(Corridor.load(graph=path, ontology=False, inference=False).data.stated())
        assert len(stated) == count


@pytest.mark.parametrize("format", ["trig", "nquads", "jsonld"])
def test_what_was_exported_comes_back_without_a_word(format: str, corridor: Corridor, tmp_path: Path) -> None:
    """For all that is left out is there: the ontology is at hand, and what follows is inferred."""
    path = tmp_path / f"all.{'nq' if format == 'nquads' else format}"
    path.write_text(corridor.export().text(format), encoding="utf-8")
    assert told(graph=path) == []


def test_an_export_that_copies_files_tells_of_it_too(write: Write, run: Run) -> None:
    """It needs no engine, and says what it leaves out all the same."""
    done = run(
        "export",
        "--graph",
        write("g:inferred { e:a e:b e:c . } e:mine { e:a e:b e:d . }"),
        "--include",
        "stated",
        "-f",
        "nquads",
    )
    assert "1 statement is left out" in done.stderr


def test_facts_in_a_graph_of_ours_are_told_of(write: Write) -> None:
    """They are asked with ours; the statements that ours has too are none to speak of."""
    path = write("g:things { e:a e:b e:c . }")
    (sentence,) = told(add=path)
    assert "own.trig: 1 statement is told as those of origin:things" in sentence
    assert told(graph=path) == []


def test_imports_are_told_of_unless_they_are_there(write: Write) -> None:
    """With the line of each, and what to do; one that is among the files, or is ours, is there."""
    text = "e:o a owl:Ontology ; owl:imports\n <https://w3id.org/corridor-kg/ontology> ,\n e:other ."
    path = write(text, "own.ttl")
    (sentence,) = told(graph=path)
    assert "<http://example.org/other> (" in sentence
    assert "own.ttl:6)" in sentence
    assert "--add" in sentence
    assert "corridor-kg/ontology>" not in sentence
    (sentence,) = told(graph=path, ontology=path)
    assert "corridor-kg/ontology>" in sentence
    assert told(graph=path, add=write("<http://example.org/other#> a owl:Ontology .", "other.ttl")) == []
