"""The file of a source, changed: it is written only where it then says what it is to say, and nothing else."""

from __future__ import annotations

from pyoxigraph import BlankNode, RdfFormat, Triple, parse

from corridor_kg.errors import OutputFailed
from corridor_kg.files import output
from corridor_kg.rdf import unreadable


def triples(text: str) -> set[Triple]:
    """Return what a text of Turtle states, without what has no name, for no two readings call that the same.

    >>> triples("<x:a> <x:b> <x:c>, [] .") == triples("<x:a> <x:b> <x:c> .")
    True
    """
    plain = text.removeprefix("\ufeff")
    found = (quad.triple for quad in parse(plain, format=RdfFormat.TURTLE, base_iri="file:///"))
    return {triple for triple in found if BlankNode not in (type(triple.subject), type(triple.object))}


def rewrite(file: str, text: str, expected: set[Triple], *, remedy: str) -> None:
    """Write a text of Turtle to a file, if it states what is expected.

    Args:
        file: The path.
        text: The text.
        expected: What it is to state, but for what has no name.
        remedy: What to do where it states something else.

    Raises:
        OutputFailed: It states something else, or nothing; the file is left as it is.
    """
    try:
        is_right = triples(text) == expected
    except SyntaxError:
        is_right = False
    if not is_right:
        raise OutputFailed(f"{unreadable.shown(file)} would say something else when it is changed; {remedy}.")
    output.write(text, file)
