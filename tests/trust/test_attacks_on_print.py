"""Wrong facts that look right, and right ones that look wrong: what attackers and honest editors write."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from corridor_kg import Corridor
from corridor_kg.rdf.terms import TYPE
from corridor_kg.rdf.vocabulary import prefixes
from corridor_kg.text import articles
from corridor_kg.trust import claims, copies
from corridor_kg.trust.claims import Claim
from corridor_kg.trust.judging import Passage
from corridor_kg.trust.known import Known
from corridor_kg.trust.verdicts import CONTRADICTED, Judgement
from tests.support.sources import BOTH, GAZETTE, HERALD

AREA = "figure:china-daily-corridor-area"
LENGTH = "figure:china-daily-corridor-length"
VALUE, UNIT, BOUND = "sdmx-measure:obsValue", "sdmx-attribute:unitMeasure", "ckg:hasQuantifier"
PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes().items())


def read(turtle: str) -> list[Triple]:
    """Return the triples of Turtle without its prefixes."""
    return [quad.triple for quad in parse(PREFIXES + turtle, RdfFormat.TURTLE)]


class Print:
    """The passages of three articles with what is claimed of them, to be changed in memory."""

    def __init__(self, shared: Path) -> None:
        corridor = Corridor.load(add=BOTH)
        self.graph = corridor.data
        self.known = Known(self.graph)
        texts = {
            "china-daily": (shared / "article.txt").read_text(encoding="utf-8"),
            "made-up-gazette": (GAZETTE / "made-up-gazette.txt").read_text(encoding="utf-8"),
            "made-up-herald": (HERALD / "made-up-herald.txt").read_text(encoding="utf-8"),
        }
        claimed = claims.by_passage(self.graph)
        self.read_off: dict[str, list[Triple]] = {}
        for row in self.graph.rows(claims.READ_OFF):
            self.read_off.setdefault(row.passage, []).append(claims.triple_of(row))
        self.passages: dict[str, tuple[str, NamedNode, list[Claim], str]] = {}
        for row in self.graph.rows(copies.PASSAGES):
            source, name = row.name.split(" ")
            if source not in texts:
                continue
            plain = articles.normalized(texts[source][row.start : row.end])
            self.passages[name] = (row.passage, NamedNode(row.article), claimed[row.passage], plain)

    def problems(
        self, passage: str, *, add: str = "", without: str = "", print: tuple[str, str] | None = None
    ) -> list[Judgement]:
        """Return what contradicts a passage with facts added, left out, and words of its print replaced."""
        iri, article, claimed, plain = self.passages[passage]
        if print:
            assert print[0] in plain
            plain = plain.replace(*print, 1)
        added, gone = read(add), set(read(without))
        assert gone <= {claim.triple for claim in claimed}
        kept = [claim for claim in claimed if claim.triple not in gone]
        known = self._knowing(added)
        changed = [*kept, *(Claim(triple, alone=True) for triple in added)]
        judged = Passage(iri, article, changed, self.read_off.get(iri, []), known, plain).judgements()
        found = [one for one in judged if one.verdict == CONTRADICTED]
        assert all(read(one.turtle) for one in found if one.turtle)
        return found

    def _knowing(self, added: list[Triple]) -> Known:
        """Return what is known, with the classes of what is added."""
        return known_with(added) if any(triple.predicate == TYPE for triple in added) else self.known


def known_with(added: list[Triple]) -> Known:
    """Return what is known where some facts are added in a file of their own."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "added.nt"
        file.write_text("".join(f"{triple} .\n" for triple in added), encoding="utf-8")
        return Known(Corridor.load(add=[*BOTH, file], inference=False).data)


@pytest.fixture(scope="module")
def printed(shared: Path) -> Print:
    """The print of three articles."""
    return Print(shared)


def told(problems: list[Judgement]) -> str:
    """Return all remarks."""
    return " ".join(one.problem for one in problems)


def test_nothing_is_wrong_with_what_stands_there(printed: Print) -> None:
    """So that whatever is found below is found for its change."""
    assert {name: found for name in printed.passages if (found := printed.problems(name))} == {}


# -- Values ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["11836.0", '"1.1836E4"^^xsd:double', '"+11836"^^xsd:integer', '"11836"^^xsd:long'])
def test_a_number_is_the_same_in_each_datatype_of_numbers(value: str, printed: Print) -> None:
    """However it is written there."""
    assert printed.problems("p05", add=f"{AREA} {VALUE} {value} .", without=f"{AREA} {VALUE} 11836 .") == []


@pytest.mark.parametrize(
    "value",
    [
        '"11836"@en',
        '"11_836"',
        '"11836"',
        '"11836"^^xsd:gYear',
        '"NaN"^^xsd:double',
        '"-INF"^^xsd:double',
        '"1E999999999"^^xsd:double',
        '"1E-999999999"^^xsd:decimal',
        "-11836",
        "true",
        "place:guangzhou",
        "[]",
        f'"{"9" * 5000}"^^xsd:integer',
    ],
)
def test_what_is_no_number_or_another_is_told(value: str, printed: Print) -> None:
    """With the value to write; a text with digits is a text, and no value makes a remark without end."""
    found = printed.problems("p05", add=f"{AREA} {VALUE} {value} .", without=f"{AREA} {VALUE} 11836 .")
    assert [one.turtle for one in found] == [f"{AREA} {VALUE} 11836 ."]
    assert len(found[0].remark) < 250


