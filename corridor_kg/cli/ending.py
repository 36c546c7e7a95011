"""Ending well: write whole or not at all, go in silence where nobody reads on, stop at once when told to."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterable

import click

from corridor_kg.errors import OutputFailed
from corridor_kg.files import output

FINDINGS, WRONG, INTERRUPTED, CLOSED_PIPE = 1, 2, 130, 141
"""The exit statuses besides 0."""


def write(text: str | Iterable[bytes], path: str | None) -> None:
    """Write an answer; where the reader has gone, end in silence, as tools in a pipe do."""
    try:
        output.write(text, path)
    except BrokenPipeError:
        forget_output()
        sys.exit(CLOSED_PIPE)
    except OutputFailed:
        if path in (None, "-") and sys.stdout is not None:
            forget_output()
        raise


def forget_output() -> None:
    """Let what could not be written go, else Python complains at its exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def show_warning(message: Warning | str, *_: object, **__: object) -> None:
    """Print a warning as the command line does."""
    click.echo(f"warning: {message}", err=True)


_told = "interrupted; nothing was written."


def tell_on_interrupt(sentence: str) -> None:
    """Say something else where this process is interrupted, for a command that has done a part by then.

    Args:
        sentence: What is there, and what to do.
    """
    global _told
    _told = sentence


def die_on_interrupt() -> None:
    """Let Ctrl-C end the process at once, even while the engine computes.

    Python runs signal handlers between its own instructions, and so not before the engine returns; the
    wake-up descriptor is written to at once, and a thread can wait on it.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)

    def wait() -> None:
        (number,) = os.read(reading, 1)
        output.discard_unfinished()
        os.write(2, f"{_told}\n".encode())
        os._exit(128 + number)

    threading.Thread(target=wait, daemon=True).start()
