"""The cards that search engines read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld as pyld

from corridor_kg import Corridor, Rows, Triples
from corridor_kg.errors import OutputFailed
from corridor_kg.links.profiles import profiles
from corridor_kg.rdf.terms import TYPE
from corridor_kg.rdf.vocabulary import BASE, RDFS, XSD, prefixes

NEWER = (
    "StatisticalVariable measurementDenominator measurementMethod measurementQualifier observationAbout"
    " observationPeriod"
).split()
"""Terms of schema.org that rdflib does not know yet."""


IN_OTHER_WORDS = (
    "observationAbout variableMeasured measurementQualifier measurementDenominator unitCode worksFor".split()
)
"""What a card has, and the graph says in words of its own."""

OF_OBSERVATIONS = {
    *("@context", "@id", "@type", "name", "alternateName", "subjectOf", "sameAs"),
    *("marginOfError", "measuredProperty", "measurementDenominator", "measurementMethod", "measurementQualifier"),
    *("observationAbout", "observationDate", "observationPeriod", "variableMeasured"),
    *("minValue", "maxValue", "value", "unitCode", "unitText", "valueReference"),
}
"""What schema.org has for an Observation, as such, as a QuantitativeValue and as a Thing."""


def card(corridor: Corridor, thing: str) -> dict[str, Any]:
    """Return the card of a thing, without its article."""
    return dict(json.loads(corridor.export(things=[thing], evidence=False).text("schema-org")))


SDO = "https://schema.org/"
AREA = ox.NamedNode(f"{SDO}AdministrativeArea")
PREFIXES = "".join(f"@prefix {name}: <{iri}> . " for name, iri in prefixes().items())
FIGURE = {
    "label": 'rdfs:label "Half"@en ;',
    "isFigureOf": "ckg:isFigureOf place:dongguan ;",
    "hasMeasure": "ckg:hasMeasure measure:area ;",
    "obsValue": "sdmx-measure:obsValue 5 ;",
    "unitMeasure": "sdmx-attribute:unitMeasure unit:KiloM2 ;",
    "refPeriod": "sdmx-dimension:refPeriod period:2016 ;",
    "wasAttributedTo": "prov:wasAttributedTo person:zhan-decun ;",
}
"""What makes a figure an Observation, each in Turtle."""


def periods(corridor: Corridor) -> dict[str, set[str]]:
    """Return the figures, each with the days and years that it is of."""
    found = corridor.sparql(
        "SELECT ?thing ?start ?end { ?thing a ckg:Figure OPTIONAL {"
        " ?thing sdmx-dimension:refPeriod ?period . ?period schema:startDate ?start ; schema:endDate ?end } }"
    )
    assert isinstance(found, Rows)
    dates: dict[str, set[str]] = {row.thing: set() for row in found}
    for thing, start, end in ((row.thing, str(row.start), str(row.end)) for row in found if row.start and row.end):
        if start == end:
            dates[thing].add(start)
        elif (start[4:], end) == ("-01-01", f"{start[:4]}-12-31"):
            dates[thing].add(start[:4])
    return dates


def subjects(corridor: Corridor, class_: str) -> list[str]:
    """Return the things of a class of ours, inferred ones too."""
    found = corridor.sparql(f"SELECT ?thing {{ ?thing a {class_} }} ORDER BY ?thing")
    assert isinstance(found, Rows)
    return [row.thing for row in found]


@pytest.mark.parametrize(
    "thing",
    [
        *("dongguan", "innovation-corridor", "songshan-lake", "kingmed-diagnostics", "wang-ruijun", "corridor-plan"),
        *("china-daily-dongguan-high-tech-firms-ratio", "china-daily-barriers-removed", "china-daily-kingmed-largest"),
        *("silicon-valley-to-be-built", "medical-committee"),
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
            if name not in ("sameAs", "subjectOf", *IN_OTHER_WORDS):
                assert next(store.quads_for_pattern(quad.subject, quad.predicate, quad.object), None) is not None, quad


def test_every_thing_that_schema_org_knows_has_a_card(corridor: Corridor) -> None:
    """No card is endless; a claim has its speaker; what has none in schema.org is refused in words."""
    written = 0
    dated = {figure for figure, on in periods(corridor).items() if on}
    for name in sorted({str(quad.subject)[1:-1] for quad in corridor.export(evidence=False).selection.quads()}):
        if "/dataset/" in name:
            continue
        types = corridor.store.quads_for_pattern(ox.NamedNode(name), ox.NamedNode(str(rdflib.RDF.type)), None)
        classes = {str(quad.object)[1:-1] for quad in types}
        if name in dated or any(iri.startswith(SDO) for iri in classes):
            assert json.loads(corridor.export(things=[name]).text("schema-org"))["@id"] == name
            written += 1
        else:
            with pytest.raises(OutputFailed, match=r"schema\.org has no (class|Observation) for \w+:"):
                corridor.export(things=[name]).text("schema-org")
    assert written > 100
    claim = json.loads(corridor.export(things=["china-daily-benefits-wider-region"], evidence=False).text("schema-org"))
    assert claim["author"]["name"] == "Wang Ruijun"
    assert "subjectOf" not in claim


def test_a_figure_is_an_observation_with_all_that_makes_it_one(corridor: Corridor) -> None:
    """Of what, which variable, how much in which unit, when, who says so, of which whole; else there is none."""
    dates = periods(corridor)
    assert len(dates) > 15
    assert 5 < len([figure for figure, on in dates.items() if on]) < len(dates)
    for figure, on in dates.items():
        if not on:
            with pytest.raises(OutputFailed, match=r"schema\.org has no Observation for figure:.* a day or a year"):
                card(corridor, figure)
            continue
        found = card(corridor, figure)
        assert found["observationDate"] in on
        assert set(found) <= OF_OBSERVATIONS
        assert found["@type"] == "Observation"
        assert found["observationAbout"]["name"]
        assert found["variableMeasured"]["@type"] == "StatisticalVariable"
        assert found["variableMeasured"]["name"]
        assert ("value" in found) != ("minValue" in found)
        assert found["unitCode"].startswith("http://qudt.org/vocab/unit/")
        assert found["unitText"]
        speakers = corridor.sparql(f"SELECT ?x {{ <{figure}> prov:wasAttributedTo/rdfs:label ?x }}")
        assert isinstance(speakers, Rows)
        assert found["measurementMethod"] in {f"as reported by {row.x}" for row in speakers}
        for prop, name in (
            ("ckg:isMeasuredAgainst", "valueReference"),
            ("ckg:hasBasePeriod", "valueReference"),
            ("ckg:hasQuantifier", "measurementQualifier"),
            ("ckg:hasMeasure/schema:measurementDenominator", "measurementDenominator"),
        ):
            asked = corridor.sparql(f"ASK {{ <{figure}> {prop} ?any }}")
            assert bool(asked) <= (name in found), (figure, name)
    rank = card(corridor, "china-daily-dongguan-rd-share-of-gdp-rank-2016")
    assert (rank["observationDate"], rank["observationPeriod"]) == ("2016", "P1Y")
    ratio = card(corridor, "china-daily-dongguan-high-tech-firms-ratio")
    assert (ratio["observationDate"], ratio["valueReference"]) == ("2016-12-31", "compared with end of 2015")


def own(tmp_path: Path, text: str) -> Corridor:
    """Return the corridor with statements of one's own."""
    file = tmp_path / "own.ttl"
    file.write_text(f"{PREFIXES}\n{text}", encoding="utf-8")
    return Corridor.load(add=[file])


