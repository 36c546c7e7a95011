"""Whatever is changed in a fact, or in the print that it rests on, is found, and the finding names the fact.

Mutants of facts and of texts are made one at a time, some hundred of each; a sample goes the whole way, through files
and the command's own door, with fresh hashes where the text is another.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from corridor_kg import Corridor
from corridor_kg.rdf.terms import LABEL
from corridor_kg.rdf.vocabulary import prefixes, shorten
from corridor_kg.text import articles
from corridor_kg.trust import claims, copies
from corridor_kg.trust.claims import Claim
from corridor_kg.trust.judging import Passage
from corridor_kg.trust.known import Known
from corridor_kg.trust.terms import PUBLISHER, SPEAKER, SPEAKS
from corridor_kg.trust.verdicts import CONTRADICTED, Judgement
from tests.conftest import ROOT
from tests.support.articles import FILES, source_of, texts
from tests.support.mutants import TWO_BOUNDS, Mutant, Mutator, altered_texts, mutated, node


class Judged(NamedTuple):
    """A passage in the text of its source.

    Attributes:
        iri: Its IRI.
        plain: Its text, made plain.
        claimed: What is claimed of it.
        place: Where it stands.
    """

    iri: str
    plain: str
    claimed: list[Claim]
    place: slice

    @property
    def name(self) -> str:
        """Its short name."""
        return " p".join(self.iri.rpartition("/")[2].rsplit("-p", 1))

    @property
    def file(self) -> str:
        """What of the graph states it."""
        source, _, number = self.name.partition(" ")
        return f"{source}/{number}.ttl"


@pytest.fixture(scope="module")
def known(corridor: Corridor) -> Known:
    """What the graph knows."""
    return Known(corridor.data)


@pytest.fixture(scope="module")
def passages(corridor: Corridor, shared: Path) -> list[Judged]:
    """The passages of the articles."""
    of_each, claimed = texts(shared), claims.by_passage(corridor.data)
    found = []
    for row in corridor.data.rows(copies.PASSAGES):
        place = slice(row.start, row.end)
        plain = articles.normalized(of_each[source_of(row.name)][place])
        found.append(Judged(row.passage, plain, claimed[row.passage], place))
    return found


class Judge:
    """Judges a passage as `verify` does."""

    def __init__(self, corridor: Corridor, known: Known) -> None:
        self.known = known
        self.read_off: dict[str, list[Triple]] = {}
        for row in corridor.data.rows(claims.READ_OFF):
            self.read_off.setdefault(row.passage, []).append(claims.triple_of(row))
        self.articles = {row.passage: NamedNode(row.article) for row in corridor.data.rows(copies.PASSAGES)}

    def problems(self, passage: Judged) -> list[Judgement]:
        """Return what contradicts the claims."""
        iri, plain, claimed, _ = passage
        read_off = self.read_off.get(iri, [])
        judged = Passage(iri, self.articles[iri], claimed, read_off, self.known, plain).judgements()
        return [one for one in judged if one.verdict == CONTRADICTED]


@pytest.fixture(scope="module")
def judge(corridor: Corridor, known: Known) -> Judge:
    """What judges."""
    return Judge(corridor, known)


def named(mutant: Mutant) -> set[str]:
    """Return what a finding may name: what the fact is about, before and after, or what it leads to."""
    triples = [triple for triple in (mutant.old, mutant.new) if triple]
    return {shorten(str(term)[1:-1]) for triple in triples for term in (triple.subject, triple.object)}


def changed(passage: Judged, mutant: Mutant) -> Judged:
    """Return a passage with one of its facts changed."""
    return passage._replace(claimed=mutated(passage.claimed, mutant))


def same_fact(fact: Triple, plain: str) -> set[Triple]:
    """Return a fact, and where a word of bound that is printed has two codes, the fact with the other as well."""
    codes = {node(f"quantifier:{name}") for word, names in TWO_BOUNDS.items() if word in plain for name in names}
    return {fact} | ({Triple(fact.subject, fact.predicate, code) for code in codes} if fact.object in codes else set())


def test_each_fact_that_is_changed_is_found(corridor: Corridor, passages: list[Judged], judge: Judge) -> None:
    """Each number, printed form, unit, word of bound, period, speaker, participant, name and mention."""
    mutator, missed, parts = Mutator(corridor), [], Counter[str]()
    for passage in passages:
        assert judge.problems(passage) == []
        for mutant in mutator.mutants(passage.claimed, passage.plain):
            parts[mutant.part] += 1
            problems = judge.problems(changed(passage, mutant))
            told = " ".join(f"{one.fact} {one.remark}" for one in problems)
            if not any(name in told for name in named(mutant)):
                missed.append(f"{passage.name} {mutant}: {told}")
    assert missed == []
    assert sum(parts.values()) > 2000
    assert min(parts.values()) > 2, parts


def test_each_word_that_is_changed_is_found(corridor: Corridor, passages: list[Judged], judge: Judge) -> None:
    """Meaning finds it: what is judged is the new text, as if its hash were that of the article."""
    mutator, missed, count = Mutator(corridor), [], 0
    for passage in passages:
        for text, swap in altered_texts(passage.plain, passage.claimed, mutator):
            count += 1
            if not judge.problems(passage._replace(plain=text)):
                missed.append(f"{passage.name} {swap}")
    assert missed == []
    assert count > 600


def test_who_speaks_is_missed_where_a_newspaper_takes_their_words(passages: list[Judged], judge: Judge) -> None:
    """Said in the newspaper's own voice, all that a passage attributes to somebody leaves them unheard."""
    silenced: Counter[bool] = Counter()
    for passage in passages:
        (publisher,) = judge.known.values(judge.articles[passage.iri], PUBLISHER)
        assert isinstance(publisher, NamedNode)
        speakers = {one.triple.object for one in passage.claimed if one.triple.predicate in SPEAKS} - {publisher}
        for speaker in speakers:
            own = [
                Claim(Triple(one.triple.subject, SPEAKER, publisher), one.alone)
                if one.triple.predicate in SPEAKS and one.triple.object == speaker
                else one
                for one in passage.claimed
            ]
            problems = [one for one in judge.problems(passage._replace(claimed=own)) if one.part == "speaker"]
            silenced[bool(problems)] += 1
            assert all("is said to say something" in one.remark for one in problems)
    assert silenced[True] >= 14, silenced


