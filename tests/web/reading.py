"""Asks the site without a server, and reads its pages as a browser does, which forgives no mistake here."""

from __future__ import annotations

import html5lib
from selectolax.lexbor import LexborHTMLParser, LexborNode

from corridor_kg import Corridor
from corridor_kg.web import site
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
"""What browsers accept."""


def asked(
    corridor: Corridor, path: str, /, language: str = "en", accept: str = BROWSER, **values: str | list[str]
) -> Reply:
    """Return what the site answers."""
    listed = {name: [value] if isinstance(value, str) else value for name, value in values.items()}
    return site.answer(corridor, Asked(path, listed, accept, language, "http://127.0.0.1:8000"), Limits())


def page(
    corridor: Corridor,
    path: str,
    /,
    language: str = "en",
    status: int = 200,
    accept: str = BROWSER,
    **values: str | list[str],
) -> LexborHTMLParser:
    """Return a page that is valid HTML, and has the status that is expected."""
    return valid(asked(corridor, path, language, accept, **values), status)


def valid(reply: Reply, status: int = 200) -> LexborHTMLParser:
    """Return a reply as a page, which is valid HTML, and has the status that is expected."""
    assert (reply.status, reply.media_type) == (status, "text/html; charset=utf-8"), reply.body.decode()
    text = reply.body.decode()
    html5lib.HTMLParser(strict=True).parse(text)  # raises where a browser would have to guess
    parsed = LexborHTMLParser(text)
    ids = [node.attributes["id"] for node in parsed.css("[id]")]
    assert len(ids) == len(set(ids)), "two elements have one id"
    assert not parsed.css("script, style, [style], [onclick], [onload]"), "something would run, or styles itself"
    return parsed


def one(parsed: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    """Return the one element that a selector finds."""
    (found,) = parsed.css(selector)
    return found


def text(parsed: LexborHTMLParser, selector: str) -> str:
    """Return the text of the one element that a selector finds, white space as one sees it."""
    return " ".join(one(parsed, selector).text().split())


def texts(parsed: LexborHTMLParser, selector: str) -> list[str]:
    """Return the texts of all that a selector finds."""
    return [" ".join(node.text().split()) for node in parsed.css(selector)]


def addresses(parsed: LexborHTMLParser, selector: str = "a") -> list[str]:
    """Return where links lead."""
    return [node.attributes["href"] or "" for node in parsed.css(selector)]
