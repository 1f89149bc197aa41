"""A fixed small part of the benchmark of finding reports in a file and cleaning copied text.

The bars are what the code reached on other seeds less a margin, not a wish; see ``docs/benchmarks.md``.
"""

import random
import re

import pytest

from benchmarks.alignment import align
from benchmarks.bodies import load_sources
from benchmarks.concatenations import GROUPS, Specimen, make
from benchmarks.judging import Result, judge
from ingest.models import Extraction, ParsedReport, Report

SEED = 20261122
SOURCES = load_sources(real=False)


def files(group: str, count: int) -> list[Specimen]:
    made = (make(kind, number, SEED, SOURCES) for kind, its in GROUPS.items() if its == group for number in range(count))
    return [specimen for specimen in made if specimen]


def as_put_in(specimen: Specimen, drop: str = "", keep: str = "") -> Result:
    """Judge a perfect answer, less a stretch of body, and with a stretch of noise."""

    def parse(name: str, extraction: Extraction) -> tuple[ParsedReport, ...]:
        parsed = []
        for k, text in enumerate(specimen.texts):
            if text.optional:
                continue
            title = "".join(p.text for p in specimen.pieces if p.owner == k and p.role == "title").strip()
            body = "\n".join(text.lines).replace(drop, "", 1) if drop else "\n".join(text.lines)
            report = Report(report_id=str(k), source=name, position=k, title=title or name, text=f"{title}\n{body}{keep}", official=text.official)
            parsed.append(ParsedReport(report=report, sections=(), passages=()))
        return tuple(parsed)

    return judge(specimen, parse)


@pytest.mark.parametrize("group", sorted(set(GROUPS.values())))
def test_a_perfect_answer_is_judged_perfect(group: str) -> None:
    for specimen in files(group, 1):
        result = as_put_in(specimen)
        assert (result.found, result.given, result.official_right, result.titles_right) == (result.expected,) * 4, result.problems
        assert result.count_right
        assert not result.lost
        assert not result.kept_noise
        assert result.added == 0
        assert result.joins[0] == result.joins[1]
        assert result.starts[0] == result.starts[1]


def test_one_report_for_all_is_judged_wrong() -> None:
    specimen = next(s for s in files("explicit", 1) if s.kind == "第一篇：标题")
    whole = Report(report_id="r", source="f", position=0, title="f", text=specimen.text)
    result = judge(specimen, lambda name, extraction: (ParsedReport(report=whole, sections=(), passages=()),))
    assert (result.found, result.given) == (0, 1)
    assert not result.lost


def test_lost_body_and_kept_noise_are_counted_to_the_character() -> None:
    specimen = make("上一篇下一篇", 0, SEED, SOURCES)
    assert specimen
    drop, keep = specimen.texts[0].lines[2][3:9], "上一篇：乡镇教育工作总结范文 下一篇：小学安全工作计划"
    result = as_put_in(specimen, drop, keep)
    assert "".join(result.lost) == drop
    assert result.lost_without_trace == len(drop)
    assert any(line.startswith("navigation") for line in result.kept_noise)


def test_alignment_takes_the_gap_where_least_is_lost() -> None:
    places, added = align("共3、3所学校", "共3所学校", [True, False, False, True, True, True, True])
    assert list(places) == [0, 3, 4, 5, 6]
    assert added == 0
    rng = random.Random(1)
    whole = "".join(chr(rng.randrange(0x4E00, 0x9000)) for _ in range(3000))
    kept = [k for k in range(3000) if not (500 <= k < 900 or 1200 <= k < 1203)]
    assert list(align(whole, "".join(whole[k] for k in kept), [True] * 3000)[0]) == kept


def test_the_same_seed_makes_the_same_file() -> None:
    one, two, other = (make("混合", 0, seed, SOURCES) for seed in (1, 1, 2))
    assert one == two != other


def test_there_are_as_many_kinds_of_marks_as_wanted() -> None:
    assert sum(group in ("explicit", "title only", "site", "none") for group in GROUPS.values()) >= 25
    assert sum(group == "one text" for group in GROUPS.values()) >= 15
    for specimen in files("one text", 1):
        assert len(specimen.texts) == 1
    assert all(not re.search("[{}]", specimen.text) for group in set(GROUPS.values()) for specimen in files(group, 1))


@pytest.fixture(scope="module")
def results() -> dict[str, list[Result]]:
    return {group: [judge(specimen) for specimen in files(group, 2) if specimen.scored] for group in sorted(set(GROUPS.values()))}


def f1(results: list[Result]) -> float:
    found, expected, given = (sum(getattr(result, field) for result in results) for field in ("found", "expected", "given"))
    return 2 * found / (expected + given)


@pytest.mark.parametrize(
    ("group", "least"), [("explicit", 0.93), ("title only", 0.81), ("site", 0.85), ("none", 0.35), ("noise", 0.97), ("one text", 0.98)]
)
def test_reports_are_found_with_their_boundaries(results: dict[str, list[Result]], group: str, least: float) -> None:
    assert f1(results[group]) >= least, [line for result in results[group] for line in result.problems]


def test_a_report_found_is_rarely_taken_for_something_else(results: dict[str, list[Result]]) -> None:
    every = [result for its in results.values() for result in its]
    assert sum(result.official_right for result in every) >= 0.98 * sum(result.found for result in every)
    assert sum(result.titles_right for result in every) >= 0.95 * sum(result.found for result in every)


def test_no_body_text_is_lost(results: dict[str, list[Result]]) -> None:
    for its in results.values():
        for result in its:
            assert not result.lost, (result.specimen.kind, result.lost)
            assert result.added == 0, result.specimen.kind


def test_noise_goes_and_cut_sentences_are_whole_again(results: dict[str, list[Result]]) -> None:
    every = [result for its in results.values() for result in its]
    put_in, removed = (sum(pair[side] for result in every for pair in result.noise.values()) for side in (0, 1))
    assert removed >= 0.94 * put_in, [line for result in every for line in result.kept_noise]
    share = [result for result in every if result.specimen.kind in ("分享条", "页码断句", "预览页码 连排")]
    assert sum(result.joins[1] for result in share) >= 0.8 * sum(result.joins[0] for result in share)


def test_paragraphs_still_begin_lines(results: dict[str, list[Result]]) -> None:
    every = [result for its in results.values() for result in its]
    assert sum(result.starts[1] for result in every) >= 0.995 * sum(result.starts[0] for result in every)
