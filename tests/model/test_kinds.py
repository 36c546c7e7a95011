"""Every thing has a kind, every kind a frame, every name in the context one meaning."""

from __future__ import annotations

import json
from typing import Any

from corridor_kg import Corridor
from corridor_kg.files import loading
from corridor_kg.model import frames
from corridor_kg.model.kinds import KINDS, kind_of
from corridor_kg.rdf.vocabulary import context, expand
from tests.conftest import ROOT


def test_every_kind_has_a_frame_and_every_thing_a_kind(stated: Corridor) -> None:
    """No fact is left among the others; each frame is one of a kind and names only terms of the context."""
    files = {path.stem for path in (ROOT / "ontology" / "frames").glob("*.jsonld")}
    assert len(files) > 10
    assert files == {kind.name for kind in KINDS}
    for kind in KINDS:
        frame = frames.frame(kind)
        assert frame["type"]
        named = frame["type"] if isinstance(frame["type"], list) else [frame["type"]]
        for name in named:
            iri = expand(context()["@context"][name])
            assert iri is not None
            assert kind_of([iri]) == kind
    typed: dict[str, set[str]] = {}
    for origin in stated.origins[1:]:
        if origin.name != "description":
            for quad in loading.quads(origin):
                typed.setdefault(str(quad.subject), set())
                if quad.predicate.value.endswith("#type"):
                    typed[str(quad.subject)].add(str(quad.object)[1:-1])
    assert len(typed) > 150
    agents = kind_of(
        [expand("foaf:Agent") or ""]
    )  # who makes a source, which is told of the data set and not of the corridor
    graphs = {str(origin.graph) for origin in stated.origins}  # of which it is said what they rest on
    assert [
        thing for thing, types in typed.items() if kind_of(types) not in (*KINDS, agents) and thing not in graphs
    ] == []


def test_no_name_stands_twice_in_the_context() -> None:
    """JSON would let the last one win in silence."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len({name for name, _ in pairs}) == len(pairs), [name for name, _ in pairs]
        return dict(pairs)

    text = (ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8")
    assert json.loads(text, object_pairs_hook=once)
