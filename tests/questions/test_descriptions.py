"""What is known of a thing, each fact with its origin, and what has no name of its own with what it holds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from corridor_kg import Corridor
from corridor_kg.choices import DESCRIPTION_FORMATS
from corridor_kg.questions import bounded, cards
from corridor_kg.rdf.columns import width_of
from tests.exports.helpers import ENGINE, canonical

THING = NamedNode("http://example.org/thing")
OTHER = NamedNode("http://example.org/other")
PREFIXES = "@prefix e: <http://example.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."


def described(turtle: str, tmp_path: Path, format: str = "table", width: int | None = None) -> str:
    """Return a description of the thing in some Turtle."""
    path = tmp_path / "own.ttl"
    path.write_text(f"{PREFIXES}\n{turtle}", encoding="utf-8")
    corridor = Corridor.load(graph=path, ontology=False, inference=False)
    return corridor.describe(THING.value).serialize(format, width=width)


@pytest.mark.parametrize("name", ["dongguan", "plan:corridor-plan", "group:guangzhou-and-shenzhen", "measure:gdp"])
def test_a_property_and_its_value_stand_apart(name: str, corridor: Corridor) -> None:
    """By two spaces at least, however long the property's name is, so that one can see where the value begins."""
    description = corridor.describe(name)
    lines = description.serialize("table").splitlines()
    for fact in (fact for fact in description.facts if not fact.restates):
        label = f"\u2190 {fact.predicateLabel}" if fact.inverse else fact.predicateLabel
        assert any(line.startswith(f"  {label}  ") for line in lines), label


def test_a_description_keeps_stated_and_inferred_apart(corridor: Corridor) -> None:
    """Each fact says which origins state it, and by whom it is told; what is inferred says what its proof rests on."""
    description = corridor.describe("songshan-lake")
    facts = {(fact.predicate, fact.value): fact for fact in description.facts if not fact.inverse}

    def told(predicate: str, value: str) -> tuple[tuple[str, ...], list[str]]:
        fact = facts[predicate, value]
        return fact.origins, [source.name for source in description.told_by(fact)]

    assert told("ckg:isLocatedIn", "place:dongguan") == (("readings",), ["china-daily p14"])
    passages = ["china-daily p14", "china-daily p17", "guihuayun p03"]
    assert told("ckg:isDesignatedBy", "plan:corridor-plan") == (("inferred",), passages)
    inferred = ["china-daily p05", "china-daily p14", "nordic p03"]
    assert told("ckg:isLocatedIn", "place:innovation-corridor") == (("inferred",), inferred)
    designation = corridor.describe("corridor-plan-songshan-lake")
    (rank,) = [
        fact for fact in designation.facts if (fact.predicate, fact.value) == ("ckg:hasRank", "rank:core-platform")
    ]
    assert rank.origins == ("china-daily-p14", "china-daily-p17", "guihuayun-p03")
    assert [source.name for source in designation.told_by(rank)] == passages
    card = str(description)
    assert re.search(r"^Stated:$(.|\n)*place:dongguan\)  · china-daily p14$(.|\n)*^Inferred:$", card, re.MULTILINE)
    written = json.loads(description.to_json())["facts"]
    place = ("ckg:isLocatedIn", "place:innovation-corridor")
    (located,) = [fact for fact in written if (fact["predicate"], fact["value"]) == place]
    assert located["evidence"] == ["passage:china-daily-p05", "passage:china-daily-p14", "passage:nordic-p03"]


# -- What has no name --------------------------------------------------------------------------------

NODES = [BlankNode(name) for name in "abcd"]
PREDICATES = [NamedNode(f"http://example.org/{name}") for name in ("p", "q")]
TRIPLES = st.lists(
    st.builds(
        Triple,
        st.sampled_from([THING, OTHER, *NODES]),
        st.sampled_from(PREDICATES),
        st.sampled_from([THING, OTHER, *NODES, *(Literal(f"text {number}") for number in range(6))]),
    ),
    max_size=14,
)


def bounded_by_definition(triples: set[Triple]) -> set[Triple]:
    """Return what is said of the thing, and of the blank nodes that stand beside it, again and again."""
    nodes = {THING} | {triple.subject for triple in triples if triple.object == THING} - {OTHER}
    while True:
        said = {triple for triple in triples if triple.subject in nodes}
        more = {triple.object for triple in said if isinstance(triple.object, BlankNode)} - nodes
        if not more:
            return said
        nodes |= more


