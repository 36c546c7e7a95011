"""What a service says of itself: its versions, its batches and the IRIs of what it knows."""

from __future__ import annotations

import pytest

from corridor_kg.errors import ServiceFailed
from corridor_kg.links.manifest import entity_iri
from corridor_kg.links.reconciliation import Question, Service
from corridor_kg.network.client import Client
from corridor_kg.rdf.vocabulary import Json
from tests.support.reconciliation_server import BOTH, ReconciliationServer, Thing, manifest


@pytest.mark.parametrize(
    ("versions", "version"),
    [(BOTH, "1.0-draft"), (("0.2", "1.0-draft"), "1.0-draft"), (("0.1", "0.2"), "0.2"), (("0.1", "2.0"), "0.2")],
)
def test_the_newest_version_that_both_speak_is_chosen(
    versions: tuple[str, ...], version: str, server: ReconciliationServer, client: Client
) -> None:
    """1.0-draft before 0.2, and 0.1 is answered like 0.2."""
    server.manifest = manifest(versions)
    assert Service.open(client, server.url).version == version


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"versions": ["2.0", 7], "name": "x"}, r"other versions \(2\.0, 7\); spoken here are 1\.0-draft, 0\.2, 0\.1"),
        ({"versions": []}, r"speaks other versions \(none\)"),
        ({"versions": "0.2"}, "is not a reconciliation service: the 'versions' of its manifest are a text instead"),
        ({"versions": None}, "is not a reconciliation service: its manifest has no 'versions'; check the address"),
        ({}, "is not a reconciliation service: its manifest has no 'versions'"),
        ([], "its manifest is a list instead of an object"),
        (None, "its manifest is null instead of an object"),
        (4, "its manifest is a number instead of an object"),
    ],
)
def test_a_wrong_manifest_is_explained(
    content: Json, message: str, server: ReconciliationServer, client: Client
) -> None:
    """The message says where, what is wrong, and what would have been right."""
    server.manifest = content
    with pytest.raises(ServiceFailed, match=f"^{server.url} .*{message}"):
        Service.open(client, server.url)


def test_the_caller_knows_the_identifier_space_best(server: ReconciliationServer, client: Client) -> None:
    """It wins over the manifest, but not over an identifier that is an IRI."""
    server.things = [Thing("T 1", "x"), Thing("https://y.example/1", "x y")]
    service = Service.open(client, server.url, space="https://mine.example/")
    assert service.identifier_space == "https://mine.example/"
    found = [candidate.iri for candidate in service.ask([Question("x")])[0]]
    assert found == ["https://mine.example/T%201", "https://y.example/1"]


def test_no_iri_is_guessed(server: ReconciliationServer, client: Client) -> None:
    """Where neither the manifest nor the caller says how, the message says what to give."""
    server.manifest = {"versions": ["0.2"], "name": "x", "identifierSpace": "http://x.example/type.object.id"}
    service = Service.open(client, server.url)
    assert service.identifier_space is None
    with pytest.raises(ServiceFailed, match=f"{server.url} does not say which IRI 'T4' has; give its identifier space"):
        service.ask([Question("Foshan")])


@pytest.mark.parametrize(
    ("view", "iri"),
    [
        ("https://x.example/{{id}}", "https://x.example/a%2F%E4%B8%9C%3F"),
        ("https://x.example/{id}", "https://x.example/a%2F%E4%B8%9C%3F"),
        ("https://x.example/{+id}", "https://x.example/a/%E4%B8%9C?"),
        ("https://x.example/x{#id}", "https://x.example/x#a/%E4%B8%9C?"),
        ("https://x.example{/id}", "https://x.example/a%2F%E4%B8%9C%3F"),
        ("https://x.example/x{?id}", "https://x.example/x?id=a%2F%E4%B8%9C%3F"),
        ("https://x.example/x?y=1{&id}", "https://x.example/x?y=1&id=a%2F%E4%B8%9C%3F"),
        ("{{id}}", None),
        ("javascript:{id}", None),
        ("https://x.example/{name}", None),
    ],
)
def test_a_view_is_expanded_as_its_standard_says(view: str, iri: str | None) -> None:
    """Version 0.2 has a template of its own, 1.0-draft those of RFC 6570; nothing but an IRI comes of it."""
    assert entity_iri("a/东?", view=view) == iri
