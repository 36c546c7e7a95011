"""What a graph says of things wherever it stands: what they are, what they are called, and what makes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property

from pyoxigraph import Literal, NamedNode

from corridor_kg.model.kinds import superclasses
from corridor_kg.rdf.terms import ALTERNATE_LABEL, HIDDEN_LABEL, LABEL, TYPE, Term
from corridor_kg.rdf.vocabulary import BASE, expand
from corridor_kg.store.graph import Graph
from corridor_kg.text.names import Names

SORTS = {
    **dict.fromkeys(("ckg:Place", "ckg:Organization", "ckg:Person", "ckg:Group", "ckg:Plan", "ckg:PlanStep"), "name"),
    "org:Post": "post",
    "org:Role": "role",
    "org:Membership": "membership",
    "ckg:Designation": "designation",
    "ckg:Period": "period",
    "ckg:Measure": "measure",
    "ckg:Rank": "rank",
    "owl:Class": "class",
    **dict.fromkeys(("ckg:Figure", "ckg:Forecast", "ckg:Goal", "ckg:Statement", "ckg:Strength"), "saying"),
    "ckg:Article": "article",
    "ckg:Mention": "mention",
    **dict.fromkeys(("ckg:StatementKind", "ckg:Quantifier", "ckg:Authority", "ckg:Passage", "ckg:Source"), "unprinted"),
}
"""How things of a class are printed: by a name, by words for a role or a measure, by what makes them, or not at all.

Of a thing of several classes the first counts: a place that is called a source as well still has to be printed."""

_ORDER = tuple(dict.fromkeys(SORTS.values()))

WORDED = ("role", "measure", "rank", "class")
"""The sorts of things that print has words for rather than names: longer words hide the shorter ones of their sort."""


@cache
def _sort_of(kind: str) -> str | None:
    """Return how things of a class, by its IRI, are printed; None where there is no rule for it."""
    above = superclasses().get(kind, {kind})
    return next((sort for curie, sort in SORTS.items() if expand(curie) in above), None)


class Known:
    """What is known of things; each part is looked up once, when it is first asked for.

    Args:
        graph: The graph.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._values: dict[NamedNode, dict[Term, list[Term]]] = {}

    def sort(self, thing: Term) -> str | None:
        """Return how a thing is printed, one of the values of `SORTS`; None where it is no thing of the project's.

        What there is no rule for, or nobody describes, has to be printed by a name.
        """
        if thing in self._sorts or not isinstance(thing, NamedNode) or not thing.value.startswith(BASE):
            return self._sorts.get(thing)
        return "name"

    @cached_property
    def _sorts(self) -> dict[Term, str]:
        found: dict[Term, str] = {}
        for triple in self._graph.engine.match(None, TYPE):
            sort = _sort_of(triple.object.value) if isinstance(triple.object, NamedNode) else None
            if sort and found.get(triple.subject, sort) != sort:
                sort = min(sort, found[triple.subject], key=_ORDER.index)
            if sort:
                found[triple.subject] = sort
        return found

    def is_place(self, thing: Term) -> bool:
        """Return whether a thing is a place, to which nothing that is said can be attributed."""
        kinds = [kind.value for kind in self.values(thing, TYPE) if isinstance(kind, NamedNode)]
        return any(expand("ckg:Place") in superclasses().get(kind, ()) for kind in kinds)

    def names(self, thing: Term) -> list[str]:
        """Return what a thing is called in any language, English first."""
        return self._names.get(thing, [])

    @cached_property
    def _names(self) -> dict[Term, list[str]]:
        found: dict[Term, list[tuple[bool, int, str]]] = defaultdict(list)
        for rank, prop in enumerate((LABEL, ALTERNATE_LABEL, HIDDEN_LABEL)):
            for subject, _, name in self._graph.engine.match(None, prop):
                if isinstance(name, Literal):
                    found[subject].append((name.language != "en", rank, name.value))
        return {thing: [name for _, _, name in sorted(names)] for thing, names in found.items()}

    def label(self, thing: NamedNode) -> str:
        """Return the label of a thing, in English if it has one, else its CURIE."""
        return self._graph.label(thing)

    def values(self, thing: Term, prop: NamedNode) -> list[Term]:
        """Return the values of a property of a thing, whoever says so."""
        if prop not in self._values:
            self._values[prop] = defaultdict(list)
            for triple in self._graph.engine.match(None, prop):
                self._values[prop][triple.subject].append(triple.object)
            for values in self._values[prop].values():
                values.sort(key=str)  # an engine has no order
        return self._values[prop].get(thing, [])

    # -- Recognisers -----------------------------------------------------------------------------------

    def recogniser(self, sort: str) -> Names[NamedNode]:
        """Return what finds the names of things of a sort, or the words for them, in a text."""
        if sort not in self._recognisers:
            self._recognisers[sort] = Names(self._called(sort))
        return self._recognisers[sort]

    @cached_property
    def _recognisers(self) -> dict[str, Names[NamedNode]]:
        return {}

    def _called(self, sort: str) -> Iterator[tuple[str, NamedNode]]:
        for thing, names in self._names.items():
            if isinstance(thing, NamedNode) and self._sorts.get(thing) == sort:
                yield from ((name, thing) for name in names)
