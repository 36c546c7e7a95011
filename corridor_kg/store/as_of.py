"""A graph as of a day: only the sources speak that were certainly out by then.

An article was certainly out on the last day of its publication: its date, or the end of the period within which it came
out. What it states stands in the graphs of its passages, and these are left out, with the readings that rest on nothing
else. Things, places of gazetteers and links have no date, and stay; but a thing of which a source left out has spoken
goes along with it where nothing is left but its names and links, or nothing of what makes it what it is, as a member
and a post do a membership. A correction that came out later is not known yet.
"""

from __future__ import annotations

import os
import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Triple

from corridor_kg.choices import RELATIONS
from corridor_kg.errors import BadParameter, did_you_mean
from corridor_kg.files import loading
from corridor_kg.model.kinds import ESSENTIAL, kind_of
from corridor_kg.model.origins import SOURCE, Origin
from corridor_kg.rdf import formats
from corridor_kg.rdf.terms import ALTERNATE_LABEL, DERIVED_FROM, HIDDEN_LABEL, LABEL, NOTATION, TYPE
from corridor_kg.rdf.vocabulary import ONTOLOGY, OWL, SKOS, expand, shorten

_ARTICLE, _SOURCE, _PASSAGE, _CORRECTION, _CORRECTS, _CAME_OUT, _PLAN = (
    NamedNode(f"{ONTOLOGY}{name}")
    for name in ("Article", "Source", "Passage", "Correction", "corrects", "hasPublicationPeriod", "Plan")
)
_PART_OF, _PUBLISHED, _FIRST, _LAST = (
    NamedNode(expand(curie) or curie)
    for curie in ("dcterms:isPartOf", "schema:datePublished", "schema:startDate", "schema:endDate")
)
_ABOUT, _PROPERTY, _TARGET = (NamedNode(f"{OWL}annotated{part}") for part in ("Source", "Property", "Target"))
_NOTES = (NamedNode(f"{SKOS}editorialNote"), NamedNode(f"{SKOS}scopeNote"))
_LINKS = tuple(NamedNode(SKOS + relation) for relation in RELATIONS)
_CALLED = (TYPE, LABEL, NOTATION, ALTERNATE_LABEL, HIDDEN_LABEL, *_NOTES, *_LINKS)
_NAMES = frozenset((*_CALLED, NamedNode(expand("void:exampleResource") or ""), _ABOUT, _PROPERTY, _TARGET))
"""What only says what a thing is called, here and elsewhere, or that it is an example, or belongs to an axiom."""

_ESSENTIAL = frozenset(NamedNode(expand(curie) or curie) for curie in ESSENTIAL)

_OF_SOURCES = (TYPE, LABEL, NOTATION, DERIVED_FROM, _CORRECTS, _CAME_OUT, _PART_OF, _PUBLISHED, _FIRST, _LAST)
_KEPT = frozenset((*_OF_SOURCES, _ABOUT, _PROPERTY, _TARGET))
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:Z|[+-]\d\d:\d\d)?")


class AsOf(NamedTuple):
    """A day, and what was not certainly out by then.

    Attributes:
        day: The day, as in ``2017-12-16``.
        left_out: The sources that are left out, each with when it came out, as far as that is known.
        is_first: Whether no source with passages is left.
        spoken_of: The things of which what is left out speaks.
    """

    day: str
    left_out: tuple[str, ...] = ()
    is_first: bool = False
    spoken_of: frozenset[NamedNode] = frozenset()

    def __str__(self) -> str:
        none = "no source was certainly out yet; " if self.is_first else ""
        return f"As of {self.day}: {none}left out {', '.join(self.left_out) or 'nothing'}."


