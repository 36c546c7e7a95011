"""What is printed as a command can be pasted."""

from __future__ import annotations

import shlex
import subprocess

from hypothesis import given
from hypothesis import strategies as st

from corridor_kg.files import output, pasting

VALUES = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


@given(st.lists(VALUES))
def test_a_shell_takes_the_values_back(values: list[str]) -> None:
    """Whatever is in them: quotes, parentheses, dollars, white space, nothing."""
    words = shlex.split(pasting.command("why", *values))
    assert words[:2] == ["corridor-kg", "why"]
    assert [word for word in words[2:] if word != "--" or "--" in values][-len(values) or len(words) :] == values


@given(VALUES.filter(lambda text: not set("'\u2018\u2019\u201a\u201b") & set(text)))
def test_powershell_takes_them_too(value: str) -> None:
    """Without an apostrophe in it, a value is plain or stands between single quotes, where nothing has a meaning."""
    word = pasting.quoted(value)
    assert word == f"'{value}'" or (word == value and not set(' @%,;(){}$`"&|<>#') & set(value))


def test_a_real_shell_takes_a_command() -> None:
    """Quotes of all kinds, and a value that opens with a hyphen."""
    values = ["place:new-town(east)", "it's", "it's $HOME \"`x`", "-5", "", "a\u2019b", "<http://e.org/?a=1&b=2>"]
    command = pasting.command("why", *values).replace("corridor-kg", "printf '%s\\n'", 1)
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=True)
    assert done.stdout.decode().splitlines() == ["why", "--", *values]


def test_text_is_shown_as_it_was_written() -> None:
    """Hard and wide spaces and joiners stay; controls, and what turns the direction of writing, do not."""
    text = "5\u00a0000\u202f€ \u0645\u06cc\u200c\u062e 广州\u3000深圳 co\u00adop\tx\ny\u200d"
    assert output.printable(text) == text
    assert output.printable("a\x1b[31m\x9b\x00\u202e\u2066\r\x7f") == "a\ufffd[31m" + "\ufffd" * 6
