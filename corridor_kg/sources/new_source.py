"""A new source: its folder, with the article and its passages, and a draft of what each of them states."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.answers import tables
from corridor_kg.errors import BadParameter, OutputFailed
from corridor_kg.files import output, turtle
from corridor_kg.model.origins import SOURCE, PathLike
from corridor_kg.rdf import unreadable
from corridor_kg.rdf.terms import LABEL, TYPE
from corridor_kg.rdf.vocabulary import BASE, shorten
from corridor_kg.sources.described import (
    ADDRESS,
    THINGS,
    Described,
    article_triples,
    passage_triples,
    publication,
    refuse_name,
    term,
)
from corridor_kg.sources.drafting import draft
from corridor_kg.sources.drafts import Drafts
from corridor_kg.sources.layout import Laid, lay_out
from corridor_kg.sources.recognised import Recogniser
from corridor_kg.spelling import quoted
from corridor_kg.store.graph import Graph
from corridor_kg.text import articles
from corridor_kg.text.scripts import is_chinese


class Drafted(NamedTuple):
    """A passage that was drafted.

    Attributes:
        laid: The passage.
        file: Where its draft was written.
        drafts: How many nodes are drafted.
        open: How many questions are open.
    """

    laid: Laid
    file: str
    drafts: int
    open: int


class NewSource(NamedTuple):
    """What `new_source` wrote.

    Attributes:
        folder: The folder of the source.
        passages: Its passages, in the order of the text.
        things: The file of what may be new; empty where nothing is.
        candidates: How many new things are drafted there.
    """

    folder: str
    passages: tuple[Drafted, ...]
    things: str
    candidates: int

    def to_text(self) -> str:
        """Return what was written as a table, a line a passage, and what is to be done."""
        rows = [
            (one.laid.name, f"{one.laid.start}-{one.laid.end}", str(one.drafts), str(one.open), one.file)
            for one in self.passages
        ]
        table = tables.render(("passage", "characters", "drafts", "open", "file"), rows)
        new = f" What may be new, {self.candidates} in all, is in {self.things}." if self.things else ""
        count = sum(one.open for one in self.passages)
        return f"{table}\n{len(self.passages)} passages; {count} questions are open.{new}\n"


def new_source(
    graph: Graph,
    name: str,
    file: str,
    *,
    to: PathLike = ".",
    title: str = "",
    publisher: str = "",
    date: str = "",
    language: str = "",
    address: str = "",
) -> NewSource:
    """Lay a text out as a new source, passage by passage, and draft what can be read of it.

    Nothing of the text is stored but places, hashes, numbers and names.

    Args:
        graph: What is known already.
        name: The short name of the source: small letters, digits and hyphens.
        file: The text, plain or HTML; ``-`` is standard input.
        to: The folder in which that of the source is made.
        title: The title of the article.
        publisher: Who publishes it: a name that the graph knows, or a new one.
        date: When it came out: a day, month or year, or two of them with a slash between.
        language: The tag of its language; where none is given, English or simplified Chinese, by its characters.
        address: Where it stands on the web.

    Returns:
        What was written, and where.

    Raises:
        BadParameter: The name, date, language or address is none, or the graph has a source of this name.
        GraphNotFound: The text cannot be read.
        OutputFailed: The folder is there already, or cannot be written.
    """
    refuse_name(name)
    folder = os.path.join(os.fspath(to), name)
    if os.path.lexists(folder):
        update = shlex.join(["corridor-kg", "source", "update", name, os.fspath(file), "--to", os.fspath(to)])
        raise OutputFailed(f"{unreadable.shown(folder)} is there already; `{update}` keeps its work.")
    if any(re.fullmatch(rf"{name}(?:-p\d+)?", origin.name) for origin in graph.facts):
        raise BadParameter(f"the graph has a source {quoted(name)} already; give this one another name.")
    text = articles.read(file)[0]
    laid = lay_out(text)
    if not laid:
        raise BadParameter(f"{file} holds no text; nothing can be laid out.")
    made: list[Triple] = []
    source = Described(
        name=name,
        publisher=_publisher(graph, publisher or name, made),
        title=title,
        published=publication(date) if date else None,
        language=_language(language, text),
        address=_address(address),
    )
    work = Drafts(Recogniser(graph), source)
    drafts = {one.name: draft(work, one.name, text[one.start : one.end]) for one in laid}
    files = {f"{SOURCE}.ttl": _bytes(_source_turtle(source, laid, work.recogniser))}
    files |= {f"{one.name}.ttl": _bytes(_draft_turtle(one, drafts[one.name])) for one in laid}
    new = [*made, *work.candidates.triples]
    things = os.path.join(os.fspath(to), THINGS, f"{name}.ttl") if new else ""
    head = _HEAD_OF_THINGS.format(name=name)
    output.write_new(folder, files, beside={things: _bytes(f"{head}{turtle.serialize(new)}")} if new else {})
    passages = tuple(Drafted(one, os.path.join(folder, f"{one.name}.ttl"), *_counted(drafts[one.name])) for one in laid)
    return NewSource(folder, passages, things, len({triple.subject for triple in new}))


_HEAD_OF_THINGS = """# What {name} may speak of that is new: correct each, say in our words what it is, and delete what
# says that it is open; delete what is no thing, or is known by another name.

"""


def _bytes(content: str) -> bytes:
    return content.encode(errors="backslashreplace")


def _source_turtle(source: Described, laid: Iterable[Laid], known: Recogniser) -> str:
    """Return the file that describes a source."""
    head = (
        "# Where the passages of the article begin and end, and the SHA-256 of what stands there. The sentences are\n"
        "# the newspaper's and stay with it; the labels are to say in our words what a passage is about.\n\n"
    )
    period = known.period(source.published) if source.published else None
    triples = [*article_triples(source, period), *(triple for one in laid for triple in passage_triples(source, one))]
    return head + turtle.serialize(triples)


def _draft_turtle(laid: Laid, drafts: list[Triple]) -> str:
    """Return the file of a passage's draft."""
    return f"# Draft of {laid.name}, characters {laid.start} to {laid.end}.\n\n{turtle.serialize(drafts)}"


def _counted(drafts: list[Triple]) -> tuple[int, int]:
    """Return how many nodes are drafted, and how many questions are open."""
    return len({triple.subject for triple in drafts}), sum(shorten(one.predicate.value) == "ckg:open" for one in drafts)


def _publisher(graph: Graph, name: str, made: list[Triple]) -> NamedNode:
    """Return the organization of a name; where none is known, a new one, of which is written what is given."""
    known = [thing for thing in graph.names.called(name) if "/organization/" in thing.value]
    if known:
        return known[0]
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "publisher"
    thing = NamedNode(f"{BASE}organization/{slug}")
    if next(graph.engine.match(thing), None) is None:
        made += [
            Triple(thing, TYPE, term("ckg:Newspaper")),
            Triple(thing, LABEL, Literal(name, language="zh-Hans" if any(map(is_chinese, name)) else "en")),
        ]
    return thing


def _address(address: str) -> str:
    """Return an address, where it is one."""
    if address and not ADDRESS.fullmatch(address):
        raise BadParameter(f"{quoted(address)} is no address; write it whole, as in https://example.org/news.")
    return address


_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def _language(tag: str, text: str) -> str:
    """Return the tag of a language, or that of a text."""
    if tag and not _TAG.fullmatch(tag):
        raise BadParameter(f"{quoted(tag)} is no tag of a language; write en, or zh-Hans, as BCP 47 has them.")
    return tag or ("zh-Hans" if sum(map(is_chinese, text)) > len(text) / 4 else "en")
