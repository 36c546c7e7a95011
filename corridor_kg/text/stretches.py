"""Where stretches of a text stand of which only the hash is known, and about how long they are."""

from __future__ import annotations

import hashlib
import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from corridor_kg.text import articles
from corridor_kg.text.words import Word, readings

Place = tuple[int, int]
"""The first character of a part of the text as it is, and the one after its last."""

_SHORTEST, _LONGEST, _MORE = 0.7, 1.1, 16
"""How much shorter or longer a text may be in its plain form: marks and white space go, and an ellipsis is three."""

_STATES = 32
"""How many plain forms of the words so far are followed: a word with two forms makes two of each."""

_APART, _APART_CHARACTERS, _TRIES = 4, 400, 400
"""How many paragraphs may stand within a stretch and be none of it, how long they are, and how often that is tried."""

_WORDLESS = 4
"""How many letters without capitals, as of Chinese, read by themselves."""

_ENDS_SENTENCE = re.compile(r"[.!?:。！？：…][\"'”’」』）)\]]*\Z")


class Stretch(NamedTuple):
    """A stretch that was found.

    Attributes:
        parts: Where it stands; it has several where paragraphs that are none of it stand within.
        plain: Its plain form.
    """

    parts: tuple[Place, ...]
    plain: str

    @property
    def place(self) -> Place:
        """From its first character to the one after its last."""
        return self.parts[0][0], self.parts[-1][1]

    def meets(self, other: Stretch) -> bool:
        """Return whether it shares a character with another."""
        return any(a < end and start < b for a, b in self.parts for start, end in other.parts)


def units(text: str) -> list[Place]:
    """Return the paragraphs and the lines of a text, each once, in its order."""
    return sorted({*articles.paragraphs(text), *articles.lines(text)})


def find(
    text: str, wanted: Sequence[tuple[str, int]], taken: Iterable[Stretch] = (), aside: Iterable[Stretch] = ()
) -> dict[str, list[Stretch]]:
    r"""Return where stretches of whole words stand, by the SHA-256 of their plain form; those alone that are there.

    Paragraphs and lines are looked at first. For what is none of them, each run of words that has about the length of
    something wanted is: hard line ends, and what an editor makes of a paragraph, move where it begins and ends. What
    is still missing may have something else between its paragraphs, such as an advertisement. What was found is not
    looked into again.

    Args:
        text: Where to look.
        wanted: The hashes, and how many characters each stretch had where its hash was taken; what is wanted twice
            is looked for until it is found twice.
        taken: What is known to be something else.
        aside: What is likely to be something else, and is not looked into; whole paragraphs and lines of it are.

    >>> hash = articles.sha256("two 'three'")
    >>> find("one two\n\u2018three\u2019 four", [(hash, 11)])[hash]
    [Stretch(parts=((4, 15),), plain="two 'three'")]
    """
    found: dict[str, list[Stretch]] = {}
    others, beside = list(taken), list(aside)
    counts = Counter(hash for hash, _ in wanted)
    for start, end in units(text):
        plain = articles.normalized(text[start:end])
        stretch = Stretch(((start, end),), plain)
        if (hash := articles.sha256(plain)) in counts and not any(map(stretch.meets, others)):
            found.setdefault(hash, []).append(stretch)
    meant: list[_Words] = []
    for look in (_within_units, _runs, _interrupted):
        for number in itertools.count():
            missing = {bytes.fromhex(hash): size for hash, size in wanted if len(found.get(hash, ())) < counts[hash]}
            if missing and not meant:
                meant = [_Words(text, words) for words in readings(text)]
            if not missing or number == len(meant):
                break
            there = meant[number]
            there.leave_out([*others, *beside, *itertools.chain.from_iterable(found.values())])
            for hash, stretch in look(there, missing):
                if not any(map(stretch.meets, [*others, *found.setdefault(hash, [])])):
                    found[hash].append(stretch)
    return found


class _Words:
    """The words of a text, and what is made of them once, for of a long text there are many runs.

    Attributes:
        text: The text.
        words: Its words.
        starts: Where each starts in the text.
        segments: The runs of words that belong to nothing yet, each by its first word and the one behind its last.
    """

    def __init__(self, text: str, words: list[Word]) -> None:
        self.text, self.words = text, words
        self.starts = [word.place[0] for word in self.words]
        self.segments = [(0, len(self.words))]
        pieces = [(b" " if word.is_apart else b"") + word.forms[0].encode() for word in self.words]
        self._plain, self._ends = b"".join(pieces), [0, *itertools.accumulate(map(len, pieces))]
        self._branches = [number for number, word in enumerate(self.words) if len(word.forms) > 1]

    def leave_out(self, stretches: Iterable[Stretch]) -> None:
        """Take what was found out of the segments."""
        edges, before = [], 0
        for start, end in sorted(part for stretch in stretches for part in stretch.parts):
            first, behind = bisect_left(self.starts, start), bisect_left(self.starts, end)
            edges.append((before, first))
            before = max(before, behind)
        self.segments = [(a, b) for a, b in [*edges, (before, len(self.words))] if a < b]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the words between two characters, by the first and the one behind the last."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def place(self, first: int, last: int) -> Place:
        """Return where some words stand."""
        return self.words[first].place[0], self.words[last].place[1]

    def leading(self, first: int, last: int, size: int) -> tuple[int, bytes]:
        """Return a word and the plain form of all from a first one to it: of one reading, and of some size at most."""
        branch = bisect_left(self._branches, first)
        last = min([last, *self._branches[branch : branch + 1]])
        number = max(first, min(last, bisect_left(self._ends, self._ends[first] + size) - 1))
        return number, self._plain[self._ends[first] : self._ends[number]].removeprefix(b" ")


