"""Days, months, quarters, years, decades and centuries that are printed in a text, English and Chinese.

A day is written as YYYY-MM-DD. Where the words do not say the year nothing is guessed: a year that is counted from the
writer's own (*last year*) is told as such, and a day without one has a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from corridor_kg.text import number_characters, units
from corridor_kg.text.folding import folded
from corridor_kg.text.found import Period

_YEAR = "(?:1[89][0-9]{2}|2[01][0-9]{2})(?![0-9])"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b(?:\.(?= [0-9]))?"
)
_DAY = "(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9]|[.,:][0-9]|%)"
_RELATIVE = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_THE_YEAR = rf"(?i:{'|'.join(_RELATIVE)}) year\b"
_COUNTS = dict(zip("two three four five six seven eight nine ten eleven".split(), range(2, 12), strict=True))
_PART = (
    r"(?i:(?P<end>end|close|beginning|start|middle) of (?:the year )?|(?P<half>first|second|latter) half (?:of )?"
    r"|(?P<quarter>first|second|third|fourth|last) quarter (?:of )?|first (?P<quarters>two|three) quarters of "
    rf"|first (?P<months>[2-9]|1[01]|{'|'.join(_COUNTS)}) months of |(?:the )?(?P<rough>early|late|mid)[ -]?"
    r"|(?:year-?)?(?P<closed>end)[ -]|Q(?P<q>[1-4])[ ,]+|H(?P<h>[12])[ ,]+)"
)

_CHINESE_YEAR = "(?:1[89][0-9]{2}|2[01][0-9]{2}|[一二][〇零一八九][〇零一二三四五六七八九]{2})"
_CHINESE_RELATIVE = {"去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "前年": -2, "后年": 2}
_SMALL = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_CHINESE_PART = (
    rf"(?:(?P<month>{_SMALL})(?:[-至到~](?P<until>{_SMALL}))?月(?:份|(?P<day>{_SMALL})[日号])?(?P<month_end>底|末|初)?"
    "|(?P<end>[年]?[底末初中])|(?P<half>[上下])半年|前(?P<quarters>[二三两23])个?季度|第?(?P<quarter>[一二三四1-4])季度)"
)

_ROUGH = "{} is not told to the day."
_NO_YEAR = "The year is not printed."
_RELATIONS = {
    **dict.fromkeys("in during within throughout".split(), "in"),
    **dict.fromkeys("by".split(), "by"),
    **dict.fromkeys("since from".split(), "since"),
    **dict.fromkeys("until till through to".split(), "until"),
    **dict.fromkeys("before".split(), "before"),
    **dict.fromkeys("after".split(), "after"),
    **dict.fromkeys("on at".split(), "on"),
}
_RELATION = re.compile(rf"\b({'|'.join(_RELATIONS)})(?: the| early| late| around| about)*[ -]\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from) \Z", re.IGNORECASE)
_CHINESE_RELATIONS = {
    "截至到": "by",
    "截至": "by",
    "截止": "by",
    "到": "by",
    "至": "by",
    "在": "in",
    "于": "in",
    "自": "since",
    "从": "since",
}
_CHINESE_RELATION = re.compile(f"(?:{'|'.join(_CHINESE_RELATIONS)})\\Z")
_NO_RELATION = re.compile(
    "(?:[达得看受遇感收直甚]|截)[到至]\\Z|[现所存正内处]在\\Z|[对关由位处属基至鉴等]于\\Z|[来各]自\\Z"
)
_CHINESE_BEHIND = re.compile("(?P<since>以来|起|开始)|(?P<before>以前|之前|前(?!后|三|两|列))|(?P<after>以后|之后|后)")


class _Pattern(NamedTuple):
    """What a period looks like, and what its words say."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Period | None]


