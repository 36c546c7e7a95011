"""Tables of mappings: read, written, and refused with line and column."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import GraphUnreadable, OutputFailed
from corridor_kg.files import sssom
from corridor_kg.links import listing
from corridor_kg.model import mappings
from corridor_kg.model.mappings import Mapping
from corridor_kg.model.slots import SLOTS
from corridor_kg.rdf.vocabulary import BASE
from tests.conftest import Run

HEAD = """\
#sssom_version: '1.1'
#mapping_set_id: https://example.org/my-links
#mapping_set_title: My links
#license: https://creativecommons.org/licenses/by/4.0/
#curie_map:
#  place: https://w3id.org/corridor-kg/place/
#  ex: http://example.org/
#  authority: https://w3id.org/corridor-kg/authority/
"""

COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tmapping_date\tconfidence\tobject_type\tobject_label\tobject_source\tpredicate_modifier\tcomment\tsee_also\n"

ROW = "place:dongguan\tskos:closeMatch\tex:1\tsemapv:ManualMappingCuration\t2026-11-22\t0.9\t\tTung-kuan\t\t\t\t\n"


@pytest.fixture(scope="module")
def found(stated: Corridor) -> list[Mapping]:
    """The mappings of the bundled graph."""
    return mappings.read(stated.stated())


def test_sssom_leaves_and_comes_back_whole(found: list[Mapping], stated: Corridor, tmp_path: Path) -> None:
    """Every slot of every mapping survives; only the addresses of the sources are added."""
    path = tmp_path / "links.sssom.tsv"
    path.write_text(listing.links(stated.data).to_sssom(), encoding="utf-8")
    read = sssom.read(str(path))
    plain = [mapping.with_slots(see_also=()) for mapping in read.mappings]
    assert {mapping.key: mapping.slots for mapping in plain} == {mapping.key: mapping.slots for mapping in found}
    assert sssom.serialize(read) == path.read_text(encoding="utf-8")
    assert any(mapping.slots.get("see_also") for mapping in read.mappings)


SSSOM_PY = """
import sys, warnings
warnings.simplefilter("ignore")
from sssom.parsers import parse_sssom_table
from sssom.validators import validate
from sssom.constants import DEFAULT_VALIDATION_TYPES
from sssom.writers import write_table
found = parse_sssom_table("links.sssom.tsv")
validate(msdf=found, validation_types=DEFAULT_VALIDATION_TYPES)
write_table(found, open("theirs.sssom.tsv", "w", encoding="utf-8"))
"""


def test_the_tool_of_the_standard_takes_every_row_and_gives_it_back(
    run: Run, tmp_path: Path, found: list[Mapping]
) -> None:
    """sssom-py validates what is written and refuses no row; what it writes is read here, and says the same."""
    assert run("links", "--output", "links.sssom.tsv").returncode == 0
    done = subprocess.run([sys.executable, "-c", SSSOM_PY], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "not well-formed" not in done.stderr
    theirs = sssom.read(str(tmp_path / "theirs.sssom.tsv")).mappings
    assert {mapping.key for mapping in theirs} == {mapping.key for mapping in found}


def test_links_of_others_come_in(tmp_path: Path) -> None:
    """A file of mappings is a graph: each is a link with its evidence, and check finds nothing wrong."""
    path = tmp_path / "mine.sssom.tsv"
    path.write_text(HEAD + COLUMNS + ROW, encoding="utf-8")
    corridor = Corridor.load(add=[path])
    assert corridor.check().findings == ()
    assert corridor.sparql("ASK { place:dongguan skos:closeMatch <http://example.org/1> }")
    shown = corridor.links(["dongguan"])
    (mine,) = (mapping for mapping in shown.mappings if mapping.target == "http://example.org/1")
    assert mine.evidence == ("https://example.org/my-links",)
    assert "My links" in shown.to_turtle()


def test_a_set_that_says_otherwise_does_not_mix_with_ours(tmp_path: Path) -> None:
    """What another set says of the same link is a mapping of its own; a later date wins, and an equal one clashes."""
    path = tmp_path / "mine.sssom.tsv"
    row = "place:dongguan\tskos:exactMatch\tgn:1812531/\tsemapv:ManualMappingCuration\t{}\t\t\t\tauthority:geonames\t\t\t\n"
    head = HEAD + "#  gn: https://sws.geonames.org/\n" + COLUMNS
    for date, findings in (
        ("2026-11-22", {"links-contradicted", "two-identifiers"}),
        ("2027-01-01", {"two-identifiers"}),
    ):
        path.write_text(head + row.format(date), encoding="utf-8")
        assert {found.check for found in Corridor.load(add=[path]).check().findings} == findings


def test_two_rows_about_one_link_stay_two(tmp_path: Path) -> None:
    """SSSOM has a row a justification."""
    path = tmp_path / "mine.sssom.tsv"
    path.write_text(HEAD + COLUMNS + ROW + ROW.replace("ManualMappingCuration", "LexicalMatching"), encoding="utf-8")
    corridor = Corridor.load(add=[path])
    assert corridor.check().findings == ()
    assert sum(mapping.target == "http://example.org/1" for mapping in corridor.links().mappings) == 2


def test_what_the_head_says_of_all_rows_is_theirs(tmp_path: Path) -> None:
    """A date in the head is that of every mapping, as the standard has it; a row may say otherwise."""
    path = tmp_path / "mine.sssom.tsv"
    bare = "subject_id\tpredicate_id\tobject_id\tmapping_justification\nplace:dongguan\tskos:closeMatch\tex:1\tsemapv:LexicalMatching\n"
    path.write_text(HEAD + "#mapping_date: 2026-01-02\n" + bare, encoding="utf-8")
    assert sssom.read(str(path)).mappings[0]["mapping_date"] == "2026-01-02"
    path.write_text(HEAD + "#mapping_date: 2026-01-02\n" + COLUMNS + ROW, encoding="utf-8")
    assert sssom.read(str(path)).mappings[0]["mapping_date"] == "2026-11-22"


def test_columns_beside_the_standard_are_kept(tmp_path: Path) -> None:
    """A column of somebody's own survives reading and writing."""
    path = tmp_path / "mine.sssom.tsv"
    path.write_text(HEAD + COLUMNS.replace("\n", "\tmine\n") + ROW.replace("\n", '\t"a ""quote"""\n'), encoding="utf-8")
    read = sssom.read(str(path))
    assert read.mappings[0].extensions == {"mine": 'a "quote"'}
    assert '"a ""quote"""' in sssom.serialize(read)


