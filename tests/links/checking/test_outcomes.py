"""What is found of a link: that it is true, has moved, is gone, or is called otherwise."""

from __future__ import annotations

import json

import pytest
import rdflib
from rdflib import RDF, SH

from corridor_kg.choices import REPORT_FORMATS
from corridor_kg.files.line_numbers import Place
from corridor_kg.links.checking import check
from corridor_kg.network.client import Client
from tests.links.checking.helpers import CITY, DBR, DBR_ZH, GN, NOT_ASKED, THING, WD, link
from tests.support.authority_server import AuthorityServer

# -- What is found ----


def test_what_is_still_the_same_is_true(server: AuthorityServer, client: Client) -> None:
    """Nothing is found; the keys of the mappings say what may have a new date; the summary says what was asked."""
    outcome = check(CITY, client, services=server.services)
    assert outcome.findings == ()
    assert outcome.true == tuple(sorted(mapping.key for mapping in CITY))
    assert outcome.summary == (
        "nothing found (4 links asked about: 1 of Wikidata, 1 of GeoNames, 1 of DBpedia, 1 of Chinese DBpedia; "
        "0 that nobody can be asked about)"
    )


@pytest.mark.parametrize(
    ("target", "new", "who"),
    [
        (f"{WD}Q99999902", f"{WD}Q99999901", "Wikidata"),
        (f"{GN}99999902/", f"{GN}99999901/", "GeoNames"),
        (f"{DBR}Old_Example", f"{DBR}Example_City", "DBpedia"),
    ],
)
def test_what_has_moved_has_a_new_identifier(
    target: str, new: str, who: str, server: AuthorityServer, client: Client
) -> None:
    """It is in the message for people, and in a place of its own for tools."""
    outcome = check([link(target)], client, services=server.services)
    (finding,) = outcome.findings
    assert (finding.severity, finding.check, finding.replacement) == ("violation", "link-moved", new)
    assert finding.message.startswith(f"{who} has it as {new} now; link to that if")
    assert (finding.thing, finding.label, finding.property) == ("place:example", "Example", "skos:exactMatch")
    assert outcome.true == ()
    assert outcome.asked == {who: 1}


@pytest.mark.parametrize("target", [f"{WD}Q99999903", f"{GN}99999903/", f"{DBR}Nothing_Example"])
def test_what_is_deleted_is_a_violation(target: str, server: AuthorityServer, client: Client) -> None:
    """That others still link to it does not mean that it is there."""
    outcome = check([link(target)], client, services=server.services)
    assert [finding[:2] for finding in outcome.findings] == [("violation", "link-gone")]
    assert "no longer knows it; look for another identifier" in outcome.findings[0].message
    assert outcome.true == ()


def test_a_number_that_no_item_can_have_spoils_no_other(server: AuthorityServer, client: Client) -> None:
    """Wikidata refuses a whole request for it; the others are asked about again."""
    bad = [link(f"{WD}Q99999999999"), link(f"{WD}Q99999999998")]
    outcome = check([bad[0], CITY[0], bad[1]], client, services=server.services)
    assert [finding.check for finding in outcome.findings] == ["link-gone", "link-gone"]
    assert outcome.true == (CITY[0].key,)
    assert [request.fields["ids"].count("Q") for request in server.asked("wikidata")] == [3, 2, 1]


def test_a_page_of_namesakes_is_a_violation(server: AuthorityServer, client: Client) -> None:
    """The article has another title now, and its own lists them all."""
    outcome = check([link(f"{DBR}Example", "Example")], client, services=server.services)
    assert [finding[:2] for finding in outcome.findings] == [("violation", "link-ambiguous")]


def test_a_chinese_resource_that_dbpedia_does_not_name_may_be_true_or_not(
    server: AuthorityServer, client: Client
) -> None:
    """It has no server that could be asked, so it is neither fine nor gone."""
    outcome = check([link(f"{DBR_ZH}无", "无")], client, services=server.services)
    assert [finding[:2] for finding in outcome.findings] == [("warning", "link-unconfirmed")]
    assert outcome.true == ()


