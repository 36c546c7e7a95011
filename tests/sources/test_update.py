"""A source after a changed copy of its text: its places are written anew, and what was written of it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import BadParameter, OutputFailed
from corridor_kg.sources.update import Updated
from tests.sources.test_new_source import TEXT


@pytest.fixture
def folder(corridor: Corridor, tmp_path: Path) -> Path:
    """A source of four passages, the second with a fact."""
    path = tmp_path / "news.txt"
    path.write_text(TEXT, encoding="utf-8")
    corridor.new_source("courier", path, to=tmp_path, publisher="China Daily", date="2018-02-03")
    draft = tmp_path / "courier" / "p02.ttl"
    lines = draft.read_text(encoding="utf-8").split("\n")
    draft.write_text("# Mine.\n" + "\n".join(line for line in lines if "ckg:open" not in line), encoding="utf-8")
    return tmp_path


def update(folder: Path, text: str) -> Updated:
    """Update the source after a text."""
    path = folder / "copy.txt"
    path.write_text(text, encoding="utf-8")
    return Corridor.load(add=[folder]).update_source("courier", path)


def told(updated: Updated) -> list[tuple[str, str]]:
    """Return what became of which passage."""
    return [(change.passage.removeprefix("courier "), change.what) for change in updated.changes]


def test_the_same_text_changes_nothing(folder: Path) -> None:
    """Not a byte is written."""
    before = (folder / "courier" / "source.ttl").read_bytes()
    updated = update(folder, TEXT)
    assert (updated.changes, updated.kept) == ((), 4)
    assert (folder / "courier" / "source.ttl").read_bytes() == before


def test_what_moved_gets_its_place(folder: Path) -> None:
    """A line before all of them moves all, and verify finds each at its new place."""
    draft = (folder / "courier" / "p02.ttl").read_bytes()
    text = TEXT.replace("\n\nThe innovation", "\n\nA new paragraph of ours.\n\nThe innovation")
    updated = update(folder, text)
    assert told(updated) == [("", "new"), ("p02", "moved"), ("p03", "moved"), ("p04", "moved")]
    assert (folder / "courier" / "p02.ttl").read_bytes() == draft
    verdict = Corridor.load(add=[folder]).verify(folder / "copy.txt")
    (article,) = (one for one in verdict.articles if one.article == "article:courier")
    assert {passage.verdict for passage in article.passages} == {"found"}
    assert update(folder, text).kept == 4


def test_what_changed_is_told_and_held_to_its_facts(folder: Path) -> None:
    """The new text gets its hash; what was written of the old one stays, and verify says that print is another."""
    draft = (folder / "courier" / "p02.ttl").read_bytes()
    updated = update(folder, TEXT.replace("190", "170"))
    assert told(updated) == [("p02", "changed")]
    assert (folder / "courier" / "p02.ttl").read_bytes() == draft
    verdict = Corridor.load(add=[folder]).verify(folder / "copy.txt")
    problems = [problem for passage in verdict.articles[0].passages for problem in passage.problems]
    assert any("190" in problem for problem in problems)


def test_a_changed_draft_is_known_by_its_place(folder: Path) -> None:
    """Of a passage with no printed word that is known, the one paragraph between its neighbours is taken."""
    updated = update(folder, TEXT.replace("Nothing here is known to anybody", "Something here is known to some"))
    assert told(updated) == [("p04", "changed")]


def test_what_is_gone_is_kept(folder: Path) -> None:
    """Its passage, its hash and its facts stay, and it is told of."""
    text = TEXT.replace(TEXT[TEXT.index("The innovation") : TEXT.index("Ann")], "")
    updated = update(folder, text)
    assert ("p02", "gone") in told(updated)
    assert Corridor.load(add=[folder]).sparql("ASK { figure:courier-innovation-corridor-length a ckg:Figure }")
    assert "delete the passage" in updated.to_text()


def test_another_text_is_refused(folder: Path) -> None:
    """Nothing is written where no passage stands in it."""
    before = (folder / "courier" / "source.ttl").read_bytes()
    with pytest.raises(BadParameter, match="is it a copy of this article"):
        update(folder, "Another text.\n\nOf another day.")
    assert (folder / "courier" / "source.ttl").read_bytes() == before


def test_a_source_that_is_not_there(folder: Path) -> None:
    """The nearest is named."""
    path = folder / "news.txt"
    with pytest.raises(BadParameter, match="did you mean 'courier'"):
        Corridor.load(add=[folder]).update_source("couriers", path)


def test_another_layout_is_refused_whole(folder: Path) -> None:
    """Where the properties of a passage stand on one line, nothing is written, and what to do is said."""
    source = folder / "courier" / "source.ttl"
    lines = (
        source.read_text(encoding="utf-8")
        .replace("    oa:start 31 ;\n", "")
        .replace("    oa:end 136 ;\n", "    oa:end 136 ; oa:start 31 ; schema:position 31 ;\n")
    )
    source.write_text(lines, encoding="utf-8")
    before = source.read_bytes()
    with pytest.raises(OutputFailed, match=r"source.ttl, line \d+: the value 31 cannot be told from others"):
        update(folder, "A line before.\n\n" + TEXT)
    assert source.read_bytes() == before


def test_comments_and_labels_of_a_source_stay(folder: Path) -> None:
    """Nothing but places and hashes is replaced."""
    source = folder / "courier" / "source.ttl"
    mine = source.read_text(encoding="utf-8").replace('"Passage p02"@en', '"Passage p02: how long it is"@en')
    mine = f"# Mine.\n{mine}"
    source.write_text(mine, encoding="utf-8")
    update(folder, "A line before.\n\n" + TEXT)
    after = source.read_text(encoding="utf-8")
    assert after.startswith("# Mine.\n")
    changed = {new for old, new in zip(mine.split("\n"), after.split("\n"), strict=True) if old != new}
    assert {line.split()[0] for line in changed} == {"oa:start", "oa:end"}


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_may_end_otherwise(folder: Path, end: str) -> None:
    """A file of another editor is changed line by line too, and keeps its line ends."""
    source = folder / "courier" / "source.ttl"
    source.write_bytes(source.read_bytes().replace(b"\n", end.encode()))
    before = source.read_bytes().count(end.encode())
    assert {what for _, what in told(update(folder, "A line before.\n\n" + TEXT))} == {"moved"}
    assert source.read_bytes().count(end.encode()) == before
    assert update(folder, "A line before.\n\n" + TEXT).kept == 4


def test_what_stands_outside_is_counted(folder: Path) -> None:
    """A page has more than its article; but a note behind it may say what was corrected."""
    updated = update(folder, f"{TEXT}\n\nA correction of ours: it was another city.")
    assert (updated.changes, updated.outside) == ((), 1)
    assert "behind the last: 1; look" in updated.to_text()


def test_a_graph_that_is_no_longer_what_it_was(folder: Path) -> None:
    """Whoever updates twice with a graph that was read before is told to load it anew."""
    corridor = Corridor.load(add=[folder])
    copy = folder / "copy.txt"
    copy.write_text("A line before.\n\n" + TEXT, encoding="utf-8")
    corridor.update_source("courier", copy)
    copy.write_text("Another line before.\n\n" + TEXT, encoding="utf-8")
    with pytest.raises(OutputFailed, match="is no longer there; load the graph anew"):
        corridor.update_source("courier", copy)


def test_a_source_may_have_things_without_a_name(folder: Path) -> None:
    """Blank nodes, which each reading names anew, are in nobody's way."""
    source = folder / "courier" / "source.ttl"
    text = source.read_text(encoding="utf-8")
    source.write_text(
        text.replace("    a ckg:Article ;\n", "    a ckg:Article ;\n    rdfs:seeAlso [ rdfs:label 'x' ] ;\n"), "utf-8"
    )
    assert {what for _, what in told(update(folder, "A line before.\n\n" + TEXT))} == {"moved"}
