"""Who asks a server: a password goes to whom it is for, when he asks for it, and is shown to nobody."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from corridor_kg.engine.protocol import Address
from corridor_kg.errors import BadParameter
from corridor_kg.network import logins
from corridor_kg.network.client import Client
from corridor_kg.network.logins import Login
from tests.support.between import Between, Fault
from tests.support.guards import PASSWORD, TOKEN, UNKNOWN, USER, Digest, Guard, basic, bearer, is_shown, refused
from tests.support.loopback import Reply

HOST = "127.0.0.1"
ADDRESS = f"http://{HOST}/query"
INSIDE = Reply(b'"inside"')


@pytest.fixture(autouse=True)
def netrc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let no test depend on the logins of who runs it; return the netrc file, which is not there yet."""
    for name in (logins.PASSWORD, logins.TOKEN):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    return tmp_path / "netrc"


@pytest.fixture
def server() -> Iterator[Between]:
    """A server before no engine."""
    with Between() as server:
        yield server


def guarded(server: Between, guard: Guard) -> None:
    """Let a server let in whom a guard lets in."""
    server.fault = lambda seen: Fault(reply=guard(seen.headers) or INSIDE)


def asked(url: str, login: httpx.Auth | None, *, times: int = 1) -> list[int]:
    """Return with which status each of some requests ends."""
    with Client(seconds=5, login=login) as client:
        return [client.post(url, form={"a": "b"}).status for _ in range(times)]


def given(server: Between) -> list[str]:
    """Return in which way each request to a server has said who asks; empty for not at all."""
    return [seen.headers.get("authorization", "").partition(" ")[0] for seen in server.seen]


def refusal(user: str | None = USER, url: str = ADDRESS) -> str:
    """Return what is said where it cannot be known how to log in."""
    with pytest.raises(BadParameter) as failed:
        logins.find(url, user)
    return str(failed.value)


# -- What is known -----------------------------------------------------------------------------------


def test_nobody_logs_in_who_gives_neither_a_name_nor_a_token(netrc: Path) -> None:
    """Whatever the netrc file says."""
    netrc.write_text(f'machine {HOST} login {USER} password "{PASSWORD}"', encoding="utf-8")
    assert logins.find(ADDRESS) is None


@pytest.mark.parametrize("machine", [f"machine {HOST}", "machine other.example login x password y default"])
def test_a_password_is_found_in_the_netrc_file(machine: str, netrc: Path, server: Between) -> None:
    """Beside the host and the name, or beside none that is another's."""
    netrc.write_text(f'{machine} login {USER} password "{PASSWORD}"', encoding="utf-8")
    guarded(server, basic)
    assert asked(server.query, logins.find(server.query, USER)) == [200]


