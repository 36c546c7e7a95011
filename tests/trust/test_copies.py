"""A true copy of an article is never called changed, however it is dressed; a changed one always is."""

from __future__ import annotations

import html
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from corridor_kg import Corridor
from corridor_kg.text import articles, stretches
from corridor_kg.trust.verification import Verification

PASSAGES = (
    "A ferry town grows",
    "The ferry town of Orrin has 48 quays \u2013 more than \u201cany other\u201d port \u2013 and it keeps 1,250 boats.",
    "\u2018We build a third pier by 2031,\u2019 said Ida Bell\u2026 who leads the port since spring.",
    "Traders say that caf\u00e9s on the quay sell 12.5 tons of fish a day, and 12 tons of bread.",
    "A ferry leaves each hour.",
    "A ferry leaves each hour.",
)
"""An article; the same sentence stands in it twice."""

ARTICLE = "\n\n".join(PASSAGES)
WORDS = [(number, word) for number, text in enumerate(PASSAGES) for word in range(len(text.split()))]

MANY = settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
"""A copy that fails is shown as it is: to make it shorter takes minutes."""

Check = Callable[[str], Verification]


def written(passages: tuple[str, ...], *, extent: str = "") -> str:
    """Return a graph of an article that is made of some passages; where it begins and ends may be said, too."""
    prefixes = {
        "ckg": "https://w3id.org/corridor-kg/ontology#",
        "dcterms": "http://purl.org/dc/terms/",
        "oa": "http://www.w3.org/ns/oa#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "e": "http://example.org/",
    }
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in prefixes.items()] + [extent]
    start = 0
    for number, text in enumerate(passages):
        lines.append(
            f'e:{number} a ckg:Passage ; skos:notation "{number}" ; dcterms:isPartOf e:article ; oa:start {start} ;'
            f' oa:end {start + len(text)} ; schema:sha256 "{articles.sha256(text)}" ;'
            f' ckg:normalizedHash "{articles.sha256(articles.normalized(text))}" .'
        )
        start += len(text) + 2
    return "\n".join(lines)


def checker(folder: Path, graph: str) -> Check:
    """Return what verifies a graph against a copy."""
    (folder / "graph.ttl").write_text(graph, encoding="utf-8")
    corridor = Corridor.load(graph=folder / "graph.ttl", inference=False)

    def verify(copy: str) -> Verification:
        path: Path = folder / "copy"
        path.write_bytes(copy.encode())
        return corridor.verify(path)

    return verify


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> Check:
    """Verify a graph of the article above against a copy."""
    return checker(tmp_path_factory.mktemp("copies"), written(PASSAGES, extent=f"e:article oa:end {len(ARTICLE)} ."))


def standing(found: Verification) -> set[str]:
    """Return the passages that stand in the copy."""
    return {passage.passage for passage in found.passages if passage.verdict in ("found", "moved")}


ALL = {str(number) for number in range(len(PASSAGES))}

VARIANTS = {
    "'": "'\u2018\u2019\u201b\u2032",
    '"': '"\u201c\u201d\u201e\u2033\u00ab',
    "-": "-\u2010\u2011\u2013\u2014\u2212",
}
KINDS = {variant: kind for kind in VARIANTS.values() for variant in kind}
SPACES = (" ", "  ", "\n", "\r\n", "\t", "\u00a0", "\u202f", "\u3000")
INVISIBLE = ("", "", "", "\u00ad", "\u200b", "\u2060", "\u200d", "\ufeff", "\u200e")


@st.composite
def dressed(draw: st.DrawFn, text: str) -> str:
    """Return a text with other white space, marks of other kinds, and characters that nobody sees."""
    characters = []
    for character in text:
        if character == " ":
            characters.append(draw(st.sampled_from(SPACES)))
        elif character in KINDS:
            characters.append(draw(st.sampled_from(KINDS[character])))
        else:
            characters.append(character.replace("\u2026", draw(st.sampled_from(("\u2026", "...")))))
        characters.append(draw(st.sampled_from(INVISIBLE)))
    return "".join(characters)