def test_what_is_to_be_written_is_the_fact_that_was_changed(
    corridor: Corridor, passages: list[Judged], judge: Judge
) -> None:
    """A value, a unit, a word of bound or a printed form that is pasted in place of the wrong one is the right one."""
    mutator, restored = Mutator(corridor), Counter[str]()
    for passage in passages:
        for mutant in mutator.mutants(passage.claimed, passage.plain):
            if mutant.old and mutant.part in ("number", "unit", "bound"):
                written = {one.turtle for one in judge.problems(changed(passage, mutant))}
                triples = [triple for turtle in written if turtle for triple in read(turtle)]
                assert not same_fact(mutant.old, passage.plain).isdisjoint(triples), f"{mutant}: {written}"
                restored[mutant.part] += 1
    assert min(restored["number"], restored["unit"], restored["bound"]) > 9


def test_whatever_is_to_be_written_can_be_read(corridor: Corridor, passages: list[Judged], judge: Judge) -> None:
    """As Turtle with the project's prefixes, also where something is left to be filled in."""
    mutator, count = Mutator(corridor), 0
    for passage in passages:
        _, plain, claimed, _ = passage
        others = [changed(passage, mutant) for mutant in mutator.mutants(claimed, plain)]
        others += [passage._replace(plain=text) for text, _ in altered_texts(plain, claimed, mutator)]
        for turtle in {one.turtle for problems in map(judge.problems, others[::3]) for one in problems if one.turtle}:
            count += 1
            assert read(turtle)
    assert count > 200


def read(turtle: str) -> list[Triple]:
    """Return the triples of Turtle without its prefixes."""
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes().items())
    return [quad.triple for quad in parse(head + turtle, RdfFormat.TURTLE)]


