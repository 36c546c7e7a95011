"""The comparison as a table with a column a source, and as JSON with the verdict and the reason of each pair."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

from pyoxigraph import Literal

from corridor_kg.answers import native
from corridor_kg.answers.about import About
from corridor_kg.answers.columns import Column
from corridor_kg.answers.marks import Marks
from corridor_kg.answers.rows import Rows
from corridor_kg.choices import COMPARISON_FORMATS, QUOTING_FORMATS
from corridor_kg.comparison.figures import Figure, Group
from corridor_kg.comparison.goals import GOAL_VERDICTS, Goal, GoalPair
from corridor_kg.comparison.lists import LIST_VERDICTS, Listed, ListPair
from corridor_kg.comparison.verdicts import VERDICTS, Verdict
from corridor_kg.errors import refuse_format
from corridor_kg.rdf.columns import hung
from corridor_kg.rdf.notebooks import shows_text
from corridor_kg.rdf.vocabulary import Json, shorten
from corridor_kg.text import quotation
from corridor_kg.text.days import in_words
from corridor_kg.text.numeral import grouped
from corridor_kg.text.quotation import Quotation


class Saying(NamedTuple):
    """What one source says in a cell, by which its sentence is found.

    Attributes:
        passages: The notations of the passages that say it.
        things: The figure, the goal, or what is listed, by IRI.
    """

    passages: tuple[str, ...]
    things: tuple[str, ...]


QuotedThings = Callable[[Iterable[str], Iterable[str]], tuple[Quotation, ...]]
"""Looks up what passages, by their notations, say of things, by IRI, in copies of their articles."""


class Line(NamedTuple):
    """What sources say of one thing, in a line of the table.

    Attributes:
        kind: ``figure``, ``forecast``, ``goal`` with a number, ``goals`` with years, or ``list``.
        thing: Of what it is said, by CURIE.
        label: What that is called.
        what: What is compared: a measure, with its whole; years; or what is listed.
        cells: What each source says, by its short name.
        verdict: What is worth most to be looked at among the verdicts of its pairs.
        between: The passages or sources whose pair has that verdict.
        pairs: Each two that were compared, as JSON has them.
        sayings: By what the sentences of its cells are found.
    """

    kind: str
    thing: str
    label: str
    what: str
    cells: dict[str, str]
    verdict: Verdict
    between: tuple[str, str]
    pairs: list[Json]
    sayings: tuple[Saying, ...] = ()


class Comparison:
    """What sources say of the same, side by side.

    Args:
        lines: The lines, in their order.
        marks: What of the sources was withdrawn or corrected, for people to read beside their names.
        quoted: Looks up what one's own copies have for it; None without copies.

    Attributes:
        lines: As given.
        quoted: As given.
    """

    def __init__(self, lines: Iterable[Line], marks: Marks | None = None, quoted: QuotedThings | None = None) -> None:
        self.lines = tuple(lines)
        self._marks = marks or Marks()
        self.quoted = quoted

    _repr_html_ = shows_text

    @property
    def sources(self) -> list[str]:
        """The sources that say something of what is compared, sorted."""
        return sorted({source for line in self.lines for source in line.cells})

    def of_source(self, source: str) -> Comparison:
        """Return the lines in which a source, by its short name, says something."""
        return Comparison((line for line in self.lines if source in line.cells), self._marks, self.quoted)

    def sentences(self) -> list[str]:
        """Return a sentence for each line: what each source says, the verdict, and why."""
        return [
            f"{line.what}: {line.verdict.verdict} ({' and '.join(line.between)}: {line.verdict.reason})."
            f" {'; '.join(f'{source}: {cell}' for source, cell in sorted(line.cells.items()))}."
            for line in self.lines
        ]

    @property
    def rows(self) -> Rows:
        """The lines as rows, with a column a source."""
        names = ("kind", "thing", "what", *self.sources, "verdict", "reason")
        columns = [re.sub(r"\W", "_", name) for name in names]  # as SPARQL names variables
        labels = [self._marks.beside(Literal(name), name) for name in names]
        rows = [
            [
                Literal(line.kind),
                Literal(line.label),
                Literal(line.what),
                *(Literal(line.cells.get(source, "")) for source in self.sources),
                Literal(line.verdict.verdict),
                Literal(f"{' and '.join(line.between)}: {line.verdict.reason}"),
            ]
            for line in self.lines
        ]
        made = Rows.of(columns, rows, described=list(map(Column, columns, labels, ["text"] * len(columns))))
        made.about = About(marks=self._marks)
        return made

    def to_json(self) -> str:
        """Return all of it as JSON, with the verdict and the reason of each pair."""
        import json  # late for the cold start

        told = [self._as_json(line) for line in self.lines]
        return json.dumps({"sources": self.sources, "compared": told}, ensure_ascii=False, indent=2) + "\n"

    def _as_json(self, line: Line) -> dict[str, object]:
        told = {**line._asdict(), "verdict": line.verdict.verdict, "reason": line.verdict.reason}
        del told["sayings"]
        return {**told, **quotation.as_json(self.quotations(line) if self.quoted else None)}

    def quotations(self, line: Line) -> tuple[Quotation, ...]:
        """Return what one's own copies have for a line; nothing without copies."""
        found = (self.quoted(one.things, one.passages) if self.quoted else () for one in line.sayings)
        return quotation.merged(chain.from_iterable(found))

    def to_text(self, *, width: int | None = None) -> str:
        """Return it as people read it: the table, how many of which verdict there are, and what copies have for it."""
        counted: dict[str, int] = defaultdict(int)
        for line in self.lines:
            counted[line.verdict.verdict] += 1
        summary = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counted.items()))
        table = f"{self.rows.to_table(width, labels=True)}\n{summary or 'Nothing is said by more than one source'}.\n"
        return table + "".join(f"{line}\n" for line in self._quoted(width))

    def _quoted(self, width: int | None) -> Iterator[str]:
        """Yield the sentences of each line, below what it is about, and which copies are missing."""
        every = [(line, self.quotations(line)) for line in self.lines]
        for line, quotations in every:
            if told := list(quotation.lines(quotations, 2, width=width)):
                yield from ("", *hung(f"{line.label}, {line.what}:", width, at=2), *told)
        if absent := quotation.notes((one for _, quotations in every for one in quotations), width=width):
            yield from ("", *absent)

    def serialize(self, format: str, *, width: int | None = None) -> str:
        """Return it in one of `COMPARISON_FORMATS`.

        Raises:
            OutputFailed: There is no such format, or it has no place for sentences.
        """
        refuse_format(format, COMPARISON_FORMATS, what="a comparison")
        if self.quoted:
            refuse_format(format, QUOTING_FORMATS, what="a comparison with sentences")
        if format == "json":
            return self.to_json()
        return self.to_text(width=width) if format == "table" else self.rows.serialize(format, labels=True)


