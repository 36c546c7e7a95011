"""A description as people read it: a line a fact, what has no name of its own in brackets, as in Turtle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from pyoxigraph import Literal

from corridor_kg.answers.marks import Marks
from corridor_kg.files import pasting
from corridor_kg.files.output import printable
from corridor_kg.questions.facts import Fact, Known
from corridor_kg.rdf.columns import hung, padded
from corridor_kg.store.evidence import Source, notes
from corridor_kg.text import quotation
from corridor_kg.text.quotation import Quotation

LABELS = 22
"""How many columns the names of properties have."""

_QUOTED = 6
"""How many spaces stand before a sentence that states a fact."""

DEEPEST = 20
"""How many brackets may stand inside one another before a blank node gets a line of its own."""


def card(
    known: Known,
    options: Sequence[str] = (),
    *,
    compared: Sequence[str] = (),
    marks: Marks | None = None,
    quoted: Callable[[Fact], tuple[Quotation, ...]] | None = None,
    width: int | None = None,
) -> str:
    """Return what is known of a thing for people to read.

    Args:
        known: What is known of the thing.
        options: Those of the command line with which it was asked for, to be repeated where a command is shown.
        compared: What more than one source says of it, a sentence each.
        marks: What was withdrawn or corrected of the passages that these sentences name.
        quoted: Looks up what copies of articles have for a fact; None for nothing.
        width: How many columns of the terminal a line may have; None for as many as it takes.
    """
    facts = [fact for fact in known.facts if not fact.restates]
    every = [*known.facts, *(fact for facts in known.nodes.values() for fact in facts)]
    brackets = _Brackets(known.nodes, every)
    lines = hung(f"{known.label}  ({known.thing})", width, at=2)
    for inferred in dict.fromkeys(fact.inferred for fact in facts):
        lines += ["", "Inferred:" if inferred else "Stated:"]
        for fact in (fact for fact in facts if fact.inferred == inferred):
            lines += hung(_line(fact, brackets, known.told_by(fact)), width, at=LABELS + 3)
            lines += quotation.lines(quoted(fact) if quoted else (), _QUOTED, width=width)
        for line in brackets.waiting():
            lines += hung(line, width, at=LABELS + 3)
    marks = marks or Marks()
    if compared:
        shown = [f"  {marks.within(one)}" for one in compared]
        lines += ["", "Beside one another:", *(part for one in shown for part in hung(one, width, at=4))]
    told = dict.fromkeys(source for fact in facts for source in known.told_by(fact))
    for note in dict.fromkeys([*notes(told), *marks.notes(map(Literal, compared))]):
        lines += ["", *hung(note, width, at=2)]
    absent = quotation.notes((one for fact in facts for one in (quoted(fact) if quoted else ())), width=width)
    lines += ["", *absent] if absent else []
    if restated := [fact for fact in every if fact.restates]:
        words = ", ".join(sorted({fact.vocabulary for fact in restated}))
        said = f"Inferred in the words of {words} as well: {len(restated)}; --format json lists them."
        lines += ["", *hung(said, width, at=2)]
    if following := [fact for fact in facts if fact.inferred and fact.type != "bnode"]:
        asked = pasting.command("why", *following[0].arguments(known.thing), options=options)
        lines += ["", *hung("Why the first of these holds, and so for each:", width, at=2), f"  {asked}"]
    return printable("\n".join(lines)) + "\n"


def _line(fact: Fact, brackets: _Brackets, sources: tuple[Source, ...]) -> str:
    label = f"\u2190 {fact.predicateLabel}" if fact.inverse else fact.predicateLabel
    told = f"  \u00b7 {'; '.join(source.shown for source in sources)}" if sources else ""
    return f"  {padded(f'{label}  ', LABELS + 1)}{brackets.value(fact, '  ')}{told}"


class _Brackets:
    """Writes blank nodes in brackets: each once, and by its name where it is spoken of again.

    Args:
        nodes: What is said of each, by its name.
        facts: All that is said, from which it is seen which node is spoken of several times.
    """

    def __init__(self, nodes: Mapping[str, tuple[Fact, ...]], facts: Sequence[Fact]) -> None:
        self._nodes = nodes
        self._mentioned = Counter(fact.value for fact in facts if fact.type == "bnode")
        self._written: set[str] = set()
        self._named: list[str] = []

    def value(self, fact: Fact, gap: str = " ", depth: int = 0) -> str:
        """Return the value of a fact, its label before its name."""
        if fact.type != "bnode":
            return f"{fact.valueLabel}{gap}({fact.value})" if fact.valueLabel else fact.value
        return self._node(fact.value, depth)

    def waiting(self) -> Iterator[str]:
        """Yield a line for each node that was named so far, because it lies too deep, and not written yet."""
        while self._named:
            name = self._named.pop(0)
            if name not in self._written:
                yield f"  {padded(name, LABELS)} {self._bracket(name, 0)}"

    def _node(self, name: str, depth: int) -> str:
        if name in self._written or depth >= DEEPEST:
            self._named.append(name)
            return name
        before = f"{name} " if self._mentioned[name] > 1 else ""
        return before + self._bracket(name, depth)

    def _bracket(self, name: str, depth: int) -> str:
        self._written.add(name)
        links = self._links(name)
        if links:
            self._written.update(links)
            members = [self.value(self._nodes[link][0], depth=depth + 1) for link in links]
            return f"( {', '.join(members)} )"
        facts = [fact for fact in self._nodes[name] if not fact.restates]
        said = [f"{_named(fact)} {self.value(fact, depth=depth + 1)}" for fact in facts]
        return f"[ {'; '.join(said)} ]" if said else "[]"

    def _links(self, name: str) -> list[str]:
        """Return the links of the list that a node is the head of; none where it is of no list that is whole."""
        links: list[str] = []
        while [fact.predicate for fact in self._nodes.get(name, ())] == ["rdf:first", "rdf:rest"]:
            if links and (name in self._written or self._mentioned[name] > 1):
                return []
            links.append(name)
            name = self._nodes[name][1].value
        return links if name == "rdf:nil" else []


def _named(fact: Fact) -> str:
    return f"{fact.predicateLabel} (inferred)" if fact.inferred else fact.predicateLabel
