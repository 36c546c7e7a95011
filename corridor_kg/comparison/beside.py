"""The answers of stored queries with verdicts: whether what a row has agrees with what other sources say.

A query's header says which (``#+ verdict:``), and the query itself only finds what stands side by side, or names in
``?compared`` what its row has of one source; so it runs on any engine, and the verdict is the same here and in
`corridor_kg.comparison.comparing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from pyoxigraph import NamedNode

from corridor_kg.answers.answer import Answer
from corridor_kg.answers.rows import Row, Rows
from corridor_kg.comparison import figures, goals, lists, others
from corridor_kg.comparison.others import Other
from corridor_kg.comparison.verdicts import Verdict
from corridor_kg.errors import QueryInvalid
from corridor_kg.questions.stored_queries import StoredQuery
from corridor_kg.questions.verdicts import BESIDE, BETWEEN, COLUMNS, COMPARED
from corridor_kg.rdf.terms import is_iri
from corridor_kg.rdf.vocabulary import ONTOLOGY
from corridor_kg.store.graph import Graph


def beside(graph: Graph, query: StoredQuery, answer: Answer) -> Answer:
    """Return the answer of a stored query with the verdicts that its header asks for.

    Args:
        graph: The graph that was asked.
        query: The query.
        answer: Its answer; one without rows, and of a query that asks for none, comes back as it is.

    Raises:
        QueryInvalid: The header asks for verdicts beside other sources, and the query names nothing to be compared.

    >>> from corridor_kg.questions import asking
    >>> from corridor_kg.questions.stored_queries import STORED
    >>> from corridor_kg.store.graph import open_graph
    >>> graph, query = open_graph(), STORED["figures-compared"]
    >>> sorted({row.verdict for row in beside(graph, query, asking.run(graph, query, {"measure": "area"}))})
    ['compatible', 'differs', 'equal']
    """
    kind = query.verdict
    if not kind or not isinstance(answer, Rows):
        return answer
    if kind == BESIDE:
        return answer.with_column(COMPARED, _beside(graph, query, answer))
    find = _FINDERS[kind](graph)
    verdicts = [find(row) for row in answer]
    for number, column in enumerate(COLUMNS[kind]):
        answer = answer.with_column(column, [verdict[number] if verdict else "" for verdict in verdicts])
    return answer


def _beside(graph: Graph, query: StoredQuery, rows: Rows) -> list[str]:
    """Return of what each row names in ?compared how it stands beside other sources."""
    if COMPARED not in rows.columns:
        raise QueryInvalid(
            f"{query.name}.rq: the #+ header asks for verdicts beside other sources; select ?{COMPARED} too, which has"
            f" the IRIs of the figures or goals of a row as text, with {BETWEEN!r} between."
        )
    keys = {key for row in rows for key in str(row[COMPARED] or "").split(BETWEEN) if is_iri(key)}
    found = others.others(graph, _things(graph, keys)) if keys else {}
    return [_told(found, row) for row in rows]


_OF = tuple(NamedNode(f"{ONTOLOGY}{name}") for name in ("isFigureOf", "hasSubject"))


def _things(graph: Graph, figures: Iterable[str]) -> list[str]:
    """Return the things that figures are of, by IRI."""
    found = (quad.object for figure in figures for of in _OF for quad in graph.engine.match(NamedNode(figure), of))
    return sorted({thing.value for thing in found if isinstance(thing, NamedNode)})


def _told(found: Mapping[str, list[Other]], row: Row) -> str:
    known = {term.value for term in row.terms.values() if isinstance(term, NamedNode)}
    keys = str(row[COMPARED] or "").split(BETWEEN)
    return others.in_words((other for key in keys for other in found.get(key, ())), known=known)


def _of_figures(graph: Graph) -> Callable[[Row], Verdict | None]:
    pairs = {
        frozenset((pair.one.iri, pair.other.iri)): pair.verdict
        for group in figures.groups(figures.figures(graph), across=False)
        for pair in group.pairs
    }
    return lambda row: pairs.get(frozenset((str(row.figure), str(row.otherFigure))))


def _of_goals(graph: Graph) -> Callable[[Row], Verdict | None]:
    pairs = {frozenset((pair.one.iri, pair.other.iri)): pair.verdict for pair in goals.goal_pairs(goals.goals(graph))}
    return lambda row: pairs.get(frozenset((str(row.goal), str(row.otherGoal))))


def _of_lists(graph: Graph) -> Callable[[Row], Verdict | None]:
    pairs = {
        (pair.one.of, pair.one.what, frozenset((pair.one.article, pair.other.article))): pair.verdict
        for pair in lists.list_pairs(lists.lists(graph))
    }
    return lambda row: pairs.get((str(row.of), str(row.what), frozenset((str(row.source), str(row.otherSource)))))


_FINDERS = {"figures": _of_figures, "goals": _of_goals, "lists": _of_lists}
