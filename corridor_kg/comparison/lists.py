"""What sources name of a plan's platforms, centres and steps, side by side: whose list is complete, who adds what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from types import MappingProxyType
from typing import NamedTuple

from corridor_kg.comparison.verdicts import DIFFERS, EQUAL, Verdict
from corridor_kg.store.graph import Graph

ADDS = "adds"
LIST_VERDICTS = (DIFFERS, ADDS, EQUAL)
"""The verdicts of lists, first what is worth a look."""

_MOST = 4
"""How many names a reason tells."""

_NAMED = """
SELECT DISTINCT ?article ?source ?passageName ?of ?ofLabel ?what ?whatLabel ?member ?memberLabel
WHERE {
  {
    GRAPH ?passage {
      ?designation ckg:isDesignationOf ?member ;
        ckg:isGivenBy ?of ;
        ckg:hasRank ?what .
    }
  }
  UNION
  {
    GRAPH ?passage { ?member ckg:isStepOf ?of . }
    BIND(ckg:PlanStep AS ?what)
  }
  ?passage dcterms:isPartOf ?article ;
    skos:notation ?passageName .
  ?article skos:notation ?source .
  ?of rdfs:label ?ofLabel .
  FILTER(LANGMATCHES(LANG(?ofLabel), "en"))
  ?what rdfs:label ?whatLabel .
  FILTER(LANGMATCHES(LANG(?whatLabel), "en"))
  ?member rdfs:label ?memberLabel .
  FILTER(LANGMATCHES(LANG(?memberLabel), "en"))
}
ORDER BY ?ofLabel ?whatLabel ?source ?memberLabel ?passageName
"""

_COUNTED = """
SELECT DISTINCT ?source ?of ?what ?count ?isComplete
WHERE {
  GRAPH ?passage {
    ?figure ckg:counts ?what ;
      ckg:isFigureOf ?of ;
      sdmx-measure:obsValue ?count .
    OPTIONAL { ?figure ckg:listIsComplete ?isComplete . }
  }
  ?passage dcterms:isPartOf ?article .
  ?article skos:notation ?source .
}
ORDER BY ?source ?of ?what ?count
"""


_PARTS = """
SELECT DISTINCT ?source ?of ?what ?part ?count
WHERE {
  GRAPH ?passage {
    ?figure ckg:counts ?what ;
      ckg:isFigureOf ?of .
    ?part dcterms:isPartOf ?figure ;
      sdmx-measure:obsValue ?count .
  }
  ?passage dcterms:isPartOf ?article .
  ?article skos:notation ?source .
  ?figure ckg:hasMeasure ?measure .
  ?part ckg:hasMeasure ?measure .
}
ORDER BY ?source ?of ?what DESC(?count) ?part
"""


class Listed(NamedTuple):
    """What one source names.

    Attributes:
        source: The short name of the source.
        article: Its article, by IRI.
        of: Whose list it is, by IRI, such as a plan.
        of_label: What that is called.
        what: What is listed: a rank or a class, by IRI.
        what_label: What that is called.
        names: The things that are named, by IRI, with what they are called.
        total: How many there are, by the source; None where it does not say.
        is_complete: Whether all of them are named.
        parts: The numbers of its parts, by the source, such as of each city; empty where it tells none.
        passages: Which of the things each passage names, by the notation of the passage.
    """

    source: str
    article: str
    of: str
    of_label: str
    what: str
    what_label: str
    names: dict[str, str]
    total: int | None
    is_complete: bool
    parts: tuple[int, ...] = ()
    passages: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class ListPair(NamedTuple):
    """The lists of two sources, and whether they agree."""

    one: Listed
    other: Listed
    verdict: Verdict


def lists(graph: Graph) -> list[Listed]:
    """Return what each source names of a plan's ranks and steps."""
    named: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    passages: dict[tuple[str, ...], dict[str, tuple[str, ...]]] = defaultdict(dict)
    for row in graph.rows(_NAMED):
        key = tuple(str(row[column]) for column in ("source", "article", "of", "ofLabel", "what", "whatLabel"))
        named[key][str(row.member)] = str(row.memberLabel)
        name = str(row.passageName)
        passages[key][name] = (*passages[key].get(name, ()), str(row.member))
    counted: dict[tuple[str, str, str], tuple[int, bool]] = {}
    for row in graph.rows(_COUNTED):
        counted[str(row.source), str(row.of), str(row.what)] = (int(row["count"]), row.isComplete is not False)
    parts: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for row in graph.rows(_PARTS):
        parts[str(row.source), str(row.of), str(row.what)].append(int(row["count"]))
    found = []
    for key, names in named.items():
        source, article, of, of_label, what, what_label = key
        count, may_be_complete = counted.get((source, of, what), (None, False))
        listed = Listed(
            source=source,
            article=article,
            of=of,
            of_label=of_label,
            what=what,
            what_label=what_label,
            names=names,
            total=count,
            is_complete=may_be_complete and count == len(names),
            parts=tuple(parts[source, of, what]),
            passages=passages[key],
        )
        found.append(listed)
    return found


def list_pairs(found: Iterable[Listed]) -> Iterator[ListPair]:
    """Yield the lists of the same that two sources have."""
    by_key: dict[tuple[str, str], list[Listed]] = defaultdict(list)
    for listed in found:
        by_key[listed.of, listed.what].append(listed)
    for of in by_key.values():
        for one, other in combinations(of, 2):
            yield ListPair(one, other, compare_lists(one, other))


def compare_lists(one: Listed, other: Listed) -> Verdict:
    """Return whether two lists agree: a complete one that lacks what another names differs; to an open one it adds."""
    more = {one.source: _only(one, other), other.source: _only(other, one)}
    if one.is_complete and other.is_complete and one.total != other.total:
        return Verdict(DIFFERS, f"{one.total} beside {other.total}")
    for closed, beside in ((one, other), (other, one)):
        if closed.is_complete and more[beside.source]:
            return Verdict(DIFFERS, f"the list of {closed.source} is complete, and has no {_told(more[beside.source])}")
    added = [f"{source} adds {_told(names)}" for source, names in more.items() if names]
    if added:
        return Verdict(ADDS, "; ".join(added))
    return Verdict(EQUAL, f"both name the same {len(one.names)}")


def _only(one: Listed, other: Listed) -> list[str]:
    return sorted(label for iri, label in one.names.items() if iri not in other.names)


def _told(names: list[str]) -> str:
    more = len(names) - _MOST
    return ", ".join(names[:_MOST]) + (f" and {more} more" if more > 0 else "")
