"""Drafts of the posts of speakers: with which role, in which organization, as print has them beside the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.rdf.terms import LABEL, TYPE
from corridor_kg.sources.described import question, term
from corridor_kg.sources.drafts import LOOK, Drafts, local, slug
from corridor_kg.sources.recognised import Recognised
from corridor_kg.text.found import Place, Speaker
from corridor_kg.trust.terms import MEMBER, POST_IN, ROLE

_APPOSITION = re.compile(r", (?:the |a |an )?([^,.;:]{2,120}),")
_ROLE = re.compile(r"([\w-]+(?: [\w-]+){0,2}?) (?:of|at|for|in|with) ")
_NEAR = 24
"""How many characters before a name its title may begin."""

_FILLS = term("ckg:fillsPost")


class _Printed(NamedTuple):
    """What stands beside a name.

    Attributes:
        role: The role; None where it is none that is known.
        words: How it is printed.
        organization: The organization; None where none is recognised.
    """

    role: NamedNode | None
    words: str
    organization: NamedNode | None


def post(drafts: Drafts, found: Recognised, speaker: Speaker) -> Iterator[Triple]:
    """Yield the draft of the post that a speaker holds, where print tells one beside the name.

    A membership that other passages know is the same, whoever states it.
    """
    who, printed = drafts.who(found, speaker), _printed(drafts, found, speaker)
    if who is None or printed is None or "/person/" not in who.value:
        return
    known = _membership(drafts, who, printed)
    if known is not None:
        yield Triple(known, MEMBER, who)
        yield from (Triple(known, _FILLS, held) for held in drafts.known.values(known, _FILLS))
        yield question(known, LOOK)
        return
    name = f"{local(who)}-{slug(printed.words) or 'post'}"
    membership, held = drafts.new("membership", name), drafts.new("post", name)
    yield Triple(membership, TYPE, term("org:Membership"))
    yield Triple(membership, LABEL, Literal(f"{drafts.label(who)} as {printed.words}", language="en"))
    yield Triple(membership, MEMBER, who)
    yield Triple(membership, _FILLS, held)
    yield question(membership, LOOK)
    yield Triple(held, TYPE, term("org:Post"))
    yield Triple(held, LABEL, Literal(printed.words[:1].upper() + printed.words[1:], language="en"))
    if printed.role is not None:
        yield Triple(held, ROLE, printed.role)
    else:
        yield question(held, f'Which role? It is printed as "{printed.words}" (org:role).')
    if printed.organization is not None:
        yield Triple(held, POST_IN, printed.organization)
    else:
        yield question(held, "In which organization? None that is known is printed beside it (org:postIn).")
    yield question(held, LOOK)


def _printed(drafts: Drafts, found: Recognised, speaker: Speaker) -> _Printed | None:
    """Return what stands beside a name: behind it between commas, or right before it; None where no role does."""
    apposition = _APPOSITION.match(found.text, speaker.end)
    if apposition:
        place = apposition.span(1)
        role = _role(found, place) or _unknown_role(apposition[1])
        return _Printed(*role, _organization(drafts, found, place)) if role else None
    before = (max(found.sentence((speaker.start, speaker.end))[0], speaker.start - _NEAR), speaker.start)
    role = _role(found, before)
    return _Printed(*role, _organization(drafts, found, before)) if role else None


def _role(found: Recognised, place: Place) -> tuple[NamedNode | None, str] | None:
    """Return the role whose words stand in a place, the longest."""
    inside = [role for role in found.roles if place[0] <= role.start and role.end <= place[1]]
    longest = max(inside, key=lambda role: role.end - role.start, default=None)
    return (longest.things[0], found.text[longest.start : longest.end]) if longest else None


def _unknown_role(apposition: str) -> tuple[NamedNode | None, str] | None:
    """Return the words before an organization, which may be a role that is not known."""
    match = _ROLE.match(apposition)
    return (None, match[1]) if match and match[1].islower() else None


def _organization(drafts: Drafts, found: Recognised, place: Place) -> NamedNode | None:
    """Return the organization that is named in a place, a new one among them."""
    named = [name for name in found.named if place[0] <= name.start and name.end <= place[1]]
    things = [thing for name in named for thing in name.things if "/organization/" in thing.value]
    return things[0] if things else drafts.candidates.organization(found, place)


def _membership(drafts: Drafts, who: NamedNode, printed: _Printed) -> NamedNode | None:
    """Return the membership that is known of somebody, with the role that is printed."""
    for triple in sorted(drafts.recogniser.graph.engine.match(None, MEMBER, who), key=str):
        posts = drafts.known.values(triple.subject, _FILLS)
        if any(printed.role in drafts.known.values(one, ROLE) for one in posts):
            return triple.subject if isinstance(triple.subject, NamedNode) else None
    return None
