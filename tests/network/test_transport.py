"""What the environment says of proxies and certificates: obeyed where it is right, told of where it is not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from corridor_kg.network.client import Client
from tests.network.helpers import failure
from tests.support.reconciliation_server import ReconciliationServer


@pytest.mark.parametrize("variable", ["http_proxy", "ALL_PROXY"])
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("nonsense", "'nonsense', which is no address of a proxy; write it as http://host:port"),
        ("ftp://a", "'ftp://a', which is no address"),
        (" ", "' ', which is no address"),
        ("http://", "'http://', which is no address"),
        ("http://[::1", "'http://[::1', which is no address"),
        ("http://a\x01b", r"'http://a\x01b', which is no address"),
        ("me:secret@host:80", "'host:80', which is no address"),
    ],
)
def test_a_proxy_that_is_none_is_told_of(
    variable: str, value: str, shown: str, server: ReconciliationServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The variable and its value, without a password, and what to do."""
    monkeypatch.setenv(variable, value)
    told = failure(server.url)
    assert told.startswith(f"{variable} in the environment is {shown}")
    assert told.endswith(f", or unset {variable}.")
    assert not server.requests


def test_a_proxy_that_needs_a_package_is_told_of(server: ReconciliationServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says which."""
    monkeypatch.setitem(sys.modules, "socksio", None)
    monkeypatch.setenv("all_proxy", "socks5://x")
    assert "'socks5://x', which is a proxy that needs another package; run pip install" in failure(server.url)


@pytest.mark.parametrize("host", ["[::", "\x01", ":::", "a:b"])
def test_an_exception_that_is_no_host_is_told_of(
    host: str, server: ReconciliationServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is a proxy that it could be an exception of."""
    monkeypatch.setenv("no_proxy", f"localhost,{host}")
    with Client() as client:
        assert client.get(server.url).status == 200
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert failure(server.url).startswith(f"no_proxy in the environment has {host!r}, which is no host")


@pytest.mark.parametrize("hosts", ["127.0.0.1", "::1, 127.0.0.1", "[::1],127.0.0.1", "*"])
def test_an_exception_goes_past_the_proxy(
    hosts: str, server: ReconciliationServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the proxy is."""
    monkeypatch.setenv("http_proxy", "nonsense")
    monkeypatch.setenv("no_proxy", hosts)
    with Client() as client:
        assert client.get(server.url).status == 200


@pytest.mark.parametrize(("name", "reason"), [("absent.pem", "No such file"), ("text.pem", "certificate"), (".", "")])
def test_certificates_that_are_none_are_told_of(
    name: str, reason: str, server: ReconciliationServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plain http does not need them."""
    (tmp_path / "text.pem").write_text("no certificate", encoding="utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / name))
    told = failure("https://127.0.0.1:1/")
    assert told.startswith("the certificates for https cannot be loaded (")
    assert reason in told
    assert f"correct or unset SSL_CERT_FILE ({str(tmp_path / name)!r}) in the environment." in told
    with Client() as client:
        assert client.get(server.url).status == 200
