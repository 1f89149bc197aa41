"""Regions, files and quotes as staff write them, found in a real index; what is not there is told before anything is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant, AssistantError
from assistant.evaluation import Question
from assistant.evaluation.expecting import Collection, rule_of
from assistant.evaluation.judging import Expected, Rule


def expected(assistant: Assistant, **fields: object) -> Expected:
    return Collection(assistant).expected([Question(question="？", place="第 1 行", **fields)])[0]


def ids(assistant: Assistant, *sources: str) -> frozenset[str]:
    return frozenset(e.report_id for e in assistant.reports() if e.source in sources)


@pytest.fixture
def twins(open_assistant: Callable[..., Assistant], tmp_path: Path) -> Assistant:
    """Two districts of one name, a copy, and a report of nobody."""
    folder = tmp_path / "folder"
    (folder / "子").mkdir(parents=True)
    body = "\n".join(f"（{n}）第{n}项工作有{n * 7}处进展，{'抓好落实' * (n % 5 + 3)}。" for n in range(1, 60))
    texts = {
        "a.txt": f"云泽市通江区教育局2023年工作总结\n\n全年招聘教师86名。\n{body}\n",
        "子/a副本.txt": f"云泽市通江区教育局2023年工作总结\n\n全年招聘教师86名。\n{body}\n完。\n",
        "b.txt": "怀湖市通江区教育局2023年工作总结\n\n开展研学活动。\n",
        "c.txt": "雁浦区教育局2023年工作总结\n\n建成食堂12个。\n",
        "无名.txt": "2023年工作总结\n\n今年开展了劳动教育，学校组织了参观。\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    assistant = open_assistant()
    assistant.sync(folder)
    return assistant


@pytest.mark.parametrize("name", ["雁浦区", "雁浦", " 雁浦区 "])
def test_a_region_is_known_by_any_of_its_names(filled: Assistant, name: str) -> None:
    found = expected(filled, type="enumerate", regions=[name], optional_regions=["鹭洲"])
    assert (found.rule, found.regions, found.optional_regions) == (Rule.REGIONS, {"雁浦区"}, {"鹭洲区"})
    collection = Collection(filled)
    assert collection.units(ids(filled, "雁浦区2023.txt")) == {"雁浦区"}
    assert collection.units(["unknown"]) == set()


def test_districts_of_one_name_need_their_full_names(twins: Assistant) -> None:
    with pytest.raises(AssistantError, match="第 1 行：“通江区”可以指云泽市通江区、怀湖市通江区，请写全称"):
        expected(twins, type="enumerate", regions=["通江区"])
    found = expected(twins, type="enumerate", regions=["云泽市通江区"])
    assert found.regions == Collection(twins).units(ids(twins, "a.txt"))
    assert found.regions.isdisjoint(Collection(twins).units(ids(twins, "b.txt")))


def test_a_report_of_nobody_goes_by_its_file(twins: Assistant) -> None:
    found = expected(twins, type="enumerate", regions=["无名.txt"])
    assert found.regions == Collection(twins).units(ids(twins, "无名.txt"))
    with pytest.raises(AssistantError, match=r"没有地区“c\.txt”"):
        expected(twins, type="enumerate", regions=["c.txt"])


def test_quotes_may_be_cited_from_whatever_report_holds_them_and_its_copies(twins: Assistant) -> None:
    found = expected(twins, type="fact", quotes=["全年 招聘教师86名"])
    assert found.reports == ids(twins, "a.txt", "子/a副本.txt")
    named = expected(twins, type="fact", quotes=["建成食堂12个"], reports=["a副本.txt"])
    assert named.reports == ids(twins, "a.txt", "子/a副本.txt")
    compared = expected(twins, type="compare", regions=["雁浦区"], quotes=["开展研学活动"])
    assert compared.reports == ids(twins, "b.txt", "c.txt")
    listed = expected(twins, type="enumerate", regions=["雁浦区"])
    assert listed.reports is None


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"type": "enumerate", "regions": ["青栾县"]}, "没有地区“青栾县”（现有：岚溪县、雁浦区、鹭洲区）"),
        ({"type": "enumerate", "regions": [], "optional_regions": ["青栾县"]}, "没有地区“青栾县”"),
        ({"type": "fact", "quotes": ["招聘教师87名"]}, "找不到引文“招聘教师87名”。请从原文逐字复制"),
        ({"type": "fact", "numbers": ["1"], "reports": ["x.txt"]}, "没有文件“x.txt”"),
    ],
)
def test_what_is_not_in_the_index_is_told(filled: Assistant, fields: dict[str, object], told: str) -> None:
    with pytest.raises(AssistantError, match=f"第 1 行：.*{told}"):
        expected(filled, **fields)


def test_every_question_that_does_not_fit_is_told(filled: Assistant) -> None:
    wrong = [Question(id=i, type="enumerate", question="？", regions=["青栾县"]) for i in "ab"]
    with pytest.raises(AssistantError, match=r"(?s)问题“a”.*问题“b”"):
        Collection(filled).expected(wrong)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"regions": ["甲"]}, Rule.REGIONS),
        ({"regions": ["甲"], "numbers": ["3"]}, Rule.REGIONS),
        ({"regions": ["甲"], "quotes": ["乙"]}, Rule.GIST),
        ({"quotes": ["乙"]}, Rule.GIST),
        ({"quotes": ["乙"], "numbers": ["3"]}, Rule.FACT),
        ({"numbers": ["3"]}, Rule.FACT),
        ({"refuse": True}, Rule.REFUSAL),
    ],
)
def test_a_conversation_is_judged_by_what_is_expected_of_its_end(fields: dict[str, object], rule: Rule) -> None:
    assert rule_of(Question(type="multiturn", turns=["甲？", "乙呢？"], **fields)) is rule


def test_a_misleading_question_may_ask_for_a_refusal() -> None:
    assert rule_of(Question(type="adversarial", question="？")) is Rule.PREMISE
    assert rule_of(Question(type="adversarial", question="？", refuse=True)) is Rule.REFUSAL
