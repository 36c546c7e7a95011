"""A load that breaks off: what is asked there is whole, before and after, and the next load goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.engine.portable import ENDPOINT
from corridor_kg.engine.protocol import Address, Protocol
from corridor_kg.errors import ServiceFailed
from corridor_kg.store import transfer
from corridor_kg.store.elsewhere import NOTED
from corridor_kg.store.transfer import Transferred
from tests.elsewhere.engines import EACH, KINDS, address_of, lines
from tests.support import oxigraph
from tests.support.between import GOOD, LOST, STEP, UNANSWERED, Between, Fault, Seen
from tests.support.loopback import Reply

if oxigraph.MISSING:
    pytest.skip(oxigraph.MISSING, allow_module_level=True)

Files = dict[str, str]

PREFIXES = "@prefix : <https://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
ONTOLOGY = ":isIn a owl:TransitiveProperty . :isBeside a owl:SymmetricProperty ."
BEFORE = {
    "a": ":a :isIn :b ; :isBeside :c ; :says 'A', 2.50 .",
    "b": ":b :isIn :c ; :isBeside [ :says 'somebody' ] .",
    "gone": ":c :isIn :d . :d :says 'gone' .",
}
AFTER = {"a": ":a :isIn :c ; :says 'another A' .", "b": BEFORE["b"], "new": ":d :isIn :e . :a :isBeside :e ."}
AXIOM = AFTER | {"new": ":says a owl:SymmetricProperty . :d :says :e ."}
"""What files say; the last of them makes other rules, so that all that follows is inferred anew."""


class Place:
    """Files, and an engine into which they are put by way of a server that may break.

    Attributes:
        between: That server.
        files: What the files say.
    """

    def __init__(self, folder: Path, between: Between) -> None:
        self.between = between
        self.files: Files = {}
        self._folder = folder / "facts"
        self._folder.mkdir()
        self._ontology = folder / "ontology.ttl"
        self._ontology.write_text(PREFIXES + ONTOLOGY, encoding="utf-8")

    @property
    def address(self) -> Address:
        """The engine, as others reach it."""
        assert self.between.engine is not None
        return address_of(self.between.engine)

    def here(self) -> Corridor:
        """Return the graph of the files."""
        for file in self._folder.iterdir():
            file.unlink()
        for name, text in self.files.items():
            (self._folder / f"{name}.ttl").write_text(PREFIXES + text, encoding="utf-8")
        first, *others = sorted(self._folder.iterdir())
        return Corridor.load(graph=first, add=others, ontology=self._ontology)

    def put(self) -> Transferred:
        """Put the graph into the engine, few triples at once."""
        return transfer.load(self.here().data, Address(self.between.query, self.between.update), at_once=3)

    def begin(self, files: Files) -> None:
        """Let the engine have a graph, or nothing, as if nothing had been before."""
        Corridor.clear(self.address)
        self.between.heal()
        self.files = files
        if files:
            self.put()
        self.between.heal()

    def count(self) -> int:
        """Return how many updates a load takes."""
        self.between.heal()
        self.put()
        return len(self.between.updates)

    def there(self) -> list[str] | None:
        """Return all that is asked in the engine by somebody else; None where he is told that there is no graph."""
        try:
            return content(Corridor.load(endpoint=self.address))
        except ServiceFailed as error:
            if "holds no graph of Corridor KG, or one that is not whole yet; put it there with" not in str(error):
                raise
            return None

    def kept(self) -> list[str]:
        """Return the names of the graphs that are kept there beside those that are asked."""
        found = Protocol(self.address).query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").json()
        names = sorted(row["g"]["value"] for row in found["results"]["bindings"])
        return [name for name in names if name.startswith(ENDPOINT)]

    def sent(self) -> set[str]:
        """Return the triples that were sent."""
        texts = [update for update in self.between.updates if update.startswith("INSERT DATA {\nGRAPH")]
        return {line for text in texts for line in text.split(STEP)[0].split("\n") if line.endswith(" .")}

    def update(self, text: str) -> None:
        """Let somebody else change what the engine holds."""
        Protocol(self.address).update(text)


def content(corridor: Corridor) -> list[str]:
    """Return all that is asked of a graph: the merge, the named graphs, and what follows."""
    engine = corridor.data.engine
    return [*lines(engine.match()), "", *lines(engine.quads()), "", *lines(corridor.inferred())]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """An engine that has nothing yet, behind a server that may break."""
    with oxigraph.serving() as engine, Between(engine) as between:
        yield Place(tmp_path, between)


SCENES: dict[str, tuple[Files, Files]] = {
    "first": ({}, BEFORE),
    "a change": (BEFORE, AFTER),
    "all that follows anew": (BEFORE, AXIOM),
}
"""What the engine has, and what is put in its place."""

PLACES = (
    (0, LOST),
    (0.08, UNANSWERED),
    (0.15, LOST),
    (0.3, UNANSWERED),
    (0.6, LOST),
    (0.8, UNANSWERED),
    (-2, LOST),
    (-2, UNANSWERED),
    (-1, LOST),
    (-1, UNANSWERED),
)
"""Behind which part of its updates a load breaks, or before how many at its end; and what becomes of the next."""


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize(("at", "fault"), PLACES)
def test_a_load_that_breaks_off_harms_nothing_and_goes_on(scene: str, at: float, fault: Fault, place: Place) -> None:
    """Who asks finds the old graph whole, or the new one where little was left to be said; the next load ends it."""
    before, after = SCENES[scene]
    place.begin(before)
    old, place.files = place.there(), after
    new, total = content(place.here()), place.count()
    place.begin(before)
    place.files = after
    place.between.break_at(int(at * total) if at >= 0 else total + int(at), fault)
    with pytest.raises(ServiceFailed, match=r"broke the connection off \(.*\); try again later\.$"):
        place.put()
    assert place.there() in ((old, new) if at < 0 else (old,))
    place.between.heal()
    place.put()
    assert place.there() == new
    assert place.kept() == [NOTED.value]
    place.between.heal()
    assert place.put().sent == ()
    assert not place.between.updates


@pytest.mark.parametrize("scene", SCENES)
def test_an_engine_that_makes_one_step_after_the_other_shows_no_half(scene: str, place: Place) -> None:
    """As Virtuoso does: who asks is told that there is no whole graph, or finds one; the next load makes the rest."""
    before, after = SCENES[scene]
    place.begin(before)
    old, place.files = place.there(), after
    new, _ = content(place.here()), place.count()
    number, last = next(one for one in enumerate(place.between.updates) if "endpoint/done>" in one[1])
    steps = last.count(STEP) + 1
    assert steps > 3
    for made in range(0, steps + 1, 2):
        place.begin(before)
        place.files = after
        place.between.break_at(number, Fault(steps=made, is_lost=True))
        with pytest.raises(ServiceFailed, match="broke the connection off"):
            place.put()
        assert place.there() in ((old,) if not made else (new,) if made == steps else (None,))
        place.between.heal()
        place.put()
        assert place.there() == new
        assert not [update for update in place.between.updates if ":says" in update or "says>" in update], made
        assert place.kept() == [NOTED.value]


@pytest.mark.parametrize("scene", SCENES)
def test_who_asks_meanwhile_finds_one_graph_or_the_other(scene: str, place: Place) -> None:
    """Before each of some updates of a load."""
    before, after = SCENES[scene]
    place.begin(before)
    old, place.files = place.there(), after
    new = content(place.here())
    found: list[bool] = []

    def asked(seen: Seen) -> Fault:
        if seen.update and (len(place.between.updates) % 5 == 0 or "endpoint/done>" in seen.update):
            there = place.there()
            assert there in (old, new)
            found.append(there == new)
        return GOOD

    place.between.fault = asked
    place.put()
    assert sorted(found) == found
    assert not found[0]
    assert len(found) > 5


@pytest.mark.parametrize("kind", [one for one in EACH if one != "oxigraph"])
def test_other_engines_go_on_too(kind: str, tmp_path: Path) -> None:
    """Where nothing of the last step was made, all of it, or a half."""
    if missing := KINDS[kind].missing:
        pytest.skip(missing)
    (tmp_path / "store").mkdir()
    with KINDS[kind].start(str(tmp_path / "store")) as engine, Between(engine) as between:
        place = Place(tmp_path, between)
        for scene, fault in zip(SCENES, (Fault(steps=5, is_lost=True), LOST, UNANSWERED), strict=True):
            before, after = SCENES[scene]
            place.begin(before)
            old, place.files = place.there(), after
            new, _ = content(place.here()), place.count()
            number = next(one for one, text in enumerate(between.updates) if "endpoint/done>" in text)
            place.begin(before)
            place.files = after
            between.break_at(number, fault)
            with pytest.raises(ServiceFailed, match="broke the connection off"):
                place.put()
            assert place.there() in ((old,) if fault is LOST else (new, None))
            between.heal()
            place.put()
            assert place.there() == new
            assert NOTED.value in place.kept()


LARGE = {"a": " ".join(f":a{number} :says {number} ." for number in range(9))}


@pytest.mark.parametrize(("before", "after"), [({}, BEFORE), (BEFORE, BEFORE | LARGE)])
def test_what_has_arrived_is_not_sent_again(before: Files, after: Files, place: Place) -> None:
    """The next load sends what has not, and of an origin that has arrived in part all."""
    place.begin(before)
    place.files = after
    place.count()
    whole = place.sent()
    place.begin(before)
    place.files = after
    place.between.break_at(8 if not before else 4)
    with pytest.raises(ServiceFailed):
        place.put()
    first = place.sent()
    place.between.heal()
    place.put()
    assert first | place.sent() == whole
    assert len(place.sent()) < len(whole) if not before else place.sent() == whole
    assert place.there() == content(place.here())


def test_what_is_sent_twice_or_too_late_does_no_harm(place: Place) -> None:
    """A server before the engine may ask it again, and an engine may come to an update when nobody waits for it."""
    place.begin(BEFORE)
    place.between.heal()
    place.files = AFTER
    place.put()
    late = [update for update in place.between.updates if "endpoint/ready>" in update]
    assert len(late) > 1
    place.files = AXIOM
    place.put()
    for update in late:
        place.update(update)
    assert place.there() == content(place.here())


def test_an_update_that_is_answered_with_a_failure_though_it_was_made_is_made_again(place: Place) -> None:
    """As a gateway does that does not wait as long as the engine takes."""
    place.begin(BEFORE)
    place.files = AFTER
    failing = Fault(spoil=lambda reply: Reply(status=502, headers={"Retry-After": "0"}))
    asked: set[str] = set()

    def at_first(seen: Seen) -> Fault:
        is_new = bool(seen.update) and seen.update not in asked and not seen.update.startswith("INSERT {")
        asked.add(seen.update)
        return failing if is_new else GOOD

    place.between.fault = at_first
    place.put()
    assert place.there() == content(place.here())
    assert len(place.between.updates) > len(asked) + 10


def test_two_loads_at_once_are_told_of(place: Place) -> None:
    """The first is, when the second has begun; what the second puts there is whole."""
    place.files = BEFORE
    begun: list[Seen] = []

    def and_another(seen: Seen) -> Fault:
        if len(place.between.updates) == 7 and not begun:
            begun.append(seen)
            place.here().put(place.address)
        return GOOD

    place.between.fault = and_another
    with pytest.raises(
        ServiceFailed, match=r"^another load into .* has begun meanwhile; let one end, and start again\.$"
    ):
        place.put()
    assert place.there() == content(place.here())


def test_what_another_version_has_noted_is_left_alone(place: Place) -> None:
    """Until somebody removes it, which any version can."""
    place.begin(BEFORE)
    place.update(
        f'DELETE {{ GRAPH {NOTED} {{ ?s ?p "1" }} }} INSERT {{ GRAPH {NOTED} {{ ?s ?p "0" }} }}'
        f' WHERE {{ GRAPH {NOTED} {{ ?s ?p "1" FILTER(CONTAINS(STR(?p), "format")) }} }}'
    )
    told = "holds a graph of another version of Corridor KG .* remove it with 'corridor-kg load --clear --endpoint'"
    with pytest.raises(ServiceFailed, match=told):
        Corridor.load(endpoint=place.address)
    with pytest.raises(ServiceFailed, match=told):
        place.put()
    Corridor.clear(place.address)
    assert place.kept() == []
    place.put()
    assert place.there() == content(place.here())


@pytest.mark.parametrize("damage", ["told", "written", "version"])
def test_what_is_noted_and_damaged_is_told_of(damage: str, place: Place) -> None:
    """Whatever somebody has done to it."""
    place.begin(BEFORE)
    key = f'GRAPH {NOTED} {{ ?s ?p ?o FILTER(CONTAINS(STR(?p), "endpoint/{damage}")) }}'
    bad = f'GRAPH {NOTED} {{ ?s ?p "{{}}" }}' if damage != "version" else ""
    place.update(f"DELETE {{ GRAPH {NOTED} {{ ?s ?p ?o }} }} INSERT {{ {bad} }} WHERE {{ {key} }}")
    with pytest.raises(ServiceFailed, match=r"^what is noted of the graph at .* is damaged; remove it with"):
        Corridor.load(endpoint=place.address)
    Corridor.clear(place.address)
    place.put()
    assert place.there() == content(place.here())


@pytest.mark.parametrize("is_removed_again", [True, False])
@pytest.mark.parametrize("number", [0, 1, 5, -1])
def test_a_removal_that_breaks_off_can_be_begun_again(number: int, is_removed_again: bool, place: Place) -> None:
    """Who asks meanwhile is told that there is nothing whole; a load in its place ends it first."""
    place.begin(BEFORE)
    through = Address(place.between.query, place.between.update)
    Corridor.clear(through)
    total = len(place.between.updates)
    place.begin(BEFORE)
    place.between.break_at(number % total)
    with pytest.raises(ServiceFailed, match="broke the connection off"):
        Corridor.clear(through)
    assert (place.there() is None) == (number != 0)
    place.between.heal()
    if is_removed_again:
        Corridor.clear(through)
        assert place.kept() == []
    place.put()
    assert place.there() == content(place.here())