def as_of(origins: Iterable[Origin], asked: str | date) -> tuple[list[Origin], AsOf]:
    """Return origins of facts as of a day, and what that leaves out.

    Args:
        origins: Origins of facts.
        asked: A day, a month or a year, which is over then; or the short name, CURIE or IRI of a source, for the last
            day on which it may have come out.

    Raises:
        BadParameter: It is neither a day nor a source, or nobody knows when the source came out.
        GraphUnreadable: A file is not valid RDF.

    >>> from corridor_kg.files.loading import find_origins
    >>> from corridor_kg.rdf import bundled
    >>> [told for told in as_of(find_origins(bundled.GRAPH), "2017-12-16")[1].left_out if told.startswith("china")]
    ['china-daily (published after 1 December 2017 and before 5 March 2018)']
    """
    origins = list(origins)
    known = _Known(origins)
    day = known.day(str(asked).strip())
    gone = known.gone(day)
    said = [quad.triple for number in sorted(gone.origins) for quad in loading.quads(origins[number])]
    spoken_of = {node for triple in said for node in _ends(triple)}
    kept = [origin for number, origin in enumerate(origins) if number not in gone.origins]
    stated = [[quad.triple for quad in loading.quads(origin)] for origin in kept]
    dropped = _dropped(stated, kept, gone, spoken_of, _essential(said))
    left = [origin._replace(left_out=out) if out else origin for origin, out in zip(kept, dropped, strict=True)]
    things = frozenset(node for node in spoken_of if isinstance(node, NamedNode))
    return left, AsOf(str(day), gone.told, gone.is_first, things)


class _Gone(NamedTuple):
    """What is left out.

    Attributes:
        origins: The numbers of the origins that are.
        nodes: Of what is left, the things of which nothing is said.
        triples: What was only read from sources that are left out, by the named graph in which it stands.
        told: Which sources these are.
        is_first: Whether no source with passages is left.
    """

    origins: set[int]
    nodes: set[Any]
    triples: dict[Any, set[Triple]]
    told: tuple[str, ...]
    is_first: bool


def _dropped(
    stated: list[list[Triple]], origins: Sequence[Origin], gone: _Gone, spoken_of: set[Any], made: set[Any]
) -> list[frozenset[Triple]]:
    """Return what is left out of each origin that is kept.

    Args:
        stated: What each of them states.
        origins: They.
        gone: What is left out.
        spoken_of: What the origins that are left out speak of; what else is found to go is added.
        made: The things of which they say what makes them what they are.
    """
    nodes = set(gone.nodes)
    dropped: list[set[Triple]] = [set(gone.triples.get(origin.graph, ())) for origin in origins]
    while True:
        for triples, out in zip(stated, dropped, strict=True):
            out.update(triple for triple in triples if triple.subject in nodes or triple.object in nodes)
        left = [triple for triples, out in zip(stated, dropped, strict=True) for triple in triples if triple not in out]
        spoken_of |= {node for out in dropped for triple in out for node in _ends(triple)}
        bare = (_bare(left) & spoken_of) | ({triple.subject for triple in left} & made - _essential(left))
        nodes = bare | {triple.subject for triple in left if triple.predicate == _ABOUT and triple.object in bare}
        if not nodes:
            return [frozenset(out.intersection(triples)) for triples, out in zip(stated, dropped, strict=True)]


def _essential(triples: Iterable[Triple]) -> set[Any]:
    """Return the things of which it is told what makes them what they are, as a member does a membership."""
    return {triple.subject for triple in triples if triple.predicate in _ESSENTIAL}


def _bare(triples: list[Triple]) -> set[Any]:
    """Return the things of which only names are told; of a measure, a period and the like, which none else names."""
    types: dict[Any, list[str]] = defaultdict(list)
    for triple in triples:
        if triple.predicate == TYPE and isinstance(triple.object, NamedNode):
            types[triple.subject].append(triple.object.value)
    shared = {thing for thing, classes in types.items() if kind_of(classes).shared}
    told = {
        node
        for triple in triples
        if triple.predicate not in _NAMES
        for node in _ends(triple)[triple.subject in shared :]
    }
    return types.keys() - told


def _ends(statement: Triple) -> tuple[Any, ...]:
    """Return what a statement speaks of: its subject, and a thing that it leads to."""
    leads_to = isinstance(statement.object, NamedNode) and statement.predicate not in (TYPE, _ABOUT)
    return (statement.subject, statement.object) if leads_to else (statement.subject,)


