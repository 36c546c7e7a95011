"""The command ``links check``: what it tells, what it writes, and what it leaves alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from corridor_kg import Corridor
from corridor_kg.files import reading
from corridor_kg.model import mappings
from tests.conftest import ROOT, Run
from tests.links.checking.helpers import TRIPLES
from tests.support.authority_server import AuthorityServer


def own_links(folder: Path) -> list[Path]:
    """Copy two of the bundled files of links, and one in SSSOM/TSV, into a folder."""
    links = folder / "graph" / "links"
    links.mkdir(parents=True)
    for name in ("places.ttl", "sources.ttl"):
        shutil.copy(ROOT / "graph" / "links" / name, links / name)
    (folder / "mine.sssom.tsv").write_text(
        Corridor.open().links(["songshan-lake", "dongguan"]).to_sssom(), encoding="utf-8"
    )
    return sorted([*links.iterdir(), folder / "mine.sssom.tsv"])


def answering(server: AuthorityServer, *, wikidata: str = "") -> list[str]:
    """Return the options that name a server."""
    services = server.services
    addresses = (
        "--wikidata",
        wikidata or services.wikidata,
        "--geonames",
        services.geonames,
        "--dbpedia",
        services.dbpedia,
    )
    return ["--timeout", "5", *addresses]


def test_the_command_tells_what_moved_with_its_line(tmp_path: Path, run: Run) -> None:
    """The new identifier, the file and the line; exit status 1."""
    own_links(tmp_path)
    items: dict[str, str | dict[str, str]] = {"Q59218": "Q99999999", "Q99999999": {"en": "Dongguan"}}
    with AuthorityServer(items=items, features={"1812545": ("Dongguan",)}, triples=TRIPLES) as server:
        done = run("links", "check", "dongguan", "--graph", "graph", *answering(server))
        assert done.returncode == 1
        assert "violation  link-moved" in done.stdout
        assert "http://www.wikidata.org/entity/Q99999999" in done.stdout
        lines = (tmp_path / "graph" / "links" / "places.ttl").read_text(encoding="utf-8").splitlines()
        line = 1 + lines.index("    owl:annotatedTarget wd:Q59218 ;")
        assert f"graph/links/places.ttl:{line}" in done.stdout
        report = json.loads(
            run("links", "check", "dongguan", "--graph", "graph", "-f", "json", *answering(server)).stdout
        )
    moved = next(finding for finding in report["findings"] if finding["check"] == "link-moved")
    assert moved["replacement"] == "http://www.wikidata.org/entity/Q99999999"


def test_update_writes_dates_and_nothing_else(tmp_path: Path, run: Run) -> None:
    """Each link found true gets today's date in its own file, Turtle or SSSOM/TSV; what was not, does not."""
    files = own_links(tmp_path)
    before = {path: path.read_text(encoding="utf-8") for path in files}
    with AuthorityServer(items={"Q59218": {"en": "Dongguan"}}, features={"1812545": ("Dongguan",)}) as server:
        arguments = ("links", "check", "dongguan", "--graph", "graph", "--add", "mine.sssom.tsv", *answering(server))
        assert run(*arguments).returncode == 1
        assert {path: path.read_text(encoding="utf-8") for path in files} == before
        done = run(*arguments, "--update")
        assert "written to graph/links/places.ttl." in done.stderr
        assert "written to mine.sssom.tsv." in done.stderr
    for path in files:
        if path.stem == "sources":
            assert path.read_text(encoding="utf-8") == before[path]
            continue
        read = mappings.read(reading.quads(str(path)))
        assert {mapping.target for mapping in read if mapping["review_date"] == mappings.today()} == {
            "http://www.wikidata.org/entity/Q59218",
            "https://sws.geonames.org/1812545/",
        }
    added = set((tmp_path / "graph/links/places.ttl").read_text(encoding="utf-8").splitlines()) - set(
        before[tmp_path / "graph/links/places.ttl"].splitlines()
    )
    assert added == {
        f'    sssom:review_date "{mappings.today()}"^^xsd:date ;',
        '    sssom:reviewer_label "corridor-kg" ;',
    }
    assert (
        Corridor.load(add=[tmp_path / "graph", tmp_path / "mine.sssom.tsv"]).check(only=["link-review-date"]).findings
        == ()
    )


def test_a_file_with_a_layout_of_its_own_is_left_alone(tmp_path: Path, run: Run) -> None:
    """A comment in the midst of a file would be lost, so that no file is written; the remedy is told."""
    files = own_links(tmp_path)
    places = tmp_path / "graph" / "links" / "places.ttl"
    places.write_text(places.read_text(encoding="utf-8") + "# a comment\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in files}
    with AuthorityServer(items={"Q59218": {"en": "Dongguan"}}) as server:
        done = run(
            "links", "check", "dongguan", "--graph", "graph", "--add", "mine.sssom.tsv", "--update", *answering(server)
        )
    assert done.returncode == 2
    assert "places.ttl cannot be rewritten without losing its layout or comments" in done.stderr
    assert {path: path.read_bytes() for path in files} == before


def test_without_the_network_nothing_is_changed(tmp_path: Path, run: Run) -> None:
    """A clear word, exit status 2, and the files as they were."""
    files = own_links(tmp_path)
    before = {path: path.read_bytes() for path in files}
    nowhere = "http://127.0.0.1:1/"
    addresses = ("--wikidata", nowhere, "--geonames", nowhere, "--dbpedia", nowhere)
    done = run("links", "check", "--graph", "graph", "--update", *addresses)
    assert (done.returncode, done.stdout) == (2, "")
    assert "error: no link could be checked; check the network. Nothing was changed." in done.stderr
    assert {path: path.read_bytes() for path in files} == before
