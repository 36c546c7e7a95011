"""Numbers that order, and numbers that say how many times as much."""

from __future__ import annotations

import pytest

from corridor_kg.text.quantities import quantities
from tests.support.readings import shown


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("third place", "third = 3 rank"),
        ("the 12th congress", "12th = 12 rank"),
        ("the twenty-third floor", "twenty-third = 23 rank"),
        ("the second-largest city", "second = 2 rank"),
        ("No 1", "1 = 1 rank"),
        ("No. 2 in China", "2 = 2 rank"),
        ("the No.1 city", "1 = 1 rank"),
        ("number one", "one = 1 rank"),
        ("took the top spot", "top = 1 rank"),
        ("on the top among them", "top = 1 rank"),
        ("the top 10", "10 = 10 rank up-to"),
        ("the top three cities", "three = 3 rank up-to"),
        ("ranked 3rd", "3rd = 3 rank"),
        ("first, second and third tiers", "second = 2 rank; third = 3 rank"),
        ("the first, second and third tiers", "first = 1 rank; second = 2 rank; third = 3 rank"),
        ("ranked 45 in the world", "45 = 45 rank"),
        ("doubled", "doubled = 2 ratio"),
        ("will double", "double = 2 ratio"),
        ("doubling the number", "doubling = 2 ratio"),
        ("twice as many", "twice = 2 ratio"),
        ("nearly double", "double = 2 ratio nearly"),
        ("tripled", "tripled = 3 ratio"),
        ("halved", "halved = 0.5 ratio"),
        ("a fourfold rise", "fourfold = 4 ratio"),
        ("a 10-fold rise", "10-fold = 10 ratio"),
        ("five times as many", "five times = 5 ratio"),
        ("grew five times", "five times = 5 ratio ?"),
        ("five times", "five = 5"),
        ("10x", "10x = 10 ratio"),
        ("第三", "三 = 3 rank"),
        ("第12届", "12 = 12 rank"),
        ("第一步", "一 = 1 rank"),
        ("第1位", "1 = 1 rank"),
        ("前三名", "三 = 3 rank up-to"),
        ("前10强", "10 = 10 rank up-to"),
        ("前三个月", "三 = 3 MO"),
        ("首位", "首位 = 1 rank"),
        ("翻一番", "翻一番 = 2 ratio"),
        ("翻两番", "翻两番 = 4 ratio"),
        ("翻番", "翻番 = 2 ratio"),
        ("翻了一倍", "翻了一倍 = 2 ratio"),
        ("增长2倍", "2倍 = 3 ratio"),
        ("增长到2倍", "2倍 = 2 ratio"),
        ("增长了一倍", "一倍 = 2 ratio"),
        ("是原来的3倍", "3倍 = 3 ratio"),
        ("提高近两倍", "两倍 = 3 ratio nearly"),
        ("两倍以上", "两倍 = 2 ratio at-least"),
    ],
)
def test_a_rank_and_a_ratio_are_told_from_a_number(text: str, lines: str) -> None:
    """Third is a rank, doubled a ratio; 增长2倍 is three times, 增长到2倍 twice."""
    assert "; ".join(shown(text, one) for one in quantities(text)) == lines