class _Known:
    """What origins say of sources, when they came out, and what rests on them.

    Args:
        origins: Origins of facts.
    """

    def __init__(self, origins: Sequence[Origin]) -> None:
        self._origins = origins
        self._values: dict[NamedNode, dict[Any, list[Any]]] = {predicate: defaultdict(list) for predicate in _KEPT}
        self._typed_in: dict[Any, set[int]] = defaultdict(set)
        self._stands_in: dict[Any, set[Any]] = defaultdict(set)
        for number, origin in enumerate(origins):
            for quad in loading.quads(origin):
                self._note(number, quad)
        passages = self._typed(_PASSAGE)
        self._wholes = {part: set(wholes) for part, wholes in self._values[_PART_OF].items() if part in passages}
        self._with_passages = self._typed(_ARTICLE).union(*self._wholes.values())

    def _note(self, number: int, quad: Quad) -> None:
        if quad.predicate not in _KEPT:
            return
        self._values[quad.predicate][quad.subject].append(quad.object)
        if quad.predicate == TYPE:
            self._typed_in[quad.subject].add(number)
        elif quad.predicate == _ABOUT:
            self._stands_in[quad.subject].add(quad.graph_name)

    # -- When ----------------------------------------------------------------------------------------

    def day(self, asked: str) -> date:
        """Return the day that somebody asks for; see `as_of`."""
        if re.fullmatch(r"\d{4}(-\d\d?){0,2}", asked):
            day = _last_day(asked)
            if day is None:
                raise BadParameter(f"{asked!r} is no day; write one as in 2017-12-16, 2017-12 or 2017.")
            return day
        source = self._source(asked)
        day = self._out(source)
        if day is None:
            raise BadParameter(f"when {self._name(source)} came out is not known; write a day, as in 2017-12-16.")
        return day

    def _source(self, asked: str) -> Any:
        iri = expand(asked) or asked.strip("<>")
        found = [source for source in self._sources() if asked == self._name(source) or source.value == iri]
        if not found:
            names = [self._name(source) for source in self._sources()]
            hint = did_you_mean(asked, names, otherwise="write a day, as in 2017-12-16, or the short name of a source")
            raise BadParameter(f"{asked!r} is neither a day nor a source{hint}")
        return found[0]

    def _out(self, source: Any) -> date | None:
        """Return the day by which a source was certainly out; None where nobody says."""
        days = [_last_day(day.value) for day in self._values[_PUBLISHED].get(source, ())]
        if not days:
            periods = self._values[_CAME_OUT].get(source, ())
            days = [self._end(period) for period in periods]
        known = [day for day in days if day is not None]
        return max(known) if known and len(known) == len(days) else None

    def _end(self, period: Any) -> date | None:
        days = [_last_day(day.value) for day in self._values[_LAST].get(period, ()) if isinstance(day, Literal)]
        known = [day for day in days if day is not None]
        return max(known, default=None)

    def _when(self, source: Any) -> str:
        """Return in words when a source came out."""
        days = [day.value for day in self._values[_PUBLISHED].get(source, ())]
        if days:
            return f"published {' or '.join(sorted(days))}"
        periods = self._values[_CAME_OUT].get(source, ())
        if not periods:
            return "no date is known"
        return f"published {' or '.join(sorted(map(self._period, periods)))}"

    def _period(self, period: Any) -> str:
        labels = [text for text in self._values[LABEL].get(period, ()) if text.language == "en"]
        ends = ((word, self._values[end].get(period, ())) for word, end in (("from", _FIRST), ("to", _LAST)))
        told = " ".join(f"{word} {days[0].value}" for word, days in ends if days)
        return labels[0].value if labels else told or shorten(period.value)

    # -- What ----------------------------------------------------------------------------------------

    def _sources(self) -> list[Any]:
        """Return the sources, those without passages too, in the order of their names."""
        found = {thing for thing in self._typed(_SOURCE) | self._with_passages if isinstance(thing, NamedNode)}
        return sorted(found, key=self._name)

    def _typed(self, *classes: NamedNode) -> set[Any]:
        return {thing for thing, types in self._values[TYPE].items() if not set(types).isdisjoint(classes)}

    def _name(self, source: Any) -> str:
        return min((text.value for text in self._values[NOTATION].get(source, ())), default=shorten(source.value))

    def gone(self, day: date) -> _Gone:
        """Return what is left out as of a day."""
        later = {source for source in self._sources() if self._is_later(source, day)}
        nodes = later - self._typed(_PLAN)  # which is a thing as well, and is only read
        nodes |= {part for part, wholes in self._wholes.items() if wholes <= later}
        unheard = later | nodes
        nodes |= {thing for thing, rests_on in self._values[DERIVED_FROM].items() if set(rests_on) <= unheard}
        origins = {number for number, origin in enumerate(self._origins) if self._is_left_out(number, origin, nodes)}
        nodes |= {thing for thing, stated_in in self._typed_in.items() if stated_in <= origins}
        nodes |= set(self._unknown_corrections(day, nodes))
        axioms = {axiom for axiom in self._values[_ABOUT] if axiom in nodes or self._is_about(axiom, nodes)}
        names = tuple(f"{self._name(source)} ({self._when(source)})" for source in self._sources() if source in later)
        return _Gone(
            origins,
            nodes | axioms,
            self._read(axioms),
            names,
            bool(self._with_passages) and self._with_passages <= later,
        )

    def _is_later(self, source: Any, day: date) -> bool:
        """Return whether a source may have come out later; of one without passages or date, nobody can say so."""
        out = self._out(source)
        return out > day if out else source in self._with_passages

    def _is_left_out(self, number: int, origin: Origin, nodes: set[Any]) -> bool:
        """Return whether an origin is a passage or a whole that is left out, or the file that describes a source."""
        if origin.graph in nodes:
            return True
        names = {os.path.basename(file) for file in origin.files}
        if {name.removesuffix(formats.ending(name)) for name in names} != {SOURCE}:
            return False
        described = {source for source in self._sources() if number in self._typed_in[source]}
        return bool(described) and described <= nodes

    def _unknown_corrections(self, day: date, nodes: set[Any]) -> Iterator[Any]:
        """Yield the corrections that came out later, and those of what is left out itself."""
        for correction in self._typed(_CORRECTION):
            out = self._out(correction)
            about = set(self._values[_CORRECTS].get(correction, ()))
            if out is None or out > day or (about and about <= nodes):
                yield correction

    def _is_about(self, axiom: Any, nodes: set[Any]) -> bool:
        """Return whether a reading or a mapping is about something that is left out."""
        ends = (*self._values[_ABOUT].get(axiom, ()), *self._values[_TARGET].get(axiom, ()))
        return not nodes.isdisjoint(ends)

    def _read(self, gone: set[Any]) -> dict[Any, set[Triple]]:
        """Return the triples that only the axioms that are gone are about, by the graphs in which these stand."""
        kept = {triple for axiom in self._values[_ABOUT].keys() - gone for triple in self._annotated(axiom)}
        found: dict[Any, set[Triple]] = defaultdict(set)
        for axiom in gone:
            for graph in self._stands_in[axiom]:
                found[graph] |= set(self._annotated(axiom)) - kept
        return found

    def _annotated(self, axiom: Any) -> Iterator[Triple]:
        for subject in self._values[_ABOUT].get(axiom, ()):
            for predicate in self._values[_PROPERTY].get(axiom, ()):
                for value in self._values[_TARGET].get(axiom, ()):
                    yield Triple(subject, predicate, value)


def _last_day(text: str) -> date | None:
    """Return the last day of a date, a month or a year; None where it is none.

    >>> str(_last_day("2017-12")), str(_last_day("2017-12-16+08:00")), _last_day("2017-13")
    ('2017-12-31', '2017-12-16', None)
    """
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        month = month or 12
        return date(year or 0, month, day or monthrange(year or 0, month)[1])
    except ValueError:
        return None
