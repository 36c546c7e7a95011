"""Names: when two are the same, and where in a text they stand. A name is never another's because it looks like it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from corridor_kg.spelling import WHITE_SPACE, composed, fitting, folded
from corridor_kg.text.scripts import is_chinese, simplified
from corridor_kg.text.typography import MARKS

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

T = TypeVar("T")

LIKE = 70
"""The likeness from which a name is near another: below it, names of three letters are near one another."""

_LEGAL_FORMS = frozenset("co corp corporation gmbh inc incorporated limited llc llp ltd plc pte pty".split())
_BEFORE_LEGAL_FORMS = frozenset(("and", "company", "private", "public"))
_CHINESE_LEGAL_FORMS = ("股份有限公司", "有限责任公司", "有限公司", "股份公司", "有限合伙")
"""What a firm is in law, as `key` has it. A group (集团) is another firm than the one that it is named after, and a
company may be a plain word."""


class Name(NamedTuple, Generic[T]):
    """A name that stands in a text.

    Attributes:
        start: Its first character.
        end: The character after its last; a legal form behind it belongs to it, an ``'s`` does not.
        things: What it may denote; several where several have this name.
    """

    start: int
    end: int
    things: tuple[T, ...]


class Near(NamedTuple, Generic[T]):
    """A name that is spelt nearly like another, which does not make it the same.

    Attributes:
        thing: What has the name.
        name: The name, as it was given to the index.
        likeness: How alike they are, to 100, which only a name reaches that is the same.
    """

    thing: T
    name: str
    likeness: int


def key(name: str) -> str:
    r"""Return the form in which names are compared: two names with one key are one name.

    Case, accents, script of Chinese, widths, apostrophes, full stops and the legal forms of firms make no difference;
    hyphens, brackets and other marks are spaces, and ``&`` is a word. What is no part of any name, such as a control or
    the character that stands for one that was lost, does not vanish: a broken name is not a whole one.

    >>> key("São  Paulo"), key("Xi'an"), key("Guangzhou–Shenzhen"), key("東莞（國際）城"), key("Xi\0an")
    ('sao paulo', 'xian', 'guangzhou shenzhen', '东莞国际城', 'xi\x00an')
    >>> key("Haige Communications Group Co., Ltd."), key("广州海格通信集团股份有限公司"), key("Limited")
    ('haige communications group', '广州海格通信集团', 'limited')
    """
    whole = composed(name.translate(_FORMS))
    if " " in whole and any(map(is_chinese, whole)):
        whole = _beside_chinese().sub("", whole)
    return _without_legal_form(whole) or whole or folded(name)


def _without_legal_form(name: str) -> str:
    """Return a key without what a firm is in law; it may be that nothing is left.

    >>> _without_legal_form("kingmed and co pte ltd"), _without_legal_form("the good company")
    ('kingmed', 'the good company')
    """
    words = name.split(" ")
    if words[-1] in _LEGAL_FORMS:
        while words and words[-1] in _LEGAL_FORMS | _BEFORE_LEGAL_FORMS:
            del words[-1]
        return " ".join(words)
    form = next(filter(name.endswith, _CHINESE_LEGAL_FORMS), "")
    return name.removesuffix(form)


class Names(Generic[T]):
    """An index of names.

    What takes time, the search in texts and that by likeness, is prepared when it is first asked for.

    Args:
        entries: Names, each with what it denotes. A name may be given for several things, a thing several names.

    >>> names = Names([("Guangzhou", 1), ("Guangzhou Science City", 2), ("科学城", 2), ("科学城", 3)])
    >>> names.called("GUANGZHOU"), names.called("科學城")
    ((1,), (2, 3))
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._entries: dict[str, list[tuple[str, T]]] = {}
        for name, thing in entries:
            if found := key(name):
                self._entries.setdefault(found, []).append((name, thing))

    def called(self, name: str) -> tuple[T, ...]:
        """Return the things that have a name, each once.

        Where names differ in case, accents or a legal form alone, those that are written most like it are meant.

        >>> Names([("US", 1), ("us", 2)]).called("US"), Names([("KingMed Ltd", 1)]).called("Kingmed")
        ((1,), (1,))
        """
        return _closest(name, self._entries.get(key(name), []))

    def find(self, text: str, *, case: bool = True) -> list[Name[T]]:
        """Return the names that stand in a text, in its order; of two that share characters the first, or the longer.

        Where words are set apart, a name is whole words; its last word may be in the plural where it is a common noun.
        Marks that part words part names too, unless the name has them. The US of US$ and US dollars is no name.

        Args:
            text: Where to look.
            case: Whether a name that begins with a capital has to begin with one in the text, and one in capitals to
                be so: what is about us is not about the US.

        >>> names = Names([("Guangzhou", 1), ("Guangzhou Science City", 2), ("core platform", 3), ("深圳", 4)])
        >>> names.find("Guangzhou's core platforms; 在深圳")
        [Name(start=0, end=9, things=(1,)), Name(start=12, end=26, things=(3,)), Name(start=29, end=31, things=(4,))]
        """
        if not self._patterns:
            return []
        laid_out = _laid_out(text)
        found = []
        for pattern, start, end in self._automaton.find_matches_as_indexes(laid_out.text, overlapping=True):
            if (place := laid_out.place(start, end)) and not _OF_MONEY.match(text, place[1]):
                written = text[slice(*place)]
                entries = [entry for entry in self._patterns[pattern] if _may_be_written(entry[0], written, case)]
                if entries:
                    found.append(Name(place[0], laid_out.behind_legal_form(place[1]), _closest(written, entries)))
        return list(_apart(found))

    def holding(self, words: str) -> list[tuple[T, str]]:
        """Return what has a name that some words are a part of, in whichever order, each with the name.

        >>> Names([("Guangzhou Science City", 1), ("Citylight", 2), ("广州科学城", 3)]).holding("CITY Guangzhou")
        [(1, 'Guangzhou Science City')]
        """
        wanted = key(words)
        parts = [part if is_chinese(part[0]) else f" {part} " for part in wanted.split()]
        return [
            (thing, name)
            for own, entries in self._entries.items()
            if parts and len(wanted) <= len(own) and all(part in f" {own} " for part in parts)
            for name, thing in entries
        ]

    def near(self, name: str, limit: int = 5) -> list[Near[T]]:
        """Return what has a name that is spelt like another, the most alike first: candidates, and no more.

        Args:
            name: A name.
            limit: How many names to return at most; a name of several things counts once.

        >>> Names([("Guangzhou", 1), ("Hangzhou", 2), ("Shenzhen", 3)]).near("Guanzhou")
        [Near(thing=1, name='Guangzhou', likeness=94), Near(thing=2, name='Hangzhou', likeness=75)]
        """
        from rapidfuzz import fuzz, process  # late for the cold start: most names are known

        wanted = key(name)
        keys, span = self._by_length, (200 - LIKE) / LIKE  # what is longer or shorter than so cannot be so alike
        first = bisect_left(keys, len(wanted) / span, key=len)
        behind = bisect_right(keys, len(wanted) * span, key=len)
        found = process.extract(wanted, keys[first:behind], scorer=fuzz.ratio, score_cutoff=LIKE, limit=limit)
        return [
            Near(thing, written, int(likeness))
            for candidate, likeness, _ in sorted(found, key=lambda found: (-found[1], found[0]))
            for thing, written in {thing: written for written, thing in self._entries[candidate]}.items()
        ]

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick  # late for the cold start: most questions are about no text

        return AhoCorasick(list(self._by_pattern))

    @cached_property
    def _patterns(self) -> list[list[tuple[str, T]]]:
        """The entries of each pattern, in the order of the patterns."""
        return list(self._by_pattern.values())

    @cached_property
    def _by_pattern(self) -> dict[str, list[tuple[str, T]]]:
        """The entries by what is looked for in texts: their keys, and the plurals of these."""
        found: dict[str, list[tuple[str, T]]] = {}
        for own, entries in self._entries.items():
            pattern = unicodedata.normalize("NFD", own)
            found.setdefault(pattern, []).extend(entries)
            if nouns := [entry for entry in entries if _COMMON_NOUN.search(entry[0])]:
                found.setdefault(plural(pattern), []).extend(nouns)
        return found

    @cached_property
    def _by_length(self) -> list[str]:
        """The keys, the shortest first, each beside the next in memory too: to run through them takes a fourth."""
        return "\n".join(sorted(self._entries, key=len)).split("\n")


