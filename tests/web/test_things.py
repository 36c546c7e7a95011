"""The page of a thing says all that is known of it, within a budget of queries, and runs nothing of what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.rdf.vocabulary import BASE, expand
from tests.web.reading import BROWSER, addresses, asked, one, page, text, texts

MOST_QUERIES = 12
"""How many queries the page of a thing may take."""

KINDS = sorted({curie.partition(":")[0] for curie in Corridor.load().curies()} - {"ckg"})


def test_a_thing_is_named_in_both_languages(corridor: Corridor) -> None:
    """The title has its name in the language of the page, and the other beside it, with its tag."""
    english, chinese = page(corridor, "/place/dongguan"), page(corridor, "/place/dongguan", "zh")
    assert (text(english, "h1"), text(chinese, "h1")) == ("Dongguan 东莞市", "东莞市 Dongguan")
    assert one(english, "h1 .other").attributes["lang"] == "zh-Hans"
    assert one(chinese, "h1 .other").attributes["lang"] == "en"
    assert [one(parsed, "html").attributes["lang"] for parsed in (english, chinese)] == ["en", "zh-Hans"]


def test_a_fact_stands_with_its_passages(corridor: Corridor) -> None:
    """Each is a link to the place where the source's page tells what the passage states."""
    parsed = page(corridor, "/place/dongguan")
    (told,) = [row for row in parsed.css(".facts > div") if one(row, "dt").text() == "lies between members of"]
    assert [link.text() for link in told.css("a")] == ["Guangzhou and Shenzhen together", "china-daily p25"]
    links = [link.attributes["href"] for link in told.css("a")]
    assert links == ["/group/guangzhou-and-shenzhen", "/source/china-daily#china-daily-p25"]


def test_every_link_of_a_passage_leads_to_a_place_on_the_page(corridor: Corridor) -> None:
    """No fragment dangles."""
    places = {node.attributes["id"] for node in page(corridor, "/source/china-daily").css("section[id]")}
    found = [link for link in addresses(page(corridor, "/place/dongguan")) if link.startswith("/source/china-daily#")]
    assert found
    assert {link.partition("#")[2] for link in found} <= places


def test_what_follows_stands_apart_and_says_why(corridor: Corridor) -> None:
    """A fact that nobody states leads to the page that says from what it follows."""
    parsed = page(corridor, "/place/dongguan")
    heads = texts(parsed, "h2")
    assert heads.index("What follows from the facts") > heads.index("Facts")
    why = [link for link in addresses(parsed) if link.startswith("/why?")]
    assert any("value=place%3Achina" in link and "property=ckg%3AisLocatedIn" in link for link in why)
    shown = page(corridor, "/why", subject="place:dongguan", property="ckg:isLocatedIn", value="place:china")
    assert text(shown, "main pre").startswith("place:dongguan ckg:isLocatedIn place:china")


def test_what_sources_say_of_the_same_stands_side_by_side(corridor: Corridor) -> None:
    """With the verdict that the command compare has, and its reason."""
    parsed = page(corridor, "/place/innovation-corridor")
    rows = [[cell.text() for cell in row.css("td")] for row in parsed.css("table")[0].css("tbody tr")]
    (area,) = [row for row in rows if row[0] == "area"]
    assert "differs" in area
    assert "11,836 km²" in area
    (line,) = [line for line in corridor.compare("innovation-corridor").lines if line.what == "area"]
    assert area[-1].endswith(line.verdict.reason)


def test_a_figure_of_a_group_is_told_as_that_of_the_group(corridor: Corridor) -> None:
    """The GDP of three cities together is not that of one."""
    rows = [row.text(separator=" ") for row in page(corridor, "/place/dongguan").css("tbody tr")]
    found = [row for row in rows if "4,600,000,000,000" in row]
    assert found
    assert all("together" in row for row in found)


def test_a_row_stands_once(corridor: Corridor) -> None:
    """What a question answers in several rows is one statement here."""
    rows = [row.html for row in page(corridor, "/place/dongguan").css("table.rows tbody tr")]
    assert len(rows) == len(set(rows))


def test_links_have_their_confidence(corridor: Corridor) -> None:
    """What was rejected is told too, and why; all lead out of the site."""
    rows = [row.text(separator=" | ") for row in page(corridor, "/place/dongguan").css("tbody tr")]
    assert any("wd:Q59218" in row and "linked" in row and "0.95" in row for row in rows)
    assert any("rejected" in row and "not in Guangdong" in row for row in rows)


def test_what_points_here_is_told(corridor: Corridor) -> None:
    """The relation has an arrow."""
    assert "← is carried out by" in texts(page(corridor, "/place/dongguan"), "dt")


