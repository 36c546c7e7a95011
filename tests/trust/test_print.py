"""What verification says of several articles at once, and of print that no fact takes up."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import GraphNotFound
from corridor_kg.trust.verdicts import BY_READING, VERDICTS
from corridor_kg.trust.verification import Verification
from tests.conftest import ROOT, Run
from tests.support.sources import BOTH, GAZETTE, HERALD

GAZETTE_TEXT, HERALD_TEXT = GAZETTE / "made-up-gazette.txt", HERALD / "made-up-herald.txt"


@pytest.fixture(scope="module")
def three() -> Corridor:
    """The bundled graph with two sources more."""
    return Corridor.load(add=BOTH)


def names(found: Verification) -> list[str]:
    """Return the articles that were checked."""
    return [article.article for article in found.articles]


# -- Several articles ------------------------------------------------------------------------------


def test_several_articles_are_checked_at_once_and_summed_up(three: Corridor) -> None:
    """Each in its own file; the counts are those of all, and who has no copy is told."""
    found = three.verify(GAZETTE_TEXT, HERALD_TEXT)
    assert found.holds
    assert names(found) == ["article:made-up-letters", "article:made-up-report"]
    assert len(found.not_given) == 6
    assert "article:silicon-valley-to-be-built" in found.not_given
    single = [three.verify(path).counts for path in (GAZETTE_TEXT, HERALD_TEXT)]
    assert found.counts == {verdict: sum(counts[verdict] for counts in single) for verdict in VERDICTS}
    told = found.to_text()
    assert "18 of 18 passages stand in their 2 copies (100 %); no problems." in told
    assert f"Not checked, for no copy was given: {', '.join(found.not_given)}." in told


def test_a_folder_is_all_the_articles_in_it(three: Corridor, tmp_path: Path) -> None:
    """Wherever they lie below it; what is no text is left aside, and a folder without one is said."""
    (tmp_path / "texts" / "deep").mkdir(parents=True)
    shutil.copy(GAZETTE_TEXT, tmp_path / "texts" / "report.TXT")
    page = "".join(f"<p>{line}</p>" for line in HERALD_TEXT.read_text(encoding="utf-8").split("\n\n"))
    (tmp_path / "texts" / "deep" / "letters.html").write_text(page, encoding="utf-8")
    (tmp_path / "texts" / "picture.png").write_bytes(b"\x89PNG")
    found = three.verify(tmp_path / "texts")
    assert found.holds, found.to_text()
    assert len(names(found)) == 2
    (tmp_path / "empty").mkdir()
    with pytest.raises(GraphNotFound, match="no article in it"):
        three.verify(tmp_path / "empty")


def test_two_articles_may_stand_in_one_file(three: Corridor, tmp_path: Path) -> None:
    """One behind the other; a passage of either that is another is found."""
    both = [path.read_text(encoding="utf-8") for path in (GAZETTE_TEXT, HERALD_TEXT)]
    (tmp_path / "both.txt").write_text("\n\n".join(both), encoding="utf-8")
    found = three.verify(tmp_path / "both.txt")
    assert found.holds, found.to_text()
    assert len(names(found)) == 2
    (tmp_path / "both.txt").write_text("\n\n".join(both).replace("9,000", "9,900"), encoding="utf-8")
    found = three.verify(tmp_path / "both.txt")
    assert [passage.passage for passage in found.passages if passage.problems] == ["made-up-herald h07"]


def test_a_file_that_is_no_article_of_the_graph_is_a_problem(three: Corridor, tmp_path: Path) -> None:
    """Beside one that is, and alone."""
    (tmp_path / "other.txt").write_text("Nothing of it.", encoding="utf-8")
    found = three.verify(GAZETTE_TEXT, tmp_path / "other.txt")
    assert not found.holds
    assert found.unknown == (str(tmp_path / "other.txt"),)
    assert "no article of the graph stands in it" in found.to_text()
    alone = three.verify(tmp_path / "other.txt")
    assert (alone.holds, alone.articles) == (False, ())
    assert alone.to_text().endswith("No article of the graph stands in what was given; nothing was checked.\n")


def test_a_paragraph_that_is_near_by_chance_makes_no_copy(three: Corridor, tmp_path: Path) -> None:
    """One of which every passage was changed does, for most of it is near."""
    assert three.verify(ROOT / "LICENSE").articles == ()
    changed = GAZETTE_TEXT.read_text(encoding="utf-8").replace(".\n", ", it says.\n").rstrip().removesuffix(".") + "!"
    (tmp_path / "changed.txt").write_text(changed, encoding="utf-8")
    found = three.verify(tmp_path / "changed.txt")
    assert names(found) == ["article:made-up-report"]
    assert {passage.verdict for passage in found.passages} <= {"changed", "missing"}


def test_each_copy_of_an_article_is_checked(three: Corridor, tmp_path: Path) -> None:
    """A wrong one beside a right one, and a page beside its text."""
    text = GAZETTE_TEXT.read_text(encoding="utf-8")
    (tmp_path / "wrong.txt").write_text(text.replace("8,700", "7,800"), encoding="utf-8")
    (tmp_path / "page.html").write_text("".join(f"<p>{line}</p>" for line in text.split("\n\n")), encoding="utf-8")
    found = three.verify(GAZETTE_TEXT, tmp_path)
    assert [article.holds for article in found.articles] == [True, True, False]
    assert found.unknown == ()
    instead = (
        'figure:made-up-gazette-guangzhou-high-tech-firms-2017 ckg:printedForm "7,800" ; sdmx-measure:obsValue 7800 .'
    )
    assert f"Write instead: {instead}" in found.to_text()


def test_the_command_takes_files_and_folders(run: Run, tmp_path: Path) -> None:
    """And says in JSON what became of each claim."""
    shutil.copy(GAZETTE_TEXT, tmp_path / "report.txt")
    added = [argument for folder in BOTH for argument in ("--add", str(folder))]
    done = run("verify", str(tmp_path), str(HERALD_TEXT), *added, "-f", "json")
    assert done.returncode == 0
    content = json.loads(done.stdout)
    assert content["holds"] is True
    assert [article["article"] for article in content["articles"]] == [
        "article:made-up-letters",
        "article:made-up-report",
    ]
    judged = [
        one for article in content["articles"] for passage in article["passages"] for one in passage["judgements"]
    ]
    assert sum(content["counts"].values()) == len(judged)
    assert {one["verdict"] for one in judged} <= set(VERDICTS)


# -- What print has, and what is said of it ----------------------------------------------------------


Verify = Callable[[str, str], Verification]


@pytest.fixture
def changed(tmp_path: Path) -> Verify:
    """Verify the herald with one of its files changed: a stretch of it that stands there once."""

    def verify(old: str, new: str) -> Verification:
        folder = tmp_path / "herald"
        shutil.copytree(HERALD, folder)
        files = [file for file in folder.rglob("h*.ttl") if old in file.read_text(encoding="utf-8")]
        assert len(files) == 1, f"{old} stands in {len(files)} files"
        written = files[0].read_text(encoding="utf-8")
        assert written.count(old) == 1
        files[0].write_text(written.replace(old, new), encoding="utf-8")
        return Corridor.load(add=[GAZETTE, folder]).verify(HERALD_TEXT)

    return verify


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("obsValue 2150", "obsValue 2510", 'printed "2150", which is 2150. Write instead: figure:made-up-herald-'),
        ('printedForm "2150"', 'printedForm "2510"', 'ckg:printedForm "2150" .'),
        ("expectedValue 9000", "expectedValue 900", "ckg:expectedValue 9000 ."),
        (
            "unit:NUM ;\n    sdmx-dimension:refPeriod period:end-of-2017",
            "unit:PERCENT ;\n    sdmx-dimension:refPeriod period:end-of-2017",
            "unit:NUM .",
        ),
    ],
)
def test_chinese_and_english_print_is_read(old: str, new: str, told: str, changed: Verify) -> None:
    """In a source of both languages a value, a form or a unit that is another is told, with what to write."""
    found = changed(old, new)
    assert told in found.to_text()
    assert not found.holds


def test_a_mention_of_what_no_fact_speaks_of_is_told(changed: Verify) -> None:
    """It waits for a fact, or is of another thing."""
    found = changed(
        "ckg:denotes plan:corridor-plan", "ckg:denotes plan:corridor-plan, <https://w3id.org/corridor-kg/place/macao>"
    )
    assert "says which words stand for Macao (place:macao), and no fact of the passage speaks of it." in found.to_text()


def test_words_that_name_no_date_need_a_ground(shared: Path, tmp_path: Path) -> None:
    """For nobody knows which year was last year; and words that name one are no other."""
    folder = tmp_path / "graph"
    shutil.copytree(ROOT / "graph", folder)
    file = folder / "china-daily" / "p13.ttl"
    written = file.read_text(encoding="utf-8")
    ground = next(line for line in written.splitlines() if "The share is stated for 2016" in line)
    file.write_text(
        written.replace(ground, "").replace("period:end-of-2015 ;\n    ckg:ground", "period:2017 ;\n    ckg:ground"),
        encoding="utf-8",
    )
    told = Corridor.load(graph=folder).verify(shared / "article.txt").to_text()
    assert '"last year" names no date; mention:china-daily-p13-last-year has to say on what ground' in told
    assert '"2015" is not 2017 (period:2017), which mention:china-daily-p13-2015 says that it denotes.' in told


def test_what_nobody_prints_is_counted_as_read(corridor: Corridor, shared: Path) -> None:
    """Each reading under the passage that it rests on, with the fact."""
    found = corridor.verify(shared / "article.txt")
    read = {one.fact for passage in found.passages for one in passage.judgements if one.verdict == BY_READING}
    assert "platform:songshan-lake ckg:isLocatedIn place:dongguan" in read
    assert found.counts[BY_READING] >= len(read)


def test_the_share_that_print_cannot_tell_is_told(corridor: Corridor, shared: Path) -> None:
    """Relations and words of ours are counted, and never as checked."""
    found = corridor.verify(shared / "article.txt")
    total, unchecked = sum(found.counts.values()), found.counts["not checkable"]
    assert f"{unchecked} not checkable" in found.to_text()
    assert f"({100 * unchecked / total:.0f} % that print alone cannot tell)" in found.to_text()
    relations = [one for passage in found.passages for one in passage.judgements if one.part == "relation"]
    assert {one.verdict for one in relations} == {"not checkable"}
    assert len(relations) > 200


def test_of_two_words_of_bound_both_are_wanted(tmp_path: Path) -> None:
    """Each that is missing comes with what to write; another than those that are printed is none of them."""
    folder = tmp_path / "herald"
    shutil.copytree(HERALD, folder)
    text = HERALD_TEXT.read_text(encoding="utf-8").replace("2150家", "约2150多家")
    (tmp_path / "copy.txt").write_text(text, encoding="utf-8")
    file = next(file for file in folder.rglob("h08.ttl"))
    written = file.read_text(encoding="utf-8")
    told = {}
    for codes in ("about odd", "about", "odd", "over", ""):
        bounds = [f"<https://w3id.org/corridor-kg/quantifier/{code}>" for code in codes.split()]
        coded = "".join(f"    ckg:hasQuantifier {bound} ;\n" for bound in bounds)
        file.write_text(
            written.replace('    ckg:printedForm "2150" ;\n', f'    ckg:printedForm "2150" ;\n{coded}'),
            encoding="utf-8",
        )
        found = Corridor.load(add=[GAZETTE, folder]).verify(tmp_path / "copy.txt")
        told[codes] = [
            problem
            for one in found.passages
            for problem in one.problems
            if "stand with" in problem or "not coded" in problem
        ]
    assert told["about odd"] == []
    for codes, missing in (("about", "odd"), ("odd", "about")):
        (problem,) = told[codes]
        assert f"ckg:hasQuantifier quantifier:{missing} ." in problem
    assert ["leave out" in problem for problem in told["over"]] == [True, False, False]
    assert len(told[""]) == 2
