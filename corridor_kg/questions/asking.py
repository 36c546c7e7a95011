"""Asking: from a question and the values that somebody gave to an answer.

A stored query is looked up, its values become terms, the terms are bound, and the graph is asked; where the query
asks a service too, the service's part is fetched and put in its place before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from pyoxigraph import BlankNode, NamedNode

from corridor_kg.answers.about import About
from corridor_kg.answers.answer import Answer
from corridor_kg.answers.rows import Rows
from corridor_kg.answers.view import View
from corridor_kg.engine.dataset_clause import DatasetClause
from corridor_kg.engine.engine import Engine
from corridor_kg.errors import AmbiguousThing, BadParameter, QueryInvalid, QueryRefused, UnknownThing, did_you_mean
from corridor_kg.questions.parameters import Bound, Given, Parameter, as_text, bind
from corridor_kg.questions.stored_queries import StoredQuery
from corridor_kg.rdf.sparql import refuse
from corridor_kg.rdf.terms import Term
from corridor_kg.rdf.vocabulary import expand
from corridor_kg.spelling import fitting, quoted
from corridor_kg.store import citations, names, spots
from corridor_kg.store.graph import Graph


class Online(NamedTuple):
    """Leave to use the network, for a stored query that asks a service too.

    Attributes:
        endpoint: The SPARQL endpoint to ask; None for the one that the query names.
        seconds: How long it may take, up to 3600; None for 30.
    """

    endpoint: str | None = None
    seconds: float | None = None


_MOST_NARROWED = 2_000
"""Of how many things a query may be told that its rows are of one of them; of more it is not."""


def run(
    graph: Graph,
    query: StoredQuery,
    values: Mapping[str, Given | Iterable[Given]] | None = None,
    *,
    online: Online | None = None,
) -> Answer:
    """Ask a stored query of a graph.

    Args:
        graph: The graph.
        query: The stored query.
        values: Its parameters by name; a list gives several values for one. A thing may be given as slug, CURIE,
            IRI or label.
        online: Lets a query that asks a service too use the network.

    Raises:
        BadParameter: A parameter is unknown, missing, or has a value of the wrong type; or the query asks no service,
            and an endpoint or a time is given.
        UnknownThing: A value names no thing of the graph.
        QueryRefused: The query needs the network, which is not allowed.
        ServiceFailed: The service cannot be reached, is too slow, or does not answer with SPARQL results.

    >>> from corridor_kg.questions.stored_queries import STORED
    >>> from corridor_kg.store.graph import open_graph
    >>> run(open_graph(), STORED["core-platforms"], {"city": "dongguan"})[0].platformLabel
    'Dongguan Marina Bay New Area'
    """
    _check_service(query, online)
    given = {name: None if value is None else _texts(value) for name, value in (values or {}).items()}
    text = bound(graph, query, given)
    try:
        if query.endpoint is not None:
            text = _joined(graph, query, text, online or Online())
        written = query.text if query.endpoint is None else None
        # a stored query declares its prefixes, so that any tool can ask it
        found = graph.ask(text, known={}, written=written)
    except QueryInvalid as error:
        raise QueryInvalid(f"{query.name}.rq: {error}") from None
    if isinstance(found, Rows):
        found.described = {column.name: column for column in query.described}
        told = tuple((name, text) for name, texts in given.items() for text in texts or ())
        found.about = About(query, told, data=citations.data(graph), day=_day(graph), marks=graph.marks)
        found.view = View(query.view, partial(spots.spot, graph.engine, "en"))
    return found


def in_language(graph: Graph, answer: Answer, language: str) -> Answer:
    """Return an answer with the names of its things in a language, where they have one; else as it is.

    Args:
        graph: The graph that was asked.
        answer: Its answer.
        language: A language tag, such as ``zh``; any of its subtags will do.
    """
    if not isinstance(answer, Rows):
        return answer
    called = answer.called(partial(names.label_in, graph.engine, language=language))
    called.view = answer.view._replace(spot=partial(spots.spot, graph.engine, language))
    return called


def ask(graph: Graph, text: str, *, dataset: DatasetClause | None = None) -> Answer:
    """Ask a SPARQL 1.1 query of somebody's own; the project's prefixes need no declaration.

    Args:
        graph: The graph.
        text: The query.
        dataset: A data set in place of that which the query describes.

    Raises:
        QueryRefused: The text is an update, or calls another service.
        QueryInvalid: It cannot be parsed; the message has line, column and text.
    """
    refuse(text)
    found = graph.ask(text, dataset=dataset)
    if isinstance(found, Rows):
        found.about = About(text=text, data=citations.data(graph), day=_day(graph), marks=graph.marks)
        found.view = View(spot=partial(spots.spot, graph.engine, "en"))
    return found


def _day(graph: Graph) -> str:
    return graph.as_of.day if graph.as_of else ""


def choices(graph: Graph, query: StoredQuery, parameter: str) -> list[str]:
    """Return the values that a parameter of a stored query may sensibly have.

    Args:
        graph: The graph.
        query: A stored query.
        parameter: One of its parameters, listed under ``enumerate`` in its header.

    Returns:
        The choices that the header lists; where it lists none, the values that the column of the same name has when
        nothing is asked for in particular. Empty where the header has no such list.
    """
    listed = query.choices(parameter)
    if listed or listed is None or query.endpoint is not None:  # nobody has allowed the network
        return list(listed or ())
    values = (row[parameter] for row in graph.rows(query.text, known={}))
    return list(dict.fromkeys(value for value in values if value is not None))


# -- What was given ----------------------------------------------------------------------------------


def bound(graph: Graph, query: StoredQuery, values: Mapping[str, Given | Iterable[Given]]) -> str:
    """Return the text of a query with values in it, and what its rows can be of only then, where its header tells.

    An engine would find all rows, and then leave out those of other values.

    Raises:
        BadParameter: As in `bindings`.
        UnknownThing: As there.
    """
    given = bindings(graph, query, values)
    return bind(query.text, {**given, **_narrowed(graph, query, given)})


def _narrowed(graph: Graph, query: StoredQuery, given: Mapping[str, list[Bound]]) -> dict[str, list[Bound]]:
    """Return what variables of a query can only be, where its parameters have values."""
    found: dict[str, set[Term]] = {}
    variables = {parameter.name: parameter.variable for parameter in query.parameters}
    for name, ways in query.narrow.items():
        if terms := given.get(variables[name]):
            leading = set[Term]().union(*(_leading(graph.engine, way.steps, terms) for way in ways))
            variable = ways[0].variable
            found[variable] = found[variable] & leading if variable in found else leading
    return {
        variable: sorted(leading, key=str)  # type: ignore[arg-type]  # nothing else leads anywhere
        for variable, leading in found.items()
        if len(leading) <= _MOST_NARROWED and not any(isinstance(term, BlankNode) for term in leading)
    }


def _leading(engine: Engine, steps: Sequence[str], terms: Iterable[Term]) -> set[Term]:
    """Return from what some steps lead to one of some terms, straight from the index."""
    found = set(terms)
    for step in reversed(steps):
        prop = NamedNode(expand(step.removeprefix("^")) or "")
        if step.startswith("^"):
            nodes = (term for term in found if isinstance(term, NamedNode | BlankNode))
            found = {triple.object for term in nodes for triple in engine.match(term, prop)}
        else:
            found = {triple.subject for term in found for triple in engine.match(None, prop, term)}
    return found


def bindings(graph: Graph, query: StoredQuery, values: Mapping[str, Given | Iterable[Given]]) -> dict[str, list[Bound]]:
    """Return the terms that each variable of a query may be, as it was given or by default.

    Raises:
        BadParameter: A parameter is unknown, missing, or has no value or one of the wrong type.
        UnknownThing: A value names no thing of the graph.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            hint = did_you_mean(name, known, otherwise=f"it takes {query.usages or 'none'}")
            raise BadParameter(f"query {query.name!r} has no parameter {name!r}{hint}")
    bound: dict[str, list[Bound]] = {}
    for name, parameter in known.items():
        given = values[name] if name in values else query.default(name)
        if given is None and parameter.required:
            raise BadParameter(f"query {query.name!r} needs the parameter {name!r}: {query.usage(parameter)}.")
        texts = _texts(given)
        if given is not None and not texts:
            told = f"query {query.name!r} is given no value for {name!r}"
            raise BadParameter(f"{told}: an empty list asks for nothing; leave the parameter out to ask for all.")
        if terms := _terms(graph, query, parameter, texts, by_default=name not in values):
            bound[parameter.variable] = terms
    return bound


