"""Words that ask for a number, with the measure words that go with them."""

from __future__ import annotations

import re

from assistant.questions.masking import PERIOD

_TENS = r"(?:十|百|千|万|亿|余|多|来)*"
_PEOPLE = (
    r"(?:人次|人(?![员才口工数大事均社民文])|名(?![师单额称]|校(?!长|医))|位(?!置)|户(?![外籍口])|家(?![长庭教访委属风政])|队(?![伍员])"
    r"|班次|对(?![口象外])|批次?(?![评准])|拨)"
)
_PLACES = (
    r"(?:个(?:百分点|点(?!位)|班级?|学位|课时)|个(?![人体性别])|所|座(?!谈|位)|间|处(?![分理罚室置])|片(?!区)|栋|幢|块|班(?![级主车额子])"
    r"|门(?![诊户卫])|节(?![能约水日假目])|层(?![次面级])|级(?!别))"
)
_THINGS = (
    r"(?:[件项](?![目])|条(?![件例])|份(?!额)|篇|本(?![科地级校土专区县市省])|册(?!子)|封(?!闭)|张|台(?!账)|套|辆|部(?![门署分])|支(?![教部出援付])|种(?![类植])|类(?![型别])"
    r"|款(?!项)|盏|架(?!构)|枚|幅(?!度)|只|顶(?!岗)|棵|株|艘|吨|公?斤|升(?![学级旗降入本])|包(?![含括保])|箱|袋|瓶|笔(?![试记者])|道(?![路德法])|面(?![积试向])|期(?![末中刊间望])|届|例(?!会)|宗(?![教旨])|桩|起(?![点步草重始伏来])"
    r"|轮次?(?![岗训换])|场次?(?![地所馆景])|次(?!数)|回(?![访复收归])|遍|趟|波|倍|折(?!扣)|条次|件次)"
)
_SIZES = (
    r"(?:课时|学时|小时|分钟|平方米|平米|立方米|公顷|亩|公里|千米|米|万元|亿元|万|亿|元(?!旦)|天|周(?![边年转])|岁"
    r"|分(?![数校院流管类散])|度(?!假))"
)
MEASURE = rf"(?:{_SIZES}|{_PEOPLE}|{_PLACES}|{_THINGS})"
"""A measure word; none where the character begins a longer word: 家 in 家长."""
NUMBERED = rf"(?:{_TENS}{MEASURE}|{_TENS})"
"""What follows 多少 and 几 and asks with them; perhaps nothing."""

YEAR_BEFORE = re.compile(r"(?:前一年|上一?个?年度?|去年|昨年|往年)度?(?:的?同期)?")
"""The year before, counted from the year spoken of."""
_BESIDE = rf"(?:{YEAR_BEFORE.pattern}|{PERIOD})"
COMPARISON = (
    rf"(?:同比|环比|(?:相?比|相?较于?|对比|[与和跟同]){_BESIDE}(?:的?同期)?(?:相比较?|相较|比较|对比|比起来|比)?(?:来说|来看|而言)?"
    rf"|{_BESIDE}(?:相比|对比))"
)
"""Sets a number beside that of the year before."""
RATE = re.compile(r"[增涨升降减跌][幅速量率]|增长[率量幅]")
"""A noun for how fast something grows."""
_GROWTH = rf"(?:{RATE.pattern}|(?:上涨|上升|下降|下滑|回落|增长|增加|减少|提高|提升|降低|升高|压减|扩大|缩小|[涨增升降减跌多少高低])(?:了|出)?)"
_FILL = r"(?:是|又|有|的|达|为|分别|各|具体|一共|总共|大概|大约|约|究竟|到底|,)*"
_AMOUNT = rf"(?:(?:多少|几)(?!个?[区县市省地]){NUMBERED}|多[大高]|百分之几|吗|没有?|还是(?:{_GROWTH})|(?:什么|多大|哪些|明显)的?变化|变化)"
COUNTED_CHANGE = re.compile(
    rf"{COMPARISON},?{_FILL}{_GROWTH}{_FILL}{_AMOUNT}(?<!变化)|{_GROWTH}{_FILL}(?:多少|几){NUMBERED},?{COMPARISON}(?=$|[,。?!])"
)
"""Asks by how much a number differs from the year before: 比上年增加多少."""
CHANGE = re.compile(rf"(?:{COMPARISON}|比),?{_FILL}(?:{_GROWTH})?{_FILL}(?:{_AMOUNT})?(?:变化)?|{_FILL}{_GROWTH}{_FILL}(?:{_AMOUNT})")
"""Such a question that does not say what number is meant."""