@pytest.mark.parametrize("target", [f"{WD}Q99999901", f"{GN}99999901/", f"{DBR}Example_City"])
@pytest.mark.parametrize(
    ("label", "finding"),
    [
        ("Example City", None),
        ("example city ", None),
        ("", None),
        ("Exampel Cities", ("info", "link-renamed")),
        ("Zzyzx", ("warning", "link-other-name")),
    ],
)
def test_names_are_compared(
    target: str, label: str, finding: tuple[str, str] | None, server: AuthorityServer, client: Client
) -> None:
    """A like name is a correction, and the link still true; another name may be another thing."""
    outcome = check([link(target, label)], client, services=server.services)
    assert [it[:2] for it in outcome.findings] == ([finding] if finding else [])
    assert bool(outcome.true) is (finding is None or finding[0] == "info")
    assert all(f"is now 'Example City', here '{label}'; " in it.message for it in outcome.findings)


@pytest.mark.parametrize("target", [f"{WD}Q99999901", f"{DBR}Example_City"])
def test_a_chinese_name_is_as_good(target: str, server: AuthorityServer, client: Client) -> None:
    """A link may be labelled in either language."""
    assert not check([link(target, "例市")], client, services=server.services).findings


@pytest.mark.parametrize(
    ("target", "label"),
    [(f"{GN}99999901/", "Exempli Urbs"), (f"{GN}99999901/", "例市"), (f"{WD}Q99999901", "Old 例市")],
)
def test_what_else_it_is_called_counts_as_alike(
    target: str, label: str, server: AuthorityServer, client: Client
) -> None:
    """The name has changed, yet nobody has to see whether the thing has."""
    outcome = check([link(target, label)], client, services=server.services)
    assert [finding[:2] for finding in outcome.findings] == [("info", "link-renamed")]
    assert outcome.true


def test_a_missing_name_is_not_fine(server: AuthorityServer, client: Client) -> None:
    """Nothing says that the item is still what it was."""
    outcome = check([link(f"{WD}Q99999905")], client, services=server.services)
    assert [finding[:2] for finding in outcome.findings] == [("warning", "link-other-name")]
    assert outcome.findings[0].message.startswith("It has no name there to compare with 'Example City';")
    assert outcome.true == ()


def test_the_worst_comes_first(server: AuthorityServer, client: Client) -> None:
    """By severity, then by check."""
    targets = [f"{WD}Q99999904", f"{WD}Q99999903", f"{GN}99999902/", f"{DBR_ZH}无"]
    outcome = check([link(target) for target in targets], client, services=server.services)
    checks = [finding.check for finding in outcome.findings]
    assert checks == ["link-gone", "link-moved", "link-unconfirmed", "link-renamed"]


# -- Reports ----


def test_every_form_has_the_new_identifier(server: AuthorityServer, client: Client) -> None:
    """And the line, where the caller can tell it."""
    moved = link(f"{WD}Q99999902")
    place = {moved.key: Place("graph/links/places.ttl", 7)}
    outcome = check([moved, *NOT_ASKED], client, services=server.services, locate=lambda it: place.get(it.key))
    for format in REPORT_FORMATS:
        assert f"{WD}Q99999901" in outcome.serialize(format), format
    document = json.loads(outcome.to_json())
    assert document["findings"][0]["replacement"] == f"{WD}Q99999901"
    assert (document["asked"], document["others"], document["true"]) == ({"Wikidata": 1}, 3, [])
    assert "graph/links/places.ttl:7" in outcome.to_text()
    assert outcome.to_text().endswith(
        "1 violation (1 link asked about: 1 of Wikidata; 3 that nobody can be asked about)\n"
    )
    assert outcome.to_github().startswith("::error file=graph/links/places.ttl,line=7,title=link-moved")
    result = json.loads(outcome.to_sarif())["runs"][0]["results"][0]
    assert result["properties"] == {"replacement": f"{WD}Q99999901"}
    graph = rdflib.Graph().parse(data=outcome.to_turtle(), format="turtle")
    (node,) = graph.subjects(RDF.type, SH.ValidationResult)
    assert graph.value(node, SH.focusNode) == rdflib.URIRef(THING)
