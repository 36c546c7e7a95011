"""``corridor-kg queries``: the stored queries, those that have some words, or one of them."""

from __future__ import annotations

import click

from corridor_kg.choices import CATALOGUE_FORMATS
from corridor_kg.cli.ending import FINDINGS
from corridor_kg.cli.options import Output, complete_query, output_options
from corridor_kg.cli.strict import Command
from corridor_kg.questions import catalogue
from corridor_kg.questions.stored_queries import STORED
from corridor_kg.spelling import quoted


@click.command(cls=Command)
@click.argument("words", nargs=-1, metavar="[NAME|WORD]...", shell_complete=complete_query)
@output_options(*CATALOGUE_FORMATS)
def command(words: tuple[str, ...], output: Output) -> int:
    """List the stored queries, search them, or show one whole.

    NAME is that of a query, which is shown whole. WORD is one that a query has in its name, its question, its
    description, its tags, parameters or columns; of several words it has all. Where no query has a word, what is spelt
    like it is told as near, and the exit status is 1.
    """
    text = " ".join(words)
    if not words or text in STORED:
        output.write(catalogue.serialize(STORED, text or None, output.chosen, width=output.width))
        return 0
    from corridor_kg.questions import searching  # late for the cold start: a list needs no search

    found = searching.search(STORED, text)
    output.write(catalogue.serialize(found.queries, None, output.chosen, width=output.width))
    for word, near in found.near.items():
        click.echo(f"no query has the word {quoted(word)}; {quoted(near)} is near, and not the same.", err=True)
    if not found.queries:
        click.echo(
            "no query has these words; 'corridor-kg queries' lists all, and 'corridor-kg find' finds things.", err=True
        )
    return FINDINGS if found.near or not found.queries else 0
