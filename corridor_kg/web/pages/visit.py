"""A visit: one request for a page, with what every page needs to be written: words, addresses, the layout."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyoxigraph import NamedNode

from corridor_kg.answers.rows import Row, Rows
from corridor_kg.corridor import Corridor
from corridor_kg.store import names
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.pages import addresses, static, tables
from corridor_kg.web.pages.tables import Table
from corridor_kg.web.pages.words import LANGUAGES, TAGS, word

HTML = "text/html; charset=utf-8"

MOST_ROWS = 1_000
"""How many rows a page shows."""

_HAN = re.compile("[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")


class Layout:
    """What every page has, also one that tells nothing of the graph: words, addresses, and what stands around it.

    Args:
        asked: The request.
    """

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.language = asked.language if asked.language in LANGUAGES else "en"

    def value(self, name: str) -> str:
        """Return the last value of a parameter; empty where there is none."""
        return self.asked.values.get(name, [""])[-1]

    # -- Words -------------------------------------------------------------------------------------------

    def word(self, key: str, **values: object) -> str:
        """Return a word or a sentence of the interface, with values in their places."""
        told = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
        return word(key, self.language).format_map(told)

    def lang(self, text: str, tag: str = "") -> Markup:
        """Return the attribute that tells the language of a text where it is not that of the page.

        Args:
            text: The text; where no tag is told, its script tells Chinese from English.
            tag: The tag of its language.
        """
        if not tag and _LETTER.search(text):
            tag = TAGS["zh"] if _HAN.search(text) else TAGS["en"]
        is_other = tag and tag.partition("-")[0] != self.language
        return Markup(' lang="{}"').format(tag) if is_other else Markup()

    # -- Addresses ---------------------------------------------------------------------------------------

    def to(self, path: str, at: str = "", values: Mapping[str, object] | None = None) -> str:
        """Return an address of the site, in the language that was asked for.

        Args:
            path: The path, which may have parameters already.
            at: The place on the page; may be empty.
            values: Parameters; a list gives several values for one.
        """
        told = {"lang": self.language} if "lang" in self.asked.values else {}
        written = urlencode({**told, **(values or {})}, doseq=True)
        joined = f"{path}{'&' if '?' in path else '?'}{written}" if written else path
        return f"{joined}#{at}" if at else joined

    @cached_property
    def here(self) -> dict[str, str]:
        """The address of this page in each language."""
        path = quote(self.asked.path, addresses.SAFE)
        return {language: self.to(path, "", {**self.asked.values, "lang": language}) for language in LANGUAGES}

    # -- Pages -------------------------------------------------------------------------------------------

    def page(self, template: str, title: str, /, status: int = 200, **values: Any) -> Reply:
        """Return a page.

        Args:
            template: The name of its template.
            title: What it is called.
            status: The HTTP status.
            values: What the template shows.
        """
        shown: Mapping[str, Any] = {
            "visit": self,
            "title": title,
            "t": self.word,
            "to": self.to,
            "lang": self.lang,
            "tag": TAGS[self.language],
            "languages": LANGUAGES,
            "static": static.address,
            **values,
        }
        body = _templates().get_template(template).render(shown).encode("utf-8", "replace")
        return Reply(
            status, HTML, body, (("Vary", "Accept, Accept-Language"), ("Content-Language", TAGS[self.language]))
        )


class Visit(Layout):
    """A request for a page that tells of the graph.

    Args:
        corridor: The graph.
        asked: The request.
        limits: How much it may take.
    """

    def __init__(self, corridor: Corridor, asked: Asked, limits: Limits) -> None:
        super().__init__(asked)
        self.corridor, self.limits = corridor, limits

    def label(self, iri: str) -> str:
        """Return what a thing is called in the language of the page, else in English or any other."""
        engine, thing = self.corridor.data.engine, NamedNode(iri)
        found = names.label_in(engine, thing, language=self.language) if self.language != "en" else None
        return found.value if found else names.label(engine, thing)

    def thing(self, iri: str) -> str:
        """Return the address of a thing: that of its page here, else its own on the web; empty where it has none."""
        path, at = addresses.of(self.corridor.data.engine, iri)
        if path:
            return self.to(path, at)
        return iri if iri.startswith(("http://", "https://")) else ""

    def table(self, rows: Rows, chosen: Sequence[Row] | None = None) -> Table:
        """Return rows as a table of a page: names with links, numbers with units, passages with their sources.

        Args:
            rows: An answer.
            chosen: Those of its rows that are told; None for all.
        """
        return tables.table(rows, list(rows) if chosen is None else chosen, self.thing, most=MOST_ROWS)

    def page(self, template: str, title: str, /, status: int = 200, **values: Any) -> Reply:
        """Return a page, as any other; its template can ask for the address of a thing too."""
        return super().page(template, title, status, thing=self.thing, **values)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("corridor_kg.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["sentence"] = _sentence
    return made


def _sentence(text: str) -> str:
    """Return a text so that it begins as a sentence does; an address stays what it is."""
    return text if text.startswith("http") else text[:1].upper() + text[1:]
