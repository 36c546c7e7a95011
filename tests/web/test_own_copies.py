"""A reader's own copy of an article stands beside its facts, and stays on his machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.trust.marked import MarkedPassage
from corridor_kg.web import site
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply
from tests.conftest import Run
from tests.support import weekly
from tests.support.serving import served
from tests.web.reading import BROWSER, addresses, one, page, text, texts, valid


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The weekly as a source, and a copy of its article with something that a page could take for its own."""
    at = tmp_path_factory.mktemp("weekly")
    (at / "mills.txt").write_text(weekly.ARTICLE.replace("wells.", "wells & <pumps>."), encoding="utf-8")
    weekly.folder(at / "weekly")
    return at


@pytest.fixture(scope="module")
def corridor(folder: Path) -> Corridor:
    """The bundled graph beside the weekly."""
    return Corridor.load(add=[folder / "weekly"])


@pytest.fixture(scope="module")
def copies(corridor: Corridor, folder: Path) -> dict[str, MarkedPassage]:
    """What the server reads of the copy."""
    return {passage.passage: passage for passage in corridor.marked(folder / "mills.txt")}


def _asked(corridor: Corridor, copies: dict[str, MarkedPassage], path: str, language: str = "en") -> Reply:
    return site.answer(corridor, Asked(path, {}, BROWSER, language, "http://127.0.0.1:8000"), Limits(), copies)


def test_the_copy_stands_beside_the_facts(corridor: Corridor, copies: dict[str, MarkedPassage]) -> None:
    """The words that carry a fact lead to it; what none claims is marked otherwise, and says what it is."""
    shown = valid(_asked(corridor, copies, "/source/weekly"))
    assert text(shown, "#weekly-w02 blockquote").startswith("“Water is not all,” said Ann Li")
    assert "more than 1,250 mills" in texts(shown, "#weekly-w02 mark")
    (left,) = shown.css("#weekly-w02 mark.left")
    assert (left.text(), left.attributes["title"]) == ("40", "A number that no fact claims here")
    for address in addresses(shown, "#weekly-w02 sup a"):
        one(shown, f'[id="{address.removeprefix("#")}"]')
    figure = next(node for node in shown.css("#weekly-w02 dl > div") if "Mills of Dongguan" in node.text())
    assert f"#{figure.attributes['id']}" in addresses(shown, "#weekly-w02 sup a")


def test_a_changed_passage_says_so_and_nothing_in_it_is_taken_for_the_page(
    corridor: Corridor, copies: dict[str, MarkedPassage]
) -> None:
    """What looks like HTML in a copy is text."""
    shown = valid(_asked(corridor, copies, "/source/weekly"))
    assert "wells & <pumps>." in text(shown, "#weekly-w02 blockquote")
    assert text(shown, "#weekly-w02 .note").startswith("Changed in ")


def test_the_words_are_in_the_language_of_the_page(corridor: Corridor, copies: dict[str, MarkedPassage]) -> None:
    """And the sentences say in which they are."""
    shown = valid(_asked(corridor, copies, "/source/weekly", "zh"))
    assert one(shown, "#weekly-w02 mark.left").attributes["title"] == "此处没有事实引用的数字"
    assert one(shown, "#weekly-w02 blockquote").attributes["lang"] == "en"


def test_nobody_else_may_read_it(corridor: Corridor, copies: dict[str, MarkedPassage]) -> None:
    """No page of elsewhere, no cache; a source without a copy is as it was, and no other page has a word of it."""
    private = dict(_asked(corridor, copies, "/source/weekly").headers)
    assert private["Access-Control-Allow-Origin"] == "http://127.0.0.1:8000"
    assert (private["Cache-Control"], private["Cross-Origin-Resource-Policy"]) == ("no-store", "same-origin")
    assert not valid(_asked(corridor, copies, "/source/china-daily")).css("blockquote")
    assert not page(corridor, "/source/weekly").css("blockquote, mark")
    for path in ("/", "/place/dongguan", "/figure/weekly-mills", "/passage/weekly-w02", "/source/weekly.json"):
        assert b"Water is not all" not in _asked(corridor, copies, path).body


def test_the_server_reads_the_copies_and_keeps_none(folder: Path, stores: Path, tmp_path: Path) -> None:
    """They are on the page of the source, with headers of their own alone, and in no file of the store."""
    options = ("--add", str(folder / "weekly"), "--articles", str(folder), "--timeout", "60", "--processes", "1")
    with served(tmp_path / "stores", *options) as site:
        answer = site.get("/source/weekly", "text/html")
        assert "Water is not all" in answer.text
        assert answer.headers.get_list("access-control-allow-origin") == [site.address]
    kept = [path for path in (tmp_path / "stores").rglob("*") if path.is_file()]
    assert kept
    assert not any(b"Water is not all" in path.read_bytes() for path in kept)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--host", "0.0.0.0"), "leave out --host or --articles"),
        ((), "nowhere.txt"),
    ],
)
def test_what_cannot_be_shown_is_told_at_once(
    options: tuple[str, ...], told: str, folder: Path, stores: Path, run: Run
) -> None:
    """Others would read what is its publisher's; or there is no such file."""
    copy = folder / "mills.txt" if options else "nowhere.txt"
    done = run("serve", "--port", "0", "--store", str(stores), "--no-config", "--articles", str(copy), *options)
    assert done.returncode == 2
    assert told in done.stderr