@st.composite
def plain_copies(draw: st.DrawFn, passages: tuple[str, ...] = PASSAGES) -> str:
    """Return a copy as plain text, its paragraphs apart by any white space."""
    between = st.sampled_from(("\n\n", "\n", " ", "\r\n\r\n", "\n \n\n", "\n\nRead more\n\n"))
    return "".join(f"{draw(dressed(text))}{draw(between)}" for text in passages)


WRAPPERS = ("p", "div", "blockquote", "li", "section", "h2", "td", "dd", "figcaption")
NOISE = ("", "</style>", "</p>", "<!-- 7 -->", "<script>var a = '<p>8</p>';</script>", "<aside>9</aside>", "<hr>", "\n")
INLINE = ("b", "a href=x", "span", "em", "mark")


@st.composite
def escaped(draw: st.DrawFn, text: str) -> str:
    """Return words as HTML: some within elements, some characters by reference, some spaces line breaks."""
    words = []
    for word in text.split(" "):
        mark = "".join(draw(st.sampled_from((html.escape(c), f"&#{ord(c)};", f"&#x{ord(c):x};", c))) for c in word)
        element = draw(st.sampled_from((None, None, *INLINE)))
        words.append(f"<{element}>{mark}</{element.split()[0]}>" if element else mark)
    gaps = st.sampled_from((" ", " ", "\n  ", "<br>", " <br/>\n", "&nbsp;", "<wbr> ", "<!-- --> "))
    return "".join(part for word in words for part in (word, draw(gaps)))


@st.composite
def marked_copies(draw: st.DrawFn, passages: tuple[str, ...] = PASSAGES) -> str:
    """Return a copy as HTML, a whole document or a fragment of it."""
    parts = []
    for text in passages:
        wrapper, noise = draw(st.sampled_from(WRAPPERS)), draw(st.sampled_from(NOISE))
        inside = f"<{wrapper}>{draw(escaped(text))}</{wrapper}>"
        parts.append(f"<table>{inside}</table>{noise}" if wrapper == "td" else f"{inside}{noise}")
    head = draw(st.sampled_from(("", "<!DOCTYPE html><html><head><title>5</title></head><body>", "<main>")))
    return head + "".join(parts)


@given(copy=st.one_of(plain_copies(), marked_copies()))
@MANY
def test_a_true_copy_is_found_whole(check: Check, copy: str) -> None:
    """In plain text or HTML, with other white space, quotes, dashes, entities, and markup around words."""
    assert standing(check(copy)) == ALL


@given(data=st.data(), place=st.sampled_from(WORDS), other=st.sampled_from(("9", "Orrim", "not", "1,251", "\u4e1c")))
@MANY
def test_a_changed_word_is_never_found(check: Check, data: st.DataObject, place: tuple[int, int], other: str) -> None:
    """Of a copy in any dress in which one word is another, that passage does not stand there, and the others do."""
    number, word = place
    words = PASSAGES[number].split(" ")
    words[word] = other
    altered = (*PASSAGES[:number], " ".join(words), *PASSAGES[number + 1 :])
    found = check(data.draw(st.one_of(plain_copies(altered), marked_copies(altered))))
    repeated = {"4", "5"} if number in (4, 5) else set()
    assert len(standing(found)) == len(ALL) - 1
    assert ALL - standing(found) <= {str(number), *repeated}


@given(place=st.sampled_from(WORDS), digit=st.sampled_from("0123456789"), data=st.data())
@MANY
def test_one_more_digit_is_never_found(check: Check, place: tuple[int, int], digit: str, data: st.DataObject) -> None:
    """A digit put anywhere into a word, or behind the last one, makes another passage of it."""
    number, word = place
    words = PASSAGES[number].split(" ")
    into = data.draw(st.integers(0, len(words[word])))
    words[word] = words[word][:into] + digit + words[word][into:]
    altered = "\n\n".join((*PASSAGES[:number], " ".join(words), *PASSAGES[number + 1 :]))
    assert len(standing(check(altered))) == len(ALL) - 1


