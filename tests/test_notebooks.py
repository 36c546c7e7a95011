"""In a notebook every result shows itself: escaped, without a script, and small."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Protocol

import pytest

from corridor_kg import Corridor
from corridor_kg.links.acts import Checked
from corridor_kg.links.checking import Outcome
from corridor_kg.links.suggestions import Suggestions
from corridor_kg.trust.verification import Verification

HOSTILE = "<script>alert(\"1\")</script> & '{{x}}' \x1b[31m"


class Shows(Protocol):
    """What a notebook can show."""

    def _repr_html_(self) -> str: ...


class _Tags(HTMLParser):
    """The tags of a piece of HTML, and whether each is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of a tag; none has an attribute."""
        assert not attrs
        self.seen.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        assert self.open.pop() == tag


def _shown(result: Shows) -> str:
    """Return what a notebook shows, which is made of a few tags, closed in their order."""
    html = result._repr_html_()
    tags = _Tags()
    tags.feed(html)
    assert tags.open == []
    assert tags.seen
    assert tags.seen <= {"table", "thead", "tbody", "tr", "th", "td", "pre", "p", "details", "summary"}
    assert "\x1b" not in html
    return html


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Corridor:
    """The graph with a place beside it whose label is an attack."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    label = HOSTILE.replace("\\", "\\\\").replace('"', '\\"').replace("\x1b", "\\u001B")
    facts = f'<https://example.org/a> a <https://w3id.org/corridor-kg/ontology#City> ; rdfs:label "{label}"@en .'
    prefix = "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    (folder / "own.ttl").write_text(prefix + facts, encoding="utf-8")
    return Corridor.load(add=folder)


def test_what_is_known_and_why_is_shown(hostile: Corridor) -> None:
    """A description, a proof, what does not hold, a report: their texts, in which a label is no tag."""
    description = _shown(hostile.describe("https://example.org/a"))
    assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;" in description
    assert "is a" in _shown(hostile.why("songshan-lake", "a", "CorridorPlatform"))
    assert "Not so" in _shown(hostile.why("songshan-lake", "isLocatedIn", "guangzhou"))
    assert "things" in _shown(hostile.check(only=["no-post"]))
    assert "Nothing is found" in _shown(hostile.why_nothing("SELECT * { ?x rdfs:label '<b>' }"))


def test_every_answer_is_shown(hostile: Corridor) -> None:
    """Rows, yes or no, triples."""
    assert "&lt;script&gt;" in _shown(hostile.sparql("SELECT ?label { <https://example.org/a> rdfs:label ?label }"))
    assert _shown(hostile.sparql("ASK { ?s ?p ?o }")) == "<p>yes</p>"
    assert _shown(hostile.sparql("ASK { ?s a ckg:Nil }")) == "<p>no</p>"
    assert "&lt;script&gt;" in _shown(hostile.sparql("DESCRIBE <https://example.org/a>"))
    assert "<td>" not in _shown(hostile.sparql("SELECT ?x { ?x a ckg:Nil }"))


def test_links_are_shown(corridor: Corridor) -> None:
    """A row a link, of which there may be none; what was suggested, and what became of checking."""
    assert _shown(corridor.links(["dongguan"])).count("<tr>") == len(corridor.links(["dongguan"]).mappings) + 1
    assert "<th>" in _shown(Suggestions((), "source", ""))
    assert "nothing found" in _shown(Checked(Outcome((), {}, 0, ()), ()))


def test_a_verification_is_shown() -> None:
    """As its text."""
    verification = Verification((), unknown=("<b>.txt",))
    assert "&lt;b&gt;.txt" in _shown(verification)


def test_the_questions_are_shown(corridor: Corridor) -> None:
    """All of them as a table, one of them with its text to be opened."""
    assert _shown(corridor.queries).count("<tr>") == len(corridor.queries) + 1
    one = _shown(corridor.queries["core-platforms"])
    assert "Which core platforms" in one
    assert "?designation ckg:isDesignationOf" in one


def test_the_corridor_shows_what_it_holds_and_how_to_ask(tmp_path: Path) -> None:
    """Without being read for it."""
    (tmp_path / "own.ttl").write_text("this is no Turtle", encoding="utf-8")
    shown = _shown(Corridor.open(add=tmp_path))
    assert "china-daily" in shown
    assert "corridor.run(&#x27;core-platforms&#x27;)" in shown
