"""What the columns of an answer are: what people call them, what stands in them, and which of them belong together.

A column ``platformLabel`` beside ``platform`` has the names of what stands there: people read the two as one. So they
do a number with its unit and its word of bound, and a date with whether it is printed or read, where the header of a
stored query says in which columns these are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from corridor_kg.errors import BadParameter, did_you_mean

KINDS = ("name", "number", "count", "date", "year", "flag", "code", "identifier", "text", "evidence")
"""What may stand in a column: a thing, a quantity, how many there are, a day or period, a year, yes or no, a word of a
list, an identifier of somebody else's, words, passages and sources."""

DATES = ("date", "year")
"""The kinds that are printed, or read from what is printed."""

LABEL = "Label"
"""How the column ends that has the names of the things of another."""


class Column(NamedTuple):
    """A column as the header of a stored query describes it.

    Attributes:
        name: The variable.
        label: What people call it.
        kind: One of `KINDS`.
        unit: The column that has the unit of a number, else the unit itself; empty where it has none.
        bound: The column that has the word of bound of a number; empty where there is none.
        told: The column that says of a date or a year whether it is printed or read, else how it is known itself.
        first: The column that has the first day of a date, where it may be more than one; empty where there is none.
        last: The column that has its last day.
    """

    name: str
    label: str
    kind: str
    unit: str = ""
    bound: str = ""
    told: str = ""
    first: str = ""
    last: str = ""

    @property
    def belonging(self) -> tuple[str, ...]:
        """The columns that people read together with it, in their order."""
        named = [f"{self.name}{LABEL}"]
        for other in (self.bound, self.unit):
            named += [other.removesuffix(LABEL), other]
        return tuple(dict.fromkeys(filter(None, [*named, self.told, self.first, self.last])))


def read(name: str, description: str) -> Column:
    """Return a column as a header describes it.

    Args:
        name: The variable.
        description: With bars between them its label, its kind, of a number its unit and its word of bound, of a date
            how it is known, and its first and its last day; a column is named with a question mark.

    Raises:
        ValueError: The kind is none of `KINDS`, or a part is missing.

    >>> read("value", "how much | number | ?unit | ?quantifierLabel").bound
    'quantifierLabel'
    >>> read("since", "since when | date | ?sinceIs").told
    'sinceIs'
    """
    label, kind, *beside = [*(part.strip() for part in description.split("|")), ""]
    parts = ("told", "first", "last") if kind in DATES else ("unit", "bound")
    if not label or kind not in KINDS or any(beside[len(parts) :]):
        raise ValueError(f"{name}: write its label and its kind, which is one of {', '.join(KINDS)}.")
    return Column(name, label, kind, **{part: of.removeprefix("?") for part, of in zip(parts, beside, strict=False)})


class Shown(NamedTuple):
    """A column as people see it.

    Attributes:
        head: What stands above it.
        name: The column whose values it has.
        label: The column that has their names; empty where there is none.
        unit: As in `Column`.
        bound: As in `Column`.
        told: As in `Column`.
        first: As in `Column`.
        last: As in `Column`.
    """

    head: str
    name: str
    label: str = ""
    unit: str = ""
    bound: str = ""
    told: str = ""
    first: str = ""
    last: str = ""


def together(names: Sequence[str], described: Mapping[str, Column], *, labels: bool = False) -> list[Shown]:
    """Return columns as people read them, those that belong together as one.

    Args:
        names: The columns of the answer.
        described: Those that the header describes, by name.
        labels: Whether to call them by their labels.

    >>> [shown.head for shown in together(["city", "cityLabel", "since"], {})]
    ['city', 'since']
    """
    columns = [described.get(name) or Column(name, name, "text") for name in names]
    merged = {other for column in columns for other in column.belonging}
    shown = []
    for name, of in zip(names, columns, strict=True):
        if name in merged:
            continue
        label = f"{name}{LABEL}" if f"{name}{LABEL}" in names else ""
        shown.append(Shown(of.label if labels else name, name, label, *of[3:]))
    return shown


def chosen(names: Sequence[str], wanted: Iterable[str], described: Mapping[str, Column]) -> list[str]:
    """Return the columns that somebody asks for, in that order; behind each those that belong to it.

    Args:
        names: The columns of the answer.
        wanted: Those that are asked for.
        described: Those that the header describes, by name.

    Raises:
        BadParameter: There is no such column; the message names the nearest.
    """
    found: list[str] = []
    for name in wanted:
        if name not in names:
            listed = f"there are {', '.join(names)}"
            raise BadParameter(f"no column {name!r}{did_you_mean(name, names, otherwise=listed)}")
        of = described.get(name) or Column(name, name, "text")
        found += [name, *(other for other in of.belonging if other in names)]
    return list(dict.fromkeys(found))
