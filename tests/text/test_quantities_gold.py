"""Six texts are read as people read them before there was a reader."""

from __future__ import annotations

import itertools
import subprocess
import sys

import pytest

from corridor_kg.text.periods import periods
from corridor_kg.text.quantities import quantities
from tests.support import gold
from tests.support.readings import Score, scores

NUMBERS = {
    "china-daily": {"numbers": 29, "units": 8, "words of bound": 6, "periods": 7},
    "asia-times": {"numbers": 6, "units": 5, "words of bound": 2, "periods": 3},
    "guihuayun": {"numbers": 19, "units": 5, "words of bound": 5, "periods": 0},
    "nanfang-daily": {"numbers": 13, "units": 0, "words of bound": 0, "periods": 5},
    "nordic": {"numbers": 4, "units": 3, "words of bound": 1, "periods": 5},
    "the-paper": {"numbers": 8, "units": 6, "words of bound": 4, "periods": 2},
}
"""How much of each kind is in each text; all of it is found, and nothing else."""


@pytest.mark.parametrize("stem", gold.TEXTS)
def test_a_text_is_read_as_people_read_it(stem: str) -> None:
    """Every number, unit, word of bound and period of it, and none that is not there."""
    assert scores(stem) == {kind: Score(number, number, number) for kind, number in NUMBERS[stem].items()}


@pytest.mark.parametrize("stem", gold.TEXTS)
def test_what_is_found_stands_apart_and_in_order(stem: str) -> None:
    """Numbers do not lie upon one another, nor upon a period; the places are of the text that was given."""
    text = gold.text(stem)
    found = [(one.start, one.end) for one in quantities(text)]
    assert found == sorted(found)
    places = sorted([*found, *((one.start, one.end) for one in periods(text))])
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(places))


def test_what_a_text_does_not_need_is_not_imported() -> None:
    """An English text reads none of the Chinese patterns, and the library of number words waits for a long one."""
    code = (
        "import sys; from corridor_kg.text.quantities import quantities; quantities('In 2016, 50 of six firms')\n"
        "print([name for name in sys.modules if name.endswith(('chinese_numbers', 'chinese_periods', 'text_to_num'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
