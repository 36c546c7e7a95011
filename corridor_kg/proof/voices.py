"""Who says what: whether those whom a text has speak are those whom the sources have say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from pyoxigraph import NamedNode

from corridor_kg.comparison.figures import Figure
from corridor_kg.model.kinds import superclasses
from corridor_kg.proof.company import Company
from corridor_kg.proof.people import People
from corridor_kg.proof.reading import Heard, Read, Reader
from corridor_kg.proof.remarks import DIFFERS, ONLY_CLAIMED, STANDS, UNKNOWN, WEAKER, Remark, Verdict
from corridor_kg.proof.surroundings import Said
from corridor_kg.rdf.terms import TYPE
from corridor_kg.rdf.vocabulary import expand
from corridor_kg.trust.terms import PUBLISHER, SPEAKS

_NEAR = 0.4
"""How like a passage a paragraph has to be for its speaker to be that of the passage."""

_ENOUGH = 0.25
"""How like it has to be where somebody speaks who speaks in the passage too."""


_ENOUGH_SHARED = 2
"""How many things a paragraph has in common with a passage whose speaker it should have."""


class Voices:
    """The speakers of a graph, by the passages in which they speak.

    Args:
        reader: What read the text.
        company: The passages.
        people: The people with their posts.
    """

    def __init__(self, reader: Reader, company: Company, people: People) -> None:
        self._reader, self._known, self._company, self._people = reader, reader.known, company, people

    def remarks(self, read: Read) -> Iterator[Remark]:
        """Yield a verdict for each speaker of a paragraph, places and the newspapers themselves aside."""
        for heard in read.heard:
            if not heard.things or not all(
                self._known.is_place(one) or one in self._publishers for one in heard.things
            ):
                words = read.words((heard.start, heard.end))
                line = read.paragraph.line(heard.start)
                yield Remark("speaker", words, line, heard.start, heard.end, self._judged(read, heard))

    def _judged(self, read: Read, heard: Heard) -> Verdict:
        """Return whether sources have somebody speak of what the paragraph speaks of."""
        who, label = set(heard.things), self._label(heard.things)
        if (holder := self._people.holder(read, (heard.start, heard.end))) and not who:
            return holder
        shares = self._shares(read, who)
        elsewhere = {thing for one in read.heard for thing in one.things} - who
        own = [passage for passage, share in shares.items() if share >= _ENOUGH and self._speakers[passage] & who]
        others = [
            passage
            for passage, share in shares.items()
            if share >= _NEAR
            and self._speakers[passage]
            and not self._speakers[passage] & (who | elsewhere)
            and self._is_meant(read, heard, passage)
        ]
        if own and not (others and shares[others[0]] > shares[own[0]]):
            return Verdict(STANDS, f"as {', '.join(own)}", label, tuple(own), _iris(who))
        if others:
            speakers = sorted(self._speakers[others[0]], key=str)
            told = f"{others[0]}: {' and '.join(map(self._known.label, speakers))}"
            return Verdict(DIFFERS, told, label, (others[0],), _iris(speakers))
        passages = [passage for passage, speakers in sorted(self._speakers.items()) if speakers & who]
        if not passages:
            return Verdict(UNKNOWN, "no source has them speak", label)
        return Verdict(UNKNOWN, f"speaks of something else in {', '.join(passages)}", label, (), _iris(who))

    def _is_meant(self, read: Read, heard: Heard, passage: str) -> bool:
        """Return whether a paragraph has enough of a passage for its speaker to be the same: more than one thing.

        A passage that speaks of one alone is known by the role that stands beside its speaker.
        """
        shared = self._company.things[passage] & read.things
        if len(shared - self._speakers[passage]) >= _ENOUGH_SHARED:
            return True
        roles = self._people.roles(read, (heard.start, heard.end))
        return any(roles & self._people.roles_of(speaker) for speaker in self._speakers[passage])

    def _shares(self, read: Read, who: set[NamedNode]) -> dict[str, float]:
        """Return how like each passage is to a paragraph, whoever speaks, the likest first."""
        shares = {
            passage: self._company.likeness(passage, read.spoken_of, without=self._speakers[passage] | who)
            for passage in self._company.traits
        }
        return dict(sorted(shares.items(), key=lambda item: (-item[1], item[0])))

    def _label(self, things: Iterable[NamedNode]) -> str:
        return " or ".join(map(self._known.label, things))

    @cached_property
    def _speakers(self) -> dict[str, set[NamedNode]]:
        """Who speaks in each passage, by its short name: people, bodies and documents, and no newspaper for itself."""
        found: dict[str, set[NamedNode]] = {passage: set() for passage in self._company.traits}
        for prop in SPEAKS:
            for quad in self._reader.graph.engine.quads(None, prop):
                passage = self._company.notation(quad.graph_name)
                if passage in found and isinstance(quad.object, NamedNode) and quad.object not in self._publishers:
                    found[passage].add(quad.object)
        return found

    # -- Of a number ---------------------------------------------------------------------------------------

    def attributed(self, said: Said, verdict: Verdict, figures: Sequence[Figure]) -> Verdict:
        """Return a verdict on a number that sources have, by who says it there and in the text.

        Args:
            said: The number.
            verdict: That on the number alone.
            figures: The figures that are the same.
        """
        start, end = said.read.found.sentence(said.place)
        here = [one for one in said.read.heard if start <= one.start < end and self._is_somebody(one)]
        earlier = [one for one in said.read.heard if one.start < start and self._is_somebody(one)][-1:]
        reporters = {NamedNode(iri) for figure in figures for iri in figure.reporters}
        speakers = sorted(filter(self._speaks, reporters), key=str)
        if any(reporters & set(one.things) for one in (*here, *earlier)):
            return verdict
        said_by = " and ".join(map(self._known.label, speakers))
        if speakers and (here or earlier):
            who = said.read.words(((here or earlier)[0].start, (here or earlier)[0].end))
            return verdict._replace(
                verdict=DIFFERS, reason=f"{', '.join(verdict.passages)}: {said_by} says so, not {who}"
            )
        if here:
            who = said.read.words((here[0].start, here[0].end))
            return verdict._replace(verdict=WEAKER, reason=f"{verdict.reason}, where {who} does not say so")
        if speakers and len(speakers) == len(reporters):
            return verdict._replace(verdict=ONLY_CLAIMED, reason=f"{verdict.reason}, by {said_by}")
        return verdict

    def _is_somebody(self, heard: Heard) -> bool:
        """Return whether somebody speaks, known or not: no place, and no document."""
        return not heard.things or any(map(self._speaks, heard.things))

    def _speaks(self, thing: NamedNode) -> bool:
        """Return whether something speaks for itself: no place, no document, and no newspaper."""
        return not (self._known.is_place(thing) or self._is_document(thing) or thing in self._publishers)

    def _is_document(self, thing: NamedNode) -> bool:
        kinds = [kind.value for kind in self._known.values(thing, TYPE) if isinstance(kind, NamedNode)]
        return any(expand("ckg:Plan") in superclasses().get(kind, {kind}) for kind in kinds)

    @cached_property
    def _publishers(self) -> set[object]:
        return {triple.object for triple in self._reader.graph.engine.match(None, PUBLISHER)}


def _iris(things: Iterable[NamedNode]) -> tuple[str, ...]:
    return tuple(thing.value for thing in things)
