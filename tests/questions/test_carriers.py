"""What carries a row: the entries of a header, read without YAML and the same as by it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_kg import Corridor
from corridor_kg.errors import QueryInvalid
from corridor_kg.questions import carriers
from corridor_kg.questions.stored_queries import STORED, StoredQuery


@pytest.mark.parametrize("name", STORED)
def test_a_header_says_the_same_to_yaml(name: str) -> None:
    """So that other tools that read these headers find what this one does."""
    listed = STORED[name].header.get("evidence") or []
    assert isinstance(listed, list)
    assert [carriers.read(entry) for entry in listed] == list(STORED[name].evidence)


@pytest.mark.parametrize("name", STORED)
def test_a_row_can_have_what_carries_it(name: str, corridor: Corridor) -> None:
    """Each entry shares a column with the answer, and is a pattern that the engine answers."""
    query = STORED[name]
    for carrier in query.evidence:
        assert carrier.names & {f"?{column}" for column in query.columns}
        assert corridor.sparql(f"ASK {{ {carrier.text} }}") is not None


TERM = st.sampled_from(["?a", "?long_name", "ckg:City", "<http://example.org/x>", '"text"', "12", "a"])


@given(
    patterns=st.lists(st.tuples(TERM, TERM, TERM), min_size=1, max_size=4), condition=st.sampled_from(["", "?a = 1"])
)
def test_patterns_are_read_as_they_are_written(patterns: list[tuple[str, str, str]], condition: str) -> None:
    """Several with periods between them, and a condition behind."""
    text = " . ".join(" ".join(pattern) for pattern in patterns)
    found = carriers.read(f"{text} FILTER({condition})" if condition else text)
    assert [tuple("a" if term == "rdf:type" else term for term in pattern) for pattern in found.patterns] == patterns
    assert found.condition == (f"FILTER({condition})" if condition else "")


@pytest.mark.parametrize(
    "entry", ["?a ckg:b", "?a ckg:b|ckg:c ?d", "{ ?a ?b ?c }", "?a ?b ?c ?d ?e ?f ?g", "FILTER(?a)"]
)
def test_what_is_no_pattern_is_refused_with_the_name_of_the_query(entry: str) -> None:
    """A path is none: of its steps it would not be known which one holds."""
    query = StoredQuery("mine", f"#+ summary: What?\n#+ evidence:\n#+   - {entry}\nSELECT ?a {{ ?a ?b ?c }}")
    with pytest.raises(QueryInvalid, match=r"mine\.rq: the header's evidence: .* is not made of patterns"):
        _ = query.evidence
