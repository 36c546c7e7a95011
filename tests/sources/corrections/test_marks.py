"""Wherever people read the name of what was withdrawn or corrected, the mark stands; what machines read is clean."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.answers.marks import Mark, Marks
from corridor_kg.answers.rows import Rows
from corridor_kg.questions.stored_queries import STORED
from corridor_kg.web import site
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked
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
    """No table names such a passage without its mark, in a sentence neither; in a note below, the sentence tells."""
    found = corrected.run(name)
    assert isinstance(found, Rows)
    _, cells = found.shown()
    assert [cell for row in cells for cell in row if UNMARKED.search(cell) and " was " not in cell] == []


def test_what_stands_beside_a_row_is_marked_and_told_below(corrected: Corridor) -> None:
    """In the sentence that sets sources beside one another, of figures, forecasts and lists, and for people alone."""
    found = corrected.run("figures", thing="dongguan").only("compared")  # type: ignore[union-attr]
    told = f"differs: {MARK} (2,100 firms (31 December 2016)), {WHOLE} (2,150 firms (31 December 2016))"
    assert told in found.to_table()
    assert told in found.to_markdown()
    assert NOTE in found.to_table()
    assert "(withdrawn" not in found.to_csv()
    for name, mark in (("timeline", "h07 (withdrawn"), ("cities-compared", "h01 (withdrawn")):
        assert mark in corrected.run(name).only("compared").to_table()  # type: ignore[union-attr]


def test_a_name_in_a_sentence_is_the_whole_name() -> None:
    """And none of another source that ends alike, nor one of which the sentence itself tells what became of it."""
    marks = Marks({}, {"post e1": Mark("corrected"), "post": Mark("withdrawn")}, ["post e1"])
    for same in ("as in evening-post e1 and post e12", "post e1 was corrected: 5", "a post, or another"):
        assert marks.within(same) == same
    assert marks.within("post e1, post e2") == "post e1 (corrected), post e2"


def test_a_comparison_has_them(corrected: Corridor) -> None:
    """At the sources above and the passages in the reasons, and below; in a description too, and JSON is clean."""
    found = corrected.compare("dongguan")
    for text in (found.to_text(), found.serialize("markdown")):
        assert "made-up-herald (withdrawn 2018-07-01)" in text
        assert f"china-daily p13 and {MARK}: " in text
        assert NOTE in text
    assert "withdrawn" not in found.to_json()
    part = found.of_source("made-up-herald")
    assert part.lines
    assert all("made-up-herald" in line.cells for line in part.lines)
    assert "made-up-herald (withdrawn 2018-07-01)" in part.to_text()
    page = site.answer(corrected, Asked("/source/made-up-herald", {}, "text/html"), Limits()).body.decode()
    assert "made-up-herald (withdrawn 2018-07-01)" in page
    known = corrected.describe("dongguan")
    assert f"differs (china-daily p13 and {MARK}: " in known.to_text().partition("Beside one another:")[2]
    assert "corrected" not in known.to_json()


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


def test_a_text_that_rests_on_what_was_corrected_is_told_so(corrected: Corridor, tmp_path: Path) -> None:
    """Whoever writes it sees the mark beside the passage, as people do in the table, and in CI at the line."""
    path = tmp_path / "own.txt"
    path.write_text("Dongguan had 2,150 national high-tech firms at the end of 2016.", encoding="utf-8")
    found = corrected.proof(path)
    assert WHOLE in found.to_text()
    assert "made-up-herald was withdrawn on 2018-07-01" in found.to_text()
    assert WHOLE in found.to_github()
    assert "(withdrawn" not in found.to_json()


def test_a_sentence_from_ones_own_copy_has_the_mark_of_its_passage(corrected: Corridor, copies: list[Path]) -> None:
    """Before it; what was wrong is told below."""
    figure = "figure:made-up-gazette-dongguan-high-tech-firms-2016"
    told = corrected.evidence(figure, articles=copies[0] / "made-up-gazette.txt").to_table()
    assert f"{MARK}: «Dongguan»" in told
    assert NOTE in told
