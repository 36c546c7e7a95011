"""An answer as one page of HTML, to be read on a screen of any width, printed, and kept.

It asks for nothing and runs nothing: there is no script in it, and a policy forbids it to load anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from corridor_kg.answers.about import About, Cited
from corridor_kg.answers.cells import Cell, Terms, cell_of
from corridor_kg.answers.columns import Shown

LANGUAGE = "en"
"""The language of what the page says itself."""

UPRIGHT, ACROSS = 5, 9
"""How many columns a sheet of paper holds upright, and across; a row of more is printed as a block of lines."""

_LONGEST_WORD = 24
"""How many characters a word has at most that is never broken."""

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --faint: #5c5c5c; --line: #c8c8c8; --link: #0b57a4; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e8; --paper: #161616; --faint: #a8a8a8; --line: #4a4a4a; --link: #8ab8ff; }
}
body { margin: 0 auto; padding: 1rem; max-width: 80rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { font-size: 1.15rem; margin-top: 2rem; }
h1, p { max-width: 45rem; }
a { color: var(--link); }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--faint); padding: .25rem 0; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top;
  white-space: pre-line; }
thead th { border-bottom: 2px solid var(--ink); }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.long { overflow-wrap: anywhere; min-width: 12ch; }
main { overflow-x: auto; }
li, dd { overflow-wrap: anywhere; white-space: pre-line; }
dt { color: var(--faint); }
dd { margin: 0 0 .5rem; }
@media print {
  :root { --ink: #000; --paper: #fff; --faint: #444; --line: #999; --link: #000; }
  body { padding: 0; max-width: none; font-size: 9pt; }
  thead { display: table-header-group; }
  tr, li { break-inside: avoid; }
  a { text-decoration: none; }
}
"""

_BLOCKS = """
  thead { display: none; }
  table, caption, tbody, tr, td { display: block; }
  tr { border-bottom: 2px solid var(--ink); padding: .5rem 0; }
  td, td.number { border: 0; padding: .1rem 0; text-align: left; }
  td:empty { display: none; }
  td::before { content: attr(data-head) ": "; color: var(--faint); }
"""
"""How each row becomes a block of lines, each behind its head, where there is no room for a table."""


def _style(columns: int) -> str:
    """Return the style of a page whose table has so many columns."""
    narrow = f"@media screen and (max-width: 45rem) {{{_BLOCKS}}}\n"
    printed = f"@media print {{{_BLOCKS}}}\n" if columns > ACROSS else ""
    size = "landscape" if UPRIGHT < columns <= ACROSS else "portrait"
    return f"{_STYLE}{narrow}{printed}@page {{ size: {size}; margin: 1.5cm; }}\n"


def serialize(columns: Sequence[Shown], rows: Sequence[Terms], about: About) -> str:
    """Return an answer as a page.

    Args:
        columns: Its columns, as people read them.
        rows: Its rows.
        about: What it answers.
    """
    return "\n".join([*_head(about.title, _style(len(columns))), *_body(columns, rows, about), "</html>", ""])


def _head(title: str, style: str) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{LANGUAGE}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{style}</style>"
    yield "</head>"


def _body(columns: Sequence[Shown], rows: Sequence[Terms], about: About) -> Iterator[str]:
    yield "<body>"
    yield "<main>"
    yield f"<h1>{escape(about.title)}</h1>"
    if about.description:
        yield f"<p>{escape(about.description)}</p>"
    yield from _table(columns, rows, about)
    told = about.marks.notes(term for terms in rows for term in terms.values()) if about.marks else []
    yield from (f"<p>{escape(note)}</p>" for note in told)
    yield "</main>"
    if about.sources:
        yield "<h2>Sources</h2>"
        yield "<ul>"
        yield from (_source(number, source) for number, source in enumerate(about.sources, 1))
        yield "</ul>"
    yield "<footer>"
    yield "<h2>About this answer</h2>"
    yield "<dl>"
    yield from (f"<dt>{escape(what)}</dt><dd>{escape(text)}</dd>" for what, text in about.entries())
    yield "</dl>"
    yield "</footer>"
    yield "</body>"


def _table(columns: Sequence[Shown], rows: Sequence[Terms], about: About) -> Iterator[str]:
    cells = [[cell_of(terms, column, about.marks) for column in columns] for terms in rows]
    classes = [_class([row[at] for row in cells]) for at in range(len(columns))]
    anchors = {source.shown: _anchor(number) for number, source in enumerate(about.sources, 1)}
    yield "<table>"
    yield f"<caption>{len(rows) or 'No'} {'row' if len(rows) == 1 else 'rows'}</caption>"
    heads = (
        f'<th scope="col"{of_class}>{escape(column.head)}</th>'
        for column, of_class in zip(columns, classes, strict=True)
    )
    yield f"<thead><tr>{''.join(heads)}</tr></thead>"
    yield "<tbody>"
    for row in cells:
        yield "<tr>"
        for column, of_class, value in zip(columns, classes, row, strict=True):
            language = "" if value.language in ("", LANGUAGE) else f' lang="{escape(value.language)}"'
            inside = _inside(value, anchors)
            yield f'<td{of_class}{language} data-head="{escape(column.head)}">{inside}</td>'
        yield "</tr>"
    yield "</tbody>"
    yield "</table>"


def _class(column: Sequence[Cell]) -> str:
    """Return the attribute of a column's cells: numbers stand below one another, and long words may be broken."""
    filled = [value for value in column if value.text]
    if filled and all(value.is_number for value in filled):
        return ' class="number"'
    is_long = any(len(word) > _LONGEST_WORD for value in filled for word in value.text.split())
    return ' class="long"' if is_long else ""


def _inside(value: Cell, anchors: dict[str, str]) -> str:
    """Return what stands in a cell: a link to the thing that it names, to the sources below, or a text."""
    if value.link:
        return _link(value.link, value.text)
    names = value.text.split("; ")
    if all(name in anchors for name in names):
        return "; ".join(f'<a href="#{anchors[name]}">{escape(name)}</a>' for name in names)
    return escape(value.text)


def _source(number: int, source: Cited) -> str:
    licence = f"licence: {_address(source.licence)}" if source.licence else ""
    told = (escape(source.title), escape(source.publisher), _address(source.url), licence)
    return f'<li id="{_anchor(number)}"><b>{escape(source.shown)}</b>: {", ".join(filter(None, told))}</li>'


def _anchor(number: int) -> str:
    """Return the name of the place where a source stands on the page."""
    return f"source-{number}"


def _address(url: str) -> str:
    return _link(url, url) if url.startswith(("http://", "https://")) else escape(url)


def _link(url: str, text: str) -> str:
    return f'<a href="{escape(url)}">{escape(text)}</a>'
