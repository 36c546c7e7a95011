"""A fact is shown with the sentence that states it, from one's own copy, the words that matter marked, and a link."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.comparison.figures import figures
from corridor_kg.rdf.vocabulary import BASE
from corridor_kg.text.quotation import Quotation
from corridor_kg.trust.quoting import Quotations
from tests.support import weekly
from tests.support.articles import SOURCES, texts
from tests.support.text_fragments import Page, found, page_of


@pytest.fixture(scope="module")
def corridor(tmp_path_factory: pytest.TempPathFactory) -> Corridor:
    """The bundled graph beside the weekly."""
    return Corridor.load(add=[weekly.folder(tmp_path_factory.mktemp("weekly") / "weekly")], inference=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A true copy of the weekly's article."""
    return _written(tmp_path / "mills.txt", weekly.ARTICLE)


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _of(corridor: Corridor, thing: str, passage: str, *copies: Path) -> Quotation:
    """Return what copies have in a passage of the weekly for a thing."""
    (one,) = Quotations(corridor.data, map(str, copies)).of_things([BASE + thing], [f"weekly {passage}"])
    return one


SAID = {
    "number, bound, measure, period": (
        "figure/weekly-mills",
        "w02",
        "«Dongguan» had «more than 1,250 mills» in «2016», and about 40 wells.",
    ),
    "unit as the copy has it": ("figure/weekly-land", "w02", "«They» stand on «12 km²» of land."),
    "speaker": ("statement/weekly-water", "w02", "“Water is not all,” said «Ann Li», the mayor."),
    "Chinese": ("figure/weekly-mills-in-chinese", "w03", "«东莞»有«120多»座«水磨»。"),
    "no word of it": ("statement/weekly-rain", "w04", "It rained. It snowed."),
}


@pytest.mark.parametrize("case", SAID)
def test_the_sentence_that_carries_a_fact_is_shown_with_its_words_marked(
    case: str, corridor: Corridor, copy: Path
) -> None:
    """As the copy has it, quotation marks and all; where no sentence has a word of it, the passage stands whole."""
    thing, passage, expected = SAID[case]
    assert _of(corridor, thing, passage, copy).marked == expected


def test_the_marks_are_places_in_the_sentence(corridor: Corridor, copy: Path) -> None:
    """From the first character of each to the one after its last."""
    one = _of(corridor, "figure/weekly-mills", "w02", copy)
    assert [one.sentence[start:end] for start, end in one.marks] == ["Dongguan", "more than 1,250 mills", "2016"]


def test_the_link_leads_to_the_sentence(corridor: Corridor, copy: Path) -> None:
    """It is the address of the source with a directive that the polyfill's matcher finds on the page."""
    links = [(_of(corridor, thing, passage, copy), weekly.ADDRESS) for thing, passage, _ in SAID.values()]
    assert all(one.link.startswith(f"{address}#:~:text=") for one, address in links)
    seen = found([Page(page_of(weekly.ARTICLE), one.link) for one, _ in links])
    assert [[text.strip("。.“") for text in texts] for texts in seen] == [
        [one.sentence.strip("。.“")] for one, _ in links
    ]


DRESSED = {
    "HTML": "".join(f"<p>{html.escape(text)}</p><aside>Read more</aside>" for text in weekly.PASSAGES.values()),
    "straight marks": weekly.ARTICLE.replace("\u201c", '"').replace("\u201d", '"').replace("\u00a0", " "),
    "hard line ends": re.sub(r"(\S{3,}) (?=\S)", "\\1\n", weekly.ARTICLE),
    "notes": weekly.ARTICLE.replace("1,250 mills in 2016", "1,250 mills\u00b9 in 2016[2]"),
    "another indexing": weekly.ARTICLE.replace("km\u00b2", "km<sup>2</sup>"),
    "soft hyphens": weekly.ARTICLE.replace("Dongguan", "Dong\u00adguan").replace("mills", "mil\u00adls"),
}


