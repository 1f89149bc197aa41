"""Files of questions: what staff may leave out or write loosely, and what is told about wrong lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import AssistantError
from assistant.evaluation import Question, QuestionType, load_questions
from assistant.evaluation.questions import TYPE_NAMES


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "问题.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def test_a_file_may_be_written_loosely(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '{"type": "事实", "question": "多少？", "numbers": 86, "quotes": "招聘教师86名"}',
        "",
        '{"id": "b", "type": "multiturn", "turns": ["甲？", "乙呢？"], "regions": [], "note": "备注"}',
    )
    first, second = load_questions(path)
    assert (first.id, first.type, first.numbers, first.quotes) == ("第1行", QuestionType.FACT, ("86",), ("招聘教师86名",))
    assert first.asked == ("多少？",)
    assert first.place.endswith("问题.jsonl”第 1 行")
    assert (second.id, second.asked, second.regions) == ("b", ("甲？", "乙呢？"), ())
    assert second.place.endswith("第 3 行")


def test_every_type_has_both_names(tmp_path: Path) -> None:
    assert set(TYPE_NAMES) == set(QuestionType)
    for kind, name in TYPE_NAMES.items():
        if kind is not QuestionType.MULTITURN:
            assert Question(type=name, question="？", regions=[], quotes=[] if kind == "unanswerable" else ["甲"]).type is kind


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"type": "fact"', "不是完整的 JSON"),
        ("{“type”: 1}", "半角双引号"),
        ("[1]", "JSON 对象"),
        ('{"question": "？"}', "缺少“type”"),
        ('{"type": "fakt", "question": "？"}', "fakt.*fact（事实）"),
        ('{"type": "fact", "quotes": ["甲"]}', "缺少“question”"),
        ('{"type": "fact", "turns": ["甲", "乙"], "quotes": ["甲"]}', "缺少“question”"),
        ('{"type": "fact", "question": "？", "turns": ["甲", "乙"], "quotes": ["甲"]}', "才用“turns”"),
        ('{"type": "multiturn", "turns": ["甲"], "quotes": ["甲"]}', "至少两句话"),
        ('{"type": "multiturn", "question": "？", "turns": ["甲", "乙"], "quotes": ["甲"]}', "不用“question”"),
        ('{"type": "multiturn", "turns": ["甲", "乙"]}', "最后一问"),
        ('{"type": "fact", "question": "？"}', "quotes.*numbers"),
        ('{"type": "enumerate", "question": "？"}', r"regions.*写 \[\]"),
        ('{"type": "summarise", "question": "？", "regions": ["甲"]}', "要用“quotes”"),
        ('{"type": "unanswerable", "question": "？", "numbers": ["1"]}', "应当拒答"),
        ('{"type": "adversarial", "question": "？", "refuse": true, "quotes": ["甲"]}', "应当拒答"),
        ('{"type": "fact", "question": "？", "quotes": ["甲", " "]}', "有一项是空的"),
        ('{"type": "fact", "question": "？", "quote": ["甲"]}', "没有“quote”这一项；可用的有 .*quotes"),
        ('{"type": "fact", "question": "？", "quotes": ["甲"], "place": "x"}', "没有“place”这一项"),
        ('{"type": "fact", "question": "？", "quotes": {"a": 1}}', "“quotes”应是文字的列表"),
        ('{"type": "fact", "question": "？", "numbers": [true]}', "“numbers”应是文字的列表"),
        ('{"type": "fact", "question": "？", "quotes": ["甲"], "refuse": "x"}', "true 或 false"),
        ('{"type": "fact", "question": 7, "quotes": ["甲"]}', "“question”应是用双引号"),
        ('{"type": "fact", "id": "good", "question": "？", "quotes": ["甲"]}', "“good”前面已经用过"),
    ],
)
def test_a_bad_line_is_named_with_its_remedy(tmp_path: Path, line: str, told: str) -> None:
    path = written(tmp_path, '{"id": "good", "type": "fact", "question": "？", "quotes": ["甲"]}', line)
    with pytest.raises(AssistantError, match=f"问题.jsonl”第 2 行：.*{told}"):
        load_questions(path)


def test_all_bad_lines_are_named_at_once_but_not_too_many(tmp_path: Path) -> None:
    with pytest.raises(AssistantError) as raised:
        load_questions(written(tmp_path, *["{"] * 13))
    told = str(raised.value).splitlines()
    assert [f"第 {n} 行" in line for n, line in enumerate(told[:10], 1)] == [True] * 10
    assert told[10:] == ["另有 3 行也要改。"]


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"\n \n"])
def test_a_file_that_cannot_be_used_is_explained(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "坏.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AssistantError, match=r"坏\.jsonl”.*(UTF-8|没有问题)"):
        load_questions(path)
