"""What the pages of the manual show is what comes out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests import readme
from tests.conftest import ROOT, Run

PAGES = readme.pages()
README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")
ASKS = "$ corridor-kg "
NOT_HERE = ("--online", "--endpoint", "--from", "links check", "article.txt", "corridor-kg serve")
"""What needs the network, another engine, or the newspaper's text, or never ends."""
FILES = {
    "article.html": "<p>Dongguan had 2,028 steel mills.</p><p>Shenzhen had 12.</p><p>Foshan had none.</p>\n",
    "towns.csv": "town\nDongguan\nShenzen\n",
    "my-own-facts.ttl": (
        "@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .\n"
        "@prefix passage: <https://w3id.org/corridor-kg/passage/> .\n"
        "@prefix place: <https://w3id.org/corridor-kg/place/> .\n"
        "@prefix prov: <http://www.w3.org/ns/prov#> .\n"
        "place:dongguan ckg:isLocatedIn place:guangdong ; prov:wasDerivedFrom passage:china-daily-p13 .\n"
    ),
}
"""What a reader of the manual has at hand, beside the frame that it shows."""
FINDS = ("mine", "report.md")
"""Where a draft goes, of which the check says what is left to its author; a text with slips, which are found."""


def blocks(page: Path, language: str) -> list[str]:
    """Return the blocks of a page that are in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def prose(page: Path) -> str:
    """Return a page without its blocks."""
    return re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


FILES["report.md"] = blocks(ROOT / "corridor_kg" / "proof" / "README.md", "text")[0]
FILES["ten-platforms.jsonld"] = blocks(ROOT / "corridor_kg" / "exports" / "README.md", "json")[0]
CONSOLE = {
    line: readme.name_of(page)
    for page in PAGES
    for block in blocks(page, "console")
    for line in block.splitlines()
    if line.startswith(ASKS)
}
SHELL = {
    line: readme.name_of(page)
    for page in PAGES
    for block in blocks(page, "sh")
    for line in block.splitlines()
    if line.startswith("corridor-kg ") and not any(need in line for need in NOT_HERE)
}


def test_every_folder_that_the_manual_is_about_has_its_page() -> None:
    """What is generated stands in a page that is there; the manual is found by following the folders."""
    names = set(map(readme.name_of, PAGES))
    assert set(readme.PARTS) < names
    assert {"corridor_kg/README.md", "corridor_kg/links/README.md"} < names


@pytest.mark.parametrize("page", PAGES, ids=readme.name_of)
def test_the_generated_parts_are_fresh(page: Path) -> None:
    """Each answer, table and help text stands in its place and is that of today; else: python -m tests.readme."""
    assert readme.fresh(page) == page.read_text(encoding="utf-8")


def test_the_pictures_are_fresh() -> None:
    """Each is an answer of today, and stands in the README with words for who cannot see it; else as above."""
    drawn = readme.pictures()
    assert len(drawn) == 3
    assert drawn == {path.name: path.read_text(encoding="utf-8") for path in readme.PICTURES.iterdir()}
    shown = re.findall(r"!\[([^\]]{30,})\]\(\.github/pictures/(.*?)\)", TEXT)
    assert sorted(name for _, name in shown) == sorted(drawn)


def test_a_page_without_its_places_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A marker that is missing, unknown or without an end is an error, not a part that is left out."""
    page = tmp_path / "README.md"
    monkeypatch.setattr(readme, "ROOT", tmp_path)
    monkeypatch.setattr(readme, "PARTS", {"README.md": {"one": lambda: "1"}})
    page.write_text("<!-- generated: one -->\n0\n<!-- end -->\n", encoding="utf-8")
    assert readme.fresh(page) == "<!-- generated: one -->\n1\n<!-- end -->\n"
    for text in ("", "<!-- generated: two -->\n<!-- end -->\n", "<!-- generated: one -->\n"):
        page.write_text(text, encoding="utf-8")
        with pytest.raises(ValueError, match="README"):
            readme.fresh(page)


