"""Each row names the passages of its own facts: of plain, counted, constructed and inferred ones."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from corridor_kg import Corridor, Rows
from corridor_kg.questions import asking
from corridor_kg.questions.stored_queries import STORED, StoredQuery
from corridor_kg.trust import row_evidence
from corridor_kg.trust.explanations import explain
from tests.conftest import Ask


def rows(corridor: Corridor, text: str) -> list[dict[str, Any]]:
    """Return the rows of a query of one's own, with their evidence."""
    query = StoredQuery("own", f"#+ summary: What?\n{text}")
    found = row_evidence.beside(corridor.data, query, asking.run(corridor.data, query))
    assert isinstance(found, Rows)
    return [row.as_dict() for row in found]


def test_a_plain_row_has_the_passages_of_its_facts(corridor: Corridor) -> None:
    """Not all those of its thing: Dongguan stands in many, and lies between two cities in one."""
    found = rows(
        corridor,
        "#+ evidence:\n#+   - ?city ckg:liesBetween ?other\n"
        "PREFIX ckg: <https://w3id.org/corridor-kg/ontology#>\n"
        "SELECT ?city ?other WHERE { ?city ckg:liesBetween ?other } ORDER BY ?other",
    )
    assert [row["evidence"] for row in found] == ["china-daily p25"] * 2


def test_a_count_has_the_passages_of_all_that_was_counted(corridor: Corridor) -> None:
    """Whatever is counted, also what the row does not show."""
    found = rows(
        corridor,
        "#+ evidence:\n#+   - ?platform a ckg:CorePlatform . ?platform ckg:isDesignatedBy ?plan\n"
        "PREFIX ckg: <https://w3id.org/corridor-kg/ontology#>\n"
        "SELECT ?plan (COUNT(?platform) AS ?count) WHERE { ?platform a ckg:CorePlatform ; ckg:isDesignatedBy ?plan }"
        " GROUP BY ?plan",
    )
    passages = "china-daily p14; china-daily p17; guihuayun p03; nanfang-daily p04"
    assert [(row["count"], row["evidence"]) for row in found] == [(10, passages)]


def test_a_constructed_value_has_the_passages_of_what_it_is_made_of(corridor: Corridor) -> None:
    """A condition tells which row is carried by what."""
    found = corridor.run("cities")
    assert isinstance(found, Rows)
    by_role = {(row.cityLabel, row.role): row.evidence for row in found}
    assert by_role["Guangzhou", "capital of Guangdong"] == "china-daily p11"
    assert by_role["Guangzhou", "first-tier city of China"] == "china-daily p25"
    assert by_role["Guangzhou", "sub-provincial city of China"] == "china-daily p07"


def test_an_inferred_row_has_the_passages_of_its_shortest_proof(corridor: Corridor) -> None:
    """A platform lies in the corridor, for it lies in a city that does; and is one, for it is designated so."""
    found = corridor.run("located-in-corridor")
    assert isinstance(found, Rows)
    by_thing = {row.thing.rpartition("/")[2]: row for row in found}
    assert by_thing["dongguan"].evidence == "china-daily p05; nordic p03"
    assert by_thing["knowledge-city"].evidence == "china-daily p05; china-daily p17; guihuayun p03; nordic p03"
    proofs = [
        corridor.why("knowledge-city", *fact).proofs[0]
        for fact in (("isLocatedIn", "innovation-corridor"), ("a", "CorePlatform"))
    ]
    leaves = {
        s.name for proof in proofs for leaf in proof.leaves() for stated in leaf.statements for s in stated.sources
    }
    assert set(by_thing["knowledge-city"].evidence.split("; ")) == leaves


def test_a_row_without_a_value_is_not_carried_by_what_it_lacks(corridor: Corridor) -> None:
    """What fits without the value need not be about the row."""
    found = rows(
        corridor,
        "#+ evidence:\n#+   - ?city ckg:isCapitalOf ?region\n"
        "PREFIX ckg: <https://w3id.org/corridor-kg/ontology#>\n"
        "SELECT ?city ?region WHERE { ?city a ckg:City OPTIONAL { ?city ckg:isCapitalOf ?region } } ORDER BY ?city",
    )
    by_city = {row["city"].rpartition("/")[2]: row["evidence"] for row in found}
    assert {"dongguan", "shenzhen", "tokyo"} <= {*by_city}
    assert {city: told for city, told in by_city.items() if told} == {"guangzhou": "china-daily p11"}


@pytest.mark.parametrize("name", [name for name, query in STORED.items() if query.evidence])
def test_every_row_of_a_stored_query_names_its_evidence(name: str, ask: Ask, corridor: Corridor) -> None:
    """Rows of our own words alone have none: a figure's row always has; and each name can be asked about."""
    found = ask(name)
    assert isinstance(found, Rows)
    assert found.columns[-1] == "evidence"
    assert any(row.evidence for row in found) or not found
    for row in found:
        for source in (row.evidence or "").split("; "):
            if " " in source:  # a passage; other sources have a name of one word
                assert corridor.data.label(corridor.resolve(source)).startswith("Passage ")


def test_the_column_is_the_same_in_every_form(corridor: Corridor) -> None:
    """It comes from the library, and leaves like any other."""
    found = corridor.run("core-platforms", city="dongguan")
    assert isinstance(found, Rows)
    expected = [
        "china-daily p02; china-daily p17; guihuayun p03; the-paper p16; the-paper p17",
        "china-daily p02; china-daily p14; china-daily p17; guihuayun p03; the-paper p16; the-paper p17",
    ]
    assert [row["evidence"] for row in csv.DictReader(io.StringIO(found.to_csv()))] == expected
    bindings = json.loads(found.to_json())["results"]["bindings"]
    assert [binding["evidence"]["value"] for binding in bindings] == expected
    assert "china-daily p14" in found.to_table()


def test_a_second_source_is_named_beside_the_first(corridor: Corridor, tmp_path: Path) -> None:
    """A fact that two state is one row with both; the passages of two sources of one number do not mix."""
    folder = tmp_path / "evening-post"
    folder.mkdir()
    prefixes = "".join(
        f"@prefix {name}: <https://w3id.org/corridor-kg/{name}/> .\n"
        for name in ("passage", "place", "article", "group")
    )
    prefixes += (
        "@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix dcterms: <http://purl.org/dc/terms/> .\n"
    )
    (folder / "source.ttl").write_text(
        f"{prefixes}article:evening-post a ckg:Article ."
        ' passage:evening-post-p25 a ckg:Passage ; skos:notation "evening-post p25" ;'
        " dcterms:isPartOf article:evening-post .",
        encoding="utf-8",
    )
    (folder / "p25.ttl").write_text(
        f"{prefixes}place:dongguan ckg:liesBetweenMembersOf group:guangzhou-and-shenzhen .", encoding="utf-8"
    )
    both = Corridor.load(add=[folder])
    (proof,) = both.why("dongguan", "liesBetweenMembersOf", "guangzhou-and-shenzhen").proofs
    assert [stated.origin for stated in proof.statements] == ["china-daily p25", "evening-post p25"]
    assert explain(both.data, proof.triple).proofs == (proof,)
    found = both.run("geography-checked")
    assert isinstance(found, Rows)
    (row,) = [row for row in found if row.thing.endswith("dongguan")]
    assert row.evidence == "china-daily p25; evening-post p25"
