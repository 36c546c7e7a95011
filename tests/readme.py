"""Write the generated parts of each README anew: ``python -m tests.readme``."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from click.testing import CliRunner

from corridor_kg import Corridor, Rows
from corridor_kg.cli.main import cli
from corridor_kg.exports.formats import EXPORT_FORMATS
from corridor_kg.model import authorities
from corridor_kg.proof.proofing import Proofreader
from corridor_kg.questions import catalogue
from corridor_kg.questions.stored_queries import StoredQueries
from corridor_kg.rdf import bundled
from tests.conftest import ROOT

BEGIN, END = "<!-- generated: {} -->\n", "<!-- end -->"

_corridor = functools.cache(functools.partial(Corridor.load, config=False))


def pages() -> list[Path]:
    """Return the README of the project, and those of its folders."""
    folders = sorted(path for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith("."))
    return [ROOT / "README.md", *(page for folder in folders for page in sorted(folder.rglob("README.md")))]


def name_of(page: Path) -> str:
    """Return where a page lies in the project."""
    return page.relative_to(ROOT).as_posix()


def fresh(page: Path) -> str:
    """Return the text of a page with its generated parts written anew.

    Raises:
        ValueError: A part that belongs there has no place, has two, or does not end; or a place has no part.
    """
    text, parts = page.read_text(encoding="utf-8"), PARTS.get(name_of(page), {})
    if sorted(re.findall(r"<!-- generated: (.*?) -->", text)) != sorted(parts):
        raise ValueError(f"{name_of(page)} needs one place for each of {', '.join(parts) or 'no parts'}, and no other")
    for name, write in parts.items():
        before, begin, rest = text.partition(BEGIN.format(name))
        shown, end, after = rest.partition(END)
        if not begin or not end or "<!--" in shown:
            raise ValueError(f"{name_of(page)}: the place for {name!r} does not end")
        text = f"{before}{begin}{write()}\n{end}{after}"
    return text


def _console(command: str, shown: str) -> str:
    """Return a command with what it answers."""
    return f"```console\n$ corridor-kg {command}\n{shown}```"


def _proof() -> str:
    """Return a proof, with the files as they lie in the project, wherever that is."""
    triple = ("songshan-lake", "isLocatedIn", "innovation-corridor")
    proof = _corridor().why(*triple).serialize("table")
    return _console(f"why {' '.join(triple)}", proof.replace(f"{ROOT}/", ""))


def _answer() -> str:
    """Return the core platforms in one of the cities, as a table in Markdown, which the page shows as one."""
    answer = _corridor().run("core-platforms", city="dongguan")
    assert isinstance(answer, Rows)
    columns = ["platform", "since", "evidence"]
    asked = f"run core-platforms city=dongguan --columns {','.join(columns)} --format markdown"
    return f"{_console(asked, '')}\n\n{answer.only(columns).to_markdown().strip()}"


def _found() -> str:
    """Return what is found in a text with other names of two things."""
    return _console(
        "find 'from 松山湖 to Macau'", _corridor().find("from 松山湖 to Macau").serialize("table", width=120)
    )


def _compared() -> str:
    """Return what six sources say of the corridor, side by side."""
    command = "compare innovation-corridor --measure area"
    return _console(command, _corridor().compare("innovation-corridor", measure="area").to_text(width=120))


_OWN = """The Guangzhou-Shenzhen corridor covers 12,836 square kilometers and is about 180 km long.

Dongguan's mayor Liang Weidang counted 2,028 national high-tech firms.
"""
"""A text of somebody's own, with two slips."""


def _proofread() -> str:
    """Return the proof of a text of one's own."""
    proof = Proofreader(_corridor().data).read(_OWN)
    return f"```text\n{_OWN}```\n\n{_console('proof report.md', proof.to_text(width=120))}"


def _hash() -> str:
    """Return the hash of the data set."""
    return _console("export --hash", f"{_corridor().export().hash()}\n")


def _queries() -> str:
    """Return the table of the stored queries, whose files lie beside it."""
    table = catalogue.serialize(StoredQueries(bundled.QUERIES), None, "markdown")
    return table.replace("](queries/", "](").strip()


def _links() -> str:
    """Return the links of one thing."""
    return _console("links songshan-lake", _corridor().links(["songshan-lake"]).to_table())


