"""The default graph is the merge of all: how facts are split into origins, and how often said, changes nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad, RdfFormat, serialize

from corridor_kg import Corridor, Rows
from corridor_kg.files import loading
from corridor_kg.questions import asking

COUNTED = "SELECT (COUNT(?x) AS ?n) WHERE { ?x a ckg:City ; ckg:isLocatedIn ?y }"
QUERIES = (
    COUNTED,
    "SELECT ?x ?y ?z WHERE { ?x ckg:isLocatedIn ?y . ?y ckg:isLocatedIn ?z } ORDER BY ?x ?y ?z",
    "SELECT ?class (COUNT(*) AS ?n) (SUM(STRLEN(?label)) AS ?sum) WHERE { ?x a ?class ; rdfs:label ?label }"
    " GROUP BY ?class ORDER BY ?class",
    "SELECT ?p (COUNT(?o) AS ?n) WHERE { ?s ?p ?o FILTER(?p != void:triples) } GROUP BY ?p ORDER BY ?p",
)


def split(quads: Sequence[Quad], parts: int, repeated: float, chance: random.Random, folder: Path) -> list[Path]:
    """Write quads into some files, each into one and, as often as told, into others too."""
    files: list[list[Quad]] = [[] for _ in range(parts)]
    for quad in quads:
        home = chance.randrange(parts)
        for number, file in enumerate(files):
            if number == home or chance.random() < repeated:
                file.append(quad)
    paths = [folder / f"part-{number}.nt" for number in range(parts)]
    for path, content in zip(paths, files, strict=True):
        path.write_bytes(serialize([quad.triple for quad in content], format=RdfFormat.N_TRIPLES) or b"")
    return [path for path, content in zip(paths, files, strict=True) if content]


ONCE = settings(deadline=None, max_examples=6, phases=[Phase.generate])
"""Each example takes seconds; to shrink one would take minutes, and tell no more."""


@ONCE
@given(parts=st.integers(1, 30), repeated=st.sampled_from([0, 0.1, 1]), seed=st.integers(0, 1000))
def test_splitting_facts_changes_no_answer_and_no_closure(
    parts: int,
    repeated: float,
    seed: int,
    corridor: Corridor,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Into however many files, each fact in one of them or in several."""
    folder = tmp_path_factory.mktemp("split")
    facts = [quad for origin in corridor.data.facts for quad in loading.quads(origin)]
    first, *others = split(facts, parts, repeated, random.Random(seed), folder)
    there = Corridor.load(graph=first, add=others)
    assert {quad.triple for quad in there.data.inferred()} == {quad.triple for quad in corridor.data.inferred()}
    for query in QUERIES:
        assert there.sparql(query).serialize("csv") == corridor.sparql(query).serialize("csv"), query
    for name in ("core-platforms", "designations", "foundations", "located-in-corridor", "people"):
        ours, theirs = (asking.run(one.data, one.queries[name]) for one in (corridor, there))
        assert theirs.serialize("csv") == ours.serialize("csv"), (
            name
        )  # who states a row is another thing in other files


@ONCE
@given(parts=st.integers(2, 12), repeated=st.sampled_from([0, 0.3, 1]), seed=st.integers(0, 1000))
def test_splitting_facts_changes_no_finding(
    parts: int, repeated: float, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """But for findings that are about an origin, which they tell as their value, or count by source."""
    broken = Path(__file__).parents[1] / "invalid"
    whole = Corridor.load(graph=broken / "places")
    folder = tmp_path_factory.mktemp("split")
    quads = [quad for origin in whole.data.facts for quad in loading.quads(origin)]
    first, *others = split(quads, parts, repeated, random.Random(seed), folder)
    found = []
    for graph in (whole, Corridor.load(graph=first, add=others)):
        findings = graph.check().findings
        found.append({(one.check, one.thing, one.property, one.value, one.message) for one in findings})
    about_origins = {finding for both in found for finding in both if _is_by_origin(finding)}
    assert found[0] - about_origins == found[1] - about_origins
    assert len(found[0] - about_origins) > 5


def _is_by_origin(finding: tuple[str, ...]) -> bool:
    return finding[3].startswith("origin:") or finding[0] == "several-values"


def test_forty_files_that_repeat_two_facts_count_nothing_twice(corridor: Corridor, tmp_path: Path) -> None:
    """Three cities lie in what they lie in, whoever says it again."""
    before = corridor.sparql(COUNTED)
    paths = [tmp_path / f"again-{number}.ttl" for number in range(40)]
    for path in paths:
        path.write_text(
            "@prefix place: <https://w3id.org/corridor-kg/place/> .\n"
            "@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .\n"
            "place:dongguan a ckg:City ; ckg:isLocatedIn place:guangdong .\n",
            encoding="utf-8",
        )
    after = Corridor.load(add=paths).sparql(COUNTED)
    assert isinstance(before, Rows)
    assert isinstance(after, Rows)
    assert before[0]["n"] == after[0]["n"]


def test_what_is_inferred_is_nowhere_else(corridor: Corridor) -> None:
    """No stated graph holds an inferred triple, and the merge holds each triple once."""
    stated = {quad.triple for quad in corridor.data.stated()}
    inferred = {quad.triple for quad in corridor.data.inferred()}
    engine = corridor.data.engine
    assert engine.size == len(list(engine.match())) == len(set(engine.match()))
    assert not inferred & stated
