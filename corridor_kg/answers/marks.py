"""The marks of passages and sources that were withdrawn or corrected, as they stand beside their names for people.

Identifiers and names stay what they are: a mark is put beside them when they are shown, and nowhere before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from corridor_kg.rdf.terms import Term

_BETWEEN = "; "
"""What stands between several names in one cell."""

_TOLD = r"(?! (?:was|were) )"
"""Behind a name of which the sentence itself goes on to tell what became of it, as that of a correction does."""


class Mark(NamedTuple):
    """What happened to a passage or a source after it came out.

    Attributes:
        text: What happened and when, in brackets behind its name, such as ``corrected 2018-01-05``.
        notes: What happened, when and why, a sentence for each correction.
    """

    text: str = ""
    notes: tuple[str, ...] = ()

    def beside(self, name: str) -> str:
        """Return a name with the mark behind it.

        >>> Mark("corrected 2018-01-05").beside("china-daily p07"), Mark().beside("china-daily p05")
        ('china-daily p07 (corrected 2018-01-05)', 'china-daily p05')
        """
        return f"{name} ({self.text})" if self.text else name


class Marks:
    """The marks of what was withdrawn or corrected, by IRI and by name.

    Args:
        by_iri: The mark of each passage or source, by its IRI.
        by_name: The same marks by what people call it: its short name, and its label.
        passages: Those of the names that stand for a passage in a sentence too, where that of a source may be a word.

    >>> marks = Marks({}, {"china-daily p07": Mark("corrected 2018-01-05")})
    >>> marks.beside(Literal("china-daily p05; china-daily p07"), "china-daily p05; china-daily p07")
    'china-daily p05; china-daily p07 (corrected 2018-01-05)'
    """

    def __init__(
        self,
        by_iri: Mapping[str, Mark] | None = None,
        by_name: Mapping[str, Mark] | None = None,
        passages: Iterable[str] = (),
    ) -> None:
        self._by_iri = by_iri or {}
        self._by_name = by_name or {}
        names = "|".join(map(re.escape, passages))
        self._passages = re.compile(rf"(?<![\w-])(?:{names})(?![\w-]){_TOLD}" if names else r"(?!)")

    def __bool__(self) -> bool:
        return bool(self._by_iri or self._by_name)

    def of(self, iri: str) -> Mark:
        """Return the mark of a passage or a source; an empty one of what nobody has corrected."""
        return self._by_iri.get(iri, Mark())

    def beside(self, term: Term | None, text: str) -> str:
        """Return the text of a cell with marks: behind the thing that it names, or each of the sources and passages.

        Args:
            term: What the cell has.
            text: What people read there.
        """
        if isinstance(term, NamedNode):
            return self.of(term.value).beside(text)
        if not self._by_name or not isinstance(term, Literal):
            return text
        return _BETWEEN.join(map(self._part, text.split(_BETWEEN)))

    def _part(self, part: str) -> str:
        return self._by_name[part].beside(part) if part in self._by_name else self.within(part)

    def within(self, sentence: str) -> str:
        """Return a sentence with marks behind the passages that it names.

        >>> marks = Marks({}, {"china-daily p07": Mark("corrected 2018-01-05")}, ["china-daily p07"])
        >>> marks.within("differs: china-daily p07 (37 km), nordic p04 (40 km)")
        'differs: china-daily p07 (corrected 2018-01-05) (37 km), nordic p04 (40 km)'
        """
        return self._passages.sub(lambda found: self._by_name[found[0]].beside(found[0]), sentence)

    def notes(self, terms: Iterable[Term | None]) -> list[str]:
        """Return what is to be told of the passages and sources that some cells name, each sentence once."""
        return list(dict.fromkeys(note for term in terms for mark in self._in(term) for note in mark.notes))

    def _in(self, term: Term | None) -> Iterator[Mark]:
        if isinstance(term, NamedNode):
            yield self.of(term.value)
        elif isinstance(term, Literal):
            names = [*term.value.split(_BETWEEN), *self._passages.findall(term.value)]
            yield from (self._by_name.get(name, Mark()) for name in names)
