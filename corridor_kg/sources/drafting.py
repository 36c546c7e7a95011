"""Drafts of what a passage states: a node for each number, goal, speaker and word that stands for a thing.

All of them are open (``ckg:open``): what is not known is asked for, with what may be the answer, and what was read is
to be looked at. So nothing that a machine guessed is a fact before somebody has deleted what says that it is open.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.rdf.terms import TYPE
from corridor_kg.sources import numbers, posts, sayings
from corridor_kg.sources.described import question, term
from corridor_kg.sources.designations import designations
from corridor_kg.sources.drafts import LOOK, THEN, Drafts, either, local, slug
from corridor_kg.sources.recognised import Recognised
from corridor_kg.text.found import Period


def draft(drafts: Drafts, passage: str, text: str) -> list[Triple]:
    """Return what a passage may state.

    Args:
        drafts: The drafts of its source.
        passage: The passage's own name, such as ``p05``.
        text: Its text.
    """
    found = drafts.recogniser.read(text)
    thing = drafts.source.passage(passage)
    made = [*_named(thing, found), *_mentions(drafts, passage, found)]
    for speaker in found.speakers:
        made += sayings.statement(drafts, passage, found, speaker)
        made += posts.post(drafts, found, speaker)
    made += numbers.drafts_of(drafts, passage, found)
    for when in found.periods:
        if drafts.is_goal(found, when):
            made += sayings.goal(drafts, passage, found, when)
    made += designations(drafts, found)
    drafts.candidates.read(found)
    return made or [question(thing, "What does it state? If nothing, delete this file, and the passage.")]


def _named(passage: NamedNode, found: Recognised) -> Iterator[Triple]:
    """Yield which things a passage names, and the question what it says of them."""
    named = dict.fromkeys(thing for name in found.named if name.is_name for thing in name.things)
    for thing in named:
        yield Triple(passage, term("schema:mentions"), thing)
    if named:
        yield question(passage, "What does it say of these? Write it as facts, and delete these lines.")


def _mentions(drafts: Drafts, passage: str, found: Recognised) -> Iterator[Triple]:
    """Yield the words that stand for things, and the periods that are counted from the writer's own year."""
    printed_first = {found.text[name.start : name.end]: name for name in reversed(found.named) if not name.is_name}
    for words in sorted(printed_first.values()):
        asked = f"Does it stand for {either(words.things)}, as elsewhere? {THEN}"
        yield from _mention(drafts, passage, found.text[words.start : words.end], words.things[0], asked)
    for speaker in found.speakers:
        printed = found.text[speaker.start : speaker.end]
        who = drafts.heard.get(printed)
        if who is not None and not any(name.start == speaker.start for name in found.named):
            yield from _mention(drafts, passage, printed, who, f"Is it {local(who)}, who was heard before? {THEN}")
    for when in found.periods:
        if not when.first:
            yield from _without_year(drafts, passage, found, when)


def _without_year(drafts: Drafts, passage: str, found: Recognised, when: Period) -> Iterator[Triple]:
    """Yield the mention of a period that is printed without its year, or counted from the writer's own."""
    printed = found.text[when.start : when.end]
    days = drafts.days(found, when)
    if days is None:
        asked = "Which period is it? When the source came out is not known to the year."
        yield from _mention(drafts, passage, printed, None, asked)
    else:
        ground = f"The source came out in {drafts.source.year}."
        yield from _mention(drafts, passage, printed, drafts.period(days), LOOK, ground)


def _mention(
    drafts: Drafts, passage: str, printed: str, thing: NamedNode | None, asked: str, ground: str = ""
) -> Iterator[Triple]:
    """Yield the draft of a mention: the words, what they stand for, on what ground, and what is to be asked."""
    mention = drafts.new("mention", f"{passage}-{slug(printed) or (local(thing) if thing else 'words')}")
    yield Triple(mention, TYPE, term("ckg:Mention"))
    yield Triple(mention, term("ckg:printedForm"), Literal(printed))
    if thing is not None:
        yield Triple(mention, term("ckg:denotes"), thing)
    if ground:
        yield Triple(mention, term("ckg:ground"), Literal(ground, language="en"))
    yield question(mention, asked)
