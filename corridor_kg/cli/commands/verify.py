"""``corridor-kg verify``: the facts against the article that states them."""

from __future__ import annotations

import click

from corridor_kg.choices import VERIFICATION_FORMATS
from corridor_kg.cli.ending import FINDINGS
from corridor_kg.cli.options import Output, Place, graph_options, output_options
from corridor_kg.cli.strict import Command
from corridor_kg.corridor import Corridor


@click.command(cls=Command)
@click.argument("articles", type=click.Path(), nargs=-1, metavar="[ARTICLE]...")
@graph_options
@output_options(*VERIFICATION_FORMATS)
def command(articles: tuple[str, ...], place: Place, output: Output) -> int:
    """Check every fact against each ARTICLE, a newspaper's text.

    Plain text or HTML, as you have it, or a folder of such; - reads one from standard input.
    Without any, those that corridor-kg.toml names under articles. Exit status 1 where a passage is
    changed or missing, print contradicts a fact, or no article of the graph stands in a file.
    """
    found = Corridor.load(**place._asdict()).verify(*articles)
    output.write(found.serialize(output.chosen, width=output.width))
    return 0 if found.holds else FINDINGS
