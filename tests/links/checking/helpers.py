"""What tests of the links' upkeep share: what the authorities on loopback know, and links to it."""

from __future__ import annotations

from corridor_kg.links.checking import Outcome
from corridor_kg.model.authorities import known
from corridor_kg.model.mappings import LITERAL, NEGATED, NO_TERM, Mapping
from corridor_kg.rdf.vocabulary import SKOS, prefixes
from tests.support.authority_server import Misbehaviour
from tests.support.loopback import Reply

AUTHORITY = prefixes()["authority"]

WD, GN, DBR, DBR_ZH = (known()[name].space for name in ("wikidata", "geonames", "dbpedia", "dbpedia-zh"))

THING = "https://w3id.org/corridor-kg/place/example"

ITEMS: dict[str, str | dict[str, str]] = {
    "Q99999901": {"en": "Example City", "zh": "例市"},
    "Q99999902": "Q99999901",
    "Q99999904": {"en": "Example Town"},
    "Q99999905": {},
}

FEATURES: dict[str, str | tuple[str, ...]] = {
    "99999901": ("Example City", "例市", "Exempli Urbs"),
    "99999902": "99999901",
}

TRIPLES = """
    @prefix dbo: <http://dbpedia.org/ontology/> .
    @prefix dbr: <http://dbpedia.org/resource/> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    dbr:Example_City rdfs:label "Example City"@en, "例市"@zh, "Beispielstadt"@de ;
        owl:sameAs <http://zh.dbpedia.org/resource/例市> .
    dbr:Old_Example rdfs:label "Old Example"@en ; dbo:wikiPageRedirects dbr:Example_City .
    dbr:Example rdfs:label "Example"@en ; dbo:wikiPageDisambiguates dbr:Example_City, dbr:Old_Example .
    dbr:Elsewhere dbo:wikiPageWikiLink dbr:Nothing_Example .
"""

HTML = Reply(b"<!doctype html><title>Welcome</title>", media_type="text/html")

DOWN = Reply(status=500)


def link(target: str, label: str = "Example City", *, authority: str = "", **slots: str) -> Mapping:
    """Return a link to a target; that it is elsewhere is all that matters."""
    given = {
        "subject_id": THING,
        "subject_label": "Example",
        "predicate_id": f"{SKOS}exactMatch",
        "object_id": target,
        "object_label": label,
        "object_source": authority and AUTHORITY + authority,
    }
    return Mapping({}).with_slots(**{**given, **slots})


def found(outcome: Outcome) -> list[tuple[str, str, str, str]]:
    """Return severity, check, value and replacement of each finding."""
    return [(it.severity, it.check, it.value, it.replacement) for it in outcome.findings]


def always(reply: Reply) -> Misbehaviour:
    """Return a misbehaviour that answers the same to everything."""
    return lambda _, __: reply


CITY = [link(f"{WD}Q99999901"), link(f"{GN}99999901/"), link(f"{DBR}Example_City"), link(f"{DBR_ZH}例市", "例市")]
"""Links to the city in each authority, all of them true."""

NOT_ASKED = [
    link(NO_TERM, authority="wikidata"),
    link(f"{WD}Q99999903", predicate_modifier=NEGATED),
    link("", "441900", authority="gbt2260", object_type=LITERAL),
    link("https://ror.org/00tjzgn92", authority="ror"),
    link("https://things.example/1"),
]
