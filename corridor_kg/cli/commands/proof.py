"""``corridor-kg proof``: a text of one's own against the graph, before it is printed."""

from __future__ import annotations

import click

from corridor_kg.choices import PROOF_FORMATS
from corridor_kg.cli.ending import FINDINGS
from corridor_kg.cli.options import Output, Place, output_options, place_options
from corridor_kg.cli.strict import Command


@click.command(cls=Command)
@click.argument("file", type=click.Path())
@place_options
@output_options(*PROOF_FORMATS)
def command(file: str, place: Place, output: Output) -> int:
    """Hold FILE, a text of your own, against what sources state.

    Plain text or HTML; - reads standard input. Each number, with its unit, words of bound and period,
    each year by which something is to be, each speaker and each name gets a verdict: stands, disputed
    (other sources differ), only claimed (by whom), weaker (not as printed, not contradicted), differs,
    unknown. Exit status 1 where something is weaker or differs.
    """
    found = place.load().proof(file)
    output.write(found.serialize(output.chosen, width=output.width))
    return 0 if found.holds else FINDINGS
