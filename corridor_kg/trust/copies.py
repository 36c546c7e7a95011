"""Copies of articles: which articles of a graph stand in which files, and where the passages of each do.

The graph holds no sentence of an article; it has a place and hashes of each passage, by which a copy is known.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corridor_kg.answers.rows import Row
from corridor_kg.errors import GraphNotFound, UnknownThing
from corridor_kg.store.graph import Graph
from corridor_kg.text import articles
from corridor_kg.text.stretches import units
from corridor_kg.trust import claims, placing
from corridor_kg.trust.known import Known
from corridor_kg.trust.placing import Placed
from corridor_kg.trust.terms import PRINTED_FORM

PASSAGES = """
SELECT DISTINCT ?article ?passage ?name ?start ?end ?hash ?plainHash ?articleStart ?articleEnd
WHERE {
  ?passage a ckg:Passage ;
    skos:notation ?name ;
    dcterms:isPartOf ?article ;
    oa:start ?start ;
    oa:end ?end ;
    schema:sha256 ?hash .
  OPTIONAL { ?passage ckg:normalizedHash ?plainHash . }
  OPTIONAL { ?article oa:start ?articleStart . }
  OPTIONAL { ?article oa:end ?articleEnd . }
}
ORDER BY ?article ?start
"""

_ENDINGS = (".txt", ".html", ".htm", ".xhtml", ".md")
"""How the files of a folder end that are taken for articles."""


class Copy(NamedTuple):
    """An article as it stands in a file.

    Attributes:
        article: Its IRI.
        file: The file.
        text: The text of the file, in the reading in which most of its passages stand.
        placed: Where its passages stand in that, by their IRI.
    """

    article: str
    file: str
    text: str
    placed: dict[str, Placed]

    @property
    def there(self) -> int:
        """How many of its passages stand there."""
        return sum(place.is_there for place in self.placed.values())

    @property
    def near(self) -> int:
        """How many paragraphs were taken for passages that are not there."""
        return sum(place.verdict == "changed" for place in self.placed.values())


class Copies:
    """The articles of a graph that stand in some files.

    Each file is a copy of every article of which half of the passages stand in it, else of that of which most do.

    Args:
        graph: The graph.
        paths: Files of plain text or HTML, in UTF-8, and folders of such; ``-`` is standard input.

    Attributes:
        rows: The passages of each article of the graph, as `PASSAGES` has them, by its IRI.
        known: What the graph knows of things.
        claims: What is claimed of each passage, by its IRI.
        read_off: The facts of readings that rest on each passage, by its IRI.
        every: The copies, in the order of the graph's articles.
        not_given: The IRIs of the articles of the graph that no file has a passage of.
        unknown: The files in which no article of the graph stands.

    Raises:
        GraphNotFound: A file cannot be read, or a folder has none.
        UnknownThing: The graph has no article with passages.
    """

    def __init__(self, graph: Graph, paths: Iterable[str]) -> None:
        texts = {file: articles.read(file) for file in _files(paths)}
        self.rows: dict[str, list[Row]] = defaultdict(list)
        for row in graph.rows(PASSAGES):
            self.rows[row.article].append(row)
        if not self.rows:
            raise UnknownThing("the graph has no article with passages; name one that has with --graph or --add.")
        self.known = Known(graph)
        self.claims, self.read_off = claims.by_passage(graph), claims.read_off(graph)
        found = [copy for file, readings in texts.items() for copy in self._in(file, readings)]
        self.every = tuple(sorted(found, key=lambda copy: list(self.rows).index(copy.article)))
        given, read = {copy.article for copy in found}, {copy.file for copy in found}
        self.not_given = tuple(article for article in self.rows if article not in given)
        self.unknown = tuple(file for file in texts if file not in read)

    def _in(self, file: str, readings: list[str]) -> list[Copy]:
        """Return the articles that a file is a copy of, as its best reading has them.

        What one has is not searched for another, which takes long; so the one comes first that has most paragraphs.
        """
        hashes = {articles.sha256(articles.normalized(text[slice(*unit)])) for text in readings for unit in units(text)}
        ordered = sorted(self.rows, key=lambda article: -sum(row.plainHash in hashes for row in self.rows[article]))
        found: list[Copy] = []
        for article in ordered:
            found.append(_best(article, self.rows[article], file, readings, found))
        for copy in found:
            if copy.there or len(found) == 1 or not any(other.there for other in found):
                self._place_changed(copy)
        here = [copy for copy in found if 2 * copy.there >= len(copy.placed)]
        nearest = max(found, key=lambda copy: (copy.there, copy.near))
        # of a copy that was changed throughout, most paragraphs are near; of any other text, one may be by chance
        is_copy = nearest.there or 2 * nearest.near >= len(nearest.placed)
        return here or ([nearest] if is_copy else [])

    def _place_changed(self, copy: Copy) -> None:
        """Take the paragraphs that are nearest to its missing passages for these."""

        def resembles(passage: str, plain: str) -> float:
            words = self._words(passage)
            return sum(word in plain.casefold() for word in words) / len(words) if words else 0

        placing.place_changed(self.rows[copy.article], copy.placed, copy.text, resembles)

    def _words(self, passage: str) -> list[str]:
        """Return words that are likely to stand in a passage: numbers and words of mentions, labels of things."""
        claimed = [claim.triple for claim in self.claims.get(passage, [])]
        forms = [triple.object.value for triple in claimed if triple.predicate == PRINTED_FORM]  # type: ignore[union-attr]
        names = [name for triple in claimed for name in self.known.names(triple.object)[:1]]
        return [articles.normalized(word).casefold() for word in dict.fromkeys((*forms, *names))]


def _files(paths: Iterable[str]) -> Iterator[str]:
    """Yield files, and those of folders, each once: what begins with a dot is left aside."""
    for path in dict.fromkeys(paths):
        if path == "-" or not os.path.isdir(path):
            yield path
            continue
        within = sorted(os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names)
        texts = [file for file in within if file.lower().endswith(_ENDINGS) and "/." not in file[len(path) :]]
        if not texts:
            listed = f"{', '.join(_ENDINGS[:-1])} or {_ENDINGS[-1]}"
            raise GraphNotFound(f"the folder {path} has no article in it: no file ends in {listed}.")
        yield from texts


def _best(article: str, rows: list[Row], file: str, texts: list[str], others: Iterable[Copy]) -> Copy:
    """Return the reading of a file in which most passages of an article stand; what others have is not searched."""
    readings: list[Copy] = []
    for text in texts:
        aside = [place.stretch for other in others if other.text == text for place in other.placed.values()]
        readings.append(Copy(article, file, text, placing.places(rows, text, aside)))
        if readings[-1].there == len(rows):
            break
    return max(readings, key=lambda copy: copy.there)
