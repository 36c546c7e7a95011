"""Stored queries that go out: refused unless allowed, answered by a real server, and safe from a bad one."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs

import pytest
from pyoxigraph import Literal, QuerySolutions

from corridor_kg import Corridor, Online, Rows
from corridor_kg.errors import BadParameter, QueryInvalid, QueryRefused, ServiceFailed
from corridor_kg.questions import catalogue, federation
from corridor_kg.questions.parameters import bind
from corridor_kg.questions.stored_queries import StoredQueries, StoredQuery
from corridor_kg.rdf import bundled
from corridor_kg.rdf.tokens import tokens
from tests.conftest import Ask, Run

QUERIES = StoredQueries(bundled.QUERIES)
ONLINE = [name for name in QUERIES if QUERIES[name].endpoint]
WIKIDATA = "https://query.wikidata.org/sparql"
ENTITY = "http://www.wikidata.org/entity/"
RESULTS = "application/sparql-results+json"


class Service(NamedTuple):
    """A server on loopback that answers whatever a test wants, and what it was asked."""

    url: str
    asked: list[tuple[dict[str, str], str]]


Serve = Callable[..., Service]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start servers that answer every request alike."""
    servers: list[ThreadingHTTPServer] = []

    def start(content: bytes | str = b"", *, status: int = 200, kind: str = RESULTS, pause: float = 0) -> Service:
        asked: list[tuple[dict[str, str], str]] = []
        body = content.encode() if isinstance(content, str) else content

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"])).decode()))
                try:
                    self._answer()
                except OSError:  # who asked has gone
                    self.close_connection = True

            def _answer(self) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                size = 1 if pause else len(body) or 1
                for start in range(0, len(body), size):
                    time.sleep(pause)
                    self.wfile.write(body[start : start + size])

            def log_message(self, format: str, *args: object) -> None:
                pass

        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
        threading.Thread(target=servers[-1].serve_forever, args=(0.01,), daemon=True).start()
        return Service(f"http://127.0.0.1:{servers[-1].server_address[1]}/sparql", asked)

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def results(columns: str, *rows: dict[str, Any]) -> str:
    """Return SPARQL results as JSON: a text stands for an IRI, a dictionary for itself."""
    bindings = [
        {name: {"type": "uri", "value": value} if isinstance(value, str) else value for name, value in row.items()}
        for row in rows
    ]
    return json.dumps({"head": {"vars": columns.split()}, "results": {"bindings": bindings}})


def literal(value: str, datatype: str = "string") -> dict[str, str]:
    """Return a literal as SPARQL results have it."""
    return {"type": "literal", "value": value, "datatype": f"http://www.w3.org/2001/XMLSchema#{datatype}"}


def area(city: str, number: int, square_metres: int) -> dict[str, Any]:
    """Return a row that the query for areas is answered with."""
    amount = literal(str(square_metres), "decimal")
    return {"match": ENTITY + city, "statement": f"{ENTITY}statement/{city}-{number}", "squareMetres": amount}


AREAS = "match squareMetres statement"
POPULATIONS = "item population precision time"


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whoever opens a socket fail."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)


# -- Which queries go out, and when they may ---------------------------------------------------------


