"""Traditional characters are read as simplified ones, and stay in their places."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from corridor_kg.text.scripts import simplified


def test_traditional_characters_become_simplified_ones() -> None:
    """Names of places and firms, in both scripts of Chinese and beside other scripts."""
    assert simplified("東莞松山湖 (Dongguan), 廣州開發區與後海") == "东莞松山湖 (Dongguan), 广州开发区与后海"


@given(st.text(st.characters(min_codepoint=0x3000, max_codepoint=0x30000) | st.characters()))
def test_each_character_stays_in_its_place(text: str) -> None:
    """What is found in the simplified text stands at the same place in the text."""
    assert len(simplified(text)) == len(text)
    assert simplified(text) == "".join(map(simplified, text))


def test_no_character_of_simplified_chinese_is_overlooked() -> None:
    """What is taken for simplified without a look at the converter's tables is what they would leave as it is."""
    convert = OpenCC("t2s").convert
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    characters = "".join(row.decode("gb2312", errors="ignore") for row in rows)
    assert len(characters) > 6000
    assert [simplified(character) for character in characters] == [convert(character) for character in characters]


def test_the_converter_is_loaded_for_traditional_characters_alone() -> None:
    """Its tables take longer to load than a question takes to answer."""
    code = (
        "import sys; from corridor_kg.text.scripts import simplified; simplified('东莞 Dongguan，1²');"
        " assert 'opencc' not in sys.modules; simplified('東'); assert 'opencc' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
