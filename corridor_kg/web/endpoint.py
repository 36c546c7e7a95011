"""The SPARQL endpoint: queries by the SPARQL 1.1 Protocol of the W3C, and what the endpoint says of itself."""

from __future__ import annotations

from functools import partial

from pyoxigraph import NamedNode

from corridor_kg.answers.rows import Rows
from corridor_kg.answers.triples import Triples
from corridor_kg.choices import PICTURE
from corridor_kg.corridor import Corridor
from corridor_kg.engine.dataset_clause import DatasetClause
from corridor_kg.errors import CorridorError, QueryRefused, ServiceFailed
from corridor_kg.questions import asking
from corridor_kg.rdf import sparql
from corridor_kg.rdf.terms import INFERRED
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.negotiation import chosen
from corridor_kg.web.problems import problem

DRAWN = ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
"""What a picture may do: be as it says that it looks."""

RESULTS = {
    "json": ["application/sparql-results+json", "application/json"],
    "xml": ["application/sparql-results+xml", "application/xml"],
    "csv": ["text/csv"],
    "tsv": ["text/tab-separated-values"],
}
"""The formats of rows and truth, each with its media types."""

GRAPHS = {
    "turtle": ["text/turtle"],
    "jsonld": ["application/ld+json", "application/json"],
    "ntriples": ["application/n-triples", "text/plain"],
    "rdfxml": ["application/rdf+xml", "application/xml"],
}
"""The formats of triples, each with its media types."""


def query(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return the answer to a query, or what the endpoint is where none is asked."""
    texts = asked.values.get("query", [])
    if asked.values.get("update"):
        return problem(403, "The graph is read only: this endpoint takes queries, and no updates.")
    if not texts:
        return description(corridor, asked)
    if len(texts) > 1:
        return problem(400, "A request asks one query, and this has several.")
    is_drawn = asked.values.get("format", [""])[-1] == PICTURE
    try:
        sparql.refuse(texts[0])
        ask = partial(asking.ask, corridor.data) if is_drawn else corridor.data.ask
        answer = ask(texts[0], dataset=_dataset(asked))
    except QueryRefused as error:
        return problem(403, str(error))
    except ServiceFailed as error:
        return problem(502, str(error))
    except CorridorError as error:
        return problem(400, str(error))
    size = len(answer) if isinstance(answer, Rows | Triples) else 1
    if size > limits.rows:
        what = "rows" if isinstance(answer, Rows) else "triples"
        return problem(413, f"The answer has {size:,} {what}, and {limits.rows:,} is the most; ask for a part: LIMIT.")
    return _written(answer, asked, limits)


def _written(answer: Rows | Triples | object, asked: Asked, limits: Limits) -> Reply:
    """Return an answer in the format that the client wants."""
    named = asked.values.get("format", [""])[-1]
    if named == PICTURE and isinstance(answer, Rows):
        return _drawn(answer, asked)
    offered = GRAPHS if isinstance(answer, Triples) else RESULTS
    format = named if named in offered else None if named else chosen(asked.accept, offered)
    if format is None:
        told = f"there is no format {named!r} of this answer" if named else "no format of this answer is accepted"
        return problem(406, f"{told[:1].upper()}{told[1:]}; there are {', '.join(offered)}.")
    try:
        body = answer.serialize(format).encode()  # type: ignore[union-attr]  # each kind of answer has it
    except CorridorError as error:
        return problem(406, str(error))
    if len(body) > limits.megabytes * 1_000_000:
        return problem(413, f"The answer is larger than {limits.megabytes} megabytes; ask for a part of it: LIMIT.")
    media_type = offered[format][0]
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Reply(200, f"{media_type}{charset}", body, (("Vary", "Accept"),))


def _drawn(rows: Rows, asked: Asked) -> Reply:
    """Return rows as a picture of the kind that the client names."""
    try:
        picture = rows.to_svg(asked.values.get("view", ["table"])[-1])
    except CorridorError as error:
        return problem(406, str(error))
    return Reply(200, "image/svg+xml", picture.encode(), (DRAWN,))


def _dataset(asked: Asked) -> DatasetClause | None:
    """Return the data set that a request names; it counts before that of the query (SPARQL 1.1 Protocol, 2.1.4)."""
    default, named = (asked.values.get(f"{kind}-graph-uri", []) for kind in ("default", "named"))
    if not default and not named:
        return None
    try:
        return DatasetClause(tuple(map(NamedNode, default)), tuple(map(NamedNode, named)))
    except ValueError as error:
        raise CorridorError(f"a graph of the request has no IRI for a name: {error}.") from None


_DESCRIPTION = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .

<{address}>
    a sd:Service ;
    sd:endpoint <{address}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV,
        formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples, formats:RDF_XML, formats:JSON-LD ;
{entailment}    sd:defaultDataset [
        a sd:Dataset ;
        sd:defaultGraph [ a sd:Graph ] ;
        sd:namedGraph
            {graphs} ;
    ] ;
.
"""


_ENTAILMENT = """    sd:defaultEntailmentRegime <http://www.w3.org/ns/entailment/OWL-RDF-Based> ;
    sd:defaultSupportedEntailmentProfile <http://www.w3.org/ns/owl-profile/RL> ;
"""


def description(corridor: Corridor, asked: Asked) -> Reply:
    """Return what the endpoint says of itself (SPARQL 1.1 Service Description)."""
    names = [str(origin.graph) for origin in corridor.origins]
    if corridor.data.has_inference:
        names.append(str(INFERRED))
    graphs = ",\n            ".join(
        f"[ a sd:NamedGraph ; sd:name {name} ; sd:graph [ a sd:Graph ] ]" for name in dict.fromkeys(names)
    )
    entailment = _ENTAILMENT if corridor.data.has_inference else ""
    body = _DESCRIPTION.format(address=f"{asked.base}/sparql", entailment=entailment, graphs=graphs).encode()
    return Reply(200, "text/turtle; charset=utf-8", body)