@given(
    number=st.integers(0, len(PASSAGES) - 1),
    behind=st.booleans(),
    words=st.sampled_from(["not", "7", "and more", "\u4e5f"]),
    html=st.booleans(),
)
@MANY
def test_words_beside_a_passage_make_another_of_it(
    check: Check, number: int, behind: bool, words: str, html: bool
) -> None:
    """On its own lines, where the article has none; what stands on lines of its own is no part of it."""
    texts, twin = list(PASSAGES), PASSAGES[-1]
    texts[number] = f"{texts[number]} {words}" if behind else f"{words} {texts[number]}"
    blocks = [f"<p>{text}</p>" for text in texts] if html else texts
    found = check("\n\n".join(blocks))
    assert len(standing(found)) == len(ALL) - 1
    assert str(number) not in standing(found) or texts[number] in (f"{twin} {words}", f"{words} {twin}")
    (problem,) = [text for passage in found.passages for text in passage.problems if "beside" in text]
    assert problem == f'"{words}" stands beside it, where the article has nothing.'
    between = [part for text in PASSAGES for part in (text, words)]
    assert standing(check("\n\n".join(between))) == ALL


def test_a_plain_text_may_speak_of_tags(check: Check) -> None:
    """What looks like HTML is read as plain text too."""
    assert standing(check(f"Write <p> before a paragraph.\n\n{ARTICLE}")) == ALL


def test_a_number_that_goes_on_is_another(check: Check) -> None:
    """At its very place, a passage that goes on within its last word is changed."""
    assert "0" not in standing(check(ARTICLE.replace("town grows", "town growsome")))
    assert "0" in standing(check(ARTICLE))


def test_references_without_a_tag_are_resolved(check: Check) -> None:
    """A stretch of HTML may have no tag at all."""
    assert standing(check(ARTICLE.replace("\u2013", "&ndash;").replace("\u00e9", "&eacute;"))) == ALL


def test_stretches_of_chinese_are_found() -> None:
    """Sentences that no white space parts are found where a mark ends them."""
    hash = articles.sha256("广州有港口。深圳也有。")
    for text, place in (
        ("他说：是。广州有港口。深圳也有。完", (5, 16)),
        ("他说：是。广州有\n港口。深圳也有。完", (5, 17)),
    ):
        assert [stretch.place for stretch in stretches.find(text, [(hash, 11)])[hash]] == [place]


def test_a_long_text_is_searched_in_no_long_time(check: Check) -> None:
    """Where nothing of the article stands in some ten thousand words, all of them are looked at once."""
    copy = " ".join(f"word{number}" for number in range(10_000))
    begun = time.monotonic()
    assert standing(check(copy)) == set()
    assert time.monotonic() - begun < 10


def changed(number: int, old: str, new: str, *, element: str = "") -> str:
    """Return the article with something else in one of its passages."""
    assert old in PASSAGES[number]
    texts = [*PASSAGES[:number], PASSAGES[number].replace(old, new), *PASSAGES[number + 1 :]]
    return "".join(f"<{element}>{text}</{element}>" for text in texts) if element else "\n\n".join(texts)