def _geography() -> str:
    """Return the table of what the article says of where things lie, beside open coordinates."""
    answer = _corridor().run("geography-checked")
    assert isinstance(answer, Rows)
    columns = ["statement", "openData", "plausible", "evidence"]
    shown = answer.only(columns).serialize("table", width=120)
    return _console(f"run geography-checked --columns {','.join(columns)}", shown)


def _verify() -> str:
    """Return what is told of a made-up article."""
    source = "tests/sources/gazette"
    found = Corridor.load(add=[ROOT / source], config=False).verify(ROOT / source / "made-up-gazette.txt")
    return _console(f"verify {source}/made-up-gazette.txt --add {source}", found.to_text(width=120))


def _quoted() -> str:
    """Return what is stated of somebody in a made-up article, with its sentences."""
    source = "tests/sources/gazette"
    found = Corridor.load(add=[ROOT / source], config=False)
    rows = found.evidence("mei-youren", articles=ROOT / source / "made-up-gazette.txt")
    asked = f"evidence mei-youren --add {source} --article {source}/made-up-gazette.txt"
    return _console(asked, rows.to_table(120))


def _authorities() -> str:
    """Return the table of the authorities, with what is linked to each."""
    answer = _corridor().run("links-by-authority")
    assert isinstance(answer, Rows)
    counted = {row.authorityLabel: row for row in answer}
    rows = []
    for name, authority in sorted(authorities.known().items()):
        count = counted[authority.label]
        numbers = f"{count.exact} | {count.near} | {count.rejected} | {count.noneFound}"
        rows.append(f"| `{name}` | {authority.label} | `{authority.example}` | {numbers} |")
    head = "| authority | its name | an identifier | same | near | rejected | none found |"
    return "\n".join([head, "| --- " * 7 + "|", *rows])


def _formats() -> str:
    """Return the table of the formats that are written."""
    rows = [
        f"| `{name}` | {writer.title} | {', '.join(f'`{ending}`' for ending in writer.endings) or _PLACES[name]} |"
        for name, writer in EXPORT_FORMATS.items()
    ]
    return "\n".join(["| format | what it is | goes to |", "| --- | --- | --- |", *rows])


_PLACES = {"csv": "a folder: `tables/`", "schema-org": "with `--format`"}


def _help() -> str:
    """Return what each command says of itself."""
    helps = [
        CliRunner()
        .invoke(cli, [*command.split(), "--help"], prog_name="corridor-kg", terminal_width=100)
        .output.strip()
        for command in _commands(cli, "")
    ]
    return "```text\n" + "\n\n\n".join(helps) + "\n```"


def _commands(group: click.Group, name: str) -> Iterator[str]:
    """Yield a group's name, and those of all the commands below it."""
    yield name
    context = click.Context(group)
    for below in group.list_commands(context):
        command = group.get_command(context, below)
        assert command is not None
        full = f"{name} {below}".strip()
        yield from _commands(command, full) if isinstance(command, click.Group) else [full]


def pictures() -> dict[str, str]:
    """Return the pictures of the README by the names of their files, each an answer as the product draws it."""
    asked = {
        "table": ("core-platforms", {"city": "dongguan"}),
        "bar": ("figures", {"thing": "three-cities"}),
        "map": ("core-platforms", {}),
    }
    answers = {view: _corridor().run(name, **values) for view, (name, values) in asked.items()}
    return {f"{view}.svg": answer.to_svg(view) for view, answer in answers.items() if isinstance(answer, Rows)}


PICTURES = ROOT / ".github" / "pictures"


PARTS: dict[str, dict[str, Callable[[], str]]] = {
    "README.md": {"answer": _answer, "found": _found, "proof": _proof, "hash": _hash},
    "corridor_kg/cli/README.md": {"help": _help, "quoted": _quoted},
    "corridor_kg/comparison/README.md": {"compare": _compared},
    "corridor_kg/exports/README.md": {"formats": _formats},
    "corridor_kg/proof/README.md": {"proof": _proofread},
    "graph/README.md": {"verify": _verify, "links": _links, "geography": _geography},
    "ontology/README.md": {"authorities": _authorities},
    "queries/README.md": {"queries": _queries},
}
"""What is generated of each page, by the name in the marker of its place."""


if __name__ == "__main__":
    for path in pages():
        path.write_text(fresh(path), encoding="utf-8")
    PICTURES.mkdir(exist_ok=True)
    for name, picture in pictures().items():
        (PICTURES / name).write_text(picture, encoding="utf-8")
