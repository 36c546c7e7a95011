"""The cards that search engines read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld as pyld

from corridor_kg import Corridor, Rows
from corridor_kg.errors import OutputFailed
from corridor_kg.links.profiles import profiles
from corridor_kg.rdf.terms import TYPE
from corridor_kg.rdf.vocabulary import BASE, RDFS, XSD, prefixes

NEWER = "StatisticalVariable measurementDenominator measurementQualifier observationAbout observationPeriod".split()
"""Terms of schema.org that rdflib does not know yet."""


OF_OBSERVATIONS = "observationAbout variableMeasured measurementQualifier measurementDenominator unitCode".split()
"""What a figure's card has, and the graph says in words of its own."""


def card(corridor: Corridor, thing: str) -> dict[str, Any]:
    """Return the card of a thing, without its article."""
    return dict(json.loads(corridor.export(things=[thing], evidence=False).text("schema-org")))


SDO = "https://schema.org/"
AREA = ox.NamedNode(f"{SDO}AdministrativeArea")
PREFIXES = "".join(
    f"@prefix {name}: <{iri}> . "
    for name, iri in prefixes().items()
    if name in "ckg figure measure place quantifier rdfs sdmx-attribute sdmx-measure unit xsd".split()
)
FIGURE = {
    "label": 'rdfs:label "Half"@en ;',
    "isFigureOf": "ckg:isFigureOf place:dongguan ;",
    "hasMeasure": "ckg:hasMeasure measure:area ;",
    "obsValue": "sdmx-measure:obsValue 5 ;",
    "unitMeasure": "sdmx-attribute:unitMeasure unit:KiloM2 ;",
}
"""What makes a figure an Observation, each in Turtle."""


def subjects(corridor: Corridor, class_: str) -> list[str]:
    """Return the things of a class of ours, inferred ones too."""
    found = corridor.sparql(f"SELECT ?thing {{ ?thing a {class_} }} ORDER BY ?thing")
    assert isinstance(found, Rows)
    return [row.thing for row in found]


@pytest.mark.parametrize(
    "thing",
    [
        *("dongguan", "innovation-corridor", "songshan-lake", "kingmed-diagnostics", "wang-ruijun"),
        *("china-daily-corridor-length", "china-daily-barriers-removed", "china-daily-kingmed-largest"),
    ],
)
def test_schema_org_is_what_search_engines_read(thing: str, corridor: Corridor) -> None:
    """Only terms of schema.org; one class, one name; what is said follows from the graph."""
    document = json.loads(corridor.export(things=[thing]).text("schema-org"))
    assert document["@context"] == "https://schema.org"
    waiting: list[Any] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()
            assert isinstance(value["@type"], str)
            assert all(name in rdflib.SDO or name in NEWER for name in value if name[0] != "@")
            assert value["@type"] in rdflib.SDO or value["@type"] in NEWER
            assert isinstance(value.get("name", ""), str)
    expanded = pyld.to_rdf(
        {**document, "@context": {"@vocab": "https://schema.org/"}}, {"format": "application/n-quads"}
    )
    store = corridor.store
    own = [quad for quad in ox.parse(expanded, ox.RdfFormat.N_QUADS) if quad.subject == corridor.resolve(thing)]
    assert own
    for quad in own:
        if isinstance(quad.object, ox.NamedNode) and quad.object.value != f"{SDO}Observation":
            name = quad.predicate.value.removeprefix("https://schema.org/")
            if name not in ("sameAs", "subjectOf", *OF_OBSERVATIONS):
                assert next(store.quads_for_pattern(quad.subject, quad.predicate, quad.object), None) is not None, quad


def test_every_thing_that_schema_org_knows_has_a_card(corridor: Corridor) -> None:
    """No card is endless; a claim has its speaker; what has no class in schema.org is refused in words."""
    written = 0
    for name in sorted({str(quad.subject)[1:-1] for quad in corridor.export(evidence=False).selection.quads()}):
        if "/dataset/" in name:
            continue
        types = corridor.store.quads_for_pattern(ox.NamedNode(name), ox.NamedNode(str(rdflib.RDF.type)), None)
        classes = {str(quad.object)[1:-1] for quad in types}
        known = any(iri.startswith("https://schema.org/") or iri == f"{BASE}ontology#Figure" for iri in classes)
        if known:
            assert json.loads(corridor.export(things=[name]).text("schema-org"))["@id"] == name
            written += 1
        else:
            with pytest.raises(OutputFailed, match=r"schema\.org has no class"):
                corridor.export(things=[name]).text("schema-org")
    assert written > 100
    claim = json.loads(corridor.export(things=["china-daily-benefits-wider-region"], evidence=False).text("schema-org"))
    assert claim["author"]["name"] == "Wang Ruijun"
    assert "subjectOf" not in claim


