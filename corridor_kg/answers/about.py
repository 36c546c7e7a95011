"""What an answer answers: the question and its values, of which data, and the sources that its rows rest on."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from corridor_kg.answers.marks import Mark, Marks
from corridor_kg.version import __version__


class Question(Protocol):
    """A stored query, as far as an answer tells of it; its header is read when it is asked for."""

    name: str

    @property
    def summary(self) -> str:
        """The question, with a question mark."""

    @property
    def description(self) -> str:
        """What the answer holds; may be empty."""


class Cited(NamedTuple):
    """A passage or a source, as one cites it; empty where the graph does not say.

    Attributes:
        name: What it is called in short, as in the column of evidence.
        title: Its own title, and that of what it is a part of.
        publisher: Who has published it, or made it.
        url: Where it can be read.
        licence: The IRI of what it may be used under.
        iri: Its IRI.
        mark: Whether it was withdrawn or corrected.
    """

    name: str
    title: str
    publisher: str = ""
    url: str = ""
    licence: str = ""
    iri: str = ""
    mark: Mark = Mark()

    @property
    def shown(self) -> str:
        """The short name as people read it: with its mark."""
        return self.mark.beside(self.name)


class About(NamedTuple):
    """Where an answer comes from.

    Attributes:
        question: The stored query that was asked; None for a query of somebody's own.
        values: The values of its parameters, each with the parameter's name.
        text: The SPARQL text of a query of somebody's own.
        data: The data that was asked, with its version and its licence.
        sources: What the rows rest on, sorted by name.
        options: The options of the command with which these columns and names are seen.
        day: The day as of which the graph was asked; empty for all of it.
        marks: What of the graph was withdrawn or corrected.
    """

    question: Question | None = None
    values: tuple[tuple[str, str], ...] = ()
    text: str = ""
    data: str = ""
    sources: tuple[Cited, ...] = ()
    options: tuple[str, ...] = ()
    day: str = ""
    marks: Marks = Marks()

    @property
    def title(self) -> str:
        """The question, or what stands for it.

        >>> About().title
        'Answer to a query'
        """
        return self.question.summary if self.question else "Answer to a query"

    @property
    def command(self) -> str:
        """The command that asks the stored query again; empty where there is none."""
        if self.question is None:
            return ""
        import shlex  # late for the cold start: most answers are not told of

        given = (f"{name}={value}" for name, value in self.values)
        day = ("--as-of", self.day) if self.day else ()
        return shlex.join(["corridor-kg", "run", self.question.name, *given, *day, *self.options])

    @property
    def description(self) -> str:
        """What the answer holds; may be empty."""
        return self.question.description if self.question else ""

    def entries(self) -> list[tuple[str, str]]:
        """Return what else people should know of the answer, each entry behind what it is."""
        entries = [
            *((f"Parameter {name}", value) for name, value in self.values),
            ("Asked with", self.command or self.text),
            ("Data", self.data),
            ("Written by", f"corridor-kg {__version__}"),
        ]
        return [(what, text) for what, text in entries if text]
