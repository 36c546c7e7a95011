"""A text becomes a source: its passages laid out, what can be read of it drafted, and no draft a fact."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import BadParameter, GraphNotFound, OutputFailed
from corridor_kg.files import loading, reading, unfinished
from corridor_kg.rdf.vocabulary import shorten

TEXT = """Made-up news of a made-up day

The innovation corridor, which stretches over 190 kilometers, covers an area of 12,001 square kilometers.

Ann Madeup, head of the Made-up Bureau, said the three cities will be a garden by 2031. GDP of Dongguan reached 1.5
trillion yuan last year, or about 7% of the country's GDP. It has 12 gardens.

Nothing here is known to anybody.

Made-up news of a made-up day
"""

CHINESE = "东莞市国家高新技术企业达2500家，约占全省的12%。\n据《东莞编造规划》，到2031年面积超过3万平方公里。\n"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A made-up text in a file."""
    path = tmp_path / "news.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def drafted(folder: Path, passage: str) -> set[tuple[str, str, str]]:
    """Return what a draft says, open or not, in short."""
    quads = reading.quads(str(folder / f"{passage}.ttl"))
    return {(shorten(q.subject.value), shorten(q.predicate.value), shown(q.object)) for q in quads}  # type: ignore[union-attr]


def shown(term: object) -> str:
    """Return an IRI in short, or what a text says."""
    value = str(getattr(term, "value", term))
    return shorten(value) if value.startswith("http") else value


def values(folder: Path, passage: str, prop: str) -> set[str]:
    """Return the values of a property in a draft."""
    return {value for _, name, value in drafted(folder, passage) if name == prop}


class TestLayout:
    """Where passages stand."""

    def test_passages_stand_where_they_say(self, corridor: Corridor, text: Path, tmp_path: Path) -> None:
        """Each has its place and the hash of what stands there; what is printed twice is laid out once."""
        made = corridor.new_source("courier", text, to=tmp_path)
        assert [one.laid.name for one in made.passages] == ["p01", "p02", "p03", "p04"]
        for one in made.passages:
            here = TEXT[one.laid.start : one.laid.end]
            assert here.strip() == here
            assert one.laid.sha256 == hashlib.sha256(here.encode()).hexdigest()

    def test_verify_finds_them(self, corridor: Corridor, text: Path, tmp_path: Path) -> None:
        """Who verifies the new source against the text finds each passage at its place."""
        corridor.new_source("courier", text, to=tmp_path, publisher="The Courier", date="2018-02")
        verdict = Corridor.load(add=[tmp_path / "courier", tmp_path / "things"]).verify(text)
        (article,) = (one for one in verdict.articles if one.article == "article:courier")
        assert {passage.verdict for passage in article.passages} == {"found"}

    def test_html_is_read_as_shown(self, corridor: Corridor, tmp_path: Path) -> None:
        """What a browser shows is read, and what it hides is not."""
        page = tmp_path / "page.html"
        page.write_text("<p>Dongguan has 12 parks.</p><script>var Guangzhou</script><p>So it is.</p>", encoding="utf-8")
        made = corridor.new_source("page", page, to=tmp_path)
        assert len(made.passages) == 2
        assert values(tmp_path / "page", "p01", "schema:mentions") == {"place:dongguan"}

    def test_lines_are_passages_where_none_is_empty(self, corridor: Corridor, tmp_path: Path) -> None:
        """A text without an empty line has a passage a line."""
        page = tmp_path / "page.txt"
        page.write_text(CHINESE, encoding="utf-8")
        assert len(corridor.new_source("page", page, to=tmp_path).passages) == 2

    def test_nothing_of_the_text_is_stored(self, corridor: Corridor, text: Path, tmp_path: Path) -> None:
        """No four words in a row that are no name stand in any file that is written."""
        corridor.new_source("courier", text, to=tmp_path)
        written = "\n".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.ttl"))
        words = TEXT.split()
        runs = {" ".join(words[at : at + 4]) for at in range(len(words) - 3)}
        assert [run for run in runs if run in written] == []


