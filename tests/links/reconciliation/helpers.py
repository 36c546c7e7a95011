"""What tests of reconciliation services share: the examples of the specification, and answers."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

from corridor_kg.rdf.vocabulary import Json
from tests.conftest import SHARED
from tests.support.loopback import Reply
from tests.support.reconciliation_server import Thing

SPECIFICATION = SHARED / "reconciliation"

VERSIONS = ("0.2", "1.0-draft")

SCHEMA_OF = {
    "manifest": "manifest",
    "reconciliation-candidate": "reconciliation-result-batch",
    "reconciliation-query-batch": "reconciliation-query-batch",
    "reconciliation-result-batch": "reconciliation-result-batch",
}
"""The kinds of examples that concern a client, each with its schema."""

TODAY = datetime.now(UTC).date()

THINGS = (
    Thing("T1", "Dongguan", "city in Guangdong"),
    Thing("T2", "Dongguan Songshan Lake", "park", "park"),
    Thing("T3", "Guangzhou", "city in Guangdong"),
    Thing("T4", "Foshan"),
)


def validator(version: str, schema: str) -> Draft7Validator:
    """Return the validator of a schema, whose references are all found on disk."""
    files = sorted((SPECIFICATION / version / "schemas").glob("*.json"))
    contents = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}
    resources = [(content["$id"].rstrip("#"), DRAFT7.create_resource(content)) for content in contents.values()]
    registry: Registry[Any] = Registry().with_resources(resources)
    return Draft7Validator(contents[schema], registry=registry)


def examples(*kinds: str) -> list[Any]:
    """Return the example files of some kinds as parameters: version, kind, judgement, file."""
    if not SPECIFICATION.is_dir():  # the fixture ``specification`` says so too, but no case would be no failure
        return [pytest.param("", "", "", Path(), id="none", marks=pytest.mark.skip("the examples are not there"))]
    files = [file for kind in kinds for file in sorted(SPECIFICATION.glob(f"*/examples/{kind}/*/*.json"))]
    return [
        pytest.param(file.parts[-5], file.parts[-3], file.parts[-2], file, id="-".join((*file.parts[-5:-1], file.stem)))
        for file in files
    ]


def example(version: str, kind: str, name: str) -> Json:
    """Return an example as JSON."""
    return json.loads((SPECIFICATION / version / "examples" / kind / f"{name}.json").read_text(encoding="utf-8"))


def wrapped(version: str, kind: str, content: Json) -> Json:
    """Return an example, and a candidate on its own as a batch of results."""
    if kind != "reconciliation-candidate":
        return content
    return {"q0": {"result": [content]}} if version == "0.2" else {"results": [{"candidates": [content]}]}


def right(version: str, candidates: list[Json]) -> Json:
    """Return a batch of one result."""
    return {"q0": {"result": candidates}} if version == "0.2" else {"results": [{"candidates": candidates}]}


PAGE = Reply(b"<!doctype html><title>Welcome</title>", media_type="text/html")