def test_the_environment_knows_better_than_the_file(
    netrc: Path, server: Between, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As what is said for one command alone does."""
    netrc.write_text(f"machine {HOST} login {USER} password another", encoding="utf-8")
    monkeypatch.setenv(logins.PASSWORD, PASSWORD)
    guarded(server, basic)
    assert asked(server.query, logins.find(server.query, USER)) == [200]


@pytest.mark.parametrize(
    "known", [None, "machine {0} login another password {1}", "machine other.example login {2} password {1}"]
)
def test_who_has_no_password_is_told_where_to_put_it(known: str | None, netrc: Path) -> None:
    """And with which words."""
    if known:
        netrc.write_text(known.format(HOST, "s3cret", USER), encoding="utf-8")
    assert refusal() == (
        f"there is no password for {USER!r} at {HOST}; put it into CORRIDOR_KG_PASSWORD in the environment,"
        f" or write 'machine {HOST} login {USER} password …' into {netrc}."
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"machine {HOST}\nlogin {USER}\n{TOKEN}", "line 3 is none of a netrc file"),
        (f"machine {HOST} login {USER} {TOKEN}", "line 1 is none of a netrc file"),
        (b"machine \xff", "it is not UTF-8"),
        (None, "Is a directory"),
    ],
)
def test_a_netrc_file_that_cannot_be_read_is_told_of(text: str | bytes | None, reason: str, netrc: Path) -> None:
    """Without a word of it, for that may be the password."""
    if text is None:
        netrc.mkdir()
    else:
        netrc.write_bytes(text.encode() if isinstance(text, str) else text)
    message = refusal()
    assert message == f"{netrc} cannot be read for the password of {USER!r}: {reason}; correct it."
    assert not is_shown(message)


@pytest.mark.parametrize("token", ["two words", "a\nb", "ü", '"', "a=b"])
def test_a_token_that_is_none_is_told_of(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """And not shown, as what sends it would do."""
    monkeypatch.setenv(logins.TOKEN, token)
    assert refusal(None) == (
        "CORRIDOR_KG_TOKEN in the environment is no bearer token, which is one word of ASCII; correct it."
    )


@pytest.mark.parametrize("url", ["http://[::1", "http://a:b/"])
def test_an_address_that_is_none_is_told_of(url: str) -> None:
    """Before a password is looked for."""
    assert refusal(url=url) == f"{url!r} is not the address of a service; it begins with http:// or https://."


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"http://{USER}:s3cret@{HOST}/query", f"http://{HOST}/query"),
        (f"https://t0ken@{HOST}:80?a=b@c", f"https://{HOST}:80?a=b@c"),
    ],
)
def test_a_password_in_an_address_is_refused(url: str, shown: str) -> None:
    """It would stand in each message; an @ behind the host is no such."""
    with pytest.raises(BadParameter, match=r"leave them out, and give --user") as failed:
        logins.refuse_password(url)
    assert shown in str(failed.value)
    assert "s3cret" not in str(failed.value)
    assert "t0ken" not in str(failed.value)
    logins.refuse_password(shown)


# -- What is sent ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("guard", "ways"), [(basic, ["", "Basic", "Basic", "Basic"]), (Digest(), ["", "Digest", "Digest", "Digest"])]
)
def test_a_password_is_sent_when_it_is_asked_for(guard: Guard, ways: list[str], server: Between) -> None:
    """Not before, and then at once."""
    guarded(server, guard)
    login = logins.as_user(USER, PASSWORD, server.query)
    assert asked(server.query, login, times=3) == [200, 200, 200]
    assert given(server) == ways


def test_who_asks_for_nothing_is_given_nothing(server: Between) -> None:
    """A server that lets everybody in does not learn who comes."""
    server.fault = lambda seen: Fault(reply=INSIDE)
    assert asked(server.query, logins.as_user(USER, PASSWORD, server.query), times=2) == [200, 200]
    assert given(server) == ["", ""]


def test_a_challenge_that_is_used_up_is_followed_by_another(server: Between) -> None:
    """As a server may want for each request."""
    guarded(server, Digest(times=1))
    assert asked(server.query, logins.as_user(USER, PASSWORD, server.query), times=3) == [200, 200, 200]
    assert given(server) == ["", "Digest", "Digest", "Digest", "Digest", "Digest"]


@pytest.mark.parametrize(("guard", "number"), [(basic, 1), (Digest(), 2)])
def test_a_wrong_password_is_not_tried_on_and_on(guard: Guard, number: int, server: Between) -> None:
    """A server may lock out who tries too often."""
    guarded(server, guard)
    assert asked(server.query, logins.as_user(USER, "wrong", server.query)) == [401]
    assert len(given(server)) == 2
    assert asked(server.query, logins.as_user(USER, "wrong", server.query), times=2) == [401, 401]
    assert len(given(server)) == 2 + 2 + number


@pytest.mark.parametrize(
    "challenges",
    [
        ("Negotiate",),
        ('Bearer realm="basic, digest"',),
        (UNKNOWN,),
        ("Digest",),
        ("Digest nonce=n",),
        ('Digest realm="r", nonce, "',),
        ("=",),
        (",,",),
        (),
    ],
)
def test_a_way_that_is_not_known_is_not_taken(challenges: tuple[str, ...], server: Between) -> None:
    """Whatever a server writes where its challenges stand."""
    server.fault = lambda seen: Fault(reply=refused(*challenges))
    assert asked(server.query, logins.as_user(USER, PASSWORD, server.query)) == [401]
    assert given(server) == [""]


@pytest.mark.parametrize("other", ["Negotiate", UNKNOWN, 'Digest realm="r, s"', "Digest realm", "X y=z, , W"])
def test_of_several_ways_one_that_is_known_is_taken(other: str, server: Between) -> None:
    """Wherever it stands."""
    login = logins.as_user(USER, PASSWORD, server.query)
    for challenges in ((other, 'Basic realm="x"'), ('Basic realm="x"', other)):
        server.heal()
        server.faults = [Fault(reply=refused(*challenges)), Fault(reply=INSIDE)]
        assert asked(server.query, login) == [200]
        assert given(server) == ["", "Basic"]
        login = logins.as_user(USER, PASSWORD, server.query)


@pytest.mark.parametrize("status", [403, 407])
def test_another_refusal_is_no_question(status: int, server: Between) -> None:
    """A proxy that asks who comes asks for another password."""
    server.fault = lambda seen: Fault(reply=refused('Basic realm="x"', status=status))
    assert asked(server.query, logins.as_user(USER, PASSWORD, server.query)) == [status]
    assert given(server) == [""]


def test_a_token_is_sent_with_each_request(server: Between, monkeypatch: pytest.MonkeyPatch) -> None:
    """For whoever has it is let in."""
    monkeypatch.setenv(logins.TOKEN, TOKEN)
    guarded(server, bearer)
    assert asked(server.query, logins.find(server.query), times=2) == [200, 200]
    assert given(server) == ["Bearer", "Bearer"]


# -- To whom -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_token", [False, True])
@pytest.mark.parametrize("status", [302, 307, 308])
def test_no_other_server_is_given_it(
    status: int, is_token: bool, server: Between, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though the first has asked for it, and points to the other, which asks too."""
    monkeypatch.setenv(logins.TOKEN, TOKEN)
    login = logins.find(server.query) if is_token else logins.as_user(USER, PASSWORD, server.query)
    with Between() as other:
        guarded(other, basic)
        elsewhere = Reply(status=status, headers={"Location": other.query})
        server.fault = lambda seen: Fault(reply=elsewhere if is_token else basic(seen.headers) or elsewhere)
        assert asked(server.query, login, times=2) == [401, 401]
        assert set(given(other)) == {""}
        assert given(server)[-1] in ("Basic", "Bearer")


def test_a_server_that_has_not_asked_is_not_given_what_another_asks_for(server: Between) -> None:
    """To which it points."""
    with Between() as other:
        guarded(other, basic)
        server.fault = lambda seen: Fault(reply=Reply(status=307, headers={"Location": other.query}))
        assert asked(server.query, logins.as_user(USER, PASSWORD, server.query)) == [401]
        assert {*given(other), *given(server)} == {""}


def test_each_server_is_given_what_is_for_it(netrc: Path, server: Between, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where updates go to another than queries."""
    with Between() as other:
        guarded(server, basic)
        guarded(other, Digest())
        there = other.update.replace(HOST, "localhost")
        netrc.write_text(f'machine {HOST} login {USER} password "{PASSWORD}"', encoding="utf-8")
        with pytest.raises(BadParameter, match=f"no password for '{USER}' at localhost"):
            logins.find(server.query, USER, beside=[there])
        with netrc.open("a", encoding="utf-8") as file:
            file.write(f'\nmachine localhost login {USER} password "{PASSWORD}"')
        login = logins.find(server.query, USER, beside=[there])
        assert [*asked(server.query, login), *asked(there, login)] == [200, 200]


def test_nothing_that_is_secret_is_shown(
    server: Between, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """By no log of any library, at whatever level, and by nothing that is printed for a programmer."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv(logins.TOKEN, TOKEN)
    token, user = logins.find(server.query), logins.as_user(USER, PASSWORD, server.query)
    for login, guard in ((user, basic), (user, Digest()), (token, bearer), (user, bearer)):
        guarded(server, guard)
        asked(server.query, login, times=2)
        assert not is_shown(repr((login, Address(server.query, login=login), vars(Client(login=login)))))
    assert "HTTP Request: POST" in caplog.text
    assert not is_shown(caplog.text)
    assert repr(Login(USER, PASSWORD)) == f"Login(user={USER!r})"