class TestArticle:
    """What is said of the article."""

    def test_what_is_given_is_said(self, corridor: Corridor, text: Path, tmp_path: Path) -> None:
        """Title, publisher, date, language and address stand in the graph, and `sources` tells them."""
        corridor.new_source(
            "courier",
            text,
            to=tmp_path,
            title="Of a made-up day",
            publisher="China Daily",
            date="2018-02-03/2018-02-05",
            language="en-GB",
            address="https://example.org/news",
        )
        (row,) = (row for row in Corridor.load(add=[tmp_path]).sources() if row.source == "courier")
        assert (row.articleLabel, row.publisher, row.language) == (
            "Of a made-up day",
            "https://w3id.org/corridor-kg/organization/china-daily",
            "en-GB",
        )
        assert row.published == "3 February 2018 to 5 February 2018"
        assert (row.passages, row.facts) == (4, 0)
        assert row.open == sum(
            len(list(unfinished.questions(origin)))
            for origin in loading.find_origins(tmp_path)
            if origin.name.startswith("courier-")
        )

    def test_the_language_is_told_by_the_characters(self, corridor: Corridor, tmp_path: Path) -> None:
        """Nobody has to say that Chinese is Chinese."""
        page = tmp_path / "page.txt"
        page.write_text(CHINESE, encoding="utf-8")
        corridor.new_source("page", page, to=tmp_path)
        (row,) = (row for row in Corridor.load(add=[tmp_path]).sources() if row.source == "page")
        assert row.language == "zh-Hans"