def test_each_printed_form_is_the_number(printed: Print) -> None:
    """A second one that stands in the passage as another number is not, beside one that is."""
    found = printed.problems("p05", add=f'{AREA} ckg:printedForm "180" .')
    assert f'the printed form "180" of Area of the innovation corridor ({AREA}) is not its value' in told(found)
    assert printed.problems("p05", add=f'{AREA} ckg:printedForm "11,836 square kilometers" .') == []


def test_a_number_that_is_printed_twice_is_taken_up_where_it_is_the_number(printed: Print) -> None:
    """With another unit, scale or word of bound it is another, though the same digits stand elsewhere."""
    for words in ("10 million core", "nearly 10 core", "10 km of core", "$10 core"):
        assert '"10' in told(printed.problems("p14", print=("10 core", words))), words
    assert printed.problems("p14", print=("Enterprises in", "The 10 are a start. Enterprises in")) == []


def test_what_orders_or_multiplies_is_no_count(printed: Print) -> None:
    """The tenth platform is not ten platforms."""
    assert "orders, and its measure counts" in told(printed.problems("m02", print=("the 38 inn", "the No 38 of inn")))
    assert "multiplies, and its measure counts" in told(printed.problems("m02", print=("the 38 inn", "a 38-fold inn")))


def test_facts_about_what_has_no_name_are_held_against_print(printed: Print) -> None:
    """A blank node hides no number."""
    figure = f'[] a ckg:Figure ; {VALUE} 999 ; ckg:printedForm "999" ; ckg:isFigureOf place:hong-kong .'
    found = told(printed.problems("p26", add=figure))
    assert 'the number "999"' in found
    assert "place:hong-kong" in found


# -- Units and words of bound ----------------------------------------------------------------------


def test_a_unit_that_is_printed_is_coded(printed: Print) -> None:
    """One that is left out is told with what to write."""
    found = printed.problems("p05", without=f"{AREA} {UNIT} unit:KiloM2 .")
    assert [one.turtle for one in found] == [f"{AREA} {UNIT} unit:KiloM2 ."]


@pytest.mark.parametrize("unit", ["unit:UNHEARD", "<http://example.org/unit/acre>", '"km2"'])
def test_a_unit_that_nobody_knows_is_not_the_printed_one(unit: str, printed: Print) -> None:
    """Where print has one that is known."""
    found = printed.problems("p05", add=f"{AREA} {UNIT} {unit} .", without=f"{AREA} {UNIT} unit:KiloM2 .")
    assert [one.turtle for one in found] == [f"{AREA} {UNIT} unit:KiloM2 ."]


@pytest.mark.parametrize("code", ["<http://example.org/about>", '"about"', "place:guangzhou", "quantifier:unheard"])
def test_a_code_of_no_word_of_bound_is_told_where_none_is_printed(code: str, printed: Print) -> None:
    """Whosever it is; where a word is printed, a code of somebody else may be that word."""
    assert "does not stand with" in told(printed.problems("p05", add=f"{AREA} {BOUND} {code} ."))
    assert printed.problems("p05", add=f"{LENGTH} {BOUND} <http://example.org/about> .") == []


# -- Periods ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("passage", "old", "new"),
    [
        ("p24", "by 2020", "after 2020"),
        ("p24", "by 2020", "since 2020"),
        ("m04", "on 9 April 2018", "before 9 April 2018"),
        ("m03", "at the end of 2017", "after the end of 2017"),
        ("p07", "in 2016", "before 2016"),
        ("p09", "on Dec 1 of 2017", "after Dec 1 of 2017"),
    ],
)
def test_before_and_after_a_time_is_another_time(passage: str, old: str, new: str, printed: Print) -> None:
    """Of a date as of a period; before the year of a goal is by that year."""
    assert "does not stand in it" in told(printed.problems(passage, print=(old, new)))
    assert printed.problems("p24", print=("by 2020", "before 2020")) == []


# -- Things ----------------------------------------------------------------------------------------


def test_the_time_on_the_clock_is_part_of_the_date_before_it(printed: Print) -> None:
    """As a page bears it; alone, or where no clock shows it, it is a number like others."""
    came_out = "article:silicon-valley-to-be-built ckg:hasPublicationPeriod period:16-december-2017 ."
    date = "Dec 1 of 2017"
    assert printed.problems("p09", print=(date, "2017-12-01 16:34")) == []
    assert printed.problems("p09", add=came_out, print=(date, f"{date}, or 2017-12-16 9:57:51")) == []
    for other in (f"16:34 on {date}", f"{date} 36:34"):
        assert '"34" stands in it and in no fact' in told(printed.problems("p09", print=(date, other)))


