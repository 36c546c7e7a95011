"""How well a thing elsewhere fits one of ours: a score from 0 to 100, and the features that it is made of.

Each feature that both sides can tell has a share from 0 to 1; the score is their weighted mean. What one side
cannot tell is left out, rather than counted against a candidate.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from corridor_kg.text.names import key

WEIGHTS = {"name": 50, "lies_in": 20, "kind": 10, "distance": 10, "population": 10, "service": 20}
"""What each feature counts; ``service`` is the score that a service gave itself."""

FALLING = 50.0
"""Kilometres after which the share of a distance has fallen to a third: cities are about so far apart."""

EARTH = 6371.0088
"""The mean radius of the earth in kilometres (IUGG)."""

_GENERIC = frozenset(("the", "city", "province", "prefecture", "municipality"))
"""Words that one list of places has in a name, and another has not."""

Point = tuple[float, float]
"""Latitude and longitude in degrees (WGS84)."""


class Profile(NamedTuple):
    """What is known of a thing, ours or one elsewhere, as far as it can be compared.

    Attributes:
        iri: Its IRI.
        names: Its names in any language, the usual one first.
        kinds: Words for what it is, such as ``city``; empty where it is not known.
        divisions: Codes of the countries (``CN``) and first-level divisions (``CN.30``) that it lies in.
        point: Where it is; None where that is not known.
        population: How many people live there; None where that is not known.
        rating: How sure a service itself is, from 0 to 1; None where it does not say.
        remark: What tells it from its namesakes; may be empty.
    """

    iri: str
    names: tuple[str, ...]
    kinds: frozenset[str] = frozenset()
    divisions: frozenset[str] = frozenset()
    point: Point | None = None
    population: int | None = None
    rating: float | None = None
    remark: str = ""

    @property
    def name(self) -> str:
        """The usual name; the IRI where there is none."""
        return self.names[0] if self.names else self.iri


class Feature(NamedTuple):
    """One ground for a score.

    Attributes:
        share: How well the two agree in it, from 0 to 1.
        told: What was compared, in words.
    """

    share: float
    told: str


class Match(NamedTuple):
    """A candidate for one of our things.

    Attributes:
        candidate: The thing elsewhere.
        score: How well it fits, from 0 to 100.
        features: The grounds, by name.
    """

    candidate: Profile
    score: int
    features: dict[str, Feature]


def rank(thing: Profile, candidates: Iterable[Profile]) -> list[Match]:
    """Return candidates for a thing, the best first.

    Args:
        thing: One of ours.
        candidates: Things elsewhere. Their populations are compared with each other.

    >>> thing = Profile("place:a", ("Dongguan",), point=(23.0, 113.7))
    >>> near = Profile("near", ("Dongguan",), point=(23.1, 113.7))
    >>> far = Profile("far", ("Dongguan",), point=(30.0, 120.0))
    >>> [(match.candidate.iri, match.score) for match in rank(thing, [far, near])]
    [('near', 97), ('far', 83)]
    """
    found = list(candidates)
    most = max((candidate.population or 0 for candidate in found), default=0)
    matches = [_match(thing, candidate, most) for candidate in found]
    return sorted(matches, key=lambda match: (-match.score, -(match.candidate.population or 0), match.candidate.iri))


def similarity(one: Sequence[str], other: Sequence[str]) -> tuple[float, str]:
    """Return how alike the most alike of some names are, from 0 to 1, and which two they are, in words.

    >>> similarity(["Dongguan", "东莞市"], ["Tung-kuan", "东莞市"])
    (1.0, '东莞市')
    """
    best = (0.0, "")
    for name in one:
        for candidate in other:
            share = max(fuzz.ratio(key(name), key(candidate)), fuzz.ratio(_bare(name), _bare(candidate))) / 100
            if share > best[0]:
                best = (share, name if share == 1 else f"{name} ~ {candidate}")
    return best


def _bare(name: str) -> str:
    """Return the key of a name without the words that only say what kind of thing it is, unless nothing else is left.

    >>> _bare("Guangdong Province"), _bare("东莞市"), _bare("The City")
    ('guangdong', '东莞', 'the city')
    """
    words = [word for word in key(name).split() if word not in _GENERIC]
    kept = " ".join(words)
    return (kept.removesuffix("市").removesuffix("省") or kept) if kept else key(name)


def kilometres(one: Point, other: Point) -> float:
    """Return the distance of two points along a great circle, in kilometres (haversine).

    >>> round(kilometres((23.11667, 113.25), (22.54554, 114.0683)))
    105
    """
    (latitude, longitude), (other_latitude, other_longitude) = (
        tuple(map(math.radians, point)) for point in (one, other)
    )
    half = math.sin((other_latitude - latitude) / 2) ** 2
    half += math.cos(latitude) * math.cos(other_latitude) * math.sin((other_longitude - longitude) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))


def _match(thing: Profile, candidate: Profile, most: int) -> Match:
    features = {
        name: feature
        for name, feature in (
            ("name", _names(thing, candidate)),
            ("kind", _kinds(thing, candidate)),
            ("lies_in", _divisions(thing, candidate)),
            ("distance", _distance(thing, candidate)),
            ("population", _population(candidate, most)),
            ("service", _rating(candidate)),
        )
        if feature is not None
    }
    weight = sum(WEIGHTS[name] for name in features)
    score = sum(WEIGHTS[name] * feature.share for name, feature in features.items()) / weight
    return Match(candidate, round(100 * score), features)


def _names(thing: Profile, candidate: Profile) -> Feature:
    return Feature(*similarity(thing.names, candidate.names))


def _kinds(thing: Profile, candidate: Profile) -> Feature | None:
    if not thing.kinds or not candidate.kinds:
        return None
    shared = thing.kinds & candidate.kinds
    return Feature(float(bool(shared)), ", ".join(sorted(shared or candidate.kinds)))


def _divisions(thing: Profile, candidate: Profile) -> Feature | None:
    """Compare the first-level divisions where both have one, else the countries."""
    for finest in (True, False):
        ours, theirs = ({code for code in of.divisions if ("." in code) is finest} for of in (thing, candidate))
        if ours and theirs:
            return Feature(float(bool(ours & theirs)), ", ".join(sorted(theirs)))
    return None


def _distance(thing: Profile, candidate: Profile) -> Feature | None:
    if thing.point is None or candidate.point is None:
        return None
    distance = kilometres(thing.point, candidate.point)
    return Feature(math.exp(-distance / FALLING), f"{distance:,.0f} km")


def _population(candidate: Profile, most: int) -> Feature | None:
    if candidate.population is None or not most:
        return None
    return Feature(math.log1p(candidate.population) / math.log1p(most), f"{candidate.population:,}")


def _rating(candidate: Profile) -> Feature | None:
    return None if candidate.rating is None else Feature(candidate.rating, f"{100 * candidate.rating:.0f}")
