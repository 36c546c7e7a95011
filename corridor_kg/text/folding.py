"""A text in fewer shapes, each character where it was: full width, spaces, quotes, dashes, traditional numerals.

What is found in the folded text stands at the same place in the text.
"""

from __future__ import annotations

import re

from corridor_kg.text.typography import MARKS

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code != ord("，")}
_COMMA_OF_A_NUMBER = re.compile("(?<=[０-９])，(?=[０-９]{3})")  # between other digits it parts sentences
_SPACES = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_TRADITIONAL = (
    "萬億兩點餘約過個間項條屆幣圓幾數將達於內後現來時歲萊佔單門類種處輛臺棟隻張節鎮縣"
    "國環帶園線場塊隊組雙噸畝頃倆長戶級層從說區號總華還週續開頭滿為與紀"
)
_SIMPLIFIED = (
    "万亿两点余约过个间项条届币圆几数将达于内后现来时岁莱占单门类种处辆台栋只张节镇县"
    "国环带园线场块队组双吨亩顷俩长户级层从说区号总华还周续开头满为与纪"
)

_TABLE: dict[int, int | str] = {
    **MARKS,
    **_FULL_WIDTH,
    **_SPACES,
    **str.maketrans(_TRADITIONAL, _SIMPLIFIED),
    **str.maketrans("￥○〜～・", "¥〇~~·"),
}
_WRAPPED = re.compile(r"(?<=[^\s.!?:;。！？：；])\r?\n(?=[^\s•●*-])(?!(?<=[0-9]\n)[0-9])(?![0-9]+[.)、])")


def folded(text: str) -> str:
    r"""Return a text with one shape for what reads alike, no character added and none left out.

    A line end within a sentence becomes a space.

    >>> folded("２，０２８\u00a0萬　—　10％"), len(folded("\ufb01"))
    ('2,028 万 - 10%', 1)
    """
    if not text.isascii():
        text = _COMMA_OF_A_NUMBER.sub(",", text).translate(_TABLE)
    return _WRAPPED.sub(lambda end: " " * len(end[0]), text) if "\n" in text else text
