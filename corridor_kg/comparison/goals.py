"""The goals of sources side by side: who is to be what by when. Years are compared, and what is to be is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from corridor_kg.comparison.verdicts import Verdict
from corridor_kg.store.graph import Graph

SAME_YEAR, OTHER_YEAR = "same year", "other year"
GOAL_VERDICTS = (OTHER_YEAR, SAME_YEAR)
"""The verdicts of goals, first what is worth a look."""

_GOALS = """
SELECT DISTINCT ?goal ?goalLabel ?subject ?subjectLabel ?year ?passageName ?source
WHERE {
  GRAPH ?passage {
    ?goal a ckg:Goal ;
      ckg:hasSubject ?subject ;
      ckg:targetYear ?year .
  }
  ?passage dcterms:isPartOf ?article ;
    skos:notation ?passageName .
  ?article skos:notation ?source .
  ?goal rdfs:label ?goalLabel .
  ?subject rdfs:label ?subjectLabel .
  FILTER(LANGMATCHES(LANG(?subjectLabel), "en"))
}
ORDER BY ?subjectLabel ?year ?source ?goal
"""


class Goal(NamedTuple):
    """A goal of a source.

    Attributes:
        iri: The goal.
        label: What is to be, in our words.
        subject: Whose goal it is, by IRI.
        subject_label: What that is called.
        year: By when.
        source: The short name of its source.
        passage: The short name of the passage that states it.
    """

    iri: str
    label: str
    subject: str
    subject_label: str
    year: str
    source: str
    passage: str


class GoalPair(NamedTuple):
    """Goals of two sources for the same, and whether they have the same year."""

    one: Goal
    other: Goal
    verdict: Verdict


def goals(graph: Graph) -> list[Goal]:
    """Return the goals with a year that passages state."""
    columns = ("goal", "goalLabel", "subject", "subjectLabel", "year", "source", "passageName")
    return [Goal(*(str(row[column]) for column in columns)) for row in graph.rows(_GOALS)]


def goal_pairs(found: Iterable[Goal]) -> Iterator[GoalPair]:
    """Yield each two goals for the same thing that two sources have."""
    by_subject: dict[str, list[Goal]] = defaultdict(list)
    for goal in found:
        by_subject[goal.subject].append(goal)
    for of in by_subject.values():
        for one, other in combinations(of, 2):
            if one.source != other.source:
                yield GoalPair(one, other, _compared(one, other))


def _compared(one: Goal, other: Goal) -> Verdict:
    if one.year == other.year:
        return Verdict(SAME_YEAR, f"both by {one.year}")
    return Verdict(OTHER_YEAR, f"{one.year} beside {other.year}; whether they are one goal, nobody says")