def periods(text: str) -> list[Period]:
    """Return the periods that are printed in a text, in its order.

    A number of four digits is a year where it can be one and counts nothing: of ``2016 firms`` it is none.

    >>> [(one.first, one.last, one.relation) for one in periods("by 2030, on Dec 1 of 2017; 到2020年底")]
    [('2030-01-01', '2030-12-31', 'by'), ('2017-12-01', '2017-12-01', 'on'), ('2020-12-31', '2020-12-31', 'by')]
    """
    plain = folded(text)
    patterns = _ENGLISH if plain.isascii() else _ENGLISH + _CHINESE
    found = [
        period for pattern in patterns for match in pattern.pattern.finditer(plain) if (period := pattern.read(match))
    ]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Period] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return [one if one.relation else one._replace(relation=_relation(plain, one)) for one in kept]


def _relation(text: str, period: Period) -> str:
    """Return how the words around a period relate it to what is told."""
    if not text.isascii():
        behind = _CHINESE_BEHIND.match(text, period.end)
        if behind and text[period.end - 1] > "\x7f":
            return str(behind.lastgroup)
        window = text[max(0, period.start - 4) : period.start]
        match = _CHINESE_RELATION.search(window)
        if match:
            return "" if _NO_RELATION.search(window) else _CHINESE_RELATIONS[match[0]]
    match = _RELATION.search(text, max(0, period.start - 24), period.start)
    return _RELATIONS[match[1].lower()] if match else ""


def _days(match: re.Match[str], first: date, last: date, *doubts: str, relation: str = "") -> Period:
    return Period(*match.span(), first.isoformat(), last.isoformat(), relation, doubts=doubts)


def _undated(match: re.Match[str], relative: int | None = None) -> Period:
    """Return a period whose year is not in its words."""
    return Period(*match.span(), None, None, relative=relative, doubts=(_NO_YEAR,) if relative is None else ())


def _month(year: int, first: int, last: int | None = None) -> tuple[date, date]:
    """Return the first and the last day of a month, or of some."""
    last = last or first
    return date(year, first, 1), date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1)


def _day(match: re.Match[str], year: int, month: int, day: int, until: int | None = None) -> Period | None:
    try:
        return _days(match, date(year, month, day), date(year, month, until or day))
    except ValueError:  # as the 31st of February
        return None


def _iso(match: re.Match[str]) -> Period | None:
    return _day(match, int(match["year"]), int(match["month"]), int(match["day"]))


def _number_of_month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _number_of_day(day: str) -> int:
    return int(re.sub("[a-z]", "", day))


def _english_day(match: re.Match[str]) -> Period | None:
    """Return a day, or some days of a month."""
    groups = match.groupdict()
    if groups.get("relative"):
        return _undated(match, _RELATIVE[groups["relative"].split()[0].lower()])
    if not match["year"]:
        return _undated(match)
    until = groups.get("until")
    days = _number_of_day(match["day"]), _number_of_day(until) if until else None
    return _day(match, int(match["year"]), _number_of_month(match["month"]), *days)


def _english_month(match: re.Match[str]) -> Period | None:
    first, until = _number_of_month(match["month"]), match["until"]
    if match["relative"]:
        return _undated(match, _RELATIVE[match["relative"].split()[0].lower()])
    last = _number_of_month(until) if until else first
    return _days(match, *_month(int(match["year"]), first, last)) if first <= last else None


def _month_alone(match: re.Match[str]) -> Period:
    return Period(*match.span("month"), None, None, doubts=(_NO_YEAR,))


def _years(match: re.Match[str]) -> Period | None:
    """Return a range of years; 2016-12 is a month, and 2016-17 two years."""
    first, until = int(match["year"]), match["until"]
    doubts: tuple[str, ...] = ()
    is_bounded = _BETWEEN.search(match.string, max(0, match.start() - 8), match.start())
    if " and " in match[0] and not (is_bounded and is_bounded[0].lower().startswith("between")):
        return None
    last = int(until)
    if len(until) == 2:
        last = first - first % 100 + int(until)
        if last <= first:
            return _days(match, *_month(first, int(until))) if 1 <= int(until) <= 12 else None
        if int(until) <= 12:
            doubts = (f"{match[0]} may be a month.",)
    if last <= first:
        return None
    return _days(match, date(first, 1, 1), date(last, 12, 31), *doubts, relation="in" if is_bounded else "")


