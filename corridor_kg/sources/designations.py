"""Drafts of ranks: where a passage has the word for a rank, each place that it names may be given it there."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.rdf.terms import LABEL, TYPE
from corridor_kg.sources.described import question, term
from corridor_kg.sources.drafts import THEN, Drafts, local
from corridor_kg.sources.recognised import Recognised
from corridor_kg.trust.terms import DESIGNATED, RANK

_GIVEN_BY = term("ckg:isGivenBy")
_PLATFORM = term("ckg:Platform")


def designations(drafts: Drafts, found: Recognised) -> Iterator[Triple]:
    """Yield the designations of the platforms that a passage names, where it has the word for a rank.

    One that other passages know is the same, whoever states it; of a platform that has none, one is drafted anew.
    """
    ranks = list(dict.fromkeys(thing for word in found.ranks for thing in word.things))
    if not ranks:
        return
    named = dict.fromkeys(thing for name in found.named for thing in name.things)
    for platform in (thing for thing in named if _PLATFORM in drafts.known.values(thing, TYPE)):
        known = [one for one in _designations(drafts, platform) if set(drafts.known.values(one, RANK)) & set(ranks)]
        for designation in known:
            yield from _again(drafts, designation)
        if not known:
            yield from _anew(drafts, platform, ranks)


def _designations(drafts: Drafts, platform: NamedNode) -> list[NamedNode]:
    """Return the designations of a platform that are known, sorted."""
    found = (triple.subject for triple in drafts.recogniser.graph.engine.match(None, DESIGNATED, platform))
    return sorted((one for one in found if isinstance(one, NamedNode)), key=str)


def _again(drafts: Drafts, designation: NamedNode) -> Iterator[Triple]:
    """Yield what is known of a designation."""
    for prop in (DESIGNATED, _GIVEN_BY, RANK):
        for value in drafts.known.values(designation, prop):
            yield Triple(designation, prop, value)
    yield question(designation, f"Does it give this rank, too? {THEN}")


def _anew(drafts: Drafts, platform: NamedNode, ranks: list[NamedNode]) -> Iterator[Triple]:
    designation = drafts.new("designation", local(platform))
    label = f"{drafts.label(platform)}, as {drafts.label(ranks[0])}"
    yield Triple(designation, TYPE, term("ckg:Designation"))
    yield Triple(designation, LABEL, Literal(label, language="en"))
    yield Triple(designation, DESIGNATED, platform)
    yield Triple(designation, RANK, ranks[0])
    yield question(designation, f"Is it given this rank, and by whom (ckg:isGivenBy)? {THEN}")
