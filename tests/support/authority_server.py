"""Wikidata, GeoNames and DBpedia on loopback: three small servers in one, over made-up tables, that can misbehave.

Wikidata as its own source has it (Wikibase, ``GetEntities`` and ``ResultBuilder``); GeoNames as its documentation
has it; DBpedia is a real SPARQL engine over a few triples.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store

from corridor_kg.links.checking import Services
from corridor_kg.rdf.vocabulary import Json
from tests.support.loopback import Loopback, Reply, Replying

MOST_ITEM = 2_147_483_647
"""The greatest number of an item: a greater one is no identifier, and fails a whole request."""

_GEONAMES = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<rdf:RDF xmlns:gn="http://www.geonames.org/ontology#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#" xmlns:foaf="http://xmlns.com/foaf/0.1/">
  <gn:Feature rdf:about="https://sws.geonames.org/{id}/">
    <rdfs:isDefinedBy rdf:resource="https://sws.geonames.org/{id}/about.rdf"/>
    {alternates}<gn:name>{name}</gn:name>
    <gn:parentCountry rdf:resource="https://sws.geonames.org/1814991/"/>
  </gn:Feature>
  <foaf:Document rdf:about="https://sws.geonames.org/{id}/about.rdf">
    <foaf:primaryTopic rdf:resource="https://sws.geonames.org/{id}/"/>
  </foaf:Document>
</rdf:RDF>
"""


class Request(NamedTuple):
    """What was sent.

    Attributes:
        method: The HTTP method.
        service: ``wikidata``, ``geonames`` or ``dbpedia``.
        path: The path behind that.
        fields: Those of the address and of a form.
        headers: By their names in lower case.
    """

    method: str
    service: str
    path: str
    fields: dict[str, str]
    headers: dict[str, str]


Misbehaviour = Callable[[Request, Reply], Reply]


class AuthorityServer(Loopback):
    """Three authorities, to be used in a ``with`` statement.

    Attributes:
        items: The labels of Wikidata's items by number and language, with "Old" before them the aliases; a text is
            the item that it is merged into.
        features: The names of GeoNames' features by number, each one's own name first; a text is another feature.
        triples: What DBpedia knows.
        requests: What was sent, in order.
        misbehave: By service, what changes each right reply.
    """

    def __init__(
        self,
        *,
        items: Mapping[str, str | Mapping[str, str]] = {},
        features: Mapping[str, str | tuple[str, ...]] = {},
        triples: str = "",
    ) -> None:
        self.items = dict(items)
        self.features = dict(features)
        self.triples = triples
        self.requests: list[Request] = []
        self.misbehave: dict[str, Misbehaviour] = {}
        super().__init__(_handler(self))

    @property
    def services(self) -> Services:
        """Where the three are."""
        return Services(f"{self.base}/wikidata/w/api.php", f"{self.base}/geonames/", f"{self.base}/dbpedia/sparql")

    def asked(self, service: str) -> list[Request]:
        """Return the requests to one service."""
        return [request for request in self.requests if request.service == service]

    def answer(self, request: Request) -> Reply:
        """Return what an authority answers."""
        right = {"wikidata": self._wikidata, "geonames": self._geonames, "dbpedia": self._dbpedia}
        reply = right[request.service](request)
        change = self.misbehave.get(request.service)
        return change(request, reply) if change else reply

    def _wikidata(self, request: Request) -> Reply:
        ids = request.fields["ids"].split("|")
        if len(ids) > 50:
            return Reply.of({"error": {"code": "toomanyvalues", "info": "Too many values supplied."}})
        for id in ids:
            if not id.removeprefix("Q").isdigit() or int(id[1:]) > MOST_ITEM:
                info = f'Could not find an entity with the ID "{id}".'
                return Reply.of({"error": {"code": "no-such-entity", "info": info, "id": id}})
        return Reply.of({"entities": {id: self._entity(id) for id in ids}, "success": 1})

    def _entity(self, id: str) -> dict[str, Json]:
        item = self.items.get(id)
        if isinstance(item, str):
            return {**self._entity(item), "redirects": {"from": id, "to": item}}
        if item is None:
            return {"id": id, "missing": ""}
        labels = {language: {"language": language, "value": label} for language, label in item.items()}
        aliases = {"en": [{"language": "en", "value": f"Old {label}"} for label in item.values()]}
        return {"pageid": 1, "lastrevid": 2, "type": "item", "id": id, "labels": labels, "aliases": aliases}

    def _geonames(self, request: Request) -> Reply:
        id = request.path.split("/")[1]
        names = self.features.get(id)
        if isinstance(names, str):
            return Reply(status=301, headers={"Location": f"/geonames/{names}/about.rdf"})
        if names is None or request.path != f"/{id}/about.rdf":
            return Reply(b"<html>not found</html>", 404, "text/html")
        return rdf(id, *names)

    def _dbpedia(self, request: Request) -> Reply:
        store = Store()
        store.load(self.triples.encode(), format=RdfFormat.TURTLE)
        solutions = store.query(request.fields["query"])
        assert isinstance(solutions, QuerySolutions)
        results = solutions.serialize(format=QueryResultsFormat.JSON)
        return Reply(results or b"", media_type="application/sparql-results+json")


def rdf(id: str, name: str, *alternates: str) -> Reply:
    """Return a feature as GeoNames describes it."""
    others = "".join(f"<gn:alternateName>{escape(other)}</gn:alternateName>\n    " for other in alternates)
    body = _GEONAMES.format(id=id, name=escape(name), alternates=others)
    return Reply(body.encode(), media_type="application/rdf+xml")


def _handler(authorities: AuthorityServer) -> type[Replying]:
    class Handler(Replying):
        def reply(self) -> Reply:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            parts = urlsplit(self.path)
            _, service, *rest = unquote(parts.path).split("/")
            fields = {name: values[0] for name, values in {**parse_qs(parts.query), **parse_qs(body)}.items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, service, "/" + "/".join(rest), fields, headers)
            authorities.requests.append(request)
            return authorities.answer(request)

    return Handler