def _english_part(match: re.Match[str]) -> Period | None:
    """Return a part of a year: its end, a half, a quarter, some months."""
    if match["relative"]:
        return _undated(match, _RELATIVE[match["relative"].split()[0].lower()])
    year = int(match["year"])
    orders = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "latter": 2}
    half = orders.get((match["half"] or "").lower()) or int(match["h"] or 0)
    quarter = orders.get((match["quarter"] or "").lower()) or int(match["q"] or 0)
    if half:
        return _days(match, *_month(year, half * 6 - 5, half * 6))
    if quarter:
        return _days(match, *_month(year, quarter * 3 - 2, quarter * 3))
    if match["quarters"]:
        return _days(match, *_month(year, 1, _COUNTS[match["quarters"].lower()] * 3))
    if match["months"]:
        count = match["months"].lower()
        return _days(match, *_month(year, 1, _COUNTS.get(count) or int(count)))
    return _point(match, (match["end"] or match["closed"] or match["rough"]).lower(), year)


def _point(match: re.Match[str], word: str, year: int) -> Period:
    """Return what an end of a year is: its last day; and its beginning or middle, which are not told to the day."""
    if word in ("end", "close", "底", "末"):
        return _days(match, date(year, 12, 31), date(year, 12, 31))
    if word in ("beginning", "start", "初"):
        return _days(match, date(year, 1, 1), date(year, 1, 1), _ROUGH.format(match[0]))
    return _days(match, date(year, 1, 1), date(year, 12, 31), _ROUGH.format(match[0]))


def _decade(match: re.Match[str]) -> Period | None:
    year = int(match["year"])
    return _days(match, date(year, 1, 1), date(year + 9, 12, 31)) if year % 10 == 0 else None


def _century(match: re.Match[str]) -> Period | None:
    century = int(match["century"])
    return _days(match, date(century * 100 - 99, 1, 1), date(century * 100, 12, 31)) if 1 <= century <= 22 else None


def _relative(match: re.Match[str]) -> Period:
    word = match["word"].lower()
    doubts = ("The previous year may be counted from another than the writer's.",) if word == "previous" else ()
    return Period(*match.span(), None, None, relative=_RELATIVE[word], doubts=doubts)


_PREPOSITION = re.compile(
    r"\b(?:in|by|since|until|till|before|after|during|from|to|through|late|early|mid|year|than|on|and|for|fiscal|as of"
    r"|between|throughout|spring|summer|autumn|winter|of)[ -]\Z|[(/]\Z",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r"(?:\b(?:the|its|their|his|her|a|our|this|that)|'s|s') \Z", re.IGNORECASE)
_COUNT = re.compile(
    r"\b(?:about|some|around|approximately|roughly|nearly|almost|over|than|least|most|to|total|of|these|those|have|has"
    r"|had|with|are|were|includ\w+|cover\w+|reach\w*|exceed\w*|the|all|only|another|and) \Z",
    re.IGNORECASE,
)
_NOUN = re.compile(r"(?: | [a-z]+(?:-[a-z]+)* | (?:[a-z]+(?:-[a-z]+)* ){2})(?P<noun>[a-z]+(?:-[a-z]+)*)\b")
_NO_NOUN = frozenset(
    "and or to as with was is were are has had have the a an in on by for of at from when while which that will would"
    " may can could should but than this its it he she they we who under over into after before since until through"
    " about if because so where whose not also only just did does do saw came went made there alone onwards onward"
    " during within against among between per both then became becomes began marks marked sees plans aims".split()
)
_IS_NOT_PLURAL = ("ss", "us", "is")


def _year(match: re.Match[str]) -> Period | None:
    """Return a year that stands alone, None where the number counts or measures something."""
    text, (start, end) = match.string, match.span()
    if not _can_be_year(text, start, end):
        return None
    year = int(match[0])
    return _days(match, date(year, 1, 1), date(year, 12, 31))


