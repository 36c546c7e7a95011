"""Who holds which post, since when and until when, and on a day, as far as it is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.questions.stored_queries import STORED
from tests.support.evening_post import PREFIXES, rows, told


def held(corridor: Corridor, date: str, source: str = "") -> dict[str, str]:
    """Return who holds a post on a day, and how sure that is; of one source alone, where it is named."""
    return {row.personLabel: row.held for row in rows(corridor, "in-office", date=date) if source in row.evidence}


@pytest.mark.parametrize(
    ("date", "mayor", "others"),
    [
        ("2017-03-31", "not yet", "not known"),
        ("2017-04-01", "perhaps", "not known"),
        ("2017-12-01", "perhaps", "not known"),
        ("2017-12-02", "perhaps", "as reported"),
        ("2018-03-04", "perhaps", "as reported"),
        ("2018-03-05", "perhaps", "not known"),
        ("2018-03-06", "had left", "not known"),
    ],
)
def test_who_is_in_office_depends_on_the_day(date: str, mayor: str, others: str, corridor: Corridor) -> None:
    """The mayor by when he began and left, the others of the article by when it came out."""
    found = held(corridor, date, "china-daily")
    assert found.pop("Liang Weidong") == mayor
    assert len(found) == 7
    assert set(found.values()) == {others}


MAYOR = "membership:new-mayor org:member person:new ; ckg:fillsPost post:dongguan-government-mayor"
NEW = 'person:new a ckg:Person ; rdfs:label "New Mayor"@en .\n'
BEGUN = "ckg:beginsIn period:2016"
ENDED = "ckg:endsIn period:2020"
PERIOD = (
    'period:2020 a ckg:Period ; rdfs:label "2020"@en ;'
    ' schema:startDate "2020-01-01"^^xsd:date ; schema:endDate "2020-12-31"^^xsd:date .\n'
    'period:by-2016 a ckg:Period ; rdfs:label "by 2016"@en ; schema:endDate "2016-12-31"^^xsd:date .\n'
    'period:from-2020 a ckg:Period ; rdfs:label "from 2020 on"@en ; schema:startDate "2020-01-01"^^xsd:date .\n'
    'period:from-2010 a ckg:Period ; rdfs:label "from 2010 on"@en ; schema:startDate "2010-01-01"^^xsd:date .\n'
)


@pytest.mark.parametrize(
    ("when", "answers"),
    [
        (
            f"; {BEGUN} ; {ENDED}",
            {
                "2015-12-31": "not yet",
                "2016-01-01": "perhaps",
                "2016-12-31": "certainly",
                "2019-12-31": "certainly",
                "2020-01-01": "perhaps",
                "2020-12-31": "perhaps",
                "2021-01-01": "had left",
            },
        ),
        (
            "; ckg:beginsIn period:by-2016 ; ckg:endsIn period:from-2020",
            {"2010-01-01": "perhaps", "2016-12-31": "certainly", "2019-12-31": "certainly", "2030-01-01": "perhaps"},
        ),
        (
            f"; {BEGUN}",
            {
                "2016-06-01": "perhaps",
                "2018-01-01": "certainly",
                "2019-05-15": "as reported",
                "2019-06-01": "not known",
            },
        ),
        (
            f"; {ENDED}",
            {
                "2019-04-30": "not known",
                "2019-05-15": "as reported",
                "2019-06-01": "certainly",
                "2020-06-01": "perhaps",
            },
        ),
        ("", {"2019-04-30": "not known", "2019-05-01": "as reported", "2019-06-01": "not known"}),
        (
            f"; {BEGUN} ; ckg:endsIn period:2017",
            {"2016-12-31": "certainly", "2017-01-01": "perhaps", "2017-12-31": "perhaps", "2018-01-01": "had left"},
        ),
        (
            f"; {BEGUN} ; ckg:endsIn period:from-2010",
            {"2016-06-01": "perhaps", "2018-01-01": "perhaps", "2019-05-15": "perhaps"},
        ),
        (
            "; ckg:beginsIn period:2020",
            {"2019-05-15": "not yet", "2019-12-31": "not yet", "2020-06-01": "not known", "2021-01-01": "not known"},
        ),
        (
            f"; ckg:beginsIn period:from-2010 ; {ENDED}",
            {"2009-12-31": "not yet", "2019-06-01": "perhaps", "2020-12-31": "perhaps", "2021-01-01": "had left"},
        ),
    ],
    ids=[
        "both",
        "open on a side",
        "only since when",
        "only until when",
        "neither",
        "left before the report",
        "left nobody knows when",
        "begins after the report",
        "begun nobody knows when",
    ],
)
def test_what_is_known_of_a_term_decides_how_sure_an_office_is(
    when: str, answers: dict[str, str], beside: Path
) -> None:
    """Who surely had begun and had surely not left holds it certainly; a report proves neither against what is said."""
    graph = told(beside, f"{PERIOD}{NEW}{MAYOR} {when} .")
    for date, answer in answers.items():
        assert held(graph, date)["New Mayor"] == answer, date


def test_an_office_is_told_without_named_graphs_too(beside: Path) -> None:
    """A flat file names its passage with prov:wasDerivedFrom."""
    flat = beside.parent / "flat.ttl"
    flat.write_text(f"{PREFIXES}{NEW}{MAYOR} ; prov:wasDerivedFrom passage:evening-post-e01 .", encoding="utf-8")
    assert held(Corridor.load(add=[beside, flat]), "2019-05-15")["New Mayor"] == "as reported"


def test_what_is_as_reported_rests_on_when_the_report_came_out(corridor: Corridor) -> None:
    """The evidence names from what that is read; it does not where the day is not decided by the report."""
    found = {row.personLabel: (row.held, row.evidence.split("; ")) for row in rows(corridor, "in-office")}
    held_so, evidence = found["Cao Hui"]
    assert held_so == "as reported"
    assert {"china-daily p12", "oriental-daily"} <= set(evidence)
    later = {row.personLabel: (row.held, row.evidence) for row in rows(corridor, "in-office", date="2018-03-06")}
    assert later["Cao Hui"] == ("not known", "china-daily p12")


def test_a_day_is_a_day(corridor: Corridor) -> None:
    """Two days are two answers, each with its day."""
    both = rows(corridor, "in-office", date=["2017-12-20", "2018-03-06"])
    assert len({row.day for row in both}) == 2
    assert len(both) == 2 * len(rows(corridor, "in-office", date="2017-12-20"))


def test_who_held_one_post_can_be_asked(corridor: Corridor) -> None:
    """By the label of the post, of the person or of the organization; what is sure comes first."""
    (mayor,) = rows(corridor, "in-office", date="2018-03-10", post="Mayor of Dongguan")
    assert (mayor.personLabel, mayor.held) == ("Liang Weidong", "had left")
    assert [row.person for row in rows(corridor, "in-office", person="Liang Weidong")] == [mayor.person]
    assert [row.person for row in rows(corridor, "in-office", organization="dongguan-government")] == [mayor.person]
    order = ["certainly", "perhaps", "as reported", "not known", "had left", "not yet"]
    found = [order.index(row.held) for row in rows(corridor, "in-office")]
    assert found == sorted(found)


def test_people_without_a_post_have_a_role(corridor: Corridor) -> None:
    """An owner belongs to what is owned; each row says since when and until when, as far as somebody says so."""
    found = {row.personLabel: row for row in rows(corridor, "people")}
    assert sum("china-daily" in row.evidence for row in found.values()) == 9
    owner, mayor = found["Wang Yuhui"], found["Liang Weidong"]
    assert (owner.roleLabel, owner.post, owner.since) == ("owner", None, None)
    assert (mayor.roleLabel, mayor.postLabel) == ("mayor", "Mayor of Dongguan")
    assert mayor.until == "after 1 December 2017 and by 5 March 2018"
    assert "oriental-daily" in mayor.evidence


def test_people_are_found_by_the_place_of_their_organization(corridor: Corridor, beside: Path) -> None:
    """Also by a place that holds it; what they do elsewhere is not listed with it."""
    there = {row.personLabel for row in rows(corridor, "people", city="innovation-corridor")}
    assert {"Liang Weidong", "Zhan Decun", "Wang Yuhui", "Cao Hui"} <= there
    assert not there & {"Wang Ruijun", "Guo Zhuangshi"}
    two = told(
        beside,
        "membership:second org:member person:liang-weidong ; org:organization organization:kingmed-diagnostics .",
    )
    assert [row.personLabel for row in rows(two, "people", city="dongguan")] == ["Liang Weidong", "Wang Yuhui"]


def test_the_words_of_org_give_the_same_people(corridor: Corridor) -> None:
    """Without a word of our own, and so without our namespace."""
    ours = {(row.person, row.role, row.organization) for row in rows(corridor, "people")}
    theirs = {(row.person, row.role, row.organization) for row in rows(corridor, "memberships-in-org")}
    assert ours == theirs
    for name in ("memberships-in-org", "platforms-in-schema-org"):
        assert "corridor-kg/" not in STORED[name].text
    assert [row.personLabel for row in rows(corridor, "memberships-in-org", role="owner")] == ["Wang Yuhui"]
