"""What a text of one's own says: its numbers, each with what it may be of, by the words that stand around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import NamedNode

from corridor_kg.model.kinds import superclasses
from corridor_kg.proof import traits
from corridor_kg.proof.paragraphs import Paragraph
from corridor_kg.proof.traits import Trait
from corridor_kg.rdf.terms import TYPE, Term
from corridor_kg.sources.described import term
from corridor_kg.sources.recognised import Named, Recognised, Recogniser
from corridor_kg.store.graph import Graph
from corridor_kg.text.found import Place, Quantity, Speaker
from corridor_kg.text.names import Names
from corridor_kg.text.scripts import is_chinese

_MEMBER, _WITHIN, _PLAN_FOR = term("ckg:hasMember"), term("ckg:isLocatedIn"), term("ckg:isPlanFor")
_UNNAMED, _PLAN, _GROUP = term("ckg:UnnamedThing"), term("ckg:Plan"), term("ckg:Group")

_STEPS = 2
"""Over how many relations words may stand for what belongs to what is named: a step to its plan, to its place."""

_PLATFORM = term("ckg:Platform").value
_WIDE = frozenset(term(name).value for name in ("ckg:Place", "ckg:Organization"))
_NO_KINDS = frozenset(term(name).value for name in ("ckg:UnnamedThing", "ckg:Source", "owl:Thing"))
"""Classes that say nothing of what a thing is."""


class Heard(NamedTuple):
    """Somebody, or a document, who is said to say something.

    Attributes:
        start: The first character of the words that say who it is.
        end: The character after their last.
        things: Who it may be; empty where nobody knows.
    """

    start: int
    end: int
    things: tuple[NamedNode, ...]


class Read(NamedTuple):
    """A paragraph, read.

    Attributes:
        paragraph: The paragraph.
        found: What is recognised in it; its measures are those of labels and those that passages have other words for.
        heard: Who speaks in it.
        before: What was named in the paragraph before, or further up where that names nothing.
        spoken_of: What it speaks of.
    """

    paragraph: Paragraph
    found: Recognised
    heard: tuple[Heard, ...]
    before: frozenset[NamedNode]
    spoken_of: frozenset[Trait] = frozenset()

    @property
    def things(self) -> set[NamedNode]:
        """What is named in it."""
        return {thing for named in self.found.named for thing in named.things}

    def words(self, place: Place) -> str:
        """Return what stands in a place."""
        return self.found.text[slice(*place)]

    def is_within_words(self, place: Place) -> bool:
        """Return whether a place lies within words that stand for something, and are no name of it."""
        return any(one.start <= place[0] < one.end for one in self.found.named if not one.is_name)

    def numbers(self) -> list[Quantity]:
        """Return the numbers that say how much or how many; one within a name, and an article, say neither."""
        names = [(name.start, name.end) for name in self.found.named if name.is_name]
        return [
            number
            for number in self.found.quantities
            if number.value is not None and not any(start <= number.start < end for start, end in names)
        ]


class Reader:
    """Reads texts with what a graph knows.

    Args:
        graph: The graph.

    Attributes:
        graph: As given.
        recogniser: Recognises things and numbers.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.recogniser = Recogniser(graph)
        self.known = self.recogniser.known

    def read(self, paragraphs: Iterable[Paragraph]) -> list[Read]:
        """Return the paragraphs of a text, read one after the other."""
        before: frozenset[NamedNode] = frozenset()
        by_family_name: dict[str, NamedNode] = {}
        every = [(paragraph, self.recogniser.read(paragraph.text)) for paragraph in paragraphs]
        meant = self._may_be_meant(found for _, found in every)
        made = []
        for paragraph, found in every:
            found = found._replace(
                named=[name for name in found.named if name.is_name or meant.issuperset(name.things)],
                measures=[*found.measures, *self._other_words(paragraph.text)],
            )
            heard = tuple(self._heard(found, speaker, by_family_name) for speaker in found.speakers)
            read = Read(paragraph, found, heard, before)
            made.append(read._replace(spoken_of=_traits(read)))
            before = frozenset(made[-1].things) or before
        return made

    def _may_be_meant(self, every: Iterable[Recognised]) -> set[NamedNode]:
        """Return what words that are no name may stand for: what a text names somewhere, and what belongs to that.

        *The corridor* is another one in a text that does not name ours; *the plan* may be that of what it names.
        """
        named = {thing for found in every for name in found.named if name.is_name for thing in name.things}
        meant = self.with_groups(named)
        for _ in range(_STEPS):
            meant |= {thing for thing, related in self._related.items() if related & meant}
        return meant

    def _heard(self, found: Recognised, speaker: Speaker, by_family_name: dict[str, NamedNode]) -> Heard:
        """Return who a speaker is: by name, by words of a passage, or by the part of a name that was heard before."""
        words = found.text[speaker.start : speaker.end]
        inside = [name for name in found.named if name.start < speaker.end and speaker.start < name.end]
        things = self._called.get(words, ()) or tuple(dict.fromkeys(thing for name in inside for thing in name.things))
        for thing in things:
            by_family_name.setdefault(self.known.label(thing).partition(" ")[0], thing)
        if not things and words in by_family_name:
            things = (by_family_name[words],)
        return Heard(speaker.start, speaker.end, things)

    @cached_property
    def _called(self) -> dict[str, tuple[NamedNode, ...]]:
        """Who is meant by words of passages that hold another name too, as those of a commission's official do."""
        found: dict[str, tuple[NamedNode, ...]] = {}
        for form, thing in self.recogniser.mentions():
            if "/person/" in thing.value and " " in form + " " * any(map(is_chinese, form)):
                found[form] = (*found.get(form, ()), thing)
        return found

    def _other_words(self, text: str) -> list[Named]:
        return [Named(one.start, one.end, one.things, is_name=False) for one in self._measures_meant.find(text)]

    @cached_property
    def _measures_meant(self) -> Names[NamedNode]:
        """The words that passages have for measures, such as *were set up*."""
        return Names((form, thing) for form, thing in self.recogniser.mentions() if self.known.sort(thing) == "measure")

    # -- What stands for something --------------------------------------------------------------------------

    def with_groups(self, things: Collection[NamedNode]) -> set[NamedNode]:
        """Return things, and the groups all of whose members are among them."""
        whole = {group for group, members in self._groups.items() if members <= set(things)}
        return {*things, *whole}

    @cached_property
    def _groups(self) -> dict[NamedNode, set[NamedNode]]:
        found: dict[NamedNode, set[NamedNode]] = defaultdict(set)
        for triple in self.graph.engine.match(None, _MEMBER):
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
                found[triple.subject].add(triple.object)
        return {group: members for group, members in found.items() if len(members) > 1}

    def stands_for(self, one: NamedNode, thing: NamedNode, *, in_count: bool) -> bool:
        """Return whether what is named may stand for another thing.

        What has no name is known by what it belongs to. Where things are counted, platforms that are named stand for
        the city in which they lie, and a place for the plan of it, which counts what it has.

        Args:
            one: What is named.
            thing: The other thing.
            in_count: Whether things are counted.
        """
        if in_count and thing in self.known.values(one, _WITHIN):
            return _PLATFORM in self._wide(one)
        if in_count and one in self.known.values(thing, _PLAN_FOR):
            return True
        return _UNNAMED in self.known.values(thing, TYPE) and one in self._related.get(thing, ())

    @cached_property
    def _related(self) -> dict[NamedNode, set[Term]]:
        """What plans, groups, and things without a name are related to."""
        engine = self.graph.engine
        kinds = (_UNNAMED, _PLAN, _GROUP)
        things = {triple.subject for kind in kinds for triple in engine.match(None, TYPE, kind)}
        return {
            thing: {triple.object for triple in engine.match(thing)} for thing in things if isinstance(thing, NamedNode)
        }

    def are_alike(self, one: NamedNode, other: NamedNode) -> bool:
        """Return whether two things are of one class, so that either may be meant where the other is."""
        return bool(self._classes(one) & self._classes(other))

    def are_rivals(self, one: NamedNode, thing: NamedNode) -> bool:
        """Return whether what is said of the one would not be said of the other: both are places, or both bodies."""
        own = self._wide(thing).union(*map(self._wide, self._groups.get(thing, ())))
        return one != thing and one not in self._groups.get(thing, ()) and bool(own & self._wide(one) & _WIDE)

    def _wide(self, thing: NamedNode) -> set[str]:
        kinds = {kind.value for kind in self.known.values(thing, TYPE) if isinstance(kind, NamedNode)}
        return kinds.union(*(superclasses().get(kind, ()) for kind in kinds))

    def _classes(self, thing: NamedNode) -> set[str]:
        """Return the classes of a thing that are no wider than another of them."""
        kinds = {kind.value for kind in self.known.values(thing, TYPE) if isinstance(kind, NamedNode)} - _NO_KINDS
        wider = {above for kind in kinds for above in superclasses().get(kind, ()) if above != kind}
        return kinds - wider


def _traits(read: Read) -> frozenset[Trait]:
    numbers = [traits.number(quantity.value) for quantity in read.numbers()]
    years = [traits.year(when.last) for when in read.found.periods if when.last]
    return frozenset((*read.things, *numbers, *years))