def test_a_name_within_a_longer_one_stands_for_itself_only_beside_it(printed: Print) -> None:
    """The bay area is named after Hong Kong, and whoever has a number of Hong Kong has to say so."""
    area = f"{AREA} ckg:isFigureOf place:hong-kong ."
    found = printed.problems("p05", add=area, without=f"{AREA} ckg:isFigureOf place:innovation-corridor .")
    assert 'stands in it as a part of longer names alone; if "Hong Kong" there is it, say so.' in told(found)
    written = found[0].turtle.replace("…", "The one of the bay area.")
    assert printed.problems("p05", add=f"{area} {written}") == []


def test_a_deputy_is_another(printed: Print) -> None:
    """Nobody who is vice-chairman is chairman."""
    for passage, role, other in (("p10", "chairman", "vice-chairman"), ("p03", "head of", "co-head of")):
        assert "does not stand in it" in told(printed.problems(passage, print=(role, other))), other


def test_a_source_says_nothing_in_print(printed: Print) -> None:
    """Nor does a code of ours."""
    for speaker in ("source:the-paper", "kind:claim"):
        assert "the speaker" in told(printed.problems("p05", add=f"{AREA} prov:wasAttributedTo {speaker} ."))


def test_a_figure_of_another_passage_is_printed_by_its_number(printed: Print) -> None:
    """Not by a word that is a part of another number."""
    moved = f"figure:made-up-herald-core-platform-count {UNIT} unit:NUM ."
    assert 'the saying "three"' in told(printed.problems("m08", add=moved))


def test_what_a_thing_is_called_as_well_hides_no_name() -> None:
    """A place that is said to be a mention, a source or a code as well has to be printed by its name."""
    kinds = ("ckg:Mention", "ckg:Source", "ckg:Quantifier", "ckg:Article", "ckg:Figure")
    called = read(f"place:macao a {', '.join(kinds)} .")
    assert known_with(called).sort(called[0].subject) == "name"


# -- Mentions --------------------------------------------------------------------------------------


def test_a_mention_has_words(printed: Print) -> None:
    """In the passage itself, not in another that has one of its name."""
    found = printed.problems("p26", add="mention:china-daily-p06-the-three-cities ckg:denotes place:dongguan .")
    assert "does not say which words stand for Dongguan" in told(found)


def test_the_name_of_one_thing_stands_for_another_on_a_ground_alone(printed: Print) -> None:
    """The words are its name; why they are to be another's is not seen."""
    mention = 'mention:x a ckg:Mention ; ckg:printedForm "Liang Weidong" ; ckg:denotes person:cao-hui .'
    said = 'statement:x a ckg:Statement ; rdfs:label "x"@en ; prov:wasAttributedTo person:cao-hui .'
    found = printed.problems("p26", add=f"{mention} {said}")
    assert [one.turtle for one in found] == ['mention:x ckg:ground "…"@en .']
    assert printed.problems("p26", add=f'{mention} {said} mention:x ckg:ground "So he signs."@en .') == []


# -- Marks that mean something elsewhere -----------------------------------------------------------


def test_what_is_to_be_written_can_be_read_whatever_stands_in_it(printed: Print) -> None:
    """Quotes, line ends and marks of patterns in names, forms and IRIs."""
    place = "<https://w3id.org/corridor-kg/place/a%20b.c~d>"
    facts = f'{place} skos:altLabel "(x.*[)+? \\"\\n\\\\"@en ; ckg:isLocatedIn place:hong-kong .'
    forms = f'{AREA} ckg:printedForm "11\\"\\n,836" .'
    found = printed.problems("p05", add=facts + forms, without=f'{AREA} ckg:printedForm "11,836" .')
    assert len(found) >= 3


# -- Copies ----------------------------------------------------------------------------------------


def test_each_copy_of_an_article_is_checked(corridor: Corridor, shared: Path, tmp_path: Path) -> None:
    """Of two that lie in a folder, one altered, the other hides nothing."""
    for name in ("a.txt", "b.txt"):
        shutil.copy(shared / "article.txt", tmp_path / name)
    assert corridor.verify(tmp_path).holds
    text = (shared / "article.txt").read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_text(text.replace("11,836", "11,837"), encoding="utf-8")
    found = corridor.verify(tmp_path)
    assert [(one.holds, Path(one.copy).name) for one in found.articles] == [(False, "a.txt"), (True, "b.txt")]


def test_long_numbers_and_deep_pages_end(corridor: Corridor, tmp_path: Path) -> None:
    """With a word on the facts, in whichever text."""
    for name, text in {
        "long.txt": f"The corridor covers {'9' * 5000} square kilometers, {'twenty-' * 500}one and 1{',000' * 500}.",
        "deep.html": f"{'<div>' * 5000}<p>The corridor</p>{'</div>' * 5000}",
        "empty.txt": "",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert not corridor.verify(tmp_path / name).holds
