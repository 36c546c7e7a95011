"""The page that says why a fact holds: where it is stated, or from what it follows by which rules."""

from __future__ import annotations

from corridor_kg.corridor import Corridor
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.pages.visit import Visit


def page(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return the page."""
    visit = Visit(corridor, asked, limits)
    names = [visit.value(name) for name in ("subject", "property", "value")]
    explanation = corridor.why(*names)
    return visit.page(
        "why.html", visit.word("why_holds"), text=str(explanation), subject=corridor.resolve(names[0]).value
    )
