"""Candidates for new things: what looks like a name and is none that the graph knows."""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.rdf.terms import LABEL, TYPE
from corridor_kg.rdf.vocabulary import BASE, shorten
from corridor_kg.sources.described import Described, period, period_triples, question, term
from corridor_kg.sources.recognised import Recognised, Recogniser
from corridor_kg.text.days import Days
from corridor_kg.text.found import Place, Speaker
from corridor_kg.text.scripts import is_chinese

_ENGLISH = re.compile(
    r"[A-Z][\w&'’-]*(?:(?: (?:of|and|the|for|&))* [A-Z][\w&'’-]*)+|[A-Z]{2,}[\w-]*(?![$\w])", re.ASCII
)
_FIRST_WORDS = frozenset(
    "The A An In On At By For From To Of And But As According With Over After Before Since This That These Those Its"
    " Their Our He She It They We I One Two Three Four Five First Second Third".split()
)
"""Words that begin a sentence, or a phrase, and no name."""

_WORD = re.compile(r"[A-Za-z][\w'’-]*", re.ASCII)
_SMALL = frozenset("a an and as at but by for from in into nor of on or over per the to up via with".split())
"""What a headline has in small letters."""

_MOST_IN_HEADLINE = 3
"""How many words of a headline may be a name; more of them are what it says."""

_QUOTE = re.compile('["“”]')

_TITLED = re.compile(r"《([^《》]{2,40})》")
_CHINESE = re.compile(
    r"[\u4e00-\u9fff]{2,14}?(?:有限公司|公司|集团|委员会|科创委|大学|研究院|新区|新城|科学城|科技城|智慧城|合作区|基地|示范区"
    r"|产业园|开发区|高速|城际|铁路)"
)
_PARTS = re.compile(r"[的和与及在由经至到为是将以从、,，。;；:：()（）“”\s]|包括|位于|依托|即")
"""What parts names in Chinese, where no space does."""

_CLASSES = (
    ("Plan Scheme Strategy Programme Program 规划 方案 纲要 战略", "plan", "ckg:Plan"),
    (
        "Commission Department Bureau Government Committee 委员会 科创委 政府 市委 厅 局",
        "organization",
        "ckg:GovernmentBody",
    ),
    ("Group Company Corporation Inc Ltd Co 公司 集团", "organization", "ckg:Company"),
    (
        "Park Zone Base Town Island Valley 新城 科学城 科技城 智慧城 合作区 基地 产业园 开发区",
        "platform",
        "ckg:Platform",
    ),
    ("University Institute 大学 研究院", "organization", "ckg:Organization"),
)
"""The words that end a name, the namespace of such things and their class."""

_ANY = ("place", "ckg:Place")

_ASKED = "Is it a new thing? Then say what it is (ckg:Company, ckg:GovernmentBody, ckg:Person, ckg:Place, ckg:Plan, …)"


_IS_NEEDED = "Has any fact this period? If none has, delete it."


