"""The judge of ``benchmarks.questions``: right answers are right, wrong ones wrong, optional ones neither."""

import pytest

from assistant.models import Answer, Citation, Mention, SelectedRegion, Status, SurveyRow
from assistant.plans import Intent, Plan
from benchmarks.questions.__main__ import HERE
from benchmarks.questions.goldset import GoldReport, GoldSet, Question, Quote, Topic, Turn
from benchmarks.questions.judging import FoundReport, Matching, is_right, judge_question, judge_topic, precision_recall, tally

QUOTE = "全县校车94辆，接送学生8900余名"
TEXTS = {
    "青栾": "青栾县总结\n" + QUOTE + "。完",
    "岚溪": "岚溪县总结\n接送车73辆。完",
    "岚溪副本": "岚溪县总结\n接送车73辆。另附一页。完",
    "云泽": "云泽市总结。完",
}
GOLD = [
    GoldReport(id="q", file="a.txt", start_quote="青栾县总结", end_quote="完", region_id="qingluan"),
    GoldReport(id="l", file="b.txt", start_quote="岚溪县总结", end_quote="完", region_id="lanxi"),
    GoldReport(id="l2", file="c.txt", start_quote="岚溪县总结", end_quote="完", region_id="lanxi", duplicate_of="l"),
    GoldReport(id="y", file="d.txt", start_quote="云泽市总结", end_quote="完", region_id="yunze"),
]
MATCHING = Matching(
    GOLD,
    [
        FoundReport(f"r{n}", f"folder/{name}", text)
        for n, (name, text) in enumerate(zip(["a.txt", "b.txt", "c.txt", "d.txt"], TEXTS.values(), strict=True))
    ],
)


def answer(
    text: str = "",
    *,
    selected: tuple[str, ...] = (),
    cited: dict[str, str] | None = None,
    status: Status = Status.ANSWERED,
    rows: dict[str, Mention] | None = None,
) -> Answer:
    citations = tuple(
        Citation(number=n, report_id=i, report_title="", region=None, source="", heading_path=(), quote=quote, start=0, end=len(quote), page=None)
        for n, (i, quote) in enumerate((cited or {}).items(), 1)
    )
    return Answer(
        question="",
        status=status,
        text=text,
        citations=citations,
        rows=tuple(SurveyRow(report_id=i, report_title="", region=None, mention=mention, citations=()) for i, mention in (rows or {}).items()),
        selected=tuple(SelectedRegion(region=i, report_ids=(i,)) for i in selected),
        plan=Plan(intent=Intent.LOOKUP),
    )


def test_texts_of_one_file_are_told_apart_and_twins_taken_in_order() -> None:
    gold = [GoldReport(id=i, file="a.txt", start_quote="总结", end_quote="完") for i in ("one", "two")]
    gold.append(GoldReport(id="other", file="a.txt", start_quote="计划", end_quote="毕"))
    matching = Matching(gold, [FoundReport("x", "a.txt", "计 划。毕"), FoundReport("y", "a.txt", "总结。完"), FoundReport("z", "a.txt", "总结。完")])
    assert [matching.gold_ids(i) for i in "xyz"] == [{"other"}, {"one"}, {"two"}]
    assert matching.missing == 0
    assert Matching(gold, [FoundReport("y", "b.txt", "总结。完")]).missing == 3


@pytest.mark.parametrize(
    ("selected", "right"),
    [(("r0", "r1"), True), (("r0", "r2"), True), (("r0", "r1", "r3"), True), (("r0",), False), (("r0", "r1", "rx"), True), ((), False)],
)
def test_regions_must_be_exactly_the_gold_ones_but_for_the_optional(selected: tuple[str, ...], right: bool) -> None:
    turn = Turn(question="", type="enumerate", gold_region_ids=("qingluan", "lanxi"), optional_region_ids=("yunze",))
    assert is_right(turn, answer(selected=selected), MATCHING) is right
    strict = turn.model_copy(update={"optional_region_ids": ()})
    assert is_right(strict, answer(selected=("r0", "r1", "r3")), MATCHING) is False


def test_required_regions_stand_in_place_of_the_gold_ones_and_none_means_none() -> None:
    turn = Turn(question="", type="set", gold_region_ids=("qingluan", "lanxi"), required_region_ids=("lanxi",))
    assert is_right(turn, answer(selected=("r1",)), MATCHING)
    nobody = Turn(question="", type="count")
    assert is_right(nobody, answer(), MATCHING)
    assert not is_right(nobody, answer(selected=("r0",)), MATCHING)