@pytest.mark.parametrize(("bound", "name"), [("more-than", "minValue"), ("over", "minValue"), ("about", "value")])
def test_more_than_a_number_is_not_that_number(bound: str, name: str, tmp_path: Path) -> None:
    """A lower bound is the least value, and its word stands beside it; so does the whole of a share."""
    said = {
        **FIGURE,
        "hasMeasure": "ckg:hasMeasure measure:share-of-gdp ;",
        "whole": "ckg:isMeasuredAgainst place:china ;",
    }
    text = f"figure:half a ckg:Figure ; ckg:hasQuantifier quantifier:{bound} ; {' '.join(said.values())} ."
    found = card(own(tmp_path, text), "half")
    assert {"value", "minValue"} & set(found) == {name}
    assert found[name] == 5
    assert found["measurementQualifier"]["name"] == bound.replace("-", " ")
    assert (found["measurementDenominator"]["name"], found["valueReference"]) == ("GDP", "measured against China")


def test_what_a_document_says_is_told_of_it(tmp_path: Path) -> None:
    """A number of a plan has no speaker: it is as the plan says, also where the plan counts what is its own."""
    said = {
        **FIGURE,
        "wasAttributedTo": "prov:hadPrimarySource plan:corridor-plan ;",
        "counts": "ckg:counts ckg:Platform ;",
    }
    found = card(own(tmp_path, f"figure:half a ckg:Figure ; {' '.join(said.values())} ."), "half")
    assert found["measurementMethod"].startswith("as the Plan of the Guangzhou-Shenzhen")
    assert found["measurementMethod"].endswith(" says")
    assert set(found) <= OF_OBSERVATIONS