AWKWARD = [
    "a\u2028b", "a\x85b".replace("\x85", "\u2029"), "a\nb", 'a"b', "a\tb", " a ", "a|b", r"a\b", "#a", "a" * 130_000, "=cmd()", "{}<>%"
]  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD, ids=range(len(AWKWARD)))
def test_any_text_survives(text: str, tmp_path: Path) -> None:
    """In a slot with one value, in one with several, and in a column of somebody's own."""
    slots = {
        "subject_id": ("https://w3id.org/corridor-kg/place///x",),
        "predicate_id": (mappings.EXACT,),
        "object_id": ("urn:x",),
        "mapping_justification": (mappings.CURATED,),
        "author_label": (text, "z"),
        "confidence": ("0.123456789012345",),
        "comment": (text,),
    }
    path = tmp_path / "mine.sssom.tsv"
    for _ in range(2):
        path.write_text(
            sssom.serialize(sssom.MappingSet("http://e.org/s", (Mapping(slots, extensions={"mine": text}),))),
            encoding="utf-8",
            newline="",
        )
        (read,) = sssom.read(str(path)).mappings
        assert dict(read.slots) == {name: slots[name] for name in SLOTS if name in slots}
        assert dict(read.extensions) == {"mine": text}


def test_what_cannot_be_told_apart_is_not_written() -> None:
    """A backslash at the end of one of several values would take the bar behind it along."""
    slots = {"subject_id": ("http://e.org/a",), "predicate_id": (mappings.EXACT,), "author_label": ("a\\", "b")}
    with pytest.raises(OutputFailed, match="ends in a backslash"):
        sssom.serialize(sssom.MappingSet("http://e.org/s", (Mapping(slots),)))


def test_an_iri_of_others_stays_as_it_is(tmp_path: Path) -> None:
    """Percent signs are decoded in identifiers of our own authorities alone, which are IRIs and not URIs."""
    path = tmp_path / "mine.sssom.tsv"
    path.write_text(HEAD + COLUMNS + ROW.replace("ex:1", "ex:%E4%B8%9C"), encoding="utf-8")
    assert sssom.read(str(path)).mappings[0].target == "http://example.org/%E4%B8%9C"


def test_escape_sequences_do_not_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    """A label of others cannot command the terminal."""
    path = tmp_path / "mine.ttl"
    path.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix sssom: <https://w3id.org/sssom/> ."
        " <http://e.org/m> a owl:Axiom ; owl:annotatedSource <https://w3id.org/corridor-kg/place/dongguan> ;"
        " owl:annotatedProperty <http://www.w3.org/2004/02/skos/core#closeMatch> ;"
        ' owl:annotatedTarget <http://e.org/x> ; sssom:object_label "\\u001B[31mRED" .',
        encoding="utf-8",
    )
    shown = run("links", "dongguan", "--add", "mine.ttl").stdout
    assert "RED" in shown
    assert "\x1b" not in shown


