import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from report_texts import PROSE, report_texts

from ingest import find_files, load_file, parse_reports, read_file
from ingest.models import CutReason, DocumentType, Extraction, Outlook, ParsedReport, StyledHeading

EXAMPLES = Path(__file__).parents[2] / "examples"
KINDS = {"工作总结": DocumentType.SUMMARY, "工作计划": DocumentType.PLAN, "工作要点": DocumentType.KEY_POINTS}


def table(heading: str) -> list[list[str]]:
    """Rows of the table under a heading of the examples' README."""
    part = (EXAMPLES / "README.md").read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.split("\n") if line.startswith("|")]
    return [rows[0], *rows[2:]]


FILES = [(row[1].strip("`"), re.sub(r"（.*）", "", row[2]), int(row[3]), row[4]) for row in table("文件清单")[1:]]


def example(name: str) -> ParsedReport:
    _, data = load_file(EXAMPLES / "reports", name)
    (parsed,) = parse_reports(name, read_file(name, data))
    return parsed


def test_readme_lists_every_example() -> None:
    assert sorted(name for name, *_ in FILES) == find_files(EXAMPLES / "reports").paths


@pytest.mark.parametrize(("name", "region", "year", "kind"), FILES, ids=[name for name, *_ in FILES])
def test_example_is_described_as_its_readme_says(name: str, region: str, year: int, kind: str) -> None:
    report = example(name).report
    assert report.region.name in (region, f"云泽市{region}")
    assert report.year == year
    assert report.doc_type is KINDS.get(kind, DocumentType.SUMMARY)
    assert report.period == ("上半年" if "上半年" in kind else "全年")


@pytest.mark.parametrize("name", [name for name, *_ in FILES])
def test_example_has_sections_and_clean_text(name: str) -> None:
    parsed = example(name)
    text = parsed.report.text
    assert not set(text) & set("\r\ufeff\ufffd\u00a0")
    assert max(s.level for s in parsed.sections) >= 1
    assert sum(s.level == 1 for s in parsed.sections) >= 1
    assert "".join("".join(text[p.start : p.end].split()) for p in parsed.passages) == "".join(text.split())
    assert all(s.heading == "" or len(s.heading) < 60 for s in parsed.sections)


def test_examples_hold_the_words_that_the_readme_marks() -> None:
    head, *rows = table("话题对照表")
    texts = [re.sub(r"\s", "", example(name).report.text) for name, *_ in FILES]
    assert len(head) == len(texts) + 1
    for word, *cells in rows:
        assert [word in text for text in texts] == [cell == "●" for cell in cells], word


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("2023年雁浦区教育局工作总结.txt", {1: "han", 2: "paren", 3: "digit", 4: "paren", 5: "circled"}),
        ("2024年砚湖区教育局工作要点.md", {1: "# ", 2: "## ", 3: "### ", 4: "digit"}),
        ("鹭洲区教育局2024年上半年工作总结和下半年工作计划.txt", {1: "第", 2: "han", 3: "paren"}),
    ],
)
def test_example_nests_as_its_readme_says(name: str, levels: dict[int, str]) -> None:
    shapes = {"han": r"[一二三四五六七八九十]+、", "paren": r"（.{1,3}）", "digit": r"\d+\.", "circled": "[①-⑳]"}
    sections = example(name).sections
    assert {s.level for s in sections} == {0, *levels}
    for section in sections[1:]:
        sign = levels[section.level]
        assert re.match(shapes.get(sign, re.escape(sign)), section.heading), section.heading


def test_hard_wrapped_example_is_whole_again() -> None:
    raw = (EXAMPLES / "reports" / "2023年梧川县教育局工作总结.txt").read_text(encoding="utf-8")
    assert "校车运营" not in raw
    assert "校车运营" in example("2023年梧川县教育局工作总结.txt").report.text


REPORT = f"云泽市雁浦区教育局2024年上半年工作总结\n\n前言。\n一、校车\n（一）培训。{PROSE}\n二、食堂\n{PROSE}\n\n雁浦区教育局\n2024年7月1日\n"