class TestDrafts:
    """What is read of a passage."""

    @pytest.fixture
    def folder(self, corridor: Corridor, text: Path, tmp_path: Path) -> Path:
        """A source of two passages with drafts."""
        corridor.new_source("courier", text, to=tmp_path, publisher="China Daily", date="2018-02-03")
        return tmp_path / "courier"

    def test_a_figure_has_what_is_printed(self, folder: Path) -> None:
        """Its value, unit, word of bound, measure, thing, printed form and reporter."""
        facts = drafted(folder, "p02")
        figure = "figure:courier-innovation-corridor-length"
        assert {
            (figure, "sdmx-measure:obsValue", "190"),
            (figure, "sdmx-attribute:unitMeasure", "unit:KiloM"),
            (figure, "ckg:hasQuantifier", "quantifier:over"),
            (figure, "ckg:hasMeasure", "measure:length"),
            (figure, "ckg:isFigureOf", "place:innovation-corridor"),
            (figure, "ckg:printedForm", "190"),
            (figure, "prov:wasAttributedTo", "organization:china-daily"),
        } <= facts

    def test_a_share_has_its_whole(self, folder: Path) -> None:
        """Of a percentage, what is named behind it is the whole."""
        shares = {thing for thing, _, value in drafted(folder, "p03") if value == "unit:PERCENT"}
        assert len(shares) == 1
        assert values(folder, "p03", "ckg:isMeasuredAgainst") == {"place:china"}

    def test_a_year_to_come_is_a_goal(self, folder: Path) -> None:
        """It is later than the source, and a word of the future stands beside it."""
        assert values(folder, "p03", "ckg:targetYear") == {"2031"}

    def test_a_speaker_who_is_not_known_is_a_candidate(self, folder: Path) -> None:
        """With a statement to be filled in, and the person in the file of what may be new."""
        assert "person:ann-madeup" in values(folder, "p03", "prov:wasAttributedTo")
        new = (folder.parent / "things" / "courier.ttl").read_text(encoding="utf-8")
        assert "person:ann-madeup\n    a ckg:Person ;" in new
        assert "Made-up Bureau" in new

    def test_a_speaker_has_a_post_as_printed(self, folder: Path) -> None:
        """With its role, and its organization, which may be new."""
        facts = drafted(folder, "p03")
        (post,) = (value for _, name, value in facts if name == "ckg:fillsPost")
        assert (post, "org:role", "org-role:head") in facts
        assert (post, "org:postIn", "organization:made-up-bureau") in facts
        assert "person:ann-madeup" in {value for _, name, value in facts if name == "org:member"}

    def test_a_membership_that_is_known_is_the_same(self, corridor: Corridor, tmp_path: Path) -> None:
        """Whoever states it; a role that is not known is asked for, and who has none has no post."""
        page = tmp_path / "page.txt"
        page.write_text(
            "Liang Weidong, mayor of Dongguan, said it grows. Bob Madeup, fellow at the Made-up Institute, said so too."
            "\n\nAnn Madeup said that it rains.",
            encoding="utf-8",
        )
        corridor.new_source("page", page, to=tmp_path)
        facts = drafted(tmp_path / "page", "p01")
        assert ("membership:liang-weidong-mayor", "org:member", "person:liang-weidong") in facts
        assert any('Which role? It is printed as "fellow"' in value for _, _, value in facts)
        assert values(tmp_path / "page", "p02", "org:member") == set()

    def test_last_year_is_counted_from_the_source(self, folder: Path) -> None:
        """Where it is known in which year the source came out."""
        assert ("mention:courier-p03-last-year", "ckg:denotes", "period:2017") in drafted(folder, "p03")

    def test_a_date_without_a_year_has_that_of_the_source(self, corridor: Corridor, tmp_path: Path) -> None:
        """With its ground, and a question."""
        page = tmp_path / "page.txt"
        page.write_text("It opened on Sept 22. In April this year it had been proposed.", encoding="utf-8")
        corridor.new_source("page", page, to=tmp_path, date="2017-10-08")
        facts = drafted(tmp_path / "page", "p01")
        assert values(tmp_path / "page", "p01", "ckg:denotes") == {"period:22-september-2017", "period:april-2017"}
        assert any(name == "ckg:ground" for _, name, _ in facts)

    def test_only_what_follows_a_word_of_the_future_is_to_come(self, corridor: Corridor, tmp_path: Path) -> None:
        """What the corridor is today is a figure, and what it is to reach by a year a goal with its value."""
        page = tmp_path / "page.txt"
        page.write_text(
            "The innovation corridor, a 180 km long belt, will grow. By 2031, R&D investment must be over 5% of GDP.",
            encoding="utf-8",
        )
        corridor.new_source("page", page, to=tmp_path, date="2017-10-08")
        facts = drafted(tmp_path / "page", "p01")
        assert {thing.partition(":")[0] for thing, _, value in facts if value in ("180", "5")} == {"figure", "goal"}
        (goal,) = (thing for thing, name, value in facts if (name, value) == ("ckg:expectedValue", "5"))
        assert (goal, "ckg:targetYear", "2031") in facts

    def test_words_of_other_passages_are_known(self, folder: Path) -> None:
        """What stands for a thing in one article may stand for it in the next."""
        assert ("mention:courier-p03-the-three-cities", "ckg:denotes", "group:three-cities") in drafted(folder, "p03")

    def test_a_passage_of_which_nothing_is_read_asks(self, folder: Path) -> None:
        """No passage is without a draft."""
        (question,) = values(folder, "p04", "ckg:open")
        assert question.startswith("What does it state?")

    def test_chinese_is_read_too(self, corridor: Corridor, tmp_path: Path) -> None:
        """Numbers, years and titles in brackets of Chinese."""
        page = tmp_path / "page.txt"
        page.write_text(CHINESE, encoding="utf-8")
        corridor.new_source("page", page, to=tmp_path)
        facts = drafted(tmp_path / "page", "p01") | drafted(tmp_path / "page", "p02")
        figure = "figure:page-dongguan-national-high-tech-firms"
        assert (figure, "sdmx-measure:obsValue", "2500") in facts
        assert "2031" in values(tmp_path / "page", "p02", "ckg:targetYear")
        assert "东莞编造规划" in (tmp_path / "things" / "page.ttl").read_text(encoding="utf-8")

    def test_a_place_says_nothing(self, corridor: Corridor, tmp_path: Path) -> None:
        """What it puts forward is said of it by the source, whose goals the next sentences have."""
        page = tmp_path / "page.txt"
        page.write_text("深圳已提出新的设想，到2031年建成花园。\n", encoding="utf-8")
        corridor.new_source("page", page, to=tmp_path, publisher="nanfang-daily")
        facts = drafted(tmp_path / "page", "p01")
        assert ("statement:page-p01-shenzhen", "ckg:hasSubject", "place:shenzhen") in facts
        assert values(tmp_path / "page", "p01", "prov:wasAttributedTo") == {"organization:nanfang-daily"}

    def test_a_rank_is_that_of_other_passages(self, corridor: Corridor, tmp_path: Path) -> None:
        """Of a platform that is named beside the word for its rank, and of one that has had none so far."""
        page = tmp_path / "page.txt"
        page.write_text("The core platforms are Songshan Lake and Guangzhou Bio Island.", encoding="utf-8")
        corridor.new_source("page", page, to=tmp_path)
        facts = drafted(tmp_path / "page", "p01")
        assert ("designation:corridor-plan-songshan-lake", "ckg:hasRank", "rank:core-platform") in facts
        assert ("designation:page-bio-island", "ckg:isDesignationOf", "platform:bio-island") in facts

    def test_a_short_title_is_no_new_plan(self, corridor: Corridor, tmp_path: Path) -> None:
        """In 《规划》 the known plan is meant whose name ends so."""
        page = tmp_path / "page.txt"
        page.write_text("《规划》提出新的目标。", encoding="utf-8")
        corridor.new_source("page", page, to=tmp_path)
        assert values(tmp_path / "page", "p01", "ckg:denotes") == {"plan:corridor-plan"}
        assert "ckg:Plan" not in (tmp_path / "things" / "page.ttl").read_text(encoding="utf-8")

    def test_a_number_stands_once_and_no_word_is_one(self, corridor: Corridor, tmp_path: Path) -> None:
        """What is said of the same again is no second figure, and the two of two engines is none."""
        page = tmp_path / "page.txt"
        page.write_text("Dongguan has 12 steps, 12 steps in all, and two engines.", encoding="utf-8")
        corridor.new_source("page", page, to=tmp_path)
        assert values(tmp_path / "page", "p01", "ckg:printedForm") == {"12"}
        assert len({thing for thing, name, _ in drafted(tmp_path / "page", "p01") if name == "ckg:printedForm"}) == 1


