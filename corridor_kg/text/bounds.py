"""Words that bound a number: what each may stand for, and which stand around a number.

A word that another language keeps apart stands for both: 超过 is *more than* or *over*.
"""

from __future__ import annotations

import re

from corridor_kg.text.found import Bound

_BEFORE = (
    "about: about, some, around, approximately, roughly, circa, ca., an estimated, estimated, ~"
    ", 约, 大约, 大概, 差不多, 大致, 约有, 约合",
    "more-than: more than, greater than, in excess of, upwards of, higher than, larger than",
    "over: over, above",
    "more-than over: exceeding, exceeds, exceed, exceeded, surpassing, surpassed, surpass, topping, topped, tops, top"
    ", beyond, >, 超过, 超出, 超, 逾, 高于, 大于, 多于, 突破, 过, 破",
    "at-least: at least, no less than, not less than, no fewer than, not fewer than, a minimum of, minimum of"
    ", not below, no lower than, >=, ≥, 至少, 不少于, 不低于, 不得低于, 不得少于, 不小于, 不下, 不下于, 最少, 起码"
    ", 最低, 上",
    "less-than: less than, fewer than, under, below, lower than, short of, <"
    ", 不到, 不足, 低于, 少于, 小于, 未满, 未达, 不满, 不及",
    "up-to: up to, at most, no more than, not more than, no higher than, not exceeding, not over, a maximum of"
    ", maximum of, as many as, as much as, not above, <=, ≤"
    ", 不超过, 不得超过, 不超, 不多于, 不高于, 不大于, 至多, 最多, 最高, 未超过, 未超, 多达",
    "nearly: nearly, almost, close to, nearing, approaching, 近, 将近, 接近, 几近, 几乎, 临近",
)
_BEHIND = (
    "odd: -odd,  odd, 多, 余, 有余",
    "about:  or so, -or-so, 左右, 上下",
    "at-least:  or more,  or above,  or over,  or higher,  or older,  and above,  and over,  and higher,  and older"
    ",  and up,  at least, 以上, 及以上, (含)以上, 或以上, 起",
    "more-than over: +, -plus,  plus, 开外",
    "up-to:  or less,  or fewer,  or below,  or under,  or lower,  or younger,  and below,  and under"
    ",  and younger,  at most,  at the most, 以下, 及以下, 以内, 之内, 或以下",
)


