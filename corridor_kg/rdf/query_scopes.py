"""Faults of a query that its grammar allows: what is not grouped, has a value already, or is an aggregate elsewhere.

The engine tells of them where the SELECT, the group or the VALUES ends in which they are, and names no variable.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corridor_kg.rdf.query_expectations import AGGREGATES
from corridor_kg.rdf.query_reading import Reading
from corridor_kg.rdf.tokens import Token

Fault = tuple[int, str]
"""The offset of the character where it stands, and what is wrong, as a sentence."""


class Select(NamedTuple):
    """The words of a SELECT: what it selects, its pattern, and what stands behind it, such as GROUP BY."""

    head: list[Token]
    body: list[Token]
    tail: list[Token]

    @property
    def has_group(self) -> bool:
        """Whether it says what to group by."""
        return any(word.keyword == "GROUP" for word in self.tail)


def fault(reading: Reading, end: int, sentence: str) -> Fault:
    """Return what the engine means by a sentence that it says before a word.

    Args:
        reading: The query.
        end: The index of the word.
        sentence: What the engine says there.
    """
    found: Fault | None = None
    select = _select(reading.words[:end])
    if "VALUES" in sentence:
        found = _row(reading, end, sentence)
    elif "overrid" in sentence or "Duplicated" in sentence:
        found = _named_twice(reading, end, sentence)
    elif select:
        found = _aggregate(select) or (_star(select) if "*" in sentence else _ungrouped(select))
    return found or (reading.words[end - 1].start, f"{sentence.removesuffix('.')}.")


def _select(words: list[Token]) -> Select | None:
    """Return the SELECT that ends where some words end."""
    depth = 0
    for start in range(len(words) - 1, -1, -1):
        depth += (words[start].kind == "close") - (words[start].kind == "open")
        if depth < 0:
            return None
        if depth == 0 and words[start].keyword == "SELECT":
            end = _pattern_end(words)
            head = next((index for index in range(start, end) if words[index].kind == "open"), end)
            return Select(words[start + 1 : head], words[head:end], words[end:])
    return None


def _pattern_end(words: list[Token]) -> int:
    return next((index + 1 for index in range(len(words) - 1, -1, -1) if words[index].kind == "close"), len(words))


def _row(reading: Reading, end: int, sentence: str) -> Fault | None:
    """Return the first row of a VALUES that the engine objects to."""
    texts = reading.texts[:end]
    start = max(index for index, text in enumerate(texts) if text == "{")
    rows = [index for index in range(start, end) if texts[index] == ")"]
    row = bisect_left(rows, True, key=lambda index: sentence in reading.said([*texts[: index + 1], "}"]))
    if row == len(rows):
        return None
    opening = max(index for index in range(rows[row]) if texts[index] == "(")
    return reading.words[opening].start, f"{sentence.removesuffix('.')}."


def _named_twice(reading: Reading, end: int, sentence: str) -> Fault | None:
    """Return the first variable that may not be named here: with others named otherwise, the engine is content."""
    texts = list(reading.texts[:end])
    heads = {id(word) for word in (_select(reading.words[:end]) or Select([], [], [])).head}
    may_be = [
        index
        for index, word in enumerate(reading.words[:end])
        if word.kind == "variable" and (id(word) in heads or (index and reading.words[index - 1].keyword == "AS"))
    ]

    def is_named_twice(number: int) -> bool:
        others = {index: f"?other{index}" for index in may_be[number + 1 :]}
        return sentence in reading.said([others.get(place, text) for place, text in enumerate(texts)])

    number = bisect_left(range(len(may_be)), True, key=is_named_twice)
    if number == len(may_be):
        return None
    word = reading.words[may_be[number]]
    return word.start, f"?{word.text[1:]} has a value already; name what stands before AS otherwise."


def _star(select: Select) -> Fault | None:
    star = next((word for word in select.head if word.text == "*"), None)
    return star and (star.start, "SELECT * may not stand with GROUP BY; name what it groups by, and aggregates.")


def _ungrouped(select: Select) -> Fault | None:
    """Return the first variable that is neither grouped by nor inside an aggregate."""
    grouped = {word.text[1:] for word in select.tail if word.kind == "variable"} if select.has_group else set()
    for word in _outside_aggregates(select.head):
        if word.text[1:] not in grouped:
            name = f"?{word.text[1:]}"
            return word.start, f"{name} is neither grouped by nor inside an aggregate; add GROUP BY {name}."
    return None


def _outside_aggregates(head: list[Token]) -> Iterator[Token]:
    """Yield the variables of a SELECT that stand in no aggregate, and are not what an expression is named."""
    brackets: list[bool] = []
    before = Token("other", "", 0)
    for word in head:
        if word.text == "(":
            brackets.append(before.keyword in AGGREGATES)
        elif word.text == ")" and brackets:
            brackets.pop()
        elif word.kind == "variable" and before.keyword != "AS" and not any(brackets):
            yield word
        before = word


def _aggregate(select: Select) -> Fault | None:
    """Return the first aggregate in the pattern of a SELECT, but for the patterns of SELECTs inside it."""
    for word in _own(select.body):
        if word.keyword in AGGREGATES:
            remedy = "compare it in HAVING, behind GROUP BY, or in a SELECT of its own"
            return word.start, f"{word.keyword} is an aggregate, which may not stand in FILTER or BIND; {remedy}."
    return None


def _own(body: Iterable[Token]) -> Iterator[Token]:
    """Yield the words of a pattern that are in no SELECT inside it."""
    groups: list[bool] = []
    for word in body:
        if word.kind == "open":
            groups.append(False)
        elif word.kind == "close" and groups:
            groups.pop()
        elif word.keyword == "SELECT" and groups:
            groups[-1] = True
        if not any(groups):
            yield word
