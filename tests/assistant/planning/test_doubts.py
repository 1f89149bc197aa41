from __future__ import annotations

import pytest
from planning_support import HOLDINGS, THESAURUS, answered, parsed

from assistant.planning.doubts import doubts, follow_up_doubts
from assistant.questions.follow_ups import continue_question


@pytest.mark.parametrize(
    "question",
    [
        "哪些区提到校车安全？",
        "清源区2023年招聘了多少名教师？",
        "怀湖市的教育局局长是谁？",
        "校车由谁负责监管？",
        "哪些学校开展了劳动教育？",
        "岚溪县的劳动教育做得怎么样？",
        "比较岚溪县和怀湖市的课后服务",
        "近年来哪些区提到校车？",
        "库里有哪些报告？",
        "你能做什么？",
        "哪些区提到“没人管”这个说法",
    ],
)
def test_a_plain_question_is_not_doubted(question: str) -> None:
    assert doubts(question, parsed(question), HOLDINGS, THESAURUS) == ()


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("凡是弄过校园广播的县报上来", "看出|认出"),
        ("没写禁毒教育的都报给我", "认出"),
        ("校园欺凌这茬，谁压根没碰", "认出|事项"),
        ("哪些区压根儿没碰校园广播这茬", "不像是一个事项"),
        ("我手头想要一份材料，哪些区可以看", "没有用上|不像"),
        ("捋一捋清源消防这条线", "清源"),
        ("哪些区提到拔河蹦床丢沙包捞鱼摸虾跳皮筋", "很长"),
        ("岚溪那份材料讲了啥子", "不像|没有认出"),
    ],
)
def test_a_question_that_was_not_understood_is_doubted(question: str, reason: str) -> None:
    found = doubts(question, parsed(question), HOLDINGS, THESAURUS)
    assert any(word in why for why in found for word in reason.split("|")), (found, parsed(question))


def follow_up(question: str) -> tuple[str, ...]:
    before = answered("哪些区提到校车？", "岚溪县", "怀湖市")
    plan = continue_question(question, before, HOLDINGS, THESAURUS) or parsed(question)
    return follow_up_doubts(question, plan, before, HOLDINGS, THESAURUS)


@pytest.mark.parametrize(
    "question", ["雁浦区呢？", "没有提到的有哪些？", "它们具体怎么做的？", "哪些区提到食品安全？", "2023年的呢", "清源区招聘了多少名教师？"]
)
def test_a_plain_follow_up_is_not_doubted(question: str) -> None:
    assert follow_up(question) == ()


@pytest.mark.parametrize("question", ["反过来，写了的", "名字报一下", "这里头谁还顺带说了食品安全", "跟清源放一起看"])
def test_a_follow_up_that_was_not_understood_is_doubted(question: str) -> None:
    assert follow_up(question)
