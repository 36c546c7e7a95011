"""Whether the years by which something is to be reached stand: each against the goals of what is spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import NamedNode

from corridor_kg.comparison.goals import Goal
from corridor_kg.proof import company, traits
from corridor_kg.proof.company import Company
from corridor_kg.proof.reading import Read
from corridor_kg.proof.remarks import DIFFERS, STANDS, UNKNOWN, Remark, Verdict
from corridor_kg.sources.drafts import Drafts
from corridor_kg.text.days import of_date, of_period
from corridor_kg.text.found import Period

_WORD = re.compile(r"[a-z]{5,}")

_SHARED = 2
"""How many longer words of a sentence are in what we call a goal, for that to be spoken of."""


class Years:
    """Judges the years of goals.

    Args:
        goals: The goals of the graph that have a year.
        company: The passages that state them.
    """

    def __init__(self, goals: Sequence[Goal], company: Company) -> None:
        self._goals, self._company = goals, company

    def remarks(self, read: Read) -> Iterator[Remark]:
        """Yield a verdict for each year of a paragraph by which something is to be."""
        for when in read.found.periods:
            if _is_year(when) and self._is_ahead(read, when):
                place = (when.start, when.end)
                yield Remark(
                    "year", read.words(place), read.paragraph.line(when.start), *place, self._judged(read, when)
                )

    @staticmethod
    def _is_ahead(read: Read, when: Period) -> bool:
        return when.relation == "by" or Drafts.is_future_sentence(read.found, (when.start, when.end))

    def _judged(self, read: Read, when: Period) -> Verdict:
        year = (when.last or "")[:4]
        near = [goal for goal in self._goals if self._share(read, when, goal) >= company.NEAR]
        beside = [goal for goal in self._goals if NamedNode(goal.subject) in self._named(read, when)]
        same = [goal for goal in dict.fromkeys((*near, *beside)) if goal.year == year]
        if same:
            return Verdict(STANDS, f"as {', '.join(_passages(same))}", _what(same), _passages(same), _iris(same))
        words = set(_WORD.findall(read.words(read.found.sentence((when.start, when.end))).lower()))
        meant = near or [goal for goal in beside if len(words & _words_of(goal)) >= _SHARED]
        if meant:
            return Verdict(DIFFERS, _told(meant), _what(meant), _passages(meant), _iris(meant))
        return Verdict(
            UNKNOWN, f"no source has a goal for it; {_told(beside)}" if beside else "no source has a goal for it"
        )

    def _share(self, read: Read, when: Period, goal: Goal) -> float:
        aside = {traits.year(when.last or ""), traits.year(goal.year)}
        return self._company.share(goal.passage, read.spoken_of, without=aside)

    @staticmethod
    def _named(read: Read, when: Period) -> set[NamedNode]:
        named = read.found.named_beside((when.start, when.end))
        return {thing for name in named for thing in name.things}


def _is_year(when: Period) -> bool:
    return bool(when.first and when.last) and of_period(when) == of_date((when.last or "")[:4])


def _words_of(goal: Goal) -> set[str]:
    return set(_WORD.findall(goal.label.lower())) - set(_WORD.findall(goal.subject_label.lower()))


def _told(goals: Iterable[Goal]) -> str:
    """Return which passages have which years."""
    by_year: dict[str, list[str]] = {}
    for goal in goals:
        by_year.setdefault(goal.year, []).append(goal.passage)
    return "; ".join(f"{', '.join(dict.fromkeys(by_year[year]))}: {year}" for year in sorted(by_year))


def _what(goals: Iterable[Goal]) -> str:
    return "; ".join(dict.fromkeys(f"goal of {goal.subject_label}" for goal in goals))


def _passages(goals: Iterable[Goal]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(goal.passage for goal in goals))


def _iris(goals: Iterable[Goal]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(goal.iri for goal in goals))
