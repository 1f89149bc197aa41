"""The table: columns meet under Chinese words, what is wrong stands below, what was broken off is marked."""

from __future__ import annotations

import pytest
from evaluation_support import Scripted, answer

from assistant import Assistant
from assistant.evaluation import Evaluation, Question, evaluate, outcomes, summed_up
from assistant.evaluation.table import padded, rendered, width
from assistant.models import Status

LONG = "雁浦区" + "在校车管理、食堂管理和宿舍管理等方面" * 4 + "做了什么？"
QUESTIONS = [
    Question(id="一", type="fact", question="雁浦区招聘教师多少名？", quotes=["公开招聘教师86名"], numbers=["86"]),
    Question(id="二", type="enumerate", question="哪些区提到“校车”？", regions=["雁浦区"]),
    Question(id="三", type="summarise", question=LONG, quotes=["逐车签订责任书"]),
]


@pytest.fixture
def right(filled: Assistant) -> Evaluation:
    return evaluate(filled, QUESTIONS[:2]).model_copy(update={"model": "none"})


@pytest.mark.parametrize(("text", "columns"), [("校车 3", 6), ("abc", 3), ("，。", 4), ("e\u0301", 1), ("", 0)])
def test_wide_characters_take_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns
    assert width(padded(text, 8)) == width(padded(text, 8, right=True)) == 8
    assert padded("车", 4, right=True) == "  车"


def test_columns_end_at_the_same_place(filled: Assistant, right: Evaluation) -> None:
    Scripted(filled, {q.question: answer("没有找到。", status=Status.NO_EVIDENCE) for q in QUESTIONS})
    wrong = evaluate(filled, QUESTIONS[:2]).model_copy(update={"model": "很长的模型名字 7B"})
    table = rendered([right, wrong], QUESTIONS[:2]).split("\n\n")[1].splitlines()
    assert table[0].split() == ["none", "很长的模型名字", "7B"]
    with_cells = [line for line in table if not line.startswith(("答", "引", "拒", "核", "语", "用"))]
    assert {width(line) for line in with_cells} == {width(table[0])}
    assert next(line for line in table if "事实" in line).split() == ["事实", "1/1", "100%", "0/1", "0%"]
    assert next(line for line in table if "召回率" in line).split() == ["召回率", "1/1", "100%", "0/1", "0%"]
    assert next(line for line in table if "该拒答" in line).split() == ["该拒答的拒答了", "-", "-"]
    assert next(line for line in table if "生成的句子没有出处" in line).split()[1:] == ["-", "-"]


def test_wrong_answers_are_told_below_by_model(filled: Assistant, right: Evaluation) -> None:
    Scripted(filled, {QUESTIONS[0].question: answer("没有[5]", status=Status.NO_EVIDENCE), LONG: answer("做了。")})
    wrong = evaluate(filled, QUESTIONS).model_copy(update={"model": "local"})
    told = rendered([right, wrong], QUESTIONS).split("答错或核对不过的问题：\n")[1].splitlines()
    assert told[0] == "  一  事实  雁浦区招聘教师多少名？"
    assert told[1] == "    local：没有引用答案所在的原文；没有说出数字 86；编号 [5] 没有出处"
    assert told[2].startswith("  三  总结  雁浦区在校车管理")
    assert told[2].endswith("…")
    assert width(told[2].split("  ")[-1]) <= 60
    assert len(told) == 4
    assert "答错" not in rendered([right], QUESTIONS[:2])


def test_what_was_broken_off_is_marked(filled: Assistant, right: Evaluation) -> None:
    part = summed_up("local", 3, [next(iter(outcomes(filled, QUESTIONS)))])
    assert "local：已中断，只问了 1 个问题（共 3 个）" in rendered([right, part], QUESTIONS)
    assert "已中断" not in rendered([right], QUESTIONS[:2])
    assert "只问了 0 个问题" in rendered([summed_up("local", 3, [])], QUESTIONS)
