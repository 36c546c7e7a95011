"""Search: the things that a text may mean, forgivingly, with how each was found."""

from __future__ import annotations

from corridor_kg.corridor import Corridor
from corridor_kg.questions import finding
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.pages.visit import Visit

_SHOWN = ("thing", "kind", "name", "how")


def page(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return the page."""
    visit = Visit(corridor, asked, limits)
    text = visit.value("q").strip()
    rows = corridor.find(text) if text else None
    return visit.page(
        "search.html",
        f"{visit.word('search')}: {text}" if text else visit.word("search"),
        text=text,
        table=visit.table(rows.only(_SHOWN)) if rows is not None and len(rows) else None,
        remarks=finding.remarks(corridor.data, rows, text) if rows is not None else [],
    )
