"""Values of parameters: typed, resolved, and never more than one RDF term."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from corridor_kg import Corridor
from corridor_kg.errors import BadParameter
from corridor_kg.questions.parameters import Parameter, bind, read_parameters

PREDICATE = NamedNode("http://example.org/p")


@given(st.text())
@example('"} DROP ALL #')
@example("'''\"\"\"\\")
@example("> } ; INSERT { <x:a> <x:b> <x:c> }")
@example("?_text\n\r\t\0")
def test_no_value_changes_what_a_query_is(text: str) -> None:
    """Whatever the text, exactly the one literal with that text is found."""
    store = Store()
    subject = NamedNode("http://example.org/s")
    store.extend([Quad(subject, PREDICATE, Literal(text)), Quad(subject, PREDICATE, Literal(f"{text}x"))])
    bound = bind(f"SELECT ?o {{ ?s {PREDICATE} ?o FILTER(?o = ?_text) }}", {"?_text": [Literal(text)]})
    assert [solution["o"] for solution in store.query(bound)] == [Literal(text)]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("integer", "-42", "4.2"),
        ("decimal", "2.41", "two"),
        ("date", "2017-12-01", "1 December 2017"),
        ("gYear", "2050", "50"),
        ("boolean", "true", "yes"),
    ],
)
def test_a_typed_parameter_takes_its_type_only(kind: str, right: str, wrong: str) -> None:
    """The right form becomes a typed literal, the wrong one a message with an example."""
    parameter = Parameter("x", f"?_x_xsd_{kind}", kind, required=True)
    term = parameter.term(right, NamedNode)
    assert isinstance(term, Literal)
    assert term.datatype.value.endswith(f"#{kind}")
    with pytest.raises(BadParameter, match=r"such as|true or false"):
        parameter.term(wrong, NamedNode)


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("integer", ["٤٢", "4_2", " 42", "42\n"]),
        ("decimal", ["２.5", "2,5", "1e3", "INF"]),
        ("date", ["2017-02-30", "20171201", "2017-W01-1"]),
        ("gYear", ["02050", "２０５０"]),
        ("boolean", ["True", "on", "2"]),
    ],
)
def test_a_typed_parameter_takes_what_xml_schema_has(kind: str, texts: list[str]) -> None:
    """What Python alone would read is refused as any wrong value is."""
    parameter = Parameter("x", f"?_x_xsd_{kind}", kind, required=True)
    for text in texts:
        with pytest.raises(BadParameter, match="takes"):
            parameter.term(text, NamedNode)


def test_the_suffix_of_a_variable_says_what_it_takes() -> None:
    """The suffixes are those of grlc."""
    text = "ASK { ?_a ?__b_iri ?_c_en . ?_d_integer ?__e_xsd_gYear ?_f_number }"
    found = {known.name: (known.kind, known.required, known.language) for known in read_parameters(text)}
    assert found == {
        "a": ("text", True, None),
        "b": ("thing", False, None),
        "c": ("text", True, "en"),
        "d": ("integer", True, None),
        "e": ("gYear", False, None),
        "f": ("decimal", True, None),
    }


def test_wrong_parameters_are_said(corridor: Corridor) -> None:
    """Unknown and missing parameters lead to what the query takes."""
    with pytest.raises(BadParameter, match="did you mean 'city'"):
        corridor.run("core-platforms", citty="dongguan")
    with pytest.raises(BadParameter, match="it takes none"):
        corridor.run("plan-steps", year=2020)


def test_several_values_are_alternatives(corridor: Corridor) -> None:
    """A list asks for any of its values, and the same value twice changes nothing."""
    both = corridor.run("core-platforms", city=["dongguan", "shenzhen"])
    once = corridor.run("core-platforms", city="dongguan")
    twice = corridor.run("core-platforms", city=["dongguan", "东莞市"])
    assert [len(answer) for answer in (both, once, twice)] == [6, 2, 2]  # type: ignore[arg-type]
    assert once.serialize("csv") == twice.serialize("csv")


@pytest.mark.parametrize(
    ("query", "parameter"), [("figures", "thing"), ("is-in-corridor", "place"), ("describe", "thing")]
)
def test_an_empty_list_is_no_value(query: str, parameter: str, corridor: Corridor) -> None:
    """It comes out of a filter that nothing passed, and must not ask for all."""
    with pytest.raises(BadParameter, match=f"no value for '{parameter}'.*leave the parameter out"):
        corridor.run(query, **{parameter: []})
    assert corridor.run("figures", thing=None).serialize("csv") == corridor.run("figures").serialize("csv")  # type: ignore[arg-type]
