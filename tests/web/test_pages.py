"""The other pages: the first one, the sources, the terms, the search and the editor."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from corridor_kg import Corridor
from corridor_kg.rdf.vocabulary import ONTOLOGY
from corridor_kg.web.messages import Asked
from corridor_kg.web.pages import failure, words
from corridor_kg.web.problems import problem
from tests.support import evening_post
from tests.web.reading import BROWSER, addresses, asked, one, page, text, texts


def test_the_first_page_leads_everywhere(corridor: Corridor) -> None:
    """To the cities, their platforms, the questions, the sources, and to what can be searched."""
    parsed = page(corridor, "/")
    found = addresses(parsed)
    assert {"/place/dongguan", "/place/guangzhou", "/place/shenzhen", "/platform/songshan-lake"} <= set(found)
    assert {f"/queries/{name}" for name in corridor.queries} <= set(found)
    assert {"/sparql", "/ontology", "/sources", "/queries", "/source/china-daily"} <= set(found)
    assert [node.attributes["src"] for node in parsed.css("img")] == [
        "/queries/core-platforms.svg",
        "/queries/plan-steps.svg?view=timeline",
    ]
    (dongguan,) = [card for card in parsed.css(".card") if one(card, "h3").text().strip() == "Dongguan"]
    assert "2.41 %" in texts(parsed, ".card dd strong")
    assert len(dongguan.css("ul li")) == 2


def test_every_link_of_the_first_page_is_answered(corridor: Corridor) -> None:
    """No path of the site leads to nothing."""
    for link in set(addresses(page(corridor, "/"))):
        path = link.partition("?")[0].partition("#")[0]
        assert not path or asked(corridor, path).status == 200, link


def test_a_graph_of_ones_own_has_a_first_page(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Without the bundled facts there are no cities to tell of."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "own.ttl").write_text("<http://e.org/a> a <http://e.org/B> .", encoding="utf-8")
    parsed = page(Corridor.load(graph=folder), "/")
    assert not parsed.css(".card, img")


def test_a_source_tells_passage_by_passage_what_it_states(corridor: Corridor) -> None:
    """All its passages in their order, and where it and others differ."""
    parsed = page(corridor, "/source/china-daily")
    assert len(parsed.css("section")) == 28
    assert [node.attributes["id"] for node in parsed.css("section")][:2] == ["china-daily-p00", "china-daily-p01"]
    (fifth,) = parsed.css("#china-daily-p05")
    assert "11,836" in fifth.text()
    assert "/place/innovation-corridor" in [link.attributes["href"] for link in fifth.css("a")]
    assert "What several sources say of it" in texts(parsed, "h2")


def test_a_day_that_another_source_gives_otherwise_is_told(corridor: Corridor, tmp_path: Path) -> None:
    """On the pages of both; where nobody does, nothing is said."""
    given = 'organization:medical-committee schema:foundingDate "2017-12-02"^^xsd:date .'
    beside = evening_post.told(evening_post.source(tmp_path / "evening-post"), given)
    for name in ("china-daily", "evening-post"):
        parsed = page(beside, f"/source/{name}")
        assert "What another source gives another day for" in texts(parsed, "h2")
        assert any("2017-12-01" in row and "2017-12-02" in row for row in texts(parsed, "tbody tr"))
    for where, name in ((beside, "nordic"), (corridor, "china-daily")):
        assert "What another source gives another day for" not in texts(page(where, f"/source/{name}"), "h2")


def test_the_list_of_sources_has_what_links_rest_on_too(corridor: Corridor) -> None:
    """Articles are told with how much they state; each source has a page."""
    found = addresses(page(corridor, "/sources"), "main a")
    assert {"/source/china-daily", "/source/nordic", "/source/geonames"} <= set(found)
    assert text(page(corridor, "/source/geonames"), "h1")


def test_every_term_of_the_ontology_is_told(corridor: Corridor) -> None:
    """With its definition, and those that are deprecated apart, with what to write."""
    parsed = page(corridor, "/ontology")
    ids = {node.attributes["id"] for node in parsed.css(".facts > div")}
    known = {curie.partition(":")[2] for curie in corridor.curies() if curie.startswith("ckg:")}
    assert known - {"mu", "percentagePoint"} <= ids  # these are units, with pages of their own
    (city,) = parsed.css("#City")
    assert "A place that is a municipality of its own." in city.text()
    assert "Used: 7" in city.text()
    assert texts(parsed, "h2")[-1] == "Deprecated"
    assert "is replaced by counts" in " ".join(one(parsed, "#countsClass").text().split())
    assert f"{ONTOLOGY}City" not in addresses(parsed)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("dongguan", "/place/dongguan"), ("松山湖", "/platform/songshan-lake"), ("shenzen", "/place/shenzhen")],
)
def test_search_is_forgiving(corridor: Corridor, typed: str, found: str) -> None:
    """A name in either language, or one that is near."""
    assert found in addresses(page(corridor, "/search", q=typed), "tbody a")


def test_a_search_in_vain_says_what_to_do(corridor: Corridor) -> None:
    """And one for nothing shows the form."""
    assert "Nothing is found" in text(page(corridor, "/search", q="qqqqqq"), "main .note")
    assert not page(corridor, "/search", q=" ").css("main table, main .note")


# -- The editor --------------------------------------------------------------------------------------


def test_a_browser_gets_the_editor_and_a_program_the_answer(corridor: Corridor) -> None:
    """At one address; what asks for a format gets it."""
    query = "SELECT ?s { ?s a ckg:City } ORDER BY ?s"
    assert len(page(corridor, "/sparql", query=query).css("tbody tr")) == 7
    assert asked(corridor, "/sparql", accept="*/*", query=query).media_type == "application/sparql-results+json"
    assert asked(corridor, "/sparql", query=query, format="csv").media_type.startswith("text/csv")
    assert asked(corridor, "/sparql", accept="*/*").media_type.startswith("text/turtle")


def test_the_editor_keeps_what_was_written(corridor: Corridor) -> None:
    """To the letter; the first line too where it is empty."""
    query = "\n# <&> \"'\nSELECT ?s { ?s a ckg:City }"
    assert one(page(corridor, "/sparql", query=query), "textarea").text() == query


def test_a_mistake_is_shown_where_it_is(corridor: Corridor) -> None:
    """With line and caret, as on the command line; the text stays."""
    parsed = page(corridor, "/sparql", status=400, query="SELECT ?s\nWHERE { ?s a ckg:City ")
    (told,) = parsed.css("[role=alert] pre")
    assert "line 2, column" in told.text()
    assert told.text().rstrip().endswith("^")
    assert one(parsed, "textarea").attributes["aria-invalid"] == "true"


def test_an_update_is_refused_on_a_page(corridor: Corridor) -> None:
    """The graph is read only."""
    assert page(corridor, "/sparql", status=403, query="DROP ALL").css("[role=alert]")


def test_a_long_answer_says_that_it_is_cut_off(corridor: Corridor) -> None:
    """The first thousand rows are shown, and how many there are."""
    parsed = page(corridor, "/sparql", query="SELECT * { ?s ?p ?o } LIMIT 1500")
    assert len(parsed.css("tbody tr")) == 1000
    assert text(parsed, "main .note") == "Cut off: the first 1,000 of 1,500 rows are shown."


@pytest.mark.parametrize(
    ("query", "told"),
    [("ASK { place:dongguan a ckg:City }", "Yes"), ("ASK { place:dongguan a ckg:Plan }", "No")],
)
def test_a_truth_is_told(corridor: Corridor, query: str, told: str) -> None:
    """In a word."""
    assert text(page(corridor, "/sparql", query=query), "main strong") == told


def test_triples_are_told_as_turtle(corridor: Corridor) -> None:
    """With their prefixes."""
    assert "place:dongguan" in text(page(corridor, "/sparql", query="DESCRIBE place:dongguan"), "main > pre")


def test_an_empty_answer_of_ones_own_explains_itself(corridor: Corridor) -> None:
    """A misspelt term is named, with the nearest one."""
    parsed = page(corridor, "/sparql", query="SELECT * { ?s a ckg:Cty }")
    assert "ckg:City" in text(parsed, "main pre.wrap")


def test_stored_queries_and_prefixes_are_a_click_away(corridor: Corridor) -> None:
    """A link puts them into the editor."""
    found = addresses(page(corridor, "/sparql"))
    assert {f"/sparql?stored={name}" for name in corridor.queries} <= set(found)
    assert one(page(corridor, "/sparql", stored="cities"), "textarea").text() == corridor.queries["cities"].text
    prefixed = one(page(corridor, "/sparql", prefixes="all"), "textarea").text()
    assert "PREFIX ckg: <https://w3id.org/corridor-kg/ontology#>" in prefixed


# -- What goes wrong ----------------------------------------------------------------------------------


def test_people_are_told_of_a_limit_on_a_page() -> None:
    """With the status and the headers that programs get; these get a problem as it is."""
    reply = problem(503, "This takes longer than the 5 seconds that a query may have.", Retry_After="1")
    told = failure.for_whom(reply, Asked("/", {}, BROWSER))
    assert (told.status, told.media_type) == (503, "text/html; charset=utf-8")
    assert "longer than the 5 seconds" in text(LexborHTMLParser(told.body.decode()), ".wrong")
    assert ("Retry-After", "1") in told.headers
    assert failure.for_whom(reply, Asked("/", {}, "application/json")) is reply


# -- Words -------------------------------------------------------------------------------------------


def test_every_word_is_there_in_both_languages() -> None:
    """And takes the same values."""
    for key in words._WORDS:
        english, chinese = (words.word(key, language) for language in words.LANGUAGES)
        assert english != chinese
        assert sorted(part for part in ("{shown}", "{total}", "{endpoint}") if part in english) == sorted(
            part for part in ("{shown}", "{total}", "{endpoint}") if part in chinese
        )


def test_english_on_a_chinese_page_is_marked(corridor: Corridor) -> None:
    """A screen reader reads each text in its own language."""
    parsed = page(corridor, "/queries", "zh")
    assert {link.attributes["lang"] for link in parsed.css("main dd a")} == {"en"}
    assert "lang" not in one(parsed, "h1").attributes


CITIES = "SELECT ?city ?name { ?city a ckg:City ; rdfs:label ?name FILTER(LANG(?name) = 'en') }"
COUNTED = "SELECT ?n (COUNT(*) AS ?c) { ?s ckg:isLocatedIn ?o . ?o a ckg:City ; rdfs:label ?n } GROUP BY ?n"


@pytest.mark.parametrize(("query", "view"), [(CITIES, "map"), (COUNTED, "bar")])
def test_an_answer_of_the_editor_is_drawn(corridor: Corridor, query: str, view: str) -> None:
    """The picture is asked with the same query; the choice stays, and the table too."""
    parsed = page(corridor, "/sparql", query=query, view=view)
    (address,) = [node.attributes["src"] or "" for node in parsed.css("figure img")]
    values = {name: value for name, (value,) in parse_qs(urlsplit(address).query).items()}
    reply = asked(corridor, "/sparql", accept="image/*", **values)
    assert (reply.status, reply.media_type) == (200, "image/svg+xml")
    assert reply.body.decode() == corridor.sparql(query).to_svg(view)  # type: ignore[union-attr]  # rows
    assert "style-src 'unsafe-inline'; sandbox" in dict(reply.headers)["Content-Security-Policy"]
    assert one(parsed, "option[selected]").attributes["value"] == view
    assert parsed.css("tbody tr")


def test_an_answer_that_cannot_be_drawn_says_why(corridor: Corridor) -> None:
    """Beside its table; programs are told too, and an unknown view is none."""
    parsed = page(corridor, "/sparql", query=CITIES, view="bar")
    assert "needs a column of numbers" in text(parsed, "main .note")
    assert not parsed.css("figure")
    assert parsed.css("tbody tr")
    for view, told in (("bar", "needs a column of numbers"), ("pie", "no view 'pie'")):
        reply = asked(corridor, "/sparql", accept="*/*", query=CITIES, format="svg", view=view)
        assert (reply.status, told in reply.body.decode()) == (406, True)