def _can_be_year(text: str, start: int, end: int) -> bool:
    before, behind = text[max(0, start - 3) : start], text[end : end + 1]
    if units.before(text, start) or re.search(r"[0-9A-Za-z_][.,:/-]?\Z|[#$]\Z", before):
        return False
    unit = units.behind(text, end)
    if unit and text[end : end + 1] != "年":
        return False
    if behind and not behind.isascii():
        return behind in "，。、；：）》”…—·"
    if re.match(
        r"[A-Za-z_%+]|[,.][0-9]|[-/:][0-9A-Za-z]|-(?:odd|plus)| ?(?:million|billion|trillion|percent)",
        text[end : end + 9],
    ):
        return False
    return not _counts(text, start, end)


def _counts(text: str, start: int, end: int) -> bool:
    """Return whether what stands around a number of four digits makes it count something: ``about 2000 firms``."""
    first = re.match(r" ([a-z]+)", text[end : end + 16])
    if not first or first[1] in _NO_NOUN:
        return bool(
            re.search(r"\b(?:more than|at least|about|some|roughly|approximately) \Z", text[max(0, start - 16) : start])
        )
    is_time = _PREPOSITION.search(text, max(0, start - 12), start)
    is_named = _DETERMINER.search(text, max(0, start - 7), start)
    counted = _counted(text, end)
    if is_time and is_time[0].lower() not in ("of ", "to ", "than ", "and ", "for ", "from "):
        return False
    if is_named:
        return False
    return counted or not is_time


def _counted(text: str, end: int) -> bool:
    """Return whether a noun in the plural follows: as the first word, or behind adjectives."""
    words = re.match(r"((?: [a-z]+(?:-[a-z]+)*){1,3})", text[end : end + 60])
    for word in words[1].split() if words else []:
        if word in _NO_NOUN:
            return False
        if (word.endswith("s") and not word.endswith(_IS_NOT_PLURAL)) or word in ("people", "staff"):
            return True
    return False


def _chinese_number(word: str) -> int:
    found = number_characters.read(word)
    return int(found.value) if found else 0


def _chinese_year(word: str) -> int:
    if word.isdecimal() and word.isascii():
        return int(word)
    return int("".join(str("〇一二三四五六七八九".index(character.replace("零", "〇"))) for character in word))


def _chinese(match: re.Match[str]) -> Period | None:
    """Return a year, or a part of it: a month, a day, its end, a half, a quarter."""
    if match["relative"]:
        return _undated(match, _CHINESE_RELATIVE[match["relative"]])
    year = _chinese_year(match["year"])
    if match["month"]:
        month, until = _chinese_number(match["month"]), match["until"]
        if not 1 <= month <= 12:
            return None
        if match["day"]:
            return _day(match, year, month, _chinese_number(match["day"]))
        last = _chinese_number(until) if until else month
        first_day, last_day = _month(year, month, last if month <= last <= 12 else month)
        if match["month_end"] in ("底", "末"):
            first_day = last_day
        return _days(match, first_day, last_day, *([_ROUGH.format(match[0])] if match["month_end"] == "初" else []))
    if match["half"]:
        return _days(match, *_month(year, 1, 6) if match["half"] == "上" else _month(year, 7, 12))
    if match["quarters"] or match["quarter"]:
        quarter = _chinese_number(match["quarters"] or match["quarter"])
        return _days(match, *_month(year, 1 if match["quarters"] else quarter * 3 - 2, quarter * 3))
    if match["end"]:
        return _point(match, match["end"][-1], year)
    return _days(match, date(year, 1, 1), date(year, 12, 31))


def _chinese_years(match: re.Match[str]) -> Period | None:
    first, last = _chinese_year(match["year"]), _chinese_year(match["until"])
    if first >= last:
        return None
    is_from = match.string[: match.start()].endswith(("从", "自", "在", "于"))
    return _days(match, date(first, 1, 1), date(last, 12, 31), relation="in" if is_from else "")


def _chinese_decade(match: re.Match[str]) -> Period:
    decade = _chinese_number(match["decade"])
    if not match["century"]:
        year = decade if decade > 100 else 1900 + decade
        doubts = () if decade > 100 else ("The century is not printed.",)
        return _days(match, date(year, 1, 1), date(year + 9, 12, 31), *doubts)
    century = 20 if match["century"] == "上" else _chinese_number(match["century"])
    year = (century - 1) * 100 + decade
    return _days(match, date(year, 1, 1), date(year + 9, 12, 31))


