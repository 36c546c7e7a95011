"""``--article``: sentences from one's own copy, beside what `why`, `evidence`, `show` and `compare` answer."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.support import weekly

SENTENCE = "«Dongguan» had «more than 1,250 mills» in «2016», and about 40 wells."
LINK = f"{weekly.ADDRESS}#:~:text=Dongguan%20had,wells"

COMMANDS = {
    "why": ("why", "figure:weekly-mills", "isFigureOf", "dongguan"),
    "evidence": ("evidence", "figure:weekly-mills"),
    "show": ("show", "figure:weekly-mills"),
    "compare": ("compare", "dongguan"),
}

Ask = Callable[..., Any]


@pytest.fixture
def ask(run: Run, tmp_path: Path) -> Ask:
    """Ask a command of the bundled graph, the weekly, and a daily that says otherwise, of which there is no copy."""
    weekly.folder(tmp_path / "weekly")
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / "mills.txt").write_text(weekly.ARTICLE, encoding="utf-8")
    (tmp_path / "daily").mkdir()
    for file in (tmp_path / "weekly").iterdir():
        text = file.read_text(encoding="utf-8").replace("weekly", "daily").replace("measure:mills a", "measure:other a")
        text = re.sub("[0-9a-f]{64}", "0" * 64, text.replace("1250", "1300"))
        (tmp_path / "daily" / file.name).write_text(text, encoding="utf-8")

    def call(command: str, *more: str, **given: Any) -> Any:
        done = run(*COMMANDS[command], "--add", "weekly", "--add", "daily", "--no-config", *more, **given)
        done.stderr = re.sub("warning: broken shapes.*\n", "", done.stderr)  # of what both leave out
        return done

    return call


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_shows_the_sentence_and_the_link(command: str, ask: Ask) -> None:
    """Of a file, of a folder, and of standard input; nothing is said on standard error."""
    for path, stdin in (("copies/mills.txt", ""), ("copies", ""), ("-", weekly.ARTICLE)):
        done = ask(command, "--article", path, stdin=stdin)
        assert (done.returncode, done.stderr) == (0, "")
        lines = [line.strip() for line in done.stdout.splitlines()]
        assert [line for line in lines if line.endswith(SENTENCE)], done.stdout
        assert LINK in lines


@pytest.mark.parametrize("command", COMMANDS)
def test_json_has_the_places_of_the_words_that_matter(command: str, ask: Ask) -> None:
    """Beside the sentence, the link, and why there is none; evidence has them as columns."""
    told = json.loads(ask(command, "--article", "copies", "--format", "json").stdout)
    if command == "evidence":
        rows = [row for row in told["results"]["bindings"] if row["property"]["value"].endswith("isFigureOf")]
        assert [row["marks"]["value"] for row in rows] == ["0-8 13-34 38-42"]
        assert [(row["link"]["type"], row["link"]["value"]) for row in rows] == [("uri", LINK)]
        return
    found = list(_quotations(told))
    assert {"passage", "sentence", "marks", "link", "note"} == set(found[0])
    (one,) = {json.dumps(one): one for one in found if one["sentence"] and one["passage"] == "weekly w02"}.values()
    assert [one["sentence"][start:end] for start, end in one["marks"]] == ["Dongguan", "more than 1,250 mills", "2016"]
    assert one["link"] == LINK


def _quotations(told: Any) -> Any:
    """Yield the quotations in JSON, wherever they stand."""
    if isinstance(told, dict):
        yield from told.get("quotations", ())
    for value in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from _quotations(value)


@pytest.mark.parametrize("command", COMMANDS)
def test_without_a_copy_an_answer_is_what_it_was(command: str, ask: Ask, tmp_path: Path) -> None:
    """Also where the configuration names copies, which are for verify."""
    for format in ("table", "json"):
        plain = ask(command, "--format", format).stdout
        assert "1,250 mills" not in plain
        assert "quotations" not in plain
        assert "«" not in plain


def test_rows_have_a_passage_each(ask: Ask) -> None:
    """With the sentence as the copy has it; for people, the words that matter are marked in it."""
    told = ask("evidence", "--article", "copies", "--format", "csv").stdout
    rows = [row for row in csv.DictReader(io.StringIO(told)) if row["property"].endswith("isFigureOf")]
    assert [row["evidence"] for row in rows] == ["weekly w02"]
    assert rows[0]["sentence"] == "Dongguan had more than 1,250 mills in 2016, and about 40 wells."
    assert SENTENCE in ask("evidence", "--article", "copies", "--format", "html").stdout
    chosen = ask("evidence", "--article", "copies", "--columns", "property,sentence").stdout
    assert chosen.splitlines()[0].split() == ["property", "sentence"]


def test_what_was_not_given_is_said_once(ask: Ask) -> None:
    """Below the answer."""
    done = ask("compare", "--article", "copies")
    assert done.stdout.count("No copy of daily was given.") == 1


def test_a_file_that_is_no_article_is_told_of(ask: Ask, tmp_path: Path) -> None:
    """On standard error; the answer is there all the same."""
    (tmp_path / "copies" / "notes.txt").write_text("Nothing of the kind.", encoding="utf-8")
    done = ask("why", "--article", "copies")
    assert done.returncode == 0
    assert done.stderr == "warning: copies/notes.txt: no article of the graph stands in it.\n"
    assert SENTENCE in done.stdout


def test_a_copy_that_cannot_be_read_is_refused(ask: Ask, tmp_path: Path) -> None:
    """One that is not there, a folder without one, one that is no text: a sentence each, and the status of misuse."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\xff")
    for path, told in (
        ("nowhere.txt", "error: nowhere.txt cannot be read: No such file or directory.\n"),
        ("empty", "error: the folder empty has no article in it: no file ends in .txt, .html, .htm, .xhtml or .md.\n"),
        ("picture.txt", "error: picture.txt is not UTF-8: byte 1 cannot be read; save it as UTF-8.\n"),
    ):
        done = ask("show", "--article", path)
        assert (done.returncode, done.stdout, done.stderr) == (2, "", told)


@pytest.mark.parametrize(("command", "format"), [("why", "turtle"), ("show", "jsonld"), ("compare", "csv")])
def test_a_format_without_a_place_for_sentences_is_refused(command: str, format: str, ask: Ask) -> None:
    """It says which have one."""
    done = ask(command, "--article", "copies", "--format", format)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(f"with sentences cannot be written as '{format}'; write table, json.\n")
