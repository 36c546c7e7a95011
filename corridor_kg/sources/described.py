"""A source as somebody describes it, and the Turtle that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.errors import BadParameter
from corridor_kg.files.unfinished import OPEN
from corridor_kg.model.origins import RESERVED
from corridor_kg.rdf.terms import LABEL, TYPE, Node
from corridor_kg.rdf.vocabulary import BASE, PASSAGES, XSD, expand
from corridor_kg.sources.layout import Laid
from corridor_kg.spelling import quoted
from corridor_kg.text.days import Days, in_words, of_date
from corridor_kg.text.scripts import is_chinese

THINGS = "things"
"""The folder, beside those of sources, of what exists."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_LONGEST = 60

ADDRESS = re.compile(r"https?://[^\s\"<>{}|\\^`]+")
"""An address on the web, whole."""

_TAKEN = (*RESERVED, THINGS)
"""What is a folder or a graph of another kind."""


class Described(NamedTuple):
    """A source.

    Attributes:
        name: Its short name, with which the names of its passages and of its facts begin.
        publisher: Who publishes it.
        title: Its title; empty where none is given.
        published: The first and the last day on which it may have come out; None where nothing is known.
        language: The tag of the language that it is in, such as ``en`` or ``zh-Hans``.
        address: Where it stands on the web; empty where nothing is known.
    """

    name: str
    publisher: NamedNode
    title: str = ""
    published: Days | None = None
    language: str = "en"
    address: str = ""

    @property
    def article(self) -> NamedNode:
        """The article."""
        return NamedNode(f"{BASE}article/{self.name}")

    def passage(self, name: str) -> NamedNode:
        """Return a passage of it by the passage's own name."""
        return NamedNode(f"{PASSAGES}{self.name}-{name}")

    @property
    def year(self) -> int | None:
        """The year in which it came out, if that is one year."""
        first, last = self.published or ("", "")
        return int(first[:4]) if first and first[:4] == last[:4] else None


def refuse_name(name: str) -> None:
    """Refuse what can be no short name of a source.

    Raises:
        BadParameter: It is none; the message has one that could be.
    """
    if not _NAME.fullmatch(name):
        near = "-".join(re.findall(r"[a-z0-9]+", name.lower()))
        hint = f", such as {near}" if near else ", such as the-paper"
        raise BadParameter(
            f"{quoted(name)} is no name of a source; write small letters of English, digits and hyphens{hint}."
        )
    if name in _TAKEN:
        raise BadParameter(f"{quoted(name)} is what something else in a graph is called; give the source another name.")
    if len(name) > _LONGEST:
        raise BadParameter(f"a name of {len(name)} characters is no short name; {_LONGEST} are enough.")


def publication(date: str) -> Days:
    """Return the days within which something came out.

    Args:
        date: A day, month or year (``2017-12-16``, ``2017-12``), or two of them with a slash between, as ISO 8601
            has intervals.

    Raises:
        BadParameter: It is none of these, or ends before it begins.

    >>> publication("2017-12"), publication("2017-12-02/2018-03-04").last
    (Days(first='2017-12-01', last='2017-12-31'), '2018-03-04')
    """
    first, _, last = date.partition("/")
    begins, ends = _days(first), _days(last if "/" in date else first)
    if begins is None or ends is None:
        raise BadParameter(f"{quoted(date)} is no date; write 2017-12-16, 2017-12, or 2017-12-02/2018-03-04.")
    if ends.last < begins.first:
        raise BadParameter(f"{quoted(date)} ends before it begins; write the earlier day first.")
    return Days(begins.first, ends.last)


def _days(date: str) -> Days | None:
    from datetime import date as calendar_date  # late for the cold start

    if not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", date):
        return None
    try:
        calendar_date.fromisoformat(f"{date}-01-01"[:10])
    except ValueError:
        return None
    return of_date(date)


def period(days: Days) -> NamedNode:
    """Return the period of some days, called by its label.

    >>> period(Days("2017-12-01", "2017-12-31")).value
    'https://w3id.org/corridor-kg/period/december-2017'
    """
    return NamedNode(f"{BASE}period/{in_words(days).lower().replace(' ', '-')}")


def period_triples(thing: NamedNode, days: Days, label: str = "") -> Iterator[Triple]:
    """Yield what says of a period when it is."""
    yield Triple(thing, TYPE, term("ckg:Period"))
    yield Triple(thing, LABEL, Literal(label or in_words(days), language="en"))
    for prop, day in (("schema:startDate", days.first), ("schema:endDate", days.last)):
        if day:
            yield Triple(thing, term(prop), Literal(day, datatype=NamedNode(f"{XSD}date")))


def article_triples(source: Described, period: NamedNode | None = None) -> Iterator[Triple]:
    """Yield what describes the article, and when it was published.

    Args:
        source: The source.
        period: The period of those days, if the graph has one; else one is described.
    """

    def says(prop: str, value: Node | Literal) -> Triple:
        return Triple(source.article, term(prop), value)

    yield says("rdf:type", term("ckg:Article"))
    is_foreign = any(map(is_chinese, source.title))
    yield says("rdfs:label", Literal(source.title, language="zh-Hans") if is_foreign else _in_english(source))
    if is_foreign:
        yield says("rdfs:label", Literal(f"Article of {source.name}", language="en"))
    yield says("skos:notation", Literal(source.name))
    yield says("schema:publisher", source.publisher)
    yield says("schema:inLanguage", Literal(source.language))
    if source.address:
        yield says("schema:url", Literal(source.address, datatype=NamedNode(f"{XSD}anyURI")))
    if source.published:
        thing = period or NamedNode(f"{BASE}period/{source.name}-publication")
        yield says("ckg:hasPublicationPeriod", thing)
        if period is None:
            yield from period_triples(thing, source.published)


def _in_english(source: Described) -> Literal:
    """Return the title; where none is given, one of ours."""
    return Literal(source.title or f"Article of {source.name}", language="en")


def passage_triples(source: Described, laid: Laid) -> Iterator[Triple]:
    """Yield what says where a passage stands."""
    passage = source.passage(laid.name)
    number = int(laid.name[1:])
    values: tuple[tuple[str, Node | Literal], ...] = (
        ("rdf:type", term("ckg:Passage")),
        ("rdfs:label", Literal(f"Passage {laid.name}", language="en")),
        ("skos:notation", Literal(f"{source.name} {laid.name}")),
        ("dcterms:isPartOf", source.article),
        ("oa:hasSource", source.article),
        ("oa:hasSelector", passage),
        ("schema:position", _integer(number)),
        ("oa:start", _integer(laid.start)),
        ("oa:end", _integer(laid.end)),
        ("schema:sha256", Literal(laid.sha256)),
        ("ckg:normalizedHash", Literal(laid.plain_sha256)),
    )
    for prop, value in values:
        yield Triple(passage, term(prop), value)


def question(thing: NamedNode, text: str) -> Triple:
    """Return what says that something is open of a thing, which makes it a draft."""
    return Triple(thing, OPEN, Literal(text))


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(f"{XSD}integer"))


def term(curie: str) -> NamedNode:
    """Return the IRI of a CURIE of the project's."""
    return NamedNode(expand(curie) or curie)
