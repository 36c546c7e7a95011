"""The neighbourhood of a thing: what leads to it at the left, where it leads at the right, a few of each relation."""

from __future__ import annotations

from corridor_kg import Corridor
from corridor_kg.pictures.neighbourhoods import Relation, neighbourhood
from corridor_kg.pictures.svg import Frame, Words
from tests.conftest import Run
from tests.support.svg import elements, faults, texts, told


def _drawn(thing: str, leading: list[Relation], led: list[Relation]) -> str:
    return neighbourhood(Frame(Words("What is around it")), Words(thing), leading, led)


def test_what_leads_there_is_left_and_where_it_leads_is_right() -> None:
    """Each relation has a name, and tells how many are not drawn; what follows has a broken arrow."""
    drawn = _drawn(
        "<Mill>",
        [Relation(Words("owns"), [Words("Ann"), Words("李")])],
        [Relation(Words("stands in"), [Words("Dongguan")], more=12, follows=True)],
    )
    x = {one.text: one.x + one.number("x") for one in elements(drawn, "text")}
    assert x["Ann"] == x["李"] == x["owns"] + 6
    assert x["Ann"] < x["<Mill>"] < x["Dongguan"]
    assert "and 12 more to which it leads" in x
    broken = [one for one in elements(drawn, "path") if one.element.get("stroke-dasharray")]
    assert len(broken) == 1
    assert "stands in: Dongguan and 12 more is where it leads, as follows." in told(drawn)
    assert "owns: Ann, 李 leads here." in told(drawn)


def test_it_can_be_read_however_long_the_names_are() -> None:
    """No text is small, leaves the paper or lies upon another."""
    long = [Words("A very long name of a thing that needs more than two lines to be read as a whole " * 3)] * 3
    drawn = _drawn("Another " * 40, [Relation(Words(f"relation {n} " * 20), long, 9) for n in range(6)], [])
    assert len(elements(drawn, "rect")) == 20
    assert faults(drawn) == []


def test_a_thing_without_neighbours_says_so() -> None:
    """Instead of a box alone."""
    assert "Nothing was found." in texts(_drawn("Mill", [], []))


def test_a_thing_of_the_graph_is_drawn(corridor: Corridor, run: Run) -> None:
    """Its links elsewhere and the bookkeeping are left out; what is drawn is in the facts."""
    description = corridor.describe("songshan-lake")
    drawn = description.to_svg()
    assert {"Dongguan", "is located in"} <= set(texts(drawn))
    assert not {"exact match", "denotes", "example resource"} & set(texts(drawn))
    known = {fact.valueLabel for fact in description.facts} | {fact.predicateLabel for fact in description.facts}
    assert len(set(texts(drawn)) & known) > 8
    assert faults(drawn) == []
    assert run("show", "songshan-lake", "--format", "svg").stdout == drawn
