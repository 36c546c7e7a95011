"""How numbers, periods and speakers are printed in texts for which the reader was not made."""

from __future__ import annotations

import pytest

from corridor_kg.text.names import Names
from corridor_kg.text.periods import periods
from corridor_kg.text.quantities import quantities
from corridor_kg.text.speakers import speakers
from tests.support.readings import shown, shown_period


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one trillion yuan", "one trillion = 1000000000000 CCY_CNY"),
        ("two trillion three hundred billion yen", "two trillion three hundred billion = 2300000000000 CCY_JPY"),
        ("a million and a half", "a million and a half = 1500000"),
        ("two and a half million", "two and a half million = 2500000"),
        ("a few dozen ships", "dozen = None"),
        ("half an hour", "half = 0.5 HR"),
        ("nearly half a kilometre", "half = 0.5 KiloM nearly"),
        ("half a million tons", "half a million = 500000 TONNE"),
        ("It should top 4 percent.", "4 = 4 PERCENT more-than/over"),
        ("the top 4 ports", "4 = 4 rank up-to"),
        ("12 percent or higher", "12 = 12 PERCENT at-least"),
        ("aged 14 and under", "14 = 14 up-to"),
        ("90 km per hour", "90 = 90 KiloM-PER-HR"),
        ("90 kilometers an hour", "90 = 90 KiloM-PER-HR"),
        ("60 miles per hour", "60 = 60 MI-PER-HR"),
        ("14 sq mi", "14 = 14 MI2"),
        ("14 inches", "14 = 14 IN"),
        ("Rmb3.5bn", "3.5bn = 3500000000 CCY_CNY"),
        ("4 mln euros", "4 mln = 4000000 CCY_EUR"),
        ("5 trln yen", "5 trln = 5000000000000 CCY_JPY"),
        ("It has Type 4 and Model 5.", ""),
        ("It has 2,011 ships, 16 percent more than 2018.", "2,011 = 2011; 16 = 16 PERCENT"),
        ("more than 2018 ships", "2018 = 2018 more-than"),
        ("It grew by 4 percent over 30 years.", "4 = 4 PERCENT; 30 = 30 YR"),
        ("It took over 30 years.", "30 = 30 YR over ?"),
        ("for six consecutive months", "six = 6 MO"),
        ("seven straight wins", "seven = 7"),
        ("twice as much as 6 firms", "twice = 2 ratio; 6 = 6"),
        ("as much as 6 percent", "6 = 6 PERCENT up-to"),
    ],
)
def test_a_number_is_read_in_english(text: str, lines: str) -> None:
    """Trillions and halves, speeds and inches; *top* is a rank or a verb, *over* a bound or a time."""
    assert "; ".join(shown(text, one) for one in quantities(text)) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一个半小时", "一个半 = 1.5 HR"),
        ("3个半月", "3个半 = 3.5 MO"),
        ("两年半", "两年半 = 2.5 YR"),
        ("六公里半", "六公里半 = 6.5 KiloM"),
        ("一倍半", "一倍半 = 1.5 ratio"),
        ("半小时", "半 = 0.5 HR"),
        ("半个月", "半 = 0.5 MO"),
        ("约半年", "半 = 0.5 YR about"),
        ("减半", "减半 = 0.5 ratio"),
        ("第一、二批", "一 = 1 rank; 二 = 2 rank"),
        ("第3、4、5号", "3 = 3 rank; 4 = 4 rank; 5 = 5 rank"),
        ("71.6亿千瓦时", "71.6亿 = 7160000000 KiloW-HR"),
        ("8百万千瓦", "8百万 = 8000000 KiloW"),
        ("时速120公里", "120 = 120 KiloM-PER-HR"),
        ("每小时约80公里", "80 = 80 KiloM-PER-HR about"),
        ("70岁及以上", "70 = 70 YR at-least"),
        ("12周岁以下", "12 = 12 YR up-to"),
        ("9英寸", "9 = 9 IN"),
        ("六成三", "六 = 63 PERCENT"),
        ("四成多", "四 = 40 PERCENT odd"),
        ("三到四成", "三到四 = 30..40 PERCENT"),
        ("四成九家企业", "四 = 40 PERCENT; 九 = 9"),
        ("约需40分钟", "40 = 40 MIN about"),
        ("同比约增7%", "7 = 7 PERCENT about"),
        ("不得低于40%", "40 = 40 PERCENT at-least"),
        ("不得超过40%", "40 = 40 PERCENT up-to"),
        ("20%~35%", "20%~35 = 20..35 PERCENT"),
        ("近4年来", "4 = 4 YR"),
        ("近四年新增", "四 = 4 YR"),
        ("历时近四年", "四 = 4 YR nearly ?"),
        ("增长-4%", "-4 = -4 PERCENT"),
        ("；-4%", "-4 = -4 PERCENT"),
        ("两地", "两 = 2"),
        ("三份协议", "三 = 3"),
        ("一主两副三翼", "一 = 1; 两 = 2; 三 = 3"),
        ("一座座桥", ""),
        ("一家家具厂", "一 = 1"),
        ("十一黄金周", ""),
        ("90后创业者", ""),
    ],
)
def test_a_number_is_read_in_chinese(text: str, lines: str) -> None:
    """Halves behind their unit, tenths with hundredths, ranks that share 第, and what is no number."""
    assert "; ".join(shown(text, one) for one in quantities(text)) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("In May,2014 the port opened.", "May,2014 = 2014-05-01..2014-05-31 in"),
        ("In May, 2014 ships came.", "May = in ?"),
        ("up 14 percent from 2014", "2014 = 2014-01-01..2014-12-31"),
        ("a rise from 2014", "2014 = 2014-01-01..2014-12-31"),
        ("It has run from 2014.", "2014 = 2014-01-01..2014-12-31 since"),
        ("a drop from 2014 levels", "2014 = 2014-01-01..2014-12-31"),
        ("16 percent more than 2018", "2018 = 2018-01-01..2018-12-31"),
        ("as of the end of April", "end of April = by ?"),
        ("at the end of April 2014", "end of April 2014 = 2014-04-30..2014-04-30 on"),
        ("at the start of April 2014", "start of April 2014 = 2014-04-01..2014-04-30 on ?"),
        ("in the second quarter", "second quarter = in ?"),
        ("the first half of the road", ""),
        ("in the first seven months", "first seven months = in ?"),
        ("from January to May", "January to May = in ?"),
        ("from January to May 2014", "January to May 2014 = 2014-01-01..2014-05-31 in"),
        ("Jan.-May 2014", "Jan.-May 2014 = 2014-01-01..2014-05-31"),
        ("2014年1月至5月", "2014年1月至5月 = 2014-01-01..2014-05-31"),
        ("2014年前七个月", "2014年前七个月 = 2014-01-01..2014-07-31"),
        ("2014年中山市", "2014年 = 2014-01-01..2014-12-31"),
        ("2014年中，", "2014年中 = 2014-01-01..2014-12-31 ?"),
        ("1至7月", "1至7月 = ?"),
        ("下半年", "下半年 = ?"),
        ("一季度", "一季度 = ?"),
        ("年底前", "年底 = before ?"),
        ("全年", ""),
        ("从2014年的20家", "2014年 = 2014-01-01..2014-12-31"),
        ("增至2014年的50家", "2014年 = 2014-01-01..2014-12-31"),
        ("相当于2014年的3倍", "2014年 = 2014-01-01..2014-12-31"),
        ("自2014年起", "2014年 = 2014-01-01..2014-12-31 since"),
    ],
)
def test_a_period_is_read(text: str, lines: str) -> None:
    """Parts of years without their year, and years that something is compared with."""
    assert "; ".join(shown_period(text, one) for one in periods(text)) == lines


