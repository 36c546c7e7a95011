"""A graph may come through a pipe, and what has no end is refused."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from corridor_kg.cli.main import cli
from corridor_kg.errors import GraphNotFound
from corridor_kg.files import piped
from tests.conftest import Run
from tests.support import cases

TURTLE = "@prefix ex: <http://example.org/> .\nex:a ex:b ex:c .\n"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s <http://example.org/b> ?o }"
FORMATS = {
    "turtle": TURTLE,
    "trig": f"@prefix ex: <http://example.org/> .\nex:g {{ {TURTLE.splitlines()[1]} }}\n",
    "jsonld": '{"@id": "http://example.org/a", "http://example.org/b": {"@id": "http://example.org/c"}}',
    "nquads": "<http://example.org/a> <http://example.org/b> <http://example.org/c> .\n",
}


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
@pytest.mark.parametrize("format", FORMATS)
def test_a_graph_comes_through_standard_input(format: str, name: str, run: Run) -> None:
    """In whichever format, told by its content."""
    done = run("sparql", COUNT, "--graph", name, "--no-inference", "-f", "csv", stdin=FORMATS[format])
    assert done.stdout == "n\r\n1\r\n", done.stderr


def test_a_graph_comes_through_a_pipe_of_the_shell(tmp_path: Path) -> None:
    """As ``<(…)`` names one, beside the bundled facts too."""
    (tmp_path / "own.ttl").write_text(TURTLE)
    line = f'{sys.executable} -m corridor_kg sparql "{COUNT}" --add <(cat own.ttl) -f csv'
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout == "n\n1\n", done.stderr


def test_what_is_wrong_in_a_pipe_is_told_with_its_line(run: Run) -> None:
    """And is called what it is, rather than by the name of a temporary file."""
    done = run("check", "-", stdin=cases.ZERO.read_text(encoding="utf-8"))
    assert "step-number" in done.stdout
    assert "standard input:" in done.stdout
    broken = run("export", "--graph", "-", stdin=TURTLE + "oops")
    assert broken.returncode == 2
    assert "standard input, line 3" in broken.stderr


def test_a_table_comes_through_standard_input(run: Run) -> None:
    """And a mistake in it is told of by that name."""
    done = run("links", "match", "-", "--column", "name", stdin="name\nShenzhen\n")
    assert "https://w3id.org/corridor-kg/place/shenzhen,Shenzhen,100" in done.stdout, done.stderr
    wrong = run("links", "match", "-", "--column", "Nam", stdin="name\nShenzhen\n")
    assert "standard input has no column 'Nam'" in wrong.stderr


def test_an_article_comes_through_standard_input(run: Run) -> None:
    """Where no passage stands in it, none is found, as in a file."""
    assert "No article of the graph" in run("verify", "-", stdin="Not a word of it.").stdout


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/tty"])
def test_a_device_is_refused(device: str, run: Run) -> None:
    """It has no end."""
    if not Path(device).exists():
        pytest.skip(f"there is no {device} on this machine")
    done = run("export", "--graph", device)
    assert done.returncode == 2
    assert "is a device" in done.stderr


READING = [
    ["export", "--graph"],
    ["export", "--add"],
    ["export", "--ontology"],
    ["export", "--config"],
    ["export", "-f", "jsonld", "--frame"],
    ["check"],
    ["check", "--shapes"],
    ["verify"],
    ["proof"],
    ["evidence", "dongguan", "--article"],
    ["show", "dongguan", "--article"],
    ["compare", "--article"],
    ["why", "dongguan", "isLocatedIn", "guangdong", "--article"],
    ["sparql", "--file"],
    ["links", "match", "--column", "name"],
    ["links", "suggest", "dongguan", "--to"],
]
"""How each option and argument that reads a file is given one."""

WRITING = {"output", "cache", "store"}


def test_each_way_of_naming_a_file_is_known_here() -> None:
    """A new option that takes a file or a folder has to be listed above, or among those that write."""
    listed = {argument.removeprefix("--") for arguments in READING for argument in arguments}
    listed |= {"files", "articles", "file"}  # the arguments of check, verify and links match
    for command in commands(cli):
        for parameter in command.params:
            takes_file = isinstance(parameter.type, click.Path) or parameter.metavar in ("FILE", "PATH", "[FILE]...")
            if takes_file or parameter.metavar == "FOLDER":
                assert parameter.name in listed | WRITING, f"{command.name} {parameter.name}"


def commands(group: click.Command) -> Iterator[click.Command]:
    """Yield the commands of a group, and of the groups in it."""
    if not isinstance(group, click.Group):
        yield group
        return
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        yield from commands(found)


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_whatever_reads_a_file_refuses_a_device(arguments: list[str], run: Run, tmp_path: Path) -> None:
    """By its name, by a link to it, and as standard input."""
    (tmp_path / "link.sssom.tsv").symlink_to("/dev/zero")
    done = run(*arguments, "link.sssom.tsv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is a device" in done.stderr or "is no file" in done.stderr
    if arguments[-1] != "--to":  # which is written to as well, and so has to be a file
        with open("/dev/zero", "rb") as zero:
            command = [sys.executable, "-m", "corridor_kg", *arguments, "-"]
            status = subprocess.run(command, stdin=zero, capture_output=True, text=True, cwd=tmp_path, check=False)
        assert status.returncode == 2
        assert "standard input is a device" in status.stderr


@pytest.mark.parametrize("through_pipe", [True, False])
def test_what_is_read_whole_is_not_too_large(
    through_pipe: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A pipe that holds too much is refused again when it is asked for again, rather than taken for what was read."""
    monkeypatch.setattr(piped, "MOST_WHOLE", 10)
    path = tmp_path / "file"
    if through_pipe:
        os.mkfifo(path)
    for _ in range(2):
        with subprocess.Popen(["bash", "-c", f"head -c 11 /dev/zero > {path}"]) as writer:
            if not through_pipe:
                writer.wait()
            with pytest.raises(GraphNotFound, match="file holds more than 10 bytes; name a smaller file"):
                piped.read(str(path), what="the table")


