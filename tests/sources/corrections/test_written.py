"""A correction is written as the project writes Turtle, and what cannot be one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from corridor_kg import Corridor
from corridor_kg.errors import BadParameter
from corridor_kg.sources import corrections
from tests.support.sources import GAZETTE


def test_what_is_written_is_right(corrected: Corridor) -> None:
    """No check finds anything in the copies that it does not find without the corrections."""
    found = corrected.check().findings
    assert [finding for finding in found if "correct" in finding.thing or "correct" in finding.check] == []
    assert [finding.check for finding in found] == []


def test_a_correction_needs_a_source_that_is_there(tmp_path: Path) -> None:
    """A passage that is not there is told of by its shape."""
    block = corrections.turtle("x", ["passage:nowhere-p01"], kind="correction", date="2018-01-05", comment="No.")
    (tmp_path / "mine.ttl").write_text(corrections.appended("", block), encoding="utf-8")
    found = Corridor.load(add=[tmp_path / "mine.ttl"]).check().findings
    assert "correction-of" in {finding.check for finding in found}


def test_the_file_keeps_what_it_had() -> None:
    """Prefixes that are needed join the others in their order; every triple stays, and comments do."""
    text = (GAZETTE / "made-up-gazette" / "source.ttl").read_text(encoding="utf-8")
    block = corrections.turtle(
        "made-up-gazette",
        ["passage:made-up-gazette-m01", "passage:made-up-gazette-m02"],
        kind="withdrawal",
        date="2018-06-01",
        comment='It says "so".',
    )
    written = corrections.appended(text, block)
    before, after = (set(parse(one.encode(), format=RdfFormat.TURTLE)) for one in (text, written))
    assert before < after
    assert {str(quad.subject) for quad in after - before} == {
        "<https://w3id.org/corridor-kg/correction/made-up-gazette-2018-06-01>"
    }
    assert len(after - before) == 6
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        line for line in written.splitlines() if line.startswith("#")
    ]
    heads = [line for line in written.splitlines() if line.startswith("@prefix")]
    names = [line.split(":")[0] for line in heads]
    assert names == sorted(names)
    assert len({line.index("<") for line in heads}) == 1
    assert corrections.appended(written, block).count("@prefix correction:") == 1


def test_a_prefix_that_means_something_else_is_refused() -> None:
    """What is written would be about other things."""
    block = corrections.turtle("x", ["passage:x-p01"], kind="correction", date="2018-01-05", comment="No.")
    with pytest.raises(BadParameter, match="means something else by passage:"):
        corrections.appended("@prefix passage: <http://example.org/> .\n", block)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "withdrawl"}, "did you mean 'withdrawal'"),
        ({"date": "5 January"}, "'5 January' is no day; write one as in 2018-01-05."),
        ({"about": []}, "a correction of nothing"),
        ({"about": ["m01"]}, "neither a CURIE nor an IRI"),
        ({"comment": "  "}, "give a comment"),
        ({"address": "example.org"}, "is no address"),
    ],
)
def test_what_cannot_be_one_is_refused(wrong: dict[str, object], said: str) -> None:
    """The message says what to write."""
    right = {"about": ["passage:x-p01"], "kind": "correction", "date": "2018-01-05", "comment": "No."}
    with pytest.raises(BadParameter, match=said):
        corrections.turtle("x", **{**right, **wrong})  # type: ignore[arg-type]
