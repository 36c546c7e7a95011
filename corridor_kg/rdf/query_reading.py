"""How far a query can be read: the first of its words with which it stops being the beginning of any query.

The engine alone knows its grammar, with LATERAL and the triple terms of RDF 1.2, and it is asked again. It tells the
furthest character that it looked at, which is not where the fault is: it takes as many characters as a keyword has
before it compares them, so that at ``ORDER ?s`` it is past the end of ``?s``, and with short words past the next few
too. Told a text in which each word has a line to itself, with more blanks behind it than a keyword has letters, it
names the line of the word. As its parser looks at a word only behind what may stand before it, this word is the first
that may not stand where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from corridor_kg.rdf.tokens import Token, tokens

Objection = Callable[[str], str | None]
"""What says why a text is no query, as ``error at LINE:COLUMN: expected …``; None where it is one."""

_NEVER = "\x01"
"""What stands nowhere in a query but in a text between quotes."""

_BLANKS = " " * 40
"""More than the letters of any keyword."""

_SIGN = re.compile(r"\^\^|\|\||&&|[<>!=]=|<<\(?|\)?>>|\{\||\|\}")
"""Signs of several characters: those of SPARQL, and ``==``, which is none, and should be shown as it was written."""


CLOSING = {"(": ")", "{": "}", "[": "]", "<<": ">>", "<<(": ")>>", "{|": "|}"}


def unclosed(texts: Sequence[str]) -> list[int]:
    """Return the indices of the brackets that words open and do not close, the outermost first.

    >>> unclosed(["{", "(", ")", "["])
    [0, 3]
    """
    found: list[int] = []
    for index, text in enumerate(texts):
        if text in CLOSING:
            found.append(index)
        elif found and text == CLOSING[texts[found[-1]]]:
            found.pop()
    return found


def words(text: str) -> list[Token]:
    """Return the tokens of a query, signs of several characters in one.

    >>> [word.text for word in words("FILTER(?a==1||?b^^?c)")]
    ['FILTER', '(', '?a', '==', '1', '||', '?b', '^^', '?c', ')']
    """
    result: list[Token] = []
    for token in tokens(text):
        if result and token.start < result[-1].end:
            continue
        sign = _SIGN.match(text, token.start) if token.kind in ("other", "open", "close") else None
        result.append(Token("sign", sign.group(), token.start) if sign else token)
    return result


class Reading:
    """A query as far as the engine reads it.

    Args:
        text: The text of the query.
        objection: What the engine says of a text.
    """

    def __init__(self, text: str, objection: Objection) -> None:
        self.text = text
        self.words = words(text)
        self._objection = objection

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The words as the engine is told them."""
        return tuple(map(_told, self.words))

    @cached_property
    def stop(self) -> int | None:
        """The index of the first word that may not stand where it stands; their number where the end may not.

        None where the engine tells no place, or has nothing against the words taken each by itself.
        """
        stop = self.stop_of(self.texts)
        is_right = stop == len(self.words) and self.is_whole(self.texts) and not self.said(self.texts)
        return None if is_right else stop

    def stop_of(self, texts: Sequence[str]) -> int | None:
        """Return the index of the first of other words that may not stand where it stands, as `stop`."""
        stop = self._line(texts)
        if not stop:  # no place is told, or nothing stops it before the end
            return None if stop is None else len(texts)
        may_begin = texts[: stop.start + 1]
        otherwise = may_begin if len(stop) > 1 else [*may_begin, "("]
        is_next = texts[stop.start].isidentifier() and self._line(otherwise) == range(0)
        return stop.start + is_next

    def needs_bracket(self, index: int) -> bool:
        """Return whether a word may stand where it stands only with a bracket right behind it."""
        return self._line(self.texts[: index + 1]) != range(0)

    def _line(self, texts: Sequence[str]) -> range | None:
        """Return the words of the first line that may not stand where it stands; an empty range for the end."""
        lines = list(_lines(texts))
        laid_out = ("".join(texts[line.start : line.stop]) for line in lines)
        said = self._objection("".join(f"{line}{_BLANKS}\n" for line in (*laid_out, _NEVER)))
        place = re.match(r"error at (\d+):", said or "")
        return [*lines, range(0)][min(int(place[1]) - 1, len(lines))] if place else None

    def accepts(self, texts: Sequence[str], *, at: int | None = None) -> bool:
        """Return whether words may stand behind those before an index, which is that of the stop if none is given."""
        before = self.texts[: self.stop if at is None else at]
        return (self.stop_of((*before, *texts)) or 0) >= len(before) + len(texts)

    def is_whole(self, texts: Sequence[str]) -> bool:
        """Return whether words are a query as far as the grammar goes, without asking it.

        Behind a whole query, and nowhere outside its brackets before, may stand VALUES, if it stands there not yet.
        """
        open_brackets = unclosed(texts)
        if open_brackets or self.stop_of(texts) != len(texts):
            return False
        has_values = any(text.upper() == "VALUES" and not unclosed(texts[:at]) for at, text in enumerate(texts))
        return has_values or self.stop_of([*texts, "VALUES"]) == len(texts) + 1

    def said(self, texts: Sequence[str]) -> list[str]:
        """Return the sentences, as opposed to signs and keywords, in what the engine says at the end of a text.

        Where a text ends, nothing can be looked at beyond, so that all that is wrong there is told. Such a text may be
        a query after all, and be answered, so that one that asks another server is not tried.
        """
        if "service" in self.text.lower():
            return []
        lines = ("".join(texts[line.start : line.stop]) for line in _lines(texts))
        message = self._objection(" ".join(lines)) or ""
        parts = re.sub(r"^error at \d+:\d+: expected (one of )?", "", message).split(", ")
        return [part for part in parts if re.match(r"[\\A-Za-z]\S* \S", part)]


def _lines(texts: Sequence[str]) -> Iterator[range]:
    """Yield the words of each line: one, or one and its bracket.

    Some functions, such as CONCAT and COALESCE, the engine knows only with the bracket right behind them.
    """
    start = 0
    while start < len(texts):
        end = start + (2 if texts[start].isidentifier() and [*texts[start + 1 : start + 2]] == ["("] else 1)
        yield range(start, end)
        start = end


def _told(word: Token) -> str:
    """Return a word as the engine is told it, so that it takes nothing for what it is not.

    A quotation mark that nothing closes would take all that follows, and so would ``<``, which begins an IRI for the
    engine even where none can be; as a sign it stands where ``>`` may. A label of a blank node may not be used in two
    groups, which the engine forgets to forget when it reads anew.
    """
    if word.kind == "other" and word.text in "\"'":
        return _NEVER
    if word.text in ("<", "<="):
        return word.text.replace("<", ">")
    if word.kind == "name" and word.text.startswith("_:"):
        return "[]"
    return word.text.replace("\n", " ").replace("\r", " ")
