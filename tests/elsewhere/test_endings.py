"""A command that asks or loads an engine elsewhere ends at once when it is told to, and leaves nothing half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.cli.commands import load
from corridor_kg.engine.protocol import Address
from corridor_kg.errors import ServiceFailed
from tests.elsewhere.engines import lines
from tests.support import oxigraph
from tests.support.between import GOOD, Between, Fault, Seen

if oxigraph.MISSING:
    pytest.skip(oxigraph.MISSING, allow_module_level=True)

FACTS = "".join(f"<x:{number}> <x:p> <x:{number % 7}> .\n" for number in range(5000))
SIGNALS = [signal.SIGINT, signal.SIGTERM]


@pytest.fixture
def between(tmp_path: Path) -> Iterator[Between]:
    """A server before an engine that has nothing, and a file to be put there."""
    (tmp_path / "facts.ttl").write_text(FACTS, encoding="utf-8")
    with oxigraph.serving() as engine, Between(engine) as server:
        yield server


class Command:
    """The command line as a process that is told to end.

    Args:
        folder: Where it is run.
        arguments: What is asked.
    """

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "corridor_kg", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            text=True,
        )

    def end(self, number: signal.Signals, when: Callable[[], bool]) -> tuple[int, str, str]:
        """Send a signal when something is so, and return the status and what was printed."""
        end = time.monotonic() + 60
        while not when():
            assert self._process.poll() is None, self._process.communicate()
            assert time.monotonic() < end
            time.sleep(0.01)
        self._process.send_signal(number)
        begun = time.monotonic()
        output, errors = self._process.communicate(timeout=30)
        assert time.monotonic() - begun < 5
        return self._process.returncode, output, errors


def put(between: Between) -> list[str]:
    """Return the arguments with which the file is put into the engine."""
    return f"load --graph facts.ttl --no-ontology --endpoint {between.query} --update-endpoint {between.update}".split()


def waiting(between: Between, number: int) -> Callable[[Seen], Fault]:
    """Let an update wait for long, though the engine has made it, when some have gone well."""
    return lambda seen: Fault(pause=60) if len(between.updates) > number and seen.update else GOOD


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("updates", [0, 7, 11])
def test_a_load_that_is_interrupted_goes_on(
    updates: int, number: signal.Signals, between: Between, tmp_path: Path
) -> None:
    """It ends at once, tells what is there, and the next sends what is left."""
    between.fault = waiting(between, updates)
    status, output, errors = Command(tmp_path, *put(between)).end(number, lambda: len(between.updates) > updates)
    assert (status, output) == (128 + number, "")
    assert errors == "interrupted; no half of a graph is asked there; start again to go on.\n"
    assert between.engine is not None
    with pytest.raises(ServiceFailed, match="holds no graph of Corridor KG"):
        Corridor.load(endpoint=between.engine.query)
    between.heal()
    done = subprocess.run(
        [sys.executable, "-m", "corridor_kg", *put(between)], cwd=tmp_path, capture_output=True, check=True
    )
    assert b"1 graphs sent, 0 as they were, 0 removed; 5,000 triples, of which 0 follow" in done.stdout
    here = Corridor.load(graph=tmp_path / "facts.ttl", ontology=False)
    there = Corridor.load(endpoint=between.engine.query)
    assert lines(there.data.engine.match()) == lines(here.data.engine.match())


@pytest.mark.parametrize("number", SIGNALS)
def test_a_question_that_is_interrupted_ends(number: signal.Signals, between: Between, tmp_path: Path) -> None:
    """Nothing of an answer is printed, nor a traceback."""
    Corridor.open(graph=tmp_path / "facts.ttl", ontology=False).put(Address(between.query, between.update))
    between.heal()
    between.fault = lambda seen: Fault(pause=60) if "x:p" in seen.query else GOOD
    asked = ["sparql", "SELECT * { ?s <x:p> ?o }", "--endpoint", between.query]
    found = Command(tmp_path, *asked).end(number, lambda: any("x:p" in query for query in between.queries))
    assert found == (128 + number, "", "interrupted; nothing was written.\n")


def test_a_removal_that_is_interrupted_is_begun_again(between: Between, tmp_path: Path) -> None:
    """What is left there is no graph."""
    Corridor.open(graph=tmp_path / "facts.ttl", ontology=False).put(Address(between.query, between.update))
    between.heal()
    between.fault = waiting(between, 1)
    command = Command(tmp_path, "load", "--clear", *put(between)[4:])
    status, output, errors = command.end(signal.SIGINT, lambda: len(between.updates) > 1)
    assert (status, output) == (130, "")
    assert errors == "interrupted; some of it is there still, and is no graph; start again to remove the rest.\n"
    assert between.engine is not None
    with pytest.raises(ServiceFailed, match="holds no graph of Corridor KG"):
        Corridor.load(endpoint=between.engine.query)


@pytest.mark.parametrize("command", ["sparql SELECT~*{?s~?p~?o}", "export -f ntriples", "load"])
def test_who_reads_no_further_ends_it_in_silence(command: str, between: Between, tmp_path: Path) -> None:
    """As it ends other tools in a pipe; what was to be loaded is."""
    address = Address(between.query, between.update)
    arguments = [part.replace("~", " ") for part in command.split()]
    if command != "load":
        Corridor.open(graph=tmp_path / "facts.ttl", ontology=False).put(address)
        arguments += ["--endpoint", between.query]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "corridor_kg", *(put(between) if command == "load" else arguments)],
            stdout=closed,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            check=False,
        )
    assert (done.returncode, done.stderr) == (141, b"")
    assert Corridor.load(endpoint=address).data.engine.size == 5000


def test_a_line_that_tells_how_far_a_load_is_is_gone_when_it_fails(capsys: pytest.CaptureFixture[str]) -> None:
    """So that what has failed has a line of its own."""
    with load._Progress(quiet=False) as progress:
        progress("sent", 1, 2)
    assert capsys.readouterr().err == "\rsent 1 of 2\r"  # but for what clears a line, which is for terminals alone
    with load._Progress(quiet=True) as progress:
        progress("sent", 2, 2)
    assert capsys.readouterr().err == ""
