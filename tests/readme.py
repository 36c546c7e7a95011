"""Write the generated parts of the README anew: ``python -m tests.readme``."""

from __future__ import annotations

from click.testing import CliRunner

from corridor_kg import Corridor, Rows
from corridor_kg.cli import cli
from corridor_kg.exports import WRITERS
from corridor_kg.model import authorities
from corridor_kg.questions import catalogue
from corridor_kg.questions.stored_queries import StoredQueries
from corridor_kg.rdf import bundled
from tests.conftest import ROOT

README = ROOT / "README.md"
LINKS = ("links", "links list", "links suggest", "links match", "links check")
COMMANDS = ("", "queries", "run", "sparql", "show", "why", "verify", "check", "export", *LINKS)


def generated() -> dict[str, str]:
    """Return the parts of the README that are generated, by the name in their marker."""
    helps = [
        CliRunner()
        .invoke(cli, [*command.split(), "--help"], prog_name="corridor-kg", terminal_width=100)
        .output.strip()
        for command in COMMANDS
    ]
    table = Corridor.load().run("core-platforms").write("table")
    return {
        "answer": f"```console\n$ corridor-kg run core-platforms\n{table}```",
        "authorities": _authorities(),
        "formats": _formats(),
        "geography": f"```console\n$ corridor-kg run geography-checked\n{_geography()}```",
        "hash": f"```console\n$ corridor-kg export --hash\n{Corridor.open().export().hash()}\n```",
        "links": f"```console\n$ corridor-kg links songshan-lake\n{_links()}```",
        "queries": catalogue.write(StoredQueries(bundled.QUERIES), None, "markdown").strip(),
        "help": "```text\n" + "\n\n\n".join(helps) + "\n```",
    }


def _links() -> str:
    """Return what the README shows of the links of one thing."""
    return Corridor.open().links(["songshan-lake"]).to_table()


def _geography() -> str:
    """Return what the README shows of where things lie."""
    return Corridor.load().run("geography-checked").write("table", width=120)


def _authorities() -> str:
    """Return the table of the authorities, with what is linked to each."""
    answer = Corridor.load().run("links-by-authority")
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
        for name, writer in WRITERS.items()
    ]
    return "\n".join(["| format | what it is | goes to |", "| --- | --- | --- |", *rows])


_PLACES = {"csv": "a folder: `tables/`", "schema-org": "with `--format`"}


def fresh(text: str) -> str:
    """Return the README's text with its generated parts written anew."""
    for name, part in generated().items():
        before, begin, rest = text.partition(f"<!-- generated: {name} -->\n")
        _, end, after = rest.partition("<!-- end -->")
        if not begin or not end:
            raise ValueError(f"README.md has no place for {name!r}")
        text = f"{before}{begin}{part}\n{end}{after}"
    return text


if __name__ == "__main__":
    README.write_text(fresh(README.read_text(encoding="utf-8")), encoding="utf-8")
