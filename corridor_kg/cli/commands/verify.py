"""``corridor-kg verify``: the facts against the article that states them."""

from __future__ import annotations

import click

from corridor_kg.choices import VERIFICATION_FORMATS
from corridor_kg.cli.ending import FINDINGS
from corridor_kg.cli.options import Output, Place, graph_options, output_options
from corridor_kg.cli.strict import Command
from corridor_kg.corridor import Corridor


@click.command(cls=Command)
@click.argument("article", type=click.Path(dir_okay=False))
@graph_options
@output_options(*VERIFICATION_FORMATS)
def command(article: str, place: Place, output: Output) -> int:
    """Check every fact against ARTICLE, the newspaper's text.

    Plain text or HTML, as you have it; - reads it from standard input. Exit status 1 where a
    passage is changed or missing, or a fact does not stand in print.
    """
    found = Corridor.load(**place._asdict()).verify(article)
    output.write(found.serialize(output.chosen, width=output.width))
    return 0 if found.holds else FINDINGS
