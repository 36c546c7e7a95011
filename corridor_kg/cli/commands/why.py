"""``corridor-kg why``: the proof of a triple."""

from __future__ import annotations

import click

from corridor_kg.choices import EXPLANATION_FORMATS
from corridor_kg.cli.ending import FINDINGS
from corridor_kg.cli.options import (
    Output,
    Place,
    article_option,
    complete_thing,
    endpoint_options,
    graph_options,
    output_options,
)
from corridor_kg.cli.strict import Command


@click.command(cls=Command)
@click.argument("subject", shell_complete=complete_thing)
@click.argument("predicate")
@click.argument("object", shell_complete=complete_thing)
@click.option("--all", "every", is_flag=True, help="Give every way in which it follows, not the shortest alone.")
@article_option
@graph_options
@endpoint_options
@output_options(*EXPLANATION_FORMATS)
def command(
    subject: str, predicate: str, object: str, every: bool, article: tuple[str, ...], place: Place, output: Output
) -> int:
    """Say why SUBJECT PREDICATE OBJECT holds, down to line and passage.

    It is stated, or it follows by rules from what is stated. Each is a slug, CURIE, IRI or label,
    or what show prints; PREDICATE may be a, OBJECT the text of a literal. Exit status 1 where it is
    not so, with what is so instead.
    """
    explanation = place.load().why(subject, predicate, object, every=every, articles=article)
    output.write(explanation.serialize(output.chosen, width=output.width))
    return 0 if explanation else FINDINGS
