"""Somebody's own spreadsheet against our things: a name is matched with what has it, and what is like it is told."""

from __future__ import annotations

import csv
import io
import warnings
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import cache, partial
from itertools import count
from typing import NamedTuple

from pyoxigraph import NamedNode

from corridor_kg.choices import LEAST_SCORE
from corridor_kg.errors import BadParameter, GraphUnreadable, did_you_mean
from corridor_kg.files import piped
from corridor_kg.links.profiles import CONTAINED_IN, is_known_elsewhere, kind_of
from corridor_kg.rdf import lines, unreadable
from corridor_kg.rdf.vocabulary import shorten
from corridor_kg.spelling import fitting, folded, quoted
from corridor_kg.store.graph import Graph
from corridor_kg.text.names import key

ADDED = ("corridor_iri", "corridor_label", "corridor_score", "corridor_ambiguous", "corridor_candidates")
"""The columns that are added; with a number behind them where the table has one of them already."""

MOST_CANDIDATES = 3
"""How many things are told that have a name like one that nothing has."""

_LONGER = {
    "cities": (
        *("{} city", "{} municipality", "{} prefecture", "{} prefecture level city"),
        *("city of {}", "the city of {}", "municipality of {}", "{} shi", "{}市"),
    ),
    "regions": (
        *("{} province", "province of {}", "the province of {}", "{} sheng", "{}省"),
        *("{} sar", "{} special administrative region", "{}特别行政区"),
    ),
}
"""The forms in which the names of a kind say what it is, as `key` has them, which one list of places uses and another
does not."""

_DELIMITERS = ",;\t|"
_MARK = "\ufeff"


class Found(NamedTuple):
    """What was found for a name.

    Attributes:
        things: What has this name: the match, if it is one thing.
        candidates: Where nothing has it, what has a name like it, each with how alike they are, the most alike first.
    """

    things: tuple[NamedNode, ...] = ()
    candidates: tuple[tuple[NamedNode, int], ...] = ()


class Matched(NamedTuple):
    """A table with what its names were matched to.

    Attributes:
        text: The table, as CSV with the delimiter that it had.
        rows: How many rows it has, its head and empty lines left aside.
        matched: How many of them were matched.
        ambiguous: How many of them have a name that several things have.
        undecided: How many of them have candidates, and no match.
        added: The columns that were added to it.
    """

    text: str
    rows: int
    matched: int
    ambiguous: int
    undecided: int
    added: tuple[str, ...]


