"""The editor: a query of one's own, asked from a page that needs no script, with its mistakes shown where they are."""

from __future__ import annotations

from corridor_kg.answers.rows import Rows
from corridor_kg.answers.triples import Triples
from corridor_kg.choices import PICTURE, VIEWS
from corridor_kg.corridor import Corridor
from corridor_kg.errors import CorridorError
from corridor_kg.rdf.vocabulary import prefixes
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.pages import failure
from corridor_kg.web.pages.visit import Visit

EXAMPLE = """SELECT ?city ?cityLabel
WHERE {
  ?city a ckg:City ;
    rdfs:label ?cityLabel .
}
ORDER BY ?cityLabel
"""

_MOST_LINES = 1_000
"""How many lines of triples the page shows."""

_FORMATS = {"rows": ("csv", "json", "xml", "tsv"), "triples": ("turtle", "jsonld", "ntriples", "rdfxml")}


def page(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return the editor, with the answer to a query if one is asked."""
    visit = Visit(corridor, asked, limits)
    text = visit.value("query")
    if not text.strip():
        return _page(visit, _begun(visit))
    try:
        answer = corridor.sparql(text)
        nothing = str(corridor.why_nothing(_as_text(text))) if isinstance(answer, Rows) and not len(answer) else ""
    except CorridorError as error:
        return _page(visit, text, status=failure.status_of(error), wrong=error)
    return _page(visit, text, answer=answer, nothing=nothing)


def _as_text(text: str) -> str:
    """Return a query so that it is taken for no name of a stored one: with white space in it."""
    return f"{text}\n"


def _begun(visit: Visit) -> str:
    """Return what stands in the editor at first: a stored query, all prefixes, or an example."""
    if stored := visit.value("stored"):
        return visit.corridor.queries[stored].text
    if visit.value("prefixes"):
        declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in sorted(prefixes().items()))
        return f"{declared}\n{EXAMPLE}"
    return EXAMPLE


def _page(
    visit: Visit,
    text: str,
    *,
    status: int = 200,
    wrong: CorridorError | None = None,
    answer: object = None,
    nothing: str = "",
) -> Reply:
    formats = _FORMATS["triples" if isinstance(answer, Triples) else "rows"] if answer is not None else ()
    turtle = answer.serialize("turtle").splitlines() if isinstance(answer, Triples) else []
    return visit.page(
        "editor.html",
        visit.word("editor"),
        status,
        text=text,
        wrong=str(wrong or ""),
        table=visit.table(answer) if isinstance(answer, Rows) else None,
        truth=None if answer is None or isinstance(answer, Rows | Triples) else bool(answer),
        turtle="\n".join(turtle[:_MOST_LINES]),
        lines=len(turtle),
        most=_MOST_LINES,
        nothing=nothing,
        views=VIEWS,
        view=visit.value("view"),
        **_drawn(visit, text, answer),
        queries=list(visit.corridor.queries.values()),
        prefixes=sorted(prefixes().items()),
        formats=[(format, visit.to("/sparql", "", {"query": text, "format": format})) for format in formats],
        rows=max(10, min(30, text.count("\n") + 3)),
    )


def _drawn(visit: Visit, text: str, answer: object) -> dict[str, str]:
    """Return the address of the picture that is asked for, or why there is none; both are empty where none is."""
    view = visit.value("view")
    if not isinstance(answer, Rows) or not len(answer) or view in ("", "table"):
        return {"picture": "", "undrawn": ""}
    try:
        answer.to_svg(view)
    except CorridorError as error:
        return {"picture": "", "undrawn": str(error)}
    return {"picture": visit.to("/sparql", "", {"query": text, "format": PICTURE, "view": view}), "undrawn": ""}
