"""What is no engine, or has not our graph, or lets not everybody in, is told in a sentence, whatever is asked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path

import httpx
import pytest

from corridor_kg import Corridor
from corridor_kg.engine import whole
from corridor_kg.engine.protocol import Address, Protocol
from corridor_kg.errors import BadParameter, CorridorError, QueryInvalid, ServiceFailed
from corridor_kg.network import logins
from tests.conftest import Run
from tests.elsewhere.test_changes import PREFIXES
from tests.support import engines, guards, oxigraph
from tests.support.between import GOOD, Between, Fault, Seen
from tests.support.guards import Guard
from tests.support.loopback import Reply

if oxigraph.MISSING:
    pytest.skip(oxigraph.MISSING, allow_module_level=True)

HTML = Reply(b"<!DOCTYPE html><html><title>Welcome</title>", media_type="text/html; charset=utf-8")
NO_ROWS = b'{"head": {"vars": ["nobody"]}, "results": {"bindings": []}}'

WRONG: dict[str, tuple[Reply, str]] = {
    "nothing": (Reply(), r"answered application/json that is no SPARQL result, or not all of one"),
    "a page": (HTML, "answered a web page, and no SPARQL results; check the address"),
    "not there": (Reply(status=404), r"is no SPARQL endpoint \(status 404\); check the address"),
    "a page that is not there": (HTML._replace(status=404), r"endpoint \(status 404: Welcome\); check the address"),
    "gone": (Reply(status=410), r"is no SPARQL endpoint \(status 410\)"),
    "no posting": (Reply(status=405), r"is no SPARQL endpoint \(status 405\)"),
    "no forms": (Reply(status=415), "refused with the status 415; check the address"),
    "bad gateway": (Reply(status=502), "refused with the status 502; try again later"),
    "failing": (Reply(status=500), "refused with the status 500; try again later"),
    "other JSON": (Reply(b'{"version": "1.1", "classes": []}'), "answered application/json that is no SPARQL result"),
    "a list": (Reply(b"[]"), "that is no SPARQL result"),
    "deep": (Reply(b"[" * 99_999), "that is no SPARQL result"),
    "a text": (Reply(b"hello", media_type="text/plain"), "answered text/plain that is no SPARQL result"),
    "Turtle": (Reply(b"<x:a> <x:b> <x:c> .", media_type="text/turtle"), "answered text/turtle that is no SPARQL"),
    "rows of nothing": (
        Reply(b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": 1}]}}'),
        "is no SPARQL result",
    ),
    "bad IRI": (Reply(NO_ROWS.replace(b"[]", b'[{"nobody": {"type": "uri", "value": "a b"}}]')), "is no SPARQL result"),
    "other columns": (Reply(NO_ROWS), r"no SPARQL result, or not all of one \((it has no|it answers with rows)"),
    "a query too many": (Reply(status=400, body=b"no such\x1b[31m thing"), r"status 400: no such.*thing\)"),
    "bytes": (Reply(b"\xff\xfe\x00", media_type="application/octet-stream"), "answered application/octet-stream that"),
    "elsewhere": (Reply(status=301, headers={"Location": "https://e.org/sparql"}), "points elsewhere .*e.org/sparql"),
    "elsewhere, here": (Reply(status=307, headers={"Location": "/query"}), "points elsewhere .* give that address"),
    "elsewhere, unsaid": (Reply(status=302), r"points elsewhere \(status 302\); give that address"),
    "unchanged": (Reply(status=304), "points elsewhere"),
    "packed": (Reply(b"x", headers={"Content-Encoding": "br"}), "packed as 'br', which was not asked for"),
    "badly packed": (Reply(b"x" * 99, headers={"Content-Encoding": "gzip"}), "damaged gzip"),
    "Virtuoso, unwelcome": (
        Reply(b"Virtuoso 42000 Error SR186:SECURITY: No permission to execute procedure", 500, "text/plain"),
        r"wants to know who asks \(status 500\); give --user",
    ),
}
"""What may be answered instead of SPARQL results, and what is said then."""

ASKED: dict[str, Callable[[Corridor], object]] = {
    "rows": lambda there: there.sparql("SELECT ?s { ?s a ckg:City }"),
    "truth": lambda there: there.sparql("ASK { ?s a ckg:Town }"),
    "triples": lambda there: there.sparql("CONSTRUCT WHERE { ?s a ckg:City }"),
    "a description": lambda there: there.sparql("DESCRIBE place:dongguan"),
    "of some graphs": lambda there: there.sparql(
        "SELECT * FROM <https://w3id.org/corridor-kg/graph/things> { ?s ?p ?o }"
    ),
    "a stored query": lambda there: there.run("people", city="dongguan"),
    "a thing": lambda there: there.describe("dongguan"),
    "evidence": lambda there: there.evidence("dongguan"),
    "a proof": lambda there: there.why("songshan-lake", "isLocatedIn", "innovation-corridor"),
    "a comparison": lambda there: there.compare(),
    "a name": lambda there: there.find("dongguan"),
    "a check": lambda there: there.check(),
    "an export": lambda there: there.export(include=["stated", "inferred"]).text("nquads"),
    "an rdflib graph": lambda there: there.graph(),
    "why nothing": lambda there: there.why_nothing("people", city="songshan-lake"),
}
"""What is asked of a graph."""


@pytest.fixture(scope="module")
def engine(corridor: Corridor) -> Iterator[engines.Server]:
    """An engine that has the bundled graph."""
    with oxigraph.serving() as server:
        corridor.put(Address(server.query, server.update))
        yield server


@pytest.fixture
def between(engine: engines.Server) -> Iterator[Between]:
    """A server before that engine."""
    with Between(engine) as server:
        yield server


@pytest.fixture
def empty() -> Iterator[Between]:
    """A server before an engine that has nothing."""
    with oxigraph.serving() as engine, Between(engine) as server:
        yield server


def told(call: Callable[[], object]) -> str:
    """Return the sentence that is said where something fails."""
    with pytest.raises(CorridorError) as failed:
        call()
    message = str(failed.value)
    assert type(failed.value) is ServiceFailed or (
        isinstance(failed.value, ServiceFailed | QueryInvalid) and "status 400" in message
    ), repr(failed.value)
    assert re.fullmatch(r"[^\n\x1b]*http://127\.0\.0\.1:\d+[^\n\x1b]*[^.\n]\.", message), message
    return message


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait as short as chance allows before a server is asked again that does not say when."""
    monkeypatch.setattr("random.uniform", min)


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_engine_is_told_of(wrong: str, between: Between, corridor: Corridor) -> None:
    """To who opens a graph there, and to who puts one there."""
    reply, message = WRONG[wrong]
    between.fault = lambda seen: Fault(reply=reply)
    for call in (
        lambda: Corridor.load(endpoint=between.query),
        lambda: corridor.put(between.query),
        lambda: Corridor.clear(between.query),
    ):
        assert re.search(message, told(call))
    assert not between.updates


