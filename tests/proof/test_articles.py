"""The six articles against the graph that was read from them: as they are, and with one thing changed at a time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.comparison.figures import Figure, figures
from corridor_kg.comparison.intervals import interval
from corridor_kg.comparison.verdicts import convert
from corridor_kg.proof.paragraphs import Paragraph, paragraphs
from corridor_kg.proof.proofing import Proofreader
from corridor_kg.proof.remarks import DISPUTED, KNOWN, STANDS, Remark
from corridor_kg.text import articles
from corridor_kg.text.found import Quantity
from corridor_kg.text.quantities import quantities
from tests.support import changed
from tests.support.articles import FILES

NAMES = {False: ("Martin Schulz", "Chen Jiabao", "Wang Ruijun", "Liang Yaoming", "Xi Jinping"), True: ("王小明",)}
"""Who is put in place of a speaker, in English and in Chinese: some of them speak elsewhere, and not of this."""


@pytest.fixture(scope="module")
def reader(stated: Corridor) -> Proofreader:
    """What reads them, of the bundled graph."""
    return Proofreader(stated.data)


@pytest.fixture(scope="module")
def known(stated: Corridor) -> dict[str, Figure]:
    """The figures of the graph, by IRI."""
    return {figure.iri: figure for figure in figures(stated.data)}


@pytest.mark.parametrize("source", FILES)
def test_nothing_in_an_article_is_weaker_or_differs(source: str, shared: Path, stated: Corridor) -> None:
    """Whatever it says, it says itself."""
    found = stated.proof(shared / FILES[source])
    assert [remark for remark in found.remarks if remark.is_fault] == []
    assert found.holds


@pytest.mark.parametrize("source", FILES)
def test_each_figure_of_an_article_stands_where_it_is_printed(
    source: str, shared: Path, reader: Proofreader, known: dict[str, Figure]
) -> None:
    """Each is found in its own article, and taken for what it is."""
    found = reader.read(articles.read(str(shared / FILES[source]))[0])
    stands = {
        fact
        for remark in found.remarks
        if remark.verdict.verdict in (STANDS, DISPUTED)
        for fact in remark.verdict.facts
    }
    own = {iri for iri, figure in known.items() if figure.source == source}
    # of what one passage prints once and states as a figure and as a goal, the figure is found
    twice = {iri for iri in own if known[iri].stated.nature == "goal" and _is_figure_too(known[iri], known)}
    assert own - twice - stands == set()


def _is_figure_too(goal: Figure, known: dict[str, Figure]) -> bool:
    stated = goal.stated._replace(nature="figure", period=None)
    return any(other.stated._replace(period=None) == stated for other in known.values())


@pytest.mark.parametrize("source", FILES)
def test_a_changed_number_unit_or_word_of_bound_is_caught_at_its_figure(
    source: str, shared: Path, reader: Proofreader, known: dict[str, Figure]
) -> None:
    """Where no source states what it was changed to; the passage stands with the paragraph before it."""
    missed, count = [], 0
    for before, paragraph in _with_the_one_before(shared / FILES[source], reader):
        for remark, number in _numbers(reader, before, paragraph):
            figure = known[remark.verdict.facts[0]]
            for change in changed.numbers(paragraph.text, number):
                if not _is_stated(change, figure, known):
                    count += 1
                    found = _remark_at(reader, before, change.text, change.place)
                    if found is None or not found.is_fault or _key(known.get(found.verdict.facts[0])) != _key(figure):
                        missed.append((change.part, change.what, found))
    assert missed == []
    assert count > (5 if source == "nordic" else 20)


def _with_the_one_before(path: Path, reader: Proofreader) -> list[tuple[str, Paragraph]]:
    """Return the paragraphs of an article, each with the one before it, and before that all names of the article.

    So each stands as in the whole, which takes longer to read.
    """
    text = articles.read(str(path))[0]
    names = ", ".join(dict.fromkeys(one.words for one in reader.read(text).remarks if one.verdict.verdict == KNOWN))
    found = list(paragraphs(text))
    befores = ["", *(one.text for one in found)]
    return [
        (f"{names}.\n\n{before}\n\n" if before else f"{names}.\n\n", one)
        for before, one in zip(befores, found, strict=False)
    ]


def _numbers(reader: Proofreader, before: str, paragraph: Paragraph) -> list[tuple[Remark, Quantity]]:
    """Return the remarks on the numbers of a paragraph that stand, each with its number."""
    pairs = [
        (_remark_at(reader, before, paragraph.text, (number.start, number.end)), number)
        for number in quantities(paragraph.text)
    ]
    return [(one, number) for one, number in pairs if one and one.verdict.verdict in (STANDS, DISPUTED)]


def _remark_at(reader: Proofreader, before: str, text: str, place: tuple[int, int]) -> Remark | None:
    """Return the remark on the number in a place of a paragraph."""
    line = before.count("\n") + 1
    found = reader.read(before + text).remarks
    inside = [one for one in found if one.kind == "number" and one.line == line and one.start <= place[0] < one.end]
    return inside[0] if inside else None


def _is_stated(change: changed.Changed, figure: Figure, known: dict[str, Figure]) -> bool:
    """Return whether a source states what a number was changed to."""
    number = next((one for one in quantities(change.text) if one.start <= change.place[0] < one.end), None)
    if number is None or number.value is None:
        return False
    bounds = tuple(bound.codes[0] for bound in number.bounds)
    own = interval(number.value, "", bounds)
    return any(
        _key(other) == _key(figure)
        and convert(number.unit or "unit:NUM", other.stated.unit)
        and other.stated.value == number.value
        and (interval(other.stated.value, "", other.stated.bounds) == own)
        for other in known.values()
    )


def _key(figure: Figure | None) -> tuple[str, str, str] | None:
    return (figure.stated.thing, figure.stated.measure, figure.stated.whole) if figure else None


@pytest.mark.parametrize("source", ["china-daily", "nanfang-daily", "nordic"])
def test_another_speaker_is_caught(source: str, shared: Path, reader: Proofreader) -> None:
    """A person in place of one who speaks, known or not: at the speaker, or at the number that is theirs."""
    missed, count = [], 0
    for before, paragraph in _with_the_one_before(shared / FILES[source], reader):
        line = before.count("\n") + 1
        for remark in reader.read(before + paragraph.text).remarks:
            if remark.kind != "speaker" or remark.line != line or "/person/" not in remark.verdict.facts[0]:
                continue
            is_in_chinese = source == "nanfang-daily"
            for name in NAMES[is_in_chinese]:
                if name != remark.verdict.what:
                    count += 1
                    text = paragraph.text[: remark.start] + name + paragraph.text[remark.end :]
                    found = reader.read(before + text).remarks
                    faults = [one for one in found if one.line == line and one.is_fault]
                    if not any(one.kind == "number" or one.start == remark.start for one in faults):
                        missed.append((remark.words, name))
    assert missed == []
    assert count >= {"china-daily": 40, "nanfang-daily": 1, "nordic": 4}[source]


@pytest.mark.parametrize("source", ["asia-times", "china-daily", "nanfang-daily", "nordic", "the-paper"])
def test_another_year_of_a_goal_is_caught(source: str, shared: Path, reader: Proofreader) -> None:
    """Each year by which something is to be, changed to one that no source has for anything."""
    count = 0
    for before, paragraph in _with_the_one_before(shared / FILES[source], reader):
        line = before.count("\n") + 1
        for remark in reader.read(before + paragraph.text).remarks:
            if remark.kind == "year" and remark.line == line and remark.verdict.verdict == STANDS:
                count += 1
                year = re.sub(r"\d{4}", "2041", remark.words)
                text = paragraph.text[: remark.start] + year + paragraph.text[remark.end :]
                found = reader.read(before + text).remarks
                assert [one.verdict.verdict for one in found if one.line == line and one.start == remark.start] == [
                    "differs"
                ]
    assert count >= 1


@pytest.mark.parametrize(("source", "printed"), [("asia-times", "4.6 trillion"), ("china-daily", "2,820")])
def test_another_period_of_a_number_is_caught(source: str, printed: str, shared: Path, reader: Proofreader) -> None:
    """The number is right, and of another year."""
    text = articles.read(str(shared / FILES[source]))[0]
    assert "in 2016" in text
    found = [one for one in reader.read(text.replace("in 2016", "in 2013")).remarks if one.words.startswith(printed)]
    assert [one.verdict.verdict for one in found] == ["differs"]
    assert "of another period" in found[0].verdict.reason


def test_a_name_near_that_of_who_holds_the_post_beside_it_differs(shared: Path, reader: Proofreader) -> None:
    """The mayor of Dongguan is no Liang Weidang."""
    text = articles.read(str(shared / FILES["china-daily"]))[0]
    found = reader.read(text.replace("Liang Weidong", "Liang Weidang")).remarks
    (remark,) = [one for one in found if one.words == "Liang Weidang"]
    assert remark.verdict.verdict == "differs"
    assert remark.verdict.reason == "china-daily p26: the mayor is Liang Weidong"
