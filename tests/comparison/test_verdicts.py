"""When two figures agree: the first test that decides counts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_kg.comparison.verdicts import (
    COMPATIBLE,
    DIFFERS,
    EQUAL,
    NOT_COMPARED,
    OTHER_PERIOD,
    OTHER_UNIT,
    SAYS_LITTLE,
    VERDICTS,
    Stated,
    compare,
)
from corridor_kg.text.days import Days

BASE = Stated("place:a", "measure:length", "figure", Decimal(180), "180", "unit:KiloM")
YEAR, NEXT_YEAR = Days("2016-01-01", "2016-12-31"), Days("2017-01-01", "2017-12-31")
SHARE = BASE._replace(measure="measure:share", unit="unit:PERCENT", needs_whole=True, whole="place:b")


def changed(**told: Any) -> Stated:
    """Return another figure."""
    return BASE._replace(**told)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (BASE, changed(thing="group:with-a"), NOT_COMPARED),
        (BASE, changed(measure="measure:area"), NOT_COMPARED),
        (BASE, changed(nature="goal"), NOT_COMPARED),
        (SHARE, SHARE._replace(whole="place:c"), NOT_COMPARED),
        (SHARE, SHARE._replace(whole=""), NOT_COMPARED),
        (BASE, changed(unit="unit:CCY_CNY"), OTHER_UNIT),
        (SHARE, SHARE._replace(unit="ckg:percentagePoint"), OTHER_UNIT),
        (changed(period=YEAR), changed(period=NEXT_YEAR), OTHER_PERIOD),
        (BASE, BASE, EQUAL),
        (changed(period=YEAR), changed(period=YEAR), EQUAL),
        (BASE, changed(value=Decimal(180_000), printed="180,000", unit="unit:M"), EQUAL),
        (changed(unit="unit:HA", value=Decimal(2)), changed(unit="ckg:mu", value=Decimal(30), printed="30"), EQUAL),
        (changed(bounds=("over",)), changed(bounds=("more-than",), value=Decimal(100), printed="100"), SAYS_LITTLE),
        (changed(bounds=("up-to",)), changed(bounds=("less-than",), value=Decimal(9), printed="9"), SAYS_LITTLE),
        (BASE, changed(bounds=("about",)), COMPATIBLE),
        (changed(period=YEAR), BASE, COMPATIBLE),
        (changed(bounds=("over",)), BASE, COMPATIBLE),
        (changed(bounds=("over",), value=Decimal(200), printed="200"), BASE, DIFFERS),
        (BASE, changed(value=Decimal(181), printed="181"), COMPATIBLE),
        (BASE, changed(value=Decimal(190), printed="190"), DIFFERS),
    ],
)
def test_the_first_test_that_decides(one: Stated, other: Stated, verdict: str) -> None:
    """Of whichever of the two is asked first."""
    assert compare(one, other).verdict == verdict
    assert compare(other, one).verdict == verdict


def test_reasons_are_told() -> None:
    """A verdict says why: by rounding alone, by how much, or that there is no period."""
    assert compare(changed(bounds=("over",)), BASE).reason == "more than 180 and 175.5 to 184.5 meet, by rounding"
    assert compare(BASE, changed(value=Decimal(200), printed="200")).reason.endswith("are 10.5 apart")
    assert compare(changed(period=YEAR), BASE).reason.endswith("one has no period")


STATED = st.builds(
    Stated,
    thing=st.just("place:a"),
    measure=st.just("measure:length"),
    nature=st.sampled_from(["figure", "goal"]),
    value=st.decimals(min_value="0.1", max_value="1e6", places=1),
    unit=st.sampled_from(["unit:KiloM", "unit:M", "unit:CCY_CNY"]),
    bounds=st.lists(st.sampled_from(["about", "over", "odd", "up-to"]), max_size=1).map(tuple),
    period=st.sampled_from([None, YEAR, NEXT_YEAR]),
    printed=st.just(""),
    whole=st.just(""),
    needs_whole=st.just(False),  # what the strategy is made of
)


@given(STATED, STATED)
def test_no_figure_wins(one: Stated, other: Stated) -> None:
    """Whichever is asked first, the verdict is one of those that there are, and the same."""
    found = compare(one, other)
    assert found.verdict in VERDICTS
    assert found.reason
    assert compare(other, one).verdict == found.verdict


@given(STATED)
def test_what_is_said_twice_is_equal(stated: Stated) -> None:
    """A figure agrees with itself."""
    assert compare(stated, stated).verdict == EQUAL
