"""A source is withdrawn or corrected: its facts stay, and its file says so, with the day."""

from __future__ import annotations

from collections.abc import Iterable

from corridor_kg.errors import BadParameter, OutputFailed, did_you_mean
from corridor_kg.files import reading
from corridor_kg.rdf import unreadable
from corridor_kg.rdf.terms import TYPE
from corridor_kg.rdf.vocabulary import shorten
from corridor_kg.sources import corrections, folder
from corridor_kg.sources.folder import Folder
from corridor_kg.sources.rewriting import rewrite, triples
from corridor_kg.spelling import quoted
from corridor_kg.store.graph import Graph


def correct_source(
    graph: Graph,
    name: str,
    *,
    kind: str,
    date: str,
    comment: str,
    passages: Iterable[str] = (),
    address: str = "",
) -> str:
    """Write into the file of a source that it, or passages of it, were withdrawn or corrected.

    Args:
        graph: The graph, with the source in it.
        name: The short name of the source.
        kind: ``withdrawal`` or ``correction``.
        date: The day on which it was, as in ``2018-01-05``.
        comment: What was wrong, in our words.
        passages: Passages by their own names, such as ``p07``; none for the whole article.
        address: Where the correction can be read.

    Returns:
        The block of Turtle that was written.

    Raises:
        BadParameter: The graph has no such source or passage, or it says so already; or a day or address is none.
        OutputFailed: The source is not described in Turtle.
    """
    source = folder.find(graph, name)
    if reading.format_of(source.file) != "turtle":
        raise OutputFailed(f"{unreadable.shown(source.file)} is no Turtle; write the correction into it yourself.")
    about = [_passage(source, passage) for passage in passages] or [shorten(source.article)]
    block = corrections.turtle(name, about, kind=kind, date=date, comment=comment, address=address or None)
    with open(source.file, encoding="utf-8-sig", newline="") as stream:
        content = stream.read()
    before, added = triples(content), triples(corrections.appended("", block))
    (said,) = {triple for triple in added if triple.predicate == TYPE}
    if any(triple.subject == said.subject for triple in before):
        called = block.partition("\n")[0]
        raise BadParameter(f"{unreadable.shown(source.file)} has {called} already; change what it says there.")
    end = "\r\n" if "\r\n" in content else "\n"
    after = corrections.appended(content.replace("\r\n", "\n"), block)
    rewrite(source.file, after.replace("\n", end), before | added, remedy=_REMEDY)
    return block


def _passage(source: Folder, name: str) -> str:
    """Return a passage by its own name."""
    known = {str(row.name).partition(" ")[2]: str(row.passage) for row in source.rows}
    if name not in known:
        hint = did_you_mean(name, known, otherwise=f"there are {min(known)} to {max(known)}")
        raise BadParameter(f"no passage is called {quoted(name)}{hint}")
    return shorten(known[name])


_REMEDY = (
    "write its prefixes as the project does, '@prefix ckg: <…> .' on a line of its own, or write the correction into it"
    " yourself"
)
