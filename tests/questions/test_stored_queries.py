"""Each stored query asks a question, answers it with its defaults, and is one that grlc serves unchanged."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode
from rdflib.plugins.sparql import prepareQuery

from corridor_kg import Corridor, Rows, Triples, Truth
from corridor_kg.errors import BadParameter, QueryInvalid, UnknownQuery
from corridor_kg.questions import asking, catalogue
from corridor_kg.questions.parameters import Parameter, bind
from corridor_kg.questions.stored_queries import StoredQueries, StoredQuery
from corridor_kg.rdf import bundled
from corridor_kg.rdf.tokens import tokens
from corridor_kg.rdf.vocabulary import BASE, XSD
from tests.conftest import ROOT, Ask
from tests.support import golden

QUERIES = StoredQueries(bundled.QUERIES)
CHECKS = StoredQueries(bundled.CHECKS)
PARAMETERS = [(name, parameter.name) for name in QUERIES for parameter in QUERIES[name].parameters]
"""Each parameter of each query; a query that has none is no case of them."""

GIVEN = {"thing": ("dongguan", "guangzhou"), "date": ("2017-12-20", "2018-03-06")}
"""Two values of each kind of parameter that the queries have."""

ASKED_FOR = """
    core-platforms innovation-centres cities located-in-corridor figures cities-compared timeline plan-steps
    plan-promises people statements figure-reporters strengths organizations-by-place stated-counts unnamed-things
    doubtful-facts evidence passage-contents external-identifiers platforms-in-schema-org schema-org-card
    is-in-corridor describe population-in-wikidata area-in-wikidata links-by-authority unlinked-things distances
    geography-checked designations forecasts in-office memberships-in-org plans readings foundations goals
    shares places publications disagreements
