"""Numbers with their units, as they are printed in English."""

from __future__ import annotations

import pytest

from corridor_kg.text.quantities import quantities
from tests.support.readings import shown

NO_NUMBERS = [
    "24/7 service",
    "Industry 4.0",
    "0.1:39.6:60.3",
    "the top universities",
    "first-class and first-tier and third-party",
    "at first",
    "first of all",
    "First, we",
    "twice a year",
    "double-digit growth",
    "A4, H2O, 5G, COVID-19, G107, 4K, T3",
    "ISO 9001 and Boeing 747",
    "the Fortune Global 500",
    "16:34 and 9:57:51 and 5 pm",
    "www.example.org/2017/12",
    "1. An item",
    "(3) An item",
    "note [3] here",
    "the one in the north",
    "no one knows",
    "one another",
    "one should go",
    "a one-stop shop",
    "the Three Gorges",
    "the Five-Year Plan",
    "007",
    "020-12345678",
    "per second",
    "some companies",
    "once",
    "on top of that",
]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("11,836 square kilometers", "11,836 = 11836 KiloM2"),
        ("11 836 km²", "11 836 = 11836 KiloM2"),
        ("11'836 sq. km", "11'836 = 11836 KiloM2"),
        ("1.234.567 inhabitants", "1.234.567 = 1234567"),
        ("3,000.50 yuan", "3,000.50 = 3000.50 CCY_CNY"),
        ("1.2 million square meters", "1.2 million = 1200000 M2"),
        ("$20,000 a head", "20,000 = 20000 CCY_USD"),
        ("US$700 billion", "700 billion = 700000000000 CCY_USD"),
        ("HK$3.5bn", "3.5bn = 3500000000 CCY_HKD"),
        ("RMB 4.6 trillion", "4.6 trillion = 4600000000000 CCY_CNY"),
        ("RMB4.6 trillion yuan", "4.6 trillion = 4600000000000 CCY_CNY"),
        ("£1.2m", "1.2m = 1200000 CCY_GBP"),
        ("¥300", "300 = 300 CCY_CNY ?"),
        ("135 billion U.S. dollars", "135 billion = 135000000000 CCY_USD"),
        ("rmb 1,100.9 billion", "1,100.9 billion = 1100900000000 CCY_CNY"),
        ("1.5m people", "1.5m = 1500000"),
        ("12.5b yuan", "12.5b = 12500000000 CCY_CNY"),
        ("21,000 sq ft", "21,000 = 21000 FT2"),
        ("20,000 sq.m.", "20,000 = 20000 M2"),
        ("3½ hours", "3½ = 3.5 HR"),
        ("2 1/2 years", "2 1/2 = 2.5 YR"),
        ("10k runners", "10k = 10000"),
        ("-3.5 percent", "-3.5 = -3.5 PERCENT"),
        ("half a million", "half a million = 500000"),
        ("a hundred firms", "a hundred = 100"),
        ("one hundred and twenty firms", "one hundred and twenty = 120"),
        ("twenty-three parks", "twenty-three = 23"),
        ("forty thousand", "forty thousand = 40000"),
        ("two and a half years", "two and a half = 2.5 YR"),
        ("one and a half million", "one and a half million = 1500000"),
        ("three million five hundred thousand", "three million five hundred thousand = 3500000"),
        ("twelve hundred", "twelve hundred = 1200"),
        ("6 percent and 7 per cent", "6 = 6 PERCENT; 7 = 7 PERCENT"),
        ("3.5-percent growth", "3.5 = 3.5 PERCENT"),
        ("0.3 percentage points", "0.3 = 0.3 ckg:percentagePoint"),
        ("a 180-km-long line", "180 = 180 KiloM"),
        ("a four-step plan", "four = 4"),
        ("the two engines", "two = 2"),
        ("4,739 of 169,000", "4,739 = 4739; 169,000 = 169000"),
        ("one-eighth of them", "one-eighth = 0.125"),
        ("two thirds of them", "two thirds = 0.6666666666666666666666666667 ?"),
        ("a third of the firms", "a third = 0.3333333333333333333333333333 ?"),
        ("a third airport", "third = 3 rank"),
        ("by a quarter", "a quarter = 0.25"),
        ("half of them", "half = 0.5"),
        ("three-quarters", "three-quarters = 0.75"),
        ("2/5 of them", "2/5 = 0.4"),
        ("1 in 8 people", "1 in 8 = 0.125 ?"),
        ("one in every five", "one in every five = 0.2 ?"),
        ("a dozen cities", "a dozen = 12"),
        ("half a dozen banks", "half a dozen = 6"),
        ("dozens of firms", "dozens = None"),
        ("several firms", "several = None"),
        ("tens of thousands of people", "tens of thousands = None"),
        ("one firm", "one = 1"),
        ("one of the three cities", "one = 1; three = 3"),
        ("40 years", "40 = 40 YR"),
        ("a 10-year plan", "10 = 10 YR"),
        ("200 km/h", "200 = 200 KiloM-PER-HR"),
        ("50 tonnes", "50 = 50 TONNE"),
        ("100 m tall", "100 = 100 M"),
        ("60 seconds", "60 = 60 SEC"),
        ("5 yuan per square meter", "5 = 5 CCY_CNY ?"),
        ("2016 firms", "2016 = 2016 ?"),
        ("2,016 firms", "2,016 = 2016"),
        ("about 2000 high-tech companies", "2000 = 2000 about"),
        ("zero", "zero = 0"),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, lines: str) -> None:
    """Digits, words, fractions and multipliers; a currency may stand before."""
    assert "; ".join(shown(text, one) for one in quantities(text)) == lines


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_looks_like_a_number_is_none(text: str) -> None:
    """A part of a word or a name, a kind of thing, a pronoun, an adverb, a time on the clock, the number of an item."""
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("between 3 and 5 percent", "3 and 5 = 3..5 PERCENT"),
        ("10-15 km", "10-15 = 10..15 KiloM"),
        ("3 to 5 million yuan", "3 to 5 million = 3000000..5000000 CCY_CNY"),
        ("from 3 to 5 percent", "3 to 5 = 3..5 PERCENT"),
        ("$3-5 million", "3-5 million = 3000000..5000000 CCY_USD"),
        ("40,000-50,000 people", "40,000-50,000 = 40000..50000"),
        ("$3.2 billion-$4 billion", "3.2 billion-$4 billion = 3200000000..4000000000 CCY_USD"),
        ("rose from 10 to 12 percent", "10 = 10 PERCENT ?; 12 = 12 PERCENT"),
        ("78 and 60 percent", "78 = 78 PERCENT ?; 60 = 60 PERCENT"),
        ("10, 12 and 15 km", "10 = 10 KiloM ?; 12 = 12 KiloM ?; 15 = 15 KiloM"),
        ("30 percent to 4,739", "30 = 30 PERCENT; 4,739 = 4739"),
        ("three and five", "three = 3; five = 5"),
        ("5-3", "5 = 5; 3 = 3"),
        ("两三年", "两三 = 2..3 YR"),
        ("三五家", "三五 = 3..5"),
        ("3至5公里", "3至5 = 3..5 KiloM"),
        ("3—5公里", "3—5 = 3..5 KiloM"),
        ("10万到15万人", "10万到15万 = 100000..150000"),
        ("三至五年", "三至五 = 3..5 YR"),
        ("七八个", "七八 = 7..8"),
        ("三四百人", "三四百 = 300..400"),
        ("十五六家", "十五六 = 15..16"),
        ("50、60公里", "50 = 50 KiloM ?; 60 = 60 KiloM"),
    ],
)
def test_a_range_is_one_quantity_and_a_list_is_several(text: str, lines: str) -> None:
    """A unit that is printed once is shared, with a doubt."""
    assert "; ".join(shown(text, one) for one in quantities(text)) == lines
