"""A source beside a changed copy of its text: what moved, what changed, what is gone, and what is new.

What was written of its passages is kept. In ``source.ttl`` nothing is replaced but the places and hashes of passages.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal as OneOf
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.answers import tables
from corridor_kg.answers.rows import Row
from corridor_kg.errors import BadParameter, OutputFailed
from corridor_kg.files import line_numbers, reading
from corridor_kg.rdf import lines as line_ends
from corridor_kg.rdf import unreadable
from corridor_kg.rdf.vocabulary import XSD
from corridor_kg.sources import folder
from corridor_kg.sources.described import term
from corridor_kg.sources.folder import Folder
from corridor_kg.sources.layout import Laid, lay_out
from corridor_kg.sources.rewriting import rewrite, triples
from corridor_kg.store.graph import Graph
from corridor_kg.text import articles
from corridor_kg.text.stretches import Stretch
from corridor_kg.trust import placing
from corridor_kg.trust.placing import Placed
from corridor_kg.trust.terms import PRINTED_FORM

What = OneOf["moved", "changed", "gone", "new"]

_TOLD = {
    "moved": "its place was written anew",
    "changed": "its place and hashes were written anew; look whether its facts still stand",
    "gone": "it is kept as it was; mark the source as corrected, or delete the passage and its file",
    "new": "it stands in no passage",
}


_OUTSIDE = "Paragraphs before the first passage or behind the last: {}; look whether they are of the article.\n"


class Change(NamedTuple):
    """What became of a passage in the copy.

    Attributes:
        passage: Its short name, such as ``the-paper p05``; of a new one that is not drafted, nothing.
        what: Whether it moved, changed, is gone, or is new.
        start: Its first character in the copy; None where it is gone.
        end: The character after its last.
        file: The file that was written or that is concerned.
    """

    passage: str
    what: What
    start: int | None
    end: int | None
    file: str


class Updated(NamedTuple):
    """What a changed copy changed.

    Attributes:
        changes: A change for each passage that is not where and what it was, in the order of the copy.
        kept: How many passages are where and what they were.
        outside: How many paragraphs stand in no passage before the first or behind the last: a page has more than its
            article.
    """

    changes: tuple[Change, ...]
    kept: int
    outside: int

    def to_text(self) -> str:
        """Return the changes as a table, with what is to be done about each."""
        rows = [
            (one.passage, one.what, "" if one.start is None else f"{one.start}-{one.end}", one.file, _TOLD[one.what])
            for one in self.changes
        ]
        table = tables.render(("passage", "what", "characters", "file", "what to do"), rows) + "\n" if rows else ""
        told = f"{table}{self.kept} passages are where and what they were, {len(self.changes)} are not.\n"
        return f"{told}{_OUTSIDE.format(self.outside)}" if self.outside else told


def update_source(graph: Graph, name: str, file: str) -> Updated:
    """Write the places of a source's passages anew, after a changed copy of its text.

    Args:
        graph: The graph, with the source in it.
        name: The short name of the source.
        file: The changed copy, plain or HTML.

    Returns:
        What moved, changed, is gone and is new; what stands in no passage is told, and not drafted.

    Raises:
        BadParameter: The graph has no such source, or no passage of it stands in the copy.
        GraphNotFound: The copy cannot be read.
        OutputFailed: The source is not described in Turtle that can be changed line by line.
    """
    source = folder.find(graph, name)
    text, placed = _placed(source, articles.read(file))
    if not any(place.is_there for place in placed.values()):
        raise BadParameter(f"no passage of {name} stands in {file}; is it a copy of this article?")
    changes = [change for row in source.rows if (change := _change(source, row, placed[row.passage]))]
    written = [change for change in changes if change.what in ("moved", "changed")]
    if written:
        _write(source, text, written)
    kept = len(source.rows) - len(changes)
    inside, outside = _new(source, text, placed)
    changes = sorted([*changes, *inside], key=lambda one: (one.start is None, one.start or 0, one.passage))
    return Updated(tuple(changes), kept, outside)


def _placed(source: Folder, texts: Iterable[str]) -> tuple[str, dict[str, Placed]]:
    """Return the reading of a copy in which most passages stand, and where they do."""
    tried = [(text, placing.places(source.rows, text)) for text in texts]
    text, placed = max(tried, key=lambda one: sum(place.is_there for place in one[1].values()))
    placing.place_changed(source.rows, placed, text, _resembles(source))
    _place_by_order(source.rows, placed, text)
    return text, placed


def _place_by_order(rows: list[Row], placed: dict[str, Placed], text: str) -> None:
    """Take for a passage that is gone the one paragraph between its neighbours, where it is about as long.

    A draft has few words by which a changed passage could be known.
    """
    free = _free(text, placed)
    for number, row in enumerate(rows):
        before = [placed[other.passage].stretch for other in rows[:number]]
        behind = [placed[other.passage].stretch for other in rows[number + 1 :]]
        first = max((stretch.place[1] for stretch in before if stretch.parts), default=0)
        last = min((stretch.place[0] for stretch in behind if stretch.parts), default=len(text))
        between = [one for one in free if first <= one.start and one.end <= last]
        if placed[row.passage].verdict == "missing" and len(between) == 1:
            here, length = between[0], row.end - row.start
            if length / 2 < here.end - here.start < 2 * length:
                plain = articles.normalized(text[here.start : here.end])
                placed[row.passage] = Placed("changed", Stretch(((here.start, here.end),), plain))
                free.remove(here)


def _resembles(source: Folder) -> Callable[[str, str], float]:
    """Return what tells how much of what a passage is known to print stands in a text; drafts know it too."""
    words = {row.passage: [articles.normalized(word).casefold() for word in _words(source, row)] for row in source.rows}

    def resembles(passage: str, plain: str) -> float:
        known = words[passage]
        return sum(word in plain.casefold() for word in known) / len(known) if known else 0

    return resembles


def _words(source: Folder, row: Row) -> Iterator[str]:
    """Yield the printed forms in the file of a passage."""
    file = source.file_of(row)
    for quad in reading.quads(file) if os.path.exists(file) else ():
        if quad.predicate == PRINTED_FORM and isinstance(quad.object, Literal):
            yield quad.object.value


def _change(source: Folder, row: Row, place: Placed) -> Change | None:
    """Return what became of a passage; None where it is what it was."""
    own = unreadable.shown(source.file_of(row))
    if place.verdict == "missing":
        return Change(row.name, "gone", None, None, own)
    start, end = place.stretch.place
    if place.verdict == "found" and (start, end) == (row.start, row.end):
        return None
    what: What = "moved" if place.is_there else "changed"
    return Change(row.name, what, start, end, unreadable.shown(source.file) if what == "moved" else own)


def _new(source: Folder, text: str, placed: dict[str, Placed]) -> tuple[list[Change], int]:
    """Return the paragraphs of a copy that stand in no passage, between the first and the last; and how many others."""
    taken = [place.stretch.place for place in placed.values() if place.stretch.parts]
    first, last = min(taken)[0], max(taken)[1]
    free = _free(text, placed)
    inside = [one for one in free if first < one.start < last]
    file = unreadable.shown(source.file)
    return [Change("", "new", one.start, one.end, file) for one in inside], len(free) - len(inside)


def _free(text: str, placed: dict[str, Placed]) -> list[Laid]:
    """Return the paragraphs of a copy that stand in no passage."""
    taken = [place.stretch.place for place in placed.values() if place.stretch.parts]
    return [one for one in lay_out(text) if not any(a < one.end and one.start < b for a, b in taken)]


def _write(source: Folder, text: str, changes: list[Change]) -> None:
    """Write places and hashes anew, each on its line, and nothing else.

    Raises:
        OutputFailed: A line is not written so that it can be changed alone; nothing is written then.
    """
    passages = {row.name: row for row in source.rows}
    with open(source.file, encoding="utf-8", newline="") as stream:
        content = stream.read()
    lines = line_ends.split(content)
    after = triples(content)
    for change in changes:
        for old, new in _replacements(passages[change.passage], text, change):
            _replace(source, lines, old, str(new.value))
            after = (after - {old}) | {Triple(old.subject, old.predicate, new)}
    rewrite(source.file, "".join(lines), after, remedy=_FORM)


_FORM = "write each property of a passage on a line of its own, as 'corridor-kg source new' does"


def _replacements(row: Row, text: str, change: Change) -> Iterator[tuple[Triple, Literal]]:
    """Yield the triples of a passage that are to be replaced, each with its new value."""
    here = text[change.start : change.end]
    passage = NamedNode(row.passage)
    values = (
        ("oa:start", row.terms["start"], _integer(change.start or 0)),
        ("oa:end", row.terms["end"], _integer(change.end or 0)),
        ("schema:sha256", row.terms["hash"], Literal(articles.sha256(here))),
        ("ckg:normalizedHash", row.terms.get("plainHash"), Literal(articles.sha256(articles.normalized(here)))),
    )
    for prop, old, new in values:
        if isinstance(old, Literal) and old != new:
            yield Triple(passage, term(prop), old), new


def _replace(source: Folder, lines: list[str], old: Triple, new: str) -> None:
    """Replace a value on its line."""
    place = line_numbers.nearest([source.origin._replace(files=(source.file,))], old)
    value = old.object.value if isinstance(old.object, Literal) else ""
    pattern = rf"(?<![\w.]){re.escape(value)}(?![\w.])"
    found = len(re.findall(pattern, lines[place.line - 1])) if place else 0
    where = f"{unreadable.shown(source.file)}, line {place.line if place else 1}"
    if not found:
        raise OutputFailed(f"{where}: the value {value} is no longer there; load the graph anew, or {_FORM}.")
    if place is None or found > 1:
        raise OutputFailed(f"{where}: the value {value} cannot be told from others; {_FORM}.")
    lines[place.line - 1] = re.sub(pattern, new, lines[place.line - 1])


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(f"{XSD}integer"))