def test_what_goes_out_says_so() -> None:
    """A query is marked if and only if it has SERVICE; it names Wikidata, and no check goes out."""
    assert len(ONLINE) >= 2
    for name, query in QUERIES.items():
        words = {token.keyword for token in tokens(query.text)}
        assert (query.endpoint is not None) == ("SERVICE" in words) == ("online" in query.tags), name
        assert query.endpoint in (None, WIKIDATA)
    checks = StoredQueries(bundled.CHECKS)
    assert checks
    assert not any("SERVICE" in query.text.upper() for query in checks.values())


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("name", ONLINE)
def test_nothing_goes_out_unless_it_is_allowed(name: str, corridor: Corridor) -> None:
    """Without leave, a query is refused, with the address and the remedy, and no socket is opened."""
    with pytest.raises(QueryRefused, match=f"asks {WIKIDATA}, which needs the network; give --online"):
        corridor.run(name)
    with pytest.raises(QueryRefused, match="SERVICE would send"):
        corridor.sparql(QUERIES[name].text)
    for parameter in QUERIES[name].parameters:
        assert corridor.choices(QUERIES[name], parameter.name) == []


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize(
    "group", ["SERVICE <>", "service silent <x:s>", "SERVICESILENT<x:s>", "SERVICE ?a", "SERVICE x:s"]
)
def test_no_way_of_writing_it_gets_past(group: str, corridor: Corridor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the engine would take for SERVICE is refused, and with leave too where it is not of the known form."""
    query = StoredQuery("own", f"SELECT ?a ?b {{ ?a a ckg:City {group} {{ ?a ?p ?b }} }}")
    monkeypatch.setattr(corridor, "queries", {"own": query})
    with pytest.raises(QueryRefused, match="needs the network"):
        corridor.run("own")
    if group != "SERVICE <>":
        with pytest.raises(QueryInvalid, match="one group SERVICE <IRI>"):
            corridor.run("own", Online())


@pytest.mark.usefixtures("no_network")
def test_choices_of_a_query_that_goes_out_are_not_asked_for() -> None:
    """Completing a value on the command line does not use the network."""
    header = "#+ summary: What?\n#+ enumerate:\n#+   - a:\n"
    query = StoredQuery("x", f"{header}SELECT ?a {{ ?a ?b ?__a_iri SERVICE <{WIKIDATA}> {{ ?a ?c ?d }} }}")
    assert Corridor.open().choices(query, "a") == []


def test_the_network_may_be_allowed_to_any_query(corridor: Corridor) -> None:
    """What does not need it is answered as ever; an address or a time is too much."""
    assert len(corridor.run("core-platforms", Online())) == 10  # type: ignore[arg-type]
    with pytest.raises(BadParameter, match="'core-platforms' asks no service"):
        corridor.run("core-platforms", Online("http://127.0.0.1:1/"))
    with pytest.raises(BadParameter, match="asks no service"):
        corridor.run("core-platforms", Online(seconds=1))


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf"), 1e20])
def test_a_time_has_bounds(seconds: float, corridor: Corridor) -> None:
    """Else the remedy is said, and nothing is asked."""
    with pytest.raises(BadParameter, match="a time is a number of seconds above 0 and up to 3,600"):
        corridor.run(ONLINE[0], Online("http://127.0.0.1:1/", seconds))


@pytest.mark.parametrize("word", ["name", "online", "endpoint", "seconds", "self", "values"])
def test_a_parameter_may_have_any_name(word: str, corridor: Corridor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave is told by its place, so that it takes no word away from the queries."""
    query = StoredQuery("own", f"SELECT ?it {{ BIND(?_{word} AS ?it) }}")
    monkeypatch.setattr(corridor, "queries", {"own": query})
    rows = corridor.run("own", Online(), **{word: "a value"})
    assert isinstance(rows, Rows)
    assert [row.it for row in rows] == ["a value"]


# -- Answers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ONLINE)
def test_the_engine_gives_the_same_rows_by_itself(name: str, corridor: Corridor, endpoint: str, ask: Ask) -> None:
    """The bound join answers what SPARQL 1.1 says: here the engine follows SERVICE alone, without bounds."""
    text = QUERIES[name].text.replace(WIKIDATA, endpoint)
    alone = corridor.store.query(text)
    assert isinstance(alone, QuerySolutions)
    joined = ask(name)
    assert isinstance(joined, Rows)
    rows = [{name: value for name, value in row.as_dict().items() if name != "evidence"} for row in joined]
    assert rows == [row.as_dict() for row in Rows(alone)]


def test_only_what_is_asked_about_goes_out(corridor: Corridor, serve: Serve) -> None:
    """The address given is asked once, by name, in the form of the protocol, about the things of the query alone."""
    service = serve(results(POPULATIONS))
    corridor.run("population-in-wikidata", Online(service.url), place=["dongguan", "macao"])
    ((headers, form),) = service.asked
    assert headers["Accept"] == RESULTS
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert headers["User-Agent"].startswith("corridor-kg/")
    (question,) = parse_qs(form)["query"]
    things = question.rpartition("VALUES (?item) {")[2].split()
    assert sorted(things) == [f"(<{ENTITY}Q14773>)", f"(<{ENTITY}Q59218>)", "}"]
    assert "#+" not in question


@pytest.mark.usefixtures("no_network")
def test_nobody_is_asked_about_nothing(tmp_path: Path) -> None:
    """A graph without links to Wikidata gives no rows, and opens no socket."""
    path = tmp_path / "own.ttl"
    path.write_text("<http://x/a> a <https://w3id.org/corridor-kg/ontology#Place> .", encoding="utf-8")
    assert ONLINE
    for name in ONLINE:
        assert len(Corridor.load(graph=path).run(name, Online())) == 0  # type: ignore[arg-type]


def test_what_a_service_does_not_have_is_empty(corridor: Corridor, serve: Serve) -> None:
    """A place without a population keeps its row and the article's figures; without areas there is no sum."""
    rows = corridor.run("population-in-wikidata", Online(serve(results(POPULATIONS)).url))
    assert isinstance(rows, Rows)
    assert {"Guangzhou", "Macao"} <= {row.placeLabel for row in rows}
    assert {(row.population, row.date) for row in rows} == {(None, None)}
    assert any("4,739" in (row.figures or "") for row in rows)
    assert len(corridor.run("area-in-wikidata", Online(serve(results(AREAS)).url))) == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("areas", "labels"),
    [
        ([area("Q16572", 1, 10), area("Q15174", 1, 20)], ["Guangzhou", "Shenzhen"]),
        (
            [area("Q16572", 1, 10), area("Q16572", 2, 30), area("Q15174", 1, 20), area("Q59218", 1, 5)],
            ["Dongguan", "Guangzhou", "Guangzhou", "Shenzhen"],
        ),
        (
            [area("Q16572", 1, 10), area("Q16572", 2, 30), area("Q15174", 1, 20)],
            ["Guangzhou", "Guangzhou", "Shenzhen"],
        ),
    ],
    ids=["one missing", "one twice", "one missing, one twice"],
)
def test_the_cities_are_added_up_only_where_each_has_one_area(
    areas: list[dict[str, Any]], labels: list[str], corridor: Corridor, serve: Serve
) -> None:
    """A sum over two cities, or over a city twice, would be false; each stands beside each area that is printed."""
    rows = corridor.run("area-in-wikidata", Online(serve(results(AREAS, *areas)).url))
    assert isinstance(rows, Rows)
    assert {row.corridorAsPrinted for row in rows} == {"11,000", "11,836", "11836", "1.1万"}
    printed = 4
    assert [row.thingLabel for row in rows] == [label for label in labels for _ in range(printed)]


