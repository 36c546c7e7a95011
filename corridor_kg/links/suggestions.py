"""Which things elsewhere may be ours: candidates with their grounds, beside what was decided already."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from corridor_kg.answers import tables
from corridor_kg.files import sssom
from corridor_kg.files.output import printable
from corridor_kg.links import profiles
from corridor_kg.links.matching import WEIGHTS, Match, Profile, rank
from corridor_kg.model import mappings
from corridor_kg.model.authorities import Authority
from corridor_kg.model.mappings import Mapping
from corridor_kg.rdf import notebooks
from corridor_kg.rdf.vocabulary import GRAPHS, Json, shorten
from corridor_kg.store.graph import Graph
from corridor_kg.version import __version__

Progress = Callable[[int, int], None]
"""Is called with how many are done, and of how many."""

LEAST = 50
"""The score below which a candidate is no candidate."""

COLUMNS = ("thing", "thingLabel", "score", "candidate", "candidateLabel", *WEIGHTS, "remark", "decision")


class CandidateSource(Protocol):
    """Where candidates come from.

    Attributes:
        name: What it is called, with its version where it has one.
        authority: The authority whose identifiers it gives; None where that is not one of ours.
        kinds: The kinds of things that it knows, as in `corridor_kg.model.kinds`.
    """

    name: str
    authority: Authority | None
    kinds: tuple[str, ...]

    def candidates(self, wanted: Sequence[Profile], *, limit: int, progress: Progress) -> Iterable[list[Profile]]:
        """Return the candidates of each thing, in the order of the things."""

    def find(self, iri: str) -> Profile | None:
        """Return the thing with an IRI, or None where the source cannot tell."""


class Suggestion(NamedTuple):
    """A candidate for one of our things, and what became of it.

    Attributes:
        thing: Our thing.
        match: The candidate with its score; None where there is none.
        decision: ``suggested``, or what was decided, with its date; ``none found`` where there is no candidate.
    """

    thing: Profile
    match: Match | None
    decision: str


@dataclass(frozen=True)
class Suggestions:
    """The candidates of some things.

    Attributes:
        rows: Thing by thing, the best candidate first.
        source: Where they come from.
        authority: The IRI of the authority; empty where it is not one of ours.
    """

    rows: tuple[Suggestion, ...]
    source: str
    authority: str

    @property
    def new(self) -> list[Suggestion]:
        """What has not been decided yet."""
        return [row for row in self.rows if row.decision == "suggested"]

    def serialize(self, format: str, *, width: int | None = None) -> str:
        """Return them in one of `SUGGESTION_FORMATS`; ``sssom`` is for a reviewer."""
        if format == "sssom":
            return self.to_sssom()
        return self.to_json() if format == "json" else self.to_table(width=width)

    def to_table(self, *, width: int | None = None) -> str:
        """Return a table, a row a candidate; a column without a word in it is left out."""
        return tables.render(*self._cells(), width=width)

    def _repr_html_(self) -> str:
        return notebooks.table(*self._cells())

    def _cells(self) -> tuple[list[str], list[list[str]]]:
        """Return the heads and rows of the table."""
        rows = [list(map(printable, _cells(row))) for row in self.rows]
        used = [index for index, _ in enumerate(COLUMNS) if any(row[index] for row in rows)] or [0]
        columns = [COLUMNS[index].replace("_", " ") for index in used]
        return columns, [[row[index] for index in used] for row in rows]

    def to_json(self) -> str:
        """Return a JSON document: each candidate with its score, and each ground with what was compared."""
        found = {"source": self.source, "authority": self.authority or None, "suggestions": list(map(_json, self.rows))}
        return json.dumps(found, ensure_ascii=False, indent=2) + "\n"

    def to_sssom(self) -> str:
        """Return what is new as SSSOM/TSV, to be reviewed: each row justified by how well names and places match."""
        head = {"mapping_set_title": f"Suggestions from {self.source}, not reviewed", "license": sssom.LICENCE}
        rows = tuple(self.mapping(row) for row in self.new)
        return sssom.serialize(sssom.MappingSet(f"{GRAPHS}suggestions", rows, head))

    def mapping(self, row: Suggestion) -> Mapping:
        """Return a candidate as a mapping that nobody has reviewed."""
        assert row.match is not None
        return linking(row.thing, row.match.candidate.iri, row.match, source=self.source).with_slots(
            object_source=self.authority,
            mapping_justification=mappings.MATCHED,
            mapping_tool=mappings.TOOL,
            mapping_tool_version=__version__,
            mapping_date=mappings.today(),
        )


def suggest(
    graph: Graph,
    names: Sequence[str],
    source: CandidateSource,
    *,
    decided: Iterable[Mapping] = (),
    limit: int = 10,
    again: bool = False,
    progress: Progress = lambda done, of: None,
) -> Suggestions:
    """Return the candidates of some things, with what was decided about them.

    Args:
        graph: The graph; the mappings in it are decisions too.
        names: The things, by slug, CURIE, IRI or label; empty for all those that the source may know.
        source: Where candidates come from.
        decided: Decisions beside those in the graph.
        limit: How many candidates to return for each thing, from 1.
        again: Whether to suggest also for things that were closed.
        progress: Called with how many things are done, and how many there are.

    Raises:
        UnknownThing: A thing is not there.
        ServiceFailed: The source is a service, and it cannot be asked.
    """
    wanted = profiles.profiles(graph, names)
    if not names:
        wanted = [thing for thing in wanted if profiles.kind_of(graph.engine, thing.iri) in source.kinds]
    taken = _Decisions([*mappings.read(graph.stated()), *decided], source.authority, again=again)
    rows = []
    asked = [thing for thing in wanted if profiles.kind_of(graph.engine, thing.iri) in source.kinds]
    rows += [Suggestion(thing, None, f"not for {source.name}") for thing in wanted if thing not in asked]
    found = source.candidates(asked, limit=limit, progress=progress)
    for thing, candidates in zip(asked, found, strict=True):
        matches = (match for match in rank(thing, candidates) if match.score >= LEAST)
        found_here = [Suggestion(thing, match, taken.about(thing, match.candidate.iri)) for match in matches]
        told = [row for row in found_here if row.decision][:limit]
        rows += told or [Suggestion(thing, None, taken.settling(thing) or "none found")]
    return Suggestions(tuple(rows), source.name, source.authority.iri if source.authority else "")


def linking(thing: Profile, target: str, match: Match | None, *, source: str) -> Mapping:
    """Return the mapping of a thing to a target, with the grounds of a match; who and when are not in it."""
    slots = {
        "subject_id": thing.iri,
        "subject_label": thing.name if thing.names else "",
        "predicate_id": mappings.EXACT,
        "object_id": target,
        "object_label": match.candidate.name if match and match.candidate.names else "",
        "similarity_score": f"{match.score / 100:g}" if match else "",
        "similarity_measure": "weighted mean of features" if match else "",
        "comment": grounds(match, source) if match else "",
    }
    return Mapping({name: (value,) for name, value in slots.items() if value})


def grounds(match: Match, source: str) -> str:
    """Return what a score is made of, as a sentence."""
    told = "; ".join(
        f"{name.replace('_', ' ')} {100 * feature.share:.0f} ({feature.told})"
        for name, feature in match.features.items()
    )
    return f"Score {match.score} of 100 in {source}: {told}."


class _Decisions:
    """What was decided about things, as far as one authority is concerned."""

    def __init__(self, decided: Iterable[Mapping], authority: Authority | None, *, again: bool) -> None:
        self._authority = authority
        self._again = again
        self._about: dict[tuple[str, str], Mapping] = {}
        self._settled: dict[str, Mapping] = {}
        self._closed: dict[str, Mapping] = {}
        for mapping in sorted(decided, key=lambda mapping: mapping["mapping_date"]):  # a later decision wins
            self._note(mapping)

    def _note(self, mapping: Mapping) -> None:
        ours = self._authority.iri if self._authority else None
        if mapping.closed:
            if mapping.authority in ("", ours):
                self._closed[mapping.subject] = mapping
            return
        self._about[mapping.subject, mapping.target] = mapping
        same = mapping.decision == "linked" and mapping["predicate_id"] == mappings.EXACT
        if same and self._authority and self._authority.has(mapping.target):
            self._settled[mapping.subject] = mapping

    def about(self, thing: Profile, target: str) -> str:
        """Return what was decided about a candidate, or ``suggested``; empty where its thing is settled otherwise."""
        mapping = self._about.get((thing.iri, target))
        if mapping:
            return _dated("rejected" if mapping.negated else _relation(mapping), mapping)
        settled = thing.iri in self._settled or (thing.iri in self._closed and not self._again)
        return "" if settled else "suggested"

    def settling(self, thing: Profile) -> str:
        """Return how a thing was settled: linked or closed, with the date; empty where it was not."""
        if thing.iri in self._settled:
            return _dated(_relation(self._settled[thing.iri]), self._settled[thing.iri])
        return _dated("closed", self._closed[thing.iri]) if thing.iri in self._closed else ""


def _relation(mapping: Mapping) -> str:
    return shorten(mapping["predicate_id"]).partition(":")[2]


def _dated(word: str, mapping: Mapping) -> str:
    return f"{word} {mapping['mapping_date']}".strip()


def _cells(row: Suggestion) -> list[str]:
    head = [shorten(row.thing.iri), row.thing.name]
    if row.match is None:
        return [*head, *[""] * (len(COLUMNS) - 3), row.decision]
    candidate, features = row.match.candidate, row.match.features
    told = [features[name].told if name in features else "" for name in WEIGHTS]
    name = candidate.name if candidate.names else ""
    return [*head, str(row.match.score), shorten(candidate.iri), name, *told, candidate.remark, row.decision]


def _json(row: Suggestion) -> Json:
    found: dict[str, Json] = {"thing": row.thing.iri, "thingLabel": row.thing.name, "decision": row.decision or None}
    if row.match is None:
        return {**found, "candidate": None}
    features = {name: _feature(name, feature.share, feature.told) for name, feature in row.match.features.items()}
    candidate = row.match.candidate
    return {
        **found,
        "candidate": candidate.iri,
        "candidateLabel": candidate.name if candidate.names else None,
        "remark": candidate.remark or None,
        "score": row.match.score,
        "features": features,
    }


def _feature(name: str, share: float, told: str) -> Json:
    return {"score": round(100 * share), "weight": WEIGHTS[name], "compared": told}
