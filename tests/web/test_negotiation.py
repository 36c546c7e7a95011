"""The format that a client prefers is found in its ``Accept`` as RFC 9110 reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_kg.web.endpoint import GRAPHS, RESULTS
from corridor_kg.web.negotiation import chosen

OFFERED = {"json": ["application/sparql-results+json", "application/json"], "csv": ["text/csv"], "html": ["text/html"]}


@pytest.mark.parametrize(
    ("accept", "format"),
    [
        ("", "json"),
        (" , ", "json"),
        ("*/*", "json"),
        ("text/*", "csv"),
        ("TEXT/CSV", "csv"),
        ("application/json", "json"),
        ("image/png", None),
        ("nonsense", None),
        ("text/html, text/csv", "csv"),
        ("text/csv;q=0.5, text/html;q=0.51", "html"),
        ("text/html ; Q = 0.2, text/csv;q=0.3", "csv"),
        ("text/html;level=1;q=0.9, text/csv;q=0.8", "html"),
        ("text/csv;charset=utf-8", "csv"),
        ("text/csv;q=0", None),
        ("text/csv;q=0.000, */*;q=0.001", "json"),
        ("*/*, application/json;q=0, application/sparql-results+json;q=0", "csv"),
        ("text/*;q=0.9, text/csv;q=0.1, */*;q=0.5", "html"),
        ("*/*;q=1, text/*;q=0.5", "json"),
    ],
)
def test_the_most_exact_range_tells_how_much_a_format_is_wanted(accept: str, format: str | None) -> None:
    """Among equals the first that is offered is taken; what is worth 0 is not wanted at all."""
    assert chosen(accept, OFFERED) == format


@pytest.mark.parametrize("offered", [RESULTS, GRAPHS])
def test_each_format_can_be_asked_for_by_its_own_media_type(offered: dict[str, list[str]]) -> None:
    """The first of each is that of no other."""
    assert [chosen(media_types[0], offered) for media_types in offered.values()] == list(offered)


@pytest.mark.parametrize(
    "accept", ["text/html;q=1.5, text/csv;q=1", "text/html;q=7, text/csv", "text/html;q=,text/csv"]
)
def test_a_quality_that_is_none_is_no_more_than_the_whole(accept: str) -> None:
    """Nobody gets before others by asking for more than 1."""
    assert chosen(accept, OFFERED) == "csv"


@given(st.text(max_size=200))
def test_no_header_is_an_error(accept: str) -> None:
    """Whatever a client sends."""
    assert chosen(accept, OFFERED) in (*OFFERED, None)
