"""Asking words with their measure words are no part of a topic; several numbers asked for are several topics."""

from __future__ import annotations

import pytest
from wording_support import HOLDINGS, THESAURUS

from assistant.plans import Asked, Plan
from assistant.questions.parser import parse_question


def understood(question: str) -> Plan:
    return parse_question(question, HOLDINGS, THESAURUS)


@pytest.mark.parametrize(
    ("question", "topic"),
    {
        "雁浦区2024年处置了几起校园欺凌？": "处置校园欺凌",
        "雁浦区2024年查处了几例违规办学": "查处违规办学",
        "雁浦区2024年组织了几十场家长讲座": "家长讲座",
        "雁浦区2024年发放了多少册图书？": "发放图书",
        "雁浦区2024年开展了多少轮次督导": "督导",
        "雁浦区2024年接待了几批次来访": "接待来访",
        "雁浦区2024年评出了哪几个先进集体？": "先进集体",
        "雁浦区2024年资助了多少人次贫困学生": "资助贫困学生",
        "雁浦区2024年建了几千平方米的校舍": "建校舍",
        "雁浦区2024年改造了几块操场": "改造操场",
        "雁浦区2024年发出几封家长信": "发出家长信",
        "雁浦区2024年培训了多少名校长？": "培训校长",
        "雁浦区2024年检查了多少家校外培训机构": "检查校外培训机构",
        "雁浦区2024年新建了几所幼儿园": "新建幼儿园",
        "雁浦区2024年化解了多少宗矛盾纠纷": "化解矛盾纠纷",
        "雁浦区2024年调解了几桩纠纷？": "调解纠纷",
        "2024年雁浦区学生近视率降到多少": "学生近视率",
        "雁浦区2024年公办园占比提高到多少？": "公办园",
        "雁浦区2024年中考怎么样": "中考",
    }.items(),
)
def test_the_measure_word_goes_with_the_asking_word(question: str, topic: str) -> None:
    assert [found.text for found in understood(question).topics] == [topic]


@pytest.mark.parametrize(
    ("question", "topic"),
    {
        "雁浦区有多少家长学校": "家长学校",
        "雁浦区有多少名师工作室": "名师工作室",
        "雁浦区有多少本科学历教师": "本科学历教师",
        "雁浦区有多少支教教师？": "支教教师",
        "雁浦区有多少班主任": "班主任",
        "雁浦区有多少项目学校": "项目学校",
        "雁浦区有多少人才公寓": "人才公寓",
        "雁浦区有多少期刊": "期刊",
        "雁浦区有多少部门联合检查": "部门联合检查",
        "雁浦区有多少包保干部": "包保干部",
        "雁浦区有多少道德讲堂": "道德讲堂",
    }.items(),
)
def test_a_longer_word_is_no_measure_word(question: str, topic: str) -> None:
    assert [found.text for found in understood(question).topics] == [topic]


@pytest.mark.parametrize(
    ("question", "topics"),
    {
        "岚溪县2023年GDP多少、增速多少": ["GDP", "增速"],
        "岚溪县2023年GDP是多少，增速是多少？": ["GDP", "增速"],
        "岚溪县2023年GDP和增速分别是多少": ["GDP", "增速"],
        "雁浦区2023年有多少学校、多少学生": ["学校", "学生"],
        "雁浦区2023年学校多少所、学生多少人？": ["学校", "学生"],
        "雁浦区2023年中考平均分多少，优秀率多少": ["中考平均分", "优秀率"],
        "雁浦区2023年招了多少老师、走了多少老师": ["招老师", "走老师"],
        "雁浦区2024年预算多少、决算多少？": ["预算", "决算"],
        "雁浦区招聘教师多少名，其中男教师几名？": ["招聘教师", "男教师"],
        "雁浦区有几所小学、几所初中": ["小学", "初中"],
        "雁浦区有几所小学和几所初中": ["小学", "初中"],
        "雁浦区2024年新增学位多少个、投入多少万元": ["新增学位", "投入"],
        "雁浦区小学、初中各多少所": ["小学", "初中"],
        "雁浦区幼儿园多少所、小学多少所、初中多少所": ["幼儿园", "小学", "初中"],
    }.items(),
)
def test_several_numbers_are_several_topics(question: str, topics: list[str]) -> None:
    plan = understood(question)
    assert ([topic.text for topic in plan.topics], plan.asked, len(plan.conditions)) == (topics, Asked.NUMBER, 1)


@pytest.mark.parametrize(
    ("question", "topics"),
    {
        "雁浦区招聘了几个教师，分到多少所幼儿园？": ["招聘教师"],
        "雁浦区教师和学生的比例是多少": ["教师和学生"],
        "2023年雁浦区近视率降到多少？比上一年降了几个点": ["近视率"],
        "雁浦区近视率是多少，同比下降多少": ["近视率"],
    }.items(),
)
def test_one_number_stays_one_topic(question: str, topics: list[str]) -> None:
    assert [topic.text for topic in understood(question).topics] == topics