class Candidates:
    """What a source may speak of and the graph does not know: things, people, periods; each is drafted once.

    Args:
        recogniser: Recognises what the graph knows.
        source: The source.

    Attributes:
        triples: What is said of them, for the file of the source's new things.
        names: What they are called.
    """

    def __init__(self, recogniser: Recogniser, source: Described) -> None:
        self._recogniser, self._source = recogniser, source
        self._things: dict[str, NamedNode] = {}
        self._periods: dict[Days, NamedNode] = {}
        self.triples: list[Triple] = []
        self.names: dict[NamedNode, str] = {}

    def period(self, days: Days) -> NamedNode:
        """Return the period of some days, which is new."""
        if days not in self._periods:
            thing = self._periods[days] = period(days)
            self.triples += [*period_triples(thing, days), question(thing, _IS_NEEDED)]
        return self._periods[days]

    def speaker(self, found: Recognised, speaker: Speaker) -> NamedNode | None:
        """Return a new person, where a speaker is printed by what looks like a name; else None."""
        printed = found.text[speaker.start : speaker.end]
        is_name = re.fullmatch(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+", printed) or re.fullmatch(
            r"[\u4e00-\u9fff]{2,4}", printed
        )
        if not is_name or _says_more(found, (speaker.start, speaker.end)):
            return None
        space, kind = _class_of(printed)
        return self._thing(printed, *(("person", "ckg:Person") if (space, kind) == _ANY else (space, kind)))

    def organization(self, found: Recognised, place: Place) -> NamedNode | None:
        """Return what looks like the name of a new organization in a place, if anything does."""
        for start, end in unknown_names(found):
            space, kind = _class_of(found.text[start:end])
            if place[0] <= start and end <= place[1] and space == "organization":
                return self._thing(found.text[start:end], space, kind)
        return None

    def read(self, found: Recognised) -> None:
        """Draft what looks like a name in a passage."""
        for start, end in unknown_names(found):
            name = found.text[start:end]
            self._thing(name, *_class_of(name))

    def _thing(self, name: str, space: str, kind: str) -> NamedNode:
        if name not in self._things:
            slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
            if any(map(is_chinese, name)) or not slug:
                slug = f"{self._source.name}-{len(self._things) + 1}"
            thing = NamedNode(f"{BASE}{space}/{slug}")
            self._things[name] = thing
            self.names[thing] = name
            tag = "zh-Hans" if any(map(is_chinese, name)) else "en"
            self.triples += [Triple(thing, TYPE, term(kind)), Triple(thing, LABEL, Literal(name, language=tag))]
            near = ", ".join(dict.fromkeys(shorten(one.thing.value) for one in self._recogniser.graph.names.near(name)))
            hint = f" Near, and not the same: {near}." if near else ""
            self.triples.append(question(thing, f"{_ASKED}; else delete it.{hint}"))
        return self._things[name]


def unknown_names(found: Recognised) -> list[Place]:
    """Return where something stands that looks like a name and is not known, in the order of the text."""
    text = found.text
    taken = [(one.start, one.end) for one in (*found.named, *found.measures, *found.ranks)]
    taken += [(when.start, when.end) for when in found.periods]
    taken += [number.unit_place for number in found.quantities if number.unit_place]
    places = [match.span(1) for match in _TITLED.finditer(text)]
    english = (_without_ends(text, match.span()) for match in _ENGLISH.finditer(text))
    places += [place for place in english if place and not _says_more(found, place)]
    places += [place for match in _CHINESE.finditer(text) if (place := _last_part(text, match.span()))]
    kept: list[Place] = []
    for start, end in sorted(places, key=lambda place: (place[0] - place[1], place)):
        is_known = any(first < end <= last for first, last in taken)  # of a longer name the end is not known
        if not is_known and not any(start < other[1] and other[0] < end for other in kept):
            kept.append((start, end))
    return sorted(kept)


def _says_more(found: Recognised, place: Place) -> bool:
    """Return whether words in capitals are part of a sentence, or of a quotation, that has nothing else."""
    words = _WORD.findall(found.text[slice(*place)])
    if len(words) <= _MOST_IN_HEADLINE:
        return False
    start, end = found.sentence(place)
    clause = [*_QUOTE.finditer(found.text, start, place[0])], _QUOTE.search(found.text, place[1], end)
    start, end = clause[0][-1].end() if clause[0] else start, clause[1].start() if clause[1] else end
    return all(word[0].isupper() or word in _SMALL for word in _WORD.findall(found.text[start:end]))


def _without_ends(text: str, place: Place) -> Place | None:
    """Return where a name stands without the word that begins its sentence, and without a quotation mark behind it."""
    start, end = place
    while " " in text[start:end] and text[start:end].partition(" ")[0] in _FIRST_WORDS:
        start += text[start:end].index(" ") + 1
    end -= len(text[start:end]) - len(text[start:end].rstrip("'’"))
    name = text[start:end]
    is_one_word = start > place[0] and " " not in name and not name.isupper()
    return (start, end) if name not in _FIRST_WORDS and end - start > 1 and not is_one_word else None


def _last_part(text: str, place: Place) -> Place | None:
    start, end = place
    for match in _PARTS.finditer(text, start, end):
        start = match.end()
    return (start, end) if end - start > 2 else None


def _class_of(name: str) -> tuple[str, str]:
    """Return the namespace and the class that the last word of a name points to."""
    return next(((space, kind) for words, space, kind in _CLASSES if name.endswith(tuple(words.split()))), _ANY)
