"""Who is said to say something and is no speaker of any fact: a newspaper of its own voice, a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.rdf.vocabulary import prefixes

PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes().items())
GOAL = """goal:page-garden a ckg:Goal ; rdfs:label "A garden"@en ; ckg:hasStatementKind kind:intention ;
    {whose} prov:wasAttributedTo organization:nanfang-daily ."""


def problems(corridor: Corridor, text: str, facts: str, folder: Path) -> list[str]:
    """Return what is wrong with the facts of a passage of Nanfang Daily."""
    page = folder / "page.txt"
    page.write_text(f"{text}\n", encoding="utf-8")
    corridor.new_source("page", page, to=folder, publisher="nanfang-daily")
    (folder / "page" / "p01.ttl").write_text(PREFIXES + facts, encoding="utf-8")
    verdict = Corridor.load(add=[folder / "page"]).verify(page)
    (article,) = (one for one in verdict.articles if one.article == "article:page")
    return [problem for one in article.passages for problem in one.problems]


@pytest.mark.parametrize("said", ["ckg:isGoalOf place:shenzhen ;", "ckg:hasSubject place:shenzhen ;"])
def test_what_a_place_puts_forward_is_its_goal_or_said_of_it(corridor: Corridor, said: str, tmp_path: Path) -> None:
    """A place is no speaker, so that nothing can be attributed to it."""
    assert problems(corridor, "深圳已提出新的设想。", GOAL.format(whose=said), tmp_path) == []


def test_what_a_place_puts_forward_is_wanted(corridor: Corridor, tmp_path: Path) -> None:
    """Where no fact has it, what is to be written says it of the place, as check wants it."""
    other = GOAL.format(whose="ckg:isGoalOf place:dongguan ;")
    (problem,) = problems(corridor, "深圳已提出新的设想，东莞也有。", other, tmp_path)
    assert "ckg:hasSubject place:shenzhen" in problem
    assert "prov:wasAttributedTo place:shenzhen" not in problem


def test_a_newspaper_that_names_itself_speaks_in_its_own_voice(corridor: Corridor, tmp_path: Path) -> None:
    """As at the head of a report, before the names of those who wrote it."""
    facts = GOAL.format(whose="ckg:isGoalOf place:shenzhen ;")
    assert problems(corridor, "南方日报讯 深圳要建花园。", facts, tmp_path) == []
