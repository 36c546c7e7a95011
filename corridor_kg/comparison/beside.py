"""The answers of stored queries with verdicts: whether what a row has agrees with what other sources say.

A query's header says which (``#+ verdict:``), and the query itself only finds what stands side by side; so it runs on
any engine, and the verdict is the same here and in `corridor_kg.comparison.comparing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from corridor_kg.answers.answer import Answer
from corridor_kg.answers.rows import Row, Rows
from corridor_kg.comparison import figures, goals, lists
from corridor_kg.comparison.figures import Pair
from corridor_kg.comparison.table import figure_in_words
from corridor_kg.comparison.verdicts import EQUAL, VERDICTS, Verdict
from corridor_kg.questions.stored_queries import StoredQuery
from corridor_kg.questions.verdicts import BESIDE, COLUMNS
from corridor_kg.store.graph import Graph


def beside(graph: Graph, query: StoredQuery, answer: Answer) -> Answer:
    """Return the answer of a stored query with the verdicts that its header asks for.

    Args:
        graph: The graph that was asked.
        query: The query.
        answer: Its answer; one without rows, and of a query that asks for none, comes back as it is.

    >>> from corridor_kg.questions import asking
    >>> from corridor_kg.questions.stored_queries import STORED
    >>> from corridor_kg.store.graph import open_graph
    >>> graph, query = open_graph(), STORED["figures-compared"]
    >>> sorted({row.verdict for row in beside(graph, query, asking.run(graph, query, {"measure": "area"}))})
    ['compatible', 'differs', 'equal']
    """
    kind = query.word("verdict")
    if not kind or not isinstance(answer, Rows):
        return answer
    if kind == BESIDE:
        return answer.with_column(COLUMNS[kind][0], _one_by_one(graph, answer))
    find = _FINDERS[kind](graph)
    verdicts = [find(row) for row in answer]
    for number, column in enumerate(COLUMNS[kind]):
        answer = answer.with_column(column, [verdict[number] if verdict else "" for verdict in verdicts])
    return answer


def _one_by_one(graph: Graph, rows: Rows) -> list[str]:
    """Return of each figure how it stands beside those of other sources: what differs, else what agrees."""
    found: dict[str, list[Pair]] = {}
    for group in figures.groups(figures.figures(graph)):
        for pair in group.pairs:
            if pair.one.source != pair.other.source:
                found.setdefault(pair.one.iri, []).append(pair)
                found.setdefault(pair.other.iri, []).append(Pair(pair.other, pair.one, pair.verdict))
    return [_told(found.get(str(row.figure), [])) for row in rows]


def _told(pairs: Iterable[Pair]) -> str:
    """Return the verdicts beside other sources: each with the passages and, where it is not the same, the number."""
    by_verdict: dict[str, list[str]] = {}
    for pair in pairs:
        passages = ", ".join(pair.other.passages)
        number = "" if pair.verdict.verdict == EQUAL else f" ({figure_in_words(pair.other)})"
        by_verdict.setdefault(pair.verdict.verdict, []).append(passages + number)
    ordered = sorted(by_verdict, key=VERDICTS.index)
    return "; ".join(f"{verdict}: {', '.join(dict.fromkeys(by_verdict[verdict]))}" for verdict in ordered)


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
