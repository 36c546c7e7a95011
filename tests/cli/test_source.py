"""``corridor-kg source``: as somebody types it who holds an article."""

from __future__ import annotations

from pathlib import Path

import pytest
from click import Context
from click.shell_completion import CompletionItem

from corridor_kg.cli import options
from corridor_kg.cli.commands.source.update import command
from tests.conftest import Run
from tests.sources.test_new_source import TEXT


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A made-up text in a file."""
    path = tmp_path / "news.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_from_a_text_to_a_fact(run: Run, text: Path) -> None:
    """New, check, an edit, verify, update, list: each tells the next, and no traceback is seen."""
    folder = text.parent
    made = run("source", "new", "courier", text.name, "--publisher", "China Daily", "--to", "mine")
    assert made.returncode == 0, made.stderr
    assert "p02" in made.stdout
    assert "4 passages" in made.stdout
    assert "corridor-kg check mine" in made.stderr
    checked = run("check", "mine", "--only", "open")
    assert checked.returncode == 0
    assert "mine/courier/p02.ttl:" in checked.stdout
    draft = folder / "mine" / "courier" / "p02.ttl"
    kept = [line for line in draft.read_text(encoding="utf-8").split("\n") if "ckg:open" not in line]
    draft.write_text("\n".join(kept), encoding="utf-8")
    shown = run("run", "figures", "thing=innovation-corridor", "--add", "mine", "--format", "csv")
    assert "190" in shown.stdout
    text.write_text("A line before.\n\n" + TEXT, encoding="utf-8")
    updated = run("source", "update", "courier", text.name, "--to", "mine")
    assert updated.returncode == 0, updated.stderr
    assert "moved" in updated.stdout
    listed = run("source", "list", "--add", "mine", "--format", "csv")
    assert any(line.startswith("courier,") for line in listed.stdout.split("\n"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "The Courier", "news.txt"), "is no name of a source; write small letters"),
        (("new", "courier", "none.txt"), "none.txt"),
        (("new", "courier", "news.txt", "--date", "soon"), "is no date"),
        (("new", "courier", "news.txt", "--to", "news.txt"), "news.txt"),
        (("update", "courier", "news.txt"), "no source is called"),
        (("update", "china-daily", "news.txt"), "is it a copy of this article"),
        (("nwe",), "Did you mean 'new'"),
    ],
)
def test_what_is_wrong_is_said(run: Run, text: Path, arguments: tuple[str, ...], said: str) -> None:
    """What is wrong, and what to do, and exit status 2."""
    found = run("source", *arguments)
    assert found.returncode == 2
    assert said in found.stderr
    assert "Traceback" not in found.stderr


def completed(items: list[CompletionItem]) -> list[str]:
    """Return what a shell offers."""
    return [str(item.value) for item in items]


def test_a_shell_completes_terms_and_sources() -> None:
    """What a draft asks for can be completed by its CURIE, and a source by its short name."""
    context, parameter = Context(command), command.params[0]
    assert "measure:area" in completed(options.complete_thing(context, parameter, "measure:a"))
    assert "ckg:hasMeasure" in completed(options.complete_thing(context, parameter, "ckg:hasM"))
    assert completed(options.complete_source(context, parameter, "china-")) == ["china-daily"]
