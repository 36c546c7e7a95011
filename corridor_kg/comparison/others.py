"""What other sources say beside a figure, a goal or a list of one source: each with its verdict and its passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from corridor_kg.comparison import figures, goals, lists
from corridor_kg.comparison.goals import OTHER_YEAR, SAME_YEAR
from corridor_kg.comparison.lists import ADDS
from corridor_kg.comparison.table import figure_in_words
from corridor_kg.comparison.verdicts import (
    COMPATIBLE,
    DIFFERS,
    EQUAL,
    NOT_COMPARED,
    OTHER_PERIOD,
    OTHER_UNIT,
    SAYS_LITTLE,
)
from corridor_kg.store.graph import Graph

_ORDER = (
    *(DIFFERS, OTHER_YEAR, ADDS, COMPATIBLE, SAYS_LITTLE, EQUAL, SAME_YEAR),
    *(OTHER_PERIOD, OTHER_UNIT, NOT_COMPARED),
)
"""The verdicts of figures, goals and lists, first what is worth a look, last what says nothing of the two."""


class Other(NamedTuple):
    """What another source says beside something.

    Attributes:
        key: Beside what: a figure or a goal, by IRI; or a list, by the IRIs of whose list it is, of what is listed and
            of its article, with spaces between.
        of: Of what that is told, by IRI.
        label: What this is called.
        verdict: How the two stand.
        words: The passages of the other, and what it says where that is not the same.
    """

    key: str
    of: str
    label: str
    verdict: str
    words: str


def others(graph: Graph, figures_of: Iterable[str] = ()) -> dict[str, list[Other]]:
    """Return what other sources say beside each figure, goal and list, by its key.

    Args:
        graph: The graph.
        figures_of: The IRIs of the things whose figures are asked for; empty for all.

    >>> from corridor_kg.store.graph import open_graph
    >>> goal = "https://w3id.org/corridor-kg/goal/china-daily-shenzhen-main-engine-2020"
    >>> [(one.label, one.verdict, one.words) for one in others(open_graph())[goal]][:1]
    [('Shenzhen', 'same year', 'nanfang-daily p03')]
    """
    found: dict[str, list[Other]] = defaultdict(list)
    for other in chain(_figures(graph, figures_of), _goals(graph), _lists(graph)):
        found[other.key].append(other)
    return found


def in_words(found: Iterable[Other], *, known: Collection[str]) -> str:
    """Return how something stands beside other sources, what differs first.

    Args:
        found: What the others say.
        known: The IRIs of what needs no name, for whoever reads sees it.

    >>> told = [Other("figure", "city", "Shenzhen", *how) for how in (("equal", "a p04"), ("differs", "b p01 (9 km)"))]
    >>> in_words(told, known=[])
    'differs: Shenzhen beside b p01 (9 km); equal: Shenzhen beside a p04'
    >>> in_words(told, known=["city"])
    'differs: b p01 (9 km); equal: a p04'
    """
    parts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for other in found:
        is_known = other.key in known or other.of in known
        parts[other.verdict, "" if is_known else f"{other.label} beside "].append(other.words)
    ordered = sorted(parts, key=lambda part: _ORDER.index(part[0]))
    return "; ".join(f"{verdict}: {of}{', '.join(dict.fromkeys(parts[verdict, of]))}" for verdict, of in ordered)


def _figures(graph: Graph, things: Iterable[str]) -> Iterator[Other]:
    for group in figures.groups(figures.figures(graph, things)):
        for pair in group.pairs:
            verdict = pair.verdict.verdict
            for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
                if one.source != other.source:
                    words = _words(other.passages, "" if verdict == EQUAL else figure_in_words(other))
                    yield Other(one.iri, one.stated.thing, one.labels["thing"], verdict, words)


def _goals(graph: Graph) -> Iterator[Other]:
    """Yield of each other source the goals of the same year, or all where it has none of that year."""
    found: dict[tuple[str, str], list[Other]] = defaultdict(list)
    for pair in goals.goal_pairs(goals.goals(graph)):
        verdict = pair.verdict.verdict
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            words = _words([other.passage], "" if verdict == SAME_YEAR else other.year)
            found[one.iri, other.source].append(Other(one.iri, one.subject, one.subject_label, verdict, words))
    for of in found.values():
        yield from [other for other in of if other.verdict == SAME_YEAR] or of


def _lists(graph: Graph) -> Iterator[Other]:
    for pair in lists.list_pairs(lists.lists(graph)):
        verdict = pair.verdict.verdict
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            words = _words(sorted(other.passages), "" if verdict == EQUAL else pair.verdict.reason)
            yield Other(f"{one.of} {one.what} {one.article}", one.of, one.of_label, verdict, words)


def _words(passages: Iterable[str], said: str) -> str:
    return ", ".join(passages) + (f" ({said})" if said else "")
