import re
from pathlib import Path

import pytest
from hypothesis import given
from report_texts import PROSE, report_texts

from ingest import find_files, load_file, parse_reports, read_file
from ingest.models import DocumentType, ParsedReport

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
    (parsed,) = parse_reports("子/材料3.txt", REPORT)
    report = parsed.report
    assert (report.source, report.position, report.text) == ("子/材料3.txt", 0, REPORT)
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
    (one,), (edited,), (other,) = parse_reports("a.txt", REPORT), parse_reports("a.txt", REPORT + "补充。"), parse_reports("b.txt", REPORT)
    assert one.report.report_id == edited.report.report_id != other.report.report_id
    assert not {p.passage_id for p in one.passages} & {p.passage_id for p in other.passages}


@given(report_texts)
def test_any_text_is_parsed_and_repeats(text: str) -> None:
    (parsed,) = parse_reports("材料3.txt", text)
    assert parsed.report.title
    assert parse_reports("材料3.txt", text) == (parsed,)
    assert [p.ordinal for p in parsed.passages] == list(range(len(parsed.passages)))