MONTH = 'period:m a ckg:Period ; schema:startDate "2016-01-01"^^xsd:date ; schema:endDate "2016-01-31"^^xsd:date .'
SINCE = 'period:m a ckg:Period ; schema:startDate "2016-01-01"^^xsd:date .'
NAMELESS = "place:w a ckg:City ."


@pytest.mark.parametrize(
    ("missing", "added", "beside"),
    [
        *((name, "", "") for name in FIGURE if name != "label"),
        ("", "ckg:hasQuantifier quantifier:less-than ;", ""),
        ("", "ckg:hasQuantifier quantifier:about, quantifier:odd ;", ""),
        ("", "ckg:hasQuantifier quantifier:about, quantifier:more-than ;", ""),
        ("refPeriod", "sdmx-dimension:refPeriod period:m ;", MONTH),
        ("refPeriod", "sdmx-dimension:refPeriod period:m ;", SINCE),
        ("", "ckg:isMeasuredAgainst place:w ;", NAMELESS),
        ("", "ckg:hasBasePeriod period:m ;", MONTH),
    ],
)
def test_half_an_observation_is_none(missing: str, added: str, beside: str, tmp_path: Path) -> None:
    """Where something is left out or has no name, or a date is neither a day nor a year, none is written."""
    said = " ".join(text for name, text in FIGURE.items() if name != missing)
    corridor = own(tmp_path, f"figure:half a ckg:Figure ; {added} {said} . {beside}")
    with pytest.raises(OutputFailed, match=r"schema\.org has no Observation for figure:half"):
        corridor.export(things=["half"]).text("schema-org")


