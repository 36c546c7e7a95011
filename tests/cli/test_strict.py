"""Nothing that is given to a command is left out in silence, and numbers are those of the standard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from corridor_kg.cli.main import cli
from corridor_kg.cli.strict import Command, FloatRange, IntRange
from corridor_kg.rdf.vocabulary import XSD
from tests.conftest import Run


def _commands(group: click.Group = cli) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _commands(command)
        elif command:
            yield name, command


COMMANDS = dict(_commands())


def test_every_command_is_strict() -> None:
    """Whoever adds one gives it the same manners; no option is called as a number is."""
    assert len(COMMANDS) > 8
    for name, command in COMMANDS.items():
        assert isinstance(command, Command), name
        for parameter in command.params:
            assert type(parameter.type) not in (click.FLOAT, click.INT, click.FloatRange, click.IntRange), name
            assert not [option for option in parameter.opts if re.match(r"-[0-9.I]", option)]


ONCE = [
    (name, option.opts[0], [] if option.is_flag else ["1"])
    for name, command in COMMANDS.items()
    for option in command.params
    if isinstance(option, click.Option) and not option.multiple and not (option.is_flag and not option.secondary_opts)
]


@pytest.mark.parametrize(("name", "option", "value"), ONCE, ids=lambda value: str(value))
def test_an_option_of_which_one_counts_is_given_once(name: str, option: str, value: list[str]) -> None:
    """The first is not forgotten without a word."""
    names: Any = {"help_option_names": ["-h", "--help"]}  # which click keeps with the command
    done = CliRunner().invoke(COMMANDS[name], [option, *value, "x", option, *value], **names)
    assert done.exit_code == 2
    assert f"{option}" in done.output
    assert "is given 2 times, and one alone can count" in done.output


@pytest.mark.parametrize("value", ["-5", "-0.0", "-.5", "-5.", "-1E-3", "-INF"])
def test_a_negative_number_is_a_value(value: str, run: Run) -> None:
    """It needs no hyphens before it; what else begins with one is told how it is written."""
    own = f"<http://e.org/a> <http://e.org/b> '{value}'^^<{XSD}double> ."
    done = run("why", "--graph", "-", "http://e.org/a", "http://e.org/b", value, "-f", "json", stdin=own)
    assert (done.returncode, done.stderr) == (0, "")
    wrong = run("why", "a", "b", "-x5")
    assert (wrong.returncode, "stands behind --" in wrong.stderr) == (2, True)


NUMBERS = st.floats(allow_nan=False, allow_infinity=False).map(repr) | st.integers().map(str)
NO_NUMBERS = ("nan", "inf", "Infinity", "1_0", " 1", "1 ", "\u0665", "\uff15", "0x10", "")


@given(NUMBERS)
def test_a_number_of_the_standard_is_read(text: str) -> None:
    """And is what Python makes of it."""
    assert FloatRange().convert(text, None, None) == float(text)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_python_alone_takes_for_a_number_is_refused(text: str) -> None:
    """Other digits, underscores, white space, and what has no end."""
    for kind in (FloatRange(), IntRange()):
        with pytest.raises(click.BadParameter):
            kind.convert(text, None, None)
