"""Searching the stored queries by words, as forgivingly as things are found by their names."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import NamedTuple

from corridor_kg.questions.stored_queries import StoredQuery
from corridor_kg.spelling import folded

_WORD = re.compile(r"[^\W_]+")


class Found(NamedTuple):
    """What a search has found.

    Attributes:
        queries: By name, those first whose name or question has the words.
        near: The words that no query has, each with one that is spelt like it and was looked for instead; where
            there are any, what is found is near, and not what was asked for.
    """

    queries: dict[str, StoredQuery]
    near: dict[str, str]


def search(queries: Mapping[str, StoredQuery], text: str) -> Found:
    """Return the queries that have all words of a text, in one number or the other, or the beginnings of words.

    Looked at are the name, the question, the description, the tags, the parameters, and the columns with their labels.

    Args:
        queries: The queries.
        text: Some words.

    >>> from corridor_kg.questions.stored_queries import STORED
    >>> list(search(STORED, "CORE platform").queries)[0], search(STORED, "platfrom").near
    ('core-platforms', {'platfrom': 'platform'})
    """
    known = {name: _words(query) for name, query in queries.items()}
    wanted = list(dict.fromkeys(_split(text)))
    near: dict[str, str] = {}
    for word in wanted:
        if not any(_place(word, places) is not None for places in known.values()):
            every = sorted({other for places in known.values() for place in places for other in place})
            near[word] = next(iter(difflib.get_close_matches(word, every, n=1, cutoff=0.8)), "")
    asked = [near.get(word, word) for word in wanted]
    ranks = {name: [_place(word, places) for word in asked] for name, places in known.items()}
    fitting = {
        name: sum(rank) for name, found in ranks.items() if (rank := [at for at in found if at is not None]) == found
    }
    names = sorted(fitting, key=lambda name: (fitting[name], name)) if all(asked) else []
    return Found(
        {name: queries[name] for name in names if wanted}, {word: other for word, other in near.items() if other}
    )


def _words(query: StoredQuery) -> list[set[str]]:
    """Return the words of a query by where they stand, the more telling places first."""
    labels = (f"{column.name} {column.label}" for column in query.described)
    places = (
        query.name,
        query.summary,
        " ".join([*query.tags, *(parameter.name for parameter in query.parameters), *query.columns, *labels]),
        query.description,
    )
    return [set(_split(place)) for place in places]


def _split(text: str) -> list[str]:
    """Return the words of a text, those that a capital begins within another apart, as in the name of a column."""
    return _WORD.findall(folded(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)))


def _place(word: str, places: list[set[str]]) -> int | None:
    """Return at which place a word stands first; None where it does at none."""
    return next((at for at, place in enumerate(places) if any(_fits(word, other) for other in place)), None)


def _fits(word: str, other: str) -> bool:
    """Return whether a word is another, its singular, or its beginning; one letter begins too many, as in R&D.

    >>> _fits("cities", "city"), _fits("plans", "plan"), _fits("plat", "platforms"), _fits("plan", "explain")
    (True, True, True, False)
    >>> _fits("d", "day")
    False
    """
    return (len(word) > 1 and other.startswith(word)) or _singular(word) == _singular(other)


def _singular(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
