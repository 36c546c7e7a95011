"""The first page: what this is, the cities, where the platforms lie, the plans in time, and what can be asked."""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import NamedNode

from corridor_kg.answers.columns import together
from corridor_kg.answers.native import shown
from corridor_kg.answers.rows import Row, Rows
from corridor_kg.corridor import Corridor
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.pages.question import things
from corridor_kg.web.pages.tables import Part
from corridor_kg.web.pages.visit import Visit


class City(NamedTuple):
    """A city of the corridor.

    Attributes:
        part: Its name and its address.
        figures: What is measured, how much it is, and who says so.
        platforms: Its core platforms.
    """

    part: Part
    figures: list[tuple[Part, str, Part]]
    platforms: list[Part]


def page(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return the page."""
    visit = Visit(corridor, asked, limits)
    cities = things(_rows(visit, "cities"), "city")
    platforms = _rows(visit, "core-platforms")
    figures = _rows(visit, "figures", thing=cities) if cities else None
    steps = _rows(visit, "plan-steps")
    return visit.page(
        "home.html",
        "Corridor KG",
        cities=[_city(visit, city, figures, platforms) for city in cities],
        map=visit.to("/queries/core-platforms.svg") if len(platforms) else "",
        timeline=visit.to("/queries/plan-steps.svg?view=timeline") if len(steps) else "",
        queries=list(corridor.queries.values()),
        sources=visit.table(corridor.sources()),
    )


def _rows(visit: Visit, question: str, **values: list[NamedNode]) -> Rows:
    answer = visit.corridor.run(question, None, visit.language, **values)
    assert isinstance(answer, Rows)
    return answer


def _city(visit: Visit, city: NamedNode, figures: Rows | None, platforms: Rows) -> City:
    own = [row for row in figures or () if row.terms["thing"] == city]
    columns = {column.name: column for column in together(figures.columns, figures.described)} if figures else {}

    def part(row: Row, column: str) -> Part:
        text = shown(row.terms, columns[column])
        return Part(text, visit.thing(row[column]) if row[column] else "")

    return City(
        Part(visit.label(city.value), visit.thing(city.value)),
        [(part(row, "measure"), shown(row.terms, columns["value"]), part(row, "source")) for row in own],
        [
            Part(visit.label(platform.value), visit.thing(platform.value))
            for platform in dict.fromkeys(row.terms["platform"] for row in platforms if row.terms["city"] == city)
            if isinstance(platform, NamedNode)
        ],
    )