@pytest.mark.parametrize("asked", ASKED)
def test_an_engine_that_is_none_any_more_is_told_of(asked: str, between: Between) -> None:
    """Whatever is asked, and however it fails."""
    for reply, _ in list(WRONG.values())[::3]:
        between.heal()
        there = Corridor.load(endpoint=Address(between.query, seconds=20))
        between.fault = lambda seen, reply=reply: Fault(reply=reply)  # type: ignore[misc]
        told(lambda there=there: ASKED[asked](there))  # type: ignore[misc]


@pytest.mark.parametrize("wrong", [name for name, (reply, _) in WRONG.items() if reply.status in range(300, 502)])
def test_an_update_that_is_refused_is_told_of(wrong: str, empty: Between, corridor: Corridor) -> None:
    """And nothing of what was put there is asked."""
    reply, message = WRONG[wrong]
    for number in (0, 5, 9):
        empty.heal()
        empty.break_at(number, Fault(reply=reply))
        assert re.search(message, told(lambda: corridor.put(address(empty))))
        empty.heal()
        assert "holds no graph of Corridor KG" in told(lambda: Corridor.load(endpoint=empty.query))


def address(between: Between, login: httpx.Auth | None = None) -> Address:
    """Return where a server is asked and changed."""
    return Address(between.query, between.update, login)


