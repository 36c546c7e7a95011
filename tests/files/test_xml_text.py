"""A parser of XML reads the characters that were there, or nothing is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.answers.rows import Rows
from corridor_kg.engine.in_process import InProcess
from corridor_kg.errors import OutputFailed
from corridor_kg.files import rdfxml
from tests.conftest import Run

NEVER = [*map(chr, {*range(0x20)} - {9, 10, 13}), "\ufffe", "\uffff"]
"""What production 2 of XML 1.0, Char, leaves out; halves of characters are none in RDF either."""

TEXTS = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\r\n\t\x7f\x85\u2028 <&>\"']")))


def rows_of(literal: Literal) -> Rows:
    """Return the answer of a SELECT query that is a literal."""
    engine = InProcess()
    engine.add([Triple(NamedNode("x:a"), NamedNode("x:b"), literal)], NamedNode("x:graph"))
    return Rows(engine.select("SELECT ?text { ?thing ?property ?text }"))


def as_rows(text: str) -> str:
    """Return a text as the answer of a SELECT query."""
    return rows_of(Literal(text)).to_xml()


def as_rdf(text: str) -> str:
    """Return a text as what a triple says."""
    return rdfxml.serialize([Triple(NamedNode("x:a"), NamedNode("x:b"), Literal(text))])


def texts_of(xml: str) -> Iterator[str]:
    """Yield what a parser reads of the elements that hold texts."""
    for element in ElementTree.fromstring(xml).iter():
        if element.tag.endswith(("}literal", "}b")) or element.tag == "b":
            yield element.text or ""


@pytest.mark.parametrize("write", [as_rows, as_rdf])
@given(text=TEXTS)
@example(text="one\r\ntwo\rthree\n")
@example(text="\x00")
def test_what_is_written_is_read_as_it_was(write: Callable[[str], str], text: str) -> None:
    """Carriage returns too; a text that XML cannot hold is refused."""
    if any(character in NEVER for character in text):
        with pytest.raises(OutputFailed, match=r"has the character U\+[0-9A-F]{4} in .*, which XML cannot write"):
            write(text)
    else:
        assert list(texts_of(write(text))) == [text]


@pytest.mark.parametrize("write", [as_rows, as_rdf])
def test_tags_of_languages_have_their_usual_case(write: Callable[[str], str]) -> None:
    """And a text that looks like one stays what it is."""
    text = '<a xml:lang="zh-hans"> xml:lang="zh-hans"'
    assert list(texts_of(write(text))) == [text]
    tagged = Literal(text, language="zh-hans")
    for xml in (rows_of(tagged).to_xml(), rdfxml.serialize([Triple(NamedNode("x:a"), NamedNode("x:b"), tagged)])):
        assert list(texts_of(xml)) == [text]
        assert xml.count('xml:lang="zh-Hans"') == 1


@pytest.mark.parametrize("character", NEVER, ids=lambda character: f"U+{ord(character):04X}")
def test_a_refusal_names_the_value_and_where_it_stands(character: str) -> None:
    """The column and the row of an answer; the property and the thing of a triple; and the text around."""
    text = f"{'long ' * 20}Shenzhen{character}Guangzhou"
    told = re.escape(f"U+{ord(character):04X} in …{('long ' * 20 + 'Shenzhen')[-20:] + character + 'Guangzhou'!r}")
    with pytest.raises(OutputFailed, match=rf"^\?text in row 1 has the character {told}.*JSON"):
        as_rows(text)
    with pytest.raises(OutputFailed, match=rf"^x:b of x:a has the character {told}.*Turtle"):
        as_rdf(text)


def test_the_command_line_refuses_what_xml_cannot_write(run: Run, tmp_path: Path) -> None:
    """With one sentence, status 2, and no file."""
    (tmp_path / "control.ttl").write_text('<http://e.org/a> <http://e.org/b> "\\u0000" .')
    done = run("sparql", "SELECT ?text { ?a ?b ?text }", "--graph", "control.ttl", "--no-ontology", "-o", "answer.xml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ?text in row 1 has the character U+0000 in '\\x00'")
    assert not (tmp_path / "answer.xml").exists()
