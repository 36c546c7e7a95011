"""The command line: answers on standard output, messages on standard error, and no traceback whatever is typed."""

from __future__ import annotations

import json
import os
import pty
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corridor_kg import __version__
from corridor_kg.choices import ROW_FORMATS
from corridor_kg.rdf.columns import width_of
from tests.conftest import ROOT, Run

COMMAND = [sys.executable, "-m", "corridor_kg", "--no-config"]
HUGE = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_a_stored_query_is_answered(run: Run) -> None:
    """The table holds the ten core platforms, each with its city and passages."""
    done = run("run", "core-platforms")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "(10 rows)"
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("Dongguan Songshan Lake"))
    assert line.split("  ")[-1].strip() == (
        "china-daily p02; china-daily p14; china-daily p17; guihuayun p03; the-paper p16; the-paper p17"
    )
    assert "by 16 December 2017 (read)" in line


@pytest.mark.parametrize("format", ROW_FORMATS)
def test_rows_are_written_in_every_format(format: str, run: Run) -> None:
    """Each names the platform and its city."""
    done = run("run", "core-platforms", "city=dongguan", "--format", format)
    assert done.returncode == 0
    assert "Dongguan Marina Bay New Area" in done.stdout


@pytest.mark.parametrize("format", ["turtle", "jsonld", "ntriples", "rdfxml"])
def test_triples_are_written_in_every_format(format: str, run: Run) -> None:
    """A CONSTRUCT and a DESCRIBE are written as graphs."""
    for query in ("schema-org-card", "describe"):
        done = run("run", query, "thing=marina-bay", "--format", format)
        assert done.returncode == 0
        assert "Dongguan Marina Bay New Area" in done.stdout


def test_a_parameter_is_given_in_any_way(run: Run) -> None:
    """Slug, CURIE, IRI and label, in either language, give the same rows; twice gives either."""
    given = ("dongguan", "place:dongguan", "<https://w3id.org/corridor-kg/place/dongguan>", "Dongguan", "东莞市")
    answers = {run("run", "core-platforms", f"city={name}", "-f", "csv").stdout for name in given}
    assert len(answers) == 1
    both = run("run", "core-platforms", "city=dongguan", "city=shenzhen", "-f", "csv").stdout
    assert len(both.splitlines()) == 7


def test_any_read_query_is_answered(run: Run, tmp_path: Path) -> None:
    """As an argument, from a file, from standard input; the project's prefixes need no declaration."""
    query = "ASK { place:dongguan ckg:isLocatedIn place:china }"
    (tmp_path / "question.rq").write_text(query, encoding="utf-8")
    assert run("sparql", query).stdout == "yes\n"
    assert run("sparql", "--file", "question.rq").stdout == "yes\n"
    assert run("sparql", "-", stdin=query).stdout == "yes\n"
    assert run("sparql", "--no-inference", query).stdout == "no\n"


def test_a_thing_is_shown(run: Run) -> None:
    """Stated and inferred stand apart, each fact with its sources."""
    done = run("show", "songshan-lake")
    assert run("show", "松山湖").stdout == done.stdout
    assert "(place:dongguan)  · china-daily p14\n" in done.stdout
    assert "Inferred:" in done.stdout
    assert json.loads(run("show", "songshan-lake", "-f", "json").stdout)["thing"] == "platform:songshan-lake"


def test_queries_are_listed(run: Run) -> None:
    """All of them with their parameters; one of them whole."""
    assert "[city=THING ...]" in run("queries").stdout
    assert run("queries", "core-platforms").stdout == (ROOT / "queries" / "core-platforms.rq").read_text(
        encoding="utf-8"
    )
    listed = json.loads(run("queries", "-f", "json").stdout)
    assert {"name", "summary", "parameters", "columns"} <= set(listed[0])


def test_check_finds_nothing_in_the_bundled_graph(run: Run) -> None:
    """Exit status 0, and what was looked at."""
    done = run("check")
    assert done.returncode == 0
    assert done.stdout.startswith("nothing found (")


