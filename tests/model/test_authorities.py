"""Authorities and the identifiers that they give."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from corridor_kg import Corridor
from corridor_kg.errors import BadParameter
from corridor_kg.model import authorities
from corridor_kg.rdf.vocabulary import BASE


def test_every_authority_knows_its_own_example() -> None:
    """The form of each authority's identifiers fits its example, and the bundled identifiers."""
    assert len(authorities.known()) > 15
    for authority in authorities.known().values():
        assert authority.has(authority.example), authority
        assert authority.parse(authority.example) == authority.example
        assert not authority.has(authority.example + "?")
        with pytest.raises(BadParameter, match="is not an identifier of"):
            authority.parse("no such thing")


def test_an_identifier_is_taken_as_people_write_it() -> None:
    """The number alone, with a prefix, or the whole IRI."""
    geonames, wikidata = authorities.known()["geonames"], authorities.known()["wikidata"]
    for text in ("1812545", "1812545/", "geonames:1812545", "geonames:1812545/", "https://sws.geonames.org/1812545"):
        assert geonames.parse(text) == "https://sws.geonames.org/1812545/"
    for text in ("Q59218", "wd:Q59218", "http://www.wikidata.org/entity/Q59218"):
        assert wikidata.parse(text) == "http://www.wikidata.org/entity/Q59218"
    for text in ("q59218", "P31", "https://www.wikidata.org/wiki/Q59218", "", "Q0"):
        with pytest.raises(BadParameter):
            wikidata.parse(text)


def test_a_code_is_a_literal_of_its_authority(stated: Corridor) -> None:
    """The datatype of a notation says whose code it is."""
    found = {quad.object for quad in stated.stated() if quad.subject == NamedNode(f"{BASE}place/dongguan")}
    assert Literal("441900", datatype=NamedNode(f"{BASE}authority/gbt2260")) in found
