"""Numbers in Chinese: in characters, in digits with 万 and 亿, and what 第, 成, 倍, 番 and 分之 make of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from corridor_kg.text import units
from corridor_kg.text.found import Bound, Nature
from corridor_kg.text.numeral import DIGITS, Numeral, fraction, in_digits, times

CHARACTERS = "〇零一二两三四五六七八九十百千万亿"
_RUN = rf"(?:(?:{DIGITS})(?: (?=[百千万亿]))?|[{CHARACTERS}]|点(?=[〇零一二三四五六七八九])|[多余几来](?=[百千万亿]))+"
"""A number in digits, in characters or in both, perhaps with a word of bound within it."""

_TOKEN = re.compile(rf"{DIGITS}|[{CHARACTERS}]")
_WITHIN = re.compile("多|余|几|来")
_POINT = re.compile("(?P<whole>.+)点(?P<parts>[〇零一二三四五六七八九]+)(?P<units>[百千万亿]*)")
_SCALE = re.compile(rf"({DIGITS}|[一二两三四五六七八九]) ?[多余几来]?[百千万亿]+")
_SEVERAL = re.compile("(?=(一二|二三|两三|(?<!十)三五|三四|四五|五六|六七|七八|八九))")
_BARE = re.compile("[百千万亿]+")

_CHARACTERS = frozenset(CHARACTERS)
_MEASURES = frozenset(
    "个家所名位项座条届人户件类种批处次步辆台套间栋支颗只张篇部款核市县区镇乡村省州国城大级层期轮年月天周日小时秒元美"
    "港欧英角克吨米里公平亩顷度岁地点廊环带园路段场块股门本号队组群端轴链网院校馆厅节份艘架列片棵株幢宗例笔枚幅册卷根道样代对席起主副翼心倍成番双万千百亿%"
)
"""What a number of one character stands before: things and their counters, and units."""

_MEASURES_OF_ONE = frozenset(
    "个家所名位项座条届件种批处辆台套间栋支颗只张篇款核廊环区市县城年天小周吨元公亩倍成番轴极园主份艘架幢宗例笔枚"
)
"""What 一 counts; before other characters it is a part of a word."""

_NO_NUMBERS = tuple(
    "一带一路 一年一度 一步到位 一家之 一成不变 一元化 一小部 一小撮 一环扣 一条龙 一条心 一批批"
    " 十分 百分 万分 三角 三环 二手 二线 三线 二维 三维 两会 两岸 三甲 百姓 百货 百科 百度 万科 万达 万一"
    " 三农 四川 五金 七夕 九龙 三方 四方 八方 两方 百年大计 千方百 千家万 万家"
    " 三次元 二次元 三级甲 五年规划 五年计划 十一黄金 十一假期 十一长假 十一期间 一地鸡".split()
)
"""What begins with a number and counts nothing."""

_JOINED_BEFORE = frozenset("拜初双")
"""What makes one character a part of a name or of a day of the week."""
_JOINED_BEFORE_ONE = frozenset("之唯统单万专某这那同每任另上下新进前后如归逐划整再独如第")

_ORDERED = re.compile("第(?:[0-9一二三四五六七八九十]{1,3}、)*\\Z")
"""What makes a number behind it a rank, also of several that share it: 第一、二批."""
_ORDERS_NOTHING = tuple("时间 方 者 线 手 书记 产业 课堂".split())
_CONGRESS = re.compile("大(?![核类学中城项重型企产])")
_BEFORE_BARE = re.compile("(?:超|超过|超出|近|约|逾|足|达|达到|每|上|成|过|破|不到|到)\\Z")
_BEHIND_BARE = re.compile("[美港欧日]?元|吨|千瓦|人次|级|平方|立方|公里")

_BEFORE_LIMIT = re.compile("(?<![目之以此日当从年月提空跟])前\\Z")
_BEHIND_LIMIT = re.compile("[名位强大甲]|(?=[，。、；：,;.)”》\\s])|\\Z")
_GROWS = re.compile("(?:增长|增加|提高|提升|扩大|上升|增|涨|高出?|多出?)(?:了|约|近|逾|将近|超过?|至少|不到)*\\Z")

_HUNDREDTHS = re.compile("[半一二三四五六七八九](?![成个家十百千万亿点])")
_HALF_BEHIND = re.compile(
    "(?P<counter>个)半(?=小时|钟头|月|星期|世纪)|(?:年|天|周|倍|公里|亩|小时|吨|米)半(?![个年天月小公])"
)

_SPECIAL = {
    **dict.fromkeys(("翻番", "翻倍", "翻了番", "倍增"), Decimal(2)),
    **dict.fromkeys(("首位", "榜首", "居首"), Decimal(1)),
    **dict.fromkeys(("一半", "半数", "减半"), Decimal("0.5")),
}
_NATURES: dict[str, Nature] = {"番": "ratio", "倍": "ratio", "增": "ratio", "减半": "ratio", "位": "rank", "首": "rank"}
_SPECIALS = (
    rf"{'|'.join(_SPECIAL)}|(?<=[过超])半(?=[以数的。，,]|\Z)|双(?=引擎|核|中心|城|枢纽|港)"
    "|(?<![上下前后大多])半(?=个?(?:小时|钟头|月|世纪)|年(?![轮报度])|天(?!空)|公里)"
    "|(?<![十百千万])(?:数|好?几)(?:[十百千万亿]+|(?=[个家所名位座条项]))|若干|成百上千|成千上万|翻了?[一二两三四2-4]番|翻了?一倍"
)
"""What says how many times, which, or how much of a whole in other words, and words of no number."""


_NUMBER = re.compile(rf"(?P<special>{_SPECIALS})|{_RUN}")


class Read(NamedTuple):
    """A number in characters or digits, by itself: the least and the greatest value, and what it is multiplied by."""

    value: Decimal
    most: Decimal | None = None
    scale: Decimal = Decimal(1)


def found(text: str) -> Iterator[re.Match[str]]:
    """Return what may be a number in a folded text, in digits, characters, or other words (the group ``special``)."""
    return _NUMBER.finditer(text)


def read(run: str) -> Read | None:
    """Return what a number in digits and characters is; None where the characters make no number.

    >>> [str(read(run).value) for run in ("一百八十", "两千零二十八", "3万5千", "1.1万", "三点五亿", "万亿", "一百八")]
    ['180', '2028', '35000', '11000', '350000000', '1000000000000', '180']
    >>> read("三四百"), read("十三五")
    (Read(value=Decimal('300'), most=Decimal('400'), scale=Decimal('1')), None)
    """
    several = _SEVERAL.search(run)
    if several:
        at = several.start()
        least, most = _value(run[: at + 1] + run[at + 2 :]), _value(run[:at] + run[at + 1 :])
        return None if least is None or most is None else Read(least, most)
    value = _value(_WITHIN.sub("", run))
    if value is None:
        return None
    scaled = _SCALE.fullmatch(run)
    coefficient = _value(scaled[1]) if scaled else None
    return Read(value, scale=value / coefficient if coefficient else Decimal(1))


def _value(run: str) -> Decimal | None:
    point = _POINT.fullmatch(run)
    if point:
        return _with_decimals(point)
    total = section = Decimal(0)
    number: Decimal | None = None
    unit, is_digits, has_gap = Decimal(0), False, False
    for token in _TOKEN.findall(run):
        value = _numeric(token) if token in CHARACTERS else in_digits(token)
        if token not in CHARACTERS or value < 10:
            if number is not None:
                return None
            is_digits, has_gap = token not in CHARACTERS, has_gap or value == 0
            number = None if token in "〇零" and run != token else value
            continue
        if value < 10_000:
            if section and unit <= value and unit < 10_000:
                return None
            section += value if number is None else times(number, value)
        else:
            section += number or 0
            whole = total + section if value > 10_000 else section
            multiplied = times(whole or Decimal(1), value)
            total = multiplied if value > 10_000 else total + multiplied
            section = Decimal(0)
        number, unit, has_gap = None, value, False
    if number is not None and unit > 10 and not is_digits and not has_gap:
        number = times(number, unit / 10)  # 一百八 is 180
    return total + section + (number or 0)


def _numeric(character: str) -> Decimal:
    """Return what a character of a number is; Unicode forgets 两."""
    return Decimal(2) if character == "两" else Decimal(int(unicodedata.numeric(character)))


def _with_decimals(point: re.Match[str]) -> Decimal | None:
    whole = _value(point["whole"])
    if whole is None:
        return None
    decimals = "".join(str(_numeric(character)) for character in point["parts"])
    value = whole + Decimal(f"0.{decimals}")
    for unit in point["units"]:
        value = times(value, _numeric(unit))
    return value


def numeral(text: str, start: int, end: int, *, is_alone: bool = False) -> Numeral | None:
    """Return the number at a place of a folded text, with what stands around it taken in.

    Args:
        text: The text.
        start: Where what `found` matches begins.
        end: Where it ends.
        is_alone: Whether the text is a number and nothing else, so that nothing need stand around it.
    """
    run = text[start:end].rstrip(" ")
    end = start + len(run)
    if re.search("[0-9一-九两百万亿]千\\Z", run) and text[end : end + 1] in ("米", "瓦", "克", "伏", "卡"):
        run, end = run[:-1], end - 1  # 千米 is a kilometre, and 万千瓦 ten thousand kilowatts
    if run in ("千", "百") and text[end : end + 1] in ("米", "瓦", "克", "伏", "卡", "分"):
        return None
    if text.startswith("分之", end):
        return None  # its part, which comes next, tells the value
    found = read(run)
    if found is None or len(run) > 40:
        return None
    bounds = tuple(
        Bound(start + match.start(), start + match.end(), ("about",) if match[0] == "来" else ("odd",))
        for match in _WITHIN.finditer(run)
    )
    plain = Numeral(start, end, found.value, found.most, scale=found.scale, bounds=bounds)
    halved = _and_a_half(text, plain)
    if halved:
        return halved
    if _ORDERED.search(text, max(0, start - 8), start):
        return None if text.startswith(_ORDERS_NOTHING, end) else plain._replace(nature="rank")
    if text.startswith("之", start - 1) and text.startswith("分之", max(0, start - 2)):
        return _of_whole(text, plain)
    limited = _BEFORE_LIMIT.search(text, max(0, start - 2), start)
    if limited and _BEHIND_LIMIT.match(text, end) and found.value <= 1000:
        return plain._replace(nature="rank", bounds=(Bound(limited.end() - 1, limited.end(), ("up-to",)),))
    if text.startswith("强", end):
        return None  # 500强 is a name
    if not is_alone and not run.isascii() and not _counts(text, start, end, run, found):
        return None
    if text.startswith("倍", end):
        return _times(text, plain)
    if text.startswith("成", end) and found.value < 10 and _is_tenth(text, start, end):
        return _tenths(text, plain)
    return plain


def _counts(text: str, start: int, end: int, run: str, found: Read) -> bool:
    """Return whether characters of a number are one, and no part of a word or a name."""
    before, behind = text[start - 1 : start] if start else "", text[end : end + 1]
    if text.startswith(_NO_NUMBERS, start) or (_CONGRESS.match(text, end) and 16 <= found.value <= 29):
        return False
    if before in _JOINED_BEFORE or text.startswith("星期", max(0, start - 2)):
        return False
    if _BARE.fullmatch(run):
        if (behind and behind in "余多") or _BEFORE_BARE.search(text, max(0, start - 3), start):
            return True
        return len(run) > 1 and bool(_BEHIND_BARE.match(text, end))
    behind_bound = text[end : end + 2].lstrip("多余几来")[:1]
    if run == "一":
        is_each = behind != "家" and text.startswith(behind, end + 1)  # 一座座 is one after another, 一家家电 is none
        return before not in _JOINED_BEFORE_ONE and behind in _MEASURES_OF_ONE and not is_each
    if len(run) == 1 or found.most is not None:
        if behind in frozenset("至到~-") and text[end + 1 : end + 2] in _CHARACTERS:
            return True  # the least of a range
        return behind_bound in _MEASURES and run not in "〇零"
    return any(character in "十百千万亿" for character in run)


def _of_whole(text: str, plain: Numeral) -> Numeral | None:
    """Return a fraction: 百分之三 is 3 in percent, 三分之一 a third."""
    before = re.search(rf"({_RUN})分之\Z", text[: plain.start][-24:])
    if not before or plain.value is None:
        return None
    start = plain.start - len(before[0])
    units = {"百": "unit:PERCENT", "千": "unit:PPTH"}
    if before[1] in units:
        return plain._replace(unit=units[before[1]], unit_place=(start, plain.start))
    whole = read(before[1])
    if whole is None or not whole.value:
        return None
    value, doubts = fraction(plain.value, whole.value)
    return Numeral(start, plain.end, value, doubts=doubts)


def _times(text: str, plain: Numeral) -> Numeral:
    """Return how many times as much: 增长2倍 is 3, 增长到2倍 and 的2倍 are 2."""
    grows = _GROWS.search(text, max(0, plain.start - 8), plain.start)
    value = plain.value + 1 if grows and plain.value is not None else plain.value
    return plain._replace(end=plain.end + 1, value=value, nature="ratio", scale=Decimal(1))


def _is_tenth(text: str, start: int, end: int) -> bool:
    """Return whether 成 is a tenth."""
    if re.compile("成(?:以|左|多|半|的|[，。、；,]|\\Z)").match(text, end):
        return True
    if re.compile("[近约超逾过占达有]\\Z").search(text, max(0, start - 1), start):
        return True
    return not re.compile("成(?:为|立|长|功|果|绩|员|都|本|品|就|熟|分|交|型|像|效|套)").match(text, end)


def _tenths(text: str, plain: Numeral) -> Numeral:
    """Return a number of tenths in percent, with the hundredths behind it: 四成九 is 49, 八成半 85."""
    end, ten, more = plain.end + 1, Decimal(10), Decimal(0)
    behind = _HUNDREDTHS.match(text, end)
    if behind:
        end, more = behind.end(), Decimal(5) if behind[0] == "半" else _numeric(behind[0])
    value = None if plain.value is None else plain.value * ten + more
    most = None if plain.most is None else plain.most * ten
    # a tenth is a unit too where the number stands in a range: 两到三成
    return plain._replace(value=value, most=most, unit="unit:PERCENT", unit_place=(plain.end, end), scale=ten)


def _and_a_half(text: str, plain: Numeral) -> Numeral | None:
    """Return a number with the half behind its unit or its counter, as 三年半 and 一个半小时; None without."""
    behind = _HALF_BEHIND.match(text, plain.end)
    if not behind or plain.value is None or plain.most is not None or plain.scale != 1 or plain.bounds:
        return None
    if plain.value != plain.value.to_integral_value() or text[plain.start - 1 : plain.start] == "第":
        return None
    value = plain.value + Decimal("0.5")
    if behind["counter"]:
        unit = units.behind(f"个{text[behind.end() : behind.end() + 2]}", 0)  # 个月 is one, 月 alone is none
        place = (behind.end(), behind.end() + unit.end - 1) if unit else None
        return plain._replace(end=behind.end(), value=value, unit=unit and unit.curies[0], unit_place=place)
    if behind[0] == "倍半":
        return plain._replace(end=behind.end(), value=value, nature="ratio")
    unit = units.behind(text, plain.end)
    return unit and plain._replace(
        end=behind.end(), value=value, unit=unit.curies[0], unit_place=(unit.start, unit.end)
    )


def special(match: re.Match[str]) -> Numeral:
    """Return what a match of `found` that has the group ``special`` is."""
    words, (start, end) = match[0], match.span()
    if words.startswith("双"):
        return Numeral(start, end, Decimal(2))
    doublings = re.search("[一二两三四2-4](?=番)", words)
    if doublings:
        number = _value(doublings[0]) or Decimal(0)
        return Numeral(start, end, Decimal(2) ** int(number), nature="ratio")
    unit = units.behind(match.string, end) if words == "半" else None
    if unit:
        return Numeral(start, end, _SPECIAL["一半"], unit=unit.curies[0], unit_place=(unit.start, unit.end))
    if words == "半":  # behind 过, as in 过半, or 超
        bounds = (Bound(start - 1, start, ("more-than", "over")),)
        return Numeral(start, end, _SPECIAL["一半"], bounds=bounds)
    value = _SPECIAL.get(words, Decimal(2) if words.startswith("翻") else None)
    nature = _NATURES.get(words, _NATURES.get(words[-1], "number")) if value else "number"
    return Numeral(start, end, value, nature=nature)
