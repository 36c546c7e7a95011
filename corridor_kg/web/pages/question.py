"""The stored questions: their list, and for each its form, its answer, its picture and its text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pyoxigraph import NamedNode

from corridor_kg.answers.answer import Answer
from corridor_kg.answers.rows import Rows
from corridor_kg.answers.triples import Triples
from corridor_kg.corridor import Corridor
from corridor_kg.errors import AmbiguousThing, BadParameter, CorridorError, OutputFailed, UnknownThing
from corridor_kg.questions import asking
from corridor_kg.questions.parameters import Parameter, bind
from corridor_kg.questions.stored_queries import StoredQuery
from corridor_kg.rdf.terms import is_iri
from corridor_kg.rdf.vocabulary import shorten
from corridor_kg.web.endpoint import DRAWN
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.pages import failure
from corridor_kg.web.pages.visit import Visit

FORMATS = {"SELECT": ("csv", "json", "xlsx"), "ASK": ("json",), "CONSTRUCT": ("ttl", "jsonld")}
"""In which formats an answer is there, by the form of its query."""

_OURS = ("lang",)
"""Parameters of an address that are no parameters of a question."""

_MOST_CHOICES = 500
"""How many choices a form lists; where there are more, names are typed."""

_MOST_LINES = 400
"""How many lines of triples a page shows."""


class Choice(NamedTuple):
    """A value that a parameter may have.

    Attributes:
        value: As it is asked with.
        text: What people read.
        is_chosen: Whether it is asked for.
    """

    value: str
    text: str
    is_chosen: bool


class Field(NamedTuple):
    """A field of the form.

    Attributes:
        parameter: The parameter.
        choices: What it may be; empty where anything may stand there.
        given: What was given.
        default: What it is where nothing is given; may be empty.
    """

    parameter: Parameter
    choices: list[Choice]
    given: list[str]
    default: str

    @property
    def type(self) -> str:
        """The type of its input, in the words of HTML."""
        return "date" if self.parameter.kind == "date" else "text"


def catalogue(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return the list of questions."""
    visit = Visit(corridor, asked, limits)
    return visit.page("questions.html", visit.word("questions"), queries=list(corridor.queries.values()))


def page(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return the page of a question, with its answer."""
    visit = Visit(corridor, asked, limits)
    query = corridor.queries[asked.path.removeprefix("/queries/")]
    given = _given(asked)
    wrong, answer, status = "", None, 200
    if query.endpoint is None:
        try:
            answer = corridor.run(query.name, None, visit.language, **given)
        except (BadParameter, UnknownThing, AmbiguousThing) as error:
            wrong, status = str(error), failure.status_of(error)
    nothing = _why_nothing(corridor, query, given, answer)
    return visit.page(
        "question.html",
        query.summary,
        status,
        query=query,
        fields=[_field(visit, query, parameter, given.get(parameter.name, [])) for parameter in query.parameters],
        wrong=wrong,
        table=visit.table(answer) if isinstance(answer, Rows) else None,
        truth=None if answer is None or isinstance(answer, Rows | Triples) else bool(answer),
        turtle=_turtle(answer),
        nothing=nothing,
        picture=_picture_address(visit, query, given, answer),
        editor=visit.to("/sparql", "", {"query": _text(corridor, query, given)}) if answer is not None else "",
        formats=[(ending, visit.to(f"/queries/{query.name}.{ending}", "", given)) for ending in _formats(query)],
    )


def picture(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return the answer to a question as the picture that its header asks for, or as that which is named."""
    visit = Visit(corridor, asked, limits)
    given = _given(asked)
    views = given.pop("view", [])
    name = asked.path.removeprefix("/queries/").removesuffix(".svg")
    answer = corridor.run(name, None, visit.language, **given)
    if not isinstance(answer, Rows):
        raise OutputFailed(f"{name} has no rows, and cannot be drawn.")
    return Reply(200, "image/svg+xml", answer.to_svg(views[-1] if views else "").encode(), (DRAWN,))


def _given(asked: Asked) -> dict[str, list[str]]:
    """Return what a question is asked with: an empty field asks for nothing."""
    filled = {name: [text for text in texts if text.strip()] for name, texts in asked.values.items()}
    return {name: texts for name, texts in filled.items() if texts and name not in _OURS}


def _formats(query: StoredQuery) -> Iterable[str]:
    return FORMATS.get(query.form, FORMATS["CONSTRUCT"]) if query.endpoint is None else ()


# -- The form ----------------------------------------------------------------------------------------


def _field(visit: Visit, query: StoredQuery, parameter: Parameter, given: list[str]) -> Field:
    default = query.default(parameter.name) or ""
    values = visit.corridor.choices(query, parameter.name)
    values = values if len(values) <= _MOST_CHOICES else []
    wanted = dict.fromkeys(_chosen(visit.corridor, parameter, text) for text in given)
    choices = [Choice(value, _called(visit, parameter, value), value in wanted) for value in values]
    if choices:
        choices.sort(key=lambda choice: choice.text.casefold())
        more = [text for text in wanted if text not in values]
        choices += [Choice(text, _called(visit, parameter, text), True) for text in more]
    return Field(parameter, choices, given, _called(visit, parameter, default) if default else "")


def _chosen(corridor: Corridor, parameter: Parameter, text: str) -> str:
    """Return the IRI of the thing that is given, as choices have it; else what is given."""
    try:
        return corridor.resolve(text).value if parameter.kind == "thing" else text
    except (UnknownThing, AmbiguousThing):
        return text


def _called(visit: Visit, parameter: Parameter, value: str) -> str:
    return visit.label(value) if parameter.kind == "thing" and is_iri(value) else shorten(value)


# -- The answer --------------------------------------------------------------------------------------


def _why_nothing(corridor: Corridor, query: StoredQuery, given: dict[str, list[str]], answer: Answer | None) -> str:
    """Return why an answer is empty, as the command line says it; empty where it is not."""
    if not isinstance(answer, Rows) or len(answer):
        return ""
    return str(corridor.why_nothing(query.name, **given))


def _turtle(answer: Answer | None) -> str:
    if not isinstance(answer, Triples):
        return ""
    lines = answer.serialize("turtle").splitlines()
    return "\n".join([*lines[:_MOST_LINES], *(["# …"] if len(lines) > _MOST_LINES else [])])


def _picture_address(visit: Visit, query: StoredQuery, given: dict[str, list[str]], answer: Answer | None) -> str:
    """Return the address of the picture of an answer; empty where it has none."""
    if not isinstance(answer, Rows) or not len(answer) or query.view in ("", "table"):
        return ""
    try:
        answer.to_svg()
    except OutputFailed:
        return ""
    return visit.to(f"/queries/{query.name}.svg", "", given)


def _text(corridor: Corridor, query: StoredQuery, given: dict[str, list[str]]) -> str:
    """Return the text of a question with its values in it, for the editor."""
    try:
        return bind(query.text, asking.bindings(corridor.data, query, given))
    except CorridorError:
        return query.text


def things(rows: Rows, column: str) -> list[NamedNode]:
    """Return the things in a column of an answer, each once, in their order."""
    found = (row.terms[column] for row in rows)
    return list(dict.fromkeys(term for term in found if isinstance(term, NamedNode)))
