"""The command line asks an engine elsewhere as it asks files: the same bytes, and errors that say what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from corridor_kg import Corridor
from tests.conftest import ROOT, Run
from tests.elsewhere.engines import Held, held, started
from tests.support.serving import served

COMMANDS = [
    ("run", "core-platforms"),
    ("run", "figures", "thing=three-cities", "-f", "csv"),
    ("sparql", "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"),
    ("sparql", "DESCRIBE place:dongguan"),
    ("sparql", "CONSTRUCT { ?x a ckg:City } { ?x a ckg:City }", "-f", "ntriples"),
    ("sparql", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(isBlank(?s)) }"),
    ("show", "songshan-lake"),
    ("why", "songshan-lake", "isLocatedIn", "innovation-corridor"),
    ("evidence", "dongguan", "-f", "csv"),
    ("find", "from 松山湖 to Macau"),
    ("compare", "innovation-corridor"),
    ("check", "-f", "json"),
    ("export", "--thing", "dongguan", "-f", "turtle"),
    ("export", "--hash"),
]


@pytest.fixture(scope="module")
def there(corridor: Corridor) -> Iterator[Held]:
    """The bundled graph in an engine."""
    with held("oxigraph", corridor) as found:
        yield found


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_answers_the_same(command: tuple[str, ...], there: Held, run: Run) -> None:
    """On both streams, with the same exit status."""
    ours, theirs = run(*command), run(*command, "--endpoint", there.address.query)
    assert ours.stdout
    told = theirs.stdout.replace(f" --endpoint {there.address.query}", "")  # which stands in commands to be typed
    assert (theirs.returncode, told, theirs.stderr) == (ours.returncode, ours.stdout, ours.stderr)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--graph", "graph"), "is asked about what was put there"),
        (("--add", "graph"), "is asked about what was put there"),
        (("--as-of", "2018-01-01"), "is asked about what was put there"),
        (("--no-ontology",), "is asked about what was put there"),
        (("--no-inference",), "give --no-inference to 'load' instead"),
    ],
)
def test_what_is_given_beside_it_is_refused(options: tuple[str, ...], said: str, there: Held, run: Run) -> None:
    """Nothing that was given is left out without a word."""
    done = run("run", "core-platforms", "--endpoint", there.address.query, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "core-platforms", "--user", "me"), "--user and --endpoint-timeout go with --endpoint"),
        (("load",), "name the engine with --endpoint URL, or a file with --output"),
        (("load", "--endpoint", "http://127.0.0.1:1/", "--as-of", "2018"), "leave --as-of out"),
        (("load", "--endpoint", "http://127.0.0.1:1/", "--union"), "--union goes with --output"),
        (("run", "core-platforms", "--endpoint", "nonsense"), "is not the address of a service"),
        (("run", "core-platforms", "--endpoint", "http://127.0.0.1:1/"), "cannot be reached"),
    ],
)
def test_wrong_use_is_told(arguments: tuple[str, ...], said: str, run: Run) -> None:
    """Exit status 2, and one sentence that says what is right."""
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_load_tells_what_it_has_done(run: Run, tmp_path: Path) -> None:
    """The first time, when nothing has changed, when something has, and when it is removed again."""
    own = tmp_path / "own.ttl"
    own.write_text("<https://w3id.org/corridor-kg/place/x> a <https://w3id.org/corridor-kg/ontology#City> .")
    with started("oxigraph") as address:
        load = ("load", "--endpoint", address.query, "--update-endpoint", address.update)
        first, second, third = run(*load), run(*load), run(*load, "--add", str(own))
        assert re.fullmatch(r"\d+ graphs sent, 0 as they were, 0 removed; [\d,]+ triples, .*\n", first.stdout)
        assert second.stdout.startswith("0 graphs sent, ")
        assert third.stdout.startswith("1 graphs sent, ")
        assert not first.stderr + second.stderr
        assert run(*load, "--clear").returncode == 0
        gone = run("run", "core-platforms", "--endpoint", address.query)
        assert (gone.returncode, gone.stdout) == (2, "")
        assert "holds no graph of Corridor KG" in gone.stderr


def test_what_the_page_of_engines_shows_works(run: Run) -> None:
    """Its commands, one after the other, with the address of a server that runs."""
    page = (ROOT / "corridor_kg" / "engine" / "README.md").read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if line.startswith("corridor-kg ")]
    assert lines
    with started("oxigraph") as address:
        base = address.query.removesuffix("/query")
        for line in lines:
            done = run(*line.replace("http://localhost:7878", base).split()[1:])
            assert (done.returncode, done.stderr) == (0, "")
            assert done.stdout


def test_a_graph_elsewhere_is_served(there: Held, tmp_path: Path) -> None:
    """Its pages, as those of files."""
    pages = ["/", "/place/dongguan", "/queries/core-platforms", "/sources", "/ontology", "/place/dongguan.svg"]
    with served(tmp_path / "none", "--endpoint", there.address.query, "--timeout", "60") as site:
        found = {page: site.get(page).status_code for page in pages}
    assert found == dict.fromkeys(pages, 200)