@pytest.mark.parametrize("kind", KINDS)
def test_every_thing_has_a_page(corridor: Corridor, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """Of every kind, in valid HTML, within the budget of queries."""
    asks: list[str] = []
    engine = type(corridor.data.engine)
    ask = engine.ask

    def counted(self: object, query: str, **values: object) -> object:
        asks.append(query)
        return ask(self, query, **values)  # type: ignore[arg-type]  # as it is called

    monkeypatch.setattr(engine, "ask", counted)
    things = [curie for curie in corridor.curies() if curie.startswith(f"{kind}:")]
    assert things
    for curie in things:
        asks.clear()
        page(corridor, f"/{(expand(curie) or curie).removeprefix(BASE)}")
        assert len(asks) <= MOST_QUERIES, curie


def test_a_thing_can_be_asked_for_by_any_name(corridor: Corridor) -> None:
    """As on the command line: by slug, CURIE, IRI or label."""
    for name in ("dongguan", "place:dongguan", f"{BASE}place/dongguan", "东莞市"):
        assert text(page(corridor, "/thing", name=name), "h1").startswith("Dongguan")


def test_an_unknown_thing_names_the_nearest(corridor: Corridor) -> None:
    """On a page for a browser, and as a problem for a program."""
    parsed = page(corridor, "/place/donguan", status=404)
    assert "did you mean 'place:dongguan'" in text(parsed, "main .wrong")
    reply = asked(corridor, "/place/donguan", accept="application/json")
    assert (reply.status, reply.media_type) == (404, "application/problem+json")


@pytest.mark.parametrize(
    "path", ["/nowhere", "/place/", "/place/<script>", "/place/a b", "//", "/../etc/passwd", "/a\n/b"]
)
def test_a_path_to_nothing_is_a_page(corridor: Corridor, path: str) -> None:
    """Whatever it is, nothing of it is taken for markup, and no path leaves the site."""
    page(corridor, path, status=404)


HOSTILE = """
PREFIX ckg: <https://w3id.org/corridor-kg/ontology#>
PREFIX place: <https://w3id.org/corridor-kg/place/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
place:hostile a ckg:City ; rdfs:label "<script>alert(1)</script>"@en , "\\"><img src=x onerror=alert(1)>"@zh-Hans ;
  skos:altLabel "{{ 7 * 7 }}{% raw %}" ; rdfs:seeAlso <javascript:alert(1)>, <data:text/html,x>, <http://e.org/%22%3E> ;
  ckg:isLocatedIn [ rdfs:label "<b>" ], place:innovation-corridor .
<http://example.org/own> a ckg:City ; rdfs:label "Own & <i>named</i>"@en ; ckg:isLocatedIn place:hostile .
"""


def test_nothing_hostile_is_taken_for_markup(tmp_path: Path) -> None:
    """A label is a text, wherever it stands; an address that would run something is no link."""
    (tmp_path / "hostile.ttl").write_text(HOSTILE, encoding="utf-8")
    corridor = Corridor.load(add=tmp_path)
    for path, values in (
        ("/place/hostile", {}),
        ("/", {}),
        ("/search", {"q": "<script>alert(1)</script>"}),
        ("/queries/located-in-corridor", {}),
        ("/sparql", {"query": "SELECT ?s ?label { ?s a ckg:City ; rdfs:label ?label }"}),
        ("/sparql", {"query": "</textarea><script>alert(1)</script>"}),
        ("/queries/cities", {"<script>": "x"}),
    ):
        for language in ("en", "zh"):
            reply = asked(corridor, path, language, **values)
            assert reply.status in (200, 400)
            parsed = page(corridor, path, language, reply.status, **values)
            assert not parsed.css("img[onerror], main b, main i")
            assert {link.partition(":")[0] for link in addresses(parsed) if not link.startswith(("/", "#"))} <= {
                "http",
                "https",
            }
    assert "{{ 7 * 7 }}{% raw %}" in text(page(corridor, "/place/hostile"), "main")


def test_a_property_of_very_many_things_is_cut_off(tmp_path: Path) -> None:
    """The page says how many there are."""
    lines = [f"<http://e.org/{number}> <http://e.org/p> <http://e.org/hub> ." for number in range(250)]
    (tmp_path / "hub.ttl").write_text(
        "\n".join([*lines, "<http://e.org/hub> a <http://e.org/Hub> ."]), encoding="utf-8"
    )
    parsed = page(Corridor.load(graph=tmp_path), "/thing", name="http://e.org/hub")
    assert text(parsed, "dd .note") == "Cut off: the first 50 of 250 rows are shown."
    assert len(parsed.css("dd li")) == 50


def test_a_thing_of_elsewhere_has_a_page_too(tmp_path: Path) -> None:
    """It is shown by its IRI, and where it is named a link leads there."""
    (tmp_path / "hostile.ttl").write_text(HOSTILE, encoding="utf-8")
    corridor = Corridor.load(add=tmp_path)
    assert "/thing?name=http%3A%2F%2Fexample.org%2Fown" in addresses(page(corridor, "/place/hostile"))
    assert text(page(corridor, "/thing", name="http://example.org/own"), "h1") == "Own & <i>named</i>"


def test_the_style_is_kept_for_ever(corridor: Corridor) -> None:
    """Its address has the hash of its content in it; that of another version is not there."""
    parsed = page(corridor, "/")
    (address,) = [node.attributes["href"] or "" for node in parsed.css("link[rel=stylesheet]")]
    reply = asked(corridor, address)
    assert (reply.status, reply.media_type) == (200, "text/css; charset=utf-8")
    assert ("Cache-Control", "public, max-age=31536000, immutable") in reply.headers
    assert asked(corridor, address.replace("/static/", "/static/0"), accept=BROWSER).status == 404
    assert b"url(" not in reply.body
    assert b"@import" not in reply.body


def test_the_neighbourhood_is_drawn(corridor: Corridor) -> None:
    """In a picture of its own, which does what it looks like and no more; a thing of elsewhere has none."""
    parsed = page(corridor, "/place/dongguan")
    assert [node.attributes["src"] for node in parsed.css("figure img")] == ["/place/dongguan.svg"]
    reply = asked(corridor, "/place/dongguan.svg", accept="image/*")
    assert (reply.status, reply.media_type) == (200, "image/svg+xml")
    assert reply.body.decode() == corridor.describe("dongguan").to_svg()
    assert "sandbox" in dict(reply.headers)["Content-Security-Policy"]
    assert not page(corridor, "/thing", name="http://qudt.org/vocab/unit/KiloM2").css("figure")
