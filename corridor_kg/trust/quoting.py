"""The sentences of passages that state facts, as copies of their articles have them.

The graph holds no sentence. Whoever has a copy of an article sees in it what bears a fact, found as verification finds
it; nothing of the text is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.answers.rows import Row
from corridor_kg.rdf.terms import Term, is_iri
from corridor_kg.rdf.vocabulary import PASSAGES, expand
from corridor_kg.store import names
from corridor_kg.store.evidence import Source
from corridor_kg.store.graph import Graph
from corridor_kg.text import fragments
from corridor_kg.text.alignment import aligned
from corridor_kg.text.found import Place
from corridor_kg.text.quotation import Quotation
from corridor_kg.text.typography import INVISIBLE
from corridor_kg.trust import marked
from corridor_kg.trust.bearing import Bearing, Borne
from corridor_kg.trust.copies import Copies, Copy
from corridor_kg.trust.marked import MarkedPassage
from corridor_kg.trust.placing import Placed

_URL = NamedNode(expand("schema:url") or "")


class _Found(NamedTuple):
    """A passage that stands in a copy."""

    row: Row
    copy: Copy
    placed: Placed
    bearing: Bearing
    origins: list[Place] | None


class Quotations:
    """Quotes the passages of a graph from copies of their articles.

    Args:
        graph: The graph.
        paths: Files of plain text or HTML, in UTF-8, and folders of such; ``-`` is standard input.

    Attributes:
        unknown: The files in which no article of the graph stands.

    Raises:
        GraphNotFound: A file cannot be read, or a folder has none.
        UnknownThing: The graph has no article with passages.
    """

    def __init__(self, graph: Graph, paths: Iterable[str]) -> None:
        self._graph, self._copies = graph, Copies(graph, paths)
        self.unknown = self._copies.unknown
        self._rows = {str(row.passage): row for rows in self._copies.rows.values() for row in rows}
        self._passages = {str(row.name): passage for passage, row in self._rows.items()}
        self._find = cache(self._found)

    def of_triple(self, triple: Triple, sources: Iterable[Source]) -> tuple[Quotation, ...]:
        """Return what the passages among some sources have for a triple; a source that is none has nothing."""
        passages = [source.iri for source in sources if source.iri in self._rows]
        return tuple(self._quotation(passage, lambda bearing: bearing.of_triple(triple)) for passage in passages)

    def of_things(self, things: Iterable[str], passages: Iterable[str]) -> tuple[Quotation, ...]:
        """Return what passages say of things.

        Args:
            things: The things, by IRI, such as a figure.
            passages: The notations of the passages.
        """
        terms = list(map(NamedNode, things))
        known = [self._passages[name] for name in passages if name in self._passages]
        return tuple(self._quotation(passage, lambda bearing: bearing.of_things(terms)) for passage in known)

    def wholes(self) -> tuple[MarkedPassage, ...]:
        """Return the passages of the articles of which there are copies, in their order, with their words marked."""
        articles = dict.fromkeys(copy.article for copy in self._copies.every)
        return tuple(self._whole(row) for article in articles for row in self._copies.rows[article])

    def _whole(self, row: Row) -> MarkedPassage:
        """Return a passage with all words marked that carry facts, and those that no fact claims."""
        found = self._find(row.passage)
        if found is None:
            return MarkedPassage(row.passage, row.name, note=self._absent(row).note)
        marks = marked.marks(found.bearing.carried(), found.bearing.left())
        everything = (0, len(found.placed.stretch.plain))
        text, places = _as_in_copy(found, Borne(everything, tuple((mark.start, mark.end) for mark in marks)))
        moved = tuple(mark._replace(start=start, end=end) for mark, (start, end) in zip(marks, places, strict=True))
        return MarkedPassage(row.passage, row.name, text, moved, _note(found))

    def _quotation(self, passage: str, borne_by: Callable[[Bearing], Borne]) -> Quotation:
        row, found = self._rows[passage], self._find(passage)
        if found is None:
            return self._absent(row)
        borne = borne_by(found.bearing)
        sentence, marks = _as_in_copy(found, borne)
        return Quotation(row.name, sentence, marks, self._link(found, borne.sentence), _note(found))

    def _absent(self, row: Row) -> Quotation:
        """Return that a passage stands in no copy."""
        files = [copy.file for copy in self._copies.every if copy.article == row.article]
        if files:
            return Quotation(row.name, note=f"the text of {row.name} is not in {' or '.join(files)}")
        article = names.source_name(self._graph.engine, NamedNode(row.article))
        return Quotation(row.name, note=f"no copy of {article} was given")

    def _found(self, passage: str) -> _Found | None:
        """Return where a passage stands: in the first copy that has its text, else in one that has another."""
        row = self._rows[passage]
        copies = [
            copy for copy in self._copies.every if copy.article == row.article and copy.placed[passage].stretch.parts
        ]
        if not copies:
            return None
        copy = max(copies, key=lambda copy: copy.placed[passage].is_there)
        placed = copy.placed[passage]
        own, read_off = self._copies.claims.get(passage, []), self._copies.read_off.get(passage, [])
        name, article, plain = passage.removeprefix(PASSAGES), NamedNode(row.article), placed.stretch.plain
        bearing = Bearing(name, article, own, read_off, self._copies.known, plain)
        return _Found(row, copy, placed, bearing, aligned(copy.text, placed.stretch.parts, plain))

    def _link(self, found: _Found, sentence: Place) -> str:
        """Return the address of the page with what leads to a sentence; empty where the graph has no address for it."""
        address = self._address(found.copy.article)
        if not address or found.origins is None:
            return address
        places = [place for place in found.origins[slice(*sentence)] if place[0] < place[1]]
        return fragments.link(address, found.copy.text, places[0][0], places[-1][1]) if places else address

    def _address(self, article: str) -> str:
        """Return where an article stands on the web."""
        values: list[Term] = self._copies.known.values(NamedNode(article), _URL)
        found = (value.value for value in values if isinstance(value, Literal | NamedNode))
        return next((one for one in sorted(found) if one.startswith(("http://", "https://")) and is_iri(one)), "")


def _note(found: _Found) -> str:
    """Return what is to be known of the text of a passage in a copy."""
    return "" if found.placed.is_there else f"changed in {found.copy.file}"


def _as_in_copy(found: _Found, borne: Borne) -> tuple[str, tuple[Place, ...]]:
    """Return a sentence as the copy has it, white space as one space, and where the words that matter stand in it."""
    first, behind = borne.sentence
    plain = found.placed.stretch.plain
    pieces = [_shown(found.copy.text, found.origins, at) if found.origins else plain[at] for at in range(first, behind)]
    ends = [0]
    for piece in pieces:
        ends.append(ends[-1] + len(piece))
    return "".join(pieces), tuple((ends[start - first], ends[end - first]) for start, end in borne.marks)


def _shown(text: str, origins: list[Place], at: int) -> str:
    """Return what a copy has for a character of the plain form; for what was made several of, the first has it."""
    start, end = origins[at]
    if at and origins[at - 1] == (start, end) and start < end:
        return ""
    piece = INVISIBLE.sub("", text[start:end])
    return " " if start == end or piece.isspace() else piece
