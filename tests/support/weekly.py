"""A made-up weekly with an address on the web: its article, in English and in Chinese, and what it states."""

from __future__ import annotations

from pathlib import Path

from corridor_kg.text import articles
from tests.support.evening_post import PREFIXES

ADDRESS = "https://weekly.example.org/mills"

PASSAGES = {
    "w01": "Mills turn in Dongguan",
    "w02": (
        "\u201cWater is not all,\u201d said Ann Li, the mayor."
        " Dongguan had more than 1,250 mills in 2016, and about 40 wells. They stand on 12\u00a0km\u00b2 of land."
    ),
    "w03": "东莞有120多座水磨。东莞的水井约40座，都很老。",
    "w04": "It rained. It snowed.",
}
"""The text of each passage, in its paragraph."""

ARTICLE = "\n\n".join(PASSAGES.values())

_FACTS = {
    "w01": "",
    "w02": """
figure:weekly-mills a ckg:Figure ; rdfs:label "Mills of Dongguan"@en ; ckg:isFigureOf place:dongguan ;
    ckg:hasMeasure measure:mills ; sdmx-measure:obsValue 1250 ; ckg:printedForm "1,250" ;
    ckg:hasQuantifier quantifier:more-than ; sdmx-attribute:unitMeasure unit:NUM ;
    sdmx-dimension:refPeriod period:2016 .
figure:weekly-land a ckg:Figure ; rdfs:label "Land of the mills"@en ; ckg:isFigureOf group:mills ;
    ckg:hasMeasure measure:area ; sdmx-measure:obsValue 12 ; ckg:printedForm "12" ;
    sdmx-attribute:unitMeasure unit:KiloM2 .
mention:weekly-w02-they a ckg:Mention ; ckg:printedForm "They" ; ckg:denotes group:mills .
statement:weekly-water a ckg:Statement ; rdfs:label "Mills need more than a river"@en ; ckg:hasSubject group:mills ;
    prov:wasAttributedTo person:ann-li .
person:ann-li rdfs:label "Ann Li"@en .
""",
    "w03": """
figure:weekly-mills-in-chinese a ckg:Figure ; rdfs:label "Mills of Dongguan, in Chinese"@en ;
    ckg:isFigureOf place:dongguan ; ckg:hasMeasure measure:mills ; sdmx-measure:obsValue 120 ; ckg:printedForm "120" ;
    ckg:hasQuantifier quantifier:odd ; sdmx-attribute:unitMeasure unit:NUM .
""",
    "w04": 'statement:weekly-rain a ckg:Statement ; rdfs:label "Rain fell"@en ; ckg:hasSubject place:dongguan .',
}


def folder(at: Path) -> Path:
    """Write the weekly as a source and return its folder."""
    at.mkdir()
    described = (
        'article:weekly a ckg:Article ; rdfs:label "Mills"@en ; skos:notation "weekly" ;'
        f' schema:url "{ADDRESS}"^^xsd:anyURI .\n'
        'measure:mills a ckg:Measure ; rdfs:label "mills"@en ; skos:hiddenLabel "水磨"@zh-Hans .\n'
        'group:mills a ckg:Group ; rdfs:label "The mills (not named)"@en .\n'
        "person:ann-li a ckg:Person .\n"
    )
    start = 0
    for name, text in PASSAGES.items():
        described += (
            f'passage:weekly-{name} a ckg:Passage ; skos:notation "weekly {name}" ; dcterms:isPartOf article:weekly ;'
            f' oa:start {start} ; oa:end {start + len(text)} ; schema:sha256 "{articles.sha256(text)}" ;'
            f' ckg:normalizedHash "{articles.sha256(articles.normalized(text))}" .\n'
        )
        start += len(text) + 2
        (at / f"{name}.ttl").write_text(f"{PREFIXES}{_FACTS[name]}", encoding="utf-8")
    (at / "source.ttl").write_text(f"{PREFIXES}{described}", encoding="utf-8")
    return at