def test_nobody_is_followed_elsewhere(between: Between, empty: Between, corridor: Corridor) -> None:
    """What is posted might be lost on the way, and an update with it."""
    for status in (301, 302, 303, 307, 308):
        between.fault = (
            lambda seen, status=status: Fault(  # type: ignore[misc]
                reply=Reply(status=status, headers={"Location": f"http://me:s3cret@{empty.base[7:]}/query"})
            )
        )
        message = told(lambda: corridor.put(address(between)))
        assert message.endswith(f" points elsewhere (status {status}: {empty.query}); give that address.")
    assert not empty.seen


def test_a_command_prints_one_sentence(between: Between, run: Run) -> None:
    """On standard error, with its own exit status, and nothing on standard output."""
    between.fault = lambda seen: Fault(reply=HTML)
    for command in ("run people", "show dongguan", "check", "export", "sparql ASK{}", "load", "load --clear"):
        done = run(*command.split(), "--endpoint", between.query)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"error: {between.query} answered a web page, and no SPARQL results; check the address.\n"


# -- The graph there ---------------------------------------------------------------------------------


def test_an_engine_without_our_graph_is_told_of(empty: Between) -> None:
    """And how it gets one."""
    message = told(lambda: Corridor.load(endpoint=empty.query))
    assert message.endswith("or one that is not whole yet; put it there with 'corridor-kg load --endpoint'.")


@pytest.mark.parametrize("graph", ["", "GRAPH <x:theirs>"])
def test_other_peoples_triples_are_left_alone(graph: str, empty: Between, corridor: Corridor) -> None:
    """Neither is anything put beside them, nor removed with what is not there."""
    theirs = "<x:a> <x:b> <x:c>"
    Protocol(address(empty)).update(
        f"INSERT DATA {{ {graph} {{ {theirs} }} }}" if graph else f"INSERT DATA {{ {theirs} }}"
    )
    message = told(lambda: corridor.put(address(empty)))
    assert "holds triples that are not of Corridor KG, which would be in every answer; give it a data set" in message
    Corridor.clear(address(empty))
    assert whole.truth(Protocol(address(empty)), f"ASK {{ {graph} {{ {theirs} }} }}")


def test_what_was_changed_by_others_is_not_changed_on(empty: Between, tmp_path: Path) -> None:
    """What they have written into the merge would be lost without a word."""
    facts = tmp_path / "facts.ttl"
    facts.write_text("<x:a> <x:b> <x:c> .", encoding="utf-8")
    here = Corridor.open(graph=facts, ontology=False)
    here.put(address(empty))
    Protocol(address(empty)).update("INSERT DATA { <x:theirs> <x:b> <x:c> }")
    assert here.put(address(empty)).sent == ()
    facts.write_text("<x:a> <x:b> <x:d> .", encoding="utf-8")
    assert "somebody else has changed it" in told(lambda: here.put(address(empty)))
    Corridor.clear(address(empty))
    assert sorted(found(empty, "SELECT ?s { ?s ?p ?o }")) == ["x:theirs"]
    assert found(empty, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }") == []


