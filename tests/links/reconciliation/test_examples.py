"""The schemas and examples of the specification are understood as they are meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corridor_kg.errors import ServiceFailed
from corridor_kg.links.manifest import entity_iri, read_manifest
from corridor_kg.links.reconciliation import Question, Service
from corridor_kg.network.client import Client
from tests.links.reconciliation.helpers import SCHEMA_OF, VERSIONS, example, examples, validator, wrapped
from tests.support.reconciliation_server import ReconciliationServer, manifest

REFUSED = {
    "0.2/bad-authentication": "has no 'versions'",
    "0.2/feature-view": "has no 'versions'",
    "0.2/godot-missing-identifierSpace": "has no 'versions'",
    "0.2/missing-version": "has no 'versions'",
    "0.2/opencorporates": "has no 'versions'",
    "0.2/ror-invalid-view-pattern": "has no 'versions'",
    "0.2/slub-invalid-property-setting": "has no 'versions'",
    "1.0-draft/missing-version": "has no 'versions'",
}
"""The invalid manifests that are refused, each with what is said."""

TOLERATED = {
    "0.2/invalid-documentation": "nobody is sent to the documentation",
    "0.2/old-version": "version 0.1 is answered like 0.2",
    "1.0-draft/bad-authentication": "credentials are never sent; who wants them says so with the status 401",
    "1.0-draft/feature-view": "the addresses of features are not used",
    "1.0-draft/godot-missing-view": "identifiers may be IRIs, and the caller may know the identifier space",
    "1.0-draft/old-version": "version 0.1 is answered like 0.2",
    "1.0-draft/opencorporates": "previews are not used",
    "1.0-draft/ror-invalid-view-pattern": "a view without a place for the identifier is no view",
    "1.0-draft/slub-invalid-property-setting": "data extension is not used",
}
"""The invalid manifests that are read nevertheless, each with the reason."""


def test_no_kind_of_example_is_missing(specification: Path) -> None:
    """Each kind has valid examples in each version, so that the tests below find something."""
    for version in VERSIONS:
        for kind in SCHEMA_OF:
            assert list((specification / version / "examples" / kind / "valid").glob("*.json")), (version, kind)


@pytest.mark.parametrize(("version", "kind", "judgement", "file"), examples(*SCHEMA_OF))
def test_an_example_is_judged_as_its_folder_says(version: str, kind: str, judgement: str, file: Path) -> None:
    """The schemas are understood as they are meant, without the network."""
    content = wrapped(version, kind, json.loads(file.read_text(encoding="utf-8")))
    assert validator(version, SCHEMA_OF[kind]).is_valid(content) is (judgement == "valid")


@pytest.mark.parametrize(("version", "kind", "judgement", "file"), examples("manifest"))
def test_a_manifest_is_accepted_or_refused(
    version: str, kind: str, judgement: str, file: Path, server: ReconciliationServer, client: Client
) -> None:
    """The valid ones are all accepted; of the invalid ones those that cannot be worked with are refused."""
    name = f"{version}/{file.stem}"
    server.manifest = json.loads(file.read_text(encoding="utf-8"))
    if judgement == "invalid" and name in REFUSED:
        with pytest.raises(ServiceFailed, match=f"{server.url} is not a reconciliation service: .*{REFUSED[name]}"):
            Service.open(client, server.url)
    else:
        service = Service.open(client, server.url)
        assert judgement == "valid" or name in TOLERATED
        assert service.name == server.manifest["name"]
        assert service.version == ("0.2" if "old-version" in name else version)


def test_every_invalid_manifest_has_a_verdict(specification: Path) -> None:
    """None is read or refused by accident."""
    files = specification.glob("*/examples/manifest/invalid/*.json")
    assert {f"{file.parts[-5]}/{file.stem}" for file in files} == REFUSED.keys() | TOLERATED.keys()


@pytest.mark.parametrize(
    ("version", "kind", "judgement", "file"), examples("reconciliation-result-batch", "reconciliation-candidate")
)
def test_results_are_read_or_refused(
    version: str, kind: str, judgement: str, file: Path, server: ReconciliationServer, client: Client
) -> None:
    """A batch of the wrong shape is refused; a candidate without an identifier alone is left out, and it is said."""
    content = wrapped(version, kind, json.loads(file.read_text(encoding="utf-8")))
    results = list(content.values()) if version == "0.2" else content["results"]
    server.manifest = manifest([version])
    server.spoil = lambda _: {f"q{i}": it for i, it in enumerate(results)} if version == "0.2" else content
    service = Service.open(client, server.url, space="https://d-nb.info/gnd/")
    questions = [Question(f"Urbaniak {number}") for number in range(len(results))]
    if judgement == "valid":
        field = "result" if version == "0.2" else "candidates"
        read = [[candidate.name for candidate in candidates] for candidates in service.ask(questions)]
        assert read == [[candidate["name"] for candidate in result[field]] for result in results]
    elif file.stem == "missing-id":
        with pytest.warns(UserWarning, match="a candidate without an identifier for 'Urbaniak 0'; it is left out"):
            assert service.ask(questions) == [[]]
    else:
        with pytest.raises(ServiceFailed, match=r"has no '(result|candidates)' for 'Urbaniak 0'"):
            service.ask(questions)


@pytest.mark.parametrize(
    ("version", "name", "id", "iri"),
    [
        ("0.2", "wikidata", "Q42", "http://www.wikidata.org/entity/Q42"),
        ("1.0-draft", "wikidata", "Q42", "https://www.wikidata.org/wiki/Q42"),
        ("0.2", "lobid-gnd", "4013255-4", "https://lobid.org/gnd/4013255-4"),
        ("0.2", "codefork-viaf", "1", "http://viaf.org/viaf/1"),
        ("0.2", "getty", "tgn/1", "http://vocab.getty.edu/page/tgn%2F1"),
        ("0.2", "geocollider-sinatra", "https://x.example/1", "https://x.example/1"),
        ("1.0-draft", "ordnance-survey", "https://x.example/1", "https://x.example/1"),
        ("0.2", "fundref", "1", None),
    ],
)
def test_the_iri_of_a_famous_service(specification: Path, version: str, name: str, id: str, iri: str | None) -> None:
    """The identifier space names the thing, and the view a page about it; an IRI is itself."""
    read = read_manifest(example(version, "manifest", f"valid/{name}"), url="https://x.example/")
    assert entity_iri(id, space=read.space, view=read.view) == iri
