"""Where the passages of an article stand in a copy of its text: at their places, moved, changed, or nowhere.

The graph holds where each passage stands, the SHA-256 of its text, and the SHA-256 of its text with white space and
typography made plain; so a passage is known again in any copy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from corridor_kg.answers.rows import Row
from corridor_kg.text import articles, stretches
from corridor_kg.text.scripts import has_edges
from corridor_kg.text.stretches import Stretch
from corridor_kg.text.words import without_notes

_VALUE = frozenset("%‰°+-−±$€£¥¬~<>/")
"""What belongs to a digit beside it."""

_SAYS = re.compile(r"\w|[%‰±$€£¥¬?!]")
"""What says something; other marks beside a passage are bullets, bars and the like."""


class Placed(NamedTuple):
    """Where a passage stands in a text: the verdict, the stretch that was taken for it, what is added, what to note."""

    verdict: str
    stretch: Stretch = Stretch((), "")
    added: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_there(self) -> bool:
        """Whether its text is what it was."""
        return self.verdict in ("found", "moved")


def places(rows: list[Row], text: str, aside: Iterable[Stretch] = ()) -> dict[str, Placed]:
    """Return where the passages of an article stand in a text, by their IRI.

    Args:
        rows: The passages, with ``start``, ``end``, ``hash`` and ``plainHash``, in the order of the article.
        text: The text.
        aside: What another article has of it: passages of this one may be whole paragraphs there, and are not sought.
    """
    placed = _places(rows, text, aside)
    _mark_added(rows, placed, text)
    return placed


def _places(rows: list[Row], text: str, aside: Iterable[Stretch]) -> dict[str, Placed]:
    """Return where passages stand in a text, those that are not there left as missing.

    A stretch of the text is taken for one passage alone: of a sentence that is printed twice, and altered once, one
    is missing.
    """
    placed = {row.passage: Placed("found", here) for row in rows if (here := _at_its_place(row, text))}
    others = [row for row in rows if row.passage not in placed]
    taken = [place.stretch for place in placed.values()]
    wanted = [(row.plainHash, row.end - row.start) for row in others if row.plainHash]
    there = stretches.find(text, wanted, taken, aside)
    for row in others:
        found = sorted(there.get(row.plainHash, ()))  # of a sentence that is printed twice, the first comes first
        free = [stretch for stretch in found if not any(map(stretch.meets, taken))]
        if free:
            stretch = next((stretch for stretch in free if stretch.place[0] == row.start), free[0])
            taken.append(stretch)
            placed[row.passage] = Placed("found" if stretch.place[0] == row.start else "moved", stretch)
    return {row.passage: placed.get(row.passage, Placed("missing")) for row in rows}


def _at_its_place(row: Row, text: str) -> Stretch | None:
    """Return the stretch where a passage stands in the article, if it stands there in a text."""
    here = text[row.start : row.end]
    if any(_is_cut(text, edge) for edge in (row.start, row.end) if edge):
        return None  # 12 at the end of a passage is not the 12 of 12,000
    plain = articles.normalized(here)
    stands = articles.sha256(here) == str(row.hash) or articles.sha256(plain) == str(row.plainHash)
    return Stretch(((row.start, row.end),), plain) if stands else None


def _is_cut(text: str, edge: int) -> bool:
    """Return whether a word or a number goes on from one side of an edge to the other; words of Chinese have no edges.

    >>> [_is_cut("sold 12,000 % of 东莞", edge) for edge in (2, 4, 7, 8, 11, 17)]
    [True, False, True, True, False, False]
    """
    before, behind, next = (text[at : at + 1] for at in (edge - 1, edge, edge + 1))
    if (before.isdigit() and behind in _VALUE) or (behind.isdigit() and (before in _VALUE or before in ",.")):
        return True
    return has_edges(before) and (has_edges(behind) or (behind in (",", ".") and next.isdigit()))


def place_changed(
    rows: list[Row], placed: dict[str, Placed], text: str, resembles: Callable[[str, str], float]
) -> None:
    """Give each missing passage the paragraph that is nearest to it, if one is left that is near.

    Args:
        rows: The passages.
        placed: Where they stand, by their IRI; it is changed.
        text: The text.
        resembles: Called with the IRI of a passage and a plain text; which share, from 0 to 1, of what the passage is
            known to print stands in the text.
    """
    free = _free(text, [part for place in placed.values() for part in place.stretch.parts])

    @cache
    def plain(span: tuple[int, int]) -> str:
        return articles.normalized(text[slice(*span)])

    for row in rows:
        if placed[row.passage].verdict != "missing" or not free:
            continue

        def nearness(span: tuple[int, int], row: Row = row) -> float:
            lengths = (span[1] - span[0], row.end - row.start)
            return float(resembles(row.passage, plain(span)) + min(lengths) / max(lengths))

        nearest = max(free, key=nearness)
        if nearness(nearest) > 1:
            placed[row.passage] = Placed("changed", Stretch((nearest,), plain(nearest)))
            free.remove(nearest)


def _mark_added(rows: list[Row], placed: dict[str, Placed], text: str) -> None:
    """Take a passage for changed where words stand beside it on its lines for which the article has no room.

    Where another passage is not there, they may be what is left of it: on its side, or about as long as it is. Where
    it is not known how much room there is, they are told of.
    """
    gone = [row.end - row.start for row in rows if not placed[row.passage].is_there]
    beside = _Beside(text, [part for place in placed.values() for part in place.stretch.parts])
    neighbours = [(row, placed[row.passage].is_there) for row in rows]
    for before, row, behind in zip([None, *neighbours], rows, [*neighbours[1:], None], strict=False):
        place = placed[row.passage]
        if not place.is_there:
            continue
        left, right, is_alone = beside.sides(place.stretch)
        sides: list[tuple[str, int | None]] = []
        if before is None or before[1]:
            sides.append((left, _room_before(row, before and before[0], is_alone=is_alone)))
        if behind is None or behind[1]:
            sides.append((right, _room_behind(row, behind and behind[0])))
        for found, room in sides:
            if not found.strip():
                continue
            words = articles.normalized(without_notes(found))
            count = len(_SAYS.findall(words))
            is_left_over = any(length / 2 < len(words) < length * 2 for length in gone)
            if room is None and count:
                note = f'"{words[:60]}" stands behind it; {_UNKNOWN}'
                placed[row.passage] = place._replace(notes=(note,))
            elif room is not None and count > max(0, room - 2) and not is_left_over:  # a word has something around it
                placed[row.passage] = place._replace(verdict="changed", added=words)


_UNKNOWN = "whether the article goes on there is not known, for the graph does not say where it ends (oa:end)."


def _room_before(row: Row, before: Row | None, *, is_alone: bool) -> int:
    """Return how many characters the article has between a passage and the one before.

    Before the first, the text has what a page begins with, and the article has not; where lines are not kept, it is
    on the same line.
    """
    start: int = row.start
    if before is not None:
        return start - int(before.end)
    return start - (row.articleStart or 0) if is_alone else start


def _room_behind(row: Row, behind: Row | None) -> int | None:
    """Return how many characters the article has between a passage and the one behind it, if that is known."""
    end: int | None = behind.start if behind is not None else row.articleEnd
    return None if end is None else end - int(row.end)


class _Beside:
    """What stands on the lines of a stretch, and in no passage."""

    def __init__(self, text: str, taken: list[tuple[int, int]]) -> None:
        self.text, self.taken = text, taken
        self.lines, self.paragraphs = articles.lines(text), articles.paragraphs(text)

    def sides(self, stretch: Stretch) -> tuple[str, str, bool]:
        """Return what stands before a stretch, what behind, and whether no other passage is on its lines."""
        start, end = stretch.place
        units = self.paragraphs if "\n" in self.text[start:end] else self.lines
        inside = [unit for unit in units if unit[0] < end and start < unit[1]]
        first, last = inside[0][0], inside[-1][1]
        left = max([first, *(stop for _, stop in self.taken if stop <= start)])
        right = min([last, *(begin for begin, _ in self.taken if begin >= end)])
        is_alone = not any(first <= begin < last for begin, stop in self.taken if stop <= start or begin >= end)
        return self.text[left:start], self.text[end:right], is_alone


def _free(text: str, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    r"""Return what is left of the paragraphs of a text: whole ones, and in those that hold more, the rest.

    >>> _free("one two three\n\nfour", [(4, 7)])
    [(0, 3), (8, 13), (15, 19)]
    """
    free = []
    for start, end in articles.paragraphs(text):
        inside = sorted((max(a, start), min(b, end)) for a, b in taken if a < end and start < b)
        edges = [start, *(edge for place in inside for edge in place), end]
        for left, right in zip(edges[::2], edges[1::2], strict=True):
            rest = text[left:right]
            if rest.strip():
                free.append((left + len(rest) - len(rest.lstrip()), left + len(rest.rstrip())))
    return free