# -- Figures -----------------------------------------------------------------------------------------


def of_figures(groups: Iterable[Group]) -> Iterator[Line]:
    """Yield a line for each group of figures that more than one source has."""
    for group in groups:
        first = group.figures[0]
        across = [pair for pair in group.pairs if pair.one.source != pair.other.source]
        worst = min(across, key=lambda pair: VERDICTS.index(pair.verdict.verdict))
        of = f" of {first.labels['whole']}" if first.labels["whole"] else ""
        yield Line(
            kind=first.stated.nature,
            thing=shorten(first.stated.thing),
            label=first.labels["thing"],
            what=first.labels["measure"] + of,
            cells=_cells(group.figures, figure_in_words),
            verdict=worst.verdict,
            between=(_passages(worst.one), _passages(worst.other)),
            pairs=[
                _pair(_passages(pair.one), _passages(pair.other), pair.verdict, pair.one.iri, pair.other.iri)
                for pair in group.pairs
            ],
            sayings=tuple(Saying(figure.passages, (figure.iri,)) for figure in group.figures),
        )


def _passages(figure: Figure) -> str:
    return ", ".join(figure.passages)


def figure_in_words(figure: Figure) -> str:
    """Return a figure as people write it, with its words of bound, unit and period."""
    stated = figure.stated
    words = [bound.replace("-", " ") for bound in stated.bounds]
    number = native.bounded(grouped(stated.value), figure.labels["unit"], words)
    return f"{number} ({in_words(stated.period)})" if stated.period else number