# -- Values cannot change a query --------------------------------------------------------------------

QUESTION = f"SELECT ?city ?note WHERE {{ ?city a ckg:City SERVICE <{WIKIDATA}> {{ ?city rdfs:comment ?note }} }}"
CITY = "https://w3id.org/corridor-kg/place/dongguan"


def joined(corridor: Corridor, text: str, url: str) -> Rows:
    """Return the answer of a text with SERVICE."""

    def ask(part: str) -> Rows:
        rows = corridor.sparql(part)
        assert isinstance(rows, Rows)
        return rows

    return ask(federation.join(text, ask, endpoint=url, seconds=10))


@pytest.mark.parametrize(
    "value",
    [
        '"} } DROP ALL #',
        "'''\"\"\"",
        '\\" } UNION { ?city ?p ?o }',
        "\\u0022 } UNION { ?city ?p ?note } #",
        "a\nb\r\tc\x00\x7f\u2028",
        "<http://x/> . ?s ?p ?o",
        "?city",
        "",
    ],
)
@pytest.mark.parametrize("tag", [{}, {"xml:lang": "en"}, {"datatype": "http://example.org/d"}], ids=["", "en", "d"])
def test_an_answer_stays_a_value(value: str, tag: dict[str, str], corridor: Corridor, serve: Serve) -> None:
    """Quotes, braces, escapes and line breaks come back as they were sent, in the one row there is."""
    note = {"type": "literal", "value": value, **tag}
    (row,) = joined(corridor, QUESTION, serve(results("city note", {"city": CITY, "note": note})).url)
    assert isinstance(row.terms["note"], Literal)
    assert row.terms["note"].value == value