@settings(deadline=None, max_examples=40)
@given(TRIPLES)
def test_whatever_blank_nodes_hold_is_in_every_format(triples: list[Triple]) -> None:
    """Circles, nodes that are shared, and nodes that lead to the thing; the same bytes each time."""
    triples.append(Triple(THING, PREDICATES[0], Literal("its own")))
    expected = bounded_by_definition(set(triples))
    with TemporaryDirectory() as folder:
        path = Path(folder, "own.nt")
        path.write_bytes(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
        read = [Corridor.load(graph=path, ontology=False, inference=False).describe(THING.value) for _ in range(2)]
    texts, again = ({format: one.serialize(format) for format in DESCRIPTION_FORMATS} for one in read)
    assert texts == again
    for format in set(DESCRIPTION_FORMATS) & set(ENGINE):
        found = parse(texts[format].encode(), ENGINE[format])
        wanted = parse(serialize(expected, format=RdfFormat.N_TRIPLES) or b"", RdfFormat.N_TRIPLES)
        assert canonical(found, graphs=False) == canonical(wanted, graphs=False), format
    literals = [triple.object.value for triple in expected if isinstance(triple.object, Literal)]
    nodes = json.loads(texts["json"])
    values = [fact["value"] for facts in ([nodes["facts"], *nodes["nodes"].values()]) for fact in facts]
    for text in set(literals):
        assert values.count(text) == literals.count(text)
        assert len(re.findall(rf"{text}\b", texts["table"])) == literals.count(text)


def test_what_has_no_name_stands_in_brackets(tmp_path: Path) -> None:
    """A list in parentheses; a node that is spoken of twice by its name; what leads to the thing from outside."""
    turtle = """
        e:thing rdfs:label "Thing" ; e:at [ e:street "Main Road" ; e:in e:town ] ; e:all ( 1 "two" [ e:is e:three ] ) ;
            e:loop _:x .
        _:x e:p [ e:q _:x ] . e:town rdfs:label "Town" . [] e:about e:thing ; e:says "yes" ."""
    shown = described(turtle, tmp_path).replace("http://example.org/", "")
    assert [" ".join(line.split()) for line in shown.splitlines()[3:]] == [
        "label Thing",
        "all ( 1, two, [ is three ] )",
        "at [ in Town (town); street Main Road ]",
        "loop _:c14n2 [ p [ q _:c14n2 ] ]",
        "← about [ about Thing (thing); says yes ]",
    ]


def test_a_text_that_looks_like_a_node_is_a_text(tmp_path: Path) -> None:
    """In the table, and by its type in JSON."""
    turtle = 'e:thing e:p "_:c14n0" ; e:q [ e:p "inside" ] .'
    assert re.search(r"/p +_:c14n0\n", described(turtle, tmp_path))
    facts = json.loads(described(turtle, tmp_path, "json"))["facts"]
    assert {fact["predicate"][-1]: fact["type"] for fact in facts} == {"p": "literal", "q": "bnode"}


@pytest.mark.parametrize("depth", [cards.DEEPEST - 1, cards.DEEPEST + 1, 3000])
def test_brackets_have_an_end(depth: int, tmp_path: Path) -> None:
    """What lies too deep has lines of its own."""
    chain = " ".join(f"_:n{number} e:p _:n{number + 1} ." for number in range(depth))
    text = described(f'e:thing e:p _:n0 . {chain} _:n{depth} e:p "the end" .', tmp_path)
    assert text.count("the end") == 1
    assert max(line.count("[") for line in text.splitlines()) <= cards.DEEPEST
    assert text.count("[") == depth + 1


def test_a_long_list_is_one(tmp_path: Path) -> None:
    """It is no deep call."""
    members = " ".join(map(str, range(3000)))
    assert f"( {members.replace(' ', ', ')} )" in described(f"e:thing e:all ( {members} ) .", tmp_path)


def test_nodes_that_cannot_be_told_apart_are_shown_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Though naming them would take longer than anybody waits."""
    monkeypatch.setattr(bounded, "SECONDS", 0.2)
    names = [f"_:n{number}" for number in range(9)]
    knows = " ".join(f"{one} e:knows {other} ." for one in names for other in names if one != other)
    assert described(f"e:thing e:p _:n0 . {knows}", tmp_path).count("knows") == 72


# -- As it was written -------------------------------------------------------------------------------


def test_literals_are_shown_as_they_were_written(tmp_path: Path) -> None:
    """Whatever a store makes of numbers, dates, datatypes and the tags of languages, of the thing and of nodes."""
    written = ["1.50", "007", '"+5"^^xsd:nonNegativeInteger', "1.0E3", '"2026-01-01T00:00:00.000Z"^^xsd:dateTime']
    turtle = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> ." + "".join(
        f"{subject} e:p{number} {literal} ."
        for number, literal in enumerate(written)
        for subject in ("e:thing", "_:node")
    )
    turtle += 'e:thing e:node _:node ; e:name "a"@zh-Hans . '
    for format in ("turtle", "table", "json", "ntriples"):
        text = described(turtle, tmp_path, format)
        for literal in written:
            assert text.count(literal.partition("^^")[0].strip('"')) == 2, (format, literal)
    assert "a @zh-Hans" in described(turtle, tmp_path)


def test_what_is_written_in_two_ways_is_said_twice(tmp_path: Path) -> None:
    """For in RDF it is two literals."""
    text = described("e:thing e:p 1.5, 1.50 .", tmp_path)
    assert [line.split()[-1] for line in text.splitlines() if "/p" in line] == ["1.5", "1.50"]


# -- Within a terminal -------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_a_card_fits_the_terminal(width: int, corridor: Corridor) -> None:
    """No line is wider unless one word is; what it says is what the card without a width says."""
    for name in ("kingmed-diagnostics", "ckg:CorridorPlatform"):
        card = corridor.describe(name)
        text, whole = card.serialize("table", width=width), card.serialize("table")
        assert "".join(text.split()) == "".join(whole.split())
        for line in text.splitlines():
            fits = width_of(line) <= width or len(line.split()) == 1 or len(line.split()[-1]) > width - 26
            assert fits or line.startswith("  corridor-kg why "), line