def test_what_is_expected_is_nowhere_a_value(corridor: Corridor) -> None:
    """Whoever loads all cards and the graph, and takes the greatest value or the sum, meets no forecast and no goal."""
    numbers = {"value", "minValue", "maxValue"}
    store = ox.Store()
    store.extend(quad for quad in corridor.store if isinstance(quad.graph_name, ox.DefaultGraph))
    expected = {*subjects(corridor, "ckg:Forecast"), *subjects(corridor, "ckg:Goal")}
    assert len(expected) > 10
    dated = [figure for figure, on in periods(corridor).items() if on]
    for thing in (*expected, *dated):
        found = card(corridor, thing)
        assert thing not in expected or found["@type"] == "CreativeWork"
        document = {**found, "@context": {"@vocab": "https://schema.org/"}}
        nquads = pyld.to_rdf(document, {"format": "application/n-quads"})
        store.extend(ox.parse(nquads, ox.RdfFormat.N_QUADS))
    (answer,) = store.query("SELECT (MAX(?v) AS ?most) (SUM(?v) AS ?sum) { ?s <https://schema.org/value> ?v }")  # type: ignore[misc]
    stated = corridor.sparql(
        "SELECT (MAX(?v) AS ?most) (SUM(?v) AS ?sum) { ?s a ckg:Figure ; sdmx-measure:obsValue ?v"
        f" VALUES ?s {{ {' '.join(f'<{figure}>' for figure in dated)} }}"
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


def test_people_have_the_jobs_that_nobody_says_have_ended(corridor: Corridor) -> None:
    """In words, with where they work; who owns a business holds no post, and a former mayor is no mayor."""
    cards = {person.rpartition("/")[2]: card(corridor, person) for person in subjects(corridor, "ckg:Person")}
    assert len(cards) == 13
    for person, found in cards.items():
        assert ("jobTitle" in found) == ("worksFor" in found) == (person not in ("wang-yuhui", "liang-weidong"))
        assert "workLocation" not in found
    assert cards["wang-ruijun"]["jobTitle"] == "head"
    department = "Department of Science and Technology of Guangdong Province"
    assert cards["wang-ruijun"]["worksFor"]["@type"] == "GovernmentOrganization"
    assert cards["wang-ruijun"]["worksFor"]["name"] == department
    held = corridor.sparql("ASK { person:liang-weidong org:holds/org:role org-role:mayor }")
    assert held


def test_of_two_posts_the_one_that_ended_is_left_out(tmp_path: Path) -> None:
    """Who was mayor and is head now has the job of today, and of two that last both."""
    posts = "".join(
        f"post:{name} org:postIn organization:{name} ; org:role org-role:{role} ."
        f' organization:{name} a ckg:Company ; rdfs:label "{name}"@en .'
        f" membership:{name} a org:Membership ; org:member person:p ; ckg:fillsPost post:{name} ."
        for name, role in (("a", "mayor"), ("b", "head"), ("c", "head"))
    )
    person = 'person:p a ckg:Person ; rdfs:label "P"@en .'
    (tmp_path / "before").mkdir()
    both = card(own(tmp_path / "before", person + posts), "person:p")
    assert (both["jobTitle"], [body["name"] for body in both["worksFor"]]) == (["head", "mayor"], ["a", "b", "c"])
    found = card(own(tmp_path, f"{person} {posts} membership:a ckg:endsIn period:2017 ."), "person:p")
    assert (found["jobTitle"], [body["name"] for body in found["worksFor"]]) == ("head", ["b", "c"])


def test_places_have_their_own_class(corridor: Corridor) -> None:
    """A city is a City, and an AdministrativeArea too."""
    for place, class_ in (("dongguan", "City"), ("guangdong", "State"), ("china", "Country")):
        assert card(corridor, place)["@type"] == class_
        assert set(corridor.store.quads_for_pattern(corridor.resolve(place), TYPE, AREA))


def test_what_schema_org_has_no_class_for_has_a_name(corridor: Corridor) -> None:
    """A group that is spoken of, that founded something or contributed is a Thing by its name; all of ours have one."""
    for thing, name in (
        ("silicon-valley-to-be-built", "contributor"),
        ("medical-committee", "founder"),
        ("china-daily-better-future", "about"),
    ):
        groups = [value for value in listed(card(corridor, thing)[name]) if "/group/" in value["@id"]]
        assert groups
        assert all(group["name"] and group["@type"] == "Thing" for group in groups)
    for thing in sorted({*subjects(corridor, "schema:CreativeWork"), *subjects(corridor, "schema:Organization")}):
        for name, value in json.loads(corridor.export(things=[thing]).text("schema-org")).items():
            for one in listed(value):
                assert name[0] == "@" or not str(one).startswith(BASE), (thing, name)
                assert not isinstance(one, dict) or one["name"], (thing, name)


def listed(value: Any) -> list[Any]:
    """Return what a name of a JSON object has, as a list."""
    return value if isinstance(value, list) else [value]


def test_an_article_is_not_about_itself_and_a_plan_is_a_work(corridor: Corridor) -> None:
    """Neither as JSON nor in the stored query; the plan that says something has a card of its own."""
    article = corridor.resolve("silicon-valley-to-be-built")
    told = corridor.run("schema-org-card", thing=article.value)
    assert isinstance(told, Triples)
    about = ox.NamedNode(f"{SDO}subjectOf")
    assert [triple for triple in told if triple.predicate == about and triple.object == triple.subject] == []
    assert "subjectOf" not in json.loads(corridor.export(things=[article.value]).text("schema-org"))
    plan = json.loads(corridor.export(things=["corridor-plan"]).text("schema-org"))
    assert plan["@type"] == "CreativeWork"
    assert article.value in {work["@id"] for work in plan["subjectOf"]}


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
