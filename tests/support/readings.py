"""What a reader finds in a text, in a line that a table of tests can hold; and how it compares with the gold."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from pyoxigraph import NamedNode

from corridor_kg.rdf.vocabulary import shorten
from corridor_kg.text.found import Bound, Period, Quantity
from corridor_kg.text.names import Names
from corridor_kg.text.periods import periods
from corridor_kg.text.quantities import quantities
from corridor_kg.text.speakers import speakers
from tests.support import gold


def shown(text: str, one: Quantity) -> str:
    """Return a quantity as a line: its words, its value, unit, nature and bounds, and a question mark for a doubt.

    >>> [shown("about 5 km", one) for one in quantities("about 5 km")]
    ['5 = 5 KiloM about']
    """
    most = "" if one.most is None else f"..{one.most}"
    parts = [f"{text[one.start : one.end]} = {one.value}{most}", (one.unit or "").removeprefix("unit:")]
    parts += ["" if one.nature == "number" else one.nature, *("/".join(bound.codes) for bound in one.bounds)]
    return " ".join(filter(None, [*parts, "?" if one.doubts else ""]))


def shown_period(text: str, one: Period) -> str:
    """Return a period as a line: its words, its days, its relation, the years from the writer's own, and a doubt.

    >>> [shown_period("by 2030", one) for one in periods("by 2030")]
    ['2030 = 2030-01-01..2030-12-31 by']
    """
    relative = "" if one.relative is None else f"{one.relative:+d}"
    days = f"{one.first}..{one.last}" if one.first else ""
    parts = [f"{text[one.start : one.end]} =", days, one.relation, relative, "?" if one.doubts else ""]
    return " ".join(filter(None, parts))


class Score(NamedTuple):
    """How many of what a reader found is in the gold, how much it found, and how much is in the gold."""

    right: int
    found: int
    meant: int


def scores(stem: str) -> dict[str, Score]:
    """Return how a text is read: numbers with their places and values, their units, their bounds, and its periods.

    A unit or a bound is right where the number is and all of it is; a word of bound may stand for several codes.
    """
    text = gold.text(stem)
    meant = {gold.place(row): row for row in gold.rows(stem, "quantities")}
    found = {(one.start, one.end): one for one in quantities(text)}
    pairs = [(found[place], row) for place, row in meant.items() if place in found]
    read = {(one.start, one.end): _days(one) for one in periods(text)}
    rows = {gold.place(row): (row["first"], row["last"], row["relation"], row["relative"]) for row in _periods(stem)}
    return {
        "numbers": Score(sum(_is_number(one, row) for one, row in pairs), len(found), len(meant)),
        "units": Score(
            sum(bool(one.unit) and one.unit == row["unit"] for one, row in pairs),
            sum(bool(one.unit) for one in found.values()),
            sum(bool(row["unit"]) for row in meant.values()),
        ),
        "words of bound": Score(
            sum(bool(one.bounds) and _has_codes(one.bounds, _codes(row)) for one, row in pairs),
            sum(bool(one.bounds) for one in found.values()),
            sum(bool(row["bounds"]) for row in meant.values()),
        ),
        "periods": Score(sum(read.get(place) == row for place, row in rows.items()), len(read), len(rows)),
    }


def name_score(stem: str, names: Names[NamedNode]) -> Score:
    """Return how the names of things that the graph knows are found: their places, and what they denote."""
    rows = [row for row in gold.rows(stem, "names") if row["thing"]]
    meant = {gold.place(row): row["thing"] for row in rows}
    found = {(one.start, one.end): one.things for one in names.find(gold.text(stem))}
    right = sum(thing in map(_curie, found.get(place, ())) for place, thing in meant.items())
    return Score(right, len(found), len(meant))


def speaker_score(stem: str, names: Names[NamedNode]) -> Score:
    """Return how those are found who are said to say something: the words for them, and the words of saying."""
    text = gold.text(stem)
    found = {(*one[:2], one.verb) for one in speakers(text, [(name.start, name.end) for name in names.find(text)])}
    rows = gold.rows(stem, "speakers")
    meant = {(*gold.place(row), (int(row["verb_start"]), int(row["verb_end"]))) for row in rows}
    return Score(len(found & meant), len(found), len(meant))


def _curie(thing: NamedNode) -> str:
    return shorten(thing.value)


def table(names: Names[NamedNode]) -> str:
    """Return how the six texts are read, as the README shows it.

    Args:
        names: The names of the things of the graph.
    """
    every = [
        {**scores(stem), "names of known things": name_score(stem, names), "speakers": speaker_score(stem, names)}
        for stem in gold.TEXTS
    ]
    lines = ["| | precision | recall |", "| --- | --- | --- |"]
    for kind in every[0]:
        right, found, meant = (sum(column) for column in zip(*(one[kind] for one in every), strict=True))
        lines.append(f"| {kind} | {right} of {found} | {right} of {meant} |")
    return "\n".join(lines)


def _periods(stem: str) -> list[dict[str, str]]:
    return gold.rows(stem, "periods")


def _days(one: Period) -> tuple[str, str, str, str]:
    return one.first or "", one.last or "", one.relation, "" if one.relative is None else str(one.relative)


def _is_number(one: Quantity, row: dict[str, str]) -> bool:
    most = Decimal(row["most"]) if row["most"] else None
    return (one.value, one.most, one.nature) == (Decimal(row["value"]), most, row["nature"])


def _codes(row: dict[str, str]) -> list[str]:
    return [code for code in row["bounds"].split(",") if code]


def _has_codes(bounds: tuple[Bound, ...], codes: list[str]) -> bool:
    return len(bounds) == len(codes) and all(code in bound.codes for bound, code in zip(bounds, codes, strict=True))
