"""``corridor-kg export``: the graph, or a part of it, in somebody's own format."""

from __future__ import annotations

import click

from corridor_kg.choices import PARTS
from corridor_kg.cli.ending import write
from corridor_kg.cli.options import Place, complete_thing, endpoint_options, place_options
from corridor_kg.cli.strict import Command, FloatRange
from corridor_kg.corridor import Corridor
from corridor_kg.exports.formats import EXPORT_FORMATS


@click.command(cls=Command)
@click.option("--format", "-f", metavar="FORMAT", help=f"One of {', '.join(EXPORT_FORMATS)}.")
@click.option("--output", "-o", metavar="PATH", help="A file, or a folder for csv; its ending tells the format.")
@click.option(
    "--thing", "names", multiple=True, shell_complete=complete_thing, help="Only this, and what belongs to it."
)
@click.option(
    "--include",
    multiple=True,
    metavar="PARTS",
    default=["stated,links"],
    show_default=True,
    help=f"Some of {','.join(PARTS)}.",
)
@click.option("--evidence/--no-evidence", default=True, help="With or without passages and sources.")
@click.option("--frame", metavar="FILE", help="For jsonld: your own JSON-LD frame.")
@click.option(
    "--inline-context/--context-by-iri",
    default=True,
    help="For jsonld: write the context out, as any tool can read it, or name it by its IRI.",
)
@click.option("--hash", "hashed", is_flag=True, help="Print the RDFC-1.0 hash of the data set instead.")
@click.option("--force", is_flag=True, help="For csv: write into a folder that holds other things too.")
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=FloatRange(0, min_open=True),
    default=60,
    help="How long naming blank nodes may take; 60 by default.",
)
@place_options
@endpoint_options
def command(
    format: str | None,
    output: str | None,
    names: tuple[str, ...],
    include: tuple[str, ...],
    evidence: bool,
    frame: str | None,
    inline_context: bool,
    hashed: bool,
    force: bool,
    timeout: float,
    place: Place,
) -> None:
    """Take the graph home, or a part of it.

    The same bytes every time, each literal as it was written. Without --output, Turtle goes to
    standard output.
    """
    parts = [part.strip() for part in ",".join(include).split(",") if part.strip()]
    inferring = "inferred" in parts or format == "schema-org"
    corridor = Corridor.open(**place._replace(inference=inferring)._asdict())
    taken = corridor.export(
        things=names,
        include=parts,
        evidence=evidence,
        frame=frame,
        inline_context=inline_context,
        timeout=timeout,
    )
    if hashed:
        write(f"{taken.hash()}\n", output)
    elif output is not None:
        taken.write(output, format=format, force=force)
    else:
        write(taken.blocks(format or "turtle"), None)
