"""A query that is told what its rows can be of has the same rows, and need not look at all others."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from corridor_kg import Corridor
from corridor_kg.answers.rows import Rows
from corridor_kg.errors import QueryInvalid
from corridor_kg.questions import asking, descriptions
from corridor_kg.questions.bounded import some_leading
from corridor_kg.questions.parameters import bind
from corridor_kg.questions.stored_queries import STORED, StoredQuery
from corridor_kg.rdf.terms import INFERRED
from tests.support.svg import texts

NARROWED = [(name, parameter) for name, query in STORED.items() for parameter in query.narrow]


def test_queries_are_narrowed() -> None:
    """Those that a page of a thing asks are."""
    assert {("figures", "thing"), ("goals", "holder"), ("statements", "thing"), ("statements", "speaker")} <= {
        *NARROWED
    }


@pytest.mark.parametrize(("name", "parameter"), NARROWED)
def test_narrowed_or_not_the_rows_are_the_same(name: str, parameter: str, corridor: Corridor) -> None:
    """For each value that the list of choices has, for two at once, and for a thing of which there is none."""
    query, data = STORED[name], corridor.data
    choices = corridor.choices(query, parameter) or ["innovation-corridor", "dongguan", "china", "songshan-lake"]
    for values in [*([choice] for choice in choices), choices[:2], ["source:geonames"]]:
        given = {parameter: values}
        plain = data.rows(bind(query.text, asking.bindings(data, query, given)), known={})
        narrowed = data.rows(asking.bound(data, query, given), known={})
        assert [row.terms for row in narrowed] == [row.terms for row in plain], values


def test_what_cannot_be_narrowed_is_told() -> None:
    """A parameter that is not there, or what is no way from a variable."""
    for entry in ("other: ?s ckg:of", "thing: place:dongguan ckg:of", "thing: ?s ckg:of ?thing"):
        query = StoredQuery("x", f"#+ summary: Which?\n#+ narrow:\n#+   - {entry}\nSELECT * {{ ?s ?p ?__thing_iri }}")
        with pytest.raises(QueryInvalid, match="narrows"):
            assert query.narrow


def test_of_what_leads_to_a_thing_a_part_is_told_with_how_many_there_are(corridor: Corridor) -> None:
    """Stated facts and inferred ones apart; of fewer, all are."""
    china = corridor.resolve("china")
    whole = descriptions.describe(corridor.data, china.value)
    part = descriptions.describe(corridor.data, china.value, most=2)
    assert set(part.facts) < set(whole.facts)
    assert [fact for fact in part.facts if not fact.inverse] == [fact for fact in whole.facts if not fact.inverse]
    for of in (whole, part):
        counted = {
            key: sum((fact.predicate, fact.inferred) == key for fact in of.facts if fact.inverse)
            for key in part.totals
            if key[0] not in ("owl:annotatedTarget", "prov:wasDerivedFrom")
        }
        for key, count in counted.items():
            total = part.totals[key]
            assert count == (total if of is whole else min(total, count)), key
            assert of is whole or count >= min(total, 2), key
    assert any(total > 2 for total in part.totals.values())
    every, _ = some_leading(corridor.data, china, 10_000)
    assert set(every) == set(corridor.data.engine.quads(object=china))
    assert not whole.totals


def test_a_picture_of_a_part_tells_how_many_there_are(corridor: Corridor) -> None:
    """Not how many were looked at."""
    whole, part = (descriptions.describe(corridor.data, "china", most=most).to_svg() for most in (None, 4))
    more = [line for line in texts(whole) if line.endswith("more that lead here")]
    assert any(int(line.split()[1]) > 4 for line in more)
    assert [line for line in texts(part) if line.endswith("more that lead here")] == more


def test_a_thing_to_which_nothing_leads_has_no_totals(corridor: Corridor) -> None:
    """And no facts of that kind."""
    assert some_leading(corridor.data, NamedNode("https://e.org/nothing"), 5) == ([], {})
    assert INFERRED in {quad.graph_name for quad in corridor.data.engine.quads(object=corridor.resolve("china"))}


def test_the_terms_are_counted_the_same_from_disk(corridor: Corridor) -> None:
    """As a class and as a property."""
    rows = corridor.sparql("SELECT (COUNT(*) AS ?n) { { ?s a ckg:City } UNION { ?s ckg:City ?o } }")
    assert isinstance(rows, Rows)
    assert corridor.data.uses["https://w3id.org/corridor-kg/ontology#City"] == rows[0].n
    assert corridor.data.filed().uses == corridor.data.uses
    assert corridor.data.filed().sizes == corridor.data.sizes
