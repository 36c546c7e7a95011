"""A spreadsheet of whatever form gets the things that have its names, and stays as it is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import BadParameter
from corridor_kg.links import spreadsheets
from corridor_kg.links.suggestions import Suggestions
from corridor_kg.model import authorities
from tests.conftest import Run

TABLE = '\ufeffid;town;note\r\n1;Dongguan City;a\r\n2;广州市;"b;c"\r\n3;Atlantis;\r\n4;;\r\n5;Shenzen;"d""e"\r\n'


def test_a_spreadsheet_gets_five_columns(run: Run, tmp_path: Path) -> None:
    """IRI, label and score of the thing that has each name, or what has one like it; the rest stays as it is."""
    (tmp_path / "mine.csv").write_text(TABLE, encoding="utf-8", newline="")
    done = run("links", "match", "mine.csv", "--column", "town", "--output", "out.csv")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "2 of 5 rows matched, 0 ambiguous, 1 with candidates.\n"
    text = (tmp_path / "out.csv").read_bytes().decode()
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert [row["corridor_label"] for row in rows] == ["Dongguan", "Guangzhou", "", "", ""]
    assert rows[1]["corridor_iri"] == "https://w3id.org/corridor-kg/place/guangzhou"
    assert (rows[1]["corridor_score"], rows[1]["note"], rows[4]["note"]) == ("100", "b;c", 'd"e')
    assert [row["corridor_candidates"] for row in rows] == ["", "", "", "", "Shenzhen (place:shenzhen) 93"]
    higher = run("links", "match", "mine.csv", "--column", "town", "--least", "95").stdout
    assert "place/guangzhou" in higher
    assert "shenzhen" not in higher


def test_columns_of_the_same_names_stay_and_that_is_told(run: Run, tmp_path: Path) -> None:
    """Somebody's own, or those of an earlier match: the new ones have a number behind their names."""
    (tmp_path / "mine.csv").write_text("city,firm,Corridor_Candidates \nDongguan,Foxconn,precious\n", encoding="utf-8")
    done = run("links", "match", "mine.csv", "--column", "city", "--output", "once.csv")
    added = ("iri", "label", "score", "ambiguous", "candidates")
    assert f"{', '.join(f'corridor_{name}_2' for name in added)} are added" in done.stderr
    assert "the table has 'Corridor_Candidates' already, which stays as it is" in done.stderr
    again = run("links", "match", "once.csv", "--column", "firm")
    assert f"{', '.join(f'corridor_{name}_3' for name in added)} are added" in again.stderr
    (row,) = csv.DictReader(again.stdout.splitlines())
    assert row["Corridor_Candidates "] == "precious"
    assert (row["corridor_label_2"], row["corridor_score_2"], row["corridor_iri_3"]) == ("Dongguan", "100", "")


@pytest.mark.parametrize(
    ("head", "column", "index"),
    [
        (["id", "Town"], "town", 1),
        (["id", " town\xa0"], "town", 1),
        (["id", "Cafe\u0301"], "Caf\u00e9", 1),
        (["Town", "town"], "town", 1),
        (["Town", "town "], " town", 1),
        (["home  town", "town"], "HOME\ntown", 0),
    ],
)
def test_a_column_is_named_as_people_see_it(head: list[str], column: str, index: int) -> None:
    """Its very name, else what looks the same, else another case where one column fits."""
    assert spreadsheets._column_index("mine.csv", head, column) == index


