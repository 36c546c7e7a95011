"""What somebody asks about: the triple for which a subject, a property and a value stand, however they are written."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from corridor_kg.errors import AmbiguousThing, UnknownThing
from corridor_kg.questions.parameters import Given, as_text
from corridor_kg.rdf import datatypes
from corridor_kg.rdf.terms import Term, is_iri, printed
from corridor_kg.rdf.vocabulary import BASE, XSD, expand, prefixes, shorten
from corridor_kg.spelling import folded
from corridor_kg.store import properties
from corridor_kg.store.graph import Graph
from corridor_kg.text import folding
from corridor_kg.text.scripts import is_chinese

_INVERSE = "\u2190"
"""The arrow that a description has before the property of what leads to a thing."""

_QUOTES = ('"', "'")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_TAGGED = re.compile(r"(?P<text>.*\S)\s*@(?P<tag>[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]{1,8})*)", re.DOTALL)

_FORMS = ("integer", "decimal", "double", "boolean", "date", "dateTime")
"""The datatypes by whose forms a text without quotes is known to be more than a text, the narrowest first."""


def triple(graph: Graph, subject: str, predicate: str, value: Given) -> Triple:
    """Return the triple that is asked about; it need not hold.

    Args:
        graph: The graph.
        subject: What its thing is called.
        predicate: What its property is called; with an arrow before it, subject and value change places.
        value: What its object is called or how it is written, as a value of Python or as an RDF term.

    Raises:
        UnknownThing: Nothing is called so.
        AmbiguousThing: Several things are called so.

    >>> from corridor_kg.store.graph import open_graph
    >>> str(triple(open_graph(), "figure:china-daily-corridor-area", "obs value", "11,863").object.value)
    '11863'
    """
    thing = _thing(graph, subject)
    if predicate.startswith(_INVERSE):
        leading = [found.subject for found in graph.engine.match(None, None, thing)]
        about = _thing(graph, as_text(value), leading)
        props = properties.called(graph.engine, predicate.removeprefix(_INVERSE), about=about)
        return _only(graph, predicate, [Triple(about, prop, thing) for prop in props])
    props = properties.called(graph.engine, predicate, about=thing)
    return _only(graph, predicate, [Triple(thing, prop, _object(graph, thing, prop, value)) for prop in props])


def _only(graph: Graph, name: str, triples: list[Triple]) -> Triple:
    """Return the triple that is meant, of those of each property of one name: the one that holds, if there are several.

    Raises:
        AmbiguousThing: None of several holds.
    """
    for found in triples:
        if len(triples) == 1 or next(graph.engine.match(*found), None):
            return found
    several = sorted(shorten(found.predicate.value) for found in triples)
    iris = tuple(found.predicate.value for found in triples)
    raise AmbiguousThing(f"{name!r} may be {' or '.join(several)}; write one of these.", iris)


def has_form(literal: Literal) -> bool:
    """Return whether a literal is written as its datatype asks for, of which it is known what it asks for."""
    datatype = literal.datatype.value
    return datatypes.has_values(datatype) and datatypes.is_valid(literal.value, datatype)


def _thing(graph: Graph, name: str, likely: Collection[Term] = ()) -> NamedNode:
    """Return the thing that is called so; its label with its CURIE behind it, as it is shown, is a name too.

    Args:
        graph: The graph.
        name: What it is called.
        likely: Of several things that are called so, the one that is among these is meant.
    """
    try:
        return graph.resolve(name)
    except AmbiguousThing as error:
        meant = [thing for thing in likely if isinstance(thing, NamedNode) and thing.value in error.things]
        if len(meant) != 1:
            raise
        return meant[0]
    except UnknownThing:
        label, _, curie = name.rstrip(" )").rpartition("(")
        iri = expand(curie) or curie
        if not is_iri(iri) or folded(graph.label(NamedNode(iri))) != folded(label):
            raise
        return NamedNode(iri)


def _object(graph: Graph, subject: NamedNode, predicate: NamedNode, value: Given) -> NamedNode | Literal:
    """Return the literal of a subject that is meant, else the thing that is called so.

    Where neither is there, what was written is made of the kind that the property has, so that it can be denied.
    """
    if isinstance(value, NamedNode):
        return value
    text = str(value) if isinstance(value, Literal) else as_text(value)
    spelled = _spelled(text)
    objects = {found.object for found in graph.engine.match(subject, predicate)} or {
        found.object for found in islice(graph.engine.match(None, predicate), 1)
    }
    literals = [one for one in objects if isinstance(one, Literal)]
    literals.sort(key=lambda one: (one != spelled, one.value != text, str(one)))
    if meant := [one for one in literals if _is_meant(graph, one, text, spelled)]:
        return meant[0]
    wrong = _wrong(literals, text, spelled) if literals else spelled or _elsewhere(text)
    if wrong and literals and len(literals) == len(objects):
        return wrong
    try:
        return _thing(graph, text, objects)
    except UnknownThing:
        if wrong is None:
            raise
        return wrong


def _wrong(literals: list[Literal], text: str, spelled: Literal | None) -> Literal:
    """Return what a text is where no such literal is there: one like another, if it can be of its datatype.

    It can be in the language of another only where both are written in characters of Chinese, or neither is.
    """
    if spelled and text.startswith(_QUOTES):
        return spelled
    like = literals[0]
    if like.language:
        if tagged := _TAGGED.fullmatch(text):
            return Literal(tagged["text"], language=tagged["tag"])
        alike = [one for one in literals if _is_in_chinese(one.value) == _is_in_chinese(text)]
        return _like(alike[0], text) if alike else Literal(text)
    fitting = [written for written in (text, spelled.value if spelled else text) if _fits(like, written)]
    return _like(like, fitting[0]) if fitting else spelled or Literal(text)


def _is_in_chinese(text: str) -> bool:
    return any(map(is_chinese, text))


def _fits(literal: Literal, text: str) -> bool:
    return datatypes.is_valid(text, literal.datatype.value)


def _like(literal: Literal, text: str) -> Literal:
    """Return a literal with another text, but of the same datatype or language."""
    if literal.language:
        return Literal(text, language=literal.language)
    return Literal(text, datatype=literal.datatype)


def _elsewhere(text: str) -> NamedNode | None:
    """Return the term of another vocabulary that a text names in full, whether or not the graph speaks of it."""
    bare = text.removeprefix("<").removesuffix(">")
    iri = expand(bare) or (bare if "://" in bare else "")
    return NamedNode(iri) if is_iri(iri) and not iri.startswith(BASE) else None


def _spelled(text: str) -> Literal | None:
    """Return the literal that a text is by its form: in Turtle's notation between quotes, else as a number or a day.

    Digits may be as wide as Chinese characters are.

    >>> str(_spelled("11,836").datatype), _spelled('"2.50"^^xsd:decimal').value, _spelled("Dongguan")
    ('<http://www.w3.org/2001/XMLSchema#integer>', '2.50', None)
    """
    if text.startswith(_QUOTES):
        return _in_turtle(text)
    narrow = folding.folded(text).strip()
    written = narrow.replace(",", "") if _GROUPED.fullmatch(narrow) else narrow
    kinds = (datatype for datatype in _FORMS if datatypes.is_valid(written, XSD + datatype))
    return next((Literal(written, datatype=NamedNode(XSD + datatype)) for datatype in kinds), None)


def _in_turtle(text: str) -> Literal | None:
    declared = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes().items())
    try:
        values = [quad.object for quad in parse(f"{declared}<x:s> <x:p> {text} .", RdfFormat.TURTLE)]
    except SyntaxError:
        return None
    return values[0] if len(values) == 1 and isinstance(values[0], Literal) else None


def _is_meant(graph: Graph, stated: Literal, text: str, spelled: Literal | None) -> bool:
    """Return whether a literal is meant by a text: between quotes this very one, else by its text or its value."""
    if spelled and text.startswith(_QUOTES):
        return _is(graph, stated, spelled) or stated.value == text
    if not datatypes.has_values(stated.datatype.value):
        return folded(text) in (folded(stated.value), folded(printed(stated)))
    if _is(graph, stated, _like(stated, text)):
        return True
    return spelled is not None and _have_one_value(graph, stated, spelled)


def _is(graph: Graph, stated: Literal, asked: Literal) -> bool:
    """Return whether a literal is another one, in the way in which its datatype writes its values.

    The engine does not keep how a value was written, so that what it has of ``2.50`` is ``2.5``.
    """
    if (stated.datatype, (stated.language or "").lower()) != (asked.datatype, (asked.language or "").lower()):
        return False
    return stated.value == asked.value or _have_one_value(graph, stated, asked)


def _have_one_value(graph: Graph, one: Literal, other: Literal) -> bool:
    """Return whether two literals have one value; none where one of them is not written as its datatype asks for."""
    if not (has_form(one) and has_form(other)):
        return False
    value, others = (datatypes.python_value(of.value, of.datatype.value) for of in (one, other))
    if one.datatype == other.datatype and not isinstance(value, str) and value == others:
        return True  # also where it is longer than what the engine can hold
    return graph.engine.holds(f"ASK {{ FILTER({one} = {other}) }}")
