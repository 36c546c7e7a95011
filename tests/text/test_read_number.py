"""A printed form that stands alone is read as the number that it is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from corridor_kg.text.quantities import read_number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("six", "6"),
        ("one", "1"),
        ("twenty-three", "23"),
        ("11,836", "11836"),
        ("2016", "2016"),
        ("1.234.567", "1234567"),
        ("３", "3"),
        ("-3.5", "-3.5"),
        ("half", "0.5"),
        ("a dozen", "12"),
        ("doubling", "2"),
        ("twice", "2"),
        ("third", "3"),
        ("the first", "1"),
        ("the top", "1"),
        ("top", "1"),
        ("12th", "12"),
        ("No 1", "1"),
        ("No. 2", "2"),
        ("4.6 trillion", "4600000000000"),
        ("$4.6 trillion", "4600000000000"),
        ("about 180 kilometers", "180"),
        ("1.1万", "11000"),
        ("万亿", "1000000000000"),
        ("180多", "180"),
        ("三", "3"),
        ("一", "1"),
        ("十八", "18"),
        ("第三", "3"),
        ("八成", "80"),
        ("百分之三", "3"),
        ("翻一番", "2"),
        ("3倍", "3"),
    ],
)
def test_a_number_alone_is_read(words: str, value: str) -> None:
    """Nothing need stand around it, and its unit and its words of bound may."""
    found = read_number(words)
    assert found
    assert found.value == Decimal(value)


@pytest.mark.parametrize("words", ["dozens", "数十", "several"])
def test_words_of_no_number_have_no_value(words: str) -> None:
    """They are a quantity all the same."""
    found = read_number(words)
    assert found
    assert found.value is None


@pytest.mark.parametrize(
    "words",
    [
        "",
        "the",
        "A4",
        "5G",
        "16:34",
        "six and seven",
        "2,000 firms",
        "four-step",
        "the three cities",
        "last year",
        "一定",
    ],
)
def test_what_is_no_number_is_none(words: str) -> None:
    """Nor is what says more than a number, or two."""
    assert read_number(words) is None


def test_a_range_has_both_ends() -> None:
    """The least is the value."""
    found = read_number("12-15")
    assert found
    assert (found.value, found.most) == (Decimal(12), Decimal(15))
