"""Why a triple holds: every inferred triple has a proof that ends in stated ones, each step of which can be re-run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode, Triple
from rdflib import PROV

from corridor_kg import Corridor
from corridor_kg.engine.in_process import InProcess
from corridor_kg.inference import closure
from corridor_kg.rdf.terms import INFERRED
from corridor_kg.trust.proofs import Proof
from corridor_kg.trust.prover import Prover
from tests.conftest import Run

GRAPH = NamedNode("http://example.org/graph")


def steps(proof: Proof) -> list[Proof]:
    """Return every application of a rule in a proof."""
    below = [step for premise in proof.premises for step in steps(premise)]
    return [proof, *below] if proof.rule else below


def test_every_inferred_triple_is_proved_down_to_stated_ones(corridor: Corridor) -> None:
    """No inferred triple is without a proof; its leaves are stated, in a file and a line."""
    prover = Prover(corridor.data)
    inferred = list(corridor.store.quads_for_pattern(None, None, None, INFERRED))
    assert len(inferred) > 1000
    checked: set[tuple[str, Triple, tuple[Triple, ...]]] = set()
    for quad in inferred:
        proof = prover.prove(quad.triple)
        assert proof is not None, quad
        leaves = list(proof.leaves())
        assert leaves, quad
        for leaf in leaves:
            assert leaf.statements, leaf.triple
            assert all(statement.place for statement in leaf.statements), leaf.triple
        for step in steps(proof):
            assert step.rule
            key = (step.rule.name, step.triple, tuple(premise.triple for premise in step.premises))
            if key not in checked:
                checked.add(key)
                engine = InProcess()
                engine.add(key[2], GRAPH)
                closure.apply(engine, step.rule)
                found = {found.triple for found in engine.quads(graph=INFERRED)}
                assert step.triple in found, (step.rule.name, step.triple)
    assert len(checked) > 1000


def test_the_shortest_proof_comes_first(corridor: Corridor) -> None:
    """A platform lies in the corridor because its city does."""
    (proof,) = corridor.why("songshan-lake", "isLocatedIn", "innovation-corridor").proofs
    assert proof.rule
    assert proof.rule.name == "prp-trp"
    assert (proof.height, proof.size) == (1, 1)
    places = [str(statement.place) for leaf in proof.leaves() for statement in leaf.statements]
    assert [place.rpartition("/")[2].partition(":")[0] for place in places] == ["platforms.ttl", "p05.ttl", "p03.ttl"]
    stated = [statement for leaf in proof.leaves() for statement in leaf.statements]
    assert [source.name for statement in stated for source in statement.sources] == [
        "china-daily p14",
        "china-daily p05",
        "nordic p03",
    ]


def test_a_stated_triple_says_where(corridor: Corridor) -> None:
    """In which origins, from which passages, in which file and line."""
    explanation = corridor.why("dongguan", "is located in", "Guangdong")
    (proof,) = explanation.proofs
    assert proof.rule is None
    assert [statement.origin for statement in proof.statements] == ["china-daily p13", "geonames"]
    assert "stated in china-daily p13, graph/china-daily/p13.ttl:" in str(explanation)
    assert "geonames/places.ttl:" in str(explanation)


def test_a_reading_says_on_what_ground(corridor: Corridor) -> None:
    """No passage prints it: its sources, and why it is taken to be so."""
    explanation = corridor.why("pazhou", "isLocatedIn", "guangzhou")
    assert "stated in readings, from guihuayun p03; state-council, graph/readings/platforms.ttl:" in str(explanation)
    assert "    ground: The Chinese name begins with that of the city" in str(explanation)
    (stated,) = json.loads(explanation.to_json())["proofs"][0]["stated"]
    assert stated["grounds"][0].startswith("The Chinese name begins with that of the city")


def test_every_way_is_told_without_circles(corridor: Corridor) -> None:
    """With every=True there are other proofs, and none rests on what it proves."""
    explanation = corridor.why("guangzhou", "contains", "guangzhou-science-city", every=True)
    other = corridor.why("songshan-lake", "a", "schema:Place", every=True)
    for proof in (*explanation.proofs, *other.proofs):
        assert proof.triple not in [step.triple for premise in proof.premises for step in steps(premise)]
    assert corridor.why("dongguan", "isLocatedIn", "china", every=True).proofs[1:] or other.proofs


def test_what_is_not_so_says_what_comes_near(corridor: Corridor) -> None:
    """The same subject and predicate, and what stands against it."""
    wrong = corridor.why("dongguan", "isLocatedIn", "shenzhen")
    assert not wrong
    assert "So is: place:dongguan ckg:isLocatedIn place:guangdong." in wrong.nearest
    clash = corridor.why("dongguan", "a", "Person")
    assert any("nothing is both a ckg:Person and a ckg:Place" in sentence for sentence in clash.nearest)
    nothing = corridor.why("dongguan", "isCapitalOf", "guangdong")
    assert nothing.nearest[-1] == "Nothing is known with ckg:isCapitalOf of place:dongguan."
    irreflexive = corridor.why("dongguan", "isEastOf", "dongguan")
    assert any("nothing ckg:isEastOf itself" in sentence for sentence in irreflexive.nearest)


def test_a_stated_negative_is_told(tmp_path: Path) -> None:
    """What is denied outright is said to be, before anything that comes near."""
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix place: <https://w3id.org/corridor-kg/place/> .\n"
        "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual place:dongguan ;"
        " owl:assertionProperty ckg:isLocatedIn ; owl:targetIndividual place:shenzhen .",
        encoding="utf-8",
    )
    denied = Corridor.load(add=[path]).why("dongguan", "isLocatedIn", "shenzhen")
    assert denied.nearest[0] == "It cannot be so: this is stated not to be so (prp-npa1)."


def test_without_inference_only_what_is_stated_holds(stated: Corridor) -> None:
    """And nothing fails."""
    assert stated.why("songshan-lake", "isLocatedIn", "dongguan")
    assert not stated.why("songshan-lake", "isLocatedIn", "innovation-corridor")


def test_a_literal_is_named_by_its_text(corridor: Corridor) -> None:
    """A figure's value, a label."""
    assert corridor.why("figure:china-daily-dongguan-rd-share-of-gdp-2016", "sdmx-measure:obsValue", "2.41")
    assert corridor.why("dongguan", "schema:name", "Dongguan").proofs[0].rule


