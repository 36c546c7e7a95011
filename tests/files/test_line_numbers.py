"""Every statement has its line, however its file is written."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Triple

from corridor_kg.files import line_numbers, loading
from corridor_kg.model.origins import Origin
from corridor_kg.rdf import bundled
from tests.conftest import ROOT


def test_every_stated_triple_has_a_line() -> None:
    """Whatever has an IRI as subject is found in its file, and the line holds the object as it is written."""
    looked_at = 0
    for origin in [loading.ontology_origin(), *loading.find_origins(bundled.GRAPH)]:
        for quad in loading.quads(origin):
            if isinstance(quad.subject, NamedNode):
                place = line_numbers.locate(origin, quad.triple)
                assert place is not None, quad
                line = (ROOT / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1]
                if isinstance(quad.object, NamedNode) and "corridor-kg/" in quad.object.value:
                    assert quad.object.value.replace("#", "/").rpartition("/")[2] in line, (quad, line)
                    looked_at += 1
    assert looked_at > 1000


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_lines_are_right_in_any_way_of_writing(line_end: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Several blocks on a line, comments, long strings, lists, N-Triples-like lines."""
    text = line_end.join(
        [
            "PREFIX : <http://x/>",
            "# a comment . with ; marks",
            ':a :p """long . ;',
            'text""" ; :q (1 2) ,',
            "   :b . :c :p 2.50 .",
            "<http://x/d> <http://x/p> [ :r :s ; :t :u ] ; :v 'w'@en-GB .",
        ]
    )
    path = tmp_path_factory.mktemp("lines") / "own.ttl"
    path.write_bytes(text.encode())
    origin = Origin("own", (str(path),))

    def line(subject: str, predicate: str, value: str) -> int:
        place = line_numbers.locate(
            origin,
            Triple(
                NamedNode(f"http://x/{subject}"), NamedNode(f"http://x/{predicate}"), NamedNode(f"http://x/{value}")
            ),
        )
        assert place
        return place.line

    assert (line("a", "q", "b"), line("a", "p", "?".replace("?", "none")), line("c", "p", "none")) == (5, 3, 5)
    assert line("d", "v", "none") == 6
    none = NamedNode("http://x/nobody")
    assert line_numbers.locate(origin, Triple(none, none, none)) is None
