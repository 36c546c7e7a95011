"""A name in a table becomes a thing's where the thing has it, and never by likeness alone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from corridor_kg import Corridor
from corridor_kg.links.spreadsheets import Matched
from corridor_kg.text.names import Near
from tests.conftest import Run

OWN = """
@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .
@prefix organization: <https://w3id.org/corridor-kg/organization/> .
@prefix place: <https://w3id.org/corridor-kg/place/> .
@prefix platform: <https://w3id.org/corridor-kg/platform/> .
@prefix figure: <https://w3id.org/corridor-kg/figure/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
place:lingnan a ckg:Region ; rdfs:label "Lingnan"@en , "岭南省"@zh-Hans ; ckg:isLocatedIn place:faraway .
place:faraway a ckg:Country ; rdfs:label "Faraway"@en , "远方"@zh-Hans .
place:foshan ckg:isLocatedIn place:lingnan .
platform:pazhou ckg:isLocatedIn place:foshan .
place:foshan a ckg:City ; rdfs:label "Foshan"@en , "佛山市"@zh-Hans ; skos:altLabel "Fatshan"@en .
place:jilin-city a ckg:City ; rdfs:label "Jilin City"@en , "吉林市"@zh-Hans .
place:jilin a ckg:Region ; rdfs:label "Jilin"@en , "吉林省"@zh-Hans .
place:twin-one a ckg:City ; rdfs:label "Twin"@en .
place:twin-two a ckg:City ; rdfs:label "Twin"@en .
platform:pazhou a ckg:Platform ; rdfs:label "Pazhou"@en .
platform:ocean-city a ckg:Platform ; rdfs:label "Ocean City"@en .
organization:haida a ckg:Company ; rdfs:label "Haida Optics"@en , "海达光学有限公司"@zh-Hans .
organization:haida-group a ckg:Company ; rdfs:label "海达光学集团"@zh-Hans .
organization:nobody a ckg:Company , ckg:UnnamedThing ; rdfs:label "Nobody"@en .
figure:own a ckg:Figure ; rdfs:label "Firms in Foshan"@en .
<http://example.org/elsewhere> a ckg:Company ; rdfs:label "Elsewhere"@en .
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Corridor:
    """Some cities, regions, platforms and firms, beside nothing else."""
    path = tmp_path_factory.mktemp("own") / "own.ttl"
    path.write_text(OWN, encoding="utf-8")
    return Corridor.load(graph=path)


def match(corridor: Corridor, folder: Path, *names: str, least: int = 80) -> tuple[Matched, list[dict[str, str]]]:
    """Match names, and return what was found, and the rows that came back."""
    path = folder / "mine.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["name", "number"], *([name, str(number)] for number, name in enumerate(names))])
    found = corridor.match_table(path, "name", least=least)
    return found, list(csv.DictReader(found.text.splitlines()))


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("Foshan", "place/foshan"),
        ("FOSHAN ", "place/foshan"),
        ("Fatshan", "place/foshan"),
        ("佛山市", "place/foshan"),
        ("佛山", "place/foshan"),
        ("Foshan City", "place/foshan"),
        ("City of Foshan", "place/foshan"),
        ("Foshan Prefecture-level City", "place/foshan"),
        ("Foshan Shi", "place/foshan"),
        ("Foshan, Lingnan", "place/foshan"),
        ("foshan (lingnan)", "place/foshan"),
        ("Foshan, Lingnan, Faraway", "place/foshan"),
        ("远方岭南省佛山市", "place/foshan"),
        ("嶺南省 佛山市", "place/foshan"),
        ("Lingnan SAR", "place/lingnan"),
        ("Lingnan – Faraway", "place/lingnan"),
        ("Pazhou, Foshan", "platform/pazhou"),
        ("Jilin City", "place/jilin-city"),
        ("Jilin", "place/jilin"),
        ("Jilin Province", "place/jilin"),
        ("吉林省", "place/jilin"),
        ("Pazhou", "platform/pazhou"),
        ("Ocean City", "platform/ocean-city"),
        ("Haida Optics Co., Ltd.", "organization/haida"),
        ("海達光學", "organization/haida"),
        ("海达光学股份有限公司", "organization/haida"),
        ("海达光学集团有限公司", "organization/haida-group"),
    ],
)
def test_a_name_is_matched_with_the_one_thing_that_has_it(name: str, thing: str, own: Corridor, tmp_path: Path) -> None:
    """In whatever case, script or legal form, and with or without the word for what it is."""
    found, (row,) = match(own, tmp_path, name)
    assert row["corridor_iri"].endswith(f"corridor-kg/{thing}"), row
    assert (row["corridor_score"], row["corridor_ambiguous"], row["corridor_candidates"]) == ("100", "", "")
    assert (found.matched, found.ambiguous, found.undecided) == (1, 0, 0)


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("Foshn", "Foshan (place:foshan) 90"),
        ("Foshan Bay", ""),
        ("Foshan, Jilin", ""),
        ("Foshan, Foshan", ""),
        ("Foshan Bay, Lingnan", ""),
        ("Foshan and Lingnan", ""),
        ("Haida Optics, Foshan", ""),
        ("Foshan Province", ""),
        ("Pazhou City", ""),
        ("Ocean", ""),
        ("Haida", ""),
        ("Haida Optic", "Haida Optics (organization:haida) 95"),
        ("海达光", "Haida Optics (organization:haida) 85"),
        ("Nobody", ""),
        ("Firms in Foshan", ""),
        ("city", ""),
        ("", ""),
        (" ", ""),
        ("!", ""),
    ],
)
def test_a_name_that_nothing_has_is_matched_with_nothing(
    name: str, candidates: str, own: Corridor, tmp_path: Path
) -> None:
    """What is spelt nearly so, and no worse than one asks for, is a candidate; a kind that is wrong is none."""
    found, (row,) = match(own, tmp_path, name)
    assert (row["corridor_iri"], row["corridor_label"], row["corridor_score"], row["corridor_ambiguous"]) == ("",) * 4
    assert row["corridor_candidates"] == candidates
    assert (found.matched, found.ambiguous, found.undecided) == (0, 0, bool(candidates))