def test_what_was_put_there_is_removed_and_nothing_else(empty: Between, corridor: Corridor, run: Run) -> None:
    """Graphs of others, and what they have written into the merge, stay; who asks is told that there is nothing."""
    corridor.put(address(empty))
    others = "<x:s> <x:p> 1 . GRAPH <x:theirs> { <x:s> <x:p> 2 } GRAPH <https://w3id.org/x> { <x:s> <x:p> 3 }"
    Protocol(address(empty)).update(f"INSERT DATA {{ {others} }}")
    command = ("load", "--clear", "--endpoint", empty.query, "--update-endpoint", empty.update)
    for _ in range(2):
        done = run(*command)
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr == f"{empty.query} holds nothing of Corridor KG any more.\n"
    assert found(empty, "SELECT ?o { ?s ?p ?o }") == ["1"]
    assert sorted(found(empty, "SELECT ?o { GRAPH ?g { ?s ?p ?o } }")) == ["2", "3"]
    assert "holds no graph of Corridor KG" in run("run", "people", "--endpoint", empty.query).stderr


def found(between: Between, query: str) -> list[str]:
    """Return what an engine answers in the one column of a query."""
    rows = whole.rows(Protocol(address(between)), query)
    return [row[0].value for row in rows]


# -- Who asks ----------------------------------------------------------------------------------------

GUARDS: dict[str, Guard] = {"basic": guards.basic, "digest": guards.Digest(), "token": guards.bearer}


def guarded(between: Between, guard: Guard) -> None:
    """Let a server let in whom a guard lets in."""

    def fault(seen: Seen) -> Fault:
        refused = guard(seen.headers)
        return Fault(reply=refused) if refused else GOOD

    between.fault = fault


def known(way: str) -> dict[str, str]:
    """Return the environment of who knows the password, or the token."""
    return {logins.TOKEN: guards.TOKEN} if way == "token" else {logins.PASSWORD: guards.PASSWORD}


@pytest.mark.parametrize("way", GUARDS)
def test_who_knows_the_password_may_load_and_ask(way: str, empty: Between, tmp_path: Path, run: Run) -> None:
    """By each command, in the way that the server wants."""
    guarded(empty, GUARDS[way])
    (tmp_path / "facts.ttl").write_text(PREFIXES + "place:a a ckg:City ; rdfs:label 'A'@en .", encoding="utf-8")
    who = ["--endpoint", empty.query, *([] if way == "token" else ["--user", guards.USER])]
    put = ["load", "--graph", "facts.ttl", "--no-inference", *who, "--update-endpoint", empty.update]
    for command in (put, ["sparql", "SELECT ?city { ?city a ckg:City }", *who], [*put[:1], "--clear", *who, *put[-2:]]):
        done = run(*command, **known(way))
        assert done.returncode == 0, done.stderr
        assert not guards.is_shown(done.stdout + done.stderr)
    assert empty.updates


