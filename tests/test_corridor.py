"""The facade: a graph with or without inference, and each literal as its file has it."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib

from corridor_kg import Corridor
from corridor_kg.errors import BadParameter


def test_inference_can_be_left_out(corridor: Corridor, stated: Corridor) -> None:
    """Without it, a platform of Dongguan does not lie in the corridor."""
    question = "ASK { platform:songshan-lake ckg:isLocatedIn place:innovation-corridor }"
    assert corridor.sparql(question)
    assert not stated.sparql(question)


def test_the_graph_keeps_literals_as_they_are_written(tmp_path: Path) -> None:
    """A store would make 2.5 of 2.50; what leaves the project does not."""
    path = tmp_path / "own.ttl"
    path.write_text("<http://x/a> <http://x/b> 2.50 .", encoding="utf-8")
    graph = Corridor.load(graph=path).graph()
    assert str(graph.value(rdflib.URIRef("http://x/a"), rdflib.URIRef("http://x/b"))) == "2.50"


def test_nothing_is_verified_with_nothing(corridor: Corridor) -> None:
    """An empty list of articles does not hold."""
    with pytest.raises(BadParameter, match="give the text of an article"):
        corridor.verify()