class TestOpen:
    """What is open is no fact, and is listed."""

    def test_no_draft_is_a_fact(self, corridor: Corridor, text: Path, tmp_path: Path) -> None:
        """Whatever is asked, exported or reckoned with, a draft is not there; with its line deleted it is."""
        corridor.new_source("courier", text, to=tmp_path, publisher="China Daily")
        figure = "figure:courier-innovation-corridor-length"
        asked = f"ASK {{ {figure} ?property ?value }}"
        with_drafts = Corridor.load(add=[tmp_path])
        assert not with_drafts.sparql(asked)
        assert not any(figure in str(quad) for quad in with_drafts.data.stated())
        for format in ("ntriples", "turtle", "jsonld"):
            assert "courier-innovation-corridor-length" not in with_drafts.export().text(format)
        draft = tmp_path / "courier" / "p02.ttl"
        kept = [line for line in draft.read_text(encoding="utf-8").split("\n") if "ckg:open" not in line]
        draft.write_text("\n".join(kept), encoding="utf-8")
        assert Corridor.load(add=[tmp_path]).sparql(asked)

    def test_what_leads_to_what_is_open_is_no_fact(self, tmp_path: Path) -> None:
        """Else a fact would lead to nothing."""
        file = tmp_path / "mine.ttl"
        file.write_text(
            "place:dongguan ckg:isEastOf place:new-town . place:new-town a ckg:City ; ckg:open 'what is it?' ."
            " place:dongguan ckg:isEastOf place:guangzhou .",
            encoding="utf-8",
        )
        text = file.read_text(encoding="utf-8")
        prefixes = "".join(
            f"@prefix {name}: <https://w3id.org/corridor-kg/{path}> .\n"
            for name, path in (("place", "place/"), ("ckg", "ontology#"))
        )
        file.write_text(prefixes + text, encoding="utf-8")
        found = {str(quad.object) for origin in loading.find_origins(file) for quad in loading.quads(origin)}
        assert found == {"<https://w3id.org/corridor-kg/place/guangzhou>"}

    def test_what_is_open_in_one_file_is_a_fact_in_another(self, tmp_path: Path) -> None:
        """Who says that Dongguan is open in a draft takes no fact from Dongguan elsewhere."""
        file = tmp_path / "mine.ttl"
        file.write_text(
            "@prefix ckg: <https://w3id.org/corridor-kg/ontology#> ."
            " <https://w3id.org/corridor-kg/place/dongguan> ckg:open 'what?' .",
            encoding="utf-8",
        )
        assert Corridor.load(add=[file]).sparql("ASK { place:dongguan a ckg:City }")

    def test_check_lists_it_with_what_may_be_the_answer(self, corridor: Corridor, text: Path, tmp_path: Path) -> None:
        """Each question, on its line, as a warning, and none left out of the text."""
        corridor.new_source("courier", text, to=tmp_path, publisher="China Daily")
        report = Corridor.check_files(add=[tmp_path], only=["open"])
        assert {finding.severity for finding in report.findings} == {"warning"}
        asked = [finding for finding in report.findings if "which measure?" in finding.message.lower()]
        assert asked
        assert all("measure:" in finding.message for finding in asked)
        for finding in report.findings:
            line = Path(finding.file).read_text(encoding="utf-8").split("\n")[finding.line - 1]
            assert "?" in line or "." in line
        assert f"{len(report.findings)} warnings" in report.to_text()
        assert "more, told with" not in report.to_text()

    @pytest.mark.parametrize("ending", ["ttl", "nt", "trig", "nq", "rdf", "jsonld"])
    def test_every_format_has_drafts(self, corridor: Corridor, ending: str, tmp_path: Path) -> None:
        """What is open is no fact in whichever format it is written."""
        from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

        thing = NamedNode("https://w3id.org/corridor-kg/place/new-town")
        quads = [Quad(thing, unfinished.OPEN, Literal("what?")), Quad(thing, NamedNode("http://example.org/p"), thing)]
        file = tmp_path / f"mine.{ending}"
        formats = {"ttl": "TURTLE", "nt": "N_TRIPLES", "trig": "TRIG", "nq": "N_QUADS", "rdf": "RDF_XML"}
        if ending == "jsonld":
            file.write_text(
                f'[{{"@id": "{thing.value}", "{unfinished.OPEN.value}": [{{"@value": "what?"}}],'
                ' "http://example.org/p": [{"@value": 1}]}]',
                encoding="utf-8",
            )
        else:
            serialize(quads, output=str(file), format=getattr(RdfFormat, formats[ending]))
        assert [quad for origin in loading.find_origins(file) for quad in loading.quads(origin)] == []
        assert not Corridor.load(add=[file]).sparql(f"ASK {{ {thing} ?p ?o }}")


