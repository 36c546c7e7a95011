"""What the server does is what its description says, whatever is asked within it and beside it."""

from __future__ import annotations

from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import validate
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.support.serving import Site

ENDINGS = r"\.(csv|ttl|json)$|^/sparql$|void$"
"""One format of each kind of answer: what a query does does not depend on it."""


def test_the_description_is_valid(site: Site) -> None:
    """As OpenAPI 3.1 has it."""
    validate(site.get("/openapi.json").json())


def test_the_server_does_what_it_says(site: Site) -> None:
    """Each answer has a status and a media type that are described, and a problem has its shape.

    That a text is refused which names nothing, or is no query, no schema can say.
    """
    described = schemathesis.openapi.from_url(f"{site.address}/openapi.json").include(path_regex=ENDINGS)
    operations = [found.ok() for found in described.get_all_operations()]  # type: ignore[union-attr]  # each is valid, see above
    assert len(operations) > 50
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
        def answers(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        answers()