""".split()


def test_every_question_that_was_promised_is_stored() -> None:
    """The folder holds all of them."""
    assert set(ASKED_FOR) <= set(QUERIES)


@pytest.mark.parametrize("name", QUERIES)
def test_the_answer_is_the_expected_one(name: str, ask: Ask) -> None:
    """With its defaults, a query answers what tests/expected holds, and at least one row of it."""
    query = QUERIES[name]
    answer = ask(name)
    assert bool(answer) if query.form == "ASK" else len(answer) > 0  # type: ignore[arg-type]
    expected = golden.EXPECTED / golden.file_name(query)
    assert golden.written(answer, query) == expected.read_text(encoding="utf-8")


def test_no_expected_answer_is_left_over() -> None:
    """Each file of tests/expected belongs to a query."""
    assert {path.name for path in golden.EXPECTED.iterdir()} == set(map(golden.file_name, QUERIES.values()))


@pytest.mark.parametrize("name", QUERIES)
def test_the_header_is_whole(name: str) -> None:
    """The summary is a question; there are a description and tags."""
    query = QUERIES[name]
    assert query.summary.endswith("?")
    assert query.description.endswith(".")
    assert query.tags


@pytest.mark.parametrize("name", [name for name in QUERIES if QUERIES[name].form == "SELECT"])
def test_labels_stand_beside_things_and_rows_are_ordered(name: str, ask: Ask) -> None:
    """Each column of things has a column of labels, and ORDER BY is there."""
    rows = ask(name)
    assert isinstance(rows, Rows)
    assert rows.columns == QUERIES[name].columns
    for column in rows.columns:
        things = [row.terms[column] for row in rows]
        if any(str(thing).startswith(f"<{BASE}") for thing in things):
            assert f"{column}Label" in rows.columns, column
    assert "ORDER BY" in QUERIES[name].text.rpartition("}")[2]


COUNTING = ("links-by-authority",)
"""Queries whose rows count, and state nothing of a thing."""


@pytest.mark.parametrize("name", [name for name in QUERIES if QUERIES[name].form == "SELECT" and name not in COUNTING])
def test_evidence_is_a_column_where_a_row_states_something(name: str) -> None:
    """The passages, or the sources, are a column of every table of facts."""
    assert {"evidence", "passage", "source", "sources"} & set(QUERIES[name].columns)


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_every_parameter_can_be_given(name: str, parameter: str, ask: Ask) -> None:
    """A query parses and answers with each parameter bound, to one value and to two, in the form that it has."""
    form = {"SELECT": Rows, "ASK": Truth, "CONSTRUCT": Triples, "DESCRIBE": Triples}[QUERIES[name].form]
    kind = next(known.kind for known in QUERIES[name].parameters if known.name == parameter)
    one, other = GIVEN[kind]
    for value in (one, [one, other]):
        assert isinstance(ask(name, **{parameter: value}), form)


@pytest.mark.parametrize(
    ("name", "parameter"), [known for known in PARAMETERS if QUERIES[known[0]].choices(known[1]) is not None]
)
def test_every_list_of_choices_is_filled_and_each_choice_answers(
    name: str, parameter: str, corridor: Corridor, ask: Ask
) -> None:
    """A choice that a query offers gives at least one row."""
    choices = corridor.choices(QUERIES[name], parameter)
    assert choices
    for choice in choices:
        assert len(ask(name, **{parameter: choice})) > 0  # type: ignore[arg-type]


@pytest.mark.parametrize("name", QUERIES)
def test_grlc_reads_the_same_query(name: str) -> None:
    """The text parses in rdflib, which grlc uses, with its parameters open and with them pasted in as grlc does."""
    query = QUERIES[name]
    prepareQuery(query.text)
    pasted = query.text
    for parameter in sorted(query.parameters, key=lambda known: -len(known.variable)):
        assert re.fullmatch(r"[a-zA-Z0-9]+", parameter.name)
        value = f"{BASE}place/dongguan" if parameter.kind == "thing" else GIVEN[parameter.kind][0]
        pasted = pasted.replace(parameter.variable, _as_grlc_writes(parameter, value))
    prepareQuery(pasted)


def _as_grlc_writes(parameter: Parameter, value: str) -> str:
    """Return a value as grlc pastes it into a query: an IRI in angle brackets, a literal with its datatype."""
    return f"<{value}>" if parameter.kind == "thing" else f'"{value}"^^<{XSD}{parameter.kind}>'


@pytest.mark.parametrize("name", QUERIES)
def test_grlc_can_look_names_up_in_the_header(name: str) -> None:
    """Defaults and choices are lists of mappings; grlc 1.3 takes a plain name among them for a mapping, and fails."""
    for key in ("defaults", "enumerate"):
        entries = QUERIES[name].header.get(key, [])
        assert isinstance(entries, list)
        assert all(isinstance(entry, dict) for entry in entries)


@pytest.mark.parametrize("name", [name for name in QUERIES if QUERIES[name].parameters and not QUERIES[name].endpoint])
def test_a_value_pasted_in_by_grlc_gives_the_same_rows(name: str, corridor: Corridor) -> None:
    """Binding here and pasting there ask for the same thing; who states a row, this library alone tells."""
    query = QUERIES[name]
    first = query.parameters[0]
    value = query.default(first.name) or f"{BASE}place/dongguan"
    pasted = query.text.replace(first.variable, _as_grlc_writes(first, value))
    ours, theirs = asking.run(corridor.data, query, {first.name: value}), corridor.sparql(pasted)
    assert str(ours.serialize("json" if query.form in ("SELECT", "ASK") else "ntriples")) == str(
        theirs.serialize("json" if query.form in ("SELECT", "ASK") else "ntriples")
    )


@pytest.mark.parametrize("name", [*QUERIES, *CHECKS])
def test_sparql_is_written_as_the_project_writes_it(name: str) -> None:
    """Prefixes are alphabetical and all used; keywords are upper case; two spaces indent; one query needs no other."""
    text = (QUERIES if name in QUERIES else CHECKS)[name].text
    prefixes = re.findall(r"^PREFIX ([\w-]+): <[^>]+>$", text, re.MULTILINE)
    body = re.sub(r"^(#|PREFIX).*$", "", text, flags=re.MULTILINE)
    assert prefixes == sorted(prefixes)
    assert [prefix for prefix in prefixes if f"{prefix}:" not in body] == []
    assert any(token.text in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE") for token in tokens(text))
    words = {token.text for token in tokens(text) if token.kind == "word"} - {"a", "true", "false", "rdf", "in"}
    assert {word for word in words if word != word.upper() and word not in ("isIRI", "isBlank", "isLiteral")} == set()
    assert not [line for line in text.splitlines() if (len(line) - len(line.lstrip())) % 2 or line != line.rstrip()]


def test_checks_say_what_is_wrong_and_what_to_do() -> None:
    """Each check has a problem, a solution and a severity, and the columns of a finding; it may say what to write."""
    assert len(CHECKS) >= 8
    for query in CHECKS.values():
        assert query.summary.endswith("?")
        assert str(query.header["problem"]).endswith(".")
        assert str(query.header["solution"]).endswith(".")
        assert query.header["severity"] in ("violation", "warning", "info")
        assert query.columns[:3] == ("entity", "property", "value")
        assert query.columns[3:] in ((), ("replacement",))


def test_a_header_that_is_wrong_is_refused() -> None:
    """No YAML, no summary, a parameter that is not there: each is said."""
    for header, reason in (
        ("#+ summary: a: b", "not YAML"),
        ("#+ tags: []", "needs a summary"),
        ("#+ summary: Who?\n#+ defaults:\n#+   - town: x", "'town'"),
        ("#+ summary: ~", "needs a summary"),
        ("#+ summary: [Who, What]", "a summary that is no text"),
        ("#+ summary: Who?\n#+ description: {a: b}", "a description that is no text"),
        ("#+ summary: Who?\n#+ tags: {a: b}", "tags that are no list of words"),
        ("#+ summary: Who?\n#+ tags: [[a]]", "tags that are no list of words"),
        ("#+ summary: Who?\n#+ defaults:\n#+   - city: [a, b]", "values for 'city' under defaults"),
        ("#+ summary: Who?\n#+ enumerate:\n#+   - city: [{a: b}]", "values for 'city' under enumerate"),
        ("#+ summary: Who?\n#+ summary: What?", "'summary' stands twice"),
        ("#+ summary: Who?\n#+ more: &a [*a]", "stands in itself"),
    ):
        with pytest.raises(QueryInvalid, match=reason):
            _ = StoredQuery("x", f"{header}\nASK {{ ?s ?p ?__city_iri }}").header


def test_what_is_nothing_in_a_header_is_not_shown(tmp_path: Path) -> None:
    """YAML writes it as ~, null, or not at all; one tag or choice needs no brackets."""
    text = (
        "#+ summary: Which?\n#+ description: ~\n#+ tags: [~, one, null, ]\n"
        "#+ defaults:\n#+   - ~\n#+   - kind: ~\n#+ enumerate:\n#+   - kind: [~, a]\n#+   - other: b\n#+   - open:\n"
        "ASK { ?s ?__kind ?__other ; ?p ?__open }\n"
    )
    query = StoredQuery("x", text)
    assert (query.description, query.tags, query.default("kind")) == ("", ("one",), None)
    assert [query.choices(name) for name in ("kind", "other", "open")] == [("a",), ("b",), ()]
    (tmp_path / "x.rq").write_text(text, encoding="utf-8")
    for format in ("json", "table", "markdown"):
        assert "None" not in catalogue.serialize(StoredQueries(str(tmp_path)), None, format)
    for tags in ("~", "", "[]", "[~]"):
        assert StoredQuery("x", f"#+ summary: Who?\n#+ tags: {tags}\nASK {{}}").tags == ()
    assert StoredQuery("x", "#+ summary: Who?\n#+ tags: one\nASK {}").tags == ("one",)


def test_the_file_of_a_wrong_query_is_named_once(corridor: Corridor) -> None:
    """Whether its header is wrong, its parameters are, or its SPARQL."""
    for text in ("#+ defaults:\n#+   - x: y\nASK { ?s ?p ?_x }", "#+ summary: W?\nASK { ?s ?p ?_x_y }", "ASK { ?s }"):
        with pytest.raises(QueryInvalid) as caught:
            asking.run(corridor.data, StoredQuery("mine", text))
        assert str(caught.value).count("mine.rq") == 1, text


def test_a_choice_is_known_as_people_see_it(corridor: Corridor) -> None:
    """And what may be chosen is named where it is none."""
    text = "#+ summary: Which?\n#+ enumerate:\n#+   - word: [New Town, Caf\u00e9]\nSELECT ?w { BIND(?_word AS ?w) }"
    query = StoredQuery("x", text)
    for given, meant in ((" new\xa0 town", "New Town"), ("CAFE\u0301", "Caf\u00e9")):
        answer = asking.run(corridor.data, query, {"word": given})
        assert isinstance(answer, Rows)
        assert [row.w for row in answer] == [meant]
    with pytest.raises(BadParameter, match="takes 'New Town' or 'Caf\u00e9', not 'Old Town'"):
        asking.run(corridor.data, query, {"word": "Old Town"})


def test_values_are_bound_in_every_group_that_mentions_them() -> None:
    """The VALUES block stands at the start of each such group, and not in a CONSTRUCT template."""
    text = "CONSTRUCT { ?_x ?p ?o } WHERE { ?_x ?p ?o OPTIONAL { ?s ?q ?_x } { ?s ?r ?o } }"
    bound = bind(text, {"?_x": []})
    assert bound.count("VALUES") == 2
    assert bound.startswith("CONSTRUCT { ?_x ?p ?o } WHERE { VALUES")


@pytest.mark.parametrize("name", ["core-platforms", "innovation-centres"])
def test_a_platform_whose_city_is_not_known_is_one_row(name: str, stated: Corridor, tmp_path: Path) -> None:
    """Without a city there is an empty cell, and asking for a city leaves the platform out."""
    known = tmp_path / "known.ttl"
    known.write_text(
        "@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .\n"
        "@prefix place: <https://w3id.org/corridor-kg/place/> .\n"
        "@prefix platform: <https://w3id.org/corridor-kg/platform/> .\n"
        "platform:guangzhou-science-city ckg:isLocatedIn place:guangzhou .\n"
        "platform:bio-island ckg:isLocatedIn place:guangzhou .\n",
        encoding="utf-8",
    )
    alone = Corridor.load(graph=ROOT / "graph" / "things", add=[ROOT / "graph" / "china-daily", known], inference=False)
    every = alone.run(name)
    assert isinstance(every, Rows)
    things = [row[every.columns[0]] for row in every]
    assert len(things) == len(set(things)) == {"core-platforms": 10, "innovation-centres": 2}[name]
    there = alone.run(name, city="guangzhou")
    assert isinstance(there, Rows)
    assert {row.cityLabel for row in there} == {"Guangzhou"}
    all_of_them = stated.run(name)
    assert isinstance(all_of_them, Rows)
    listed = [row[all_of_them.columns[0]] for row in all_of_them]
    assert len(listed) == len(set(listed))
    assert set(things) <= set(listed)


def test_an_unknown_query_leads_to_those_that_are_near(corridor: Corridor) -> None:
    """As the message of every unknown name does."""
    with pytest.raises(UnknownQuery, match="did you mean 'core-platforms'"):
        corridor.run("core-platform")


def test_choices_are_what_a_query_answers(corridor: Corridor) -> None:
    """The list of cities is filled by the query itself."""
    choices = corridor.choices(corridor.queries["core-platforms"], "city")
    assert [choice.rpartition("/")[2] for choice in choices] == ["dongguan", "guangzhou", "shenzhen"]


def test_a_header_is_taken_word_for_word(tmp_path: Path) -> None:
    """A default is what stands there, whatever YAML may call it; a byte-order mark is no part of the header."""
    text = (
        "#+ summary: Which counts are whole?\n#+ tags: [On, 010]\n"
        "#+ defaults:\n#+   - flag: true\n#+   - day: 2017-12-01\n"
        "#+ enumerate:\n#+   - flag: [true, false]\n#+   - day:\n"
        "SELECT ?c { ?c <http://e.org/a> ?_flag_xsd_boolean ; <http://e.org/b> ?_day_xsd_date }\n"
    )
    (tmp_path / "flag.rq").write_text(text, encoding="utf-8-sig")
    query = StoredQueries(str(tmp_path))["flag"]
    assert (query.default("flag"), query.default("day"), query.tags) == ("true", "2017-12-01", ("On", "010"))
    assert (query.choices("flag"), query.choices("day")) == (("true", "false"), ())
    flag, day = query.parameters
    assert flag.term(query.default("flag") or "", NamedNode) == Literal(True)
    assert day.term(query.default("day") or "", NamedNode).value == "2017-12-01"


def test_a_word_of_a_header_is_what_yaml_reads() -> None:
    """It is read by itself, for a check that finds nothing need not know more."""
    for name, check in StoredQueries(bundled.CHECKS).items():
        for key in ("severity", "scope"):
            assert check.word(key) == check.header[key] != "", name
        assert check.word("nothing") == ""
