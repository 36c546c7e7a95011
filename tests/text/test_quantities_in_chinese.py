"""Numbers with their units, as they are printed in Chinese."""

from __future__ import annotations

import pytest

from corridor_kg.text.quantities import quantities
from tests.support.readings import shown

NO_NUMBERS = [
    "一成不变",
    "双向",
    "两会",
    "进一步",
    "下一步",
    "统一",
    "之一",
    "唯一",
    "一定",
    "一流",
    "一带一路",
    "新一代",
    "珠三角",
    "三亚",
    "四川",
    "十分",
    "千万别",
    "万一",
    "十三五",
    "十九大",
    "二线城市",
    "星期三",
    "500强企业",
    "世界500强",
    "5号线",
    "第三方",
    "第三产业",
    "第一时间",
    "五年规划",
    "上午10时30分",
    "107国道",
    "多节点",
    "百姓",
    "工业4.0",
    "双十一",
]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("11836平方公里", "11836 = 11836 KiloM2"),
        ("1.1万平方公里", "1.1万 = 11000 KiloM2"),
        ("1.1 万平方公里", "1.1 万 = 11000 KiloM2"),
        ("3万5千人", "3万5千 = 35000"),
        ("1亿2000万元", "1亿2000万 = 120000000 CCY_CNY"),
        ("2000多万元", "2000多万 = 20000000 CCY_CNY odd"),
        ("两千零二十八家", "两千零二十八 = 2028"),
        ("一百八十公里", "一百八十 = 180 KiloM"),
        ("一百八", "一百八 = 180"),
        ("三千五百亿元", "三千五百亿 = 350000000000 CCY_CNY"),
        ("十五家", "十五 = 15"),
        ("三点五亿元", "三点五亿 = 350000000 CCY_CNY"),
        ("万亿元", "万亿 = 1000000000000 CCY_CNY"),
        ("千亿级", "千亿 = 100000000000"),
        ("百分之三点五", "三点五 = 3.5 PERCENT"),
        ("百分之百", "百 = 100 PERCENT"),
        ("千分之五", "五 = 5 PPTH"),
        ("三分之一", "三分之一 = 0.3333333333333333333333333333 ?"),
        ("四分之三以上", "四分之三 = 0.75 at-least"),
        ("八成", "八 = 80 PERCENT"),
        ("六成半", "六 = 65 PERCENT"),
        ("成为一个中心", "一 = 1"),
        ("一半", "一半 = 0.5"),
        ("过半", "半 = 0.5 more-than/over"),
        ("半数以上", "半数 = 0.5 at-least"),
        ("双引擎", "双 = 2"),
        ("四核十八节点", "四 = 4; 十八 = 18"),
        ("十大核心", "十 = 10"),
        ("一廊十核多节点", "一 = 1; 十 = 10"),
        ("三市", "三 = 3"),
        ("两个", "两 = 2"),
        ("一条", "一 = 1"),
        ("数十家", "数十 = None"),
        ("几百家", "几百 = None"),
        ("成百上千家", "成百上千 = None"),
        ("每万人", "万 = 10000"),
        ("2个百分点", "2 = 2 ckg:percentagePoint"),
        ("3000亩", "3000 = 3000 ckg:mu"),
        ("200公顷", "200 = 200 HA"),
        ("1.2万吨", "1.2万 = 12000 TONNE"),
        ("500千瓦", "500 = 500 KiloW"),
        ("3千米", "3 = 3 KiloM"),
        ("33年", "33 = 33 YR"),
        ("5个月", "5 = 5 MO"),
        ("3天", "3 = 3 DAY"),
        ("一小时", "一 = 1 HR"),
        ("100元", "100 = 100 CCY_CNY"),
        ("20亿美元", "20亿 = 2000000000 CCY_USD"),
        ("5亿港元", "5亿 = 500000000 CCY_HKD"),
        ("人民币46亿元", "46亿 = 4600000000 CCY_CNY"),
        ("10元/平方米", "10 = 10 CCY_CNY ?"),
        ("8家", "8 = 8"),
        ("18位院士", "18 = 18"),
        ("三年计划", "三 = 3 YR"),
        ("为期三天", "三 = 3 DAY"),
        ("同比增长，-0.5%", "-0.5 = -0.5 PERCENT"),
        ("有２，０２８家", "２，０２８ = 2028"),
        ("萬億元", "萬億 = 1000000000000 CCY_CNY"),
        ("超過1.1萬平方公里", "1.1萬 = 11000 KiloM2 more-than/over"),
        ("約佔全省的１０％", "１０ = 10 PERCENT about"),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, lines: str) -> None:
    """Digits and characters, full width, traditional; 成 is a tenth, 分之 a fraction."""
    assert "; ".join(shown(text, one) for one in quantities(text)) == lines


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_looks_like_a_number_is_none(text: str) -> None:
    """A part of a word or a name, a kind of thing, a pronoun, an adverb, a time on the clock, the number of an item."""
    assert quantities(text) == []