def match(
    graph: Graph,
    path: str,
    column: str,
    *,
    least: int = LEAST_SCORE,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Matched:
    """Return a CSV table with the thing of ours that has each name in a column.

    Everything else in the table stays as it is. A name is matched where one thing has it, in any language or script
    (`corridor_kg.text.names.key`), or has it but for a word such as "city" that says what it is, or the name of a place
    in which it lies. Where several have it, they are told, and none is guessed; where none has it, those are that have
    one like it.

    Args:
        graph: The graph.
        path: A CSV file in UTF-8, its columns named in the first row, delimited by comma, semicolon, tab or bar; ``-``
            is standard input.
        column: The column of names, as people read it: white space and case make no difference where one column fits.
        least: How alike two names have to be, from 0 to 100, for a thing to be a candidate.
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
    find = _finder(graph, least)
    added = _free(head)
    if added != ADDED:
        own, named = next(name for name in head if folded(name) in ADDED), ", ".join(added)
        warnings.warn(f"the table has {quoted(own)} already, which stays as it is; {named} are added.", stacklevel=2)
    table, told = [[*head, *added]], list[Found]()
    for number, row in enumerate(body, 1):
        _refuse_ragged(path, row, head, number)
        told.append(find(row[place]) if place < len(row) else Found())
        cells = [*row, *[""] * (len(head) - len(row))]
        table.append([*cells, *_added(graph, told[-1])] if row else row)
        progress(number, len(body))
    end = lines.END.search(text)
    mark = _MARK if read.startswith(_MARK) else ""  # by which spreadsheets know UTF-8
    return Matched(
        text=mark + _serialized(table, delimiter, end[0] if end else "\n"),
        rows=sum(map(bool, body)),
        matched=sum(len(found.things) == 1 for found in told),
        ambiguous=sum(len(found.things) > 1 for found in told),
        undecided=sum(bool(found.candidates) for found in told),
        added=added,
    )


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


def _added(graph: Graph, found: Found) -> list[str]:
    """Return what stands in the columns that are added."""
    if len(found.things) == 1:
        (thing,) = found.things
        return [thing.value, graph.label(thing), "100", "", ""]
    several = "; ".join(_shown(graph, thing) for thing in found.things)
    candidates = "; ".join(f"{_shown(graph, thing)} {likeness}" for thing, likeness in found.candidates)
    return ["", "", "", several, candidates]


def _shown(graph: Graph, thing: NamedNode) -> str:
    return f"{graph.label(thing)} ({shorten(thing.value)})"


def _finder(graph: Graph, least: int) -> Callable[[str], Found]:
    """Return a function from a name to what is found for it."""
    is_ours = partial(is_known_elsewhere, graph.engine)
    ways = (lambda name: graph.names.called(name), partial(_by_kind, graph), partial(_by_place, graph))

    @cache
    def find(name: str) -> Found:
        things = next((found for way in ways if (found := list(filter(is_ours, way(name))))), [])
        if things or not key(name):
            return Found(tuple(sorted(things, key=lambda thing: thing.value)))
        candidates: dict[NamedNode, int] = {}
        for near in graph.names.near(name, 5 * MOST_CANDIDATES):  # for one thing may have several names like it
            if near.likeness >= least and is_ours(near.thing):
                candidates.setdefault(near.thing, near.likeness)
        return Found((), tuple(candidates.items())[:MOST_CANDIDATES])

    return find


def _by_kind(graph: Graph, name: str) -> Iterator[NamedNode]:
    """Yield the things that have a name but for the word for their kind: a city may be a city by name, a firm may not.

    >>> from corridor_kg.store.graph import open_graph
    >>> [list(_by_kind(open_graph(), name)) for name in ("Guangdong Province", "Tencent City")]
    [[<NamedNode value=https://w3id.org/corridor-kg/place/guangdong>], []]
    """
    for kind, forms in _LONGER.items():
        found = [thing for form in _forms(key(name), forms) for thing in graph.names.called(form)]
        yield from (thing for thing in dict.fromkeys(found) if kind_of(graph.engine, thing.value) == kind)


def _by_place(graph: Graph, name: str) -> Iterator[NamedNode]:
    """Yield the places that a name names together with places in which they lie, in either order, and nothing more.

    >>> from corridor_kg.store.graph import open_graph
    >>> [list(_by_place(open_graph(), name)) for name in ("Dongguan (Guangdong)", "Shenzhen, Dongguan")]
    [[<NamedNode value=https://w3id.org/corridor-kg/place/dongguan>], []]
    """
    found = graph.names.find(name, case=name != name.lower())
    places = [0, *(place for one in found for place in (one.start, one.end)), len(name)]
    around = "".join(name[start:end] for start, end in zip(places[::2], places[1::2], strict=True))
    if len(found) < 2 or any(map(str.isalnum, around)):
        return
    for one in found:
        others = [other.things for other in found if other is not one]
        for thing in one.things:
            if all(any(_lies_in(graph, thing, place) for place in meant) for meant in others):
                yield thing


def _lies_in(graph: Graph, thing: NamedNode, place: NamedNode) -> bool:
    return graph.engine.holds(f"ASK {{ {thing} {CONTAINED_IN}+ {place} }}")  # also where nothing is inferred


def _forms(name: str, longer: Collection[str]) -> Iterator[str]:
    """Yield the forms that a name may have: without what makes it longer, and with it.

    >>> list(_forms("东莞", ["{}市"])), list(_forms("东莞市", ["{}市"]))
    (['东莞', '东莞市'], ['东莞市', '东莞市市', '东莞', '东莞市'])
    """
    for form in ("{}", *longer):
        before, _, behind = form.partition("{}")
        bare = name.removeprefix(before).removesuffix(behind)
        if bare and form.format(bare) == name:
            yield from (each.format(bare) for each in ("{}", *longer))


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
    line = 1
    try:
        for row in reader:
            yield row
            line = reader.line_num + 1
    except csv.Error as error:
        reason = "its quote is not closed" if "unexpected end" in str(error) else error
        message = (
            f"{unreadable.shown(path)}, line {line}: the row cannot be read: {reason}; write a quote in a text twice."
        )
        raise GraphUnreadable(message, path, line) from None


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
