"""Turtle for people to read, of an export and of an answer."""

from __future__ import annotations

from corridor_kg import Corridor
from corridor_kg.model.kinds import KINDS
from corridor_kg.rdf.vocabulary import prefixes


def test_turtle_reads_like_a_dictionary(corridor: Corridor) -> None:
    """Only prefixes that are used, headings in the order of the kinds, class and names first, evidence last."""
    text = corridor.export().text("turtle")
    head, _, body = text.partition("\n\n")
    names = [line.split()[1].removesuffix(":") for line in head.splitlines()]
    assert len(names) > 10
    assert names == sorted(names)
    assert set(names) <= set(prefixes())
    assert all(f"{name}:" in body for name in names)
    titles = [line.split()[2] for line in body.splitlines() if line.startswith("# -- ")]
    order = [kind.title for kind in KINDS]
    assert titles == [title for title in order if title in titles] + [
        "Others",  # a named graph, of no kind
        "Datasets",
        "Agents",
    ]

    def block(thing: str) -> list[str]:
        return body[body.index(f"\n{thing}\n") :].partition("\n.\n")[0].splitlines()[2:]

    english, chinese = "Dongguan Songshan Lake High-tech Industrial Park", "东莞松山湖高新技术产业开发区"
    assert block("platform:songshan-lake")[:2] == [
        "    a ckg:Platform ;",
        f'    rdfs:label "{english}"@en, "{chinese}"@zh-Hans ;',
    ]
    assert block("organization:cao-hui-employer")[0] == "    a ckg:Company, ckg:UnnamedThing ;"
    assert block("membership:liang-weidong-mayor")[2:4] == [
        "    org:member person:liang-weidong ;",
        "    ckg:fillsPost post:dongguan-government-mayor ;",
    ]
    assert block("designation:corridor-plan-songshan-lake")[2:] == [
        "    ckg:isDesignationOf platform:songshan-lake ;",
        "    ckg:isGivenBy plan:corridor-plan ;",
        "    ckg:hasRank rank:core-platform ;",
        "    prov:wasDerivedFrom passage:china-daily-p14, passage:china-daily-p17, passage:guihuayun-p03 ;",
    ]
    assert "_:" not in text


def test_the_ontology_leaves_with_its_lists_written_as_lists(corridor: Corridor) -> None:
    """Brackets and parentheses, and no names of blank nodes."""
    text = corridor.export(include=["ontology"]).text("turtle")
    assert "owl:propertyChainAxiom ( ckg:hasDesignation ckg:isGivenBy ) ;" in text
    assert "owl:members (\n        ckg:Person\n" in text
    assert "_:" not in text
    assert "rdf:first" not in text


def test_turtle_of_an_answer_is_written_the_same_way(corridor: Corridor) -> None:
    """One look of Turtle throughout."""
    text = corridor.run("describe", thing="songshan-lake").serialize("turtle")
    assert "platform:songshan-lake\n    a\n        ckg:CorePlatform,\n" in text
    assert text.endswith("\n.\n")