def test_a_password_may_stand_in_the_netrc_file(between: Between, tmp_path: Path, run: Run) -> None:
    """Beside the name, and the host."""
    guarded(between, guards.basic)
    text = f'machine 127.0.0.1 login {guards.USER} password "{guards.PASSWORD}"'
    (tmp_path / "secrets").write_text(text, encoding="utf-8")
    command = ["sparql", "ASK { place:dongguan a ckg:City }", "--endpoint", between.query, "--user", guards.USER]
    assert run(*command, NETRC=str(tmp_path / "secrets")).stdout == "yes\n"
    done = run(*command, NETRC=str(tmp_path / "nowhere"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: there is no password for '{guards.USER}' at 127.0.0.1; put it into")


@pytest.mark.parametrize(
    ("way", "user", "environment", "message"),
    [
        ("basic", None, {}, "wants to know who asks (status 401); give --user, and see its help, or a token in"),
        ("digest", None, {}, "wants to know who asks (status 401)"),
        (
            "basic",
            guards.USER,
            {logins.PASSWORD: "s3cret"},
            "does not take this name and password (status 401); correct",
        ),
        ("digest", "nobody", {logins.PASSWORD: guards.PASSWORD}, "does not take this name and password (status 401)"),
        (
            "token",
            guards.USER,
            {logins.PASSWORD: guards.PASSWORD},
            "asks for Bearer, and not for a name and a password",
        ),
        (
            "token",
            None,
            {logins.TOKEN: "s3cret"},
            "does not take the token in CORRIDOR_KG_TOKEN (status 401); give one",
        ),
    ],
)
def test_who_is_not_let_in_is_told(
    way: str, user: str | None, environment: dict[str, str], message: str, between: Between, run: Run
) -> None:
    """What to give, and nothing of what he gave."""
    guarded(between, GUARDS[way])
    who = ["--user", user] if user else []
    done = run("run", "people", "--endpoint", between.query, *who, **environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {between.query} {message}")
    assert done.stderr.count("\n") == 1
    assert not guards.is_shown(done.stderr)
    assert "s3cret" not in done.stderr


@pytest.mark.parametrize("status", [403, 401])
def test_who_may_ask_and_not_change_is_told(status: int, empty: Between, corridor: Corridor) -> None:
    """Whom to ask for the right to."""
    empty.fault = lambda seen: Fault(reply=Reply(status=status)) if seen.update else GOOD
    login = logins.as_user(guards.USER, guards.PASSWORD, empty.query)
    message = told(lambda: corridor.put(address(empty, login)))
    assert f"{empty.update} " in message
    assert ("does not let this user do that" if status == 403 else "asks for nothing that it tells") in message
    assert "wants to know who asks" in told(lambda: corridor.put(address(empty)))


class Signed(httpx.Auth):
    """Signs each request, as services of clouds want it, with what it sends."""

    requires_request_body = True

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a request with a signature."""
        request.headers["Authorization"] = f"Signed {hashlib.sha256(request.content).hexdigest()}"
        yield request


def test_what_signs_each_request_is_let_do_so(empty: Between, tmp_path: Path) -> None:
    """Queries and updates, with what is sent; who is refused then is told."""

    def is_signed(headers: Mapping[str, str]) -> Reply | None:
        seen = empty.seen[-1]
        right = f"Signed {hashlib.sha256(seen.body.encode()).hexdigest()}"
        return None if headers.get("authorization") == right else Reply(status=403)

    guarded(empty, is_signed)
    (tmp_path / "facts.ttl").write_text("<x:a> <x:b> <x:é> .", encoding="utf-8")
    here = Corridor.open(graph=tmp_path / "facts.ttl", ontology=False)
    here.put(address(empty, Signed()))
    assert Corridor.load(endpoint=address(empty, Signed())).sparql("ASK { <x:a> <x:b> <x:é> }")
    assert "wants to know who asks (status 403)" in told(lambda: here.put(address(empty)))
    empty.fault = lambda seen: Fault(reply=Reply(status=403))
    assert "does not let this user do that (status 403)" in told(lambda: here.put(address(empty, Signed())))


def test_no_password_stands_in_an_address(between: Between, run: Run) -> None:
    """It would be shown, and be sent unasked."""
    url = between.query.replace("://", "://me:s3cret@")
    for option in ("--endpoint", "--update-endpoint"):
        addresses = {"--endpoint": between.query, "--update-endpoint": between.update, option: url}
        done = run("load", *(part for one in addresses.items() for part in one))
        assert (done.returncode, done.stdout) == (2, "")
        assert f"the address {between.query} was given with a name or a password before its host" in done.stderr
        assert "s3cret" not in done.stderr
    with pytest.raises(BadParameter, match="leave them out, and give --user"):
        Corridor.load(endpoint=url)
    assert not between.seen


def test_an_engine_that_is_only_asked_is_not_changed(between: Between) -> None:
    """Where nobody has said where it takes updates."""
    with pytest.raises(ServiceFailed, match="nobody said where it is changed; give --update-endpoint too"):
        Protocol(Address(between.query)).update("CLEAR ALL")
    assert not between.seen
