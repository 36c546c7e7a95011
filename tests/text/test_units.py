"""A unit has words in both languages, and a written form tells which units it may stand for."""

from __future__ import annotations

import pytest

from corridor_kg.text.units import MU, PERCENT, PERCENTAGE_POINT, before, behind, curies, words


@pytest.mark.parametrize(
    ("curie", "forms"),
    [
        ("unit:KiloM", ["km", "kilometers", "kilometres", "公里", "千米"]),
        (
            "unit:KiloM2",
            ["sq km", "sq. km", "square kilometers", "km2", "km²", "平方公里", "平方千米"],
        ),
        ("unit:M2", ["square meters", "sq m", "m²", "平方米"]),
        ("unit:HA", ["hectares", "公顷"]),
        ("unit:M", ["m", "meters", "metre", "米"]),
        ("unit:TONNE", ["tonnes", "tons", "吨"]),
        ("unit:YR", ["years", "year", "年"]),
        ("unit:MO", ["months", "个月"]),
        ("unit:DAY", ["days", "天"]),
        ("unit:HR", ["hours", "小时"]),
        ("unit:CCY_CNY", ["yuan", "RMB", "元", "人民币"]),
        ("unit:CCY_USD", ["US$", "$", "dollars", "US dollars", "美元"]),
        ("unit:CCY_HKD", ["HK$", "港元", "港币"]),
        (PERCENT, ["percent", "per cent", "Percent", "%", "百分之"]),
        (PERCENTAGE_POINT, ["percentage points", "percentage point", "个百分点", "百分点"]),
        (MU, ["mu", "亩"]),
    ],
)
def test_a_form_stands_for_its_unit(curie: str, forms: list[str]) -> None:
    """In whatever number, spelling and language it is written."""
    assert {curies(form) for form in forms} == {(curie,)}
    assert words(curie)


def test_every_word_for_a_unit_stands_for_it() -> None:
    """The table reads both ways."""
    for curie in ("unit:KiloM", "unit:KiloM2", "unit:HA", "unit:CCY_CNY", PERCENT, PERCENTAGE_POINT, MU):
        assert all(curie in curies(form) for form in words(curie)), curie


def test_a_percentage_point_is_no_percent() -> None:
    """A growth from 2 to 3 percent is one of a point, and of 50 percent."""
    assert not set(words(PERCENT)) & set(words(PERCENTAGE_POINT))


@pytest.mark.parametrize("form", ["M", "KG/m", "firms", "家", "", "people", "in"])
def test_what_is_no_unit_stands_for_none(form: str) -> None:
    """A counter, a noun, a preposition, and a symbol with other capitals."""
    assert curies(form) == ()


def test_a_sign_that_two_currencies_have_stands_for_both() -> None:
    """¥ is the yuan's and the yen's."""
    assert curies("¥") == ("unit:CCY_CNY", "unit:CCY_JPY")


def test_the_longest_words_are_taken() -> None:
    """Square kilometers are no squares, and points are no percent."""
    for text, end in ((" square kilometers long", 18), (" percentage points", 18), ("个百分点", 4), ("-km-long", 3)):
        found = behind(text, 0)
        assert found
        assert found.end == end


def test_a_currency_may_stand_before() -> None:
    """Its sign alone, and not the end of a word."""
    assert before("HK$", 3)
    assert before("FORMB", 5) is None
