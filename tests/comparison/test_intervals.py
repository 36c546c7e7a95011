"""What a printed number may be: the table of words of bound, and what holds for all numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_kg.comparison.intervals import Interval, interval, last_place, rounded_to

NUMBERS = st.decimals(min_value="0.01", max_value="1e12", places=2)
BOUNDS = ("more-than", "over", "at-least", "less-than", "up-to", "odd", "about", "nearly")


def meant(number: str, *bounds: str, printed: str = "") -> str:
    """Return what a number may be, as text."""
    return str(interval(Decimal(number), printed or number, bounds))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (meant("37"), "[36.5, 37.5)"),
        (meant("11836", printed="11,836"), "[11835.5, 11836.5)"),
        (meant("11000", printed="11,000"), "[10725, 11275)"),
        (meant("11000", printed="1.1万"), "[10500, 11500)"),
        (meant("4600000000000", printed="4.6 trillion"), "[4550000000000, 4650000000000)"),
        (meant("2.41"), "[2.405, 2.415)"),
        (meant("6", printed="six"), "[5.5, 6.5)"),
        (meant("180", "more-than"), "(180, …)"),
        (meant("180", "over"), "(180, …)"),
        (meant("180", "at-least"), "[180, …)"),
        (meant("180", "less-than"), "[0, 180)"),
        (meant("180", "up-to"), "[0, 180]"),
        (meant("180", "odd"), "(180, 190)"),
        (meant("3", "odd"), "(3, 4)"),
        (meant("180", "about"), "[171, 189]"),
        (meant("180", "about", "odd"), "(171, 199.5)"),
        (meant("180", "over", "odd"), "(180, 190)"),
        (meant("80", "nearly", printed="八成"), "[72, 80)"),
    ],
)
def test_each_word_of_bound_has_its_interval(found: str, expected: str) -> None:
    """As the Civil Code has it, 以上 includes the number and 超过 does not."""
    assert found == expected


@given(NUMBERS, st.sampled_from(BOUNDS))
def test_a_bound_lies_on_its_side(value: Decimal, bound: str) -> None:
    """More is nowhere below the number, less nowhere above it, and about has it inside."""
    found = interval(value, str(value), [bound])
    if bound in ("more-than", "over", "at-least", "odd"):
        assert found.low == value
    elif bound in ("less-than", "up-to", "nearly"):
        assert found.high == value
    else:
        assert found.meets(Interval(value, value, has_low=True, has_high=True))


@given(NUMBERS)
def test_a_number_is_in_its_own_interval(value: Decimal) -> None:
    """A number without a word of bound may be itself, and is open by no more than it was rounded."""
    found = interval(value, str(value))
    assert found.meets(Interval(value, value, has_low=True, has_high=True))
    assert found.low is not None
    assert found.high is not None
    assert found.high - found.low == rounded_to(value, str(value))


@given(NUMBERS, NUMBERS, st.sampled_from(BOUNDS), st.sampled_from(BOUNDS))
def test_meeting_is_mutual_and_says_that_there_is_no_gap(
    one: Decimal, other: Decimal, bound: str, other_bound: str
) -> None:
    """Whichever is asked first, the answer is the same; what has a gap does not meet."""
    first, second = interval(one, str(one), [bound]), interval(other, str(other), [other_bound])
    assert first.meets(second) == second.meets(first)
    assert first.meets(first)
    assert first.gap(second) == second.gap(first)
    if first.gap(second) > 0:
        assert not first.meets(second)


@given(NUMBERS, st.integers(min_value=1, max_value=9))
def test_meeting_is_the_same_in_another_unit(value: Decimal, places: int) -> None:
    """Both a thousand times as much meet where they did."""
    factor = Decimal(10) ** places
    first, second = interval(value, str(value), ["about"]), interval(value * 2, str(value * 2))
    assert first.meets(second) == first.scaled(factor).meets(second.scaled(factor))


@given(NUMBERS)
def test_the_last_place_divides_the_number(value: Decimal) -> None:
    """Below the last digit that is not zero there is nothing."""
    assert value % last_place(value) == 0
