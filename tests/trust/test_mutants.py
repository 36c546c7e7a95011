"""Whatever is changed in a fact, or in the print that it rests on, is found, and the finding names the fact.

Mutants of facts and of texts are made one at a time, some hundred of each; a sample goes the whole way, through files
and the command's own door, with fresh hashes where the text is another.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from corridor_kg import Corridor
from corridor_kg.rdf.vocabulary import BASE, prefixes, shorten
from corridor_kg.text import articles
from corridor_kg.trust import claims, verification
from corridor_kg.trust.claims import Claim
from corridor_kg.trust.judging import Passage
from corridor_kg.trust.known import Known
from corridor_kg.trust.terms import SPEAKER, SPEAKS
from corridor_kg.trust.verdicts import CONTRADICTED, Judgement
from tests.conftest import ROOT
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


def test_who_speaks_is_missed_where_a_newspaper_takes_their_words(passages: list[Judged], judge: Judge) -> None:
    """Said in the newspaper's own voice, all that a passage attributes to somebody leaves them unheard."""
    publisher, silenced = NamedNode(f"{BASE}organization/china-daily"), 0
    for passage, plain, claimed in passages:
        speakers = {one.triple.object for one in claimed if one.triple.predicate in SPEAKS} - {publisher}
        for speaker in speakers:
            own = [
                Claim(Triple(one.triple.subject, SPEAKER, publisher), one.alone)
                if one.triple.predicate in SPEAKS and one.triple.object == speaker
                else one
                for one in claimed
            ]
            problems = [one for one in judge.problems(passage, plain, own) if one.part == "speaker"]
            silenced += bool(problems)
            assert all("is said to say something" in one.remark for one in problems)
    assert silenced >= 14  # of 17; the others are printed as who something belongs to, not as who says it


def test_what_is_to_be_written_is_the_fact_that_was_changed(
    corridor: Corridor, passages: list[Judged], judge: Judge
) -> None:
    """A value, a unit, a word of bound or a printed form that is pasted in place of the wrong one is the right one."""
    mutator, restored = Mutator(corridor), Counter[str]()
    for passage, plain, claimed in passages:
        for mutant in mutator.mutants(claimed, plain):
            if mutant.old and mutant.part in ("number", "unit", "bound"):
                written = {one.turtle for one in judge.problems(passage, plain, mutated(claimed, mutant))}
                triples = [triple for turtle in written if turtle for triple in read(turtle)]
                assert mutant.old in triples, f"{mutant}: {written}"
                restored[mutant.part] += 1
    assert min(restored["number"], restored["unit"], restored["bound"]) > 9


def test_whatever_is_to_be_written_can_be_read(corridor: Corridor, passages: list[Judged], judge: Judge) -> None:
    """As Turtle with the project's prefixes, also where something is left to be filled in."""
    mutator, count = Mutator(corridor), 0
    for passage, plain, claimed in passages:
        changed = [
            judge.problems(passage, plain, mutated(claimed, mutant)) for mutant in mutator.mutants(claimed, plain)
        ]
        changed += [judge.problems(passage, text, claimed) for text, _ in altered_texts(plain, claimed, mutator)]
        for turtle in {one.turtle for problems in changed for one in problems if one.turtle}:
            count += 1
            assert read(turtle)
    assert count > 200


def read(turtle: str) -> list[Triple]:
    """Return the triples of Turtle without its prefixes."""
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes().items())
    return [quad.triple for quad in parse(head + turtle, RdfFormat.TURTLE)]


# -- The whole way ---------------------------------------------------------------------------------


SAMPLE = 40
"""How many mutants are verified through files, of facts and of texts each."""


def test_a_sample_of_facts_is_found_in_files(
    corridor: Corridor, passages: list[Judged], shared: Path, tmp_path: Path
) -> None:
    """As `verify` reads them, loaded and closed anew: the passage and the fact are told."""
    mutator = Mutator(corridor)
    every = [(passage, mutant) for passage, plain, claimed in passages for mutant in mutator.mutants(claimed, plain)]
    for passage, mutant in every[:: len(every) // SAMPLE]:
        folder = tmp_path / "graph"
        shutil.copytree(ROOT / "graph", folder)
        file = folder / "china-daily" / f"{passage[-3:]}.ttl"
        triples = {quad.triple for quad in parse(path=str(file), format=RdfFormat.TURTLE)} - {mutant.old}
        lines = [f"{triple} .\n" for triple in {*triples, *([mutant.new] if mutant.new else [])}]
        file.with_suffix(".nt").write_text("".join(lines), encoding="utf-8")
        file.unlink()
        found = Corridor.load(graph=folder).verify(shared / "article.txt")
        told = {one.passage[-3:]: " ".join(one.problems) for one in found.passages if one.problems}
        assert any(name in told.get(passage[-3:], "") for name in named(mutant)), f"{passage[-3:]} {mutant}: {told}"
        shutil.rmtree(folder)


def test_a_sample_of_texts_is_found_though_their_hashes_are_fresh(
    corridor: Corridor, passages: list[Judged], shared: Path, tmp_path: Path
) -> None:
    """The article is another, and the graph has the hashes of that other one: its meaning alone is wrong."""
    article, mutator = (shared / "article.txt").read_text(encoding="utf-8"), Mutator(corridor)
    every = [
        (passage, plain, text)
        for passage, plain, claimed in passages
        for text, _ in altered_texts(plain, claimed, mutator)
        if plain in article  # as nearly all are, but for their dashes and quotation marks
    ]
    folder = tmp_path / "graph"
    shutil.copytree(ROOT / "graph", folder)
    source = folder / "china-daily" / "source.ttl"
    for passage, plain, text in every[:: len(every) // SAMPLE]:
        (tmp_path / "altered.txt").write_text(article.replace(plain, text), encoding="utf-8")
        source.write_text(with_fresh_hash(passage, plain, text), encoding="utf-8")
        found = Corridor.load(graph=folder).verify(tmp_path / "altered.txt")
        assert [(one.passage, one.verdict, one.problems[:1]) for one in found.passages if one.verdict != "found"] == []
        assert [one.passage[-3:] for one in found.passages if one.problems] == [passage[-3:]]


def with_fresh_hash(passage: str, old: str, new: str) -> str:
    """Return the description of the article with the hashes of a passage that is another, and places that fit."""
    written = (ROOT / "graph" / "china-daily" / "source.ttl").read_text(encoding="utf-8")
    longer, behind = len(new) - len(old), False
    blocks = []
    for block in written.split("\n\n"):
        if block.startswith(f"passage:{passage.rpartition('/')[2]}\n"):
            block = re.sub(r"oa:end (\d+)", lambda end: f"oa:end {int(end[1]) + longer}", block)
            block = re.sub(r'"[0-9a-f]{64}"', f'"{articles.sha256(new)}"', block)
            behind = True
        elif behind:
            block = re.sub(r"(oa:\w+) (\d+)", lambda place: f"{place[1]} {int(place[2]) + longer}", block)
        blocks.append(block)
    return "\n\n".join(blocks).replace("oa:end 6320 ;\n.", f"oa:end {6320 + longer} ;\n.", 1)
