"""Words of saying in Chinese, and who stands beside them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping

from corridor_kg.text.found import Place

_CHARACTER = r"[\u4e00-\u9fff·]"
_PAUSE = r"，、：,:\s“”（）()"
_STOPS = "。！？；!?;\n"
_CLAUSE = rf"(?:\A|(?<=[{_STOPS}{_PAUSE}]))"
_ROLES = (
    "(?:负责人|市长|省长|县长|区长|书记|主任|局长|厅长|司长|部长|处长|院长|校长|会长|经理|董事长|总裁|主席"
    "|专家|学者|教授|院士|发言人|官员|市民|居民|规划|方案|报告|文件|通知|公告|数据|意见|公司|集团|政府|部门|机构|委员会|办公室)"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢钟谭陆汪范廖"
    "温石崔龚邱秦史顾侯邵孟龙段钱汤尹黎乔贺赖欧邹熊陶郝毛殷施洪庄严聂祝焦柳葛舒苗倪鲍"
)
_SAYING = (
    r"(?:(?<![小据传听解游学])说(?![明法服])|(?<![简下名职号著人统通全俗])称(?![为号之])|表示(?!形)|介绍(?!信)"
    r"|显示(?![器屏])|指出|认为|透露|强调|提出|坦言|宣布|建议|提到|告诉)"
)

_VERB = re.compile(rf"{_SAYING}(?!的)")
_FRONTED = (
    re.compile(
        rf"(?<![数证依占根票])据(?P<who>(?!了解|统计|介绍|报道|显示|悉|说|此){_CHARACTER}{{2,30}}?)(?P<verb>{_SAYING}|报道)"
    ),
    re.compile(r"(?P<verb>根据|按照)《(?P<who>[^》\n]+)》(?=[,，])"),
    re.compile(rf"在(?P<who>{_CHARACTER}{{2,20}}?)(?P<verb>看来)"),
    re.compile(rf"^(?P<who>{_CHARACTER}{{2,8}})(?P<verb>讯)(?=[\s(（])", re.MULTILINE),
)
"""What stands before that which is said: the last is the line of a newspaper, as ``南方日报讯``."""

_BETWEEN = re.compile(
    r"(?:还|也|已经?|则|曾|均|又|再|就|日前|近日|昨日|随后|同时|明确|首次|一致|普遍|进一步|[对向]记者|[在接][^,，。；\n]{1,12}?[时上中后])*\Z"
)
_TITLE = re.compile(r"《(?P<who>[^》\n]+)》\Z")
_CLAUSE_START = re.compile(rf"(?<=[{_STOPS}{_PAUSE}])《?(?=\S)|\A")
_PERSON = re.compile(rf"(?:{_ROLES}|[据在]|{_CLAUSE})(?P<who>(?:[{_SURNAMES}]|欧阳|司徒){_CHARACTER}{{1,2}})\Z")
_ROLE = re.compile(rf"{_CLAUSE}(?:日前|近日|目前)?(?P<who>{_CHARACTER}{{0,16}}{_ROLES})\Z")

_SENTENCE = re.compile(rf"[^{_STOPS}]*\Z")

_REACH = 200
"""How many characters before a word of saying its speaker is looked for, where no sentence ends for long."""


def sayings(text: str, starts: Mapping[int, int], ends: Mapping[int, int]) -> Iterator[tuple[Place, Place]]:
    """Yield who is said to say something, and the words of saying.

    Args:
        text: Where to look.
        starts: Where each known name ends, by where it starts.
        ends: Where each known name starts, by where it ends.
    """
    for match in itertools.chain.from_iterable(pattern.finditer(text) for pattern in _FRONTED):
        yield _ending(text, *match.span("who"), ends) or match.span("who"), match.span("verb")
    for verb in _VERB.finditer(text):
        start = _SENTENCE.search(text, max(0, verb.start() - _REACH), verb.start()).start()  # type: ignore[union-attr]
        end = _BETWEEN.search(text, start, verb.start()).start()  # type: ignore[union-attr]
        if text[start:end].endswith((",", "，")):
            who = _beginning(text, start, end, starts)
        else:
            who = _ending(text, start, end, ends)
        if who:
            yield who, verb.span()


def _ending(text: str, start: int, end: int, ends: Mapping[int, int]) -> Place | None:
    """Return the name, the title or the role that ends there."""
    if end in ends:
        return ends[end], end
    matches = (pattern.search(text, start, end) for pattern in (_TITLE, _ROLE, _PERSON))
    return next((match.span("who") for match in matches if match), None)


def _beginning(text: str, start: int, end: int, starts: Mapping[int, int]) -> Place | None:
    """Return the name or the title with which the first clause begins that begins with one."""
    for clause in _CLAUSE_START.finditer(text, start, end):
        at = clause.end()
        if clause[0] and (closed := text.find("》", at, end)) > at:
            return at, closed
        if at in starts:
            return at, starts[at]
    return None