@pytest.mark.parametrize("page", PAGES, ids=readme.name_of)
def test_output_that_is_shown_is_generated(page: Path) -> None:
    """Outside the generated parts, a console block has commands alone, so that no answer in it can grow old."""
    text = re.sub(r"<!-- generated: .*?<!-- end -->", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for block in re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        assert all(line.startswith(ASKS) for line in block.splitlines()), block


def _status(line: str, found: int) -> int:
    """Return the exit status that a command should have: 0, but where something is to be found it may be 1."""
    return 1 if found == 1 and set(FINDS) & set(line.split()) else 0


@pytest.mark.parametrize("line", CONSOLE)
def test_every_command_in_the_manual_works(line: str, run: Run, tmp_path: Path) -> None:
    """It answers, and has nothing to complain of but what it leaves out as of an earlier day."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    done = run(*shlex.split(line.removeprefix(ASKS)))
    told = re.sub(r"^warning: As of .*\n", "", done.stderr) if "--as-of" in line else done.stderr
    assert (done.returncode, told) == (_status(line, done.returncode), ""), CONSOLE[line]
    assert len(done.stdout) > 40


@pytest.mark.parametrize("name", sorted(set(SHELL.values())))
def test_every_command_that_writes_works(name: str, run: Run, tmp_path: Path) -> None:
    """The lines of a page that leave files behind, or tell what they did, run one after the other."""
    for file, text in FILES.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    for line in (line for line, page in SHELL.items() if page == name):
        done = run(*shlex.split(line.removeprefix("corridor-kg "), comments=True))
        assert done.returncode == _status(line, done.returncode), (line, done.stderr)
        assert "warning" not in done.stderr


@pytest.mark.parametrize(
    ("page", "language", "files"),
    [
        ("graph", "turtle", ("graph/china-daily/p14.ttl", "graph/china-daily/p04.ttl", "graph/readings/platforms.ttl")),
        ("queries", "text", ("queries/core-platforms.rq",)),
    ],
)
def test_examples_are_quoted_from_files(page: str, language: str, files: tuple[str, ...]) -> None:
    """The facts and the header that the manual shows are written so in the project."""
    examples = blocks(ROOT / page / "README.md", language)
    for example, file in zip(examples, files, strict=True):
        assert example in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=readme.name_of)
def test_every_python_block_in_the_manual_runs(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each stands for itself, and prints something; that of the README a platform with its passages."""
    for block in blocks(page, "python"):
        exec(block, {})
        printed = capsys.readouterr().out
        assert printed
    if page == README:
        assert (
            "Dongguan Songshan Lake High-tech Industrial Park china-daily p02; china-daily p14; china-daily p17"
            in printed
        )


@pytest.mark.parametrize("page", PAGES, ids=readme.name_of)
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    """To a file or folder that exists, and there to a heading where one is named."""
    text = prose(page)
    targets = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r"^\[[^\]]+\]: (\S+)", text, re.MULTILINE)
    for target in targets:
        if "://" in target:
            continue
        path, _, heading = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.is_relative_to(ROOT), target
        assert found.exists(), target
        if heading:
            assert heading in _headings(found), target


def _headings(page: Path) -> set[str]:
    """Return the headings of a page as links name them."""
    found = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


def test_the_folders_that_the_readme_names_are_there() -> None:
    """Each row of the map leads somewhere, and no folder is missing from it."""
    folders = set(re.findall(r"^\| \[`([\w/]+)/`\]", TEXT, re.MULTILINE))
    assert folders == {path.name for path in ROOT.iterdir() if path.is_dir() and path.name in _VISIBLE}


_VISIBLE = ("ontology", "graph", "queries", "corridor_kg", "tests")


def test_every_room_of_the_package_is_told() -> None:
    """The page of the package has a row for each of its folders."""
    package = ROOT / "corridor_kg"
    rooms = set(re.findall(r"^\| \[`(\w+)/`\]", (package / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert rooms == {path.parent.name for path in package.glob("*/__init__.py")}


def test_the_readme_is_a_tour() -> None:
    """It can be read in one go: what is longer than 12 KB stands in the folders."""
    assert len(TEXT.encode()) < 12_000


def test_the_diagram_speaks_of_real_terms() -> None:
    """Each box is a class and each arrow a property of the ontology or of one that it reuses."""
    diagram = re.search(r"```mermaid\n(.*?)```", TEXT, re.DOTALL)
    assert diagram
    context = (ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8")
    for name in set(re.findall(r"\|(\w+)\|", diagram[1])) - {"has", "states"}:
        assert f'"{name}":' in context, name
    boxes = {
        box
        for line in diagram[1].splitlines()
        if "-->" in line or "-.->" in line
        for box in re.findall(r"\b[A-Z]\w+", line)
    }
    assert len(boxes) > 12
    for box in boxes - {"Facts"}:
        assert f'"{box}":' in context, box


def test_the_measured_table_is_filled() -> None:
    """Each promise of speed has its ratio written in."""
    table = TEXT.partition("<!-- measured -->")[2].partition("<!-- end -->")[0]
    rows = [line.split("|")[3] for line in table.strip().splitlines()[2:]]
    assert len(rows) == 15
    assert all(re.match(r" [\d.]+ ×", ratio) for ratio in rows), rows
