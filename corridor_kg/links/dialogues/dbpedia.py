"""The dialogue with DBpedia: SPARQL, many resources a request, for the few facts that are needed.

Its documents, such as ``/data/China.json``, also hold whatever links to a resource, which the server cuts off at
some number of triples, and with it the label. The Chinese DBpedia has no server; but the English one says which
Chinese resources are the same as its own, so it is asked for that.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolution, QuerySolutions, parse_query_results

from corridor_kg.links.dialogues import BATCH, Dialogue, State, States, gone, moved, not_understood
from corridor_kg.network.client import Client, Response, raise_for_status
from corridor_kg.rdf.vocabulary import OWL, RDFS

_DBO = "http://dbpedia.org/ontology/"
_MOVED, _AMBIGUOUS = f"{_DBO}wikiPageRedirects", f"{_DBO}wikiPageDisambiguates"
_LABEL, _SAME = f"{RDFS}label", f"{OWL}sameAs"
_ROWS = "application/sparql-results+json"


def _ask_english(client: Client, url: str, targets: list[str]) -> Response:
    return _ask_sparql(
        client,
        url,
        f"SELECT ?thing ?property ?value WHERE {{ VALUES ?thing {{ {_listed(targets)} }} ?thing ?property ?value . "
        f"FILTER(?property IN ({_listed((_LABEL, _MOVED, _AMBIGUOUS), ', ')})) "
        'FILTER(ISIRI(?value) || LANG(?value) IN ("en", "zh")) }',
    )


def _ask_chinese(client: Client, url: str, targets: list[str]) -> Response:
    return _ask_sparql(
        client,
        url,
        f"SELECT ?thing ?property ?value WHERE {{ VALUES ?thing {{ {_listed(targets)} }} "
        f"?value <{_SAME}> ?thing . BIND(<{_SAME}> AS ?property) }}",
    )


def _ask_sparql(client: Client, url: str, query: str) -> Response:
    response = raise_for_status(client.post(url, form={"query": query}, accept=_ROWS))
    if response.status == 206:  # how Virtuoso says that its time was over
        raise not_understood(response, "answered a part only")
    return response


def _read_english(response: Response, targets: list[str]) -> States:
    facts = _facts(response)
    return {target: _resource(facts.get(target, [])) for target in targets}


def _resource(facts: list[tuple[str, Literal | NamedNode]]) -> State:
    new = sorted(value.value for property, value in facts if property == _MOVED)
    if new:
        return moved("DBpedia", new[0])
    if any(property == _AMBIGUOUS for property, _ in facts):
        message = "DBpedia now lists several things under this name; link to the one that is meant."
        return State("link-ambiguous", message)
    labels = {value.language: value.value for _, value in facts if isinstance(value, Literal)}
    return State(names=tuple(labels[tag] for tag in ("en", "zh") if tag in labels)) if labels else gone("DBpedia")


def _read_chinese(response: Response, targets: list[str]) -> States:
    """Return as true what the English DBpedia has as the same; the rest may be true and may not.

    The identifier holds the article's title, so names are not compared.
    """
    facts = _facts(response)
    message = "DBpedia does not say that anything is the same as it; look at the Chinese article."
    return {target: State() if target in facts else State("link-unconfirmed", message) for target in targets}


def _facts(response: Response) -> dict[str, list[tuple[str, Literal | NamedNode]]]:
    """Return the rows of an answer, by the thing that they are about."""
    facts: dict[str, list[tuple[str, Literal | NamedNode]]] = {}
    for row in _rows(response):
        thing, property, value = row["thing"], row["property"], row["value"]
        if isinstance(thing, NamedNode) and isinstance(property, NamedNode) and isinstance(value, Literal | NamedNode):
            facts.setdefault(thing.value, []).append((property.value, value))
    return facts


def _rows(response: Response) -> list[QuerySolution]:
    try:
        solutions = parse_query_results(response.content, format=QueryResultsFormat.JSON)
        if isinstance(solutions, QuerySolutions):
            columns = {variable.value for variable in solutions.variables}
            if columns == {"thing", "property", "value"}:
                return list(solutions)
    except (SyntaxError, ValueError):
        pass
    raise not_understood(response, f"answered {response.media_type or 'something'} that is not rows of SPARQL results")


def _listed(iris: Iterable[str], separator: str = " ") -> str:
    return separator.join(str(NamedNode(iri)) for iri in iris)


ENGLISH = Dialogue(BATCH, _ask_english, _read_english)
CHINESE = Dialogue(BATCH, _ask_chinese, _read_chinese)