def test_proofs_are_data(corridor: Corridor) -> None:
    """JSON has the tree, Turtle has it as PROV-O."""
    explanation = corridor.why("songshan-lake", "isLocatedIn", "innovation-corridor")
    tree = json.loads(explanation.to_json())
    assert tree["holds"] is True
    assert tree["proofs"][0]["rule"] == "prp-trp"
    assert tree["proofs"][0]["premises"][0]["stated"][0]["origin"] == "readings"
    graph = rdflib.Graph().parse(data=explanation.to_turtle(), format="turtle")
    passages = {str(source) for source in graph.objects(None, PROV.wasDerivedFrom) if "passage/" in str(source)}
    assert {passage.rpartition("/")[2] for passage in passages} == {
        "china-daily-p05",
        "china-daily-p14",
        "nordic-p03",
    }


def test_the_command_line_tells_why(run: Run) -> None:
    """Exit status 0 where it holds, 1 where it does not, 2 where the question cannot be understood."""
    done = run("why", "songshan-lake", "isLocatedIn", "innovation-corridor")
    assert (done.returncode, done.stderr) == (0, "")
    assert "by prp-trp: ckg:isLocatedIn carries on, because" in done.stdout
    assert run("why", "dongguan", "isLocatedIn", "shenzhen").returncode == 1
    assert run("why", "dongguan", "isLocatdIn", "shenzhen").returncode == 2
    assert "  corridor-kg why platform:songshan-lake " in run("show", "songshan-lake").stdout


def test_every_command_that_show_prints_works(corridor: Corridor) -> None:
    """Each fact that is shown can be asked about in the words in which it is shown."""
    asked = 0
    for name in (
        "songshan-lake",
        "kingmed-diagnostics",
        "figure:china-daily-corridor-area",
        "cao-hui",
        "medical-committee",
    ):
        description = corridor.describe(name)
        for fact in description.facts:
            if "@" not in fact.value and not fact.value.startswith("http"):
                assert corridor.why(*fact.arguments(description.thing)), fact
                asked += 1
    assert asked > 80


def test_what_holds_without_a_proof_is_not_denied(tmp_path: Path) -> None:
    """Where owlrl closed the graph, a triple may hold that no rule here accounts for; that is said as it is."""
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix : <http://x/> .\n"
        ":Named a owl:Restriction ; owl:onProperty :p ; owl:hasValue :v . :thing :p :v .",
        encoding="utf-8",
    )
    with pytest.warns(UserWarning, match="owlrl"):
        closed = Corridor.load(graph=path)
    explanation = closed.why("http://x/thing", "a", "http://x/Named")
    assert explanation
    assert explanation.proofs == ()
    assert "no proof was found" in str(explanation)
    assert json.loads(explanation.to_json())["holds"] is True
    assert not closed.why("http://x/v", "a", "http://x/Named")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("CorePlatform", "what ckg:hasDesignation what ckg:hasRank rank:core-platform is a ckg:CorePlatform"),
        ("CorridorPlatform", "a ckg:Platform and what ckg:isLocatedIn a ckg:Corridor is a ckg:CorridorPlatform"),
    ],
)
def test_a_class_without_a_name_is_told_by_what_it_is(kind: str, words: str, corridor: Corridor) -> None:
    """The reader of a proof sees from what somebody is of a class, and no brackets of the ontology."""
    told = str(corridor.why("songshan-lake", "a", kind))
    assert words in told
    assert "without a name" not in told