_IN_NAMES = frozenset("'.")
"""What may be left out of a name, or stand in it: O'Brien, U.S."""

_ACCENTS = frozenset((*range(10, 37), *range(200, 255)))
"""The combining classes of what may be left out: points of Hebrew and Arabic, and what stands above and below letters.

Marks of the other classes are letters themselves, in India and South-East Asia, or the voice of kana."""


class _Forms(dict[int, str]):
    """What each character becomes where names are compared, found when it is first met."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code).translate(MARKS)).casefold())
        self[code] = "".join(map(_compared, simplified(decomposed)))
        return self[code]


_FORMS = _Forms()


def _compared(character: str) -> str:
    """Return what a decomposed character counts as: itself, a space, or nothing."""
    if character.isalnum() or character in "_\ufffd":
        return character
    kind = unicodedata.category(character)
    if kind == "Cs":
        return "\ufffd"  # half a character, which no encoding has
    if character in _IN_NAMES or kind == "Cf" or (kind[0] == "M" and unicodedata.combining(character) in _ACCENTS):
        return ""
    if character == "&":
        return " and "
    return " " if kind[0] in "PS" or WHITE_SPACE.match(character) else character


_CHINESE = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"


@cache
def _beside_chinese() -> re.Pattern[str]:
    """Return a pattern of spaces that only fill a line of Chinese; it is slow to compile, and few names have one."""
    return re.compile(f" (?={_CHINESE})|(?<={_CHINESE}) ")


# -- In a text -------------------------------------------------------------------------------------------

_COMMON_NOUN = re.compile(r"\b[a-z]+\Z")
_BREAK = re.compile(r"[,;:!?…，、。；：！？]|\.(?=\s)|\n\s*\n")
"""What parts two names that would be one without it."""

_OF_MONEY = re.compile(r"\$| dollars?\b")
_POSSESSIVE = re.compile("['\u2019][sS]\\Z")

_FORM = "|".join(dict.fromkeys(shape for form in sorted(_LEGAL_FORMS) for shape in (form.title(), form.upper())))
_LEGAL_FORM_BEHIND = re.compile(
    rf"(?:(?:,\s?|\s)(?:(?:and|&)\s)?(?:(?:Company|Private|Public),?\s)?(?:{_FORM}|GmbH|plc)\b\.?)+"
    f"|{'|'.join(_CHINESE_LEGAL_FORMS)}"
)


@lru_cache(maxsize=8)
def _laid_out(text: str) -> _LaidOut:
    """Return a text laid out; one after the other, several indexes look into the same text."""
    return _LaidOut(text)


class _LaidOut:
    """A text as names are compared, in which patterns are looked for, and where each of its characters comes from.

    Attributes:
        text: What is compared.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._simplified = simplified(text)
        characters, self._origins = [" "], [-1]
        for origin, form in enumerate(map(_FORMS.__getitem__, map(ord, text))):
            for character in form:
                if character == " " and (characters[-1] == " " or is_chinese(characters[-1])):
                    continue
                if characters[-1] == " " and is_chinese(character):
                    characters.pop()
                    self._origins.pop()
                characters.append(character)
                self._origins.append(origin)
        self.text = "".join(characters)

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a part of what is compared stands in the text; None where it is a part of a word."""
        first, last = self._origins[start], self._origins[end - 1]
        behind = last + 1
        while behind < len(self._text) and unicodedata.combining(self._text[behind]):
            behind += 1
        if self._text.startswith(".", behind) and self._text[behind - 2] == ".":  # U.S.
            behind += 1
        is_whole = (start == 0 or self._origins[start - 1] != first) and last not in self._origins[end : end + 1]
        is_word = is_whole and not self._goes_on(first) and not self._goes_on(behind)
        return (first, behind) if is_word else None

    def behind_legal_form(self, end: int) -> int:
        """Return where a name ends whose legal form, if there is one, belongs to it."""
        form = _LEGAL_FORM_BEHIND.match(self._simplified, end)
        return form.end() if form else end

    def _goes_on(self, place: int) -> bool:
        """Return whether a word goes on from the character before a place to the one at it."""
        before, behind = self._text[max(place - 1, 0) : place], self._text[place : place + 1]
        return bool(before and behind) and _is_of_word(before) and _is_of_word(behind)


def _is_of_word(character: str) -> bool:
    """Return whether a character is a part of words that white space sets apart: Chinese, kana and Thai have none."""
    runs_on = is_chinese(character) or "\u3040" <= character <= "\u30ff" or "\u0e00" <= character <= "\u0eff"
    return not runs_on and (character.isalnum() or character in "_\ufffd" or unicodedata.category(character)[0] == "M")


def _may_be_written(name: str, written: str, case: bool) -> bool:
    """Return whether a part of a text is a name, of which is known that they have one key.

    >>> _may_be_written("US", "us", True), _may_be_written("Pazhou", "PAZHOU", True)
    (False, True)
    >>> _may_be_written("Plan of Macao", "plan of Macao", True), _may_be_written("Pearl River", "pearl River", True)
    (True, False)
    """
    if case and name[:1].isupper():
        is_acronym = name.isupper() and name.isalpha() and len(name) > 1
        # a label begins with a capital, whatever its first word is; where its second has none, the first may have none
        needs_capital = not name.partition(" ")[2][:1].islower()
        if (needs_capital and written[:1].islower()) or (is_acronym and not written.isupper()):
            return False
    if _POSSESSIVE.search(written) and not _POSSESSIVE.search(name):
        return False
    breaks = len(_BREAK.findall(written))
    return not breaks or breaks == len(_BREAK.findall(name))


def _closest(written: str, entries: list[tuple[str, T]]) -> tuple[T, ...]:
    """Return the things whose names are written most like what is written, each once."""
    closest = (len(entries) > 1 and fitting(written, entries, text=lambda entry: entry[0])) or entries
    return tuple(dict.fromkeys(thing for _, thing in closest))


def _apart(names: Iterable[Name[T]]) -> Iterator[Name[T]]:
    """Yield the names that share no character with one that begins before them, or at the same place and is longer."""
    behind = 0
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        if name.start >= behind:
            yield name
            behind = name.end


def plural(noun: str) -> str:
    """Return the plural of an English noun.

    >>> [plural(noun) for noun in ("platform", "core city", "valley", "branch")]
    ['platforms', 'core cities', 'valleys', 'branches']
    """
    if noun.endswith("y") and not noun.endswith(("ay", "ey", "oy", "uy")):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "z", "ch", "sh")) else f"{noun}s"
