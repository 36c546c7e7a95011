"""What is put into an engine anew: what has changed alone is sent, and what follows is what would follow from all."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.engine.protocol import Address
from corridor_kg.rdf import bundled
from corridor_kg.rdf.vocabulary import OWL, RDFS, XSD, prefixes
from corridor_kg.store.transfer import Transferred
from tests.elsewhere.engines import EACH, KINDS, address_of, lines, started

PREFIXES = "".join(
    f"@prefix {prefix}: <{namespace}> .\n"
    for prefix, namespace in (prefixes() | {"rdfs": RDFS, "owl": OWL, "xsd": XSD}).items()
)
TOWN = "place:newtown a ckg:City ; rdfs:label 'New Town'@en ; ckg:isLocatedIn place:{} ."
FIRM = """
platform:x a ckg:Platform ; rdfs:label "X"@en ; ckg:isLocatedIn place:newtown .
organization:y a ckg:Company ; rdfs:label "Y"@en ; ckg:isBasedIn platform:x .
"""
CHANGES = {
    "a town in a city": TOWN.format("dongguan"),
    "the town in another city, and a firm in it": TOWN.format("shenzhen") + FIRM,
    "the firm alone, and the town in the province": FIRM + "place:newtown ckg:isLocatedIn place:guangdong .",
    "what follows already is stated": "place:dongguan a ckg:City ; ckg:isLocatedIn place:guangdong, place:china .",
    "a circle": "place:a ckg:isLocatedIn place:b . place:b ckg:isLocatedIn place:c . place:c ckg:isLocatedIn place:a .",
    "the circle is open": "place:a ckg:isLocatedIn place:b . place:b ckg:isLocatedIn place:c .",
    "axiom": "ckg:isNorthOf a owl:TransitiveProperty . place:a ckg:isNorthOf place:b . place:b ckg:isNorthOf place:c .",
    "no axiom any more": "place:a ckg:isNorthOf place:b . place:b ckg:isNorthOf place:c .",
}
"""What a file says, one after the other."""

LARGE = re.compile(rf'"([0-9]{{10,}})"\^\^<{XSD}integer>')
DECIMAL = rf'"\1"^^<{XSD}decimal>'
"""For what Virtuoso's bulk loader takes an integer above 2,147,483,647; by an update, it keeps it."""


class Place:
    """A copy of the bundled facts, with files beside, and the engine that it is put into."""

    def __init__(self, folder: Path, address: Address) -> None:
        self.graph = folder / "graph"
        self.beside = folder / "beside"
        self.address = address
        shutil.copytree(bundled.GRAPH, self.graph)
        self.beside.mkdir()

    def write(self, name: str, text: str) -> None:
        """Write a file beside the facts."""
        (self.beside / f"{name}.ttl").write_text(PREFIXES + text, encoding="utf-8")

    def put(self) -> Transferred:
        """Put the graph into the engine, and see that all is there as in process."""
        here = Corridor.load(graph=self.graph, add=sorted(self.beside.iterdir()))
        done = here.put(self.address)
        there = Corridor.load(endpoint=self.address)
        for mine, theirs in (
            (here.data.engine.match(), there.data.engine.match()),
            (here.inferred(), there.inferred()),
            (here.data.engine.quads(), there.data.engine.quads()),
        ):
            assert lines(theirs) == lines(mine)
        assert there.data.filed()._replace(written=()) == here.data.filed()._replace(written=())
        return done


@pytest.mark.filterwarnings("ignore")  # of what is wrong with the facts beside
@pytest.mark.parametrize("kind", EACH)
def test_what_changes_is_changed_alone(kind: str, tmp_path: Path) -> None:
    """Facts come, change and go; each time the graph is what it would be if all were put there anew."""
    with started(kind) as address:
        place = Place(tmp_path, address)
        first = place.put()
        assert (len(first.sent), first.same, first.removed) == (len(first.sent), (), ())
        for text in CHANGES.values():
            place.write("own", text)
            assert place.put().sent == ("own",)
        place.write("other", CHANGES["the town in another city, and a firm in it"])
        assert place.put().sent == ("other",)
        (place.beside / "own.ttl").unlink()
        assert (place.put().sent, place.put().removed) == ((), ())
        (place.beside / "other.ttl").unlink()
        assert place.put().removed == ("other",)
        assert place.put()._replace(same=()) == first._replace(sent=(), same=())


@pytest.mark.parametrize("kind", EACH)
@pytest.mark.parametrize("format", ["trig", "jsonld"])
def test_what_has_no_files_here_is_taken_home(format: str, kind: str, tmp_path: Path) -> None:
    """The same bytes as from the files, which are gone: literals as they were written, blank nodes as such."""
    with started(kind) as address:
        place = Place(tmp_path, address)
        place.write(
            "own", 'place:newtown ckg:area 2.50, "7.5"^^xsd:double, "many"^^xsd:integer ; ckg:isIn [ a ckg:City ] .'
        )
        here = Corridor.load(graph=place.graph, add=place.beside)
        here.put(address)
        expected = here.export(include=["stated", "links", "inferred"]).text(format)
        shutil.rmtree(tmp_path)
        there = Corridor.load(endpoint=address)
        assert there.export(include=["stated", "links", "inferred"]).text(format) == expected


@pytest.mark.parametrize("kind", EACH)
def test_what_another_states_too_stays(kind: str, tmp_path: Path) -> None:
    """A passage goes, and only what no other origin states goes with it."""
    with started(kind) as address:
        place = Place(tmp_path, address)
        place.put()
        for file in sorted((place.graph / "china-daily").glob("p*.ttl"))[:4]:
            file.unlink()
        done = place.put()
        assert (len(done.removed), done.sent) == (4, ())


@pytest.mark.parametrize("kind", EACH)
def test_a_bulk_load_is_a_load(kind: str, tmp_path: Path, corridor: Corridor) -> None:
    """What the engine's own loader has read is asked as what was put there, and nothing of it need be sent again."""
    if missing := KINDS[kind].missing:
        pytest.skip(missing)
    (tmp_path / "store").mkdir()
    file = tmp_path / "all.nq"
    file.write_text("".join(corridor.bulk(union=kind == "virtuoso")), encoding="utf-8")
    with KINDS[kind].start(str(tmp_path / "store")) as server:
        server.load(file)
        address = address_of(server)
        there = Corridor.load(endpoint=address)
        theirs, ours = ("\n".join(lines(one.data.engine.match())) for one in (there, corridor))
        assert theirs == (LARGE.sub(DECIMAL, ours) if kind == "virtuoso" else ours)
        assert lines(there.inferred()) == lines(corridor.inferred())
        assert there.run("core-platforms").serialize("csv") == corridor.run("core-platforms").serialize("csv")
        assert corridor.put(address).sent == ()
