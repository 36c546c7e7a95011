"""The sources of a graph: who publishes each, when, in which language, how much it states, and what is still open."""

from __future__ import annotations

from collections import Counter

from pyoxigraph import Literal, NamedNode

from corridor_kg.answers.columns import Column
from corridor_kg.answers.rows import Row, Rows
from corridor_kg.rdf.vocabulary import PASSAGES, XSD
from corridor_kg.store.graph import Graph

COLUMNS = (
    "source",
    "article",
    "articleLabel",
    "publisher",
    "publisherLabel",
    "published",
    "language",
    "passages",
    "facts",
    "open",
    "corrected",
)
"""What is told of each source: its short name, and how much of it there is."""

_DESCRIBED = (
    Column("source", "source", "code"),
    Column("article", "article", "name"),
    Column("publisher", "published by", "name"),
    Column("published", "came out", "text"),
    Column("language", "language", "code"),
    Column("passages", "passages", "count"),
    Column("facts", "facts", "count"),
    Column("open", "open questions", "count"),
    Column("corrected", "withdrawn or corrected", "text"),
)

_SOURCES = """
SELECT ?source ?article ?articleLabel ?publisher ?publisherLabel ?published ?language (COUNT(?passage) AS ?passages)
WHERE {
  ?article a ckg:Article ;
    skos:notation ?source ;
    rdfs:label ?articleLabel ;
    schema:publisher ?publisher .
  FILTER(LANGMATCHES(LANG(?articleLabel), "en"))
  ?publisher rdfs:label ?publisherLabel .
  FILTER(LANGMATCHES(LANG(?publisherLabel), "en"))
  OPTIONAL {
    ?article ckg:hasPublicationPeriod ?period .
    ?period rdfs:label ?published .
  }
  OPTIONAL { ?article schema:inLanguage ?language . }
  OPTIONAL { ?passage dcterms:isPartOf ?article ; a ckg:Passage . }
}
GROUP BY ?source ?article ?articleLabel ?publisher ?publisherLabel ?published ?language
ORDER BY ?source
"""

_PASSAGES = "SELECT ?passage ?article { ?passage a ckg:Passage ; dcterms:isPartOf ?article }"


def sources(graph: Graph) -> Rows:
    """Return the sources of a graph, a row each.

    A fact is a triple that a passage states, mentions and labels among them; an open question is a ``ckg:open`` of a
    draft.

    >>> from corridor_kg.store.graph import open_graph
    >>> [(row.source, row.passages) for row in sources(open_graph()) if row.source == "china-daily"]
    [('china-daily', 28)]
    """
    facts: Counter[str] = Counter()
    sizes = graph.sizes
    for row in graph.rows(_PASSAGES):
        facts[str(row.article)] += sizes[str(row.passage)]
    asked = _open(graph)
    rows = (
        [
            *_terms(row),
            _count(facts[str(row.article)]),
            _count(asked[str(row.source)]),
            Literal(mark) if (mark := graph.marks.of(str(row.article)).text) else None,
        ]
        for row in graph.rows(_SOURCES)
    )
    return Rows.of(COLUMNS, rows, described=_DESCRIBED)


def _terms(row: Row) -> list[NamedNode | Literal | None]:
    told = (row.terms.get(column) for column in COLUMNS[:-3])
    return [term if isinstance(term, NamedNode | Literal) else None for term in told]


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(f"{XSD}integer"))


def _open(graph: Graph) -> Counter[str]:
    """Return how many questions are open in the drafts of each source."""
    found: Counter[str] = Counter()
    for name, count in graph.questions.items():
        found[_source_of(graph, name)] += count
    return found


def _source_of(graph: Graph, name: str) -> str:
    """Return the source whose passage a named graph is; empty where it is none."""
    known = (origin.name for origin in graph.facts if name.startswith(f"{PASSAGES}{origin.name}-"))
    return max(known, key=len, default="")
