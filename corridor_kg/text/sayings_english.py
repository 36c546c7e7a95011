"""Words of saying in English, and who stands beside them."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from corridor_kg.text import sentence_ends
from corridor_kg.text.found import Place

_DETERMINERS = frozenset("the a an this its their his her our".split())
_HELPING = "is are was were be been being will would can could should may might must do does did has have had"
_PRONOUNS = "he she it they we i you that there not to"
_NO_ROLE = _DETERMINERS | frozenset(
    f"{_HELPING} {_PRONOUNS} who what which of in on at for with by from and or but as while when because if".split()
)
"""What stands within no role, for another begins behind it, or a clause."""

_MANY = frozenset(
    "officials experts analysts observers scholars economists residents researchers reports insiders sources executives"
    " scientists authorities organizers organisers developers investors critics academics planners lawyers engineers"
    " lawmakers media regulators traders brokers consultants specialists professors doctors outlets data"
    " figures statistics".split()
)
_OF_MANY = frozenset(
    "local senior industry industrial government city state provincial municipal central national company some many"
    " several most other foreign overseas international domestic chinese us medical health market economic financial"
    " legal public official police military former top leading urban independent media news trade business".split()
)
"""What kind of people or papers they are, without an article."""

_SPEAKS = frozenset(
    "plan planning scheme outline blueprint proposal report document notice statement study survey newspaper data"
    " figures agency ministry department bureau commission government authorities mayor governor minister company"
    " planner regulator operator developer chairman chairwoman president director official manager spokesperson"
    " media website source researcher expert analyst professor engineer founder executive secretary exchange"
    " institute academy university center centre office administration authority federation forecast article law"
    " policy communique circular guideline guidelines regulation association committee council firm group"
    " bank paper".split()
)
_HEADS = (
    "(?:Ministry|Department|Bureau|University|Bank|Academy|Institute|Office|Committee|Council|Association|Administration"
    "|Commission|Chamber|Federation|Center|Centre|School|Society|Board|Government|Union)"
)
_TITLES = r"(?:President|Premier|Mayor|Governor|Minister|Chairman|Director|Professor|Prof\.?|Mr\.?|Mrs\.?|Ms\.?|Dr\.?)"
_NO_NAME = (
    r"(?:The|An?|This|That|He|She|It|They|We|I|You|Who|There|In|On|At|As|But|And|Now|Then|Also|However|When|While|If"
    r"|After|Before|Because|Yesterday|Today|Recently|Earlier|Later|Meanwhile|[A-Z][a-z]+day)\b(?!(?<=He|An) [A-Z])"
)
_CAPITALS = r"(?: [A-Z][\w&-]*)*"
_BODY = (
    rf"(?:[A-Z][\w&-]* )*{_HEADS} of(?: the)?{_CAPITALS}(?: and{_CAPITALS})?"
    rf"|[A-Z][\w&-]*{_CAPITALS} and(?: [A-Z][\w&-]*)+?(?<=[a-z]) {_HEADS}"
)
_NAME = rf"(?:(?:[A-Z]\w+ )*{_TITLES} )?(?P<name>(?!{_NO_NAME})(?:{_BODY}|[A-Z][\w&-]*{_CAPITALS}))"

_ENDS_WITH_NAME = re.compile(rf"(?<![\w-]){_NAME}\Z")
_NAME_BEHIND = re.compile(
    rf"{_NAME}(?=[,.;:\n\"”]|\Z| (?:on|in|at|during|while|when|as|after|before|who|of|from|with|last|this|yesterday)\b)"
)
_WORDS = re.compile(r"[\w'’&-]+(?: [\w'’&-]+){0,4}")
_WORDS_BEFORE = re.compile(r"(?<![\w-])(?:[\w'’&-]+ ){0,4}[A-Za-z-]+\Z")
_FEW = 3
"""How many words a role has at most before its last, or before a name."""

_OFFICE = re.compile(
    r" (?:of|for|at|from|with|in|by) (?:(?:[Tt]he|[Aa]n?|[Tt]his|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur) )?\Z"
)
"""What joins a name or a role to what does not speak itself: ``The mayor of``."""

_IS = rf"(?:{_HELPING.replace(' ', '|')})"
_MORE = re.compile(
    rf", (?!(?:and|or|{_IS})\b)(?=[a-z\d]|[A-Z]\w+['’]s |(?:C[A-Z]O|Party|Deputy|Vice|Chairman|President|Director"
    r"|Professor|Secretary|Executive|Chief|Head|Senior|General|Managing|Dean|Founder)\b)"
)
"""Behind it who was named is told more of before the word of saying comes: ``Ann Li, head of the firm,``."""

_BETWEEN = re.compile(r"(?:\s+(?:also|then|later|even|once|has|have|had|[a-z]+ly))*\s*\Z")
_OPENS_CLAUSE = re.compile(r"(?:\A|[,;:(\"“”’—–\n.!?]\s*|\b(?:and|but|as|that|while|when|because|where)\s+)\Z")
_OTHER_CLAUSE = re.compile(rf"[\"“”;]|, {_IS}\b|\b(?:{_IS}|{_PRONOUNS.replace(' ', '|')}|I)\Z")
_LONGEST = 10
"""How many characters what opens a clause has at most."""

_PARTED = re.compile(r"[,\"”'’]\s*\Z")

_FRONT = re.compile(r"\b(?:[Aa]ccording to|[Ii]n the (?:eyes|words|view|opinion) of)(?=\s)")
_STEMS = (
    r"(?:add|not|stat|claim|argu|stress|explain|announc|reveal|report|warn|predict|confirm|insist|suggest|believ"
    r"|emphasi[sz]|acknowledg|conclud|indicat|declar|remark|pledg|vow|estimat|caution|maintain|remind|hop|expect|admitt"
    r"|observ|recall|agre|disclos|complain)"
)
_VERB = re.compile(
    r"(?<![\w-])(?:said|says?|told|tells|was quoted as saying|point(?:s|ed) out|believes|thinks"
    r"|(?:wrote|writes)(?= (?:in [^,.]{1,40} )?that\b)"
    r"|(?:found|finds|believe|think|suggest|show|note|argue|warn|predict|expect|estimate|indicate|reveal|forecasts?)"
    r"(?= that\b)|forecasts(?=[.,])"
    r"|show(?:s|ed)(?=[,.]| on [A-Z])|(?:propos|suggest|recommend)(?:e?s|ed)(?= \w+ing\b)"
    rf"|(?<=[\"”’'] ){_STEMS}(?:e?s|ed)|{_STEMS}(?:e?s|ed)(?=[,.:]|\s+(?:that|how|why|on [A-Z]\w+)\b|\Z)"
    r"|(?:list|propos|show|instruct|order|urg|announc|recommend|requir)(?:e?s|ed)"
    r"(?=\s+(?:that|the|an?|its|their|his|her|[A-Z\d]\S*|two|three|four|five|six|seven|eight|nine|ten)\b))(?![\w-])"
)
_SENTENCE_END = re.compile(rf"\n|{sentence_ends.ENGLISH}\s+|[。！？；]")

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
    apposed = _apposed(text, start, end, ends) if parted else None
    if apposed:
        return apposed
    head = _head(text, start, end, starts)
    if head and not (behind and "," in text[head[1] + 1 : end].rstrip(", ")):
        return head
    office = _OFFICE.search(text, start, beside[0]) if beside else None
    owner = _ending(text, start, office.start(), {}) if office else None
    if owner and beside:
        return owner if _is_name(text, owner) else (owner[0], beside[1])
    return behind or beside


def _opens_clause(text: str, at: int) -> bool:
    return bool(_OPENS_CLAUSE.search(text, max(0, at - _LONGEST), at))


def _apposed(text: str, start: int, end: int, ends: Mapping[int, int]) -> Place | None:
    """Return the name between commas behind a role before a verb: ``The port's director, Ann Li, said``."""
    end = len(text[:end].rstrip(" ,"))
    name = _ending(text, start, end, ends)
    if not name or not _is_name(text, name) or not text.startswith(", ", name[0] - 2):
        return None
    role = _ending(text, start, name[0] - 2, {})
    return name if role and not _is_name(text, role) and _opens_clause(text, role[0]) else None


