"""As of a day only those sources speak that were certainly out, in every answer, export and check alike."""

from __future__ import annotations

import datetime
import shutil
import warnings
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.answers.rows import Rows
from corridor_kg.errors import BadParameter
from corridor_kg.questions.stored_queries import STORED
from corridor_kg.rdf.vocabulary import BASE, ONTOLOGY, RDFS
from tests.conftest import Run
from tests.support.sources import BOTH, GAZETTE, known, told

DATED = ("nordic", "the-paper", "asia-times", "china-daily")
OFFLINE = [name for name, query in STORED.items() if not query.endpoint]
PERIOD = "china-daily (published after 1 December 2017 and before 5 March 2018)"


def load(as_of: str | datetime.date, *, add: list[Path]) -> Corridor:
    """Return a graph as of a day, whoever is left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Corridor.load(as_of=as_of, add=add)


@pytest.fixture(scope="module")
def before(copies: list[Path]) -> Corridor:
    """The bundled facts with both copies, before either came out."""
    return load("2018-03-31", add=copies)


@pytest.fixture(scope="module")
def without() -> Corridor:
    """The bundled facts alone, as of the same day."""
    return load("2018-03-31", add=[])


def test_what_was_not_out_is_as_if_it_were_not_there(before: Corridor, without: Corridor) -> None:
    """Beside the bundled facts, stated and inferred, nothing is left of two sources but a word for what they share."""
    assert known(without) <= known(before)
    more = {str(triple.subject) for triple in known(before) - known(without)}
    assert [thing for thing in more if "made-up-gazette-" in thing or "/made-up-herald-" in thing] == []


@pytest.mark.parametrize("name", OFFLINE)
def test_every_answer_is_as_before(name: str, before: Corridor, without: Corridor) -> None:
    """To the last cell."""
    assert told(before, name) == told(without, name)


@pytest.mark.parametrize("day", ["2018-04-30", "2018-04", "made-up-gazette", "article:made-up-report"])
def test_a_day_a_month_or_a_source(day: str) -> None:
    """An article is there on the last day of its period; who has no date is not, and that is told."""
    with pytest.warns(UserWarning, match="As of") as caught:
        found = Corridor.load(as_of=day, add=BOTH)
    (line,) = (str(one.message) for one in caught)
    assert line.startswith("As of 2018-04-30: left out ")
    assert "made-up-herald (no date is known)" in line
    assert "made-up-gazette" not in line
    assert found.sparql("ASK { GRAPH passage:made-up-gazette-m03 { ?s ?p ?o } }")
    assert not found.sparql("ASK { GRAPH passage:made-up-herald-h01 { ?s ?p ?o } }")
    assert not found.sparql("ASK { article:made-up-letters ?p ?o }")


def test_a_day_before_the_last_is_not_certain() -> None:
    """It may have come out on the last day of its period."""
    assert not load("2018-04-29", add=[GAZETTE]).sparql("ASK { GRAPH passage:made-up-gazette-m03 { ?s ?p ?o } }")
    assert load(datetime.date(2018, 4, 30), add=[GAZETTE]).sparql(
        "ASK { GRAPH passage:made-up-gazette-m03 { ?s ?p ?o } }"
    )


def test_a_date_of_its_own_counts(tmp_path: Path) -> None:
    """An article with a date needs no period."""
    folder = Path(shutil.copytree(BOTH[1], tmp_path / "herald"))
    source = folder / "made-up-herald" / "source.ttl"
    dated = '    schema:datePublished "2018-05-20"^^<http://www.w3.org/2001/XMLSchema#date> ;\n    schema:publisher '
    source.write_text(source.read_text(encoding="utf-8").replace("    schema:publisher ", dated, 1), encoding="utf-8")
    ask = "ASK { GRAPH passage:made-up-herald-h01 { ?s ?p ?o } }"
    assert load("2018-05-20", add=[folder]).sparql(ask)
    with pytest.warns(UserWarning, match=r"left out .*made-up-herald \(published 2018-05-20\)[,.]"):
        assert not Corridor.load(as_of="2018-05-19", add=[folder]).sparql(ask)


def test_a_reading_goes_with_what_it_rests_on() -> None:
    """With the triple that it is about; one that rests on another source too stays."""
    ask = "ASK { platform:made-up-bay ckg:isLocatedIn place:dongguan }"
    assert load("2018-04", add=[GAZETTE]).sparql(ask)
    assert not load("2018-03", add=[GAZETTE]).sparql(ask)
    assert not load("2018-03", add=[GAZETTE]).sparql("ASK { ?reading prov:wasDerivedFrom passage:made-up-gazette-m03 }")
    early = load("2017-12-16", add=[])
    assert early.sparql("ASK { plan:corridor-plan ckg:hasPublicationPeriod ?p }")  # another source reports it
    assert not early.sparql("ASK { article:silicon-valley-to-be-built ?p ?o }")


@pytest.mark.parametrize(("day", "marked"), [("2018-05-31", False), ("2018-06-01", True)])
def test_a_correction_is_known_from_its_day(day: str, marked: bool, copies: list[Path]) -> None:
    """Before it, the facts stand without a mark."""
    found = load(day, add=[copies[0]]).run("figures", thing="dongguan")
    assert isinstance(found, Rows)
    assert "made-up-gazette m01" in found.to_table()
    assert ("(corrected 2018-06-01)" in found.to_table()) is marked


def test_before_all_sources_the_answer_is_empty_and_that_is_told() -> None:
    """Things that have a place elsewhere are still found."""
    with pytest.warns(
        UserWarning, match=r"As of 1999-12-31: no source was certainly out yet; left out .*china-daily \("
    ):
        found = Corridor.load(as_of="1999")
    assert len(found.run("core-platforms")) == 0  # type: ignore[arg-type]
    assert found.resolve("dongguan")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("china-dialy", "'china-dialy' is neither a day nor a source; did you mean 'china-daily'"),
        ("2017-13", "'2017-13' is no day; write one as in 2017-12-16, 2017-12 or 2017."),
        ("0000", "'0000' is no day"),
        ("made-up-herald", "when made-up-herald came out is not known; write a day"),
        ("", "'' is neither a day nor a source; write a day"),
    ],
)
def test_what_is_neither_a_day_nor_a_source_is_refused(wrong: str, said: str) -> None:
    """With the nearest names."""
    with pytest.raises(BadParameter, match=said):
        Corridor.open(as_of=wrong, add=BOTH)


def test_an_export_is_as_of_the_day_and_says_so() -> None:
    """The whole, a part, and a format without named graphs; read again, it is the same."""
    corridor = load("2018-04-30", add=BOTH)
    line = str(corridor.data.as_of)
    assert "made-up-herald (no date is known)" in line
    for text in (
        corridor.export().text(),
        corridor.export(things=["dongguan"]).text(),
        corridor.export().text("nquads"),
    ):
        assert "made-up-gazette-m03" in text
        assert "made-up-herald" not in text.replace(line, "")
    assert f'skos:scopeNote "{line}"@en ;' in corridor.export().text()
    assert "scopeNote" not in Corridor.load().export(things=["dongguan"]).text()


def test_what_was_exported_can_be_asked_as_of_a_day(tmp_path: Path) -> None:
    """Named graphs of one file are left out as files are."""
    Corridor.load(add=BOTH).export().write(tmp_path / "all.trig")
    found = load("2018-04-30", add=[]).sparql("SELECT ?p { ?p a ckg:Passage }")
    with pytest.warns(UserWarning, match="left out .*made-up-gazette .*, made-up-herald"):
        again = Corridor.load(graph=tmp_path / "all.trig", as_of="2018-03-31")
    assert len(again.sparql("SELECT ?p { ?p a ckg:Passage }")) == len(found)  # type: ignore[arg-type]
    assert not again.sparql("ASK { GRAPH passage:made-up-gazette-m03 { ?s ?p ?o } }")


def test_every_command_takes_it(run: Run) -> None:
    """What is left out is one line on standard error, and the command that a card shows has the option."""
    left_out = "warning: As of 2017-10-07: no source was certainly out yet; left out "
    for arguments in (
        ["run", "core-platforms"],
        ["show", "dongguan"],
        ["find", "dongguan"],
        ["sparql", "ASK { ?s ?p ?o }"],
        ["evidence", "dongguan"],
        ["export", "--thing", "dongguan"],
        ["check"],
    ):
        done = run(*arguments, "--as-of", "2017-10-07")
        assert done.stderr.startswith(left_out), arguments
        assert PERIOD in done.stderr.partition("\n")[0], arguments
    assert "--as-of china-daily" in run("show", "songshan-lake", "--as-of", "china-daily").stdout


def test_an_answer_tells_the_day() -> None:
    """In its data, and in the command that asks it again."""
    found = load("2018-04", add=BOTH).run("core-platforms", city="dongguan")
    assert isinstance(found, Rows)
    assert found.about.data.endswith("as of 2018-04-30")
    assert found.about.command == "corridor-kg run core-platforms city=dongguan --as-of 2018-04-30"


@pytest.mark.parametrize("day", ["1999", *DATED])
def test_a_check_looks_at_what_was_known(day: str) -> None:
    """What is whole on the day of a source is whole as of it."""
    assert load(day, add=[]).check().findings == ()


def test_a_check_looks_at_sources_beside_the_bundled_ones() -> None:
    """With one that is left out."""
    assert load("2018-04-30", add=BOTH).check().findings == ()


def test_what_only_a_later_source_says_is_no_lack(tmp_path: Path) -> None:
    """The place of a plan that an earlier one names; what no source says is still missing."""
    mine = tmp_path / "mine.ttl"
    mine.write_text(f'<{BASE}plan/mine> a <{ONTOLOGY}Plan> ; <{RDFS}label> "My plan"@en .', encoding="utf-8")
    corridor = load("nordic", add=[mine])
    assert corridor.sparql("ASK { plan:innovation-driven-development a ckg:Plan }")
    assert not corridor.sparql("ASK { plan:innovation-driven-development ckg:isPlanFor ?place }")
    found = corridor.check().findings
    assert {finding.thing for finding in found if finding.check == "plan-for-place"} == {"plan:mine"}


@pytest.mark.parametrize(
    "thing",
    [
        pytest.param("organization:shenzhen-government", id="its links alone are left"),
        pytest.param("platform:songshan-lake", id="and it is an example of the data set"),
        pytest.param("membership:liang-weidong-mayor", id="when it begins is left, and not of whom it is"),
    ],
)
def test_what_is_only_named_or_linked_goes_with_the_sources_that_speak_of_it(thing: str, corridor: Corridor) -> None:
    """With its links, and what is read of it."""
    ask = f"ASK {{ {{ {thing} ?p ?o }} UNION {{ ?s ?p {thing} }} }}"
    assert corridor.sparql(ask)
    assert not load("2017-12-01" if "membership" in thing else "nordic", add=[]).sparql(ask)
