"""What tests of the network share."""

from __future__ import annotations

import pytest

from corridor_kg.errors import ServiceFailed
from corridor_kg.network.client import Client

VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "ssl_cert_file", "ssl_cert_dir")


def failure(url: str, *, seconds: float = 5) -> str:
    """Return what is said where a document cannot be had."""
    with Client(seconds=seconds) as client, pytest.raises(ServiceFailed) as failed:
        client.get(url)
    return str(failed.value)