def test_values_with_bars_quotes_and_tabs_survive(tmp_path: Path) -> None:
    """What delimits is escaped, in a slot with several values and in one with one."""
    slots = {
        "subject_id": (f"{BASE}place/dongguan",),
        "predicate_id": (mappings.EXACT,),
        "object_id": ("http://example.org/a#b/",),
        "object_label": ('a "b"\tc',),
        "mapping_justification": (mappings.CURATED,),
        "author_label": ("one | two", "three"),
        "comment": ("line\nbreak | bar",),
    }
    path = tmp_path / "mine.sssom.tsv"
    path.write_text(
        sssom.serialize(sssom.MappingSet("http://e.org/s", (Mapping(slots),))), encoding="utf-8", newline=""
    )
    assert dict(sssom.read(str(path)).mappings[0].slots) == {name: slots[name] for name in SLOTS if name in slots}


BROKEN = {
    "no set": (HEAD.replace("#mapping_set_id: https://example.org/my-links\n", "") + COLUMNS + ROW, "line 1: the head names no set"),
    "no yaml": ("#a: b: c\n" + COLUMNS + ROW, "line 1: the head is not YAML"),
    "head is a list": ("#- a\n" + COLUMNS + ROW, "the head is not a list of names and values"),
    "no columns": (HEAD, "no row names the columns"),
    "column missing": (HEAD + "subject_id\tpredicate_id\tobject_id\n", "line 9: there is no column 'mapping_justification'"),
    "column misspelt": (HEAD + COLUMNS.replace("predicate_id", "predicat_id") + ROW, "did you mean 'predicat_id'"),
    "column twice": (HEAD + COLUMNS.replace("object_id", "subject_id") + ROW, "column 1 (subject_id): the column stands twice"),
    "prefix": (HEAD + COLUMNS + ROW.replace("ex:1", "exx:1"), "line 10, column 3 (object_id): the prefix exx: is not declared; did you mean 'ex'?"),
    "no curie": (HEAD + COLUMNS + ROW.replace("ex:1", "one"), "column 3 (object_id): 'one' is no CURIE"),
    "whole iri": (HEAD + COLUMNS + ROW.replace("ex:1", "http://example.org/1"), "'http://example.org/1' is a whole IRI"),
    "bad character": (HEAD + COLUMNS + ROW.replace("ex:1", "ex:a b"), "stands for no IRI"),
    "date": (HEAD + COLUMNS + ROW.replace("2026-11-22", "22 Nov"), "line 10, column 5 (mapping_date): '22 Nov' is no date"),
    "number": (HEAD + COLUMNS + ROW.replace("0.9", "very"), "column 6 (confidence): 'very' is no number from 0 to 1"),
    "number too large": (HEAD + COLUMNS + ROW.replace("0.9", "90"), "'90' is no number from 0 to 1"),
    "modifier": (HEAD + COLUMNS + ROW.replace("Tung-kuan\t\t", "Tung-kuan\t\tnot"), "column 10 (predicate_modifier): 'not' is not one of Not"),
    "type": (HEAD + COLUMNS + ROW.replace("0.9\t", "0.9\tliteral"), "column 7 (object_type): 'literal' is not one of"),
    "no object": (HEAD + COLUMNS + ROW.replace("ex:1", ""), "column 3 (object_id): the cell is empty"),
    "no subject": (HEAD + COLUMNS + ROW.replace("place:dongguan", ""), "column 1 (subject_id): the cell is empty"),
    "link": (HEAD + COLUMNS + ROW.rstrip("\n") + "nowhere\n", "column 12 (see_also): 'nowhere' is no IRI"),
    "too many cells": (HEAD + COLUMNS + ROW.replace("\n", "\tx\ty\n"), "line 10: the row has 14 cells, the head 12"),
    "open quote": (HEAD + COLUMNS + ROW.replace("Tung-kuan", '"Tung-kuan'), "line 10: the row cannot be read"),
    "code without authority": (HEAD + COLUMNS + ROW.replace("skos:closeMatch", "skos:notation").replace("0.9\t", "0.9\trdfs literal"), "column 9 (object_source): the cell is empty"),
    "code that is matched": (HEAD + COLUMNS + ROW.replace("0.9\t", "0.9\trdfs literal").replace("Tung-kuan\t", "Tung-kuan\tauthority:gbt2260"), "a code is a skos:notation, and nothing else is"),
    "built-in prefix": (HEAD + "#  skos: http://example.org/\n" + COLUMNS + ROW, "the prefix skos: is fixed by SSSOM"),
    "percent": (HEAD + COLUMNS + ROW.replace("ex:1", "ex:%zz"), "column 3 (object_id): 'ex:%zz' stands for no IRI"),
    "set of ours": (HEAD.replace("https://example.org/my-links", "https://w3id.org/corridor-kg/place/dongguan") + COLUMNS + ROW, "is a thing of this project, and no set of mappings"),
    "set no iri": (HEAD.replace("https://example.org/my-links", "http://[::1") + COLUMNS + ROW, "the head names no set"),
    "date in the head": ("#mapping_date: 2026-13-40\n" + HEAD + COLUMNS + ROW, "line 1 (mapping_date): '2026-13-40' is no date"),
    "deep head": ("#a: " + 1_500 * "[" + "\n" + HEAD + COLUMNS + ROW, "the head is not YAML"),
    "week date": (HEAD + COLUMNS + ROW.replace("2026-11-22", "2026-W01-1"), "'2026-W01-1' is no date"),
    "arabic number": (HEAD + COLUMNS + ROW.replace("0.9", "٠.٥"), "is no number from 0 to 1"),
    "control character": (HEAD + COLUMNS + ROW.replace("Tung-kuan", "Tung\x00kuan"), "column 8 (object_label): a control character"),
    "same as": (HEAD + "#  owl: http://www.w3.org/2002/07/owl#\n" + COLUMNS + ROW.replace("skos:closeMatch", "owl:sameAs"), "column 2 (predicate_id): a thing is linked by a match of SKOS"),
    "no such match": (HEAD + COLUMNS + ROW.replace("skos:closeMatch", "skos:foo"), "a thing is linked by a match of SKOS"),
    "nameless column": (HEAD + COLUMNS.replace("\n", "\t\n") + ROW.replace("\n", "\tx\n"), "column 13: the cell stands in a column without a name"),
    "record of a thing": (HEAD + "record_id\t" + COLUMNS + "place:dongguan\t" + ROW, "(record_id): a mapping cannot have the identifier of a thing"),
    "record twice": (HEAD + "record_id\t" + COLUMNS + "ex:r\t" + ROW + "ex:r\t" + ROW, "line 11 (record_id): the identifier http://example.org/r stands twice"),
    "curie map": (HEAD.replace("http://example.org/", "nothing") + COLUMNS + ROW, "the prefix ex: stands for no IRI"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_table_says_where_and_what(case: str, tmp_path: Path) -> None:
    """File, line, column and slot, and the right form."""
    text, message = BROKEN[case]
    path = tmp_path / "mine.sssom.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GraphUnreadable) as error:
        Corridor.load(add=[path])
    assert message in str(error.value)
    assert "mine.sssom.tsv, line " in str(error.value)
    assert Corridor.check_files(add=[path]).findings[0].check == "syntax"


def test_a_table_that_is_not_utf8_is_refused(tmp_path: Path, run: Run) -> None:
    """The command line says so, with exit status 2."""
    (tmp_path / "mine.sssom.tsv").write_bytes(HEAD.encode() + b"\xff\n")
    done = run("links", "--add", "mine.sssom.tsv")
    assert done.returncode == 2
    assert "mine.sssom.tsv is not UTF-8" in done.stderr


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_head_is_taken_word_for_word(end: str, tmp_path: Path) -> None:
    """Versions and titles are the texts that they are, also written anew; and lines end as an editor has it."""
    path = tmp_path / "mine.sssom.tsv"
    head = HEAD.replace("My links", "On") + "#object_source_version: 2.10\n#subject_source_version: 010\n"
    more = "#mapping_tool_version:\n#mapping_set_version: 1.10\n#publication_date: 2026-11-22\n"
    path.write_bytes((head + more + COLUMNS + ROW).replace("\n", end).encode())
    for _ in range(2):
        read = sssom.read(str(path))
        (mapping,) = read.mappings
        assert [mapping[slot] for slot in ("object_source_version", "subject_source_version")] == ["2.10", "010"]
        assert (mapping["mapping_tool_version"], mapping["publication_date"]) == ("", "2026-11-22")
        assert [read.head[name] for name in ("mapping_set_title", "mapping_set_version")] == ["On", "1.10"]
        path.write_text(sssom.serialize(read), encoding="utf-8")
    path.write_bytes((head + COLUMNS + ROW + ROW.replace("0.9", "٠.9")).replace("\n", end).encode())
    with pytest.raises(GraphUnreadable, match=r"line 13, column 6 \(confidence\): '٠\.9' is no number from 0 to 1"):
        sssom.read(str(path))
