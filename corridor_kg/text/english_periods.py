"""Days, months, parts of years, years, decades and centuries in English words and in digits alone."""

from __future__ import annotations

import re
from functools import cache

from corridor_kg.text.found import Period
from corridor_kg.text.period import NO_YEAR, ROUGH, YEAR, Pattern, day, days, months, patterns, point, undated, year
from corridor_kg.text.year_or_number import counts_many, is_year

_YEAR = f"{YEAR}(?![0-9])"
_MONTHS = {
    name: number
    for number, names in enumerate(
        "January Jan|February Feb|March Mar|April Apr|May|June Jun|July Jul|August Aug|September Sept Sep|October Oct"
        "|November Nov|December Dec".split("|"),
        start=1,
    )
    for name in names.split()
}
_MONTH = r"[JFMASOND][a-z]{2,8}\b(?:\.(?= [0-9]|-))?"
"""What may be the name of a month; which it is, is looked up, for a pattern of all their names is slow to make."""
_DAY = "(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9]|[.,:][0-9]|%)"
_RELATIVE = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_THE_YEAR = rf"(?i:{'|'.join(_RELATIVE)}) year\b"
_COUNTS = dict(zip("two three four five six seven eight nine ten eleven".split(), range(2, 12), strict=True))
_PART = (
    r"(?i:(?P<end>end|close|beginning|start|middle) of (?:the year )?|(?P<half>first|second|latter) half (?:of )?"
    r"|(?P<quarter>first|second|third|fourth|last) quarter (?:of )?|first (?P<quarters>two|three) quarters of "
    rf"|first (?P<months>[2-9]|1[01]|{'|'.join(_COUNTS)}) months of |(?:the )?(?P<rough>early|late|mid)[ -]?"
    r"|(?:year-?)?(?P<closed>end)[ -]|(?:Q(?P<q>[1-4])|H(?P<h>[12]))(?: of |[ ,]+))"
)

_BETWEEN = re.compile(r"\b(?:between|from) \Z", re.IGNORECASE)


@cache
def made() -> tuple[Pattern, ...]:
    """Return what periods look like, what is longest first."""
    return patterns(
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
            rf"\b(?P<month>{_MONTH})(?:(?: ?- ?| to )(?P<until>{_MONTH}))?"
            rf"(?:(?P<comma>,)?(?: (?:of |in )?|(?<=,))(?P<year>{_YEAR})| (?:of )?(?P<relative>{_THE_YEAR}))",
            _english_month,
        ),
        (
            rf"\b(?P<end>end|close|beginning|start|middle) of (?P<month>{_MONTH})(?:,? (?P<year>{_YEAR}))?(?! [0-9])",
            _end_of_month,
        ),
        (rf"\b(?P<month>{_MONTH})(?: ?- ?| to | through )(?P<until>{_MONTH})(?!,? [0-9])", _months_alone),
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
        (rf"\b{_PART}(?:(?P<year>{_YEAR})|(?P<relative>{_THE_YEAR})|the year\b)(?![-,.][0-9])", _english_part),
        (
            r"\b(?i:(?:first|second|third|fourth) quarter|(?:first|second) half|first (?:two|three) quarters"
            rf"|(?<=the )first (?:[2-9]|1[01]|{'|'.join(_COUNTS)}) months)\b(?! of\b)",
            undated,
        ),
        (rf"\b(?P<year>{YEAR})'?s\b", _decade),
        (r"\b(?P<century>[12]?[0-9])(?:st|nd|rd|th)[ -](?i:century)\b", _century),
        (rf"\b(?P<word>(?i:{'|'.join(_RELATIVE)})) year\b", _relative),
        (r"(?<![0-9.,/])(?:1[89]|2[01])[0-9]{2}(?![0-9])", _year),
    )


def _iso(match: re.Match[str]) -> Period | None:
    return day(match, int(match["year"]), int(match["month"]), int(match["day"]))


def _number_of_month(name: str) -> int:
    """Return which month a name is, 0 where it is none."""
    return _MONTHS.get(name.rstrip("."), 0)


def _number_of_day(day: str) -> int:
    return int(re.sub("[a-z]", "", day))