def test_a_figure_is_an_observation_with_all_that_makes_it_one(corridor: Corridor) -> None:
    """Of what, which variable, how much in which unit, and when, who says so, of which whole, as far as is known."""
    figures = subjects(corridor, "ckg:Figure")
    assert len(figures) > 15
    for figure in figures:
        found = card(corridor, figure)
        assert found["@type"] == "Observation"
        assert found["observationAbout"]["name"]
        assert found["variableMeasured"]["@type"] == "StatisticalVariable"
        assert found["variableMeasured"]["name"]
        assert ("value" in found) != ("minValue" in found)
        assert found["unitCode"].startswith("http://qudt.org/vocab/unit/")
        assert found["unitText"]
        assert "author" in found or "isBasedOn" in found
        for prop, name in (
            ("sdmx-dimension:refPeriod", "observationDate"),
            ("ckg:isMeasuredAgainst", "valueReference"),
            ("ckg:hasQuantifier", "measurementQualifier"),
            ("ckg:hasMeasure/schema:measurementDenominator", "measurementDenominator"),
        ):
            asked = corridor.sparql(f"ASK {{ <{figure}> {prop} ?any }}")
            assert bool(asked) <= (name in found), (figure, name)
    share = card(corridor, "china-daily-three-cities-share-of-gdp")
    assert (share["value"], share["measurementQualifier"]["name"], share["unitText"]) == (6, "about", "percent")
    assert (share["measurementDenominator"]["name"], share["valueReference"]) == ("GDP", "measured against China")
    assert share["author"]["name"] == "China Daily"
    rank = card(corridor, "china-daily-dongguan-rd-share-of-gdp-rank-2016")
    assert (rank["observationDate"], rank["observationPeriod"]) == ("2016", "P1Y")
    ratio = card(corridor, "china-daily-dongguan-high-tech-firms-ratio")
    assert (ratio["observationDate"], ratio["valueReference"]) == ("2016-12-31", "compared with end of 2015")


@pytest.mark.parametrize(("bound", "name"), [("more-than", "minValue"), ("over", "minValue"), ("about", "value")])
def test_more_than_a_number_is_not_that_number(bound: str, name: str, corridor: Corridor) -> None:
    """A lower bound is the least value, and its word stands beside it."""
    found = corridor.sparql(f"SELECT ?thing {{ ?thing a ckg:Figure ; ckg:hasQuantifier quantifier:{bound} }}")
    assert isinstance(found, Rows)
    assert found
    for row in found:
        assert name in card(corridor, row.thing)
        assert card(corridor, row.thing)["measurementQualifier"]["name"] == bound.replace("-", " ")


@pytest.mark.parametrize("missing", ["isFigureOf", "hasMeasure", "obsValue", "unitMeasure", "quantifier:less-than"])
def test_half_an_observation_is_none(missing: str, tmp_path: Path) -> None:
    """Where something is left out, or a word of bound is not known, there is no card."""
    said = {name: text for name, text in FIGURE.items() if name != missing}
    bound = f"ckg:hasQuantifier {missing} ;" if missing not in FIGURE else ""
    file = tmp_path / "own.ttl"
    file.write_text(f"{PREFIXES} figure:half a ckg:Figure ; {bound} {' '.join(said.values())} .", encoding="utf-8")
    corridor = Corridor.load(add=[file])
    with pytest.raises(OutputFailed, match=r"schema\.org has no class for figure:half"):
        corridor.export(things=["half"]).text("schema-org")


def test_what_is_expected_is_nowhere_a_value(corridor: Corridor) -> None:
    """Whoever loads all cards and the graph, and takes the greatest value or the sum, meets no forecast and no goal."""
    numbers = {"value", "minValue", "maxValue"}
    store = ox.Store()
    store.extend(quad for quad in corridor.store if isinstance(quad.graph_name, ox.DefaultGraph))
    expected = {*subjects(corridor, "ckg:Forecast"), *subjects(corridor, "ckg:Goal")}
    assert len(expected) > 10
    for thing in (*expected, *subjects(corridor, "ckg:Figure")):
        found = card(corridor, thing)
        assert thing not in expected or found["@type"] == "CreativeWork"
        document = {**found, "@context": {"@vocab": "https://schema.org/"}}
        nquads = pyld.to_rdf(document, {"format": "application/n-quads"})
        store.extend(ox.parse(nquads, ox.RdfFormat.N_QUADS))
    (answer,) = store.query("SELECT (MAX(?v) AS ?most) (SUM(?v) AS ?sum) { ?s <https://schema.org/value> ?v }")  # type: ignore[misc]
    stated = corridor.sparql(
        "SELECT (MAX(?v) AS ?most) (SUM(?v) AS ?sum) { ?s a ckg:Figure ; sdmx-measure:obsValue ?v"
        " FILTER NOT EXISTS { ?s ckg:hasQuantifier ?bound FILTER(?bound != quantifier:about) } }"
    )
    assert isinstance(stated, Rows)
    assert [float(answer[name].value) for name in ("most", "sum")] == pytest.approx([float(x) for x in stated[0]])
    for name in numbers:
        told = {str(quad.subject)[1:-1] for quad in store.quads_for_pattern(None, ox.NamedNode(f"{SDO}{name}"), None)}
        assert not told & expected


