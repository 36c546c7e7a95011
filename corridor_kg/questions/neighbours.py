"""The neighbours of a thing, as a picture: a few of each relation, those first that somebody states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corridor_kg.pictures.neighbourhoods import Relation, neighbourhood
from corridor_kg.pictures.svg import Frame, Words
from corridor_kg.questions.facts import Fact, Known
from corridor_kg.text.scripts import is_chinese

_RELATIONS, _THINGS = 6, 3
"""How many relations a side has, and how many things a relation."""

_ASIDE = ("mapping:", "mention:", "passage:", "reading:")
"""What is said of a thing in the graph's own bookkeeping, and is no neighbour."""

_ELSEWHERE = ("skos:", "void:", "rdf:type")
"""The relations by which a thing is told of elsewhere, or to be of a kind."""


def picture(known: Known, totals: Mapping[tuple[str, bool], int]) -> str:
    """Return the neighbourhood of a thing as a document of SVG.

    Args:
        known: What is known of the thing.
        totals: How many facts lead to the thing, where not all of them are known; see `Description`.
    """
    near = [fact for fact in known.facts if _is_neighbour(fact)]
    sides = [
        _relations((fact for fact in near if fact.inverse is inverse), totals if inverse else {})
        for inverse in (True, False)
    ]
    left_out = sum(len(_by_name(fact for fact in near if fact.inverse is inverse)) for inverse in (True, False))
    left_out -= sum(map(len, sides))
    notes = ["A broken arrow: nobody states it, and it follows."] if any(fact.inferred for fact in near) else []
    notes += [f"{left_out} more relations are left out."] if left_out else []
    return neighbourhood(Frame(_words(known.label), " ".join(notes)), _words(known.label), *sides)


def _is_neighbour(fact: Fact) -> bool:
    is_named = fact.type == "uri" and fact.valueLabel != "" and not fact.restates
    return is_named and not fact.value.startswith(_ASIDE) and not fact.predicate.startswith(_ELSEWHERE)


def _by_name(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """Return facts by their relation, those that are stated somewhere first."""
    found: dict[str, list[Fact]] = {}
    for fact in sorted(facts, key=lambda fact: fact.inferred):
        found.setdefault(fact.predicateLabel, []).append(fact)
    return found


def _relations(facts: Iterable[Fact], totals: Mapping[tuple[str, bool], int]) -> list[Relation]:
    return [
        Relation(
            _words(name),
            [_words(fact.valueLabel) for fact in same[:_THINGS]],
            max(_count(same, totals) - _THINGS, 0),
            all(fact.inferred for fact in same),
        )
        for name, same in list(_by_name(facts).items())[:_RELATIONS]
    ]


def _count(same: Sequence[Fact], totals: Mapping[tuple[str, bool], int]) -> int:
    """Return how many facts there are of one relation, of which some are known."""
    return max(len(same), sum(totals.get((same[0].predicate, inferred), 0) for inferred in (True, False)))


def _words(text: str) -> Words:
    return Words(text, "zh" if any(map(is_chinese, text)) else "")