def _english_day(match: re.Match[str]) -> Period | None:
    """Return a day, or some days of a month."""
    groups = match.groupdict()
    month = _number_of_month(match["month"])
    if not month:
        return None
    if groups.get("relative"):
        return undated(match, _RELATIVE[groups["relative"].split()[0].lower()])
    if not match["year"]:
        return undated(match)
    until = groups.get("until")
    days = _number_of_day(match["day"]), _number_of_day(until) if until else None
    return day(match, int(match["year"]), month, *days)


def _english_month(match: re.Match[str]) -> Period | None:
    first, until = _number_of_month(match["month"]), match["until"]
    last = _number_of_month(until) if until else first
    if not first or first > last:
        return None
    if match["relative"]:
        return undated(match, _RELATIVE[match["relative"].split()[0].lower()])
    if match["comma"] and counts_many(match.string, match.end()):
        return None
    is_bounded = until and _BETWEEN.search(match.string, max(0, match.start() - 8), match.start())
    return days(match, *months(int(match["year"]), first, last))._replace(relation="in" if is_bounded else "")


def _end_of_month(match: re.Match[str]) -> Period | None:
    """Return the last day of a month; its beginning or middle is not told to the day."""
    month, rough = _number_of_month(match["month"]), match["end"] not in ("end", "close")
    if not month:
        return None
    if not match["year"]:
        return undated(match)
    first, last = months(int(match["year"]), month)
    return days(match, first, last, ROUGH.format(match[0])) if rough else days(match, last, last)


def _months_alone(match: re.Match[str]) -> Period | None:
    if not _number_of_month(match["month"]) or not _number_of_month(match["until"]):
        return None
    is_bounded = _BETWEEN.search(match.string, max(0, match.start() - 8), match.start())
    return undated(match)._replace(relation="in" if is_bounded else "")


def _month_alone(match: re.Match[str]) -> Period | None:
    if not _number_of_month(match["month"]):
        return None
    return Period(*match.span("month"), None, None, doubts=(NO_YEAR,))


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
            return days(match, *months(first, int(until))) if 1 <= int(until) <= 12 else None
        if int(until) <= 12:
            doubts = (f"{match[0]} may be a month.",)
    if last <= first:
        return None
    return year(match, first, last, *doubts)._replace(relation="in" if is_bounded else "")


def _english_part(match: re.Match[str]) -> Period | None:
    """Return a part of a year: its end, a half, a quarter, some months."""
    if match["relative"]:
        return undated(match, _RELATIVE[match["relative"].split()[0].lower()])
    if not match["year"]:
        return undated(match)
    number = int(match["year"])
    orders = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "latter": 2}
    half = orders.get((match["half"] or "").lower()) or int(match["h"] or 0)
    quarter = orders.get((match["quarter"] or "").lower()) or int(match["q"] or 0)
    if half:
        return days(match, *months(number, half * 6 - 5, half * 6))
    if quarter:
        return days(match, *months(number, quarter * 3 - 2, quarter * 3))
    if match["quarters"]:
        return days(match, *months(number, 1, _COUNTS[match["quarters"].lower()] * 3))
    if match["months"]:
        count = match["months"].lower()
        return days(match, *months(number, 1, _COUNTS.get(count) or int(count)))
    return point(match, (match["end"] or match["closed"] or match["rough"]).lower(), number)


def _decade(match: re.Match[str]) -> Period | None:
    first = int(match["year"])
    return year(match, first, first + 9) if first % 10 == 0 else None


def _century(match: re.Match[str]) -> Period | None:
    century = int(match["century"])
    return year(match, century * 100 - 99, century * 100) if 1 <= century <= 22 else None


def _relative(match: re.Match[str]) -> Period:
    word = match["word"].lower()
    doubts = ("The previous year may be counted from another than the writer's.",) if word == "previous" else ()
    return Period(*match.span(), None, None, relative=_RELATIVE[word], doubts=doubts)


def _year(match: re.Match[str]) -> Period | None:
    """Return a year that stands alone, None where the number counts or measures something."""
    return year(match, int(match[0])) if is_year(match.string, *match.span()) else None
