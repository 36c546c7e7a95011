"""Names in a query that nothing in the graph has, or facts no more: why an answer is empty, where a wrong name is."""

from __future__ import annotations

from pyoxigraph import NamedNode

from corridor_kg.answers.answer import Answer
from corridor_kg.answers.rows import Rows
from corridor_kg.engine import dataset_clause
from corridor_kg.errors import did_you_mean
from corridor_kg.rdf.tokens import FORMS, Token, tokens
from corridor_kg.rdf.vocabulary import prefixes, shorten
from corridor_kg.store import names
from corridor_kg.store.deprecated import deprecations
from corridor_kg.store.graph import Graph


def says_nothing(answer: Answer) -> bool:
    """Return whether an answer is empty, no, or a row of nothing but zeros."""
    if not isinstance(answer, Rows):
        return not answer
    return all(value in (0, None) for row in answer for value in row) and len(answer) < 2


def unknown(graph: Graph, text: str) -> list[str]:
    """Return a sentence for each IRI of a query that stands nowhere in a graph, or is deprecated, with the remedy.

    Args:
        graph: The graph that was asked.
        text: A query that can be parsed.

    >>> from corridor_kg.store.graph import open_graph
    >>> unknown(open_graph(), "SELECT * { ?x a ckg:Cty ; schema:url <https://example.org/> }")[0]
    "nothing in the graph is called ckg:Cty; did you mean 'ckg:City' or 'ckg:Country' or 'ckg:counts'?"
    """
    iris = named(text)
    graphs = {origin.graph for origin in graph.origins}
    deprecated = deprecations(graph.engine)
    unknown = [iri for iri in iris if iri not in graphs and not names.stands_in(graph.engine, iri)]
    near, outdated = known(graph) if unknown else set(), {found.term for found in deprecated.values()}
    return [
        *(str(deprecated[iri.value]) for iri in iris if iri.value in deprecated),
        *(
            f"nothing in the graph is called {name}{did_you_mean(name, near, deprecated=outdated)}"
            for name in (shorten(iri.value) for iri in unknown)
        ),
    ]


def named(text: str) -> tuple[NamedNode, ...]:
    """Return the IRIs that a query names behind its prologue, each once.

    >>> named("SELECT * { ?x a ckg:City FILTER(xsd:integer(?x) > 1) }")
    (<NamedNode value=https://w3id.org/corridor-kg/ontology#City>,)
    """
    found = tokens(text)
    form = next((number for number, token in enumerate(found) if token.keyword in FORMS), 0)
    written = dict.fromkeys(token.text for token in _names(found[form:]))
    return dataset_clause.resolved(text[: found[form].start], list(written), prefixes())


def known(graph: Graph) -> set[str]:
    """Return the names of all things, classes, properties and graphs, as a query has them."""
    found = graph.engine.select("SELECT DISTINCT ?x { { ?x ?p ?o } UNION { ?s ?x ?o } UNION { ?s a ?x } }")
    terms = [*(solution["x"] for solution in found), *(origin.graph for origin in graph.origins)]
    return {shorten(term.value) for term in terms if isinstance(term, NamedNode)}


def _names(found: list[Token]) -> list[Token]:
    """Return the names of a query behind its prologue that are neither functions nor datatypes, nor constructed."""
    none = Token("other", "", 0)
    depth, template = 0, found[0].keyword == "CONSTRUCT" and found[1].text == "{"
    result = []
    for before, token, after in zip([none, *found], found, [*found[1:], none], strict=False):
        depth += (token.text == "{") - (token.text == "}")
        template = template and (depth > 0 or token.text != "}")
        is_name = token.kind in ("iri", "name") and not token.text.startswith("_:")
        if is_name and not template and after.text != "(" and before.text != "^":
            result.append(token)
    return result
