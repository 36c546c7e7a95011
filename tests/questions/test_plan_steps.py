"""Which goal a step has: its own where a source tells it, else that of the plan, as who counts the steps has it."""

from __future__ import annotations

from pathlib import Path

from tests.support.evening_post import rows, told

PLAN = """
plan:evening-plan a ckg:Plan ; rdfs:label "Evening plan"@en ; ckg:isPlanFor place:dongguan ;
    ckg:aimsAt goal:evening-whole .
goal:evening-whole a ckg:Goal ; rdfs:label "Evening whole"@en ; ckg:hasStatementKind kind:promise ;
    ckg:hasSubject place:dongguan ; ckg:targetYear "2040"^^xsd:gYear ; prov:hadPrimarySource plan:evening-plan .
goal:evening-part a ckg:Goal ; rdfs:label "Evening part"@en ; ckg:hasStatementKind kind:promise ;
    ckg:isGoalOf place:dongguan ; ckg:hasSubject place:dongguan ; ckg:targetYear "2030"^^xsd:gYear ;
    prov:hadPrimarySource plan:evening-plan .
step:evening-1 a ckg:PlanStep, ckg:UnnamedThing ; rdfs:label "Evening step 1 (not named)"@en ;
    ckg:isStepOf plan:evening-plan ; ckg:stepNumber 1 ; ckg:aimsAt goal:evening-part .
step:evening-2 a ckg:PlanStep, ckg:UnnamedThing ; rdfs:label "Evening step 2 (not named)"@en ;
    ckg:isStepOf plan:evening-plan ; ckg:stepNumber 2 .
figure:evening-steps a ckg:StatedCount ; rdfs:label "Evening steps"@en ; ckg:isFigureOf plan:evening-plan ;
    ckg:hasMeasure measure:steps ; sdmx-measure:obsValue 2 ; ckg:printedForm "two" ;
    sdmx-attribute:unitMeasure unit:NUM ; ckg:counts ckg:PlanStep ; ckg:listIsComplete false ;
    prov:hadPrimarySource plan:evening-plan .
"""


def test_a_step_has_its_own_goal_or_its_plan_s(beside: Path) -> None:
    """Not each goal of the plan beside each step."""
    found = [row for row in rows(told(beside, PLAN), "plan-steps") if row.planLabel == "Evening plan"]
    assert [(row.number, row.goalLabel, row.of, row.year) for row in found] == [
        (1, "Evening part", "step", 2030),
        (2, "Evening whole", "plan", 2040),
    ]


def test_what_another_source_says_that_the_plan_aims_at_stands_beside_no_step(beside: Path) -> None:
    """Whether it is reached in the steps that the first source counts, nobody says."""
    aim = PLAN + "plan:corridor-plan ckg:aimsAt goal:evening-whole ."
    found = [row for row in rows(told(beside, aim), "plan-steps") if row.plan.endswith("/corridor-plan")]
    assert found
    assert "Evening whole" not in {row.goalLabel for row in found}


def test_a_goal_of_a_step_is_its_plan_s(beside: Path) -> None:
    """Whose goal it is, is answered with who is to reach it and with the plan; a step is no holder."""
    graph = told(beside, PLAN)
    holders = [row.holderLabel for row in rows(graph, "goals") if row.goalLabel == "Evening part"]
    assert holders == ["Dongguan", "Evening plan"]
    assert [row.whoLabel for row in rows(graph, "timeline") if row.thingLabel == "Evening part"] == ["Dongguan"]
    assert {row.goalLabel for row in rows(graph, "plan-promises", plan="evening-plan")} == {
        "Evening part",
        "Evening whole",
    }


def test_a_step_without_a_name_is_listed_where_its_goal_is_told(beside: Path) -> None:
    """One of two here; none of those that the first source counts."""
    listed = {row.countLabel: row.listed for row in rows(told(beside, PLAN), "stated-counts")}
    assert listed["Evening steps"] == 1
    assert listed["Steps of Shenzhen's approach to being the main engine"] == 0
