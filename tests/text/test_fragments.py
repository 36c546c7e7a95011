"""A link leads to one sentence of a page, by a short directive; the polyfill's own matcher finds it there."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from corridor_kg.text import articles
from corridor_kg.text.fragments import directive, link
from corridor_kg.text.sentence_ends import sentences
from tests.support.articles import SOURCES, texts
from tests.support.text_fragments import Page, found, page_of

ADDRESS = "https://example.org/page"

MADE_UP = """The mills of Lisle turn again

There are more than 1,200 mills (new ones, too) & one well-kept weir. "We count on water," said Ann Li, the mayor.

There are more than 1,200 wells. It rained. It snowed. It rained. Crème brûlée costs $4.50, at 50% off.

里尔有120多座水磨,长度约180公里。里尔有80座水井,“水是根本”。总面积达11836平方公里。

It rained.
"""
"""A page with all that has to be written otherwise in a directive, and with sentences that stand twice."""

CASES = {
    "a few words": ("There are more than 1,200 wells.", "There%20are%20more%20than%201%2C200%20wells"),
    "marks of a directive": (
        "There are more than 1,200 mills (new ones, too) & one well-kept weir.",
        "There%20are%20more%20than%201%2C200%20mills,weir",
    ),
    "accents and signs": (
        "Crème brûlée costs $4.50, at 50% off.",
        "Cr%C3%A8me%20br%C3%BBl%C3%A9e%20costs%20%244.50%2C%20at%2050%25%20off",
    ),
    "by what stands before": ("It snowed.", "It%20snowed"),
    "Chinese": (
        "总面积达11836平方公里。",
        "%E6%80%BB%E9%9D%A2%E7%A7%AF%E8%BE%BE11836%E5%B9%B3%E6%96%B9%E5%85%AC%E9%87%8C",
    ),
}


def _place(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


def _letters(text: str) -> str:
    """Return a text without what a quote need not begin or end with."""
    return re.sub(r"^\W+|\W+$", "", " ".join(text.split()))


@pytest.mark.parametrize("case", CASES)
def test_a_directive_is_as_short_as_it_can_be(case: str) -> None:
    """It names the first words and the last, or all where that is shorter; what means something is escaped."""
    part, expected = CASES[case]
    assert directive(MADE_UP, *_place(MADE_UP, part)) == expected


def test_a_sentence_that_stands_several_times_is_told_by_what_is_beside_it() -> None:
    """Words before it or behind it say which is meant, each of its own block; of what nothing tells, there is none."""
    first, second, third = (match.span() for match in re.finditer("It rained", MADE_UP))
    assert directive(MADE_UP, *first) == "wells.-,It%20rained"
    assert directive(MADE_UP, *second) == "snowed.-,It%20rained"
    assert directive(MADE_UP, *third) == "%E5%B9%B3%E6%96%B9%E5%85%AC%E9%87%8C%E3%80%82-,It%20rained"
    assert directive("One.\n\nOne.\n\nOne.", 6, 9) == ""
    assert directive("…", 0, 1) == ""


@pytest.mark.parametrize("shorter", ["There are more than 1,200", "There are"])
def test_fewer_words_would_lead_elsewhere(shorter: str) -> None:
    """The words that a directive leaves out at its beginning would leave two places."""
    assert MADE_UP.count(shorter) == 2


def test_words_are_whole() -> None:
    """A word within a longer one is no second place of it, whatever its case and accents."""
    text = "The mill stands. The millers sleep. THE MILLS TURN."
    assert directive(text, 0, 15) == "The%20mill%20stands"
    assert directive(text, 17, 34) == "The%20millers%20sleep"


def test_what_goes_over_several_blocks_begins_in_one_and_ends_in_another() -> None:
    """A browser looks for each part within one block."""
    text = "One mill stands\n\nOne mill turns"
    assert directive(text, 0, len(text)) == "One%20mill%20stands,turns"


def test_an_address_that_has_a_fragment_keeps_it() -> None:
    """The directive stands behind it, without a second number sign."""
    assert link(f"{ADDRESS}#top", "One mill.", 0, 9) == f"{ADDRESS}#top:~:text=One%20mill"
    assert link(ADDRESS, "…", 0, 1) == ADDRESS


def test_the_polyfill_finds_each_sentence_of_a_made_up_page() -> None:
    """Its matcher, which looks for words as browsers do, finds each sentence once, and whole."""
    _agrees({"made up": MADE_UP})


@pytest.mark.parametrize("source", SOURCES)
def test_the_polyfill_finds_each_sentence_of_the_sources(source: str, shared: Path) -> None:
    """In English and in Chinese, whose words it knows from a dictionary."""
    _agrees({source: texts(shared)[source]})


def _agrees(pages: dict[str, str]) -> None:
    """Check that the matcher finds exactly each sentence that has a directive, and that nearly all have one."""
    asked, wanted, without = [], [], []
    for text in pages.values():
        for first, behind in articles.paragraphs(text):
            for start, end in sentences(text[first:behind]):
                place = first + start, first + end
                address = link(ADDRESS, text, *place)
                if address == ADDRESS:
                    without.append(text[slice(*place)])
                    continue
                asked.append(Page(page_of(text), address))
                wanted.append(_letters(text[slice(*place)]))
    assert [one for one in without if len(_letters(one)) > 1] == []
    seen = found(asked)
    differing = [
        (unquote(page.address), texts) for page, texts, one in zip(asked, seen, wanted, strict=True) if texts != [one]
    ]
    assert differing == []