def test_report_is_assembled_from_its_parts() -> None:
    (parsed,) = parse_reports("子/材料3.txt", Extraction(text=REPORT))
    report = parsed.report
    assert (report.source, report.position, report.text) == ("子/材料3.txt", 0, REPORT.rstrip())
    assert (report.title, report.region.name, report.year, report.period) == (
        "云泽市雁浦区教育局2024年上半年工作总结",
        "云泽市雁浦区",
        2024,
        "上半年",
    )
    assert report.duplicate_of is None
    assert [s.heading for s in parsed.sections] == ["", "一、校车", "（一）培训", "二、食堂"]
    assert {p.report_id for p in parsed.passages} == {report.report_id}
    assert {p.heading_path for p in parsed.passages} == {s.heading_path for s in parsed.sections}


def test_id_depends_on_the_source_and_not_on_the_text() -> None:
    (one,), (edited,), (other,) = (
        parse_reports(name, Extraction(text=text)) for name, text in (("a.txt", REPORT), ("a.txt", REPORT + "补充。"), ("b.txt", REPORT))
    )
    assert one.report.report_id == edited.report.report_id != other.report.report_id
    assert not {p.passage_id for p in one.passages} & {p.passage_id for p in other.passages}


@given(report_texts)
def test_any_text_is_parsed_and_repeats(text: str) -> None:
    extraction = Extraction(text=text)
    parsed = parse_reports("材料3.txt", extraction)
    assert parse_reports("材料3.txt", extraction) == parsed
    for i, one in enumerate(parsed):
        assert one.report.title
        assert one.report.position == i
        assert [p.ordinal for p in one.passages] == list(range(len(one.passages)))


@given(report_texts)
def test_every_character_is_in_a_report_or_beside_it(text: str) -> None:
    parsed = parse_reports("材料3.txt", Extraction(text=text))
    kept = "".join(one.report.text + "".join(cut.text for cut in one.cuts) for one in parsed)
    assert Counter("".join(kept.split())) == Counter("".join(text.split()))


FIRST = f"清源区教育局2023年工作总结\n2023年，我局在区委、区政府的正确领导下，做了以下工作。\n一、党建\n{PROSE}\n二、安全\n{PROSE}"
SECOND = f"碧湖县教育局2024年工作要点\n2024年，我局将以上级精神为指导，抓好以下工作。\n一、质量\n{PROSE}\n二、队伍\n{PROSE}"


def test_file_with_several_reports_gives_each_with_its_own_facts() -> None:
    text = f"下面是小编为大家整理的教育局工作总结2篇，欢迎阅读。\n\n篇一：{FIRST}\n\n推荐阅读：\n\n篇二：{SECOND}\n"
    first, second = parse_reports("汇编.txt", Extraction(text=text))
    assert (first.report.region.name, first.report.year, first.report.doc_type) == ("清源区", 2023, DocumentType.SUMMARY)
    assert (second.report.region.name, second.report.year, second.report.doc_type) == ("碧湖县", 2024, DocumentType.KEY_POINTS)
    assert (first.report.outlook, second.report.outlook) == (Outlook.PAST, Outlook.AHEAD)
    assert first.report.text == f"篇一：{FIRST}"
    assert second.report.text == f"篇二：{SECOND}"
    assert [(cut.reason, cut.text.strip()) for cut in first.cuts] == [
        (CutReason.SITE, "下面是小编为大家整理的教育局工作总结2篇，欢迎阅读。"),
        (CutReason.SITE, "推荐阅读："),
    ]
    assert first.report.report_id != second.report.report_id


def test_pages_and_styled_headings_are_carried_to_the_report() -> None:
    text = f"{FIRST}\n\n--------------------\n\n{SECOND}"
    heading = text.index("二、队伍")
    extraction = Extraction(
        text=text,
        pages=(0, text.index("二、安全"), heading),
        headings=(
            StyledHeading(start=text.index("一、质量"), end=text.index("一、质量") + 4, level=1),
            StyledHeading(start=heading, end=heading + 4, level=2),
        ),
    )
    first, second = parse_reports("扫描.pdf", extraction)
    assert {p.page for p in first.passages} == {1, 2}
    assert {p.page for p in second.passages} == {2, 3}
    assert second.sections[-1].heading_path == ("一、质量", "二、队伍")
    assert [p.page for p in second.passages if p.heading_path[-1:] == ("二、队伍",)] == [3]