def test_check_finds_what_is_wrong_in_a_file(run: Run) -> None:
    """Exit status 1, the thing and the fix; run answers, and warns."""
    broken = str(ROOT / "tests" / "invalid" / "plans" / "step-number.ttl")
    done = run("check", broken)
    assert done.returncode == 1
    assert "step-number" in done.stdout
    assert "A step has a number from 1" in done.stdout
    assert json.loads(run("check", broken, "-f", "json").stdout)["findings"][0]["check"] == "step-number"
    done = run("run", "innovation-centres", "--add", broken)
    assert done.returncode == 0
    assert "warning: broken shapes: 1; 'corridor-kg check' with the same files lists them." in done.stderr


def test_a_clash_is_a_warning_and_a_finding(run: Run, tmp_path: Path) -> None:
    """What contradicts the ontology is told with the rule and the facts."""
    (tmp_path / "own.ttl").write_text(
        "@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .\n"
        "@prefix place: <https://w3id.org/corridor-kg/place/> .\n"
        "place:dongguan a ckg:Person .",
        encoding="utf-8",
    )
    assert "clashes with the ontology: 1;" in run("sparql", "ASK {}", "--add", "own.ttl").stderr
    done = run("check", "own.ttl")
    assert done.returncode == 1
    assert "nothing is both a ckg:Person and a ckg:Place" in done.stdout


BAD_USE = [
    (["run", "core-platform"], "no stored query 'core-platform'; did you mean 'core-platforms'?"),
    (["run", "../checks/blank-nodes"], "no stored query"),
    (["run", "core-platforms", "citty=dongguan"], "no parameter 'citty'; did you mean 'city'?"),
    (["run", "core-platforms", "dongguan"], "write a parameter as NAME=VALUE"),
    (["run", "core-platforms", "city=donguan"], "no thing is called 'donguan'; did you mean 'dongguan'"),
    (["run", "core-platforms", "city="], "no thing is called ''"),
    (["run", "core-platforms", 'city="} DROP ALL #'], "no thing is called"),
    (["run", "core-platforms", "city=<x> }"], "no thing"),
    (["run", "core-platforms", "city=a\nb"], "no thing is called"),
    (["run", "core-platforms", "--format", "turtle"], "an answer of rows cannot be written as 'turtle'"),
    (["run", "describe", "--format", "csv"], "an answer of triples cannot be written as 'csv'"),
    (["run", "core-platforms", "--format", "pdf"], "'pdf' is not one of"),
    (["run", "core-platforms", "--graph", "nowhere"], "there is no file or folder"),
    (["run", "core-platforms", "--graph", "."], "holds no file that ends in .ttl"),
    (["run", "core-platforms", "--output", "no/such/folder/x.csv"], "cannot be written: No such file"),
    (["run", "core-platforms", "--output", "/dev/full"], "cannot be written: No space left"),
    (["sparql", "CLEAR ALL"], "CLEAR is an update, and the graph is read only"),
    (["sparql", "ASK { SERVICE <http://x/> {} }"], "SERVICE would send the query to another server"),
    (["sparql", "SELECT * { ?s ?p \u201cx\u201d }"], "a curly double quote"),
    (["sparql"], "Give either a QUERY"),
    (["sparql", "ASK {}", "--file", "x"], "Give either a QUERY"),
    (["sparql", "--file", "nowhere.rq"], "nowhere.rq cannot be read: No such file"),
    (["show", "nobody"], "no thing is called 'nobody'"),
    (["check", "nowhere.ttl"], "there is no file or folder"),
    (["frobnicate"], "No such command"),
    (["run"], "Missing argument"),
]


@pytest.mark.parametrize(("arguments", "said"), BAD_USE, ids=[" ".join(arguments)[:40] for arguments, _ in BAD_USE])
def test_wrong_use_is_one_clear_sentence(arguments: list[str], said: str, run: Run) -> None:
    """Exit status 2, nothing on standard output, no traceback."""
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_input_that_is_no_utf8_is_said(run: Run, tmp_path: Path) -> None:
    """In a query and in Turtle."""
    done = run("sparql", "-", stdin=b"ASK { \xff }")
    assert (done.returncode, done.stdout) == (2, "")
    assert "not UTF-8" in done.stderr
    (tmp_path / "own.ttl").write_bytes(b"<x:a> <x:b> '\xff' .")
    done = run("check", "own.ttl")
    assert done.returncode == 1
    assert "save the file as UTF-8" in done.stdout
    assert run("run", "cities", "--add", "own.ttl").returncode == 2