TRUE_HTML = [
    ("quays", "quays<sup>1</sup>"),
    ("quays", 'quays<sup><a href="#n">[1]</a></sup>'),
    ("boats.", "boats.<sup>1,2</sup>"),
    ("boats.", "boats. <sup>a</sup>"),
    ("48 quays", "48<sup>[3]</sup> quays"),
    ("48", "<del>84</del><ins>48</ins>"),
    ("48", "&#52;&#x38;"),
    ("48", "4<span hidden>9</span>8"),
    ("48", "4<span style='display:none'>9</span>8"),
    ("Orrin", "<button>Orrin</button>"),
    ("boats.", "boats.<button>Share</button>"),
    ("quays", "<div>Advertisement</div> quays"),
    ("quays", "<div><p>Advertisement</p><p>Boats! From $5 a day.</p></div> quays"),
    ("quays", "<figure><img src=x><figcaption>The quay at night</figcaption></figure> quays"),
    ("quays", "<aside>More on Orrin</aside> quays"),
    ("town", "<ruby>town<rt>taun</rt></ruby>"),
    ("\u201cany other\u201d", "<q>any other</q>"),
    ("keeps", "<math><mtext>keeps</mtext></math>"),
]
TRUE_TEXTS = [
    ("48", "\uff14\uff18"),
    ("quays", "quays\u00b9"),
    ("quays", "quays[1]"),
    ("quays", "qua-\nys"),
    ("quays", "qua\u00ad\nys"),
    ("quays", "\n\nAdvertisement\n\nquays"),
    ("quays", "quays*"),
]
CHANGED_HTML = [
    ("48", "4<sup>8</sup>"),
    ("1,250", "1,2<sub>5</sub>0"),
    ("48", "4<span style='vertical-align:super'>8</span>"),
    ("48 quays", "48<sup>1</sup> quays"),
    ("quays", "quays<sub>1</sub>"),
    ("48", "<s>48</s>"),
    ("48", "4<strike>8</strike>"),
    ("48", "<del>48</del><ins>84</ins>"),
    ("48", "<span style='text-decoration:line-through'>48</span>"),
    ("48", "<span hidden>4</span>8"),
    ("48", "4<span style='visibility:hidden'>8</span>"),
    ("48", "4<!-- 8 -->"),
    ("48", "&amp;#52;8"),
    ("48", "4<button>8</button>"),
    ("48", "4<svg><text>8</text></svg>"),
    ("48", "<math><msup><mn>4</mn><mn>8</mn></msup></math>"),
    ("48", "4<img src=x>8"),
    ("48", "<ruby>4<rt>8</rt></ruby>"),
    ("48", "<bdo dir=rtl>48</bdo>"),
    ("has", "has <sup>not</sup>"),
    ("has", "has<sup>[not]</sup>"),
    ("has", "has <button>not</button>"),
    ("has", "has <div>not</div>"),
    ("has", "has <aside>5</aside>"),
]
CHANGED_TEXTS = [
    *(
        ("48", other)
        for other in ("49", "-48", "84", "4.8", "4\u2078", "\u24638", "\u32bd", "\u0664\u0668", "48%", "$48")
    ),
    *(("48", other) for other in ("4\u03038", "4\u03368", "\u202e48\u202c", "48\u2070", "4 8", "> 48", "&amp;#52;8")),
    *(
        ("1,250", other)
        for other in ("l,250", "1,25O", "1,25\u041e", "1.250", "1250", "1\u201a250", "1,2-\n50", "1,2\n50")
    ),
    ("has", "has\n\nnot\n\n"),
    ("more than", "less than"),
    ("keeps", "k\u0435eps"),
    ("it keeps 1,250 boats", "it keeps 1,250 ships"),
]


@pytest.mark.parametrize(("old", "new"), TRUE_HTML + TRUE_TEXTS)
def test_what_a_copy_adds_changes_nothing(check: Check, old: str, new: str) -> None:
    """Notes, buttons, advertisements, hyphens at line ends, what is struck out or hidden."""
    copies = [changed(1, old, new)] * ((old, new) in TRUE_TEXTS)
    copies += [changed(1, old, new, element="div")] * ("\n" not in new)  # in HTML a line end is a space
    assert all(standing(check(copy)) == ALL for copy in copies)


@pytest.mark.parametrize(("old", "new"), CHANGED_HTML + CHANGED_TEXTS)
def test_what_is_not_shown_as_it_was_is_changed(check: Check, old: str, new: str) -> None:
    """Digits above and below the line, struck out, hidden, in a box, by another name; a word on lines of its own."""
    copies = [changed(1, old, new, element="p")] + [changed(1, old, new)] * ((old, new) in CHANGED_TEXTS)
    assert all(standing(check(copy)) == ALL - {"1"} for copy in copies)


