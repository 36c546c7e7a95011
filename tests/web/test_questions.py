"""The page of a question: a form that the graph fills, the answer, its picture, its text, and the way to the editor."""

from __future__ import annotations

import urllib.parse

import pytest

from corridor_kg import Corridor, Rows
from corridor_kg.questions.stored_queries import STORED
from tests.web.reading import addresses, asked, page, text, texts


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", list(STORED))
def test_every_question_has_a_page(corridor: Corridor, name: str, language: str) -> None:
    """With the question as its title, and an answer, or why there is none."""
    parsed = page(corridor, f"/queries/{name}", language)
    assert text(parsed, "h1") == STORED[name].summary
    assert parsed.css("main table, main pre, main strong")
    assert {node.attributes["name"] for node in parsed.css("main fieldset input")} == {
        parameter.name for parameter in STORED[name].parameters
    }


def test_the_list_has_every_question(corridor: Corridor) -> None:
    """Each is a link."""
    found = addresses(page(corridor, "/queries"), "main a")
    assert found == [f"/queries/{name}" for name in STORED]


def test_the_answer_is_that_of_the_library(corridor: Corridor) -> None:
    """The same rows, names as links to things, passages as links to their sources."""
    parsed = page(corridor, "/queries/core-platforms", city="dongguan")
    rows = corridor.run("core-platforms", city="dongguan")
    assert isinstance(rows, Rows)
    heads, cells = rows.shown(labels=True)
    shown = [[cell.text().strip() for cell in row.css("td")] for row in parsed.css("tbody tr")]
    kept = [at for at in range(len(heads)) if any(row[at] for row in cells)]
    assert shown == [[row[at] for at in kept] for row in cells]
    links = addresses(parsed, "tbody a")
    assert "/platform/songshan-lake" in links
    assert any(link.startswith("/source/china-daily#") for link in links)


def test_the_form_holds_what_was_asked(corridor: Corridor) -> None:
    """The choices are those of the graph, however a thing was called; several may be chosen."""
    parsed = page(corridor, "/queries/core-platforms", city=["东莞市", "shenzhen"])
    boxes = parsed.css("input[name=city]")
    chosen = [box.attributes["value"] or "" for box in boxes if "checked" in box.attributes]
    assert [iri.rpartition("/")[2] for iri in chosen] == ["dongguan", "shenzhen"]
    assert len(boxes) == 3
    assert [box.attributes["type"] for box in page(corridor, "/queries/in-office").css("[name=date]")] == ["date"]


def test_an_empty_field_asks_for_nothing(corridor: Corridor) -> None:
    """A form sends it all the same."""
    every = page(corridor, "/queries/in-office").css("tbody tr")
    assert len(page(corridor, "/queries/in-office", date="").css("tbody tr")) == len(every)


@pytest.mark.parametrize(
    ("values", "status", "told"),
    [
        ({"city": "dongguann"}, 404, "did you mean"),
        ({"citty": "dongguan"}, 400, "has no parameter 'citty'; did you mean 'city'?"),
    ],
)
def test_a_wrong_value_is_told_beside_the_form(
    corridor: Corridor, values: dict[str, str], status: int, told: str
) -> None:
    """The form stays, with the message of the library."""
    parsed = page(corridor, "/queries/core-platforms", "en", status, **values)
    assert told in text(parsed, "[role=alert]")
    assert parsed.css("main form")


def test_an_empty_answer_explains_itself(corridor: Corridor) -> None:
    """In the words of the command line."""
    parsed = page(corridor, "/queries/core-platforms", city="songshan-lake")
    why = str(corridor.why_nothing("core-platforms", city="songshan-lake"))
    assert text(parsed, "main pre.wrap") == " ".join(why.split())


@pytest.mark.parametrize("name", [name for name, query in STORED.items() if query.view])
def test_a_question_is_drawn_as_its_header_asks(corridor: Corridor, name: str) -> None:
    """The picture is a document of its own, that may do nothing but look as it says."""
    (image,) = page(corridor, f"/queries/{name}").css("main img")
    assert image.attributes["alt"]
    reply = asked(corridor, image.attributes["src"] or "")
    assert (reply.status, reply.media_type) == (200, "image/svg+xml")
    rows = corridor.run(name)
    assert isinstance(rows, Rows)
    assert reply.body.decode() == rows.to_svg()
    assert dict(reply.headers)["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_question_without_a_view_can_be_drawn_as_another(corridor: Corridor) -> None:
    """Where its rows have what the view needs; else that is told."""
    assert asked(corridor, "/queries/plan-steps.svg", view="timeline").status == 200
    assert "no view 'pie'" in text(page(corridor, "/queries/cities.svg", status=400, view="pie"), ".wrong")


def test_the_address_holds_the_whole_state(corridor: Corridor) -> None:
    """The other formats are at the same address with an ending, and the editor gets the text with the values in it."""
    parsed = page(corridor, "/queries/core-platforms", city="dongguan")
    found = addresses(parsed)
    for ending in ("csv", "json", "xlsx"):
        assert f"/queries/core-platforms.{ending}?city=dongguan" in found
    (editor,) = [link for link in found if link.startswith("/sparql?query=")]
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(editor).query)["query"][0]
    rows = corridor.sparql(query)
    assert isinstance(rows, Rows)
    assert len(rows) == len(parsed.css("tbody tr"))


def test_a_question_that_needs_the_network_is_not_asked(corridor: Corridor) -> None:
    """No request leaves the machine; the page says so."""
    parsed = page(corridor, "/queries/area-in-wikidata")
    assert "no request leaves this machine" in text(parsed, "main .note")


def test_an_unknown_question_names_the_nearest(corridor: Corridor) -> None:
    """As the command line does."""
    assert "did you mean 'core-platforms'" in text(page(corridor, "/queries/core-platform", status=404), ".wrong")


def test_the_language_that_was_asked_for_is_kept(corridor: Corridor) -> None:
    """All links of the site and all forms hold it; one that a browser prefers needs no parameter."""
    parsed = page(corridor, "/queries/core-platforms", "zh", lang="zh", city="dongguan")
    ours = [link for link in addresses(parsed) if link.startswith("/")]
    assert [link for link in ours if "lang=zh" not in link] == ["/queries/core-platforms?lang=en&city=dongguan"]
    assert all(form.css("input[type=hidden][name=lang][value=zh]") for form in parsed.css("form"))
    assert texts(parsed, "tbody td a")[0] == "东莞滨海湾新区"
    assert not [link for link in addresses(page(corridor, "/queries", "zh"), "main a") if "lang=" in link]