@pytest.mark.parametrize(
    ("text", "who", "verb"),
    [
        ("He Ming, head of the port, said it grows.", "He Ming", "said"),
        ("The port's director, Ann Li, said it grows.", "Ann Li", "said"),
        ("Ann Li, Faro's mayor, said it grows.", "Ann Li", "said"),
        ("Ann Li, CEO of the port, said it grows.", "Ann Li", "said"),
        ("It grows, said mayor Ann Li while visiting Faro.", "Ann Li", "said"),
        ("Local officials said it grows.", "Local officials", "said"),
        ("It grows, but industry insiders say it is late.", "industry insiders", "say"),
        ("The Porto Association of Ports and Ships said it grows.", "Porto Association of Ports and Ships", "said"),
        (
            "It grows, according to the Porto Trade and Ports Commission.",
            "Porto Trade and Ports Commission",
            "according to",
        ),
        ("It grows, according to the municipal statistics bureau.", "the municipal statistics bureau", "according to"),
        ("It grows, according to state media.", "state media", "according to"),
        ("It grows, official data showed on Friday.", "official data", "showed"),
        ("Figures from the port showed that it grows.", "Figures from the port", "showed"),
        ("The survey found that it grows.", "The survey", "found"),
        ("The outline proposes building a canal.", "The outline", "proposes"),
        ("Ann Li, a trader, believes the port will grow.", "Ann Li", "believes"),
        ("Ann Li, then mayor, was quoted as saying it grows.", "Ann Li", "was quoted as saying"),
        ("Porto Daily reported on Friday that it grows.", "Porto Daily", "reported"),
        ("港务局局长翁小海介绍，港口将扩建。", "翁小海", "介绍"),
        ("港务局局长墨海表示，港口将扩建。", "墨海", "表示"),
        ('"港口将扩建。"李小红说。', "李小红", "说"),
        ("港务局副局长李小红直言，港口太小。", "李小红", "直言"),
        ("“港口将扩建。”渔村村民老李说。", "老李", "说"),
        ("业内人士认为，港口将扩建。", "业内人士", "认为"),
        ("会议强调，港口要扩建。", "会议", "强调"),
        ("青岛港方面介绍，港口将扩建。", "青岛港方面", "介绍"),
        ("港务署署长墨海12日在第三届港口大会二次会议上表示，港口将扩建。", "墨海", "表示"),
        ("《海港》杂志指出，港口将扩建。", "海港", "指出"),
        ("据港务局统计，港口在增长。", "港务局", "统计"),
    ],
)
def test_who_says_it_is_found(text: str, who: str, verb: str) -> None:
    """Roles, papers and people of many kinds, and any name behind a role."""
    assert [(text[start:end], text[slice(*verb)]) for start, end, verb in speakers(text)] == [(who, verb)]


@pytest.mark.parametrize(
    "text",
    [
        "It is expected that the port grows.",
        "The survey was found.",
        "院长助理表示同意。",
        "据初步统计，港口在增长。",
        "另一方面表示港口在增长。",
    ],
)
def test_nobody_is_made_up(text: str) -> None:
    """What everybody expects, and words that are no name though a role stands before them."""
    assert [text[start:end] for start, end, _ in speakers(text)] == []


def test_the_sign_of_a_currency_is_no_name() -> None:
    """A country is no part of the money that is named after it."""
    text = "The US spent US$3 or 3 US dollars in the US."
    assert [name.start for name in Names([("US", 1)]).find(text)] == [4, text.rindex("US")]