def test_nothing_is_left_behind(run: Run, tmp_path: Path) -> None:
    """What was kept goes with the process."""
    assert run("export", "--graph", "-", stdin=TURTLE, TMPDIR=str(tmp_path)).returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_more_than_can_be_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A pipe that goes on is not read for ever."""
    monkeypatch.setattr(piped, "MOST_BYTES", 10)
    pipe = tmp_path / "pipe"
    subprocess.run(["mkfifo", str(pipe)], check=True)
    with subprocess.Popen(["bash", "-c", f"yes > {pipe}"]), pytest.raises(GraphNotFound, match="more than 10 bytes"):
        piped.as_file(str(pipe))


def test_what_is_empty_is_an_empty_graph(run: Run, tmp_path: Path) -> None:
    """Whether it comes through a pipe, from the device that holds nothing, or lies in a file of whichever name."""
    for name in ("own.ttl", "own", "own.jsonld.txt"):
        (tmp_path / name).write_text("" if name == "own.ttl" else "# nothing\n", encoding="utf-8")
    files = [str(tmp_path / name) for name in ("own.ttl", "own", "own.jsonld.txt")]
    for path in ("-", "/dev/null", *files):
        done = run("sparql", COUNT, "--graph", path, "--no-ontology", "-f", "csv", stdin="")
        assert done.stdout == "n\r\n0\r\n", (path, done.stderr)


def test_a_pipe_that_is_no_graph_is_called_by_its_own_name(run: Run, tmp_path: Path) -> None:
    """Nobody has heard of the file in which it is kept."""
    done = run("export", "--graph", "-", stdin="hello", TMPDIR=str(tmp_path))
    assert done.stderr.startswith("error: standard input is not a graph")
    assert str(tmp_path) not in done.stderr


@pytest.mark.parametrize("name", ["-", "/dev/stdin", "/dev/fd/0"])
def test_standard_input_is_read_as_one_thing(name: str, run: Run) -> None:
    """Under whichever of its names; what it is read as already is said."""
    done = run("sparql", "-", "--graph", name, stdin="ASK { }")
    assert done.returncode == 2
    assert "standard input can be read once, and is read as the query already" in done.stderr
    done = run("verify", "-", "--graph", name, stdin=TURTLE)
    assert "is read as a graph already; name a file for the article" in done.stderr


def test_who_waits_for_a_pipe_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """After a moment, and still reads what comes at last; who need not wait is told nothing."""
    for patience, told in ((0.05, 1), (60, 0)):
        monkeypatch.setattr(piped, "PATIENCE", patience)
        pipe = tmp_path / f"pipe-{told}"
        subprocess.run(["mkfifo", str(pipe)], check=True)
        writer = ["bash", "-c", f"sleep 1; echo ok > {pipe}"]
        with warnings.catch_warnings(record=True) as found, subprocess.Popen(writer):
            warnings.simplefilter("always")
            assert Path(piped.as_file(str(pipe))).read_text() == "ok\n"
        sentences = [str(one.message) for one in found if "waiting" in str(one.message)]
        assert sentences == [f"waiting for {pipe}, to which nobody has written yet."] * told
