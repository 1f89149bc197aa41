"""What ``benchmarks.surveys`` counts as right, and the reports that it makes up."""

import random

from assistant.models import Answer, Mention, Status, SurveyRow
from assistant.plans import Intent, Plan
from benchmarks.growing import Sown, _sources
from benchmarks.surveys import Size, Timing, explicit_regions, growth_rows, same_regions


def test_regions_are_compared_by_their_ending() -> None:
    assert same_regions({"河南省郑州市", "河南省"}, ["郑州市", "河南省"])
    assert not same_regions({"河南省郑州市"}, ["郑州市", "河南省"])
    assert not same_regions({"河南省郑州市", "河南省洛阳市"}, ["郑州市"])
    assert not same_regions({"河南省郑州市", "河北省郑州市"}, ["郑州市"])
    assert same_regions(set(), [])


def test_only_explicit_mentions_count_and_an_unknown_region_is_its_title() -> None:
    mentions = {"a": Mention.EXPLICIT, "b": Mention.RELATED, "c": Mention.EXPLICIT}
    rows = tuple(SurveyRow(report_id=i, report_title=f"报告{i}", region=None, mention=m, citations=()) for i, m in mentions.items())
    answer = Answer(question="", status=Status.ANSWERED, text="", rows=rows, plan=Plan(intent=Intent.SURVEY))
    assert explicit_regions(answer, {"a": "云泽市", "b": "怀湖市", "c": None}) == {"云泽市", "报告c"}


def test_growth_is_told_as_a_multiple_of_the_smallest_index() -> None:
    slow = [Size(n, 1, {name: Timing([seconds], [seconds], [0]) for name in ("quoted", "open")}) for n, seconds in ((100, 0.1), (200, 0.4))]
    assert [row[-1] for row in growth_rows("given", slow)] == ["1.00", "2.00", "1.00", "2.00"]


def test_made_up_reports_mention_a_term_as_often_as_wanted() -> None:
    made = _sources(random.Random(1), [Sown("低空经济", 0.5), Sown("老年大学", 0.0)])
    texts = [next(made).reports[0].report for _ in range(60)]
    assert 15 <= sum("低空经济" in report.text for report in texts) <= 45
    assert not any("老年大学" in report.text for report in texts)
    assert {report.year for report in texts} == set(range(2016, 2026))
    assert len({report.region.name for report in texts}) == 6