def _patterns(*pairs: tuple[str, Callable[[re.Match[str]], Period | None]]) -> tuple[_Pattern, ...]:
    return tuple(_Pattern(re.compile(pattern), read) for pattern, read in pairs)


_ENGLISH = _patterns(
    (
        rf"(?<![0-9./-])(?P<year>{_YEAR})(?P<mark>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=mark)(?P<day>3[01]|[12][0-9]|0?[1-9])"
        r"(?![0-9]|[-/.][0-9])",
        _iso,
    ),
    (
        rf"\b(?P<month>{_MONTH}) (?:the )?(?P<day>{_DAY})(?:(?: ?- ?| to )(?P<until>{_DAY}))?"
        rf"(?:(?:,? |,| of )(?P<year>{_YEAR})|,? (?:of )?(?P<relative>{_THE_YEAR}))?",
        _english_day,
    ),
    (
        rf"(?<![0-9.,$-])\b(?P<day>{_DAY})(?: of)? (?P<month>{_MONTH})(?:,? (?:of )?(?P<year>{_YEAR}))?",
        _english_day,
    ),
    (
        rf"\b(?P<month>{_MONTH})(?:(?: ?- ?| to )(?P<until>{_MONTH}))?,? (?:of |in )?"
        rf"(?:(?P<year>{_YEAR})|(?P<relative>{_THE_YEAR}))",
        _english_month,
    ),
    (
        r"\b(?i:in|by|since|until|till|during|before|after|from|through|early|late|mid|last|this|next|as of)[ -]"
        rf"(?P<month>{_MONTH})(?! [0-9])",
        _month_alone,
    ),
    (
        rf"(?<![0-9.,/$-])\b(?P<year>{_YEAR})(?: ?- ?| to | and )"
        rf"(?P<until>{_YEAR}|(?<=[0-9]-)[0-9]{{2}}(?![0-9]))(?![,.][0-9]|%)",
        _years,
    ),
    (rf"\b{_PART}(?:(?P<year>{_YEAR})|(?P<relative>{_THE_YEAR}))(?![-,.][0-9])", _english_part),
    (rf"\b(?P<year>{_YEAR.partition('(?!')[0]})'?s\b", _decade),
    (r"\b(?P<century>[12]?[0-9])(?:st|nd|rd|th)[ -](?i:century)\b", _century),
    (rf"\b(?P<word>(?i:{'|'.join(_RELATIVE)})) year\b", _relative),
    (r"(?<![0-9.,/])(?:1[89]|2[01])[0-9]{2}(?![0-9])", _year),
)
_CHINESE = _patterns(
    (
        rf"(?<![0-9.,])(?:(?P<year>{_CHINESE_YEAR})年度?|(?<![以之目过此])(?P<relative>{'|'.join(_CHINESE_RELATIVE)})(?!龄))"
        rf"{_CHINESE_PART}?",
        _chinese,
    ),
    (
        rf"(?<![0-9.,])(?P<year>{_CHINESE_YEAR})年?(?:[-~—]|--|至|到)(?P<until>{_CHINESE_YEAR})年(?!代)",
        _chinese_years,
    ),
    (rf"(?<![0-9.,一二三四五六七八九十])(?P<month>{_SMALL})月(?:份|{_SMALL}[日号])?", _undated),
    ("(?<![0-9.,月])(?:3[01]|[12][0-9]|[1-9])日(?![内游间均报])", _undated),
    (
        "(?:(?P<century>[0-9]{1,2}|[一二十]{1,3}|上)个?世纪)?(?<![0-9])(?P<decade>[1-9]0|[二三四五六七八九]十|(?:1[89]|20)[0-9]0)年代",
        _chinese_decade,
    ),
    ("(?P<century>[12]?[0-9]|[一二]?十[一二三四五六七八九]?)世纪(?!末|初|[0-9二三四五六七八九])", lambda match: None),
)
