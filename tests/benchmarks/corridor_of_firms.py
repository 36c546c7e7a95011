"""Write a corridor of any size: a made-up registry of firms, in the model of the facts, at about 12 triples a firm.

    python tests/benchmarks/corridor_of_firms.py FIRMS FOLDER

The folder holds a source, whose bulletins list a hundred firms a passage, the things of which it speaks, and links of
some of them. It goes beside the bundled facts, on whose places the firms are, and nothing is wrong with it:
``corridor-kg check FOLDER``. The same number gives the same files.
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from corridor_kg.rdf.vocabulary import prefixes

A_PASSAGE = 100
"""How many firms a passage lists."""

AN_ARTICLE = 20
"""How many passages a bulletin has."""

PLACES = """
    place:guangzhou place:shenzhen place:dongguan platform:songshan-lake platform:pazhou platform:knowledge-city
    platform:high-tech-zone platform:guangzhou-science-city platform:marina-bay
""".split()
SYLLABLES = dict(zip("Hai Jin Xin Yu Tian Long Hua Rui Kang Ming".split(), "海金信宇天龙华瑞康明", strict=True))
TRADES = {"Electronics": "电子", "Biotech": "生物", "Robotics": "机器人", "Software": "软件", "Optics": "光学"}
FAMILIES = {"Chen": "陈", "Li": "李", "Zhang": "张", "Wang": "王", "Liu": "刘", "Huang": "黄", "Lin": "林"}

Pair = tuple[str, str]
Block = tuple[str, list[Pair]]
"""A thing, and what is said of it."""


class Firm:
    """A firm of the registry: one of five has a chair whose name is told, two have a number, one of twenty has a link.

    Args:
        number: Its number, which makes what is told of it.
    """

    def __init__(self, number: int) -> None:
        chance = random.Random(number)
        first, second = chance.sample(sorted(SYLLABLES), 2)
        trade = chance.choice(sorted(TRADES))
        self.number = number
        self.iri = f"organization:firm-{number}"
        self.short = f"{first}{second.lower()} {number}"
        self.name = f"{self.short} {trade}"
        self.chinese = f"{SYLLABLES[first]}{SYLLABLES[second]}{TRADES[trade]}{number}号有限公司"
        self._chance = chance

    def things(self) -> Iterator[Block]:
        """Yield what exists: the firm, its post, who holds that, and that they do."""
        yield _thing(self.iri, "ckg:Company", self.name, self.chinese)
        if self.number % 5 == 0:
            family = self._chance.choice(sorted(FAMILIES))
            person = f"{family} {self._chance.choice(sorted(SYLLABLES))}"
            chinese = f"{FAMILIES[family]}{SYLLABLES[person.split()[1]]}{self.number}"
            yield _thing(f"person:chair-{self.number}", "ckg:Person", f"{person} ({self.number})", chinese)
            yield _thing(f"post:chair-{self.number}", "org:Post", f"Chair of {self.name}")
            yield _thing(f"membership:chair-{self.number}", "org:Membership", f"{person} as chair of {self.name}")

    def stated(self) -> Iterator[Block]:
        """Yield what a passage states of it."""
        year, month, day = (self._chance.randrange(*span) for span in ((1985, 2018), (1, 13), (1, 29)))
        yield (
            self.iri,
            [
                ("skos:altLabel", f'"{self.short}"@en'),
                ("ckg:isBasedIn", self._chance.choice(PLACES)),
                ("schema:foundingDate", f'"{year}-{month:02}-{day:02}"^^xsd:date'),
            ],
        )
        post = f"post:chair-{self.number}"
        if self.number % 5 == 0:
            by = [("org:member", f"person:chair-{self.number}"), ("ckg:fillsPost", post)]
            yield f"membership:chair-{self.number}", by
            yield post, [("org:role", "org-role:chairman"), ("org:postIn", self.iri)]
        if self.number % 5 in (1, 3):
            value = self._chance.randrange(10, 1000)
            figure = [
                ("a", "ckg:Figure"),
                ("rdfs:label", f'"High-tech firms that buy from {self.name}"@en'),
                ("ckg:isFigureOf", self.iri),
                ("ckg:hasMeasure", "measure:high-tech-firms"),
                ("sdmx-measure:obsValue", str(value)),
                ("ckg:hasQuantifier", "quantifier:about"),
                ("ckg:printedForm", f'"{value}"'),
                ("sdmx-attribute:unitMeasure", "unit:NUM"),
                ("prov:wasAttributedTo", "organization:china-daily"),
            ]
            yield f"figure:registry-firm-{self.number}", figure

    def links(self) -> Iterator[Block]:
        """Yield its link to Wikidata, and how that is known."""
        if self.number % 20 == 2:
            target = f"wd:Q{900_000_000 + self.number}"
            yield self.iri, [("skos:exactMatch", target)]
            mapping = [
                ("a", "owl:Axiom"),
                ("owl:annotatedSource", self.iri),
                ("owl:annotatedProperty", "skos:exactMatch"),
                ("owl:annotatedTarget", target),
                ("dcterms:created", '"2026-11-22"^^xsd:date'),
                ("sssom:author_label", '"Nobody, for this is made up"'),
                ("sssom:confidence", '"0.85"^^xsd:double'),
                ("sssom:mapping_justification", "semapv:ManualMappingCuration"),
                ("sssom:object_source", "authority:wikidata"),
                ("sssom:subject_label", f'"{self.name}"'),
                ("prov:wasDerivedFrom", "source:identifier-search"),
            ]
            yield f"mapping:firm-{self.number}-wikidata", mapping


def write(firms: int, folder: Path) -> int:
    """Write a corridor of some firms into a folder; return how many triples it has."""
    source = folder / "registry"
    source.mkdir(parents=True)
    numbers = iter(range(firms))
    described: list[Block] = []
    triples = 0
    passage = 0
    while listed := [Firm(number) for number in islice(numbers, A_PASSAGE)]:
        article = f"article:registry-{passage // AN_ARTICLE}"
        if passage % AN_ARTICLE == 0:
            described.append(_article(article))
        described.append(_passage(passage, article))
        for name, blocks in (
            ("registry-things/firms.ttl", [block for firm in listed for block in firm.things()]),
            (f"registry/b{passage}.ttl", [block for firm in listed for block in firm.stated()]),
            ("registry-links/firms.ttl", [block for firm in listed for block in firm.links()]),
        ):
            triples += _append(folder / name, blocks)
        passage += 1
    return triples + _append(source / "source.ttl", described)


def _thing(iri: str, kind: str, english: str, chinese: str = "") -> Block:
    labels = [f'"{english}"@en', *([f'"{chinese}"@zh-Hans'] if chinese else [])]
    return iri, [("a", kind), *(("rdfs:label", label) for label in labels)]


def _article(article: str) -> Block:
    number = article.rpartition("-")[2]
    about = [
        ("a", "ckg:Article"),
        ("rdfs:label", f'"Bulletin {number} of a made-up registry"@en'),
        ("schema:publisher", "organization:china-daily"),
    ]
    return article, about


def _passage(number: int, article: str) -> Block:
    position = number % AN_ARTICLE
    about = [
        ("a", "ckg:Passage"),
        ("rdfs:label", f'"Passage b{number}: firms from {number * A_PASSAGE} on"@en'),
        ("skos:notation", f'"registry b{number}"'),
        ("dcterms:isPartOf", article),
        ("oa:hasSource", article),
        ("oa:hasSelector", f"passage:registry-b{number}"),
        ("schema:position", str(position)),
        ("oa:start", str(position * 9000)),
        ("oa:end", str(position * 9000 + 8990)),
        ("schema:sha256", f'"{hashlib.sha256(str(number).encode()).hexdigest()}"'),
    ]
    return f"passage:registry-b{number}", about


def _append(path: Path, blocks: list[Block]) -> int:
    """Write blocks to the end of a file of Turtle, and return how many triples they are."""
    path.parent.mkdir(exist_ok=True)
    is_new = not path.exists()
    with path.open("a", encoding="utf-8") as file:
        if is_new:
            file.writelines(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(prefixes().items()))
        for subject, pairs in blocks:
            file.write(f"\n{subject}\n" + "".join(f"    {prop} {value} ;\n" for prop, value in pairs) + ".\n")
    return sum(len(pairs) for _, pairs in blocks)


def main() -> None:
    """Write one, as the command line says, and tell how large it is."""
    number, folder = sys.argv[1:]
    print(f"{write(int(number), Path(folder)):,} triples")


if __name__ == "__main__":
    main()
