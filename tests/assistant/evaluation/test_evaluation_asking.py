"""Questions are asked as a conversation, timed, judged and summed up."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from evaluation_support import Scripted, answer

from assistant import Assistant, AssistantError
from assistant.evaluation import Evaluation, Outcome, Question, QuestionType, converse, evaluate, outcomes, summed_up
from assistant.evaluation.integrity import Integrity
from assistant.evaluation.results import Share
from assistant.models import Answer, Generation, Status
from assistant.work import Activity

HIRED = Question(id="f", type="fact", question="雁浦区招聘教师多少名？", quotes=["公开招聘教师86名"], numbers=["86"])
BUSES = Question(id="e", type="enumerate", question="哪些区提到“食品安全”？", regions=["雁浦区", "岚溪"])
FEES = Question(id="u", type="unanswerable", question="雁浦区教育局局长叫什么名字？")
THEN = Question(id="m", type="multiturn", turns=["雁浦区招聘教师多少名？", "那鹭洲区呢？"], quotes=["全年招聘教师45名"], numbers=["45"])


def test_real_answers_over_a_real_index(filled: Assistant) -> None:
    seen: list[Outcome] = []
    found = evaluate(filled, [HIRED, BUSES, FEES, THEN], seen.append)
    assert [(o.id, o.right, o.why) for o in found.outcomes] == [(i, True, "") for i in "feum"]
    assert seen == list(found.outcomes)
    assert (found.right, found.complete, found.asked) == (Share(part=4, whole=4), True, 4)
    assert found.citation_recall == Share(part=2, whole=2)
    assert found.citation_precision.part == found.citation_precision.whole >= 4
    assert (found.refused, found.not_refused) == (Share(part=1, whole=1), Share(part=3, whole=3))
    assert found.integrity.quotes > 0
    assert (found.integrity.not_verbatim, found.integrity.dangling) == (0, 0)
    assert [len(o.replies) for o in found.outcomes] == [1, 1, 1, 2]
    assert found.model == filled.settings.language_model


def test_wrong_answers_are_counted_where_they_belong(filled: Assistant) -> None:
    Scripted(
        filled,
        {
            HIRED.question: answer("没有找到。", status=Status.NO_EVIDENCE, generation=Generation(model="m", fallback="超时")),
            BUSES.question: answer("[4]", [("gone", "甲")], selected={"gone": (1,)}, generation=Generation(model="m", fallback="超时")),
            FEES.question: answer("局长是王某。", generation=Generation(model="m", told=("局长是王某。",))),
        },
    )
    found = evaluate(filled, [HIRED, BUSES, FEES])
    assert [o.why for o in found.outcomes] == [
        "没有引用答案所在的原文；没有说出数字 86",
        "缺少：岚溪县、雁浦区",
        "应当说明材料里没有，却作了回答",
    ]
    assert found.right == Share(part=0, whole=3)
    assert found.by_type == {kind: Share(part=0, whole=1) for kind in ("fact", "enumerate", "unanswerable")}
    assert found.citation_recall == Share(part=0, whole=1)
    assert (found.refused, found.not_refused) == (Share(part=0, whole=1), Share(part=1, whole=2))
    assert found.integrity == Integrity(quotes=1, not_verbatim=1, references=1, dangling=1, sentences=1, uncited=1)
    assert (found.generated, found.fallbacks) == (1, 2)


def test_refusals_are_not_counted_where_either_is_right(filled: Assistant) -> None:
    none = Question(id="n", type="enumerate", question="哪些区提到“垃圾分类”？", regions=[])
    premise = Question(id="p", type="adversarial", question="雁浦区为什么取消校车？", quotes=["全区共有校车35辆"])
    found = evaluate(filled, [none, premise])
    assert [o.refusal_due for o in found.outcomes] == [None, None]
    assert (found.refused.whole, found.not_refused.whole) == (0, 0)


def test_an_answer_that_begins_with_a_denial_is_no_refusal_of_what_can_be_answered(filled: Assistant) -> None:
    Scripted(filled, {BUSES.question: answer("没有提到的只有鹭洲区。")})
    assert evaluate(filled, [BUSES]).not_refused == Share(part=1, whole=1)


def test_every_turn_is_checked(filled: Assistant) -> None:
    Scripted(filled, {THEN.turns[0]: answer("甲[7]"), THEN.turns[1]: answer("乙[8]")})
    (outcome,) = evaluate(filled, [THEN]).outcomes
    assert outcome.integrity.dangling == 2
    assert outcome.problems == ("编号 [7] 没有出处", "编号 [8] 没有出处")


def test_what_was_not_understood_is_no_ground_for_the_next_question(filled: Assistant) -> None:
    first, vague, last = answer("甲"), answer("？", status=Status.UNSUPPORTED), answer("乙")
    script = Scripted(filled, {"一": first, "二": vague, "三": last})
    assert [timed.answer for timed in converse(filled, ["一", "二", "三"])] == [first, vague, last]
    assert script.asked == [("一", None), ("二", first), ("三", first)]


def test_the_first_piece_shown_and_the_end_are_timed(filled: Assistant) -> None:
    def slowly(question: str) -> Iterator[str | Activity | Answer]:
        yield Activity("正在核对", 1, 2, None)
        time.sleep(0.05)
        yield Activity("正在核对", 2, 2, answer("甲")) if question == "一" else "甲"
        time.sleep(0.1)
        yield from ("乙", answer("甲乙"))

    Scripted(filled, {"一": slowly, "二": slowly, "三": lambda _: [answer("甲")]})
    for timed in list(converse(filled, ["一", "二"])):
        assert 0.05 <= timed.first_s <= timed.elapsed_s - 0.1
    (whole,) = converse(filled, ["三"])
    assert whole.first_s == whole.elapsed_s


def test_work_on_a_question_ends_when_it_is_broken_off(filled: Assistant) -> None:
    def broken_off(question: str) -> Iterator[str | Activity | Answer]:
        yield "甲"
        raise KeyboardInterrupt

    script = Scripted(filled, {"一": broken_off})
    with pytest.raises(KeyboardInterrupt):
        list(converse(filled, ["一"]))
    assert script.stops[0] is not None
    assert script.stops[0].is_set()


def test_nothing_is_asked_before_all_expectations_are_found(filled: Assistant) -> None:
    script = Scripted(filled, {})
    with pytest.raises(AssistantError, match=r"问题“w”.*青栾县"):
        list(outcomes(filled, [HIRED, Question(id="w", type="enumerate", question="？", regions=["青栾县"])]))
    assert script.asked == []


def with_times(*seconds: float) -> Evaluation:
    def outcome(n: int, elapsed: float) -> Outcome:
        reply = {
            "question": "？",
            "status": "answered",
            "text": "",
            "citations": (),
            "generation": None,
            "first_s": elapsed / 2,
            "elapsed_s": elapsed,
        }
        return Outcome(
            id=str(n),
            type=QuestionType.FACT,
            right=True,
            why="",
            citations=Share(),
            quotes=Share(),
            refusal_due=False,
            refused=False,
            integrity=Integrity(),
            problems=(),
            replies=(reply,),
        )

    return summed_up("m", 40, [outcome(n, elapsed) for n, elapsed in enumerate(seconds)])


def test_times_are_summed_up_by_median_and_nearest_rank() -> None:
    latency = with_times(*range(20, 0, -1)).latency
    assert (latency.median_s, latency.p95_s, latency.first_median_s, latency.first_p95_s) == (10.5, 19, 5.25, 9.5)
    assert with_times(3.0).latency.p95_s == 3.0
    empty = with_times()
    assert (empty.latency.median_s, empty.complete) == (None, False)


def test_an_evaluation_is_one_line_of_json(filled: Assistant) -> None:
    found = evaluate(filled, [HIRED])
    assert "\n" not in found.to_json()
    assert Evaluation.model_validate_json(found.to_json()) == found