@pytest.mark.parametrize("dress", DRESSED)
def test_any_copy_will_do(dress: str, corridor: Corridor, tmp_path: Path) -> None:
    """However it is dressed, the sentence is found in it, and so are the words that matter."""
    path = _written(tmp_path / ("copy.html" if "<" in DRESSED[dress] else "copy.txt"), DRESSED[dress])
    one = _of(corridor, "figure/weekly-mills", "w02", path)
    assert one.marked == "«Dongguan» had «more than 1,250 mills» in «2016», and about 40 wells."
    assert one.note == ""
    assert "12 km²" in _of(corridor, "figure/weekly-land", "w02", path).sentence.replace("\u00a0", " ")


def test_a_changed_passage_says_so(corridor: Corridor, tmp_path: Path) -> None:
    """Its nearest sentence is shown, and what is not the number of the fact is not marked."""
    path = _written(tmp_path / "copy.txt", weekly.ARTICLE.replace("1,250", "1,350"))
    one = _of(corridor, "figure/weekly-mills", "w02", path)
    assert one.note == f"changed in {path}"
    assert one.marked == "«Dongguan» had more than 1,350 «mills» in «2016», and about 40 wells."


def test_a_passage_that_is_not_in_a_copy_says_so(corridor: Corridor, tmp_path: Path) -> None:
    """It has no sentence, and the file is named."""
    path = _written(tmp_path / "copy.txt", "\n\n".join(text for name, text in weekly.PASSAGES.items() if name != "w03"))
    one = _of(corridor, "figure/weekly-mills-in-chinese", "w03", path)
    assert (one.sentence, one.link, one.note) == ("", "", f"the text of weekly w03 is not in {path}")


def test_an_article_of_which_no_copy_was_given_says_so(corridor: Corridor, tmp_path: Path) -> None:
    """It is called by its short name; a file that is no article is told of."""
    path = _written(tmp_path / "other.txt", "Nothing of the kind.")
    quotations = Quotations(corridor.data, [str(path)])
    (one,) = quotations.of_things([f"{BASE}figure/weekly-mills"], ["weekly w02"])
    assert (one.sentence, one.note) == ("", "no copy of weekly was given")
    assert quotations.unknown == (str(path),)


def test_of_several_copies_one_that_was_not_changed_counts(corridor: Corridor, copy: Path, tmp_path: Path) -> None:
    """Whichever is given first."""
    changed = _written(tmp_path / "changed.txt", weekly.ARTICLE.replace("1,250", "1,350"))
    for copies in ((changed, copy), (copy, changed)):
        assert _of(corridor, "figure/weekly-mills", "w02", *copies).note == ""


def test_what_commands_a_terminal_is_not_shown_to_it(corridor: Corridor, tmp_path: Path) -> None:
    """A copy may have anything in it."""
    path = _written(tmp_path / "copy.txt", weekly.ARTICLE.replace("mills in 2016", "\x1b[31mmills in 2016"))
    text = corridor.why("figure:weekly-mills", "isFigureOf", "dongguan", articles=path).to_text()
    assert "\x1b" not in text
    assert "[31mmills" in text


def test_without_copies_nothing_is_another(corridor: Corridor, copy: Path) -> None:
    """With one, the same lines are there, and sentences between them."""
    for plain, quoting in (
        (corridor.describe("dongguan"), corridor.describe("dongguan", articles=copy)),
        (corridor.compare("innovation-corridor"), corridor.compare("innovation-corridor", articles=[copy])),
    ):
        assert "quotations" not in plain.to_json()
        assert set(plain.to_text().splitlines()) < set(quoting.to_text().splitlines())
        assert '"quotations"' in quoting.to_json()


@pytest.mark.parametrize("source", SOURCES)
def test_each_figure_of_the_sources_has_its_number_marked(source: str, corridor: Corridor, shared: Path) -> None:
    """In the sentence that states it, which stands in the text as it is shown."""
    quotations = Quotations(corridor.data, [str(shared / "article.txt"), str(shared / "sources")])
    text = " ".join(texts(shared)[source].split())
    told = [
        (figure, one)
        for figure in figures(corridor.data)
        if figure.source == source
        for one in quotations.of_things([figure.iri], figure.passages)
    ]
    assert told
    for figure, one in told:
        marked = [one.sentence[start:end] for start, end in one.marks]
        assert one.sentence in text, one
        assert any(figure.stated.printed in words for words in marked), one
        assert not one.note