def _within_units(there: _Words, wanted: Mapping[bytes, int]) -> Iterator[tuple[str, Stretch]]:
    """Yield the paragraphs that have one of some hashes where line ends, notes and the like are read otherwise."""
    for start, end in articles.paragraphs(there.text):
        first, behind = there.span(start, end)
        for hash, last, plain in _from(there, [range(first, behind)], wanted) if first < behind else ():
            yield hash, Stretch((there.place(first, last),), plain)


def _runs(there: _Words, wanted: Mapping[bytes, int]) -> Iterator[tuple[str, Stretch]]:
    """Yield the runs of words whose plain form has one of some hashes, none within another."""
    for first, behind in there.segments:
        while first < behind:
            *_, longest = None, *_from(there, [range(first, behind)], wanted)
            if longest is not None:
                hash, last, plain = longest
                yield hash, Stretch((there.place(first, last),), plain)
                first = last
            first += 1


def _from(there: _Words, order: Sequence[range], wanted: Mapping[bytes, int]) -> Iterator[tuple[str, int, str]]:
    """Yield the hash, the last word and the plain form of what is wanted and begins with the first of some words.

    Args:
        there: The words of the text.
        order: Which of them follow one another; it ends in the last of the ranges.
        wanted: The hashes, and the lengths.
    """
    shortest, longest = min(wanted.values()) * _SHORTEST, max(wanted.values()) * _LONGEST + _MORE
    first, *_, last = order[0][0], order[-1]
    size = int(shortest) if len(order) == 1 else len(there.text)
    begun, leading = there.leading(first, order[0].stop, size)
    states = [leading]
    for number in itertools.chain(range(begun, order[0].stop), *order[1:]):
        states = _longer(states, there.words[number])
        if len(states[0]) < shortest or number not in last:
            continue
        for state in states:
            digest = hashlib.sha256(state).digest()
            if digest in wanted:
                yield digest.hex(), number, state.decode()
        if len(states[0]) > longest and len(states[0].decode()) > longest:
            return


def _longer(states: list[bytes], word: Word) -> list[bytes]:
    """Return plain forms with a word more."""
    gap = b" " if word.is_apart and states != [b""] else b""
    return [state + gap + form.encode() for form in word.forms for state in states][:_STATES]


def _interrupted(there: _Words, wanted: Mapping[bytes, int]) -> Iterator[tuple[str, Stretch]]:
    """Yield the runs of words within which whole paragraphs stand that are none of it.

    A run begins and ends where a paragraph or a sentence does, and what is passed over reads by itself.
    """
    longest = max(wanted.values()) * _LONGEST + _MORE
    begin_of, behind_of = {}, {}
    for begin, behind in there.segments:
        begin_of.update(dict.fromkeys(range(begin, behind), begin))
        behind_of.update(dict.fromkeys(range(begin, behind), behind))
    begins = _begins(there)
    tries = [
        (first, last, behind)
        for last, behind in _apart(there)
        if last - 1 in begin_of and behind in behind_of
        for first in range(begin_of[last - 1], last)
        if first in begins and there.starts[last] - there.starts[first] < longest * 2
    ]
    tries.sort(key=lambda one: (one[2] - one[1], not begins[one[0]]))  # what is short first, and whole paragraphs
    for first, last, behind in tries[:_TRIES]:
        for hash, end, plain in _from(there, [range(first, last), range(behind, behind_of[behind])], wanted):
            yield hash, Stretch((there.place(first, last - 1), there.place(behind, end)), plain)


def _begins(there: _Words) -> dict[int, bool]:
    """Return which words begin a sentence, and whether it begins a paragraph."""
    begins = {0: True}
    for number, (one, other) in enumerate(itertools.pairwise(there.words), start=1):
        is_paragraph = there.text.count("\n", one.place[1], other.place[0]) > 1
        if is_paragraph or "\n" in there.text[one.place[1] : other.place[0]] or _ENDS_SENTENCE.search(one.forms[-1]):
            begins[number] = is_paragraph
    return begins


def _apart(there: _Words) -> list[tuple[int, int]]:
    """Return what may stand within a stretch and be none of it, by its first word and the one behind its last.

    It is a paragraph or some, each of which reads by itself: what begins with a small letter goes on with what stands
    before it, and so may a number. Those within a sentence come first.
    """
    paragraphs = articles.paragraphs(there.text)
    spans = [(*there.span(start, end), _reads_by_itself(there.text[start:end])) for start, end in paragraphs]
    found = []
    for number, (first, _, _) in enumerate(spans):
        for _, behind, is_alone in spans[number : number + _APART]:
            if not is_alone or behind == len(there.words) or first == 0:
                break
            if there.starts[behind] - there.starts[first] <= _APART_CHARACTERS:
                found.append((first, behind))
    return sorted(found, key=lambda edge: bool(_ENDS_SENTENCE.search(there.words[edge[0] - 1].forms[-1])))


def _reads_by_itself(paragraph: str) -> bool:
    """Return whether words on lines of their own are no part of the sentence around them, as far as that can be seen.

    >>> [_reads_by_itself(text) for text in ("Advertisement", "50% OFF", "not", "12", "\u4e0d")]
    [True, True, False, False, False]
    """
    letters = [character for character in paragraph if character.isalpha()]
    if not letters or letters[0].islower():
        return False
    return letters[0] != letters[0].lower() or len(letters) >= _WORDLESS
