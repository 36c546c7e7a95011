"""Hold a text of one's own against a graph: what stands, what is weaker or differs, and what nobody states."""

from __future__ import annotations

from corridor_kg.comparison import figures, goals
from corridor_kg.proof.company import Company
from corridor_kg.proof.linking import Linker
from corridor_kg.proof.numbers import Numbers
from corridor_kg.proof.paragraphs import paragraphs
from corridor_kg.proof.people import People
from corridor_kg.proof.proof import Proof
from corridor_kg.proof.reading import Reader
from corridor_kg.proof.voices import Voices
from corridor_kg.proof.years import Years
from corridor_kg.store.graph import Graph
from corridor_kg.text import articles


class Proofreader:
    """Holds texts against a graph, one after the other.

    Args:
        graph: The graph.

    >>> from corridor_kg.store.graph import open_graph
    >>> found = Proofreader(open_graph(inference=False)).read("The Guangzhou-Shenzhen corridor covers 12,836 km².")
    >>> [(one.words, one.verdict.verdict) for one in found.remarks if one.kind == "number"]
    [('12,836 km²', 'differs')]
    """

    def __init__(self, graph: Graph) -> None:
        known = figures.figures(graph)
        self._reader = Reader(graph)
        company = Company(graph, self._reader.known, known)
        people = People(self._reader, company)
        voices = Voices(self._reader, company, people)
        numbers = Numbers(known, Linker(self._reader, known, company), voices)
        self._judges = (numbers, Years(goals.goals(graph), company), voices, people)

    def read(self, text: str, *, file: str = "-", has_lines: bool = True) -> Proof:
        """Return a verdict for each number, year, speaker and name of a text.

        Args:
            text: The text, plain.
            file: The file that it stands in; ``-`` for none.
            has_lines: Whether its lines are those of the file.
        """
        paragraphs_read = self._reader.read(paragraphs(text))
        found = [remark for read in paragraphs_read for judge in self._judges for remark in judge.remarks(read)]
        ordered = sorted(found, key=lambda one: (one.line, one.start))
        return Proof(file, ordered, has_lines=has_lines, marks=self._reader.graph.marks)


def proof(graph: Graph, path: str) -> Proof:
    """Return a verdict for each number, year, speaker and name of a text of one's own.

    Args:
        graph: The graph.
        path: The text, plain or HTML, in UTF-8; ``-`` is standard input.

    Raises:
        GraphNotFound: It cannot be read.
    """
    text, has_lines = articles.read_with_lines(path)
    return Proofreader(graph).read(text, file=path, has_lines=has_lines)
