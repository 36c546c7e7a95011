"""Of which figures of the graph a number in a text is: by what stands around it, as records are linked.

Each part in which a number and a figure agree or not speaks for or against that the one is of the other: the measure,
the thing, the unit, the value, the whole, the period, what is to come or is, and the company in which they stand. No
part decides: so a number is known by the others where one of them is wrong, which is what is looked for. (Fellegi and
Sunter, *A Theory for Record Linkage*, 1969, call the weights those of agreement and of disagreement.)
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from pyoxigraph import NamedNode

from corridor_kg.comparison.figures import Figure
from corridor_kg.comparison.verdicts import convert
from corridor_kg.proof import company, traits
from corridor_kg.proof.company import Company
from corridor_kg.proof.reading import Reader
from corridor_kg.proof.surroundings import NAMED, Said, Surroundings

LEAST = 6.0
"""The weight from which a number is taken to be of a figure."""


class Link(NamedTuple):
    """A figure that a number may be of.

    Attributes:
        figure: The figure.
        weight: How much speaks for it.
        parts: What each part speaks for or against it.
    """

    figure: Figure
    weight: float
    parts: dict[str, float]

    @property
    def has_value(self) -> bool:
        """Whether the number is that of the figure, in whichever unit."""
        return self.parts["value"] > 0


class Linker:
    """Finds of which figures the numbers of a text are.

    Args:
        reader: What read the text.
        figures: The figures of the graph.
        company: The passages that state them.
    """

    def __init__(self, reader: Reader, figures: Sequence[Figure], company: Company) -> None:
        self._reader, self._figures, self._company = reader, figures, company

    def links(self, said: Said) -> list[Link]:
        """Return the figures that a number may be of, with the one first for which most speaks."""
        surroundings = Surroundings(said, self._reader)
        made = [self._link(surroundings, figure) for figure in self._figures]
        found = [link for link in made if link is not None and link.weight >= LEAST]
        return sorted(found, key=lambda link: -link.weight)

    def is_word(self, said: Said) -> bool:
        """Return whether a number is a word that nothing is known to be counted by, as in *two engines*."""
        return self._reader.recogniser.is_word(said.read.found, said.quantity)

    def _link(self, around: Surroundings, figure: Figure) -> Link | None:
        """Return how much speaks for a figure; None where it has another number in another unit.

        None too where its measure or its thing is not spoken of, and its passage has not the company of the paragraph.
        """
        said = around.said
        is_measured = around.can_measure(NamedNode(figure.stated.measure))
        has_unit = is_measured and convert(said.unit, figure.stated.unit)
        has_value = said.quantity.value == figure.stated.value
        if not (has_unit or has_value) or not (is_measured or said.quantity.nature == "number"):
            return None
        thing, measure, whole = around.thing(figure), around.measure(figure), around.whole(figure)
        shares = self._shares(around, figure)
        is_told = measure > 0 or (has_value and has_unit and whole > 0)
        if shares < (company.NEAR if is_told or has_value else _AS_A_COPY) and not (is_told and thing > NAMED):
            return None
        parts = {
            "thing": thing,
            "measure": measure,
            "unit": 1.5 if has_unit else -2,
            "value": _specific(figure.stated.value) if has_value else -1,
            "whole": whole,
            "period": around.period(figure),
            "nature": said.nature(figure.stated.nature),
            "company": 3 * shares + (2 if shares >= _AS_A_COPY else 0),
        }
        return Link(figure, sum(parts.values()), parts)

    def _shares(self, around: Surroundings, figure: Figure) -> float:
        aside = {traits.number(figure.stated.value), traits.number(around.said.quantity.value)}
        spoken_of = around.said.read.spoken_of
        return max((self._company.share(name, spoken_of, without=aside) for name in figure.passages), default=0)


_AS_A_COPY = 0.75
"""The share from which a paragraph speaks of little else than a passage does."""


def _specific(value: Decimal) -> float:
    """Return how much it speaks for a figure that a number is the same: many digits are seldom the same by chance.

    >>> _specific(Decimal(3)), _specific(Decimal(180)), _specific(Decimal(11836))
    (2.75, 3.5, 5.0)
    """
    return min(5.0, 2 + 0.75 * len(value.normalize().as_tuple().digits))
