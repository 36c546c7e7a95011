"""Each row of an answer with the passages that state it: its facts, what was counted for it, what it follows from.

A stored query's header says by which patterns a row is carried. With the values of the row in them, they find its
facts; a stated one has its passages by place, an inferred one those of its shortest proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from corridor_kg.answers.answer import Answer
from corridor_kg.answers.rows import Rows
from corridor_kg.questions.carriers import COLUMN, Carrier
from corridor_kg.questions.stored_queries import StoredQuery
from corridor_kg.rdf.terms import TEXTS, Term
from corridor_kg.store import citations
from corridor_kg.store.evidence import Source, ordered
from corridor_kg.store.graph import Graph

if TYPE_CHECKING:
    from corridor_kg.trust.prover import Prover

_SOURCE = "source"
"""The column of the one source whose row it is: what carries it by an entry that names it, no other one states."""

_PART_OF = NamedNode("http://purl.org/dc/terms/isPartOf")

_SAME = ' FILTER(STR({0}) = {1} && IF(isLiteral({0}), LANG({0}), "") = {1}_language)'
"""That a variable stands for a text, and its language, that two others have."""


def beside(graph: Graph, query: StoredQuery, answer: Answer) -> Answer:
    """Return the answer of a stored query with the passages and sources beside each row that state it.

    Args:
        graph: The graph that was asked.
        query: The query, whose header says what carries a row.
        answer: Its answer; one that has no rows comes back as it is.

    >>> from corridor_kg.questions import asking
    >>> from corridor_kg.questions.stored_queries import STORED
    >>> from corridor_kg.store.graph import open_graph
    >>> graph, query = open_graph(), STORED["core-platforms"]
    >>> beside(graph, query, asking.run(graph, query, {"city": "dongguan"}))[0].evidence
    'china-daily p02; china-daily p17; guihuayun p03; the-paper p16; the-paper p17'
    """
    if not isinstance(answer, Rows) or not query.evidence:
        return answer
    found = of_rows(graph, query, answer)
    beside = answer.with_column(COLUMN, ["; ".join(source.name for source in sources) for sources in found])
    every = ordered(source for sources in found for source in sources)
    beside.about = answer.about._replace(sources=citations.cited(graph, every))
    return beside


def of_rows(graph: Graph, query: StoredQuery, rows: Rows) -> list[tuple[Source, ...]]:
    """Return the passages and sources of each row of a stored query's answer, sorted by name."""
    found: list[set[Source]] = [set() for _ in rows]
    find = finder(graph)
    for carrier in query.evidence:
        of_one = f"?{_SOURCE}" in carrier.names and _SOURCE in rows.columns
        for number, triple in _carrying(graph, carrier, rows):
            told: Iterable[Source] = find(triple)
            if of_one:
                told = _without_others(graph, told, rows[number].terms[_SOURCE])
            found[number].update(told)
    return [ordered(sources) for sources in found]


def _without_others(graph: Graph, sources: Iterable[Source], own: Term | None) -> Iterator[Source]:
    """Yield the sources that are no passage of another than a row's own; what a reading rests on is kept."""
    for source in sources:
        wholes = {found.object for found in graph.engine.match(NamedNode(source.iri), _PART_OF)}
        if not wholes or own in wholes:
            yield source


def finder(graph: Graph) -> Callable[[Triple], tuple[Source, ...]]:
    """Return what tells who states a triple, or where it is inferred, what its shortest proof rests on."""

    @cache
    def prover() -> Prover:
        from corridor_kg.trust.prover import Prover  # late for the cold start: most rows are stated

        return Prover(graph, lines=False)

    @cache
    def find(triple: Triple) -> tuple[Source, ...]:
        told = graph.evidence.of(triple)
        if told or not graph.is_inferred(triple):
            return told
        proof = prover().prove(triple)
        leaves = proof.leaves() if proof else ()
        return ordered(source for leaf in leaves for statement in leaf.statements for source in statement.sources)

    return find


def _carrying(graph: Graph, carrier: Carrier, rows: Rows) -> Iterator[tuple[int, Triple]]:
    """Yield the triples that fit the patterns with the values of a row, each with the number of the row.

    A row that lacks a value that the patterns need is left out: what fits without it need not be about the row.
    """
    shared = [name for name in rows.columns if f"?{name}" in carrier.names]
    given = [(number, [row.terms[name] for name in shared]) for number, row in enumerate(rows)]
    given = [(number, terms) for number, terms in given if all(map(_can_be_said, terms))]
    terms = dict.fromkeys(term for pattern in carrier.patterns for term in pattern)
    variables = {term: term if term.startswith("?") else f"?__term{at}" for at, term in enumerate(terms)}
    columns = [name if name == term else f"({term} AS {name})" for term, name in variables.items()]
    values = _values(carrier, shared, given, join_texts=graph.engine.joins_texts)
    found = graph.rows(f"SELECT DISTINCT ?__row {' '.join(columns)} WHERE {{ {values} }}")
    for solution in found:
        bound = {name: solution.terms[name[1:]] for name in variables.values()}
        for pattern in carrier.patterns:
            yield solution["__row"], Triple(*(bound[variables[term]] for term in pattern))  # type: ignore[arg-type]


def _values(
    carrier: Carrier, names: list[str], given: Iterable[tuple[int, list[Term | None]]], *, join_texts: bool
) -> str:
    """Return the patterns of a carrier with the values of rows, as the inside of a SPARQL group.

    For an engine that finds no text by a text of VALUES, texts are compared, each with its language.
    """
    rows = list(given)
    in_patterns = {term for pattern in carrier.patterns for term in pattern}
    texts = [
        place
        for place, name in enumerate(names)
        if not join_texts and f"?{name}" in in_patterns and any(_is_text(terms[place]) for _, terms in rows)
    ]
    heads = [f"?__{name} ?__{name}_language" if at in texts else f"?{name}" for at, name in enumerate(names)]
    lines = (
        f"({number} {' '.join(_apart(term) if at in texts else str(term) for at, term in enumerate(terms))})"
        for number, terms in rows
    )
    same = (_SAME.format(f"?{names[at]}", f"?__{names[at]}") for at in texts)
    return f"VALUES (?__row {' '.join(heads)}) {{ {' '.join(lines)} }} {carrier.text}{''.join(same)}"


def _is_text(term: Term | None) -> bool:
    return isinstance(term, Literal) and term.datatype in TEXTS


def _apart(term: Term | None) -> str:
    """Return the text of a term and its language, as two texts."""
    assert isinstance(term, NamedNode | Literal)
    language = term.language or "" if isinstance(term, Literal) else ""
    return f"{Literal(term.value)} {Literal(language)}"


def _can_be_said(term: Term | None) -> bool:
    """Return whether a query can name a term."""
    return term is not None and not isinstance(term, BlankNode | Triple)
