"""Somebody's own spreadsheet against our things: the matcher of the suggestions, the other way round."""

from __future__ import annotations

import csv
import io
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from typing import NamedTuple

from corridor_kg.choices import LEAST_SCORE
from corridor_kg.errors import BadParameter, GraphUnreadable, did_you_mean
from corridor_kg.files import piped
from corridor_kg.links.matching import Match, Profile, rank
from corridor_kg.links.profiles import profiles
from corridor_kg.rdf import lines, unreadable
from corridor_kg.spelling import fitting, folded, quoted
from corridor_kg.store.graph import Graph
from corridor_kg.text.names import key

ADDED = ("corridor_iri", "corridor_label", "corridor_score")
"""The columns that are added; with a number behind them where the table has one of them already."""

_DELIMITERS = ",;\t|"
_MARK = "\ufeff"


class Matched(NamedTuple):
    """A table with what its names were matched to.

    Attributes:
        text: The table, as CSV with the delimiter that it had.
        rows: How many rows it has, its head left aside.
        matched: How many of them were matched.
        added: The columns that were added to it.
    """

    text: str
    rows: int
    matched: int
    added: tuple[str, ...]


def match(
    graph: Graph,
    path: str,
    column: str,
    *,
    least: int = LEAST_SCORE,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Matched:
    """Return a CSV table with the thing of ours that each name in a column stands for, and how well it fits.

    Everything else in the table stays as it is. A name that fits two things equally well is matched to neither.

    Args:
        graph: The graph.
        path: A CSV file in UTF-8, its columns named in the first row, delimited by comma, semicolon, tab or bar; ``-``
            is standard input.
        column: The column of names, as people read it: white space and case make no difference where one column fits.
        least: The score, from 0 to 100, below which a name is not matched.
        progress: Called with how many rows are done, and how many there are.

    Raises:
        BadParameter: There is no such column.
        GraphNotFound: The file cannot be read.
        GraphUnreadable: It is not UTF-8, or is no table.
    """
    read = _read(path)
    text = read.removeprefix(_MARK)
    delimiter = _delimiter(text)
    rows = list(_rows(path, text, delimiter))
    if not rows or not any(rows[0]):
        raise GraphUnreadable(f"{unreadable.shown(path)}: its first row is empty, and has to name the columns.", path)
    head, *body = rows
    place = _column_index(path, head, column)
    find = _finder(profiles(graph), least)
    added = _free(head)
    if added != ADDED:
        named = ", ".join(added)
        warnings.warn(f"the table has columns of these names, which stay; {named} are added.", stacklevel=2)
    table, matched = [[*head, *added]], 0
    for number, row in enumerate(body, 1):
        _refuse_ragged(path, row, head, number)
        found = find(row[place]) if place < len(row) else None
        matched += found is not None
        cells = [*row, *[""] * (len(head) - len(row))]
        table.append([*cells, *_added(found)] if row else row)
        progress(number, len(body))
    end = lines.END.search(text)
    mark = _MARK if read.startswith(_MARK) else ""  # by which spreadsheets know UTF-8
    return Matched(mark + _serialized(table, delimiter, end[0] if end else "\n"), len(body), matched, added)


def _free(head: list[str]) -> tuple[str, ...]:
    """Return names for the columns that are added which no column has: what somebody wrote is not replaced."""
    taken = set(map(folded, head))
    for number in count(1):
        names = tuple(name if number == 1 else f"{name}_{number}" for name in ADDED)
        if taken.isdisjoint(names):
            break
    return names


def _refuse_ragged(path: str, row: list[str], head: list[str], number: int) -> None:
    if len(row) > len(head):
        raise GraphUnreadable(
            f"{unreadable.shown(path)}, row {number} below the head has {len(row)} cells, the head {len(head)};"
            " quote a delimiter that belongs to a text.",
            path,
        )


def _added(found: Match | None) -> list[str]:
    return [found.candidate.iri, found.candidate.name, str(found.score)] if found else ["", "", ""]


def _finder(candidates: list[Profile], least: int) -> Callable[[str], Match | None]:
    """Return a function from a name to the one thing that it fits best."""

    @cache
    def find(name: str) -> Match | None:
        if not key(name):
            return None
        first, *others = rank(Profile("", (name,)), candidates)
        clear = not others or others[0].score < first.score
        return first if clear and first.score >= least else None

    return find


def _read(path: str) -> str:
    try:
        content = piped.read(path, what="the table")
        return content.decode()
    except UnicodeDecodeError as error:
        line = len(lines.plain(content[: error.start].decode(errors="replace")))
        message = f"{unreadable.shown(path)}, line {line} is not UTF-8; save the table as 'CSV UTF-8'."
        raise GraphUnreadable(message, path, line) from None
    except OSError as error:
        raise unreadable.explain(path, error) from None


def _delimiter(text: str) -> str:
    """Return the delimiter of a table: the one that its first row has most of outside quotes; a comma if none.

    >>> _delimiter('"town, or city";x')
    ';'
    """
    found, quoted = Counter[str](), False
    for character in text:
        if character in "\r\n" and not quoted:
            break
        quoted ^= character == '"'
        found[character] += not quoted and character in _DELIMITERS
    return max(_DELIMITERS, key=lambda delimiter: (found[delimiter], delimiter == ","))


def _rows(path: str, text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(lines.split(text), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        message = f"{unreadable.shown(path)}, line {reader.line_num}: the row cannot be read: {error}."
        raise GraphUnreadable(message, path, reader.line_num) from None


def _column_index(path: str, head: list[str], column: str) -> int:
    found = fitting(column, range(len(head)), text=head.__getitem__)
    if not found:
        hint = did_you_mean(column, head, otherwise=f"there are {', '.join(map(quoted, head))}")
        raise BadParameter(f"{unreadable.shown(path)} has no column {column!r}{hint}")
    if len(found) > 1:
        several = " and ".join(dict.fromkeys(quoted(head[index]) for index in found))
        raise BadParameter(f"{unreadable.shown(path)} has several columns {several}; give each a name of its own.")
    return found[0]


def _serialized(rows: list[list[str]], delimiter: str, end: str) -> str:
    table = io.StringIO()
    csv.writer(table, delimiter=delimiter, lineterminator=end).writerows(rows)
    return table.getvalue()
