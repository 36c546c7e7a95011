"""What JSON or RDF does not have is told of at its place in somebody's own text."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_kg.errors import GraphUnreadable
from corridor_kg.files import json_text, reading
from tests.conftest import Run

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FAULTS = [
    "1e400",
    "-1.5E+999",
    "NaN",
    "Infinity",
    "-Infinity",
    "9" * 5000,
    r'"\ud800"',
    r'"a\udc00\ud83d\ude00"',
    "tru",
]


@given(JSON)
def test_what_is_json_is_read_as_python_reads_it(value: object) -> None:
    """Numbers, pairs of escapes and all."""
    text = json.dumps(value)
    assert json_text.loads(text) == json.loads(text)


@given(st.text(), JSON, st.sampled_from(FAULTS), st.sampled_from(["\n", "\r\n", " ", "\r"]))
def test_a_fault_is_told_of_where_it_stands(word: str, beside: object, fault: str, space: str) -> None:
    """Behind whatever, with the line and the column that an editor shows; what looks like it in a text is none."""
    before = f"{{{space}{json.dumps(word + fault)}: {json.dumps([beside, fault])},{space}{json.dumps(fault)}: "
    with pytest.raises(json_text.NotJson) as error:
        json_text.loads(f"{before}{fault}}}")
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    inside = fault.find("\\u") if fault.startswith('"') else 0
    assert (error.value.line, error.value.column) == (len(lines), len(lines[-1]) + 1 + inside)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_and_a_frame_tell_it_alike(fault: str, tmp_path: Path, run: Run) -> None:
    """The place is that of the file, whatever is made of its text on the way."""
    path = tmp_path / "own.jsonld"
    path.write_text(f'{{"@id": "http://e.org/a",\n "http://e.org/p": {fault}}}', encoding="utf-8")
    with pytest.raises(GraphUnreadable, match=r"own\.jsonld, line 2, column 2"):
        list(reading.quads(str(path)))
    assert "own.jsonld, line 2, column 2" in run("export", "-f", "jsonld", "--frame", path).stderr


def test_a_language_that_is_none_is_told_of(tmp_path: Path) -> None:
    """A reader of JSON-LD would leave the text out without a word."""
    path = tmp_path / "own.jsonld"
    path.write_text('{"u:p": [{"@value": "a", "@language": "en"},\n {"@value": "b", "@language": "e n"}]}')
    with pytest.raises(GraphUnreadable, match="line 2, column 31: the language 'e n' is none"):
        list(reading.quads(str(path)))


def test_infinity_is_said_as_a_text(tmp_path: Path) -> None:
    """As the message about ``Infinity`` says."""
    path = tmp_path / "own.jsonld"
    value = {"@value": "-INF", "@type": "http://www.w3.org/2001/XMLSchema#double"}
    path.write_text(json.dumps({"u:p": value}), encoding="utf-8")
    (quad,) = reading.quads(str(path))
    assert float(quad.object.value) == -math.inf  # type: ignore[union-attr]
