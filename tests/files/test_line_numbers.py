"""Every statement has its line, however its file is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

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


STARTS = "aZÀ东दé\u200d\U00010000"
INSIDE = STARTS + "0_-·\u0300\u203f\u093f\u094d"
LOCALS = st.builds(
    lambda first, rest, last: first + rest + last,
    st.sampled_from([*STARTS, "_", "0", ":", "%20", r"\.", r"\,", r"\;"]),
    st.text(st.sampled_from(INSIDE + ".:"), max_size=4),
    st.sampled_from([*INSIDE, ":", "%AF", r"\#", r"\'"]),
)
NAMES = st.builds(lambda prefix, local: f"{prefix}:{local}", st.sampled_from(["", "é", "a.b-c", "दि"]), LOCALS)
NUMBERS = st.sampled_from([".5", "-999", "+1.0e5", "2.50", "1", "-.5", "+7", "1.e5", ".5E-3", "0"])
OTHERS = st.sampled_from(
    [
        "true",
        "'x'@en-GB",
        '"""a . ;\r\nb"""',
        "'1'^^:दि",
        "<http://e.org/x>",
        r"<http://e.org/\u00e9>",
        "(1 .5)",
        "[:a -1 ;]",
    ]
)
BREAKS = st.sampled_from(["\n", "\r", "\r\n", " \n\n ", " #.;\u2028\x0c\x85\r", "\t"])


@st.composite
def turtle(draw: st.DrawFn) -> tuple[str, list[tuple[str, str, str, int]]]:
    """Return Turtle, and of each triple in it how it is written, and on which line."""
    text, stated = "", []

    def write(part: str) -> int:
        nonlocal text
        text += draw(BREAKS)
        line = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
        text += part
        return line

    for prefix in ("", "é", "a.b-c", "दि"):
        write(f"@prefix {prefix}: <http://e.org/{len(prefix)}/>.")
    for subject in draw(st.lists(NAMES, min_size=1, max_size=4)):
        write(subject)
        properties = draw(st.lists(NAMES, min_size=1, max_size=3))
        for place, predicate in enumerate(properties):
            write(predicate)
            values = draw(st.lists(NAMES | NUMBERS | OTHERS, min_size=1, max_size=3))
            for number, value in enumerate(values):
                stated.append((subject, predicate, value, write(value)))
                text += draw(st.sampled_from([",", " ,"])) if number < len(values) - 1 else ""
            text += draw(st.sampled_from([";", " ;"])) if place < len(properties) - 1 else ""
        text += (
            " ." if value.endswith(("\\#", "\\'")) else draw(st.sampled_from([".", " ."]))
        )  # which the engine misreads
    return f"{text}\n", stated


@given(turtle())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
def test_a_triple_is_found_where_it_was_written(
    tmp_path: Path, written: tuple[str, list[tuple[str, str, str, int]]]
) -> None:
    """Whatever names, numbers and ends of lines the grammar allows, each triple has a line on which it was written."""
    text, stated = written
    path = tmp_path / "own.ttl"
    path.write_bytes(text.encode())
    line_numbers._by_parts.cache_clear()
    head = "".join(f"@prefix {prefix}: <http://e.org/{len(prefix)}/> .\n" for prefix in ("", "é", "a.b-c", "दि"))
    places: dict[str, set[int]] = {}
    for subject, predicate, value, line in stated:
        if value[0] not in "([":
            (quad,) = parse(f"{head}{subject} {predicate} {value} .".encode(), RdfFormat.TURTLE)
            places.setdefault(str(quad.triple), set()).add(line)
    for triple in {quad.triple for quad in parse(text.encode(), RdfFormat.TURTLE)}:
        if str(triple) in places:
            place = line_numbers.locate(Origin("own", (str(path),)), triple)
            assert place is not None, triple
            assert place.line in places[str(triple)], triple


def test_a_graph_is_no_value(tmp_path: Path) -> None:
    """In N-Quads the last name is that of a graph, and in Turtle it is one more value."""
    for name, text in (("own.nq", "<x:s> <x:p> <x:o> _:g .\n"), ("own.ttl", "<x:s> <x:p> <x:a>,\n<x:o> .\n")):
        path = tmp_path / name
        path.write_text(text)
        triple = Triple(NamedNode("x:s"), NamedNode("x:p"), NamedNode("x:o"))
        place = line_numbers.locate(Origin("own", (str(path),)), triple)
        assert place is not None
        assert text.split("\n")[place.line - 1].count("<x:o>") == 1
