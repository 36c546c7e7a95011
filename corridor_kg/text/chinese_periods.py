"""Days, months, parts of years, years and decades in Chinese; imported when the first text in Chinese is read."""

from __future__ import annotations

import re
from functools import cache

from corridor_kg.text import chinese_numbers
from corridor_kg.text.found import Period
from corridor_kg.text.period import ROUGH, YEAR, Pattern, day, days, months, patterns, point, undated, year

_YEAR = f"(?:{YEAR}|[一二][〇零一八九][〇零一二三四五六七八九]{{2}})"
_RELATIVE = {"去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "前年": -2, "后年": 2}
_SMALL = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_PART = (
    rf"(?:(?P<month>{_SMALL})(?:月?[-至到~](?P<until>{_SMALL}))?月(?:份|(?P<day>{_SMALL})[日号])?(?P<month_end>底|末|初)?"
    r"|(?P<end>[年]?(?:[底末初]|中(?=[，。、；,.;的时前后起期]|\Z)))|(?P<half>[上下])半年"
    rf"|前(?P<months>{_SMALL})个月|前(?P<quarters>[二三两23])个?季度|第?(?P<quarter>[一二三四1-4])季度)"
)

_RELATIONS = {
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
_RELATION = re.compile(f"(?:{'|'.join(_RELATIONS)})\\Z")
_NO_RELATION = re.compile(
    "(?:[达得看受遇感收直甚])[到至]\\Z|[现所存正内处]在\\Z|[对关由位处属基至鉴等]于\\Z|[来各]自\\Z|[增升降减涨跌][加高长低到]?[到至]\\Z|[高低早晚优多少大小当限]于\\Z"
)
_BEHIND = re.compile("(?P<since>以来|起|开始)|(?P<before>以前|之前|前(?!后|三|两|列))|(?P<after>以后|之后|后)")


@cache
def made() -> tuple[Pattern, ...]:
    """Return what periods look like."""
    return patterns(
        (
            rf"(?<![0-9])(?<![0-9][.,])(?:(?P<year>{_YEAR})(?:财?年度?)|(?<![以之目过此])(?P<relative>{'|'.join(_RELATIVE)})(?!龄))"
            rf"{_PART}?",
            _part_of_year,
        ),
        (
            rf"(?<![0-9])(?<![0-9][.,])(?P<year>{_YEAR})年?(?:[-~—]|--|至|到)(?P<until>{_YEAR})年(?!代)",
            _years,
        ),
        (
            rf"(?<![0-9一二三四五六七八九十])(?<![0-9][.,])(?P<month>{_SMALL})(?:月?[-至到~]{_SMALL})?月(?:份|{_SMALL}[日号])?[底末初]?",
            undated,
        ),
        (
            "(?<![0-9年以至之向])(?:[上下]半年|前[二三两23]个?季度|第?[一二三四1-4]季度)"
            "|(?<![0-9a-z〇零一二三四五六七八九十多几每成全近青少老中半])年(?:[底末初](?![一二三四五六七八九]))",
            undated,
        ),
        ("(?<![0-9月])(?<![0-9][.,])(?:3[01]|[12][0-9]|[1-9])日(?![内游间均报])", undated),
        (
            "(?:(?P<century>[0-9]{1,2}|[一二十]{1,3}|上)个?世纪)?(?<![0-9])(?P<decade>[1-9]0|[二三四五六七八九]十|(?:1[89]|20)[0-9]0)年代",
            _decade,
        ),
        (
            "(?P<century>[12]?[0-9]|[一二]?十[一二三四五六七八九]?)世纪(?!末|初|[0-9二三四五六七八九])",
            _century,
        ),
    )


def relation(text: str, period: Period) -> str | None:
    """Return how the words around a period relate it to what is told, None where they do not say it in Chinese."""
    behind = _BEHIND.match(text, period.end)
    if behind and not text[period.end - 1].isascii():
        return str(behind.lastgroup)
    window = text[max(0, period.start - 4) : period.start]
    match = _RELATION.search(window)
    if not match:
        return None
    is_compared = match[0] in ("从", "自") and text.startswith("的", period.end)  # 从2015年的20家
    found = "" if is_compared or _NO_RELATION.search(window) else _RELATIONS[match[0]]
    return "on" if found == "in" and period.first and period.first == period.last else found


def _number(word: str) -> int:
    found = chinese_numbers.read(word)
    return int(found.value) if found else 0


def _in_digits(word: str) -> int:
    if word.isdecimal() and word.isascii():
        return int(word)
    return int("".join(str("〇一二三四五六七八九".index(character.replace("零", "〇"))) for character in word))


def _part_of_year(match: re.Match[str]) -> Period | None:
    """Return a year, or a part of it: a month, a day, its end, a half, a quarter."""
    if match["relative"]:
        return undated(match, _RELATIVE[match["relative"]])
    number = _in_digits(match["year"])
    if match["month"]:
        month, until = _number(match["month"]), match["until"]
        if not 1 <= month <= 12:
            return None
        if match["day"]:
            return day(match, number, month, _number(match["day"]))
        last = _number(until) if until else month
        first_day, last_day = months(number, month, last if month <= last <= 12 else month)
        if match["month_end"] in ("底", "末"):
            first_day = last_day
        return days(match, first_day, last_day, *([ROUGH.format(match[0])] if match["month_end"] == "初" else []))
    if match["half"]:
        return days(match, *months(number, 1, 6) if match["half"] == "上" else months(number, 7, 12))
    if match["quarters"] or match["quarter"]:
        quarter = _number(match["quarters"] or match["quarter"])
        return days(match, *months(number, 1 if match["quarters"] else quarter * 3 - 2, quarter * 3))
    if match["months"] and 1 < _number(match["months"]) < 12:
        return days(match, *months(number, 1, _number(match["months"])))
    if match["end"]:
        return point(match, match["end"][-1], number)
    return year(match, number)


def _years(match: re.Match[str]) -> Period | None:
    first, last = _in_digits(match["year"]), _in_digits(match["until"])
    if first >= last:
        return None
    is_from = match.string[: match.start()].endswith(("从", "自", "在", "于"))
    return year(match, first, last)._replace(relation="in" if is_from else "")


def _decade(match: re.Match[str]) -> Period:
    decade, century = _number(match["decade"]), match["century"]
    if decade > 100:
        return year(match, decade, decade + 9)
    first = (20 if century in (None, "上") else _number(century)) * 100 - 100 + decade
    return year(match, first, first + 9, *(() if century else ("The century is not printed.",)))


def _century(match: re.Match[str]) -> Period | None:
    century = _number(match["century"])
    return year(match, century * 100 - 99, century * 100) if 1 <= century <= 22 else None
