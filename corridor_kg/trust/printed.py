"""A passage's text, read once: which names, words, numbers and periods stand in it, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from pyoxigraph import NamedNode

from corridor_kg.text import articles, periods, quantities, speakers
from corridor_kg.text.days import Days
from corridor_kg.text.found import Period, Place, Quantity, Speaker
from corridor_kg.text.names import Name
from corridor_kg.text.scripts import has_edges
from corridor_kg.trust.known import Known

_DIGITS = re.compile(r"\d[\d,.]*\d|\d")

_CLOCK = re.compile(r" (?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])")
"""The time on the clock that stands behind a date and is part of it: ``2017-12-16 16:34``."""

_DEPUTY = re.compile(r"(?:\b(?:vice|deputy|assistant|associate|sub|co)[ -]|副)\Z", re.IGNORECASE)
"""What makes another role of the one that follows."""


class Printed:
    """What stands in a text.

    Args:
        plain: The text, normalised.
        known: What there are names and words for.
    """

    def __init__(self, plain: str, known: Known) -> None:
        self.plain = plain
        self._folded = _folded(plain)
        self._known = known
        self._found: dict[str, list[Name[NamedNode]]] = {}
        self._accounted: list[Place] = []

    @cached_property
    def periods(self) -> list[Period]:
        """The stretches of time in it."""
        return periods.periods(self.plain)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The numbers in it."""
        return quantities.quantities(self.plain, self.periods)

    @cached_property
    def speakers(self) -> list[Speaker]:
        """Who is said in it to say something."""
        return speakers.speakers(self.plain, [(name.start, name.end) for name in self.found("name")])

    def found(self, sort: str) -> list[Name[NamedNode]]:
        """Return the names of things of a sort in it, or the words for them; see `corridor_kg.trust.known.SORTS`."""
        if sort not in self._found:
            self._found[sort] = self._known.recogniser(sort).find(self.plain)
        return self._found[sort]

    def places_of(self, thing: NamedNode, sort: str) -> list[Place]:
        """Return where a thing is called by one of its names or words; a vice-mayor is no mayor."""
        places = [(name.start, name.end) for name in self.found(sort) if thing in name.things]
        if sort == "role":
            return [place for place in places if not _DEPUTY.search(self.plain, max(0, place[0] - 12), place[0])]
        return places

    def places_of_words(self, words: str, *, names: Iterable[str] = ()) -> list[Place]:
        """Return where words stand as words of their own.

        Args:
            words: The words.
            names: Names of what they stand for: words that begin one of these, such as a family name, do not count
                where they begin yet another name.
        """
        wanted = _folded(articles.normalized(words))
        is_part = any(name.startswith(f"{words} ") for name in names)
        places, start = [], self._folded.find(wanted) if wanted else -1
        while start >= 0:
            places.append((start, start + len(wanted)))
            start = self._folded.find(wanted, start + 1)
        return [place for place in places if self._is_whole(*place) and not (is_part and self._goes_on(place[1]))]

    def _is_whole(self, start: int, end: int) -> bool:
        """Return whether what stands between two places is no part of a longer word or number."""
        before, first, last, behind = (
            self.plain[at : at + 1] if at >= 0 else "" for at in (start - 1, start, end - 1, end)
        )
        begins = not (has_edges(first) and has_edges(before))
        ends = not (has_edges(last) and has_edges(behind))
        is_cut = re.match(r"[,.]\d", self.plain[end : end + 2]) and last.isdigit()
        is_rest = re.search(r"\d[,.]\Z", self.plain[max(0, start - 2) : start]) and first.isdigit()
        return begins and ends and not is_cut and not is_rest

    def _goes_on(self, end: int) -> bool:
        return re.match(r" [A-Z]", self.plain[end : end + 2]) is not None

    # -- What facts take up ----------------------------------------------------------------------------

    def account(self, places: Iterable[Place]) -> None:
        """Say that a fact takes up what stands at some places."""
        self._accounted.extend(places)

    def numerals_left(self) -> Iterator[str]:
        """Yield the numerals in digits that no fact takes up, each once."""
        left = (numeral for numeral in _DIGITS.finditer(self.plain) if not _meets_any(numeral.span(), self._accounted))
        yield from dict.fromkeys(numeral[0] for numeral in left)

    # -- What words are read as ------------------------------------------------------------------------

    def reading_at(self, words: str) -> Quantity | None:
        """Return the number that some words of it are read as."""
        places = self.places_of_words(words)
        return next((one for one in self.quantities if _meets_any((one.start, one.end), places)), None)

    def periods_at(self, words: str) -> list[Period]:
        """Return the stretches of time that some words of it name."""
        places = self.places_of_words(words)
        return [one for one in self.periods if _meets_any((one.start, one.end), places)]

    def dates(self, days: Days) -> list[Period]:
        """Return the dates in it that are a stretch of time, which a fact so takes up."""
        same = [one for one in self.periods if days.is_printed_as(one)]
        self.account(self.place_of(one) for one in same)
        return same

    def place_of(self, date: Period) -> Place:
        """Return where a date stands, with the time on the clock behind it."""
        clock = _CLOCK.match(self.plain, date.end)
        return date.start, clock.end() if clock else date.end

    def words(self, one: Quantity | Period | Speaker) -> str:
        """Return the words of a number, a stretch of time or a speaker."""
        return self.plain[one.start : one.end]


def _meets_any(place: Place, others: Iterable[Place]) -> bool:
    return any(meet(place, other) for other in others)


def meet(one: Place, other: Place) -> bool:
    """Return whether two places share a character."""
    return one[0] < other[1] and other[0] < one[1]


def _folded(text: str) -> str:
    """Return a text in one case, each character in its place."""
    if text.isascii():
        return text.lower()
    return "".join(lower if len(lower := character.lower()) == 1 else character for character in text)
