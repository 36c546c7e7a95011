"""The endpoint keeps to the SPARQL 1.1 Protocol, also for those who do not."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, POST, SPARQLWrapper

from corridor_kg import Corridor
from tests.support.serving import SMALL, Site

CITIES = "SELECT ?city { ?city a ckg:City } ORDER BY ?city"
TRIPLES = "CONSTRUCT { ?city a ckg:City } WHERE { ?city a ckg:City }"
GRAPHS = "https://w3id.org/corridor-kg/graph/"


def test_a_query_is_asked_in_three_ways(site: Site, corridor: Corridor) -> None:
    """As a parameter, as a form, and as the body itself; the answer is the library's."""
    kind = {"Content-Type": "application/sparql-query; charset=utf-8"}
    answers = [
        site.ask(CITIES, "text/csv"),
        site.request("POST", "/sparql", data={"query": CITIES}, headers={"Accept": "text/csv"}),
        site.request("POST", "/sparql", content=CITIES, headers={**kind, "Accept": "text/csv"}),
    ]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert {answer.content for answer in answers} == {corridor.sparql(CITIES).serialize("csv").encode()}


@pytest.mark.parametrize(
    ("query", "accept", "format", "kind"),
    [
        (CITIES, "*/*", None, "application/sparql-results+json"),
        (CITIES, "application/sparql-results+xml", None, "application/sparql-results+xml"),
        (CITIES, "text/html;q=0.4, text/csv;q=0.5", None, "text/csv; charset=utf-8"),
        (CITIES, "application/json", "tsv", "text/tab-separated-values; charset=utf-8"),
        (SMALL, "text/csv", None, "text/csv; charset=utf-8"),
        (TRIPLES, "*/*", None, "text/turtle; charset=utf-8"),
        (TRIPLES, "application/rdf+xml", None, "application/rdf+xml"),
        (TRIPLES, "text/turtle", "jsonld", "application/ld+json"),
        ("DESCRIBE place:dongguan", "application/n-triples", None, "application/n-triples"),
    ],
)
def test_the_format_is_the_one_that_is_wanted(
    site: Site, query: str, accept: str, format: str | None, kind: str
) -> None:
    """``Accept`` tells it, and ``?format=`` before that."""
    answer = site.ask(query, accept, **({"format": format} if format else {}))
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)


def test_the_dataset_of_the_request_counts_before_that_of_the_query(site: Site) -> None:
    """SPARQL 1.1 Protocol, 2.1.4."""
    names = f"SELECT DISTINCT ?g FROM NAMED <{GRAPHS}description> {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    city = "ASK { ?city a ckg:City }"
    things, description = f"{GRAPHS}things", f"{GRAPHS}description"
    assert site.ask(names, "text/csv").text.split() == ["g", description]
    assert site.ask(names, "text/csv", **{"named-graph-uri": things}).text.split() == ["g", things]
    assert site.ask(city, **{"default-graph-uri": description}).json()["boolean"] is False
    assert site.ask(city, **{"default-graph-uri": [description, things]}).json()["boolean"] is True
    assert site.ask(SMALL, **{"named-graph-uri": things}).json()["boolean"] is False  # the default graph is empty then


@pytest.mark.parametrize(
    ("status", "values"),
    [
        (400, {"query": "SELECT"}),
        (400, {"query": ""}),
        (400, {"query": [SMALL, SMALL]}),
        (400, {"query": SMALL, "default-graph-uri": "no iri"}),
        (403, {"update": "DROP ALL"}),
        (403, {"query": "DELETE WHERE { ?s ?p ?o }"}),
        (403, {"query": "LOAD <http://example.org/>"}),
        (403, {"query": "# SELECT\nINSERT DATA { <x:a> <x:b> 'SELECT' }"}),
        (403, {"query": "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"}),
        (403, {"query": "SELECT * { { sErViCe\n#\nSILENT ?x { ?s ?p ?o } } }"}),
        (400, {"query": "ASK FROM <http://127.0.0.1:9/> { ?s ?p ?o }"}),
        (400, {"query": SMALL, "default-graph-uri": "http://127.0.0.1:9/"}),
        (406, {"query": SMALL, "format": "docx"}),
        (406, {"query": TRIPLES, "format": "csv"}),
    ],
)
def test_what_is_wrong_is_told_as_a_problem(site: Site, status: int, values: dict[str, str | list[str]]) -> None:
    """In the one shape, by GET and by POST, with the message of the library."""
    for answer in (site.get("/sparql", **values), site.request("POST", "/sparql", data=values)):
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
        told = json.loads(answer.text)
        assert told["status"] == status
        assert told["detail"]