def test_what_is_unbound_stays_unbound(corridor: Corridor, serve: Serve) -> None:
    """A column that a row does not have is an empty cell; rows of things that were not asked about fall away."""
    rows = joined(corridor, QUESTION, serve(results("note city", {"city": CITY}, {"city": "http://x/other"})).url)
    assert [(row.city, row.note) for row in rows] == [(CITY, None)]


def test_a_parameter_reaches_the_service_as_a_term(corridor: Corridor, serve: Serve) -> None:
    """A text that a user gives is quoted there too."""
    service = serve(results("city"))
    text = f"SELECT ?city {{ ?city a ckg:City SERVICE <{WIKIDATA}> {{ ?city rdfs:label ?_name }} }}"
    joined(corridor, bind(text, {"?_name": [Literal('"} DROP ALL #')]}), service.url)
    (question,) = parse_qs(service.asked[0][1])["query"]
    assert '{ VALUES ?_name { "\\"} DROP ALL #" } ?city rdfs:label ?_name }' in question
    assert [token.text for token in tokens(question)].count("{") == 3


# -- Failures ----------------------------------------------------------------------------------------

MISBEHAVIOUR: dict[str, tuple[dict[str, Any], str]] = {
    "a web page": ({"content": "<!doctype html><p>Hello", "kind": "text/html"}, "answered text/html that is not rows"),
    "nothing": ({"content": ""}, "not rows of SPARQL results"),
    "nonsense": ({"content": '{"head": 7}'}, "not rows of SPARQL results"),
    "deep nonsense": ({"content": "[" * 100_000}, "not rows of SPARQL results"),
    "half an answer": ({"content": results("city note", {"city": CITY})[:-20]}, "not rows of SPARQL results"),
    "bytes": ({"content": b"\xff\xfe{}"}, "not rows of SPARQL results"),
    "yes": ({"content": '{"head": {}, "boolean": true}'}, "it answers yes or no"),
    "other columns": ({"content": results("city comment")}, "answered other columns than ?city ?note"),
    "a column too few": ({"content": results("city")}, "answered other columns"),
    "a column too many": ({"content": results("city note x")}, "answered other columns"),
    "an unknown variable": ({"content": results("city note", {"x": CITY})}, "not rows of SPARQL results"),
    "no IRI": ({"content": results("city note", {"city": "http://x/> } DROP ALL #"})}, "not rows of SPARQL results"),
    "no language": (
        {"content": results("city note", {"note": {"type": "literal", "value": "a", "xml:lang": "en } "}})},
        "not rows of SPARQL results",
    ),
    "a blank node": ({"content": results("city note", {"city": {"type": "bnode", "value": "b"}})}, "a blank node"),
    "a row that fits all": ({"content": results("city note", {"note": CITY})}, "a row without ?city, as was asked"),
    "words for a terminal": (
        {"content": '{"head": {"\x9b2J\u202e": 1}}', "kind": "\x1b[2Jx"},
        "answered something that",
    ),
    "an error": ({"content": "{}", "status": 500}, "refused with the status 500"),
    "not found": ({"content": "<p>", "status": 404, "kind": "text/html"}, "refused with the status 404"),
}


@pytest.mark.parametrize("case", MISBEHAVIOUR)
def test_a_service_that_misbehaves_is_told_of(case: str, corridor: Corridor, serve: Serve) -> None:
    """One sentence with its address and what to do, whatever it answers."""
    answer, said = MISBEHAVIOUR[case]
    service = serve(**answer)
    with pytest.raises(ServiceFailed) as failure:
        joined(corridor, QUESTION, service.url)
    message = str(failure.value)
    assert message.startswith(service.url)
    assert said in message
    assert "; check" in message or "; try again later" in message
    assert message.isprintable()


