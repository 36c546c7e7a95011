"""The words of the interface itself, in English and in Chinese; the names of data come from the graph."""

from __future__ import annotations

LANGUAGES = {"en": "English", "zh": "中文"}
"""The languages of the interface, as each calls itself."""

TAGS = {"en": "en", "zh": "zh-Hans"}
"""The tag of each language, as HTML has it."""

_WORDS = {
    "about": ("About", "关于"),
    "about_site": (
        "A knowledge graph of the Guangzhou-Shenzhen innovation corridor: facts, each tied to the passages of newspaper"
        " articles that state it.",
        "广深科技创新走廊知识图谱：每项事实都对应陈述它的新闻报道段落。",
    ),
    "all_sources": ("All sources", "全部来源"),
    "answer": ("Answer", "答案"),
    "any_value": ("Choose none to ask for all.", "不选即为全部。"),
    "around": ("What is around it", "周边关系"),
    "ask": ("Ask", "提问"),
    "as_table": ("The table below has the same.", "下表内容相同。"),
    "authority": ("Authority", "机构"),
    "classes": ("Kinds of things", "类别"),
    "cities": ("The three cities", "三座城市"),
    "comment": ("Comment", "说明"),
    "compared": ("What several sources say of it", "多个来源的说法"),
    "confidence": ("Confidence", "置信度"),
    "cut_off": (
        "Cut off: the first {shown} of {total} rows are shown.",
        "已截断：共 {total} 行，仅显示前 {shown} 行。",
    ),
    "data": ("Data", "数据"),
    "decision": ("Decision", "判定"),
    "definition": ("Definition", "定义"),
    "deprecated": ("Deprecated", "已弃用"),
    "downloads": ("Downloads", "下载"),
    "editor": ("Editor", "编辑器"),
    "editor_hint": (
        "SPARQL 1.1. The prefixes below need no declaration. Queries that read are answered; updates are not.",
        "SPARQL 1.1。下列前缀无需声明。仅回答读取查询，不接受更新。",
    ),
    "example": ("Example", "示例"),
    "fact_number": ("Fact {number}", "事实 {number}"),
    "facts": ("Facts", "事实"),
    "figures": ("Figures", "数据指标"),
    "found_nothing": ("Nothing is found.", "未找到。"),
    "goals": ("Goals", "目标"),
    "home": ("Home", "首页"),
    "identifier": ("Identifier", "标识符"),
    "inferred": ("What follows from the facts", "推导的事实"),
    "inferred_hint": (
        "Nobody states these; each follows by the rules of the ontology.",
        "无人直接陈述，均由本体规则推导得出。",
    ),
    "key_figures": ("Key figures", "主要指标"),
    "languages": ("Language", "语言"),
    "left_name": ("A name that no fact claims here", "此处没有事实引用的名称"),
    "left_number": ("A number that no fact claims here", "此处没有事实引用的数字"),
    "left_period": ("A date that no fact claims here", "此处没有事实引用的日期"),
    "left_speaker": ("A speaker whom no fact quotes here", "此处没有事实引用的发言者"),
    "links": ("The same elsewhere", "外部链接"),
    "map": ("Map of the core platforms", "核心平台地图"),
    "name": ("Name", "名称"),
    "needs_network": (
        "This question asks {endpoint}, and no request leaves this machine. Ask it on the command line with --online.",
        "此问题需访问 {endpoint}，本站不发出任何外部请求。请在命令行使用 --online。",
    ),
    "no_answer": ("Why there is no answer", "为何没有答案"),
    "no_rows": ("No rows", "无结果"),
    "not_found": ("This is not here", "找不到"),
    "number_of_rows": ("{total} rows", "{total} 行"),
    "one_row": ("1 row", "1 行"),
    "ontology": ("Ontology", "本体"),
    "ontology_hint": (
        "The terms in which the facts are written, with how often each is used here, with what follows.",
        "描述事实所用的术语，及其使用次数（含推导）。",
    ),
    "open_in_editor": ("Open in the editor", "在编辑器中打开"),
    "other_days": ("What another source gives another day for", "其他来源给出不同日期之处"),
    "own_copy": (
        "Your copy stands beside the facts: marked are the words that carry one, with its number, and dotted the names"
        " and numbers that none claims. It is read from your disk, kept nowhere, and shown on this machine alone.",
        "左侧为您自己的文本：标出承载事实的词语及其编号；虚线标出没有事实引用的名称和数字。"
        "文本仅从您的磁盘读取，不作保存，也不离开本机。",
    ),
    "parameters": ("Ask for", "条件"),
    "plans": ("The plans in the order of time", "规划时间线"),
    "platforms": ("Core platforms", "核心平台"),
    "points_here": ("What points here", "指向此处"),
    "prefixes": ("Prefixes", "前缀"),
    "query": ("Query", "查询"),
    "question": ("Question", "问题"),
    "questions": ("Questions", "问题"),
    "questions_hint": ("The questions that can be asked, each with its parameters.", "可提的问题及其参数。"),
    "relations": ("Relations between things", "事物之间的关系"),
    "run": ("Run", "运行"),
    "says": ("What is said by it", "其言论"),
    "says_nothing": ("This passage states nothing here.", "此段在此没有陈述。"),
    "search": ("Search", "搜索"),
    "search_hint": (
        "A name in English or Chinese, a part of one, or a text with names in it.",
        "中文或英文名称、其一部分，或含有名称的文本。",
    ),
    "show_as": ("Show the answer as", "显示为"),
    "skip": ("Skip to the content", "跳到正文"),
    "source": ("Source", "来源"),
    "sources": ("Sources", "来源"),
    "start_with_prefixes": ("Start with all of them", "从全部前缀开始"),
    "stated_by": ("Stated by", "出处"),
    "statements": ("Statements", "言论"),
    "stored": ("Stored queries", "存储的查询"),
    "term": ("Term", "术语"),
    "text": ("Text of the query", "查询文本"),
    "the_passages": ("Passage by passage", "逐段内容"),
    "things": ("Things", "事物"),
    "unless_given": ("Where nothing is given:", "未填时为："),
    "used": ("Used", "使用次数"),
    "value": ("Value", "值"),
    "values": ("Values of things", "取值属性"),
    "verdict": ("Verdict", "判断"),
    "view_bar": ("bar chart", "柱状图"),
    "view_map": ("map", "地图"),
    "view_table": ("table", "表格"),
    "view_timeline": ("time line", "时间线"),
    "what": ("What", "内容"),
    "why": ("Why", "原因"),
    "why_holds": ("Why this holds", "为何成立"),
    "wrong": ("This cannot be answered", "无法回答"),
    "yes": ("Yes", "是"),
    "no": ("No", "否"),
}


def word(key: str, language: str) -> str:
    """Return a word or a sentence of the interface in a language.

    Args:
        key: Which.
        language: One of `LANGUAGES`.

    >>> word("search", "en"), word("search", "zh")
    ('Search', '搜索')
    """
    english, chinese = _WORDS[key]
    return chinese if language == "zh" else english
