"""Whether the numbers of a text stand: each against the figures of what it measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from corridor_kg.comparison import verdicts
from corridor_kg.comparison.figures import Figure
from corridor_kg.comparison.intervals import interval
from corridor_kg.comparison.table import figure_in_words
from corridor_kg.comparison.verdicts import Stated, compare, is_same_number
from corridor_kg.proof.linking import Link, Linker
from corridor_kg.proof.reading import Read
from corridor_kg.proof.remarks import DIFFERS, DISPUTED, STANDS, UNKNOWN, WEAKER, Remark, Verdict
from corridor_kg.proof.surroundings import Said
from corridor_kg.proof.voices import Voices
from corridor_kg.text.days import Days
from corridor_kg.text.found import Place, Quantity

_TAKEN = 2.0
"""What speaks against a figure whose very number stands elsewhere in the paragraph."""


class _Beside(NamedTuple):
    """A figure that a number is held against, and what comparison says of the two."""

    figure: Figure
    verdict: verdicts.Verdict


class Numbers:
    """Judges the numbers of paragraphs.

    Args:
        figures: The figures of the graph.
        linker: Finds of which of them a number is.
        voices: Who says what.
    """

    def __init__(self, figures: Sequence[Figure], linker: Linker, voices: Voices) -> None:
        self._figures, self._linker, self._voices = figures, linker, voices

    def remarks(self, read: Read) -> Iterator[Remark]:
        """Yield a verdict for each number of a paragraph; words that are no number by themselves have none."""
        for said, link in self._linked([Said(read, quantity) for quantity in read.numbers()]):
            # such as *two engines*, or *the two mentioned above*, where it is known what these are
            is_known = read.is_within_words(said.place) and not (link and link.has_value)
            if is_known or (link is None and self._linker.is_word(said)):
                continue
            start, end = place = _whole(said.quantity)
            verdict = self._judged(said, link.figure) if link else Verdict(UNKNOWN, "no source has a number for it")
            yield Remark("number", read.words(place), read.paragraph.line(start), start, end, verdict)

    def _linked(self, numbers: Sequence[Said]) -> Iterator[tuple[Said, Link | None]]:
        """Yield the figure of each number; of those that none has, not one that another number is."""
        every = [self._linker.links(said) for said in numbers]
        taken = {_key(links[0].figure) for links in every if links and links[0].has_value}
        before: Link | None = None
        for said, links in zip(numbers, every, strict=True):
            link = max(links, key=lambda link: _weight(link, taken), default=None)
            if link is None and before is not None and said.points_back:
                link = before._replace(parts={**before.parts, "value": 0})
            yield said, link
            before = link or before

    def _judged(self, said: Said, figure: Figure) -> Verdict:
        beside = [_compared(said, other) for other in self._figures if _key(other) == _key(figure)]
        by_verdict = {verdict: [one.figure for one in beside if one.verdict.verdict == verdict] for verdict in _ORDER}
        what = " of ".join(filter(None, (figure.labels["measure"], figure.labels["thing"])))
        told, reason, among = _decided(said, by_verdict)
        verdict = Verdict(told, reason, what, _passages(among), tuple(one.iri for one in among))
        return self._voices.attributed(said, verdict, among) if told in (STANDS, DISPUTED) else verdict


def _key(figure: Figure) -> tuple[str, str, str, str]:
    """Return what a figure is of."""
    stated = figure.stated
    return stated.thing, stated.measure, stated.whole, stated.nature


def _weight(link: Link, taken: set[tuple[str, str, str, str]]) -> float:
    return link.weight - (_TAKEN if not link.has_value and _key(link.figure) in taken else 0)


def _whole(quantity: Quantity) -> Place:
    """Return where a number stands with its unit and its words of bound."""
    places = [(quantity.start, quantity.end), *((bound.start, bound.end) for bound in quantity.bounds)]
    places += [quantity.unit_place] if quantity.unit_place else []
    return min(start for start, _ in places), max(end for _, end in places)


# -- Against one figure --------------------------------------------------------------------------------


def _compared(said: Said, figure: Figure) -> _Beside:
    own = _stated(said, figure)
    if own.nature == "figure" and (said.quantity.most or own.value) != own.value:
        return _Beside(figure, verdicts.Verdict(verdicts.COMPATIBLE, "a range"))
    return _Beside(figure, compare(own, figure.stated))


def _stated(said: Said, figure: Figure) -> Stated:
    """Return what a text says as if it were a figure of a source: of the same, and of its own number and period."""
    quantity, of = said.quantity, figure.stated
    assert quantity.value is not None  # others are no numbers of a text
    own = of._replace(
        value=quantity.value,
        printed=said.read.words(said.place),
        unit=said.unit,
        bounds=tuple(
            next((code for code in bound.codes if code in of.bounds), bound.codes[0]) for bound in quantity.bounds
        ),
        period=_period(said, figure),
    )
    is_same = is_same_number(own, of) and _bounds(own) == _bounds(of)
    return own._replace(bounds=of.bounds) if is_same else own


def _bounds(stated: Stated) -> object:
    """Return what the words of bound of a number leave open, whichever words these are."""
    return interval(stated.value, "", stated.bounds).scaled(1 / (stated.value or Decimal(1))) if stated.bounds else None


def _period(said: Said, figure: Figure) -> Days | None:
    """Return the period of a number, as far as a figure may contradict it: what a text leaves out, it does not say."""
    own = figure.stated.period
    if own is None:
        return next(iter(said.periods_beside), None)
    periods = [days for days in said.periods if figure.base is None or not figure.base.meets(days)]
    return own if not periods or any(own.meets(days) for days in periods) else periods[0]


# -- Against all of them -------------------------------------------------------------------------------

_ORDER = (
    verdicts.EQUAL,
    verdicts.COMPATIBLE,
    verdicts.SAYS_LITTLE,
    verdicts.DIFFERS,
    verdicts.OTHER_UNIT,
    verdicts.OTHER_PERIOD,
)


def _decided(said: Said, by_verdict: dict[str, list[Figure]]) -> tuple[str, str, list[Figure]]:
    """Return the verdict on a number, its reason, and the figures on which it rests."""
    equal, differing = by_verdict[verdicts.EQUAL], by_verdict[verdicts.DIFFERS]
    if equal:
        others = [one for one in differing if not any(one.source == other.source for other in equal)]
        if others:
            return DISPUTED, f"as {_told(equal)}; {_told(others)}", equal
        return STANDS, f"as {', '.join(_passages(equal))}", equal
    near = [*by_verdict[verdicts.COMPATIBLE], *by_verdict[verdicts.SAYS_LITTLE]]
    if near and (not differing or any(map(_is_closed, by_verdict[verdicts.COMPATIBLE]))):
        return WEAKER, _told(near) + (f"; against it {_told(differing)}" if differing else ""), near
    if differing:
        same = [one for one in by_verdict[verdicts.OTHER_UNIT] if one.stated.value == said.quantity.value]
        return DIFFERS, _told([*differing, *same]), [*differing, *same]
    of_another_time = by_verdict[verdicts.OTHER_PERIOD]
    same = [one for one in of_another_time if one.stated.value == said.quantity.value]
    if same:
        return DIFFERS, f"of another period: {_told(same)}", same
    if by_verdict[verdicts.OTHER_UNIT]:
        return DIFFERS, f"another unit: {_told(by_verdict[verdicts.OTHER_UNIT])}", by_verdict[verdicts.OTHER_UNIT]
    return UNKNOWN, f"of another period: {_told(of_another_time)}", of_another_time


def _is_closed(figure: Figure) -> bool:
    """Return whether a figure leaves a number neither all that is more nor all that is less."""
    return None not in figure.stated.interval[:2]


def _told(figures: Iterable[Figure]) -> str:
    """Return which passages have which numbers."""
    by_words: dict[str, list[str]] = {}
    for figure in figures:
        by_words.setdefault(figure_in_words(figure), []).extend(figure.passages)
    return "; ".join(f"{', '.join(dict.fromkeys(passages))}: {words}" for words, passages in by_words.items())


def _passages(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(passage for figure in figures for passage in figure.passages))