def _texts(given: Given | Iterable[Given] | None) -> list[str]:
    several = given if isinstance(given, Iterable) and not isinstance(given, str) else [given]
    return [as_text(value) for value in several if value is not None]


def _terms(
    graph: Graph, query: StoredQuery, parameter: Parameter, texts: list[str], *, by_default: bool
) -> list[Bound]:
    """Return the terms that a parameter is bound to, each once."""

    def thing(name: str) -> NamedNode:
        return _chosen(graph, query, parameter.name, name)

    texts = [_chosen_word(parameter.name, text, query.choices(parameter.name)) for text in texts]
    try:
        return list(dict.fromkeys(parameter.term(text, thing) for text in texts))
    except UnknownThing:
        if not by_default:
            raise
        raise BadParameter(
            f"query {query.name!r} needs {parameter.name}=…, for its default {texts[0]} is not in this graph."
        ) from None


def _chosen(graph: Graph, query: StoredQuery, parameter: str, name: str) -> NamedNode:
    """Return the thing that a name stands for; of several, the one among the query's choices."""
    try:
        return graph.resolve(name)
    except AmbiguousThing as error:
        found = [choice for choice in choices(graph, query, parameter) if choice in error.things]
        if len(found) != 1:
            raise
        return NamedNode(found[0])


