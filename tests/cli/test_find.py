"""``corridor-kg find``: rows on standard output, what is to be said of them on standard error, a status that tells."""

from __future__ import annotations

import json
import os

import pytest

from tests.conftest import Run


def test_a_name_is_found(run: Run) -> None:
    """With its thing, its kind and the name that matched."""
    done = run("find", "東莞", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    (row,) = json.loads(done.stdout)["results"]["bindings"]
    assert {column: cell["value"] for column, cell in row.items()} == {
        "thing": "https://w3id.org/corridor-kg/place/dongguan",
        "thingLabel": "Dongguan",
        "kind": "cities",
        "name": "东莞",
        "how": "name",
    }


@pytest.mark.parametrize("format", ["table", "csv", "tsv", "json", "xml", "markdown"])
def test_what_is_found_is_written_in_every_format(format: str, run: Run) -> None:
    """As other rows are."""
    done = run("find", "from Canton to Macau", "--format", format)
    assert done.returncode == 0
    assert "Canton" in done.stdout
    assert "Macau" in done.stdout


def test_several_meanings_are_told(run: Run) -> None:
    """They are findings enough: the status is that of success."""
    done = run("find", "science city", "--kind", "platform")
    assert done.returncode == 0
    assert "may be platform:neutron-science-city or platform:guangzhou-science-city" in done.stderr
    assert "(3 rows)" in done.stdout


def test_what_is_near_is_no_success(run: Run) -> None:
    """It is told, and marked."""
    done = run("find", "Guangzhuo")
    assert done.returncode == 1
    assert "near, not the same" in done.stdout
    assert "nothing is called so" in done.stderr


def test_nothing_found_is_no_success(run: Run) -> None:
    """The remedy is told."""
    done = run("find", "zzzz")
    assert done.returncode == 1
    assert done.stderr.startswith("nothing is found; write another part of its name, or give a kind to list")
    done = run("find", "Macau", "--kind", "cities")
    assert (done.returncode, done.stderr) == (
        1,
        "nothing of this kind is found; of another there is place:macao.\n",
    )


def test_a_kind_is_listed(run: Run) -> None:
    """Without a text."""
    done = run("find", "--kind", "cities", "--format", "csv")
    assert done.returncode == 0
    found = [line.split(",")[1] for line in done.stdout.splitlines()[1:]]
    assert found == ["Dongguan", "Foshan", "Guangzhou", "Shenzhen", "Tokyo", "Tsukuba", "Yokohama"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["x", "--kind", "platfrom"], "error: no kind 'platfrom'; did you mean 'platforms'?\n"),
        ([], "error: there is nothing to find; give a text, or a kind to list.\n"),
    ],
)
def test_wrong_use_is_told(arguments: list[str], message: str, run: Run) -> None:
    """In a sentence, with what to do."""
    done = run("find", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_a_shell_completes_kinds(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """And slugs, as it does for other commands."""
    monkeypatch.setenv("_CORRIDOR_KG_COMPLETE", "bash_complete")
    for words, number, wanted in (("find --kind pl", "3", "platforms"), ("find songsh", "2", "songshan-lake")):
        monkeypatch.setitem(os.environ, "COMP_WORDS", f"corridor-kg {words}")
        monkeypatch.setitem(os.environ, "COMP_CWORD", number)
        assert f"plain,{wanted}" in run().stdout.splitlines()