def _is_name(text: str, place: Place) -> bool:
    """Return whether what speaks is a name, and no role, by its last word."""
    last = text[place[0] : place[1]].rpartition(" ")[2]
    return last[:1].isupper() and last.lower() not in _MANY | _SPEAKS


def _head(text: str, start: int, end: int, starts: Mapping[int, int]) -> Place | None:
    """Return the first who is told more of, up to the end of what is told."""
    known = [(at, starts[at]) for at in range(start, end) if at in starts and _MORE.match(text, starts[at])]
    others = [_ending(text, start, more.start(), {}) for more in _MORE.finditer(text, start, end)]
    for head in sorted([*known, *filter(None, others)]):
        if _opens_clause(text, head[0]) and not _OTHER_CLAUSE.search(text, head[1] + 1, end):
            return head
    return None


def _ending(text: str, start: int, end: int, ends: Mapping[int, int]) -> Place | None:
    """Return the name or the role that ends there."""
    name = _ENDS_WITH_NAME.search(text, start, end)
    if name or end in ends:
        return min(ends.get(end, end), name.start("name") if name else end), end
    words = _WORDS_BEFORE.search(text, start, end)
    return _role_before(words[0].split(" "), end) if words else None


def _role_before(words: Sequence[str], end: int) -> Place | None:
    """Return the role that ends in the last of some words: ``the mayor``, ``local officials``."""
    *others, last = words
    if not last.islower() and last.lower() not in _MANY:
        return None
    start = end - len(last)
    if last.lower() in _MANY:
        kinds = itertools.takewhile(lambda word: word.lower() in _OF_MANY, reversed(others))
        start -= sum(len(word) + 1 for word in kinds)
    elif last in _NO_ROLE or last.endswith("ly"):
        return None
    behind = end - len(last)
    for word in reversed(others[-_FEW - 1 :]):
        behind -= len(word) + 1
        if word.lower() in _DETERMINERS:
            return behind, end
        if word.lower() in _NO_ROLE:
            break
    return (start, end) if last.lower() in _MANY else None