def test_a_file_is_written_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    """What was there stays until the answer is whole; a failed question leaves it as it was."""
    target = tmp_path / "answer.csv"
    target.write_text("before", encoding="utf-8")
    run("run", "core-platforms", "city=nobody", "--format", "csv", "--output", str(target))
    assert target.read_text(encoding="utf-8") == "before"
    run("run", "core-platforms", "--format", "csv", "--output", str(target))
    assert target.read_text(encoding="utf-8").startswith("platform,")
    assert [path.name for path in tmp_path.iterdir()] == ["answer.csv"]


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_behind_standard_output_is_said(unbuffered: str) -> None:
    """The answer did not arrive, so the exit status is 2; whether Python buffers, as it does for most, or not."""
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    command = [*COMMAND, "run", "core-platforms"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=environment, check=False)
    assert done.returncode == 2
    assert done.stderr == "error: standard output cannot be written: No space left on device.\n"


def test_a_closed_pipe_is_silent() -> None:
    """Who has read enough is not told about it."""
    with subprocess.Popen([*COMMAND, "run", "statements"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_a_long_question(number: signal.Signals) -> None:
    """Ctrl-C, and a polite kill, work while the engine computes, and leave one line."""
    with subprocess.Popen([*COMMAND, "sparql", HUGE], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        time.sleep(1.5)
        process.send_signal(number)
        out, message = process.communicate(timeout=10)
    assert process.returncode == 128 + number
    assert out == b""
    assert message == b"interrupted; nothing was written.\n"


def at_terminal(width: int, *arguments: str) -> list[str]:
    """Return the lines that a command writes to a terminal of so many columns."""
    main, side = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(width), "TERM": "xterm"}
    with subprocess.Popen([*COMMAND, *arguments], stdout=side, env=environment, cwd=ROOT) as process:
        os.close(side)
        read = b""
        while True:
            try:
                piece = os.read(main, 10_000)
            except OSError:
                break
            read += piece
    assert process.returncode in (0, 1)
    return read.decode().splitlines()


@pytest.mark.parametrize("width", [60, 100, 200])
def test_a_table_fits_the_terminal(width: int) -> None:
    """No line is wider than the terminal, and no CURIE is broken."""
    lines = at_terminal(width, "run", "core-platforms", "--ids")
    assert max(map(len, lines)) <= width
    assert sum("platform:guangzhou-innovation-city" in line for line in lines) == 1


CASE = "tests/invalid/checks/facts-without-source.ttl"
WRAPPING = [
    ["check", CASE],
    ["why", "songshan-lake", "isLocatedIn", "innovation-corridor"],
    ["why", "dongguan", "isLocatedIn", "shenzhen"],
    ["verify", "README.md"],
    ["show", "pazhou"],
    ["links", "dongguan"],
    ["queries"],
]


@pytest.mark.parametrize("arguments", WRAPPING, ids=lambda arguments: arguments[0])
def test_whatever_people_read_fits_the_terminal(arguments: list[str]) -> None:
    """It wraps between words, of which none is lost; a command to be pasted stays whole, and so does a pipe's line."""
    lines = at_terminal(60, *arguments)
    for line in lines:
        one_word = len(line.split()) < 3 and max(map(len, line.split()), default=0) > 30
        assert width_of(line) <= 60 or one_word or line.startswith("  corridor-kg "), line
    whole = subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "COLUMNS"},
        check=False,
    ).stdout
    if arguments[0] not in ("links", "queries"):  # whose tables become blocks
        assert "".join("".join(lines).split()) == "".join(whole.split())
        assert max(map(len, whole.splitlines())) > 60