def test_a_service_that_answers_too_much_is_told_of(
    corridor: Corridor, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the graph is asked, since nobody waits for a table of a million rows."""
    monkeypatch.setattr(federation, "MOST_ROWS", 2)
    rows = [{"city": CITY, "note": literal(str(number))} for number in range(3)]
    assert len(joined(corridor, QUESTION, serve(results("city note", *rows[:2])).url)) == 2
    with pytest.raises(ServiceFailed, match="answered 3 rows, which is more than 2; ask about fewer things"):
        joined(corridor, QUESTION, serve(results("city note", *rows)).url)


@pytest.mark.parametrize("address", ["nonsense", "ftp://127.0.0.1/", "file:///etc/passwd", "http://", ""])
def test_an_address_that_is_none_is_told_of(address: str, corridor: Corridor) -> None:
    """It is told as it was given, and an empty one does not mean Wikidata."""
    with pytest.raises(ServiceFailed, match=re.escape(address or "''")):
        corridor.run(ONLINE[0], Online(address, 5))


def test_a_service_that_is_not_there_is_told_of(corridor: Corridor) -> None:
    """Nobody listens: the address, and what to check."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
        with pytest.raises(ServiceFailed, match=rf"{address} cannot be reached .*check the network"):
            corridor.run(ONLINE[0], Online(address, 5))


def test_a_service_that_drips_has_an_end(corridor: Corridor, serve: Serve) -> None:
    """The time limit is one for the whole answer, not for each piece of it."""
    service = serve(results(POPULATIONS), pause=0.1)
    start = time.monotonic()
    with pytest.raises(ServiceFailed, match=r"within 0.5 seconds"):
        corridor.run("population-in-wikidata", Online(service.url, 0.5))
    assert time.monotonic() - start < 3


def test_a_service_that_is_silent_has_an_end(corridor: Corridor) -> None:
    """It takes the question and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
        start = time.monotonic()
        with pytest.raises(ServiceFailed, match=rf"{address} did not answer within 0.5 seconds"):
            corridor.run(ONLINE[0], Online(address, 0.5))
    assert time.monotonic() - start < 3


# -- What a query that goes out may look like --------------------------------------------------------

WRONG = {
    "two services": ("?a a ckg:City SERVICE <x:s> { ?a ?b ?c } SERVICE <x:s> { ?a ?b ?c }", "one group SERVICE <IRI>"),
    "silent": ("?a a ckg:City SERVICE SILENT <x:s> { ?a ?b ?c }", "without SILENT"),
    "a variable": ("?a a ckg:City SERVICE ?a { ?a ?b ?c }", "one group SERVICE <IRI>"),
    "no end": ("?a a ckg:City SERVICE <x:s> { ?a ?b { { ?c", "a closing brace is missing"),
    "in a union": ("?a a ckg:City { SERVICE <x:s> { ?a ?b ?c } } UNION { ?a ?b ?c }", "outermost WHERE"),
    "in a graph": ("GRAPH ?g { ?a a ckg:City SERVICE <x:s> { ?a ?b ?c } }", "outermost WHERE"),
    "deep in an optional": ("OPTIONAL { ?a a ckg:City SERVICE <x:s> { ?a ?b ?c } }", "outermost WHERE"),
    "nothing before": ("SERVICE <x:s> { ?a ?b ?c } ?a a ckg:City", "nothing before SERVICE"),
    "nothing shared": ("?d a ckg:City SERVICE <x:s> { ?a ?b ?c }", "nothing before SERVICE"),
    "a test before": ("?a a ckg:City FILTER(?c > 1) SERVICE <x:s> { ?a ?b ?c }", "?c is not bound before SERVICE"),
    "a negation before": ("?a a ckg:City MINUS { ?c a ?d } SERVICE <x:s> { ?a ?b ?c }", "?c is not bound before"),
    "a text": ("?d a ckg:City ; rdfs:label ?a SERVICE <x:s> { ?x ?b ?a }", "to IRIs, in every row"),
    "not in every row": ("?d a ckg:City OPTIONAL { ?d <x:p> ?a } SERVICE <x:s> { ?a ?b ?c }", "to IRIs, in every row"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_query_that_cannot_be_joined_is_refused(case: str, corridor: Corridor) -> None:
    """Each limit is said; nobody is asked."""
    group, said = WRONG[case]
    with pytest.raises(QueryInvalid) as failure:
        joined(corridor, f"SELECT ?a ?c WHERE {{ {group} }}", "http://127.0.0.1:1/")
    assert said in str(failure.value)


def test_columns_are_named(corridor: Corridor) -> None:
    """What the rest of the query needs is told by its variables."""
    with pytest.raises(QueryInvalid, match="names its columns"):
        joined(corridor, "SELECT DISTINCT * { ?a a ckg:City SERVICE <x:s> { ?a ?b ?c } }", "http://127.0.0.1:1/")


def test_too_many_things_are_refused(corridor: Corridor, monkeypatch: pytest.MonkeyPatch) -> None:
    """A graph of somebody's own may link more than a public service should be asked at once."""
    monkeypatch.setattr(federation, "MOST_THINGS", 2)
    with pytest.raises(QueryInvalid, match=r"population-in-wikidata.rq: a service is asked about 2 things at most"):
        corridor.run("population-in-wikidata", Online("http://127.0.0.1:1/"))


@pytest.mark.parametrize(
    "form", ["ASK", "CONSTRUCT { ?city rdfs:comment ?note } WHERE", "SELECT (COUNT(*) AS ?count) WHERE"]
)
def test_every_form_of_query_can_go_out(form: str, corridor: Corridor, serve: Serve) -> None:
    """A template or a count changes nothing."""
    url = serve(results("city note", {"city": CITY, "note": literal("x")})).url
    if form == "ASK" or "COUNT" in form:
        url = serve(results("city", {"city": CITY})).url
    text = QUESTION.replace("SELECT ?city ?note WHERE", form)
    query = federation.join(text, lambda part: _rows(corridor, part), endpoint=url, seconds=5)
    answer = corridor.sparql(query)
    assert bool(answer) if form == "ASK" else len(answer) == 1  # type: ignore[arg-type]


def _rows(corridor: Corridor, text: str) -> Rows:
    rows = corridor.sparql(text)
    assert isinstance(rows, Rows)
    return rows


# -- The command line --------------------------------------------------------------------------------


def test_the_command_line_asks_only_with_leave(run: Run, endpoint: str) -> None:
    """Refused without --online; answered with it, by the address given."""
    done = run("run", "area-in-wikidata")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: query 'area-in-wikidata' asks {WIKIDATA}, which needs the network;")
    done = run("run", "area-in-wikidata", "--service", endpoint)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--service and --timeout go with --online" in done.stderr
    done = run("run", "area-in-wikidata", "--online", "--service", endpoint, "--timeout", "20", "-f", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Guangzhou\\, Shenzhen" in done.stdout.replace(",", "\\,")


def test_a_failure_on_the_command_line_writes_nothing(run: Run, tmp_path: Path, serve: Serve) -> None:
    """Exit status 2, one sentence, and the file is as it was."""
    service = serve("<p>", kind="text/html")
    target = tmp_path / "areas.csv"
    target.write_text("before", encoding="utf-8")
    done = run("run", "area-in-wikidata", "--online", "--service", service.url, "-o", str(target))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {service.url} answered text/html")
    assert done.stderr.count("\n") == 1
    assert target.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("name", "option", "value", "said"),
    [
        ("core-platforms", "--service", "http://127.0.0.1:1/", "asks no service"),
        ("area-in-wikidata", "--timeout", "soon", "not a valid float"),
        ("area-in-wikidata", "--timeout", "-1", "is not in the range 0<x<=3600"),
    ],
)
def test_wrong_use_of_the_options_is_told(name: str, option: str, value: str, said: str, run: Run) -> None:
    """Exit status 2, and what is right."""
    done = run("run", name, "--online", option, value)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_list_of_queries_shows_what_goes_out() -> None:
    """What has to be typed stands among the parameters; JSON has the address."""
    assert [
        query["name"] for query in json.loads(catalogue.serialize(QUERIES, None, "json")) if query["endpoint"]
    ] == ONLINE
    for format, mark in (("table", "--online"), ("markdown", "`--online`")):
        marked = [line for line in catalogue.serialize(QUERIES, None, format).splitlines() if mark in line]
        assert len(marked) == len(ONLINE)
        assert all(name in line for name, line in zip(ONLINE, marked, strict=True))
