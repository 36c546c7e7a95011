"""The names of a text: which are known, and which are spelt nearly as that of who holds the post beside them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from pyoxigraph import NamedNode

from corridor_kg.proof.company import Company
from corridor_kg.proof.reading import Read, Reader
from corridor_kg.proof.remarks import DIFFERS, KNOWN, UNKNOWN, Remark, Verdict
from corridor_kg.rdf.terms import Term
from corridor_kg.rdf.vocabulary import shorten
from corridor_kg.sources.candidates import unknown_names
from corridor_kg.sources.described import term
from corridor_kg.text.found import Place
from corridor_kg.trust.terms import MEMBER, ROLE

_FILLS = term("ckg:fillsPost")


class People:
    """The people of a graph with their posts, and the names of a text.

    Args:
        reader: What read the text.
        company: The passages of the graph.
    """

    def __init__(self, reader: Reader, company: Company) -> None:
        self._reader, self._known, self._company = reader, reader.known, company

    def remarks(self, read: Read) -> Iterator[Remark]:
        """Yield a verdict for each name of a paragraph; those of speakers have one as such."""
        for name in read.found.named:
            if name.is_name:
                what = " or ".join(map(self._known.label, name.things))
                verdict = Verdict(KNOWN, "", what, (), tuple(thing.value for thing in name.things))
                yield self._remark(read, (name.start, name.end), verdict)
        for place in unknown_names(read.found):
            if not any(heard.start < place[1] and place[0] < heard.end for heard in read.heard):
                yield self._remark(read, place, self.holder(read, place) or self._unknown(read.words(place)))

    @staticmethod
    def _remark(read: Read, place: Place, verdict: Verdict) -> Remark:
        return Remark("name", read.words(place), read.paragraph.line(place[0]), *place, verdict)

    def _unknown(self, name: str) -> Verdict:
        near = [found.thing for found in self._known.recogniser("name").near(name)]
        told = ", ".join(dict.fromkeys(f"{self._known.label(one)} ({shorten(one.value)})" for one in near))
        return Verdict(UNKNOWN, f"near: {told}" if told else "nothing is called so")

    def holder(self, read: Read, place: Place) -> Verdict | None:
        """Return that a name is not that of who holds the post beside it, where it is spelt nearly like that."""
        roles = self.roles(read, place)
        for near in self._known.recogniser("name").near(read.words(place)):
            posts = self._posts.get(near.thing, {})
            held = next((role for role in posts if role in roles), None)
            if held is not None and near.likeness < _THE_SAME:
                told = f"{posts[held]}: the {self._known.label(held)} is {self._known.label(near.thing)}"
                return Verdict(DIFFERS, told, self._known.label(near.thing), (posts[held],), (near.thing.value,))
        return None

    @staticmethod
    def roles(read: Read, place: Place) -> set[NamedNode]:
        """Return the roles whose words stand in the sentence of a place."""
        start, end = read.found.sentence(place)
        return {role for one in read.found.roles if start <= one.start < end for role in one.things}

    def roles_of(self, person: NamedNode) -> set[NamedNode]:
        """Return the roles that somebody has."""
        return set(self._posts.get(person, ()))

    @cached_property
    def _posts(self) -> dict[Term, dict[NamedNode, str]]:
        """Of each person the roles, each with the passage that says so."""
        found: dict[Term, dict[NamedNode, str]] = {}
        for quad in sorted(self._reader.graph.engine.quads(None, MEMBER), key=str):
            for post in self._known.values(quad.subject, _FILLS):
                for role in self._known.values(post, ROLE):
                    passage = self._company.notation(quad.graph_name)
                    if isinstance(role, NamedNode) and passage:
                        found.setdefault(quad.object, {}).setdefault(role, passage)
        return found


_THE_SAME = 100