def _chosen_word(name: str, text: str, choices: tuple[str, ...] | None) -> str:
    """Return which of the choices that a header lists a text is; the text itself where it lists none."""
    if not choices:
        return text
    found = fitting(text, choices)
    if len(found) != 1:
        raise BadParameter(f"parameter {name!r} takes {' or '.join(map(quoted, choices))}, not {text!r}.")
    return found[0]


# -- What asks a service -----------------------------------------------------------------------------


def _check_service(query: StoredQuery, online: Online | None) -> None:
    """Let a query pass that stays here, or that may go out."""
    if query.endpoint is not None and online is None:
        raise QueryRefused(
            f"query {query.name!r} asks {query.endpoint}, which needs the network;"
            f" give --online (in Python: run({query.name!r}, Online())) to allow it."
        )
    endpoint, seconds = online or Online()
    if query.endpoint is None and (endpoint, seconds) != (None, None):
        raise BadParameter(f"query {query.name!r} asks no service; leave the endpoint and the time out.")
    if seconds is not None:
        from corridor_kg.network import client  # late for the cold start: few queries go out

        client.check_seconds(seconds)


def _joined(graph: Graph, query: StoredQuery, text: str, online: Online) -> str:
    """Return a query with what a service answers in place of its SERVICE group."""
    from corridor_kg.network import client  # late for the cold start: few queries go out
    from corridor_kg.questions import federation  # late for the cold start

    endpoint = (query.endpoint or "") if online.endpoint is None else online.endpoint
    seconds = client.SECONDS if online.seconds is None else online.seconds
    return federation.join(text, lambda asked: graph.rows(asked, known={}), endpoint=endpoint, seconds=seconds)
