"""Numbers in English words: cardinals, fractions, ordinals, ratios, and words of no number, such as ``dozens``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from corridor_kg.text import units
from corridor_kg.text.found import Bound, Nature
from corridor_kg.text.numeral import Numeral, fraction, times

_SMALL = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split(),
        range(20),
        strict=True,
    )
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
SCALES = {
    "dozen": Decimal(12),
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
_CARDINALS: dict[str, Decimal] = {word: Decimal(value) for word, value in (_SMALL | _TENS).items()} | SCALES

_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
_ORDINALS = {
    _IRREGULAR.get(word) or ("twelfth" if word == "twelve" else re.sub("y$", "ie", word) + "th"): word
    for word in _CARDINALS
    if word not in ("zero", "dozen")
}
"""An ordinal and its cardinal."""

_PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}
_PARTS |= {word: int(_CARDINALS[one]) for word, one in _ORDINALS.items() if word not in ("first", "second")}
_PARTS |= {f"{word}s": value for word, value in _PARTS.items() if word.endswith(("rd", "th"))}

_RATIOS = {"twice": Decimal(2), "thrice": Decimal(3)}
for _stem, _times in (("doubl", 2), ("tripl", 3), ("trebl", 3), ("quadrupl", 4), ("quintupl", 5)):
    _RATIOS |= dict.fromkeys((f"{_stem}{ending}" for ending in ("e", "es", "ed", "ing")), Decimal(_times))
_RATIOS |= dict.fromkeys(("halve", "halves", "halved", "halving"), Decimal("0.5"))
_RATIOS |= {f"{word}fold": value for word, value in _CARDINALS.items() if word not in ("zero", "one")}

_VAGUE = {*(f"{word}s" for word in SCALES), "tens", "scores", "several"}

_WORDS = {*_CARDINALS, *_ORDINALS, *_PARTS, *_RATIOS, *_VAGUE, "top"}
_WORD = re.compile("[a-z]+")

_NO_ONE = frozenset("the this that no any every each which another some such everyone these those only".split())
_PRONOUN = frozenset("another s can could may might must should will would has is was that who".split())
"""What stands behind *one* where it is a pronoun."""
_BEFORE_SHARE = frozenset("by than about over nearly almost roughly approximately around".split())
_MANY = frozenset("as the that those its their his her what more higher larger greater bigger faster compared".split())
_OFTEN = frozenset("a an per each every in daily weekly monthly annually yearly".split())
_TOP_OF = frozenset("among in of on for spot place position rank by with nationwide worldwide and".split())
_NO_RANK = frozenset("class tier rate hand ever of all".split())
_BEFORE_VERB = frozenset("to will would should shall can could may might must not".split())


class _Word(NamedTuple):
    """A word of a number, and where it stands."""

    start: int
    end: int
    word: str


def numerals(text: str) -> Iterator[Numeral]:
    """Yield the numbers in words of a folded text.

    >>> [(text, [str(found.value) for found in numerals(text)]) for text in ("six of twenty-three", "two-thirds of")]
    [('six of twenty-three', ['6', '23']), ('two-thirds of', ['0.6666666666666666666666666667'])]
    """
    lower = text.lower()
    if len(lower) != len(text):  # as of a Turkish dotted capital
        lower = text
    words = [_Word(*match.span(), match[0]) for match in _WORD.finditer(lower) if match[0] in _WORDS]
    end = 0
    for number, word in enumerate(words):
        if word.start < end or _is_part_of_a_word(text, word):
            continue
        found = _numeral(lower, text, words[number : number + 12])
        if found and found.start >= end:
            end = found.end
            yield found


def _is_part_of_a_word(text: str, word: _Word) -> bool:
    before = text[word.start - 1 : word.start]
    return (before.isalnum() and before.isascii()) or before == "_" or text[word.end : word.end + 1] == "_"


def _numeral(lower: str, text: str, words: list[_Word]) -> Numeral | None:
    """Return the number that begins with the first of some words."""
    first = words[0]
    if _is_name(text, first):
        return None
    if first.word == "top":
        return _top(lower, first)
    if first.word in _VAGUE:
        return _vague(lower, words)
    if first.word in _RATIOS:
        return _ratio(lower, first)
    if first.word in ("half", "halves"):
        return _half(lower, words)
    if first.word in _CARDINALS:
        return _cardinal(lower, words)
    return _ordinal(lower, [first])


def _is_name(text: str, word: _Word) -> bool:
    """Return whether a number is a part of a name: ``the Three Gorges``, ``Five-Year Plan``."""
    if not text[word.start].isupper() or not re.match(r"[ -][A-Z][a-z]", text[word.end : word.end + 3]):
        return False
    before = text[max(0, word.start - 8) : word.start]
    return before.rstrip(" \"'(")[-1:] not in ("", ".", "!", "?", ":", "\n")


def _cardinal(lower: str, words: list[_Word]) -> Numeral | None:
    """Return a number in words, with the fraction, the ordinal or the times that it may be a part of."""
    run = _run(lower, words)
    start, end, value = _article(lower, run[0]), run[-1].end, _value([word.word for word in run])
    if value is None:
        return None
    if run[0].word in SCALES and _word_before(lower, start) == "few":
        return Numeral(start, end, None)
    rest = words[len(run) :]
    if run[0].word == "one" and len(run) == 1 and _is_pronoun(lower, run[0], rest):
        return None
    if rest and _joins(lower, run[-1], rest[0], "-", " "):
        if rest[0].word in _PARTS and _is_fraction(lower, value, run[-1], rest[0]):
            part, doubts = fraction(value, Decimal(_PARTS[rest[0].word]))
            return _scaled(lower, start, rest[0].end, part, rest[1:], doubts)
        if rest[0].word in _ORDINALS and _value([*(word.word for word in run), _ORDINALS[rest[0].word]]):
            return _ordinal(lower, [*run, rest[0]])
    if rest and rest[0].word == "half" and lower[end : rest[0].start] == " and a ":
        scale = SCALES.get(run[-1].word, Decimal(1)) if len(run) < 3 else Decimal(1)  # a million and a half
        return _scaled(lower, start, rest[0].end, value + scale / 2, rest[1:])
    if re.match(r" in (?:every )?(?=[a-z0-9])", lower[end:]) and value == 1 and rest:
        inverse = _one_in(lower, start, end, rest)
        if inverse:
            return inverse
    nature, end, doubts = times_as_much(lower, start, end)
    return Numeral(start, end, value, nature=_before_rank(lower, start) or nature, doubts=doubts)


def _run(lower: str, words: list[_Word]) -> list[_Word]:
    """Return the longest run of words that is one number."""
    run = [words[0]]
    for word in words[1:]:
        if word.word not in _CARDINALS or not _joins(lower, run[-1], word, "-", " ", " and ", ", "):
            break
        run.append(word)
    while len(run) > 1 and _value([word.word for word in run]) is None:
        run.pop()
    return run


def _joins(lower: str, one: _Word, other: _Word, *gaps: str) -> bool:
    return lower[one.end : other.start] in gaps


def _value(words: list[str]) -> Decimal | None:
    """Return what cardinals in a row are, None where they are no number.

    >>> _value(["two", "dozen"]), _value(["one", "hundred", "twenty", "three"]), _value(["one", "two"])
    (Decimal('24'), Decimal('123'), None)
    """
    if len(words) == 1:
        return _CARDINALS[words[0]]
    if words[-1] == "dozen":
        dozens = _value(words[:-1])
        return None if dozens is None else dozens * 12
    if "trillion" in words:  # which the library does not know
        at = words.index("trillion")
        trillions = _value(words[:at]) if at else None
        rest = _value(words[at + 1 :]) if words[at + 1 :] else Decimal(0)
        return None if trillions is None or rest is None else trillions * SCALES["trillion"] + rest
    from text_to_num import text2num  # late for the cold start: most numbers are one word

    try:
        return Decimal(int(text2num(" ".join(words), "en")))
    except ValueError:
        return None


def _article(lower: str, word: _Word) -> int:
    """Return where a number begins, with the *a* of ``a hundred``."""
    article = re.search(r"\ban? \Z", lower[max(0, word.start - 3) : word.start])
    return word.start - len(article[0]) if article and (word.word in SCALES or word.word in _PARTS) else word.start


def _is_pronoun(lower: str, one: _Word, rest: list[_Word]) -> bool:
    """Return whether *one* stands for a thing and counts none."""
    before, after = _word_before(lower, one.start), _word_after(lower, one.end)
    if rest and rest[0].word in _PARTS and _joins(lower, one, rest[0], "-", " "):
        return False
    return before in _NO_ONE or after in _PRONOUN or lower[one.end : one.end + 5] in ("-stop", "-off ", "-side")


def _is_fraction(lower: str, value: Decimal, run: _Word, part: _Word) -> bool:
    """Return whether the second word parts what the first counts, as it does not in ``one third-party``."""
    if lower[part.end : part.end + 1] == "-":
        return False
    is_many = part.word.endswith("s") or part.word == "half"
    return is_many if value != 1 else part.word not in ("halves",) and not part.word.endswith("s")


def _scaled(
    lower: str, start: int, end: int, value: Decimal, rest: list[_Word], doubts: tuple[str, ...] = ()
) -> Numeral:
    """Return a number with the words that multiply it: ``one and a half million``."""
    scale = Decimal(1)
    if rest and rest[0].word in SCALES and re.fullmatch(r" (?:an? )?", lower[end : rest[0].start]):
        scale, end = SCALES[rest[0].word], rest[0].end
    return Numeral(start, end, times(value, scale), scale=scale, doubts=doubts)


def _one_in(lower: str, start: int, end: int, rest: list[_Word]) -> Numeral | None:
    """Return ``one in eight`` as a share."""
    if rest[0].word not in _CARDINALS or not re.fullmatch(r" in (?:every )?", lower[end : rest[0].start]):
        return None
    run = _run(lower, rest)
    whole = _value([word.word for word in run])
    if not whole or whole <= 1:
        return None
    value, doubts = fraction(Decimal(1), whole)
    return Numeral(start, run[-1].end, value, doubts=(f"One in {whole} is read as a share.", *doubts))


def _half(lower: str, words: list[_Word]) -> Numeral | None:
    half, rest = words[0], words[1:]
    before, after = _word_before(lower, half.start), _word_after(lower, half.end)
    if before in _ORDINALS or before in ("latter", "last", "other", "better", "s"):
        return None
    if lower[half.end : half.end + 1] == "-" and after not in ("a", "dozen", "million", "year", "hour"):
        return None
    article = re.match(r" an?(?= )", lower[half.end : half.end + 4])
    unit = units.behind(lower, half.end + article.end()) if article else None
    if unit:
        place = unit.start, unit.end
        return Numeral(half.start, half.end, Decimal("0.5"), unit=unit.curies[0], unit_place=place)
    return _scaled(lower, half.start, half.end, Decimal("0.5"), rest)


def _ordinal(lower: str, run: list[_Word]) -> Numeral | None:
    """Return a number that puts in order, or the part of a whole that an ordinal behind *a* may be."""
    first, last = run[0], run[-1]
    article = _article(lower, first)
    if len(run) == 1 and article != first.start and _is_part_of_whole(lower, article, first):
        part, doubts = fraction(Decimal(1), Decimal(_PARTS[first.word]))
        return Numeral(article, first.end, part, doubts=doubts)
    if last.word not in _ORDINALS or _orders_nothing(lower, article != first.start, first, last):
        return None
    value = _value([*(word.word for word in run[:-1]), _ORDINALS[last.word]])
    return Numeral(first.start, last.end, value, nature="rank")


def _is_part_of_whole(lower: str, article: int, word: _Word) -> bool:
    """Return whether what stands behind *a* is a fraction, and no third airport."""
    is_share = _word_after(lower, word.end) == "of"
    return word.word in _PARTS and (is_share or _word_before(lower, article) in _BEFORE_SHARE)


def _orders_nothing(lower: str, has_article: bool, first: _Word, last: _Word) -> bool:
    """Return whether an ordinal is a kind of thing (``first-class``), a length of time, or an adverb."""
    before, after, behind = (
        _word_before(lower, first.start),
        _word_after(lower, last.end),
        lower[last.end : last.end + 1],
    )
    if behind == "-":
        return not (after.endswith("est") or after in ("place", "ranked", "ranking", "most"))
    if last.word == "second":
        return has_article or before in ("per", "every", "split")
    return last.word == "first" and (after in _NO_RANK or before == "at" or _begins_sentence(lower, first, behind))


def _begins_sentence(lower: str, word: _Word, behind: str) -> bool:
    return behind == "," and not lower[max(0, word.start - 8) : word.start].rstrip()[-1:].strip(".!?:;")


def _ratio(lower: str, word: _Word) -> Numeral | None:
    """Return how many times as much ``doubled`` or ``fourfold`` says; ``twice a year`` says how often."""
    after = _word_after(lower, word.end)
    if word.word in ("twice", "thrice") and after in _OFTEN:
        return None
    if word.word in ("double", "triple") and (lower[word.end : word.end + 1] == "-" or after in ("digit", "standards")):
        return None
    return Numeral(word.start, word.end, _RATIOS[word.word], nature="ratio")


def _vague(lower: str, words: list[_Word]) -> Numeral:
    """Return words of no number, such as ``tens of thousands``."""
    last = words[0]
    for word in words[1:]:
        if word.word not in _VAGUE | SCALES.keys() or not _joins(lower, last, word, " ", " of "):
            break
        last = word
    return Numeral(words[0].start, last.end, None)


def _top(lower: str, word: _Word) -> Numeral | None:
    """Return *top* where it is a rank: the first, or of ``top 10`` the last; of ``will top 10`` it is none."""
    if _word_before(lower, word.start) in _BEFORE_VERB:
        return None
    behind = re.match(r" ([0-9]{1,3})\b(?![,.][0-9]|%)| ([a-z]+)\b", lower[word.end : word.end + 12])
    value = Decimal(behind[1]) if behind and behind[1] else _CARDINALS.get(behind[2]) if behind and behind[2] else None
    if behind and value and value < 1000:
        start = word.end + 1
        bound = Bound(word.start, word.end, ("up-to",))
        return Numeral(start, word.end + behind.end(), value, nature="rank", bounds=(bound,))
    is_named = re.search(r"\b(?:the|at|on|ranks?|ranked|takes?|took)\s\Z", lower[max(0, word.start - 8) : word.start])
    after = _word_after(lower, word.end) if lower[word.end : word.end + 1] == " " else ""
    if (
        not (is_named or lower.strip() == "top")
        or lower[word.end : word.end + 1] == "-"
        or (after and after not in _TOP_OF)
    ):
        return None
    if lower.endswith("on ", 0, word.start) and after == "of":
        return None
    return Numeral(word.start, word.end, Decimal(1), nature="rank")


def times_as_much(lower: str, start: int, end: int) -> tuple[Nature, int, tuple[str, ...]]:
    """Return whether a number says how many times as much, where its words end, and what is not sure.

    >>> times_as_much("five times as many", 0, 4), times_as_much("met five times", 4, 8), times_as_much("3-fold", 0, 1)
    (('ratio', 10, ()), ('number', 8, ()), ('ratio', 6, ()))
    """
    behind = re.match(r"[ -]?fold\b|x\b|[ -]times\b", lower[end : end + 8])
    if not behind:
        return "number", end, ()
    if "times" not in behind[0]:
        return "ratio", end + behind.end(), ()
    after = _word_after(lower, end + behind.end())
    grows = re.search(
        r"\b(?:grew|grow[ns]?|increas\w+|r[io]se[ns]?|up|expand\w+|multipl\w+)\b", lower[max(0, start - 24) : start]
    )
    if after not in _MANY and not grows:
        return "number", end, ()
    is_more = grows or after in ("more", "higher", "larger", "greater", "bigger", "faster")
    doubts = ("Five times more may be six times as much.".replace("Five", lower[start:end]),) if is_more else ()
    return "ratio", end + behind.end(), doubts


def _before_rank(lower: str, start: int) -> Nature | None:
    """Return that a number is a rank where ``number`` stands before it."""
    return "rank" if re.search(r"\bnumber[ -]\Z", lower[max(0, start - 8) : start]) else None


def _word_before(lower: str, start: int) -> str:
    match = re.search(r"([a-z]+)(?:[ -]|')\Z", lower[max(0, start - 16) : start])
    return match[1] if match else ""


def _word_after(lower: str, end: int) -> str:
    match = re.match(r"[ '-]([a-z]+)", lower[end : end + 24])
    return match[1] if match else ""
