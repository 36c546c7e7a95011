"""What holds of every number, however it is printed."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_kg.text.folding import folded
from corridor_kg.text.periods import periods
from corridor_kg.text.quantities import quantities, read_number
from corridor_kg.text.units import curies

NUMBERS = st.integers(min_value=0, max_value=10**12 - 1)
SEPARATORS = st.sampled_from([",", " ", "'", "\u2019", "\u00a0", "\u202f", ""])
FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
BOUNDED = "about {}|more than {}|{}-odd|no less than {}|约{}|不超过{}|{}多|约{}多|{}以上".split("|")
TEXTS = st.text(
    alphabet=st.sampled_from([*" \n.,:-/%$()0123456789abcmkABC年月日万亿千百十一二三两多约近过成倍第前个家公里元"]),
    max_size=40,
)


def characters(number: int) -> str:
    """Return a number below ten to the twelfth in Chinese characters, as a grammar says it."""
    if not number:
        return "零"
    parts, is_after_gap = "", False
    for scale, unit in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, number = divmod(number, scale)
        if not section:
            is_after_gap = bool(parts)
            continue
        if parts and (section < 1000 or is_after_gap):
            parts += "零"
        parts += _section(section) + unit
        is_after_gap = False
    return parts


def _section(number: int) -> str:
    said, has_gap = "", False
    for scale, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            said += ("零" if has_gap and said else "") + "零一二三四五六七八九"[digit] + unit
        has_gap = not digit
    return said


def test_the_grammar_says_numbers_as_people_do() -> None:
    """The tests' own grammar is proven by hand."""
    said = {2028: "二千零二十八", 110: "一百一十", 10_005: "一万零五", 30_500: "三万零五百", 200_000_000: "二亿"}
    assert {number: characters(number) for number in said} == said


@given(NUMBERS, SEPARATORS, st.integers(0, 3), st.booleans())
def test_a_number_in_digits_is_read_back(number: int, separator: str, decimals: int, is_wide: bool) -> None:
    """With any separators, of any width, and with decimals."""
    printed = f"{number:,}".replace(",", separator) + (f".{'250'[:decimals]}" if decimals else "")
    found = read_number(printed.translate(FULL_WIDTH) if is_wide and separator in (",", "") else printed)
    assert found
    assert found.value == Decimal(f"{number}.{'250'[:decimals] or 0}")


@given(NUMBERS)
def test_a_number_in_characters_is_read_back(number: int) -> None:
    """Every number, with 零 where a place is empty."""
    found = read_number(characters(number))
    assert found
    assert found.value == number


@given(st.integers(1, 9999), st.integers(0, 99), st.sampled_from([("万", 10**4), ("亿", 10**8), ("万亿", 10**12)]))
def test_a_number_is_multiplied_exactly(number: int, decimals: int, unit: tuple[str, int]) -> None:
    """As decimals are, and not as fractions of two."""
    found = read_number(f"{number}.{decimals:02}{unit[0]}")
    assert found
    assert found.value == (Decimal(number) + Decimal(decimals) / 100) * unit[1]


@given(st.integers(3, 10**6), st.sampled_from(BOUNDED))
def test_a_bound_never_changes_the_value(number: int, bound: str) -> None:
    """It is told beside it."""
    found = quantities(bound.format(f"{number:,}") + "家")
    assert [one.value for one in found] == [number]
    assert found[0].bounds


@given(TEXTS)
def test_places_are_of_the_text(text: str) -> None:
    """In its order, none upon another, with words of bound that are there, whatever the text is."""
    found = quantities(text)
    ends = [0, *(one.end for one in found)]
    assert all(end <= one.start < one.end <= len(text) for end, one in zip(ends, found, strict=False))
    for one in found:
        assert all(0 <= bound.start < bound.end <= len(text) and bound.codes for bound in one.bounds)
        assert not one.unit_place or text[slice(*one.unit_place)].strip()
    spans = [(one.start, one.end) for one in periods(text)]
    assert all(one.end <= start or end <= one.start for one in found for start, end in spans)


@given(st.text(max_size=60))
def test_every_text_can_be_read(text: str) -> None:
    """Folding keeps every character in its place."""
    assert len(folded(text)) == len(text)
    quantities(text)
    read_number(text)
    curies(text)


@pytest.mark.parametrize("part", ["1,", "九", "one ", "2016-", "-", "约", "$", "1 000", "more than "])
def test_a_text_of_one_thing_is_read_in_no_long_time(part: str) -> None:
    """No pattern tries all ways of parting it."""
    text = (part * 6000)[:6000]
    start = time.process_time()
    quantities(text)
    assert time.process_time() - start < 2