def test_only_claims_are_claims(corridor: Corridor) -> None:
    """Of what is aimed at, expected or likened, schema.org hears as of works, with author or what they are based on."""
    kinds = corridor.sparql("SELECT ?thing ?kind { ?thing ckg:hasStatementKind ?kind }")
    assert isinstance(kinds, Rows)
    for row in kinds:
        found = card(corridor, row.thing)
        assert found["@type"] == ("Claim" if row.kind.endswith("/kind/claim") else "CreativeWork")
        assert "author" in found or "isBasedOn" in found
    promise = card(corridor, "china-daily-barriers-removed")
    assert promise["isBasedOn"]["name"].startswith("Plan of the")
    assert "author" not in promise


def test_people_have_job_titles_in_words_and_places_their_own_class(corridor: Corridor) -> None:
    """Who owns a business holds no post, and has no job title; a city is a City, and an AdministrativeArea too."""
    titles = {person: card(corridor, person) for person in subjects(corridor, "ckg:Person")}
    assert len(titles) == 9
    for person, found in titles.items():
        assert ("jobTitle" in found) == ("worksFor" in found) == ("wang-yuhui" not in person)
    mayor = card(corridor, "liang-weidong")
    assert mayor["jobTitle"] == "mayor"
    assert mayor["worksFor"]["@type"] == "GovernmentOrganization"
    for place, class_ in (("dongguan", "City"), ("guangdong", "State"), ("china", "Country")):
        assert card(corridor, place)["@type"] == class_
        assert set(corridor.store.quads_for_pattern(corridor.resolve(place), TYPE, AREA))


def test_what_is_referred_to_has_a_class_and_a_name(corridor: Corridor) -> None:
    """In a part, every reference to the project's own things can be read, codes too."""
    for name in ("dongguan", "songshan-lake", "wang-ruijun", "china-daily-corridor-length"):
        quads = list(corridor.export(things=[name]).selection.quads())
        labelled = {quad.subject for quad in quads if quad.predicate.value.endswith("#label")}
        named = {
            quad.object for quad in quads if str(quad.object).startswith(f"<{BASE}") and "#" not in str(quad.object)
        }
        assert len(named) > 5
        assert {str(thing) for thing in named - labelled} <= {"<https://w3id.org/corridor-kg/source/geonames>"}


@pytest.mark.parametrize(
    ("latitudes", "told"),
    [
        (['"２３"'], "'２３'; write degrees from -90 to 90"),
        (['"1_0"'], "'1_0'; write degrees"),
        (['"INF"^^xsd:double'], "'INF'; write degrees"),
        (["91"], "'91'; write degrees"),
        (["23.0", "24.0"], "and a point has one"),
    ],
)
def test_a_card_has_the_coordinates_of_one_point(latitudes: list[str], told: str, tmp_path: Path) -> None:
    """In degrees, as in GeoJSON; and what is none is no ground for a link either."""
    file = tmp_path / "own.ttl"
    file.write_text(
        f"@prefix xsd: <{XSD}> . @prefix wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#> .\n"
        f'<{BASE}place/here> a <https://schema.org/City> ; <{RDFS}label> "Here"@en ; wgs84:long 113.0 ;\n'
        f"    wgs84:lat {', '.join(latitudes)} .\n",
        encoding="utf-8",
    )
    corridor = Corridor.load(add=[file])
    with pytest.raises(OutputFailed, match=f"place:here has schema:latitude .*{told}"):
        corridor.export(things=["here"]).text("schema-org")
    assert profiles(corridor.data, ["here"])[0].point is None


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ('"INF"^^xsd:double', "INF"),
        ('"-INF"^^xsd:float', "-INF"),
        ('"NaN"^^xsd:double', "NaN"),
        ('"1e999"^^xsd:double', "INF"),
        ('"2.50"^^xsd:decimal', 2.5),
        ('"TRUE"^^xsd:boolean', "TRUE"),
        ('"2017-01-01T10:00:00Z"^^xsd:dateTime', "2017-01-01T10:00:00Z"),
    ],
)
def test_a_card_is_json_whatever_its_values_are(value: str, written: object, tmp_path: Path) -> None:
    """What JSON has no number for stays the text that it was."""

    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    file = tmp_path / "own.ttl"
    file.write_text(
        f"{PREFIXES} figure:endless a ckg:Figure ;"
        f' rdfs:label "Ohne Ende"@de, "Sans fin"@fr ; sdmx-measure:obsValue {value} ;'
        f" {' '.join(text for name, text in FIGURE.items() if name != 'obsValue')} .\n",
        encoding="utf-8",
    )
    text = Corridor.load(add=[file]).export(things=["endless"]).text("schema-org")
    assert json.loads(text, parse_constant=refuse)["value"] == written
