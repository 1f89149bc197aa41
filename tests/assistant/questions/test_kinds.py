from __future__ import annotations

import pytest

from assistant.questions.kinds import find_types
from ingest.models import DocumentType as D

NAMED = [
    ("哪些区的工作总结提到校车", [("工作总结", D.SUMMARY)]),
    ("2024年总结里哪些区提到校车", [("总结", D.SUMMARY)]),
    ("各区总结中提到校车的有哪些", [("总结", D.SUMMARY)]),
    ("年度总结里提到校车的区", [("年度总结", D.SUMMARY)]),
    ("2024年度总结里提到校车的区", [("总结", D.SUMMARY)]),
    ("半年总结提到校车的区", [("半年总结", D.SUMMARY)]),
    ("2024年上半年总结提到校车的区", [("总结", D.SUMMARY)]),
    ("清源区2024年总结", [("总结", D.SUMMARY)]),
    ("清源区的总结怎么说校车", [("总结", D.SUMMARY)]),
    ("在总结里提到校车的区", [("总结", D.SUMMARY)]),
    ("清源区教育工作总结", [("教育工作总结", D.SUMMARY)]),
    ("没有提到校车的工作总结有哪些", [("工作总结", D.SUMMARY)]),
    ("哪些区在2024年的工作要点中提到校车", [("工作要点", D.KEY_POINTS)]),
    ("哪几份要点没提校车", [("要点", D.KEY_POINTS)]),
    ("从工作计划看哪些区重视校车", [("工作计划", D.PLAN)]),
    ("哪些区的计划提到校车", [("计划", D.PLAN)]),
    ("2024年工作安排里哪些区提到校车", [("工作安排", D.PLAN)]),
    ("工作规划中提到校车的区", [("工作规划", D.PLAN)]),
    ("教育局的工作打算里提到校车", [("工作打算", D.PLAN)]),
    ("哪些省的政府工作报告提到低空经济", [("政府工作报告", D.GOVERNMENT_REPORT)]),
    ("哪些法规提到校车", [("法规", D.REGULATION)]),
    ("哪些地方性法规提到校车", [("地方性法规", D.REGULATION)]),
    ("条例里对校车是怎么规定的", [("条例", D.REGULATION)]),
    ("哪些通知提到校车", [("通知", D.NOTICE)]),
    ("各区的通知里提到校车", [("通知", D.NOTICE)]),
    ("哪些总结和计划提到校车", [("总结", D.SUMMARY), ("计划", D.PLAN)]),
    ("工作总结和工作计划里哪些区提到校车", [("工作总结", D.SUMMARY), ("工作计划", D.PLAN)]),
    ("总结、计划、要点里都提到校车的区", [("总结", D.SUMMARY), ("计划", D.PLAN), ("要点", D.KEY_POINTS)]),
]

NONE = (
    """
哪些区的招生计划提到校车|三年行动计划有哪些内容|哪些区制定了工作计划|总结一下清源区|请总结清源区的党建|总结清源区的党建工作|哪些区总结了经验|总结经验的区
总结表彰大会在哪里开|哪些区提到工作计划|哪些区提到年度计划|学习计划怎么定|计划生育|清源区计划招聘多少教师|2024年计划招聘多少人|录取通知书|通知家长的区|哪些区提到通知
哪些区提到法律法规|哪些区提到条例|遵守法律法规|知识要点|哪些区的工作报告提到校车|落实政府工作报告|教育规划|营养改善计划|哪些区开展了工作总结
清源区总结推广了哪些经验|哪些办法提到校车|工作总结会|把清源区的工作总结一下|总结性评价|计划中的学校|管理办法|报告里提到校车的区|向人民政府报告
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@pytest.mark.parametrize(("question", "kinds"), NAMED)
def test_kinds_of_documents(question: str, kinds: list[tuple[str, D]]) -> None:
    assert [(question[m.start : m.end], *m.types) for m in find_types(question)] == kinds


@pytest.mark.parametrize("question", NONE)
def test_topics_and_orders_are_no_documents(question: str) -> None:
    assert find_types(question) == []