@pytest.mark.parametrize(
    "hiding", ["<!--\n{}\n-->", "<p hidden>\n{}\n</p>", "<s>\n{}\n</s>", '<p title="\n{}\n">x</p>']
)
def test_markup_hides_no_article(check: Check, hiding: str) -> None:
    """What a browser does not show is not read as plain text in place of it."""
    copy = ARTICLE.replace('"', "\u201c")
    assert standing(check(f"<p>Nothing.</p>{hiding.format(copy)}")) == set()
    assert standing(check(f"Nothing.\n\n{hiding.format(copy)}")) == set()


@pytest.mark.parametrize("wrapper", ["button", "marquee", "svg><text", "math><mtext", "details", "label", "option"])
def test_an_article_in_any_element_is_read(check: Check, wrapper: str) -> None:
    """Whatever it stands in, and with no white space between."""
    first, _, inner = wrapper.partition("><")
    end = f"</{inner}></{first}>" if inner else f"</{first}>"
    assert standing(check("<br>".join(f"<{wrapper}>{text}{end}" for text in PASSAGES))) == ALL
    if inner:
        inside = "".join(f"<{inner}>{text}</{inner}>" for text in PASSAGES)
        assert standing(check(f"<{first}>{inside}</{first}>")) == ALL


@given(width=st.integers(12, 80), mark=st.sampled_from(("", "> ", ">", ">> ")), end=st.sampled_from(("\n", "\r\n")))
@MANY
def test_lines_may_be_short_and_quoted(check: Check, width: int, mark: str, end: str) -> None:
    """Of any width, and with the marks of mail at their beginnings."""
    lines = [line for text in PASSAGES for line in ("", *textwrap.wrap(text, width))]
    assert standing(check(end.join(mark + line for line in lines))) == ALL


@given(place=st.sampled_from([p for p in WORDS if p[1]]), data=st.data())
@MANY
def test_words_between_the_words_of_a_passage(check: Check, place: tuple[int, int], data: st.DataObject) -> None:
    """In a block of their own they are none of it where they read by themselves, and are told of; others change it."""
    number, word = place
    words = PASSAGES[number].split(" ")
    added, is_apart = data.draw(st.sampled_from((("Advertisement", True), ("not", False), ("7", False))))
    words[word:word] = [f"<div>{added}</div>"]
    copy = "".join(f"<div>{text}</div>" for text in (*PASSAGES[:number], " ".join(words), *PASSAGES[number + 1 :]))
    found = check(copy)
    notes = [note for passage in found.passages for note in passage.notes]
    assert (len(standing(found)) == len(ALL)) == is_apart
    assert notes == ([f'"{added}" stands in the middle of it, on lines of its own.'] if is_apart else [])


def test_where_the_article_ends_may_not_be_known(tmp_path: Path, check: Check) -> None:
    """What follows the last passage on its line is told of; with the article's end, it is a change."""
    copy = f"{ARTICLE} Or two."
    assert standing(check(copy)) == ALL - {"5"}
    found = checker(tmp_path, written(PASSAGES))(copy)
    assert standing(found) == ALL
    assert '5: "Or two." stands behind it; whether the article goes on there is not known' in found.to_text()


@pytest.mark.parametrize(("extent", "stands"), [("", True), ("e:article oa:start 40 .", False)])
def test_where_the_article_begins_may_be_known(tmp_path: Path, extent: str, stands: bool) -> None:
    """Before it there are the page's own words, in a copy without lines on the first passage's."""
    passages = ("A page with some words of its own: Home", *PASSAGES)
    graph = "\n".join(line for line in written(passages, extent=extent).split("\n") if not line.startswith("e:0 "))
    verify = checker(tmp_path, graph)
    assert ("1" in standing(verify(f"It is not so: {ARTICLE}"))) == stands
    assert len(standing(verify(" ".join((passages[0], *PASSAGES))))) == len(PASSAGES)