@pytest.mark.parametrize(
    ("text", "cited", "right"),
    [
        ("94辆", {"r0": QUOTE}, True),
        ("84辆", {"r0": QUOTE}, False),
        ("94辆", {"r1": QUOTE}, False),
        ("94辆", {"r0": "全县教师大会"}, False),
    ],
)
def test_a_fact_needs_its_number_and_its_passage_from_the_right_report(text: str, cited: dict[str, str], right: bool) -> None:
    turn = Turn(question="", type="fact", gold_answer="94辆", gold_report_ids=("q",), gold_quotes=(Quote(report_id="q", quote=QUOTE),))
    assert is_right(turn, answer(text, cited=cited), MATCHING) is right


def test_a_comparison_needs_half_of_the_passages_and_every_region() -> None:
    quotes = (Quote(report_id="q", quote=QUOTE), Quote(report_id="l", quote="接送车73辆"))
    turn = Turn(
        question="",
        type="compare",
        gold_report_ids=("q", "l"),
        duplicate_report_ids=("l2",),
        gold_region_ids=("qingluan", "lanxi"),
        gold_quotes=quotes,
    )
    assert is_right(turn, answer(cited={"r0": QUOTE, "r2": "接送车73辆"}), MATCHING)
    assert is_right(turn, answer(cited={"r0": QUOTE, "r1": "总结"}), MATCHING)
    assert not is_right(turn, answer(cited={"r0": QUOTE}), MATCHING)
    assert not is_right(turn, answer(cited={"r0": "总结", "r1": "总结"}), MATCHING)


def test_what_is_not_told_must_be_said_to_be_missing() -> None:
    turn = Turn(question="", type="unanswerable")
    assert is_right(turn, answer(status=Status.NO_EVIDENCE), MATCHING)
    assert is_right(turn, answer("材料没有写收费标准。"), MATCHING)
    assert not is_right(turn, answer("每人300元。" + "另" * 130 + "没有其他"), MATCHING)
    premise = Turn(question="", type="adversarial", gold_quotes=(Quote(report_id="q", quote=QUOTE),))
    assert is_right(premise, answer(cited={"r0": QUOTE}), MATCHING)
    assert not is_right(premise, answer("因为", cited={"r0": "总结"}), MATCHING)


def test_of_a_conversation_the_last_answer_counts() -> None:
    turns = (Turn(question="", type="enumerate", gold_region_ids=("lanxi",)), Turn(question="", type="enumerate", gold_region_ids=("qingluan",)))
    question = Question(id="m", question="", type="multiturn", turns=turns)
    assert judge_question(question, [answer(), answer(selected=("r0",))], MATCHING)
    assert not judge_question(question, [answer(selected=("r1",)), answer()], MATCHING)


def test_topics_count_reports_once_and_pass_over_the_borderline() -> None:
    topic = Topic(
        topic="校车", mentions=(Quote(report_id="q", quote=""), Quote(report_id="l2", quote="")), borderline=(Quote(report_id="y", quote=""),)
    )
    shown = answer(rows={"r0": Mention.RELATED, "r1": Mention.EXPLICIT, "r2": Mention.EXPLICIT, "r3": Mention.EXPLICIT})
    explicit = judge_topic(topic, shown, MATCHING, (Mention.EXPLICIT,))
    assert (explicit.right, explicit.extra, explicit.missed) == (1, frozenset(), {"q"})
    both = judge_topic(topic, shown, MATCHING, (Mention.EXPLICIT, Mention.RELATED))
    assert both.right == 2
    wrong = judge_topic(topic.model_copy(update={"borderline": ()}), shown, MATCHING, (Mention.EXPLICIT,))
    assert wrong.extra == {"y"}
    assert precision_recall([explicit, wrong]) == pytest.approx((2 / 3, 1 / 2, 4 / 7))


def test_the_tally() -> None:
    assert tally(["fact", "set", "fact"], [True, True, False]) == {"fact": (1, 2), "set": (1, 1)}


@pytest.mark.parametrize("folder", ["gold", "typed"])
def test_the_gold_of_this_checkout_holds_together(folder: str) -> None:
    gold = GoldSet(HERE / folder, HERE / "gold")
    assert len({question.id for question in gold.questions}) == len(gold.questions) >= 80
    known = {report.id for report in gold.reports}
    regions = {report.region_id for report in gold.reports}
    assert all({m.report_id for m in (*topic.mentions, *topic.borderline)} <= known for topic in gold.topics)
    for question in gold.questions:
        for turn in (question, *question.turns):
            assert {*turn.gold_report_ids, *turn.duplicate_report_ids, *turn.optional_report_ids, *(q.report_id for q in turn.gold_quotes)} <= known
            assert {*turn.gold_region_ids, *turn.required_region_ids, *turn.optional_region_ids} <= regions