class TestRefusals:
    """What is refused, before anything is written."""

    @pytest.mark.parametrize("name", ["", "The Paper", "a/b", "../up", "-x", "source.ttl", "日报"])
    def test_what_is_no_name(self, corridor: Corridor, text: Path, tmp_path: Path, name: str) -> None:
        """Paths, capitals and other scripts are refused before anything is written."""
        with pytest.raises(BadParameter, match="is no name of a source"):
            corridor.new_source(name, text, to=tmp_path)
        assert not (tmp_path / "things").exists()

    @pytest.mark.parametrize("date", ["yesterday", "2017-13", "2017-12-32", "2018-01/2017-01", "17-12-16", "2017/x"])
    def test_what_is_no_date(self, corridor: Corridor, text: Path, tmp_path: Path, date: str) -> None:
        """Days that no calendar has are refused, and intervals that end before they begin."""
        with pytest.raises(BadParameter, match=r"is no date|ends before it begins"):
            corridor.new_source("courier", text, to=tmp_path, date=date)

    def test_what_is_no_language(self, corridor: Corridor, text: Path, tmp_path: Path) -> None:
        """A language is told by its tag."""
        with pytest.raises(BadParameter, match="is no tag of a language"):
            corridor.new_source("courier", text, to=tmp_path, language="plain English")

    def test_what_is_no_address(self, corridor: Corridor, text: Path, tmp_path: Path) -> None:
        """An address is whole."""
        with pytest.raises(BadParameter, match="is no address"):
            corridor.new_source("courier", text, to=tmp_path, address='example.org "x"')

    def test_a_folder_that_is_there(self, corridor: Corridor, text: Path, tmp_path: Path) -> None:
        """The work in it is kept, and the command that updates it named."""
        (tmp_path / "courier").mkdir()
        with pytest.raises(OutputFailed, match="source update"):
            corridor.new_source("courier", text, to=tmp_path)

    def test_a_source_of_this_name(self, corridor: Corridor, text: Path, tmp_path: Path) -> None:
        """Two sources of one name would mix their passages."""
        with pytest.raises(BadParameter, match="already"):
            corridor.new_source("china-daily", text, to=tmp_path)

    def test_a_text_that_is_not_there(self, corridor: Corridor, tmp_path: Path) -> None:
        """The error is that of every file."""
        with pytest.raises(GraphNotFound):
            corridor.new_source("courier", tmp_path / "none.txt", to=tmp_path)

    def test_an_empty_text(self, corridor: Corridor, tmp_path: Path) -> None:
        """There is nothing to lay out."""
        (tmp_path / "empty.txt").write_text(" \n\n", encoding="utf-8")
        with pytest.raises(BadParameter, match="holds no text"):
            corridor.new_source("courier", tmp_path / "empty.txt", to=tmp_path)

    def test_quotes_and_braces_stay_what_they_are(self, corridor: Corridor, text: Path, tmp_path: Path) -> None:
        """What is given in an option is a text in the graph, whatever stands in it."""
        title = 'A "quoted" {title} \\ with @en . and \n a line'
        corridor.new_source("courier", text, to=tmp_path, title=title, publisher='The "Brace" {Post}')
        (row,) = (row for row in Corridor.load(add=[tmp_path]).sources() if row.source == "courier")
        assert row.articleLabel == title
        assert row.publisherLabel == 'The "Brace" {Post}'