# -- The whole way ---------------------------------------------------------------------------------


SAMPLE = 24
"""How many mutants are verified through files, of facts and of texts each."""


def test_a_sample_of_facts_is_found_in_files(
    corridor: Corridor, passages: list[Judged], shared: Path, tmp_path: Path
) -> None:
    """As `verify` reads them, loaded and closed anew: the passage and the fact are told.

    A name that went to another thing is its name then, and stands there: `check` tells that two things have it.
    """
    mutator = Mutator(corridor)
    every = [(one, mutant) for one in passages for mutant in mutator.mutants(one.claimed, one.plain)]
    sample = every[:: len(every) // SAMPLE]
    assert {source_of(passage.name) for passage, _ in sample} == {*FILES}
    for passage, mutant in sample:
        folder = tmp_path / "graph"
        shutil.copytree(ROOT / "graph", folder)
        file = folder / passage.file
        triples = {quad.triple for quad in parse(path=str(file), format=RdfFormat.TURTLE)} - {mutant.old}
        lines = [f"{triple} .\n" for triple in {*triples, *([mutant.new] if mutant.new else [])}]
        file.with_suffix(".nt").write_text("".join(lines), encoding="utf-8")
        file.unlink()
        found = Corridor.load(graph=folder).verify(shared / FILES[source_of(passage.name)])
        told = {one.passage: " ".join(one.problems) for one in found.passages if one.problems}
        if mutant.old and mutant.old.predicate == LABEL:
            checked = Corridor.check_files(graph=folder).findings
            told[passage.name] = " ".join([told.get(passage.name, ""), *(finding.thing for finding in checked)])
        assert any(name in told.get(passage.name, "") for name in named(mutant)), f"{passage.name} {mutant}: {told}"
        shutil.rmtree(folder)


def test_a_sample_of_texts_is_found_though_their_hashes_are_fresh(
    corridor: Corridor, passages: list[Judged], shared: Path, tmp_path: Path
) -> None:
    """The article is another, and the graph has the hashes of that other one: its meaning alone is wrong."""
    of_each, mutator = texts(shared), Mutator(corridor)
    every = [(one, text) for one in passages for text, _ in altered_texts(one.plain, one.claimed, mutator)]
    sample = every[:: len(every) // SAMPLE]
    assert {source_of(passage.name) for passage, _ in sample} == {*FILES}
    folder, copy = tmp_path / "graph", tmp_path / "altered.txt"
    shutil.copytree(ROOT / "graph", folder)
    for passage, text in sample:
        article, place = of_each[source_of(passage.name)], passage.place
        copy.write_text(f"{article[: place.start]}{text}{article[place.stop :]}", encoding="utf-8")
        described = folder / source_of(passage.name) / "source.ttl"
        written = described.read_text(encoding="utf-8")
        described.write_text(with_fresh_hash(written, passage, text), encoding="utf-8")
        found = Corridor.load(graph=folder).verify(copy)
        described.write_text(written, encoding="utf-8")
        assert [(one.passage, one.verdict, one.problems[:1]) for one in found.passages if one.verdict != "found"] == []
        assert [one.passage for one in found.passages if one.problems] == [passage.name]


def with_fresh_hash(written: str, passage: Judged, new: str) -> str:
    """Return the description of an article with the hashes of a passage that is another, and places that fit."""
    longer, behind = len(new) - (passage.place.stop - passage.place.start), False
    blocks = []
    for block in written.split("\n\n"):
        is_passage = block.startswith(f"passage:{passage.iri.rpartition('/')[2]}\n")
        if is_passage:
            block = re.sub(r'"[0-9a-f]{64}"', f'"{articles.sha256(new)}"', block)
        if is_passage or block.startswith("article:"):
            block = re.sub(r"oa:end (\d+)", lambda end: f"oa:end {int(end[1]) + longer}", block)
        elif behind:
            block = re.sub(r"(oa:\w+) (\d+)", lambda place: f"{place[1]} {int(place[2]) + longer}", block)
        behind = behind or is_passage
        blocks.append(block)
    return "\n\n".join(blocks)
