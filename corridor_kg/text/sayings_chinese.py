"""Words of saying in Chinese, and who stands beside them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping

from corridor_kg.text.found import Place

_CHARACTER = r"(?:[^\W\da-zA-Z_]|·)"
"""A letter that is not Latin; to name the range of Chinese takes a millisecond in each pattern."""
_PAUSE = r"，、：,:\s“”\"「」（）()"
_STOPS = "。！？；!?;\n"
_CLAUSE = rf"(?:\A|(?<=[{_STOPS}{_PAUSE}]))"
_HEADS = "[市省县区镇村州局厅司部署处科院校会社行所馆厂站组队团]长"
_ROLES = (
    f"(?:负责人|{_HEADS}|书记|主任|经理|董事长|理事长|秘书长|总裁|主席|专家|学者|教授|院士|研究员|工程师|分析师|设计师|学家"
    "|创始人|代表|委员|总监|首席执行官|领导|人士|发言人|官员|市民|居民|规划|方案|报告|报道|文件|通知|公告|公报|纲要|条例|办法"
    "|白皮书|蓝皮书|数据|意见|公司|集团|政府|部门|机构|委员会|办公室|统计局|管委会|会议|(?<!一)方面)"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢钟谭陆汪范廖"
    "温石崔龚邱秦史顾侯邵孟龙段钱汤尹黎乔贺赖欧邹熊陶郝毛殷施洪庄严聂祝焦柳葛舒苗倪鲍"
    "翁季管耿狄凌霍卜游华安梅盛冷岳向危俞简饶阮戴沙曲单甘关尚左解祁穆辛齐申柏裴詹骆包芦涂丘楼仇查虞佟覃韦甄费纪鞠阎闫"
    "滕岑应阚容宁路蓝卓兰桂焉沃冀仲景巩牟"
)
_SAYING = (
    r"(?:(?<![小据传听解游学])说(?![明法服])|(?<![简下名职号著人统通全俗])称(?![为号之])|表示(?!形)|介绍(?!信)"
    r"|显示(?![器屏])|指出|认为|透露|强调|提出|坦言|宣布|建议|提到|提及|告诉|直言|呼吁|坦承|感慨|(?:解释|分析|预测|回应|补充|回忆)(?=[,，：:说称道]))"
)

_VERB = re.compile(rf"{_SAYING}(?!的)")
_FRONTED = (
    re.compile(
        rf"(?<![数证依占根票])据(?P<who>(?!了解|统计|初步|不完全|最新|介绍|报道|显示|悉|说|此){_CHARACTER}{{2,30}}?)(?P<verb>{_SAYING}|报道|统计|测算)"
    ),
    re.compile(r"(?P<verb>根据|按照)《(?P<who>[^》\n]+)》(?=[,，])"),
    re.compile(rf"在(?P<who>{_CHARACTER}{{2,20}}?)(?P<verb>看来)"),
    re.compile(rf"^(?P<who>{_CHARACTER}{{2,8}})(?P<verb>讯)(?=[\s(（])", re.MULTILINE),
)
"""What stands before that which is said: the last is the line of a newspaper, as ``南方日报讯``."""

_BETWEEN = re.compile(
    r"(?:还|也|已经?|则|曾|均|又|再|就|日前|近日|昨日|随后|同时|明确|首次|一致|普遍|进一步|[对向]记者|(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:[上下]午)?|今[天日]|[在接][^,，。；\n]{1,30}?[时上中后])*\Z"
)
_OF_PERSONS = (
    f"(?:{_HEADS}|负责人|村民|居民|市民|业主|工人|医生|书记|主任|经理|董事长|理事长|秘书长|总裁|主席|教授|院士|研究员|发言人"
    "|创始人)"
)
"""Roles behind which a name stands, whatever its surname."""
_NO_NAME = "[今明去昨近日在对向就也还都曾已将介一多又则均当本这那此其再并和与及等们会后前时中里上下助]"
_TITLE = re.compile(r"《(?P<who>[^》\n]+)》(?:杂志|周刊|白皮书|蓝皮书|报告|一书|一文)?\Z")
_CLAUSE_START = re.compile(rf"(?<=[{_STOPS}{_PAUSE}])《?(?=\S)|\A")
_NAMED = re.compile(rf"{_OF_PERSONS}(?P<who>(?!{_NO_NAME}){_CHARACTER}{{2,3}})(?<![师理员长们])\Z")
_PERSON = re.compile(
    rf"(?:{_ROLES}|[据在]|{_CLAUSE})(?P<who>(?:[{_SURNAMES}]|欧阳|司徒|司马|上官|诸葛|夏侯|尉迟|皇甫|令狐|慕容){_CHARACTER}{{1,2}})\Z"
)
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
    matches = (pattern.search(text, start, end) for pattern in (_TITLE, _ROLE, _PERSON, _NAMED))
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
