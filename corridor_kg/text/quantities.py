"""Numbers with their units and the words that bound them, as they are printed in a text, English and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from corridor_kg.text import bounds, units
from corridor_kg.text.folding import folded
from corridor_kg.text.found import Bound, Period, Place, Quantity
from corridor_kg.text.numeral import Numeral, times
from corridor_kg.text.numerals import numerals
from corridor_kg.text.periods import periods as periods_of

_CLOCK = (
    r"\b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[ap]\.?m\b\.?)?|\b[0-9]{1,2} ?[ap]\.?m\b\.?|\b[0-9]{1,2} o'clock"
    r"|(?:上午|下午|凌晨|晚上|中午|早上)[0-9一二三四五六七八九十]{1,3}[时点](?:[0-9一二三四五六七八九十]{1,3}分|半)?"
    r"|[0-9]{1,2}[时点][0-9]{1,2}分"
)
_NO_NUMBERS = re.compile(rf"https?://\S+|\bwww\.\S+|\S+@\S+\.\w+|{_CLOCK}|[0-9.]+(?::[0-9.]+)+")
"""Addresses, times on the clock, and proportions such as 3:2."""

_BLANK = "\0"

_RANGE = re.compile(r" ?(?:-|~|至|到|to) ?")
_LIST = re.compile(r"(?:, | and | or |, and |, or |、|和|与|及|/)")
_BETWEEN = re.compile(r"\bbetween [^0-9 ]{0,4}\Z", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:r[io]se|ris\w+|gr[eo]w\w*|increas\w+|f[ae]ll\w*|drop\w*|declin\w+|up|down|chang\w+|improv\w+|jump\w*|expand\w*)"
    r" from [^0-9 ]{0,4}\Z",
    re.IGNORECASE,
)
_YEAR = re.compile("(?:1[89]|2[01])[0-9]{2}")
_DURATIONS = frozenset(("unit:YR", "unit:MO", "unit:WK", "unit:DAY", "unit:HR"))
_PER = re.compile(r"/[^\W\d]+|[ -]per[ -][a-z]+(?: kilomet[er]+| met[er]+)?")
_LASTS = frozenset(
    "for in after of than last lasts lasted lasting take takes took spend spent is was are were has have had with the a"
    " an its just well slightly within or by at to and reached only".split()
)
"""What stands before a length of time that is over."""
_IN_A_ROW = "[ -](?:consecutive|straight|full|whole|more|extra)(?= )"
_SPEED = "(?:时速|每小时)[^0-9,，。;；、]*$"
_FILLERS = re.compile(r"\b(?:the|no|number|nos|a|an|of|in|place|level)\b|[第位名位个家项条所之.\s,~-]", re.IGNORECASE)


class _Found(NamedTuple):
    """A quantity, and where its words begin and end with unit and words of bound."""

    quantity: Quantity
    scale: Decimal
    first: int
    last: int


def quantities(text: str, periods: Sequence[Period] | None = None) -> list[Quantity]:
    """Return the numbers that are printed in a text, in its order, none upon another.

    What is a part of a period, a time on the clock, or a number within a longer word (A4, 5G) is none.

    Args:
        text: The text.
        periods: The periods in it, where they are known.

    >>> found = quantities("约180多公里, over 6%")
    >>> [(str(one.value), one.unit, [bound.codes for bound in one.bounds]) for one in found]
    [('180', 'unit:KiloM', [('about',), ('odd',)]), ('6', 'unit:PERCENT', [('over',)])]
    """
    plain = _blanked(text, periods_of(text) if periods is None else periods)
    return _read(plain)


def read_number(words: str) -> Quantity | None:
    """Return the number that words are, None where they are none, or more than one.

    >>> [str(read_number(words).value) for words in ("six", "11,836", "the top", "No 1", "4.6 trillion", "八成", "三")]
    ['6', '11836', '1', '1', '4600000000000', '80', '3']
    >>> read_number("six or seven firms"), read_number("A4")
    (None, None)
    """
    found = _read(_blanked(words, ()), is_alone=True)
    return found[0] if len(found) == 1 and not _rest(folded(words), found[0]) else None


def _read(plain: str, *, is_alone: bool = False) -> list[Quantity]:
    return _joined(plain, [_with_unit(plain, one) for one in numerals(plain, is_alone=is_alone)])


def _rest(words: str, found: Quantity) -> str:
    """Return what words say besides a number, its unit and its bounds."""
    places: list[Place] = [(found.start, found.end), *((bound.start, bound.end) for bound in found.bounds)]
    if found.unit_place:
        places.append(found.unit_place)
    for start, end in places:
        words = f"{words[:start]}{' ' * (end - start)}{words[end:]}"
    return _FILLERS.sub("", words)


def _blanked(text: str, periods: Iterable[Period]) -> str:
    """Return the folded text without what looks like a number and is none."""
    plain = folded(text)
    for period in periods:
        plain = plain[: period.start] + _BLANK * (period.end - period.start) + plain[period.end :]
    return _NO_NUMBERS.sub(lambda match: _BLANK * len(match[0]), plain)


def _with_unit(plain: str, numeral: Numeral) -> _Found:
    """Return a number with its unit and its words of bound."""
    within = numeral.unit_place or (numeral.start, numeral.end)
    first, last = min(numeral.start, within[0]), max(numeral.end, within[1])
    money = unit = None
    if numeral.nature == "number" and not numeral.unit:
        money = units.before(plain, first)
        unit = _unit_behind(plain, last, money)
    if money:
        first = money.start
    words = _bounds_behind(plain, last, unit)
    if numeral.nature != "rank":
        words = [*bounds.before(plain, first), *words]
    words = sorted([*words, *numeral.bounds])
    if unit and unit.curies[0] in _DURATIONS:
        words = [bound for bound in words if not _says_when(plain, bound)]
    named = _of_speed(plain, first, unit) or unit or money
    quantity = Quantity(
        numeral.start,
        numeral.end,
        numeral.value,
        numeral.most,
        numeral.nature,
        named.curies[0] if named else numeral.unit,
        (named.start, named.end) if named else numeral.unit_place,
        tuple(words),
        (*numeral.doubts, *_doubts(plain, numeral, named, words)),
    )
    first = min([first, *(bound.start for bound in words)])
    last = max([last, *(bound.end for bound in words), *([unit.end] if unit else [])])
    return _Found(quantity, numeral.scale, first, last)


def _unit_behind(plain: str, end: int, money: units.Unit | None) -> units.Unit | None:
    """Return the unit behind a number, with a word of bound between them or none; of a sum only a currency is one."""
    bound = bounds.behind(plain, end)
    unit = units.behind(plain, bound.end if bound and bound.start - end <= 1 else end)
    in_a_row = None if unit else re.match(_IN_A_ROW, plain[end : end + 14])
    if in_a_row:
        unit = units.behind(plain, end + in_a_row.end())
        unit = unit if unit and unit.curies[0] in _DURATIONS else None
    return None if unit and money and not unit.curies[0].startswith("unit:CCY") else unit


def _of_speed(plain: str, first: int, unit: units.Unit | None) -> units.Unit | None:
    """Return the unit of a speed where it is parted: 时速350公里; else None."""
    if not unit or unit.curies != ("unit:KiloM",) or plain[unit.start].isascii():
        return None
    is_speed = re.search(_SPEED, plain[max(0, first - 9) : first])
    return unit._replace(curies=("unit:KiloM-PER-HR",)) if is_speed else None


def _bounds_behind(plain: str, end: int, unit: units.Unit | None) -> list[Bound]:
    """Return the words of bound behind a number: between it and its unit, and behind the unit."""
    bound = bounds.behind(plain, end)
    if not unit:
        return [bound] if bound else []
    later = bounds.behind(plain, unit.end)
    return [one for one in (bound if bound and bound.end <= unit.start else None, later) if one]


def _says_when(plain: str, bound: Bound) -> bool:
    """Return whether *over* before a length of time bounds nothing, but says when: of "grew over 40 years"."""
    if plain[bound.start : bound.end].lower() != "over":
        return False
    before = plain[max(0, bound.start - 12) : bound.start].rstrip(" -")
    return before.endswith("%") or (before[-1:].isalnum() and before.rpartition(" ")[2].lower() not in _LASTS)


def _doubts(plain: str, numeral: Numeral, unit: units.Unit | None, words: Sequence[Bound]) -> list[str]:
    printed = plain[numeral.start : numeral.end]
    doubts = []
    if unit and len(unit.curies) > 1:
        doubts.append(f"{plain[unit.start : unit.end]} may be {' or '.join(unit.curies)}.")
    per = _PER.match(plain, unit.end) if unit else None
    if per:
        doubts.append(f"It is printed with {per[0].strip()}.")
    if not unit and not words and _YEAR.fullmatch(printed):
        doubts.append(f"{printed} may be a year.")
    if (
        unit
        and unit.curies[0] in _DURATIONS
        and any(plain[bound.start : bound.end].lower() in ("over", "近") for bound in words)
    ):
        doubts.append("The word before the length of time may be no bound, but say when.")
    return doubts


def _joined(plain: str, found: list[_Found]) -> list[Quantity]:
    """Return quantities with ranges made one, and a unit that is printed once given to all that share it."""
    joined: list[_Found] = []
    for one in reversed(found):
        following = joined[-1] if joined else None
        together = _range(plain, one, following) if following else None
        if following and together:
            joined[-1] = together
        else:
            joined.append(_sharing(plain, one, following) if following else one)
    return [one.quantity for one in reversed(joined)]


def _range(plain: str, one: _Found, other: _Found) -> _Found | None:
    """Return two numbers as one range, None where they are none."""
    least, most = one.quantity, other.quantity
    gap = plain[one.last : other.first]
    is_between = gap == " and " and _BETWEEN.search(plain, max(0, one.first - 14), one.first)
    if (not _RANGE.fullmatch(gap) and not is_between) or _CHANGES.search(plain, max(0, one.first - 24), one.first):
        return None
    if least.value is None or most.value is None or least.most or most.most or least.nature != most.nature != "ratio":
        return None
    if least.unit != most.unit and least.unit_place and (most.unit or least.unit_place[0] > least.start):
        return None
    value = _scaled(one, other)
    if value is None or value >= most.value:
        return None
    in_order = tuple(sorted((*least.bounds, *most.bounds)))
    quantity = most._replace(
        start=least.start,
        value=value,
        most=most.value,
        unit=most.unit or least.unit,
        unit_place=most.unit_place or least.unit_place,
        bounds=in_order,
        doubts=(*least.doubts, *most.doubts),
    )
    return _Found(quantity, other.scale, one.first, other.last)


def _scaled(one: _Found, other: _Found) -> Decimal | None:
    """Return a number with the word that multiplies the next: 3 to 5 million."""
    value, most = one.quantity.value, other.quantity.value
    if value is None or most is None or one.scale != 1 or other.scale == 1 or value >= most / other.scale:
        return value
    return times(value, other.scale)


def _sharing(plain: str, one: _Found, other: _Found) -> _Found:
    """Return a number with the unit of the next where that is printed once for both: 78 and 60 percent."""
    quantity, following = one.quantity, other.quantity
    is_listed = _LIST.fullmatch(plain[one.last : following.start]) or _is_change(plain, one, other)
    if not is_listed or quantity.unit or not following.unit or not following.unit_place:
        return one
    if quantity.nature != "number" or quantity.value is None or following.unit_place[0] < following.start:
        return one
    doubt = "The unit is printed once, behind the next number."
    shared = quantity._replace(
        value=_scaled(one, other),
        unit=following.unit,
        unit_place=following.unit_place,
        doubts=(*(doubt for doubt in quantity.doubts if "year" not in doubt), doubt),
    )
    return one._replace(quantity=shared)


def _is_change(plain: str, one: _Found, other: _Found) -> bool:
    return plain[one.last : other.first] == " to " and bool(_CHANGES.search(plain, max(0, one.first - 24), one.first))
