"""``corridor-kg source new``: from a text to passages and drafts."""

from __future__ import annotations

import shlex

import click

from corridor_kg.cli.options import Place, place_options
from corridor_kg.cli.strict import Command
from corridor_kg.corridor import Corridor


@click.command("new", cls=Command)
@click.argument("name")
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--title", metavar="TEXT", default="", help="The title of the article.")
@click.option("--publisher", metavar="NAME", default="", help="Who publishes it: known, or new.")
@click.option("--date", metavar="DATE", default="", help="When it came out: 2017-12-16, 2017-12, or DATE/DATE.")
@click.option("--language", metavar="TAG", default="", help="Its language, en or zh-Hans; else told by its characters.")
@click.option("--address", metavar="URL", default="", help="Where it stands on the web.")
@click.option(
    "--to",
    metavar="FOLDER",
    type=click.Path(file_okay=False),
    default=".",
    help="Where its folder is made; here by default.",
)
@place_options
def command(
    name: str, file: str, title: str, publisher: str, date: str, language: str, address: str, to: str, place: Place
) -> None:
    """Lay FILE, plain text or HTML, out as the source NAME, and draft what it states.

    Writes NAME/source.ttl, which tells where each passage stands, a draft for each passage, and
    things/NAME.ttl for what may be new. What is drafted is open, and no fact, until you delete
    what says so: 'corridor-kg check' lists it, with what may be the answer. Nothing of the text is
    stored but places, hashes, numbers and names.
    """
    made = Corridor.load(**place._asdict()).new_source(
        name, file, to=to, title=title, publisher=publisher, date=date, language=language, address=address
    )
    click.echo(made.to_text(), nl=False)
    place_of, text = shlex.quote(to), shlex.quote(file)
    click.echo(f"Next: corridor-kg check {place_of} lists what is open,", err=True)
    click.echo(f"and corridor-kg verify {text} --add {place_of} holds what you wrote against the text.", err=True)