@pytest.mark.parametrize("head", [["Town", "TOWN"], ["town ", "town\xa0"], ["town", "town"]])
def test_a_name_of_several_columns_is_told(head: list[str]) -> None:
    """Nothing is guessed."""
    with pytest.raises(BadParameter, match="has several columns"):
        spreadsheets._column_index("mine.csv", head, "town" if head[0] == "town" else "tOwN")


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_spreadsheet_keeps_the_ends_of_its_lines(end: str, corridor: Corridor, tmp_path: Path) -> None:
    """Whatever program wrote it, the table is read by its lines, and written as it was."""
    path = tmp_path / "mine.csv"
    path.write_bytes(f"town;note{end}Dongguan;x\u2028,{end}".encode())
    place = "https://w3id.org/corridor-kg/place/dongguan"
    assert spreadsheets.match(corridor.data, str(path), "town").text == (
        f"town;note;{';'.join(spreadsheets.ADDED)}{end}Dongguan;x\u2028,;{place};Dongguan;100;;{end}"
    )


@pytest.mark.parametrize(
    ("content", "column", "message"),
    [
        (b"a,b\n1,2\n", "c", "mine.csv has no column 'c'; there are 'a', 'b'"),
        (b"town,b\n1,2\n", "towns", "did you mean 'town'"),
        (b"a,b\n1,\xff\n", "a", "mine.csv, line 2 is not UTF-8; save the table as 'CSV UTF-8'"),
        (b"", "a", "mine.csv: its first row is empty"),
        (b"\n1\n", "a", "mine.csv: its first row is empty"),
        (b"a,a\n1,2\n", "a", "mine.csv has several columns 'a'"),
        (b"a,b\n1,2,3\n", "a", "row 1 below the head has 3 cells, the head 2"),
        (b"a,b\r1,\xff\r", "a", "mine.csv, line 2 is not UTF-8"),
        (b'a,b\r1,"2\r', "a", "line 2: the row cannot be read"),
        (b'a,b\n1,"2\n', "a", "line 2: the row cannot be read"),
        (b'a,b\n1,2\n1,"2\n1,2\n1,2\n', "a", "line 3: the row cannot be read: its quote is not closed"),
        (b'a,b\n"1\n1",2\n1,"2"2\n', "a", "line 4: the row cannot be read: "),
    ],
)
def test_a_broken_spreadsheet_is_told(content: bytes, column: str, message: str, run: Run, tmp_path: Path) -> None:
    """The file, the line, and what to do; exit status 2."""
    (tmp_path / "mine.csv").write_bytes(content)
    done = run("links", "match", "mine.csv", "--column", column)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_spreadsheet_that_is_not_there_is_told(run: Run) -> None:
    """Neither a traceback nor an empty table."""
    done = run("links", "match", "no.csv", "--column", "a")
    assert done.returncode == 2
    assert "no.csv cannot be read" in done.stderr


def test_an_empty_table_of_suggestions_is_a_table() -> None:
    """No rows, no traceback."""
    assert Suggestions((), "nowhere", "").to_table().endswith("(0 rows)\n")
    assert authorities.of("http://nowhere.example/1") is None


def test_an_empty_line_is_no_row(run: Run, tmp_path: Path) -> None:
    """It stays, and is not counted."""
    (tmp_path / "towns.csv").write_text("town,b\n\nDongguan,1\n\n\nAtlantis,2\n", encoding="utf-8")
    done = run("links", "match", "towns.csv", "--column", "town")
    assert done.stderr == "1 of 2 rows matched, 0 ambiguous, 0 with candidates.\n"
    assert done.stdout.splitlines()[3:5] == ["", ""]


def test_a_long_cell_and_a_byte_order_mark_are_kept(run: Run, tmp_path: Path) -> None:
    """The outline of a town may be longer than Python's csv allows; the mark comes back as it came."""
    outline = "1 2," * 50_000
    (tmp_path / "towns.csv").write_text(f'\ufefftown,outline\nDongguan,"{outline}"\n', encoding="utf-8")
    done = run("links", "match", "towns.csv", "--column", "town")
    assert done.stderr == "1 of 1 rows matched, 0 ambiguous, 0 with candidates.\n"
    assert done.stdout.startswith("\ufefftown,outline,corridor_iri")
    assert f'"{outline}"' in done.stdout
