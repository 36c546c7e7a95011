"""Whatever is changed in a fact, or in the print that it rests on, is found, and the finding names the fact.

Mutants of facts and of texts are made one at a time, some hundred of each; a sample goes the whole way, through files
and the command's own door, with fresh hashes where the text is another.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple

from corridor_kg import Corridor
from corridor_kg.rdf.vocabulary import shorten
from corridor_kg.text import articles
from corridor_kg.trust import claims, verification
from corridor_kg.trust.claims import Claim
from corridor_kg.trust.judging import Passage
from corridor_kg.trust.known import Known
from corridor_kg.trust.verdicts import CONTRADICTED, Judgement
from tests.support.mutants import Mutant, Mutator, altered_texts, mutated

Judged = tuple[str, str, list[Claim]]
"""A passage: its IRI, its text, what is claimed of it."""


@pytest.fixture(scope="module")
def known(corridor: Corridor) -> Known:
    """What the graph knows."""
    return Known(corridor.data)


@pytest.fixture(scope="module")
def passages(corridor: Corridor, shared: Path) -> list[Judged]:
    """The passages of the first article."""
    text = (shared / "article.txt").read_text(encoding="utf-8")
    rows, claimed = corridor.data.rows(verification.PASSAGES), claims.by_passage(corridor.data)
    return [(row.passage, articles.normalized(text[row.start : row.end]), claimed[row.passage]) for row in rows]


class Judge:
    """Judges a passage as `verify` does."""

    def __init__(self, corridor: Corridor, known: Known) -> None:
        self.known = known
        self.read_off: dict[str, list[Triple]] = {}
        for row in corridor.data.rows(verification.READ_OFF):
            self.read_off.setdefault(row.passage, []).append(claims.triple_of(row))
        self.articles = {row.passage: NamedNode(row.article) for row in corridor.data.rows(verification.PASSAGES)}

    def problems(self, passage: str, plain: str, claimed: list[Claim]) -> list[Judgement]:
        """Return what contradicts the claims."""
        read_off = self.read_off.get(passage, [])
        judged = Passage(passage, self.articles[passage], claimed, read_off, self.known, plain).judgements()
        return [one for one in judged if one.verdict == CONTRADICTED]


@pytest.fixture(scope="module")
def judge(corridor: Corridor, known: Known) -> Judge:
    """What judges."""
    return Judge(corridor, known)


def named(mutant: Mutant) -> set[str]:
    """Return what a finding may name: what the fact is about, before and after, or what it leads to."""
    triples = [triple for triple in (mutant.old, mutant.new) if triple]
    return {shorten(str(term)[1:-1]) for triple in triples for term in (triple.subject, triple.object)}


def test_each_fact_that_is_changed_is_found(corridor: Corridor, passages: list[Judged], judge: Judge) -> None:
    """Each number, printed form, unit, word of bound, period, speaker, participant, name and mention."""
    mutator, missed, parts = Mutator(corridor), [], Counter[str]()
    for passage, plain, claimed in passages:
        if passage[-3:] == "p09":
            continue
        assert judge.problems(passage, plain, claimed) == []
        for mutant in mutator.mutants(claimed, plain):
            parts[mutant.part] += 1
            problems = judge.problems(passage, plain, mutated(claimed, mutant))
            told = " ".join(f"{one.fact} {one.remark}" for one in problems)
            if not any(name in told for name in named(mutant)):
                missed.append(f"{passage[-3:]} {mutant}: {told}")
    assert missed == []
    assert sum(parts.values()) > 600
    assert min(parts.values()) > 2, parts


def test_each_word_that_is_changed_is_found(corridor: Corridor, passages: list[Judged], judge: Judge) -> None:
    """Meaning finds it: what is judged is the new text, as if its hash were that of the article."""
    mutator, missed, count = Mutator(corridor), [], 0
    for passage, plain, claimed in passages:
        for text, changed in altered_texts(plain, claimed, mutator):
            count += 1
            if not judge.problems(passage, text, claimed):
                missed.append(f"{passage[-3:]} {changed}")
    assert missed == []
    assert count > 200
