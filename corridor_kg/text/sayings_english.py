"""Words of saying in English, and who stands beside them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from corridor_kg.text.found import Place

_DETERMINER = r"(?:[Tt]he|[Aa]n?|[Tt]his|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur)"
_HELPING = r"(?:is|are|was|were|be|been|being|will|would|can|could|should|may|might|must|do|does|did|has|have|had)"
_PRONOUN = r"(?:he|she|it|they|we|I|you|that|there|not|to)"
_NO_ROLE = rf"(?:{_DETERMINER}|{_HELPING}|{_PRONOUN}|who|what|which|of|in|on|at|for|with|by|from|and|or)\b"
"""What stands within no role, for another begins behind it, or a clause."""

_FEW_WORDS = rf"(?:(?!{_NO_ROLE})[\w'’&-]+ ){{0,3}}?"
_MANY = r"(?:[Oo]fficial|[Ee]xpert|[Aa]nalyst|[Oo]bserver|[Ss]cholar|[Ee]conomist|[Rr]esident|[Rr]esearcher|[Rr]eport)s"
_SPEAKS = (
    r"(?:plan(?:ning)?|scheme|outline|blueprint|proposal|report|document|notice|statement|study|survey|newspaper|data"
    r"|figures|agency|ministry|department|bureau|commission|government|authorities|spokes\w+|mayor|governor|minister)"
)
_TITLES = r"(?:President|Premier|Mayor|Governor|Minister|Chairman|Director|Professor|Prof\.?|Mr\.?|Mrs\.?|Ms\.?|Dr\.?)"
_NO_NAME = (
    r"(?:The|An?|This|That|He|She|It|They|We|I|You|Who|There|In|On|At|As|But|And|Now|Then|Also|However|When|While|If"
    r"|After|Before|Because|Yesterday|Today|Recently|Earlier|Later|Meanwhile|\w+day)\b"
)
_CAPITALS = r"(?: [A-Z][\w&-]*)*"
_BODY = (
    r"(?:[A-Z][\w&-]* )*(?:Ministry|Department|Bureau|University|Bank|Academy|Institute|Office|Committee|Council) of"
    rf"(?: the)?{_CAPITALS}(?: and{_CAPITALS})?"
)
_NAME = rf"(?:(?:[A-Z]\w+ )*{_TITLES} )?(?P<name>(?!{_NO_NAME})(?:{_BODY}|[A-Z][\w&-]*{_CAPITALS}))"

_ENDS_WITH_NAME = re.compile(rf"(?<![\w-]){_NAME}\Z")
_ENDS_WITH_ROLE = re.compile(rf"(?<![\w-])(?:{_DETERMINER} {_FEW_WORDS}(?!{_NO_ROLE}|\w+ly\b)[a-z-]+|{_MANY})\Z")
_NAME_BEHIND = re.compile(rf"(?:the )?{_FEW_WORDS}{_NAME}(?=[,.;:\n\"”]|\Z| (?:on|in|at|during)\b)")
_ROLE_BEHIND = re.compile(rf"(?:{_DETERMINER} {_FEW_WORDS}{_SPEAKS}|{_MANY})\b")
_OFFICE = re.compile(
    rf"(?<![\w-])(?:{_DETERMINER} {_FEW_WORDS}[a-z-]+|{_MANY}|{_NAME}) (?:of|for|at|from|with|in|by)"
    rf" (?:{_DETERMINER} )?\Z"
)
"""What a name or a role belongs to which does not speak itself: ``The mayor of``."""

_MORE = re.compile(rf"(?=, (?!(?:and|or|{_HELPING})\b)[a-z\d])")
_HEAD = re.compile(rf"(?<![\w-])(?:{_NAME}|(?P<role>{_DETERMINER} {_FEW_WORDS}[a-z-]+|{_MANY})){_MORE.pattern}")
"""Who is told more of before the word of saying comes: ``Ann Li, head of the firm,``."""

_BETWEEN = re.compile(r"(?:\s+(?:also|then|later|even|once|has|have|had|[a-z]+ly))*\s*\Z")
_OPENS_CLAUSE = re.compile(r"(?:\A|[,;:(\"“”’—–\n.!?]\s*|\b(?:and|but|as|that|while|when|because|where)\s+)\Z")
_OTHER_CLAUSE = re.compile(rf"[\"“”;]|, {_HELPING}\b|\b(?:{_HELPING}|{_PRONOUN})\Z")
_LONGEST = 10
"""How many characters what opens a clause has at most."""

_PARTED = re.compile(r"[,\"”'’]\s*\Z")

_FRONT = re.compile(r"\b(?:[Aa]ccording to|[Ii]n the (?:eyes|words|view|opinion) of)(?=\s)")
_STEMS = (
    r"(?:add|not|stat|claim|argu|stress|explain|announc|reveal|report|warn|predict|confirm|insist|suggest|believ"
    r"|emphasi[sz])"
)
_VERB = re.compile(
    r"(?<![\w-])(?:said|says?|told|tells"
    rf"|(?<=[\"”’'] ){_STEMS}(?:e?s|ed)|{_STEMS}(?:e?s|ed)(?=[,.:]|\s+(?:that|how|why)\b|\Z)"
    r"|(?:list|propos|show|instruct|order|urg|announc|recommend|requir)(?:e?s|ed)"
    r"(?=\s+(?:that|the|an?|its|their|his|her|[A-Z\d]\S*|two|three|four|five|six|seven|eight|nine|ten)\b))(?![\w-])"
)
_SENTENCE_END = re.compile(
    r"\n|(?<!\b[A-Z])(?<!\bM[rs])(?<!\bDr)(?<!\bCo)(?<!\bNo)(?<!Ltd)(?<!Inc)(?<!Mrs)(?<!Prof)"
    r"[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z\d])|[。！？；]"
)

_REACH = 500
"""How many characters before a word of saying its speaker is looked for, where no sentence ends for long."""


def sayings(text: str, starts: Mapping[int, int], ends: Mapping[int, int]) -> Iterator[tuple[Place, Place]]:
    """Yield who is said to say something, and the words of saying.

    Args:
        text: Where to look.
        starts: Where each known name ends, by where it starts.
        ends: Where each known name starts, by where it ends.
    """
    for front in _FRONT.finditer(text):
        if who := _behind(text, front.end() + 1, starts, ends):
            yield who, front.span()
    sentences = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
    for verb in _VERB.finditer(text):
        start = max(sentences[bisect_right(sentences, verb.start()) - 1], verb.start() - _REACH)
        if who := _speaker(text, start, verb.span(), starts, ends):
            yield who, verb.span()


def _speaker(text: str, start: int, verb: Place, starts: Mapping[int, int], ends: Mapping[int, int]) -> Place | None:
    """Return who stands before a verb, is told more of before it, or stands behind it."""
    end = _BETWEEN.search(text, start, verb[0]).start()  # type: ignore[union-attr]
    parted = _PARTED.search(text, start, verb[0])
    behind = _behind(text, verb[1] + 1, starts, ends) if parted else None
    if parted and parted[0][0] != ",":
        return behind
    beside = _ending(text, start, end, ends)
    if beside and _opens_clause(text, beside[0]):
        return beside
    head = _head(text, start, end, starts)
    if head and not (behind and "," in text[head[1] + 1 : end].rstrip(", ")):
        return head
    office = _OFFICE.search(text, start, beside[0]) if beside else None
    if office and beside:
        return office.span("name") if office["name"] else (office.start(), beside[1])
    return behind or beside


def _opens_clause(text: str, at: int) -> bool:
    return bool(_OPENS_CLAUSE.search(text, max(0, at - _LONGEST), at))


def _head(text: str, start: int, end: int, starts: Mapping[int, int]) -> Place | None:
    """Return the first who is told more of, up to the end of what is told."""
    known = [(at, starts[at]) for at in range(start, end) if at in starts and _MORE.match(text, starts[at])]
    others = [head.span("name" if head["name"] else "role") for head in _HEAD.finditer(text, start, end)]
    for head in sorted([*known, *others]):
        if head[1] < end and _opens_clause(text, head[0]) and not _OTHER_CLAUSE.search(text, head[1] + 1, end):
            return head
    return None


def _ending(text: str, start: int, end: int, ends: Mapping[int, int]) -> Place | None:
    """Return the name or the role that ends there."""
    name = _ENDS_WITH_NAME.search(text, start, end)
    if name or end in ends:
        return min(ends.get(end, end), name.start("name") if name else end), end
    role = _ENDS_WITH_ROLE.search(text, start, end)
    return role.span() if role else None


def _behind(text: str, at: int, starts: Mapping[int, int], ends: Mapping[int, int]) -> Place | None:
    """Return the name or the role that begins there, or the name behind its role: ``mayor Ann Li,``."""
    if name := _NAME_BEHIND.match(text, at):
        return min(ends.get(name.end(), name.end()), name.start("name")), name.end()
    if at in starts:
        return at, starts[at]
    role = _ROLE_BEHIND.match(text, at)
    return role.span() if role else None
