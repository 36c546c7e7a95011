"""Why an answer is empty: what leaves nothing of it, and what the graph says of what is not there."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from pyoxigraph import BlankNode, NamedNode, Triple

from corridor_kg.questions import absences, asking, unknown_names
from corridor_kg.questions.culprits import Culprit, Search
from corridor_kg.questions.parameters import Bound, Given, Parameter, bind
from corridor_kg.questions.stored_queries import StoredQuery
from corridor_kg.rdf import query_parts
from corridor_kg.rdf.columns import hung
from corridor_kg.rdf.notebooks import shows_text
from corridor_kg.rdf.query_parts import Condition, Parts
from corridor_kg.rdf.tokens import tokens
from corridor_kg.store import names
from corridor_kg.store.graph import Graph

_NODES = (BlankNode, Triple)
"""What no parameter can be."""

_MOST_NAMED = 6
"""How many values of a parameter are named."""


@dataclass(frozen=True)
class WhyNothing:
    """Why an answer is empty; false where it is not.

    Attributes:
        is_empty: Whether there is nothing.
        sets: The smallest sets of what leaves nothing: without all of any one of them there is an answer. Empty where
            none was found.
        known: What the graph says of what is not there, as sentences.
        is_whole: Whether there was time to look at all conditions.
    """

    is_empty: bool
    sets: tuple[tuple[Culprit, ...], ...] = ()
    known: tuple[str, ...] = ()
    is_whole: bool = True

    def __bool__(self) -> bool:
        return self.is_empty

    def __str__(self) -> str:
        return self.to_text()

    _repr_html_ = shows_text

    @property
    def culprits(self) -> tuple[Culprit, ...]:
        """All that leaves nothing, alone or with another, each once."""
        return tuple(dict.fromkeys(culprit for together in self.sets for culprit in together))

    def to_text(self, *, width: int | None = None) -> str:
        """Return the explanation for people to read.

        Args:
            width: How many columns of the terminal a line may have; None for as many as it takes.
        """
        if not self.is_empty:
            return "There is an answer, and nothing to explain.\n"
        lines = [self._head()]
        for number, together in enumerate(self.sets):
            lines += [""] * bool(number and max(map(len, self.sets)) > 1)
            lines += [line for culprit in together for line in _lines(culprit)]
        lines += ["There was no time to look at all conditions."] * (not self.is_whole)
        lines += self.known
        return "".join(f"{part}\n" for line in lines for part in hung(line, width, at=_indent(line)))

    def _head(self) -> str:
        if not self.sets:
            return "Nothing is found, and no one or two conditions alone are why; ask a part of the question."
        largest = max(map(len, self.sets))
        if largest == 1:
            return f"Nothing is found; without {'this' if len(self.sets) == 1 else 'any one of these'} something is:"
        these = "these" if len(self.sets) == 1 else "all of any of these sets"
        return f"Nothing is found; without {these} together something is:"

    def to_json(self) -> str:
        """Return the explanation as JSON: ``isEmpty``, ``sets``, ``known`` and ``isWhole``."""
        content = {
            "isEmpty": self.is_empty,
            "sets": [[_as_json(culprit) for culprit in together] for together in self.sets],
            "known": list(self.known),
            "isWhole": self.is_whole,
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _as_json(culprit: Culprit) -> dict[str, Any]:
    return {**culprit._asdict(), "instead": list(culprit.instead)}


def _lines(culprit: Culprit) -> list[str]:
    """Return what is told of a culprit, the condition first."""
    term = f", for {culprit.term}" if culprit.term and culprit.kind != "parameter" else ""
    told = f"{culprit.reason[:1].upper()}{culprit.reason[1:]}"
    lines = [f"  {culprit.text}{term}", f"    {told}"]
    if not culprit.instead or "did you mean" in culprit.reason:
        return lines
    told = "There would be an answer with" if culprit.term else "What fits the rest has"
    return [*lines, f"    {told} {_instead(culprit)}."]


def _instead(culprit: Culprit) -> str:
    more = {0: [], 1: ["one more"]}.get(culprit.more, [f"one of {culprit.more} more"])
    return _either([*culprit.instead, *more])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip()) + 2


def _either(texts: Sequence[str]) -> str:
    """Return texts as a sentence lists them.

    >>> _either(["a"]), _either(["a", "b", "c"])
    ('a', 'a, b or c')
    """
    *first, last = texts
    return f"{', '.join(first)} or {last}" if first else last


# -- Somebody's own query -------------------------------------------------------------------------------------


def of_text(graph: Graph, text: str) -> WhyNothing:
    """Return why a query of somebody's own has an empty answer.

    Args:
        graph: The graph that is asked.
        text: A query that reads; the project's prefixes need no declaration.

    Raises:
        QueryRefused: The text is an update, or calls another service.
        QueryInvalid: It cannot be parsed.

    >>> from corridor_kg.store.graph import open_graph
    >>> of_text(open_graph(), "SELECT * { ?x a ckg:Cty }").culprits[0].reason
    "nothing in the graph is called ckg:Cty; did you mean 'ckg:City' or 'ckg:Country'?"
    """
    if not unknown_names.says_nothing(asking.ask(graph, text)):
        return WhyNothing(is_empty=False)
    parts, terms = query_parts.read(text), unknown_names.named(text)
    if parts is None:  # a DESCRIBE of things alone
        sets = tuple((Culprit("value", text.strip(), "", reason),) for reason in unknown_names.unknown(graph, text))
        return WhyNothing(is_empty=True, sets=sets, known=tuple(absences.told(graph, terms)))
    return _of_parts(graph, parts, terms)


def _of_parts(graph: Graph, parts: Parts, terms: Iterable[NamedNode]) -> WhyNothing:
    """Return why nothing answers a query that has an empty answer."""
    known = tuple(absences.told(graph, terms))
    search = Search(graph, parts)
    if search.fits():
        return WhyNothing(is_empty=True, sets=tuple((one,) for one in _afterwards(parts)), known=known)
    found = search.smallest()
    sets = tuple(tuple(search.culprit(one, together) for one in together) for together in found.sets)
    return WhyNothing(is_empty=True, sets=sets, known=known, is_whole=found.is_whole)


def _afterwards(parts: Parts) -> list[Culprit]:
    """Return what may take away all that fits the pattern of a query."""
    found = []
    if parts.having:
        found.append(Culprit("having", parts.having, "", "no group passes it."))
    if re.search(r"OFFSET|LIMIT 0+$", parts.slice, re.IGNORECASE):
        found.append(Culprit("slice", parts.slice, "", "no row is left behind it."))
    reason = "something fits the pattern, but what is asked for of it has no value."
    return found or [Culprit("selection", "what stands before the pattern", "", reason)]


# -- A stored query -------------------------------------------------------------------------------------------


def of_stored(
    graph: Graph, query: StoredQuery, values: Mapping[str, Given | Iterable[Given]] | None = None
) -> WhyNothing:
    """Return why a stored query has an empty answer: a value that was given, or else a condition of its own.

    What a service answers is not asked for.

    Args:
        graph: The graph that is asked.
        query: The stored query.
        values: Its parameters by name, as in `corridor_kg.questions.asking.run`.

    Raises:
        BadParameter, UnknownThing: As in `corridor_kg.questions.asking.run`.

    >>> from corridor_kg.questions.stored_queries import STORED
    >>> from corridor_kg.store.graph import open_graph
    >>> of_stored(open_graph(), STORED["core-platforms"], {"city": "songshan-lake"}).culprits[0].instead[:2]
    ('china', 'dongguan')
    """
    bindings = asking.bindings(graph, query, values or {})
    bound = bind(query.text, bindings)
    given = (term for several in bindings.values() for term in several if isinstance(term, NamedNode))
    terms = [*unknown_names.named(query.text), *given]
    if query.endpoint is None and not unknown_names.says_nothing(graph.ask(bound, known={}, written=query.text)):
        return WhyNothing(is_empty=False)
    known = tuple(absences.told(graph, terms))
    parts = query_parts.read(local(query, bound))
    if parts is None:
        return WhyNothing(is_empty=True, known=known)
    search = Search(graph, parts)
    if query.endpoint is not None and search.fits():
        service = Culprit("service", f"SERVICE <{query.endpoint}>", "", "it answers nothing for what the graph has.")
        return WhyNothing(is_empty=True, sets=((service,),))
    by_value = () if search.with_unknown_terms() else _parameters(graph, query, bindings)
    if by_value and all(culprit.term in (values or {}) for together in by_value for culprit in together):
        return WhyNothing(is_empty=True, sets=by_value, known=known)
    needed = {name: terms for name, terms in bindings.items() if name.startswith("?_") and not name.startswith("?__")}
    others = _of_parts(graph, query_parts.read(local(query, bind(query.text, needed))) or parts, terms)
    least = min((len(together) for together in (*by_value, *others.sets)), default=0)
    sets = tuple(together for together in (*by_value, *others.sets) if len(together) == least)
    return replace(others, sets=sets)


def hint(graph: Graph, query: StoredQuery, values: Mapping[str, Given | Iterable[Given]]) -> str:
    """Return one sentence about the empty answer of a stored query: with which values there would be one.

    Args:
        graph: The graph that was asked.
        query: The stored query.
        values: Its parameters by name, as they were given.
    """
    sets = _parameters(graph, query, asking.bindings(graph, query, values))
    told = [f"{culprit.term} may be {_instead(culprit)}" for (culprit, *more) in sets if culprit.instead and not more]
    more = "; --why-nothing tells more" if told else "; --why-nothing tells why"
    return f"no rows{''.join(f'; {one}' for one in told)}{more}."


def _parameters(
    graph: Graph, query: StoredQuery, bindings: Mapping[str, Sequence[Bound]]
) -> tuple[tuple[Culprit, ...], ...]:
    """Return the smallest sets of parameters that leave nothing; empty where others are why, or none is given."""
    given = [parameter for parameter in query.parameters if parameter.variable in bindings]
    for size in range(1, len(given) + 1):
        found = [some for some in combinations(given, size) if _Without(graph, query, bindings, some).fits()]
        if found:
            return tuple(_Without(graph, query, bindings, some).culprits() for some in found)
    return ()


class _Without:
    """A stored query, asked without some of the parameters that were given.

    Args:
        graph: The graph.
        query: The stored query.
        bindings: The terms of each variable that is bound.
        left_out: The parameters.
    """

    def __init__(
        self,
        graph: Graph,
        query: StoredQuery,
        bindings: Mapping[str, Sequence[Bound]],
        left_out: Sequence[Parameter],
    ) -> None:
        self._graph = graph
        self._query = query
        self._bindings = bindings
        self._left_out = left_out
        variables = {parameter.variable for parameter in left_out}
        self._others = {name: terms for name, terms in bindings.items() if name not in variables}

    def _parts(self, more: Mapping[str, Sequence[Bound]] | None = None) -> Parts | None:
        return query_parts.read(local(self._query, bind(self._query.text, {**self._others, **(more or {})})))

    def fits(self, more: Mapping[str, Sequence[Bound]] | None = None) -> bool:
        """Return whether there is an answer, with these terms for others of the parameters."""
        parts = self._parts(more)
        return parts is not None and Search(self._graph, parts).fits(self._freed(parts, more or {}))

    def _freed(self, parts: Parts, more: Collection[str] = ()) -> list[Condition]:
        """Return the conditions that ask for a value of what is left out, as of a parameter that has to be given."""
        open_ones = {parameter.variable for parameter in self._left_out if parameter.required}.difference(more)
        return [one for one in parts.conditions if one.kind == "filter" and open_ones.intersection(one.variables)]

    def culprits(self) -> tuple[Culprit, ...]:
        """Return the parameters that are left out, each with values that would do."""
        alone = len(self._left_out) == 1
        return tuple(self._culprit(parameter, alone=alone) for parameter in self._left_out)

    def _culprit(self, parameter: Parameter, *, alone: bool) -> Culprit:
        given = self._bindings[parameter.variable]
        shown = " ".join(f"{parameter.name}={_pasted(self._graph, term)}" for term in given)
        reason = f"nothing that fits the rest has {'this value' if alone else 'these together'}."
        instead, more = self._instead(parameter, given) if alone else ((), 0)
        return Culprit("parameter", shown, parameter.name, reason, tuple(instead), more)

    def _instead(self, parameter: Parameter, given: Sequence[Bound]) -> tuple[Sequence[str], int]:
        """Return values that would do, those of the same kind as the ones given first, and how many more there are."""
        parts = self._parts()
        if parts is None:
            return (), 0
        search, freed = Search(self._graph, parts), self._freed(parts)
        compared = _compared(self._query, parameter)
        found = {term for name in compared for term in search.values_of(name, freed) if not isinstance(term, _NODES)}
        kinds = {str(term).rpartition("/")[0] for term in given}
        near = sorted(found, key=lambda term: (str(term).rpartition("/")[0] not in kinds, str(term)))
        doing: list[str] = []
        for number, term in enumerate(near):
            if len(doing) == _MOST_NAMED:
                return doing, len(near) - number
            if self.fits({parameter.variable: [term]}):
                doing.append(_pasted(self._graph, term))
        return doing, 0


def _compared(query: StoredQuery, parameter: Parameter) -> list[str]:
    """Return the variables that a query compares with a parameter; the parameter's own where a pattern has it.

    >>> query = StoredQuery("x", 'SELECT ?a { ?a a ?b FILTER(COALESCE(?__c_iri, "") = "" || ?a = ?__c_iri) }')
    >>> _compared(query, query.parameters[0])
    ['?a']
    """
    found = tokens(query.text)
    compared = []
    for left, sign, right in zip(found, found[1:], found[2:], strict=False):
        if sign.text == "=" and parameter.variable in (left.text, right.text):
            compared += [token.text for token in (left, right) if token.kind == "variable"]
    return [name for name in dict.fromkeys(compared) if name != parameter.variable] or [parameter.variable]


def _pasted(graph: Graph, term: Bound) -> str:
    """Return a value as somebody may give it: a slug where that is the thing's alone, else a CURIE, or a text."""
    from corridor_kg.answers.native import cell  # late for the cold start

    name = cell(term)
    slug = name.partition(":")[2]
    if not isinstance(term, NamedNode) or not slug or name.startswith("http"):
        return name
    return slug if names.meant(graph.engine, slug) == [term] else name


def local(query: StoredQuery, text: str) -> str:
    """Return the part of a stored query that the graph answers."""
    if query.endpoint is None:
        return text
    from corridor_kg.questions import federation  # late for the cold start: few queries go out

    return federation.local_part(text)