# -- Goals and lists ---------------------------------------------------------------------------------


def of_goals(found: Sequence[Goal], pairs: Iterable[GoalPair]) -> Iterator[Line]:
    """Yield a line for each thing that two sources have goals for, with the years of each.

    A year that both have bears both out, whichever others either has.
    """
    by_subject: dict[str, list[GoalPair]] = defaultdict(list)
    for pair in pairs:
        by_subject[pair.one.subject].append(pair)
    for subject, of in by_subject.items():
        worst = min(_of_two_sources(of), key=lambda pair: GOAL_VERDICTS.index(pair.verdict.verdict))
        goals = [goal for goal in found if goal.subject == subject]
        yield Line(
            kind="goals",
            thing=shorten(subject),
            label=goals[0].subject_label,
            what="by when",
            cells=_cells(goals, lambda goal: goal.year),
            verdict=worst.verdict,
            between=(worst.one.passage, worst.other.passage),
            pairs=[
                _pair(pair.one.passage, pair.other.passage, pair.verdict, pair.one.iri, pair.other.iri) for pair in of
            ],
            sayings=tuple(Saying((goal.passage,), (goal.iri,)) for goal in goals),
        )


def _of_two_sources(pairs: Iterable[GoalPair]) -> list[GoalPair]:
    """Return a pair for each two sources: one with the same year, where they have any in common."""
    found: dict[frozenset[str], list[GoalPair]] = defaultdict(list)
    for pair in pairs:
        found[frozenset((pair.one.source, pair.other.source))].append(pair)
    return [max(of, key=lambda pair: GOAL_VERDICTS.index(pair.verdict.verdict)) for of in found.values()]


def of_lists(found: Sequence[Listed], pairs: Iterable[ListPair]) -> Iterator[Line]:
    """Yield a line for each list that two sources have, with how many of how many each names."""
    by_key: dict[tuple[str, str], list[ListPair]] = defaultdict(list)
    for pair in pairs:
        by_key[pair.one.of, pair.one.what].append(pair)
    for (thing, what), of in by_key.items():
        worst = min(of, key=lambda pair: LIST_VERDICTS.index(pair.verdict.verdict))
        own = [listed for listed in found if (listed.of, listed.what) == (thing, what)]
        yield Line(
            kind="list",
            thing=shorten(thing),
            label=own[0].of_label,
            what=own[0].what_label,
            cells=_cells(own, _list_in_words),
            verdict=worst.verdict,
            between=(worst.one.source, worst.other.source),
            pairs=[_pair(pair.one.source, pair.other.source, pair.verdict) for pair in of],
            sayings=tuple(Saying((name,), things) for listed in own for name, things in listed.passages.items()),
        )


def _list_in_words(listed: Listed) -> str:
    total = f" of {listed.total}" if listed.total is not None else ""
    parts = f"; {' + '.join(map(str, listed.parts))} = {sum(listed.parts)}" if len(listed.parts) > 1 else ""
    return f"{len(listed.names)}{total} named, {'complete' if listed.is_complete else 'open'}{parts}"


Said = TypeVar("Said", Figure, Goal, Listed)


def _cells(found: Iterable[Said], in_words: Callable[[Said], str]) -> dict[str, str]:
    """Return what each source says; what it says several times, once."""
    cells: dict[str, list[str]] = defaultdict(list)
    for one in found:
        cells[one.source].append(in_words(one))
    return {source: "; ".join(dict.fromkeys(told)) for source, told in cells.items()}


def _pair(one: str, other: str, verdict: Verdict, iri: str = "", other_iri: str = "") -> Json:
    iris = {"figure": iri, "otherFigure": other_iri} if iri else {}
    return {"one": one, "other": other, **verdict._asdict(), **iris}