@pytest.mark.parametrize("name", ["Shenzhen Bay", "Panzhou", "Guangzho", "Shenzhe", "Dongguam", "Huangzhou", "东宛市"])
def test_no_name_becomes_another_by_likeness(name: str, corridor: Corridor, tmp_path: Path) -> None:
    """However alike they are: another place has it, or nobody knows."""
    _, (row,) = match(corridor, tmp_path, name, least=0)
    assert row["corridor_iri"] == ""


@pytest.mark.parametrize(
    ("name", "slug"), [("Canton", "guangzhou"), ("東莞", "dongguan"), ("深圳", "shenzhen"), ("松山湖", "songshan-lake")]
)
def test_other_names_of_our_things_are_known(name: str, slug: str, corridor: Corridor, tmp_path: Path) -> None:
    """Short forms, other romanizations and scripts."""
    _, (row,) = match(corridor, tmp_path, name)
    assert row["corridor_iri"].endswith(f"/{slug}")


def test_a_name_of_several_things_is_matched_with_none_and_they_are_told(own: Corridor, tmp_path: Path) -> None:
    """Also where it is theirs but for the word for what they are."""
    found, rows = match(own, tmp_path, "Twin", "吉林", "Twin City")
    twins = "Twin (place:twin-one); Twin (place:twin-two)"
    assert [row["corridor_ambiguous"] for row in rows] == [
        twins,
        "Jilin (place:jilin); Jilin City (place:jilin-city)",
        twins,
    ]
    assert not any(row["corridor_iri"] or row["corridor_candidates"] for row in rows)
    assert (found.matched, found.ambiguous, found.undecided) == (0, 3, 0)


def test_candidates_are_few_each_once_and_the_best_comes_first(tmp_path: Path) -> None:
    """Also where one thing has many names like the one that was asked for."""
    names = ("Guanzhou", "Guangzhu", "Guangzou", "Guanghou", "Guagzhou", "Guangzhoo", "Gangzhou")
    things = [("a", names), ("b", ["Hangzhou"]), ("c", ["Guangzhong"]), ("d", ["Guangyou"]), ("e", ["Guangzhouu"])]
    facts = [
        f"<https://w3id.org/corridor-kg/place/{slug}> a <https://w3id.org/corridor-kg/ontology#City> ;\n"
        f"<http://www.w3.org/2000/01/rdf-schema#label> {' , '.join(map(repr, labels))} ."
        for slug, labels in things
    ]
    (tmp_path / "own.ttl").write_text("\n".join(facts), encoding="utf-8")
    _, (row,) = match(Corridor.load(graph=tmp_path / "own.ttl"), tmp_path, "Guangzhou")
    told = [candidate.rpartition(" ") for candidate in row["corridor_candidates"].split("; ")]
    assert [name.partition("(")[2] for name, _, _ in told] == ["place:e)", "place:a)", "place:c)"]
    scores = [int(score) for _, _, score in told]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] < 100


def test_a_thing_of_another_name_space_is_matched_too(own: Corridor, tmp_path: Path) -> None:
    """Where it is of a class of ours."""
    _, (row,) = match(own, tmp_path, "Elsewhere")
    assert row["corridor_iri"] == "http://example.org/elsewhere"


def test_the_library_finds_what_the_command_line_finds(run: Run, own: Corridor, tmp_path: Path) -> None:
    """Row by row, and as many of each."""
    found, _ = match(own, tmp_path, "Foshan", "Foshn", "Twin", "")
    (tmp_path / "own.ttl").write_text(OWN, encoding="utf-8")
    done = run("links", "match", "mine.csv", "--column", "name", "--graph", "own.ttl")
    assert done.stdout.splitlines() == found.text.splitlines()
    assert done.stderr.endswith("1 of 4 rows matched, 1 ambiguous, 1 with candidates.\n")


def test_each_name_is_looked_for_once(own: Corridor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table may say the same a thousand times, and search by likeness is what takes time."""
    asked: list[str] = []
    near = own.data.names.near

    def counted(name: str, limit: int) -> list[Near[NamedNode]]:
        asked.append(name)
        return near(name, limit)

    monkeypatch.setattr(own.data.names, "near", counted)
    found, _ = match(own, tmp_path, *["Foshn"] * 1000)
    assert (found.undecided, asked) == (1000, ["Foshn"])
