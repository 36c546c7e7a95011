"""``corridor-kg check``: whether the graph, or somebody's own files beside it, is right."""

from __future__ import annotations

import click

from corridor_kg.choices import PROFILES, REPORT_FORMATS, SEVERITIES
from corridor_kg.cli.ending import FINDINGS
from corridor_kg.cli.options import Output, Place, endpoint_options, graph_options, output_options
from corridor_kg.cli.strict import Command
from corridor_kg.corridor import Corridor


@click.command(cls=Command)
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--profile", type=click.Choice(PROFILES), default="errors", help="Look also for what is missing.")
@click.option("--fail-on", type=click.Choice(SEVERITIES), default="violation", help="What makes the exit status 1.")
@click.option("--only", multiple=True, metavar="CHECK", help="Nothing but what this check, shape or rule finds.")
@click.option("--skip", multiple=True, metavar="CHECK", help="Not what this check, shape or rule finds.")
@click.option("--shapes", "-s", multiple=True, metavar="PATH", help="Your own shapes of SHACL, beside the project's.")
@click.option("--no-shapes", is_flag=True, help="Without the project's shapes.")
@click.option("--no-checks", is_flag=True, help="Without the project's stored checks.")
@graph_options
@endpoint_options
@output_options(*REPORT_FORMATS)
def command(
    files: tuple[str, ...],
    profile: str,
    fail_on: str,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    shapes: tuple[str, ...],
    no_shapes: bool,
    no_checks: bool,
    place: Place,
    output: Output,
) -> int:
    """Check the graph, and your own Turtle FILEs beside it.

    It looks at syntax, terms, shapes, clashes with the ontology, and the stored checks. Each
    finding names the thing, the line and the fix. Exit status 1 where anything is found.
    """
    where = place._replace(add=(*place.add, *files))
    report = Corridor.check_files(
        **where._asdict(),
        profile=profile,
        only=only,
        skip=skip,
        shapes=shapes,
        own_shapes=not no_shapes,
        own_checks=not no_checks,
    )
    output.write(report.serialize(output.chosen, width=output.width))
    return FINDINGS if report.has_at_least(fail_on) else 0
