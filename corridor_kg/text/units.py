"""Units: the words for each, English and Chinese, and which units a written form may stand for.

Units are CURIEs of QUDT. QUDT has neither the Chinese mu nor the percentage point, so these are our own: a percentage
point is no percent, and a mu is a fifteenth of a hectare.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MU = "ckg:mu"
PERCENTAGE_POINT = "ckg:percentagePoint"
PERCENT = "unit:PERCENT"

_LENGTHS = {
    "KiloM": "km|kms|kilometers|kilometres|kilometer|kilometre|公里|千米",
    "M": "m|meters|metres|meter|metre|米|公尺",
    "CentiM": "cm|centimeters|centimetres|centimeter|centimetre|厘米|公分",
    "MilliM": "mm|millimeters|millimetres|millimeter|millimetre|毫米",
    "MI": "miles|mile|mi|英里",
    "FT": "feet|foot|ft|英尺",
    "IN": "inches|inch|英寸",
}
"""Units of length, which make units of area and, some of them, of volume."""

_OTHERS = {
    PERCENT: "percent|per cent|%|pct|百分之",
    PERCENTAGE_POINT: "percentage points|percentage point|percent points|个百分点|百分点",
    "unit:PPTH": "‰|per mille|per thousand|千分之",
    "unit:NanoM": "nm|nanometers|nanometres|nanometer|nanometre|纳米",
    "unit:HA": "hectares|hectare|ha|公顷",
    "unit:AC": "acres|acre|英亩",
    MU: "mu|亩",
    "unit:CCY_CNY": "yuan|RMB|renminbi|CNY|元人民币|元|人民币|¥|块钱",
    "unit:CCY_USD": "US dollars|US$|USD|U.S. dollars|$|dollars|dollar|美元|美金",
    "unit:CCY_HKD": "Hong Kong dollars|HK$|HKD|港元|港币",
    "unit:CCY_MOP": "patacas|MOP|澳门元|澳门币",
    "unit:CCY_TWD": "NT$|新台币",
    "unit:CCY_SGD": "S$|Singapore dollars|新加坡元",
    "unit:CCY_AUD": "A$|Australian dollars|澳元",
    "unit:CCY_CAD": "C$|Canadian dollars|加元",
    "unit:CCY_EUR": "euros|euro|€|EUR|欧元",
    "unit:CCY_GBP": "pounds sterling|pounds|£|GBP|英镑",
    "unit:CCY_JPY": "yen|JPY|¥|日元",
    "unit:YR": "years|year|yrs|周年|周岁|年|岁|载",
    "unit:MO": "months|month|个月",
    "unit:WK": "weeks|week|个星期|周|星期",
    "unit:DAY": "days|day|天",
    "unit:HR": "hours|hour|hrs|h|个小时|小时",
    "unit:MIN": "minutes|minute|min|分钟",
    "unit:SEC": "seconds|秒|秒钟",
    "unit:TONNE": "tonnes|tonne|tons|ton|metric tons|t|吨|公吨",
    "unit:KiloGM": "kg|kilograms|kilogram|kilos|公斤|千克",
    "unit:GM": "g|grams|gram|克",
    "unit:L": "liters|litres|liter|litre|升",
    "unit:BBL": "barrels|barrel|桶",
    "unit:KiloW": "kW|kilowatts|kilowatt|千瓦",
    "unit:MegaW": "MW|megawatts|megawatt|兆瓦",
    "unit:GigaW": "GW|gigawatts|gigawatt|吉瓦",
    "unit:KiloW-HR": "kWh|kilowatt-hours|kilowatt hours|kilowatt-hour|千瓦时|度电",
    "unit:KiloV": "kV|kilovolts|千伏",
    "unit:KiloM-PER-HR": "km/h|kph|kmh|公里/小时|千米/小时|公里每小时|千米每小时|公里/时",
    "unit:MI-PER-HR": "mph|英里/小时",
    "unit:DEG_C": "°C|℃|degrees Celsius|摄氏度",
    "unit:GigaHZ": "GHz",
    "unit:TeraBYTE": "TB|terabytes",
}


def _table() -> dict[str, tuple[str, ...]]:
    table = {curie: tuple(words.split("|")) for curie, words in _OTHERS.items()}
    for name, joined in _LENGTHS.items():
        lengths = joined.split("|")
        table[f"unit:{name}"] = tuple(lengths)
        latin = [word for word in lengths if word.isascii()]
        table[f"unit:{name}2"] = (
            *(f"{prefix} {word}" for word in latin for prefix in ("square", "sq")),
            *(f"{word}{raised}" for word in latin if len(word) < 3 for raised in ("²", "2", "^2")),
            *(f"平方{word}" for word in lengths if not word.isascii()),
        )
    table["unit:KiloM2"] += ("㎢", "sqkm")
    for length in ("KiloM", "MI"):
        per_hour = (
            f"{word}{per} hour"
            for word in table[f"unit:{length}"]
            if word.isascii()
            for per in (" per", " an", " a", "/")
        )
        table[f"unit:{length}-PER-HR"] += tuple(per_hour)
    table["unit:M2"] += ("㎡", "sqm", "平米", "平方")
    table["unit:FT2"] += ("sqft",)
    table["unit:M3"] = ("cubic meters", "cubic metres", "cubic meter", "cubic metre", "m³", "m3", "立方米", "立方")
    return table


_WORDS = _table()
_SYMBOL = 2
"""How long a form may be whose capitals count: m is a metre, M is none."""


def _key(form: str) -> str:
    return form if len(form) <= _SYMBOL else form.lower()


_UNITS: dict[str, tuple[str, ...]] = {}
for _curie, _forms in _WORDS.items():
    for _form in _forms:
        _UNITS[_key(_form)] = (*_UNITS.get(_key(_form), ()), _curie)
_UNITS |= {_key(form): _UNITS["km"] for form in ("KM", "Km")}

_LATIN = re.compile(
    r"sq\.(?:km|m|ft)\b|(?:[A-Za-z]\.){2,}|[A-Za-z°µ]+\$?[.²³]?(?:\^?[23](?![0-9]))?(?:/h\b)?|[%$€£¥‰℃㎡㎢]"
)
_LONGEST_LATIN, _LONGEST_CHINESE = 3, 6
_NO_UNITS = (
    "年代",
    "年度",
    "元化",
    "元素",
    "元旦",
    "周边",
    "周围",
    "载体",
    "度假",
    "升级",
    "米其林",
    "平方根",
    "天河",
    "秒杀",
    "克隆",
    "桶装",
    "元月",
    "元宵",
    "元首",
)
_BEFORE = re.compile(
    r"(?:(?<![A-Za-z])[A-Z]{1,2}\$|[$€£¥]|(?<![A-Za-z])(?:RMB|[Rr]mb|CNY|USD|HKD|EUR|GBP|JPY|MOP)|人民币|美元|港币) ?\Z"
)


class Unit(NamedTuple):
    """A unit that is printed: where its words stand, and what it may be."""

    start: int
    end: int
    curies: tuple[str, ...]


def words(curie: str) -> tuple[str, ...]:
    """Return the words for a unit, in English and Chinese, the usual first; none where it is not known.

    >>> words("unit:HA"), words("unit:KiloM2")[0], words("unit:NUM")
    (('hectares', 'hectare', 'ha', '公顷'), 'square km', ())
    """
    return _WORDS.get(curie, ())


def curies(form: str) -> tuple[str, ...]:
    """Return the units that a written form may stand for; none where it is no unit.

    >>> curies("sq km"), curies("¥"), curies("Percent"), curies("M")
    (('unit:KiloM2',), ('unit:CCY_CNY', 'unit:CCY_JPY'), ('unit:PERCENT',), ())
    """
    plain = " ".join(form.replace("sq.", "sq").split()).rstrip(".")
    return _UNITS.get(_key(plain)) or _UNITS.get(_key(plain.replace("-", " "))) or ()


def behind(text: str, position: int) -> Unit | None:
    """Return the unit whose words stand at a place of a folded text, the longest.

    >>> behind("180 kilometers long", 3), behind("3.5-percent", 3)
    (Unit(start=4, end=14, curies=('unit:KiloM',)), Unit(start=4, end=11, curies=('unit:PERCENT',)))
    """
    start = position + (text[position : position + 1] in ("-", " "))
    first = text[start : start + 1]
    if not first:
        return None
    if not first.isascii() and first not in "€£¥‰℃㎡㎢°µ":
        return _chinese(text, start)
    ends: list[int] = []
    end = start
    while len(ends) < _LONGEST_LATIN:
        match = _LATIN.match(text, end)
        if not match:
            break
        ends.append(match.end())
        end = match.end() + 1
        if text[match.end() : end] not in (" ", "-"):
            break
    for end in reversed(ends):
        if text[end : end + 1].isascii() and text[end : end + 1].isalnum():
            continue
        found = curies(text[start:end])
        if found:
            return Unit(start, end - (text[end - 1] == "."), found)
    return None


def _chinese(text: str, start: int) -> Unit | None:
    if text.startswith(_NO_UNITS, start):
        return None
    for length in range(_LONGEST_CHINESE, 0, -1):
        form = text[start : start + length]
        if form in _UNITS and len(form) == length:
            return Unit(start, start + length, _UNITS[form])
    return None


def before(text: str, position: int) -> Unit | None:
    """Return the currency whose sign stands right before a place of a folded text.

    >>> before("more than US$700", 13), before("5 yuan", 0)
    (Unit(start=10, end=13, curies=('unit:CCY_USD',)), None)
    """
    match = _BEFORE.search(text, max(0, position - 6), position)
    found = curies(match[0].strip()) if match else ()
    return Unit(match.start(), match.start() + len(match[0].rstrip()), found) if match and found else None