def test_a_file_is_as_wide_as_a_pipe(run: Run, tmp_path: Path) -> None:
    """Whatever the terminal is from which it is written."""
    piped = run("run", "core-platforms").stdout
    assert run("run", "core-platforms", "-o", "answer.txt", COLUMNS="60").returncode == 0
    assert (tmp_path / "answer.txt").read_text(encoding="utf-8") == piped


def test_help_and_version(run: Run) -> None:
    """Each command explains itself; the version is the package's."""
    assert run("--version").stdout == f"corridor-kg, version {__version__}\n"
    for command in ("queries", "run", "sparql", "show", "why", "verify", "check"):
        assert run(command, "--help").stdout.startswith(f"Usage: corridor-kg {command}")


def test_completion_offers_queries_parameters_and_values(run: Run) -> None:
    """Through the shell completion of the command-line library."""

    def complete(words: str, position: int) -> str:
        environment = {"_CORRIDOR_KG_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(position)}
        return run(**environment).stdout

    assert "plain,core-platforms" in complete("corridor-kg run core", 2)
    assert "plain,city=" in complete("corridor-kg run core-platforms ci", 3)
    assert "plain,city=dongguan" in complete("corridor-kg run core-platforms city=dong", 3)


def test_the_light_path_stays_light(tmp_path: Path) -> None:
    """A stored query as CSV imports no second RDF library, YAML, TOML, table printer, validator or network."""
    code = (
        "import sys; from corridor_kg.cli.main import main\n"
        "try: main(['run', 'core-platforms', '--format', 'csv'])\n"
        "except SystemExit: pass\n"
        "slow = {'rdflib', 'owlrl', 'pyshacl', 'rich', 'yaml', 'pandas', 'httpx', 'pyld', 'tomllib'}\n"
        "print(sorted(slow & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_closed_streams_are_said() -> None:
    """Without standard output there is nowhere to answer; with --output there is."""
    for redirect, said in ((">&-", "standard output is closed"), ("<&-", "standard input is closed")):
        command = "run core-platforms" if redirect == ">&-" else "sparql -"
        line = f"{sys.executable} -m corridor_kg --no-config {command} {redirect}"
        done = subprocess.run(line, shell=True, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_help_on_a_full_disk_is_one_sentence() -> None:
    """What the command-line library prints itself fails no worse than an answer."""
    with open("/dev/full", "w") as full:
        done = subprocess.run([*COMMAND, "--help"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_arguments_are_utf8_in_any_locale(run: Run) -> None:
    """A Chinese label is understood where the locale knows only ASCII; bytes that are no UTF-8 are said."""
    done = run("show", "东莞市", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0
    wrong = subprocess.run([*COMMAND, "show", b"\xff"], capture_output=True, text=True, check=False)
    assert wrong.returncode == 2
    assert wrong.stderr.startswith(r"error: argument 3, '\xff', is not UTF-8")


def test_files_have_their_names_in_any_locale(run: Run, tmp_path: Path) -> None:
    """A path is in UTF-8 on the disk, whatever the locale says that it is in."""
    (tmp_path / "facts-é.ttl").write_text("<x:a> <x:b> <x:c> .", encoding="utf-8")
    arguments = ["sparql", "ASK { <x:a> <x:b> <x:c> }", "--add", "facts-é.ttl", "-o", "答.txt"]
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run(*arguments, **locale)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "答.txt").read_text(encoding="utf-8").strip() == "yes"


def test_warnings_stay_warnings(run: Run) -> None:
    """Whatever Python has been told to make of them."""
    broken = str(ROOT / "tests" / "invalid" / "plans" / "step-number.ttl")
    assert run("show", "dongguan", "--add", broken, PYTHONWARNINGS="error").returncode == 0


@pytest.mark.parametrize(
    ("command", "ending"),
    [
        ("run people", "docx"),
        ("show dongguan", "xlsx"),
        ("why dongguan a City", "nt"),
        ("check", "csv"),
        ("links", "xml"),
    ],
)
def test_an_ending_that_a_command_does_not_write_is_refused(
    command: str, ending: str, run: Run, tmp_path: Path
) -> None:
    """Rather than another format under its name; --format says what is meant."""
    done = run(*command.split(), "-o", f"out.{ending}")
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert "stands for no format of this command; end in " in done.stderr


@pytest.mark.parametrize(
    ("command", "ending", "start"),
    [
        ("check", "json", "{"),
        ("check", "sarif", "{"),
        ("why dongguan a City", "json", "{"),
        ("queries", "md", "| query"),
    ],
)
def test_an_ending_tells_the_format_for_every_command(
    command: str, ending: str, start: str, run: Run, tmp_path: Path
) -> None:
    """Not for answers alone."""
    done = run(*command.split(), "-o", f"out.{ending}")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / f"out.{ending}").read_text(encoding="utf-8").startswith(start)


def test_a_misspelt_command_is_told_with_the_nearest(run: Run) -> None:
    """Though the commands are found in a folder, and none is imported before it is used."""
    done = run("shwo", "dongguan")
    assert done.returncode == 2
    assert "No such command 'shwo'. Did you mean 'show'?" in done.stderr


@pytest.mark.parametrize("format", ["csv", "tsv"])
def test_a_table_begins_with_a_mark_where_one_is_asked_for(format: str, run: Run, tmp_path: Path) -> None:
    """For a spreadsheet that takes UTF-8 for something else without it; nothing else changes."""
    plain, marked = tmp_path / f"plain.{format}", tmp_path / f"marked.{format}"
    run("run", "cities", "--output", plain)
    run("run", "cities", "--output", marked, "--bom")
    assert marked.read_bytes() == b"\xef\xbb\xbf" + plain.read_bytes()
    refused = run("run", "cities", "--bom")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--bom is for csv and tsv" in refused.stderr


def test_a_command_that_is_shown_is_about_the_same_graph(run: Run, tmp_path: Path) -> None:
    """With the files that were named, so that it answers where it is pasted."""
    path = tmp_path / "my places.ttl"
    path.write_text(
        "@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .\n"
        "@prefix place: <https://w3id.org/corridor-kg/place/> .\n"
        "<http://e.org/new-town> a ckg:City ; ckg:isLocatedIn place:guangzhou .\n",
        encoding="utf-8",
    )
    shown = run("show", "http://e.org/new-town", "--add", path).stdout
    command = shlex.split(shown.splitlines()[-1])
    assert command[:4] == ["corridor-kg", "why", "--add", str(path)]
    asked = run(*command[1:])
    assert (asked.returncode, asked.stdout.splitlines()[0].split()[0]) == (0, "http://e.org/new-town")


def test_a_query_is_read_from_what_ends(run: Run) -> None:
    """A device has no end, and is refused."""
    refused = run("sparql", "--file", "/dev/zero")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "is a device" in refused.stderr


def test_unbuffered_output_is_whole_or_told_of(tmp_path: Path) -> None:
    """Where Python does not buffer, the system may take a part of a block, and the rest has to follow or be missed."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command = [*COMMAND, "export", "-f", "nquads"]
    piped = subprocess.run(
        ["bash", "-c", '"$@" | (sleep 1; cat) | wc -c', "bash", *command],
        capture_output=True,
        env=environment,
        check=True,
    )
    whole = subprocess.run(command, capture_output=True, check=True).stdout
    assert int(piped.stdout) == len(whole) > 500_000
    limited = ["bash", "-c", 'ulimit -f 64; trap "" XFSZ; "$@" > out.nq', "bash", *command]
    done = subprocess.run(limited, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert "standard output cannot be written" in done.stderr


def test_a_file_whose_name_is_not_utf_8_can_be_named(tmp_path: Path) -> None:
    """It is there, and so it is meant."""
    name = os.fsdecode(b"f\xff.ttl")
    (tmp_path / name).write_text("<http://e.org/a> <http://e.org/b> <http://e.org/c> .", encoding="utf-8")
    done = subprocess.run(
        [*COMMAND, "export", "--graph", name, "-f", "ntriples"], capture_output=True, cwd=tmp_path, check=False
    )
    assert (done.returncode, done.stdout) == (0, b"<http://e.org/a> <http://e.org/b> <http://e.org/c> .\n")