def test_a_body_has_a_size_a_kind_and_an_encoding(site: Site) -> None:
    """413, 415, 400, each before a process is asked."""
    kind = {"Content-Type": "application/sparql-query"}
    assert site.request("POST", "/sparql", content=b"#" * 1_000_001, headers=kind).status_code == 413
    assert site.request("POST", "/sparql", content=b"{}", headers={"Content-Type": "text/json"}).status_code == 415
    assert site.request("POST", "/sparql", content=b"ASK { ?s ?p '\xff' }", headers=kind).status_code == 400
    assert site.request("GET", "/sparql?query=%ff").status_code == 400
    assert site.request("POST", "/elsewhere", data={"query": SMALL}).status_code == 405


def test_other_methods(site: Site) -> None:
    """HEAD has the heads of GET; OPTIONS lets pages elsewhere ask; nothing else is taken."""
    head = site.request("HEAD", "/sparql", params={"query": SMALL})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == site.ask(SMALL).headers["content-type"]
    options = site.request("OPTIONS", "/sparql")
    assert (options.status_code, options.headers["access-control-allow-origin"]) == (204, "*")
    assert "POST" in options.headers["access-control-allow-methods"]
    deleted = site.request("DELETE", "/sparql")
    assert (deleted.status_code, deleted.headers["content-type"]) == (405, "application/problem+json")
    assert site.get("/nothing/here").status_code == 404


def test_every_answer_has_the_heads_that_keep_browsers_safe(site: Site) -> None:
    """Also one that says what is wrong."""
    for answer in (site.ask(SMALL), site.ask("SELECT"), site.request("PUT", "/sparql")):
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_another_host_is_refused(site: Site) -> None:
    """A page elsewhere, whose name was made to lead here, learns nothing."""
    assert site.request("GET", "/sparql", headers={"Host": "evil.example"}).status_code == 421
    # whoever listens for others is asked by an address that it need not know
    assert site.request("GET", "/sparql", headers={"Host": "192.168.1.7:8000"}).status_code == 200


def test_the_endpoint_describes_itself(site: Site, corridor: Corridor) -> None:
    """Its entailment, and its named graphs, which are those that a query finds."""
    service = "http://www.w3.org/ns/sparql-service-description#"
    answer = site.get("/sparql")
    described = list(parse(answer.content, RdfFormat.TURTLE))

    def values(name: str) -> set[str]:
        return {quad.object.value for quad in described if quad.predicate.value == service + name}

    assert values("endpoint") == {f"{site.address}/sparql"}
    assert values("defaultSupportedEntailmentProfile") == {"http://www.w3.org/ns/owl-profile/RL"}
    found = corridor.sparql("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").serialize("csv").split()[1:]
    assert values("name") == set(found)


def test_clients_of_others_can_ask(site: Site, corridor: Corridor) -> None:
    """SPARQLWrapper, by both methods, and the store of rdflib."""
    cities = set(corridor.sparql(CITIES).serialize("csv").split()[1:])
    query = f"PREFIX ckg: <https://w3id.org/corridor-kg/ontology#> {CITIES}"
    for method in ("GET", POST):
        wrapper = SPARQLWrapper(f"{site.address}/sparql")
        wrapper.setMethod(method)
        wrapper.setReturnFormat(JSON)
        wrapper.setQuery(query)
        assert {row["city"]["value"] for row in _bindings(wrapper.queryAndConvert())} == cities
    graph = rdflib.Graph(SPARQLStore(f"{site.address}/sparql"))
    assert {str(city) for (city,) in graph.query(query)} == cities  # type: ignore[misc]


def _bindings(found: Any) -> Any:
    return found["results"]["bindings"]
