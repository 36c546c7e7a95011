"""Wherever people read the name of what was withdrawn or corrected, the mark stands; what machines read is clean."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.answers.rows import Rows
from corridor_kg.questions.stored_queries import STORED
from tests.conftest import Run

MARK, NOTE = "made-up-gazette m01 (corrected 2018-06-01)", "made-up-gazette m01 was corrected on 2018-06-01: "
WHOLE = "made-up-herald h08 (withdrawn 2018-07-01)"
ROWS = [name for name, query in STORED.items() if query.form == "SELECT" and not query.endpoint]
UNMARKED = re.compile(r"made-up-(gazette m01|herald h\d\d)(?! \((corrected|withdrawn) 2018-)")


def figures(corridor: Corridor) -> Rows:
    """Return the figures of Dongguan, which both sources have."""
    found = corridor.run("figures", thing="dongguan")
    assert isinstance(found, Rows)
    return found


def test_a_table_has_marks_and_tells_why_below(corrected: Corridor) -> None:
    """Each source is told of once; the facts are there as before."""
    table = figures(corrected).to_table()
    assert MARK in table
    assert WHOLE in table
    below = table.partition(" rows)\n")[2].splitlines()
    assert below == [
        f"{NOTE}The number is that of another city. Read made-up-herald h08 instead. See https://example.org/corrected",
        "made-up-herald was withdrawn on 2018-07-01: The letters were made up.",
    ]


@pytest.mark.parametrize("name", ROWS)
def test_every_stored_query_marks_what_it_names(name: str, corrected: Corridor) -> None:
    """No table names such a passage without its mark; in a note below, the sentence tells.

    But for what is set beside a figure, where other sources are named within a sentence.
    """
    found = corrected.run(name)
    assert isinstance(found, Rows)
    _, cells = found.only([column for column in found.columns if column != "compared"]).shown()
    assert [cell for row in cells for cell in row if UNMARKED.search(cell) and " was " not in cell] == []


def test_what_machines_read_is_as_without_corrections(corrected: Corridor) -> None:
    """Names, and no marks."""
    found = figures(corrected)
    for text in (found.to_csv(), found.to_json(), found.to_jsonl(), found.to_tsv(), found.to_xml()):
        assert "made-up-gazette m01" in text
        assert "corrected" not in text
    assert {row.evidence for row in found} >= {"made-up-gazette m01", "made-up-herald h08"}


def test_markdown_and_html_have_them(corrected: Corridor) -> None:
    """In HTML the name is still a link to the source below, which has the mark too."""
    found = figures(corrected)
    assert f"| {MARK} |" in found.to_markdown()
    assert f"\n\n{NOTE}" in found.to_markdown()
    page = found.to_html()
    assert re.search(rf'<td[^>]*><a href="#source-\d+">{re.escape(MARK)}</a></td>', page)
    assert f"<b>{MARK}</b>: " in page
    assert f"<p>{NOTE}" in page


def test_a_workbook_has_a_column_of_its_own(corrected: Corridor, corridor: Corridor) -> None:
    """The sheet of sources says what happened, where something has."""
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(io.BytesIO(figures(corrected).to_xlsx()))["Sources"]
    heads, *rows = sheet.iter_rows(values_only=True)
    assert heads[-1] == "withdrawn or corrected"
    told = {row[0]: row[-1] for row in rows}
    assert told["made-up-gazette m01"].startswith(NOTE)
    assert not told["china-daily p13"]
    without = openpyxl.load_workbook(io.BytesIO(figures(corridor).to_xlsx()))["Sources"]
    assert [cell.value for cell in without[1]][-1] == "identifier"


def test_pictures_and_notebooks_have_them(corrected: Corridor) -> None:
    """A table that is drawn has the marks; every picture tells below, also to those who cannot see it."""
    found = figures(corrected)
    assert f": {MARK}" in found.to_svg("table")
    assert NOTE in found.to_svg("table")
    assert NOTE in found.to_svg("bar")
    assert f"<p>{NOTE}" in found._repr_html_()


def test_own_queries_and_things_have_them(corrected: Corridor) -> None:
    """A passage that a query finds is marked, in a description too, and JSON has its identifier."""
    found = corrected.sparql("SELECT ?p { ?p a ckg:Passage ; skos:notation 'made-up-gazette m01' }")
    assert isinstance(found, Rows)
    assert "passage:made-up-gazette-m01 (corrected 2018-06-01)" in found.to_table()
    known = corrected.describe("figure:made-up-gazette-dongguan-high-tech-firms-2016")
    assert f"· {MARK}" in known.to_text()
    assert NOTE in known.to_text()
    assert "corrected" not in known.to_json()


def test_a_proof_has_them(corrected: Corridor) -> None:
    """At the passage that states it, and below."""
    text = str(corrected.why("figure:made-up-gazette-dongguan-high-tech-firms-2016", "isFigureOf", "dongguan"))
    assert f"stated in {MARK}, " in text
    assert text.splitlines()[-1].startswith(NOTE)


def test_doubtful_facts_lists_each_fact_with_the_day(corrected: Corridor, corridor: Corridor) -> None:
    """Those of the one passage, and those of all passages of the source that was withdrawn."""
    found = corrected.run("doubtful-facts")
    assert isinstance(found, Rows)
    own = [row for row in found if "made-up-gazette m01" in row.evidence.split("; ") and str(row.day) == "2018-06-01"]
    stated = corrected.sparql("SELECT * { GRAPH passage:made-up-gazette-m01 { ?s ?p ?o } }")
    assert isinstance(stated, Rows)
    assert len(own) == len(stated) > 3
    assert {(str(row.day), row.note) for row in own} == {
        ("2018-06-01", "made-up-gazette m01 was corrected: The number is that of another city.")
    }
    assert sum(1 for row in found if str(row.day) == "2018-07-01") > 100
    before = corridor.run("doubtful-facts")
    assert isinstance(before, Rows)
    assert {row.note for row in before} <= {row.note for row in found if not row.day}


def test_an_export_takes_the_correction_along_with_the_passage(corrected: Corridor) -> None:
    """The whole has it; without evidence nothing of it is there."""
    assert "a ckg:Correction ;" in corrected.export().text()
    assert "orrection" not in corrected.export(evidence=False).text()


def test_the_command_line_shows_them(run: Run, copies: list[Path]) -> None:
    """``evidence`` has the marks, and fits its terminal."""
    more = [part for path in copies for part in ("--add", str(path))]
    done = run("evidence", "figure:made-up-gazette-dongguan-high-tech-firms-2016", *more)
    assert MARK in done.stdout
    assert NOTE in done.stdout


def test_a_sentence_from_ones_own_copy_has_the_mark_of_its_passage(corrected: Corridor, copies: list[Path]) -> None:
    """Before it; what was wrong is told below."""
    figure = "figure:made-up-gazette-dongguan-high-tech-firms-2016"
    told = corrected.evidence(figure, articles=copies[0] / "made-up-gazette.txt").to_table()
    assert f"{MARK}: «Dongguan»" in told
    assert NOTE in told
