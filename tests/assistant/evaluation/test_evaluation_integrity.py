"""What must hold of every answer is found out when it does not."""

from __future__ import annotations

import pytest
from evaluation_support import answer, citation

from assistant.errors import ConfigError
from assistant.evaluation.integrity import Integrity, check
from assistant.models import Answer, Generation

TEXT = "雁浦区教育局2023年工作总结\n公开招聘教师86名，其中硕士12名。\n开展食堂检查120次。[7]\n"
HIRED, CHECKED = "公开招聘教师86名，其中硕士12名。", "开展食堂检查120次。[7]"


def text_of(report_id: str) -> str:
    if report_id != "r":
        raise ConfigError("没有这份报告。")
    return TEXT


def told(text: str, *sentences: str, checked: str = CHECKED) -> Answer:
    cited = (citation(1, "r", HIRED, TEXT.index(HIRED), "雁浦区"), citation(2, "r", checked, TEXT.index(checked), "雁浦区"))
    generation = Generation(model="m", told=sentences) if sentences else None
    return answer(text, generation=generation).model_copy(update={"citations": cited})


def test_a_sound_answer_has_no_faults() -> None:
    sound = told(f"“{CHECKED}”[2]\n雁浦区招聘教师86名。[1]", "雁浦区招聘教师86名。[1]")
    counted, problems = check(sound, text_of)
    assert problems == ()
    assert counted == Integrity(quotes=2, references=2, sentences=1)


@pytest.mark.parametrize("change", [{"quote": HIRED[:-1] + "！"}, {"start": 0, "end": len(HIRED)}, {"report_id": "gone"}])
def test_an_altered_quote_is_found(change: dict[str, object]) -> None:
    sound = told("")
    altered = sound.model_copy(update={"citations": (sound.citations[0].model_copy(update=change), sound.citations[1])})
    counted, problems = check(altered, text_of)
    assert (counted.quotes, counted.not_verbatim) == (2, 1)
    assert problems == ("引文 [1] 与原文不一致",)


def test_a_number_without_a_citation_is_found() -> None:
    counted, problems = check(told("甲[1]，乙[3][3]"), text_of)
    assert (counted.references, counted.dangling) == (3, 2)
    assert problems == ("编号 [3] 没有出处",)


@pytest.mark.parametrize(
    ("sentence", "fault", "words"),
    [
        ("雁浦区招聘教师86名。", "uncited", "没有出处"),
        ("雁浦区招聘教师86名。[9]", "uncited", "没有出处"),
        ("雁浦区招聘教师87名。[1]", "wrong_numbers", "数字不在"),
        ("雁浦区开展食堂检查120次。[1]", "wrong_numbers", "数字不在"),
        ("雁浦区招聘教师86名，荣获云泽市先进集体。[1]", "unsupported", "不支持"),
    ],
)
def test_a_sentence_is_held_against_what_it_cites(sentence: str, fault: str, words: str) -> None:
    counted, problems = check(told(sentence, sentence), text_of)
    assert {name for name in ("uncited", "wrong_numbers", "unsupported") if getattr(counted, name)} == {fault}
    assert any(words in problem and sentence in problem for problem in problems)


def test_counts_add_up() -> None:
    assert Integrity(quotes=2, dangling=1) + Integrity(quotes=3, uncited=1) == Integrity(quotes=5, dangling=1, uncited=1)


def test_a_sentence_is_held_against_the_numbers_of_the_whole_answer() -> None:
    sentence = "雁浦区招聘教师86名，开展食堂检查120次。[5][6]"
    sound = told(sentence, sentence, checked=CHECKED.removesuffix("[7]"))
    later = sound.model_copy(update={"citations": tuple(c.model_copy(update={"number": c.number + 4}) for c in sound.citations)})
    assert check(later, text_of)[1] == ()


def test_a_quote_with_a_mark_like_ours_supports_no_sentence() -> None:
    assert check(told("雁浦区开展食堂检查120次。[2]", "雁浦区开展食堂检查120次。[2]"), text_of)[0].wrong_numbers == 1
