"""Every number that is printed in a text, in digits, words and characters, before units and words of bound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from corridor_kg.text import english_numbers, units
from corridor_kg.text.english_numbers import SCALES, times_as_much
from corridor_kg.text.numeral import DIGITS, Numeral, fraction, in_digits, times

_DIGITS = re.compile(DIGITS)

_CURRENCIES = ("RMB", "Rmb", "CNY", "USD", "HKD", "EUR", "GBP", "JPY", "MOP", "US", "HK")
_ABBREVIATIONS = {
    **dict.fromkeys(("mn", "mln", "m"), 10**6),
    **dict.fromkeys(("bn", "bln", "b"), 10**9),
    **dict.fromkeys(("tn", "tln", "trln"), 10**12),
    "k": 10**3,
}
_ONLY_OF_MONEY = frozenset(("m", "b"))
_MULTIPLIER = re.compile(
    rf"[ -]?(?P<word>{'|'.join(SCALES)})\b|(?P<short> ?(?:[mbt]ln|trln|[mbt]n)|[mbk])\b", re.IGNORECASE
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_OF_A_SUM = re.compile(r"[$€£¥] ?\Z|\b(?:RMB|Rmb|CNY|USD|HKD|EUR|GBP|yuan) ?\Z")
_OF_MANY = re.compile(
    r" (?:yuan|dollars|people|residents|jobs|users|visitors|passengers|workers|tourists|customers|tonn?e?s|sq|square)\b"
)
_RANK = re.compile(r"(?:\b(?:Nos?|NOs?|Number|number)\b\.?|№|#) ?\Z|\b(?:ranked|ranks|ranking) \Z")
_NUMBERED = re.compile(
    r"\b(?:Fortune|Global|Forbes|FTSE|CSI|Nasdaq|Nikkei|Line|Route|Highway|Room|Page|Chapter|Article|Section|Figure|Table"
    r"|Boeing|Airbus|ISO|Gate|Terminal|Version|Unit|Building|Flight|Formula|Type|Model|Grade|Level"
    r"|page|p\.|pp\.|S&P) \Z"
)
_LISTED = re.compile(r"(?:[.)、](?![0-9])|\))(?=\s|[^\x00-\x7f])")
_NAMED = re.compile("号(?:线|楼|院|文|公路|令|门|航站)|国道|高速|计划(?=[^个])|路(?=公交)")
_VERSION = re.compile(r"[1-9]\.0(?![0-9]| ?[a-z]*illion| ?[千万亿])")
_SIMPLE_FRACTION = re.compile(r"/([0-9]{1,2})(?![0-9/.])")
_VULGAR = {
    character: fraction(Decimal(part), Decimal(whole))
    for character, part, whole in (("½", 1, 2), ("¼", 1, 4), ("¾", 3, 4), ("⅓", 1, 3), ("⅔", 2, 3), ("⅛", 1, 8))
}
_MIXED = re.compile(rf"[{''.join(_VULGAR)}]| ([1-9])/([2-9])(?![0-9/])")
_SHARE = re.compile(r" (?:in|out of) (?:every )?([0-9]{1,3}(?:,000)?)\b(?![.,][0-9]|%)")
_LONGEST = 24


def numerals(text: str, *, is_alone: bool = False) -> list[Numeral]:
    """Return the numbers of a folded text in its order.

    Args:
        text: The text; what is no number though it looks like one is blank in it.
        is_alone: Whether it is a number and nothing else.

    >>> [str(found.value) for found in numerals("11,836 km2, 4.6 trillion, 1.1万, 5G, A4, 12th, six, 180多公里")]
    ['11836', '4600000000000', '11000', '12', '6', '180']
    """
    others = _in_digits(text) if text.isascii() else _in_digits_and_characters(text, is_alone)
    found = [*english_numbers.numerals(text), *others]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Numeral] = []
    for one in (_signed(text, one) for one in found):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.start <= kept[-1].start and one.end > kept[-1].end:
            kept[-1] = one
    return kept


def _signed(text: str, found: Numeral) -> Numeral:
    """Return a number with the minus before it; between numbers it is a dash."""
    before = text[max(0, found.start - 3) : found.start]
    if (
        not re.search(r"(?:\A|[^0-9\s] |[(\n，。、;:为长达率])-\Z", before)
        or found.value is None
        or not text[found.start].isdigit()
    ):
        return found
    return found._replace(start=found.start - 1, value=-found.value)


def _in_digits(text: str) -> Iterator[Numeral]:
    for match in _DIGITS.finditer(text):
        found = _numeral(text, *match.span())
        if found:
            yield found


def _in_digits_and_characters(text: str, is_alone: bool) -> Iterator[Numeral]:
    from corridor_kg.text import chinese_numbers  # late for the cold start

    end = 0
    for match in chinese_numbers.found(text):
        if match.start() < end:
            continue
        start, behind = match.start(), match.start() + len(match[0].rstrip(" "))
        found = _numeral(text, start, behind) if match[0].isascii() else Numeral(start, behind, None)
        if match["special"]:
            found = chinese_numbers.special(match)
        elif found and found.nature == "number" and found.end == behind:
            found = chinese_numbers.numeral(text, start, behind, is_alone=is_alone)
        if found:
            end = found.end
            yield found


def _numeral(text: str, start: int, end: int) -> Numeral | None:
    """Return the number whose digits stand at a place, with what is behind them taken in."""
    if end - start > _LONGEST or _is_part_of_a_word(text, start) or _numbers_something(text, start, end):
        return None
    ordinal = _ORDINAL.match(text, end)
    value = in_digits(text[start:end])
    if ordinal:
        return Numeral(start, ordinal.end(), value, nature="rank")
    if _RANK.search(text, max(0, start - 9), start) and value < 1000:
        return Numeral(start, end, value, nature="rank")
    multiplier = _multiplier(text, start, end)
    if multiplier:
        end, scale = multiplier
        return Numeral(start, end, times(value, scale), scale=scale)
    mixed = _MIXED.match(text, end)
    if mixed:
        part = fraction(Decimal(mixed[1]), Decimal(mixed[2])) if mixed[1] else _VULGAR[mixed[0]]
        return Numeral(start, mixed.end(), value + part[0], doubts=part[1])
    parts = _SIMPLE_FRACTION.match(text, end)
    if parts:
        whole = Decimal(parts[1])
        if not 0 < value < whole or (whole > 10 and whole != 100):
            return None
        value, doubts = fraction(value, whole)
        return Numeral(start, parts.end(), value, doubts=doubts)
    share = _SHARE.match(text, end) if value == 1 else None
    if share:
        value, doubts = fraction(value, in_digits(share[1]))
        return Numeral(start, share.end(), value, doubts=(f"1 in {share[1]} is read as a share.", *doubts))
    nature, behind, doubts = times_as_much(text, start, end)
    if nature == "ratio":
        return Numeral(start, behind, value, nature=nature, doubts=doubts)
    return None if _goes_on(text, end) else Numeral(start, end, value)


def _multiplier(text: str, start: int, end: int) -> tuple[int, Decimal] | None:
    """Return where a number ends with the word that multiplies it, and by how much."""
    match = _MULTIPLIER.match(text, end)
    if not match:
        return None
    if match["word"]:
        return match.end(), SCALES[match["word"].lower()]
    short = match["short"].lower().lstrip()
    is_sum = _OF_A_SUM.search(text, max(0, start - 6), start) or _OF_MANY.match(text, match.end())
    if short in _ONLY_OF_MONEY and not is_sum:
        return None
    return (match.end(), Decimal(_ABBREVIATIONS[short])) if match["short"] != "K" else None


def _is_part_of_a_word(text: str, start: int) -> bool:
    """Return whether digits go on a word, as of A4, H2O, COVID-19, or a number, as of 3.1.4.

    >>> [_is_part_of_a_word(text, len(text)) for text in ("A", "COVID-", "3.", "RMB", "a ", "广")]
    [True, True, True, False, False, False]
    """
    before = text[max(0, start - 3) : start]
    if not before or before.endswith(_CURRENCIES):
        return False
    last = before[-1]
    if last.isascii() and (last.isalnum() or last == "_"):
        return True
    return bool(re.search(r"[A-Za-z]-\Z|[0-9][.,:/]\Z", before))


def _goes_on(text: str, end: int) -> bool:
    """Return whether a word goes on behind digits that no unit is, as of 5G."""
    behind = text[end : end + 1]
    if behind == "-":
        return bool(re.match(r"-[A-Z]\b", text[end : end + 3]))
    if not (behind.isascii() and (behind.isalpha() or behind == "_")):
        return False
    return units.behind(text, end) is None


def _numbers_something(text: str, start: int, end: int) -> bool:
    """Return whether a number is a name's, a list's or a note's."""
    line = text.rfind("\n", 0, start) + 1
    if not text[line:start].strip(" (") and _LISTED.match(text, end) and end - start < 3:
        return True
    if _VERSION.match(text, start) and not units.behind(text, end):
        return True
    if text.startswith("后", end) and end - start == 2 and text[end - 1] in "05":
        return True  # 80后 are those born in a decade
    if text[start - 1 : start] == "[" and text[end : end + 1] == "]":
        return True
    is_code = text[start] == "0" and text[start + 1 : start + 2].isdigit()
    if is_code or re.search(r"(?<![0-9,.])0[0-9]{2,3}-\Z", text[max(0, start - 6) : start]):
        return True
    return bool(_NUMBERED.search(text, max(0, start - 12), start)) or bool(_NAMED.match(text, end))