def _behind(text: str, at: int, starts: Mapping[int, int], ends: Mapping[int, int]) -> Place | None:
    """Return the name or the role that begins there, or the name behind its role: ``mayor Ann Li,``."""
    words = _WORDS.match(text, at)
    run = words[0].split(" ") if words else []
    first = at + 4 if run[:1] == ["the"] else at
    for word in run[first > at :][: _FEW + 1]:
        if name := _NAME_BEHIND.match(text, first):
            return min(ends.get(name.end(), name.end()), name.start("name")), name.end()
        if word.lower() in _NO_ROLE:
            break
        first += len(word) + 1
    if at in starts:
        return at, starts[at]
    return _role_behind(run, at)


def _role_behind(words: Sequence[str], at: int) -> Place | None:
    """Return the role that begins with the first of some words: ``the city government``, ``local officials``."""
    end = at
    for number, word in enumerate(words[: _FEW + 2]):
        end += len(word) + (number > 0)
        is_one = number > 0 and words[0].lower() in _DETERMINERS
        if words[number + 1 : number + 2] and words[number + 1] in _SPEAKS:
            continue
        if word.lower() in _MANY and (is_one or number == 0 or all(one.lower() in _OF_MANY for one in words[:number])):
            return at, end
        if is_one and (word in _SPEAKS or word.startswith("spokes")):
            return at, end
        if number > 0 and word.lower() in _NO_ROLE:
            return None
    return None
