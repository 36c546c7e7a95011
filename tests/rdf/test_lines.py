"""Lines are what an editor counts, and messages show the one that has the fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corridor_kg import Corridor
from corridor_kg.errors import CorridorError, QueryInvalid
from corridor_kg.files import reading
from corridor_kg.rdf import carets, lines

ENDS = ["\n", "\r", "\r\n"]
NO_ENDS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""What ends a line for Python alone."""

TEXTS = st.text(st.sampled_from(f"a{NO_ENDS}\t 东"), max_size=5)
BEFORE = st.lists(st.tuples(TEXTS, st.sampled_from(ENDS)), max_size=5)


@given(st.text(st.sampled_from(f"a\r\n{NO_ENDS}")))
def test_lines_are_those_of_an_editor(text: str) -> None:
    """Nothing is lost, and there is a line for each end that is one."""
    assert "".join(lines.split(text)) == text
    assert lines.plain(text) == text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for offset in range(len(text)):
        line, column = carets.position(text, offset)
        assert sum(map(len, lines.split(text)[: line - 1])) + column - 1 == offset


@given(BEFORE)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@pytest.mark.parametrize("format", ["turtle", "jsonld"])
def test_the_excerpt_of_a_file_shows_the_line_that_has_the_fault(
    format: str, tmp_path: Path, before: list[tuple[str, str]]
) -> None:
    """Whatever stands before it, number, line and caret are those of the fault."""
    if format == "turtle":
        file, fault = tmp_path / "own.ttl", "<x:a> <x:b> oops ."
        file.write_bytes("".join(f"#{text}{end}" for text, end in before).encode() + fault.encode())
    else:
        file, fault = tmp_path / "own.jsonld", "{oops"
        texts = "".join(f'"{text.translate(dict.fromkeys(range(32), None))}",{end}' for text, end in before)
        file.write_bytes(f"[{texts}{fault}".encode())
    with pytest.raises(CorridorError) as raised:
        list(reading.quads(str(file)))
    message = str(raised.value)
    assert f"line {len(before) + 1}, column" in message
    if format == "turtle":
        shown, caret = lines.plain(message)[1:]
        assert (shown.strip(), shown[caret.index("^") :]) == (fault, "oops .")


@given(BEFORE)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@pytest.mark.parametrize("fault", ["oops: x", "ckgg:x", "”"])
def test_the_excerpt_of_a_query_shows_the_line_that_has_the_fault(
    fault: str, corridor: Corridor, before: list[tuple[str, str]]
) -> None:
    """Whether the engine or we find the fault, it is shown where an editor shows it."""
    text = "SELECT * {" + "".join(f"#{text}{end}" for text, end in before) + f"?s ?p {fault} }}"
    with pytest.raises(QueryInvalid) as raised:
        corridor.sparql(text)
    message = lines.plain(str(raised.value))
    assert message[0].startswith(f"line {len(before) + 1}, column ")
    assert message[-2][message[-1].index("^") :].startswith(fault.split()[0])
