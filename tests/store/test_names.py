"""A thing is known by slug, CURIE, IRI and label; what is near is named."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple

from corridor_kg import Corridor
from corridor_kg.engine.in_process import InProcess
from corridor_kg.errors import AmbiguousThing, UnknownThing
from corridor_kg.rdf.terms import LABEL, TYPE
from corridor_kg.rdf.vocabulary import ONTOLOGY, SKOS
from corridor_kg.spelling import folded
from corridor_kg.store import names
from corridor_kg.store.graph import Graph


@pytest.mark.parametrize("name", ["dongguan", "place:dongguan", "Dongguan", "DONGGUAN", "东莞市", " dongguan "])
def test_a_thing_is_known_by_slug_curie_and_label(name: str, corridor: Corridor) -> None:
    """In either language, in any case, with space around it."""
    assert corridor.resolve(name).value == "https://w3id.org/corridor-kg/place/dongguan"


def test_a_thing_is_known_by_its_iri(corridor: Corridor) -> None:
    """With and without angle brackets."""
    iri = "https://w3id.org/corridor-kg/place/dongguan"
    assert corridor.resolve(iri) == corridor.resolve(f"<{iri}>") == NamedNode(iri)


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("东莞", "place/dongguan"),
        ("東莞市", "place/dongguan"),
        ("松山湖", "platform/songshan-lake"),
        ("songshan lake", "platform/songshan-lake"),
        ("Canton", "place/guangzhou"),
        ("Macau", "place/macao"),
        ("KingMed", "organization/kingmed-diagnostics"),
        ("金域醫學", "organization/kingmed-diagnostics"),
        ("Haige", "organization/haige-communications"),
        ("广州海格通信集团（股份）有限公司", "organization/haige-communications"),
        ("Haige Communications Group Co., Ltd.", "organization/haige-communications"),
        ("Banxuegang", "platform/banxuegang"),
        ("Marina  Bay", "platform/marina-bay"),
        ("china-daily p14", "passage/china-daily-p14"),
    ],
)
def test_a_thing_is_known_by_its_other_names(name: str, thing: str, corridor: Corridor) -> None:
    """Short forms, other romanizations and scripts, with or without what a firm is in law; as parameters too."""
    assert corridor.resolve(name).value == f"https://w3id.org/corridor-kg/{thing}"
    given, slug = (corridor.run("evidence", thing=known) for known in (name, thing.rpartition("/")[2]))
    assert given.serialize("csv") == slug.serialize("csv")


@pytest.mark.parametrize("kind", ["prefLabel", "altLabel", "hiddenLabel", "notation"])
def test_labels_of_skos_are_names(kind: str) -> None:
    """In whichever language they are."""
    engine, thing = InProcess(), NamedNode("http://example.org/only")
    engine.add([Triple(thing, NamedNode(f"{SKOS}{kind}"), Literal("Tung-kuan", language="de"))], NamedNode("x:graph"))
    assert names.resolve(engine, "tung kuan") == thing


@pytest.mark.parametrize("name", ["Pazhu", "Shenzhen Bay", "Guangzho", "Haige Electronics", "place:", "海格"])
def test_likeness_makes_no_name(name: str, corridor: Corridor) -> None:
    """What is only like a name of something is unknown."""
    with pytest.raises(UnknownThing):
        corridor.resolve(name)


def test_the_index_of_a_graph_has_the_names_of_what_it_is_about(corridor: Corridor) -> None:
    """Things of the project and of its classes, by every label, and neither its vocabulary nor notations."""
    dongguan = NamedNode("https://w3id.org/corridor-kg/place/dongguan")
    index = corridor.data.names
    for name in ("Dongguan", "东莞市", "东莞"):
        assert index.called(name) == (dongguan,)
    assert index.called("p14") == ()
    assert NamedNode(f"{ONTOLOGY}City") not in index.called("City")
    assert corridor.data.names is index

    engine = InProcess()
    mine, other = NamedNode("http://example.org/mine"), NamedNode("http://example.org/other")
    engine.add([Triple(mine, TYPE, NamedNode(f"{ONTOLOGY}Company"))], NamedNode("x:graph"))
    engine.add([Triple(thing, LABEL, Literal("Acme")) for thing in (mine, other)], NamedNode("x:graph"))
    assert names.index(engine).called("Acme") == (mine,)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("donguan", "dongguan"),
        ("Guangzhu", "guangzhou"),
        ("place:donguan", "place:dongguan"),
        ("东莞县", "东莞"),
        ("songshan", "songshan-lake"),
    ],
)
def test_what_is_near_is_named(name: str, near: str, corridor: Corridor) -> None:
    """A name that nothing has leads to the names that are like it."""
    with pytest.raises(UnknownThing, match=f"did you mean .*{near}"):
        corridor.resolve(name)


@pytest.mark.parametrize("name", ["", " ", "<>", "<x", "http://nowhere.example/<>", '"} x', "a\nb", "place:", "\0"])
def test_a_name_that_is_no_name_is_unknown(name: str, corridor: Corridor) -> None:
    """Odd characters lead to the same sentence as any other unknown name."""
    with pytest.raises(UnknownThing):
        corridor.resolve(name)


def test_a_name_of_several_things_is_ambiguous() -> None:
    """The message lists what it may be."""
    corridor = Corridor(Graph([], inference=False))
    for kind in ("place", "platform"):
        thing = NamedNode(f"https://w3id.org/corridor-kg/{kind}/x")
        corridor.store.add(Quad(thing, NamedNode("http://example.org/p"), Literal("1")))
    with pytest.raises(AmbiguousThing, match="place:x or platform:x"):
        corridor.resolve("x")


LABELS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=8).filter(
    lambda text: folded(text) not in ("", "<", ">") and not text.strip().startswith("<")
)


@given(LABELS, st.sampled_from(["NFC", "NFD"]), st.sampled_from(["NFC", "NFD"]), st.sampled_from(["", " ", "\u3000"]))
def test_a_label_is_found_however_it_is_composed_or_cased(stored: str, one: str, other: str, space: str) -> None:
    """What people see as the same name is the same name, on both sides."""
    thing = NamedNode("http://example.org/only")
    engine = InProcess()
    label = Literal(unicodedata.normalize(one, stored))  # type: ignore[arg-type]
    engine.add([Triple(thing, LABEL, label)], NamedNode("x:graph"))
    asked = space + unicodedata.normalize(other, stored).swapcase() + space  # type: ignore[arg-type]
    assume(folded(asked) == folded(stored))  # the capital of a dotless i is that of an i
    assert names.resolve(engine, asked) == thing


SPACES = st.text(st.sampled_from(" \t\n\r\x0b\x0c\x85\xa0\u1680\u2003\u2028\u202f\u205f\u3000"), min_size=1, max_size=3)


@given(SPACES, SPACES)
def test_a_label_is_found_whatever_its_white_space_is(one: str, other: str) -> None:
    """Inside a label and around it; and what is suggested can be pasted."""
    engine, thing = InProcess(), NamedNode("http://example.org/only")
    engine.add([Triple(thing, LABEL, Literal(f"{one}New{one}Town{one}"))], NamedNode("x:graph"))
    assert names.resolve(engine, f"{other}New{other}Town") == thing
    with pytest.raises(UnknownThing, match=r"did you mean 'New Town'\?"):
        names.resolve(engine, "New Twon")


@pytest.mark.parametrize("name", ["\0x", "x\x1f", "a\x1cb", "\x1f"])
def test_a_control_is_no_white_space(name: str) -> None:
    """Though Python strips some of them."""
    engine = InProcess()
    for number, text in enumerate(("x", "a b", "ab")):
        engine.add([Triple(NamedNode(f"x:{number}"), LABEL, Literal(text))], NamedNode("x:graph"))
    with pytest.raises(UnknownThing):
        names.resolve(engine, name)


def test_a_label_in_the_very_case_is_meant() -> None:
    """Where two things differ by case alone; else both may be meant."""
    engine = InProcess()
    for text in ("US", "us"):
        engine.add([Triple(NamedNode(f"x:{text}"), LABEL, Literal(text))], NamedNode("x:graph"))
    assert names.resolve(engine, " US") == NamedNode("x:US")
    with pytest.raises(AmbiguousThing):
        names.resolve(engine, "Us")


@pytest.mark.parametrize("name", ["plan:2050", "urn:isbn:1", "a:b c", "mailto:x@example.org"])
def test_a_label_that_looks_like_an_iri_is_a_label_too(name: str) -> None:
    """Where no thing has that IRI."""
    engine, thing = InProcess(), NamedNode("http://example.org/labelled")
    engine.add([Triple(thing, LABEL, Literal(name))], NamedNode("x:graph"))
    assert names.resolve(engine, name) == thing


@pytest.mark.parametrize(
    "iri", ["urn:isbn:1", "mailto:x@example.org", "tag:example.org,2026:x", "http://example.org/a"]
)
def test_any_absolute_iri_names_a_thing(iri: str) -> None:
    """With or without angle brackets, whatever its scheme; and before a label of another thing."""
    engine, thing = InProcess(), NamedNode(iri)
    engine.add([Triple(thing, LABEL, Literal("x"))], NamedNode("x:graph"))
    engine.add([Triple(NamedNode("x:other"), LABEL, Literal(iri))], NamedNode("x:graph"))
    assert names.resolve(engine, iri) == names.resolve(engine, f"<{iri}>") == thing