def _words(table: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the codes of each word of a table."""
    rows = (row.split(": ", 1) for row in table)
    return {word: tuple(codes.split()) for codes, words in rows for word in words.split(", ")}


_CODES_BEFORE = _words(_BEFORE)
_CODES_BEHIND = _words(_BEHIND)
_LONGEST_BEHIND = max(map(len, _CODES_BEHIND))

_WORDS_BEFORE = re.compile(r"(?:[A-Za-z.]+ ){0,3}[A-Za-z.]+(?= ?\Z|-\Z)|[<>≥≤~]=?(?= ?\Z)")
_ANOTHER_WORD = {
    "近": "最附临邻靠亲相就",
    "约": "节公条契纽合预签制誓",
    "超": "高赶反",
    "过": "经通不超胜去",
    "上": "以之及向年晚",
}
"""Before which characters a word of one character is another word: 最近 is *lately*."""
_BEFORE_TO = frozenset("0123456789%万亿")
"""Before a wave that is no *about*, but stands within a range."""
_AS_MUCH = ("as much as", "as many as")
_RATIOS = ("times ", "twice ", "half ", "double ", "fold ")
"""Behind what ``as much as`` compares, and bounds nothing."""
_FEW_YEARS = " ?(?:10|[1-9]|[一二两三四五六七八九十])(?:个月|年|天|周)"
_UP_TO_NOW = " ?[0-9一二两三四五六七八九十]{1,3}[多余几]?(?:个月|年|天|周)(?:间|以?来)"
_TAKES = frozenset("用花费时过经达有已需了")
"""What stands before 近 where it bounds a length of time: 历时近三年; else 近三年 is the three years up to now."""
_SHARE = r"(?P<word>不到|不足|超过|约|近|超|逾)占[^0-9,，。;；、]{0,12}的?\Z"
_COUNTERS = frozenset("个家所名位项座条人户件种批处台套间栋只张辆次倍成")
_ROUND = frozenset("0十百千万亿")
_ROUGHLY_COUNTED = frozenset("个家所名位条项人座次种天年岁公米亩万亿")
_NO_BOUND_BEHIND = tuple(
    "多元化 多样 多边 多方面 多层次 多中心 多节点 余下 余额 余地 来自 来源"
    " 来到 来说 来看 起来 起步 起点 起到 以上是 以上为".split()
)


def before(text: str, position: int) -> list[Bound]:
    """Return the words of bound that end right before a place of a folded text, in its order.

    >>> [bound.codes for bound in before("no more than about 5", 19)], before("for more 5", 9)
    ([('up-to',), ('about',)], [])
    """
    found: list[Bound] = []
    while bound := _before(text, position):
        found.insert(0, bound)
        position = bound.start
    return found


def _before(text: str, position: int) -> Bound | None:
    window = text[max(0, position - 28) : position]
    offset = position - len(window)
    latin = _WORDS_BEFORE.search(window)
    if window.endswith("~") and window[-2:-1] in _BEFORE_TO:
        return None
    if latin:
        words, start = latin[0].lower(), offset + latin.start()
        while words:
            codes = _CODES_BEFORE.get(words)
            if codes and not (words in _AS_MUCH and text[:start].endswith(_RATIOS)):
                return Bound(start, start + len(words), codes)
            _, space, rest = words.partition(" ")
            start += len(words) - len(rest) if space else 0
            words = rest
        return None
    return _chinese_before(text, window.rstrip(" "), offset)


def _chinese_before(text: str, window: str, offset: int) -> Bound | None:
    for bare in (window, window[:-1] if window[-1:] and window[-1] in "为了达有到占合需增降涨" else ""):
        for length in range(min(4, len(bare)), 0, -1):
            word, start = bare[-length:], offset + len(bare) - length
            codes = _CODES_BEFORE.get(word)
            if word in ("上", "过") and text[start + 1 : start + 2] not in [*"十百千万亿"]:
                continue
            if word == "近" and _is_lately(text, start):
                continue
            if codes and text[start - 1 : start] not in [*_ANOTHER_WORD.get(word, "")]:
                return Bound(start, start + length, codes)
    share = re.search(_SHARE, window) if "占" in window else None
    if share:
        return Bound(offset + share.start("word"), offset + share.end("word"), _CODES_BEFORE[share["word"]])
    return None


def _is_lately(text: str, start: int) -> bool:
    """Return whether 近 makes a stretch of time one that reaches up to now: 近三年, 近三年来."""
    time = text[start + 1 : start + 13]
    is_few = bool(re.match(_FEW_YEARS, time)) and text[start - 1 : start] not in _TAKES
    return is_few or bool(re.match(_UP_TO_NOW, time))


def behind(text: str, position: int) -> Bound | None:
    """Return the word of bound that begins right behind a number or its unit in a folded text.

    >>> [behind(text, 2) for text in ("80-odd-km", "50 firms or more", "30个以上")]
    [Bound(start=3, end=6, codes=('odd',)), Bound(start=9, end=16, codes=('at-least',)),
     Bound(start=3, end=5, codes=('at-least',))]
    """
    if text.startswith("几", position) and text[position - 1] in "十百千万":
        return Bound(position, position + 1, ("odd",))
    if text.startswith("来", position):
        is_rough = text[position - 1] in _ROUND and text[position + 1 : position + 2] in _ROUGHLY_COUNTED
        return Bound(position, position + 1, ("about",)) if is_rough else None
    for at in _places_behind(text, position):
        if text.startswith(_NO_BOUND_BEHIND, at):
            return None
        for length in range(_LONGEST_BEHIND, 0, -1):
            words = text[at : at + length]
            codes = _CODES_BEHIND.get(words.lower())
            if codes and len(words) == length and not _goes_on(words, text[at + length : at + length + 1]):
                return Bound(at + (words[0] in " -"), at + length, codes)
    return None


def _goes_on(words: str, next_one: str) -> bool:
    """Return whether a word is longer than what was looked up, or a plus adds."""
    return words[-1].isascii() and (next_one.isdigit() if words == "+" else next_one.isascii() and next_one.isalpha())


def _places_behind(text: str, position: int) -> list[int]:
    """Return where a word of bound may begin: behind the number, behind its counter, or behind a noun."""
    places = [position]
    if text[position : position + 1] in _COUNTERS:
        places.append(position + 1)
    noun = re.match(r" [a-z]+(?= or (?:more|fewer|less|so)\b)", text[position : position + 32])
    return [*places, position + noun.end()] if noun else places
