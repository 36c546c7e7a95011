"""``corridor-kg verify``: the facts against the article that states them."""

from __future__ import annotations

import click

from corridor_kg.choices import VERIFICATION_FORMATS
from corridor_kg.cli.ending import FINDINGS
from corridor_kg.cli.options import Output, Place, graph_options, output_options
from corridor_kg.cli.strict import Command
from corridor_kg.trust import marked as marked_passages


@click.command(cls=Command)
@click.argument("articles", type=click.Path(), nargs=-1, metavar="[ARTICLE]...")
@click.option("--marked", is_flag=True, help="Show the passages: « » carries facts, ‹ › no fact claims.")
@graph_options
@output_options(*VERIFICATION_FORMATS)
def command(articles: tuple[str, ...], marked: bool, place: Place, output: Output) -> int:
    """Check every fact against each ARTICLE, a newspaper's text.

    Plain text or HTML, as you have it, or a folder of such; - reads one from standard input.
    Without any, those that corridor-kg.toml names under articles. Exit status 1 where a passage is
    changed or missing, print contradicts a fact, or no article of the graph stands in a file.
    With --marked you read your own copy, and see what of it is in the graph; nothing is judged.
    """
    corridor = place.open()
    if marked:
        output.write(marked_passages.serialize(corridor.marked(*articles), output.chosen, width=output.width))
        return 0
    found = corridor.verify(*articles)
    output.write(found.serialize(output.chosen, width=output.width))
    return 0 if found.holds else FINDINGS
